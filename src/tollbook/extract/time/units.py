"""Meanings of the calendar's units told from another day: "this month", "last week", "that same day", "the weekend"."""

from __future__ import annotations

from datetime import date, timedelta

from tollbook.extract.time import days as cal
from tollbook.extract.time import quarters
from tollbook.extract.time.context import Meaning, View
from tollbook.extract.time.dates import day_ended
from tollbook.extract.time.relative import ANAPHORIC, BACK, ON, is_a_name

_UNKNOWN = {
    "day": "XXXX-XX-XX",
    "week": "XXXX-WXX",
    "month": "XXXX-XX",
    "year": "XXXX",
    "quarter": "XXXX-QX",
    "weekend": "XXXX-WXX-WE",
}
_PRECISION = {
    "day": "day",
    "week": "week",
    "weekend": "days",
    "month": "month",
    "year": "year",
    "decade": "years",
    "century": "years",
}


def _unit_span(day: date, unit: str) -> tuple[str, cal.Span]:
    if unit == "week":
        return cal.week_value(day), cal.week_span(day)
    if unit == "weekend":
        monday = cal.week_span(day)[0]
        return f"{cal.week_value(day)}-WE", (monday + timedelta(days=5), monday + timedelta(days=6))
    if unit == "month":
        return f"{day.year:04d}-{day.month:02d}", cal.month_span(day.year, day.month)
    if unit == "year":
        return f"{day.year:04d}", cal.year_span(day.year)
    if unit == "decade":
        return f"{day.year // 10:03d}", cal.year_span(day.year // 10 * 10, day.year // 10 * 10 + 9)
    if unit == "century":
        first = (day.year - 1) // 100
        return f"{first:02d}", cal.year_span(first * 100 + 1, first * 100 + 100)
    return day.isoformat(), (day, day)


def _lies_ahead(view: View) -> bool:
    """Does something happen "ahead of the weekend", "before the weekend"?"""
    before = view.context.word(view.start - 1)
    return before == "before" or (before == "of" and view.context.word(view.start - 2) == "ahead")


def _month_told(view: View) -> Meaning | None:
    """ "He was killed last October; that same day …": a day of the month named last, which one nobody says."""
    ctx = view.context
    if not view.has("that", "same") or view.has("next", "previous", "following"):
        return None
    known = ctx.last_dated(view.start, near=quarters.NEARBY)
    if known is None or known.kind != "Date" or known.precision != "month" or len(known.value) != len("2013-06"):
        return None
    return Meaning("Date", "DATE", f"{known.value}-XX", known.lo, known.hi, "month")


def _step(view: View) -> int:
    """How many units ahead the words lead, or back: "the latest fiscal year" is the last that is over."""
    if view.has(*BACK) or (view.has("latest") and view.has("fiscal")):
        return -1
    return int(view.has(*ON) and not (view.has("coming") and view.has("this")))


def _how_long(view: View, name: str) -> Meaning | None:
    """The units that are a length rather than a time: "over the past decade", "a loss in the year"."""
    ctx = view.context
    if name in {"decade", "century"} and view.has("past", "last") and view.has("the"):
        return Meaning("Dur", "DURATION", "P10Y" if name == "decade" else "P100Y", unit=name, count=1)
    if (
        name != "year"
        or not _is_plain(view)
        or view.has("earlier", "later", "full", "fiscal", "early", "late", "entire")
    ):
        return None
    before, follows = ctx.word(view.start - 1), ctx.word(view.end)
    if before == "of" or (before == "for" and follows not in {"ended", "ending"}):
        # "the end of the year", "100 murders for the year": the one going on
        return None
    return Meaning("Dur", "DURATION", "P1Y", unit="year", count=1)


def _is_plain(view: View) -> bool:
    """Do the words say nothing of which unit it is?"""
    return not view.has(*BACK, *ON, *ANAPHORIC, "this", "same", "current")


def unit(view: View) -> Meaning | None:
    """This month, last week, that year, the next day, the weekend."""
    ctx = view.context
    name = view.first("unit") or next(
        (n for n in ("week", "month", "year", "weekend", "day", "hour") if view.has(n)), None
    )
    if name not in _PRECISION or is_a_name(view):
        return None
    if ctx.word(view.end) == "-" and ctx.word(view.end + 1) in {"ago", "earlier", "end", "old", "long"}:
        return None
    if (length := _how_long(view, name)) is not None:
        return length
    if name == "day" and (view.has("this") or (_is_plain(view) and not view.has("earlier", "later"))):
        return None
    if view.names == ("last", "year") and (same := quarters.compared(view)) is not None:
        return same
    if name == "day" and (month := _month_told(view)) is not None:
        return month
    base = _told_from(view, name)
    moved = cal.shift(base, "week" if name == "weekend" else name, _step(view)) if base else None
    if moved is not None:
        return _placed(view, name, moved, base)
    if view.names == ("that", "day") and ctx.today and ctx.tense(view.start, view.end) is None:
        # "it hits, and you have losses that day": any day on which it is so
        return None
    return Meaning(_kind(name), "DATE", _UNKNOWN.get(name, "XXXX"), None, None, _PRECISION[name])


def _kind(name: str) -> str:
    return "Rday" if name == "day" else "Date"


def _told_from(view: View, name: str) -> date | None:
    """The day that the words count from; `None` where they count from one that the text has not named."""
    ctx, plain = view.context, _is_plain(view)
    told = view.has(*ANAPHORIC) or (view.has("the") and view.has("next", "previous", "same"))
    known = ctx.last_dated(view.start, days_only=name == "day") if told or (plain and name == "day") else None
    # "up from the previous month": where no month is named, that before the report's
    alone = view.has("previous") and name in {"week", "month", "year"}
    base = known.lo if known else None if told and not alone else ctx.today
    if name == "week":
        return day_ended(view) or base
    if name == "weekend" and plain and base is not None and not _lies_ahead(view):
        # "at the weekend": the one just past, or the one going on
        base -= timedelta(days=0 if base.isoweekday() >= 6 else base.isoweekday())
    return base


def _placed(view: View, name: str, moved: date, base: date | None) -> Meaning:
    """The unit that holds a day, as far as it has come or is still to come."""
    ctx = view.context
    value, (lo, hi) = _unit_span(moved, name)
    if view.has("past") and not view.has("this") and name in {"week", "month", "year"}:
        # "the past year" ends now
        return Meaning(_kind(name), "DATE", value, moved, base, _PRECISION[name])
    if view.names == ("the", "week") and day_ended(view) is None:
        # which week, the words do not say: TIMEX3 writes an X, and annotators agree
        value = f"{value[:4]}-WXX"
    if ctx.today and lo <= ctx.today <= hi and name != "day":
        over = view.has("earlier") or (not view.has("later") and ctx.tense(view.start, view.end) == "past")
        hi = ctx.today if over else hi
        lo = ctx.today if view.has("later") else lo
    return Meaning(_kind(name), "DATE", value, lo, hi, _PRECISION[name])
