"""Many readers and one writer at a time, in one process and in several."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from made_books import article, reading
from tollbook.book import open_book
from tollbook.errors import TollbookError


def test_a_second_writer_waits_then_gets_one_clear_sentence(address):
    with open_book(address) as book, open_book(address, wait=0.05) as other, book.write() as w:
        w.add_article(article(), reading(article()), "en 1")
        with pytest.raises(TollbookError, match="is being written by another process") as said, other.write():
            pass
        assert "\n" not in str(said.value)
        # readers neither wait nor see it
        assert list(other.kept()) == []


def test_a_second_writer_writes_when_the_first_is_done(address):
    with open_book(address) as book, open_book(address) as other:
        begun, done = threading.Event(), []

        def second():
            begun.set()
            with other.write() as w:
                done.append(w.add_article(article(), reading(article()), "en 1").status)

        with book.write() as w:
            w.add_article(article(), reading(article()), "en 1")
            thread = threading.Thread(target=second)
            thread.start()
            begun.wait()
        thread.join()
        assert done == ["same"]
        assert len(list(book.kept())) == 1


def test_two_writers_and_readers_at_once(address):
    """Both offer the same articles; each is kept once, and a reader never sees half a transaction."""
    wrong: list[str] = []
    finished = threading.Event()

    def write(book, statuses):
        for n in range(12):
            with book.write() as w:
                for part in "ab":
                    sent = article(f"{n}-{part}")
                    statuses.append(w.add_article(sent, reading(sent), "en 1").status)

    def read(book):
        while not finished.is_set():
            seen = [k.source for k in book.kept()]
            if len(seen) % 2:
                wrong.append(f"{len(seen)} articles")

    with open_book(address) as first, open_book(address) as second:
        statuses: list[list[str]] = [[], []]
        writers = [threading.Thread(target=write, args=(b, s)) for b, s in zip((first, second), statuses, strict=True)]
        readers = [threading.Thread(target=read, args=(b,)) for b in (first, second)]
        for thread in (*readers, *writers):
            thread.start()
        for thread in writers:
            thread.join()
        finished.set()
        for thread in readers:
            thread.join()
        assert wrong == []
        assert sorted(statuses[0] + statuses[1]) == ["new"] * 24 + ["same"] * 24
        assert len(list(first.kept())) == 24
        assert first.check() == []


def test_processes_that_make_one_book_at_once_make_one(tmp_path):
    code = (
        "import sys; sys.path.insert(0, sys.argv[2])\n"
        "from made_books import article, reading\n"
        "from tollbook.book import open_book\n"
        "with open_book(sys.argv[1]) as book, book.write() as w:\n"
        "    print(w.add_article(article(), reading(article()), 'en 1').status)\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "week.db"), str(Path(__file__).parent)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    said = [process.communicate(timeout=120) for process in running]
    assert sorted(out.strip() for out, _ in said) == ["new", "same", "same"], said
