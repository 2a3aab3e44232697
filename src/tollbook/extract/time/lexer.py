"""Cutting a text into classed tokens: the only pass that sees every character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tollbook.extract.time.grammar import Grammar

# Alternatives in order of how specific they are; each is linear.
_TOKEN = re.compile(
    r"(?P<meridiem>[AaPp]\.\s?[Mm](?:\.|\b)|[AaPp][Mm]\b)"
    r"|(?P<quarterno>Q[1-4]\b)"
    r"|(?P<word>[oO]['’]clock\b|[^\W\d_]+)"
    r"|(?P<iso>\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z\b|[+-]\d\d:?\d\d)?)?(?![\d-]))"
    r"|(?P<numdate>\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\d/])|\d{1,2}\.\d{1,2}\.\d{4}(?!\d)|\d{4}/\d{1,2}/\d{1,2}(?![\d/]))"
    r"|(?P<clock>\d{1,2}:\d\d(?::\d\d)?(?![\d:]))"
    r"|(?P<grouped>\d{1,3}(?:,\d{3})+(?!\d))"
    r"|(?P<ordinal>\d{1,2}(?:st|nd|rd|th|ST|ND|RD|TH)\b)"
    r"|(?P<decade>(?:\d{3}0|['’`]?\d0)['’]?s\b)"
    r"|(?P<yy>['’`]\d\d\b)"
    r"|(?P<num>\d+(?:[.]\d+)?)"
    r"|(?P<poss>['’]s\b)"
    r"|(?P<blank>\n[ \t\r]*\n\s*)"
    r"|(?P<sign>[^\w\s])"
)
_SIGNS = {
    ",": "comma",
    ".": "dot",
    "-": "hyphen",
    "–": "hyphen",
    "—": "stop",
    "/": "slash",
    "(": "lparen",
    ")": "rparen",
    "$": "currency",
    "£": "currency",
    "€": "currency",
    "#": "currency",
    "@": "currency",
    ";": "stop",
    "!": "stop",
    "?": "stop",
}
_WORD = _TOKEN.groupindex["word"]
_STOP = re.compile(r"[.!?]\s+(?=[A-Z\"“`(])|\n\s*\n")
_DIGIT = re.compile(r"\d")
_APART = str.maketrans(dict.fromkeys("-–—'’‘`\"“”.,;:!?()[]{}/_*&<>|…\u2028\u2029", " "))
_ZERO = re.compile(r"0\d{3}")


@dataclass(slots=True)
class Tokens:
    """Parallel lists, one entry a token: its match, its lower-cased word, its class, its value."""

    text: str
    matches: list[re.Match[str]]
    words: list[str]
    classes: list[str]
    values: list[Any]
    longer: dict[int, int]

    def start(self, token: int) -> int:
        """Where a token begins in the text."""
        return self.matches[token].start()

    def end(self, token: int) -> int:
        """Where a token ends; the name of a feast may be several words."""
        return self.longer.get(token) or self.matches[token].end()


def _number(raw: str) -> tuple[str, Any]:
    if "." in raw:
        whole, _, part = raw.partition(".")
        if len(part) == 2 and len(whole) <= 2 and int(whole) < 24 and int(part) < 60:
            return "dotclock", (int(whole), int(part))
        return "nbig", None
    if len(raw) > 6:
        return "nbig", None
    if _ZERO.fullmatch(raw) and int(raw[:2]) < 24 and int(raw[2:]) < 60:
        return "clock4", (int(raw[:2]), int(raw[2:]))
    number = int(raw)
    if len(raw) == 4 and 1000 <= number <= 2199:
        return "yyyy", number
    for name, limit in (("n12", 12), ("n24", 24), ("n31", 31), ("n59", 59), ("n99", 99)):
        if number <= limit:
            return name, number
    return "nbig", number


def _clock(raw: str) -> tuple[str, Any]:
    hour, minute = (int(part) for part in raw.split(":")[:2])
    return ("clock", (hour, minute)) if hour <= 24 and minute < 60 else ("x", None)


def _odd(group: str, raw: str) -> tuple[str, Any]:
    """The class and value of a token that is no word."""
    if group == "num":
        return _number(raw)
    if group == "sign":
        return _SIGNS.get(raw, "x"), None
    if group == "blank":
        return "stop", None
    if group == "clock":
        return _clock(raw)
    if group == "ordinal":
        number = int(raw[:-2])
        return ("ordinal" if 1 <= number <= 31 else "ordbig"), number
    if group == "decade":
        digits = re.sub(r"\D", "", raw)
        return "decade", int(digits)
    if group == "quarterno":
        return "quarterno", int(raw[1:])
    if group == "yy":
        return "yy", int(raw[1:])
    return group, raw


def _stretches(text: str, hints: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The sentences that can hold an expression of time; the others are not worth cutting up.

    A sentence qualifies by a digit or by one word of time. Where a full stop
    only ends an abbreviation both halves are judged alone, which does no harm:
    what is kept stays adjacent.
    """
    at = 0
    bounds = [match.end() for match in _STOP.finditer(text)]
    for end in (*bounds, len(text)):
        piece = text[at:end]
        words = piece.lower().translate(_APART).split()
        if not hints.isdisjoint(words) or _DIGIT.search(piece):
            yield at, end
        at = end


def lex(text: str, grammar: Grammar) -> Tokens:
    """Cut a text into tokens with a class each; blank lines and semicolons are `stop`."""
    code, known, capital = grammar.code, grammar.words, grammar.capital
    plain = (code["x"], None)
    matches = [match for start, end in _stretches(text, grammar.hints) for match in _TOKEN.finditer(text, start, end)]
    raws = [match.group() for match in matches]
    words = [raw.lower().replace("o’clock", "o'clock") for raw in raws]
    look = known.get
    pairs = [look(word, plain) for word in words]
    # Most tokens are words that mean nothing here; only the others cost more than a look-up.
    for i, match in enumerate(matches):
        if match.lastindex != _WORD:
            name, value = _odd(match.lastgroup or "", raws[i])
            pairs[i] = (code[name], value)
    for i in [i for i, word in enumerate(words) if word in capital and raws[i] == word]:
        pairs[i] = plain
    tokens = Tokens(text, matches, words, [p[0] for p in pairs], [p[1] for p in pairs], {})
    heads = grammar.holiday_heads
    _feasts(tokens, [i for i, word in enumerate(words) if word in heads], grammar)
    return tokens


def _feasts(tokens: Tokens, heads: list[int], grammar: Grammar) -> None:
    """Make one token of the name of a feast, whatever words it has."""
    absorbed: set[int] = set()
    longer: dict[int, int] = {}
    for i in heads:
        name = grammar.holidays.match(tokens.text, tokens.start(i))
        if i in absorbed or name is None or name.group()[0].islower():
            continue
        key = re.sub(r"\s", " ", name.group().lower()).replace("’", "'")
        if key not in grammar.holiday_rules:
            continue
        j = i + 1
        while j < len(tokens.matches) and tokens.start(j) < name.end():
            absorbed.add(j)
            j += 1
        longer[i] = name.end()
        tokens.classes[i], tokens.values[i] = grammar.code["holiday"], grammar.holiday_rules[key]
    if not longer:
        return
    kept = [i for i in range(len(tokens.matches)) if i not in absorbed]
    tokens.longer = {at: longer[i] for at, i in enumerate(kept) if i in longer}
    tokens.matches[:] = [tokens.matches[i] for i in kept]
    for column in (tokens.words, tokens.classes, tokens.values):
        column[:] = [column[i] for i in kept]
