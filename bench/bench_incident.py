"""How long does one incident of many reports take to be added, opened, explained, replayed and put on a sheet?

    python bench/bench_incident.py [--sizes 10 40 130 300] [--folder FOLDER] [--only WHAT …]

Makes a book of one incident for each size, five claims a report, and prints for
everything that a person asks of it the processor time in seconds, the best of
a few times; for pages their size, too. Each is asked anew: nothing that the desk
holds from one answer to the next is taken.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import logging
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from litestar.testing import TestClient

from made_massacre import reports
from tollbook.api.app import create_app
from tollbook.book import Book, open_book
from tollbook.cli import main as program
from tollbook.keep.adding import add
from tollbook.keep.looking import look, timeline
from tollbook.ledger import AsOf
from tollbook.web.pages import pictures

Work = Callable[[], object]
NAMES = ("added", "page", "page as JSON", "page, replayed", "line", "chart", "sheet", "show", "show --diff", "explain", "accept a claim", "reject a claim")


def works(book: Book, path: Path, client: TestClient, ident: str) -> Iterator[tuple[str, Work]]:  # type: ignore[type-arg]
    """What is asked of the incident, by name; each gives what it printed or answered."""
    shown = look(book, ident)
    times = sorted(k.reported for k in shown.case.kept.values())
    middle, late = times[len(times) // 2], times[-1]

    def got(address: str) -> Work:
        def ask() -> object:
            pictures._held.clear()  # noqa: SLF001 - what is held would hide what it costs
            answer = client.get(address)
            assert answer.status_code == 200, f"{address} answers {answer.status_code}"  # noqa: S101 - a bench of errors is none
            return answer.content

        return ask

    def ran(*words: str) -> Work:
        def run() -> object:
            said = io.StringIO()
            with contextlib.redirect_stdout(said), contextlib.suppress(SystemExit):
                program([*words, "--book", str(path)])
            return said.getvalue().encode()

        return run

    yield "page", got(f"/incident/{ident}")
    yield "page as JSON", got(f"/incident/{ident}.json")
    yield "page, replayed", got(f"/incident/{ident}?as_of=reported:{middle}")
    yield "line", lambda: timeline(book, look(book, ident, as_of=AsOf(clock="reported", time=late)))
    yield "chart", got(f"/incident/{ident}/chart.json")
    yield "sheet", got(f"/incident/{ident}/sheet")
    yield "show", ran("show", ident)
    yield "show --diff", ran("show", ident, "--diff", middle, late)
    yield "explain", ran("explain", ident)
    claims = [c.id for c in shown.case.tolls]
    yield "accept a claim", ran("decide", "accept", claims[0], "--by", "Bench", "--why", "seen")
    yield "reject a claim", ran("decide", "reject", claims[len(claims) // 2], "--by", "Bench", "--why", "seen")


def _spent(work: Work, times: int) -> tuple[float, int]:
    best, size = float("inf"), 0
    for _ in range(times):
        began = time.process_time()
        made = work()
        best = min(best, time.process_time() - began)
        size = len(made) if isinstance(made, bytes) else 0
    return best, size


def main(sizes: list[int], folder: str | None, only: list[str], times: int) -> None:
    """Make the books where they are not there, and time what is asked."""
    logging.disable(logging.INFO)
    found: dict[str, dict[int, tuple[float, int]]] = {name: {} for name in NAMES}
    print(f"load {' '.join(f'{x:.1f}' for x in os.getloadavg())}; seconds of processor time, and kB", flush=True)
    with tempfile.TemporaryDirectory() as made:
        for count in sizes:
            path = Path(folder or made) / f"incident-{count}.db"
            fresh = not path.exists()
            with open_book(path) as book:
                if fresh:
                    found["added"][count] = _spent(lambda book=book, count=count: list(add(book, reports(count))), 1)  # type: ignore[misc]
                (incident,) = book.incidents(limit=1).incidents
                assert len(incident.articles) == count, f"{len(incident.articles)} of {count} reports are in the incident"  # noqa: S101 - else another thing is measured
                with TestClient(create_app(book), base_url="http://localhost.local") as client:
                    for name, work in works(book, path, client, incident.id):
                        if not only or name in only:
                            found[name][count] = _spent(work, 1 if name.endswith("a claim") else times)
            print(f"{count} reports done", flush=True)
    print(f"{'':<16}" + "".join(f"{n:>18}" for n in sizes))
    for name, row in found.items():
        cells = (f"{row[n][0]:.2f}" + (f" ({row[n][1] / 1000:.0f} kB)" if row[n][1] else "") if n in row else "-" for n in sizes)
        print(f"{name:<16}" + "".join(f"{c:>18}" for c in cells))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 40, 130, 300], metavar="N", help="reports of the incident")
    parser.add_argument("--folder", help="where to make the books; else they are gone afterwards")
    parser.add_argument("--only", nargs="+", choices=NAMES, default=[], metavar="WHAT", help="of " + "; ".join(NAMES))
    parser.add_argument("--times", type=int, default=2, metavar="N", help="how often each is asked; the best counts")
    given = parser.parse_args()
    main(given.sizes, given.folder, given.only, given.times)
