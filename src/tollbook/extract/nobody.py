"""Words beside a harm that name nobody it befell: months, figures, sums of money, those it missed."""

from __future__ import annotations

from typing import Any

from tollbook import lang
from tollbook.extract.phrase import Phrase
from tollbook.text.parse import Parsed

Token = Any  # a spaCy token

FIGURES = frozenset({"figure", "toll"})


def neither(token: Token) -> bool:
    """ "Neither the mayor nor his guards were hurt", "neither of them died": the harm befell none of them."""
    first = token.head if token.dep_ in {"conj", "pobj"} else token
    first = first.head if first.dep_ == "prep" else first
    return any(t.lower_ == "neither" for t in (token, first, *token.lefts, *first.lefts))


def only_at(verb: Token) -> bool:
    """ "Was shot at from a house", "men shot repeatedly at the office": nobody says that they were hit."""
    aimed = any(c.dep_ == "prep" and c.lower_ == "at" and c.i <= verb.i + 2 for c in verb.rights)
    if aimed and not any(c.dep_ in {"dobj", "auxpass", "nsubjpass"} for c in verb.children) and any(c.dep_ == "nsubj" for c in verb.lefts):
        return True
    return any(c.lower_ == "at" and c.i == verb.i + 1 and not any(c.rights) for c in verb.rights)


def is_figure(token: Token, phrase: Phrase) -> bool:
    """ "The massacre of 28 September", "killed 200 soldiers, a figure that nobody confirmed", "the number of people killed is not known"."""
    unknown = token.lemma_.lower() == "number" and phrase.definite and phrase.count is None
    return token.lower_ in lang.words("calendar", "en.calendar.months") or token.lemma_.lower() in FIGURES or unknown


def of_money(parsed: Parsed, phrase: Phrase) -> bool:
    """ "The injury of nine people and millions in losses", "lost $80 million"."""
    if phrase.count is not None and any(t.text[:1] in "$€£" for t in parsed.doc[max(0, phrase.count.first - 2) : phrase.count.first]):
        return True
    behind = [t.lemma_.lower() for t in parsed.doc[phrase.last + 1 : phrase.last + 5]]
    return phrase.sort == "number" and behind[:1] == ["in"] and any(w in lang.words("clauses", "en.clause.losses_of_money") for w in behind[1:])


def only_goes_out(verb: Token, who: Token) -> bool:
    """ "As he was leaving his home", "when you leave your home": on an errand, and not driven out."""
    whose = {g.lower_ for c in verb.rights if c.dep_ == "dobj" for g in c.lefts if g.dep_ == "poss"}
    return verb.lemma_ == "leave" and bool(whose & {"his", "her", "my", "your"}) and not any(c.dep_ in {"conj", "nummod"} for c in who.children)
