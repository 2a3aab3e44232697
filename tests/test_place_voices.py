"""A capital that speaks for its government, and a land in a party's name, are no places of an event."""

from __future__ import annotations

import pytest

from tollbook.extract.people import is_person_word
from tollbook.model import Article, TollClaim
from tollbook.pipeline import read_article


def place(text: str) -> str | None:
    """The place of the first toll."""
    claim = next(c for c in read_article(Article(id="a", text=text)).claims if isinstance(c, TollClaim))
    return claim.where.text if claim.where is not None else None


PLACES: list[tuple[str, str | None]] = [
    ("Bangkok says four of its soldiers died in the border clash.", None),
    ("Kyiv said two of its pilots died in the battle near Pokrovsk.", "Pokrovsk"),
    ("Kyiv says 12 people were killed by missiles overnight.", None),
    ("The attack in Quetta killed nine people, Islamabad said.", "Quetta"),
    ("According to Khartoum, 20 rebels were killed in the clash near Nyala.", "Nyala"),
    ("Moscow denied that its aircraft had bombed a school in Idlib, killing 12 pupils.", "Idlib"),
    ("The Islamic State of Iraq said it killed nine policemen in Mosul.", "Mosul"),
    ("Five policemen died in the attack, which the Islamic State of Iraq and the Levant claimed.", None),
    ("Al-Qaeda in Iraq claimed the bombing that killed nine.", None),
    ("Moscow: our aircraft did not bomb them\n\nTwo soldiers were killed in a strike.", None),
    ("Quetta: Four people were killed in a bomb blast.", "Quetta"),
    # a city that is hit, and one in which somebody speaks or sits
    ("Nine people were killed in Kyiv by missiles, Kyiv said.", "Kyiv"),
    ("Tel Aviv was hit by rockets that killed two people.", "Tel Aviv"),
    ("The mayor of Kherson said two people died when shells hit the market.", "Kherson"),
    ("Police in Karachi said gunmen killed two clerks.", "Karachi"),
]


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_where_it_happened(text: str, expected: str | None) -> None:
    assert place(text) == expected


@pytest.mark.parametrize("word", ["part", "kind", "type", "sort", "piece"])
def test_words_for_how_much_are_no_persons(word: str) -> None:
    assert not is_person_word(word)
