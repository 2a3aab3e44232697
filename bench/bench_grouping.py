"""What a telling costs to group as the book grows: keys and scores, a thousand at a time.

    python bench/bench_grouping.py [--tellings N]

Tellings of a made-up war that goes on month after month at one pace; each is compared with those before it that
share a key, as `tollbook add` does. The cost is that of a day's news, so it must not grow with the book.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "quality"))

import war
from tollbook.group.block import keys_of
from tollbook.group.facts import Facts, unpack
from tollbook.group.score import load_weights, total
from tollbook.group.telling import tell
from tollbook.ledger import Telling, instant

STEP = 1000


def stream(seed: int = 3) -> Iterator[Telling]:
    """Tellings month after month, without end."""
    world = war.make_world(seed)
    for month in range(10_000):
        events = war.make_events(world, 90, 30, date(2015, 1, 1) + timedelta(days=30 * month))
        for told in war.tell_events(world, events):
            name = f"{month}-{told.article.id}"
            yield from tell(name, name, told.article, told.reading, instant(told.article.published or ""))


def main(number: int) -> None:
    """Print milliseconds and comparisons a telling, a thousand at a time."""
    weights = load_weights()
    blocks: defaultdict[str, list[Facts]] = defaultdict(list)
    spent, compared = 0.0, 0
    for n, telling in enumerate(stream(), 1):
        begun = time.process_time()
        facts = unpack(telling)
        keys = keys_of(facts)
        near = {f.id: f for k in keys for f in blocks[k]}
        for other in near.values():
            total(facts, other, weights)
        for k in keys:
            blocks[k].append(facts)
        spent += time.process_time() - begun
        compared += len(near)
        if n % STEP == 0:
            print(f"{n:>6} tellings: {1000 * spent / STEP:.2f} ms and {compared / STEP:.0f} comparisons each", flush=True)
            spent, compared = 0.0, 0
        if n >= number:
            return


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tellings", type=int, default=20_000, metavar="N", help="stop after so many")
    main(parser.parse_args().tellings)
