"""How long does the desk take to answer, on a book of 10,000 incidents and 200,000 claims?

    python bench/bench_desk.py [--book BOOK] [--incidents N] [--only PAGE …]

BOOK is made where it is not there yet, which takes some minutes. Prints for each
kind of page the median and the 95th percentile in milliseconds, of a warmed
book, as the application answers in this process: without network and browser.
Processor time stands beside the clock's: on a machine that does other things,
too, only the first tells of the desk. The load of the machine is printed first.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from litestar.testing import TestClient

from made_shelf import fill
from tollbook.api.app import create_app
from tollbook.book import Book, open_book

TARGET = 100.0  # ms, p95 of a page of the list
SORTS = ("killed", "happened", "origins", "articles", "title", "last_reported", "injured")


def asked(book: Book, chance: random.Random, times: int) -> Iterator[tuple[str, list[str]]]:
    """The kinds of pages, and addresses of each."""
    page = book.incidents(limit=50)
    second = page.after or ""
    countries = [c for c in book.count_by("country") if c][:8]
    some = [chance.choice(page.incidents) for _ in range(times)]
    yield "list, first page", ["/"]
    yield "list, sorted", [f"/?sort={s}" for s in SORTS]
    yield "list, filtered", [*(f"/?country={c}" for c in countries), "/?method=shelling&killed=20", "/?place=aleppo", "/?since=2023-03-01&until=2023-04-01", "/?harm=injured"]
    yield "list, next pages", [f"/?after={second}"]
    yield "list, searched", ["/?q=killed", "/?q=people", "/?q=market+aleppo", "/?q=hospital", '/?q="at+the+bridge"', "/?q=strik*", "/?q=killed+people"]
    yield "list, another codebook", ["/?codebook=acled"]
    yield "list as JSON", ["/incidents.json", "/incidents.json?country=SY"]
    yield "incident", [f"/incident/{i.id}" for i in some]
    yield "article", [f"/article/{i.articles[0]}" for i in some]
    yield "queue", ["/queue"]
    yield "queue of pairs", ["/queue?kind=pairs"]
    yield "map", ["/incidents.geojson"]
    yield "days", ["/days.json"]
    yield "sources", ["/sources", "/sources?sort=ratio&least=5", "/sources?by=outlet&harm=killed", "/sources?q=governor"]
    yield "changes", ["/changes", "/changes?since=2020-01-01"]
    yield "changes as a feed", ["/changes.atom"]
    yield "claims of the API", ["/api/v1/claims", f"/api/v1/claims?article={some[0].articles[0]}"]
    yield "decisions of the API", ["/api/v1/decisions"]


NAMES = (
    "list, first page", "list, sorted", "list, filtered", "list, next pages", "list, searched", "list, another codebook", "list as JSON", "incident", "article",
    "queue", "queue of pairs", "map", "days", "sources", "changes", "changes as a feed", "claims of the API", "decisions of the API",
)  # fmt: skip


def main(address: Path | None, incidents: int, times: int, only: list[str]) -> None:
    """Make the book where it is not there, and time the pages."""
    logging.disable(logging.INFO)
    with tempfile.TemporaryDirectory() as folder:
        path = address or Path(folder) / "desk.db"
        fresh = not path.exists()
        with open_book(path) as book:
            if fresh:
                fill(book, incidents)
            print(f"{book.count():,} incidents; load {' '.join(f'{x:.1f}' for x in os.getloadavg())}")
            with TestClient(create_app(book), base_url="http://localhost.local") as client:
                print(f"{'page':<24} {'p50 ms':>8} {'p95 ms':>8} {'cpu p50':>8} {'cpu p95':>8} {'kB':>6} {'RSS MB':>7}")
                for name, paths in asked(book, random.Random(7), times):
                    if not only or name in only:
                        _time(client, name, paths, times)


def _time(client: TestClient, name: str, paths: list[str], times: int) -> None:  # type: ignore[type-arg]
    for path in paths:
        if (status := client.get(path).status_code) != 200:
            print(f"{name:<24} {path} answers {status}")
            return
    took, spent, size = [], [], 0
    for n in range(times):
        began, cpu = time.perf_counter(), time.process_time()
        size = len(client.get(paths[n % len(paths)]).content)
        took.append((time.perf_counter() - began) * 1000)
        spent.append((time.process_time() - cpu) * 1000)
    over = "  over" if _high(spent) > TARGET else ""
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    ms = f"{statistics.median(took):>8.1f} {_high(took):>8.1f} {statistics.median(spent):>8.1f} {_high(spent):>8.1f}"
    print(f"{name:<24} {ms} {size / 1000:>6.0f} {rss:>7.0f}{over}", flush=True)


def _high(times: list[float]) -> float:
    return sorted(times)[max(0, int(0.95 * len(times)) - 1)]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--book", type=Path, help="a book; made where it is not there; else one is made and gone afterwards")
    parser.add_argument("--incidents", type=int, default=10_000, metavar="N", help="of the book that is made")
    parser.add_argument("--times", type=int, default=40, metavar="N", help="how often each kind of page is asked for")
    parser.add_argument("--only", nargs="+", choices=NAMES, default=[], metavar="PAGE", help="of " + "; ".join(NAMES))
    given = parser.parse_args()
    main(given.book, given.incidents, given.times, given.only)
