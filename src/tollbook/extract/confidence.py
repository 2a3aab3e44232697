"""How sure the reader is of having read right, as a share that was measured.

A list of claims to be checked is only as good as its order. So the number on a
claim is no feeling of whoever wrote the rule, but fitted: of annotated claims
that look like this one, this share was right (`quality/calibrate.py`, table in
`docs/accuracy.md`). It says nothing of whether the deaths happened.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from tollbook import lang
from tollbook.model import TollClaim


def features(claim: TollClaim) -> Iterator[str]:
    """What a claim looks like, in words that the fitted table weighs.

    Args:
        claim: Any toll claim; only what the claim itself holds is used.

    Yields:
        Names of features, each at most once.
    """
    yield f"rule:{claim.rule}"
    yield f"harm:{claim.harm}"
    count = claim.count
    yield "count:" + ("none" if count.text is None else "vague" if count.word else "single" if count.low == count.high == 1 else "number")
    yield "victims:" + ("named" if claim.victims is not None and claim.victims.text else "not named")
    yield f"stance:{claim.stance}"
    yield f"scope:{claim.scope}"
    length = claim.quote.end - claim.quote.start
    yield "quote:" + ("short" if length < 25 else "middling" if length < 90 else "long")


def confidence(claim: TollClaim) -> float:
    """The share of claims like this one that are right, between 0.05 and 0.99.

    Example:
        >>> from tollbook.model import Count, Span
        >>> quote = Span(text="two guards were killed", start=0, end=22)
        >>> claim = TollClaim(id="", rule="en.toll.killed.object", reading_confidence=0, quote=quote, harm="killed", count=Count(low=2, high=2))
        >>> 0.05 <= confidence(claim) <= 0.99
        True
    """
    weights = lang.load("confidence")["weights"]
    total = float(weights["bias"]) + sum(float(weights.get(name, 0.0)) for name in features(claim))
    return round(min(0.99, max(0.05, 1 / (1 + math.exp(-total)))), 2)
