"""Meanings that are told from another day: weekdays, "last week", "three weeks ago", "the same night"."""

from __future__ import annotations

from datetime import date, timedelta

from tollbook import lang
from tollbook.extract.time import days as cal
from tollbook.extract.time.clocks import PLURAL_PARTS
from tollbook.extract.time.context import Meaning, View
from tollbook.extract.time.dates import full_year, spanned, the_day

BACK = ("last", "past", "previous", "prior", "preceding")
ON = ("next", "coming", "following", "upcoming")
ANAPHORIC = ("that", "same", "following")
_COUNTED = frozenset("n12 n24 n31 n59 n99 nbig numword few several couple".split())
_FUTURE_OF = frozenset("x unit_plural days years hours".split())
_MODALS = frozenset("will would may might could can shall ll".split())


def _habit(view: View) -> str | None:
    """The part of the day where a weekday, the first of two, is that of every week: "on Monday and Tuesday nights"."""
    ctx, at = view.context, view.end
    both = ctx.word(at) in {"and", "or"} and ctx.cls(at + 1) == "weekday"
    return PLURAL_PARTS.get(ctx.word(at + 2)) if both else None


def is_a_name(view: View) -> bool:
    """Is this the name of a paper or a programme: "USA Today", "on This Week"? Not where a sentence or a quotation opens."""
    ctx = view.context
    raws = [ctx.raw(token) for token in range(view.start, view.end)]
    if ctx.upper or not all(raw[:1].isupper() for raw in raws):
        return False
    before = ctx.raw(view.start - 1)
    if len(raws) > 1:
        return raws[0] in {"This", "Last", "The", "Next"}
    return before.isalpha() and before[:1].isupper()


def _is_an_age(view: View) -> bool:
    """Are these the times we live in, or those to come: "today's youth", "the leaders of tomorrow"?"""
    ctx, at = view.context, view.end
    of_an_age = lang.words("time_words", "en.time.of_an_age")
    if ctx.cls(at) == "poss":
        return not of_an_age.isdisjoint((ctx.word(at + 1), ctx.word(at + 2)))
    return ctx.word(view.start - 1) == "of" and ctx.word(view.start - 2) in of_an_age


def relative_day(view: View) -> Meaning | None:
    """Today, yesterday, tomorrow, and the days beside them."""
    step = 0
    if view.names == ("the", "day", "before"):
        return _day_before(view)
    if view.has("yesterday"):
        step = -2 if view.has("before") else -1
    elif view.has("tomorrow"):
        step = 2 if view.has("after") else 1
    if is_a_name(view) or _is_an_age(view):
        return None
    today = view.context.today
    if today is None:
        return Meaning("Rday", "DATE", "XXXX-XX-XX", None, None, "day")
    return the_day(today + timedelta(days=step), "Rday")


def _day_before(view: View) -> Meaning | None:
    """ "The strike of the day before": told from today; "the day before the vote" is told from the vote."""
    ctx = view.context
    if ctx.word(view.end) in {"the", "a", "an", "his", "her", "their", "its"} or ctx.cls(view.end) not in {
        "stop",
        "dot",
        "comma",
    }:
        return None
    if ctx.today is None:
        return Meaning("Rday", "DATE", "XXXX-XX-XX", None, None, "day")
    return the_day(ctx.today - timedelta(days=1), "Rday")


def relative_part(view: View) -> Meaning | None:
    """Tonight, last night, this morning, overnight, the next morning."""
    ctx = view.context
    part = view.first("part") or "TNI"
    base, step = ctx.today, 0
    if view.has("the") and view.has("in", "on") and ctx.word(view.end) in {"of", "on"}:
        return None
    if view.has("overnight"):
        # the night that ended this morning is that of the day it began on; a day beside it ("overnight Thursday") replaces this
        if base is None:
            return Meaning("Part", "TIME", "XXXX-XX-XXTNI", None, None, "part of day", part="TNI")
        lo = base - timedelta(days=1)
        return Meaning("Part", "TIME", f"{lo.isoformat()}TNI", lo, lo, "part of day", part="TNI")
    if view.has("that", "same", "next", "following", "previous", "the"):
        known = ctx.last_dated(view.start, days_only=True)
        base = known.lo if known else None
        step = 1 if view.has("next", "following") else -1 if view.has("previous") else 0
    elif view.has("last"):
        step = -1
    if base is None:
        return Meaning("Rday", "TIME", f"XXXX-XX-XX{part}", None, None, "part of day", part=part)
    at = base + timedelta(days=step)
    return Meaning("Rday", "TIME", f"{at.isoformat()}{part}", at, at, "part of day", part=part)


def _weekday_from(view: View, base: date, number: int) -> date:
    back, on = (base.isoweekday() - number) % 7, (number - base.isoweekday()) % 7
    if view.has("week"):
        monday = cal.week_span(base)[0] + timedelta(days=7 * (-1 if view.has("last") else view.has("next")))
        return monday + timedelta(days=number - 1)
    if view.has(*BACK):
        return base - timedelta(days=back or 7)
    if view.has(*ON):
        return base + timedelta(days=on or 7)
    if view.has("this"):
        return base + timedelta(days=on)
    future = view.context.tense(view.start, view.end) == "future" or (on == 1 and _stamped_before(view))
    return base + timedelta(days=on) if future else base - timedelta(days=back)


def _stamped_before(view: View) -> bool:
    """Is a weekday that comes the day after publication that day, rather than six days before?

    Wire copy is stamped on the evening before the papers print it, or in another zone than that of the
    events, and pages are brought up to date and keep their stamp: of such weekdays, most are the day
    after. Not so where a deed is told, or where the day told from is the text's own.
    """
    ctx = view.context
    if not ctx.stamped or view.names != ("weekday",):
        return False
    near = (*range(view.start - 6, view.start), *range(view.end, view.end + 3))
    return not any(ctx.word(token) in ctx.grammar.cues["deed"] for token in near)


def weekday(view: View) -> Meaning | None:
    """A weekday: the last such day on or before the reference day, unless the words or the tense look ahead."""
    ctx = view.context
    number = view.first("weekday", "weekday_abbr")
    if (part := _habit(view)) is not None:
        return Meaning("Set", "SET", f"XXXX-WXX-{number}{part}")
    base = ctx.today
    if view.has(*ANAPHORIC) or (view.has("previous") and view.has("the")):
        # "down from the previous Friday", said of a Friday
        known = ctx.last_weekday(view.start, number) or ctx.last_dated(view.start, days_only=True)
        base = known.lo if known and known.lo else base
    if base is None:
        return Meaning("Wday", "DATE", f"XXXX-WXX-{number}", None, None, "day")
    found = _weekday_from(view, base, number)
    if view.has("ago"):
        found -= timedelta(days=7)
    if view.has("before"):
        found -= timedelta(days=1)
    return the_day(found, "Wday")


def year_end(view: View) -> Meaning | None:
    """By year-end, at the year's end: its last month."""
    ctx = view.context
    if ctx.today is None:
        return Meaning("Date", "DATE", "XXXX", None, None, "month")
    year = ctx.today.year - view.has("last") + view.has("next")
    return spanned("Date", f"{year:04d}", cal.month_span(year, 12), "month")


def season(view: View) -> Meaning | None:
    """A season of a year; "fall" and "spring" only where other words show that a season is meant."""
    ctx = view.context
    code = str(view.first("season"))
    word = view.names.index("season")
    unsure = ctx.word(view.start + word) in {"fall", "spring"}
    if unsure and view.has("the") and not view.has("yyyy", "early", "late", "mid", "last", "this", "next", "past"):
        return None
    if view.has("in") and unsure and ctx.word(view.start + word) == "fall":
        return None
    year = full_year(view)
    today = ctx.today
    if year is None and view.has("that", "same", "following") and (known := ctx.last_dated(view.start)):
        year = known.lo.year if known.lo else None
    elif year is None and today is not None:
        ended = [y for y in (today.year - 2, today.year - 1, today.year) if cal.season_span(y, code)[1] < today]
        current = next(
            (
                y
                for y in (today.year - 1, today.year)
                if cal.season_span(y, code)[0] <= today <= cal.season_span(y, code)[1]
            ),
            None,
        )
        if view.has("year"):
            year = today.year - view.has("last") + view.has("next")
        elif view.has("last") or (view.has("past") and current is None):
            year = ended[-1] if ended else None
        elif view.has("next"):
            year = next(y for y in (today.year, today.year + 1) if cal.season_span(y, code)[0] > today)
        else:
            year = current if current is not None else today.year
            if (
                not view.has("this")
                and ctx.tense(view.start, view.end) == "past"
                and cal.season_span(year, code)[0] > today
            ):
                year -= 1
    if year is None or not 1 < year < 9998:
        return Meaning("Season", "DATE", f"XXXX-{code}", None, None, "season")
    return spanned("Season", f"{year:04d}-{code}", cal.season_span(year, code), "season")


def half(view: View) -> Meaning | None:
    """The first half of 2013."""
    ctx = view.context
    if view.has("numword") and (view.first("numword"), view.first("unit_plural"), view.first("ordword") or 1) != (2, "quarter", 1):
        # "the first two quarters of 2012" are a half; "the first nine months" are how long
        return None
    second = view.has("last", "latter") or view.first("ordword") == 2
    year = view.first("yyyy")
    if year is None and view.has("yy", "unit", "decade"):
        tens = ctx.today.year // 10 if ctx.today else None
        if (short := view.first("yy", "decade")) is not None and tens is not None:
            tens -= (tens - short // 10) % 10
        if tens is None:
            return None
        first = tens * 10 + 5 * second
        return spanned("Date", f"{tens:03d}", cal.year_span(first, first + 4), "years")
    if year is None and ctx.today is not None:
        year = (
            ctx.today.year
            - view.names.count("last") * ("year" in view.names and view.names[-2] == "last")
            + view.has("next")
        )
    if year is None:
        return Meaning("Date", "DATE", "XXXX-H2" if second else "XXXX-H1", None, None, "month")
    lo, hi = cal.year_span(year)
    span = (date(year, 7, 1), hi) if second else (lo, date(year, 6, 30))
    return spanned("Date", f"{year:04d}-H{1 + second}", span, "month")


def one_day(view: View) -> Meaning | None:
    """ "Will one day": some time ahead, and no length."""
    ctx = view.context
    if ctx.word(view.start - 1) not in _MODALS or ctx.word(view.start) not in {"one", "some"}:
        return None
    return Meaning("Ref", "DATE", "FUTURE_REF")


def nth_day(view: View) -> Meaning | None:
    """ "Today is the eighth day of the siege": the day of the report; "on the eighth day" is told from what nobody dates."""
    ctx = view.context
    if ctx.word(view.start - 1) not in {"is", "'s", "’s"} or ctx.word(view.end) != "of":
        return None
    if ctx.today is None:
        return Meaning("Rday", "DATE", "XXXX-XX-XX", None, None, "day")
    return the_day(ctx.today, "Rday")


def recent(view: View) -> Meaning | None:
    """Recent weeks, coming months: near, but nobody says how near."""
    return Meaning("Ref", "DATE", "FUTURE_REF" if view.has("coming", "future") else "PAST_REF")


def ref(view: View) -> Meaning | None:
    """Now, recently, soon: TIMEX3's references to an unbounded present, past and future."""
    ctx = view.context
    before, follows = ctx.word(view.start - 1), ctx.word(view.end)
    if view.has("soon") and ("as" in {before, follows} or follows in {"after", "to"}):
        return None
    if view.has("now") and before in {"until"} and not view.has("until"):
        return None
    if view.has("in") and ctx.cls(view.end) in _FUTURE_OF:
        # "in future years"
        return None
    if view.has("past") and (follows == "the" or ctx.cls(view.end) in _COUNTED):
        # "the past three summers"
        return None
    if view.has("current") and (before == "then" or (before == "-" and ctx.word(view.start - 2) == "then")):
        return Meaning("Ref", "DATE", "PAST_REF")
    return Meaning("Ref", "DATE", view.options[0])
