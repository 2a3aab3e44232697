"""Meanings of hours, parts of the day, durations and frequencies."""

from __future__ import annotations

from datetime import timedelta

from tollbook import lang
from tollbook.extract.time import days as cal
from tollbook.extract.time.context import Meaning, View

_LETTER = {
    "second": "S",
    "minute": "M",
    "hour": "H",
    "day": "D",
    "week": "W",
    "weekend": "D",
    "fortnight": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "Y",
    "century": "Y",
    "millennium": "Y",
}
_TIMES = {"fortnight": 2, "decade": 10, "century": 100, "millennium": 1000, "weekend": 2}
_NUMBERS = ("n12", "n24", "n31", "n59", "n99", "nbig", "yyyy", "numword")
_UNIT_NAMES = {"days": "day", "years": "year", "hours": "hour", "hrs": "hour"}
PLURAL_PARTS = {"nights": "TNI", "mornings": "TMO", "afternoons": "TAF", "evenings": "TEV"}
_VAGUE = ("several", "few", "many", "some")


def unit_of(view: View) -> str | None:
    """The unit of time among the matched words, in the singular."""
    for name, value in zip(reversed(view.names), reversed(view.values), strict=True):
        if name in {"unit", "unit_plural"}:
            return str(value)
        if name in _UNIT_NAMES:
            return _UNIT_NAMES[name]
        if name in {"day", "week", "month", "year", "hour", "weekend", "quarter"}:
            return name
    return None


def count_of(view: View) -> int | None:
    """How many units the words say; `None` where they do not say ("several days")."""
    numbers = [(n, v) for n, v in zip(view.names, view.values, strict=True) if n in _NUMBERS]
    if not numbers:
        if view.has(*_VAGUE) or not view.has("a", "an", "another", "couple", "past", "last", "next"):
            return None
        return 2 if view.has("couple") else 1
    total = 0
    for name, value in numbers[:4]:
        if value is None:
            return None
        total = (
            max(1, total) * value if name == "numword" and value in {12, 100, 1000} and total else total + int(value)
        )
        if view.has("to", "or"):
            break
    return total


def period(unit: str, count: int | None, *, half: bool = False) -> str:
    """A duration as TIMEX3 writes it.

    Example:
        >>> period("hour", 24), period("decade", 2), period("week", None)
        ('PT24H', 'P20Y', 'PXW')
    """
    head = "PT" if unit in {"second", "minute", "hour"} else "P"
    if count is None:
        return f"{head}X{_LETTER[unit]}"
    smaller = {"year": "6M", "hour": "30M", "minute": "30S"}.get(unit, "") if half else ""
    return f"{head}{count * _TIMES.get(unit, 1)}{_LETTER[unit]}{smaller}"


def duration(view: View) -> Meaning | None:
    """Three weeks, a year and a half, several days; not somebody's age, nor a fraction."""
    ctx = view.context
    unit = unit_of(view)
    if unit is None:
        return None
    follows, after = ctx.word(view.end), ctx.word(view.end + 1)
    if (follows == "-" and after in {"old", "olds"}) or (follows == "old" and after != "war"):
        return None
    if follows == "-" and after in {"ago", "earlier", "end"}:
        return None
    if unit == "quarter" and count_of(view) in {None, 3} and follows in {"of", "-"}:
        return None
    if view.has("the") and not view.has(*_NUMBERS, *_VAGUE, "couple"):
        return None
    if view.names[-1] == "quarter" and view.has("a", "numword"):
        return None
    if view.has("day", "week", "month", "year", "unit", "hour", "quarter", "weekend") and not view.has(
        "a", "an", "half", "another", "hyphen", *_NUMBERS
    ):
        return None
    if view.names[-1] == "day" and len(view.names) == 1:
        return None
    count = count_of(view)
    more = view.has("half") and "half" in view.names[view.names.index("and") :] if view.has("and") else False
    if view.has("slash"):
        # "1 1/2 years"
        count, more = (view.all(*_NUMBERS)[0], True) if len(view.all(*_NUMBERS)) == 3 else (None, False)
    value = period(unit, count, half=more or (view.has("half") and view.first(*_NUMBERS) is not None))
    if view.has("half") and not more and view.first(*_NUMBERS) is None:
        value = {"hour": "PT30M", "year": "P6M", "century": "P50Y", "decade": "P5Y"}.get(unit, value)
    return Meaning("Dur", "DURATION", value, unit=unit, count=count)


def window(view: View) -> Meaning | None:
    """The past 24 hours, the last five years, the next few days: a stretch that ends or begins now."""
    ctx = view.context
    unit = unit_of(view)
    if unit is None:
        return None
    count = count_of(view)
    value = period(unit, count)
    back = view.has("last", "past", "previous", "preceding")
    if ctx.today is None or count is None or view.has("ordword", "final") or not (back or view.has("next", "coming")):
        return Meaning("Set" if view.has("ordword", "final") else "Dur", "DURATION", value, unit=unit, count=count)
    sign = -1 if back else 1
    days = {"hour": (count + 23) // 24, "minute": 0, "second": 0}
    far = (
        ctx.today + timedelta(days=sign * min(days[unit], 40000))
        if unit in days
        else cal.shift(ctx.today, unit, sign * min(count, 9000))
    )
    if far is None:
        return Meaning("Dur", "DURATION", value, unit=unit, count=count)
    lo, hi = sorted((far, ctx.today))
    precision = "years" if unit in {"year", "decade", "century"} else "days"
    return Meaning("Window", "DURATION", value, lo, hi, precision, unit=unit, count=count)


def often(view: View) -> Meaning | None:
    """Daily, every week, twice a month."""
    said = view.first("often")
    if said is not None:
        return Meaning("Set", "SET", str(said))
    month = view.first("mname", "month_name", "month_soft")
    if month is not None:
        return Meaning("Set", "SET", f"XXXX-{month:02d}")
    if (name := view.first("season")) is not None:
        return Meaning("Set", "SET", f"XXXX-{name}")
    if (name := view.first("part")) is not None:
        return Meaning("Set", "SET", f"XXXX-XX-XX{name}")
    unit = unit_of(view)
    if unit is None:
        return None
    return Meaning("Set", "SET", period(unit, 1 if view.has("a", "per") else count_of(view) or 1))


def weekdays(view: View) -> Meaning | None:
    """Fridays; every Friday night; Friday nights."""
    number = view.first("weekday", "weekdays")
    if view.names[0] == "weekday":
        many = PLURAL_PARTS.get(view.context.word(view.end - 1))
        return Meaning("Set", "SET", f"XXXX-WXX-{number}{many}") if many else None
    return Meaning("Set", "SET", f"XXXX-WXX-{number}{view.first('part') or ''}")


def _hour(view: View) -> tuple[int, int] | None:
    for name in ("clock", "dotclock", "clock4"):
        if (pair := view.first(name)) is not None:
            return int(pair[0]), int(pair[1])
    if (number := view.first("noon")) is not None:
        return int(number), 0
    numbers = view.all("n12", "n24", "n31", "n59", "numword", "yyyy")
    if not numbers:
        return None
    if numbers[0] >= 1000:
        return int(numbers[0]) // 100, int(numbers[0]) % 100
    minute = numbers[1] if len(numbers) > 1 else 30 if view.has("half") else 0
    return int(numbers[0]), int(minute)


def clock(view: View) -> Meaning | None:
    """10:35 a.m., 6 o'clock, 0300 GMT, noon; waits for its day."""
    ctx = view.context
    pair = _hour(view)
    if pair is None:
        return None
    hour, minute = pair
    half = view.first("meridiem")
    if half is not None:
        if not 1 <= hour <= 12:
            half = None if hour > 12 else half
        if half is not None:
            hour = hour % 12 + (12 if half.lower().startswith("p") else 0)
    elif (part := view.first("part")) is not None and hour <= 12:
        hour = hour % 12 + (12 if part in {"TAF", "TEV"} or (part == "TNI" and hour > 5) else 0)
    if hour > 24 or minute > 59:
        return None
    if view.names == ("at", "dotclock") and ctx.word(view.end) in lang.words("time_words", "en.time.no_hours"):
        return None
    if view.names == ("noon",) and ctx.word(view.start - 1) == "high":
        return None
    plain = view.names in {("clock",), ("clock4",), ("at", "dotclock")}
    if view.names == ("clock4",) and ctx.word(view.start - 1) not in {
        "at",
        "around",
        "about",
        "by",
        "from",
        "until",
        "between",
    }:
        return None
    if plain and (
        ctx.word(view.end) in lang.words("time_words", "en.time.no_clock")
        or ctx.word(view.start - 1) in {"by", "psalm", "john"}
    ):
        return None
    if (
        len(view.names) == 2
        and view.names[0] in {"n12", "n24"}
        and view.names[1] == "meridiem"
        and ctx.word(view.end - 1) == "am"
        and ctx.raw(view.end)[:1].islower()
        and ctx.word(view.start - 1) in {"i", "number"}
    ):
        return None
    spelled = f"T{hour:02d}:{minute:02d}"
    precision = "minute" if minute else "hour"
    # "9:30" on "Tuesday night" is half past nine in the evening
    unsure = 1 <= hour < 12 and not view.has("meridiem", "part", "zone", "clock4", "hours", "hrs", "yyyy")
    unit = "half day" if unsure else None
    return Meaning("Clock", "TIME", f"XXXX-XX-XX{spelled}", None, None, precision, clock=(hour, minute), unit=unit)


def part(view: View) -> Meaning | None:
    """Morning, the night, dawn: seen only where a day stands beside it, or where the words are of one day: "in the morning"."""
    ctx = view.context
    name = str(view.first("part") or "TMO")
    word = ctx.word(view.end - 1)
    before = ctx.word(view.start - 1)
    shown = word in {"morning", "afternoon", "evening"} and (
        (before == "in" and view.names[0] == "the") or (before in {"by", "around"} and view.has("mid", "early", "late"))
    )
    return Meaning("Part", "TIME", f"XXXX-XX-XX{name}", None, None, "part of day", part=name, shown=shown)
