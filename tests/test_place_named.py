"""Places that only names of schools, offices and posts tell."""

from __future__ import annotations

import pytest

from tollbook.extract.place_named import named_after, nearest_named
from tollbook.gazetteer import open_gazetteer
from tollbook.model import Article, PlaceMention
from tollbook.pipeline import read_article
from tollbook.text.sentences import split


def named(text: str) -> tuple[PlaceMention, ...]:
    from tollbook.extract.place import find_places

    gazetteer = open_gazetteer()
    found = named_after(text, split(text), find_places(text, gazetteer), gazetteer)
    assert all(text[m.start : m.end] == m.text for m in found)
    return found


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("A bomb exploded near Mosul University.", "Mosul", "IQ"),
        ("Two clerks of the Paktika High Court were kidnapped. Afghan police are searching.", "Paktika", "AF"),
        ("Gunmen shot a member of the Hawija council. Such killings are frequent in Iraq.", "Hawija", "IQ"),
        ("Three guards of the Basra Zoo were shot dead. It was a quiet week in Iraq.", "Basra", "IQ"),
    ],
)
def test_what_is_named_after_a_town(text: str, name: str, country: str) -> None:
    (first, *_) = named(text)
    assert (first.text, first.country) == (name, country)


@pytest.mark.parametrize(
    "text",
    ["The Supreme Court was silent.", "John Hospital died.", "A member of the Central Committee was shot in France."],
)
def test_what_is_no_town_gives_none(text: str) -> None:
    assert named(text) == ()


def test_a_place_told_outright_wins() -> None:
    text = "A professor of Mosul University was shot dead in Tikrit on Monday. Such killings are frequent in Iraq."
    (claim,) = read_article(Article(id="a", text=text)).claims
    assert claim.where is not None
    assert claim.where.text == "Tikrit"


def test_the_country_holds_it() -> None:
    text = "A bomb exploded near Mosul University."
    (mosul,) = named(text)
    assert nearest_named(2, split(text), (mosul,), "IQ") == mosul
    assert nearest_named(2, split(text), (mosul,), "US") is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A mine killed three builders of a bridge in Paktika. The blast took place in Ghazni province.", "Ghazni"),
        ("Gunmen killed a judge from Baghdad in Iraq. The killing occurred in Tikrit.", "Tikrit"),
        ("A mine killed three builders in Tikrit. The attack took place in Iraq.", "Tikrit"),
        ("A mine killed a teacher in the Republic of Dagestan.", "Dagestan"),
    ],
)
def test_a_sentence_that_tells_nothing_but_where(text: str, place: str) -> None:
    claim = read_article(Article(id="a", text=text)).claims[0]
    assert claim.where is not None
    assert place in claim.where.text
