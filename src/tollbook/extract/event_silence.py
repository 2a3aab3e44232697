"""Silences: what a text says outright is not known or not told.

That the government has given no figure is a fact about the figures: it says
what is missing from a toll, and who could supply it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from tollbook import lang
from tollbook.extract.event_clause import (
    amid_violence,
    claim_id,
    edge,
    negated,
    party,
    passive,
    rule,
    subject,
    trim,
    violent,
    words,
)
from tollbook.model import ActorMention, SilenceClaim, Span
from tollbook.text.parse import Parsed

_ABOUT = (
    ("talks", re.compile(r"\b(?:talks|negotiations?|ceasefire|truce)\b")),
    (
        "responsibility",
        re.compile(
            r"\b(?:responsibility|responsible|behind|carried out|who (?:had )?(?:fired|shot|planted|did|killed|attacked|bombed))\b"
        ),
    ),
    (
        "figures",
        re.compile(
            r"\b(?:figures?|casualt\w+|toll|numbers?|how many|data|statistics?|dead|deaths|killed|wounded|injured|injuries|losses|breakdown|estimate)\b"
        ),
    ),
    ("identity", re.compile(r"\b(?:identit\w+|names?|identif\w+|who)\b")),
    ("motive", re.compile(r"\bmotiv\w+\b|\bwhy\b|\bprompted\b")),
    ("cause", re.compile(r"\bcaused?\b|\bled to\b|\bhow\b")),
    ("fate", re.compile(r"\b(?:fate|whereabouts|conditions?)\b")),
    ("figures", re.compile(r"\binformation\b")),
)


# "No one could say how many were killed", "officials were unable to say who fired".
_NOBODY_KNOWS = re.compile(
    r"\b(?:(?:no[ -]?one|nobody) (?:\w+ ){0,2}?(?:knows?|knew|say|tell)|(?:impossible|not possible) (?:\w+ )?to (?:say|tell|know|establish)|"
    r"(?:could|can) ?not (?:yet |immediately )?(?:say|tell)|unable to (?:say|tell)) (?:exactly |yet |for certain |precisely )?(?:how many|who|whether|what|why)\b[^.;,\n]{3,120}|"
    r"\bhow many\b[^.;,\n]{3,100}\b(?:is|was|remains|remained) (?:still )?(?:not (?:yet )?(?:clear|known)|unclear|unknown)\b",
    re.IGNORECASE,
)


def about(words_: str) -> str:
    """What a silence is about, from its words.

    Example:
        >>> about("no details of these talks have been released")
        'talks'
    """
    lower = words_.lower()
    return next((name for name, pattern in _ABOUT if pattern.search(lower)), "details")


def _about_thing(thing: Any) -> str:
    """By the thing's own word first: the names of the wounded are names, not numbers."""
    own = about(thing.lower_)
    return (
        own
        if own not in {"details", "figures"} or thing.lower_ in lang.words("event_words", "en.event.figures")
        else about(" ".join(t.lower_ for t in thing.subtree))
    )


def _claim(name: str, quote: Span, on: str, actor: ActorMention | None) -> SilenceClaim:
    return SilenceClaim(
        id=claim_id("silence", quote),
        rule=name,
        reading_confidence=rule(name)["confidence"],
        quote=quote,
        about=on,
        actor=actor,
    )


def _is_none(token: Any) -> bool:
    return any(c.lower_ in {"no", "few"} and c.dep_ in {"det", "amod"} for c in token.children)


def _things(verb: Any, name: str) -> list[Any]:
    wanted = words(name, "things")
    found = [
        c
        for c in verb.children
        if c.dep_ in {"dobj", "obj", "ccomp"} and (c.lemma_.lower() in wanted or c.lower_ in wanted)
    ]
    # "A woman who did not give her name" keeps back her own.
    own = {"her", "his", "their", "its", "my", "your"}
    return [
        c for c in found if c.lemma_.lower() not in {"name", "identity"} or not any(d.lower_ in own for d in c.children)
    ]


def _how_many(verb: Any) -> bool:
    return any(c.dep_ == "ccomp" and "how many" in " ".join(t.lower_ for t in c.subtree) for c in verb.children)


def _unsaid(verb: Any) -> Any | None:
    """The verb that bears the subject of a thing not said: itself, or "declined", "has yet" above it."""
    above = verb.head
    infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
    if negated(verb):
        return None if infinitive else verb
    if (
        infinitive
        and verb.dep_ == "xcomp"
        and (
            above.lemma_.lower() in {"decline", "refuse"}
            or (above.lemma_ == "have" and any(c.lower_ == "yet" for c in (*above.children, *verb.children)))
        )
    ):
        return above
    return None


def _withheld(parsed: Parsed, actors: Sequence[ActorMention]) -> Iterator[SilenceClaim]:
    name = "en.silence.withheld"
    for verb in parsed.doc:
        if verb.lemma_.lower() not in words(name, "verbs") or verb.pos_ != "VERB" or passive(verb):
            continue
        things = _things(verb, name)
        bearer = _unsaid(verb)
        none = [t for t in things if _is_none(t)]
        doer = subject(verb)
        if (
            bearer is None
            and doer is not None
            and (
                doer.lower_ in {"neither", "none", "nobody"}
                or any(c.lower_ in {"neither", "no"} for c in doer.children)
            )
        ):
            bearer = verb
        if bearer is None and none and not any(c.lower_ in {"would", "will", "if"} for c in verb.children):
            bearer = verb
        if (
            bearer is None
            or not (things or _how_many(verb))
            or any(
                c.lower_ in {"would", "will", "could", "ca", "can", "do", "should"} and c.dep_ == "aux"
                for c in bearer.children
            )
        ):
            continue
        who = subject(bearer)
        if verb.tag_ == "VBG" and verb.dep_ == "advcl" and passive(verb.head):
            # "Three were hurt, giving no details": the words do not say who gave none.
            who = verb
        if who is None or (who.pos_ == "PRON" and who.lower_ in {"i", "you", "we", "there"}):
            continue
        if any(
            t.lower_
            in lang.words("clauses", "en.clause.politics")
            for t in verb.subtree
        ):
            continue
        quote = trim(parsed, who.left_edge.i, max(edge(verb), who.i))
        on = (
            _about_thing(things[0])
            if things and things[0].dep_ != "ccomp"
            else about(" ".join(t.lower_ for t in verb.subtree))
        )
        nobody = who.lower_ in {"neither", "none", "nobody"} or _is_none(who) or who.pos_ == "PRON"
        yield _claim(name, quote, on, None if nobody or who.i == verb.i else _who(parsed, who, actors))


def _who(parsed: Parsed, who: Any, actors: Sequence[ActorMention]) -> ActorMention:
    known = party(parsed, who, actors)
    if known is not None:
        return known
    last = who.i
    span = parsed.span(min(who.left_edge.i, last), last)
    return ActorMention(text=span.text, start=span.start, end=span.end)


def _none_given(parsed: Parsed) -> Iterator[SilenceClaim]:
    """ "No details have been released", "the toll has not been given"."""
    name = "en.silence.none_given"
    for verb in parsed.doc:
        if not passive(verb) or verb.lemma_.lower() not in words(name, "verbs"):
            continue
        for thing in verb.children:
            wanted = words(name, "things")
            if (
                thing.dep_ == "nsubjpass"
                and (thing.lemma_.lower() in wanted or thing.lower_ in wanted)
                and (_is_none(thing) or negated(verb))
            ):
                if any(c.lower_ in {"would", "will", "should"} for c in verb.children):
                    continue
                quote = trim(parsed, thing.left_edge.i, edge(verb))
                yield _claim(name, quote, _about_thing(thing), None)


def _no_word(parsed: Parsed) -> Iterator[SilenceClaim]:
    """ "There was no word on casualties"."""
    name = "en.silence.no_word"
    for thing in parsed.doc:
        if thing.lemma_.lower() not in words(name, "things") and thing.lower_ not in words(name, "things"):
            continue
        if not _is_none(thing) or thing.dep_ not in {"attr", "nsubj"} or thing.head.lemma_ != "be":
            continue
        below = " ".join(t.lower_ for t in thing.subtree)
        if any(t.lower_ in words(name, "of") or t.lemma_.lower() in words(name, "of") for t in thing.subtree):
            yield _claim(name, trim(parsed, thing.head.left_edge.i, edge(thing.head)), about(below), None)


def _nothing(parsed: Parsed) -> Iterator[SilenceClaim]:
    """ "Nothing has been disclosed about these meetings"."""
    name = "en.silence.nothing"
    for verb in parsed.doc:
        if verb.lemma_.lower() not in words(name, "verbs") or not passive(verb):
            continue
        thing = next((c for c in verb.children if c.dep_ == "nsubjpass" and c.lower_ in {"nothing", "little"}), None)
        if thing is None or any(c.lower_ in {"would", "will", "should"} for c in verb.children):
            continue
        below = [t.lower_ for t in verb.subtree]
        if any(w in words(name, "about") for w in below):
            yield _claim(name, trim(parsed, thing.left_edge.i, edge(verb)), "talks" if {"meeting", "meetings"} & set(below) else about(" ".join(below)), None)


def _official(parsed: Parsed, actors: Sequence[ActorMention]) -> Iterator[SilenceClaim]:
    """ "There is no official count", "no official figure has come from the government"."""
    name = "en.silence.official"
    for thing in parsed.doc:
        verb = thing.head
        if thing.lemma_.lower() not in words(name, "things") or not _is_none(thing) or thing.dep_ not in {"attr", "nsubj"}:
            continue
        if verb.lemma_.lower() not in words(name, "verbs") or any(c.lower_ in {"would", "will", "if"} for c in verb.children):
            continue
        vague = thing.lemma_.lower() in lang.words("event_words", "en.event.vague_answers")
        if any(c.lower_ in words(name, "qualities") for c in thing.children) and (not vague or violent(" ".join(t.lower_ for t in thing.subtree))):
            expletive = next((c for c in verb.children if c.dep_ == "expl"), None)
            first = expletive.i if expletive is not None else thing.left_edge.i
            on = "figures" if thing.lemma_ in {"count", "tally"} else _about_thing(thing)
            whom = [b for p in verb.children if p.lower_ == "from" for b in p.children if b.dep_ == "pobj"]
            actor = _who(parsed, whom[0], actors) if whom and party(parsed, whom[0], actors) is not None else None
            yield _claim(name, trim(parsed, first, max(edge(verb), thing.i)), on, actor)


def _absence(parsed: Parsed) -> Iterator[SilenceClaim]:
    name = "en.silence.absence"
    for token in parsed.doc:
        if (
            token.lemma_.lower() in {"absence", "lack"}
            and token.dep_ == "pobj"
            and token.head.lower_ in {"in", "for", "given", "with"}
        ):
            below = [c for p in token.children if p.lower_ == "of" for c in p.children if c.dep_ == "pobj"]
            if below and (below[0].lemma_.lower() in words(name, "things") or below[0].lower_ in words(name, "things")):
                quote = trim(parsed, token.head.i, below[0].right_edge.i)
                yield _claim(name, quote, about(quote.text), None)


def _not_clear(parsed: Parsed) -> Iterator[SilenceClaim]:
    name = "en.silence.not_clear"
    for m in lang.pattern("event_words", "en.event.clear").finditer(parsed.doc.text):
        held = [t for t in parsed.doc if t.idx < m.end() and t.idx + len(t) > m.start()]
        verb = next((t for t in held if t.lemma_ in {"be", "remain"}), None)
        if verb is None:
            continue
        span = (
            (verb.left_edge.i, edge(verb))
            if verb.pos_ in {"AUX", "VERB"} and verb.dep_ not in {"auxpass", "aux"}
            else (verb.head.left_edge.i, edge(verb.head))
        )
        clause = verb if verb.dep_ not in {"auxpass", "aux"} else verb.head
        bearer = next((c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        first = held[0].i if held[0].lower_ == "it" else bearer.left_edge.i if bearer is not None else span[0]
        quote = trim(parsed, first, max(span[1], held[-1].i))
        if lang.pattern("event_words", "en.event.clear_of").search(quote.text):
            yield _claim(
                name,
                quote,
                about(quote.text) if held[0].lower_ == "it" or bearer is None else _about_thing(bearer),
                None,
            )


def _no_comment(parsed: Parsed, actors: Sequence[ActorMention]) -> Iterator[SilenceClaim]:
    """ "The army declined to comment on the shelling": only where the sentence itself speaks of the violence."""
    name = "en.silence.no_comment"
    for verb in parsed.doc:
        if verb.lemma_.lower() != "comment" or verb.pos_ != "VERB":
            continue
        bearer = _unsaid(verb)
        who = subject(bearer) if bearer is not None else None
        if who is None or any(c.lower_ in {"would", "will", "could", "should"} for c in (bearer or verb).children):
            continue
        below = " ".join(t.lower_ for t in verb.subtree)
        if violent(below):
            actor = None if who.pos_ == "PRON" else _who(parsed, who, actors)
            yield _claim(name, trim(parsed, who.left_edge.i, edge(verb)), "comment", actor)


def _responsibility(parsed: Parsed) -> Iterator[SilenceClaim]:
    """ "No group has claimed responsibility": a silence about who did it."""
    name = "en.silence.responsibility"
    for thing in parsed.doc:
        if thing.lemma_.lower() != "responsibility":
            continue
        verb = thing.head
        if verb.lemma_.lower() in lang.words("event_words", "en.event.owns_up") and verb.pos_ == "VERB":
            who = subject(verb)
            nobody = who is not None and (
                who.lower_ in {"nobody", "none"} or (who.lemma_.lower() in lang.words("clauses", "en.clause.no_group") | {"claim"} and _is_none(who))
            )
            if (nobody and who is not None) or (
                who is not None and negated(verb) and not any(c.lower_ in {"would", "will"} for c in verb.children)
            ):
                yield _claim(name, trim(parsed, who.left_edge.i, edge(verb)), "responsibility", None)
        elif verb.lower_ in {"of", "for"} and verb.head.lemma_.lower() == "claim" and _is_none(verb.head):
            bearer = verb.head.head
            if bearer.pos_ in {"AUX", "VERB"}:
                yield _claim(name, trim(parsed, bearer.left_edge.i, edge(bearer)), "responsibility", None)


def _nobody_knows(parsed: Parsed) -> Iterator[SilenceClaim]:
    """ "No one could say how many were killed": what nobody can tell."""
    for m in _NOBODY_KNOWS.finditer(parsed.doc.text):
        held = [t.i for t in parsed.doc if m.start() <= t.idx < m.end()]
        quote = trim(parsed, held[0], held[-1]) if held else None
        if quote is not None and lang.pattern("event_words", "en.event.clear_of").search(quote.text):
            yield _claim("en.silence.not_clear", quote, about(quote.text), None)


def find_silences(parsed: Parsed, text: str, actors: Sequence[ActorMention]) -> list[SilenceClaim]:
    """The silences of one sentence, where violence is spoken of around it.

    Args:
        parsed: The sentence.
        text: The article, for what stands around.
        actors: The sentence's mentions of parties.

    Returns:
        At most one claim for any stretch of words.
    """
    if not amid_violence(parsed, text, before=450, after=200):
        return []
    found = [
        *_withheld(parsed, actors),
        *_none_given(parsed),
        *_responsibility(parsed),
        *_no_word(parsed),
        *_official(parsed, actors),
        *_nothing(parsed),
        *_absence(parsed),
        *_no_comment(parsed, actors),
        *_not_clear(parsed),
        *_nobody_knows(parsed),
    ]
    kept: list[SilenceClaim] = []
    for one in found:
        if all(one.quote.end <= k.quote.start or one.quote.start >= k.quote.end for k in kept):
            kept.append(one)
    return kept
