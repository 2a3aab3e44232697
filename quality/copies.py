"""How well copies are told from stories of their own, at several strengths of editing.

    python quality/copies.py [--stories 150] [--seed 7]

Prints, for each kind of pair, how often it is called a copy and how often the
lookup keys would have brought the two together; then articles a second.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import made_stories as made
from tollbook.copies import compare, keys, lookups, sign
from tollbook.model import Article

Maker = Callable[[random.Random], tuple[Article, Article]]


def _edited(**how: object) -> Maker:
    def pair(rng: random.Random) -> tuple[Article, Article]:
        event = made.make_event(rng)
        story = made.tell(event, rng.randrange(4), rng)
        agency = rng.choice([None, rng.choice(made.AGENCIES)])
        first = made.article(story, "a", rng, place=event.slots["place"], agency=agency, hour=8)
        return first, made.article(made.edit(story, rng, **how), "b", rng, place=event.slots["place"], agency=rng.choice([None, agency]), hour=10)  # type: ignore[arg-type]

    return pair


def _merged(rng: random.Random) -> tuple[Article, Article]:
    event = made.make_event(rng)
    way = rng.randrange(4)
    story, own = made.tell(event, way, rng), made.tell(event, (way + 2) % 4, rng, facts=12)
    took = rng.sample(story, 4)
    return made.article(story, "a", rng, hour=8), made.article([own[0], *took[:2], *own[1:7], *took[2:], *own[7:]], "b", rng, hour=10)


def _unlike(rng: random.Random) -> tuple[Article, Article]:
    event = made.make_event(rng)
    way = rng.randrange(4)
    return made.article(made.tell(event, way, rng), "a", rng, hour=8), made.article(made.tell(event, (way + rng.randint(1, 3)) % 4, rng), "b", rng, hour=10)


def _pattern(rng: random.Random) -> tuple[Article, Article]:
    """Two events told by one desk in the same words: a form with other names and figures."""
    way = rng.randrange(4)
    first, other = made.make_event(rng), made.make_event(rng)
    while any(first.slots[k] == other.slots[k] for k in ("place", "name", "k", "day")):
        other = made.make_event(rng)
    return made.article(made.tell(first, way, rng), "a", rng, hour=8), made.article(made.tell(other, way, rng), "b", rng, hour=10)


COPIES: dict[str, Maker] = {
    "re-headlined": _edited(),
    "cut to a third": _edited(keep=0.34),
    "moved, 5 % of words": _edited(shuffled=True, replaced=0.05),
    "cut by half, 10 % of words": _edited(keep=0.5, replaced=0.10),
    "moved, 20 % of words": _edited(shuffled=True, replaced=0.20),
    "cut by half, 30 % of words": _edited(keep=0.5, replaced=0.30),
    "moved, 40 % of words": _edited(shuffled=True, replaced=0.40),
    "four paragraphs in a story of its own": _merged,
}
OTHERS: dict[str, Maker] = {"same event, own words": _unlike, "same words, other event": _pattern}


def trigrams_shared(a: Article, b: Article) -> float:
    """The part of the later's word trigrams that stand in the earlier, as published work counts it."""
    one, other = ({s for row in sign(x).rows for s in row.shingles} for x in (a, b))
    return len(one & other) / max(1, len(other))


def measure(stories: int, seed: int) -> dict[str, tuple[float, float, float]]:
    """For each kind of pair: trigrams shared, share called copies, share that meet under a key."""
    found = {}
    for kind, maker in (COPIES | OTHERS).items():
        rng = random.Random(f"{seed} {kind}")  # noqa: S311 - seeded on purpose
        called = met = 0
        shared = 0.0
        for _ in range(stories):
            a, b = maker(rng)
            one, other = sign(a), sign(b)
            called += compare(one, other) is not None
            met += bool(set(keys(one)) & set(lookups(other)))
            shared += trigrams_shared(a, b)
        found[kind] = (shared / stories, called / stories, met / stories)
    return found


def speed(stories: int, seed: int) -> tuple[float, float]:
    """Articles signed a second with their keys, and pairs compared a second."""
    rng = random.Random(seed)  # noqa: S311 - seeded on purpose
    texts = [made.article(made.tell(made.make_event(rng), rng.randrange(4), rng, facts=12), f"s{i}", rng) for i in range(stories)]
    start = time.process_time()
    signed = [sign(a) for a in texts]
    for one in signed:
        keys(one)
    signing = time.process_time() - start
    pairs = list(combinations(signed[:60], 2))
    start = time.process_time()
    for one, other in pairs:
        compare(one, other)
    return stories / signing, len(pairs) / (time.process_time() - start)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=150)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    print(f"{'kind of pair':40} {'trigrams':>9} {'called':>7} {'keys':>6}")
    for kind, (shared, called, met) in measure(args.stories, args.seed).items():
        print(f"{kind:40} {shared:9.2f} {called:7.3f} {met:6.3f}")
    signed, compared = speed(args.stories, args.seed)
    print(f"signed with keys: {signed:,.0f} articles a second; compared: {compared:,.0f} pairs a second (CPU time)")


if __name__ == "__main__":
    main()
