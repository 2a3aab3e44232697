"""Two figures for two of something told once: "killed nine and 14 people respectively"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tollbook.extract.number import CountMention
from tollbook.extract.toll import TollMention
from tollbook.model import Span
from tollbook.text.parse import Parsed

_MOST = 6


def respectively(parsed: Parsed, found: list[TollMention], counts: Sequence[CountMention]) -> list[TollMention]:
    """The tolls of a sentence with a toll for each of the figures that "respectively" deals out.

    Two harms with one row of figures have one each ("killed and wounded four and
    nine soldiers respectively"); one harm has all of them.

    Args:
        parsed: The sentence.
        found: What the other rules have read in it.
        counts: Its number words.
    """
    doc = parsed.doc
    if not any(t.lower_ == "respectively" for t in doc):
        return found
    made = list(found)
    for first in counts:
        row = _row(parsed, first, counts)
        start = parsed.offsets(first.first, first.last)[0]
        holders = [m for m in made if m.count.start == start]
        if len(row) < 2 or not holders:
            continue
        rest = {parsed.offsets(c.first, c.last)[0] for c in row[1:]}
        if len({m.harm for m in holders}) == len(holders) == len(row):
            dealt = list(zip(sorted(holders, key=lambda m: m.trigger), row, strict=True))
        elif rest & {m.count.start for m in made}:
            continue
        else:
            dealt = [(holders[0] if c is first else replace(holders[0], first=c.first), c) for c in row]
        made = [m for m in made if m not in holders and m.count.start not in rest] + [_with(parsed, m, c, row[-1]) for m, c in dealt]
    return made


def _row(parsed: Parsed, first: CountMention, counts: Sequence[CountMention]) -> list[CountMention]:
    """The figures joined to one by nothing but commas and "and"."""
    row = [first]
    for count in counts:
        between = parsed.doc[row[-1].last + 1 : count.first]
        if count.first > row[-1].last and 0 < len(between) <= 2 and all(t.text == "," or t.lower_ == "and" for t in between) and len(row) < _MOST:
            row.append(count)
    return row


def _with(parsed: Parsed, mention: TollMention, count: CountMention, last: CountMention) -> TollMention:
    words = mention.words
    behind = parsed.offsets(last.last, last.last)[1]
    if words is not None and words.start < behind < words.end:
        text = words.text[behind - words.start :]
        cut = len(text) - len(text.lstrip())
        words = _span(parsed, words.end, behind + cut)
    return replace(mention, count=count.as_count(parsed), words=words, first=min(mention.first, count.first) if mention.first <= last.first else mention.first)


def _span(parsed: Parsed, end: int, start: int) -> Span:
    base = parsed.sentence
    return Span(text=base.text[start - base.start : end - base.start], start=start, end=end)
