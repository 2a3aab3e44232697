"""The place of a harm: innermost, nearest, with its relation."""

from __future__ import annotations

import pytest

from paced import within
from tollbook.extract.place import find_places
from tollbook.extract.where import link_where
from tollbook.extract.where_form import as_where
from tollbook.gazetteer import open_gazetteer
from tollbook.model import Where
from tollbook.text.sentences import split


def where(text: str, quote: str) -> Where | None:
    sentences = split(text)
    mentions = find_places(text, open_gazetteer(), sentences=sentences)
    start = text.index(quote)
    mention = link_where(start, start + len(quote), sentences, mentions, text)
    return None if mention is None else as_where(text, mention, mentions)


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("Nine died in the province of Idlib.", "Nine died", "the province of Idlib"),
        ("Nine died in Kurram district, in Pakistan.", "Nine died", "Kurram district"),
        ("Two died in a raid on the al-Noor camp in Rafah.", "Two died", "al-Noor camp"),
        (
            "Two died near the Al Huda Mosque, in the Sabra neighbourhood of Gaza City.",
            "Two died",
            "Sabra neighbourhood",
        ),
        ("Four were shot at Moonlight Cabaret in Portland, Oregon.", "Four were shot", "Moonlight Cabaret"),
        ("One died in the 400 block of East Cedar Street in Baltimore.", "One died", "400 block of East Cedar Street"),
        ("The governor of Hatay said nine soldiers died in Aleppo.", "nine soldiers died", "Aleppo"),
        ("A bomb went off in Mosul. Nine people died.", "Nine people died", "Mosul"),
        # the place of what the harm is measured by is its own alone
        ("Police met in Oakland. Four guards were shot, the biggest loss since nine rangers died in Waco.", "Four guards were shot", "Oakland"),
        ("Police met in Oakland. Four guards were shot, the biggest loss since nine rangers died in Waco.", "nine rangers died", "Waco"),
        ("Police met in Oakland. It was the biggest loss since nine rangers died in Waco. Two clerks were shot.", "Two clerks were shot", "Oakland"),
        ("Three died in Baghdad and five in Basra.", "five", "Basra"),
        # an office that does not speak is where somebody died; one that does is not
        ("Gunmen killed a party official in Mosul, in Nineveh province.", "Gunmen killed", "Mosul"),
        ("Officials in Baghdad said nine men died in Mosul.", "nine men died", "Mosul"),
        ("The health department of Kirkuk counted nine dead after a raid on the district of Balyunah.", "nine dead", "the district of Balyunah"),
        # what stands right behind the figure is its place, whatever is told of the province in the sentences around
        ("Shells hit the market at Balyunah in Idlib province. In May a bomb left nine dead in Saraqeb.", "nine dead", "Saraqeb"),
        ("Shells hit the Al Huda Mosque in Saraqeb. They left nine dead in Saraqeb.", "nine dead", "Al Huda Mosque"),
        # what only a town has, and where the harmed are now
        ("Shells hit Balyunah's lower quarter on Monday. Nine people died.", "Nine people died", "Balyunah"),
        ("Shells hit the village of Balyunah. Nine died.\n\nHospitals in Saraqeb asked for blood for 40 wounded.", "40 wounded", "Balyunah"),
        ("Gunmen came to the village of Balyunah. Nine died. Hundreds have walked to Saraqeb since.", "Nine died", "Balyunah"),
        ("Three guards died in the Balyunah heights on Monday.", "Three guards died", "Balyunah heights"),
        # a place that another is reckoned from
        ("A mine near Kirkuk, some ninety miles north of Baghdad, killed four men.", "killed four men", "Kirkuk"),
        ("The mayor of Samarra was shot. Samarra is sixty miles north of Baghdad.", "was shot", "Samarra"),
        ("Three men died north of Baghdad. The mine lay on a farm in Samarra.", "Three men died", "Samarra"),
        # a town told beside its province; the province of a name that is a town's, too
        ("Two men died in Helmand province. They were on patrol in Sangin district.", "Two men died", "Sangin district"),
        ("One man died in Panjwai district in Kandahar.", "One man died", "Panjwai district"),
        ("Four pilgrims from Karbala were wounded on a square in Mosul.", "were wounded", "Mosul"),
        # whose people are, and where something came from
        ("Gunmen in Goma seized two nurses. A nurse from France died on Friday.", "A nurse from France", "Goma"),
        # a jail where somebody is held by now, and one where somebody dies
        ("A shooting in Dayton killed a cook. Two men are held in the Hamilton County jail.", "Two men", "Dayton"),
        ("Three inmates died in a riot at the Tacumbu prison in Paraguay.", "Three inmates", "Tacumbu prison"),
        ("A blast near a school in Dar es Salaam killed two guards.", "two guards", "Dar es Salaam"),
        # a town told by what it belongs to
        ("Two men died in the West Bank city of Qalqilya.", "Two men died", "Qalqilya"),
        ("Two men died in the Idlib village of Balyun.", "Two men died", "Balyun"),
        ("Over 900 have died in Mexico. A mayor fled from Iguala.", "Over 900 have died", "Mexico"),
    ],
)
def test_the_place_of_a_claim(text: str, quote: str, expected: str) -> None:
    got = where(text, quote)
    assert got is not None
    assert got.text == expected
    assert text[got.start : got.end] == got.text


def test_a_quarter_lies_in_the_town_that_the_text_puts_it_into() -> None:
    got = where("Three men died in the Qahira district of northern Baghdad.", "Three men died")
    assert got is not None
    assert (got.text, got.country, got.path[-1]) == ("Qahira district", "IQ", "Qahira")


def test_no_place_is_no_place() -> None:
    assert where("Syrian officers said nine men died.", "nine men died") is None


def test_a_site_is_placed_in_its_town_and_says_that_this_is_derived() -> None:
    got = where("Two died in a raid on the al-Noor camp in Rafah, in the Gaza Strip.", "Two died")
    assert got is not None
    assert (got.country, got.derived, got.geoname_id, got.precision) == ("PS", True, None, 5)
    assert got.path[0] == "Palestinian Territory"
    assert got.path[-1] == "al-Noor camp"


@pytest.mark.parametrize(
    ("text", "relation", "precision"),
    [
        ("Six died 20 km south of Aleppo, in Syria.", "20 km south of", 2),
        ("Six died near Aleppo, in Syria.", "near", 2),
        ("Six died on the road between Damascus and Aleppo.", "on the road between Damascus and Aleppo", 5),
        ("Six died in Aleppo, in Syria.", None, 1),
    ],
)
def test_the_relation_is_kept(text: str, relation: str | None, precision: int) -> None:
    got = where(text, "Six died")
    assert got is not None
    assert (got.relation, got.precision) == (relation, precision)


def test_a_region_is_not_its_capital() -> None:
    region, town = (
        where("Nine died in Idlib province.", "Nine died"),
        where("Nine died in the city of Idlib.", "Nine died"),
    )
    assert region is not None
    assert town is not None
    assert (region.level, region.precision, town.level, town.precision) == ("region", 4, "town", 1)
    assert region.derived


@pytest.mark.parametrize(
    "text", ["1 block of " * 5_000, "in the north of " * 8_000, "Rafah camp, " * 3_000, "Al " * 20_000]
)
def test_hostile_texts_end(text: str) -> None:
    sentences = split(text)
    with within(15):
        link_where(5, 9, sentences, find_places(text, open_gazetteer(), sentences=sentences), text)


def test_a_village_of_no_list_is_put_into_no_capital_that_only_speaks():
    """The article's places lie in three countries, none of them the village's own; where one country is told it lies there."""
    denial = "Moscow: we did not do it\n\nThe ministry denied on Friday that it had carried out the strike in which ten soldiers were killed near Baljun. Talks are to be held in Ankara on a truce in Idlib."
    found = where(denial, "ten soldiers were killed")
    assert found is not None
    assert (found.text, found.path, found.lat) == ("Baljun", (), None)
    told = where("Ten soldiers were killed near Baljun on Friday. Talks are to be held on a truce in Idlib.", "Ten soldiers were killed")
    assert told is not None
    assert (told.text, told.country) == ("Baljun", "SY")
