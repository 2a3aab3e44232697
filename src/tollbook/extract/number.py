"""Counts: the number words of a sentence as intervals with open ends.

"At least 30" is not 30, and "dozens" is no number at all; a reader that turns
both into integers has lost what the report said. So every count keeps its
words, its least, and an open end where the words leave one open. What number a
vague word stands for in the end is for a codebook to say.
"""

from __future__ import annotations

import functools
import re
from fractions import Fraction
from typing import Any

from tollbook import lang
from tollbook.model import Count, Record
from tollbook.text.parse import Parsed


class CountMention(Record, frozen=True, kw_only=True):
    """Number words in a sentence.

    `first` and `last` are the tokens of the whole expression ("at least 30"),
    `head` the token that the tree hangs on ("30"). `additional` marks "another
    six", which are never among those counted before. `rule` is the id of the
    rule in `lang/en/numbers.toml`.
    """

    first: int
    last: int
    head: int
    low: int | None
    high: int | None
    approx: bool = False
    word: str | None = None
    additional: bool = False
    rule: str = "en.number.exact"

    def as_count(self, parsed: Parsed) -> Count:
        """The count with its words in the article."""
        span = parsed.span(self.first, self.last)
        return Count(
            low=self.low,
            high=self.high,
            approx=self.approx,
            word=self.word,
            text=span.text,
            start=span.start,
            end=span.end,
        )


@functools.cache
def _rules() -> dict[str, dict[str, Any]]:
    return {rule["id"]: rule for rule in lang.load("numbers")["rule"]}


def either(words: Any) -> str:
    """A pattern of any of these words, the longest first."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True))


@functools.cache
def _word_values() -> dict[str, int]:
    words = lang.load("numbers")["words"]
    tens = {w + u: n * 10 + k for n, w in enumerate(words["tens"]) if w for k, u in enumerate(["", *words["units"][1:10]])}  # "thirtythree"
    every: dict[str, int] = {w: n for n, w in enumerate(words["units"])} | tens | words["misspelt"] | words["multiples"] | _rules()["en.number.dozen"]["multiple"]
    return every


def _spelled() -> str:
    """A pattern of one spelled number: "two" and "one" make no "two and one"."""
    words = lang.load("numbers")["words"]
    units, tens = either([*words["units"], *words["misspelt"]]), either([w for w in words["tens"] if w])
    small = rf"(?:(?:{tens})(?:[\s-]?(?:{units}))?|(?:{units}))"
    hundreds = rf"(?:(?:{small}\s+)?hundred(?:\s+(?:and\s+)?{small})?)"
    below = rf"(?:{hundreds}|{small})"
    multiples = either(_rules()["en.number.dozen"]["multiple"])
    large = rf"(?:(?:{below}\s+)?(?:thousand|million)(?:\s+(?:and\s+)?{below})?)"
    part = either(words["fractions"])
    parts = rf"(?:(?:(?:{small})[\s-])?(?:{part})(?:\s+of)?(?:\s+an?)?[\s-]|(?:{small})\s+and\s+a\s+half\s+)(?:thousand|million)"
    return rf"(?:{parts}|{small}\s+(?:{multiples})|(?:{multiples})|{large}|{below})"


@functools.cache
def _grammar() -> re.Pattern[str]:
    rules = _rules()
    spelled = _spelled()
    digits = r"(?:\d{1,3}(?:,\d{3})+|\d{1,7})(?![\d.,]*\d)(?!\s*(?:%|percent|per\s+cent))"
    number = rf"(?:\d{{1,3}}\.\d{{1,2}}\s+(?:thousand|million)\b|{digits}(?:\s+(?:hundred|thousand|million|dozen))?\b|(?:a\s+)?{spelled}\b)"
    vague = either([*rules["en.number.vague"]["words"], *rules["en.number.pair"]["words"]])
    before = either([w for r in rules.values() for w in r.get("before", ())])
    single = either([*rules["en.number.none"]["words"], *rules["en.number.single"]["words"]])
    tail = rf"(?:\+|\s+(?:{either([*rules['en.number.or_more']['after'], *rules['en.number.about']['after']])})\b)?"
    ranged = (
        rf"(?:between\s+(?P<c>{number})\s+and\s+(?P<open>(?:over|more\s+than|at\s+least|upwards\s+of)\s+)?(?P<d>{number})"
        rf"|(?:between\s+)?(?P<a>{number})(?:(?<=\d)\s*[-–—]\s*(?=\d)|\s+[-–—]\s+|\s+to\s+|\s+or\s+)(?P<b>{number}))"
    )
    bounds = (
        rf"(?:at\s+least|a\s+minimum\s+of|over|more\s+than|about|some)\s+(?P<e>{number}),?\s+(?:(?:and|or|but)\s+)?(?:possibly\s+)?"
        rf"(?:up\s+to|as\s+many\s+as|at\s+most|possibly|perhaps|maybe)\s+(?P<f>{number})"
    )
    return re.compile(
        rf"(?<![\w$€£#.,/-])(?:(?P<bounds>{bounds})|"
        rf"(?P<unstated>{rules['en.number.unstated']['pattern']})\b"
        rf"|(?P<mod>(?:(?:{before})\s+)+)?(?:"
        rf"(?P<range>{ranged})|(?P<vague>{vague})\b(?P<sure>{tail})|(?P<number>{number})(?P<tail>{tail}))"
        rf"|(?P<single>{single})\b)(?![\w/]|-\w|[.,:]\d|['’]s\b)",
        re.IGNORECASE,
    )


def number_value(text: str) -> int | None:
    """The value of digits or number words; `None` where they make no number.

    Example:
        >>> number_value("one hundred and fifty"), number_value("1,200"), number_value("two dozen")
        (150, 1200, 24)
        >>> number_value("half a million"), number_value("two and a half thousand"), number_value("three quarters of a million")
        (500000, 2500, 750000)
    """
    total: int | Fraction = 0
    current: int | Fraction = 0
    value: int | Fraction
    seen = False
    parts = lang.load("numbers")["words"]["fractions"]
    for piece in re.split(r"[\s-]+", lang.pattern("number_phrases", "en.numbered.one_part").sub("", text.lower().strip())):
        if piece in {"and", "a", "an", "of", ""}:
            current = current or (1 if piece == "a" else current)
            continue
        if piece in parts:
            part = Fraction(*parts[piece])
            current, seen = (current or 1) * part if piece.endswith("s") else current + part, True
            continue
        if piece[0].isdigit():
            value = Fraction(piece.replace(",", "")) if "." in piece else int(piece.replace(",", ""))
        else:
            found = _word_values().get(piece)
            if found is None:
                return None
            value = found
        seen = True
        if piece in {"hundred", "dozen", "score"} and not piece[0].isdigit():
            current = (current or 1) * value
        elif piece in {"thousand", "million"}:
            total += (current or 1) * value
            current = 0
        else:
            current += value
    return int(total + current) if seen else None


def interval(kind: str, low: int, high: int | None) -> tuple[int | None, int | None, bool]:
    """The least and most that a number means behind such words, and whether they make it rough.

    Args:
        kind: The `kind` of a rule of `lang/en/numbers.toml`: "at_least", "more_than" …; "plain" for none.
        low: The least of the number itself.
        high: The most of it.

    Example:
        >>> interval("more_than", 30, 30), interval("about", 30, 30)
        ((31, None, False), (30, 30, True))
    """
    if kind == "at_least":
        return low, None, False
    if kind == "more_than":
        return low + 1, None, False
    if kind == "up_to":
        return 1, high, False
    if kind == "fewer_than":
        return 1, max(1, (high or low) - 1), False
    return low, high, kind == "about"


_STRENGTH = ("more_than", "fewer_than", "at_least", "up_to", "about", "plain")


@functools.cache
def _kinds() -> dict[str, tuple[str, str]]:
    return {w: (r["kind"], r["id"]) for r in _rules().values() for w in r.get("before", ()) if "kind" in r}


@functools.cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{either(_kinds())})(?=\s|$)", re.IGNORECASE)


def _modifier(text: str | None, tail: str) -> tuple[str, str]:
    """The strongest modifier before the number, and its rule."""
    rules = _rules()
    tail = tail.strip().lower()
    if tail == "+" or tail in rules["en.number.or_more"]["after"]:
        return "at_least", "en.number.or_more"
    found = [_kinds()[re.sub(r"\s+", " ", m.group().lower())] for m in _before().finditer(text or "")]
    if tail in rules["en.number.about"]["after"]:
        found.append(("about", "en.number.about"))
    return min(found, key=lambda f: _STRENGTH.index(f[0]), default=("plain", "en.number.exact"))


def _read(m: re.Match[str]) -> tuple[int | None, int | None, bool, str | None, str] | None:
    """Low, high, approx, word and rule of one match of the grammar."""
    rules = _rules()
    lower = re.sub(r"\s+", " ", m.group().lower())
    if m["unstated"]:
        return None, None, False, lower, "en.number.unstated"
    if m["single"]:
        none = re.sub(r"\s+", " ", m["single"].lower()) in rules["en.number.none"]["words"]
        return (0, 0, False, None, "en.number.none") if none else (1, 1, False, None, "en.number.single")
    if m["range"] or m["bounds"]:
        low, high = number_value(m["a"] or m["c"] or m["e"]), number_value(m["b"] or m["d"] or m["f"])
        if low is None or high is None or low > high:
            return None
        # "between 80 and over 200": the greater end is open
        return low, None if m["open"] else high, False, None, "en.number.range"
    kind, rule = _modifier(m["mod"], m["tail"] or m["sure"] or "")
    if m["vague"]:
        word = re.sub(r"\s+", " ", m["vague"].lower())
        exact = rules["en.number.pair"]["words"].get(word)
        if exact is None:
            low = rules["en.number.vague"]["words"][word]
            return (
                (1, None, False, word, rule)
                if kind in {"up_to", "fewer_than"}
                else (low, None, False, word, "en.number.vague")
            )
        return (*interval(kind, exact, exact), None, rule if kind != "plain" else "en.number.pair")
    value = number_value(m["number"])
    if value is None:
        return None
    word_rule = "en.number.exact" if m["number"][0].isdigit() else "en.number.words"
    return (*interval(kind, value, value), None, word_rule if kind == "plain" else rule)


_PLACE_BEFORE = re.compile(r"\([a-z ]{2,20}\)\s$")
# The number that is called for help counts nobody.
_EMERGENCY = re.compile(r"\s*(?:call|tape|record|operator|dispatch|cent|audio|system|emergency)", re.IGNORECASE)


def _is_age(before: str, after: str) -> bool:
    """Does a bare number between commas say how old somebody is?"""
    if lang.pattern("number_phrases", "en.numbered.name_before").search(before) and lang.pattern("number_phrases", "en.numbered.age_ends").match(after):
        return True
    return after.startswith(",") and bool(lang.pattern("number_phrases", "en.numbered.noun_before").search(before) or _PLACE_BEFORE.search(before) or lang.pattern("number_phrases", "en.numbered.bare_noun_before").search(before))


def _is_no_count(text: str, m: re.Match[str]) -> bool:
    """Ages, dates, units, years, calibres and addresses are not counts of people."""
    if not (m["number"] or m["range"] or m["bounds"]):
        return False
    after, before = text[m.end() : m.end() + 14], text[max(0, m.start() - 14) : m.start()]
    if (lang.pattern("number_phrases", "en.numbered.units").match(after) and not lang.pattern("number_phrases", "en.numbered.of_people").match(text[m.end() : m.end() + 24])) or lang.pattern("number_phrases", "en.numbered.leads").search(before):
        return True
    if not before.strip("( ") and "(" in before and after.startswith(")"):
        return True  # "(56) was killed": the age of somebody whose name stands on the line before
    if re.fullmatch(r"\d{1,3}", m.group().strip()) and _is_age(text[max(0, m.start() - 40) : m.start()], after):
        return True
    if m.group().strip() == "911" and (_EMERGENCY.match(after) or lang.pattern("number_phrases", "en.numbered.called").search(before)):
        return True
    month_before = _is_day(text, m)
    month_after = re.match(rf"\s*(?:of\s+)?{lang.pattern('number_phrases', 'en.numbered.months').pattern}(?=\W|$)", after, re.IGNORECASE)
    plain = re.fullmatch(r"\d{1,4}", m.group().strip())
    if plain and (month_before or (month_after and int(plain.group()) <= 31)):
        return True
    year = re.fullmatch(r"(?:19|20)\d\d", m.group().strip())
    if year and lang.pattern("number_phrases", "en.numbered.of_a_year").match(text[m.end() : m.end() + 45]):
        return True
    return bool(year and _IN_YEAR.search(before))


_IN_YEAR = re.compile(r"\b(?:in|since|of|during|by|until|from|to|early|late|mid|and|between|,|year|spring|summer|autumn|fall|winter)\s*-?$", re.IGNORECASE)


def _is_day(text: str, m: re.Match[str]) -> bool:
    """ "Since May 1 to 36": a month stands before the number."""
    return re.search(rf"\b{lang.pattern('number_phrases', 'en.numbered.months').pattern}\s*$", text[max(0, m.start() - 14) : m.start()], re.IGNORECASE) is not None


def find_counts(parsed: Parsed) -> tuple[CountMention, ...]:
    """Find the number words of a sentence, whatever they count.

    Args:
        parsed: The sentence with its tree.

    Returns:
        The counts in order, none overlapping. Ages, dates, units of measure,
        sums of money and unit numbers ("the 47th Brigade") are left out.
    """
    # Quotation marks around number words ("dozens" of wounded) are the outlet's caution, not part of the number.
    text = parsed.doc.text.replace('"', " ")
    starts = {t.idx: t.i for t in parsed.doc}
    ends = {t.idx + len(t): t.i for t in parsed.doc}
    found: list[CountMention] = []
    ages = [m.span(1) for rule in ("en.numbered.ages", "en.numbered.ages.named") for m in lang.pattern("number_phrases", rule).finditer(text)]
    at = 0
    grammar = _grammar()
    while m := grammar.search(text, at):
        at = m.end() if m.end() > m.start() else m.start() + 1
        # "rose from 28 to 31" gives two figures, "ranged from 14 to 25" and "wounded from six to 14" one.
        moved = m["range"] and (lang.pattern("number_phrases", "en.numbered.moved").search(text[max(0, m.start() - 100) : m.start()]) or _is_day(text, m))
        read = None if moved else _read(m)
        if read is None:
            # "between 5 and three" makes no range: look again from its first number on.
            at = m.end(next(g for g in "ace" if m[g])) if m["range"] or m["bounds"] else m.end()
            single = _number_alone(text, m) if m["range"] or m["bounds"] else None
            if single is not None:
                found.extend(_tokens(parsed, single, starts, ends))
            continue
        if not _is_no_count(text, m) and not any(start <= m.start() < end for start, end in ages):
            found.extend(_tokens(parsed, (m.start(), m.end(), *read), starts, ends))
    return tuple(found)


Reading = tuple[int, int, int | None, int | None, bool, str | None, str]


def _number_alone(text: str, m: re.Match[str]) -> Reading | None:
    """The first number of what looked like a range, with what modifies it."""
    if _is_no_count(text, m) or _is_day(text, m):
        return None
    value = number_value(m["a"] or m["c"] or m["e"])
    if value is None:
        return None
    kind, rule = _modifier(m["mod"], "")
    low, high, approx = interval(kind, value, value)
    group = next(g for g in "ace" if m[g])
    return m.start() if m["mod"] else m.start(group), m.end(group), low, high, approx, None, rule


def _tokens(parsed: Parsed, reading: Reading, starts: dict[int, int], ends: dict[int, int]) -> list[CountMention]:
    start, end, low, high, approx, word, rule = reading
    while start < end and start not in starts:
        start += 1
    while end not in ends and end > start:
        end -= 1
    first, last = starts.get(start), ends.get(end)
    if first is None or last is None or last < first:
        return []
    words = parsed.doc[first : last + 1]
    head = next((t.i for t in reversed(words) if t.lower_ not in {"of", "or", "more", "so", "plus", "+"}), last)
    return [
        CountMention(
            first=first,
            last=last,
            head=head,
            low=low,
            high=high,
            approx=approx,
            word=word,
            rule=rule,
            additional=bool(lang.pattern("number_phrases", "en.numbered.additional").search(words.text)),
        )
    ]
