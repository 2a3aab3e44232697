"""What an expression of time can be read against: publication, tense, and the dates named before it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tollbook.extract.time.grammar import Grammar
from tollbook.extract.time.lexer import Tokens

# How far back a date named earlier is still what "the same day" or "three days later" means, in tokens.
_NEAR = 400
# How far back a quarter still is the one that "a year ago" compares with.
_SPOKEN_OF = 250
_AHEAD = frozenset("is are set likely planned due".split())
_HOURS = frozenset("n12 n24 clock dotclock meridiem zone noon part".split())
# A verb further off than a clause says nothing about an expression's tense.
_CLAUSE = 14


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an expression means.

    `kind` is the class under which later layers see it. `lo` and `hi` are the
    first and last day, `None` where the words alone do not say; `value` is
    TIMEX3's. `part` and `clock` wait for a day to be joined with; `exact` is an instant,
    `guessed` says that the year is the nearest, not the text's; `parts` are
    the ends of a range, with their tokens.
    """

    kind: str
    type: str
    value: str
    lo: date | None = None
    hi: date | None = None
    precision: str | None = None
    part: str | None = None
    clock: tuple[int, int] | None = None
    unit: str | None = None
    count: int | None = None
    exact: str | None = None
    shown: bool = True
    guessed: bool = False
    parts: tuple[tuple[int, int, Meaning], ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """A quarter that figures are given for, and where it is named.

    `told` where it has surely ended, whatever the calendar says; `fiscal` where its number is the company's own.
    """

    token: int
    year: int
    quarter: int
    told: bool = False
    fiscal: bool = False


@dataclass(slots=True)
class Context:
    """The state of reading one text: its tokens, its reference day, and what it has named so far.

    `issued` is the year and month of the release's number, where there is no reference day; `stamped` says
    that the reference day is that of publication and not one that the text gives as its own; `unnumbered` is the token and
    the year of a quarter that is told by its last day alone.
    """

    grammar: Grammar
    tokens: Tokens
    today: date | None
    instant: datetime | None
    upper: bool
    issued: tuple[int, int] | None = None
    stamped: bool = False
    dated: list[tuple[int, Meaning]] = field(default_factory=list)
    periods: list[Period] = field(default_factory=list)
    unnumbered: tuple[int, int] | None = None

    def last_dated(self, token: int, *, days_only: bool = False, near: int = _NEAR) -> Meaning | None:
        """The nearest date named before a token, or `None` where none is near."""
        at = bisect_left(self.dated, token, key=lambda entry: entry[0]) - 1
        for back in range(at, max(-1, at - 8), -1):
            where, meaning = self.dated[back]
            if where < token - near:
                return None
            if not days_only or meaning.precision in {"day", "part of day", "hour", "minute"}:
                return meaning
        return None

    def last_weekday(self, token: int, number: int) -> Meaning | None:
        """The nearest date before a token that falls on a weekday, 1 for Monday to 7, or `None` where none is near."""
        at = bisect_left(self.dated, token, key=lambda entry: entry[0])
        for where, meaning in reversed(self.dated[max(0, at - 8) : at]):
            if where < token - _NEAR:
                return None
            if meaning.precision == "day" and meaning.lo is not None and meaning.lo.isoweekday() == number:
                return meaning
        return None

    def speaks_of_longer(self, token: int) -> bool:
        """Do the words before speak of months or a year rather than a quarter: "in the nine months, … a year earlier"?"""
        for back in range(token - 1, max(-1, token - 60), -1):
            word = self.word(back)
            if word == "quarter" or self.cls(back) == "quarterno":
                return False
            if word == "months" and self.cls(back - 1) in {"n12", "n24", "numword", "hyphen"}:
                return True
            if word == "year" and self.word(back - 1) in {"the", "full", "fiscal"} and self._over(back):
                return True
        return False

    def _over(self, token: int) -> bool:
        """Is a year what figures are given for: "for the full year", "the fiscal year ended"?"""
        return self.word(token + 1) in {"ended", "ending"} or "for" in {self.word(token - 2), self.word(token - 3)}

    def periods_before(self, token: int) -> Iterator[Period]:
        """The quarters named before a token, the nearest first."""
        at = bisect_left(self.periods, token, key=lambda period: period.token)
        for period in reversed(self.periods[max(0, at - 8) : at]):
            if period.token < token - _SPOKEN_OF:
                return
            yield period

    def word(self, token: int) -> str:
        """The lower-cased word at a token, "" outside the text."""
        return self.tokens.words[token] if 0 <= token < len(self.tokens.words) else ""

    def raw(self, token: int) -> str:
        """The word at a token as written, "" outside the text."""
        if not 0 <= token < len(self.tokens.words):
            return ""
        return self.tokens.text[self.tokens.start(token) : self.tokens.end(token)]

    def cls(self, token: int) -> str:
        """The class name at a token, "stop" outside the text."""
        if not 0 <= token < len(self.tokens.classes):
            return "stop"
        return self.grammar.name[self.tokens.classes[token]]

    def tense(self, start: int, end: int) -> str | None:
        """Whether the clause around [start, end) speaks of the "future" or the "past"; `None` where it says neither.

        The verb before counts first ("will meet Friday"); a verb of saying
        right before the day is past whatever follows ("said Friday it will").
        After an opening "On Friday," the verb that follows decides.
        """
        if self.cls(end) == "poss":
            # "Friday's attack" has happened
            return "past"
        if self._announced(start):
            return "future"
        steps = (
            range(start - 1, max(-1, start - 1 - _CLAUSE), -1),
            range(end, min(len(self.tokens.words), end + _CLAUSE)),
        )
        return next((cue for step in steps if (cue := self._first_cue(step)) is not None), None)

    def _announced(self, start: int) -> bool:
        """Do the words right before look ahead: "until", "effective", "as early as"?"""
        while self.cls(start - 1) in _HOURS:
            # "until 9 a.m. Tuesday"
            start -= 1
        before = self.word(start - 1)
        if before in {"until", "till", "effective", "payable"}:
            return not self.raw(start - 1)[:1].isupper() or self.upper
        return before == "as" and self.word(start - 2) in {"soon", "early", "late"}

    def _first_cue(self, step: range) -> str | None:
        for i in step:
            word = self.tokens.words[i]
            if self.cls(i) == "stop" or (word == "." and not self._abbreviates(i)):
                return None
            if word in self.grammar.cues["future"]:
                # "had been due to expire Friday": what was to be is over
                return "past" if self.word(i - 1) == "been" and self.word(i - 2) == "had" else "future"
            if word == "to" and self.word(i - 1) in _AHEAD and self.word(i - 2) != "been":
                return "future"
            if word in {"set", "plan", "plans", "planned"} and self.word(i + 1) == "to":
                return "future"
            if word in {"plan", "planned"} and self.word(i + 1) in {"a", "an", "another"}:
                # "they planned a march on Saturday", told on Friday
                return "future"
            if self.word(i - 1) != "be" and (word in self.grammar.cues["past"] or self._is_past(i)):
                return "past"
        return None

    def _is_past(self, token: int) -> bool:
        """Is a word in -ed a verb in the past? Not "will succeed", "to be paid", "a planned", "the United States"."""
        word = self.word(token)
        if len(word) < 5 or not word.endswith("ed") or word in self.grammar.cues["not_past"]:
            return False
        before = self.word(token - 1)
        if before in {"a", "an", "still"} or (self.raw(token)[:1].isupper() and not self.upper and token > 0):
            return False
        return not (word.endswith("eed") and word != "agreed")

    def _abbreviates(self, token: int) -> bool:
        return self.cls(token - 1) in {"month_abbr", "weekday_abbr"} or len(self.word(token - 1)) == 1


@dataclass(frozen=True, slots=True)
class View:
    """The part of a lattice that a rule has matched."""

    context: Context
    names: tuple[str, ...]
    values: tuple[Any, ...]
    start: int
    end: int
    options: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()

    def first(self, *names: str) -> Any:
        """The value of the first entry of one of the classes, or `None`."""
        return next((v for n, v in zip(self.names, self.values, strict=True) if n in names), None)

    def all(self, *names: str) -> list[Any]:
        """The values of all entries of the classes, in order."""
        return [v for n, v in zip(self.names, self.values, strict=True) if n in names]

    def has(self, *names: str) -> bool:
        """Is there an entry of one of the classes?"""
        return any(n in names for n in self.names)
