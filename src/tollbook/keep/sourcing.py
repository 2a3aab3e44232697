"""What each origin and each outlet said of one incident, against the figure that stands now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tollbook.book.sourced import By, Sourced
from tollbook.keep.case import Case
from tollbook.model import Record, TollClaim
from tollbook.reconcile.evidence import Evidence
from tollbook.reconcile.explanation import Explanation, TollExplanation

_LATEST = "~"  # after every instant: a voice that nobody dated was not first


class _Said(Record, frozen=True, kw_only=True):
    """A source of one toll: its numbers in the order in which it gave them, when first, and in how many claims."""

    name: str
    kind: str
    numbers: tuple[int, ...]
    since: str
    claims: int


def number(low: int | None, high: int | None) -> int | None:
    """The one number by which a figure is compared: its lower end, where it has one.

    "At least 30" is compared as 30, "20 to 25" as 20: what the source commits
    itself to. Ours, not a published rule; the page says it.

    Example:
        >>> number(30, None), number(20, 25), number(None, 9), number(None, None)
        (30, 20, 9, None)
    """
    return low if low is not None else high


def sourced_of(case: Case, evidence: Evidence, explanation: Explanation) -> Iterator[Sourced]:
    """A row for each origin and each outlet that speaks of a harm in the whole of the victims.

    Args:
        case: The incident.
        evidence: What its figures rest on.
        explanation: Under the house codebook.
    """
    kinds = {o.id: o.kind for o in evidence.origins}
    for told in explanation.tolls:
        if told.toll.group != "all":
            continue
        best = next((p.best for p in case.published if (p.harm, p.group) == (told.toll.harm, "all") and p.best is not None), told.toll.best)
        yield from _rows(case.id, "origin", told.toll.harm, best, [*_voices(case, told, kinds)])
        yield from _rows(case.id, "outlet", told.toll.harm, best, [*_outlets(case, told)])


def _voices(case: Case, told: TollExplanation, kinds: dict[str, str]) -> Iterator[_Said]:
    for v in told.voices:
        numbers = (*(number(low, high) for low, high in v.earlier), number(v.low, v.high))
        since = min((case.kept[case.home[c]].reported for c in v.claims if c in case.home), default=_LATEST)
        kind = kinds.get(v.origin, "unknown")
        yield _Said(name=v.name, kind=kind, numbers=tuple(n for n in numbers if n is not None), since=since, claims=len(v.claims))


def _outlets(case: Case, told: TollExplanation) -> Iterator[_Said]:
    """Outlets by the claims that they printed, whoever's these are."""
    counted = {c for v in told.voices for c in v.claims}
    by_outlet: defaultdict[str, list[tuple[str, TollClaim]]] = defaultdict(list)
    for claim in case.tolls:
        if claim.id in counted:
            kept = case.kept[case.home[claim.id]]
            outlet = kept.article.outlet or kept.article.agency
            if outlet:
                by_outlet[outlet].append((kept.reported, claim))
    for outlet, printed in sorted(by_outlet.items()):
        of_time: dict[str, int] = {}
        for reported, claim in sorted(printed, key=lambda p: (p[0], p[1].quote.start)):
            n = number(claim.count.low, claim.count.high) if claim.count.word is None else None
            if n is not None:
                # of several voices in one article, an outlet's figure is the highest that it prints
                of_time[reported] = max(n, of_time.get(reported, n))
        yield _Said(name=outlet, kind="outlet", numbers=tuple(of_time[at] for at in sorted(of_time)), since=min(r for r, _ in printed), claims=len(printed))


def _rows(incident: str, by: By, harm: str, best: int | None, said: Sequence[_Said]) -> Iterator[Sourced]:
    first = min((s.since for s in said if s.numbers), default=None)
    speaking = sum(bool(s.numbers) for s in said)
    for s in said:
        moves = [b - a for a, b in pairwise(s.numbers) if a != b]
        yield Sourced(
            incident=incident, by=by, name=s.name, kind=s.kind, harm=harm, claims=s.claims, best=best,
            first=s.numbers[0] if s.numbers else None, last=s.numbers[-1] if s.numbers else None,
            up=sum(m > 0 for m in moves), down=sum(m < 0 for m in moves),
            foremost=bool(s.numbers) and speaking > 1 and s.since == first, alone=bool(s.numbers) and speaking == 1,
        )  # fmt: skip
