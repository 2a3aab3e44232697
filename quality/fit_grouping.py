"""Fit the weights of grouping, and write them as a new version.

    tollbook read --jsonl GOLD.jsonl > READ.jsonl
    python quality/fit_grouping.py GOLD.jsonl READ.jsonl > src/tollbook/group/weights/weights-4.toml

GOLD is articles with `gold.incident`; beside them stand months of two made-up wars (`quality/war.py`, wording 0, and
`bench/made_war.py`), so that the weights are not those of one country's local news. What is fitted on is what is scored
in a book: the pairs that share a key, as often as they are of one incident there. The same input gives the same file.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from itertools import combinations
from pathlib import Path

import fitting
from grouped import Known, bench_war, made_war, read_annotated
from tollbook.group.compare import ORDERED, compare
from tollbook.group.score import VERSION, Weights

Rows = tuple[list[list[fitting.Outcome]], list[bool], list[float]]
WARS = (20, 22)
BENCH = 11
RIDGE = 0.7
# How much each set counts, in pairs; chosen on the halves.
COUNTS = (6000.0, 1500.0, 1500.0, 1500.0)
# Moves the even chance; chosen on the halves and on months of other seeds, see docs/explanation/grouping.md.
START = 0.25
# How much likelier one incident is where both reports give ages; chosen on the halves, where the even chance lies as much lower.
KIND = 1.25
# The least outcome of each feature that can speak for one incident; those below it can only speak against.
SPEAKS = {
    "day": "same", "derived day": "same", "loose day": "overlap", "published": "days", "place": "3", "area": "within", "town told": "one", "site": "same",
    "method": "same", "killed": "equal 1", "injured": "near", "classes": "some", "doers": "some", "side of victims": "some", "people": "alike", "ages": "some",
    "persons": "1", "officials": "one", "streets": "one", "rare words": "3", "words": "0", "mixed words": "0.04", "plain words": "0.06", "core words": "0.06", "kind of place": "some", "late day": "same", "only town": "told",
}
# Pairs drawn by chance beside those that share a key, each counting a third: what a larger book has more of.
DRAWN = 3000
MOST_CANDIDATES = 5000


def rows_of(known: Known, seed: int = 1, *, drawn: int = DRAWN) -> Rows:
    """Pairs with what is compared of them, whether they are of one incident, and how much each counts."""
    chance = random.Random(seed)  # noqa: S311 - seeded on purpose
    ids = sorted(known.truth)
    sizes = Counter(known.truth.values())
    near = {p for p in known.pairs() if p[0] in known.truth and p[1] in known.truth}
    apart = sorted(p for p in near if known.truth[p[0]] != known.truth[p[1]])
    counted = dict.fromkeys(apart, 1.0)
    if len(apart) > MOST_CANDIDATES:
        counted = dict.fromkeys(chance.sample(apart, MOST_CANDIDATES), len(apart) / MOST_CANDIDATES)
    for a, b in combinations(ids, 2):
        if known.truth[a] == known.truth[b]:
            # An incident of many articles must not outvote all others.
            counted[a, b] = (1.0 if (a, b) in near else 0.3) * min(1.0, 4 / sizes[known.truth[a]])
    for _ in range(drawn):
        a, b = sorted(chance.sample(ids, 2))
        if known.truth[a] != known.truth[b]:
            counted.setdefault((a, b), 0.3)
    pairs = sorted(counted)
    rows = [[f for f in compare(known.facts[a], known.facts[b]) if f[0] != "kind"] for a, b in pairs]
    return rows, [known.truth[a] == known.truth[b] for a, b in pairs], [counted[p] for p in pairs]


def wars() -> list[Rows]:
    """The made-up months that weights are fitted on."""
    return [rows_of(w, drawn=0) for w in (*(made_war(seed, 150, 15, noise=1.0) for seed in WARS), bench_war(BENCH, 600))]


def fit(sets: list[Rows], start: float = START) -> Weights:
    """Fit on several sets, the annotated one first."""
    rows, truth, importance = [], [], []
    for (r, t, w), count in zip(sets, COUNTS, strict=True):
        rows += r
        truth += t
        importance += [v * count / sum(w) for v in w]
    fitted, table = fitting.fit(fitting.Columns.of({n: v for n, v in ORDERED.items() if n != "kind"}, SPEAKS), rows, truth, importance, ridge=RIDGE)
    return Weights(VERSION, round(fitted + start, 2), table | {("kind", "plain"): 0.0, ("kind", "ages"): KIND})


def main() -> None:
    """Read, fit, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, help="JSON Lines of articles with gold.incident")
    parser.add_argument("read", type=Path, help="the same, as tollbook read gives them")
    asked = parser.parse_args()
    known = read_annotated(asked.gold, asked.read)
    weights = fit([rows_of(known), *wars()])
    print("# Weights of evidence that two tellings speak for one incident: natural logarithms of odds.")
    print("# Written by quality/fit_grouping.py; never edited by hand. docs/explanation/grouping.md says how they were fitted.")
    print(f'version = "{weights.version}"\nstart = {weights.start}')
    for name, values in ORDERED.items():
        print(f'\n[weight."{name}"]')
        for value in values:
            print(f'"{value}" = {weights.table[name, value]}')


if __name__ == "__main__":
    main()
