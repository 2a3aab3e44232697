"""Which time of an article is the time of a harm."""

from __future__ import annotations

import pytest

from tollbook.extract.time import find_times
from tollbook.extract.when import link_when
from tollbook.model import TimeMention
from tollbook.text.sentences import split

FRIDAY = "2024-05-10"


def linked(text: str, quote: str, *, carry: bool = True) -> TimeMention | None:
    start = text.index(quote)
    times = find_times(text, published=FRIDAY)
    return link_when(start, start + len(quote), split(text), times, text, carry=carry)


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("Two men died in a raid on Monday, the mayor said on Friday.", "Two men died", "Monday"),
        ("The mayor said on Friday that two men died on Monday.", "two men died", "Monday"),
        ("A spokesman told reporters Thursday that two men died.", "two men died", None),
        ("Four were hurt on Monday, while six died on Wednesday.", "six died", "Wednesday"),
        ("Four were hurt on Monday, while six died on Wednesday.", "Four were hurt", "Monday"),
        (
            "Three dead in market blast\n\nA bomb went off on Tuesday in the market. It killed three.",
            "It killed three",
            "Tuesday",
        ),
        ("Three dead in market blast\n\nA bomb went off on Tuesday in the market.", "Three dead", "Tuesday"),
        ("A bomb went off on Tuesday. Police said on Thursday that three had died.", "three had died", "Tuesday"),
        ("Some 900 people have been killed since the war began in 2011.", "900 people", "since the war began in 2011"),
        ("Gangs killed 40 people between 2010 and 2013.", "40 people", "between 2010 and 2013"),
        ("Ten were shot dead. Shops stay closed every Friday.", "Ten were shot dead", None),
        ("On the second anniversary of the 3 May 2014 flood, two drowned.", "two drowned", None),
        ("PORT SOLA (May 9) - A guard was shot.", "A guard was shot", None),
        ("A guard died on 3 May 2014. On the same day two others died.", "two others died", "3 May 2014"),
        (
            "Police Thursday searched for a gunman after two men were shot late Monday.",
            "two men were shot",
            "late Monday",
        ),
        ("A man pleaded guilty in court Thursday. He shot two people on 3 May 2014.", "He shot two", "3 May 2014"),
        ("Two were shot on Monday. A vigil was held Thursday for the two killed.", "the two killed", "Monday"),
        ("Nothing is dated here, though two men died.", "two men died", None),
        ("14 August 2007. PERU: A bomb killed six.", "A bomb killed six", "14 August 2007"),
        ("A judge jailed 30-year-old John Doe on Friday. He shot two on 3 May 2014.", "He shot two", "3 May 2014"),
        ("He said the toll of Sunday's strikes was nine dead.", "nine dead", "Sunday"),
        ("Four were hit outside the court in Harare on Friday.", "Four were hit", "Friday"),
        # until when it was counted dates no harm where a day of the deed is told
        ("A bomb fell on 3 May 2014. By the next day the mayor had raised the toll to nine dead.", "nine dead", "3 May 2014"),
        ("By Monday nine people had died.", "nine people had died", "Monday"),
        # what somebody harmed had done before
        ("A raid hit the camp on Tuesday. The dead include a clerk who had married six days earlier.", "a clerk", "Tuesday"),
        ("Nine people who were shot six days earlier died.", "Nine people", "six days earlier"),
        ("Twenty men fell in the fight last week. He knew of 40 dead.", "40 dead", "last week"),
    ],
)
def test_links_a_harm_to_its_time(text: str, quote: str, expected: str | None) -> None:
    found = linked(text, quote)
    assert (found.text if found else None) == expected


def test_another_events_harm_carries_no_time() -> None:
    text = "A bomb went off on Tuesday and killed three. His brother had been shot in the same town."
    assert linked(text, "His brother had been shot") is not None
    assert linked(text, "His brother had been shot", carry=False) is None


def test_without_sentences_or_times_there_is_nothing() -> None:
    assert link_when(0, 4, (), (), "Dead") is None
