"""Attacks on things, and attacks that hurt nobody: what was burnt, blown up, shot at, or set to explode.

Such attacks are told without a word of harm to people, so each rule asks for
two signs at once: the deed, and a doer, a means or a thing that make it one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from tollbook import lang
from tollbook.extract.event_clause import armed, claim_id, edge, happened, passive, rule, subject, trim, words
from tollbook.extract.event_strike import claim, finite, first
from tollbook.extract.perpetrator import perpetrators
from tollbook.model import ActorMention, AttackClaim
from tollbook.text.parse import Parsed

_STATE = frozenset(["state", "state forces", "alliance"])


def looks_back(text: str) -> bool:
    """Does a sentence recall what was long ago?"""
    return lang.pattern("event_words", "en.event.long_ago").search(text) is not None


def _told(verb: Any) -> bool:
    """Is the verb one that a sentence tells as its news, not one that only says which thing is meant?"""
    return (
        verb.pos_ == "VERB"
        and verb.dep_ not in {"amod", "compound", "acl", "relcl"}
        and finite(verb)
        and happened(verb)
    )


def _object(verb: Any) -> Any | None:
    """What was done to: the object, or the subject of a passive, also of the one that it goes on from."""
    own = next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)
    if own is None and verb.dep_ == "conj" and any(c.dep_ == "nsubjpass" for c in verb.head.children):
        own = subject(verb)
    return own


def _doer(verb: Any, parsed: Parsed, actors: Sequence[ActorMention]) -> ActorMention | None:
    who = perpetrators(parsed, verb.i, actors)
    return next((b for b in who.by if armed(b)), None)


def _person(verb: Any) -> bool:
    """Is the subject of the verb, or who is named after "by", one of the people who do such things?"""
    agents = [b for c in verb.children if c.dep_ == "agent" for b in c.children]
    who = subject(verb) if not passive(verb) else (agents[0] if agents else None)
    return who is not None and who.lower_ in words("en.attack.arson", "doers")


def _objects_of(token: Any, *preps: str) -> list[Any]:
    return [
        b for p in token.children if p.dep_ in {"prep", "agent", "dative"} and p.lower_ in preps for b in p.children
    ]


def _gunfire(verb: Any, parsed: Parsed, actors: Sequence[ActorMention]) -> bool:
    """ "Opened fire on a patrol", "fired at police", "were shot at"."""
    lemma = verb.lemma_.lower()
    thing = _object(verb)
    if lemma == "open":
        # A senator who "opened fire on his rival" is none of those who shoot.
        known = _doer(verb, parsed, actors) is not None or _person(verb)
        return known and thing is not None and thing.lower_ == "fire" and not passive(verb)
    at = next(
        (c for c in verb.children if c.lower_ in {"at", "on", "upon"} and c.dep_ in {"prep", "prt", "advmod"}), None
    )
    if at is None:
        return False
    if lemma == "shoot" and passive(verb):
        # A film is "shot on location"; whoever was "shot at a club" was hit, and has a toll.
        return at.lower_ == "at" and (at.dep_ == "prt" or not list(at.children))
    # "Fired at least", "shot on location": somebody armed must have done it, at something.
    return (
        thing is None
        and not passive(verb)
        and any(b.dep_ == "pobj" and b.pos_ in {"NOUN", "PROPN", "PRON"} for b in at.children)
        and (_doer(verb, parsed, actors) is not None or _person(verb))
    )


def _arson(verb: Any, parsed: Parsed, actors: Sequence[ActorMention]) -> bool:
    """ "Set fire to a school", "set a bus on fire", "was set ablaze"."""
    name = "en.attack.arson"
    thing = _object(verb)
    low = {c.lower_ for c in verb.children}
    burnt: Any | None = None
    if thing is not None and thing.lower_ == "fire":
        near = [*_objects_of(verb, "to"), *_objects_of(thing, "to")]
        burnt = near[0] if near and verb.lemma_.lower() == "set" else None
    elif verb.lemma_.lower() == "set":
        # "Set a bus ablaze" is read as a clause of its own in which the bus is ablaze.
        inner = next((c for c in verb.children if c.dep_ in {"ccomp", "oprd", "acomp"} and c.lower_ == "ablaze"), None)
        held = inner is not None or "ablaze" in low or any(b.lower_ == "fire" for b in _objects_of(verb, "on"))
        own = None if inner is None else next((c for c in inner.children if c.dep_ == "nsubj"), None)
        burnt = (thing if thing is not None else own) if held else None
    elif low & {"down"}:
        burnt = thing
    if burnt is None or burnt.lower_ in words(name, "not_things"):
        return False
    if passive(verb):
        return not any(c.dep_ == "agent" for c in verb.children) or _person(verb) or bool(_doer(verb, parsed, actors))
    return _person(verb) or _doer(verb, parsed, actors) is not None


def _blown_up(verb: Any, parsed: Parsed, actors: Sequence[ActorMention]) -> bool:
    if not any(c.lower_ == "up" for c in verb.children):
        return False
    thing = _object(verb)
    if thing is None or thing.lower_ in words("en.attack.planted", "things"):
        return False
    of = {b.lower_ for b in _objects_of(thing, "of")}
    known = bool({thing.lower_, *of} & words("en.attack.blown_up", "things"))
    doer = _doer(verb, parsed, actors)
    if passive(verb):
        return known
    return (known and subject(verb) is not None) or (doer is not None and thing.pos_ in {"NOUN", "PROPN"})


def _wrecked(verb: Any, parsed: Parsed, actors: Sequence[ActorMention]) -> bool:
    """What rebels or gunmen destroy; armies and states destroy arms, crops and more that is no attack."""
    thing = _object(verb)
    doer = _doer(verb, parsed, actors)
    known = words("en.attack.blown_up", "things")
    return (
        thing is not None
        and doer is not None
        and doer.kind not in _STATE
        and bool({thing.lower_, *(b.lower_ for b in _objects_of(thing, "of"))} & known)
    )


def _planted(verb: Any, parsed: Parsed, actors: Sequence[ActorMention]) -> bool:
    thing = _object(verb)
    if thing is None or thing.lower_ not in words("en.attack.planted", "things") or not _explosive(thing):
        return False
    if not any(t.lower_ in _WHERE and t.i > verb.i for t in verb.subtree):
        return False
    return (
        passive(verb) or _person(verb) or _doer(verb, parsed, actors) is not None or "unknown" in _subject_words(verb)
    )


_WHERE = frozenset("at in on outside near under inside along behind beneath beside nearby to throughout across around".split())


def _subject_words(verb: Any) -> set[str]:
    who = subject(verb)
    return set() if who is None else {t.lower_ for t in who.subtree}


def _explosive(thing: Any) -> bool:
    """A device or a charge explodes only where its words say so; a mine may be dug."""
    if thing.lower_ not in lang.words("event_words", "en.event.maybe_bombs"):
        return True
    return any(
        c.lower_ in lang.words("event_words", "en.event.makes_bombs")
        for c in thing.children
        if c.i < thing.i
    )


def _found(verb: Any, _parsed: Parsed, _actors: Sequence[ActorMention]) -> bool:
    """A bomb found where only one that was set would lie; arms found in a search are none."""
    name = "en.attack.found"
    thing = _object(verb)
    if thing is None or thing.lower_ not in words("en.attack.planted", "things") or not _explosive(thing):
        return False
    inside = {t.lower_ for t in verb.subtree}
    if inside & words(name, "old") or any(c.lower_ == "unexploded" for c in thing.children):
        return False
    tail = [t for t in verb.subtree if t.i > min(verb.i, thing.i)]
    if any(t.lower_ in words(name, "beside") and t.dep_ == "prep" and list(t.children) for t in tail):
        return True
    if any({t.lower_, t.lemma_.lower()} & words(name, "spots") and t.dep_ == "pobj" for t in tail):
        return True
    # "Bombs that had been placed on the road": who set them is unknown, that they were set is not.
    return any(t.lemma_.lower() in words("en.attack.planted", "verbs") for t in tail)


def _targeted(verb: Any, parsed: Parsed, actors: Sequence[ActorMention]) -> bool:
    """ "Was targeted with bombs", "was attacked in a grenade attack", "an explosion struck the office"."""
    name = "en.attack.targeted"
    if passive(verb):
        for thing in _objects_of(verb, "with", "by", "in"):
            if thing.lower_ in words(name, "means") and _explosive(thing):
                return True
            if thing.lemma_.lower() in {"explosion", "blast"}:
                return _blast(thing, _object(verb))
        return any(
            t.lemma_.lower() in {"attack", "bombing"}
            and t.dep_ == "pobj"
            and t.head.lower_ == "in"
            and _armed_attack(t)
            for t in verb.subtree
        )
    if any(
        b.lower_ in words(name, "means") for o in (verb, _object(verb)) if o is not None for b in _objects_of(o, "with")
    ):
        return _person(verb) or _doer(verb, parsed, actors) is not None
    who = subject(verb)
    thing = _object(verb)
    return (
        who is not None
        and thing is not None
        and thing.pos_ in {"NOUN", "PROPN"}
        and ((who.lower_ in words("en.attack.planted", "things") and _explosive(who)) or _blast(who, thing))
    )


def _blast(blast: Any, thing: Any | None) -> bool:
    """An explosion that may be thought an attack: not one of gas, nor one where explosions are accidents."""
    return (
        blast.lemma_.lower() in {"explosion", "blast"}
        and thing is not None
        and thing.lemma_.lower() not in words("en.attack.targeted", "accidents")
        and not {t.lower_ for t in blast.subtree} & words("en.attack.targeted", "accidental")
    )


def _armed_attack(attack: Any) -> bool:
    return attack.lemma_.lower() == "bombing" or any(
        c.lower_ in words("en.attack.targeted", "attacks") for c in attack.children if c.i < attack.i
    )


def _target_of(verb: Any) -> bool:
    """ "The station was the target of a grenade attack"."""
    target = next((c for c in verb.children if c.dep_ == "attr" and c.lower_ == "target"), None)
    return target is not None and any(
        b.lemma_.lower() in {"attack", "bombing"} and _armed_attack(b) for b in _objects_of(target, "of")
    )


_RULES = {
    "en.attack.gunfire": _gunfire, "en.attack.arson": _arson, "en.attack.blown_up": _blown_up, "en.attack.planted": _planted,
    "en.attack.found": _found, "en.attack.targeted": _targeted, "en.attack.wrecked": _wrecked,
}  # fmt: skip


def find_sabotage(parsed: Parsed, actors: Sequence[ActorMention]) -> Iterator[AttackClaim]:
    """Attacks that a sentence tells of as its news, by the rules on things and on gunfire.

    Args:
        parsed: The sentence.
        actors: Its mentions of parties.

    Example:
        >>> from tollbook.text.parse import parse
        >>> from tollbook.text.sentences import split
        >>> one = parse(split("A gas pipeline was blown up on Friday."))[0]
        >>> [(c.rule, c.target.text) for c in find_sabotage(one, ())]
        [('en.attack.blown_up', 'A gas pipeline')]
    """
    for verb in parsed.doc:
        if verb.lower_ in {"was", "were"} and _target_of(verb) and happened(verb):
            yield _made("en.attack.targeted", parsed, verb, actors)
        lemma = verb.lemma_.lower()
        for name, holds in _RULES.items():
            if lemma in words(name, "verbs") and _told(verb) and holds(verb, parsed, actors):
                yield _made(name, parsed, verb, actors)
                break


def _made(name: str, parsed: Parsed, verb: Any, actors: Sequence[ActorMention]) -> AttackClaim:
    made = claim(name, parsed, verb, perpetrators(parsed, verb.i, actors), start=first(verb))
    on = [
        c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB" and c.lemma_.lower() in words(name, "verbs")
    ]
    if not on or any(c.dep_ in {"nsubj", "nsubjpass"} for c in on[0].children):
        return made
    # "Was found and removed from a bus": where it was stands by the second verb.
    whole = trim(parsed, first(verb), edge(on[0]))
    return msgspec.structs.replace(made, quote=whole, id=claim_id("attack", whole))


def stands_alone(rule_id: str) -> bool:
    """Does an attack of this rule need no other word of violence around it?"""
    return bool(rule(rule_id).get("alone"))
