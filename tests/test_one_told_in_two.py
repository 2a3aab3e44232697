"""What one sentence tells, two sentences tell too."""

from __future__ import annotations

import pytest

from tollbook.model import Article, TollClaim
from tollbook.pipeline import read_article


def tolls(text: str) -> list[tuple[object, ...]]:
    reading = read_article(Article(text=text, id="n", published="2024-05-06"))
    return [(c.harm, c.count.low, c.count.high, c.scope) for c in reading.claims if isinstance(c, TollClaim)]


@pytest.mark.parametrize(
    "text",
    [
        "Two men were shot dead in Arbin on Monday. In another incident, a fighter was killed{} soldier was wounded in a clash at Dardpora.",
        "Two men were shot dead in Arbin on Monday. Separately, a fighter was killed{} courier was arrested at Dardpora.",
    ],
)
def test_another_incident_goes_on_in_the_sentence_behind(text: str) -> None:
    joined, split = tolls(text.format(" and a")), tolls(text.format(". A"))
    assert joined == split
    assert [t[3] for t in split] == ["incident", "background", "background"]


def test_a_day_of_its_own_ends_the_other_incident() -> None:
    text = "Two men were shot dead in Arbin on Monday. Separately, a fighter was killed. A guard was wounded in Arbin on Monday."
    assert tolls(text)[-1] == ("injured", 1, 1, "incident")


def test_what_an_attack_brought_down_is_no_accident() -> None:
    told = "{} into a police station in Tikrit on Sunday. The building collapsed. Fifteen people died."
    assert ("killed", 15, 15, "incident") in tolls(told.format("A bomber rammed a truck"))
    assert tolls(told.format("A clerk moved")) == []


@pytest.mark.parametrize("gap", [" ", "  "])
def test_two_spaces_behind_a_stop_cut_no_street(gap: str) -> None:
    reading = read_article(Article(text=f"Three men were shot in the 600 block of E.{gap}Westmore Street on Sunday.", id="n"))
    assert [c.where and c.where.text for c in reading.claims] == [f"600 block of E.{gap}Westmore Street"]


ASIDE = "The municipal library will open an hour later than usual next spring, its director announced.\n\n"


def test_a_sum_takes_no_time_from_what_is_to_come() -> None:
    text = "At least 700 people have been killed and 2,800 injured in the fighting in Goma."
    plain, behind = (read_article(Article(text=front + text, id="n", published="2025-02-01")) for front in ("", ASIDE))
    assert [c.when and c.when.text for c in plain.claims] == [c.when and c.when.text for c in behind.claims]


def test_the_lead_of_a_sum_is_the_first_sentence_with_a_place() -> None:
    text = (
        "Shells fell on a market in the capital of Sudan on Friday. Aid workers fled.\n\nTraders shut their stalls.\n\nBuses stood still.\n\n"
        "More than 20,000 have been killed and 12 million displaced since April 2023, the agency says."
    )
    plain, behind = (read_article(Article(text=front + text, id="n", published="2025-02-01")) for front in ("", ASIDE))
    assert [c.where and c.where.text for c in plain.claims] == [c.where and c.where.text for c in behind.claims]
    assert plain.claims[-1].where is not None
