"""Tollbook reads news reports of armed conflict and keeps the book of what they claim.

    >>> import tollbook
    >>> reading = tollbook.read("At least 30 soldiers were killed.", published="2020-02-27")

Everything public is named here and loaded when it is first used, so that
`import tollbook` costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tollbook.errors import TollbookError
    from tollbook.frames import to_arrow, to_polars
    from tollbook.model import (
        Article,
        AttackClaim,
        ControlClaim,
        Count,
        DemandClaim,
        Failure,
        Reading,
        SilenceClaim,
        TalksClaim,
        TollClaim,
    )
    from tollbook.pipeline import Options
    from tollbook.reading import read, read_article, read_many

__all__ = [
    "Article",
    "AttackClaim",
    "ControlClaim",
    "Count",
    "DemandClaim",
    "Failure",
    "Options",
    "Reading",
    "SilenceClaim",
    "TalksClaim",
    "TollClaim",
    "TollbookError",
    "read",
    "read_article",
    "read_many",
    "to_arrow",
    "to_polars",
]

_HOMES = {
    "TollbookError": "tollbook.errors",
    "Options": "tollbook.pipeline",
    "read": "tollbook.reading",
    "read_article": "tollbook.reading",
    "read_many": "tollbook.reading",
    "to_arrow": "tollbook.frames",
    "to_polars": "tollbook.frames",
}


def __getattr__(name: str) -> object:
    """Load a public name from its home, once (PEP 562)."""
    if name == "__version__":
        from importlib.metadata import version

        value: object = version("tollbook")
    elif name in __all__:
        value = getattr(importlib.import_module(_HOMES.get(name, "tollbook.model")), name)
    else:
        raise AttributeError(f"module 'tollbook' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
