"""What each origin and each outlet said of one incident, against the figure that stands now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tollbook.book.sourced import By, Sourced
from tollbook.keep.case import Case
from tollbook.model import Record
from tollbook.reconcile.evidence import Evidence
from tollbook.reconcile.explanation import Explanation, TollExplanation, Use

# what became of claims in which a source gave a figure of the whole: also one that it gave up later, or that repeats another's
_SPOKE = frozenset({"used", "said again", "superseded"})
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
        yield from _rows(case.id, "origin", told.toll.harm, best, [*_voices(told, kinds)])
        yield from _rows(case.id, "outlet", told.toll.harm, best, [*_outlets(case, told)])


def _voices(told: TollExplanation, kinds: dict[str, str]) -> Iterator[_Said]:
    since: dict[str, str] = {}
    for u in told.trace:
        if u.verdict in _SPOKE and u.reported is not None:
            since[u.origin] = min(since.get(u.origin, _LATEST), u.reported)
    for v in told.voices:
        numbers = (*(number(low, high) for low, high in v.earlier), number(v.low, v.high))
        yield _Said(
            name=v.name, kind=kinds.get(v.origin, "unknown"), numbers=tuple(n for n in numbers if n is not None), since=since.get(v.origin, _LATEST),
            claims=sum(u.origin == v.origin and u.verdict in _SPOKE for u in told.trace),
        )  # fmt: skip


def _outlets(case: Case, told: TollExplanation) -> Iterator[_Said]:
    """Outlets by the claims that they printed, whoever's these are."""
    printed: defaultdict[str, list[Use]] = defaultdict(list)
    for u in told.trace:
        kept = case.kept.get(u.article)
        if u.verdict in _SPOKE and kept is not None and (outlet := kept.article.outlet or kept.article.agency):
            printed[outlet].append(u)
    for outlet, uses in sorted(printed.items()):
        of_time: dict[str, int] = {}
        for u in uses:
            n = number(u.low, u.high) if u.word is None else None
            if n is not None:
                # of several voices in one article, an outlet's figure is the highest that it prints
                at = u.reported or _LATEST
                of_time[at] = max(n, of_time.get(at, n))
        since = min(u.reported or _LATEST for u in uses)
        yield _Said(name=outlet, kind="outlet", numbers=tuple(of_time[at] for at in sorted(of_time)), since=since, claims=len(uses))


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
