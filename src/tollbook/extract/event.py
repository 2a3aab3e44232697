"""What reports tell besides tolls: attacks, control of places, talks, demands, silences.

An invented claim is worse than a missed one, so every kind asks for a party
that can do such a thing and for words that say it was done.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from tollbook.extract.actor import find_actors
from tollbook.extract.actor_table import find_names
from tollbook.extract.event_attack import find_attacks
from tollbook.extract.event_clause import amid_violence, rule
from tollbook.extract.event_control import find_control
from tollbook.extract.event_silence import find_silences
from tollbook.extract.event_talks import find_demands, find_talks
from tollbook.model import ActorMention, AttackClaim, ControlClaim, DemandClaim, SilenceClaim, TalksClaim, TollClaim
from tollbook.text.parse import Parsed

EventClaim = AttackClaim | ControlClaim | TalksClaim | DemandClaim | SilenceClaim
_OF_WAR = frozenset(["ceasefire", "truce", "armistice", "peace", "prisoner exchange", "prisoner swap", "hostages", "disarmament"])
_HARM = re.compile(
    r"\b(?:kill(?:s|ed|ing)?|wound(?:ed|s|ing)?|injur\w+|dead|died|dies|die|deaths?|casualt\w+|murder\w*|massacre\w*|abduct\w+|kidnap\w+|hostages?|"
    r"captur\w+ (?:\w+ ){0,3}(?:soldiers?|men|people)|shot|slain|slaughter\w*|executed|arrest\w*|missing|displaced|assassinat\w+)\b", re.IGNORECASE
)


_NOT = r"\b(?:no|not|yet|never|without|declin\w+|refus\w+|absence|lack|unclear|unknown|nobody|none|cannot)\b|n't\b|n’t\b"
_TOLD = (r"\b(?:information|details?|figures?|numbers?|toll|data|statistics?|identit\w+|names?|motives?|causes?|word|responsib\w+|known|clear|unclear|unknown|"
         r"casualt\w+|estimates?|confirmation|statement|conditions?|whereabouts|fate|how many|breakdown|available|identif\w+|specif\w+|elaborat\w+)\b")
_SEIZED = (r"\b(?:(?:re-?)?(?:captur|conquer|occup|gain|claim|tak(?:e|ing)|took|taken)\w*|seiz\w+|overr[ua]n\w*|liberat\w+|secured|wrest\w*|fell|fallen|lost|lose|ced\w+|"
           r"abandon\w*|surrender\w*|relinquish\w*|with?dr[ae]w\w*|retreat\w*|pull\w*|fled|expel\w+|driven|drove|oust\w+|eject\w+|held|holds?|controls?|controlled|retain\w*)\b")
_ASKED = r"\b(?:urg|press|ask|call|appeal|demand|request|implor|order|exhort)(?:s|e|es|ed|ing)?\b"
_STRUCK = (r"\b(?:shell|bomb|ambush|straf|torch|dynamit|pound|attack|raid|storm|assault|target|bombard|launch|carr[yi]|conduct|stag|mount|commit|hurl|lobb|plant|detonat|explod)"
           r"(?:e|s|ed|ied|es|ing)?\b|\bstruck\b|\bhit\b|\bfired\b|\bthrew\b|\bthrown\b|\bdropped\b|\bw[eo]nt off\b|\bgone off\b")
_TALKED = r"\b(?:talks|negotiat\w+|mediat\w+|broker\w*)\b"


@functools.cache
def _gates() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p, re.IGNORECASE) for p in (_NOT, _TOLD, f"{_SEIZED}|{_ASKED}", _STRUCK, _TALKED))


def may_tell(text: str) -> bool:
    """Could a sentence tell of an event? A cheap test to run before parsing.

    Example:
        >>> may_tell("Rebels retook the town."), may_tell("It rained.")
        (True, False)
    """
    unsaid, told, parties, struck, talked = _gates()
    if struck.search(text) or talked.search(text) or (unsaid.search(text) and told.search(text)):
        return True
    return parties.search(text) is not None and (_FORCES.search(text) is not None or bool(find_names(text, shouted=text.isupper())))


_FORCES = re.compile(
    r"\b(?:army|troops|forces|soldiers|rebels?|militants?|fighters|insurgents|guerrillas?|militias?|gunmen|police|separatists|terrorists|jihadists|military)\b",
    re.IGNORECASE,
)


def _covered(claim: AttackClaim, parsed: Parsed, tolls: Sequence[TollClaim] | None) -> bool:
    """Does a toll already speak of the attack: in its sentence, or with the same means in the article?"""
    if tolls is None:
        return _HARM.search(parsed.sentence.text) is not None
    here = parsed.sentence
    if any(t.quote.start < here.end and t.quote.end > here.start for t in tolls):
        return True
    near = [t for t in tolls if here.start - 400 <= t.quote.start <= here.end + 400]
    if any(t.scope in {"incident", "part"} and (t.method is None or claim.method is None or t.method == claim.method) for t in near):
        return True
    return any(t.scope == "incident" and t.method is not None and t.method == claim.method for t in tolls)


def find_events(
    parsed: Sequence[Parsed],
    text: str,
    *,
    tolls: Sequence[TollClaim] | None = None,
    places: Sequence[tuple[int, int]] | None = None,
    actors: dict[int, tuple[ActorMention, ...]] | None = None,
) -> list[EventClaim]:
    """Find what the sentences tell besides tolls.

    Args:
        parsed: Sentences of the article, all or those that `may_tell` lets through.
        text: The article.
        tolls: The toll claims already found; an attack that they cover is no claim
            of its own. `None`: any word of harm in its sentence covers it.
        places: Spans of known places, see `find_control`.
        actors: Mentions by sentence index, where they have been found already.

    Returns:
        The claims in text order; attribution and `when` are empty, ids provisional.
    """
    found: list[EventClaim] = []
    for one in parsed:
        if not may_tell(one.sentence.text):
            continue
        who = (actors or {}).get(one.sentence.index) or find_actors(one)
        found += find_silences(one, text, who)
        control = find_control(one, who, places)
        found += control
        violent = amid_violence(one, text, before=3000, after=3000)
        found += [t for t in find_talks(one, who) if violent or t.about in _OF_WAR]
        if not violent:
            continue
        found += find_demands(one, who)
        found += [a for a in find_attacks(one, who) if not _covered(a, one, tolls) and not _within(a, control)]
    return sorted(found, key=lambda c: (c.quote.start, c.quote.end, c.rule))


def _within(claim: AttackClaim, control: Sequence[ControlClaim]) -> bool:
    return any(c.quote.start < claim.quote.end and c.quote.end > claim.quote.start for c in control)


def confidence(name: str) -> float:
    """The confidence that `events.toml` gives a rule."""
    return float(rule(name)["confidence"])
