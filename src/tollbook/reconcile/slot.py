"""Sets of victims: what the figures of one article are arranged into."""

from __future__ import annotations

from dataclasses import dataclass, field

from tollbook.reconcile.interval import NOTHING, Interval
from tollbook.reconcile.seen import Seen


def size_of(interval: Interval) -> tuple[int, bool, int]:
    """Which of two figures is the greater: the higher least, then the open end, then the higher end."""
    return interval.low, interval.high is None, interval.high or 0


@dataclass(slots=True)
class Slot:
    """One set of victims: the claims that state its size, and those of its parts."""

    witnesses: list[Seen] = field(default_factory=list)
    parts: list[Seen] = field(default_factory=list)
    more: bool = False
    inner: list[Slot] = field(default_factory=list)
    sizes: set[tuple[int | None, int | None]] = field(default_factory=set)
    largest: Interval = NOTHING

    def __post_init__(self) -> None:
        for w in self.witnesses:
            self._measure(w)

    def hear(self, witness: Seen) -> None:
        """Take another claim of its size."""
        self.witnesses.append(witness)
        self._measure(witness)

    def _measure(self, witness: Seen) -> None:
        size = witness.interval
        if not self.sizes or size_of(size) > size_of(self.largest):
            self.largest = size  # the greatest of the sizes stated; of equals the first
        self.sizes.add((witness.claim.count.low, witness.claim.count.high))

    @property
    def first(self) -> Seen:
        """The claim that made the set."""
        return self.witnesses[0]


@dataclass(frozen=True, slots=True)
class Step:
    """One decision: what a claim is to another, by which rule."""

    claim: str
    relation: str
    other: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The sets of victims of one harm in one article, and how they were found."""

    slots: tuple[Slot, ...]
    steps: tuple[Step, ...]
