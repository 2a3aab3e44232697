"""Who was taken, where nothing but the taking is told: "30 pupils were taken", "militants took nine passengers"."""

from __future__ import annotations

from typing import Any

from tollbook import lang

Token = Any  # a spaCy token

# Where people who were abducted were taken from, and when; what is taken to a place, or for something, is another story.
_PLACES = frozenset({"from", "during", "in", "at", "on", "by"})


def is_taking(verb: Token) -> bool:
    """Does "take" tell of an abduction: a number of people, taken by captors, and neither to a place nor for a purpose?

    Args:
        verb: A form of "take".

    Example:
        >>> from tollbook.text.parse import parse
        >>> from tollbook.text.sentences import split
        >>> doc = parse(split("Gunmen stormed the school and 30 pupils were taken."))[0].doc
        >>> is_taking(next(t for t in doc if t.lemma_ == "take"))
        True
    """
    passive = any(c.dep_ == "auxpass" for c in verb.lefts)
    held = [c for c in verb.children if c.dep_ == ("nsubjpass" if passive else "dobj")]
    if verb.tag_ not in {"VBN", "VBD"} or len(held) != 1 or not _counted(held[0]):
        return False
    captors = lang.words("harm", "en.toll.captured.taken", "captors")
    doers = [g for c in verb.rights if c.dep_ == "agent" for g in c.rights] if passive else [c for c in verb.lefts if c.dep_ == "nsubj"]
    if not passive and not doers and verb.dep_ == "conj":
        doers = [c for c in verb.head.lefts if c.dep_ == "nsubj"]
    if doers and doers[0].lemma_.lower() not in captors:
        return False
    behind = [c for c in verb.rights if not c.is_punct and c != held[0] and c.dep_ not in {"npadvmod", "cc", "conj", "agent"}]
    plain = all(c.dep_ == "prep" and c.lower_ in _PLACES for c in behind)
    return plain and any(t.lemma_.lower() in captors for t in verb.doc)


def _counted(noun: Token) -> bool:
    return noun.like_num or any(c.dep_ == "nummod" for c in noun.lefts)
