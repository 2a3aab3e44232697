"""Places in texts: what is one, what is none, and which is meant."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paced import within
from tollbook.extract.place import find_places
from tollbook.extract.place_lexicon import load_lexicon
from tollbook.gazetteer import open_gazetteer
from tollbook.lang import load


def found(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(m.text, m.level, m.country) for m in find_places(text, open_gazetteer())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mortars hit Saraqeb in Idlib province.", [("Saraqeb", "town", "SY"), ("Idlib", "region", "SY")]),
        ("A mine killed a farmer in the province of Idlib.", [("Idlib", "region", "SY")]),
        (
            "Jurors met in Rapides Parish, Louisiana.",
            [("Rapides Parish", "district", "US"), ("Louisiana", "region", "US")],
        ),
        ("The mayor of Paris, Texas, resigned.", [("Paris", "town", "US"), ("Texas", "region", "US")]),
        ("Paris was calm, and so was the rest of France.", [("Paris", "town", "FR"), ("France", "country", "FR")]),
        ("COLUMBUS, Ohio (AP) - Rain fell.", [("COLUMBUS", "town", "US"), ("Ohio", "region", "US")]),
        ("U.S. troops left Iraq.", [("U.S.", "country", "US"), ("Iraq", "country", "IQ")]),
        ("Snow fell on Huntington, W.Va., all night.", [("Huntington", "town", "US"), ("W.Va.", "region", "US")]),
        ("Militias took El Fasher in Darfur.", [("El Fasher", "town", "SD"), ("Darfur", "area", "SD")]),
        ("Two were shot in Rafah in the Gaza Strip.", [("Rafah", "town", "PS"), ("Gaza Strip", "region", "PS")]),
        ("Two were shot in Rafah in Egypt.", [("Rafah", "town", "EG"), ("Egypt", "country", "EG")]),
    ],
)
def test_names_are_resolved(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "George Washington slept here.",
        "The Boston Globe printed it.",
        "Paris Hilton sang.",
        "A loan of the Bank of China fell due.",
        "Gen. Sydney spoke to Syrian and Turkish officers.",
        "Many were nice, and most could read.",
        "The price was US$30.",
        "A case of West Nile virus was seen.",
        "A bullet struck Lindqvar in the arm.",
        "Soldiers hit Hezbollah again.",
        "Men Shot Dead In Ambush",
        "The killer of Orozco was heard.",
        "",
    ],
)
def test_these_are_no_places(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "A helicopter fell over Zarbuqat, pilots said.",
        "The governor of Zarbuqat, quoted by an agency, spoke.",
        "Fighting began in the prison of Zarbuqat on Tuesday.",
        "Jets bombed Zarbuqat on Monday.",
        "Shells fell on Zarbuqat overnight.",
        "They met in central Zarbuqat on Friday.",
        "Okada, 24, of Zarbuqat was seen.",
        "ZARBUQAT, Dec 29 (Gulf Wire) - It was quiet.",
        "#Zarbuqat: quiet again",
        "One Missing After Ambush In Zarbuqat",
    ],
)
def test_words_around_make_an_unknown_name_a_place(text: str) -> None:
    assert [m.text.title() for m in find_places(text, open_gazetteer())] == ["Zarbuqat"]


def test_an_unknown_village_keeps_its_words_only() -> None:
    (one,) = list(find_places("Shells hit the village of Zarbuqat at dawn.", open_gazetteer()))
    assert (one.text, one.level, one.name, one.lat, one.geoname_id) == ("Zarbuqat", "town", None, None, None)


def test_a_tie_is_not_guessed() -> None:
    (one,) = find_places("A clerk from the town of Springfield came.", open_gazetteer())[:1]
    assert one.name is None or one.candidates is not None


def test_a_person_with_a_place_for_a_surname_stays_one() -> None:
    text = "Michael Jordan came. Later Jordan left, and a crowd in Amman cheered."
    assert ("Jordan", "country", "JO") not in found(text)


def test_nearby_places_decide_between_namesakes() -> None:
    text = "Fighting spread from Latakia to Tripoli, say residents of Beirut. Lebanon has sent troops."
    tripoli = [m for m in find_places(text, open_gazetteer()) if m.text == "Tripoli"]
    assert [m.country for m in tripoli] == ["LB"]


def test_examples_of_the_word_lists() -> None:
    rules = [rule for rule in load("places")["rule"] if "expect" in rule]
    assert len(rules) > 8
    for rule in rules:
        assert [text for text, _, _ in found(rule["example"])] == rule["expect"], rule["id"]


def test_word_lists_are_lower_case() -> None:
    lexicon = load_lexicon()
    for words in (lexicon.locative, lexicon.titles, lexicon.given, lexicon.common):
        assert all(w == w.lower() for w in words)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Idlib",
                "the",
                "in",
                "Paris,",
                "Texas",
                "of",
                "province",
                "U.S.",
                "al-Bab",
                "’s",
                "\n\n",
                "KABUL",
                "said.",
                "é",
                "(",
                "Smith",
            ]
        ),
        max_size=40,
    ).map(" ".join)
)
def test_offsets_are_those_of_the_text(text: str) -> None:
    mentions = find_places(text, open_gazetteer())
    assert all(text[m.start : m.end] == m.text for m in mentions)
    assert list(mentions) == sorted(mentions, key=lambda m: m.start)
    assert all(a.end <= b.start for a, b in itertools.pairwise(mentions))


@pytest.mark.parametrize(
    "text", ["al-" * 40_000, "A." * 40_000, "in the " * 20_000, "Paris, " * 4_000, "St. " * 20_000]
)
def test_hostile_texts_end(text: str) -> None:
    with within(10):
        find_places(text, open_gazetteer())
