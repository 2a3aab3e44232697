"""How strongly two tellings speak for one incident: weights of evidence that can be shown and added up.

A weight is the natural logarithm of how much likelier the agreement is between
tellings of one incident than of two (Fellegi and Sunter 1969), fitted together
so that what two features both say is not counted twice. The weights are frozen
files in `weights/`, written by `quality/fit_grouping.py`.
"""

from __future__ import annotations

import functools
import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources

from tollbook.group.compare import compare
from tollbook.group.facts import Facts, unpack
from tollbook.group.say import say
from tollbook.ledger import Telling
from tollbook.model import Record

VERSION = "weights-4"


class Part(Record, frozen=True, kw_only=True):
    """One piece of evidence: what was compared, how it came out, what that weighs, in words for a person."""

    name: str
    value: str
    weight: float
    words: str


class Score(Record, frozen=True, kw_only=True):
    """How strongly two tellings speak for one incident; above 0 for, below 0 against.

    `total` is the sum of the parts and of where every pair starts ("start"),
    rounded to hundredths, so that sums do not depend on order.
    """

    total: float
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """Frozen weights: by feature and outcome, and where every pair starts."""

    version: str
    start: float
    table: Mapping[tuple[str, str], float]


@functools.cache
def load_weights(version: str = VERSION) -> Weights:
    """Read one version of the weights.

    Example:
        >>> load_weights().version
        'weights-4'
    """
    data = tomllib.loads(resources.files("tollbook.group").joinpath("weights", f"{version}.toml").read_text("utf-8"))
    table = {(name, value): float(w) for name, values in data["weight"].items() for value, w in values.items()}
    return Weights(version=data["version"], start=float(data["start"]), table=table)


def total(a: Facts, b: Facts, weights: Weights) -> float:
    """The score alone, for the many pairs that nobody looks at."""
    return round(math.fsum([weights.start, *(weights.table.get(f, 0.0) for f in compare(a, b))]), 2)


def score(a: Telling, b: Telling, weights: Weights | None = None) -> Score:
    """Compare two tellings, with every part of the score in words.

    Symmetric: which is named first changes nothing.

    Args:
        a: One telling.
        b: Another.
        weights: `None` for the version in force.
    """
    weights = weights or load_weights()
    one, two = unpack(a), unpack(b)
    parts = [Part(name="start", value="", weight=weights.start, words="before anything is compared")]
    for name, value in compare(one, two):
        weight = weights.table.get((name, value), 0.0)
        parts.append(Part(name=name, value=value, weight=weight, words=say(name, value, one, two)))
    return Score(total=total(one, two, weights), parts=tuple(parts))


def score_pairs(tellings: Iterable[Telling], pairs: Iterable[tuple[str, str]], weights: Weights | None = None) -> dict[tuple[str, str], float]:
    """Score many pairs of ids, each telling unpacked once.

    Returns:
        Totals by pair, the lesser id first.
    """
    weights = weights or load_weights()
    facts = {t.id: unpack(t) for t in tellings}
    return {(min(p), max(p)): total(facts[p[0]], facts[p[1]], weights) for p in pairs}
