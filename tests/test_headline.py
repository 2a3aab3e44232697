"""The title as a text of its own: read where the body is silent, never counted twice, kept in the book."""

from __future__ import annotations

import json
import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.book import open_book
from tollbook.exporters.lines import encode_line
from tollbook.extract.headline import moved, newsworthy, told_in_all
from tollbook.keep.adding import add
from tollbook.keep.looking import every_incident
from tollbook.model import Article, Reading, Span, TollClaim
from tollbook.reading import Done, read_article
from tollbook.reconcile.codebook import load_codebook
from tollbook.reconcile.evidence import evidence_of
from tollbook.reconcile.explain import explain_incident

WALL = "Sign in to go on reading. Thank you for being a subscriber of this paper."


def _read(title, text=WALL):
    return read_article(Article(id="a", text=text, title=title, published="2016-04-03", outlet="Alder Post"))


def _tolls(reading):
    main = next((i for i in reading.incidents if i.main), None)
    return {t.harm: t.best for t in (main.tolls if main else ()) if t.group == "all"}


@pytest.mark.parametrize(
    ("title", "tolls"),
    [
        ("4 people shot in southeast Alder", {"injured": 4, "casualties": 4}),
        ("Alder man killed, two hurt in shooting | KXX News", {"killed": 1, "injured": 2}),
        ("KXX News :: Police: woman wounded in shooting", {"injured": 1}),
        ("NINE WOUNDED IN BAR SHOOTING", {"injured": 9}),
        ("Council passes the budget for 12 schools", {}),
        ("", {}),
    ],
)
def test_a_silent_body_leaves_it_to_the_title(title, tolls):
    found = _read(title)
    assert _tolls(found) == tolls
    assert found.claims == ()
    assert bool(found.headline) == bool(tolls)


@pytest.mark.parametrize("title", ["4 people shot in Alder", "KXX News | Two men wounded, one man killed in shooting - Alder Post"])
def test_spans_are_the_titles_own_words(title):
    for claim in _read(title).headline:
        assert title[claim.quote.start : claim.quote.end] == claim.quote.text
        if claim.count.start is not None:
            assert title[claim.count.start : claim.count.end] == claim.count.text


def test_the_body_goes_first():
    found = _read("Five people shot in Alder", "Two people were wounded in a shooting in Alder on Sunday.")
    assert found.headline == ()
    assert _tolls(found) == {"injured": 2}


def test_a_title_that_stands_in_the_text_is_read_once():
    found = _read("Two guards killed in attack", "Two guards killed in attack\n\nSign in to go on.")
    assert found.headline == ()
    assert _tolls(found) == {"killed": 2}


def test_output_names_the_headline_only_where_there_is_one():
    assert "headline" not in json.loads(encode_line(_read("Rain in Alder")))
    row = json.loads(encode_line(_read("4 people shot in Alder")))
    assert [c["quote"]["text"] for c in row["headline"]] == ["4 people shot"]
    assert {c["incident"] for c in row["headline"]} == {row["incidents"][0]["id"]}


def test_one_explanation_for_titles_and_bodies():
    told = [
        (a, read_article(a))
        for a in (
            Article(id="a", text=WALL, title="Two men killed in Alder shooting", published="2016-04-03", outlet="Alder Post"),
            Article(id="b", text="Two men were killed in a shooting in Alder.", published="2016-04-03", outlet="Brook Times"),
        )
    ]
    killed = next(t for t in explain_incident(evidence_of(told), load_codebook("house")).tolls if t.toll.harm == "killed")
    assert (killed.toll.best, killed.toll.origins) == (2, 2)


def test_the_book_keeps_and_counts_it(tmp_path):
    article = Article(id="a", text=WALL, title="4 people shot in Alder", published="2016-04-03", outlet="Alder Post")
    reading = read_article(article)
    with open_book(tmp_path / "t.db") as book:
        assert [o.status for o in add(book, [Done(article=article, outcome=reading)])] == ["new"]
        (incident,) = every_incident(book)
        assert {t.harm: t.best for t in incident.tolls if t.group == "all"} == {"injured": 4, "casualties": 4}
        assert incident.claims == (reading.headline[0].id,)
        assert not [f for f in book.check() if f.check in ("spans", "claims")]


@given(st.text(max_size=200))
def test_any_title_is_cut_within_itself(title):
    found = newsworthy(title)
    assert found is None or 0 <= found[0] < found[1] <= len(title)


def test_a_hostile_title_is_read_in_time():
    title = " | ".join(["shot"] * 2_000)
    assert newsworthy(title) == (0, len(title))


@given(st.integers(0, 1_000))
def test_moving_there_and_back_changes_nothing(by):
    (claim,) = _read_once()
    assert moved(moved(claim, by), -by) == claim
    assert isinstance(moved(claim, by), TollClaim)


def _read_once(kept={}):  # noqa: B006 - made once for all examples
    if not kept:
        kept["found"] = _read("4 people shot in Alder").headline
    return kept["found"]


def test_behind_the_text_no_offset_is_one_of_the_text():
    article = Article(id="a", text=WALL, title="4 people shot in Alder")
    whole = told_in_all(article, _read("4 people shot in Alder"))
    assert all(c.quote.start > len(WALL) for c in whole.claims)
    assert told_in_all(article, Reading(article="a")) == Reading(article="a")
    assert msgspec.structs.asdict(moved(Span(text="4", start=0, end=1), 3)) == {"text": "4", "start": 3, "end": 4}


# ---- in the book: words of a title are words of the title, on every page and in everything that leaves -------
@pytest.fixture(scope="module")
def kept_book(tmp_path_factory):
    article = Article(id="wall-1", text=WALL, title="Four people shot in Alder, sheriff says", published="2024-05-15", outlet="Alder Post")
    with open_book(tmp_path_factory.mktemp("headline") / "b.db") as book:
        assert [o.status for o in add(book, [Done(article=article, outcome=read_article(article), where="wall-1")])] == ["new"]
        yield book


def _row(book):
    from tollbook.keep.exporting import claims

    return next(r for r in claims(book) if r["kind"] == "toll")


def test_an_exported_claim_of_a_title_has_the_titles_offsets(kept_book):
    from tollbook.keep.exporting import articles

    row, (article,) = _row(kept_book), articles(kept_book, texts=True)
    assert row["within"] == "title"
    spans = [row["quote"], row["count"], *row["attribution"]]
    assert [article["title"][s["start"] : s["end"]] for s in spans] == [s.get("text") or s["speaker"] for s in spans]


def test_the_desk_marks_the_words_of_the_title(kept_book):
    from made_desk import visitor

    ident = _row(kept_book)["id"]
    with visitor(kept_book) as client:
        page = client.get("/article/wall-1").text
        data = client.get("/article/wall-1.json").json()
        asked = client.get("/queue").text
        home = client.get(f"/incident/{_row(kept_book)['incident']}").text
    head, _, body = page.partition("</h1>")
    assert f'data-claims="{ident}"><b>Four</b></mark>' in head
    assert "<mark" not in body
    assert data["claims"] == []
    (claim,) = data["headline"]
    assert data["article"]["title"][claim["quote"]["start"] : claim["quote"]["end"]] == claim["quote"]["text"]
    assert "<b>Four</b></mark>" in asked
    assert "<b>Four</b></mark>" in home
    assert "<mark></mark>" not in asked + home
    assert not re.search(r"<mark[^>]*>(<b>)?(</b>)?</mark>", page)


def test_a_claim_of_a_title_is_put_right_with_words_of_the_title(kept_book):
    from tollbook.errors import TollbookError
    from tollbook.keep.deciding import Request, decide

    def correct(**values):
        return decide(kept_book, Request(verb="correct", by="Ada", why="as it stands", about=(ident,), values=values))

    ident = _row(kept_book)["id"]
    with pytest.raises(TollbookError, match="title of article wall-1"):
        correct(speaker=WALL.split(maxsplit=1)[0])
    correct(speaker="sheriff", count="Four", low="4", high="5")
    row = _row(kept_book)
    assert (row["state"], row["count"]["high"], row["attribution"][0]["start"]) == ("corrected", 5, 27)
    made = decide(kept_book, Request(verb="add", by="Ada", why="missed", about=("wall-1",), values={"quote": "shot in Alder", "harm": "casualties"}))
    assert made.decision.claim.quote.start > len(WALL)
    decide(kept_book, Request(verb="undo", by="Ada", why="not missed", about=(made.decision.id,)))


def test_a_sentence_of_a_title_in_a_terminal(kept_book):
    from click.testing import CliRunner

    from tollbook.cli.group import main

    said = CliRunner().invoke(main, ["explain", _row(kept_book)["id"], "--book", kept_book.address]).stdout
    assert "[Four people shot]" in " ".join(said.split())
    assert "in its title" in said
