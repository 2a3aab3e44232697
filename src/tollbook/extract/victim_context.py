"""For whom a phrase stands that does not say it: "others", "people", "his men", or nothing at all.

The words around tell: those harmed in the sentence before, whose men they are,
or what kind of day it was. Nothing is taken that does not stand there.
"""

from __future__ import annotations

import functools
import re
from itertools import pairwise

from tollbook import lang
from tollbook.extract.victim_words import COUNTS, TOKEN, Kind, lexicon, look, singular


def near(phrase: str, context: str) -> Kind | None:
    """For "three others", "another" or nothing at all: whom the sentence has just spoken of."""
    table = lexicon()
    at = context.find(phrase) if phrase else -1
    said = re.split(r"(?<=[.!?])\s", context[:at] if at >= 0 else context)[-1]
    words = [m.group().lower() for m in TOKEN.finditer(said)]
    if not phrase and "among" in words[-6:]:
        return None  # "two airmen were among the eleven who died": they are not the eleven
    for i in range(len(words), 0, -1):
        found = look(table.heads, words, i, 3)
        before = words[max(0, i - 5) : i]
        # With no noun at all "a spokesman" may be anybody of the sentence; a number shows that he is counted.
        if found is not None and _counted(before if phrase else [w for w in before if w not in {"a", "an", "some", "the"}]):
            return found[0]
    return None


def _counted(words: list[str]) -> bool:
    return any(w.isdigit() or w.split("-")[0] in COUNTS or w in {"no", "none"} for w in words)


# "the number of soldiers killed has risen to 29" counts them without a number before them
_NUMBER_OF = frozenset({"number of", "toll of", "toll among"})


def carried(context: str, article: str) -> Kind | None:
    """Whom the one or two sentences before say were harmed, for a toll that has no noun of its own.

    Example:
        >>> text = "Six miners were shot dead on Monday. Nine were wounded."
        >>> carried("Nine were wounded.", text).role
        'civilian'
    """
    at = article.find(context) if context else -1
    if at <= 0:
        return None
    before = [s for s in re.split(r"(?<=[.!?])\s+|\n\s*\n", article[max(0, at - 700) : at].strip()) if s.strip()]
    for said in reversed(before[-2:]):
        kinds = _harmed(said)
        if kinds:
            return kinds[-1] if len({k.role for k in kinds}) == 1 else None
    return None


def _harmed(said: str) -> list[Kind]:
    """Those counted in a sentence right before or behind a word of harm."""
    table = lexicon()
    words = [m.group().lower() for m in TOKEN.finditer(said)]
    kinds = []
    for i in range(1, len(words) + 1):
        found = look(table.heads, words, i, 3)
        if found is None:
            continue
        toll = bool(_NUMBER_OF & {" ".join(pair) for pair in pairwise(words[max(0, i - found[1] - 3) : i])})
        if not (toll or _counted(words[max(0, i - 5) : i])):
            continue
        struck = any(w in lang.words("clauses", "en.clause.harmed") for w in words[i : i + 8]) or any(w in lang.words("clauses", "en.clause.harmed") for w in words[max(0, i - found[1] - 5) : i])
        acted = any(w in lang.words("victim_words", "en.victim.struck") for w in words[i : i + 1])
        if struck and (toll or not acted):
            kinds.append(found[0])
    return kinds


# Those who work with somebody are what he is, and not what the troops are who take them.
_WITH_HIM = re.compile(r"\b(?:associates?|accomplices?|followers?)$", re.IGNORECASE)


def whose(phrase: str, context: str, article: str) -> Kind | None:
    """ "Two of his men", "its members", "the crew of the patrol boat": they are what their leader, group or craft is.

    Example:
        >>> whose("its members", "Two of its members died.", "The gang fled. Two of its members died.").role
        'combatant'
    """
    at = article.find(context)
    # The words before the phrase: those in the sentence, then those of the one before it.
    here = context[: max(context.find(phrase), 0)]
    before = re.split(r"(?<=[.!?])\s+", article[max(0, at - 400) : at].strip())[-1] if at > 0 else ""
    if lang.pattern("victim_words", "en.victim.crew").search(phrase) and (lang.pattern("victim_words", "en.victim.craft").search(context) or lang.pattern("victim_words", "en.victim.craft").search(before)):
        return Kind("combatant", "military")
    owned = " ".join((*here.split()[-2:], phrase))
    if not lang.pattern("victim_words", "en.victim.theirs").search(owned):
        return None
    for said in (here, before):
        words = [m.group().lower() for m in TOKEN.finditer(said)]
        kinds = [found[0] for i in range(1, len(words) + 1) if (found := look(lexicon().heads | lexicon().before, words, i, 3)) is not None]
        armed = [k for k in kinds if k.role == "combatant" and (k.name in {"militant", "gang"} or not _WITH_HIM.search(phrase))]
        if armed:
            return armed[-1]
    return None


# What a sentence says of those harmed, whatever it calls them.
_TELLS = (
    (Kind("combatant", "militant"), re.compile(r"\b(?:blew (?:him|her|them)sel(?:f|ves) up|detonated (?:his|her|their) (?:\w+ ){0,2}(?:vest|belt|explosives|bomb)s?)\b", re.IGNORECASE)),
    (Kind("civilian", "displaced"), re.compile(r"\b(?:fled|left|leaving|fleeing|forced from|driven from) (?:their|the) (?:homes?|houses?|villages?)\b", re.IGNORECASE)),
)
_ABOARD = re.compile(r"\bon board\b|\baboard\b", re.IGNORECASE)


def fell(context: str) -> bool:
    """ "Killed in action" is said of soldiers alone."""
    return lang.pattern("victim_words", "en.victim.in_action").search(context) is not None


def told(phrase: str, context: str) -> Kind | None:
    """What the sentence tells of "a man", "hundreds" or nobody named: that he blew himself up, that they fled their homes."""
    at = context.find(phrase) if phrase else 0
    behind = context[max(at, 0) :]
    lost = lang.pattern("victim_words", "en.victim.lost").search(context[: max(at, 0)] if phrase else context)
    loser = look(lexicon().heads | lexicon().before, [lost.group(1).lower()], 1) if lost is not None else None
    if loser is not None and loser[0].role == "combatant":
        return loser[0]
    for kind, pattern in _TELLS:
        found = pattern.search(behind)
        if found is not None and found.start() <= len(phrase) + 40:
            return kind
    if _ABOARD.search(f"{phrase} {behind[len(phrase) : len(phrase) + 10]}") and lang.pattern("victim_words", "en.victim.civil_craft").search(context) and not lang.pattern("victim_words", "en.victim.craft").search(context):
        return Kind("civilian", "civilians")
    return None


@functools.lru_cache(maxsize=16)
def civilian_context(context: str, said: frozenset[str]) -> bool:
    """Do the words around say that those harmed were civilians, and count no combatant among them?

    "Gunmen fired at passengers, killing nine people": that gunmen are spoken of
    does not make them the dead; "two soldiers and nine people" may.
    """
    table = lexicon()
    words = [m.group().lower() for m in TOKEN.finditer(context)]
    if not any(w in said or " ".join(words[i : i + 2]) in said for i, w in enumerate(words)):
        return False
    for i, word in enumerate(words):
        kind = table.heads.get(singular(word))
        if kind is not None and kind.role == "combatant":
            before = words[max(0, i - 3) : i]
            counts = COUNTS if kind.name in {"military", "police"} else COUNTS - {"a", "an", "some"}
            if any(w.isdigit() or w in counts for w in before):
                return False
    return True


@functools.lru_cache(maxsize=16)
def crime_report(article: str) -> bool:
    """Is this a local report of a crime, in which the people shot are neighbours, not fighters?

    Example:
        >>> crime_report("Two people were pronounced dead at an apartment complex; homicide detectives are looking for a car.")
        True
    """
    desk = {m.group().lower() for m in lang.pattern("victim_words", "en.victim.crime_desk").finditer(article)}
    return len(desk) >= 2 and lang.pattern("victim_words", "en.victim.war").search(article) is None
