"""Options that several commands share, so that they mean the same everywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from tollbook.ledger import AsOf, as_of

F = TypeVar("F", bound=Callable[..., Any])


def book_option(command: F) -> F:
    """`--book`: which book."""
    return click.option(
        "--book", "address", metavar="BOOK", help="A file or a postgresql:// address. Default: TOLLBOOK_BOOK, else tollbook.db."
    )(command)


def codebook_option(command: F) -> F:
    """`--codebook`: under which rules."""
    return click.option(
        "--codebook", default="house", show_default=True, metavar="NAME", help="The rules for tolls, or your own file; see tollbook codebooks."
    )(command)


def as_of_option(command: F) -> F:
    """`--as-of`: as known when, and on which clock."""
    return click.option(
        "--as-of", "moment", metavar="TIME", callback=_as_of,
        help="As known then: reported:TIME leaves out what was published later, recorded:TIME what this book learned later; a bare TIME is reported.",
    )(command)  # fmt: skip


def json_option(command: F) -> F:
    """`--json`: for programs."""
    return click.option("--json", "as_json", is_flag=True, help="JSON instead of the table.")(command)


def _as_of(_: click.Context, __: click.Parameter, value: str | None) -> AsOf | None:
    return None if value is None else as_of(value)
