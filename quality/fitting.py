"""Logistic regression with outcomes kept in order: the arithmetic behind the frozen weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

Outcome = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column stands for which step of which feature."""

    ordered: Mapping[str, tuple[str, ...]]
    index: Mapping[Outcome, int]

    @classmethod
    def of(cls, ordered: Mapping[str, tuple[str, ...]]) -> Columns:
        """A column for the least outcome of each feature, and one for every step above it."""
        names = [(name, value) for name, values in ordered.items() for value in values]
        return cls(ordered, {n: i for i, n in enumerate(names)})

    def matrix(self, rows: Sequence[Sequence[Outcome]]) -> np.ndarray:
        """One row a pair: an outcome switches on its step and all below it."""
        made = np.zeros((len(rows), len(self.index) + 1), dtype=np.float32)
        made[:, -1] = 1.0
        for r, row in enumerate(rows):
            for name, value in row:
                first, last = self.index[name, self.ordered[name][0]], self.index[name, value]
                made[r, first : last + 1] = 1.0
        return made

    def table(self, solved: np.ndarray) -> dict[Outcome, float]:
        """The weight of each outcome: the sum of its steps."""
        found: dict[Outcome, float] = {}
        for name, values in self.ordered.items():
            total = 0.0
            for value in values:
                total += float(solved[self.index[name, value]])
                found[name, value] = round(total, 2)
        return found


def fit(columns: Columns, rows: Sequence[Sequence[Outcome]], truth: Sequence[bool], importance: Sequence[float], *, ridge: float, prior: Mapping[str, float], rounds: int = 300) -> tuple[float, dict[Outcome, float]]:
    """Fit by accelerated projected gradient; steps above the least outcome may not be negative.

    More alike must never weigh less, whatever a small sample says: so every
    step up is at least 0, and the weights stay in order in other domains.

    Returns:
        Where every pair starts, and the weight of every outcome.
    """
    x = columns.matrix(rows)
    y = np.asarray(truth, dtype=np.float32)
    w = np.asarray(importance, dtype=np.float32)
    w = w / w.sum() * len(w)
    free = np.zeros(x.shape[1], dtype=bool)
    free[[columns.index[name, values[0]] for name, values in columns.ordered.items()]] = True
    free[-1] = True
    penalty = np.full(x.shape[1], ridge, dtype=np.float32)
    penalty[-1] = 0.0
    wanted = np.zeros(x.shape[1], dtype=np.float32)
    for (name, value), i in columns.index.items():
        wanted[i] = prior.get(name, 0.0) if value != columns.ordered[name][0] else 0.0
    step = 1.0 / (0.25 * float(np.linalg.eigvalsh((x * w[:, None]).T @ x)[-1]) + ridge)
    at, ahead, pace = np.zeros(x.shape[1], dtype=np.float32), np.zeros(x.shape[1], dtype=np.float32), 1.0
    for _ in range(rounds):
        p = 1.0 / (1.0 + np.exp(-np.clip(x @ ahead, -30, 30)))
        new = ahead - step * (x.T @ (w * (p - y)) + penalty * (ahead - wanted))
        new = np.where(free, new, np.maximum(new, 0.0))
        pace, old = (1 + np.sqrt(1 + 4 * pace**2)) / 2, pace
        ahead, at = new + (old - 1) / pace * (new - at), new
    return round(float(at[-1]), 2), columns.table(at)
