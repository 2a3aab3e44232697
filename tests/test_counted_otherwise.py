"""Tolls told in forms of their own: parts without a noun, a part of the victims, what somebody could count."""

from __future__ import annotations

from typing import Any

import pytest

from tollbook.model import Article, TollClaim
from tollbook.pipeline import read_article


def _read(text: str) -> list[list[Any]]:
    claims = read_article(Article(id="a", text=text, published="2026-11-20")).claims
    return [[c.harm, c.count.low, c.count.high, c.scope == "part"] for c in claims if isinstance(c, TollClaim)]


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("Shelling killed nine people, including three in Ruva and two in Sele.", [["killed", 9, 9, False], ["killed", 3, 3, True], ["killed", 2, 2, True]]),
        ("A bomb killed 30 people. Seventeen of the victims were identified by name.", [["killed", 30, 30, False], ["killed", 17, 17, True]]),
        ("The group counted 40 murders. Nine of the murders took place in Ruva.", [["killed", 40, 40, False], ["killed", 9, 9, True]]),
        ("A blast hit the square. I could count at least nine bodies, a clerk said.", [["killed", 9, None, False]]),
        ("Gunmen fired at a club. Guards found several people in the parking lot with gunshot wounds.", [["injured", 2, None, False]]),
        ("The raid brought the number of people killed since May 1 to 36.", [["killed", 36, 36, False]]),
        ("Three foreigners and four Filipinos remain in the hands of the rebels.", [["captured", 3, 3, False], ["captured", 4, 4, False]]),
    ],
)
def test_a_toll_told_otherwise_is_read(text: str, gives: list[list[Any]]) -> None:
    assert _read(text) == gives


@pytest.mark.parametrize(
    "text",
    [
        "Rebels fired at the base. Nobody could kill nine men there.",
        "Gunmen fired at a club. Cars in the parking lot with bullet holes were towed.",
        "Clashes went on from May 1 to May 3 near Ruva.",
    ],
)
def test_words_like_these_alone_count_nobody(text: str) -> None:
    assert _read(text) == []


def test_the_quote_of_one_is_not_that_of_all() -> None:
    claims = read_article(Article(id="a", text="The defence minister and two of his deputies were killed in a blast.")).claims
    assert claims[0].quote.text == "The defence minister"
