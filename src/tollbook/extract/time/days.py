"""Arithmetic of days, weeks, quarters, seasons and moving feasts.

Everything is an interval of local days, both ends inclusive: a month is its
first and its last day. Nothing here knows about words.
"""

from __future__ import annotations

import calendar as _calendar
import functools
from datetime import date, timedelta

Span = tuple[date, date]

# First month of each season, northern hemisphere, as TIMEX3 readers take it; winter runs into the next year.
_SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200, "millennium": 12000}


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or `None` where the calendar has no such day, or none that news tells of.

    Example:
        >>> day_of(2013, 2, 30) is None
        True
    """
    try:
        return date(year, month, day) if 1000 <= year < 3000 else None
    except ValueError:
        return None


def month_span(year: int, month: int) -> Span:
    """First and last day of a month.

    Example:
        >>> month_span(2020, 2)[1].isoformat()
        '2020-02-29'
    """
    return date(year, month, 1), date(year, month, _calendar.monthrange(year, month)[1])


def year_span(first: int, last: int | None = None) -> Span:
    """First and last day of a year, or of the years from `first` to `last`."""
    return date(max(first, 1), 1, 1), date(min(last or first, 9999), 12, 31)


def quarter_span(year: int, quarter: int) -> Span:
    """First and last day of a calendar quarter, 1 to 4."""
    return date(year, 3 * quarter - 2, 1), month_span(year, 3 * quarter)[1]


def season_span(year: int, code: str) -> Span:
    """First and last day of a season; the winter of 1998 ends in February 1999.

    Example:
        >>> [d.isoformat() for d in season_span(1998, "WI")]
        ['1998-12-01', '1999-02-28']
    """
    start = _SEASON_START[code]
    last = (year + 1, 2) if code == "WI" else (year, start + 2)
    return date(year, start, 1), month_span(*last)[1]


def week_span(day: date) -> Span:
    """Monday and Sunday of the ISO week that holds a day."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def week_value(day: date) -> str:
    """The ISO week as TIMEX3 writes it.

    Example:
        >>> week_value(date(1998, 3, 6))
        '1998-W10'
    """
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def shift(day: date, unit: str, count: int) -> date | None:
    """The day `count` units later (earlier if negative); `None` outside the calendar.

    Example:
        >>> shift(date(2020, 3, 31), "month", -1).isoformat()
        '2020-02-29'
    """
    try:
        if unit in _DAYS:
            return day + timedelta(days=_DAYS[unit] * count)
        if unit not in _MONTHS:
            return day
        month = day.year * 12 + day.month - 1 + _MONTHS[unit] * count
        year, month = divmod(month, 12)
        return date(year, month + 1, min(day.day, _calendar.monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return None


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth weekday (1 Monday to 7 Sunday) of a month; -1 is the last.

    Example:
        >>> nth_weekday(1999, 11, 4, 4).isoformat()
        '1999-11-25'
    """
    first, last = month_span(year, month)
    if nth < 0:
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian rule).

    Example:
        >>> easter(2000).isoformat()
        '2000-04-23'
    """
    golden, century = year % 19, year // 100
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    epact -= epact // 28 * (1 - 29 // (epact + 1) * ((21 - golden) // 11))
    offset = epact - (year + year // 4 + epact + 2 - century + century // 4) % 7
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))


def islamic_day(year: int, month: int, day: int) -> date:
    """A day of the tabular Islamic calendar; what is observed may differ by a day.

    Example:
        >>> islamic_day(1444, 10, 1).isoformat()
        '2023-04-22'
    """
    days = (11 * year + 3) // 30 + 354 * year + 30 * month - (month - 1) // 2 + day
    return date.fromordinal(days + 1948440 - 385 - 1721424 - 1)


@functools.cache
def islamic_spans(year: int, month: int, day: int, length: int) -> tuple[Span, ...]:
    """Where a stretch of the Islamic year begins within a Gregorian year: once, sometimes twice."""
    guess = int((year - 622) * 33 / 32)
    starts = [islamic_day(y, month, day) for y in range(guess - 1, guess + 3)]
    return tuple((s, s + timedelta(days=length - 1)) for s in starts if s.year == year)
