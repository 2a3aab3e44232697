"""The page of an incident: every figure leads to why, every claim to its words, every copy to what it copies."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_desk import demo_book, visitor
from tollbook.book import open_book
from tollbook.keep.adding import add
from tollbook.keep.looking import list_incidents
from tollbook.model import Article, AttackClaim, Count, Incident, Reading, Span, TollClaim
from tollbook.reading import Done
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


ARABIC = "جريدة الميناء"


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    """A book of one report without a date, by an outlet whose name runs from the right; and a visitor of an empty one."""
    text = "Seven people were killed in Homs."
    claim = TollClaim(
        id="0d0d0d0d0001", rule="en.made", reading_confidence=0.8, quote=Span(text=text[:-1], start=0, end=len(text) - 1), harm="killed", incident="1",
        count=Count(low=7, high=7, text="Seven", start=0, end=5),
    )  # fmt: skip
    reading = Reading(article="u-1", claims=(claim,), incidents=(Incident(id="1", main=True, claims=(claim.id,)),))
    with open_book(tmp_path_factory.mktemp("odd") / "odd.db") as made:
        assert [o.status for o in add(made, [Done(article=Article(id="u-1", text=text, outlet=ARABIC), outcome=reading, where="u-1")])] == ["new"]
        with visitor(made) as client:
            yield client, next(i.id for i in list_incidents(made).incidents)


def test_a_report_without_a_date_has_none_anywhere(odd):
    client, ident = odd
    page = client.get(f"/incident/{ident}").text
    assert '<span class="unknown">undated</span>' in page
    assert "Reports without a date stand at the moment when the book learned of them" in page
    article = client.get("/article/u-1").text
    assert "undated: when the book learned of it" in article
    assert article.count('<span class="unknown">not stated</span>') == 2, "neither when nor where"


@pytest.mark.parametrize("path", ["/article/u-1", "/queue", "/incident/{}", "/incident/{}/sheet"])
def test_a_name_from_the_right_does_not_turn_the_figures_beside_it(odd, path):
    """Without isolation "8 May" after an Arabic name is shown with its 8 before the name (Unicode UAX 9, 3.3.4)."""
    client, ident = odd
    page = client.get(path.format(ident)).text
    bare = re.sub(r"<bdi[^>]*>[^<]*</bdi>|<title>.*?</title>|dir=\"auto\">(?:<a[^>]*>)?[^<]*<|<svg.*?</svg>|<option[^<]*", "", page, flags=re.DOTALL)
    assert ARABIC in page
    assert ARABIC not in bare


def test_an_empty_book_says_that_it_is_empty(tmp_path):
    with open_book(tmp_path / "empty.db") as made, visitor(made) as client:
        assert "This book holds no incident yet" in client.get("/").text
        assert "No incident fits" in client.get("/?harm=killed").text
        assert "Nothing in this queue waits" in client.get("/queue").text
        for path in ("/sources", "/changes", "/help"):
            assert client.get(path).status_code == 200
