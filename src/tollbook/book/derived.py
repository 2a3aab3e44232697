"""Reading what is made of the kept: tellings, pairs, copies, and who belongs where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from tollbook.book import tables as t
from tollbook.book.kept import CHUNK, chunks
from tollbook.book.records import Pair, Told
from tollbook.ledger import AsOf, CopyLink, Telling
from tollbook.model import Record

_telling = msgspec.json.Decoder(Telling)
_parts = msgspec.json.Decoder(dict[str, Any])


def standing(as_of: AsOf | None) -> list[ColumnElement[bool]]:
    """The conditions under which a telling stands at a moment; `None` is now."""
    c = t.telling.c
    if as_of is None:
        # Not `IS NULL`: nearly all stand, and SQLite would go through all of them rather than through the few that are asked for.
        return [func.coalesce(c.recorded_to, "") == "", func.coalesce(c.reported_to, "") == ""]
    if as_of.clock == "recorded":
        return [c.recorded_from <= as_of.time, or_(c.recorded_to.is_(None), c.recorded_to > as_of.time), c.reported_to.is_(None)]
    return [c.recorded_to.is_(None), c.reported_from <= as_of.time, or_(c.reported_to.is_(None), c.reported_to > as_of.time)]


def read_tellings(
    connection: Connection,
    *,
    ids: Iterable[str] | None = None,
    keys: Iterable[str] | None = None,
    sources: Iterable[str] | None = None,
    as_of: AsOf | None = None,
    blocks: bool = False,
) -> Iterator[Told]:
    """Tellings that stand, sorted by id and version within what one statement can ask.

    Args:
        connection: The transaction to read in.
        ids: Only these tellings.
        keys: Only those of these versions of articles.
        sources: Only those of these sources.
        as_of: When they stood; `None` for now.
        blocks: Whether to bring the keys of their blocks, too.
    """
    c = t.telling.c
    asked = select(t.telling).where(*standing(as_of)).order_by(c.id, c.key, c.seq)
    for column, values in ((c.id, ids), (c.key, keys), (c.source, sources)):
        if values is not None:
            for piece in chunks(sorted(set(values))):
                yield from _told(connection, asked.where(column.in_(piece)), blocks=blocks)
            return
    yield from _told(connection, asked, blocks=blocks)


def read_history(connection: Connection, sources: Iterable[str]) -> Iterator[Told]:
    """Every telling of these sources that the book holds true today, whenever it stood on the reported clock."""
    c = t.telling.c
    asked = select(t.telling).where(c.recorded_to.is_(None)).order_by(c.id, c.key, c.seq)
    for piece in chunks(sorted(set(sources))):
        yield from _told(connection, asked.where(c.source.in_(piece)), blocks=False)


def _told(connection: Connection, asked: Select[Any], *, blocks: bool) -> Iterator[Told]:
    rows = connection.execute(asked, execution_options={"yield_per": CHUNK}).mappings()
    for part in rows.partitions(CHUNK):
        found: dict[int, list[str]] = {}
        if blocks:
            k = t.telling_key.c
            for key, seq in connection.execute(select(k.block, k.telling).where(k.telling.in_([r["seq"] for r in part])).order_by(k.block)):
                found.setdefault(seq, []).append(key)
        for row in part:
            yield Told(
                telling=_telling.decode(row["payload"]),
                keys=tuple(found.get(row["seq"], ())),
                **{name: row[name] for name in ("reported_from", "reported_to", "recorded_from", "recorded_to", "closed_by")},
            )


def read_candidates(connection: Connection, blocks: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Which standing tellings each block holds, sorted; a block that holds none is left out."""
    k, c = t.telling_key.c, t.telling.c
    found: dict[str, list[str]] = {}
    for piece in chunks(sorted(set(blocks))):
        asked = select(k.block, c.id).join_from(t.telling_key, t.telling, k.telling == c.seq).where(k.block.in_(piece), *standing(None))
        for block, telling in connection.execute(asked.order_by(k.block, c.id)):
            found.setdefault(block, []).append(telling)
    return {block: tuple(dict.fromkeys(ids)) for block, ids in found.items()}


def read_block_sizes(connection: Connection, blocks: Iterable[str]) -> dict[str, int]:
    """How many tellings each block holds, so that a block that says nothing can be passed over unread."""
    k = t.telling_key.c
    sizes: dict[str, int] = {}
    for piece in chunks(sorted(set(blocks))):
        sizes |= {row[0]: row[1] for row in connection.execute(select(k.block, func.count()).where(k.block.in_(piece)).group_by(k.block))}
    return sizes


def read_neighbours(connection: Connection, tellings: Iterable[str], above: float | None = None) -> list[Pair]:
    """The pairs that these tellings are in, those of a score of at least `above`; sorted."""
    p = t.pair.c
    found: dict[tuple[str, str], Pair] = {}
    for piece in chunks(sorted(set(tellings))):
        for side in (p.a, p.b):
            asked = select(p.a, p.b, p.score, p.payload).where(side.in_(piece))
            if above is not None:
                asked = asked.where(p.score >= above)
            for a, b, score, payload in connection.execute(asked):
                found[a, b] = Pair(a=a, b=b, score=score, parts=_parts.decode(payload))
    return [found[key] for key in sorted(found)]


class Unclear(Record, frozen=True, kw_only=True):
    """A pair that speaks clearly neither for one incident nor for two, with the incidents of both and these' killed as listed."""

    a: str
    b: str
    score: float
    homes: tuple[str, str]
    killed: tuple[int, int]


def read_unclear(connection: Connection, within: float, limit: int) -> list[Unclear]:
    """The pairs whose score is nearest to 0, on either side, and at most `within` from it; the nearest first.

    Zero is where the evidence for one incident and for two weighs the same.
    """
    p, one, other = t.pair.c, t.member.alias("one"), t.member.alias("other")
    first, second = t.incident.alias("first"), t.incident.alias("second")
    asked = (
        select(p.a, p.b, p.score, one.c.incident, other.c.incident, func.coalesce(first.c.killed, 0), func.coalesce(second.c.killed, 0))
        .join(one, one.c.telling == p.a).join(other, other.c.telling == p.b).join(first, first.c.id == one.c.incident).join(second, second.c.id == other.c.incident)
        .where(p.score.between(-within, within)).order_by(func.abs(p.score), p.a, p.b).limit(limit)
    )  # fmt: skip
    return [Unclear(a=r[0], b=r[1], score=r[2], homes=(r[3], r[4]), killed=(r[5], r[6])) for r in connection.execute(asked)]


def read_signatures(connection: Connection, keys: Iterable[str]) -> dict[str, bytes]:
    """The signatures of these versions of articles."""
    s = t.signature.c
    found: dict[str, bytes] = {}
    for piece in chunks(sorted(set(keys))):
        found |= {key: bytes(payload) for key, payload in connection.execute(select(s.key, s.payload).where(s.key.in_(piece)).order_by(s.key))}
    return found


def read_signed(connection: Connection, bands: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Which versions of articles share each band, sorted."""
    s = t.signature_key.c
    found: dict[str, list[str]] = {}
    for piece in chunks(sorted(set(bands))):
        for band, key in connection.execute(select(s.band, s.key).where(s.band.in_(piece)).order_by(s.band, s.key)):
            found.setdefault(band, []).append(key)
    return {band: tuple(keys) for band, keys in found.items()}


def read_copies(connection: Connection, keys: Iterable[str] | None = None) -> list[CopyLink]:
    """Who copies whom: the links that these versions are in, or all; sorted."""
    c = t.copy_link.c
    asked = select(c.later, c.earlier, c.kind, c.share, c.because)
    if keys is None:
        rows = list(connection.execute(asked).mappings())
    else:
        rows = [
            row
            for piece in chunks(sorted(set(keys)))
            for side in (c.later, c.earlier)
            for row in connection.execute(asked.where(side.in_(piece))).mappings()
        ]
    links = {(row["later"], row["earlier"], row["kind"]): CopyLink(**row) for row in rows}
    return [links[key] for key in sorted(links)]


def read_members(connection: Connection, tellings: Iterable[str]) -> dict[str, str]:
    """To which incident each of these tellings belongs now."""
    m = t.member.c
    found: dict[str, str] = {}
    for piece in chunks(sorted(set(tellings))):
        found |= {row[0]: row[1] for row in connection.execute(select(m.telling, m.incident).where(m.telling.in_(piece)))}
    return found
