"""Meanings of calendar expressions: days, months, years, quarters, decades, feasts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from tollbook import lang
from tollbook.extract.time import days as cal
from tollbook.extract.time.context import Context, Meaning, View
from tollbook.extract.time.dateline import year_beside

MONTHS = ("mname", "month_name", "month_soft", "month_abbr")
_DAYS = ("n12", "n24", "n31", "ordinal", "ordword")
_PREP = frozenset(
    "in since of by until till from before after during for between and to circa late early mid through around fiscal the "
    "post pre until about ended ending year".split()
)
_MONTH_CUES = frozenset("last next this late early mid or every each".split())
_AFTER_A_MARCH = frozenset("on of for to from by in at through against and was were is had".split())
_OWNERS = frozenset("his her their its my your our one's".split())
_YEAR_PREFIXES = frozenset("post pre mid late early fiscal".split())


def spanned(kind: str, value: str, span: cal.Span | None, precision: str) -> Meaning:
    """A DATE of a span of days."""
    lo, hi = span or (None, None)
    return Meaning(kind, "DATE", value, lo, hi, precision)


def the_day(day: date, kind: str = "Day") -> Meaning:
    """A DATE of one day."""
    return Meaning(kind, "DATE", day.isoformat(), day, day, "day")


def nearest_year(view: View, month: int, day: int | None) -> int | None:
    """The year of a month or day given without one: the nearest to the reference day that the tense allows."""
    ctx = view.context
    if ctx.today is None:
        return year_beside(ctx.issued, month)
    options = []
    for year in range(max(ctx.today.year - 1, 1), min(ctx.today.year + 2, 9999)):
        at = cal.day_of(year, month, day or 15)
        if at is not None:
            options.append((abs((at - ctx.today).days), at))
    options.sort()
    if not options:
        return None
    until = ctx.word(view.start - 1) in {"by", "through"}
    tense = "future" if until else ctx.tense(view.start, view.end)
    # News tells of the past, and announces what is near: a date ahead of its report is seldom further off than two months.
    ahead = 240 if until else {"future": 330, "past": 45}.get(tense or "", 75)
    ahead = 0 if ctx.word(view.start - 1) == "ended" else ahead
    behind = 45 if tense == "future" else 366
    for _, at in options:
        if day is None and (at.year, at.month) == (ctx.today.year, ctx.today.month):
            return at.year
        if -behind <= (at - ctx.today).days <= ahead:
            return at.year
    return options[0][1].year


def day_ended(view: View) -> date | None:
    """The day in "the week ended March 16", "the quarter ended Oct. 31": what has ended lies behind."""
    ctx, at = view.context, view.end
    if ctx.word(at) not in {"ended", "ending"} or ctx.cls(at + 1) not in MONTHS:
        return None
    number = at + 2 + (ctx.cls(at + 2) == "dot")
    if ctx.cls(number) not in {"n12", "n24", "n31"}:
        return None
    month, day = ctx.tokens.values[at + 1], ctx.tokens.values[number]
    if ctx.today is None or ctx.word(at) == "ending":
        year = nearest_year(view, month, day)
        return cal.day_of(year, month, day) if year is not None else None
    found = cal.day_of(ctx.today.year, month, day)
    return cal.day_of(ctx.today.year - 1, month, day) if found is None or found > ctx.today else found


def full_year(view: View) -> int | None:
    """The year that the words give, two digits included; `None` if they give none."""
    year = view.first("yyyy")
    if isinstance(year, int):
        return year
    short = view.first("yy")
    if short is None:
        words = view.all("numword")
        return spelled_year(words) if words else None
    return century_of(int(short), view.context)


def century_of(short: int, ctx: Context) -> int:
    """1990 for 90, 2013 for 13: at most ten years after the reference day."""
    latest = (ctx.today.year if ctx.today else 2026) + 10
    return latest - (latest - short) % 100


def spelled_year(words: list[int]) -> int | None:
    """1996 for nineteen, ninety, six; `None` where the words are no year."""
    if len(words) >= 2 and words[0] in {18, 19, 20} and 10 <= words[1] <= 90:
        return words[0] * 100 + words[1] + (words[2] if len(words) > 2 and words[2] < 10 else 0)
    if words[:2] == [2, 1000]:
        return 2000 + (words[2] if len(words) > 2 and words[2] < 100 else 0)
    return None


def iso(view: View) -> Meaning | None:
    """2013-06-04, with or without a time."""
    text = str(view.first("iso"))
    day = cal.day_of(int(text[:4]), int(text[5:7]), int(text[8:10]))
    if day is None:
        return None
    if len(text) == 10:
        return the_day(day)
    clock = (int(text[11:13]), int(text[14:16]))
    return Meaning(
        "Day", "TIME", text.replace(" ", "T")[:16], day, day, "minute", clock=clock, exact=text.replace(" ", "T")
    )


def numeric(view: View) -> Meaning | None:
    """25/06/2013; where day and month could be either, the reading just before the reference day, else the year alone."""
    a, b, c = (int(p) for p in re.split(r"\D", str(view.first("numdate"))))
    if a > 31:
        day = cal.day_of(a, b, c)
        return the_day(day) if day else None
    year = c if c > 99 else century_of(c, view.context)
    readings = [d for d in (cal.day_of(year, a, b), cal.day_of(year, b, a)) if d]
    if len(set(readings)) == 1:
        return the_day(readings[0])
    today = view.context.today
    past = [d for d in readings if today and d <= today]
    if today and past:
        return the_day(max(past))
    return Meaning("Day", "DATE", f"{year:04d}-XX-XX", None, None, "day") if readings else None


def _day_value(year: int | None, month: int, day: int) -> Meaning | None:
    if year is None:
        return (
            Meaning("Day", "DATE", f"XXXX-{month:02d}-{day:02d}", None, None, "day")
            if cal.day_of(2000, month, day)
            else None
        )
    found = cal.day_of(year, month, day)
    return the_day(found) if found else None


def day(view: View) -> Meaning | None:
    """A day of a month, with or without its year."""
    ctx = view.context
    month = view.first(*MONTHS)
    numbers = view.all(*_DAYS)
    if view.has("last"):  # "the last day of May"
        year = full_year(view)
        year = year if year is not None else nearest_year(view, month, None)
        return the_day(cal.month_span(year, month)[1]) if year is not None else None
    if not numbers:
        return None
    at = next(i for i, n in enumerate(view.names) if n in MONTHS)
    follows = ctx.word(view.end)
    if view.names[at] == "month_soft" and ctx.upper and follows in {"have", "be", "not", "also"}:
        return None
    if ctx.raw(view.start + at).islower() and view.names[at] != "mname":
        return None
    year = full_year(view)
    short = view.first("n59", "n99") if at < len(view.names) - 1 else None
    if year is None and short is not None:
        if not (ctx.upper or ctx.raw(view.start + at).isupper()):
            return None
        year = century_of(short, ctx)
    if year is None and follows in {"people", "per"}:
        return None
    if year is None and (month, numbers[0]) == (9, 11) and {follows, ctx.word(view.end + 1)} & lang.words("time_words", "en.time.terror"):
        year = 2001
    found = _day_value(year if year is not None else nearest_year(view, month, numbers[0]), month, numbers[0])
    return replace(found, guessed=year is None) if found else None


def days(view: View) -> Meaning | None:
    """From one day of a month to another."""
    month = view.first(*MONTHS)
    first, last = view.all(*_DAYS)[:2]
    year = full_year(view)
    year = year if year is not None else nearest_year(view, month, last)
    if first >= last:
        return None
    ends = (_day_value(year, month, first), _day_value(year, month, last))
    if ends[0] is None or ends[1] is None:
        return None
    # as TimeML has it, a range is a duration over two dates
    value = f"{ends[0].value}/{ends[1].value}"
    return Meaning("Days", "DURATION", value, ends[0].lo, ends[1].hi, "days", parts=_day_parts(view, ends[0], ends[1]))


def _day_parts(view: View, first: Meaning, last: Meaning) -> tuple[tuple[int, int, Meaning], ...]:
    """The two days of a range with their tokens; the month belongs to the one that it stands beside."""
    at = [i for i, name in enumerate(view.names) if name in _DAYS][:2]
    before = view.names[0] in MONTHS
    left = (view.start if before else view.spans[at[0]][0], view.spans[at[0]][1], first)
    return (left, (view.spans[at[1]][0], view.end, last))


def week_of_month(view: View) -> Meaning | None:
    """The second week of May 2016; the week of March 6."""
    year = full_year(view)
    numbers = view.all("n12", "n24", "n31", "ordinal", "ordword")
    month = view.first(*MONTHS) or (1 if numbers else 12)  # "the last week of 2016"
    of_day = view.names[1 if view.names[0] == "the" else 0] in {"week", "weekend"} and bool(numbers)
    if year is None:
        year = nearest_year(view, month, numbers[0] if of_day else None)
    if year is None:
        return Meaning("Date", "DATE", f"XXXX-{month:02d}", None, None, "week")
    first, last = cal.month_span(year, month)
    if of_day:
        start = cal.day_of(year, month, numbers[0])
    elif numbers:
        start = first + timedelta(days=7 * (numbers[0] - 1)) if numbers[0] <= 5 else None
    else:
        start = last - timedelta(days=6)
    if start is None:
        return None
    if of_day and view.has("weekend"):
        monday, sunday = cal.week_span(start)
        return spanned("Date", f"{cal.week_value(start)}-WE", (monday + timedelta(days=5), sunday), "days")
    if of_day:
        return spanned("Date", cal.week_value(start), cal.week_span(start), "week")
    return spanned("Date", cal.week_value(start), (start, min(start + timedelta(days=6), last)), "week")


def month_of(kind: str, year: int | None, month: int) -> Meaning:
    """A month, its year known or not."""
    if year is None:
        return Meaning(kind, "DATE", f"XXXX-{month:02d}", None, None, "month")
    return spanned(kind, f"{year:04d}-{month:02d}", cal.month_span(year, month), "month")


def month(view: View) -> Meaning | None:
    """A month with its year, or told from another ("last June", "June last year")."""
    ctx = view.context
    number = view.first(*MONTHS)
    year = full_year(view)
    if year is not None:
        return month_of("Date", year, number)
    if view.has("numword"):
        return None
    reference = ctx.today
    if view.has("that", "following", "same") or (view.has("previous") and view.has("year")):
        known = ctx.last_dated(view.start)
        reference = known.lo if known else None
    if reference is None:
        return month_of("Date", None, number)
    if view.has("year"):
        step = -1 if view.has("last", "previous") else 1 if view.has("next", "following") else 0
        return month_of("Date", reference.year + step, number)
    if view.has("last", "past", "previous"):
        return month_of("Date", reference.year - (number >= reference.month), number)
    if view.has("next", "coming", "following"):
        return month_of("Date", reference.year + (number <= reference.month), number)
    return month_of("Date", reference.year, number)


def bare_month(view: View) -> Meaning | None:
    """A month alone. Names that are also people's names or other words need a preposition before them."""
    ctx = view.context
    before = ctx.word(view.start - 1)
    if before == "-":
        before = ctx.word(view.start - 2)
    unsure = view.names[0] != "mname"
    follows = ctx.raw(view.end)
    # "a June agreement", "the March accession"; not "the March on the capital", nor "June Smith"
    noun = before in {"a", "an", "the"} and follows.islower() and follows not in _AFTER_A_MARCH and not ctx.upper
    if unsure and not noun and before not in _PREP | _MONTH_CUES:
        return None
    named = follows[:1].isupper() and not ctx.upper and before not in {"in", "since", "until", "by"}
    if view.names[0] in {"month_name", "month_soft"} and named:
        return None
    if view.names[0] == "month_soft" and not noun and before in {"the", "to", "and", "or", "for"}:
        return None
    return replace(month_of("Date", nearest_year(view, view.values[0], None), view.values[0]), guessed=True)


def year(view: View) -> Meaning | None:
    """A year alone: a number of four digits that nothing says is a count."""
    ctx = view.context
    number = full_year(view)
    if number is None:
        return None
    before, follows = ctx.word(view.start - 1), ctx.word(view.end)
    start, end = ctx.tokens.start(view.start), ctx.tokens.end(view.end - 1)
    text = ctx.tokens.text
    glued = text[max(0, start - 1) : start] in tuple("-/.:#$") and before in {"-", "/", ".", ":", "#", "$"}
    if glued and ctx.word(view.start - 2) not in _YEAR_PREFIXES and ctx.cls(view.start - 2) != "yyyy":
        return None
    if re.match(r"[-/:.,]?\d|[%°]", text[end : end + 2]) and ctx.cls(view.end + 1) != "yyyy":
        return None
    if view.has("yy") and before not in _PREP:
        return None
    naming = lang.words("time_words", "en.time.naming")
    if ctx.raw(view.start - 1)[:1].isupper() and any(ctx.word(view.start - back) in naming for back in (2, 3, 4)):
        # "a venture called Orion 1980"
        return None
    if follows in {"and", "to", "or", "-"} and ctx.word(view.end + 1).isdigit() and ctx.word(view.end + 2) in lang.words("time_words", "en.time.counted"):
        # "between 1500 and 2000 troops"
        return None
    driven = follows in ctx.grammar.makes and (
        before in _OWNERS | {"a", "an", "the"} or ctx.cls(view.start - 1) == "poss"
    )
    if view.has("yyyy") and (driven or not _plausible(number, before, follows, ctx.raw(view.end))):
        return None
    return spanned("Date", f"{number:04d}", cal.year_span(number), "year")


def _plausible(number: int, before: str, follows: str, raw: str) -> bool:
    if before in lang.words("time_words", "en.time.before_counts") and before not in {"to", "about"}:
        return False
    if follows in lang.words("time_words", "en.time.counted") and before not in {"in", "since", "of"}:
        return False
    if not 1900 <= number <= 2099:
        return (
            before in {"in", "since", "until", "by", "from", "during", "between"}
            and number < 2100
            and follows not in lang.words("time_words", "en.time.counted")
        )
    counted = (
        raw.islower()
        and raw.endswith("s")
        and len(raw) > 3
        and raw not in {"was", "has", "this", "saw", "its", "his", "as", "is"}
    )
    return not counted or before in _PREP or before in {"s", "-"}


def years(view: View) -> Meaning | None:
    """1991-95, 2012/13: from a year to one soon after it, whose first digits are left out."""
    ctx = view.context
    first, short = view.first("yyyy"), view.first("n12", "n24", "n31", "n59", "n99")
    last = first // 100 * 100 + short
    begin, end = ctx.tokens.start(view.end - 1), ctx.tokens.end(view.end - 1)
    # the number of a release ("2010-12-CA-005") and the like go on
    number = end - begin != 2 or re.match(r"[-/]|[.,:]\d", ctx.tokens.text[end : end + 2])
    if number or not 1900 <= first <= 2099 or not 0 < last - first <= 30 or ctx.word(view.start - 1) in {"-", "/"}:
        return None
    lo, hi = (spanned("Date", f"{year:04d}", cal.year_span(year), "year") for year in (first, last))
    parts = ((*view.spans[0], lo), (*view.spans[-1], hi))
    return Meaning("Days", "DURATION", f"{first:04d}/{last:04d}", lo.lo, hi.hi, "years", parts=parts)


def fiscal(view: View) -> Meaning | None:
    """Fiscal 1989; the year 2000."""
    number = full_year(view)
    return spanned("Date", f"{number:04d}", cal.year_span(number), "year") if number else None


def decade(view: View) -> Meaning | None:
    """The 1980s, the '80s, the nineties; not "in his 30s"."""
    number = view.first("decade")
    before = (view.context.word(view.start - 1), view.context.word(view.start - 2))
    if not view.has("the") and (
        before[0] in _OWNERS or (before[0] in {"early", "mid", "late", "-"} and before[1] in _OWNERS)
    ):
        # "in his early 40s"
        return None
    tens = view.first("nineties") if number is None else number // 10 if number > 99 else None
    if tens is None:
        this = (view.context.today.year if view.context.today else 2026) // 10
        tens = this - (this - number // 10) % 10
    lo, hi = cal.year_span(tens * 10, tens * 10 + 9)
    if view.has("early"):
        hi = cal.year_span(tens * 10 + 3)[1]
    elif view.has("late"):
        lo = cal.year_span(tens * 10 + 6)[0]
    elif view.has("mid"):
        lo, hi = cal.year_span(tens * 10 + 3, tens * 10 + 6)
    return spanned("Date", f"{tens:03d}", (lo, hi), "years")


def century(view: View) -> Meaning | None:
    """The 18th century."""
    number, tens = view.first("ordinal", "ordword"), view.first("numword")
    if view.first("unit") != "century" or not 1 <= number <= 30 or (tens is not None and (tens != 20 or number > 9)):
        return None
    number += tens or 0
    return spanned("Date", f"{number - 1:02d}", cal.year_span((number - 1) * 100 + 1, number * 100), "years")
