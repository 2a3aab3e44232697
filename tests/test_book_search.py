"""Common words: the latest hits are found without sorting all of them, and are the same."""

from __future__ import annotations

import random

import pytest

from made_books import Clock, article, reading
from tollbook.book import open_book
from tollbook.book import search as words


@pytest.fixture
def shuffled(address):
    """A book whose articles came in another order than they were published, one of them read again."""
    chance = random.Random(3)
    with open_book(address, now=Clock()) as book:
        days = [n % 28 + 1 for n in range(60)]
        chance.shuffle(days)
        with book.write() as w:
            for n, day in enumerate(days):
                said = f"At least {n + 1} traders were killed" + (" near the mill." if n % 5 == 0 else ".")
                of = article(f"delta-{n}", text=said, published=f"2021-03-{day:02}", title=f"Market hit {'again' if n % 3 else 'twice'}")
                added = w.add_article(of, reading(of), "en 1")
                if n == 7:
                    w.add_reading(added.key, reading(of, low=99), "en 2")
        yield book


QUERIES = ("killed", "traders killed", '"were killed"', "mill", "trad*", "again", "nothing such", "killed mill again")


def test_going_back_from_the_latest_gives_what_sorting_all_gives(shuffled, monkeypatch):
    plain = {(q, limit): shuffled.search(q, limit=limit) for q in QUERIES for limit in (1, 7, 59, 60, 100)}
    stamps = {k.key: k.reported for k in shuffled.kept()}
    for hits in plain.values():
        for of_claims in (True, False):
            told = [stamps[h.key] for h in hits if (h.claim is not None) == of_claims]
            assert told == sorted(told, reverse=True)
    monkeypatch.setattr(words, "_FEW", 0)
    monkeypatch.setattr(words, "_SORTED", 10**9)
    for step in (7, 250):
        monkeypatch.setattr(words, "_STEP", step)
        assert {(q, limit): shuffled.search(q, limit=limit) for q, limit in plain} == plain


def test_common_words_are_not_all_fetched(shuffled, monkeypatch):
    monkeypatch.setattr(words, "_FEW", 0)
    monkeypatch.setattr(words, "_SORTED", 10**9)
    monkeypatch.setattr(words, "_STEP", 5)
    if not shuffled.address.endswith(".db"):
        pytest.skip("PostgreSQL plans such questions by itself")
    with shuffled.read() as view:
        query = {"query": '"killed"', "limit": 3}
        assert [h.source for h in words._newest(view._connection, "claim", query)] == [h.source for h in shuffled.search("killed", limit=3) if h.claim]
        assert words._newest(view._connection, "claim", {"query": '"nothing"', "limit": 3}) == []


def test_words_that_only_old_articles_hold_are_found_all_the_same(shuffled, monkeypatch):
    plain = shuffled.search("mill", limit=50)
    monkeypatch.setattr(words, "_FEW", 0)
    monkeypatch.setattr(words, "_SORTED", 10**9)
    monkeypatch.setattr(words, "_STEP", 2)
    monkeypatch.setattr(words, "_FARTHEST", 0.01)
    assert shuffled.search("mill", limit=50) == plain
