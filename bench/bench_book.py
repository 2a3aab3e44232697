"""Does the book stay as quick as it grows? Adds a war by construction and times each thousand articles.

    python bench/bench_book.py [--articles N] [--folder FOLDER]

Prints one line a thousand: milliseconds an article, memory, the book's size.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import tempfile
import time
from pathlib import Path

from made_war import articles
from tollbook.book import open_book
from tollbook.keep.adding import add
from tollbook.keep.looking import list_incidents


def main(count: int, step: int = 1000, where: str | None = None) -> None:
    """Fill a book and print what each step cost."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(where or folder) / "bench.db"
        stream = articles(count)
        print(f"{'articles':>9} {'ms each':>8} {'cpu ms':>8} {'RSS MB':>7} {'book MB':>8} {'incidents':>9} {'list ms':>8}")
        with open_book(path) as book:
            done = 0
            while chunk := list(itertools.islice(stream, step)):
                began, cpu = time.perf_counter(), time.process_time()
                for _ in add(book, chunk):
                    pass
                each = (time.perf_counter() - began) / len(chunk) * 1000
                spent = (time.process_time() - cpu) / len(chunk) * 1000
                done += len(chunk)
                asked = time.perf_counter()
                list_incidents(book, limit=50)
                listed = (time.perf_counter() - asked) * 1000
                rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                size = sum(p.stat().st_size for p in path.parent.glob("bench.db*")) / 1e6
                print(f"{done:>9,} {each:>8.1f} {spent:>8.1f} {rss:>7.0f} {size:>8.1f} {book.count():>9,} {listed:>8.1f}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000, metavar="N")
    parser.add_argument("--folder", help="where to make the book; else it is gone afterwards")
    asked = parser.parse_args()
    main(asked.articles, where=asked.folder)
