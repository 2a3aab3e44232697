"""Logistic regression with outcomes kept in order: the arithmetic behind the frozen weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

Outcome = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column stands for which step of which feature.

    A feature's outcomes are in order; those from `speaks` on can only speak for one incident, those before it only against.
    An outcome switches on the steps between nothing and itself, so that the weights stay in order.
    """

    ordered: Mapping[str, tuple[str, ...]]
    speaks: Mapping[str, str]
    index: Mapping[Outcome, int]

    @classmethod
    def of(cls, ordered: Mapping[str, tuple[str, ...]], speaks: Mapping[str, str]) -> Columns:
        """A column for every outcome of each feature."""
        names = [(name, value) for name, values in ordered.items() for value in values]
        return cls(ordered, speaks, {n: i for i, n in enumerate(names)})

    def steps(self, name: str, value: str) -> slice:
        """The columns that an outcome switches on."""
        at, even = self.index[name, value], self.index[name, self.speaks[name]]
        return slice(even, at + 1) if at >= even else slice(at, even)

    def against(self) -> np.ndarray:
        """Which columns are steps down."""
        made = np.zeros(len(self.index) + 1, dtype=bool)
        for (name, _value), i in self.index.items():
            made[i] = i < self.index[name, self.speaks[name]]
        return made

    def matrix(self, rows: Sequence[Sequence[Outcome]]) -> np.ndarray:
        """One row a pair; the last column is where every pair starts."""
        made = np.zeros((len(rows), len(self.index) + 1), dtype=np.float32)
        made[:, -1] = 1.0
        for r, row in enumerate(rows):
            for name, value in row:
                made[r, self.steps(name, value)] = 1.0
        return made

    def table(self, solved: np.ndarray) -> dict[Outcome, float]:
        """The weight of each outcome: the sum of its steps."""
        return {(name, value): round(float(solved[self.steps(name, value)].sum()), 2) + 0.0 for name, value in self.index}


def fit(columns: Columns, rows: Sequence[Sequence[Outcome]], truth: Sequence[bool], importance: Sequence[float], *, ridge: float, rounds: int = 300) -> tuple[float, dict[Outcome, float]]:
    """Fit by accelerated projected gradient, with the weights in order.

    More alike must never weigh less, whatever a small sample says, and to be unlike never speaks for one incident: so
    steps up are at least 0 and steps down at most 0.

    Returns:
        Where every pair starts, and the weight of every outcome.
    """
    x = columns.matrix(rows)
    y = np.asarray(truth, dtype=np.float32)
    w = np.asarray(importance, dtype=np.float32)
    against = columns.against()
    penalty = np.full(x.shape[1], ridge, dtype=np.float32)
    penalty[-1] = 0.0
    step = 1.0 / (0.25 * float(np.linalg.eigvalsh((x * w[:, None]).T @ x)[-1]) + ridge)
    at, ahead, pace = np.zeros(x.shape[1], dtype=np.float32), np.zeros(x.shape[1], dtype=np.float32), 1.0
    for _ in range(rounds):
        p = 1.0 / (1.0 + np.exp(-np.clip(x @ ahead, -30, 30)))
        moved = ahead - step * (x.T @ (w * (p - y)) + penalty * ahead)
        new = np.where(against, np.minimum(moved, 0.0), np.maximum(moved, 0.0))
        new[-1] = moved[-1]
        pace, old = (1 + np.sqrt(1 + 4 * pace**2)) / 2, pace
        ahead, at = new + (old - 1) / pace * (new - at), new
    return round(float(at[-1]), 2), columns.table(at)
