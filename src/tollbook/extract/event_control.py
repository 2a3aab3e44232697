"""Control of places: who took, lost or holds which town.

"Captured three soldiers" is a toll, "captured the town" a change of control;
so the object must be a place, by the word for it ("the town of …") or because
the gazetteer knows it, and the doer somebody who can hold ground.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tollbook import lang
from tollbook.extract.actor import bounds, head_of
from tollbook.extract.doer import doers
from tollbook.extract.event_clause import (
    armed,
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
from tollbook.model import ActorMention, ControlClaim, Span, Where
from tollbook.text.parse import Parsed

# Verbs that mean force whoever their subject is; "take", "hold" and "lose" need an armed party beside them.


def _is_name(token: Any) -> bool:
    """Is it written as a name? The parser takes many a village for a common noun."""
    return token.pos_ == "PROPN" or (token.pos_ in {"NOUN", "X"} and token.i > 0 and token.text[:1].isupper())


def _is_place(parsed: Parsed, token: Any, places: Sequence[tuple[int, int]] | None) -> bool:
    """Does a known place stand here? Where nobody has looked for places, no lone name is taken for one."""
    start, end = parsed.offsets(token.i, token.i)
    return places is not None and any(s < end and e > start for s, e in places)


def _named(parsed: Parsed, token: Any, places: Sequence[tuple[int, int]] | None) -> Any | None:
    """The token that names the place which a noun phrase speaks of, `None` if it is no named place."""
    nouns = words("en.control.place")
    if token.lower_ in nouns or token.lemma_.lower() in nouns:
        for prep in token.children:
            if prep.lower_ in {"of", "over", "in"} and prep.dep_ == "prep":
                for below in prep.children:
                    if below.dep_ == "pobj":
                        return _named(parsed, below, places) if not _is_name(below) or below.lower_ in nouns else below
        named = [
            c
            for c in token.children
            if c.pos_ == "PROPN" and c.dep_ in {"compound", "appos", "nmod"} and c.ent_type_ == ""
        ]
        if token.lower_ in lang.words("clauses", "en.clause.shares_of_a_place") or not named:
            return None
        return named[-1]
    if _is_name(token):
        if any(c.pos_ == "PROPN" and c.lower_.rstrip(".") in {"mr", "mrs", "ms", "dr", "gen", "general", "president", "col", "colonel", "lt", "capt", "captain", "maj", "major", "sgt", "commander", "leader", "prince", "king", "minister"} for c in token.children):
            return None
        if any(c.dep_ in {"nummod", "amod"} and c.pos_ in {"NUM", "VERB"} for c in token.children):
            return None
        return token if _is_place(parsed, token, places) else None
    return None


# Small words inside a name: "Maarat al-Numan", "San Juan de la Vega".
_PARTICLES = frozenset(["al", "el", "as", "ash", "ad", "de", "la", "del", "-", "al-", "bin", "abu"])


def _where(parsed: Parsed, name: Any) -> Where:
    first = name.i
    while first > 0:
        before = parsed.doc[first - 1]
        within = (
            before.lower_ in _PARTICLES
            and first > 1
            and (parsed.doc[first - 2].text[:1].isupper() or parsed.doc[first - 2].lower_ in _PARTICLES)
        )
        if not within and not (
            _is_name(before) and (head_of(before) == name or parsed.doc[first].lower_ in _PARTICLES)
        ):
            break
        first -= 1
    span = parsed.span(first, name.i)
    return Where(text=span.text, start=span.start, end=span.end, name=span.text)


def _party(parsed: Parsed, token: Any, actors: Sequence[ActorMention]) -> ActorMention | None:
    """The party of a phrase, the one named behind it if it names none itself: "fighters of the PKK"."""
    one = party(parsed, token, actors)
    if one is None or one.actor is not None:
        return one
    return next((m for m in doers(parsed, token, actors) if m.actor), one)


def _claim(
    name: str, verb: Any, quote: Span, where: Where, who: ActorMention | None, helped: tuple[ActorMention, ...] = ()
) -> ControlClaim:
    return ControlClaim(
        id=claim_id("control", quote), rule=name, reading_confidence=rule(name)["confidence"], quote=quote, stance=stance(verb),
        change=rule(name)["change"], actor=who, helped_by=helped, where=where,
    )  # fmt: skip


def _helped(
    parsed: Parsed, verb: Any, actors: Sequence[ActorMention]
) -> tuple[ActorMention | None, tuple[ActorMention, ...]]:
    """ "X assisted Y in retaking Z": Y took it, X helped."""
    above = verb.head
    for _ in range(3):
        if above.lemma_.lower() in words("en.control.help") and above.pos_ == "VERB":
            break
        if above.head == above:
            return None, ()
        above = above.head
    else:
        return None, ()
    if above.lemma_.lower() not in words("en.control.help") or not happened(above):
        return None, ()
    taker = next((c for c in above.children if c.dep_ in {"dobj", "dative"}), None)
    own = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    helper = subject(above)
    who = _party(parsed, own if own is not None else taker, actors) if own is not None or taker is not None else None
    return who, tuple(parties(parsed, helper, actors)) if helper is not None else ()


def _agent(parsed: Parsed, verb: Any, actors: Sequence[ActorMention]) -> ActorMention | None:
    for child in verb.children:
        if child.lower_ in {"by", "from"} and child.dep_ in {"agent", "prep"}:
            for below in child.children:
                if below.dep_ == "pobj" and (one := _party(parsed, below, actors)) is not None and child.lower_ == "by":
                    return one
    return None


def _object(verb: Any) -> Any | None:
    return next((c for c in verb.children if c.dep_ in {"dobj", "obj"}), None)


def _active(
    parsed: Parsed, verb: Any, name: str, actors: Sequence[ActorMention], places: Sequence[tuple[int, int]] | None
) -> Iterator[ControlClaim]:
    thing = _object(verb)
    if thing is None:
        return
    if verb.lemma_.lower() in {"gain", "wrest"} and thing.lower_ != "control":
        return
    place = _named(parsed, thing, places)
    if place is None:
        return
    who, helpers = _helped(parsed, verb, actors)
    if who is None and not helpers:
        if not happened(verb):
            return
        doer = subject(verb)
        who = _party(parsed, doer, actors) if doer is not None and doer.i < verb.i else None
        if who is None and (doer is None or verb.lemma_.lower() not in lang.words("clauses", "en.clause.taken_by_force") or doer.pos_ != "PRON"):
            return
    if who is not None and not armed(who):
        return
    last = max(place.i, verb.i)
    first = (
        verb.i - 2
        if verb.i > 1 and parsed.doc[verb.i - 1].text == "-" and parsed.doc[verb.i - 2].lower_ == "re"
        else verb.i
    )
    if not helpers:
        doer = subject(verb)
        first = bounds(doer)[0] if doer is not None and doer.i < verb.i and doer in list(verb.children) else first
    yield _claim(name, verb, trim(parsed, first, last), _where(parsed, place), who, helpers)


def _outer(parsed: Parsed, noun: Any, verb: Any) -> Any:
    """ "The town of X, on the road from Y to Z, which was taken": the town, not Z, was taken.

    A clause after a comma says more of the noun that the words between the
    commas already said something of; the parser mostly hangs it on the last name.
    """
    if verb.dep_ == "conj":
        # "which lies on the coast, and which was taken": both speak of the same noun.
        earlier = [t for t in parsed.doc[: verb.i] if t.dep_ == "relcl"]
        return earlier[-1].head if earlier else noun
    which = min((c.i for c in verb.subtree if c.lower_ in {"which", "that"}), default=verb.i)
    if parsed.doc[which - 1].text != ",":
        return noun
    at = noun
    for _ in range(6):
        if (
            at.dep_ in {"acl", "prep", "appos"}
            and at.i > 0
            and at.left_edge.i > 0
            and parsed.doc[at.left_edge.i - 1].text == ","
            and at.head.pos_ in {"NOUN", "PROPN"}
        ):
            return at.head
        if (
            at.dep_ == "advcl"
            and at.tag_ in {"VBN", "VBG"}
            and at.left_edge.i > 1
            and parsed.doc[at.left_edge.i - 1].text == ","
        ):
            before = parsed.doc[at.left_edge.i - 2]
            return before.head.head if before.dep_ == "pobj" and before.head.lower_ == "of" else before
        if at.head == at or at.dep_ not in {"pobj", "prep", "conj", "acl", "compound", "appos"}:
            return noun
        at = at.head
    return noun


def _passive(
    parsed: Parsed, verb: Any, name: str, actors: Sequence[ActorMention], places: Sequence[tuple[int, int]] | None
) -> Iterator[ControlClaim]:
    if not happened(verb):
        return
    thing = subject(verb)
    if thing is not None and (verb.dep_ == "relcl" or thing.lower_ in {"which", "that"}):
        thing = _outer(parsed, thing, verb)
    place = _named(parsed, thing, places) if thing is not None else None
    if place is None or thing is None:
        return
    who = _agent(parsed, verb, actors)
    if (who is None and verb.lemma_.lower() not in lang.words("clauses", "en.clause.taken_by_force") - {"capture"}) or (who is not None and not armed(who)):
        return
    start = min([c.i for c in verb.children if c.dep_ in {"nsubjpass"}] or [verb.i])
    quote = trim(parsed, parsed.doc[start].left_edge.i, edge(verb))
    yield _claim(name, verb, quote, _where(parsed, place), who)


def _taken(
    parsed: Parsed, actors: Sequence[ActorMention], places: Sequence[tuple[int, int]] | None
) -> Iterator[ControlClaim]:
    for name in ("en.control.taken", "en.control.lost", "en.control.held"):
        for verb in parsed.doc:
            lemma = verb.lemma_.lower()
            if verb.pos_ not in {"VERB", "AUX"} or (
                lemma not in words(name, "verbs") and verb.lower_ not in words(name, "verbs")
            ):
                continue
            if passive(verb):
                if name == "en.control.taken":
                    yield from _passive(parsed, verb, name, actors, places)
            else:
                yield from _active(parsed, verb, name, actors, places)


def _fallen(
    parsed: Parsed, actors: Sequence[ActorMention], places: Sequence[tuple[int, int]] | None
) -> Iterator[ControlClaim]:
    """ "The town fell to the rebels"."""
    name = "en.control.fallen"
    for verb in parsed.doc:
        if verb.lemma_.lower() != "fall" or verb.pos_ != "VERB" or not happened(verb):
            continue
        thing = subject(verb)
        place = _named(parsed, thing, places) if thing is not None else None
        takers = [b for p in verb.children if p.lower_ in {"to", "into"} for b in p.children if b.dep_ == "pobj"]
        who = _party(parsed, takers[0], actors) if takers else None
        if place is not None and thing is not None and armed(who):
            yield _claim(name, verb, trim(parsed, thing.left_edge.i, edge(verb)), _where(parsed, place), who)


def _withdrawn(
    parsed: Parsed, actors: Sequence[ActorMention], places: Sequence[tuple[int, int]] | None
) -> Iterator[ControlClaim]:
    """ "The army withdrew from the town"; "rebels were driven out of the town"."""
    name = "en.control.withdrawn"
    for verb in parsed.doc:
        if verb.lemma_.lower() not in words(name, "verbs") or verb.pos_ != "VERB" or not happened(verb):
            continue
        loser = (
            subject(verb)
            if passive(verb) or verb.lemma_.lower() in lang.words("event_words", "en.event.leaves")
            else _object(verb)
        )
        who = _party(parsed, loser, actors) if loser is not None else None
        if (
            loser is None
            or not armed(who)
            or who is None
            or (verb.lemma_.lower() == "withdraw" and _object(verb) is not None)
        ):
            continue
        froms = [
            b
            for p in verb.subtree
            if p.lower_ == "from" and p.dep_ == "prep" and (p.head == verb or p.head.head == verb)
            for b in p.children
            if b.dep_ == "pobj"
        ]
        froms += [
            b
            for p in verb.children
            if p.lower_ in {"out"}
            for q in p.children
            if q.lower_ == "of"
            for b in q.children
            if b.dep_ == "pobj"
        ]
        place = next((n for b in froms if (n := _named(parsed, b, places)) is not None), None)
        if place is not None:
            first = bounds(loser)[0] if loser.i < verb.i else verb.i
            yield _claim(name, verb, trim(parsed, first, max(place.i, verb.i)), _where(parsed, place), who)


def find_control(
    parsed: Parsed, actors: Sequence[ActorMention], places: Sequence[tuple[int, int]] | None = None
) -> list[ControlClaim]:
    """The changes of control in one sentence.

    Args:
        parsed: The sentence.
        actors: Its mentions of parties.
        places: Spans that are known to be places; `None` where nobody has looked,
            then only "the town of X" and its like are taken for one.

    Returns:
        Claims whose `where` holds the words only; a gazetteer says the rest.
    """
    kept: list[ControlClaim] = []
    for one in (*_taken(parsed, actors, places), *_fallen(parsed, actors, places), *_withdrawn(parsed, actors, places)):
        if all(one.quote.end <= k.quote.start or one.quote.start >= k.quote.end for k in kept):
            kept.append(one)
    return kept
