"""What reports tell besides tolls: attacks, control of places, talks, demands, silences.

An invented claim is worse than a missed one, so every kind asks for a party
that can do such a thing and for words that say it was done.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

from tollbook import lang
from tollbook.extract.actor import find_actors
from tollbook.extract.actor_table import find_names
from tollbook.extract.event_attack import find_attacks
from tollbook.extract.event_attempt import find_attempts, may_be_attempt
from tollbook.extract.event_clause import amid_violence, rule
from tollbook.extract.event_control import find_control
from tollbook.extract.event_sabotage import stands_alone
from tollbook.extract.event_silence import find_silences
from tollbook.extract.event_talks import find_demands, find_talks
from tollbook.model import ActorMention, AttackClaim, ControlClaim, DemandClaim, SilenceClaim, TalksClaim, TollClaim
from tollbook.text.parse import Parsed
from tollbook.text.spans import Ranges, latest

EventClaim = AttackClaim | ControlClaim | TalksClaim | DemandClaim | SilenceClaim
_OF_WAR = frozenset(
    ["ceasefire", "truce", "armistice", "peace", "prisoner exchange", "prisoner swap", "hostages", "disarmament"]
)
_HARM = re.compile(
    r"\b(?:kill(?:s|ed|ing)?|wound(?:ed|s|ing)?|injur\w+|dead|died|dies|die|deaths?|casualt\w+|murder\w*|massacre\w*|abduct\w+|kidnap\w+|hostages?|"
    r"captur\w+ (?:\w+ ){0,3}(?:soldiers?|men|people)|shot|slain|slaughter\w*|executed|arrest\w*|missing|displaced|assassinat\w+)\b",
    re.IGNORECASE,
)


# Beginnings of the words without which no rule of events.toml can hold, by what they stand for.
_STEMS = {
    "not": "no$ not$ yet$ never$ without$ declin refus absence$ lack unclear$ unknown$ nobody$ nothing$ none$ neither$ cannot$",
    "told": "information$ detail figure number toll$ data$ statistic identi name motive cause word$ responsib known$ clear$ unclear$ unknown$ casualt "
            "estimate confirmation$ statement$ condition whereabouts$ fate$ many$ breakdown$ available$ specif elaborat comment disclos count$",
    "party": "push captur recaptur conquer reconquer occup reoccup gain regain claim reclaim tak retak took$ retook$ seiz overr liberat secur wrest fell$ fallen$ lost$ "
             "destroy damag toppl demolish burn los ced abandon surrender relinquish withdr retreat pull fled$ expel driv drove$ oust eject held$ hold control retain evacuat "
             "urg press ask call appeal demand request implor order exhort deny denie blam responsib",
    # What was done to a thing, and the words of arms or fire that must stand by.
    "done": "set$ sets$ open place$ placed$ left$ leav lay$ laid$ hid$ hidden$ affix attach found$ discover defus deactivat disarm remov damag rock$ rocked$ "
            "toss lie$ fell$ falls$ exploded$ burn destroy",
    "arms": "fire$ ablaze$ bomb explosi firebomb device grenade molotov mine$ mines$ landmine rocket gunfire ied ieds blast",
    "struck": "blew$ blown$ blowing$ sabotag firing$ shot$ shell bomb ambush straf torch dynamit pound attack raid storm assault target launch carr conduct stag mount commit hurl lobb plant detonat explod "
              "struck$ hit$ fired$ threw$ thrown$ dropped$ went$ gone$ landed$",
    "talked": "talks$ negotiat mediat broker truce ceasefire armistice",
}  # fmt: skip
_LOWER = re.compile(r"[a-z]+")


@functools.cache
def _stems() -> dict[str, tuple[tuple[str, str], ...]]:
    """Stems and what they stand for, by their first two letters; "$" ends a whole word."""
    held: dict[str, list[tuple[str, str]]] = {}
    for kind, line in _STEMS.items():
        for stem in line.split():
            held.setdefault(stem[:2], []).append((stem, kind))
    return {start: tuple(some) for start, some in held.items()}


def _kinds(words: Iterable[str]) -> set[str]:
    stems = _stems()
    return {
        kind
        for word in words
        for stem, kind in stems.get(word[:2], ())
        if (word == stem[:-1] if stem.endswith("$") else word.startswith(stem))
    }


def may_tell(text: str) -> bool:
    """Could a sentence tell of an event? A cheap test to run before parsing.

    Example:
        >>> may_tell("Rebels retook the town."), may_tell("It rained.")
        (True, False)
    """
    lower = text.lower()
    kinds = _kinds(set(_LOWER.findall(lower)))
    if (
        "struck" in kinds
        or "talked" in kinds
        or {"done", "arms"} <= kinds
        or ("told" in kinds and ("not" in kinds or "n't" in lower or "n’t" in lower))
    ):
        return True
    if may_be_attempt(text):
        return True
    return "party" in kinds and (lang.pattern("event_words", "en.event.forces").search(text) is not None or bool(find_names(text, shouted=text.isupper())))


def _covered(claim: AttackClaim, parsed: Parsed, tolls: Sequence[TollClaim] | None) -> bool:
    """Does a toll already speak of the attack: in its sentence, or with the same means in the article?"""
    if tolls is None:
        return _HARM.search(parsed.sentence.text) is not None
    here = parsed.sentence
    quotes, methods = _told(tolls)
    close = [tolls[n] for n in quotes.at(max(0, here.start - 400), here.end + 400)]
    if any(t.quote.start < here.end and t.quote.end > here.start for t in close):
        return True
    near = [t for t in close if here.start - 400 <= t.quote.start <= here.end + 400]
    if any(
        t.scope in {"incident", "part"} and (t.method is None or claim.method is None or t.method == claim.method)
        for t in near
    ):
        return True
    return claim.method in methods


@latest
def _told(tolls: Sequence[TollClaim]) -> tuple[Ranges, frozenset[str]]:
    """Where the tolls stand, and by which means their incidents happened."""
    methods = frozenset(t.method for t in tolls if t.scope == "incident" and t.method is not None)
    return Ranges((t.quote.start, t.quote.end) for t in tolls), methods


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
        if violent:
            found += find_demands(one, who)
        attacks = [a for a in find_attacks(one, who) if violent or stands_alone(a.rule)]
        attacks = attacks or list(find_attempts(one, who, text))
        found += [a for a in attacks if not _covered(a, one, tolls) and not _within(a, control)]
    return sorted(found, key=lambda c: (c.quote.start, c.quote.end, c.rule))


def _within(claim: AttackClaim, control: Sequence[ControlClaim]) -> bool:
    return any(c.quote.start < claim.quote.end and c.quote.end > claim.quote.start for c in control)


def confidence(name: str) -> float:
    """The confidence that `events.toml` gives a rule."""
    return float(rule(name)["confidence"])
