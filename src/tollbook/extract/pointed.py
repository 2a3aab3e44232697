"""Those whom a claim only points at: "their bodies were found", "executed them", of people told of just before.

A gang takes four men; the next sentence says that their bodies were found. How
many died is stated, but one sentence earlier, and by another word. Where nothing
was told of the dead yet, the words that point back are given the number of the
people they point at; where the dead were told of, the words add nothing and are
left to `tolls`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tollbook import lang
from tollbook.extract.number import CountMention, find_counts
from tollbook.extract.people import is_person_word
from tollbook.extract.toll import TollMention, replace_count, words_of
from tollbook.model import Count
from tollbook.text.parse import Parsed

Token = Any  # a spaCy token

_HARMED = frozenset({"captured", "casualties", "missing", "injured"})
_FURTHEST = 3  # sentences
_THEM = frozenset({"them", "they", "their", "both", "all"})


def told_number(mention: TollMention, before: Sequence[TollMention], earlier: Sequence[Parsed]) -> TollMention:
    """Give a claim that only points back the number of the people it points at.

    Args:
        mention: The claim as its sentence states it.
        before: The tolls told so far.
        earlier: The parsed sentences before it, its own last.

    Returns:
        The claim with the number of those last told of as taken, hit, missing or
        hurt, or of the people that the verbs just before speak of; the claim as
        it was where it gives a number, where the dead were told of before, or
        where nobody fits.
    """
    if mention.harm not in {"killed", "injured"} or mention.count.text is not None or mention.part or not _points_back(mention):
        return mention
    index = mention.parsed.sentence.index
    near = [m for m in before if index - m.parsed.sentence.index <= _FURTHEST]
    if mention.harm == "killed":
        known = _of_harmed(near) or (None if near else _of_people(mention, earlier))
    else:
        known = _of_people(mention, earlier[-1:]) if mention.how == "object" else None  # "shot three men, wounding them"
    # several of one who was named, one of several: somebody else is meant
    if known is None or (known == 1) == _plural(mention):
        return mention
    return replace(mention, count=replace_count(Count(), known, known), bare=False)


def _plural(mention: TollMention) -> bool:
    return mention.phrase is not None and mention.phrase.plural


def _points_back(mention: TollMention) -> bool:
    """ "Them", "their bodies", "the kidnapped men", "the victims": people told of before, in the plural."""
    phrase = mention.phrase
    if phrase is None or not phrase.plural or phrase.count is not None:
        return False
    if _is_custom(mention.parsed.doc[mention.trigger]):
        return False
    head = mention.parsed.doc[phrase.head]
    if phrase.sort == "pronoun":
        return head.lower_ in _THEM or head.tag_ == "NNS"  # "the men's bodies"
    taken = any(c.lower_ in words_of("en.toll.pointed") for c in head.lefts)
    return phrase.definite and (taken or head.lemma_.lower() in lang.words("clauses", "en.clause.pointed"))


def _is_custom(verb: Token) -> bool:
    """ "It is their custom to take people there, where they are tortured and executed": of nobody in particular."""
    over = verb.head if verb.dep_ == "conj" else verb
    return any(w.tag_ in {"VBP", "VBZ"} or any(c.lower_ in {"is", "are"} for c in w.children if c.dep_ in {"aux", "auxpass"}) for w in (verb, over))


def _of_harmed(before: Sequence[TollMention]) -> int | None:
    """How many were taken, hit or hurt, as the last sentence that tells of it says; `None` where somebody was killed already, or no number is given."""
    if not before or any(m.harm == "killed" and m.count.low for m in before):
        return None
    last = before[-1].parsed.sentence.index
    told = [m for m in before if m.parsed.sentence.index == last and m.harm in _HARMED and not m.part]
    if not told or any(m.harm != told[-1].harm for m in told):
        return None
    if any(m.count.low is None or m.count.low != m.count.high or m.mood != "asserted" for m in told):
        return None
    return sum(m.count.low or 0 for m in told) or None


def _of_people(mention: TollMention, earlier: Sequence[Parsed]) -> int | None:
    """The number of the last counted people whom a deed befell: "locked eleven people in; later they killed them"."""
    index = mention.parsed.sentence.index
    for parsed in reversed(earlier):
        if index - parsed.sentence.index > 1:
            return None
        stop = mention.trigger if parsed is mention.parsed else len(parsed.doc)
        held = [c for c in find_counts(parsed) if c.last < stop and _befell(parsed, c)]
        if held:
            return held[-1].low
    return None


def _befell(parsed: Parsed, count: CountMention) -> bool:
    if count.low is None or count.low != count.high or count.low < 2:
        return False
    number = parsed.doc[count.head]
    noun = number.head if number.dep_ in {"nummod", "quantmod"} else number
    people = noun.tag_ == "NNS" and is_person_word(noun.lemma_.lower())
    return people and noun.dep_ in {"dobj", "nsubjpass"}
