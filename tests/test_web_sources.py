"""Sources: what each origin and outlet said against what stands now, on the page, for programs, and after every change."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_desk import demo_book, visitor
from tollbook.book import open_book
from tollbook.book.sourced import Sourced
from tollbook.keep.checking import rebuild_derived
from tollbook.keep.deciding import Request, decide
from tollbook.keep.looking import list_incidents
from tollbook.keep.purging import purge
from tollbook.keep.sources import RANKS, in_order, reckon, sources
from tollbook.model import Article
from tollbook.reading import Done, read_article

GOVERNOR = "the regional governor Ilya Marenko"
REPORTS = (
    ("harbor-1", "2024-03-04T09:00:00Z", "Harbor Post", f"Shells hit the bus station of Kharkiv on Monday, killing four people, {GOVERNOR} said."),
    ("tribune-1", "2024-03-04T12:00:00Z", "Tribune", "The governor of the Kharkiv region, Ilya Marenko, said seven people were killed on Monday when shells struck a bus station in Kharkiv."),
    ("valley-1", "2024-03-04T13:00:00Z", "Valley <b>News</b>", "At least six people died in Monday's shelling of the bus station in Kharkiv, hospital officials said."),
)  # fmt: skip


def row(**given):
    return msgspec.structs.astuple(Sourced(**({"incident": "1", "by": "origin", "name": "police", "kind": "police", "harm": "killed", "claims": 1} | given)))


@pytest.fixture
def book(tmp_path):
    from tollbook.keep.adding import add

    with open_book(tmp_path / "b.db") as made:
        articles = (Article(id=i, text=text, published=when, outlet=outlet) for i, when, outlet, text in REPORTS)
        list(add(made, (Done(article=a, outcome=read_article(a), where=a.id) for a in articles)))
        yield made


def found(book, name, by="origin", harm="killed"):
    return next(s for s in sources(book, harm) if s.by == by and name in s.name)


def test_an_origin_that_moved_its_figure_is_told_as_revised(book):
    governor, hospital = found(book, "Marenko"), found(book, "hospital")
    assert (governor.up, governor.down, governor.foremost, governor.shared, governor.compared) == (1, 0, 1, 1, 1)
    assert governor.ratio == pytest.approx(4 / 7, abs=0.001)
    assert (governor.difference, governor.under, governor.over) == (-3, 1, 0)
    assert (hospital.up, hospital.foremost, hospital.difference, hospital.alone) == (0, 0, -1, 0)
    assert governor.few


def test_an_outlet_is_told_by_what_it_printed(book):
    assert [(s.name, s.foremost, s.difference) for s in sources(book) if s.by == "outlet"] == [("Harbor Post", 1, -3), ("Tribune", 0, 0), ("Valley <b>News</b>", 0, -1)]


def test_a_figure_that_a_person_set_is_the_one_compared_with(book):
    ident = list_incidents(book).incidents[0].id
    decide(book, Request(verb="toll", by="Ada", why="counted", about=(ident,), values={"harm": "killed", "low": "8", "best": "8", "high": "8"}))
    assert found(book, "Marenko").difference == -4


def test_a_struck_out_claim_counts_no_more(book):
    claim = next(c.id for c in next(book.kept(sources=["tribune-1"])).reading.claims)
    decide(book, Request(verb="reject", by="Ada", why="of another day", about=(claim,)))
    assert (found(book, "Marenko").up, found(book, "Marenko").difference) == (0, -2)
    assert "Tribune" not in {s.name for s in sources(book)}


def test_nothing_is_left_of_what_was_purged_and_all_is_the_same_when_made_anew(book):
    before = sources(book)
    rebuild_derived(book)
    assert sources(book) == before
    purge(book, "valley-1", by="Ada", why="court order")
    assert not [s for s in sources(book) if "hospital" in s.name or "Valley" in s.name]


def test_words_without_a_number_are_counted_and_never_compared():
    (made,) = reckon([row(claims=3, best=9), row(incident="2", first=5, last=5, best=None), row(incident="3", first=0, last=0, best=0)])
    assert (made.incidents, made.claims, made.compared, made.ratio, made.difference) == (3, 5, 1, None, 0)


def test_the_middle_half_lies_between_the_quartiles_once_there_are_five():
    few = reckon([row(incident=str(n), first=n, last=n, best=10) for n in (1, 10, 20, 40)])[0]
    more = reckon([row(incident=str(n), first=n, last=n, best=10) for n in (1, 8, 10, 20, 40)])[0]
    assert (few.ratio_low, few.ratio_high, few.few) == (0.1, 4.0, True)
    assert (more.ratio_low, more.ratio_high, more.ratio, more.few) == (0.8, 2.0, 1.0, False)


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.none() | st.integers(0, 9), st.none() | st.integers(0, 9)), max_size=20), st.sampled_from(RANKS), st.booleans())
def test_every_order_holds_the_same_and_leaves_the_unknown_last(rows, rank, ascending):
    named = sorted(enumerate(rows), key=lambda item: item[1][0])
    made = reckon([row(incident=str(n), name=name, first=a, last=a, best=b) for n, (name, a, b) in named])
    ordered = in_order(made, rank, ascending=ascending)
    assert sorted(s.name for s in ordered) == sorted(s.name for s in made)
    known = [getattr(s, rank) is not None for s in ordered]
    assert known == sorted(known, reverse=True)


def test_the_page_escapes_sorts_and_filters(book):
    with visitor(book) as client:
        page = client.get("/sources")
        assert page.status_code == 200
        assert "Valley &lt;b&gt;News" in page.text
        assert "few cases" in page.text
        names = [s["name"] for s in client.get("/sources.json?by=outlet&sort=name&way=up").json()["sources"]]
        assert names == ["Valley <b>News</b>", "Tribune", "Harbor Post"]
        assert client.get("/sources.json?q=MARENKO&harm=killed").json()["count"] == 1
        assert client.get("/sources.json?least=2").json()["count"] == 0
        assert client.get("/sources.json?kind=nobody").json()["count"] == 0


@pytest.mark.parametrize("query", ["sort=bogus", "by=me", "least=-1", "least=²", "harm=hurt", "start=x", "way=left"])
def test_an_address_that_means_nothing_is_said(tmp_path, query):
    with demo_book(tmp_path) as book, visitor(book) as client:
        assert client.get(f"/sources?{query}").status_code == 400
