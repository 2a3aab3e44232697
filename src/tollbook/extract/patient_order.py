"""Whom a word of harm befell by the order of words alone: the counted words right before or right behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tollbook import lang
from tollbook.extract.harm import HarmMention
from tollbook.extract.number import CountMention
from tollbook.extract.patient_tree import children, is_passive
from tollbook.model import Record
from tollbook.text.parse import Parsed

Token = Any  # a spaCy token


class Patient(Record, frozen=True, kw_only=True):
    """The head word of those harmed.

    `how` says what led to it: `object`, `passive`, `subject`, `participle`,
    `state`, `attribute`, `count`, `event`, `order` (the order of words alone)
    or `owner` ("his death").
    """

    token: int
    how: str


def by_order(parsed: Parsed, harm: HarmMention, counts: tuple[CountMention, ...]) -> Iterator[Patient]:
    """The counted words right before or right after the word of harm."""
    doc = parsed.doc
    i = harm.token - 1
    active = doc[harm.token].tag_ == "VBG" or bool(children(doc[harm.token], "dobj", "obj"))
    if active and not is_passive(doc[harm.token]):
        i = -1  # "two captured the headlines", "five were hanging about": who stands before an active verb did it
    while i >= 0 and doc[i].lower_ in lang.words("clauses", "en.clause.between_whom_and_harm") and doc[i].lower_ not in {"others", "other", "and", "or"}:
        i -= 1
    for count in counts:
        if i - count.last == 2 and doc[i - 1].lower_ == "of" and doc[i].lower_ in {"them", "whom", "us"}:
            yield Patient(token=count.head, how="order")  # "by nightfall 14 of them were dead"
            break
        if count.first <= i and 0 <= i - count.last <= 5 and _one_phrase(doc, count.last, i):
            if doc[i].lower_ == "of":
                break
            head = doc[i].head.head if doc[i].dep_ == "pobj" and doc[i].head.lower_ == "of" else None
            counted = head is not None and count.first <= head.i <= count.last
            yield Patient(token=head.i if head is not None and counted else i, how="order")
            break
    if harm.patient == "object" and doc[harm.token].tag_ not in {"NN", "JJ"} and not is_passive(doc[harm.token]):
        j = harm.last + 1
        while j < len(doc) and (
            doc[j].lower_ in lang.words("clauses", "en.clause.between_harms")
            or (doc[j].lower_ in {"and", "or"} and j + 1 < len(doc) and doc[j + 1].lower_ in lang.words("clauses", "en.clause.between_harms") - {'"'})
        ):
            j += 1
        if j + 1 < len(doc) and doc[j].lower_ == "from" and any(c.first == j + 1 and c.low != c.high for c in counts):
            j += 1  # "wounded from six to 14 others"
        for count in counts:
            if count.first == j:
                if not (harm.strict and _counts_a_thing(doc[harm.token], count)):
                    yield Patient(token=_noun_after(doc, count), how="order")
                break


def _counts_a_thing(verb: Token, count: CountMention) -> bool:
    """ "Seized several improvised explosive components": the number counts the object of the verb, which is no number itself."""
    held = children(verb, "dobj", "obj")[:1]
    return any(t.left_edge.i <= count.first <= count.last < t.i and t.pos_ in {"NOUN", "PROPN"} for t in held)


def _one_phrase(doc: Any, first: int, last: int) -> bool:
    """Are the words between a number and a noun all of one noun phrase?"""
    return all(
        t.pos_ in {"ADJ", "NOUN", "PROPN", "NUM"} or t.lower_ in {"of", "-", "the"} or t.tag_ in {"VBN", "VBG"}
        for t in doc[first + 1 : last + 1]
    )


def _noun_after(doc: Any, count: CountMention) -> int:
    i, times = count.last, lang.load("harm")["across_time"]["words"]
    while i + 1 < len(doc) and (doc[i + 1].pos_ in {"ADJ", "NOUN", "PROPN"} or doc[i + 1].lower_ == "-") and doc[i + 1].lower_ not in times:
        i += 1  # not on to the day: "killed a dozen yesterday"
    return i
