"""Who did it, where another sentence than that of the toll says so.

Reports give the dead first and the doer later: "The Taliban claimed
responsibility", "The strike was carried out by government forces". Such a
sentence belongs to the incident told last before it, and whoever claims or
denies is no source of the figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from tollbook import lang
from tollbook.extract.actor import find_actors
from tollbook.extract.event_attack import Responsibility, find_responsibility
from tollbook.extract.event_clause import armed, edge, happened, negated, party, passive, subject, trim, words
from tollbook.extract.perpetrator import perpetrators
from tollbook.model import ActorMention, AnyClaim, AttackClaim, Stance, TollClaim
from tollbook.text.parse import Parsed

_OWN = frozenset(["its", "their", "his", "our"])


def _deed(noun: Any) -> bool:
    """Is this "the attack", one that is spoken of already?"""
    if noun.lemma_.lower() not in words("en.event.deed") or noun.tag_ not in {"NN", "NNP"}:
        return False
    below = [t for t in noun.subtree if t.i <= noun.i]
    known = any(t.lower_ in {"the", "this", "that"} or t.dep_ == "case" for t in below)
    return known and not any(t.lower_ in lang.words("event_words", "en.event.other_attacks") or (t.like_num and len(t) == 4) for t in noun.subtree)


def _did(verb: Any) -> Any | None:
    """The attack in "carried out the attack", "was behind the attack"."""
    lemma = verb.lemma_.lower()
    if lemma in words("en.attack.deed", "verbs") or lemma in {"do", "perpetrate"}:
        return next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"} and _deed(c)), None)
    if lemma == "be":
        return next((b for p in verb.children if p.lower_ == "behind" for b in p.children if b.dep_ == "pobj" and _deed(b)), None)
    return None


def _doers(parsed: Parsed, actors: Sequence[ActorMention]) -> Iterator[Responsibility]:
    """ "The strike was carried out by X", "X said it carried out the attack", "X denied that its aircraft had"."""
    for verb in parsed.doc:
        if verb.pos_ not in {"VERB", "AUX"} or _did(verb) is None or negated(verb):
            continue
        above = verb.head
        asked = above.lemma_.lower() if verb.dep_ == "ccomp" else ""
        bearer = subject(above) if asked else None
        spoken = party(parsed, bearer, actors) if bearer is not None else None
        who = subject(verb)
        own = who is not None and not passive(verb) and (who.pos_ == "PRON" or any(c.lower_ in _OWN for c in who.children))
        quote = trim(parsed, verb.left_edge.i, edge(verb))
        if own and spoken is not None and asked in lang.words("event_words", "en.event.owns_words"):
            yield Responsibility(f"en.responsibility.{'denied' if asked == 'deny' else 'claimed'}", quote, spoken, "denied" if asked == "deny" else "asserted")
        elif not own and asked not in {"deny", "doubt"} and happened(verb):
            found = perpetrators(parsed, verb.i, actors)
            if len(found.by) == 1 and armed(found.by[0]) and found.by[0].actor is not None:
                yield Responsibility("en.responsibility.told", quote, found.by[0], found.by_stance or "asserted")


def _claimed(parsed: Parsed, actors: Sequence[ActorMention]) -> Iterator[Responsibility]:
    """ "The attack was claimed by X", "blamed X for the attack", "the attack was blamed on X"."""
    for verb in parsed.doc:
        lemma = verb.lemma_.lower()
        if lemma not in {"claim", "blame"} or verb.pos_ != "VERB" or not happened(verb):
            continue
        deeds = [t for t in verb.subtree if t.i != verb.i and t.pos_ in {"NOUN", "PROPN"} and _deed(t)]
        to = {"claim": "by", "blame": "on"}[lemma]
        whom = [b for p in verb.children if p.lower_ == to for b in p.children if b.dep_ == "pobj"]
        if lemma == "blame" and not passive(verb):
            whom = whom or [c for c in verb.children if c.dep_ == "dobj" and not _deed(c)]
        elif lemma == "claim" and not passive(verb):
            continue
        actor = next((a for b in whom if (a := party(parsed, b, actors)) is not None), None)
        if deeds and actor is not None and actor.actor is not None:
            stance: Stance = "asserted" if lemma == "claim" else "hedged"
            name = "en.responsibility.claimed" if lemma == "claim" else "en.responsibility.blamed"
            yield Responsibility(name, trim(parsed, verb.left_edge.i, edge(verb)), actor, stance)


def find_blame(parsed: Parsed, actors: Sequence[ActorMention]) -> tuple[Responsibility, ...]:
    """Who is said to have done what was told before, in one sentence.

    Example:
        >>> from tollbook.text.parse import parse
        >>> from tollbook.text.sentences import split
        >>> one = parse(split("The attack was claimed by the Taliban."))[0]
        >>> [(r.actor.actor, r.stance) for r in find_blame(one, find_actors(one))]
        [('Taliban', 'asserted')]
    """
    known = [r for r in find_responsibility(parsed, actors) if r.actor.actor is not None]
    found = {(r.actor.start, r.stance): r for r in (*known, *_doers(parsed, actors), *_claimed(parsed, actors))}
    return tuple(found.values())


_WEIGHT = {"asserted": 0, "hedged": 1, "denied": 2}


def join_blame(claims: Sequence[AnyClaim], parsed: Sequence[Parsed]) -> tuple[AnyClaim, ...]:
    """Give the claims of an incident those who are said elsewhere to have done it.

    Args:
        claims: Claims with their incidents.
        parsed: The sentences that may tell.

    Returns:
        The claims in the same order; a claim whose own sentence names a party
        keeps it.
    """
    told = [c for c in claims if isinstance(c, TollClaim) and c.scope in {"incident", "part"} and c.incident is not None]
    blame: dict[str, Responsibility] = {}
    for one in parsed:
        low = one.sentence.text.lower()
        if not told or not any(w in low for w in ("responsib", "claim", "blame", "carried", "behind", "den", "conducted", "launched", "perpetrated")):
            continue
        for held in find_blame(one, find_actors(one)):
            before = [c for c in told if c.quote.start < one.sentence.end and not _same_side(c, held)]
            last = max(before, key=lambda c: c.quote.start, default=None)
            if last is None or last.incident is None:
                continue
            known = blame.get(last.incident)
            if known is None or _WEIGHT[held.stance] < _WEIGHT[known.stance]:
                blame[last.incident] = held
    return tuple(_with(c, blame) for c in claims) if blame else tuple(claims)


_OF_WHOM = re.compile(r"\b(?:murder|killing|assassination|death|kidnapping|abduction|execution|slaying)s?\s+of\s+([^,.;]{3,120})", re.IGNORECASE)
_IRREGULAR = frozenset(["rebel", "jihadist", "militant", "militia", "paramilitary"])


def _same_side(claim: TollClaim, held: Responsibility) -> bool:
    """Is the harm done to their own, or to others than they speak of? The rebels killed in a clash were not killed by rebels."""
    victims = claim.victims
    if victims is not None and victims.side is not None and victims.side == held.actor.actor:
        return True
    if victims is not None and {"militant", "gang"} & set(victims.classes) and held.actor.kind in _IRREGULAR:
        return True
    whom = _OF_WHOM.search(held.quote.text)
    names = re.findall(r"[A-Z]\w+", whom.group(1)) if whom is not None else []
    return bool(names) and names[-1].lower() not in claim.quote.text.lower()


def _with(claim: AnyClaim, blame: dict[str, Responsibility]) -> AnyClaim:
    held = blame.get(claim.incident or "")
    if held is None or not isinstance(claim, (TollClaim, AttackClaim)) or any(b.actor is not None for b in claim.by):
        return claim
    if isinstance(claim, TollClaim) and (claim.scope not in {"incident", "part"} or _same_side(claim, held)):
        return claim
    if claim.by and held.stance != "asserted":
        return claim
    return msgspec.structs.replace(claim, by=(*claim.by, held.actor), by_certainty=claim.by_certainty or "stated", by_stance=held.stance)
