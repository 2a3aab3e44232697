"""Sessions outlive the server, and nothing that opens one stands in the book."""

from __future__ import annotations

import asyncio
import json

import pytest
from litestar.testing import TestClient

from made_books import Clock
from made_desk import send
from tollbook.book import open_book
from tollbook.book import tables as t
from tollbook.keep.accounts import add_account
from tollbook.web.app import create_app
from tollbook.web.session_store import BookSessions, hashed, secret_of

WORD = "correct horse battery"
YEAR = 365 * 24 * 3600


@pytest.fixture
def book(tmp_path):
    with open_book(tmp_path / "desk.db", now=Clock()) as made:
        yield made


def started(book, **given):
    """The desk as it is started anew."""
    return TestClient(create_app(book, **given), base_url="http://testserver.local")


def rows(book):
    with book.read() as view:
        return [dict(row) for row in view._connection.execute(t.session.select()).mappings()]


def test_a_name_said_once_still_stands_after_a_restart(book):
    with started(book) as client:
        send(client, "/name", by="Ada")
        cookies = dict(client.cookies)
    with started(book) as client:
        client.cookies.update(cookies)
        assert "Ada" in client.get("/").text
        # a form of the page that was open before the restart is still ours
        assert send(client, "/name", by="Ben").status_code == 200
        assert "Ben" in client.get("/").text


def test_a_sign_in_outlives_the_server_and_a_sign_out_ends_it_for_every_server(book):
    add_account(book, "Rita", "review", WORD)
    with started(book, team=True) as client:
        form = {"_csrf_token": client.get("/login").cookies["tollbook-csrf"], "name": "Rita", "password": WORD, "next": "/"}
        assert client.post("/login", data=form).status_code == 200
        cookies = dict(client.cookies)
    with started(book, team=True) as one, started(book, team=True) as other:
        for client in (one, other):
            client.cookies.update(cookies)
            assert client.get("/", follow_redirects=False).status_code == 200
        one.post("/logout", data={"_csrf_token": cookies["tollbook-csrf"]})
        other.cookies.update(cookies)
        assert other.get("/", follow_redirects=False).status_code == 303
    assert rows(book) == []


def test_the_book_holds_neither_the_id_nor_what_is_said_once(book):
    with started(book) as client:
        send(client, "/name", by="Ada")
        ident = client.cookies["tollbook-session"].partition(".")[0]
    (row,) = rows(book)
    assert row["key"] == hashed(ident) != ident
    assert json.loads(row["payload"]) == {"name": "Ada"}
    before = rows(book)
    store = BookSessions(book)
    asyncio.run(store.set(ident, json.dumps({"name": "Ada", "said": "Kept."}), 10**9))
    assert rows(book) == before
    assert json.loads(asyncio.run(store.get(ident))) == {"name": "Ada", "said": "Kept."}
    # another server tells nothing that was said once here
    assert json.loads(asyncio.run(BookSessions(book).get(ident))) == {"name": "Ada"}


def test_a_session_ends_with_its_time_and_the_row_goes_with_the_next_one(book):
    now = [1_000_000]
    store = BookSessions(book, clock=lambda: now[0])
    asyncio.run(store.set("one", json.dumps({"name": "Ada"}), 60))
    now[0] += 59
    assert asyncio.run(store.exists("one"))
    now[0] += 2
    assert not asyncio.run(store.exists("one"))
    asyncio.run(store.set("two", json.dumps({"name": "Ben"}), 60))
    assert [r["key"] for r in rows(book)] == [hashed("two")]
    asyncio.run(store.delete_all())
    assert rows(book) == []


def test_a_session_of_nothing_that_lasts_is_in_memory_alone(book):
    store = BookSessions(book)
    asyncio.run(store.set("one", json.dumps({"said": "Kept."}), YEAR))
    assert rows(book) == []
    assert json.loads(asyncio.run(store.get("one"))) == {"said": "Kept."}
    asyncio.run(store.delete("one"))
    assert asyncio.run(store.get("one")) is None


def test_memory_holds_only_so_many(book, monkeypatch):
    monkeypatch.setattr("tollbook.web.session_store.MOST", 3)
    store = BookSessions(book)
    for n in range(9):
        asyncio.run(store.set(str(n), json.dumps({"said": str(n)}), YEAR))
    assert len(store._held) == 3


def test_the_secret_is_the_books_own_and_no_part_of_its_clock(book):
    moment = book.last_moment()
    assert secret_of(book) == secret_of(book) != ""
    with book.write() as w:
        assert w.put_setting("desk secret", "another") == secret_of(book)
    assert book.last_moment() == moment
