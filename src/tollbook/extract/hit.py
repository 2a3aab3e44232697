"""Who was hit when a weapon went off: "the bullet struck a clerk", "opened fire, hitting two guards", "hit the girl's side".

"Hit" and "strike" are said of cars, storms and targets; they tell of somebody
harmed only where a shot does it, or somebody who fires.
"""

from __future__ import annotations

from typing import Any

from tollbook import lang
from tollbook.extract.patient_tree import children
from tollbook.extract.people import is_person_word

Token = Any  # a spaCy token

_RULE = "en.toll.casualties.hit"


def words(key: str) -> frozenset[str]:
    """A list of words of the rule `en.toll.casualties.hit`.

    Example:
        >>> "bullet" in words("shots")
        True
    """
    return lang.words("harm", _RULE, key)


def hits_somebody(verb: Token) -> bool:
    """Is it a shot that hits, or somebody who has opened fire?

    Args:
        verb: A form of "hit" or "strike", as a verb.
    """
    if any(c.dep_ == "auxpass" for c in verb.children):
        return False
    subjects = children(verb, "nsubj")
    if verb.dep_ == "relcl" and subjects and subjects[0].lower_ in {"that", "which"}:
        return _is_shot(verb.head)
    if subjects:
        return _is_shot(subjects[0])
    node = verb
    for _ in range(2):
        if node.dep_ not in {"conj", "advcl", "xcomp"} or node.head == node:
            break
        node = node.head
        if _fires(node) or any(_is_shot(s) for s in children(node, "nsubj")):
            return True
    comma = verb.tag_ == "VBG" and verb.i > 2 and verb.nbor(-1).text == ","
    return comma and any(_fires(t) for t in verb.doc[max(verb.sent.start, verb.i - 16) : verb.i])


def _is_shot(token: Token) -> bool:
    """A bullet, "one of the shots", gunfire."""
    of = [g for c in token.rights if c.lower_ == "of" for g in c.rights if g.dep_ == "pobj"]
    return any(t.lemma_.lower() in words("shots") for t in (token, *(of if token.pos_ in {"NUM", "PRON", "DET"} else [])))


def _fires(verb: Token) -> bool:
    """ "Fired", "opened fire", "the rifle discharged", "went off"."""
    lemma = verb.lemma_.lower()
    if verb.pos_ != "VERB":
        return False
    if lemma in {"open", "return"}:
        return any(c.lower_ == "fire" for c in verb.rights)
    if lemma == "go":
        return any(c.lower_ == "off" for c in verb.rights) and any(c.lemma_.lower() in words("guns") for c in children(verb, "nsubj"))
    return lemma in words("fires")


def whose_body(noun: Token) -> Token | None:
    """ "The girl's side", "an officer's leg": whom it is a part of; `None` where the word is none for a part of a body."""
    if noun.lemma_.lower() not in words("body"):
        return None
    # "slit the throats of seven men"; but "shot the head of the council"
    of = [g for c in children(noun, "prep") if c.lower_ == "of" and noun.lemma_ == "throat" for g in children(c, "pobj")]
    return next(iter((*children(noun, "poss"), *of)), None)


def shoots_at(verb: Token) -> bool:
    """ "Guards shot at them": the guards shoot; of "two men shot at a bar" nobody else is told."""
    whom = next((g for c in verb.rights if c.lower_ == "at" and c.i == verb.i + 1 for g in c.rights if g.dep_ == "pobj"), None)
    shooter = any(c.dep_ == "nsubj" for c in verb.lefts)
    return verb.lemma_ == "shoot" and shooter and whom is not None and (whom.pos_ == "PRON" or is_person_word(whom.lemma_.lower()))
