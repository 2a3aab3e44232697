"""People listed one after another by name, age and kin, also over several lines."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook import read
from tollbook.extract.number import find_counts
from tollbook.extract.roll import groups_of, is_roll, persons, read_roll
from tollbook.model import TollClaim
from tollbook.text.parse import parse
from tollbook.text.sentences import split


def figures(text: str) -> list[tuple[str, int | None, int | None]]:
    return [(c.harm, c.count.low, c.count.high) for c in read(text).claims if isinstance(c, TollClaim)]


ROLLS = [
    ("Rustam Aliev, 41, his wife Saida and their son Timur", 3, [3]),
    ("44-year-old Rustam Aliev, his nine-year-old daughter Leyla, and his brother, 39-year-old Anvar Aliev", 3, [3]),
    ("Rustam Aliev, a taxi driver and a father of four, and Pavel Orlov", 2, [2]),
    ("Rustam Aliev, his two sons Timur and Ruslan (6), and his mother", 4, [1, 2, 1]),
    ("Constable Ravi Menon, Inspector Sunil Verma and Kiran Rao", 3, [3]),
    ("Saida Aliev (aged between 30 and 32), her daughters Leyla and Amina", 3, [3]),
    ("six guards, a cook and a driver", 8, [6, 1, 1]),
    ("Omar al-Hakim, Yusuf Abd-al-Karim al-Nu'man and Huda bint Salim", 3, [3]),
    ("Rustam Aliev, as well as Pavel Orlov and Anton Belov", 3, [1, 2]),
]


@pytest.mark.parametrize(("text", "people", "groups"), ROLLS, ids=[r[0][:30] for r in ROLLS])
def test_a_roll_is_read_entry_by_entry(text, people, groups):
    parsed = parse(split(f"Shells killed {text}."))[0]
    entries, end = read_roll(parsed, 2, find_counts(parsed))
    assert persons(entries) == people
    assert [p.low for p in groups_of(parsed, entries)] == groups
    assert parsed.doc[end:].text.strip() in {".", ""}


@pytest.mark.parametrize(
    "text",
    ["the bridge and two lorries", "Rustam Aliev, a teacher", "nobody in the village", "fifty sheep, a dog and a goat"],
)
def test_one_person_or_no_person_is_no_roll(text):
    parsed = parse(split(f"Shells killed {text}."))[0]
    assert not is_roll(read_roll(parsed, 2, find_counts(parsed))[0])


LISTINGS = [
    (
        "The names of those killed by the shell: 44-year-old\nRustam Aliev\n, his daughter\nLeyla Aliev\n(7), and\nPavel Orlov\n(60).",
        [("killed", 3, 3)],
    ),
    ("Rustam Aliev was killed alongside his wife, 39-year-old\nSaida Aliev\n, when soldiers opened fire.", [("killed", 2, 2)]),
    ("Rustam's father\nAnvar Aliev\nwas wounded by shrapnel, as was his aunt\nAmina Saidova\n.", [("injured", 2, 2)]),
    (
        "Among the five killed in the raid were\nSaida Aliev\n(45), her two daughters\nLeyla\n(3) and\nAmina\n, as well as\nPavel Orlov\nand\nAnton Belov\n.",
        [("killed", 5, 5), ("killed", 1, 1), ("killed", 2, 2), ("killed", 2, 2)],
    ),
    ("Gunmen shot and killed Pavel Orlov, a member of the district council, and two of his guards.", [("killed", 1, 1), ("killed", 2, 2)]),
    ("Gunmen killed Pavel Orlov, a mosque imam and a member of the council.", [("killed", 1, 1)]),
    ("The grenade killed the officer, Pavel Orlov.", [("killed", 1, 1)]),
    (
        "The rocket killed six policemen, a medical orderly and a driver on the spot.",
        [("killed", 6, 6), ("killed", 1, 1), ("killed", 1, 1)],
    ),
    ("According to Pavel Orlov, two guards were killed in the ambush.", [("killed", 2, 2)]),
    ("Three women\nLeyla Aliev\n,\nAmina Aliev\n, and\nSaida Orlova\nwere also killed in the shelling.", [("killed", 3, 3)]),
]


@pytest.mark.parametrize(("text", "expected"), LISTINGS, ids=[r[0][:40] for r in LISTINGS])
def test_listings_make_one_claim_a_group(text, expected):
    assert sorted(figures(text), key=str) == sorted(expected, key=str)


def test_a_name_on_a_line_of_its_own_ends_no_sentence():
    text = "Shells killed a teacher,\nPavel Orlov\n(51), and his brother\nAnton Orlov\n. Rain fell."
    assert [s.text[-7:] for s in split(text)] == ["Orlov\n.", "n fell."]


def test_a_headline_and_a_byline_are_sentences_of_their_own():
    text = "Two Dead in Market Blast\nPavel Orlov\nPolice said two men were killed."
    assert [s.text for s in split(text)] == text.split("\n")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["Pavel Orlov", "his wife", ",", "and", "(", ")", "6", "aged", "two", "-", "year", "old", '"', "al", ":"]), max_size=25))
def test_any_row_of_words_is_read_without_failing(words):
    parsed = parse(split("Shells killed " + " ".join(words)))
    for one in parsed:
        entries, end = read_roll(one, min(2, len(one.doc)), find_counts(one))
        assert end <= len(one.doc)
        assert all(e.first <= e.head <= e.last for e in entries)
