"""Slips of the pen, the spellings that the press prints, and places of no list inside others of no list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paced import within
from tollbook.extract.place import find_places
from tollbook.extract.where import link_where
from tollbook.extract.where_form import as_where
from tollbook.gazetteer import open_gazetteer
from tollbook.gazetteer.loose import slips
from tollbook.text.sentences import split


def names(text: str) -> dict[str, str | None]:
    return {m.text: m.name for m in find_places(text, open_gazetteer())}


def path(text: str, quote: str) -> tuple[str, ...]:
    sentences = split(text)
    mentions = find_places(text, open_gazetteer(), sentences=sentences)
    start = text.index(quote)
    found = link_where(start, start + len(quote), sentences, mentions, text)
    return as_where(text, found, mentions).path if found else ()


@pytest.mark.parametrize(
    ("text", "name", "known"),
    [
        ("A mine went off in Krikuk, Iraqi police said.", "Krikuk", "Kirkuk"),
        ("A mine went off in Peshwar, Pakistan.", "Peshwar", "Peshawar"),
        ("Two were shot in Jharkand, in India.", "Jharkand", "Jharkhand"),
        # another country's city is no slip of this one's
        ("A mine went off in Krikuk, Chilean police said.", "Krikuk", None),
        # another letter makes another name
        ("A mine went off in Kirkum, Iraqi police said.", "Kirkum", None),
        # a village is no slip for a city
        ("A mine went off in Peshwar village in Pakistan.", "Peshwar", None),
        ("A mine went off in the village of Peshwar in Pakistan.", "Peshwar", None),
    ],
)
def test_a_slip_is_read_as_a_city_that_readers_know(text: str, name: str, known: str | None) -> None:
    assert names(text)[name] == known


@given(st.text(alphabet="abcdefghij ", max_size=24))
def test_a_slip_is_never_the_name_itself(key: str) -> None:
    found = slips(key)
    assert key not in found
    assert all(f[0] == key[0] and abs(len(f) - len(key)) <= 1 for f in found)


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Chechenskaya Respublika", "Chechnya"),
        ("Tall 'Afar", "Tall 'Afar"),
        ("Al Hillah", "Hillah"),
        ("Shabeellaha Hoose", "Lower Shabelle"),
        ("Corse", "Corsica"),
        ("North-West Frontier Province", "Khyber Pakhtunkhwa"),
    ],
)
def test_a_place_is_printed_as_the_press_does(name: str, printed: str) -> None:
    assert open_gazetteer().find(name)[0].name == printed


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        (
            "Two men were shot in Balyun village in Saraqin district in Paktika.",
            "were shot",
            ("Afghanistan", "Paktika", "Saraqin", "Balyun village"),
        ),
        ("Two men were shot in Balyun, near Saraqin, in Paktika.", "were shot", ("Afghanistan", "Paktika", "Balyun")),
        ("Two men were shot in Balyun in Paktika.", "were shot", ("Afghanistan", "Paktika", "Balyun")),
    ],
)
def test_a_place_of_no_list_keeps_the_one_around_it(text: str, quote: str, expected: tuple[str, ...]) -> None:
    got = path(text, quote)
    assert (*got[:-1], expected[-1]) == expected


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        # what is only explained by another place, and what somebody comes from who is told to be of it
        ("Men seized the mayor of Zarbuqat, a town just east of Mosul. Two guards were shot.", "were shot", "Zarbuqat"),
        ("Men shot a guard from Zarbuqat, south of Mosul.", "shot a guard", "Zarbuqat"),
        ("Men seized the mayor of Zarbuqat. Zarbuqat is a town near Tikrit.", "seized", "Zarbuqat"),
        ("Residents of Zarbuqat, a village in northern Iraq, saw two men shot.", "two men shot", "Zarbuqat"),
        # what a country has
        ("Men shot a teacher in southern Thailand's Zarbuqat.", "shot a teacher", "Zarbuqat"),
        ("Men shot a teacher in Thailand's Ministry of Health.", "shot a teacher", "Thailand"),
        # where somebody was going, or lives
        ("Six were hurt on a bus heading to Quetta when a bomb went off in Peshawar.", "Six were hurt", "Peshawar"),
        ("A bomb went off in Samarra. The dead resided in Basra and six were hurt.", "six were hurt", "Samarra"),
        # the town says more than the country beside it
        ("Men shot a writer in Iraq as he left a house in Mosul.", "shot a writer", "Mosul"),
        # a quarter of a town is no town far away that is called alike
        ("Two were shot in Al-Khadhra in southwestern Baghdad, in Iraq.", "were shot", "Al-Khadhra"),
    ],
)
def test_the_place_that_others_only_explain(text: str, quote: str, expected: str) -> None:
    sentences = split(text)
    mentions = find_places(text, open_gazetteer(), sentences=sentences)
    start = text.index(quote)
    found = link_where(start, start + len(quote), sentences, mentions, text)
    assert found is not None
    assert found.text == expected
    assert found.name != "Al Hadar"


def test_many_names_of_no_list_are_read_in_good_time() -> None:
    text = " ".join(f"A mine went off in Zar{'abcdefghij'[n % 10]}bu{'klmnop'[n % 6]}at, Iraq." for n in range(60))
    with within(5.0):
        find_places(text, open_gazetteer())
