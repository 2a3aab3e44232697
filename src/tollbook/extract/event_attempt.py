"""Attacks told by a noun or a wreck: attempts that failed, bombs made safe, bolts drawn from a track.

"Survived an ambush", "an explosion occurred outside the bank" and "police
defused a car bomb" hold no verb of attacking with somebody as its doer. Each
rule is a list of phrases over the words of one sentence; the words that make it
something else (an accident, a drill, a relic of war) take it back.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from tollbook import lang
from tollbook.extract.event_clause import armed, claim_id, edge, happened, rule, trim, words
from tollbook.extract.event_sabotage import looks_back
from tollbook.extract.event_strike import claim, finite, first
from tollbook.extract.perpetrator import perpetrators
from tollbook.lang import load
from tollbook.model import ActorMention, AttackClaim, Span
from tollbook.text.parse import Parsed

# How far around a sentence the words stand that make an explosion or a fire an attack, or an accident.
_AROUND = 500
# No sentence that a person wrote is longer.
_LONGEST = 1_200


@functools.cache
def _phrases() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None, re.Pattern[str] | None], ...]:
    """Of each rule with `patterns`: its id, its phrases, what must stand around, and what must not."""
    parts = {name: "|".join(some) for name, some in rule("en.attack.parts").items() if isinstance(some, list)}

    def either(one: dict[str, Any], key: str) -> re.Pattern[str] | None:
        return re.compile(rf"\b(?:{'|'.join(one[key])})\b", re.IGNORECASE) if key in one else None

    def filled(pattern: str) -> str:
        return re.sub(r"\{([a-z]+)\}", lambda m: f"(?:{parts[m[1]]})", pattern)

    return tuple(
        (
            one["id"],
            re.compile(rf"\b(?:{'|'.join(map(filled, one['patterns']))})\b", re.IGNORECASE),
            either(one, "around"),
            either(one, "never"),
        )
        for one in load("events")["rule"]
        if one["id"].startswith("en.attack.") and "patterns" in one
    )


def may_be_attempt(text: str) -> bool:
    """Does a sentence hold the phrases of a rule? A cheap test to run before parsing.

    Example:
        >>> may_be_attempt("The mayor survived an assassination attempt."), may_be_attempt("It rained.")
        (True, False)
    """
    text = text[:_LONGEST]
    if lang.pattern("event_words", "en.event.stems").search(text) is None:
        return False
    return _trying().search(text) is not None or any(pattern.search(text) for _, pattern, _, _ in _phrases())


@functools.cache
def _trying() -> re.Pattern[str]:
    return re.compile(rf"\b(?:attempted|tried) to (?:{'|'.join(sorted(words('en.attack.tried', 'deeds')))})\b", re.IGNORECASE)


def find_attempts(parsed: Parsed, actors: Sequence[ActorMention], text: str) -> Iterator[AttackClaim]:
    """The attacks that a sentence tells of by such phrases, one of each sentence at most.

    Args:
        parsed: The sentence.
        actors: Its mentions of parties.
        text: The article.

    Example:
        >>> from tollbook.text.parse import parse
        >>> from tollbook.text.sentences import split
        >>> said = "The mayor narrowly survived an assassination attempt in Balyun."
        >>> [c.rule for c in find_attempts(parse(split(said))[0], (), said)]
        ['en.attack.survived']
    """
    here = parsed.sentence
    if looks_back(here.text):
        return
    if (tried := next(_tried(parsed, actors), None)) is not None:
        yield tried
        return
    around = text[max(0, here.start - _AROUND) : here.end + _AROUND]
    for name, pattern, near, never in _phrases():
        found = pattern.search(here.text[:_LONGEST])
        if found is None or (near is not None and near.search(around) is None):
            continue
        if never is not None and never.search(around) is not None:
            continue
        made = _made(name, parsed, actors, here.start + found.start(), here.start + found.end())
        if made is not None:
            yield made
            return


def _made(name: str, parsed: Parsed, actors: Sequence[ActorMention], start: int, end: int) -> AttackClaim | None:
    """The claim of a phrase: the clause of the verb in it, or nothing where that verb tells of nothing done."""
    inside = [t for t in parsed.doc if parsed.offsets(t.i, t.i)[0] < end and parsed.offsets(t.i, t.i)[1] > start]
    if not inside:
        return None
    verb = next((t for t in inside if t.pos_ == "VERB" and t.dep_ not in {"amod", "compound"}), None)
    verb = verb if verb is not None else next((t for t in inside if t.pos_ in {"VERB", "AUX"}), inside[0].head)
    if not (_sure(verb) if name == "en.attack.blast" else happened(verb)) or (verb.pos_ == "VERB" and verb.tag_ in {"VBP", "VBZ"} and verb.i in {t.i for t in inside}):
        return None
    begin = min(inside[0].i, first(verb)) if verb.pos_ in {"VERB", "AUX"} else inside[0].i
    gap = parsed.doc[begin : inside[0].i]
    if gap and (gap[0].like_num or any(t.text.startswith(")") or ")" in t.text[:-1] for t in gap)):
        # "On June 29, 2007 two bombs", "(One of three attacks)Insurgents": not of the clause.
        begin = inside[0].i
    made = claim(name, parsed, verb, perpetrators(parsed, verb.i, actors), start=begin)
    if made.quote.start <= start and made.quote.end >= end:
        return made
    # The parser tied the words of the phrase apart: the quote holds them all.
    last = max(inside[-1].i, edge(verb), edge(inside[-1]))
    whole = trim(parsed, min(begin, inside[0].i), last)
    return _requoted(made, whole)


def _sure(verb: Any) -> bool:
    """An explosion that "did not cause losses" took place all the same; one that "would damage" did not."""
    return not any(c.dep_ == "aux" and c.lower_ not in {"did", "has", "have", "had", "was", "were"} for c in verb.children)


def _requoted(made: AttackClaim, whole: Span) -> AttackClaim:
    return msgspec.structs.replace(made, quote=whole, id=claim_id("attack", whole))


def _tried(parsed: Parsed, actors: Sequence[ActorMention]) -> Iterator[AttackClaim]:
    """ "Gunmen tried to kidnap two doctors": an attack, though it failed."""
    name = "en.attack.tried"
    for verb in parsed.doc:
        if verb.lemma_.lower() not in words(name, "verbs") or verb.pos_ != "VERB" or not finite(verb):
            continue
        deed = next((c for c in verb.children if c.dep_ == "xcomp" and c.lemma_.lower() in words(name, "deeds")), None)
        if deed is None or not happened(verb) or not _harms(deed):
            continue
        who = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        known = any(armed(b) for b in perpetrators(parsed, verb.i, actors).by)
        if who is not None and (known or who.lower_ in words(name, "doers")):
            yield claim(name, parsed, verb, perpetrators(parsed, deed.i, actors), start=first(verb))


def _harms(deed: Any) -> bool:
    """Is it done to something: not "tried to set the record straight", "tried to blow the whistle"?"""
    lemma = deed.lemma_.lower()
    low = {t.lower_ for t in deed.subtree}
    if lemma == "set":
        return bool(low & {"fire", "ablaze"})
    if lemma in {"blow", "burn"}:
        return bool(low & {"up", "down"})
    if lemma in lang.words("event_words", "en.event.sets_off"):
        return bool(low & (words("en.attack.planted", "things") | lang.words("event_words", "en.event.worn_bomb")))
    return any(c.dep_ == "dobj" for d in (deed, *deed.conjuncts) for c in d.children)
