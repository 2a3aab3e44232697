"""How long does the desk take to answer, on a book of 10,000 incidents and 200,000 claims?

    python bench/bench_desk.py [BOOK] [INCIDENTS]

BOOK is made where it is not there yet, which takes some minutes. Prints for each
kind of page the median and the 95th percentile in milliseconds, of a warmed
book, as the application answers in this process: without network and browser.
Processor time stands beside the clock's: on a machine that does other things,
too, only the first tells of the desk.
"""

from __future__ import annotations

import logging
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from litestar.testing import TestClient

from made_shelf import fill
from tollbook.book import Book, open_book
from tollbook.web.app import create_app

TIMES = 40
TARGET = 100.0  # ms, p95 of a page of the list


def asked(book: Book, chance: random.Random) -> Iterator[tuple[str, list[str]]]:
    """The kinds of pages, and addresses of each."""
    page = book.incidents(limit=50)
    second = page.after or ""
    countries = [c for c in book.count_by("country") if c][:8]
    some = [chance.choice(page.incidents) for _ in range(TIMES)]
    yield "list, first page", ["/"]
    yield "list, sorted", [f"/?sort={s}" for s in ("killed", "happened", "origins", "articles", "title", "last_reported", "injured")]
    yield "list, filtered", [*(f"/?country={c}" for c in countries), "/?method=shelling&killed=20", "/?place=aleppo", "/?since=2023-03-01&until=2023-04-01", "/?harm=injured"]
    yield "list, next pages", [f"/?after={second}"]
    yield "list, searched", ["/?q=killed", "/?q=market+aleppo", "/?q=hospital", '/?q="at+the+bridge"']
    yield "list, another codebook", ["/?codebook=acled"]
    yield "list as JSON", ["/incidents.json", "/incidents.json?country=SY"]
    yield "incident", [f"/incident/{i.id}" for i in some]
    yield "article", [f"/article/{i.articles[0]}" for i in some]
    yield "queue", ["/queue"]
    yield "map", ["/incidents.geojson"]
    yield "days", ["/days.json"]
    yield "sources", ["/sources", "/sources?sort=ratio&least=5", "/sources?by=outlet&harm=killed", "/sources?q=governor"]
    yield "changes", ["/changes", "/changes?since=2020-01-01"]
    yield "changes as a feed", ["/changes.atom"]


def main(address: str | None, incidents: int) -> None:
    """Make the book where it is not there, and time the pages."""
    logging.disable(logging.INFO)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(address or Path(folder) / "desk.db")
        fresh = not path.exists()
        with open_book(path) as book:
            if fresh:
                fill(book, incidents)
            print(f"{book.count():,} incidents")
            with TestClient(create_app(book), base_url="http://localhost.local") as client:
                print(f"{'page':<24} {'p50 ms':>8} {'p95 ms':>8} {'cpu p50':>8} {'cpu p95':>8} {'kB':>6}")
                for name, paths in asked(book, random.Random(7)):
                    _time(client, name, paths)


def _time(client: TestClient, name: str, paths: list[str]) -> None:  # type: ignore[type-arg]
    for path in paths:
        if (status := client.get(path).status_code) != 200:
            print(f"{name:<24} {path} answers {status}")
            return
    took, spent, size = [], [], 0
    for n in range(TIMES):
        began, cpu = time.perf_counter(), time.process_time()
        size = len(client.get(paths[n % len(paths)]).content)
        took.append((time.perf_counter() - began) * 1000)
        spent.append((time.process_time() - cpu) * 1000)
    over = "  over" if _high(took) > TARGET else ""
    print(f"{name:<24} {statistics.median(took):>8.1f} {_high(took):>8.1f} {statistics.median(spent):>8.1f} {_high(spent):>8.1f} {size / 1000:>6.0f}{over}", flush=True)


def _high(times: list[float]) -> float:
    return sorted(times)[int(0.95 * len(times)) - 1]


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None, int(sys.argv[2]) if len(sys.argv) > 2 else 10_000)
