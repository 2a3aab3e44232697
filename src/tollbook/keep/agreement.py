"""How far coders who did not see each other agree, beyond what chance would give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping

import msgspec

from tollbook.ledger import Decision
from tollbook.model import Record

Ratings = Mapping[str, Mapping[str, Hashable]]


class Agreement(Record, frozen=True, kw_only=True):
    """The agreement of a round.

    `units` are the claims on which two coders or more decided, `equal` those on
    which all of them said the same. `alpha` is Krippendorff's, 1 for perfect
    agreement, 0 for that of chance; `None` where nothing can be reckoned (no
    claim has two coders, or only one answer was ever given).
    """

    round: str
    coders: tuple[str, ...]
    units: int
    equal: int
    alpha: float | None


def krippendorff_alpha(ratings: Ratings) -> float | None:
    """Krippendorff's alpha for nominal answers, any number of coders, with gaps.

    Args:
        ratings: By unit, by coder, the answer; units with one answer say nothing.

    Returns:
        Alpha; `None` where no answers could have differed.

    Source: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011),
    section C.

    Example:
        >>> krippendorff_alpha({"a": {"Ada": 1, "Ben": 1}, "b": {"Ada": 2, "Ben": 2}})
        1.0
    """
    paired = [list(r.values()) for r in ratings.values() if len(r) > 1]
    totals: Counter[Hashable] = Counter(v for values in paired for v in values)
    n = sum(totals.values())
    expected = n * n - sum(c * c for c in totals.values())
    if expected == 0:
        return None
    unlike = 0.0
    for values in paired:
        counts = Counter(values)
        m = len(values)
        unlike += (m * m - sum(c * c for c in counts.values())) / (m - 1)
    return 1.0 - (n - 1) * unlike / expected


def answers_of(decisions: Iterable[Decision], round_name: str) -> dict[str, dict[str, str]]:
    """What each coder of a round said of each claim last, as one word: the verb, and the values of a correction.

    Args:
        decisions: Standing ones.
        round_name: The round; what settles a difference afterwards is no coder's answer.
    """
    found: dict[str, dict[str, str]] = {}
    for d in decisions:
        if d.blind == round_name and d.claim is not None and d.verb != "add" and not d.changes.get("settles"):
            values = msgspec.json.encode(d.changes, order="sorted").decode() if d.changes else ""
            found.setdefault(d.claim.claim, {})[d.by] = f"{d.verb} {values}".strip()
    return found


def agreement(decisions: Iterable[Decision], round_name: str) -> Agreement:
    """The agreement of a round of coders who did not see each other's decisions.

    Args:
        decisions: Standing ones, of any round.
        round_name: Which round.
    """
    answers = answers_of(decisions, round_name)
    shared = {claim: said for claim, said in answers.items() if len(said) > 1}
    alpha = krippendorff_alpha(shared)
    return Agreement(
        round=round_name,
        coders=tuple(sorted({by for said in answers.values() for by in said})),
        units=len(shared),
        equal=sum(len(set(said.values())) == 1 for said in shared.values()),
        alpha=None if alpha is None else round(alpha, 3),
    )
