"""Sources: how each origin's and each outlet's figures fared, with the counts beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args
from urllib.parse import urlencode

import msgspec
from litestar import Response, get

from tollbook.book import Book
from tollbook.book.sourced import By
from tollbook.errors import TollbookError
from tollbook.keep.sources import RANKS, Rank, Source, in_order, sources
from tollbook.model import HARMS, Harm, Record
from tollbook.web.answers import Asked, book_of, data, page

LIMIT = 100
_BYS: tuple[By, ...] = get_args(By)
Way = Literal["up", "down"]


class Asking(Record, frozen=True, kw_only=True):
    """A view of the sources, as the address says it; `least` leaves out sources of fewer compared cases."""

    q: str | None = None
    by: By | None = None
    kind: str | None = None
    harm: Harm | None = None
    least: int = 0
    sort: Rank = "incidents"
    way: Way = "down"
    start: int = 0

    def href(self, path: str = "/sources", **changes: object) -> str:
        """The address of this view with some answers changed; any but the page begins at the first."""
        given = msgspec.to_builtins(self) | ({} if set(changes) == {"start"} else {"start": 0}) | changes
        plain = msgspec.to_builtins(Asking())
        query = {k: v for k, v in given.items() if v not in (None, "") and v != plain[k]}
        return f"{path}?{urlencode(query)}" if query else path


class Sources(Record, frozen=True, kw_only=True):
    """A page of sources; `count` is of all pages, `kinds` how many there are of each role."""

    sources: tuple[Source, ...]
    count: int
    kinds: dict[str, int]
    asked: Asking
    next: int | None = None


def asking(query: Mapping[str, str]) -> Asking:
    """Read a view from an address's query.

    Raises:
        TollbookError: A value is none of its kind.

    Example:
        >>> asking({"by": "outlet", "least": "5"}).href(sort="ratio")
        '/sources?by=outlet&least=5&sort=ratio'
    """
    given: dict[str, object] = {k: v.strip()[:200] for k in ("q", "by", "kind", "harm", "sort", "way") if (v := query.get(k)) and v.strip()}
    for name in ("least", "start"):
        if text := query.get(name, "").strip():
            if not text.isascii() or not text.isdigit() or len(text) > 9:
                raise TollbookError(f"{name}={text[:40]!r} is no whole number.", hint="Write digits.")
            given[name] = int(text)
    for name, allowed in (("by", _BYS), ("harm", HARMS), ("sort", RANKS), ("way", get_args(Way))):
        if name in given and given[name] not in allowed:
            raise TollbookError(f"{name}={str(given[name])[:40]!r} is unknown.", hint="One of " + ", ".join(allowed) + ".")
    return Asking(**given)  # type: ignore[arg-type]


def find(book: Book, asked: Asking) -> Sources:
    """What the page shows for a view."""
    words = asked.q.casefold() if asked.q else ""
    found = [
        s for s in sources(book, asked.harm)
        if (asked.by is None or s.by == asked.by) and s.compared >= asked.least and words in s.name.casefold()
    ]  # fmt: skip
    kinds: dict[str, int] = {}
    for s in found:
        kinds[s.kind] = kinds.get(s.kind, 0) + 1
    if asked.kind is not None:
        found = [s for s in found if s.kind == asked.kind]
    end = asked.start + LIMIT
    ordered = in_order(found, asked.sort, ascending=asked.way == "up")
    return Sources(
        sources=tuple(ordered[asked.start : end]), count=len(found), kinds=dict(sorted(kinds.items(), key=lambda kv: (-kv[1], kv[0]))), asked=asked,
        next=end if end < len(found) else None,
    )  # fmt: skip


@get("/sources", sync_to_thread=True)
def page_of_sources(request: Asked) -> Response[bytes]:
    """The sources as a page."""
    asked, book = asking(request.query_params), book_of(request)
    found = find(book, asked)
    stale = not found.sources and asked == Asking() and book.count() > 0
    return page(request, "sources.html", name="sources", title="Sources", found=found, asked=asked, harms=HARMS, ranks=RANKS, stale=stale)


@get("/sources.json", sync_to_thread=True)
def sources_json(request: Asked) -> Response[bytes]:
    """The sources for programs."""
    return data(request, find(book_of(request), asking(request.query_params)))


HANDLERS = (page_of_sources, sources_json)
