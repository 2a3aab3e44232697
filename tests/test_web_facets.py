"""The facets beside the list: every answer with how many incidents it leaves, and exactly those are left."""

from __future__ import annotations

import html as markup
import re

import pytest

from made_desk import demo_book, send, visitor
from tollbook.book import Filters
from tollbook.book.faceting import FACETS, bands
from tollbook.errors import TollbookError
from tollbook.keep.looking import list_incidents
from tollbook.web.browsing import browsing


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    with demo_book(tmp_path_factory.mktemp("facets")) as made:
        yield made


@pytest.fixture
def client(book):
    with visitor(book) as made:
        yield made


def counted(html):
    """What the page offers: facet, address, label, how many."""
    found = []
    for name, items in re.findall(r'<ul class="facet" aria-labelledby="by-(\w+)">(.*?)</ul>', html, re.DOTALL):
        for href, label, count in re.findall(r'<a[^>]*href="([^"]+)"><bdi>([^<]*)</bdi>.*?</a> <span class="figure soft">([\d,]+)</span>', items):
            found.append((name, markup.unescape(href), markup.unescape(label), int(count)))
    return found


def total(html):
    return int(re.search(r'<h1>Incidents <span class="soft small figure">(\d+)', html)[1])


def test_every_facet_of_the_list_is_there(client):
    names = {name for name, *_ in counted(client.get("/").text)}
    assert names >= {"country", "site", "harm", "method", "side", "disagreement", "review"}


@pytest.mark.parametrize("at", ["/", "/?harm=killed", "/?as_of=reported:2020-02-28T12:00Z"])
def test_an_answer_leaves_as_many_incidents_as_it_says(client, at):
    offered = counted(client.get(at).text)
    assert len(offered) > 8
    for name, href, label, count in offered:
        if at.endswith("?harm=killed") and name == "harm" and label == "killed":
            assert href == "/", "chosen already: its link takes it back"
            continue
        assert total(client.get(href).text) == count, (name, label)


def test_a_chosen_answer_is_taken_back_by_the_same_link(client):
    name, href, _, count = min((x for x in counted(client.get("/").text) if x[0] == "side"), key=lambda x: x[3])
    narrowed = client.get(href).text
    assert 'aria-current="true"' in narrowed.split(f'id="by-{name}"')[1].split("</ul>")[0]
    back = next(h for n, h, *_ in counted(narrowed) if n == name and "side=" not in h)
    assert back == "/"
    assert count < total(client.get(back).text)


def test_countries_are_named_and_places_written_as_they_are(client):
    labels = {(n, label) for n, _, label, _ in counted(client.get("/").text)}
    assert ("country", "Syria") in labels
    assert ("site", "Idlib") in labels


def test_what_is_not_known_can_be_asked_for(book, client):
    unknown = [x for x in counted(client.get("/").text) if x[2] == "not known"]
    assert unknown
    assert total(client.get("/?unknown=side").text) == sum(not i.sides for i in list_incidents(book).incidents)


def test_review_follows_decisions_and_their_undoing(tmp_path):
    with demo_book(tmp_path) as book, visitor(book) as client:
        every = book.count()
        claim = list_incidents(book).incidents[0].claims[0]
        send(client, "/decide", about=claim, verb="accept", why="read", by="Ada")
        (decision,) = book.decisions()
        some = book.count(Filters(review="decided"))
        assert 0 < some < every
        assert book.count(Filters(review="open")) == every - some
        send(client, "/decide", about=decision.id, verb="undo", why="not yet", by="Ada")
        assert book.count(Filters(review="decided")) == 0
        undone = next(d for d in book.decisions() if d.verb == "undo")
        send(client, "/decide", about=undone.id, verb="undo", why="it was right", by="Ada")
        assert book.count(Filters(review="decided")) == some


def test_a_blind_round_hides_who_decided_what(tmp_path):
    with demo_book(tmp_path) as book, visitor(book) as client:
        assert 'id="by-review"' in client.get("/").text
        send(client, "/round", round="week-19", by="Ada")
        assert 'id="by-review"' not in client.get("/").text
        assert "review" not in client.get("/incidents.json").json()["facets"]


@pytest.mark.parametrize("query", [{"unknown": "payload"}, {"review": "perhaps"}, {"review": "open", "as_of": "2024-01-01"}])
def test_what_is_no_facet_is_refused_in_one_line(query):
    with pytest.raises(TollbookError) as said:
        browsing(query)
    assert "\n" not in str(said.value)


@pytest.mark.parametrize("name", ["%", "_", "Turkey' OR 1=1 --", "\x00", "\n"])
def test_a_side_is_never_an_instruction(book, name):
    assert book.count(Filters(side=name)) == 0


def test_a_whole_place_is_not_a_part_of_one(book):
    (first, *_) = book.count_by("site")
    assert first.value is not None
    assert book.count(Filters(site=first.value)) == first.count
    assert book.count(Filters(site=first.value[:-1])) == 0


def test_apart_by_steps_hold_those_after_them():
    assert [(b.value, b.count) for b in bands([(600, 1), (5, 2), (None, 4), (0, 8)])] == [("1", 3), ("5", 3), ("10", 1), ("50", 1), ("100", 1), ("500", 1), (None, 4)]


def test_filters_of_the_form_keep_the_facets(client):
    assert '<input type="hidden" name="side" value="Turkey">' in client.get("/?side=Turkey").text


def test_facets_are_the_same_for_books_of_now_and_then():
    assert set(FACETS) == {"country", "site", "harm", "method", "side", "grade", "disagreement", "review"}
