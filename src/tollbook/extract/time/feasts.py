"""Meanings of feasts and other named days, each by its rule."""

from __future__ import annotations

from datetime import date, timedelta

from tollbook.extract.time import days as cal
from tollbook.extract.time.context import Meaning, View
from tollbook.extract.time.dates import full_year, spanned, the_day
from tollbook.extract.time.grammar import NO_TIME


def holiday(view: View) -> Meaning | None:
    """A feast, by its rule: fixed, nth weekday, from Easter, or of the Islamic calendar (give or take a day)."""
    rule, *numbers = str(view.first("holiday")).split()
    if rule == NO_TIME:
        return None
    args = [int(n) for n in numbers]
    ctx = view.context
    given = full_year(view)
    if given is None and ctx.today is None:
        value = f"XXXX-{args[0]:02d}-{args[1]:02d}" if rule == "fixed" else "XXXX-XX-XX"
        return Meaning("Holi", "DATE", value, None, None, "day")
    spans = [span for year in _feast_years(given, ctx.today) for span in _feast(rule, args, year)]
    if not spans:
        return None
    span = spans[0] if given is not None else _feast_meant(view, spans)
    if rule == "islamic":
        precision = "month" if args[2] > 20 else "days"
        return spanned("Holi" if precision == "days" else "Date", span[0].isoformat(), span, precision)
    if view.has("week"):
        return spanned("Date", cal.week_value(span[0]), cal.week_span(span[0]), "week")
    return the_day(span[0] - timedelta(days=view.has("eve")), "Holi")


def _feast_years(given: int | None, today: date | None) -> list[int]:
    years = [given] if given is not None else [today.year + step for step in (-1, 0, 1)] if today else []
    return [year for year in years if 2 <= year < 9998]


def _feast_meant(view: View, spans: list[cal.Span]) -> cal.Span:
    """The nearest feast, but the last one if the next is far off and nothing looks ahead."""
    today = view.context.today
    if today is None:
        return spans[0]
    span = min(spans, key=lambda s: abs((s[0] - today).days))
    past = [s for s in spans if s[0] <= today]
    far = (span[0] - today).days > 60 and view.context.tense(view.start, view.end) != "future"
    return max(past) if past and (far or view.has("last")) else span


def _feast(rule: str, args: list[int], year: int) -> list[cal.Span]:
    if rule == "islamic":
        month, first, length = args
        # the new moon is seen or not: the days before and after are included
        return [
            (lo - timedelta(days=1), hi + timedelta(days=1)) for lo, hi in cal.islamic_spans(year, month, first, length)
        ]
    if rule == "easter":
        found = cal.easter(year) + timedelta(days=args[0])
    elif rule == "weekday":
        # the fourth number counts days on: the Tuesday after the first Monday
        found = cal.nth_weekday(year, args[0], args[1], args[2]) + timedelta(days=sum(args[3:]))
    else:
        found = date(year, args[0], args[1])
    return [(found, found)]
