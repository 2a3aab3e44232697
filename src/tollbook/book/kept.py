"""Reading what is kept, as it is known now or was known at any moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Column, Connection, Row, Select, func, select

from tollbook.book import tables as t
from tollbook.book.keeping import events_of
from tollbook.book.records import ArticleEvent, Tombstone
from tollbook.book.standing import Standing, Version, stand
from tollbook.ledger import AsOf, Decision, Kept
from tollbook.model import Article, Reading

T = TypeVar("T")
CHUNK = 500  # SQLite takes some thousands of parameters in a statement, PostgreSQL 32,767

_article = msgspec.json.Decoder(Article)
_reading = msgspec.json.Decoder(Reading)
_decision = msgspec.json.Decoder(Decision)


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Cut what may be long into lists that a statement can take.

    Example:
        >>> list(chunks("abc", 2))
        [['a', 'b'], ['c']]
    """
    left = iter(items)
    while piece := list(islice(left, size)):
        yield piece


def _recorded(as_of: AsOf | None) -> str | None:
    return as_of.time if as_of is not None and as_of.clock == "recorded" else None


def read_kept(
    connection: Connection, keys: Iterable[str] | None = None, *, sources: Iterable[str] | None = None, as_of: AsOf | None = None
) -> Iterator[Kept]:
    """Versions of articles with the reading in force, sorted by source and version.

    Args:
        connection: The transaction to read in.
        keys: Only these versions; unknown ones are left out.
        sources: Only versions of these sources. Neither means all.
        as_of: Reported: the version of each source that stood then, if any.
            Recorded: what the book knew then. `None`: every version.
    """
    if keys is not None:
        wanted = set(keys)
        found: set[str] = set(sources or ())
        for piece in chunks(sorted(wanted)):
            found |= set(connection.execute(select(t.article.c.source).where(t.article.c.key.in_(piece))).scalars())
        of_these: Iterable[str] = found
    elif sources is not None:
        of_these, wanted = set(sources), set()
    else:
        yield from _rows(connection, None, as_of)
        return
    for piece in chunks(sorted(of_these)):
        for kept in _rows(connection, piece, as_of):
            if keys is None or kept.key in wanted:
                yield kept


def _rows(connection: Connection, sources: Sequence[str] | None, as_of: AsOf | None) -> Iterator[Kept]:
    recorded = _recorded(as_of)
    told: dict[str, list[ArticleEvent]] = {}
    for event in events_of(connection, sources, recorded=recorded):
        told.setdefault(event.source, []).append(event)
    rows = connection.execute(_selected(sources, recorded), execution_options={"yield_per": CHUNK})
    for source, versions in groupby(rows, key=lambda row: row.source):
        these = {row.key: row for row in versions}
        facts = [Version(seq=r.seq, key=r.key, reported=r.reported, recorded=r.recorded, undated=bool(r.undated)) for r in these.values()]
        for standing in stand(facts, told.get(source, ())):
            row = these[standing.key]
            if as_of is None or as_of.clock == "recorded" or _stood(row.reported, standing.until, as_of.time):
                yield _kept(row, standing)


def _stood(reported: str, until: str | None, moment: str) -> bool:
    return reported <= moment and (until is None or moment < until)


def _selected(sources: Sequence[str] | None, recorded: str | None) -> Select[Any]:
    a, r = t.article, t.reading
    inner = r.alias("inner_reading")
    newest = select(func.max(inner.c.seq)).where(inner.c.key == a.c.key)
    if recorded is not None:
        newest = newest.where(inner.c.recorded <= recorded)
    asked = select(
        a.c.seq,
        a.c.key,
        a.c.source,
        a.c.reported,
        a.c.recorded,
        a.c.undated,
        a.c.by_hand,
        a.c.payload.label("article"),
        r.c.reader,
        r.c.payload.label("reading"),
    ).join_from(a, r, r.c.seq == newest.scalar_subquery())
    if recorded is not None:
        asked = asked.where(a.c.recorded <= recorded)
    if sources is not None:
        asked = asked.where(a.c.source.in_(sources))
    return asked.order_by(a.c.source, a.c.seq)


def _kept(row: Row[Any], standing: Standing) -> Kept:
    return Kept(
        key=row.key,
        source=row.source,
        version=standing.number,
        article=_article.decode(row.article),
        reported=row.reported,
        recorded=row.recorded,
        undated=bool(row.undated),
        until=standing.until,
        retracted=standing.retracted,
        by_hand=bool(row.by_hand),
        reader=row.reader,
        reading=_reading.decode(row.reading),
    )


def read_keys(connection: Connection, *, after: str | None = None, limit: int | None = None) -> list[str]:
    """The keys of all versions, in the order in which they came.

    Args:
        connection: The transaction to read in.
        after: The last key known: those that came after it; one that is in the book.
        limit: At most so many; `None` for all.
    """
    return list(connection.execute(_following(select(t.article.c.key), t.article.c.key, after, limit)).scalars())


def _following(asked: Select[Any], name: Column[Any], after: str | None, limit: int | None) -> Select[Any]:
    """Rows in the order in which they came, those after the one of that name: found by its number, however many came before."""
    seq = name.table.c.seq
    if after is not None:
        other = name.table.alias("known")
        asked = asked.where(seq > select(other.c.seq).where(other.c[name.name] == after).scalar_subquery())
    return asked.order_by(seq) if limit is None else asked.order_by(seq).limit(limit)


def read_decisions_page(connection: Connection, *, incident: str | None, source: str | None, after: str | None, limit: int) -> list[Decision]:
    """Decisions in the order in which they were taken, the undone too: `limit` of those after the one of an id, all or about one matter."""
    d = t.decision.c
    asked = _following(select(d.payload), d.id, after, limit)
    for column, value in ((d.incident, incident), (d.source, source)):
        if value is not None:
            asked = asked.where(column == value)
    return [_decision.decode(payload) for payload in connection.execute(asked).scalars()]


def read_decisions_about(connection: Connection, sources: Iterable[str]) -> dict[str, list[Decision]]:
    """The decisions about each of these sources, in the order in which they were taken; a source with none is left out."""
    d = t.decision.c
    found: dict[str, list[Decision]] = {}
    for piece in chunks(sorted(set(sources))):
        for source, payload in connection.execute(select(d.source, d.payload).where(d.source.in_(piece)).order_by(d.seq)):
            found.setdefault(source, []).append(_decision.decode(payload))
    return found


def is_kept(connection: Connection, *, version: str | None = None, decision: str | None = None) -> bool:
    """Whether there is a version of that key, or a decision of that id."""
    column, name = (t.article.c.key, version) if version is not None else (t.decision.c.id, decision)
    return connection.execute(select(column).where(column == name)).first() is not None


def read_decisions(
    connection: Connection, *, as_of: AsOf | None = None, incident: str | None = None, source: str | None = None, claim: str | None = None
) -> list[Decision]:
    """Decisions in the order in which they were taken; all of them, the undone and the undoing, too.

    Only the recorded clock hides decisions: what was reported by a time is
    judged with all that people have decided since.
    """
    d = t.decision.c
    asked = select(d.payload).order_by(d.seq)
    recorded = _recorded(as_of)
    if recorded is not None:
        asked = asked.where(d.recorded <= recorded)
    for column, value in ((d.incident, incident), (d.source, source), (d.claim, claim)):
        if value is not None:
            asked = asked.where(column == value)
    return [_decision.decode(payload) for payload in connection.execute(asked).scalars()]


def read_decisions_on(
    connection: Connection, *, sources: Iterable[str] = (), incidents: Iterable[str] = (), verbs: Iterable[str] = ()
) -> list[Decision]:
    """The decisions about any of these articles or incidents, and those of these verbs whatever they are about; in the order in which they were taken."""
    d = t.decision.c
    found: dict[int, str] = {}
    for column, values in ((d.source, sources), (d.incident, incidents), (d.verb, verbs)):
        for piece in chunks(sorted(set(values))):
            found |= {row[0]: row[1] for row in connection.execute(select(d.seq, d.payload).where(column.in_(piece)))}
    return [_decision.decode(found[seq]) for seq in sorted(found)]


def read_decisions_named(connection: Connection, prefix: str) -> list[Decision]:
    """The decisions whose id begins so, in the order in which they were taken."""
    d = t.decision.c
    asked = select(d.payload).where(d.id >= prefix, d.id < prefix + "\U0010ffff").order_by(d.seq)
    return [_decision.decode(payload) for payload in connection.execute(asked.limit(200)).scalars()]


def read_undoing(connection: Connection, ids: Iterable[str]) -> list[Decision]:
    """The decisions that undo any of these, and what undoes them again: all that tells whether these stand."""
    d = t.decision.c
    found: dict[str, Decision] = {}
    frontier = set(ids)
    while frontier:
        payloads = [p for piece in chunks(sorted(frontier)) for p in connection.execute(select(d.payload).where(d.undoes.in_(piece)).order_by(d.seq)).scalars()]
        new = {made.id: made for made in map(_decision.decode, payloads) if made.id not in found}
        found |= new
        frontier = set(new)
    return list(found.values())


def read_own(connection: Connection, by: str, limit: int | None) -> list[Decision]:
    """A person's decisions, the latest first."""
    d = t.decision.c
    asked = select(d.payload).where(d.by == by).order_by(d.recorded.desc(), d.id.desc()).limit(limit)
    return [_decision.decode(payload) for payload in connection.execute(asked).scalars()]


def read_claim_keys(connection: Connection, prefix: str) -> list[tuple[str, str]]:
    """Claims whose id begins so, as (id, key of the version), those of readings in force first.

    One claim may stand in several versions of an article, so one id may have
    several keys.
    """
    c = t.claim.c
    asked = select(c.id, c.key, func.max(c.seq)).where(c.id >= prefix, c.id < prefix + "\U0010ffff").group_by(c.id, c.key)
    return [(row[0], row[1]) for row in connection.execute(asked.order_by(func.max(c.seq).desc()).limit(200))]


def read_toll_ids(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Those of these claims that are tolls, by what readers made of them."""
    c = t.claim.c
    return {i for piece in chunks(sorted(set(ids))) for i in connection.execute(select(c.id).where(c.id.in_(piece), c.kind == "toll")).scalars()}


def read_sample(connection: Connection, start: str, limit: int) -> list[tuple[str, str]]:
    """Toll claims as (id, key of the version) whose ids follow `start`, beginning anew at the end.

    Ids are hashes of content, so that a stretch of them is a sample by chance,
    and everybody who begins at the same point draws the same.
    """
    c = t.claim.c
    asked = select(c.id, func.max(c.key)).where(c.kind == "toll").group_by(c.id).order_by(c.id)
    found = [(row[0], row[1]) for row in connection.execute(asked.where(c.id >= start).limit(limit))]
    if len(found) < limit:
        found += [(row[0], row[1]) for row in connection.execute(asked.where(c.id < start).limit(limit - len(found)))]
    return found


def read_tombstones(connection: Connection, source: str | None = None) -> list[Tombstone]:
    """What was purged, in the order in which it was."""
    s = t.tombstone.c
    asked = select(s.source, s.key, s.hash, s.reported, s.received, s.recorded, s.by, s.why).order_by(s.seq)
    if source is not None:
        asked = asked.where(s.source == source)
    return [Tombstone(**row) for row in connection.execute(asked).mappings()]
