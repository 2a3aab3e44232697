"""A writer is killed at any moment: nothing it acknowledged is lost, nothing half-written is seen."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tollbook.book import open_book

TESTS = str(Path(__file__).parent)

# The writer is a fork of a process that has everything loaded, so that a round takes milliseconds. It adds three
# articles a transaction, says so when the book has them, and is killed after so many words, a little later each time.
ROUNDS = """
import json, os, random, signal, sys, time
sys.path.insert(0, sys.argv[3])
from made_books import article, reading
from tollbook.book import open_book

address, rounds = sys.argv[1], int(sys.argv[2])
fresh = "{n}" in address
draw = random.Random(5)
open_book(address.format(n="warm")).close()

def write(name, n, out):
    with open_book(name) as book:
        for batch in range(10_000):
            with book.write() as w:
                for part in range(3):
                    sent = article(f"r{n}-{batch}-{part}", text=f"At least {batch} were killed. " + "Much more was said. " * 50)
                    w.add_article(sent, reading(sent), "en 1")
            os.write(out, b"%d\\n" % batch)

said, books = {}, set()
for n in range(rounds):
    name = address.format(n=n)
    books.add(name)
    read, out = os.pipe()
    child = os.fork()
    if not child:
        try:
            write(name, n, out)
        finally:
            os._exit(1)
    os.close(out)
    heard = b""
    wanted = 0 if fresh else draw.randrange(4)
    while heard.count(b"\\n") < wanted:
        heard += os.read(read, 4096)
    time.sleep(draw.random() * (0.3 if fresh else 0.01))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(read, 65536):
        heard += more
    os.close(read)
    said[n] = heard.count(b"\\n")
print(json.dumps([said, sorted(books)]))
"""


def kill(address, rounds):
    done = subprocess.run([sys.executable, "-c", ROUNDS, address, str(rounds), TESTS], capture_output=True, text=True, check=True, timeout=300)
    said, books = json.loads(done.stdout.splitlines()[-1])
    return {int(n): count for n, count in said.items()}, books


def batches(book):
    """How many articles of each batch of each round the book holds."""
    found: dict[tuple[int, int], int] = {}
    for kept in book.kept():
        n, batch, _ = kept.source.removeprefix("r").split("-")
        found[int(n), int(batch)] = found.get((int(n), int(batch)), 0) + 1
    return found


def check_nothing_lost(book, said):
    found = batches(book)
    assert set(found.values()) <= {3}, "a transaction was kept in part"
    for n, count in said.items():
        there = sorted(batch for m, batch in found if m == n)
        assert there == list(range(len(there)))
        # what was kept just before the word of it could be said may be there, too
        assert count <= len(there) <= count + 1
    assert book.check() == []


@pytest.mark.parametrize("rounds", [40])
def test_a_writer_killed_at_any_moment_loses_nothing_it_acknowledged(empty_book, tmp_path, rounds):
    path = tmp_path / "week.db"
    path.write_bytes(empty_book.read_bytes())
    said, _ = kill(str(path), rounds)
    assert len(said) == rounds
    assert sum(said.values()) >= rounds
    with open_book(path) as book:
        check_nothing_lost(book, said)


def test_a_client_of_a_server_killed_at_any_moment_loses_nothing_it_acknowledged(request):
    from made_books import emptied_database

    address = emptied_database(request.getfixturevalue("book_server"))
    said, _ = kill(address, 10)
    with open_book(address) as book:
        check_nothing_lost(book, said)


def test_a_book_whose_making_was_killed_is_made_by_the_next(tmp_path):
    said, books = kill(str(tmp_path / "week-{n}.db"), 12)
    assert len(books) == 12
    for n, name in ((n, name) for n in said for name in books if name.endswith(f"-{n}.db")):
        with open_book(name) as book:
            check_nothing_lost(book, {n: said[n]})


def test_a_commit_waits_for_the_disk(tmp_path):
    """Power cannot be cut in a test: SQLite's promise for `synchronous=FULL` (2) in WAL mode is what there is to check."""
    with open_book(tmp_path / "week.db") as book, book.write() as w:
        asked = {name: w._connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("synchronous", "journal_mode", "foreign_keys")}
    assert asked == {"synchronous": 2, "journal_mode": "wal", "foreign_keys": 1}
