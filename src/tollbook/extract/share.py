"""Shares of those counted: "half of the 90 passengers", "one in five of the hostages", "40 per cent of the recruits".

The number beside a share counts the whole, and a share of an unknown whole is
no number: read as if they were counts, "a quarter of the 120 men" would be 120
dead, and "half of the passengers" one. Where the whole is stated the share is
reckoned from it, to whole persons below and above; where it is not, the words
stay words.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import msgspec

from tollbook import lang
from tollbook.extract.number import either, interval, number_value
from tollbook.extract.toll import TollMention
from tollbook.model import Count, Record, Span

_NUMBER = r"\d{1,3}(?:,\d{3})+|\d{1,7}|[a-z]+(?:-[a-z]+)?"


class Share(Record, frozen=True, kw_only=True):
    """A share in a sentence, `start` to `end` with the number of the whole, where it has one.

    `low` and `high` are as in a count; both ends are `None` where the whole is not
    stated. `noun` is where the words for those it is a share of begin.
    """

    start: int
    end: int
    noun: int
    low: int | None = None
    high: int | None = None
    approx: bool = False


@functools.cache
def _rules() -> dict[str, dict[str, Any]]:
    return {rule["id"]: rule for rule in lang.load("shares")["rule"]}


@functools.cache
def _named() -> dict[str, tuple[Fraction, bool]]:
    return {w: (Fraction(*r["of"]), r.get("kind") == "over") for r in _rules().values() if "of" in r for w in r["words"]}


@functools.cache
def _grammar() -> re.Pattern[str]:
    rules, numbers = _rules(), lang.load("numbers")["rule"]
    before = [w for r in numbers if "kind" in r for w in r.get("before", ())]
    between = either(rules["en.share.one_in"]["between"])
    signs = either(rules["en.share.percent"]["signs"])
    alone = lang.load("shares")["alone"]
    return re.compile(
        rf"\b(?P<share>(?:(?P<mod>{either(before)})\s)?(?:(?P<named>{either(_named())})(?=\sof\s(?!an?\s(?:thousand|million)\b)|\s(?:the|its|their)\s\d)|(?P<alone>{either(alone['words'])})(?=\s(?:{either(alone['before'])})\b)|"
        rf"(?P<some>{_NUMBER})\s(?:{between})\s(?P<every>{_NUMBER})|(?P<percent>\d{{1,3}}(?:\.\d+)?|[a-z]+(?:-[a-z]+)?)\s?(?:{signs})))"
        rf"(?:(?:\sof)?\s(?P<fill>(?:(?:{either(rules['en.share.of']['words'])})\s)*(?:[\w-]{{1,30}}['’]s?\s)?)(?:(?P<base>\d{{1,3}}(?:,\d{{3}})+|\d{{1,7}})\b(?!\s?%)\s?)?)",
        re.IGNORECASE,
    )


def find_shares(text: str) -> Iterator[Share]:
    """The shares of a sentence.

    Example:
        >>> [(s.low, s.high) for s in find_shares("More than a third of the 91 guests died.")]
        [(31, 91)]
    """
    kinds = {w: r["kind"] for r in lang.load("numbers")["rule"] if "kind" in r for w in r.get("before", ())}
    for m in _grammar().finditer(text):
        of = _fraction(m)
        if of is None:
            continue
        part, over = of
        kind = "more_than" if over else kinds.get(" ".join((m["mod"] or "").lower().split()), "plain")
        base = int(m["base"].replace(",", "")) if m["base"] else None
        noun = min(m.end(), len(text) - 1)
        if base is None:
            yield Share(start=m.start(), end=m.end("share"), noun=noun)
            continue
        exact = base * part
        least = exact.numerator // exact.denominator
        low, high, approx = interval(kind, least, -(-exact.numerator // exact.denominator))
        yield Share(start=m.start(), end=m.end("base"), noun=noun, low=low, high=base if high is None else high, approx=approx)


def _fraction(m: re.Match[str]) -> tuple[Fraction, bool] | None:
    """What part of the whole, and whether it is passed; `None` where the words make none."""
    if named := m["named"] or m["alone"]:
        return _named()[" ".join(named.lower().split())]
    if m["percent"]:
        value = float(m["percent"]) if m["percent"][0].isdigit() else number_value(m["percent"])
        return (Fraction(str(value)) / 100, False) if value is not None and 0 < value <= 100 else None
    some, every = number_value(m["some"]), number_value(m["every"])
    return (Fraction(some, every), False) if some and every and some < every <= 20 else None


def in_shares(mentions: Iterable[TollMention]) -> Iterator[TollMention]:
    """The mentions with shares for their counts; "half of them women" after a toll is no other toll, and no number."""
    held = list(mentions)
    for mention in held:
        told = as_share(mention)
        behind = bisect_left(mention.parsed.at, told.count.end or 0) + 1
        of_them = told.count.word is not None and told is not mention and lang.pattern("toll_phrases", "en.told.of_them").match(mention.parsed.doc.text, behind)
        if not (of_them and any(m is not mention and m.trigger == mention.trigger for m in held)):
            yield told


def as_share(mention: TollMention) -> TollMention:
    """The mention with the share for its count, where its number is that of the whole or none.

    "Half of the 12 villagers killed were women" counts twelve dead: there the
    word of harm belongs to the whole, not to the share.
    """
    text, at = mention.parsed.doc.text, mention.parsed.at
    if " of " not in text and " in " not in text and "%" not in text:
        return mention
    counted = bisect_left(at, mention.quote.start if mention.count.start is None else mention.count.start)
    for share in find_shares(text):
        if not share.start <= counted <= share.noun or _of_the_whole(mention, share):
            continue
        start, end = at[share.start], at[share.end - 1] + 1
        words = Span(text=text[share.start : share.end], start=start, end=end)
        count = Count(low=share.low, high=share.high, approx=share.approx, text=words.text, start=start, end=end)
        if share.low is None:
            count = msgspec.structs.replace(count, low=1, word=words.text)
        return replace(mention, count=count, words=_without(mention.words, at[share.noun]), first=min(mention.first, _token(mention, share.start)))
    return mention


def _token(mention: TollMention, at: int) -> int:
    return next((t.i for t in mention.parsed.doc if t.idx <= at < t.idx + len(t.text)), mention.first)


def _of_the_whole(mention: TollMention, share: Share) -> bool:
    """Does the word of harm hang on the noun behind "of"?"""
    doc = mention.parsed.doc
    noun = next((t for t in doc if t.idx >= share.noun and t.pos_ in {"NOUN", "PROPN", "PRON"}), None)
    trigger = doc[mention.trigger]
    return noun is not None and (trigger.i == noun.i or noun.is_ancestor(trigger))


def _without(words: Span | None, noun: int) -> Span | None:
    """The words for the victims without the share before them."""
    if words is None or not words.start < noun < words.end:
        return words
    return msgspec.structs.replace(words, text=words.text[noun - words.start :], start=noun)
