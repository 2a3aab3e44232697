"""Beside several codebooks no word is listed as a number that somebody gave."""

from __future__ import annotations

import pytest

from tollbook.cli.shown import _voice
from tollbook.reconcile.explanation import Voice


@pytest.mark.parametrize(
    ("low", "high", "word", "starts", "reckoned"),
    [(2, None, True, "words only", False), (3, 3, True, "3 ", True), (3, 3, False, "3 ", False), (34, None, False, "34+ ", False)],
)
def test_a_word_is_said_to_be_one(low: int, high: int | None, word: bool, starts: str, reckoned: bool) -> None:
    line = _voice(Voice(origin="a", name="The ministry", low=low, high=high, word=word, since=None, claims=(), articles=1, earlier=(), because=()), 200)
    assert line.strip().startswith(starts)
    assert ("a word" in line) is reckoned
