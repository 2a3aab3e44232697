"""`tollbook export`: incidents and claims, for programs and for others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tollbook.cli.options import as_of_option, book_option, codebook_option
from tollbook.cli.output import open_output
from tollbook.ledger import AsOf

if TYPE_CHECKING:
    from tollbook.book import Book

KINDS = ("incidents", "claims", "articles", "decisions")
FORMS = ("jsonl", "json")


@click.command(name="export", short_help="Write the book out.")
@click.argument("what", type=click.Choice(KINDS))
@click.option("--format", "form", type=click.Choice(FORMS), default="jsonl", show_default=True, help="One object a line, or one array.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE, complete or not at all.")
@click.option("--texts", is_flag=True, help="articles: with their full texts, which are withheld otherwise.")
@codebook_option
@as_of_option
@book_option
def command(*, what: str, form: str, output: Path | None, texts: bool, codebook: str, moment: AsOf | None, address: str | None) -> None:
    """Write incidents, claims, articles or decisions, in the forms of the contract.

    An incident has the ids of its articles and claims, its tolls under the
    codebook, and `main_of`: the articles whose main incident it is. A claim
    has its article, outlet, report time, incident and what was decided of it.

    \b
    Examples:
      tollbook export incidents > incidents.jsonl
      tollbook export claims --as-of 2020-02-28 -o claims.jsonl
      tollbook export incidents --codebook ucdp --format json
    """
    import msgspec

    from tollbook.book import open_book

    with open_book(address, create=False) as book, open_output(output) as out:
        rows = _rows(book, what, codebook, moment, texts=texts)
        if form == "jsonl":
            for row in rows:
                out.write(msgspec.json.encode(row) + b"\n")
        else:
            out.write(b"[")
            for n, row in enumerate(rows):
                out.write((b",\n" if n else b"\n") + msgspec.json.encode(row))
            out.write(b"\n]\n")
        out.flush()


def _rows(book: Book, what: str, codebook: str, moment: AsOf | None, *, texts: bool) -> Iterable[object]:
    from tollbook.keep.exporting import articles, claims
    from tollbook.keep.looking import every_incident

    if what == "incidents":
        return every_incident(book, codebook=codebook, as_of=moment)
    if what == "claims":
        return claims(book, as_of=moment)
    if what == "articles":
        return articles(book, as_of=moment, texts=texts)
    return _decisions(book, moment)


def _decisions(book: Book, moment: AsOf | None) -> Iterator[object]:
    yield from book.decisions(as_of=moment)
