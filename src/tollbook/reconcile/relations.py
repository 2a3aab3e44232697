"""How the claims of one incident stand to each other, each pair with the reason in words.

Of thousands of claims most are copies. So what is related is what each origin
now says, origin with origin; every other claim is related to the one that
speaks for it, or that it is a part of. The cost grows with the claims, not with
their square.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tollbook.ledger import Report
from tollbook.model import Count, TollClaim
from tollbook.reconcile.codebook import vague
from tollbook.reconcile.explanation import Kind, Pair
from tollbook.reconcile.interval import Interval, can_be_part, compatible, holds
from tollbook.reconcile.seen import Seen, narrower, same_people, see

_EACH = 24  # figures related to one another: 276 pairs; the rest are related to the first of them
_NOWHERE = Report(article="")
_See = Callable[[TollClaim], Seen]


def stated(count: Count) -> str:
    """A count in words that read in a sentence; unknown is never 0.

    Example:
        >>> stated(Count(low=30)), stated(Count(low=22, high=22)), stated(Count(low=24, word="dozens")), stated(Count())
        ('30 or more', '22', '“dozens”', 'no number')
        >>> stated(Count(low=20, high=25))
        '20 to 25'
    """
    if count.word:
        return f"“{count.word}”"
    if count.low is None:
        return "no number"
    if count.high is None:
        return f"{count.low} or more"
    return str(count.low) if count.low == count.high else f"{count.low} to {count.high}"


def _interval(claim: TollClaim, seen: _See) -> Interval | None:
    return None if claim.count.low is None else seen(claim).interval


def gap(one: Interval, other: Interval) -> int:
    """How far apart two intervals are; 0 where they can both be true.

    Example:
        >>> gap(Interval(low=34), Interval(low=22, high=22))
        12
    """
    if one.high is not None and one.high < other.low:
        return other.low - one.high
    if other.high is not None and other.high < one.low:
        return one.low - other.high
    return 0


def _days_apart(one: TollClaim, other: TollClaim) -> bool:
    a, b = one.when, other.when
    if a is None or b is None or not (a.from_ and b.from_) or "day" not in (a.precision or "") or "day" not in (b.precision or ""):
        return False
    return (a.to or a.from_)[:10] < b.from_[:10] or (b.to or b.from_)[:10] < a.from_[:10]


def _aside(one: TollClaim, other: TollClaim) -> tuple[Kind, str] | None:
    """Claims that need not agree: another scope, another day, a passage from one harm to another."""
    if one.transition or other.transition:
        return "transition", "they were among the injured when those were counted, and have died since"
    if one.scope != other.scope and {one.scope, other.scope} & {"cumulative", "background"}:
        return "other scope", "one is the toll of this incident, the other sums a period or tells of another event"
    if one.part_of == other.id or one.id == other.part_of or "part" in (one.scope, other.scope):
        return "part-of", "its own article calls it a part"
    if _days_apart(one, other):
        return "other scope", "they are dated to different days"
    return None


def _of_people(one: TollClaim, other: TollClaim, seen: _See) -> tuple[Kind, str] | None:
    """Whether they speak of different people, or of some of the same."""
    a, b = seen(one), seen(other)
    if not same_people(a, b):
        return "other people", f"{_people(one)} cannot be {_people(other)}"
    if narrower(a, b) and can_be_part(a.interval, b.interval) and a.interval.low < b.interval.low:
        return "part-of", f"{_people(one)} are some of {_people(other)}"
    return None


def _people(claim: TollClaim) -> str:
    return f"the {claim.victims.text}" if claim.victims is not None and claim.victims.text else "those not described"


def relate_pair(
    one: TollClaim, other: TollClaim, *, origins: tuple[str, str] = ("", " "), reports: tuple[Report, Report] = (_NOWHERE, _NOWHERE), seen: _See = see
) -> Pair:
    """How one claim stands to another of the same harm.

    Args:
        one: The later, where one of them is later.
        other: The earlier.
        origins: Of each; equal where one origin makes both.
        reports: Where each was printed.
        seen: How a claim's words are read, for whoever has read them before.

    Returns:
        The pair as a sentence: `one` supersedes, refines, is part of … `other`.
    """
    kind, because = _kind(one, other, origins[0] == origins[1], reports, seen)
    a, b = _interval(one, seen), _interval(other, seen)
    apart = gap(a, b) if kind == "contradicts" and a is not None and b is not None else None
    return Pair(one=one.id, other=other.id, kind=kind, because=because, apart=apart)


def _kind(one: TollClaim, other: TollClaim, same_origin: bool, reports: tuple[Report, Report], seen: _See) -> tuple[Kind, str]:
    if (found := _aside(one, other)) is not None:
        return found
    a, b = _interval(one, seen), _interval(other, seen)
    if a is None or b is None:
        return "compatible", "one of them states no number"
    if "denied" in (one.stance, other.stance) and one.stance != other.stance:
        return "contradicts", "one denies what the other says"
    equal = (one.count.low, one.count.high, one.count.word) == (other.count.low, other.count.high, other.count.word)
    if one.moved_to == other.id or other.moved_to == one.id or (same_origin and not equal and _later(reports)):
        return "supersedes", f"the same origin, later: {stated(one.count)} instead of {stated(other.count)}"
    if (people := _of_people(one, other, seen)) is not None:
        return people
    if equal:
        return "same", f"both {stated(one.count)}"
    return _of_figures(one, other, a, b)


def _later(reports: tuple[Report, Report]) -> bool:
    return (reports[0].reported or "") > (reports[1].reported or "")


def _of_figures(one: TollClaim, other: TollClaim, a: Interval, b: Interval) -> tuple[Kind, str]:
    wordy = vague(other.count) is not None
    if compatible(a, b):
        if a.exact and holds(b, a) and (wordy or b.high is not None):
            return "refines", f"{stated(one.count)} is a number for {stated(other.count)}"
        return "compatible", f"{stated(one.count)} and {stated(other.count)} can both be true"
    return "contradicts", f"{stated(one.count)} and {stated(other.count)} cannot both be true"


def relate_all(claims: Sequence[TollClaim], origins: Mapping[str, str], reports: Mapping[str, Report]) -> tuple[Pair, ...]:
    """Relate what each origin now says, origin with origin.

    Args:
        claims: What each origin now says of one harm: one claim an origin.
        origins: By claim id.
        reports: By claim id.

    Returns:
        The pairs, contradictions first, the widest before the others.
    """
    read: dict[str, Seen] = {}

    def seen(claim: TollClaim) -> Seen:
        # a claim stands in up to `_EACH` pairs, either way round, and says in each of them the same
        if claim.id not in read:
            read[claim.id] = see(claim)
        return read[claim.id]

    def pair(one: TollClaim, other: TollClaim) -> Pair:
        return _pair(one, other, origins, reports, seen)

    order = sorted(claims, key=lambda c: (reports.get(c.id, _NOWHERE).reported or "", c.id), reverse=True)
    known: dict[tuple[int | None, int | None, str | None, str | None], TollClaim] = {}
    pairs = []
    for c in order:
        key = (c.count.low, c.count.high, c.count.word, c.victims.text if c.victims else None)
        if key in known:
            pairs.append(pair(known[key], c))
        else:
            known[key] = c
    heads = list(known.values())
    pairs += [pair(a, b) for i, a in enumerate(heads[:_EACH]) for b in heads[i + 1 : _EACH]]
    pairs += [pair(heads[0], b) for b in heads[_EACH:]]
    return tuple(sorted(pairs, key=lambda p: (p.kind != "contradicts", -(p.apart or 0), p.kind, p.one, p.other)))


def _pair(one: TollClaim, other: TollClaim, origins: Mapping[str, str], reports: Mapping[str, Report], seen: _See) -> Pair:
    """The pair in the direction in which it says most: a part of the whole, the number for the word."""

    def turned(a: TollClaim, b: TollClaim) -> Pair:
        of, at = (origins.get(a.id, a.id), origins.get(b.id, b.id)), (reports.get(a.id, _NOWHERE), reports.get(b.id, _NOWHERE))
        return relate_pair(a, b, origins=of, reports=at, seen=seen)

    made = turned(one, other)
    if made.kind in ("compatible", "contradicts") and (back := turned(other, one)).kind in ("part-of", "refines"):
        return back
    return made
