"""What somebody judges or wants, where it stands before the verb: passives, participles and relative clauses.

"The plan was criticised as vague", "a view shared by most farmers", "the lesson
they intended": the object of the verb is its subject, or the noun it hangs on.
"""

from __future__ import annotations

from typing import Any

from tollbook.extract.speech_cues import cues
from tollbook.extract.speech_parts import child, subtree

_RELATIVE = {"WDT", "WP"}


def judged(verb: Any) -> set[int]:
    """ "*He* has been criticised *for waiting*", "*the road* is known *as the Ridge*": the subject, and what is said of it."""
    held = child(verb, "nsubjpass")
    behind = _said_of(verb)
    if not behind:
        return set()
    if held is None and verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.head.pos_ in {"NOUN", "PROPN"}:
        return _without(verb.head, verb) | behind
    return subtree(held) | behind if held is not None else set()


def shared(verb: Any, *, agent: bool) -> set[int]:
    """ "*A view* shared by most farmers", "*the lesson* they intended": the noun on which the verb hangs.

    Args:
        verb: A verb of judging or wanting, without an object of its own.
        agent: Whether the text says, with "by", who does it.
    """
    if verb.head.pos_ not in {"NOUN", "PROPN", "PRON", "NUM"}:
        return set()
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and agent:
        return _without(verb.head, verb)
    who = child(verb, "nsubj")
    if verb.dep_ != "relcl" or who is None or who.tag_ in _RELATIVE or child(verb, "ccomp", "xcomp") is not None:
        return set()
    part = child(verb, "dobj")
    if part is not None and part.tag_ not in _RELATIVE and part.lower_ != "that":
        return set()
    return (subtree(part) | _said_of(verb)) if part is not None else _without(verb.head, verb)


def _said_of(verb: Any) -> set[int]:
    """ "As vague", "for waiting", "a scandal": what the verb says of its object."""
    found: set[int] = set()
    for part in verb.rights:
        opens = part.left_edge.lower_
        if part.dep_ == "oprd" or (part.dep_ == "prep" and opens in cues().words["said of"]) or (part.dep_ == "advcl" and opens == "as"):
            found |= subtree(part)
    return found


def _without(head: Any, verb: Any) -> set[int]:
    """The words of the phrase before the clause that hangs on it."""
    return {t.i for t in head.subtree if t.i < verb.left_edge.i and not (t.is_punct and t.i == verb.left_edge.i - 1)}
