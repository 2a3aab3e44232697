"""Fit the weights of grouping, and write them as a new version.

    tollbook read --jsonl GOLD.jsonl > READ.jsonl
    python quality/fit_grouping.py GOLD.jsonl READ.jsonl > src/tollbook/group/weights/weights-1.toml

GOLD is articles with `gold.incident`; half of the weight goes to them, half to two months of a made-up war
(`quality/war.py`, wording 0), so that the weights are not those of one country's local news. The same input gives
the same file.
"""

from __future__ import annotations

import dataclasses
import random
import sys
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import fitting
from grouped import Known, made_war, read_annotated
from tollbook.group.score import ORDERED, VERSION, Weights, compare

Rows = tuple[list[list[fitting.Outcome]], list[bool], list[float]]
WARS = (20, 22)
RIDGE = 3.0
# How much more than an even chance it takes; chosen on the halves and the month, see docs/explanation/grouping.md.
START = -1.0
# Where the sample has no pair of two incidents, it cannot say how much more a higher share of words tells; each
# step is then taken to tell this much more. Texts that share a third of their weighty words are seldom of two events.
PRIOR = {"words": 0.7, "plain words": 0.4}
# Pairs drawn by chance beside those that share a key, and pairs put into one place and day.
DRAWN = 6000
MOVED = 1500
MOST_CANDIDATES = 12000


def rows_of(known: Known, seed: int = 1) -> Rows:
    """Pairs with what is compared of them, whether they are of one incident, and how much each counts."""
    chance = random.Random(seed)  # noqa: S311 - seeded on purpose
    ids = sorted(known.truth)
    by: defaultdict[str, list[str]] = defaultdict(list)
    for i in ids:
        by[known.truth[i]].append(i)
    same = sorted(p for held in by.values() for p in combinations(held, 2))
    near = sorted(p for p in known.pairs() if p[0] in known.truth and p[1] in known.truth and known.truth[p[0]] != known.truth[p[1]])
    if len(near) > MOST_CANDIDATES:
        near = chance.sample(near, MOST_CANDIDATES)
    rows, truth, importance = [], [], []
    for a, b in same:
        rows.append(compare(known.facts[a], known.facts[b]))
        truth.append(True)
        # An incident of many articles must not outvote all others.
        importance.append(min(1.0, 4 / len(by[known.truth[a]])))
    for i, j in near:
        rows.append(compare(known.facts[i], known.facts[j]))
        truth.append(False)
        importance.append(1.0)
    for n in range(DRAWN):
        one, two = (known.facts[i] for i in chance.sample(ids, 2))
        if known.truth[one.id] == known.truth[two.id]:
            continue
        if n < MOVED:
            # As a busy city has them: another incident of the same place and day.
            two = dataclasses.replace(two, days=one.days, derived=one.derived, published=one.published + chance.choice((0, 0, 1, 2)), spot=one.spot, path=one.path, place=one.place)
        rows.append(compare(one, two))
        truth.append(False)
        importance.append(0.1 if n < MOVED else 0.2)
    return rows, truth, importance


def wars() -> list[Known]:
    """The made-up months that weights are fitted on."""
    return [made_war(seed, 150, 15, noise=1.0) for seed in WARS]


def fit(sets: list[Rows], start: float = START) -> Weights:
    """Fit on several sets, each with the same weight in all, half of it on pairs of one incident."""
    rows, truth, importance = [], [], []
    for r, t, w in sets:
        yes = sum(v for v, y in zip(w, t, strict=True) if y)
        no = sum(w) - yes
        rows += r
        truth += t
        importance += [v / (yes if y else no) for v, y in zip(w, t, strict=True)]
    fitted, table = fitting.fit(fitting.Columns.of(ORDERED), rows, truth, importance, ridge=RIDGE, prior=PRIOR)
    return Weights(VERSION, round(fitted + start, 2), table)


def main() -> None:
    """Read, fit, print."""
    known = read_annotated(Path(sys.argv[1]), Path(sys.argv[2]))
    weights = fit([rows_of(known), *(rows_of(w) for w in wars())])
    print("# Weights of evidence that two tellings speak for one incident: natural logarithms of odds.")
    print("# Written by quality/fit_grouping.py; never edited by hand. docs/explanation/grouping.md says how they were fitted.")
    print(f'version = "{weights.version}"\nstart = {weights.start}')
    for name, values in ORDERED.items():
        print(f'\n[weight."{name}"]')
        for value in values:
            print(f'"{value}" = {weights.table[name, value]}')


if __name__ == "__main__":
    main()
