"""The time of a sum, and a part that stands where and when its whole does."""

from __future__ import annotations

import pytest

from paced import within
from tollbook.extract.time import find_times
from tollbook.extract.when_sum import period_of_sum
from tollbook.model import Article, TollClaim
from tollbook.pipeline import read_article
from tollbook.text.sentences import split


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("About 3,000 people have been killed since the coup.", "3,000 people", "since the coup"),
        ("Since the last rains 27 bodies were found.", "27 bodies", "Since the last rains"),
        ("Since unrest erupted, 436 people have been killed.", "436 people", "Since unrest erupted"),
        ("Some 6,200 soldiers lost their lives in the last phase of the war.", "6,200 soldiers", "the last phase of the war"),
        ("The civil war cost some 75,000 lives.", "75,000 lives", "The civil war"),
        ("The office counted 900 dead in 2022. State agents killed 401 people.", "401 people", "2022"),
        ("The office counted 900 dead in 2022.\n\nState agents killed 401 people.", "401 people", "2022"),
        # no period: a deed's day is none, nor is a fight, nor a year told long before
        ("A raid came on Monday. Troops killed 401 people.", "401 people", None),
        ("Troops killed 401 people in the fighting.", "401 people", None),
        ("The war was long. Troops killed 401 people.", "401 people", None),
        ("The office counted 900 dead in 2022.\n\nRain fell.\n\nState agents killed 401 people.", "401 people", None),
    ],
)
def test_a_sum_has_the_period_that_is_told(text: str, quote: str, expected: str | None) -> None:
    start = text.index(quote)
    found = period_of_sum(start, start + len(quote), split(text), find_times(text, published="2024-05-10"))
    assert (found.text if found else None) == expected
    assert found is None or text[found.start : found.end] == found.text


def tolls(text: str) -> list[TollClaim]:
    return [c for c in read_article(Article(id="a", text=text, published="2024-02-07")).claims if isinstance(c, TollClaim)]


def test_a_part_stands_where_and_when_its_whole_does() -> None:
    text = "In January violence killed 158 civilians across Ukraine, the mission said. Of those killed, 94 were men. Most died in Donetsk, in the town of Lyman."
    whole, part = tolls(text)[:2]
    assert part.part_of == whole.id
    assert [(c.where and c.where.text, c.when and c.when.text) for c in (whole, part)] == [("Ukraine", "January")] * 2


def test_a_part_keeps_a_place_of_its_own() -> None:
    whole, part = tolls("In January violence killed 158 civilians across Ukraine, including 94 killed in Donetsk on 3 January.")[:2]
    assert part.part_of == whole.id
    assert part.where is not None
    assert part.where.text == "Donetsk"
    assert part.when is not None
    assert part.when.text == "3 January"


def test_a_sum_counted_as_of_a_day_is_not_of_that_day() -> None:
    (claim,) = tolls("As of 5 February, 2,994 people have been killed by the junta since the coup.")
    assert claim.scope == "cumulative"
    assert claim.when is not None
    assert (claim.when.text, claim.when.from_) == ("since the coup", None)


@pytest.mark.parametrize("hostile", ["since the " * 30_000, "in the war " * 30_000, "the war cost " * 20_000])
def test_hostile_text_is_searched_in_time(hostile: str) -> None:
    with within(seconds=5):
        period_of_sum(0, 5, split(hostile[:2_000_000]), ())
