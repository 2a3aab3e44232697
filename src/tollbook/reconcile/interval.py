"""Intervals of whole persons with open ends, and what may be done with them.

Reports rarely give a number; they give a bound. Every later decision (do two
figures contradict, what is the least that everybody grants) is a question about
intervals, so the answers stand here once, without any word of English and
without any codebook, where their laws can be tested.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import reduce

from tollbook.model import Record


class Interval(Record, frozen=True, kw_only=True):
    """From `low` to `high` persons, both included; `high` of `None` is open.

    Raises:
        ValueError: `low` is negative or exceeds `high`.

    Example:
        >>> 33 in Interval(low=30)
        True
    """

    low: int = 0
    high: int | None = None

    def __post_init__(self) -> None:
        if self.low < 0 or (self.high is not None and self.high < self.low):
            raise ValueError(f"not an interval: {self.low}..{self.high}")

    def __contains__(self, number: int) -> bool:
        return self.low <= number and (self.high is None or number <= self.high)

    @property
    def exact(self) -> bool:
        """Does it hold one number alone?"""
        return self.low == self.high


NOTHING = Interval(low=0, high=0)


def exactly(number: int) -> Interval:
    """The interval that holds `number` alone."""
    return Interval(low=number, high=number)


def _lesser(a: int | None, b: int | None) -> int | None:
    return b if a is None else a if b is None else min(a, b)


def meet(a: Interval, b: Interval) -> Interval | None:
    """What both allow; `None` where they contradict each other.

    Example:
        >>> meet(Interval(low=30), Interval(low=22, high=33))
        Interval(low=30, high=33)
    """
    low, high = max(a.low, b.low), _lesser(a.high, b.high)
    return None if high is not None and low > high else Interval(low=low, high=high)


def join(a: Interval, b: Interval) -> Interval:
    """The least interval that holds both.

    Example:
        >>> join(exactly(22), Interval(low=30)).high is None
        True
    """
    high = None if a.high is None or b.high is None else max(a.high, b.high)
    return Interval(low=min(a.low, b.low), high=high)


def join_all(given: Iterable[Interval]) -> Interval | None:
    """The least interval that holds all of them; `None` of none."""
    held = list(given)
    return reduce(join, held) if held else None


def add(a: Interval, b: Interval) -> Interval:
    """The sum of two disjoint groups; an open end stays open.

    Example:
        >>> add(exactly(6), Interval(low=2))
        Interval(low=8, high=None)
    """
    high = None if a.high is None or b.high is None else a.high + b.high
    return Interval(low=a.low + b.low, high=high)


def total(parts: Iterable[Interval]) -> Interval:
    """The sum of disjoint groups; of none, nobody."""
    return reduce(add, parts, NOTHING)


def compatible(a: Interval, b: Interval) -> bool:
    """Can both be true of the same people?"""
    return meet(a, b) is not None


def holds(outer: Interval, inner: Interval) -> bool:
    """Does `outer` allow everything that `inner` allows?"""
    return join(outer, inner) == outer


def can_be_part(part: Interval, whole: Interval) -> bool:
    """Can the people of `part` be among those of `whole`?

    Example:
        >>> can_be_part(exactly(9), Interval(low=1, high=8))
        False
    """
    return whole.high is None or part.low <= whole.high


def rest(whole: Interval, part: Interval) -> Interval | None:
    """How many of `whole` are not of `part`; `None` where `part` cannot be a part.

    Example:
        >>> rest(exactly(10), Interval(low=6, high=7))
        Interval(low=3, high=4)
    """
    if not can_be_part(part, whole):
        return None
    low = 0 if part.high is None else max(0, whole.low - part.high)
    return Interval(low=low, high=None if whole.high is None else whole.high - part.low)


def widen(given: Interval, share: float) -> Interval:
    """Let both ends give way by a share of themselves, for rounded figures.

    A headline's "nearly 30" and the report's 28 are one figure; without this
    the rounding would look like a contradiction.

    Example:
        >>> widen(exactly(30), 0.1)
        Interval(low=27, high=33)
    """
    room = given.low * share
    high = None if given.high is None else int(given.high * (1 + share) + 1e-9)
    return Interval(low=max(0, math.ceil(given.low - room - 1e-9)), high=high)
