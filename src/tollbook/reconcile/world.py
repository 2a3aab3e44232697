"""When, where and how of an incident, from what its claims give.

Claims of one event carry different times and places: a sentence far from the
lead may name only the country, or a town where something else happened. What
the article opens with is mostly the place of its event, and other claims make
it more exact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import msgspec

from tollbook.model import AnyClaim, AttackClaim, TollClaim, When, Where
from tollbook.reconcile.seen import holding
from tollbook.text.sentences import Sentence

DAYLIKE = frozenset({"minute", "hour", "part of day", "day", "days"})
_LEVELS = ("country", "region", "area", "district", "town", "site")
# Measured on press releases and local news: the place told first outweighs three that are told later.
_FIRST, _EXACT, _COUNTRY = 3.0, 0.3, -2.0


def find_when(claims: Sequence[AnyClaim], sentences: Sequence[Sentence] = (), days: Sequence[When] = ()) -> When | None:
    """The days that most claims of the event give; the more precise, then the earlier in the text.

    Hours stay with the claims that give them: an incident is dated by its days.

    Args:
        claims: Of one incident.
        sentences: Of the article.
        days: The times of the article; where "overnight" and "Monday" stand in
            one sentence, Monday is the day.
    """
    found = [_in_days(c.when) for c in claims if c.when is not None]
    often = Counter((w.from_, w.to) for w in found)

    def weight(when: When) -> tuple[float, int]:
        exact = (when.from_ is not None) * 100 + (when.precision in DAYLIKE) * 10
        return exact + often[when.from_, when.to], -(when.start or 0)

    chosen = max(found, key=weight, default=None)
    return chosen and _day_beside(chosen, sentences, days)


def _in_days(when: When) -> When:
    if when.from_ is None or len(when.from_) <= 10:
        return when
    to = when.to[:10] if when.to is not None else None
    return msgspec.structs.replace(when, from_=when.from_[:10], to=to, precision="day" if to == when.from_[:10] else "days")


def _day_beside(when: When, sentences: Sequence[Sentence], days: Sequence[When]) -> When:
    """The one day that the sentence of a night names beside it."""
    if when.from_ is None or when.to is None or when.start is None or not _is_night(when):
        return when
    at = when.start
    held = holding(at, sentences)
    if held is None:
        return when
    near = [d for d in map(_in_days, days) if d.start is not None and held.start <= d.start < held.end and d.precision == "day"]
    inside = [d for d in near if d.from_ is not None and d.from_ == d.to and abs(_apart(d.from_, when.from_)) <= 1]
    return min(inside, key=lambda d: abs((d.start or 0) - at), default=when)


def _is_night(when: When) -> bool:
    return when.from_ is not None and when.to is not None and _apart(when.to, when.from_) == 1 and when.precision in DAYLIKE


def _apart(one: str, other: str) -> int:
    return (date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days


def find_where(claims: Sequence[AnyClaim]) -> Where | None:
    """The place that the article opens with, or one within it that later claims give.

    A place gains by each claim that names it or a place around it; a country
    stands back behind anything smaller.

    Args:
        claims: Of one incident, in text order.
    """
    found = [c.where for c in claims if c.where is not None]
    if not found:
        return None
    often = Counter(_name(w) for w in found)
    rank = {level: _EXACT * i for i, level in enumerate(_LEVELS, 1)}

    def weight(where: Where) -> tuple[float, int]:
        around = sum(often[p] for p in dict.fromkeys(where.path[:-1]) if p != _name(where))
        told = often[_name(where)] + around + _FIRST * (_name(found[0]) in (_name(where), *where.path[:-1]))
        return told + rank.get(where.level or "", 0) + _COUNTRY * (where.level == "country"), -where.start

    return max(found, key=weight)


def _name(where: Where) -> str:
    return where.name or where.text


def find_method(claims: Sequence[AnyClaim]) -> str | None:
    """How it was done, as most claims say; the first of equals."""
    found = [c.method for c in claims if isinstance(c, TollClaim | AttackClaim) and c.method]
    often = Counter(found)
    return max(found, key=lambda m: (often[m], -found.index(m)), default=None)
