"""Whoever listens hears of every change once, in order, also after the line was lost."""

from __future__ import annotations

import asyncio

import msgspec
import pytest
from litestar.testing import TestClient

from made_books import Clock, article, reading
from tollbook.api.app import create_app
from tollbook.book import open_book
from tollbook.keep.adding import add
from tollbook.keep.deciding import Request, decide
from tollbook.reading import Done
from tollbook.web.events import MOST, Streams, changes


@pytest.fixture
def book(empty_book, tmp_path):
    path = tmp_path / "b.db"
    path.write_bytes(empty_book.read_bytes())
    with open_book(path, now=Clock()) as made:
        yield made


def keep(book, name, text="At least 30 stallholders were killed."):
    made = article(name, text)
    list(add(book, [Done(article=made, outcome=reading(made), where=name)]))
    return book.last_moment()


async def no_wait(_seconds):
    return None


def heard(book, since, *, looks=1, meanwhile=None):
    """What comes after so many looks; `meanwhile` happens between two of them."""

    async def sleep(_seconds):
        if meanwhile is not None:
            meanwhile()

    async def listen():
        return [m async for m in changes(book, since, sleep=sleep, looks=looks)]

    return asyncio.run(listen())


def told(messages):
    return [(m.event, m.id) for m in messages if m.event in ("change", "reset")]


def test_every_moment_is_told_once_and_in_order(book):
    first = keep(book, "delta-1")
    assert told(heard(book, None)) == []
    second, third = keep(book, "delta-2"), keep(book, "delta-3")
    assert told(heard(book, first)) == [("change", second), ("change", third)]
    assert told(heard(book, second)) == [("change", third)]
    assert told(heard(book, third)) == []


def test_what_comes_while_one_listens_is_told(book):
    names = iter(["delta-2", "delta-3"])
    keep(book, "delta-1")
    messages = heard(book, None, looks=3, meanwhile=lambda: (name := next(names, None)) and keep(book, name))
    assert len(told(messages)) == 2
    assert told(messages) == sorted(told(messages))


def test_an_empty_book_is_listened_to(book):
    messages = heard(book, None, looks=2, meanwhile=lambda: book.last_moment() or keep(book, "delta-1"))
    assert [e for e, _ in told(messages)] == ["change"]


def test_a_change_names_its_incidents_and_nothing_of_their_words(book):
    before = keep(book, "delta-1")
    incident = book.incidents().incidents[0].id
    decide(book, Request(verb="grade", by="Ada", why="<script>seen</script>", about=(incident,), values={"grade": "fair"}))
    (change,) = [m for m in heard(book, before) if m.event == "change"]
    assert msgspec.json.decode(change.data) == {"recorded": change.id, "incidents": [incident]}


def test_who_missed_too_much_is_told_to_load_again(book):
    first = keep(book, "delta-1")
    for n in range(MOST + 1):
        with book.write() as w:
            w.withdraw("delta-1", by="Ada", why=f"{n}", reported=f"2021-03-05T00:{n // 60:02}:{n % 60:02}Z")
    messages = heard(book, first)
    assert told(messages) == [("reset", book.last_moment())]


def test_the_line_says_where_to_go_on(book):
    first = keep(book, "delta-1")
    second = keep(book, "delta-2")
    with TestClient(create_app(book, secret="s" * 32)) as client:
        for answer in (client.get("/events", params={"since": first, "once": "1"}), client.get("/events?once=1", headers={"Last-Event-ID": first})):
            assert answer.headers["content-type"].startswith("text/event-stream")
            assert answer.headers["cache-control"] == "no-store"
            assert f"id: {second}" in answer.text
            assert "event: change" in answer.text
        for wrong in ("x", "2021-99-99T00:00:00.000000Z", "' OR 1=1", "9" * 300):
            assert client.get("/events", params={"since": wrong, "once": "1"}).status_code == 400
            assert client.get("/events", params={"once": "1"}, headers={"Last-Event-ID": wrong}).status_code == 400


def test_too_many_listeners_are_turned_away(book):
    app = create_app(book, secret="s" * 32)
    app.state.streams = Streams(most=0)
    with TestClient(app) as client:
        answer = client.get("/events?once=1")
        assert answer.status_code == 503
        assert answer.headers["retry-after"]


def test_a_line_that_is_left_counts_no_more(book):
    streams = Streams()

    async def listen():
        stream = streams.counted(changes(book, None, sleep=no_wait))
        async for _ in stream:
            assert streams.open == 1
            break
        await stream.aclose()

    asyncio.run(listen())
    assert streams.open == 0
