"""Shares of people are reckoned from the whole that the text states, or stay words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paced import within
from tollbook.extract.share import find_shares
from tollbook.lang import load
from tollbook.model import Article, TollClaim
from tollbook.pipeline import read_article


def tolls(text: str) -> list[tuple[str, int | None, int | None, str | None, str | None]]:
    claims = [c for c in read_article(Article(id="a", text=text)).claims if isinstance(c, TollClaim)]
    for c in claims:
        assert c.count.text is None or text[c.count.start : c.count.end] == c.count.text
        assert c.victims is None or c.victims.text is None or text[c.victims.start : c.victims.end] == c.victims.text
    return [(c.harm, c.count.low, c.count.high, c.count.word, c.victims.text if c.victims else None) for c in claims]


@pytest.mark.parametrize("rule", load("shares")["rule"], ids=lambda rule: rule["id"])
def test_each_rule_reads_its_example(rule: dict) -> None:
    assert [t[:3] for t in tolls(rule["example"]["text"])] == [("killed", *rule["example"]["gives"])]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # the whole is not stated: the words are no number
        ("Half of the passengers were killed.", [("killed", 1, None, "Half", "passengers")]),
        ("One in three people in the camp was wounded.", [("injured", 1, None, "One in three", None)]),
        ("More than a third of the 91 guests were killed.", [("killed", 31, 91, None, "guests")]),
        ("At least half of the 90 passengers were killed.", [("killed", 45, 90, None, "passengers")]),
        # the word of harm belongs to the whole
        ("Half of the 12 villagers killed were women.", [("killed", 12, 12, None, "villagers")]),
        ("Gunmen killed twelve villagers, half of them women.", [("killed", 12, 12, None, "villagers")]),
        ("Gunmen wounded 12 men, and half of them died.", [("injured", 12, 12, None, "men"), ("killed", 1, None, "half", "them")]),
        # a share of something else
        ("Shells hit half of the houses and killed nine people.", [("killed", 9, 9, None, "people")]),
        ("Two of the 90 passengers were killed.", [("killed", 2, 2, None, "passengers")]),
    ],
)
def test_what_a_share_counts(text: str, wanted: list) -> None:
    assert tolls(text) == wanted


@given(st.text(st.sampled_from("half of the 90 one in five per cent 40% most a third , 1,0' "), max_size=200))
def test_shares_lie_in_the_text_and_never_pass_the_whole(text: str) -> None:
    for share in find_shares(text):
        assert 0 <= share.start < share.end <= len(text)
        assert share.low is None or share.high is None or 0 <= share.low <= share.high


def test_hostile_text_is_read_in_time() -> None:
    with within(5):
        for piece in ("half of the ", "one in ", "a third of the some about its ", "40 per cent of ", "of the " * 3 + "a" * 29 + "'s "):
            list(find_shares(piece * 20_000))
