"""Expressions of time: what is found, what it means, what is left alone, and that it stays fast."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.extract.time import as_when, find_dateline_date, find_times
from tollbook.lang import load

THURSDAY = "2024-05-09"

# text, words found, TIMEX3 value, from, to; read against Thursday 9 May 2024
RESOLVED = [
    ("Two guards died on Monday.", "Monday", "2024-05-06", "2024-05-06", "2024-05-06"),
    ("Two guards died Thursday.", "Thursday", "2024-05-09", "2024-05-09", "2024-05-09"),
    ("The sides will meet on Monday.", "Monday", "2024-05-13", "2024-05-13", "2024-05-13"),
    ("Aid will be delayed until Friday.", "Friday", "2024-05-10", "2024-05-10", "2024-05-10"),
    ("A truce will succeed the talks Friday.", "Friday", "2024-05-10", "2024-05-10", "2024-05-10"),
    ("Envoys of the United Nations meet Friday.", "Friday", "2024-05-10", "2024-05-10", "2024-05-10"),
    ("The truce had been due to end Saturday.", "Saturday", "2024-05-04", "2024-05-04", "2024-05-04"),
    ("The general will be named to the post in February.", "February", "2025-02", "2025-02-01", "2025-02-28"),
    ("The guns fell silent at noon.", "noon", "2024-05-09T12:00", "2024-05-09T12:00", "2024-05-09T12:00"),
    ("Raids went on from 24 to 26 April.", "24", "2024-04-24", "2024-04-24", "2024-04-24"),
    ("Posts fell on April 24 and 25.", "25", "2024-04-25", "2024-04-25", "2024-04-25"),
    ("A mine exploded on Tuesday of last week.", "Tuesday of last week", "2024-04-30", "2024-04-30", "2024-04-30"),
    ("They meet next week on Tuesday.", "next week on Tuesday", "2024-05-14", "2024-05-14", "2024-05-14"),
    ("They fled on July 4th of 1995.", "July 4th of 1995", "1995-07-04", "1995-07-04", "1995-07-04"),
    ("He was expected to speak Friday.", "Friday", "2024-05-10", "2024-05-10", "2024-05-10"),
    ("They postponed it until Tuesday.", "Tuesday", "2024-05-14", "2024-05-14", "2024-05-14"),
    ("They waited until 9 a.m. Tuesday.", "9 a.m. Tuesday", "2024-05-14T09:00", "2024-05-14T09:00", "2024-05-14T09:00"),
    ("Two died on Saturday (March 9).", "Saturday (March 9)", "2024-03-09", "2024-03-09", "2024-03-09"),
    ("Friday's raid left four dead.", "Friday", "2024-05-03", "2024-05-03", "2024-05-03"),
    ("It fell last Thursday.", "last Thursday", "2024-05-02", "2024-05-02", "2024-05-02"),
    ("Yesterday a mine exploded.", "Yesterday", "2024-05-08", "2024-05-08", "2024-05-08"),
    ("A mine exploded the day before yesterday.", "the day before yesterday", "2024-05-07", "2024-05-07", "2024-05-07"),
    ("Three were shot last night.", "last night", "2024-05-08TNI", "2024-05-08", "2024-05-08"),
    ("Three were shot overnight.", "overnight", "2024-05-08TNI", "2024-05-08", "2024-05-08"),
    ("Shelling began early Saturday morning.", "early Saturday morning", "2024-05-04TMO", "2024-05-04", "2024-05-04"),
    ("Shelling began late on Monday.", "late on Monday", "2024-05-06", "2024-05-06", "2024-05-06"),
    ("It hit at 10:30 p.m. on Tuesday.", "10:30 p.m. on Tuesday", "2024-05-07T22:30", "2024-05-07T22:30", "2024-05-07T22:30"),
    ("It hit around 12 a.m. Tuesday.", "around 12 a.m. Tuesday", "2024-05-07T00:00", "2024-05-07T00:00", "2024-05-07T00:00"),
    ("Tuesday morning, October 17 2023, a wall fell.", "Tuesday morning, October 17 2023", "2023-10-17TMO", "2023-10-17", "2023-10-17"),
    ("On the night of 27-28 February a post burned.", "the night of 27-28 February", "2024-02-27TNI", "2024-02-27", "2024-02-28"),
    ("Born on 15 January 1990.", "15 January 1990", "1990-01-15", "1990-01-15", "1990-01-15"),
    ("CAIRO, 04 FEB 90 -- NOTHING MOVED.", "04 FEB 90", "1990-02-04", "1990-02-04", "1990-02-04"),
    ("On Sept. 3 a bridge fell.", "Sept. 3", "2023-09-03", "2023-09-03", "2023-09-03"),
    ("On May 12th, 2011 a bridge fell.", "May 12th, 2011", "2011-05-12", "2011-05-12", "2011-05-12"),
    ("Log of 2013-06-04: calm.", "2013-06-04", "2013-06-04", "2013-06-04", "2013-06-04"),
    ("They fled on the 4th of May of 1995.", "the 4th of May of 1995", "1995-05-04", "1995-05-04", "1995-05-04"),
    ("They fled on the last day of May 2011.", "the last day of May 2011", "2011-05-31", "2011-05-31", "2011-05-31"),
    ("They fled on the last day of February.", "the last day of February", "2024-02-29", "2024-02-29", "2024-02-29"),
    ("They fled in the last week of 2016.", "the last week of 2016", "2016-W51", "2016-12-25", "2016-12-31"),
    ("They fled in the first week of 2016.", "the first week of 2016", "2015-W53", "2016-01-01", "2016-01-07"),
    ("Stamped 25/06/2013 in ink.", "25/06/2013", "2013-06-25", "2013-06-25", "2013-06-25"),
    ("He deserted in June 2013.", "June 2013", "2013-06", "2013-06-01", "2013-06-30"),
    ("He deserted in January.", "January", "2024-01", "2024-01-01", "2024-01-31"),
    ("He deserted in late November 2010.", "late November 2010", "2010-11", "2010-11-21", "2010-11-30"),
    ("He deserted last June.", "last June", "2023-06", "2023-06-01", "2023-06-30"),
    ("It opened in 2009.", "2009", "2009", "2009-01-01", "2009-12-31"),
    ("It opened in the 1980s.", "the 1980s", "198", "1980-01-01", "1989-12-31"),
    ("It closed in the third quarter of 2012.", "the third quarter of 2012", "2012-Q3", "2012-07-01", "2012-09-30"),
    ("It closed in the winter of 1994.", "the winter of 1994", "1994-WI", "1994-12-01", "1995-02-28"),
    ("He fled three weeks ago.", "three weeks ago", "2024-W16", "2024-04-15", "2024-04-21"),
    ("He fled ten days ago.", "ten days ago", "2024-04-29", "2024-04-29", "2024-04-29"),
    ("He fled last year.", "last year", "2023", "2023-01-01", "2023-12-31"),
    ("It was shelled earlier this month.", "earlier this month", "2024-05", "2024-05-01", "2024-05-09"),
    ("It has rained since yesterday.", "since yesterday", "2024-05-08", "2024-05-08", "2024-05-09"),
    ("Since the war began in 2011 it has stood.", "Since the war began in 2011", "2011", "2011-01-01", "2024-05-09"),
    ("Nine fell in the past 24 hours.", "the past 24 hours", "PT24H", "2024-05-08", "2024-05-09"),
    ("Nine fell in the last five years.", "the last five years", "P5Y", "2019-05-09", "2024-05-09"),
    ("He ruled between 2010 and 2013.", "between 2010 and 2013", "2010/2013", "2010-01-01", "2013-12-31"),
    ("Calm between January and March 2016.", "between January and March 2016", "2016-01/2016-03", "2016-01-01", "2016-03-31"),
    ("A truce held over Christmas Day.", "Christmas Day", "2023-12-25", "2023-12-25", "2023-12-25"),
    ("They ate on Thanksgiving Day 1999.", "Thanksgiving Day 1999", "1999-11-25", "1999-11-25", "1999-11-25"),
    ("On 2 May 2011 he left; three days later he was back.", "three days later", "2011-05-05", "2011-05-05", "2011-05-05"),
    ("On 2 May 2011 one fell, and on the same day another.", "the same day", "2011-05-02", "2011-05-02", "2011-05-02"),
]  # fmt: skip

# without a reference day: the value as far as the words go, and no day invented
UNDATED = [
    ("Two guards died on Thursday.", "Thursday", "XXXX-WXX-4"),
    ("Two guards died on December 18.", "December 18", "XXXX-12-18"),
    ("Two guards died yesterday.", "yesterday", "XXXX-XX-XX"),
    ("Two guards died last month.", "last month", "XXXX-XX"),
    ("It struck at 10:35 a.m. by the gate.", "10:35 a.m.", "XXXX-XX-XXT10:35"),
    ("He was caught months later.", "months later", "PAST_REF"),
    ("The dam is now full.", "now", "PRESENT_REF"),
    ("Shots are heard every Friday.", "every Friday", "XXXX-WXX-5"),
    ("The siege took three weeks.", "three weeks", "P3W"),
]

LEFT_ALONE = [
    "The army may march on the town.",
    "THE ARMY MAY MARCH ON THE TOWN.",
    "The sun rose over the second bunker, and he sat.",
    "The fall of the fort in a second wave took nobody by surprise.",
    "At least 1990 people fled with 2000 goats.",
    "The 47th Brigade drove down Highway 2000.",
    "It cost $2001 and weighed 1998 kg.",
    "A 44-year-old man spoke.",
    "April Jones and June Smith spoke.",
]


@pytest.mark.parametrize(("text", "words", "value", "first", "last"), RESOLVED)
def test_reads_a_time_against_the_reference_day(text: str, words: str, value: str, first: str, last: str) -> None:
    found = {m.text: (m.value, m.from_, m.to) for m in find_times(text, published=THURSDAY)}
    assert found.get(words) == (value, first, last)


@pytest.mark.parametrize(("text", "words", "value"), UNDATED)
def test_an_undated_time_stays_undated(text: str, words: str, value: str) -> None:
    found = {m.text: (m.value, m.from_, m.to) for m in find_times(text)}
    assert found.get(words) == (value, None, None)


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_words_that_only_look_like_times_are_left_alone(text: str) -> None:
    assert find_times(text, published=THURSDAY) == ()


@pytest.mark.parametrize("rule", load("time")["rule"], ids=lambda rule: rule["id"])
def test_every_rule_reads_its_own_example(rule: dict[str, str]) -> None:
    assert rule["value"] in {m.value for m in find_times(rule["example"])}


@pytest.mark.parametrize("feast", load("time")["holiday"], ids=lambda feast: feast["id"])
def test_every_feast_is_dated_in_a_given_year(feast: dict[str, list[str]]) -> None:
    for name in feast["names"]:
        (mention,) = find_times(f"All was quiet at {name} 2015 there.")
        assert mention.from_ is not None
        assert mention.text == f"{name} 2015"


def test_a_feast_of_the_islamic_calendar_is_given_with_its_doubt() -> None:
    (mention,) = find_times("It was quiet during Eid al-Fitr 2013.")
    assert mention.precision == "days"
    assert (mention.from_ or "") <= "2013-08-08" <= (mention.to or "")


def test_a_range_covers_its_two_ends() -> None:
    whole, left, right = find_times("He ruled between 2010 and 2013.")
    assert [whole.type, left.type, right.type] == ["DURATION", "DATE", "DATE"]
    assert (whole.start, whole.end) == (left.start - len("between "), right.end)


def test_a_publication_with_an_hour_gives_hours() -> None:
    (mention,) = find_times("A mortar fell two hours ago.", published="2024-05-09T13:00:00+03:00")
    assert mention.from_ == "2024-05-09T11:00+03:00"


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("PORT SOLA, Norland (Jan. 25, 2013) - Troops left.", None, "2013-01-25"),
        ("SAN MARCOS, 3 JAN 90 -- TROOPS LEFT.", None, "1990-01-03"),
        ("PORT SOLA (NORLAND), 11 DEC 89 (RADIO SOLA) -- TROOPS LEFT.", None, "1989-12-11"),
        ("PORT SOLA (August 9) - Troops left.", "2010-08-10", "2010-08-09"),
        ("PORT SOLA (December 31) - Troops left.", "2011-01-01", "2010-12-31"),
        ("PORT SOLA (August 9) - Troops left.", None, None),
        ("Release 2010-08-XY-033\u2028PORT SOLA, Norland (August 9) - Troops left.", None, "2010-08-09"),
        ("July 6: joint patrols in the north\n\nTroops left.", "2010-07-07", "2010-07-06"),
        ("The raid of August 9 left many questions.", "2010-08-10", None),
        ("No date at all.", "2010-08-10", None),
    ],
)
def test_finds_the_day_of_a_dateline(text: str, published: str | None, expected: str | None) -> None:
    assert find_dateline_date(text, published) == expected


def test_a_dateline_dates_the_words_after_it() -> None:
    found = find_times("PORT SOLA, Norland (Jan. 25, 2013) - Two guards died yesterday.", published="2013-01-27")
    assert found[-1].from_ == "2013-01-24"


def test_as_when_keeps_words_and_interval() -> None:
    (mention,) = find_times("It fell on 3 May 2014.")
    when = as_when(mention)
    assert (when.text, when.start, when.from_, when.to) == ("3 May 2014", mention.start, "2014-05-03", "2014-05-03")


_WORDS = st.sampled_from(
    "Monday today last night the of and on between since until 2013 3 12 May march Jan. , ( ) - a.m. ago two weeks year "
    "earlier later quarter third 1990s noon every past next Ramadan Eid al-Fitr \n\n .".split(" ")
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_WORDS, max_size=40), st.sampled_from([None, "2024-02-29", "1000-01-01", "2999-12-31", "0001-01-01"]))
def test_offsets_and_intervals_hold_for_any_words(words: list[str], published: str | None) -> None:
    text = " ".join(words)
    found = find_times(text, published=published)
    assert found == find_times(text, published=published)
    for mention in found:
        assert text[mention.start : mention.end] == mention.text
        assert mention.from_ is None or mention.to is None or mention.from_ <= mention.to
    assert [m.start for m in found] == sorted(m.start for m in found)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.sampled_from([None, "2024-02-29", "nonsense"]))
def test_any_text_is_read_without_complaint(text: str, published: str | None) -> None:
    for mention in find_times(text, published=published):
        assert text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize(
    "piece",
    ["one ", "two hundred years ago ", "Monday, ", "3 May 2012 - ", "between Monday and ", "a ", "Jan. ", "1,", "\n"],
)
def test_hostile_repetition_costs_no_more_than_its_length(piece: str) -> None:
    def cost(size: int) -> float:
        text = piece * (size // len(piece))
        began = time.process_time()
        find_times(text, published=THURSDAY)
        return time.process_time() - began

    cost(2_000)
    # eight times the text, at most three times eight the time: quadratic work would be sixty-four times
    assert cost(80_000) < 24 * max(cost(10_000), 0.01)


@pytest.mark.parametrize(
    "text", ["The guard was in his 30s.", "Output stood at 2.46 billion barrels.", "They played at high noon."]
)
def test_what_is_no_time(text: str) -> None:
    assert [m for m in find_times(text, published=THURSDAY) if m.type in {"DATE", "TIME"}] == []


def test_the_past_decade_is_a_length() -> None:
    assert [(m.type, m.value) for m in find_times("Prices fell over the past decade.", published=THURSDAY)] == [
        ("DURATION", "P10Y")
    ]


def test_a_release_without_a_date_has_the_year_of_its_number() -> None:
    found = find_times("Press office 2010-07-CA-129. A force held two men in Kabul July 16.")
    assert [(m.text, m.from_) for m in found if m.text == "July 16"] == [("July 16", "2010-07-16")]
    assert find_dateline_date("KABUL, Afghanistan (Nov. 1. 2011) / Two were held.") == "2011-11-01"
