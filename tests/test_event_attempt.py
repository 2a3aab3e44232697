"""Attacks told by a noun, attempts that failed, bombs made safe; and what only sounds like one."""

from __future__ import annotations

import pytest

from tollbook.extract.event import find_events, may_tell
from tollbook.extract.event_attempt import may_be_attempt
from tollbook.model import AttackClaim
from tollbook.text.parse import parse
from tollbook.text.sentences import split


def attacks(text: str) -> list[AttackClaim]:
    found = find_events(parse([s for s in split(text) if may_tell(s.text)]), text, tolls=[])
    assert all(text[c.quote.start : c.quote.end] == c.quote.text for c in found)
    return [c for c in found if isinstance(c, AttackClaim)]


@pytest.mark.parametrize(
    ("text", "rule", "quote"),
    [
        ("The mayor of Balyun narrowly escaped an assassination attempt.", "survived", "assassination attempt"),
        ("A judge escaped unhurt from a grenade attack on her car.", "survived", "grenade attack"),
        ("An attempt was made on the life of a senator.", "survived", "attempt was made on the life"),
        ("Guards foiled a suicide attack on the ministry.", "foiled", "foiled a suicide attack"),
        ("A rocket attack on the barracks was thwarted on Monday.", "foiled", "thwarted"),
        ("Two car bombs were discovered and defused in Balyun.", "defused", "defused in Balyun"),
        ("Militants removed dozens of bolts from the railway near Balyun.", "sabotage", "from the railway"),
        ("Screws were taken from the tracks overnight.", "sabotage", "from the tracks"),
        ("There was an explosion outside the bank. Police spoke of a bomb.", "blast", "an explosion outside the bank"),
        ("A bomb attack on a shrine left it badly damaged.", "blast", "damaged"),
        ("The embassy came under rocket fire at dawn.", "under", "rocket fire"),
        ("A bomber detonated his explosive vest outside a police post in Balyun.", "under", "outside a police post"),
        ("A series of roadside bombs struck a convoy near Balyun.", "under", "struck a convoy"),
        ("Several mortar rounds landed in a park on Monday.", "under", "mortar rounds landed in"),
        ("Police stopped militants from planting a mine on the road.", "foiled", "from planting a mine"),
        ("There was an attempted assassination of a judge in Balyun.", "survived", "an attempted assassination"),
        ("A group of nine gunmen attacked two police check points.", "verb", "two police check points"),
        ("Extremists tried to abduct a doctor and his driver.", "tried", "abduct a doctor"),
        ("Two churches in Balyun were attacked.", "verb", "Two churches in Balyun were attacked"),
        ("Unidentified militants blew up a bridge using a remote-controlled bomb.", "blown_up", "blew up a bridge"),
        ("An explosive device blew up near the monument.", "explosion", "blew up near the monument"),
    ],
)
def test_an_attack_is_read(text: str, rule: str, quote: str) -> None:
    (claim,) = attacks(text)
    assert claim.rule == f"en.attack.{rule}"
    assert quote in claim.quote.text


@pytest.mark.parametrize(
    "text",
    [
        "He survived a heart attack in his kitchen.",
        "The actor, who survived an assassination attempt, has written his memoirs.",
        "The senator escaped an attack by his critics.",
        "A bomb disposal squad exploded in laughter.",
        "Police stopped the boys from planting roses.",
        "The minister came under fire from lawmakers over the budget.",
        "There was an explosion in a factory, and engineers blamed a gas leak.",
        "An explosion of prices occurred last spring.",
        "Sappers defused a bomb from World War II under a playground.",
        "Experts dismantled two bombs from an arms cache.",
        "Police foiled an attack in a drill at the airport.",
        "Workers removed bolts from an old cupboard.",
        "The striker tried to storm the penalty area.",
        "Gunmen would have tried to kidnap the judge.",
        "The plan was attacked by the opposition.",
        "Five died in an apparent murder-suicide.",
    ],
)
def test_what_is_no_attack_gives_none(text: str) -> None:
    assert attacks(text) == []


def test_hostile_text_is_cut() -> None:
    assert not may_be_attempt("a bomb " * 100_000)
    assert not may_be_attempt("the police " * 100_000 + "foiled")
