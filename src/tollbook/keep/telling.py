"""Writing into the book what an article tells, what it resembles and whom it copies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from tollbook.book import Pair, Told, Writer
from tollbook.copies import Signature, compare, keys, lookups, sign
from tollbook.group.block import keys as block_keys
from tollbook.group.compare import worth_comparing
from tollbook.group.facts import Facts, unpack
from tollbook.group.score import load_weights, total
from tollbook.group.telling import tell
from tollbook.keep.effective import review, standing
from tollbook.ledger import Decision, Kept, Telling

# A pair that speaks more clearly than this for two incidents is neither joined nor asked about: it is not kept.
_KEPT = -4.0
_signature = msgspec.msgpack.Decoder(Signature)


def tellings_of(kept: Kept, decisions: Sequence[Decision]) -> tuple[Telling, ...]:
    """What one version tells, with the standing decisions about its claims laid over its reading."""
    reviewed = review(kept.article, kept.reading, decisions)
    return tell(kept.key, kept.source, kept.article, reviewed.reading, kept.reported)


def retell(w: Writer, sources: Iterable[str]) -> set[str]:
    """Make the tellings of some sources anew, and find whom they resemble.

    Returns:
        The ids of all tellings that stand or stood: what has to be grouped again.
    """
    touched: set[str] = set()
    for source in sorted(set(sources)):
        decisions = standing(w.decisions(source=source))
        told: list[Told] = []
        for kept in w.kept(sources=[source]):
            made = tellings_of(kept, decisions)
            told += [Told(telling=t, keys=block_keys(t), reported_from=kept.reported, reported_to=kept.until) for t in made]
            _sign(w, kept)
        standing_now = {(x.telling.id, x.telling.key) for x in told}
        before = {x.telling.id for x in w.tellings(sources=[source])}
        for old in w.tellings(sources=[source]):
            if (old.telling.id, old.telling.key) not in standing_now:
                w.close_tellings([old.telling.id], closed_by="a later telling of the same", key=old.telling.key)
        w.put_tellings(told)
        # What no longer stands keeps its pairs, too, so that an hour at which it stood can be grouped again.
        latest = {x.telling.id: x for x in sorted(told, key=lambda x: (x.reported_to is None, x.reported_from))}
        w.drop_pairs(before | latest.keys())
        _compare(w, list(latest.values()))
        touched |= before | latest.keys()
    return touched


def _compare(w: Writer, told: Sequence[Told]) -> None:
    """Score a source's tellings against those that share a block with them."""
    blocks = {b for x in told for b in x.keys}
    held = w.candidates(blocks)
    source = {x.telling.source for x in told}
    wanted: set[tuple[str, str]] = set()
    for x in told:
        for b in x.keys:
            wanted.update((x.telling.id, other) for other in held.get(b, ()) if other != x.telling.id)
    mine = {x.telling.id: unpack(x.telling) for x in told}
    others = _unpacked(w, {b for _, b in wanted} - mine.keys())
    weights = load_weights()
    pairs = []
    for a, b in sorted(wanted):
        if b not in others or others[b].source in source or not worth_comparing(mine[a], others[b]):
            continue
        found = total(mine[a], others[b], weights)
        if found >= _KEPT:
            pairs.append(Pair(a=min(a, b), b=max(a, b), score=found, parts={"version": weights.version}))
    w.put_pairs(pairs)


def _unpacked(w: Writer, ids: Iterable[str]) -> dict[str, Facts]:
    """Tellings ready to be compared."""
    return {x.telling.id: unpack(x.telling) for x in w.tellings(ids)}


def _sign(w: Writer, kept: Kept) -> None:
    """Keep a version's signature and its links to what it copies or is copied by."""
    if w.signatures([kept.key]):
        return
    mine = sign(kept.article, key=kept.key, reported=kept.reported)
    others = sorted({k for held in w.signed(lookups(mine)).values() for k in held})
    w.put_signature(kept.key, msgspec.msgpack.encode(mine), keys(mine))
    found = w.signatures(others)
    links = (compare(mine, _signature.decode(found[k])) for k in others if k in found)
    w.put_copies(x for x in links if x is not None)
