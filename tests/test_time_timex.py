"""How times are written as TIMEX3s, where that differs from what a claim needs; and days that only point."""

from __future__ import annotations

import pytest

from tollbook.extract.time import find_times
from tollbook.extract.time.timex import as_timex

THURSDAY = "2024-05-09"

# text, what stands for its times; read against Thursday 9 May 2024
WRITTEN = [
    (
        "He left on Monday. Three days later two fell.",
        [("Monday", "DATE", "2024-05-06"), ("Three days", "DURATION", "P3D")],
    ),
    (
        "On Monday he was shot; just over an hour later he died.",
        [("Monday", "DATE", "2024-05-06"), ("just over an hour", "DURATION", "PT1H")],
    ),
    ("A few days later it burned.", [("A few days", "DURATION", "PXD")]),
    ("Exports had been 40 tonnes a year earlier.", [("a year earlier", "DATE", "2023")]),
    ("He fled three days ago.", [("three days ago", "DATE", "2024-05-06")]),
    ("Later on Monday two fell.", [("Later on Monday", "DATE", "2024-05-06")]),
    ("The siege is the talk of today's youth.", []),
    ("It is built for today's quick computers.", []),
    ("They are the leaders of tomorrow.", []),
    ("It stands in today's paper.", [("today", "DATE", "2024-05-09")]),
    ("They met in the hall of yesterday.", [("yesterday", "DATE", "2024-05-08")]),
    (
        "Today is the sixth day of the siege.",
        [("Today", "DATE", "2024-05-09"), ("the sixth day", "DATE", "2024-05-09")],
    ),
    ("They gave up on the sixth day of the siege.", []),
    ("The index fell 3 points for the week.", [("the week", "DATE", "2024-WXX")]),
    ("It was the third raid this week.", [("this week", "DATE", "2024-W19")]),
    ("That makes 90 murders for the year.", [("the year", "DATE", "2024")]),
    ("He has no use for it at this critical moment.", [("this critical moment", "DATE", "PRESENT_REF")]),
    ("The count is due at a later date.", [("a later date", "DATE", "FUTURE_REF")]),
    ("It lost money in the first two quarters of 2012.", [("the first two quarters of 2012", "DATE", "2012-H1")]),
    (
        "It lost money in the first nine months of 2012.",
        [("the first nine months", "DURATION", "P9M"), ("2012", "DATE", "2012")],
    ),
    ("It lost money in the latest fiscal year.", [("the latest fiscal year", "DATE", "2023")]),
    ("They sang in a choir named Orion 1980.", []),
    ("They sang in Orion in 1980.", [("1980", "DATE", "1980")]),
    ("It hits, and you have losses that day.", []),
    ("Two were shot that day.", [("that day", "DATE", "XXXX-XX-XX")]),
    ("Two fell in the morning.", [("the morning", "TIME", "2024-05-09TMO")]),
    (
        "On Monday two fell, by mid afternoon a third.",
        [("Monday", "DATE", "2024-05-06"), ("mid afternoon", "TIME", "2024-05-06TAF")],
    ),
    ("Two fell on Monday in the afternoon.", [("Monday in the afternoon", "TIME", "2024-05-06TAF")]),
    ("They shell the port in the evenings.", []),
    ("Morning is the worst.", []),
    ("It fell at 2.15 in the morning.", [("2.15 in the morning", "TIME", "2024-05-09T02:15")]),
    ("It fell at 6:04 in the evening.", [("6:04 in the evening", "TIME", "2024-05-09T18:04")]),
    (
        "Prices fell Tuesday. They had been up the previous Tuesday.",
        [("Tuesday", "DATE", "2024-05-07"), ("the previous Tuesday", "DATE", "2024-04-30")],
    ),
    ("They square up ahead of the weekend.", [("the weekend", "DATE", "2024-W19-WE")]),
    ("Two fell over the weekend.", [("the weekend", "DATE", "2024-W18-WE")]),
    (
        "Two were shot on Monday. Much as in May 2011, when a mayor was shot, a third was shot that same day.",
        [("Monday", "DATE", "2024-05-06"), ("May 2011", "DATE", "2011-05"), ("that same day", "DATE", "2011-05-XX")],
    ),
    ("The truce ended May 20.", [("May 20", "DATE", "2023-05-20")]),
    ("They planned a march on Friday.", [("Friday", "DATE", "2024-05-10")]),
]


@pytest.mark.parametrize(("text", "written"), WRITTEN)
def test_times_are_written_as_timeml_has_them(text: str, written: list[tuple[str, str, str]]) -> None:
    times = as_timex(find_times(text, published=THURSDAY))
    assert [(t.text, t.type, t.value) for t in times] == written
    assert all(text[t.start : t.end] == t.text for t in times)


def test_a_length_keeps_the_day_that_it_leads_to() -> None:
    """TimeML's value is the length; who reads for days still finds the day."""
    last = as_timex(find_times("He fled on 2 May 2011 and was back three days later."))[-1]
    assert (last.value, last.from_, last.to) == ("P3D", "2011-05-05", "2011-05-05")


# Quarters told by their last day; read against Thursday 9 May 2024
QUARTERS = [
    ("In the quarter ended March 31 it earned $2 million.", [("the quarter", "2024-Q1", "2024-01-01", "2024-03-31")]),
    ("In the quarter ended Jan. 31 it earned $2 million.", [("the quarter", "2023-Q4", "2023-11-01", "2024-01-31")]),
    (
        "It had a fiscal first quarter to boast of. In the quarter ended March 31 it earned $3 million, up from $1 million a year ago.",
        [("the quarter", "2024-QX", "2024-01-01", "2024-03-31"), ("a year ago", "2023-QX", None, None)],
    ),
    (
        "In the second quarter ended May 31 it lost $3 million.",
        [("the second quarter", "2023-Q2", "2023-04-01", "2023-06-30")],
    ),
]


@pytest.mark.parametrize(("text", "found"), QUARTERS)
def test_a_quarter_is_told_by_its_last_day(text: str, found: list[tuple[str, str, str | None, str | None]]) -> None:
    times = [t for t in find_times(text, published=THURSDAY) if "quarter" in t.text or t.text == "a year ago"]
    assert [(t.text, t.value, t.from_, t.to) for t in times if "fiscal" not in t.text] == found
