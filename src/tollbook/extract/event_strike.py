"""What every reading of an attack asks of its verb: told as done, by whom, on what.

The rules for weapons and those for what was wrecked differ in the words they
look for; the claim that they make is made here.
"""

from __future__ import annotations

from typing import Any

from tollbook import lang
from tollbook.extract.actor import bounds
from tollbook.extract.event_clause import claim_id, edge, rule, stance, subject, trim, words
from tollbook.extract.method import find_method
from tollbook.extract.perpetrator import Perpetrators
from tollbook.model import AttackClaim, Span
from tollbook.text.parse import Parsed

_TOWARDS = frozenset(["to", "at", "on", "against", "into", "onto", "outside", "inside", "near", "under"])


def _is_time(token: Any) -> bool:
    start, last = bounds(token)
    return token.lower_.rstrip(".") in lang.words("calendar", "en.calendar.times") or any(
        (t.like_num and len(t) == 4) or t.lower_ in {"gmt"} for t in token.doc[start : last + 1]
    )


def finite(verb: Any) -> bool:
    """Told with a tense of its own: "carrying out attacks" beside another verb tells of a habit or a purpose.

    What a group "claimed responsibility for" was done, though it stands as a gerund.
    """
    if verb.tag_ == "VBG" and verb.dep_ == "pcomp" and verb.head.head.lower_ == "responsibility":
        return True
    if verb.tag_ == "VBG" or any(
        t.lower_ == "controlled" and t.nbor(-1).text not in {"-", "‐"} for t in verb.subtree if t.i
    ):
        return False
    return verb.tag_ not in {"VBP", "VBZ", "VB"} or any(c.dep_ in {"aux", "auxpass"} for c in verb.children)


def target(parsed: Parsed, verb: Any) -> Span | None:
    """What was attacked: the object of the verb, or what a weapon went off at."""
    thing: Any = next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)
    if (
        thing is None
        or thing.lower_ in words("en.attack.fire", "things")
        or thing.lower_ in words("en.attack.deed", "things") | words("en.attack.planted", "things") | {"fire"}
    ):
        preps = [p for c in (verb, *([thing] if thing is not None else [])) for p in c.children]
        near = [b for p in preps if p.lower_ in _TOWARDS for b in p.children if b.dep_ == "pobj"]
        thing = next((b for b in near if not _is_time(b)), None)
    if thing is None or thing.pos_ not in {"NOUN", "PROPN"} or _is_time(thing):
        return None
    last = thing.i
    of = next((p for p in thing.children if p.lower_ == "of" and p.i == thing.i + 1), None)
    if of is not None:
        last = max((b.i for b in of.children if b.dep_ == "pobj"), default=last)
    return parsed.span(bounds(thing)[0], last)


def claim(name: str, parsed: Parsed, verb: Any, who: Perpetrators, *, start: int) -> AttackClaim:
    """The claim that a rule makes of a verb and its clause."""
    quote = trim(parsed, start, max(edge(verb), verb.i))
    return AttackClaim(
        id=claim_id("attack", quote), rule=name, reading_confidence=rule(name)["confidence"], quote=quote, stance=stance(verb), by=who.by,
        by_certainty=who.by_certainty, by_stance=who.by_stance, target=target(parsed, verb), method=find_method(parsed, verb.i),
    )  # fmt: skip


def first(verb: Any) -> int:
    """The token at which the clause of a verb begins, a dateline left off."""
    who = subject(verb)
    if who is not None and who.i < verb.i:
        left: int = who.left_edge.i
        # A dateline hangs on the first noun: "KABUL (Nov. 13) — Afghan forces".
        marks = [t.i for t in verb.doc[left : who.i] if t.text in {"-", "--", "–", "—", "]"} and t.whitespace_]
        return max(marks) + 1 if marks else left
    return int(verb.i)
