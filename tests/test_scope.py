"""Scope: whole, part, sum or another event."""

from __future__ import annotations

import pytest

from paced import within
from tollbook.extract.scope import clause_of, marks, scope_of
from tollbook.extract.scopes import scopes
from tollbook.extract.time import find_times
from tollbook.extract.toll import TollMention
from tollbook.extract.tolls import find_mentions
from tollbook.lang import load
from tollbook.text.parse import parse
from tollbook.text.sentences import split

INCIDENT, PART, SUM, OTHER = "incident", "part", "cumulative", "background"
BEFORE = "background_before"
# What each rule of context.toml makes of its example: one scope a claim, in text order.
EXAMPLES = {
    "counting": (SUM,),
    "superlative": (INCIDENT,),
    "carried": (SUM, SUM),
    "partial": (INCIDENT, PART),
    "partial_before": (INCIDENT, PART),
    "risen": (PART, INCIDENT),
    "replaced": (INCIDENT, INCIDENT),
    "abduction": (INCIDENT, OTHER),
    "recent": (INCIDENT,),
    "deeds": (INCIDENT, OTHER),
    "recent_deed": (OTHER, INCIDENT),
    "elsewhere": (INCIDENT, OTHER),
}


def mentions(text: str) -> list[TollMention]:
    sentences = split(text)
    return find_mentions(parse(sentences), sentences)


def read(text: str, published: str | None = "2023-06-16") -> tuple[str, ...]:
    return scopes(mentions(text), times=find_times(text, published=published), sentences=split(text), text=text)


@pytest.mark.parametrize(("section", "expected"), EXAMPLES.items())
def test_every_rule_does_what_its_example_says(section: str, expected: tuple[str, ...]) -> None:
    assert read(load("context")[section]["example"]) == expected


@pytest.mark.parametrize("section", [SUM, OTHER, BEFORE])
def test_examples_of_sums_and_of_other_events(section: str) -> None:
    for example in load("context")[section]["examples"]:
        assert section.removesuffix("_before") in read(example), example


def test_every_rule_of_scope_has_an_example_that_is_tested() -> None:
    named = {k for k, v in load("context").items() if isinstance(v, dict) and v.get("id", "").startswith("en.scope.")}
    assert named == {*EXAMPLES, SUM, OTHER, BEFORE}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # one event of another year is no sum, however many it killed
        ("A bomb killed nine people on Monday. It was the deadliest attack since the 2015 bombing in which 102 people died.", (INCIDENT, OTHER)),
        ("A bomb killed nine people on Monday. It was the worst day since 2015, when a raid killed 142 people.", (INCIDENT, OTHER)),
        ("A bomb killed nine people on Monday. Attacks killed 140 people in 2015.", (INCIDENT, SUM)),
        ("Bombing has killed 140 people since 2015.", (SUM,)),
        ("Eight labourers were shot dead, officials said, in the second such attack in a month.", (INCIDENT,)),
        ("Forty people were killed in attacks in a month.", (SUM,)),
        # what a day of mourning is about
        ("Gunmen killed two men on Monday, the anniversary of the attack that killed 26 pupils.", (INCIDENT, OTHER)),
        # a part needs a whole
        ("Only two of the crew were wounded when a mine hit the ferry on Tuesday.", (INCIDENT,)),
        ("A mine killed eleven of the ferry's crew. Two of them were cooks.", (INCIDENT, PART)),
        ("Bandits killed 40 villagers. Six of them were beheaded.", (INCIDENT, PART)),
        ("The rebels killed 16 guards, including two captains.", (INCIDENT, PART)),
        ("Bombs have killed 310 people since January, 90 of them children.", (SUM, PART)),
        ("Eighty prisoners died in the clashes on Monday; seven had been beheaded.", (INCIDENT, PART)),
        # of people shot, those who died (ruling 11)
        ("Six people were shot at a market and one of them died.", (INCIDENT, PART)),
        # a breakdown in a later sentence
        ("Ten guards died in the raid. Six were killed at the gate and four were killed in the yard.", (INCIDENT, PART, PART)),
        # raised
        ("Three more miners died in hospital, raising the death toll of the bombing to 19.", (PART, INCIDENT)),
        ("Rockets killed two farmers, taking the toll in the town past 70 in a month.", (INCIDENT, SUM)),
        # sums
        ("Gunmen killed four people on Monday. The monitor recorded 700 deaths in 2022.", (INCIDENT, SUM)),
        ("Troops arrested two rebels on Thursday. Forty rebels have been arrested this month.", (INCIDENT, SUM)),
        ("Twelve people have been killed in the riots since Monday.", (INCIDENT,)),
        ("Twelve people have been killed in the riots since Monday's coup.", (SUM,)),
        ("Sixty pupils have been missing since gunmen stormed their school.", (INCIDENT,)),
        ("It was the deadliest bombing since the war began: 50 people were killed.", (INCIDENT,)),
        ("Air strikes killed 84 people across Lebanon on Saturday.", (SUM,)),
        ("The monitor recorded 700 deaths in 2022. The office also registered 310 abductions.", (SUM, SUM)),
        ("The commission says 436 people have been killed since May. A tally puts the toll at 450.", (SUM, SUM)),
        ("The deaths took the number killed since May to 436. The commission puts the toll at more than 450.", (SUM, SUM)),
        ("Clashes have displaced 4,000 families in Marl since May.", (SUM,)),
        ("Four thousand families have been displaced in Marl since the raid.", (INCIDENT,)),
        ("Fifteen guards were killed in one of the heaviest barrages of artillery this year.", (INCIDENT,)),
        ("Gunmen shot people at a market. The monitor said a week later that 130 people had been killed.", (INCIDENT, INCIDENT)),
        ("Bombs killed nine people at the junction. It is where a bombing killed 500 people in October 2017.", (INCIDENT, OTHER)),
        # the names of all those counted are no part of them
        ("Three guards were shot dead. They were identified as Ali Noor, Omar Said and Juma Bale.", (INCIDENT, INCIDENT)),
        ("Three guards were shot dead. The dead were identified as Ali Noor and Omar Said.", (INCIDENT, PART)),
        # other events
        ("A bomb killed five people on Monday. A raid on 2 April killed nine soldiers.", (INCIDENT, OTHER)),
        ("A bomb killed five people on Monday. The year before, another bomb had killed three there.", (INCIDENT, OTHER)),
        ("Soldiers arrested a man who is suspected of killing four nurses.", (INCIDENT, OTHER)),
        # the main event, told with a man's deed, stays the main event
        ("A man has been charged with killing three people in a mill.", (INCIDENT,)),
        ("Three people were shot dead in a mill. A man was charged with killing three people.", (INCIDENT, INCIDENT)),
        # a report that is about the day it names
        ("Nine soldiers were killed in an ambush on 2 April.", (INCIDENT,)),
        # equals
        ("In Marl gunmen killed two traders on Monday. In Odu a mine killed a boy on Monday.", (INCIDENT, INCIDENT)),
    ],
)
def test_scopes(text: str, expected: tuple[str, ...]) -> None:
    assert read(text) == expected


def test_counts_are_not_taken_for_years() -> None:
    text = "Ninety rebels were killed in the assault on Monday. Two thousand residents have fled the town."
    assert read(text) == (INCIDENT, INCIDENT)


def test_a_deed_is_another_event_only_where_something_else_is_told() -> None:
    (claim,) = mentions("The colonel is accused of killing four nurses.")
    assert marks(claim) == "deed"
    assert (scope_of(claim), scope_of(claim, first=False)) == (INCIDENT, OTHER)


def test_the_clause_of_a_claim_ends_where_another_begins() -> None:
    first, second = mentions("Since May 300 guards were killed; two rebels were killed on Monday.")
    assert "May" in clause_of(first)
    assert "May" not in clause_of(second)


def test_no_times_and_no_text_are_no_error() -> None:
    assert scopes([]) == ()
    assert scopes(mentions("Nine people were killed.")) == (INCIDENT,)


@pytest.mark.parametrize(
    "text",
    [
        "since " * 4000 + "nine people were killed.",
        "Nine people were killed in the " + "separate " * 4000 + "attacks.",
        "Nine people were killed, compared to " + "1, " * 4000,
    ],
)
def test_hostile_text_takes_no_longer_than_its_length(text: str) -> None:
    claim = mentions("Nine people were killed.")[0]
    from tollbook.extract import scope

    with within(5):
        for section in ("cumulative", "background", "background_before", "brought_down", "superlative", "partial", "partial_before", "risen", "replaced", "carried"):
            scope.patterns(section).search(text * 10)
    assert claim.count.low == 9
