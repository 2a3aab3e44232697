"""What hangs on a claim: how far a figure would move if it were misread."""

from __future__ import annotations

import math
from collections.abc import Iterator

from tollbook.book.staked import Staked
from tollbook.keep.case import Case
from tollbook.model import Record, Toll
from tollbook.reconcile.explanation import Explanation, Move, TollExplanation


class Stake(Record, frozen=True, kw_only=True):
    """How many people a figure would move by, and that in words; the greatest over harms and groups."""

    people: int = 0
    because: tuple[str, ...] = ()


def said(low: int | None, best: int | None, high: int | None) -> str:
    """A figure for a sentence.

    Example:
        >>> said(22, 30, None), said(7, 7, 7), said(None, None, None)
        ('22+ (best 30)', '7', 'unknown')
    """
    if low is None and high is None:
        return "unknown"
    ends = f"{low:,}" if low == high and low is not None else f"{low:,}+" if high is None else f"{low or 0:,} to {high:,}"
    return ends if best is None or low == high else f"{ends} (best {best:,})"


def _people(move: Move, base: Toll) -> int:
    if move.vanishes:
        return max(base.best or 0, base.low or 0, 1)
    return max(move.by, int(move.opens))


def _words(move: Move, base: Toll) -> str:
    now = f"{base.harm} {said(base.low, base.best, base.high)}"
    return f"without it, {now} would have no figure" if move.vanishes else f"without it, {now} would be {said(move.low, move.best, move.high)}"


def find_stakes(explanation: Explanation) -> dict[str, Stake]:
    """By claim, what hangs on it.

    The withdrawals come from the explanation. Of an origin that several
    articles carry, the first claim answers for all: they say the same words, and
    one look is enough. Where two origins are furthest apart, how far is at stake
    for both, since either may be the one that is misread.
    """
    found: dict[str, Stake] = {}
    for told in explanation.tolls:
        for claim, stake in _of_toll(told).items():
            if claim not in found or stake.people > found[claim].people:
                found[claim] = stake
    return found


def _of_toll(told: TollExplanation) -> dict[str, Stake]:
    base = told.toll
    heads = {v.origin: v.claims[0] for v in told.voices if v.claims}
    made: dict[str, Stake] = {}
    for move in told.moves:
        claim = move.id if move.what == "claim" else heads.get(move.id)
        if claim is None:
            continue
        stake = Stake(people=_people(move, base), because=(_words(move, base),))
        if claim not in made or stake.people > made[claim].people:
            made[claim] = stake
    widest = told.contradiction
    for v in told.voices if widest is not None else ():
        if widest is not None and v.claims and v.origin in (widest.one, widest.other):
            held = made.get(v.claims[0], Stake())
            made[v.claims[0]] = Stake(people=max(held.people, widest.apart), because=(*held.because, f"{base.harm}: {widest.apart:,} apart from another origin"))
    return made


def stakes_of(case: Case, explanation: Explanation) -> Iterator[Staked]:
    """The toll claims of an incident with what a look at each is worth; not those that a person added.

    Args:
        case: The incident.
        explanation: Under the house codebook.
    """
    found = find_stakes(explanation)
    for claim in case.tolls:
        if claim.rule != "person":
            stake = found.get(claim.id, Stake())
            yield Staked(
                incident=case.id, claim=claim.id, key=case.home[claim.id], state=case.state(claim.id), people=stake.people,
                weight=weigh(stake, claim.reading_confidence), because=stake.because,
            )  # fmt: skip


def weigh(stake: Stake, confidence: float) -> float:
    """How much a look at a claim is worth: what would move, times how likely it was misread.

    The number of people on a scale of doublings, so that one count of
    thousands displaced does not push every death out of sight; a claim on which
    nothing hangs still comes, last, the least sure first. The order is ours, not
    a published rule.

    Example:
        >>> weigh(Stake(people=8), 0.6) > weigh(Stake(people=8), 0.9) > weigh(Stake(), 0.5)
        True
    """
    doubt = 1.0 - min(max(confidence, 0.0), 1.0) + 0.05
    return round(doubt * (0.1 + math.log2(1 + stake.people)), 4)
