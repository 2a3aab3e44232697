"""Periods that companies report on, and the other references that TIMEX3 has a value for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.extract.time import find_times
from tollbook.lang import load

# text, the words and their values in order; read against 2 November 1989
REPORTS = [
    (
        "Net rose in the third quarter from $8 a year ago. Sales in the latest period were $3, compared with $2 last year.",
        ["1989-Q3", "1988-Q3", "1989-Q3", "1988-Q3"],
    ),
    # a fiscal quarter that the calendar has not ended yet
    (
        "The mill posted a drop in fourth-quarter profit. Sales in the latest quarter fell from $9 million a year earlier.",
        ["1989-Q4", "1989-Q4", "1988-Q4"],
    ),
    # nine months are compared with a year, and not with a quarter
    (
        "Third-quarter net fell. In the first nine months, net was $3, up from $2 in the 1988 period. The year-ago sum was low.",
        ["1989-Q3", "P9M", "1988", "1988"],
    ),
    # the period compared with is none to point at
    (
        "It earned $5 million in the third quarter. In the 1988 period, it earned $2 million. Half of all were sold in the quarter.",
        ["1989-Q3", "1988-Q3", "1989-Q3"],
    ),
    ("Net fell in the third quarter. This quarter's loss holds a charge of $4 million.", ["1989-Q3", "1989-Q3"]),
    ("Net fell in the third quarter. It expects a loss this quarter.", ["1989-Q3", "1989-Q4"]),
    ("Net rose in the third quarter. The firm moved here last year.", ["1989-Q3", "1988"]),
    ("The firm paid 4 pence, up from 3 pence a year earlier.", ["1988"]),
    ("Net for the year-earlier nine months fell.", ["P9M"]),
    ("The quarter-to-quarter comparison is hard.", []),
]

# against Thursday 9 May 2024
REFERENCES = [
    ("Ministers said Friday that nobody was left.", [("Friday", "2024-05-10")]),
    ("Four men were killed Friday.", [("Friday", "2024-05-03")]),
    ("Ministers said Saturday that nobody was left.", [("Saturday", "2024-05-04")]),
    ("The mines will one day be cleared.", [("one day", "FUTURE_REF")]),
    ("The siege took one day.", [("one day", "P1D")]),
    ("It fell for the past three summers.", []),
    ("He paid the then current price.", [("current", "PAST_REF")]),
    ("He spoke on This Week of it.", []),
    ("Palestine Today wrote of it.", []),
    ("Today a mine exploded.", [("Today", "2024-05-09")]),
    ("This week two fell.", [("This week", "2024-W19")]),
    ("Less will be paid in future years.", [("future years", "FUTURE_REF")]),
    ("They dance on Monday and Friday nights.", [("Monday", "XXXX-WXX-1TNI"), ("Friday nights", "XXXX-WXX-5TNI")]),
    ("He fired at about 9:30 Tuesday night.", [("about 9:30 Tuesday night", "2024-05-07T21:30")]),
    ("He fired at 9:30 on Tuesday morning.", [("9:30 on Tuesday morning", "2024-05-07T09:30")]),
    ("It rang at 6 o'clock Tuesday.", [("6 o'clock Tuesday", "2024-05-07T06:00")]),
    ("It opens two weeks from now.", [("two weeks from now", "2024-W21")]),
    ("He fled half a century ago.", [("half a century ago", "1974")]),
    ("He fled five decades ago.", [("five decades ago", "197")]),
    ("He fled two and a half years ago.", [("two and a half years ago", "2021")]),
    ("It took an hour and a half.", [("an hour and a half", "PT1H30M")]),
    ("It took 1 1/2 years.", [("1 1/2 years", "P1Y6M")]),
    ("In the week ended April 20 two fell.", [("the week", "2024-W16"), ("April 20", "2024-04-20")]),
    ("On the weekend of March 3 two fell.", [("the weekend of March 3", "2024-W09-WE")]),
    ("Prices fell from the previous month.", [("the previous month", "2024-04")]),
    ("The 1991-95 war is over.", [("1991-95", "1991/1995"), ("1991", "1991"), ("95", "1995")]),
    ("See 2010-12-CA-005 for that.", []),
    ("The Sept. 11 attacks changed it.", [("Sept. 11", "2001-09-11")]),
    ("His 2004 Honda was found in the 1900 block of a street.", []),
    ("In 1998 Ford sold it.", [("1998", "1998")]),
    ("The Fourth of July was calm.", [("The Fourth of July", "2023-07-04")]),
    ("The Sunday Times told of Bloody Sunday.", []),
    ("The 17 November group was blamed.", []),
    ("Ash Wednesday was calm.", [("Ash Wednesday", "2024-02-14")]),
    ("A man in his early 40s spoke.", []),
    ("It grew between 1500 and 2000 troops.", []),
    ("It ended before the twenty-first century.", [("the twenty-first century", "20")]),
    ("Nothing moves at this moment.", [("this moment", "PRESENT_REF")]),
    ("Polls close on Election Day 2012.", [("Election Day 2012", "2012-11-06")]),
]


@pytest.mark.parametrize(("text", "values"), REPORTS)
def test_a_report_of_earnings_points_at_its_period(text: str, values: list[str]) -> None:
    assert [m.value for m in find_times(text, published="1989-11-02")] == values


@pytest.mark.parametrize(("text", "found"), REFERENCES)
def test_references_have_their_values(text: str, found: list[tuple[str, str]]) -> None:
    assert [(m.text, m.value) for m in find_times(text, published="2024-05-09")] == found


@pytest.mark.parametrize("name", [name for entry in load("time")["name"] for name in entry["names"]])
def test_a_name_is_no_time(name: str) -> None:
    assert find_times(f"Many spoke of {name} there.", published="2024-05-09") == ()


def test_the_day_after_publication_needs_a_stamp() -> None:
    """A dateline is the day of writing: what it calls Friday has been, or the tense says that it will be."""
    written = find_times("TYRE, May 9 (Wire) - Ministers said Friday that nobody was left.", published="2024-05-09")
    assert [m.value for m in written if m.text == "Friday"] == ["2024-05-03"]


@given(st.lists(st.sampled_from("the third quarter;a year ago;last year's $2;the 1988 period;this quarter".split(";"))))
def test_any_order_of_periods_is_read(pieces: list[str]) -> None:
    for mention in find_times(", ".join(pieces) + " fell.", published="1989-11-02"):
        assert mention.value.startswith(("1987", "1988", "1989", "XXXX"))
