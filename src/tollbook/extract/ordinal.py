"""Sums that an ordinal tells: "the 14th mayor to be assassinated since January", "the ninth homicide of the year"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tollbook import lang
from tollbook.extract.harm import HarmMention
from tollbook.extract.one_more import RULE, ordinal_value
from tollbook.extract.people import is_person_word
from tollbook.extract.toll import TollMention
from tollbook.model import Count
from tollbook.text.parse import Parsed

# Tokens between the noun and the word of harm: "the second mayor of the province in the north to be arrested".
_REACH = 14


def ordinals(parsed: Parsed, harms: Sequence[HarmMention]) -> Iterator[TollMention]:
    """The sums that ordinals state: whoever is the 14th to be killed makes them fourteen.

    Args:
        parsed: The sentence.
        harms: Its words of harm.

    Yields:
        A toll for each noun with an ordinal that is told to be, or to have been, one more of those harmed, and for each
        noun of a deed with one. "Killed the second guard" is none: it only tells the guards apart.
    """
    doc = parsed.doc
    for token in doc if harms else ():
        number = ordinal_value(token.text)
        noun = token.head
        if not number or token.dep_ not in {"amod", "nummod", "compound"} or not token.i < noun.i <= token.i + 4 or not _definite(doc, token.i):
            continue
        harm = _harm_of(noun, harms)
        if harm is None:
            continue
        span = parsed.span(token.i, token.i)
        person = is_person_word(noun.lemma_.lower())
        yield TollMention(
            parsed=parsed, harm=harm.harm, rule=RULE, trigger=harm.token, phrase=None, count=Count(low=number, high=number, text=span.text, start=span.start, end=span.end),
            words=parsed.span(token.i + 1, noun.i) if person else None, first=max(0, token.i - 1), last=max(noun.i, harm.last), mood="asserted", how="count",
        )  # fmt: skip


def _definite(doc: Any, at: int) -> bool:
    return at > 0 and (doc[at - 1].lower_ in {"the", "its", "their", "his", "her"} or doc[at - 1].dep_ == "case")


def _harm_of(noun: Any, harms: Sequence[HarmMention]) -> HarmMention | None:
    """The deed that the noun names, or the harm of which somebody "is the sixth"."""
    for harm in harms:
        if harm.token == noun.i and harm.patient == "count" and noun.lemma_.lower() in lang.rule("parts", RULE)["deeds"] and noun.tag_ == "NN":
            return harm
    if not is_person_word(noun.lemma_.lower()) or noun.dep_ not in {"attr", "appos"} or (noun.dep_ == "attr" and noun.head.lemma_ not in {"be", "become"}):
        return None
    for harm in harms:
        clause = harm.token > noun.i and harm.token - noun.i <= _REACH and any(a.i == noun.i for a in noun.doc[harm.token].ancestors)
        if clause and harm.patient in {"object", "subject"} and harm.harm in {"killed", "injured", "captured", "missing"}:
            return harm
    return None


def is_sum(mention: TollMention) -> bool:
    """Does the ordinal sum several events: "the third mayor", not "the third person", to die?"""
    return mention.rule == RULE and not (mention.words is not None and mention.words.text.lower() in lang.rule("parts", RULE)["anybody"])
