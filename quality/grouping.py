"""Measure grouping: annotated articles, a made-up busy month, and plain word overlap beside it.

tollbook read --jsonl GOLD.jsonl > READ.jsonl
python quality/grouping.py GOLD.jsonl READ.jsonl             # weights in force, and word overlap
python quality/grouping.py GOLD.jsonl READ.jsonl --halves    # fitted on one half of the incidents, measured on the other
"""

from __future__ import annotations

import argparse
import random
from itertools import combinations
from pathlib import Path

import fit_grouping
from grouped import Known, figures, group, made_war, read_annotated
from tollbook.group.cluster import cluster, components
from tollbook.group.compare import cosine
from tollbook.group.score import load_weights

# The month is told in the other wording than those that the weights were fitted on.
BUSY = 41


def overlap(known: Known, least: float) -> dict[str, int]:
    """The baseline: average linkage over the share of weighty words alone."""
    ids = sorted(known.truth)
    scores = {p: 20 * (cosine(known.facts[p[0]], known.facts[p[1]]) - least) for p in combinations(ids, 2)}
    made = [g for part in components(ids, scores) for g in cluster([known.tellings[i] for i in part], {p: scores[p] for p in combinations(part, 2)})]
    return {i: n for n, held in enumerate(made) for i in held}


def main() -> None:
    """Print a line a measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, help="JSON Lines of articles with gold.incident")
    parser.add_argument("read", type=Path, help="the same, as tollbook read gives them")
    parser.add_argument("--halves", action="store_true", help="fit on one half of the incidents, measure on the other")
    asked = parser.parse_args()
    known = read_annotated(asked.gold, asked.read)
    if asked.halves:
        incidents = sorted(set(known.truth.values()))
        random.Random(5).shuffle(incidents)  # noqa: S311 - seeded on purpose
        halves = [known.only(set(incidents[n::2])) for n in (0, 1)]
        wars = fit_grouping.wars()
        for n in (0, 1):
            weights = fit_grouping.fit([fit_grouping.rows_of(halves[n]), *wars])
            print(f"fitted on half {n}, measured on the other:", figures(halves[1 - n].truth, group(halves[1 - n], weights)), flush=True)
        return
    print("annotated articles, weights in force:", figures(known.truth, group(known, load_weights())), flush=True)
    busy = made_war(BUSY)
    print("busy month, weights in force:", figures(busy.truth, group(busy, load_weights())), flush=True)
    for least in (0.1, 0.15, 0.2):
        print(f"annotated articles, words alone above {least}:", figures(known.truth, overlap(known, least)), flush=True)


if __name__ == "__main__":
    main()
