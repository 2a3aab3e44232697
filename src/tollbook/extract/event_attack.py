"""Attacks of which no toll is stated, and who claims or denies having done them.

Only what is told as having happened counts: a verb of attacking with an armed
party as its doer, or a weapon that went off. A noun alone ("the scale of the
attack") points back to something told elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tollbook.extract.actor import bounds
from tollbook.extract.event_clause import (
    armed,
    claim_id,
    edge,
    happened,
    negated,
    party,
    passive,
    rule,
    stance,
    subject,
    trim,
    words,
)
from tollbook.extract.method import find_method
from tollbook.extract.perpetrator import Perpetrators, perpetrators
from tollbook.model import ActorMention, AttackClaim, Span, Stance
from tollbook.text.parse import Parsed


@dataclass(frozen=True, slots=True)
class Responsibility:
    """That a party says it did something, or says it did not."""

    rule: str
    quote: Span
    actor: ActorMention
    stance: Stance


_TOWARDS = frozenset(["at", "on", "against", "into", "onto", "outside", "inside", "near", "under"])
_TIMES = frozenset(
    "time dawn morning night noon midnight hour hours day afternoon evening sunday monday tuesday wednesday thursday friday saturday gmt moment "
    "january february march april may june july august september october november december weekend jan feb mar apr jun jul aug sep sept oct nov dec".split()
)


def _is_time(token: Any) -> bool:
    first, last = bounds(token)
    return token.lower_.rstrip(".") in _TIMES or any(
        (t.like_num and len(t) == 4) or t.lower_ in {"gmt"} for t in token.doc[first : last + 1]
    )


def _finite(verb: Any) -> bool:
    """Told with a tense of its own: "carrying out attacks" beside another verb tells of a habit or a purpose."""
    if verb.tag_ == "VBG" or any(t.lower_ == "controlled" for t in verb.subtree):
        return False
    return verb.tag_ not in {"VBP", "VBZ", "VB"} or any(c.dep_ in {"aux", "auxpass"} for c in verb.children)


def _target(parsed: Parsed, verb: Any) -> Span | None:
    thing: Any = next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)
    if (
        thing is None
        or thing.lower_ in words("en.attack.fire", "things")
        or thing.lower_ in words("en.attack.deed", "things")
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


def _claim(name: str, parsed: Parsed, verb: Any, who: Perpetrators, *, first: int) -> AttackClaim:
    quote = trim(parsed, first, max(edge(verb), verb.i))
    return AttackClaim(
        id=claim_id("attack", quote), rule=name, reading_confidence=rule(name)["confidence"], quote=quote, stance=stance(verb), by=who.by,
        by_certainty=who.by_certainty, by_stance=who.by_stance, target=_target(parsed, verb), method=find_method(parsed, verb.i),
    )  # fmt: skip


def _first(verb: Any) -> int:
    who = subject(verb)
    if who is not None and who.i < verb.i:
        left: int = who.left_edge.i
        # A dateline hangs on the first noun: "KABUL (Nov. 13) — Afghan forces".
        marks = [t.i for t in verb.doc[left : who.i] if t.text in {"-", "--", "–", "—", "]"} and t.whitespace_]
        return max(marks) + 1 if marks else left
    return int(verb.i)


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
            or not _finite(verb)
        ):
            continue
        thing = next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)
        who = perpetrators(parsed, verb.i, actors)
        doer = next((b for b in who.by if armed(b)), None)
        weapon = (
            (s := subject(verb)) is not None
            and not passive(verb)
            and s.lower_
            in words("en.attack.fire", "things") | {"airstrike", "airstrikes", "warplanes", "strike", "strikes"}
        )
        if (
            thing is None
            or thing.pos_ == "PRON"
            or (lemma in loose and doer is None and not weapon)
            or (doer is None and not weapon and not passive(verb))
        ):
            continue
        if (
            lemma in {"target", "raid", "storm"}
            and doer is not None
            and doer.kind in {"state", "state forces", "alliance"}
            and find_method(parsed, verb.i) not in _STRUCK
        ):
            # Forces that "targeted a compound to search it", police who "raided two homes", attacked nobody.
            continue
        yield _claim(name, parsed, verb, who, first=_first(verb))


_STRUCK = frozenset(["air strike", "drone strike", "shelling", "missile or rocket"])


def _deeds(parsed: Parsed, actors: Sequence[ActorMention]) -> Iterator[AttackClaim]:
    for name in ("en.attack.deed", "en.attack.fire"):
        for verb in parsed.doc:
            if (
                verb.lemma_.lower() not in words(name, "verbs")
                or verb.pos_ != "VERB"
                or not happened(verb)
                or verb.dep_ in {"amod", "acl"}
                or not _finite(verb)
            ):
                continue
            things = [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"} and c.lower_ in words(name, "things")]
            if not things:
                continue
            who = perpetrators(parsed, verb.i, actors)
            aimed = _target(parsed, verb)
            if aimed is not None and aimed.text.lower().endswith((" sea", "ocean", " air", "waters")):
                # A missile test harms nobody.
                continue
            if passive(verb) or any(armed(b) for b in who.by):
                if name == "en.attack.deed" and passive(verb) and not who.by:
                    continue
                yield _claim(name, parsed, verb, who, first=_first(verb))


def _explosions(parsed: Parsed, actors: Sequence[ActorMention]) -> Iterator[AttackClaim]:
    name = "en.attack.explosion"
    for verb in parsed.doc:
        lemma = verb.lemma_.lower()
        if lemma not in words(name, "verbs") or verb.pos_ != "VERB" or not happened(verb) or passive(verb):
            continue
        if lemma == "land" and not _FLYING & {t.lemma_.lower() for t in verb.lefts}:
            continue
        if lemma == "go" and not any(c.lower_ == "off" for c in verb.children):
            continue
        bomb = subject(verb)
        if bomb is None or not {bomb.lower_, bomb.lemma_.lower()} & words(name, "things") or verb.dep_ in {"acl"}:
            continue
        yield _claim(name, parsed, verb, perpetrators(parsed, verb.i, actors), first=_first(verb))


_FLYING = frozenset(["rocket", "missile", "shell", "mortar"])


def find_attacks(parsed: Parsed, actors: Sequence[ActorMention]) -> list[AttackClaim]:
    """The attacks that a sentence tells of, whether or not a toll covers them.

    Args:
        parsed: The sentence.
        actors: Its mentions of parties.
    """
    kept: list[AttackClaim] = []
    for one in (*_verbs(parsed, actors), *_deeds(parsed, actors), *_explosions(parsed, actors)):
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
        claims = thing.lemma_.lower() == "responsibility" and verb.lemma_.lower() in {
            "claim",
            "take",
            "assume",
            "admit",
            "accept",
        }
        denies = thing.lemma_.lower() in {
            "responsibility",
            "involvement",
            "role",
            "accusation",
            "allegation",
            "charge",
        } and verb.lemma_.lower() in {"deny", "reject"}
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
