"""Reading a clause: who its subject is, whether it happened, and which words to quote.

Every kind of event asks the same questions of a verb. They are answered here
once, so that what counts as having happened is the same for all of them.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Sequence
from typing import Any

from tollbook import lang
from tollbook.extract.actor import bounds
from tollbook.model import ActorMention, Span, Stance
from tollbook.text.parse import Parsed

_MODAL = frozenset(
    ["would", "could", "may", "might", "will", "should", "must", "can", "shall", "'ll", "'d", "ought", "wo", "ca"]
)
_IF = frozenset(["if", "unless", "whether", "until", "lest", "to", "before"])
# "Are often attacked" tells of no attack.
_ARMED = frozenset(
    [
        "rebel",
        "militia",
        "jihadist",
        "paramilitary",
        "private military",
        "state forces",
        "militant",
        "unidentified",
        "cartel",
        "gang",
        "alliance",
        "state",
    ]
)


def rule(name: str) -> dict[str, Any]:
    """One rule of `events.toml`, by its id."""
    return lang.rule("events", name)


def words(name: str, key: str = "words") -> frozenset[str]:
    """One word list of a rule of `events.toml`, as a set."""
    return lang.words("events", name, key)


def claim_id(kind: str, quote: Span) -> str:
    """A provisional id; the pipeline replaces it."""
    return hashlib.sha256(f"{kind} {quote.start} {quote.end}".encode()).hexdigest()[:12]


def negated(token: Any) -> bool:
    """Does the verb carry a "not" or "never"?"""
    return any(c.dep_ == "neg" or c.lower_ in {"not", "never", "n't"} for c in token.children)


def passive(token: Any) -> bool:
    """Is the verb in the passive?"""
    return any(c.dep_ in {"nsubjpass", "auxpass"} for c in token.children)


def subject(token: Any) -> Any | None:
    """The subject of a verb, its own or that of the verb it goes on from; a relative pronoun gives its noun."""
    for _ in range(4):
        for child in token.children:
            if child.dep_ in {"nsubj", "nsubjpass"}:
                clause = token
                while clause.dep_ == "conj" and clause.head != clause:
                    clause = clause.head
                if child.lower_ in {"who", "which", "that"} and clause.dep_ == "relcl":
                    return clause.head
                return child
        if (
            token.dep_ not in {"conj", "xcomp", "advcl"}
            or token.head == token
            or token.head.pos_ not in {"VERB", "AUX"}
        ):
            return None
        token = token.head
    return None


def happened(token: Any) -> bool:
    """Is the verb told as a fact: no modal, no negation, no condition, no wish above it?

    "The rebels vowed to take the town" tells of no taking.
    """
    unreal = words("en.event.unreal")
    for step in range(8):
        if negated(token) or any(c.lower_ in _MODAL and c.dep_ == "aux" for c in token.children):
            return False
        if any(c.dep_ in {"mark", "advmod"} and c.lower_ in _IF for c in token.children):
            return False
        if step == 0 and any(c.lower_ in lang.words("clauses", "en.clause.habit") for c in token.children):
            return False
        infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children)
        if infinitive and step == 0 and not _of_purpose(token):
            return False
        if (
            token.tag_ == "VB"
            and step == 0
            and not infinitive
            and not any(c.lower_ in {"did", "do", "does"} for c in token.children)
        ):
            return False
        above = token.head
        if above == token:
            return True
        if (
            token.dep_ in {"xcomp", "ccomp", "pcomp", "acl", "advcl", "prep", "pobj", "dobj"}
            and above.lemma_.lower() in unreal
        ):
            return False
        if token.dep_ == "ccomp" and token.i < above.i and not any(c.dep_ == "mark" for c in token.children):
            # "A bomb went off, but did not hurt anybody", "…, police did not say why": the other verb's own "not".
            return True
        token = above
    return True


def _of_purpose(token: Any) -> bool:
    """ "Is in Ankara to negotiate": they are there and do; "agreed to negotiate": perhaps."""
    arriving = lang.words("clauses", "en.clause.arriving")
    coming = token.head.lower_ == "going"  # "were going to explode" tells of no explosion
    return not coming and token.dep_ in {"advcl", "xcomp"} and token.head.lemma_.lower() in arriving


def stance(token: Any) -> Stance:
    """Hedged where an adverb of hearsay stands by the verb."""
    return "hedged" if any(c.lower_ in lang.words("clauses", "en.clause.hearsay") for c in token.children) else "asserted"


def party(parsed: Parsed, token: Any, actors: Sequence[ActorMention]) -> ActorMention | None:
    """The mention of a party that a noun phrase is or holds."""
    first, last = bounds(token)
    start, end = parsed.offsets(first, last)
    held = [a for a in actors if a.start < end and a.end > start]
    return held[-1] if held else None


def parties(parsed: Parsed, token: Any, actors: Sequence[ActorMention]) -> list[ActorMention]:
    """The parties of a noun phrase and of those joined to it."""
    start, end = parsed.offsets(*bounds(token))
    found = [a for a in actors if a.start < end and a.end > start]
    for other in token.conjuncts:
        if other.i > token.i:
            start, end = parsed.offsets(*bounds(other))
            found += [a for a in actors if a.start < end and a.end > start and a not in found]
    return found


def armed(one: ActorMention | None) -> bool:
    """Can the party have used force: a state, its forces, an armed group, gunmen?"""
    return one is not None and one.kind in _ARMED


def edge(token: Any, *, stop: bool = True) -> int:
    """The last token of a verb's clause, left off at a comma before what is merely added."""
    last: int = token.i
    for child in token.rights:
        if stop and child.dep_ in {"punct"} and child.text in {",", ";", ":", "-", "--", "–", "—", "."}:
            break
        if child.dep_ in {"conj", "cc", "parataxis"}:
            break
        if child.dep_ == "punct":
            continue
        last = max(last, child.right_edge.i)
    return last


def trim(parsed: Parsed, first: int, last: int) -> Span:
    """The tokens as a span, marks and conjunctions at its ends left off."""
    doc = parsed.doc
    while first < last and (doc[first].is_punct or doc[first].lower_ in {"and", "but"}):
        first += 1
    while last > first and (doc[last].is_punct or doc[last].lower_ in {"and", "but"}):
        last -= 1
    return parsed.span(first, last)


@functools.cache
def _violence() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:" + "|".join(sorted(map(re.escape, words("en.silence.violence")), key=len, reverse=True)) + r")\b",
        re.IGNORECASE,
    )


def violent(text: str) -> bool:
    """Does a stretch of words speak of violence?"""
    return _violence().search(text) is not None


def amid_violence(parsed: Parsed, text: str, *, before: int = 700, after: int = 250) -> bool:
    """Is violence spoken of in the sentence or around it?"""
    sentence = parsed.sentence
    around = text[max(0, sentence.start - before) : sentence.end + after]
    return _violence().search(around) is not None
