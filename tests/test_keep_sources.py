"""How sources fared, kept in step: after a change only what it touched is reckoned again, and the answer is the same."""

from __future__ import annotations

import pytest

from made_desk import demo_book
from tollbook.book import View
from tollbook.keep import sources as module
from tollbook.keep.deciding import Request, decide
from tollbook.keep.queue import Queue
from tollbook.keep.sources import reckon, sources


@pytest.fixture
def book(tmp_path):
    with demo_book(tmp_path) as made:
        yield made


def afresh(book, harm=None):
    return tuple(sorted(reckon(book.sourced(harm=harm)), key=lambda s: (s.by, s.name, s.kind)))


def test_after_each_change_the_sources_are_what_reckoning_all_gives(book, monkeypatch):
    monkeypatch.setattr(module, "_SHARE", 1.0)
    assert sources(book) == afresh(book) != ()
    whole = []
    plain = View.sourced
    monkeypatch.setattr(View, "sourced", lambda view, **given: whole.append(given) or plain(view, **given))
    sources(book, "killed")
    assert len(whole) == 1
    for item in Queue(book).claims(limit=6):
        done = decide(book, Request(verb="reject", by="Ada", why="not said", about=(item.claim.id,)))
        assert sources(book) == afresh(book)
        assert sources(book, "killed") == afresh(book, "killed")
        decide(book, Request(verb="undo", by="Ada", why="it was", about=(done.decision.id,)))
    pair = next(p for p in Queue(book).pairs() if not p.together)
    decide(book, Request(verb="same", by="Ada", why="one raid", about=(pair.a.telling.id, pair.b.telling.id)))
    assert sources(book) == afresh(book)
    source = book.incidents().incidents[0].articles[0]
    book.purge(source, why="law", by="Ada")
    assert sources(book) == afresh(book)
    assert len(whole) == 1  # never all of it again


def test_many_touched_sources_are_reckoned_together(book):
    sources(book)
    with book.write() as w:
        w.forget_derived()
    assert sources(book) == ()
    assert not any(name in str(row) for name in ("governor", "agency") for row in _notes(book))


def _notes(book):
    from tollbook.book import tables as t

    with book.read() as view:
        return view._connection.execute(t.unsourced.select()).all()
