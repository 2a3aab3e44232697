"""Figures that have to be reckoned: "all but two of the 14 crew", "none of the 30 passengers survived", "twice as many wounded".

The words give the sum to do, and no other number is the toll: read as they
stand, "only one of the nine hostages survived" would be one dead or nine.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from tollbook import lang
from tollbook.extract.harm import HarmMention
from tollbook.extract.mood import mood_of
from tollbook.extract.number import either, number_value
from tollbook.extract.people import is_person_word, sort_of
from tollbook.extract.toll import TollMention
from tollbook.model import Count, Harm
from tollbook.text.parse import Parsed

RULE, TIMES = "en.toll.rest", "en.toll.times"
# Tokens from the whole to the word that says what became of it, and between a noun and its number.
_REACH, _NEAR = 12, 4
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{1,6}|[a-z]{3,9}(?:-[a-z]{3,5})?)"
_REST = re.compile(
    rf"\b(?:(?P<all>all but)\s(?P<but>{_NUMBER})|(?P<none>none|neither)|(?P<only>only|just)\s(?P<few>{_NUMBER}))\sof\s(?:the|its|their|his|her|some)\s(?:\w+\s)??(?P<whole>{_NUMBER})\b"
    rf"|\bno\ssurvivors\s(?:among|of|from)\s(?:the|its|their)\s(?P<lost>{_NUMBER})\b",
    re.IGNORECASE,
)
_FATES: dict[str, Harm] = {
    "wounded": "injured", "injured": "injured", "hurt": "injured", "dead": "killed", "killed": "killed", "missing": "missing", "captured": "captured", "arrested": "captured", "detained": "captured",
}  # fmt: skip


def reckoned(parsed: Parsed, found: Sequence[TollMention], harms: Sequence[HarmMention]) -> list[TollMention]:
    """The tolls of a sentence with those that have to be reckoned, in the place of what their words look like.

    Args:
        parsed: The sentence.
        found: What the other rules have read in it.
        harms: Its words of harm.
    """
    made = [*_rests(parsed, harms), *_times(parsed, found)]
    if not made:
        return list(found)
    spans = [(m.first, m.last) for m in made]
    kept = [m for m in found if not any(first <= _at(m) <= last for first, last in spans)]
    return [*kept, *made]


def _at(mention: TollMention) -> int:
    """The token with which the number of a toll begins."""
    start = mention.count.start
    if start is None:
        return mention.first
    return next((t.i for t in mention.parsed.doc if mention.parsed.offsets(t.i, t.i)[1] > start), mention.first)


def _tokens(doc: Any, start: int, end: int) -> tuple[int, int]:
    held = [t.i for t in doc if start <= t.idx < end]
    return held[0], held[-1]


def _count(parsed: Parsed, number: int, first: int, last: int) -> Count:
    span = parsed.span(first, last)
    return Count(low=number, high=number, text=span.text, start=span.start, end=span.end)


def _rests(parsed: Parsed, harms: Sequence[HarmMention]) -> Iterator[TollMention]:
    doc = parsed.doc
    for m in _REST.finditer(doc.text) if "of" in doc.text or "survivors" in doc.text else ():
        first, last = _tokens(doc, m.start(), m.end())
        survived, fate = _fate_behind(doc, last, harms)
        fate = fate if survived or fate is not None or not m["all"] else _fate_before(doc, first, harms)
        whole, left = number_value(m["whole"] or m["lost"]), _left(m)
        if whole is None or left is None or left > whole or ((m["none"] or "").lower() == "neither" and whole != 2):
            continue
        harm: Harm = "killed"
        number, at = (left if m["all"] and survived else whole - left), last
        if not survived and not m["lost"]:
            if fate is None or not m["all"] or fate.patient not in {"object", "subject", "state"} or mood_of(doc[fate.token]) not in {"asserted", "hedged"}:
                continue
            harm, at = fate.harm, fate.token
        noun = next((t for t in doc[last + 1 : last + 1 + _NEAR] if t.pos_ in {"NOUN", "PROPN"} and t.nbor().pos_ not in {"NOUN", "PROPN"}), None)
        if noun is None or number == 0 or sort_of(parsed, noun.i, ()) not in {"person", "group"}:
            continue
        yield TollMention(
            parsed=parsed, harm=harm, rule=RULE, trigger=at, phrase=None, count=_count(parsed, number, first, last), words=parsed.span(last + 1, noun.i),
            first=first, last=max(noun.i, at), mood="asserted", how="passive",
        )  # fmt: skip


def _left(m: re.Match[str]) -> int | None:
    """How many are not among those told of."""
    words = m["but"] or m["few"]
    return number_value(words) if words else 0


def _fate_behind(doc: Any, last: int, harms: Sequence[HarmMention]) -> tuple[bool, HarmMention | None]:
    """Whether the clause goes on with "survived", and the word of harm with which it goes on else."""
    for token in doc[last + 1 : last + 1 + _REACH]:
        if token.text in {";", ".", ":"}:
            break
        if token.lemma_.lower() == "survive":
            return True, None
        harm = next((h for h in harms if h.token == token.i), None)
        if harm is not None:
            return False, harm
    return False, None


def _fate_before(doc: Any, first: int, harms: Sequence[HarmMention]) -> HarmMention | None:
    """ "Killed the driver and all but one of his eleven passengers": the verb whose object they are."""
    held = [h for h in harms if h.patient == "object" and h.last < first and first - h.last <= _REACH]
    between = doc[held[-1].last + 1 : first] if held else ()
    return held[-1] if held and not any(t.pos_ in {"VERB", "AUX"} or t.text in {";", ":"} for t in between) else None


@functools.cache
def _grammar() -> re.Pattern[str]:
    words = either(lang.rule("parts", TIMES)["times"])
    same = either(lang.rule("parts", TIMES)["same"])
    return re.compile(rf"\b(?:(?P<times>{words})\s(?:as\smany|that\s(?:number|many|figure))|(?P<same>{same}))(?!\sas\b)(?:\s(?:(?:people|others|more|were|of\sthem)\s)?(?P<who>[a-z]+)\b(?!\sas\b)|(?=\s?(?:[.,;]|$)))", re.IGNORECASE)


def _times(parsed: Parsed, found: Sequence[TollMention]) -> Iterator[TollMention]:
    """ "Six dead and twice as many wounded", "four policemen and as many protesters"."""
    doc = parsed.doc
    if not found or not ("many" in doc.text or "number" in doc.text or "figure" in doc.text):
        return
    for m in _grammar().finditer(doc.text):
        first, last = _tokens(doc, m.start(), m.end())
        base = next((w for w in reversed(found) if not w.part and w.last < first + 1 and _at(w) < first and w.count.low), None)
        harm, noun = _harm_of(doc, first, last, m["who"] or "", found), doc[last]
        if base is None or base.count.low is None or base.count.low != base.count.high or (harm is None and not is_person_word(noun.lemma_.lower())):
            continue
        if not (doc[first - 1].lower_ in {"and", ",", "but", "with"} or (harm is not None and doc[first - 1].pos_ == "VERB")):
            continue
        names = lang.rule("parts", TIMES)
        factor = names["factors"][names["times"].index(" ".join(m["times"].lower().split()))] if m["times"] else 1
        ends = is_person_word(noun.lemma_.lower()) and noun.tag_ == "NNS"
        count = _count(parsed, factor * base.count.low, first, last - 1 if m["who"] else last)
        told = replace(base, rule=TIMES, harm=harm or base.harm, phrase=None, count=count, words=parsed.span(last, last) if ends else None)
        yield replace(told, first=first, last=last, part=False, additional=False, former=False, bare=False)


def _harm_of(doc: Any, first: int, last: int, who: str, found: Sequence[TollMention]) -> Harm | None:
    """The harm that the word itself names, or the one behind it ("as many civilians wounded"), or that of the verb before it."""
    behind = doc[last + 1].lower_ if last + 1 < len(doc) else ""
    held = next((m.harm for m in found if first <= _at(m) <= last), None)
    return _FATES.get(who.lower()) or _FATES.get(behind) or held
