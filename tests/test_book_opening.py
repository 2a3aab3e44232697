"""A book is found, made, brought up to date, or refused in one sentence."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import tollbook.book
from made_books import article, reading
from tollbook.book import open_book
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
