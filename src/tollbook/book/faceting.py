"""How many incidents there are of each kind, for the facets beside a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import msgspec
from sqlalchemy import CTE, ColumnElement, Connection, Select, Text, cast, func, literal, null, select, union_all

from tollbook.book import tables as t
from tollbook.book.kept import chunks
from tollbook.ledger import BookIncident
from tollbook.model import Record, Where

FacetName = Literal["country", "site", "harm", "method", "side", "grade", "disagreement", "review"]
FACETS: tuple[FacetName, ...] = ("country", "site", "harm", "method", "side", "grade", "disagreement", "review")
# From how far apart on: each step holds the ones after it.
BANDS = (1, 5, 10, 50, 100, 500)
# the column that answers each facet; harms and sides hold several answers, between spaces and line ends
_COLUMN = {"country": "country", "site": "place", "harm": "harms", "method": "method", "side": "sides", "grade": "grade", "disagreement": "disagreement"}
_BETWEEN = {"harm": " ", "side": "\n"}
_SAID = {"country": "country_said", "site": "place_said"}


class Tally(Record, frozen=True, kw_only=True):
    """One answer and how many incidents it leaves; `value` `None` counts those of which it is not known."""

    value: str | None
    count: int
    label: str | None = None


class _Row(NamedTuple):
    """An answer as the column holds it, how many incidents hold it, and one of them; `facet` "decided" counts those somebody decided on."""

    facet: str
    value: str | None
    many: int
    one: str | None


def tally(connection: Connection, facets: Sequence[FacetName], given: Sequence[ColumnElement[bool]], limit: int) -> dict[FacetName, tuple[Tally, ...]]:
    """The answers to each facet that most incidents have, with how many.

    Args:
        connection: The transaction to read in.
        facets: Of what.
        given: What narrows the list; it is narrowed once for all of them.
        limit: At most so many answers of a facet, apart from "not known".
    """
    rows = _of_few(connection, facets, given) if given else _of_all(connection, facets)
    held: dict[str, list[_Row]] = {}
    for row in rows:
        held.setdefault(row.facet, []).append(row)
    return {f: _answered(connection, f, held, limit) for f in facets}


def _answered(connection: Connection, facet: FacetName, held: Mapping[str, list[_Row]], limit: int) -> tuple[Tally, ...]:
    if facet == "review":
        some, every = held["decided"][0].many, held["every"][0].many
        return _reviewed(some, every - some)
    rows = held.get(facet, [])
    if facet == "disagreement":
        return bands((None if r.value is None else int(r.value), r.many) for r in rows)
    counts: Counter[str | None] = Counter()
    for r in rows:
        held_by: list[str | None] = [v for v in (r.value or "").split(_BETWEEN[facet]) if v] or [None] if facet in _BETWEEN else [r.value]
        counts.update(dict.fromkeys(held_by, r.many))
    made = ranked(counts, limit)
    if facet not in _SAID:
        return made
    ones = {r.value: r.one for r in rows}
    said = _labels(connection, _SAID[facet], {one for x in made if x.value is not None and (one := ones[x.value]) is not None})
    return tuple(msgspec.structs.replace(x, label=said.get(ones[x.value] or "")) for x in made)


def _of_all(connection: Connection, facets: Sequence[FacetName]) -> Iterator[_Row]:
    """Of every incident: each column has an index that holds its answers in order."""
    c = t.incident.c
    for facet in facets:
        if facet != "review":
            column = c[_COLUMN[facet]]
            rows = connection.execute(select(column, func.count(), func.min(c.id)).group_by(column))
            yield from (_Row(facet, None if r[0] is None else str(r[0]), r[1], r[2]) for r in rows)
        else:
            every = select(func.count()).select_from(t.incident)
            for name, asked in (("every", every), ("decided", every.where(decided()))):
                yield _Row(name, None, connection.execute(asked).scalar_one(), None)


def _of_few(connection: Connection, facets: Sequence[FacetName], given: Sequence[ColumnElement[bool]]) -> Iterator[_Row]:
    """Of some incidents: found once, and kept together while their answers are counted one facet after another.

    Asked for one by one, each facet would go over all incidents again: of ten
    thousand, that took a tenth of a second.
    """
    c = t.incident.c
    # without the word, either database may look for them anew for each part
    found = select(c.id, *(c[_COLUMN[f]] for f in facets if f != "review")).where(*given).cte("found").prefix_with("MATERIALIZED")
    parts: list[Select[str, str, int, Any]] = []
    for facet in facets:
        if facet == "review":
            parts += [_part("every", null(), found), _part("decided", null(), found).where(found.c.id.in_(_decided_on()))]
        else:
            column = found.c[_COLUMN[facet]]
            parts.append(_part(facet, cast(column, Text), found).group_by(column))
    for row in connection.execute(union_all(*parts)):
        yield _Row(*row)


def _part(name: str, answer: ColumnElement[Any], found: CTE) -> Select[str, str, int, Any]:
    return select(literal(name), cast(answer, Text), func.count(), func.min(found.c.id)).select_from(found)


def ranked(counts: Counter[str | None], limit: int) -> tuple[Tally, ...]:
    """Most first, what is not known last."""
    known = sorted((v for v in counts if v is not None), key=lambda v: (-counts[v], v))[:limit]
    return tuple(Tally(value=v, count=counts[v]) for v in (*known, *([None] if counts[None] else [])))


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
    return t.incident.c.id.in_(_decided_on())


def _decided_on() -> Select[str]:
    d, undo = t.decision.alias("d"), t.decision.alias("undo")
    last = t.decision.alias("last")
    stands = select(undo.c.id).where(undo.c.undoes == d.c.id, ~select(last.c.id).where(last.c.undoes == undo.c.id).exists())
    return (
        select(t.member.c.incident)
        .join(t.telling, t.telling.c.id == t.member.c.telling)
        .join(d, d.c.source == t.telling.c.source)
        .where(d.c.undoes.is_(None), ~stands.exists())
    )


def _reviewed(some: int, none: int) -> tuple[Tally, ...]:
    made = (Tally(value="decided", count=some, label="somebody decided"), Tally(value="open", count=none, label="nobody yet"))
    return tuple(m for m in made if m.count)


def _labels(connection: Connection, name: str, ids: set[str]) -> dict[str, str]:
    """How places or countries are written, by one incident each."""
    c = t.incident.c
    return {row[0]: row[1] for piece in chunks(sorted(ids)) for row in connection.execute(select(c.id, c[name]).where(c.id.in_(piece)))}


def label(where: Where, facet: str) -> str:
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
