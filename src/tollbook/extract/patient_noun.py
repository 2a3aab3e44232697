"""Whom a noun of harm is said of: "the killing of", "injuries to", "his death", "the murder on 3 March of"."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

from tollbook import lang
from tollbook.extract.patient_tree import children, counted_head, past_hyphen, resolve
from tollbook.extract.people import is_person_word

Token = Any  # a spaCy token


def event_patients(token: Token) -> Iterator[tuple[Token, str]]:
    """Of whom: "the killing of", "injuries to", "his death", "the Minister's murder", "a man with gunshot wounds"."""
    bearer = _bearer(token)
    if bearer is not None:
        yield bearer, "participle"
    if bearer is not None or token.lemma_.lower() in {"wound", "burn"}:
        return  # "a wound to his upper body" names no victim
    across = _across_time(token)
    if across is not None:
        yield across, "event"
        return
    for prep in _preps(token):
        nouns = children(prep, "pobj")
        if nouns:
            yield past_hyphen(nouns), "event"
            return
    if token.dep_ == "conj" and token.head.pos_ == "NOUN" and token.i - token.head.i <= 3 and not children(token, "prep", "poss"):
        # "the disappearance and kidnapping of a deputy": the parser hangs the "of" on the first of them
        first = next((p for p in children(token.head, "prep") if p.lower_ == "of" and p.i > token.i), None)
        for noun in children(first, "pobj") if first is not None else ():
            yield noun, "event"
            return
    for other in children(token, "conj"):
        # "the disappearance and presumed killing of 43 students"
        if other.tag_ == "NN" and not children(token, "prep", "poss"):
            yield from event_patients(other)
            return
    for owner in children(token, "poss"):
        yield owner, "owner"


def _preps(token: Token) -> list[Token]:
    """The prepositions that say of whom: "the killing of", "injuries to", "the murder committed by gunmen against"."""
    found = children(token, "prep")
    if token.i + 1 < len(token.doc) and token.nbor().lower_ == "of" and token.nbor() not in found:
        found.append(token.nbor())  # "the 2015 shooting death of a guard": the parser hangs it on the shooting
    lemma = token.lemma_.lower()
    # "death to the invaders" is a wish, "a shooting among gangs" names no victims
    to = {"of", "among"} if lemma in lang.words("clauses", "en.clause.committed") | {"death"} else {"of", "to"} if lemma == "shooting" else {"of", "to", "among"}
    found = [p for p in found if p.lower_ in to]
    deed = next((c for c in children(token, "acl") if c.lemma_ in {"commit", "perpetrate"}), None) if lemma in lang.words("clauses", "en.clause.committed") else None
    return found + ([p for p in deed.subtree if p.lower_ == "against"] if deed is not None else [])


@functools.cache
def _times() -> frozenset[str]:
    return frozenset(lang.load("harm")["across_time"]["words"])


def _across_time(token: Token) -> Token | None:
    """ "The murder on the evening of 12 June of four members": the parser hangs the "of" on the day."""
    doc, i = token.doc, token.i + 1
    if i >= len(doc) or doc[i].lower_ not in {"on", "in", "last", "yesterday", "today", "this", "late", "early", "at", "during", "within", "over"}:
        return None
    placed = doc[i].lower_ in {"in", "at"}  # "the murder in Quito of two teachers"
    while i < len(doc) and i - token.i < 10 and (doc[i].lower_ in _times() or doc[i].is_digit or (placed and doc[i].pos_ == "PROPN")):
        of = i + 1
        if of + 1 < len(doc) and doc[of].lower_ == "of" and not (doc[of + 1].lower_ in _times() or doc[of + 1].is_digit):
            return next(iter(children(doc[of], "pobj")), None)
        i += 1
        if i < len(doc) and doc[i].lower_ == "of":
            i += 1
    return None


def _bearer(token: Token) -> Token | None:
    """Who has an injury: "a man with a gunshot wound", "three are in hospital with severe injuries"."""
    prep = token.head
    if token.lemma_.lower() not in lang.words("clauses", "en.clause.injuries") or token.dep_ != "pobj" or prep.lower_ != "with":
        return None
    over = prep.head
    in_care = over.lemma_.lower() in lang.words("clauses", "en.clause.in_hospital")
    while over.dep_ in {"pobj", "prep"} and over.lemma_.lower() in lang.words("clauses", "en.clause.care_of") and over.head != over:
        over = over.head
    if over.lemma_ in {"body", "corpse"} or (over.dep_ == "pobj" and over.head.head.lemma_ in {"body", "corpse"}):
        return None  # "the body of a guard with gunshot wounds": he is dead, and told of as dead
    if over.dep_ == "pobj" and over.head.dep_ == "agent":
        return None  # "booked by detectives with negligent injury"
    if over.dep_ == "pobj" and over.head.dep_ == "prep" and not is_person_word(over.lemma_.lower()):
        # "several people in the parking lot with gunshot wounds": no lot has wounds
        above = over.head.head
        over = above if is_person_word(above.lemma_.lower()) or above.lemma_ == "find" else over
    if over.pos_ in {"NOUN", "PROPN"} and prep.lower_ == "with":
        return _both(over, token) or counted_head(over)
    if over.lemma_ not in lang.words("clauses", "en.clause.in_care") | lang.words("clauses", "en.clause.shows") or (over.lemma_ in lang.words("clauses", "en.clause.is_with") and not in_care):
        return None  # "is out for three weeks with a knee injury"
    held = children(over, "nsubjpass") or [c for c in children(over, "dobj") if c.i < prep.i]
    held = held or (children(over, "nsubj") if over.lemma_ not in lang.words("clauses", "en.clause.shows") else [])
    return resolve(held[0]) if held else None


def _both(last: Token, wounds: Token) -> Token | None:
    """ "A man and a woman with gunshot wounds": the wounds are those of both."""
    first = last.head
    alike = wounds.tag_ == "NNS" and last.dep_ == "conj" and last.tag_ == first.tag_ == "NN"
    singly = all(any(c.lower_ in {"a", "an", "one"} for c in noun.lefts) for noun in (first, last))
    return first if alike and singly and is_person_word(first.lemma_.lower()) else None
