"""Meanings made of meanings: a day with its hour, distances, ranges, "since"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from tollbook.extract.time import days as cal
from tollbook.extract.time.clocks import period
from tollbook.extract.time.context import Meaning, View
from tollbook.extract.time.dates import spanned, the_day

_DAY_KINDS = {"Day", "Wday", "Rday", "Holi", "Days"}
_HALVES = re.compile(r"P(?:(?P<years>\d{1,4})Y)?(?:(?P<months>\d{1,2})M)?")
_GRAIN = {"year": "year", "years": "year", "month": "month", "season": "month", "week": "week"}


def meanings(view: View) -> list[Meaning]:
    """The meanings among the matched entries, in order."""
    return [v for v in view.values if isinstance(v, Meaning)]


def _chosen(days: list[Meaning]) -> Meaning | None:
    """Of a weekday and a date side by side, the date; two plain weekdays are a list, not one day."""
    if len(days) == 1:
        return days[0]
    kinds = [d.kind for d in days]
    if kinds[0] == kinds[1] or "Days" in kinds:
        return None
    order = {"Day": 0, "Holi": 1, "Rday": 2, "Wday": 3}
    best = min(days, key=lambda d: order[d.kind])
    if best.lo is None:
        other = next(d for d in days if d is not best)
        if best.kind == "Day" and other.lo is not None and best.value[5:] == other.value[5:]:
            return other
    return best


def join(view: View) -> Meaning | None:
    """One day with its hour or its part of the day."""
    found = meanings(view)
    day = _chosen([m for m in found if m.kind in _DAY_KINDS])
    if day is None:
        return None
    if day.part and any(m.kind in {"Part", "Clock"} for m in found):
        day = replace(day, value=day.value[:10])
    clock = next((m.clock for m in found if m.kind == "Clock" and m.clock), None)
    part = next((m.part for m in found if m.kind == "Part" and m.part), None)
    kind = "Day" if day.kind == "Wday" and any(m.kind == "Day" for m in found) else day.kind
    base = day.value.split("T")[0]
    if day.kind == "Days":
        return replace(day, type="TIME", value=f"{base.split('/')[0]}{part}" if part else base, precision="part of day")
    if clock is not None:
        hour, minute = clock
        if part in {"TNI", "TEV", "TAF"} and any(m.unit == "half day" for m in found) and (hour > 5 or part != "TNI"):
            hour += 12
            clock = (hour, minute)
        exact = f"{day.lo.isoformat()}T{hour:02d}:{minute:02d}" if day.lo and hour < 24 else None
        precision = "minute" if minute else "hour"
        return replace(
            day,
            kind=kind,
            type="TIME",
            value=f"{base}T{hour:02d}:{minute:02d}",
            precision=precision,
            exact=exact,
            clock=clock,
        )
    if part is not None:
        return replace(day, kind=kind, type="TIME", value=f"{base}{part}", precision="part of day", part=part)
    return replace(day, kind=kind)


def _ago_value(day: date, unit: str, grain: str | None) -> Meaning:
    if unit in {"century", "decade"}:
        first = day.year // 10 * 10
        return spanned("Date", f"{day.year // 10:03d}", cal.year_span(first, first + 9), "years")
    if unit == "year" or grain == "year":
        return spanned("Date", f"{day.year:04d}", cal.year_span(day.year), "year")
    if unit in {"month", "quarter"} or grain == "month":
        return spanned("Date", f"{day.year:04d}-{day.month:02d}", cal.month_span(day.year, day.month), "month")
    if unit in {"week", "fortnight"} or grain == "week":
        return spanned("Date", cal.week_value(day), cal.week_span(day), "week")
    return the_day(day, "Rday")


def ago(view: View) -> Meaning | None:
    """Three weeks ago, two days earlier, months later."""
    ctx = view.context
    length = next(m for m in meanings(view) if m.kind == "Dur")
    unit, count = length.unit or "day", length.count
    word = "now" if view.names[-1] == "Ref" else view.names[-1]
    if view.names[-1] == "Ref" and meanings(view)[-1].value != "PRESENT_REF":
        return None
    after = word in {"later", "after"}
    if word in {"after", "before", "previously"}:
        # "two days after the attack" is a length, and the day is told by what follows
        return None
    if word == "now":
        base, sign, grain = ctx.today, 1, None
    elif word == "ago":
        base, sign, grain = ctx.today, -1, None
    else:
        known = ctx.last_dated(view.start)
        base, sign = (known.lo if known else None), 1 if after else -1
        grain = _GRAIN.get(known.precision or "") if known else None
    if count is None:
        return Meaning("Date", "DATE", "FUTURE_REF" if sign > 0 and word == "now" else "PAST_REF")
    if base is None:
        unknown = {"year": "XXXX", "decade": "XXXX", "month": "XXXX-XX", "week": "XXXX-WXX"}.get(unit, "XXXX-XX-XX")
        return Meaning("Date", "DATE", unknown)
    if unit in {"hour", "minute", "second"}:
        return _hours_from(view, base, unit, sign * count)
    size = _HALVES.fullmatch(length.value) if length.value != period(unit, count) else None
    if size is not None:
        # "two and a half years", "half a century": no whole number of their unit
        months = 12 * int(size.group("years") or 0) + int(size.group("months") or 0)
        moved, unit = cal.shift(base, "month", sign * months), "year" if months > 11 else "month"
    else:
        moved = cal.shift(base, unit, sign * min(count, 9999))
    return _ago_value(moved, unit, grain) if moved else None


def ago_to_the_day(view: View) -> Meaning | None:
    """Ten years ago today: that day, ten years before."""
    told, named = [m for m in meanings(view) if m.kind in {"Dur", "Rday"}]
    base = view.context.today
    if base is None:
        return Meaning("Date", "DATE", "XXXX-XX-XX")
    if told.count is None or named.lo != base or told.unit not in {"year", "month", "week", "day"}:
        return None
    moved = cal.shift(base, told.unit, -min(told.count, 9999))
    return the_day(moved, "Rday") if moved else None


def _hours_from(view: View, base: date, unit: str, count: int) -> Meaning:
    ctx = view.context
    if ctx.instant is not None and base == ctx.today:
        size = {"hour": 3600, "minute": 60, "second": 1}[unit]
        at = ctx.instant + timedelta(seconds=size * max(-(10**6), min(10**6, count)))
        return Meaning(
            "Rday",
            "TIME",
            at.strftime("%Y-%m-%dT%H:%M"),
            at.date(),
            at.date(),
            "hour",
            exact=at.isoformat(timespec="minutes"),
        )
    lo, hi = sorted((base, base + timedelta(days=(count - 23) // 24 if count < 0 else (count + 23) // 24)))
    return Meaning("Rday", "TIME", base.isoformat(), lo, hi, "days" if lo != hi else "day")


def _third(meaning: Meaning, which: int) -> Meaning:
    """The first, middle or last third of a span of more than a week."""
    if meaning.lo is None or meaning.hi is None or (meaning.hi - meaning.lo).days < 6:
        return meaning
    size = ((meaning.hi - meaning.lo).days + 1) / 3
    lo = meaning.lo + timedelta(days=round(size * which))
    hi = meaning.lo + timedelta(days=round(size * (which + 1)) - 1)
    return replace(meaning, lo=lo, hi=hi if which < 2 else meaning.hi)


def modified(view: View) -> Meaning | None:
    """Late November, early next year, the end of the month."""
    inner = meanings(view)[-1]
    if inner.kind == "Date" and inner.value.endswith("_REF"):
        return None
    if view.has("early", "beginning", "start"):
        return _third(inner, 0)
    if view.has("mid", "middle"):
        return _third(inner, 1)
    if view.has("late", "end", "latter"):
        return _third(inner, 2)
    return inner


def _finish(left: Meaning, right: Meaning) -> Meaning:
    """A left end that lacks its year takes the right end's ("between January and May 2016")."""
    yearless = left.guessed and not right.guessed
    if right.lo is None or left.precision not in {"month", "day"} or not (yearless or left.value.startswith("XXXX-")):
        return left
    try:
        if left.precision == "month":
            lo, hi = cal.month_span(right.lo.year, int(left.value[5:7]))
        else:
            lo = hi = date(right.lo.year, int(left.value[5:7]), int(left.value[8:10]))
    except ValueError:
        return left
    return replace(left, value=f"{right.lo.year:04d}{left.value[4:]}", lo=lo, hi=hi, guessed=False)


def between(view: View) -> Meaning | None:
    """Between 2010 and 2013; from Monday to Friday; 3 May - 5 June."""
    found = meanings(view)
    left, right = found[0], found[-1]
    if not view.has("between", "from") and (left.precision != right.precision or "_REF" in left.value + right.value):
        return None
    if not view.has("between", "from") and view.has("to", "until", "till") and left.kind != "Day":
        return None
    left = _finish(left, right)
    at = [span for span, value in zip(view.spans, view.values, strict=True) if isinstance(value, Meaning)]
    parts = ((*at[0], left), (*at[-1], right))
    value = f"{left.value}/{right.value}"
    if left.lo is None or right.hi is None:
        return Meaning("Days", "DURATION", value, None, None, left.precision, parts=parts)
    if left.lo > right.hi:
        if not (left.precision == right.precision == "month" and left.lo.year == right.hi.year):
            return None
        # "between October and February 2013": October is of the year before
        left = replace(left, lo=cal.month_span(left.lo.year - 1, left.lo.month)[0])
    precision = {"day": "days", "year": "years"}.get(left.precision or "", left.precision)
    return Meaning("Days", "DURATION", value, left.lo, right.hi, precision, parts=parts)


def since(view: View) -> Meaning | None:
    """Since a day: up to the reference day, where there is one."""
    inner = meanings(view)[-1]
    if inner.value.endswith("_REF"):
        return None
    return open_since(inner, view.context.today)


def open_since(inner: Meaning, today: date | None) -> Meaning:
    """From the beginning of a date to the reference day; open where there is none."""
    if inner.lo is None or today is None or inner.lo > today:
        return replace(inner, kind="Since", hi=None, exact=None)
    precision = inner.precision if inner.precision in {"day", "month", "year", "week"} else "days"
    return replace(inner, kind="Since", hi=today, precision=precision, exact=None)
