"""Cutting an article into sentences, headlines and list items.

The gate has to throw most of an article away before anything slow runs, so
sentences must be known before there is a parse. This splitter is a few regular
expressions over the text as given; nothing is rewritten, so every offset it
gives is one of the article's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from tollbook.model import Record

Kind = Literal["headline", "body", "item"]


class Sentence(Record, frozen=True, kw_only=True):
    """A stretch of the article that is read as one sentence.

    Offsets are code points into the article's text. `paragraph` counts from 0;
    `index` is the sentence's own number in the article.
    """

    text: str
    start: int
    end: int
    index: int
    paragraph: int
    kind: Kind = "body"


ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen lt col maj capt cpl sgt pvt brig adm cmdr gov sen rep rev hon pres st ft mt "
    "jan feb mar apr jun jul aug sep sept oct nov dec no nos vs inc ltd co corp jr sr u.s u.k u.n "
    "e.g i.e etc approx dept dist est fig al ave blvd rd ct maj.gen lt.col supt insp asst".split()
)
_END = re.compile(
    r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s|$)|(?<=[a-z\d)”\"])\.(?=[A-Z][a-z]|[“\"][A-Z])"
)
LONGEST = 10_000  # code points; the longest sentence of the annotated sets has 8,045, and a text without a full stop may have millions
_OPENS = re.compile(r"[\s\"'“‘«(\[–—-]*[A-Z0-9ÀÝØ-Þ“\"‘'@#]|[\s\"'“‘«(\[–—-]*[^\x00-\x7f]")
_ITEM = re.compile(r"\s*(?:[-*•·▪●◦–—]|\d{1,2}[.)])\s+")
_CARRIES_ON = re.compile(
    r"(?:[,;:–—-]|-old|\byears? old|\b(?:a|an|the|of|in|on|at|by|to|for|from|with|and|or|but|as|his|her|their|its|is|was|were|are|named|"
    r"including|father|mother|son|daughter|wife|husband|brother|sister|child|children))\s*$",
    re.IGNORECASE,
)


def _wrapped(text: str) -> bool:
    """Are the lines broken at a fixed width, as wire copy of the 1980s is?"""
    lines = [line for line in text.split("\n") if line.strip()]
    inner = [
        len(a) for a, b in zip(text.split("\n"), text.split("\n")[1:], strict=False) if a.strip() and b.strip()
    ]
    if len(inner) < 3 or max(map(len, lines)) > 100:
        return False
    return sum(45 <= n <= 100 for n in inner) >= 0.75 * len(inner)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield [start, end) of each paragraph, joining lines that carry on."""
    wrapped = _wrapped(text)
    start: int | None = None
    at = 0
    previous = ""
    lines = text.splitlines(keepends=True)
    for line, after in zip(lines, [*lines, ""][1:], strict=True):
        bare = line.strip()
        if not bare:
            if start is not None and previous:
                yield start, at
                start = None
            previous = ""
        else:
            if start is not None and not (
                _joins(previous, bare, wrapped=wrapped) or _name_between(previous, bare, after.strip())
            ):
                yield start, at
                start = None
            if start is None:
                start = at
            previous = bare
        at += len(line)
    if start is not None:
        yield start, at


# A line that holds nothing but a name: pages put each linked name on a line of its own, in the midst of a sentence.
_NAME_WORD = r"(?:(?:[a-z]{1,4}[-'’])?[A-ZÀ-Þ][\w.'’/-]{0,30}|al|el|bin|ibn|de|del|la|van|von|abu|umm|r|[“\"][\w’'-]{1,30}[”\"])"
_NAME_LINE = re.compile(rf"{_NAME_WORD}(?:,?\s{_NAME_WORD}){{0,7}}(?:\s\([A-Z][\w '’-]{{1,40}}\))?,?$")


def _name_between(previous: str, line: str, after: str) -> bool:
    """Is the line a name in the midst of a sentence: nothing ended before it, and what follows carries on?"""
    carries_on = after[:1].islower() or after[:1] in {",", ";", "(", ")"} or after == "."
    return carries_on and not previous.endswith((".", "!", "?", "”", '"')) and bool(_NAME_LINE.match(line))


# "One man – Omar Hadi", a name on its own line, "– was killed": the dash closes an aside, and opens no item.
_ASIDE_ENDS = re.compile(r"[–—-]\s(?:was|were|is|are|has|had|died|who|and)\b")


def _joins(previous: str, line: str, *, wrapped: bool) -> bool:
    if _ASIDE_ENDS.match(line) and _NAME_LINE.match(previous):
        return True
    if _ITEM.match(line) and not wrapped:
        return False
    if wrapped:
        return True
    if line[0] == "(" and _NAME_LINE.match(previous):
        return True
    if previous.endswith((".", "!", "?", "”", '"')):
        return line[0] in ".,;:)"
    return line[0].islower() or line[0] in ".,;:)’–—" or bool(_CARRIES_ON.search(previous))


def _is_end(text: str, mark: re.Match[str], stop: int) -> bool:
    if mark.group().startswith("."):
        before = re.search(r"[\w.]+$", text[max(0, mark.start() - 24) : mark.start()])
        word = before.group().lower() if before else ""
        following = text[mark.end() : mark.end() + 24].lstrip()
        if re.fullmatch(r"[a-z]", word) and before is not None and before.group().isupper():
            return False
        if word in ABBREVIATIONS or re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
            # "in the U.S. The army" ends; "U.S. troops" and "Gen. Haftar" do not.
            return bool(re.match(r"(?:The|A|An|It|He|She|They|In|On|At|But|And)\b", following)) and word in {
                "u.s", "u.k", "u.n", "a.m", "p.m", "etc",
            }
        if word in {"a.m", "p.m"}:
            return bool(_OPENS.match(following))
    return mark.end() >= stop or bool(_OPENS.match(text[mark.end() : mark.end() + 8]))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for mark in _END.finditer(text, start, end):
        if mark.start() >= at and _is_end(text, mark, end):
            yield from _bounded(text, at, mark.end())
            at = mark.end()
    if at < end:
        yield from _bounded(text, at, end)


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what is too long to be a sentence at white space, so that no text can choke the parser."""
    while end - start > LONGEST:
        space = max(text.rfind(" ", start, start + LONGEST), text.rfind("\n", start, start + LONGEST))
        cut = space + 1 if space > start else start + LONGEST
        yield start, cut
        start = cut
    yield start, end


def _kind(text: str, paragraph: int, *, alone: bool) -> Kind:
    if _ITEM.match(text):
        return "item"
    bare = text.rstrip()
    if alone and paragraph <= 3 and len(bare) <= 220 and not bare.endswith((".", "!", "?", "”", '"')):
        return "headline"
    return "body"


def split(text: str) -> tuple[Sentence, ...]:
    """Cut a text into sentences, in order, none overlapping.

    Line breaks end a sentence unless the lines were wrapped at a fixed width or
    the next line plainly carries on; headlines and list items are marked,
    because they are read by other rules ("22 dead: governor").

    Args:
        text: The article's text, as given.

    Returns:
        The sentences; white space between them belongs to none.

    Example:
        >>> [s.text for s in split("Three died. Gen. Haftar denied it.")]
        ['Three died.', 'Gen. Haftar denied it.']
    """
    found: list[Sentence] = []
    for number, (start, end) in enumerate(_paragraphs(text)):
        pieces = list(_pieces(text, start, end))
        for first, last in pieces:
            raw = text[first:last]
            bare = raw.strip()
            if not bare:
                continue
            left = first + len(raw) - len(raw.lstrip())
            found.append(
                Sentence(
                    text=bare,
                    start=left,
                    end=left + len(bare),
                    index=len(found),
                    paragraph=number,
                    kind=_kind(raw, number, alone=len(pieces) == 1),
                )
            )
    return tuple(found)
