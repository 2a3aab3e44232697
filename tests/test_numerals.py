"""A number reads the same in words and in digits."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.model import Article, TollClaim
from tollbook.pipeline import read_article
from tollbook.text.clean import clean
from tollbook.text.dictionary import load_parser
from tollbook.text.numerals import as_usual
from tollbook.text.parse import parse
from tollbook.text.sentences import split


def tree(text: str) -> list[tuple[str, str, str, int]]:
    return [(t.text, t.tag_, t.dep_, t.head.i) for p in parse(split(text)) for t in p.doc]


def tolls(text: str) -> list[tuple[object, ...]]:
    reading = read_article(Article(text=text, id="n", published="2024-05-06"))
    return [(c.harm, c.count.low, c.count.high, c.scope, c.where and c.where.text) for c in reading.claims if isinstance(c, TollClaim)]


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("In Brovna four residents died, in Sumy three were killed and nine hurt.", "In Brovna 4 residents died, in Sumy 3 were killed and 9 hurt."),
        ("Sixteen were fighters, and twelve others are missing.", "16 were fighters, and 12 others are missing."),
        ("One person was killed near the well.", "1 person was killed near the well."),
    ],
)
def test_words_and_digits_have_one_tree(words: str, digits: str) -> None:
    assert [row[1:] for row in tree(words)] == [row[1:] for row in tree(digits)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("4 died and twelve were hurt", "Four died and 12 were hurt"),
        ("9 died", "Nine died"),
        ("at least fifty-one men", "at least 51 men"),
        ("twenty-one men", "21 men"),
        ("two dozen men, twelve hundred boys", "two dozen men, twelve hundred boys"),
        ("one hundred and twelve men", "one hundred and twelve men"),
        ("on March 4 at 9 p.m.", "on March 4 at 9 p.m."),
        ("a boy, 5, of Highway 7", "a boy, 5, of Highway 7"),
        ("no one", "no one"),
        ("a twelve-storey house", "a twelve-storey house"),
    ],
)
def test_each_number_is_shown_in_its_usual_form(text: str, shown: str) -> None:
    assert as_usual(load_parser().make_doc(text)).text == shown


def test_the_words_as_published_stay() -> None:
    text = "Fifty-one of the 4 hundred didn't leave, and twenty-two men died."
    (parsed,) = parse(split(text))
    assert parsed.doc.text == text
    assert [t.head.i for t in parsed.doc if t.dep_ == "ROOT"] == [t.i for t in parsed.doc if t.head == t]
    assert parsed.span(0, 2).text == "Fifty-one"
    assert next(t for t in parsed.doc if t.text == "n't").lemma_ == "not"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="twenty-one 4 9 and hundred,.p m", max_size=60))
def test_any_text_keeps_its_words_and_one_tree(text: str) -> None:
    for parsed in parse(split(text)):
        assert parsed.doc.text == load_parser().make_doc(parsed.doc.text).text
        assert sum(t.head.i == t.i for t in parsed.doc) == 1


def test_an_aside_of_one_is_not_the_subject() -> None:
    said = "69 soldiers were injured, one of them critically, and {} were treated for shock."
    assert ("injured", 11, 11) in [t[:3] for t in tolls(said.format("eleven"))]
    assert tolls(said.format("eleven")) == tolls(said.format("11"))


def test_there_behind_those_counted_is_a_place() -> None:
    assert clean("Four of the victims there were women.")[0] == "Four of the victims were women."
    assert clean("Outside the towns there were no dead.")[0] == "Outside the towns there were no dead."
    text = "A raid on Bara killed 137 people. Sixty-two of the victims there were women."
    assert ("killed", 62, 62, "part", "Bara") in tolls(text)
