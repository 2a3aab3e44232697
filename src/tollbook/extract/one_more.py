"""One more of those told of before: "an eighth body", "a second guard", "one more victim".

The indefinite article makes the ordinal a step ("an eighth": one, and seven
before it); the definite one only tells them apart ("the second guard").
"""

from __future__ import annotations

import re
from typing import Any

from tollbook import lang

Token = Any  # a spaCy token

RULE = "en.toll.ordinal"
_FIGURE = re.compile(r"(\d{1,4})(?:st|nd|rd|th)", re.IGNORECASE)


def ordinal_value(word: str) -> int:
    """The number of an ordinal from the second on, 0 for any other word.

    Example:
        >>> ordinal_value("eighth"), ordinal_value("12th"), ordinal_value("first")
        (8, 12, 0)
    """
    figure = _FIGURE.fullmatch(word)
    if figure is not None:
        return int(figure[1]) if int(figure[1]) > 1 else 0
    names: list[str] = lang.rule("parts", RULE)["words"]
    return int(lang.rule("parts", RULE)["values"][names.index(word.lower())]) if word.lower() in names else 0


def is_one_more(noun: Token) -> bool:
    """Is the noun one more of those before: "an eighth body", "another body", "one more body", "a third" alone?

    Args:
        noun: The head of the phrase.
    """
    doc, first = noun.doc, max(0, noun.i - 5)
    if ordinal_value(noun.text) and noun.i and doc[noun.i - 1].lower_ in {"a", "an"}:
        return True
    lefts = [t for t in doc[first : noun.i] if t.head == noun or t.head.head == noun]
    if any(t.lower_ == "another" for t in lefts):
        return True
    return any(
        (ordinal_value(t.text) and doc[t.i - 1].lower_ in {"a", "an"}) or (t.lower_ == "more" and doc[t.i - 1].lower_ == "one")
        for t in lefts
        if t.i
    )
