"""The parties that a noun phrase names, in the place of the doer or of the deed.

"Members of the Taliban", "an Israeli air strike", "a bomb planted by rebels",
"gunmen who": each names a party in another way; what is no party (an
earthquake) names nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tollbook import lang
from tollbook.extract.actor import bounds, generic, mention
from tollbook.extract.actor_table import cue_words
from tollbook.extract.event_clause import words
from tollbook.extract.place_lexicon import load_lexicon
from tollbook.model import ActorMention
from tollbook.text.parse import Parsed

_SUBJECT = frozenset(["nsubj", "csubj"])


def is_deed(token: Any) -> bool:
    """Is the noun an attack or a weapon?"""
    deeds = cue_words("en.actor.deed")
    return token.lower_ in deeds or token.lemma_.lower() in deeds or token.lemma_.lower() in _deed_nouns()


def _deed_nouns() -> frozenset[str]:
    return words("en.event.deed")


def _held(parsed: Parsed, actors: Sequence[ActorMention], first: int, last: int) -> list[ActorMention]:
    start, end = parsed.offsets(first, last)
    return [a for a in actors if a.start >= start and a.end <= end]


def doers(parsed: Parsed, token: Any, actors: Sequence[ActorMention]) -> list[ActorMention]:
    """The party that a noun phrase in the place of the doer names."""
    if token.pos_ == "PRON" and token.lower_ in {"who", "that", "which"}:
        clause = token.head
        while clause.dep_ in {"conj", "aux", "auxpass"} and clause.head != clause:
            clause = clause.head
        return doers(parsed, clause.head, actors) if clause.dep_ == "relcl" else []
    if is_deed(token):
        return of_deed(parsed, token, actors)
    first, last = bounds(token)
    if any(t.lower_ in lang.words("clauses", "en.clause.no_longer") for t in (*parsed.doc[first : token.i], token)):
        return [mention(parsed, first, last, None, "person")]  # "a former army doctor": the army killed nobody
    found = _held(parsed, actors, first, last)
    if not any(m.actor for m in found):
        # "suspected gunmen from the LTTE": the party named behind says more than the gunmen.
        found = _behind(parsed, token, actors) or found
    if not found:
        person = generic(parsed, token) or _person(parsed, token)
        found = [person] if person is not None else []
    return found + [
        m for c in token.conjuncts if c.i > token.i and c.head == token for m in _conjunct(parsed, c, actors)
    ]


def _conjunct(parsed: Parsed, token: Any, actors: Sequence[ActorMention]) -> list[ActorMention]:
    first, last = bounds(token)
    held = _held(parsed, actors, first, last)
    one = generic(parsed, token)
    return held or ([one] if one is not None else [])


def _behind(parsed: Parsed, token: Any, actors: Sequence[ActorMention]) -> list[ActorMention]:
    """ "Members of the Taliban", "gunmen from Boko Haram": the party behind, in the words of the whole phrase."""
    if token.lower_ not in lang.words("clauses", "en.clause.members"):
        return []
    for prep in token.children:
        if prep.dep_ != "prep" or prep.lower_ not in {"of", "from"}:
            continue
        for below in prep.children:
            if below.dep_ != "pobj":
                continue
            first, last = bounds(below)
            held = [m for m in _held(parsed, actors, first, min(below.right_edge.i, last + 5)) if m.actor]
            if held:
                reach = parsed.tokens_in(held[0].start, held[0].end)
                whole = mention(parsed, bounds(token)[0], max(last, reach[1] if reach else last), None)
                return [
                    ActorMention(
                        text=whole.text,
                        start=whole.start,
                        end=whole.end,
                        actor=held[0].actor,
                        country=held[0].country,
                        kind=held[0].kind,
                    )
                ]
    return []


def _person(parsed: Parsed, token: Any) -> ActorMention | None:
    if token.lower_ not in cue_words("en.actor.person"):
        return None
    first, last = bounds(token)
    return mention(parsed, first, last, None, "person")


def of_deed(parsed: Parsed, deed: Any, actors: Sequence[ActorMention]) -> list[ActorMention]:
    """The party to a deed or a weapon: "Israeli" of "Israeli air strikes", X of "an attack by X"."""
    found: list[ActorMention] = []
    first, last = bounds(deed)
    found += [m for m in _held(parsed, actors, first, last) if not _only_where(deed, m)]
    for child in deed.children:
        if child.i < deed.i or found:
            continue
        if child.dep_ in {"prep", "agent"} and child.lower_ == "by":
            found += objects(parsed, child, actors)
        elif child.dep_ == "acl" and child.lemma_.lower() in lang.words("clauses", "en.clause.carried_out"):
            for sub in child.children:
                if sub.lower_ in {"by", "to", "on"}:
                    found += objects(parsed, sub, actors)
    return found


def _only_where(deed: Any, party: ActorMention) -> bool:
    """ "A Turkey car bomb attack" was in Turkey, "a Turkish attack" by it; states strike from the air and shell, and nobody else."""
    noun = party.kind == "state" and party.text == party.actor and party.text.lower() not in load_lexicon().demonyms
    return noun and deed.lemma_.lower() in lang.words("clauses", "en.clause.deeds_at_a_place")


def objects(parsed: Parsed, preposition: Any, actors: Sequence[ActorMention]) -> list[ActorMention]:
    """The parties that a preposition governs."""
    return [m for child in preposition.children if child.dep_ in {"pobj", "conj"} for m in doers(parsed, child, actors)]


def subjects(token: Any) -> list[Any]:
    """The subjects of a verb in the active."""
    return [c for c in token.children if c.dep_ in _SUBJECT]
