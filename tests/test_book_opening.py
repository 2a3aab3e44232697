"""A book is found, made, brought up to date, or refused in one sentence."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import tollbook.book
from made_books import article, reading
from tollbook.book import open_book, still
from tollbook.book.address import locate, shown
from tollbook.book.guards import KEPT
from tollbook.book.opening import HEAD
from tollbook.book.tables import KEPT as KEPT_TABLES
from tollbook.book.tables import metadata
from tollbook.errors import TollbookError


def refused(address, **how):
    with pytest.raises(TollbookError) as said:
        open_book(address, **how)
    text = str(said.value)
    assert "\n" not in text
    assert text.endswith(".")
    return text


def test_a_book_is_made_where_there_is_none(bare_address):
    with open_book(bare_address) as book:
        assert list(book.kept()) == []
        assert book.check() == []
    with open_book(bare_address, create=False) as book, book.write() as w:
        assert w.add_article(article(), reading(article()), "en 1").status == "new"


def test_no_book_is_made_where_none_was_asked_for(bare_address):
    assert "There is no book" in refused(bare_address, create=False)
    assert "There is no book" in refused(bare_address, create=False)


def test_tables_are_what_the_program_takes_them_for(bare_address):
    with open_book(bare_address) as book, book.read() as view:
        context = MigrationContext.configure(view._connection, opts={"include_object": lambda _o, name, *_: "_words" not in name})
        assert compare_metadata(context, metadata) == []


def test_the_newest_step_is_the_version_of_the_program():
    steps = ScriptDirectory(str(Path(tollbook.book.__file__).parent / "migrations"))
    assert steps.get_heads() == [HEAD]
    assert tuple(table.name for table in KEPT_TABLES) == KEPT


def test_a_book_of_a_newer_version_is_refused(bare_address):
    with open_book(bare_address) as book, book.write() as w:
        w._connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    said = refused(bare_address)
    assert "newer Tollbook" in said
    assert "9999" in said


def test_what_is_no_book_is_refused(tmp_path):
    (tmp_path / "note.txt").write_text("Not a database, but long enough to be taken for the head of one. " * 20)
    assert "is not a book" in refused(tmp_path / "note.txt")
    assert "is a folder" in refused(tmp_path)
    assert "does not exist" in refused(tmp_path / "none" / "week.db")
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE article (x)")
    other.close()
    assert "but no book" in refused(tmp_path / "other.db")
    assert sqlite3.connect(tmp_path / "other.db").execute("SELECT name FROM sqlite_master").fetchall() == [("article",)]


def test_other_tables_under_our_names_are_left_alone(book_server):
    from made_books import _administered, bare_database

    address = bare_database(book_server)
    _administered(book_server, "postgres").exec_driver_sql("CREATE TABLE article (x int)")
    assert "other tables" in refused(address)


def test_a_server_that_is_not_there_is_said(tmp_path):
    said = refused(f"postgresql://desk:secret@/book?host={tmp_path}")
    assert "cannot be reached" in said
    assert "secret" not in said


@pytest.mark.parametrize(
    ("address", "driver", "database"),
    [
        ("week.db", "sqlite", "week.db"),
        ("a folder/week.db", "sqlite", "a folder/week.db"),
        ("sqlite:///week.db", "sqlite", "week.db"),
        ("sqlite:////data/week.db", "sqlite", "/data/week.db"),
        ("postgresql://desk@host/book", "postgresql+pg8000", "book"),
        ("postgres://desk@host:5433/book", "postgresql+pg8000", "book"),
        ("postgresql+psycopg2://desk@host/book", "postgresql+pg8000", "book"),
    ],
)
def test_addresses(address, driver, database):
    assert (locate(address).drivername, locate(address).database) == (driver, database)


def test_a_socket_is_written_as_postgresql_writes_it():
    url = locate("postgresql://desk:secret@/book?host=/run/pg")
    assert url.query["unix_sock"] == "/run/pg/.s.PGSQL.5432"
    assert shown(url) == "postgresql://desk:***@/book?host=%2Frun%2Fpg"


def test_the_environment_says_which_book(monkeypatch, tmp_path):
    assert locate().database == "tollbook.db"
    monkeypatch.setenv("TOLLBOOK_BOOK", str(tmp_path / "mine.db"))
    assert locate().database == str(tmp_path / "mine.db")
    assert locate("week.db").database == "week.db"


@pytest.mark.parametrize("address", ["mysql://desk:secret@host/book", "sqlite://", "oracle://x", "postgresql://desk:secret@host:port/book"])
def test_other_addresses_are_refused_without_their_password(address):
    assert "secret" not in refused(address)


# ---- where nothing can be written beside the book ---------------------------------------------------------
# A super-user may write everywhere; without these abilities it is like everybody else.
_PLAIN = ("setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner")
_READS = """
import sys
from tollbook.book import open_book
with open_book(sys.argv[1], create=False) as book:
    print(len(list(book.kept())), book.check())
    with book.write() as w:
        w.put_setting("a", "b")
"""


def _as_anybody(*words):
    plain = _PLAIN if os.getuid() == 0 else ()
    if plain and shutil.which("setpriv") is None:
        pytest.skip("The tests run as root, and setpriv is not there.")
    return subprocess.run([*plain, sys.executable, "-c", *words], capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture
def archive(tmp_path):
    """A book in a folder in which nothing can be written."""
    folder = tmp_path / "archive"
    folder.mkdir()
    with open_book(folder / "b.db") as book, book.write() as w:
        w.add_article(article(), reading(article()), "en 1")
    (folder / "b.db").chmod(0o444)
    folder.chmod(0o555)
    yield folder / "b.db"
    folder.chmod(0o755)


def test_a_book_is_read_where_nothing_can_be_written(archive):
    said = _as_anybody(_READS, archive)
    assert said.stdout == "1 []\n"
    assert said.stderr.splitlines()[-1] == (
        f"tollbook.errors.TollbookError: {archive} cannot be written: attempt to write a readonly database. "
        "Check the permissions of the file and of its folder."
    )
    assert sorted(p.name for p in archive.parent.iterdir()) == ["b.db"]


def test_an_older_book_where_nothing_can_be_written_is_said(archive):
    archive.parent.chmod(0o755)
    archive.chmod(0o644)
    with sqlite3.connect(archive) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '0001'")
    raw.close()
    archive.chmod(0o444)
    archive.parent.chmod(0o555)
    said = _as_anybody(_READS, archive)
    assert "is of another version of Tollbook, and cannot be brought to this one" in said.stderr.splitlines()[-1]


def test_a_book_that_is_written_while_it_is_read_as_it_stands_is_not_trusted(archive):
    with contextlib.closing(still._open_still(str(archive), 1.0)) as raw:
        assert raw.is_unchanged()
        os.utime(archive, ns=(1, 1))
        assert not raw.is_unchanged()


def test_a_log_beside_the_book_is_never_passed_over(archive):
    assert still._is_whole(str(archive))
    archive.parent.chmod(0o755)
    Path(f"{archive}-wal").write_bytes(b"more")
    assert not still._is_whole(str(archive))
    Path(f"{archive}-wal").unlink()


def test_a_full_disk_is_told_from_a_file_that_may_not_be_written(monkeypatch, tmp_path):
    from sqlalchemy.exc import OperationalError

    from tollbook.book.opening import plainly

    for words in ("disk I/O error", "attempt to write a readonly database", "unable to open database file"):
        error = OperationalError("", {}, sqlite3.OperationalError(words))
        monkeypatch.setattr("tollbook.book.still.shutil.disk_usage", lambda _: shutil._ntuple_diskusage(100, 100, 0))
        assert "is full" in str(plainly(error, locate(tmp_path / "b.db")))
        monkeypatch.setattr("tollbook.book.still.shutil.disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 0, 10**9))
        assert "is full" not in str(plainly(error, locate(tmp_path / "b.db")))
