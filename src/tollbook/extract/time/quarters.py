"""Meanings of the periods that companies report on: quarters, and what they are compared with.

A report of earnings names its period once and then only points at it ("the
latest period") or at the same stretch a year before ("a year earlier"). TIMEX3
wants the value of what is meant, so the period last named is kept.
"""

from __future__ import annotations

from datetime import timedelta

from tollbook import lang
from tollbook.extract.time import days as cal
from tollbook.extract.time.context import Context, Meaning, Period, View
from tollbook.extract.time.dates import day_ended, spanned

_AGO = ("ago", "earlier", "comparable", "corresponding", "before")
_AGAINST = frozenset("from with than against versus to".split())
# How far before "last year" the sum stands that is compared with it, in tokens.
_SUM = 14
NEARBY = 40
# A quarter whose last day lies further back than this, in days, is one that the report's is compared with.
_LONG_OVER = 300


def _of(year: int | None, number: int) -> Meaning:
    if year is None:
        return Meaning("Date", "DATE", f"XXXX-Q{number}", None, None, "month")
    return spanned("Date", f"{year:04d}-Q{number}", cal.quarter_span(year, number), "month")


def _year(year: int) -> Meaning:
    return spanned("Date", f"{year:04d}", cal.year_span(year), "year")


def _ended(ctx: Context) -> int | None:
    """The last quarter that has ended, as year * 4 + quarter - 1."""
    return ctx.today.year * 4 + (ctx.today.month - 1) // 3 - 1 if ctx.today else None


def _reported(ctx: Context, token: int) -> tuple[int, int] | None:
    """The quarter that figures are given for: the last one named that has ended, or of which figures were told."""
    ended = _ended(ctx)
    told = [
        period
        for period in ctx.periods_before(token)
        if ended is None or period.told or period.year * 4 + period.quarter - 1 <= ended
    ]
    if not told:
        return None
    # what stands far back is the quarter that the report is of; a report of several names them again
    main = ctx.periods[0] if ctx.periods[0] in told else told[0]
    chosen = told[0] if token - told[0].token <= NEARBY else main
    return chosen.year, chosen.quarter


def _now(ctx: Context, token: int) -> tuple[int, int] | None:
    known, ended = _reported(ctx, token), _ended(ctx)
    # where none is named, it is the last that has ended: one still going on has no figures to compare with
    return known if known is not None or ended is None else (ended // 4, ended % 4 + 1)


def _remembered(view: View, year: int | None, number: int) -> Meaning:
    ctx = view.context
    if year is not None:
        # the fiscal fourth quarter of a report of November ended in September
        first = not ctx.periods and ctx.tense(view.start, view.end) == "past"
        told = first or ctx.word(view.end) == "ended"
        ctx.periods.append(Period(view.start, year, number, told=told, fiscal=view.has("fiscal")))
    return _of(year, number)


def _told_year(view: View, number: int, year: int | None) -> int | None:
    ctx = view.context
    if year is not None or ctx.today is None:
        return year
    last = day_ended(view)
    if last is not None and (ctx.today - last).days > _LONG_OVER:
        return last.year
    year = ctx.today.year + (view.has("next") and view.has("year")) - (view.has("last") and view.has("year"))
    now = (ctx.today.month + 2) // 3
    # in January "the fourth quarter" is the one just over
    past = not view.has("this", "next", "last") and number - now > 1 and ctx.tense(view.start, view.end) != "future"
    return year - past


def quarter(view: View) -> Meaning | None:
    """The third quarter, its year told, compared with ("a year ago") or the nearest that fits."""
    ctx = view.context
    number, year = view.first("ordword") or view.first("quarterno"), view.first("yyyy")
    ago = view.has(*_AGO) or (view.has("last") and view.has("year"))
    known = _now(ctx, view.start)
    if number is None and known is None:
        return None
    if number is None and view.has("period") and ctx.speaks_of_longer(view.start):
        return _year(year or (known or (0, 0))[0] - 1)
    # "the 1988 period" only points, and is no period for what follows to point at
    points = number is None or ago
    number = int(number or (known[1] if known else 0))
    if not 1 <= number <= 4:
        return None
    if year is None and known is not None and ago:
        year = (ctx.today.year if view.has("last") and ctx.today else known[0]) - 1
    year = _told_year(view, number, year)
    return _of(year, number) if points else _remembered(view, year, number)


def _ended_on(view: View) -> Meaning | None:
    """ "The quarter ended July 31": the three months up to that day.

    Its number is that of the calendar's quarter which holds most of them; none where the company
    reckons by fiscal quarters, whose numbers nobody can tell from the day: TIMEX3 then has an X.
    """
    ctx, last = view.context, day_ended(view)
    if last is None or not view.has("quarter") or view.has("next", "current"):
        return None
    first, middle = cal.shift(last, "month", -3), cal.shift(last, "month", -1)
    if first is None or middle is None:
        return None
    span = (first + timedelta(days=1), last)
    named = next(ctx.periods_before(view.start), None)
    if named is not None and named.fiscal:
        ctx.unnumbered = (view.start, last.year)
        return spanned("Date", f"{last.year:04d}-QX", span, "month")
    number = (middle.month + 2) // 3
    ctx.periods.append(Period(view.start, middle.year, number, told=True))
    return spanned("Date", f"{middle.year:04d}-Q{number}", span, "month")


def _unnumbered(view: View) -> int | None:
    """The year of the quarter "ended Sept. 30" that is spoken of just before, where it has no number."""
    at = view.context.unnumbered
    return at[1] if at is not None and 0 < view.start - at[0] <= NEARBY else None


def this_quarter(view: View) -> Meaning | None:
    """The quarter, the latest quarter: the one spoken of, else the last that has ended."""
    ctx = view.context
    if ctx.word(view.end) == "-" and ctx.word(view.end + 1) == "to":
        return None
    if "century" in {ctx.word(view.end), ctx.word(view.end + 1) if ctx.word(view.end) == "-" else ""}:
        return None
    if (over := _ended_on(view)) is not None:
        return over
    known = _now(ctx, view.start)
    reckoned = view.has("this") and ctx.cls(view.end) == "poss" and ctx.word(view.end + 1) in lang.words("time_words", "en.time.results")
    if view.has("current", "this", "next", "previous", "past") and not reckoned and ctx.today is not None:
        index = ctx.today.year * 4 + (ctx.today.month - 1) // 3
        index += 1 if view.has("next") else -1 if view.has("previous", "past") else 0
        known = divmod(index, 4)[0], index % 4 + 1
    if known is None:
        return Meaning("Date", "DATE", "XXXX-QX", None, None, "month")
    # "the latest period" of a text that names no quarter may be a half-year: nothing can be compared with it
    named = view.has("quarter") or _reported(ctx, view.start) is not None
    return _remembered(view, *known) if named else _of(*known)


def year_earlier(view: View) -> Meaning | None:
    """A year ago: of the quarter or year that is spoken of, else of the reference day."""
    ctx = view.context
    if ctx.cls(view.end) in {"numword", "n12"} and ctx.word(view.end + 1) == "months":
        # "the year-earlier nine months" is how long
        return None
    if (year := _unnumbered(view)) is not None:
        return Meaning("Date", "DATE", f"{year - 1:04d}-QX", None, None, "month")
    known = None if ctx.speaks_of_longer(view.start) else _reported(ctx, view.start)
    if known is not None and (ctx.today is None or known[0] <= ctx.today.year):
        return _of(known[0] - 1, known[1])
    if not view.has("ago"):
        named = ctx.last_dated(view.start, near=60)
        if named and named.lo and named.precision == "year":
            moved = cal.shift(named.lo, "year", -1)
            return _year(moved.year) if moved else None
    if ctx.today is None:
        return Meaning("Date", "DATE", "XXXX", None, None, "year")
    return _year(ctx.today.year - 1)


def compared(view: View) -> Meaning | None:
    """ "Up from $21 million last year", said of a quarter: that quarter of last year; `None` where no quarter is compared.

    A quarter's figure is compared with that of the same quarter, which is what the annotators of
    TimeBank give as its value, too.
    """
    ctx = view.context
    known = _reported(ctx, view.start)
    if known is None or ctx.today is None or known[0] != ctx.today.year or ctx.speaks_of_longer(view.start):
        return None
    if ctx.cls(view.end) == "poss":
        return _of(known[0] - 1, known[1]) if ctx.cls(view.end + 1) == "currency" else None
    summed = False
    for back in range(view.start - 1, max(-1, view.start - _SUM), -1):
        if ctx.cls(back) == "stop":
            return None
        summed = summed or ctx.cls(back) == "currency"
        if ctx.word(back) in _AGAINST:
            return _of(known[0] - 1, known[1]) if summed else None
    return None
