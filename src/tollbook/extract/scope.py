"""Whole, part, sum or another event: what the figure of a claim is the figure of.

Adding a part to its total, or the dead of a whole war to those of last night,
are the two commonest ways to publish a wrong count. What decides is partly in
the words of the claim ("including", "of them"), partly in the sentence around
("since the war began", "two weeks ago").
"""

from __future__ import annotations

import functools
import re

from tollbook import lang
from tollbook.extract.toll import TollMention
from tollbook.model import Scope


@functools.cache
def _patterns(section: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in lang.load("context")[section]["patterns"]), re.IGNORECASE)


def clause_of(mention: TollMention) -> str:
    """The words of the clause that a claim stands in: its sentence, cut at other finite clauses beside it."""
    text = mention.parsed.sentence.text
    base = mention.parsed.sentence.start
    start, end = mention.quote.start - base, mention.quote.end - base
    left = max((m.end() for m in re.finditer(r";|, (?:while|whereas|but)\b|\.\s", text[:start])), default=0)
    right = next((end + m.start() for m in re.finditer(r";|, (?:while|whereas|but)\b", text[end:])), len(text))
    return text[left:right]


@functools.cache
def _deeds() -> frozenset[str]:
    return frozenset(lang.load("context")["deeds"]["lemmas"])


def _is_deed_of_somebody(mention: TollMention) -> bool:
    """Does the harm hang below "linked to", "responsible for", "accused of"?"""
    node = mention.parsed.doc[mention.trigger]
    for _ in range(8):
        if node.head is node:
            return False
        below, node = node, node.head
        if (
            node.lemma_.lower() in _deeds()
            and below.dep_ in {"prep", "pobj", "pcomp", "dobj", "xcomp", "agent"}
            and node.dep_ != "amod"
        ):
            return True
    return False


def scope_of(mention: TollMention, *, first: bool = True) -> Scope:
    """The scope that the sentence itself gives a claim.

    Args:
        mention: The toll as the sentence states it.
        first: Whether nothing was claimed before it; the deeds of the person
            whom a report is about are another event only where there is one.

    Example:
        >>> from tollbook.extract.claim import find_toll_mentions
        >>> from tollbook.text.parse import parse
        >>> from tollbook.text.sentences import split
        >>> claim, = find_toll_mentions(parse(split("Over 900 people have died since the war began."))[0])
        >>> scope_of(claim)
        'cumulative'
    """
    clause = clause_of(mention)
    if _patterns("cumulative").search(clause):
        return "cumulative"
    if _patterns("background").search(clause) or (not first and _is_deed_of_somebody(mention)):
        return "background"
    return "part" if mention.part else "incident"
