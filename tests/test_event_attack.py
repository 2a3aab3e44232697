"""Attacks on things and attacks that hurt nobody; and what only sounds like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paced import within
from tollbook.extract.event import EventClaim, find_events, may_tell
from tollbook.extract.event_sabotage import stands_alone
from tollbook.model import Article, AttackClaim
from tollbook.pipeline import read_article
from tollbook.text.parse import parse
from tollbook.text.sentences import split


def attacks(text: str) -> list[EventClaim]:
    found = find_events(parse([s for s in split(text) if may_tell(s.text)]), text, tolls=[])
    assert all(text[c.quote.start : c.quote.end] == c.quote.text for c in found)
    return [c for c in found if isinstance(c, AttackClaim)]


@pytest.mark.parametrize(
    ("text", "rule", "target"),
    [
        ("A homemade explosive device detonated outside a tax office in Balyun.", "explosion", "a tax office"),
        ("A bomb went off near a bridge in Balyun, but it did not hurt anybody.", "explosion", "a bridge"),
        ("A rocket fell in an open field near Balyun.", "explosion", None),
        ("Three teenagers threw a petrol bomb at a courthouse.", "fire", "a courthouse"),
        ("A Molotov cocktail was thrown at a bank in Balyun.", "fire", None),
        ("Rebels fired four mortar rounds at the airport.", "fire", "the airport"),
        ("The brigade claimed responsibility for firing a rocket at the port of Balyun.", "fire", "the port of Balyun"),
        ("Gunmen opened fire on a checkpoint in Balyun.", "gunfire", "a checkpoint"),
        ("Two members of the group fired at a patrol car.", "gunfire", "a patrol car"),
        ("Arsonists set fire to a primary school on Monday.", "arson", None),
        ("Masked men set two buses on fire in Balyun.", "arson", "two buses"),
        ("A kindergarten was set ablaze in Balyun.", "arson", "A kindergarten"),
        ("A stretch of railway was blown up near Balyun on Friday.", "blown_up", "A stretch of railway"),
        ("Guerrillas blew up two pylons.", "blown_up", "two pylons"),
        ("Insurgents destroyed the bridge at Balyun.", "wrecked", "the bridge"),
        ("Unknown assailants planted an explosive device at a bakery.", "planted", None),
        ("An explosive device was left at the door of a bakery.", "planted", "the door of a bakery"),
        ("Police found and defused a bomb outside a mosque.", "found", None),
        ("Sappers removed two grenades that had been placed in a cinema.", "found", None),
        ("The villa was targeted with a bomb.", "targeted", "The villa"),
        ("A mayor's car was damaged in a grenade attack.", "targeted", "A mayor's car"),
        ("A blast rocked the embassy on Friday.", "targeted", "the embassy"),
        ("The station was the target of a rocket attack.", "targeted", None),
    ],
)
def test_an_attack_without_a_toll_is_read(text: str, rule: str, target: str | None) -> None:
    (claim,) = attacks(text)
    assert isinstance(claim, AttackClaim)
    assert claim.rule == f"en.attack.{rule}"
    if target is not None:
        assert claim.target is not None
        assert claim.target.text == target


@pytest.mark.parametrize(
    "text",
    [
        "Attacks on police are common in Ruritania.",
        "Militants often set fire to schools.",
        "The rebels threatened to blow up the pipeline.",
        "Police prevented the group from setting fire to the school.",
        "If gunmen open fire on the convoy, the escort will turn back.",
        "The bomb did not explode near the bank.",
        "The guerrillas blew up a bridge twenty years ago.",
        "On the anniversary, crowds recalled how a bomb exploded near the bank.",
        "The senator opened fire on his rival over taxes.",
        "The striker fired a rocket from thirty yards.",
        "The agency launched a rocket into orbit.",
        "Protesters burned tires and set fire to a flag.",
        "Lightning set fire to a barn.",
        "The photographs were blown up and hung in the hall.",
        "The police blew up the suspicious device.",
        "An explosion damaged a fertilizer plant.",
        "A gas explosion destroyed a restaurant.",
        "Builders found an unexploded bomb near the station.",
        "Soldiers found grenades and rifles in a cache near the border.",
        "He left his device at the office.",
        "The charges were placed on his account.",
        "Fire destroyed a warehouse.",
        "The film bombed at the box office and the sequel was shot on location.",
        "She planted a tree outside the mosque.",
        "Negotiators discovered a mine of information in the files.",
    ],
)
def test_what_is_no_attack_gives_none(text: str) -> None:
    assert attacks(text) == []


def test_bomb_that_was_found_and_taken_away_is_quoted_with_its_place() -> None:
    (claim,) = attacks("A car bomb was found and removed from a street in Balyun.")
    assert claim.quote.text == "A car bomb was found and removed from a street in Balyun"


def test_which_rules_need_no_other_word_of_violence() -> None:
    assert stands_alone("en.attack.blown_up")
    assert not stands_alone("en.attack.verb")


def test_an_attack_gives_its_article_an_incident_with_place_and_day() -> None:
    text = "A gas pipeline in Quetta was blown up on February 20, and supplies were cut. Attacks are frequent there."
    reading = read_article(Article(id="a", text=text, published="2009-02-22"))
    (incident,) = reading.incidents
    assert incident.where is not None
    assert incident.when is not None
    assert (incident.where.text, incident.when.from_, incident.tolls) == ("Quetta", "2009-02-20", ())


def test_hostile_text_ends() -> None:
    with within(20):
        for text in ("set fire to " * 100_000, "years " * 200_000, "in the " * 200_000):
            may_tell(text)
        assert attacks("was blown up " * 400 + ".") is not None


@given(
    st.lists(
        st.sampled_from(
            "gunmen a bomb was blown up set fire to the school on opened at found outside and with , . by device".split()
        ),
        max_size=12,
    )
)
def test_any_words_give_attacks_that_quote_them(words: list[str]) -> None:
    attacks(" ".join(words))
