"""People listed without names, read in the order of the words: "the bodies of a man, a woman and two infants".

Behind "the bodies of" a parser hangs the second of three on the verb that
follows, and the list ends after the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tollbook.extract.number import CountMention
from tollbook.extract.people import is_person_word
from tollbook.text.parse import Parsed

Token = Any  # a spaCy token

_OPENS = frozenset({"a", "an", "another", "one", "his", "her", "their"})
_MOST, _WORDS = 12, 5


def enumerated(parsed: Parsed, head: int, counts: Sequence[CountMention]) -> list[Token]:
    """The nouns of a list whose first noun is given, that one left out.

    Args:
        parsed: The sentence.
        head: The token of the first noun.
        counts: The number words of the sentence.

    Returns:
        The other nouns, each with an article, a number or "his" before it;
        empty where no "and" ends the list, or something else than people stands
        in it.
    """
    doc, i, ended = parsed.doc, head + 1, False
    found: list[Token] = []
    while i < len(doc) and len(found) < _MOST and not ended:
        begun = i
        if doc[i].text == ",":
            i += 1
        if i < len(doc) and doc[i].lower_ == "and":
            i, ended = i + 1, True
        noun = _item(doc, i, counts) if i > begun else None
        if noun is None:
            return []
        found.append(noun)
        i = noun.i + 1
    if not ended or _goes_on(doc, i) or _opens_a_clause(doc[head], found[-1]):
        return []
    return found


def _item(doc: Any, i: int, counts: Sequence[CountMention]) -> Token | None:
    """The noun for people to which the words from `i` on lead, with what counts it or says whose it is."""
    if i >= len(doc):
        return None
    count = next((c for c in counts if c.first == i), None)
    if count is None and doc[i].lower_ not in _OPENS:
        return None
    start = i + 1 if count is None else count.last + 1
    for token in doc[start : start + _WORDS]:
        following = doc[token.i + 1] if token.i + 1 < len(doc) else None
        if token.pos_ == "NOUN" and (following is None or following.pos_ != "NOUN"):
            return token if is_person_word(token.lemma_.lower()) else None
        if token.pos_ not in {"ADJ", "NOUN", "NUM", "VERB", "PROPN"} and token.text != "-":
            return None
    return None


def _opens_a_clause(first: Token, last: Token) -> bool:
    """ "Led to the death of a cook and two guards were wounded": the last is what the next clause is about."""
    noun = first.head.head
    return last.dep_ in {"nsubj", "nsubjpass"} and first.dep_ == "pobj" and noun.dep_ in {"pobj", "dobj"} and last.head != noun.head


def _goes_on(doc: Any, i: int) -> bool:
    """Does another clause follow whose subject the last one is: "two men, a woman and a boy said"?"""
    return i < len(doc) and doc[i].tag_ in {"VBD", "VBZ", "VBP"} and doc[i].lemma_ not in {"be", "have"}
