"""Expressions of time: where they stand, and which days they mean.

A text is cut into classed tokens, and the grammar of `lang/en/time.toml` is
run over the classes in four layers: words to dates, dates with hours,
distances and modifiers, ranges. What cannot be placed without a reference day
keeps what the words give and stays undated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tollbook.extract.time import clocks, compose, dates, feasts, quarters, relative, units
from tollbook.extract.time.context import Context, Meaning, View
from tollbook.extract.time.dateline import find_dateline_date, issued, parse_day
from tollbook.extract.time.grammar import Layer, Rule, grammar
from tollbook.extract.time.lexer import lex
from tollbook.model import TimeMention, When

__all__ = ["as_when", "find_dateline_date", "find_times"]

_ACTIONS: dict[str, Callable[[View], Meaning | None]] = {
    name: getattr(module, name)
    for module, names in (
        (dates, "iso numeric day days week_of_month month bare_month year years fiscal decade century"),
        (feasts, "holiday"),
        (
            relative,
            "relative_day relative_part weekday year_end season half recent ref one_day nth_day",
        ),
        (units, "unit"),
        (quarters, "quarter this_quarter year_earlier"),
        (clocks, "duration window often weekdays clock part"),
        (compose, "join ago ago_to_the_day modified between since"),
    )
    for name in names.split()
}
_UPPER, _LOWER = re.compile(r"[A-Z]"), re.compile(r"[a-z]")
_LEADING = re.compile(r"[(,\s]*(?:(?:on|in|at)\s+)?", re.IGNORECASE)
_TRAILING = re.compile(r"(?:[\s,(–-]|\s(?:at|on|of|around|about|the|just))+$", re.IGNORECASE)
_FULL_MONTH = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\.$", re.IGNORECASE
)
_STANDALONE = frozenset("Day Wday Rday Holi Date Days Season Clock Dur Set Ref Since Window Part".split())


@dataclass(slots=True)
class _Lattice:
    """Parallel lists: the class, value and token range of every entry of a layer."""

    classes: list[str]
    values: list[Any]
    begins: list[int]
    ends: list[int]


def find_times(text: str, *, published: str | None = None) -> tuple[TimeMention, ...]:
    """Find every expression of time in an English news text.

    Days told from another day ("on Monday", "three weeks ago") are told from
    the article's dateline or publication date; with neither they keep a TIMEX3
    value as far as the words give one, and no `from` and `to`.

    Args:
        text: The article's text, as given.
        published: ISO 8601 date, or instant with its zone, where it is known.

    Returns:
        The mentions in text order. A range (a DURATION) overlaps its two ends, which are DATEs
        of their own, as in TimeML; nothing else overlaps. The work is linear in the text's length.

    Example:
        >>> [(m.text, m.value) for m in find_times("Two died on Monday.", published="2024-05-09")]
        [('Monday', '2024-05-06')]
    """
    rules = grammar()
    tokens = lex(text, rules)
    day, stamped = _reference(text, published)
    context = Context(
        grammar=rules,
        tokens=tokens,
        today=parse_day(day),
        instant=_instant(published, day),
        upper=_is_upper(text),
        issued=issued(text),
        stamped=stamped,
    )
    size = len(tokens.words)
    lattice = _Lattice(tokens.classes, tokens.values, list(range(size)), list(range(1, size + 1)))
    for layer in rules.layers:
        lattice = _apply(layer, lattice, context)
    return tuple(_mentions(lattice, context))


def as_when(mention: TimeMention) -> When:
    """The mention as the `when` of a claim.

    Example:
        >>> as_when(find_times("It fell on 3 May 2014.")[0]).from_
        '2014-05-03'
    """
    return When(
        text=mention.text,
        start=mention.start,
        end=mention.end,
        from_=mention.from_,
        to=mention.to,
        precision=mention.precision,
    )


def _reference(text: str, published: str | None) -> tuple[str | None, bool]:
    """The day that "today" means, and whether it is only a stamp: the dateline's if it lies shortly before publication."""
    line, known = find_dateline_date(text, published), parse_day(published)
    written = parse_day(line)
    if known is None:
        return line, False
    if written is not None and 0 <= (known - written).days <= 7:
        return line, False
    return published, True


def _instant(published: str | None, day: str | None) -> datetime | None:
    if published is None or day != published or len(published) <= 10:
        return None
    try:
        return datetime.fromisoformat(published)
    except ValueError:
        return None


def _is_upper(text: str) -> bool:
    head = text[:1500]
    return len(_UPPER.findall(head)) > 4 * len(_LOWER.findall(head))


def _view(lattice: _Lattice, context: Context, rule: Rule, start: int, end: int) -> View:
    name = context.grammar.name
    return View(
        context=context,
        names=tuple(name[c] for c in lattice.classes[start:end]),
        values=tuple(lattice.values[start:end]),
        start=lattice.begins[start],
        end=lattice.ends[end - 1],
        options=rule.options,
        spans=tuple(zip(lattice.begins[start:end], lattice.ends[start:end], strict=True)),
    )


def _read(
    layer: Layer, string: str, at: int, key: str, end: int, lattice: _Lattice, context: Context
) -> tuple[int, Meaning] | None:
    """The meaning that the first rule to accept the words gives them; a rule may decline."""
    rule = layer.rules[key]
    meaning = _ACTIONS[rule.means](_view(lattice, context, rule, at, end))
    if meaning is not None:
        return end, meaning
    keys = list(layer.rules)
    for other in keys[keys.index(key) + 1 :]:
        match = layer.single[other].match(string, at)
        if match is None:
            continue
        rule = layer.rules[other]
        meaning = _ACTIONS[rule.means](_view(lattice, context, rule, at, match.end()))
        if meaning is not None:
            return match.end(), meaning
    return None


def _reads(layer: Layer, string: str, lattice: _Lattice, context: Context) -> Iterator[tuple[int, int, Meaning]]:
    """What the layer's rules accept, in order: [start, end) and meaning.

    Only stretches that hold a core class are searched, which is most of the
    speed; each stretch is delimited once, which keeps the whole linear.
    """
    for island in layer.island.finditer(string):
        position = island.start()
        while (match := layer.pattern.search(string, position, island.end())) is not None:
            start = match.start()
            read = _read(layer, string, start, str(match.lastgroup), match.end(), lattice, context)
            position = start + 1
            if read is not None:
                position = read[0]
                yield start, read[0], read[1]


def _apply(layer: Layer, lattice: _Lattice, context: Context) -> _Lattice:
    """Run one layer: what its rules accept becomes one entry, the rest stays."""
    code = context.grammar.code
    string = "".join(lattice.classes)
    out = _Lattice([], [], [], [])
    copied = 0

    def copy(upto: int) -> None:
        out.classes.extend(lattice.classes[copied:upto])
        out.values.extend(lattice.values[copied:upto])
        out.begins.extend(lattice.begins[copied:upto])
        out.ends.extend(lattice.ends[copied:upto])

    for start, end, meaning in _reads(layer, string, lattice, context):
        copy(start)
        out.classes.append(code[meaning.kind])
        out.values.append(meaning)
        out.begins.append(lattice.begins[start])
        out.ends.append(lattice.ends[end - 1])
        copied = end
        if meaning.lo is not None and meaning.kind not in {"Window", "Since"} and layer.first:
            context.dated.append((lattice.begins[start], meaning))
    copy(len(lattice.classes))
    return out


def _mentions(lattice: _Lattice, context: Context) -> list[TimeMention]:
    found: list[TimeMention] = []
    tokens = context.tokens
    for value, first, end in zip(lattice.values, lattice.begins, lattice.ends, strict=True):
        if not isinstance(value, Meaning) or value.kind not in _STANDALONE or not value.shown:
            continue
        meaning = _placed(value, first, context)
        begin, meaning = _since_clause(meaning, first, context) or (first, meaning)
        start, stop = tokens.start(begin), tokens.end(end - 1)
        found.append(_mention(tokens.text, start, stop, meaning))
        # TimeML marks the two ends of a range as dates, and the range as a duration over both
        found.extend(_mention(tokens.text, tokens.start(b), tokens.end(e - 1), part) for b, e, part in meaning.parts)
    return found


def _since_clause(meaning: Meaning, token: int, context: Context) -> tuple[int, Meaning] | None:
    """The words from "since" on, up to now: "since the war began in 2011"."""
    if meaning.kind not in {"Date", "Day"} or context.word(token - 1) not in {"in", "on"}:
        return None
    for back in range(token - 2, max(-1, token - 12), -1):
        if context.cls(back) in {"stop", "dot"}:
            return None
        if context.word(back) == "since":
            return back, compose.open_since(meaning, context.today)
    return None


def _placed(meaning: Meaning, token: int, context: Context) -> Meaning:
    """An hour or a part of the day that stands alone is of the day named last before it, else of the article's."""
    if meaning.kind not in {"Clock", "Part"} or meaning.lo is not None or context.word(token) == "overnight":
        return meaning
    known = context.last_dated(token, days_only=True)
    day = context.today if known is None else known.lo if known.lo == known.hi else None
    if day is None:
        return meaning
    if meaning.clock is None:
        return replace(meaning, value=f"{day.isoformat()}{meaning.part}", lo=day, hi=day)
    hour, minute = meaning.clock
    value = f"{day.isoformat()}T{hour:02d}:{minute:02d}"
    return Meaning("Clock", "TIME", value, day, day, meaning.precision, exact=value if hour < 24 else None)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the prepositions and signs that a pattern needed around the expression."""
    head = _LEADING.match(text, start, end)
    tail = _TRAILING.search(text, max(start, end - 12), end)
    start = head.end() if head and head.end() < end else start
    end = tail.start() if tail and tail.start() > start else end
    # the full stop after "18 January." ends the sentence, that after "18 Jan." the word
    return start, end - 1 if _FULL_MONTH.search(text, max(start, end - 12), end) else end


def _mention(text: str, start: int, end: int, meaning: Meaning) -> TimeMention:
    start, end = _trimmed(text, start, end)
    lo = meaning.exact or (meaning.lo.isoformat() if meaning.lo else None)
    hi = meaning.exact or (meaning.hi.isoformat() if meaning.hi else None)
    return TimeMention(
        text=text[start:end],
        start=start,
        end=end,
        type=meaning.type,
        value=meaning.value,
        from_=lo,
        to=hi,
        precision=meaning.precision,
    )
