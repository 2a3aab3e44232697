"""When, where, how and between whom an incident of many articles was, and the title that says so.

Articles differ in what they know: one says the province, another the town; one
"on Thursday", another nothing. What most articles are compatible with is taken,
as exactly as any of these gives it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from tollbook.ledger import Telling
from tollbook.model import AnyClaim, AttackClaim, Toll, TollClaim, When, Where

# Finer places first where equally many articles are compatible with them.
_LEVELS = {"country": 0, "region": 1, "area": 1, "district": 2, "town": 3, "site": 4}
_EXACT = {"minute": 3, "hour": 3, "part of day": 3, "day": 3, "days": 2, "week": 1}
_MAIN = 2
_MONTHS = "January February March April May June July August September October November December".split()
_LEADING = ("killed", "casualties", "missing", "captured", "injured", "displaced")
_SAID = {"killed": "killed", "injured": "injured", "missing": "missing", "captured": "captured", "displaced": "displaced", "casualties": "casualties"}


def find_when(tellings: Sequence[Telling]) -> When | None:
    """The days that most tellings are compatible with, as exactly as any of them gives these.

    A day that was derived from a publication date stands back behind any that
    words give: an undated report of the day after would else move the event.

    Returns:
        `None` where no telling gives a day.
    """
    dated = [t for t in tellings if t.when is not None and t.when.from_ is not None]
    said = [t for t in dated if t.when is not None and t.when.derived is None] or dated
    if not said:
        return None
    exact = [t for t in said if t.when is not None and t.when.precision in _EXACT] or said
    votes: Counter[tuple[str, str]] = Counter()
    for t in said:
        votes[_days(t.when)] += _MAIN if t.main else 1
    agreed = {mine: sum(times for days, times in votes.items() if _meet(mine, days)) for mine in votes}

    def weight(telling: Telling) -> tuple[int, int, str, str]:
        mine = _days(telling.when)
        agreeing = agreed[mine]
        width = (date.fromisoformat(mine[1]) - date.fromisoformat(mine[0])).days
        return -agreeing, width, mine[0], telling.id

    return _cut(min(exact, key=weight).when)


def _days(when: When | None) -> tuple[str, str]:
    assert when is not None and when.from_ is not None  # noqa: S101, PT018 - only dated tellings are asked
    return when.from_[:10], (when.to or when.from_)[:10]


def _meet(a: tuple[str, str], b: tuple[str, str]) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


def _cut(when: When | None) -> When | None:
    if when is None or when.from_ is None:
        return when
    return msgspec.structs.replace(when, from_=when.from_[:10], to=(when.to or when.from_)[:10])


def find_where(tellings: Sequence[Telling]) -> Where | None:
    """The place that most tellings name or lie around, the finest of equals.

    Returns:
        `None` where no telling gives a place.
    """
    placed = [t for t in tellings if t.where is not None]
    if not placed:
        return None
    votes: Counter[str] = Counter()
    for t in placed:
        votes[_name(t.where)] += _MAIN if t.main else 1

    def weight(telling: Telling) -> tuple[float, str, str]:
        where = telling.where
        assert where is not None  # noqa: S101 - only placed tellings are asked
        around = sum(votes[p] for p in dict.fromkeys(where.path) if p != _name(where))
        known = where.lat is not None or where.country is not None
        level = _LEVELS.get(where.level or "", -1)
        return -(votes[_name(where)] + around + level * 0.5 + known), telling.reported, telling.id

    return min(placed, key=weight).where


def _name(where: Where | None) -> str:
    return "" if where is None else where.name or where.text


def find_method(tellings: Iterable[Telling]) -> str | None:
    """How it was done, as most tellings say; the one said first of equals."""
    said = [t.method for t in sorted(tellings, key=lambda t: (t.reported, t.id)) if t.method]
    often = Counter(said)
    return max(said, key=lambda m: (often[m], -said.index(m)), default=None)


def find_sides(claims: Iterable[AnyClaim]) -> tuple[str, ...]:
    """The parties that claims name, of the harmed and of those said to have done it, most named first."""
    named: Counter[str] = Counter()
    for claim in claims:
        if isinstance(claim, TollClaim | AttackClaim):
            named.update({a.actor for a in claim.by if a.actor})
        if isinstance(claim, TollClaim) and claim.victims is not None and claim.victims.side:
            named[claim.victims.side] += 1
    return tuple(side for side, _ in sorted(named.items(), key=lambda kv: (-kv[1], kv[0])))


def say_day(when: When | None) -> str | None:
    """The days of an incident, for a title.

    Example:
        >>> say_day(When(from_="2020-02-27", to="2020-02-27")), say_day(When(from_="2020-02-27", to="2020-02-28"))
        ('27 February 2020', '27–28 February 2020')
        >>> say_day(None) is None
        True
    """
    if when is None or when.from_ is None:
        return None
    first, last = date.fromisoformat(when.from_[:10]), date.fromisoformat((when.to or when.from_)[:10])
    end = f"{last.day} {_MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {_MONTHS[first.month - 1]}{year} – {end}"


def say_toll(toll: Toll) -> str:
    """Low to high of a toll, open ends as "or more"; unknown is never 0.

    Example:
        >>> say_toll(Toll(harm="killed", low=22, best=30, high=None)), say_toll(Toll(harm="injured", low=None, best=None))
        ('22 or more killed', 'an unknown number injured')
        >>> say_toll(Toll(harm="killed", low=22, best=30, high=34)), say_toll(Toll(harm="killed", low=0, best=0, high=0))
        ('22–34 killed', 'none killed')
    """
    said = _SAID[toll.harm]
    if toll.low is None:
        return f"an unknown number {said}" if toll.high is None else f"up to {toll.high:,} {said}"
    if toll.high is None:
        return f"{toll.low:,} or more {said}"
    if toll.low == toll.high:
        return f"none {said}" if toll.low == 0 else f"{toll.low:,} {said}"
    return f"{toll.low:,}–{toll.high:,} {said}"


def make_title(where: Where | None, when: When | None, tolls: Sequence[Toll], method: str | None) -> str:
    """A title made of facts, for lists and headings.

    Example:
        >>> make_title(None, When(from_="2020-02-27", to="2020-02-27"), [Toll(harm="killed", low=22, best=30)], "air strike")
        'Place unknown, 27 February 2020: 22 or more killed, air strike'
    """
    place = "Place unknown" if where is None else _place(where)
    day = say_day(when) or "date unknown"
    whole = [t for t in tolls if t.group == "all"]
    lead = next((t for harm in _LEADING for t in whole if t.harm == harm and (t.high is None or t.high > 0)), whole[0] if whole else None)
    said = [say_toll(lead) if lead is not None else "no toll", *([method] if method else [])]
    return f"{place}, {day}: {', '.join(said)}"


def _place(where: Where) -> str:
    name = _name(where)
    outer = [p for p in where.path if p != name]
    return f"{name}, {outer[0]}" if outer and where.level != "country" else name
