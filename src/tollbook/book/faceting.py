"""How many incidents there are of each kind, for the facets beside a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal

import msgspec
from sqlalchemy import ColumnElement, Connection, func, select

from tollbook.book import tables as t
from tollbook.book.kept import chunks
from tollbook.ledger import BookIncident
from tollbook.model import Record, Where

FacetName = Literal["country", "site", "harm", "method", "side", "grade", "disagreement", "review"]
FACETS: tuple[FacetName, ...] = ("country", "site", "harm", "method", "side", "grade", "disagreement", "review")
# From how far apart on: each step holds the ones after it.
BANDS = (1, 5, 10, 50, 100, 500)
_SEVERAL = {"harm": ("harms", " "), "side": ("sides", "\n")}


class Tally(Record, frozen=True, kw_only=True):
    """One answer and how many incidents it leaves; `value` `None` counts those of which it is not known."""

    value: str | None
    count: int
    label: str | None = None


class _Place(Record, frozen=True, kw_only=True):
    text: str
    name: str | None = None
    path: tuple[str, ...] = ()


class _Placed(Record, frozen=True, kw_only=True):
    where: _Place | None = None


_placed = msgspec.json.Decoder(_Placed)


def tally(connection: Connection, facet: FacetName, given: list[ColumnElement[bool]], limit: int) -> tuple[Tally, ...]:
    """The answers that most incidents have, with how many.

    Args:
        connection: The transaction to read in.
        facet: Of what.
        given: What narrows the list.
        limit: At most so many answers, apart from "not known".
    """
    if facet == "disagreement":
        return _apart(connection, given)
    if facet == "review":
        return _reviewed(connection, given)
    if facet in _SEVERAL:
        return _several(connection, *_SEVERAL[facet], given, limit)
    column = t.incident.c["place" if facet == "site" else facet]
    asked = select(column, func.count(), func.min(t.incident.c.id)).where(*given).group_by(column).order_by(func.count().desc(), column)
    rows = connection.execute(asked).all()
    known = [r for r in rows if r[0] is not None][:limit]
    unknown = [r for r in rows if r[0] is None]
    labels = _labels(connection, facet, {r[2] for r in known}) if facet in ("country", "site") else {}
    return tuple(Tally(value=r[0], count=r[1], label=labels.get(r[2])) for r in (*known, *unknown))


def _several(connection: Connection, name: str, between: str, given: list[ColumnElement[bool]], limit: int) -> tuple[Tally, ...]:
    """Answers of which an incident has several: it counts with each."""
    column = t.incident.c[name]
    counts: Counter[str | None] = Counter()
    for value, count in connection.execute(select(column, func.count()).where(*given).group_by(column)):
        counts.update(dict.fromkeys([v for v in (value or "").split(between) if v] or [None], count))
    return ranked(counts, limit)


def ranked(counts: Counter[str | None], limit: int) -> tuple[Tally, ...]:
    """Most first, what is not known last."""
    known = sorted((v for v in counts if v is not None), key=lambda v: (-counts[v], v))[:limit]
    return tuple(Tally(value=v, count=counts[v]) for v in (*known, *([None] if counts[None] else [])))


def _apart(connection: Connection, given: list[ColumnElement[bool]]) -> tuple[Tally, ...]:
    column = t.incident.c.disagreement
    rows = connection.execute(select(column, func.count()).where(*given).group_by(column)).all()
    return bands([(row[0], row[1]) for row in rows])


def bands(rows: Iterable[tuple[int | None, int]]) -> tuple[Tally, ...]:
    """How many lie so far apart or further.

    Example:
        >>> [(b.label, b.count) for b in bands([(7, 2), (0, 5), (None, 1)])]
        [('1 or more', 2), ('5 or more', 2), (None, 1)]
    """
    held = list(rows)
    sums = [(least, sum(n for apart, n in held if apart is not None and apart >= least)) for least in BANDS]
    made = [Tally(value=str(least), count=n, label=f"{least} or more") for least, n in sums if n]
    single = sum(n for apart, n in held if apart is None)
    return (*made, *([Tally(value=None, count=single)] if single else []))


def decided() -> ColumnElement[bool]:
    """Whether anybody decided, and did not take back, anything about a report of an incident."""
    d, undo = t.decision.alias("d"), t.decision.alias("undo")
    last = t.decision.alias("last")
    stands = select(undo.c.id).where(undo.c.undoes == d.c.id, ~select(last.c.id).where(last.c.undoes == undo.c.id).exists())
    held = (
        select(t.member.c.incident)
        .join(t.telling, t.telling.c.id == t.member.c.telling)
        .join(d, d.c.source == t.telling.c.source)
        .where(d.c.undoes.is_(None), ~stands.exists())
    )
    return t.incident.c.id.in_(held)


def _reviewed(connection: Connection, given: list[ColumnElement[bool]]) -> tuple[Tally, ...]:
    of = select(func.count()).select_from(t.incident)
    every = connection.execute(of.where(*given)).scalar_one()
    some = connection.execute(of.where(*given, decided())).scalar_one()
    made = (Tally(value="decided", count=some, label="somebody decided"), Tally(value="open", count=every - some, label="nobody yet"))
    return tuple(m for m in made if m.count)


def _labels(connection: Connection, facet: str, ids: set[str]) -> dict[str, str]:
    """How places and countries are written, from the record of one incident each."""
    c = t.incident.c
    found = {}
    for piece in chunks(sorted(ids)):
        for ident, payload in connection.execute(select(c.id, c.payload).where(c.id.in_(piece))):
            where = _placed.decode(payload).where
            if where is not None:
                found[ident] = label(where, facet)
    return found


def label(where: _Place | Where, facet: str) -> str:
    """A place, or its country, as people write it.

    Example:
        >>> label(Where(text="Gao", start=0, end=3, path=("Mali", "Gao")), "country")
        'Mali'
    """
    return where.path[0] if facet == "country" and where.path else where.name or where.text


def answers(incident: BookIncident, facet: FacetName) -> tuple[str | None, ...]:
    """What an incident answers to a facet, by the same rules as the book's own list.

    Example:
        >>> answers(BookIncident(id="a", title="t", sides=("Mali", "JNIM")), "side"), answers(BookIncident(id="a", title="t"), "grade")
        (('Mali', 'JNIM'), (None,))
    """
    where = incident.where
    given: dict[str, tuple[str | None, ...]] = {
        "country": (where.country if where else None,),
        "site": (site(incident),),
        "harm": tuple(sorted({x.harm for x in (*incident.tolls, *incident.published)})),
        "method": (incident.method,),
        "side": incident.sides,
        "grade": (incident.grade,),
    }
    return given.get(facet, ()) or (None,)


def site(incident: BookIncident) -> str | None:
    """The place as lists compare it: the name and what lies around it, without case; `None` where nobody says where."""
    where = incident.where
    return None if where is None else " ".join([where.name or where.text, *where.path]).casefold().replace("\x00", "\ufffd")
