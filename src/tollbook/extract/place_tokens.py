"""The words of an article as places are looked for in them.

No parser: capitals, neighbours and commas tell nearly all that a parse would,
at a hundredth of the cost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tollbook import lang
from tollbook.extract.place_lexicon import Lexicon
from tollbook.text.sentences import Sentence

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}[A-Z]?(?![a-z])|[^\W\d_](?:[^\W_]|['’‘ʻ`\-‐‑](?=[^\W_]))*")
_OWNED = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its place in the text.

    `cap`: begins with a capital (after an Arabic article, too). `opens`: first
    of its sentence. `joined`: only white space lies between it and the word
    before. `loud`: its sentence is in capitals throughout, or a headline whose
    every word has one, so that the capital says nothing.
    """

    text: str
    lower: str
    start: int
    end: int
    cap: bool
    opens: bool
    joined: bool
    loud: bool
    sentence: int


def is_loud(words: Sequence[str]) -> bool:
    """Do capitals mean nothing in this sentence?

    Example:
        >>> is_loud("SIX DIED NEAR TEJUTLA".split())
        True
    """
    long = [w for w in words if len(w) > 3]
    if len(long) < 3:
        return False
    return sum(w[0].isupper() for w in long) >= 0.85 * len(long)


def _split(text: str, start: int, end: int, lexicon: Lexicon) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = start
    while True:
        m = _TOKEN.search(text, at, end)
        if m is None:
            return found
        first, last = m.span()
        at = last
        if text[last : last + 1] == "." and text[first : last + 1] in lexicon.abbreviations:
            last += 1
            at = last
        elif text[first:last] in {"W.", "W"} and text[last : last + 5].lstrip(". ").startswith("Va."):
            last = text.index("Va.", last) + 3
            at = last
        else:
            owned = _OWNED.search(text, first, last)
            if owned and owned.start() > first:
                last = owned.start()
        found.append((first, last))


def tokens_of(text: str, sentences: Sequence[Sentence], lexicon: Lexicon) -> list[Token]:
    """The words of all sentences, in order; what lies between sentences is skipped."""
    found: list[Token] = []
    for number, sentence in enumerate(sentences):
        spans = _split(text, sentence.start, sentence.end, lexicon)
        loud = is_loud([text[a:b] for a, b in spans])
        previous = sentence.start
        for k, (first, last) in enumerate(spans):
            word = text[first:last]
            gap = text[previous:first]
            # "Gen. Haftar", "J. Smith": the stop is no break.
            stop = k > 0 and gap.strip() == "." and (found[-1].lower in lexicon.titles or len(found[-1].text) == 1)
            bare = lang.pattern("where_phrases", "en.where.article").sub("", word)
            found.append(
                Token(
                    text=word,
                    lower=word.lower(),
                    start=first,
                    end=last,
                    cap=bool(bare) and bare[0].isupper(),
                    opens=k == 0,
                    joined=k > 0 and (not gap.strip() or stop),
                    loud=loud,
                    sentence=number,
                )
            )
            previous = last
    return found
