"""Names of quarters in a sentence in capitals."""

from __future__ import annotations

from tollbook.extract.casing_lexicon import load_casing
from tollbook.extract.casing_runs import GENERIC, is_thing
from tollbook.extract.casing_words import Capitals
from tollbook.text.dictionary import goes_on

_COMPASS = frozenset("north south east west".split())


def find_quarters(words: Capitals) -> None:
    """ "BAGHDAD'S JIHAD NEIGHBORHOOD", "THE MANSOUR QUARTER": a thing that no quarter is made of is its name."""
    for i in range(1, len(words.words)):
        if words.bare[i] not in {"neighborhood", "neighbourhood"} or not words.before(i):
            continue
        _side(words, i)
        if i - 1 in words.proper:
            continue
        word, before = words.bare[i - 1], words.before(i - 1)
        if _is_pair(words, i):
            words.proper |= {i - 2, i - 1}
            continue
        held = before in {"the", "in", "of"} or (
            i > 1 and words.gap(i - 2) == " " and words.is_possessive(i - 2) and i - 2 in words.proper
        )
        if held and is_thing(word) and word not in GENERIC:
            words.proper.add(i - 1)


def _is_pair(words: Capitals, i: int) -> bool:
    """ "THE ARCHER HEIGHTS NEIGHBORHOOD": what the names of quarters end with, and a thing or a name before it."""
    if i < 3 or words.bare[i - 1] not in load_casing().quarters or words.gap(i - 2) != " ":
        return False
    word = words.bare[i - 2]
    return words.before(i - 2) in {"the", "in", "of", "side"} and (i - 2 in words.proper or _may_name(word))


def _side(words: Capitals, i: int) -> None:
    """ "THE WEST SIDE AUSTIN NEIGHBORHOOD": the side of the city that the quarter lies on."""
    for k in range(max(0, i - 4), i - 1):
        if words.bare[k] in _COMPASS and words.bare[k + 1] == "side" and words.before(k) in {"the", "in", "a", ""} and k + 2 < i:
            words.proper |= {k, k + 1}


def _may_name(word: str) -> bool:
    """ "Archer", "forest"; not "residential", "working", "hilly", which tell what a quarter is like."""
    return word not in GENERIC and not goes_on(word) and not word.endswith(("al", "ing", "ed", "y", "ent", "ous"))
