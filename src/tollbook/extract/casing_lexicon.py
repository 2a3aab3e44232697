"""Which words are written with a capital, loaded once from `lang/en/casing.toml` and the tables of names."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from tollbook import lang
from tollbook.extract.place_lexicon import load_lexicon
from tollbook.text.dictionary import is_word

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Casing:
    """The lists of `casing.toml` as sets of words in small letters."""

    names: frozenset[str]
    usually: frozenset[str]
    either: frozenset[str]
    given: frozenset[str]
    words: frozenset[str]
    abbreviations: frozenset[str]
    ends_name: frozenset[str]
    towns: frozenset[str]
    carries_on: frozenset[str]
    kin: frozenset[str]
    uncommon: frozenset[str]
    roads: frozenset[str]
    houses: frozenset[str]
    papers: frozenset[str]
    says: frozenset[str]
    things: frozenset[str]
    openers: frozenset[str]
    honorifics: frozenset[str]
    grand: frozenset[str]
    quarters: frozenset[str]
    bodies: frozenset[str]


@functools.cache
def written_names() -> dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]:
    """Names of states, peoples, forces and groups: by their first word, the words in small letters and as written."""
    names: set[str] = set()
    for state in lang.load("states")["states"]:
        names.update((state["name"], *state["also"], *state["of"], *state["stands_for"]))
    for actor in lang.load("actors")["actors"]:
        names.update((actor["name"], *actor.get("aliases", ())))
    names.update(next(rule["phrases"] for rule in lang.load("casing")["rule"] if rule["id"] == "en.case.phrases"))
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for name in sorted(names):
        words = tuple(m.group() for m in WORD.finditer(name))
        small = tuple(w.lower() for w in words)
        if words and words != small and not (len(words) == 1 and name.isupper() and is_word(small[0])):
            found.setdefault(small[0], []).append((small, words))
    return {first: tuple(sorted(held, key=lambda pair: -len(pair[0]))) for first, held in found.items()}


@functools.cache
def load_casing() -> Casing:
    """Read the lists; the first call only."""
    return Casing(
        **{
            rule["id"].removeprefix("en.case."): frozenset(rule["words"].split())
            for rule in lang.load("casing")["rule"]
            if "words" in rule
        }
    )


def is_given(lower: str) -> bool:
    """Is it a given name, as far as the lists know them?

    Example:
        >>> is_given("ernesto"), is_given("saraqeb")
        (True, False)
    """
    return lower in load_casing().given or lower in load_lexicon().given
