"""Attacks of which no toll is stated, and who claims or denies having done them.

Only what is told as having happened counts: a verb of attacking with an armed
party as its doer, or a weapon that went off. A noun alone ("the scale of the
attack") points back to something told elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tollbook import lang
from tollbook.extract.event_clause import armed, edge, happened, negated, party, passive, subject, trim, words
from tollbook.extract.event_sabotage import find_sabotage, looks_back
from tollbook.extract.event_strike import claim, finite, first, target
from tollbook.extract.method import find_method
from tollbook.extract.perpetrator import perpetrators
from tollbook.model import ActorMention, AttackClaim, Span, Stance
from tollbook.text.parse import Parsed


@dataclass(frozen=True, slots=True)
class Responsibility:
    """That a party says it did something, or says it did not."""

    rule: str
    quote: Span
    actor: ActorMention
    stance: Stance


def _verbs(parsed: Parsed, actors: Sequence[ActorMention]) -> Iterator[AttackClaim]:
    name = "en.attack.verb"
    strict, loose = words(name, "strict"), words(name, "loose")
    for verb in parsed.doc:
        lemma = verb.lemma_.lower()
        if (
            verb.pos_ != "VERB"
            or lemma not in strict | loose
            or not happened(verb)
            or verb.dep_ in {"amod", "compound", "acl"}
            or not finite(verb)
        ):
            continue
        thing = next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)
        who = perpetrators(parsed, verb.i, actors)
        doer = next((b for b in who.by if armed(b)), None)
        weapon = _counted(verb) or (
            (s := subject(verb)) is not None
            and not passive(verb)
            and s.lower_
            in words("en.attack.fire", "things") | lang.words("event_words", "en.event.from_the_air")
        )
        if (
            thing is None
            or thing.pos_ == "PRON"
            or (lemma in loose and doer is None and not weapon and not _place_attacked(verb, lemma, thing))
            or (doer is None and not weapon and not passive(verb))
        ):
            continue
        if (
            lemma in lang.words("event_words", "en.event.police_too")
            and doer is not None
            and doer.kind in {"state", "state forces", "alliance"}
            and find_method(parsed, verb.i) not in _STRUCK
        ):
            # Forces that "targeted a compound to search it", police who "raided two homes", attacked nobody.
            continue
        yield claim(name, parsed, verb, who, start=first(verb))


_STRUCK = frozenset(["air strike", "drone strike", "shelling", "missile or rocket"])


def _place_attacked(verb: Any, lemma: str, thing: Any) -> bool:
    """ "Two mosques were attacked", by nobody knows whom; a "station that was hit by cuts" was not."""
    return (
        lemma in {"attack", "assault"}
        and passive(verb)
        and {thing.lower_, thing.lemma_.lower()} & words("en.attack.blown_up", "things") != set()
        and not any(c.dep_ == "agent" for c in verb.children)
    )


def _counted(verb: Any) -> bool:
    """ "An unknown number of gunmen attacked": who did it stands after "of"."""
    who = subject(verb)
    return (
        who is not None
        and who.lower_ in lang.words("event_words", "en.event.crowd_of")
        and any(
            b.lower_ in words("en.attack.tried", "doers") for p in who.children if p.lower_ == "of" for b in p.children
        )
    )


def _deeds(parsed: Parsed, actors: Sequence[ActorMention]) -> Iterator[AttackClaim]:
    for name in ("en.attack.deed", "en.attack.fire"):
        for verb in parsed.doc:
            if (
                verb.lemma_.lower() not in words(name, "verbs")
                or verb.pos_ != "VERB"
                or not happened(verb)
                or verb.dep_ in {"amod", "acl"}
                or not finite(verb)
            ):
                continue
            things = [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"} and c.lower_ in words(name, "things")]
            if not things:
                continue
            who = perpetrators(parsed, verb.i, actors)
            aimed = target(parsed, verb)
            if aimed is not None and aimed.text.lower().endswith((" sea", "ocean", " air", "waters")):
                # A missile test harms nobody.
                continue
            thrown = (
                name == "en.attack.fire"
                and things[0].lower_ in words(name, "weapons")
                and any(_aims(c) for c in (*verb.children, *things[0].children))
            )
            if passive(verb) or thrown or _from_the_air(things[0]) or any(armed(b) for b in who.by):
                if name == "en.attack.deed" and passive(verb) and not who.by:
                    continue
                yield claim(name, parsed, verb, who, start=first(verb))


def _from_the_air(thing: Any) -> bool:
    """An air strike is an attack, whoever "the international force" is that conducted it."""
    return thing.lemma_.lower() == "airstrike" or any(c.lower_ in {"air", "drone"} and c.dep_ in {"compound", "amod"} for c in thing.lefts)


def _reduced(verb: Any) -> bool:
    """Is the verb a mere participle to a noun? Not where the sentence would have no other verb: "a device detonated outside"."""
    return verb.dep_ == "acl" and not (verb.tag_ in {"VBN", "VBD"} and verb.head.dep_ == "ROOT")


def _aims(prep: Any) -> bool:
    """Does it say at what, or from which place: "from the Gaza Strip", but not "from thirty yards"?"""
    return prep.lower_ in _AT or (prep.lower_ == "from" and any(b.pos_ == "PROPN" for b in prep.children))


def _explosions(parsed: Parsed, actors: Sequence[ActorMention]) -> Iterator[AttackClaim]:
    name = "en.attack.explosion"
    for verb in parsed.doc:
        lemma = verb.lemma_.lower()
        if lemma not in words(name, "verbs") or verb.pos_ != "VERB" or not happened(verb) or passive(verb):
            continue
        if lemma in {"land", "fall"} and not _FLYING & {t.lemma_.lower() for t in verb.lefts}:
            continue
        if lemma in _WITH and not any(c.lower_ == _WITH[lemma] for c in verb.children):
            continue
        bomb = verb.head if verb.dep_ == "acl" else subject(verb)
        if bomb is None or not {bomb.lower_, bomb.lemma_.lower()} & words(name, "things") or _reduced(verb):
            continue
        yield claim(name, parsed, verb, perpetrators(parsed, verb.i, actors), start=first(verb))


# "Went off", "blew up": without the particle the verb says something else.
_WITH = {"go": "off", "blow": "up"}
# "Launched a rocket into orbit" aims at nobody.
_AT = frozenset(["at", "on", "against", "toward", "towards", "outside", "near", "inside"])
_FLYING = frozenset(["rocket", "missile", "shell", "mortar"])


def find_attacks(parsed: Parsed, actors: Sequence[ActorMention]) -> list[AttackClaim]:
    """The attacks that a sentence tells of, whether or not a toll covers them.

    Args:
        parsed: The sentence.
        actors: Its mentions of parties.
    """
    kept: list[AttackClaim] = []
    if looks_back(parsed.sentence.text):
        return kept
    for one in (
        *_verbs(parsed, actors),
        *_deeds(parsed, actors),
        *_explosions(parsed, actors),
        *find_sabotage(parsed, actors),
    ):
        if all(one.quote.end <= k.quote.start or one.quote.start >= k.quote.end for k in kept):
            kept.append(one)
    return kept


def find_responsibility(parsed: Parsed, actors: Sequence[ActorMention]) -> tuple[Responsibility, ...]:
    """Who claims an attack, or denies having had to do with it.

    Such a sentence mostly stands apart from the one with the toll; whoever
    reads the whole article joins the two.

    Example:
        >>> from tollbook.extract.actor import find_actors
        >>> from tollbook.text.parse import parse
        >>> from tollbook.text.sentences import split
        >>> one = parse(split("The Taliban claimed responsibility for the bombing."))[0]
        >>> [(r.actor.actor, r.stance) for r in find_responsibility(one, find_actors(one))]
        [('Taliban', 'asserted')]
    """
    found = []
    for thing in parsed.doc:
        verb = thing.head
        claims = thing.lemma_.lower() == "responsibility" and verb.lemma_.lower() in lang.words("event_words", "en.event.owns_up")
        denies = thing.lemma_.lower() in lang.words("event_words", "en.event.charged_with") and verb.lemma_.lower() in {"deny", "reject"}
        if thing.dep_ != "dobj" or not (claims or denies) or negated(verb) or not happened(verb):
            continue
        who = subject(verb)
        actor = party(parsed, who, actors) if who is not None else None
        if who is None or actor is None or any(c.lower_ == "no" for c in who.children):
            continue
        name = "en.responsibility.denied" if denies else "en.responsibility.claimed"
        found.append(
            Responsibility(name, trim(parsed, who.left_edge.i, edge(verb)), actor, "denied" if denies else "asserted")
        )
    return tuple(found)
