"""The page of an incident: every figure leads to why, every claim to its words, every copy to what it copies."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_desk import demo_book, visitor
from tollbook.keep.looking import list_incidents
from tollbook.model import AttackClaim, Count, Span, TollClaim
from tollbook.web.render import figure, in_sentence, of_count, precise


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    with demo_book(tmp_path_factory.mktemp("incident")) as made:
        yield made


@pytest.fixture(scope="module")
def told(book):
    """The incident that most articles tell of, and its page."""
    incident = max(list_incidents(book).incidents, key=lambda i: (len(i.articles), i.id))
    with visitor(book) as client:
        yield incident, client.get(f"/incident/{incident.id}").text, client


def test_every_figure_of_every_group_leads_to_its_reasons(told):
    incident, html, _ = told
    links = re.findall(r'href="#(why-\d+)"', html)
    assert len(links) == len(incident.tolls) > 1
    assert any(t.group != "all" for t in incident.tolls)
    for link in links:
        block = html.split(f'id="{link}"', 1)[1].split("</details>\n</section>")[0]
        assert "The trace: every claim" in block


def test_every_link_within_the_page_leads_somewhere(told):
    _, html, _ = told
    ids = set(re.findall(r'\bid="([^"]+)"', html))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= ids
    assert len(re.findall(r'\bid="([^"]+)"', html)) == len(ids), "an id stands once"


def test_the_claims_stand_by_origin_with_their_words_marked_in_their_sentence(told):
    incident, html, _ = told
    table = html.split('class="stack claims-table"', 1)[1].split("</table>\n</section>")[0].split("</table></section>")[0]
    rows = re.findall(r'<tr id="c-(\w+)">(.*?)</tr>', table, re.DOTALL)
    assert {i for i, _ in rows} >= set(incident.claims)
    assert all("<mark>" in row for _, row in rows)
    assert any("<mark><b>" in row for _, row in rows), "the number is strong"


def test_a_copy_names_what_it_copies(told):
    _, html, client = told
    copies = re.findall(r'copy of <a href="(/article/\w+)"><bdi>([^<]+)</bdi></a>', html)
    assert copies
    assert client.get(copies[0][0]).status_code == 200


def test_all_codebooks_side_by_side_say_whose_reasons_stand_below(told):
    incident, _, client = told
    html = client.get(f"/incident/{incident.id}?codebook=all").text
    assert "The reasons below are those of" in html


@pytest.mark.parametrize(
    ("text", "quote", "shown"),
    [
        ("It was dawn. A shell fell in Homs. Rain.", "shell", ["A ", "shell", " fell in Homs."]),
        ("shell", "shell", ["shell"]),
        ("One line\nshell fell\nnext", "shell", ["shell", " fell"]),
        ("قصف صباحا. سقطت قذيفة في حمص؟ مطر", "قذيفة", ["سقطت ", "قذيفة", " في حمص؟"]),
        ("x" * 400 + " shell " + "y" * 400, "shell", ["…", "x" * 239 + " ", "shell", " " + "y" * 239, "…"]),
    ],
)  # fmt: skip
def test_words_are_shown_in_their_sentence(text, quote, shown):
    at = text.index(quote)
    claim = AttackClaim(id="a", rule="r", reading_confidence=1, quote=Span(text=quote, start=at, end=at + len(quote)))
    assert [s.text for s in in_sentence(text, claim)] == shown


@given(st.text(min_size=1, max_size=600), st.data())
def test_the_words_of_the_claim_are_always_its_quote(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    claim = AttackClaim(id="a", rule="r", reading_confidence=1, quote=Span(text=text[start:end], start=start, end=end))
    made = in_sentence(text, claim)
    assert "".join(s.text for s in made if s.claims) == text[start:end]
    assert "".join(s.text for s in made).strip("…") in text


def test_about_fourteen_is_not_fourteen():
    assert "≈14" in of_count(Count(low=14, high=14, approx=True))
    assert "≈" not in of_count(Count(low=14, high=14))
    assert "not stated" in figure(None, None, sign="≈")


def test_how_exactly_a_place_is_known_is_said_in_words():
    assert len({precise(n) for n in (None, 1, 2, 3, 4, 5, 6, 7)}) == 8


def test_a_claim_whose_number_lies_elsewhere_has_no_strong_words():
    claim = TollClaim(id="a", rule="r", reading_confidence=1, quote=Span(text="died", start=14, end=18), harm="killed", count=Count(low=3, high=3, text="3", start=0, end=1))
    assert not any(s.strong for s in in_sentence("3 people came. died.", claim) if s.claims)
