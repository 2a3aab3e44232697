"""Browse: the incidents of the book with facets and counts, map and timeline beside them, widest disagreement first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec
from litestar import Response, get

from tollbook.book import Book, Hit
from tollbook.book.faceting import FACETS, FacetName, Tally, answers, bands, label, ranked
from tollbook.book.facets import point
from tollbook.charts.days import Day
from tollbook.keep.looking import list_incidents
from tollbook.ledger import BookIncident
from tollbook.model import HARMS, Record
from tollbook.reconcile.codebook import list_codebooks
from tollbook.web.answers import Asked, book_of, data, hidden_of, page, tagged
from tollbook.web.browsing import LIMIT, ORDERS, Browsing, browsing

# So many points are drawn: more than anybody can tell apart on a screen.
_MOST_POINTS = 20_000
# Answers of a facet that are shown, and incidents of the past, which has no pages.
_ANSWERS, _MOST_THEN = 100, 500


class Facet(Record, frozen=True, kw_only=True):
    """One answer to a question of the list, and how many incidents it leaves; `value` `None` is not known."""

    name: str
    value: str | None
    count: int
    chosen: bool = False
    label: str | None = None


class Browse(Record, frozen=True, kw_only=True):
    """A page of the list: the incidents, how many there are in all, the facets, and where the words were found."""

    incidents: tuple[BookIncident, ...]
    count: int
    after: str | None
    facets: dict[str, tuple[Facet, ...]]
    hits: tuple[Hit, ...] = ()
    asked: Browsing


def find(book: Book, asked: Browsing, *, blind: bool = False) -> Browse:
    """What the list shows for a view; in a blind round it does not tell what was decided.

    Raises:
        TollbookError: The codebook does not exist.
    """
    names = [f for f in FACETS if f != "review" or not (asked.moment is not None or blind)]
    if asked.moment is not None:
        listed = list_incidents(book, asked.filters, order=asked.sort, limit=0, codebook=asked.codebook, as_of=asked.moment)  # type: ignore[arg-type]
        counts, count = {n: _then(listed.incidents, n) for n in names}, len(listed.incidents)
    else:
        listed = list_incidents(book, asked.filters, order=asked.sort, after=asked.after, limit=LIMIT, codebook=asked.codebook)  # type: ignore[arg-type]
        with book.read() as view:
            counts, count = view.tallies({n: asked.open(n).filters for n in names}, limit=_ANSWERS), view.count(asked.filters)
    hits = tuple(book.search(asked.q, limit=100)) if asked.q else ()
    facets = {str(n): _facet(n, asked, counts[n]) for n in names}
    return Browse(incidents=listed.incidents[:_MOST_THEN], count=count, after=listed.after, facets=facets, hits=hits, asked=asked)


def _facet(name: FacetName, asked: Browsing, counts: Iterable[Tally]) -> tuple[Facet, ...]:
    """The answers; of the past, where others would have to be counted anew, a chosen one alone."""
    made = tuple(Facet(name=name, value=x.value, count=x.count, label=x.label, chosen=asked.asks(name, x.value)) for x in counts)
    chosen = tuple(f for f in made if f.chosen)
    return chosen if chosen and asked.moment is not None else made


def _then(incidents: Iterable[BookIncident], name: FacetName) -> tuple[Tally, ...]:
    """The answers of incidents as they were: the book counts only those of now."""
    if name == "disagreement":
        return bands((i.disagreement, 1) for i in incidents)
    held = tuple(incidents)
    labels = {answers(i, name)[0]: label(i.where, name) for i in held if i.where is not None and name in ("country", "site")}
    made = ranked(Counter(answer for i in held for answer in dict.fromkeys(answers(i, name))), _ANSWERS)
    return tuple(msgspec.structs.replace(x, label=labels.get(x.value)) for x in made)


@get("/", sync_to_thread=True)
def browse(request: Asked) -> Response[bytes]:
    """The list as a page."""
    asked = browsing(request.query_params)
    found = find(book_of(request), asked, blind=hidden_of(request) is not None)
    return page(
        request, "browse.html", name="browse", title="Incidents", found=found, asked=asked, harms=HARMS, orders=ORDERS,
        codebooks=list_codebooks(), as_of=asked.moment, now_href=asked.href(as_of=None), query=asked.q,
    )  # fmt: skip


@get("/incidents.json", sync_to_thread=True)
def browse_json(request: Asked) -> Response[bytes]:
    """The list for programs."""
    return data(request, find(book_of(request), browsing(request.query_params), blind=hidden_of(request) is not None))


@get("/incidents.geojson", sync_to_thread=True)
def browse_geojson(request: Asked) -> Response[bytes]:
    """The list as points, for the map; incidents without coordinates are left out and counted."""
    asked = browsing(request.query_params)
    book, made, after, unplaced = book_of(request), [], None, 0
    if asked.moment is None:
        points, unplaced = book.points(asked.filters, limit=_MOST_POINTS)
        body = f'{{"type":"FeatureCollection","features":[{",".join(points)}],"unplaced":{unplaced}}}'
        return tagged(request, body.encode(), "application/geo+json")
    while True:
        listed = list_incidents(book, asked.filters, order="last_reported", after=after, limit=1000, codebook="house", as_of=asked.moment)
        for i in listed.incidents:
            at = point(i)
            unplaced += at is None
            made += [at] if at is not None else []
        after = listed.after
        if after is None or len(made) >= _MOST_POINTS:
            break
    return data(request, {"type": "FeatureCollection", "features": made, "unplaced": unplaced}, media="application/geo+json")


def count_days(book: Book, asked: Browsing) -> tuple[tuple[Day, ...], int]:
    """How many incidents there are of each day, with their killed; and how many have no day."""
    after = None
    if asked.moment is None:
        made = book.days(asked.filters)
        return tuple(Day(day=d, incidents=n, killed=k) for d, n, k in made if d is not None), sum(n for d, n, _ in made if d is None)
    counts: Counter[str] = Counter()
    killed: Counter[str] = Counter()
    undated = 0
    while True:
        listed = list_incidents(book, asked.filters, order="happened", after=after, limit=1000, codebook="house", as_of=asked.moment)
        for i in listed.incidents:
            day = i.when.from_ if i.when else None
            if day is None:
                undated += 1
                continue
            counts[day[:10]] += 1
            killed[day[:10]] += next((t.best or 0 for t in i.tolls if t.harm == "killed" and t.group == "all"), 0)
        after = listed.after
        if after is None:
            break
    return tuple(Day(day=d, incidents=counts[d], killed=killed[d]) for d in sorted(counts)), undated


@get("/days.json", sync_to_thread=True)
def days_json(request: Asked) -> Response[bytes]:
    """How many incidents and how many killed (best figures) there are of each day, for the timeline."""
    days, undated = count_days(book_of(request), browsing(request.query_params))
    return data(request, {"days": days, "undated": undated})
