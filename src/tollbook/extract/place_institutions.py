"""Which country's institutions a text speaks of without naming the country.

A local paper names its own country nowhere: everybody who reads it knows. But
its sheriffs, school districts and aldermen are those of one country, and a town
in its columns is seldom a namesake abroad.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence

from tollbook import lang
from tollbook.extract.place_tokens import Token

# More different marks than so many say no more. A single one counts too: left out, the places of local papers are found less often (lgl, F1 .632 for .639).
MOST = 8


@functools.cache
def _marks() -> dict[str, str]:
    """A word, or two joined by a space, to the country whose institution it is."""
    return {
        mark.replace("+", " "): rule["country"] for rule in lang.load("institutions")["rule"] for mark in rule["words"].split()
    }


def institutions(tokens: Sequence[Token]) -> Counter[str]:
    """How many different marks of its institutions a text bears of a country, by ISO code.

    More than eight say no more than eight.

    Example:
        >>> from tollbook.extract.place_lexicon import load_lexicon
        >>> from tollbook.extract.place_tokens import tokens_of
        >>> from tollbook.text.sentences import split
        >>> said = "The sheriff closed the high school."
        >>> institutions(tokens_of(said, split(said), load_lexicon()))
        Counter({'US': 2})
    """
    marks = _marks()
    found: set[str] = set()
    before = ""
    for token in tokens:
        word = token.lower
        if word in marks:
            found.add(word)
        if f"{before} {word}" in marks:
            found.add(f"{before} {word}")
        before = word
    often = Counter(marks[mark] for mark in sorted(found))
    return Counter({code: min(n, MOST) for code, n in often.items()})
