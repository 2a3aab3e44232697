"""Texts in capitals: the case of running text is restored, and quotes stay as they were published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook import lang
from tollbook.extract.casing import restore_case
from tollbook.gazetteer import open_gazetteer
from tollbook.model import Article
from tollbook.pipeline import Options, read_article

RULES = list(lang.load("casing")["rule"])


def restored(text: str) -> str:
    return restore_case(text, open_gazetteer())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["id"])
def test_example_of_each_list(rule):
    assert restored(rule["example"]) == rule["expect"]


@pytest.mark.parametrize("rule", [r for r in RULES if "words" in r], ids=lambda rule: rule["id"])
def test_lists_are_in_small_letters_and_hold_no_word_twice(rule):
    words = rule["words"].split()
    assert words == [w.lower() for w in words]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TWO BROTHERS DIED NEAR SAN SALVADOR", "Two brothers died near San Salvador"),
        ("THE U.S. TROOPS SAID NONE OF US WERE THERE", "The U.S. troops said none of us were there"),
        ("IN MAY HE MAY MARCH WITH THE OTHERS", "In May he may march with the others"),
        ("ON 3 MARCH SHELLS HIT THE VILLAGE", "On 3 March shells hit the village"),
        ("PRESIDENT DUARTE MET SHEIKH OMAR", "President Duarte met Sheikh Omar"),
        ("GEORGE BANKS ROBBED BANKS", "George Banks robbed banks"),
        ("THEY DIDN'T ATTACK THE WOMAN'S HOUSE", "They didn't attack the woman's house"),
        ("AT 11 P.M. THE 3RD ATTACK BEGAN", "At 11 p.m. the 3rd attack began"),
        ("THE NATIONAL PEOPLE'S FRONT (NPF) DENIED KILLING ANYBODY", "The National People's Front (NPF) denied killing anybody"),
        ("A SHELL HIT A HOUSE IN FLOOD STREET", "A shell hit a house in Flood Street"),
        ("SAN MIGUEL, 3 NOV 89 (AGENCIA SUR) -- A MINE KILLED A FARMER", "SAN MIGUEL, 3 NOV 89 (AGENCIA SUR) -- A mine killed a farmer"),
        ("", ""),
        ("NATO", "NATO"),
        ("Police said TWO MEN died.", "Police said TWO MEN died."),
    ],
)  # fmt: skip
def test_capitals_become_running_text(text, expected):
    assert restored(text) == expected


def test_the_rest_of_the_article_shows_how_a_word_is_written():
    text = "MOSS DENIES PART IN MASSACRE AT MILL\n\nThe governor, Ilka Moss, said yesterday that Moss Mill was never guarded."
    assert restored(text).startswith("Moss denies part in massacre at Mill\n")


def test_a_text_in_small_letters_is_the_same_object():
    text = "Three guards were killed near Tejutla."
    assert restored(text) is text


def test_quotes_are_those_of_the_text_as_published():
    text = "THE GOVERNOR SAID AT LEAST NINE SOLDIERS WERE KILLED IN IDLIB ON THURSDAY. HE SAID THREE OF THEM WERE OFFICERS."
    reading = read_article(Article(id="loud", text=text, published="2020-02-28"), Options(mentions=True))
    small = read_article(Article(id="loud", text=restored(text), published="2020-02-28"), Options(mentions=True))
    first = reading.claims[0]
    assert (first.quote.text, first.victims.text, first.where.text) == (
        text[first.quote.start : first.quote.end],
        "SOLDIERS",
        "IDLIB",
    )
    assert first.attribution[0].speaker == "THE GOVERNOR"
    assert [(c.harm, c.count.low, c.quote.start) for c in reading.claims] == [
        (c.harm, c.count.low, c.quote.start) for c in small.claims
    ]
    ids = {c.id for c in reading.claims}
    assert {i for incident in reading.incidents for i in incident.claims} <= ids
    assert {c.part_of for c in reading.claims} - {None} <= ids
    assert all(text[p.start : p.end] == p.text for p in (*reading.mentions.places, *reading.mentions.times))


@given(st.text(alphabet="ABCDEFG ßİŉ.,'’-()\n0123 ÀÉ", max_size=200))
def test_the_length_never_changes(text):
    assert len(restored(text)) == len(text)
    assert restored(text).casefold() == text.casefold()


@pytest.mark.parametrize(
    "text", ["A" * 50_000, "AB " * 20_000, "(AB) " * 10_000, "A-" * 20_000, "SAN SALVADOR, " * 5_000]
)
def test_hostile_texts_end(text):
    assert len(restored(text)) == len(text)
