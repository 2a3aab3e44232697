"""Who did it, as the sentence of a harm word says.

The grammar of violence has few shapes: somebody kills ("gunmen shot"), is named
after "by" ("killed by", "an attack by"), or stands before the deed ("an Israeli
air strike", "a Taliban bomb"). Alternatives stay alternatives, and doubt about
who did it is kept apart from doubt about the harm.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tollbook import lang
from tollbook.extract.actor_table import cue_words
from tollbook.extract.doer import doers, is_deed, objects, of_deed, subjects
from tollbook.extract.event_clause import words
from tollbook.model import ActorMention, Stance
from tollbook.text.parse import Parsed

_CLAUSE = frozenset(["conj", "advcl", "xcomp", "pcomp", "relcl", "acl", "ccomp", "prep", "dep"])
# The dead are the subject of these: who did it is never their subject.


@dataclass(frozen=True, slots=True)
class Perpetrators:
    """Who did it, how certain the text is of that, and whether it is denied.

    `by_certainty` is "stated", "alternatives" (one or the other) or
    "suspected"; both are `None` where nobody is named.
    """

    by: tuple[ActorMention, ...] = ()
    by_certainty: str | None = None
    by_stance: Stance | None = None


def _passive(token: Any) -> bool:
    return any(c.dep_ in {"nsubjpass", "auxpass"} for c in token.children) or (
        token.tag_ == "VBN" and token.dep_ in {"acl", "relcl"} and not subjects(token)
    )


def _by(parsed: Parsed, token: Any, actors: Sequence[ActorMention]) -> Iterator[ActorMention]:
    for child in token.children:
        if child.lower_ == "by" and child.dep_ in {"agent", "prep"}:
            yield from objects(parsed, child, actors)


def _means(parsed: Parsed, token: Any, actors: Sequence[ActorMention]) -> Iterator[ActorMention]:
    """ "Killed in an Israeli air strike", "during an attack by rebels"."""
    for child in token.children:
        if child.dep_ in {"prep", "agent"} and child.lower_ in {
            "in",
            "during",
            "by",
            "from",
            "after",
            "following",
            "to",
            "of",
            "with",
        }:
            for below in child.children:
                if below.dep_ in {"pobj", "pcomp"} and is_deed(below):
                    yield from of_deed(parsed, below, actors)
        elif (
            child.dep_ == "advcl"
            and any(c.lower_ in {"when", "as", "after"} for c in child.children)
            and not _passive(child)
        ):
            if child.lemma_.lower() in _attack_verbs():
                for subject in subjects(child):
                    yield from doers(parsed, subject, actors)


def _attack_verbs() -> frozenset[str]:
    return words("en.event.attack_verb")


def _active(parsed: Parsed, token: Any, actors: Sequence[ActorMention]) -> Iterator[ActorMention]:
    """The subject of the harm verb, or of the verb that it hangs on ("blew himself up, killing 12")."""
    at = token
    for _ in range(4):
        claims = (
            at.lemma_.lower() in lang.words("clauses", "en.clause.claims_to_have") and token.dep_ in {"xcomp", "pcomp"} and not _passive(at)
        )
        if at != token and not claims and (at.lemma_.lower() in lang.words("clauses", "en.clause.only_said") or _passive(at)):
            if not _passive(at) or at.lemma_.lower() in lang.words("clauses", "en.clause.only_said"):
                return
            yield from _by(parsed, at, actors)
            subject = [c for c in at.children if c.dep_ == "nsubjpass" and is_deed(c)]
            yield from (m for s in subject for m in of_deed(parsed, s, actors))
            return
        held = subjects(at)
        if held:
            if at.lemma_.lower() not in lang.words("clauses", "en.clause.undergone"):
                for subject in held:
                    yield from doers(parsed, subject, actors)
            return
        if at.dep_ in {"acl"} and at.tag_ == "VBG" and at.head.pos_ in {"NOUN", "PROPN"}:
            yield from doers(parsed, at.head, actors)
            return
        if at.dep_ not in _CLAUSE or at.head == at:
            return
        if any(
            t.lemma_.lower() in lang.words("clauses", "en.clause.went_off") and t.pos_ == "VERB" and t.i != token.i
            for t in parsed.doc[at.head.i + 1 : at.i]
        ):
            # "Police were defusing it when it exploded, killing two": the parser hangs "killing" on the first verb.
            return
        at = at.head


def _verbal(parsed: Parsed, token: Any, actors: Sequence[ActorMention]) -> list[ActorMention]:
    found = list(_by(parsed, token, actors))
    conjunct = token
    if not found and _passive(token) and not (found := list(_means(parsed, token, actors))):
        # "two shot dead and three injured by gunmen": the doer stands after the last of the joined verbs.
        joined = [c for c in token.conjuncts if c.i > token.i and c.tag_ in {"VBN", "VBD"}]
        found = [m for c in joined for m in (*_by(parsed, c, actors), *_means(parsed, c, actors))]
    while not found and conjunct.dep_ == "conj" and conjunct.head != conjunct and _passive(conjunct.head):
        conjunct = conjunct.head
        found = list(_by(parsed, conjunct, actors)) or list(_means(parsed, conjunct, actors))
    if (
        not found
        and not _passive(token)
        and token.lemma_.lower() not in lang.words("clauses", "en.clause.undergone")
        and (token.tag_ != "VBN" or subjects(token) or any(c.lemma_ == "have" for c in token.children))
    ):
        found = list(_active(parsed, token, actors))
    return found or list(_means(parsed, token, actors))


def _nominal(parsed: Parsed, token: Any, actors: Sequence[ActorMention]) -> list[ActorMention]:
    """ "The killing of three men by the army", "an Israeli strike", "deaths in a rebel attack"."""
    if is_deed(token):
        found = of_deed(parsed, token, actors)
        if found:
            return found
    found = list(_by(parsed, token, actors)) or list(_means(parsed, token, actors))
    verb = token.head.head if token.dep_ == "pobj" else token.head
    if found or verb.pos_ not in {"VERB", "AUX"}:
        return found or _responsible(parsed, token, actors)
    lemma = verb.lemma_.lower()
    if token.dep_ in {"dobj", "attr", "pobj"} and lemma in lang.words("clauses", "en.clause.causes") and not _passive(verb):
        return list(_active(parsed, verb, actors))
    if token.dep_ == "nsubjpass" and lemma in lang.words("clauses", "en.clause.done_by"):
        return list(_by(parsed, verb, actors))
    return _responsible(parsed, token, actors)


def _responsible(parsed: Parsed, token: Any, actors: Sequence[ActorMention]) -> list[ActorMention]:
    """ "X is responsible for the death", "they blamed X for the murder"."""
    if token.dep_ != "pobj" or token.head.lower_ != "for":
        return []
    above = token.head.head
    if above.lower_ == "responsible" and above.head.lemma_ == "be":
        return [m for s in subjects(above.head) for m in doers(parsed, s, actors)]
    if above.lemma_.lower() == "blame" and not _passive(above):
        return [m for c in above.children if c.dep_ == "dobj" for m in doers(parsed, c, actors)]
    return []


def _doubt(parsed: Parsed, by: Iterable[ActorMention]) -> bool:
    cues = cue_words("en.actor.suspected")
    for one in by:
        held = parsed.tokens_in(one.start, one.end)
        if held is None:
            continue
        near = parsed.doc[max(0, held[0] - 2) : held[1] + 1]
        if any(t.lower_ in cues for t in near):
            return True
        above = parsed.doc[held[1]]
        if above.head.lemma_.lower() in lang.words("clauses", "en.clause.blames"):
            return True
        for _ in range(3):
            above = above.head
            if above.pos_ == "VERB" and any(t.lower_ in cues and t.dep_ == "advmod" for t in above.children):
                return True
    return False


def _certainty(parsed: Parsed, by: Sequence[ActorMention]) -> str:
    for one, other in itertools.pairwise(by):
        between = parsed.sentence.text[one.end - parsed.sentence.start : other.start - parsed.sentence.start]
        if between.strip(" ,").lower() in {"or", "and/or", "or by", "or even", "or possibly"}:
            return "alternatives"
    return "suspected" if _doubt(parsed, by) else "stated"


def perpetrators(parsed: Parsed, trigger: int, actors: Sequence[ActorMention]) -> Perpetrators:
    """Say who did what a harm word tells of, as far as its sentence says.

    Args:
        parsed: The sentence.
        trigger: The token index of the harm word ("killed", "dead", "strike").
        actors: The sentence's mentions, from `find_actors`.

    Returns:
        The doers in text order; empty where the sentence names none.

    Example:
        >>> from tollbook.extract.actor import find_actors
        >>> from tollbook.text.parse import parse
        >>> from tollbook.text.sentences import split
        >>> one = parse(split("Six men were killed in an air raid by Syrian or Russian aircraft."))[0]
        >>> found = perpetrators(one, 3, find_actors(one))
        >>> [m.text for m in found.by], found.by_certainty
        (['Syrian', 'Russian aircraft'], 'alternatives')
    """
    token = parsed.doc[trigger]
    found = _verbal(parsed, token, actors) if token.pos_ in {"VERB", "AUX"} else _nominal(parsed, token, actors)
    if not found and token.pos_ not in {"VERB", "AUX"} and token.head.pos_ == "VERB":
        # "left three dead", "were found dead": the adjective hangs on the verb.
        found = (
            _verbal(parsed, token.head, actors)
            if token.dep_ in {"acomp", "oprd", "ccomp", "amod", "advcl", "attr"}
            else []
        )
    ordered = sorted({(m.start, m.end): m for m in found}.values(), key=lambda m: m.start)
    # "The Front [FMLN] unit": one party under two names.
    by = tuple(m for i, m in enumerate(ordered) if m.actor is None or m.actor not in {o.actor for o in ordered[:i]})
    if not by:
        return Perpetrators()
    certainty = _certainty(parsed, by)
    return Perpetrators(by, certainty, "hedged" if certainty == "suspected" else _stance(token))


def _stance(token: Any) -> Stance:
    at = token
    for _ in range(6):
        if at.lemma_.lower() == "deny":
            return "denied"
        if at.head == at:
            break
        at = at.head
    return "asserted"
