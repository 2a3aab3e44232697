"""Listing incidents: filtered, sorted, a page at a time; and finding the one that an id means."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping
from operator import eq, ge, le
from typing import Annotated, Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Text, and_, func, or_, select

from tollbook.book import tables as t
from tollbook.book.faceting import FacetName, Tally, decided, tally
from tollbook.book.kept import chunks
from tollbook.book.records import Filters, Order, Page, Resolved
from tollbook.errors import TollbookError
from tollbook.ledger import BookIncident

_incident = msgspec.json.Decoder(BookIncident)
# a cursor comes back from anybody: a number that no column can hold is none of ours
_Whole = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
_cursor = msgspec.json.Decoder(tuple[str | _Whole | None, str])
# what the words of an order or a facet name; the rest name their column
_COLUMNS = {"happened": "happened_from", "site": "place", "side": "sides"}


def read_incidents(
    connection: Connection,
    filters: Filters | None = None,
    *,
    order: Order = "disagreement",
    ascending: bool | None = None,
    after: str | None = None,
    limit: int = 50,
) -> Page:
    """One page of incidents; unknown values come last, whichever way it is sorted.

    Args:
        connection: The transaction to read in.
        filters: Which; `None` for all.
        order: By what; greatest or latest first, a title from A.
        ascending: `True` or `False` to turn that round.
        after: The `after` of the page before.
        limit: Incidents a page.

    Raises:
        TollbookError: `after` is none that a page gave.
    """
    column = t.incident.c[_COLUMNS.get(order, order)]
    up = order == "title" if ascending is None else ascending
    asked = select(t.incident.c.payload, column, t.incident.c.id).where(*_conditions(filters or Filters()))
    if after is not None:
        asked = asked.where(_beyond(column, up, after))
    if up:
        asked = asked.order_by(column.asc().nulls_last(), t.incident.c.id.asc())
    else:
        asked = asked.order_by(column.desc().nulls_last(), t.incident.c.id.desc())
    rows = connection.execute(asked.limit(limit + 1)).all()
    shown = rows[:limit]
    last = _token(shown[-1][1], shown[-1][2]) if len(rows) > limit and shown else None
    return Page(incidents=tuple(_incident.decode(row[0]) for row in shown), after=last)


def _token(value: Any, incident: str) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode((value, incident))).decode().rstrip("=")


def _beyond(column: ColumnElement[Any], up: bool, after: str) -> ColumnElement[bool]:
    try:
        value, last = _cursor.decode(base64.urlsafe_b64decode(after.encode("ascii") + b"=" * (-len(after) % 4)))
    except (ValueError, binascii.Error, msgspec.DecodeError):
        raise TollbookError(f"{after[:40]!r} is not where a page ended.", hint="Begin at the first page.") from None
    key = t.incident.c.id
    further = key > last if up else key < last
    if value is None:
        return and_(column.is_(None), further)
    if isinstance(value, str) != isinstance(column.type, Text):
        raise TollbookError(f"{after[:40]!r} belongs to another order.", hint="Begin at the first page.")
    return or_(column > value if up else column < value, and_(column == value, further), column.is_(None))


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    c = t.incident.c
    given = (
        (filters.since, c.happened_to, ge),
        (filters.until, c.happened_from, le),
        (filters.country, c.country, eq),
        (filters.method, c.method, eq),
        (filters.grade, c.grade, eq),
        (filters.killed, c.killed, ge),
        (filters.disagreement, c.disagreement, ge),
        (filters.origins, c.origins, ge),
        (filters.reported_since, c.last_reported, ge),
        (filters.site, c.place, eq),
    )
    found: list[ColumnElement[bool]] = [compare(column, value) for value, column, compare in given if value is not None]
    if filters.place is not None:
        found.append(c.place.contains(filters.place.casefold().replace("\x00", ""), autoescape=True))
    if filters.harm is not None:
        found.append(c.harms.contains(f" {filters.harm} ", autoescape=True))
    if filters.side is not None:
        found.append(c.sides.contains(f"\n{filters.side}\n".replace("\x00", ""), autoescape=True))
    if filters.review is not None:
        found.append(decided() if filters.review == "decided" else ~decided())
    found += [c.harms == " " if name == "harm" else c[_COLUMNS.get(name, name)].is_(None) for name in filters.unknown]
    if filters.box is not None:
        south, west, north, east = filters.box
        found.append(c.lat.between(south, north))
        # a box over the date line goes from its west to its east through 180
        found.append(c.lon.between(west, east) if west <= east else or_(c.lon >= west, c.lon <= east))
    return found


def count_incidents(connection: Connection, filters: Filters | None = None) -> int:
    """How many incidents the filters leave."""
    return connection.execute(select(func.count()).select_from(t.incident).where(*_conditions(filters or Filters()))).scalar_one()


def count_by(connection: Connection, asked: Mapping[FacetName, Filters], *, limit: int = 1000) -> dict[FacetName, tuple[Tally, ...]]:
    """How many incidents of each country, place, harm … its filters leave; `None` counts the unknown."""
    together: dict[Filters, list[FacetName]] = {}
    for facet, filters in asked.items():
        together.setdefault(filters, []).append(facet)
    found: dict[FacetName, tuple[Tally, ...]] = {}
    for filters, facets in together.items():
        found |= tally(connection, facets, _conditions(filters), limit)
    return {facet: found[facet] for facet in asked}


def read_points(connection: Connection, filters: Filters | None = None, *, limit: int = 20_000) -> tuple[list[str], int]:
    """The incidents that have coordinates as GeoJSON features, the latest reported first; and how many have none."""
    c = t.incident.c
    given = _conditions(filters or Filters())
    asked = select(c.point).where(*given, c.point.is_not(None)).order_by(c.last_reported.desc().nulls_last(), c.id.desc()).limit(limit)
    bare = select(func.count()).select_from(t.incident).where(*given, c.point.is_(None))
    return list(connection.execute(asked).scalars()), connection.execute(bare).scalar_one()


def read_days(connection: Connection, filters: Filters | None = None) -> list[tuple[str | None, int, int]]:
    """Of each day on which incidents began: how many, and the sum of their killed as listed; `None` are the undated."""
    c = t.incident.c
    asked = select(c.happened_from, func.count(), func.sum(func.coalesce(c.killed, 0))).where(*_conditions(filters or Filters()))
    rows = connection.execute(asked.group_by(c.happened_from).order_by(c.happened_from)).all()
    return [(row[0], row[1], int(row[2])) for row in rows]


def read_these(connection: Connection, ids: Iterable[str]) -> dict[str, BookIncident]:
    """These incidents, as they now are; ids that are no longer current are left out."""
    c = t.incident.c
    found: dict[str, BookIncident] = {}
    for piece in chunks(sorted(set(ids))):
        found |= {row[0]: _incident.decode(row[1]) for row in connection.execute(select(c.id, c.payload).where(c.id.in_(piece)).order_by(c.id))}
    return found


def resolve(connection: Connection, asked: str) -> Resolved:
    """Which incidents an id, or the beginning of one, means today.

    An id that was merged away or split leads to the incidents that now hold the
    tellings it was given to, the one with most of them first.
    """
    c, h = t.incident.c, t.incident_history.c
    if connection.execute(select(c.id).where(c.id == asked)).first():
        return Resolved(asked=asked, known=(asked,), current=(asked,))
    top = asked + "\U0010ffff"
    now = set(connection.execute(select(c.id).where(c.id >= asked, c.id < top).limit(50)).scalars()) if asked else set()
    ever = set(connection.execute(select(h.incident).distinct().where(h.incident >= asked, h.incident < top).limit(50)).scalars()) if asked else set()
    known = tuple([asked] if asked in ever else sorted(now | ever))
    if len(known) != 1 or known[0] in now:
        return Resolved(asked=asked, known=known, current=tuple(sorted(now)) if asked not in ever else ())
    held = connection.execute(select(h.telling).where(h.incident == known[0])).scalars().all()
    m = t.member.c
    shares: dict[str, int] = {}
    for piece in chunks(held):
        for incident, share in connection.execute(select(m.incident, func.count()).where(m.telling.in_(piece)).group_by(m.incident)):
            shares[incident] = shares.get(incident, 0) + share
    return Resolved(asked=asked, known=known, current=tuple(sorted(shares, key=lambda i: (-shares[i], i))))
