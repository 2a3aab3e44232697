"""Which of the places of one name is meant: by a country's institutions, by what the text puts it into, by whose name it is."""

from __future__ import annotations

import pytest

from tollbook.extract.place import find_places
from tollbook.extract.place_institutions import MOST, institutions
from tollbook.extract.place_lexicon import load_lexicon
from tollbook.extract.place_tokens import tokens_of
from tollbook.gazetteer import open_gazetteer
from tollbook.lang import load
from tollbook.text.sentences import split


def paths(text: str) -> dict[str, tuple[str, ...]]:
    return {m.text: m.path for m in find_places(text, open_gazetteer())}


def marks(text: str) -> dict[str, int]:
    return dict(institutions(tokens_of(text, split(text), load_lexicon())))


@pytest.mark.parametrize("rule", load("institutions")["rule"], ids=lambda rule: rule["id"])
def test_every_list_of_institutions_holds_for_its_example(rule: dict[str, str]) -> None:
    assert marks(rule["example"]).get(rule["country"], 0) >= 2


def test_a_text_of_nobodys_institutions_speaks_of_no_country() -> None:
    assert marks("Two guards died when a shell fell on a market.") == {}


def test_one_mark_said_twice_is_one_and_many_are_no_more_than_enough() -> None:
    assert marks("The sheriff saw the sheriff.") == {"US": 1}
    every = next(r["words"] for r in load("institutions")["rule"] if r["country"] == "US").replace("+", " ")
    assert marks(every) == {"US": MOST}


def test_no_mark_belongs_to_two_countries() -> None:
    rows = load("institutions")["rule"]
    words = [w for r in rows for w in r["words"].split()]
    assert len(words) == len(set(words))


LOCAL = "The school board closed the high school. The sheriff's deputies asked the district attorney and the county clerk."


@pytest.mark.parametrize(
    ("text", "name", "begins"),
    [
        # a paper full of one country's institutions means its own town
        (f"Two men were held in Athens on Friday. {LOCAL}", "Athens", ("United States",)),
        ("Two men were held in Athens on Friday, a port worker said.", "Athens", ("Greece",)),
        # and still the country where the text speaks of that
        (f"Syria and Lebanon, which has 18 sects, border Israel. {LOCAL}", "Lebanon", ("Lebanon",)),
        # what the text puts into a state is no country
        ("Fiddlers came to Palestine, Texas, from afar.", "Palestine", ("United States", "Texas")),
        ("Shells fell on Palestine, Lebanon and Syria.", "Palestine", ("Palestinian Territory",)),
        ("They spoke of Iraq, Iran and Syria.", "Iraq", ("Iraq",)),
        # a sub-district that the list calls a town
        ("A mosque fell in the Al-Iskandariyah sub-district of Babil province.", "Al-Iskandariyah", ("Iraq", "Babil")),
        # every second town has a Lenin district, and that of another town is none of this one's
        ("A lamp fell in the Leninskiy district of Grozny.", "Leninskiy", ()),
        # a province that nobody knows is no hamlet abroad
        ("A patrol was hit in the Babel province.", "Babel", ()),
        ("Nine were hurt in the town of Al Sadiyah.", "Al Sadiyah", ()),
        # the one country that the article speaks of outweighs a larger namesake
        ("A mosque fell in Iskandariya. Such attacks are frequent in Iraq.", "Iskandariya", ("Iraq", "Babil")),
        # told of a place only
        ("Tal Afar is two hundred miles northwest of Baghdad.", "Tal Afar", ("Iraq", "Nineveh")),
        ("Two were shot in Um Qasr, south of Basra.", "Um Qasr", ("Iraq", "Basra")),
    ],
)
def test_the_sense_of_a_name(text: str, name: str, begins: tuple[str, ...]) -> None:
    found = paths(text)
    assert name in found
    assert found[name][: max(1, len(begins))] == begins


@pytest.mark.parametrize(
    "text",
    [
        "Adnan Al-Safi, a journalist, was shot. Al-Safi was a chairman.",
        "Bashir Orozkov ran. A bomb went off outside Orozkov's home.",
        "Gunmen fired at Mawlawi Balyun, who lives.",
        "The Union of Courts wrote it, and a report of the Council of Elders did.",
    ],
)
def test_people_are_no_places(text: str) -> None:
    assert paths(text) == {}
