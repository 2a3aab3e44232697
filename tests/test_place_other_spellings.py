"""Places in another spelling, places that no gazetteer holds, and places of something else."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.extract.place import find_places
from tollbook.extract.where import link_where
from tollbook.gazetteer import open_gazetteer
from tollbook.gazetteer.fold import fold
from tollbook.gazetteer.loose import loose
from tollbook.text.sentences import split


def names(text: str) -> list[tuple[str, str | None]]:
    return [(m.text, m.name) for m in find_places(text, open_gazetteer())]


def place(text: str, quote: str, *, carry: bool = True) -> str | None:
    sentences = split(text)
    mentions = find_places(text, open_gazetteer(), sentences=sentences)
    start = text.index(quote)
    found = link_where(start, start + len(quote), sentences, mentions, text, carry=carry)
    return found.text if found else None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Paktya", "Paktiya", True),
        ("Paktia", "Paktika", False),
        ("Deir Ezzor", "Deir ez-Zor", True),
        ("Khogyani", "Khugyani", True),
        ("Homs", "Hama", False),
    ],
)
def test_coats_of_a_name(one: str, other: str, same: bool) -> None:
    assert (loose(fold(one)) == loose(fold(other)) != "") is same


@given(st.text(max_size=40))
def test_any_text_has_a_coat_without_doubles(name: str) -> None:
    found = loose(fold(name))
    assert all(a != b for a, b in itertools.pairwise(found))


def test_another_spelling_is_found_in_the_articles_country_only() -> None:
    assert ("Deir Ezzor", "Deir ez-Zor") in names("Syrian jets bombed a camp near Deir Ezzor, in Syria, on Friday.")
    assert ("Deir Ezzor", None) in names("Chilean police searched a camp near Deir Ezzor, in Chile, on Friday.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nine died in the shelling of Zarbuqat on Monday.", [("Zarbuqat", None)]),
        ("Six were hurt in the attack on Zarbu Qat on Monday.", [("Zarbu Qat", None)]),
        ("Nine died in the attack on Hezbollah on Monday.", []),
        ("Col. Zarbuqat spoke. Nine died in the attack on Zarbuqat on Monday.", []),
        ("Radio Saraqeb said that it was quiet.", []),
        ("The Sahel Wire reported it.", []),
        ("North and South talked.", []),
        ("#Bakhmut: two medics hurt.", [("Bakhmut", "Bakhmut")]),
        ("TWO DIED WHEN A MINE WENT OFF NEAR TECOLUCA.", [("TECOLUCA", "Tecoluca")]),
    ],
)
def test_cues_of_places(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("Four bodies were found in Baghdad's Zarbu district.", "Four bodies", "Zarbu"),
        ("The body of a man from Mosul was found in Kirkuk.", "The body of a man", "Kirkuk"),
        ("A raid was made in Mosul. He is suspected of attacks in Basra. Two died.", "Two died", "Mosul"),
        ("Police were told of it in Kirkuk; in Mosul two died.", "two died", "Mosul"),
        ("In Mosul four men died, in Basra nobody was hurt.", "four men died", "Mosul"),
        ("In Aleppo province troops killed two in the town of Manbij. A child died.", "A child died", "Manbij"),
    ],
)
def test_the_place_of_this_event(text: str, quote: str, expected: str) -> None:
    assert place(text, quote) == expected


def test_a_sum_takes_a_country_from_around_but_no_town() -> None:
    assert place("A bomb went off in Mosul. This year 900 people died.", "900 people died", carry=False) is None
    assert place("A bomb went off in Iraq. This year 900 people died.", "900 people died", carry=False) == "Iraq"
