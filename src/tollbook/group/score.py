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

from tollbook.group.facts import Facts, unpack
from tollbook.ledger import Telling
from tollbook.model import Record

VERSION = "weights-1"


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
        'weights-1'
    """
    data = tomllib.loads(resources.files("tollbook.group").joinpath("weights", f"{version}.toml").read_text("utf-8"))
    table = {(name, value): float(w) for name, values in data["weight"].items() for value, w in values.items()}
    return Weights(version=data["version"], start=float(data["start"]), table=table)


def _bin(value: float, edges: tuple[float, ...]) -> str:
    """The highest edge that the value reaches, as text; "0" below the first."""
    reached = "0"
    for edge in edges:
        if value < edge:
            break
        reached = f"{edge:g}"
    return reached


# Outcomes of ordered features, from the least to the most alike. The fitting
# keeps the weights in this order; the words are shown to people.
WORDS = (0.04, 0.08, 0.12, 0.16, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.8)
NAMES = (1.0, 8.0, 14.0, 24.0, 40.0, 60.0)
RARE = (1.0, 2.0, 3.0, 5.0, 8.0, 12.0)
ORDERED: dict[str, tuple[str, ...]] = {
    "day": ("far", "month", "week", "days", "next", "same"),
    "derived day": ("far", "month", "week", "days", "next", "same"),
    "loose day": ("apart", "overlap"),
    "published": ("far", "month", "week", "days", "next", "same"),
    "place": ("apart", "300", "100", "30", "10", "3", "0"),
    "area": ("other country", "other region", "within"),
    "name of place": ("other", "same"),
    "site": ("other", "same"),
    "method": ("differ", "same"),
    "killed": ("far", "unequal", "near", "equal 1", "equal 2", "equal 5", "equal 20"),
    "injured": ("far", "unequal", "near", "equal 1", "equal 2", "equal 5", "equal 20"),
    "classes": ("differ", "some", "same"),
    "doers": ("differ", "some", "same"),
    "side of victims": ("differ", "some", "same"),
    "people": ("differ", "alike", "one", "two"),
    "ages": ("differ", "some", "most"),
    "names": ("0", *(f"{e:g}" for e in NAMES)),
    "rare words": ("0", *(f"{e:g}" for e in RARE)),
    # Reports that give the ages of those concerned share words because of them; those of a war share
    # the words of the war. So the same share of words weighs less where no ages are given.
    "words": ("0", *(f"{e:g}" for e in WORDS)),
    "plain words": ("0", *(f"{e:g}" for e in WORDS)),
}


def _gap_level(gap: int) -> str:
    return "same" if gap == 0 else "next" if gap == 1 else "days" if gap <= 3 else "week" if gap <= 8 else "month" if gap <= 31 else "far"


def _days(a: Facts, b: Facts) -> tuple[str, str] | None:
    if a.days is None or b.days is None:
        return None
    gap = max(0, a.days[0] - b.days[1], b.days[0] - a.days[1])
    # Four days and more (a week, a month) agree with much by chance.
    if max(a.days[1] - a.days[0], b.days[1] - b.days[0]) > 3:
        return "loose day", "overlap" if gap <= 1 else "apart"
    return "derived day" if a.derived or b.derived else "day", _gap_level(gap)


def _km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres between two points, on a flat map between them: good to a percent below 300 km."""
    north = (a[0] - b[0]) * 111.2
    east = ((a[1] - b[1] + 180) % 360 - 180) * 111.2 * math.cos(math.radians((a[0] + b[0]) / 2))
    return math.hypot(north, east)


def _place(a: Facts, b: Facts) -> tuple[str, str] | None:
    if not a.place or not b.place:
        return None
    if a.spot is not None and b.spot is not None:
        km = _km(a.spot, b.spot)
        return "place", next((w for limit, w in ((1, "0"), (3, "3"), (10, "10"), (30, "30"), (100, "100"), (300, "300")) if km <= limit), "apart")
    if a.path and b.path:
        if a.path[0] != b.path[0]:
            return "area", "other country"
        apart = any(x != y for x, y in zip(a.path[:2], b.path[:2], strict=False))
        return "area", "other region" if apart else "within"
    return "name of place", "same" if a.place == b.place or a.place in b.path or b.place in a.path else "other"


def _sets(name: str, a: frozenset[str], b: frozenset[str]) -> tuple[str, str] | None:
    if not a or not b:
        return None
    return name, "same" if a == b else "some" if a & b else "differ"


def _toll(harm: str, a: Facts, b: Facts) -> tuple[str, str] | None:
    one, two = a.tolls.get(harm), b.tolls.get(harm)
    if one is None or two is None:
        return None
    x, y = (t[1] if t[1] is not None else t[0] for t in (one, two))
    if x is None or y is None:
        return None
    if x == y:
        return harm, "equal 20" if x >= 20 else "equal 5" if x >= 5 else "equal 2" if x >= 2 else "equal 1"
    meet = max(one[0] or 0, two[0] or 0) <= min(*(t[2] if t[2] is not None else 10**9 for t in (one, two)))
    if meet or abs(x - y) <= 1 or max(x, y) <= 1.3 * min(x, y):
        return harm, "near"
    return harm, "unequal" if max(x, y) <= 3 * min(x, y) else "far"


def _people(a: Facts, b: Facts) -> tuple[str, str] | None:
    if not a.people or not b.people:
        return None
    shared = len(a.people.keys() & b.people.keys())
    if shared:
        return "people", "two" if shared >= 2 else "one"
    # Spellings differ between papers: one half of the name and the age make it likely.
    halves = {(part, age) for name, age in b.people.items() for part in name.split()}
    alike = any((part, age) in halves for name, age in a.people.items() for part in name.split())
    return "people", "alike" if alike else "differ"


def _ages(a: Facts, b: Facts) -> tuple[str, str] | None:
    if not a.ages or not b.ages:
        return None
    both = a.ages & b.ages
    return "ages", "differ" if not both else "most" if len(both) >= 2 and 2 * len(both) >= len(a.ages | b.ages) else "some"


def _names(a: Facts, b: Facts) -> tuple[str, str] | None:
    if not a.names or not b.names:
        return None
    return "names", _bin(math.fsum(a.names[n] for n in a.names.keys() & b.names.keys()), NAMES)


def cosine(a: Facts, b: Facts) -> float:
    """How much of their weighty words two tellings share, 0 to 1."""
    return math.fsum(a.words[w] * b.words[w] for w in a.words.keys() & b.words.keys())


def compare(a: Facts, b: Facts) -> list[tuple[str, str]]:
    """Every feature that both tellings have, and how it comes out; what one is silent on says nothing."""
    same_site = a.sites & b.sites
    found = [
        _days(a, b),
        ("published", _gap_level(abs(a.published - b.published))),
        _place(a, b),
        ("site", "same" if same_site else "other") if a.sites and b.sites else None,
        ("method", "same" if a.method == b.method else "differ") if a.method and b.method else None,
        _toll("killed", a, b),
        _toll("injured", a, b),
        _sets("classes", a.classes, b.classes),
        _sets("doers", a.doers, b.doers),
        _sets("side of victims", a.victims, b.victims),
        _people(a, b),
        _ages(a, b),
        _names(a, b),
        ("rare words", _bin(len(a.rare & b.rare), RARE)),
        ("words" if a.ages and b.ages else "plain words", _bin(cosine(a, b), WORDS)),
    ]
    return [f for f in found if f is not None]


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
        parts.append(Part(name=name, value=value, weight=weight, words=_say(name, value)))
    return Score(total=total(one, two, weights), parts=tuple(parts))


def score_pairs(tellings: Iterable[Telling], pairs: Iterable[tuple[str, str]], weights: Weights | None = None) -> dict[tuple[str, str], float]:
    """Score many pairs of ids, each telling unpacked once.

    Returns:
        Totals by pair, the lesser id first.
    """
    weights = weights or load_weights()
    facts = {t.id: unpack(t) for t in tellings}
    return {(min(p), max(p)): total(facts[p[0]], facts[p[1]], weights) for p in pairs}


def _say(name: str, value: str) -> str:
    return f"{name}: {value}"
