"""Talks and demands between parties: that they are held, that something is asked.

Politics is full of both, so the parties must be states, their bodies or armed
groups, and the words those of conflict and diplomacy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tollbook import lang
from tollbook.extract.actor import bounds
from tollbook.extract.event_clause import (
    claim_id,
    edge,
    happened,
    parties,
    party,
    passive,
    rule,
    stance,
    subject,
    trim,
    words,
)
from tollbook.model import ActorMention, DemandClaim, Span, TalksClaim
from tollbook.text.parse import Parsed

_PARTIES = frozenset(
    [
        "state",
        "rebel",
        "militia",
        "jihadist",
        "paramilitary",
        "state forces",
        "alliance",
        "organisation",
        "party",
        "militant",
        "private military",
    ]
)


# What is added after a comma, and is no longer what is asked.


def _counts(one: ActorMention | None) -> bool:
    return one is not None and one.kind in _PARTIES and (one.actor is not None or one.kind == "militant")


def topic(verb_or_noun: Any) -> str | None:
    """What talks are about: the first word of diplomacy below a verb or noun, `None` where none stands there."""
    lower = " ".join(t.lower_ for t in verb_or_noun.subtree)
    at = {word: lower.find(word) for word in words("en.talks.about") if word in lower}
    if not at:
        return None
    first = min(at, key=lambda w: (at[w], -len(w)))
    return {"cease-fire": "ceasefire", "hostage": "hostages"}.get(first, first)


def _talks(name: str, quote: Span, about: str | None, who: Sequence[ActorMention], verb: Any) -> TalksClaim:
    return TalksClaim(
        id=claim_id("talks", quote),
        rule=name,
        reading_confidence=rule(name)["confidence"],
        quote=quote,
        stance=stance(verb),
        about=about,
        actors=tuple(who),
    )


def _top(verb: Any) -> Any:
    """The verb that bears the clause: "has been in Turkey" of "has been in Turkey to negotiate"."""
    while (
        verb.dep_ in {"xcomp", "advcl"}
        and verb.head.pos_ in {"VERB", "AUX"}
        and not any(c.dep_ == "nsubj" for c in verb.children)
    ):
        verb = verb.head
    return verb


def _negotiate(parsed: Parsed, actors: Sequence[ActorMention]) -> Iterator[TalksClaim]:
    name = "en.talks.negotiate"
    for verb in parsed.doc:
        if (
            verb.lemma_.lower() not in words(name, "verbs")
            or verb.pos_ != "VERB"
            or passive(verb)
            or not happened(verb)
        ):
            continue
        who = subject(verb)
        found = [a for a in parties(parsed, who, actors) if _counts(a)] if who is not None else []
        withs = [b for p in verb.children if p.lower_ in {"with", "between"} for b in p.children if b.dep_ == "pobj"]
        found += [a for b in withs for a in parties(parsed, b, actors) if _counts(a)]
        about = topic(verb)
        if not found or about is None or (verb.lemma_.lower() == "discuss" and not _at_the_table(about, found, who)):
            continue
        top = _top(verb)
        yield _talks(name, trim(parsed, top.left_edge.i, edge(verb)), about, found, verb)


def _at_the_table(about: str, found: Sequence[ActorMention], who: Any) -> bool:
    """ "An envoy is here to discuss a truce" are talks; "the president discussed peace" may be a speech."""
    sent = who is not None and bool({who.lemma_.lower(), *(c.lemma_.lower() for c in who.conjuncts)} & words("en.talks.sent"))
    return about in words("en.talks.sent", "about") and (sent or len({a.actor or a.text for a in found}) > 1)


def _held(parsed: Parsed, actors: Sequence[ActorMention]) -> Iterator[TalksClaim]:
    """ "X and Y held talks", "talks between X and Y resumed"."""
    for thing in parsed.doc:
        if thing.lower_ not in words("en.talks.between", "things") or thing.pos_ != "NOUN":
            continue
        verb = thing.head
        found: list[ActorMention] = []
        for prep in thing.children:
            if prep.lower_ in {"between", "with"}:
                found += [
                    a for b in prep.children if b.dep_ == "pobj" for a in parties(parsed, b, actors) if _counts(a)
                ]
        met = (
            thing.dep_ == "pobj"
            and verb.lower_ in {"for", "in"}
            and verb.head.lemma_.lower() in lang.words("event_words", "en.event.meets")
        )
        if met:
            verb = verb.head
        if verb.pos_ not in {"VERB", "AUX"} or not happened(verb) or any(c.lower_ == "no" for c in thing.children):
            continue
        name = "en.talks.between"
        if met or (thing.dep_ == "dobj" and verb.lemma_.lower() in words("en.talks.held", "verbs")):
            who = subject(verb)
            name = "en.talks.held"
            found = ([a for a in parties(parsed, who, actors) if _counts(a)] if who is not None else []) + found
            for prep in verb.children:
                if prep.lower_ == "with":
                    found += [
                        a for b in prep.children if b.dep_ == "pobj" for a in parties(parsed, b, actors) if _counts(a)
                    ]
        elif thing.dep_ not in {"nsubj", "nsubjpass"}:
            continue
        names = {a.actor or a.text for a in found}
        about = topic(thing) or topic(verb)
        if len(names) < 2 and not (names and about):
            continue
        first = min(verb.left_edge.i, thing.left_edge.i) if name == "en.talks.held" else thing.left_edge.i
        unique = list({a.start: a for a in found}.values())
        yield _talks(name, trim(parsed, first, max(edge(verb), thing.i)), about, unique, verb)


def _demand(
    name: str, parsed: Parsed, verb: Any, first: int, who: ActorMention, to: ActorMention | None
) -> DemandClaim:
    last = edge(verb)
    for mark in parsed.doc[verb.i + 1 : last]:
        if mark.text == "," and parsed.doc[mark.i + 1].lower_ in lang.words("clauses", "en.clause.added"):
            last = mark.i
            break
    quote = trim(parsed, first, last)
    return DemandClaim(
        id=claim_id("demand", quote),
        rule=name,
        reading_confidence=rule(name)["confidence"],
        quote=quote,
        stance=stance(verb),
        actor=who,
        to=to,
    )


def _asked(parsed: Parsed, verb: Any, actors: Sequence[ActorMention]) -> ActorMention | None:
    """Of whom it is asked: the object of "urge", the subject of what is to be done, whom one calls on."""
    for child in verb.children:
        if child.dep_ in {"dobj", "dative"} and any(
            c.dep_ in {"xcomp", "ccomp"} or (c.lower_ == "to" and (c.dep_ == "aux" or c.head.i == verb.i))
            for c in verb.subtree
            if c.i > child.i
        ):
            return party(parsed, child, actors)
        if child.dep_ in {"ccomp", "xcomp"}:
            inner = next((c for c in child.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
            if inner is not None and (child.tag_ == "VB" or any(c.lower_ == "to" for c in child.children)):
                return party(parsed, inner, actors)
        if (child.lower_ in {"on", "upon"} and verb.lemma_ == "call") or (
            child.lower_ == "to" and verb.lemma_ == "appeal"
        ):
            return next((party(parsed, b, actors) for b in child.children if b.dep_ == "pobj"), None)
        if child.lower_ in {"that"} and verb.lemma_ == "demand":
            continue
    return None


def _demands(parsed: Parsed, actors: Sequence[ActorMention]) -> Iterator[DemandClaim]:
    for verb in parsed.doc:
        lemma = verb.lemma_.lower()
        if verb.pos_ != "VERB" or lemma not in words("en.demand.urged", "verbs") or passive(verb) or not happened(verb):
            continue
        who = subject(verb)
        asker = party(parsed, who, actors) if who is not None and who.i < verb.i else None
        if who is None or who.i >= verb.i:
            continue
        if (asker is None or asker.actor is None or not _counts(asker)) and who.pos_ == "PROPN":
            # Somebody by name asks it of a party: who is asked is known, for whom the name speaks is not.
            span = parsed.span(bounds(who)[0], who.i)
            asker = ActorMention(text=span.text, start=span.start, end=span.end)
        elif asker is None or not _counts(asker) or asker.actor is None:
            continue
        to = _asked(parsed, verb, actors)
        if to is not None and (not _counts(to) or to.actor == asker.actor):
            to = None
        if to is not None and to.actor is not None:
            yield _demand("en.demand.urged", parsed, verb, who.left_edge.i, asker, to)
        elif asker.actor is not None and any(_wanted(c) for c in verb.children):
            yield _demand("en.demand.demanded", parsed, verb, who.left_edge.i, asker, to)


def _wanted(child: Any) -> bool:
    """ "For a ceasefire", "the withdrawal of troops"."""
    things = words("en.demand.demanded", "things")
    if child.dep_ == "dobj":
        return child.lower_ in things
    return child.lower_ == "for" and any(b.lower_ in things for b in child.children if b.dep_ == "pobj")


def find_talks(parsed: Parsed, actors: Sequence[ActorMention]) -> list[TalksClaim]:
    """The talks that a sentence says are held."""
    kept: list[TalksClaim] = []
    for one in (*_negotiate(parsed, actors), *_held(parsed, actors)):
        if all(one.quote.end <= k.quote.start or one.quote.start >= k.quote.end for k in kept):
            kept.append(one)
    return kept


def find_demands(parsed: Parsed, actors: Sequence[ActorMention]) -> list[DemandClaim]:
    """What one party asks of another, in one sentence."""
    kept: list[DemandClaim] = []
    for one in _demands(parsed, actors):
        if all(one.quote.end <= k.quote.start or one.quote.start >= k.quote.end for k in kept):
            kept.append(one)
    return kept
