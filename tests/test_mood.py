"""Mood and stance: did it happen, and how surely is it said?"""

from __future__ import annotations

import pytest

from tollbook.extract.tolls import find_mentions, stance_of
from tollbook.lang import load
from tollbook.model import Article
from tollbook.pipeline import read_article
from tollbook.text.parse import parse
from tollbook.text.sentences import split


def stances(text: str) -> list[str]:
    sentences = split(text)
    return [stance_of(m) for m in find_mentions(parse(sentences), sentences)]


@pytest.mark.parametrize(("section", "expected"), [("hedge", ["hedged"]), ("denial", ["denied"]), ("undone", [])])
def test_every_rule_does_what_its_example_says(section: str, expected: list[str]) -> None:
    assert stances(load("context")[section]["example"]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army claimed that it had killed 30 rebels.", ["asserted"]),
        ("The army alleged that it had killed 30 rebels.", ["hedged"]),
        ("Police are accused of killing two students.", ["hedged"]),
        ("It was reported that six guards were killed.", ["hedged"]),
        ("The mayor reported that six guards were killed.", ["asserted"]),
        ("There are reports that six guards were killed.", ["hedged"]),
        ("Seven guards were reported killed and dozens injured in a raid.", ["hedged", "hedged"]),
        ("Nine miners are believed to have been kidnapped.", ["hedged"]),
        ("The blast may have killed four sailors.", ["hedged"]),
        ("A man faces a murder charge after shooting three neighbours dead.", ["asserted"]),
        ("He is suspected of crimes including two murders.", ["hedged"]),
        ("The general denied killing two farmers.", ["denied"]),
        ("The general denied any part in the killing of two farmers.", ["asserted"]),
        ("The general denied that his men carried out the raid in which two farmers were killed.", ["asserted"]),
        ("The ministry dismissed as false the report that 80 of its soldiers were killed.", ["denied"]),
        ("The rebels threatened to kill two hostages.", []),
        ("If the rebels kill two hostages, the talks end.", []),
    ],
)
def test_stance_of_the_harm(text: str, expected: list[str]) -> None:
    assert stances(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moscow denied that its jets carried out the raid in which 30 soldiers were killed.", ["asserted"]),
        ("An uncle also alleged that his niece was killed.", ["hedged"]),
        ("A doctor claimed that nine people were killed.", ["asserted"]),
        ("The villagers want the army to say who killed nine people.", ["asserted"]),
    ],
)
def test_stance_with_the_speaker(text: str, expected: list[str]) -> None:
    reading = read_article(Article(id="a", text=text))
    assert [c.stance for c in reading.claims if c.rule.startswith("en.toll")] == expected


def test_a_deep_tree_ends() -> None:
    text = "Police said that " * 60 + "nine people were killed."
    assert stances(text) in (["asserted"], [])
