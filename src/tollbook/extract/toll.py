"""One toll as a sentence states it, before the article says the rest."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any

from tollbook import lang
from tollbook.extract.harm import HarmMention
from tollbook.extract.lists import is_single
from tollbook.extract.mood import Mood
from tollbook.extract.one_more import is_one_more
from tollbook.extract.phrase import Phrase
from tollbook.model import Count, Harm, Span
from tollbook.text.parse import Parsed

Token = Any  # a spaCy token


@dataclass(frozen=True, slots=True)
class TollMention:
    """What one sentence states of one group of victims.

    `first` to `last` are the tokens of the quote; `part` marks a subset named
    as such, `additional` one that is told apart ("another six"); `former` the
    toll that a later one replaced, `bare` a phrase that gives no count.
    """

    parsed: Parsed
    harm: Harm
    rule: str
    trigger: int
    phrase: Phrase | None
    count: Count
    words: Span | None
    first: int
    last: int
    mood: Mood
    how: str
    part: bool = False
    additional: bool = False
    former: bool = False
    bare: bool = False
    comparative: bool = False
    transition: str | None = None

    @property
    def quote(self) -> Span:
        """The words of the claim as published."""
        return self.parsed.span(self.first, self.last)


def sum_of(group: list[Phrase]) -> tuple[int | None, int | None]:
    """The count of phrases that make one claim: names and single persons add up, a shared number stands for all."""
    if len(group) == 1:
        return group[0].low, group[0].high
    if all(is_single(p) for p in group):
        return len(group), len(group)
    return group[0].low, group[0].high


def make_mention(parsed: Parsed, harm: HarmMention, group: list[Phrase], how: str, mood: Mood) -> TollMention:
    """The toll of one group of victim phrases under one word of harm.

    Args:
        parsed: The sentence.
        harm: The word of harm.
        group: Phrases that make one claim, see `lists.merge`.
        how: What led from the harm to the victims, see `harm.Patient`.
        mood: How the sentence puts it.
    """
    lead = group[0]
    low, high = sum_of(group)
    counted = (
        lead.count
        if lead.count is not None and not (len(group) > 1 and lead.count.rule == "en.number.single")
        else None
    )
    count = replace_count(counted.as_count(parsed) if counted else Count(), low, high)
    words = lead.words
    if len(group) > 1:
        firsts = [p.words for p in group if p.words is not None]
        if firsts:
            start, end = min(w.start for w in firsts), max(w.end for w in firsts)
            base = parsed.sentence
            words = Span(text=base.text[start - base.start : end - base.start], start=start, end=end)
    if words is not None and words.text.lower() in lang.words("clauses", "en.clause.states_counted"):
        words = None  # "two dead": what became of them, and not who they are
    first = min(min(p.first for p in group), harm.token)
    last = max(max(p.last for p in group), harm.last)
    bare = lead.count is None and (lead.definite or lead.sort == "pronoun" or lead.named or how == "attribute")
    name = harm.harm
    if harm.rule in {"en.toll.casualties.object", "en.toll.casualties.hit"} and _in_limb(parsed.doc[harm.token]):
        name = "injured"
    if harm.harm in {"casualties", "injured"} and any(c.lower_ in lang.words("harm", "en.toll.casualties.object", "fatal") for c in parsed.doc[harm.token].children):
        name = "killed"
    return TollMention(
        parsed=parsed,
        harm=name,
        rule=harm.rule,
        trigger=harm.token,
        phrase=lead,
        count=count,
        words=words,
        first=first,
        last=_with_method(parsed, last),
        mood=mood,
        how=how,
        part=lead.partitive,
        additional=_told_apart(parsed, lead),
        bare=bare,
    )


def _told_apart(parsed: Parsed, phrase: Phrase) -> bool:
    """ "Another six", "two more", "five others", "an eighth body": never among those counted before."""
    count = phrase.count
    more = count is not None and count.last + 1 < len(parsed.doc) and parsed.doc[count.last + 1].lower_ == "more"
    if phrase.low == 1 and is_one_more(parsed.doc[phrase.head]):
        return True
    return more or bool(count and count.additional) or parsed.doc[phrase.head].lower_ == "others"


def words_of(rule: str) -> frozenset[str]:
    """The words of a rule of `lang/en/parts.toml`."""
    return lang.words("parts", rule)


def _in_limb(token: Token) -> bool:
    """ "Shot in the leg" is an injury; "shot" alone says nothing of the outcome (annotation guide, ruling 11)."""
    hit = [g for c in token.rights if c.dep_ == "prep" and c.lower_ == "in" for g in c.rights]
    # "in one of her legs": the limb stands below the number
    hit += [c for c in token.rights if c.dep_ == "dobj"]  # "struck her leg"
    hit += [w for g in hit if g.lower_ in {"one", "both"} for of in g.rights if of.lower_ == "of" for w in of.rights]
    return any(g.lemma_.lower() in lang.words("harm", "en.toll.casualties.object", "injured_in") for g in hit)


def replace_count(count: Count, low: int | None, high: int | None) -> Count:
    """The same words with other bounds; a bare plural has none of its own."""
    return Count(
        low=low,
        high=high,
        approx=count.approx,
        word=count.word,
        text=count.text,
        start=count.start,
        end=count.end,
        compared_with=count.compared_with,
    )


@functools.cache
def _acts() -> re.Pattern[str]:
    return re.compile(
        r"(?:air ?strike|strike|attack|raid|bombing|shelling|ambush|clash|battle|blast|explosion|shooting|firefight|gunfight|assault)s?$",
        re.IGNORECASE,
    )


def _with_method(parsed: Parsed, last: int) -> int:
    """Take in "during an air attack" right behind the quote: it belongs to the shortest clause that carries the claim."""
    doc = parsed.doc
    i = last + 1
    if i < len(doc) and doc[last].lower_ == "died" and doc[last - 1].tag_ == "PRP" and doc[i].lower_ in {"at", "in"}:
        place = next((c for c in doc[i].rights if c.dep_ == "pobj"), None)
        return place.i if place is not None and place.i - i < 5 and place.pos_ in {"NOUN", "PROPN"} else last  # "he died at Grant Hospital": "he died" says too little
    if i < len(doc) and doc[i].lower_ in {"in", "during"}:
        for j in range(i + 1, min(i + 6, len(doc))):
            if _acts().match(doc[j].text) and doc[j].pos_ == "NOUN":
                return j
            if doc[j].pos_ not in {"DET", "ADJ", "NOUN", "PROPN", "NUM"}:
                break
    return last
