"""Lists under other codebooks: what is kept is what reckoning anew gives, after whatever was decided."""

from __future__ import annotations

import functools
from datetime import UTC, datetime, timedelta
from importlib import resources

import msgspec
import pytest
from sqlalchemy import func, select

from tollbook.book import open_book
from tollbook.book import tables as t
from tollbook.keep.adding import add
from tollbook.keep.checking import check, rebuild_derived
from tollbook.keep.deciding import Request, decide
from tollbook.keep.looking import every_incident, list_incidents, look
from tollbook.keep.purging import purge
from tollbook.keep.under import keep_under, rules_id
from tollbook.model import Article
from tollbook.reading import Done, read_article
from tollbook.reconcile.codebook import list_codebooks, load_codebook

REPORTS = (
    ("north-1", "2024-05-06T09:00:00Z", "North Post", "A drone struck the grain market of Odesa on Monday, killing several people, the mayor said. Two were wounded."),
    ("south-1", "2024-05-06T12:00:00Z", "South News", "At least five people died when a drone hit the grain market in Odesa on Monday, rescue workers said."),
    ("east-1", "2024-05-06T15:00:00Z", "East Times", "The grain market of Odesa was hit by a drone on Monday; nine people were killed, the regional police said."),
    ("lake-1", "2024-05-09T15:00:00Z", "Lake Times", "Gunmen shot dead dozens of farmers near Gao on Wednesday, a local official said."),
)
ARTICLES = tuple(Article(id=i, text=text, published=when, outlet=outlet) for i, when, outlet, text in REPORTS)
OTHERS = tuple(n for n in list_codebooks() if n != "house")


@functools.cache
def done(article):
    return Done(article=article, outcome=read_article(article), where=article.id)


@pytest.fixture
def book(address):
    clock = iter(datetime(2024, 6, 1, tzinfo=UTC) + timedelta(minutes=n) for n in range(100_000))
    with open_book(address, now=lambda: next(clock)) as made:
        list(add(made, map(done, ARTICLES), batch=2))
        yield made


def rows(book):
    """How many figures are kept, by incident."""
    with book.read() as view:
        c = t.reckoned.c
        return dict(view._connection.execute(select(c.incident, func.count()).group_by(c.incident)).all())


def anew(book, codebook):
    """The list, each incident reckoned with its whole reasoning."""
    return tuple(look(book, i.id, codebook=codebook).incident for i in list_incidents(book).incidents)


def same_as_anew(book):
    for name in OTHERS:
        assert list_incidents(book, codebook=name).incidents == anew(book, name), name


def incident_of(book, article):
    return next(i for i in every_incident(book) if article in i.articles)


def test_what_is_added_is_reckoned_under_every_codebook(book):
    assert rows(book) == {i.id: len(OTHERS) for i in every_incident(book)}
    assert len(rows(book)) == 2
    same_as_anew(book)
    figures = {name: tuple(i.tolls for i in list_incidents(book, codebook=name).incidents) for name in OTHERS}
    assert len(set(figures.values())) > 1, "the codebooks agree on everything: nothing is tested"


DECISIONS = {
    "reject": lambda book: Request(verb="reject", by="Ada", why="misread", about=(incident_of(book, "east-1").claims[-1],)),
    "toll": lambda book: Request(verb="toll", by="Ada", why="lists of names", about=(incident_of(book, "east-1").id,), values={"harm": "killed", "best": "8", "low": "8", "high": "8"}),
    "grade": lambda book: Request(verb="grade", by="Ada", why="read all", about=(incident_of(book, "east-1").id,), values={"grade": "fair"}),
    "same": lambda book: Request(verb="same", by="Ada", why="one raid", about=(incident_of(book, "east-1").id, incident_of(book, "lake-1").id)),
    "retract": lambda _: Request(verb="retract", by="Ada", why="withdrawn", about=("south-1",)),
}


@pytest.mark.parametrize("verb", DECISIONS)
def test_no_decision_and_no_undoing_leaves_an_old_figure(book, verb):
    before = {name: list_incidents(book, codebook=name) for name in OTHERS}
    asked = DECISIONS[verb](book)
    taken = decide(book, asked)
    assert set(rows(book)).isdisjoint(taken.incidents)
    same_as_anew(book)
    assert set(rows(book)) == {i.id for i in every_incident(book)}
    decide(book, Request(verb="undo", by="Ada", why="a slip", about=(taken.decision.id,)))
    same_as_anew(book)
    assert {name: list_incidents(book, codebook=name) for name in OTHERS} == before


def test_another_report_makes_the_figures_again(book):
    more = msgspec.structs.replace(ARTICLES[2], id="west-1", outlet="West Wire", published="2024-05-07T08:00:00Z", text=ARTICLES[2].text.replace("nine", "fourteen"))
    before = {name: incident_of(book, "east-1").claims for name in OTHERS}
    list(add(book, [done(more)]))
    assert all("west-1" in i.articles for i in every_incident(book) if "east-1" in i.articles)
    assert all(incident_of(book, "west-1").claims != c for c in before.values())
    assert rows(book) == {i.id: len(OTHERS) for i in every_incident(book)}
    same_as_anew(book)


def test_a_purge_leaves_nothing_that_was_reckoned_of_it(book):
    gone = incident_of(book, "lake-1").id
    purge(book, "lake-1", by="Ada", why="court order")
    assert gone not in rows(book)
    same_as_anew(book)


def test_making_a_book_anew_reckons_all_again(book):
    before = {name: list_incidents(book, codebook=name) for name in OTHERS}
    book.forget_derived()
    assert rows(book) == {}
    assert rebuild_derived(book) == 2
    assert rows(book) == {i.id: len(OTHERS) for i in every_incident(book)}
    assert {name: list_incidents(book, codebook=name) for name in OTHERS} == before
    assert check(book) == []


def test_what_was_reckoned_of_an_older_incident_is_not_kept(book):
    one = incident_of(book, "east-1")
    with book.read() as view:
        made, held = view.made([one.id]), view.reckoned(rules_id(load_codebook("acled")), [one.id])
    decide(book, DECISIONS["reject"](book))
    assert one.id not in rows(book)
    assert book.keep_reckoned({rules_id(load_codebook("acled")): held}, made)
    assert one.id not in rows(book)


def test_a_list_does_not_wait_for_a_writer_and_keeps_its_figures_another_time(book):
    decide(book, DECISIONS["grade"](book))
    wanted = anew(book, "acled")
    held = rows(book)
    with book.write():
        assert list_incidents(book, codebook="acled").incidents == wanted
    assert rows(book) == held
    assert list_incidents(book, codebook="acled").incidents == wanted
    assert len(rows(book)) == len(held) + 1
    # and who waits for a writer again waits as long as before
    with book.write() as w:
        assert w.keys()


def test_a_codebook_of_ones_own_is_kept_by_what_it_says(book, tmp_path):
    text = (resources.files("tollbook.reconcile") / "codebooks" / "acled.toml").read_text("utf-8")
    mine = tmp_path / "mine.toml"
    mine.write_text(text.replace('name = "acled"', 'name = "mine"', 1), "utf-8")
    first = list_incidents(book, codebook=str(mine))
    assert rows(book) == {i.id: len(OTHERS) + 1 for i in first.incidents}
    assert [t.best for i in first.incidents for t in i.tolls] == [t.best for i in list_incidents(book, codebook="acled").incidents for t in i.tolls]
    mine.write_text(mine.read_text("utf-8").replace('take = "least lower"', 'take = "majority"'), "utf-8")
    assert list_incidents(book, codebook=str(mine)).incidents == anew(book, str(mine))
    assert rows(book) == {i.id: len(OTHERS) + 2 for i in first.incidents}
    keep_under(book, ["TB-NOTHING"])
    assert rows(book) == {i.id: len(OTHERS) + 2 for i in first.incidents}
