"""What reports from the field do that newspapers seldom do: parts told later, lists by region, bulletins by the hour."""

from __future__ import annotations

import pytest

from tollbook.extract.gate import keep, tell_parts
from tollbook.model import Article, TollClaim
from tollbook.pipeline import read_article
from tollbook.text.sentences import split

OPENING = "Gunmen attacked the town of Gao with rockets. "


def tolls(text: str) -> list[TollClaim]:
    return [c for c in read_article(Article(id="a", text=OPENING + text, published="2024-05-15")).claims if isinstance(c, TollClaim)]


def brief(text: str) -> list[tuple[str, int | None, int | None]]:
    return [(c.harm, c.count.low, c.count.high) for c in tolls(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They killed 20 people. Nine of the victims were novices.", [("killed", 20, 20), ("killed", 9, 9)]),
        ("They killed 20 people. Two of the cars were burnt.", [("killed", 20, 20)]),
        ("They killed three people. Nine of the victims were novices.", [("killed", 3, 3)]),
        ("They kidnapped five engineers and released three of them.", [("captured", 5, 5)]),
        ("They killed 14 people. All 14 were cooks.", [("killed", 14, 14)]),
        (
            "They killed 158 people and wounded 400. Of those killed, 94 were men, 52 women, seven boys and five girls.",
            [("killed", 158, 158), ("injured", 400, 400), ("killed", 94, 94), ("killed", 52, 52), ("killed", 7, 7), ("killed", 5, 5)],
        ),
        ("Police said 97 of the dead were policemen and three were civilians.", [("killed", 97, 97), ("killed", 3, 3)]),
        ("They wounded nine people. Three were women.", [("injured", 9, 9), ("injured", 3, 3)]),
    ],
)
def test_parts_told_in_a_later_sentence(text: str, expected: list[tuple[str, int | None, int | None]]) -> None:
    assert brief(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The group said it had killed 30 junta soldiers.", [("killed", 30, 30)]),
        ("At least 30 may have died.", [("killed", 30, None)]),
        ("A radio station gave a toll of 38 workers killed.", [("killed", 38, 38)]),
        ("The siege took a heavy toll on 40 villages.", []),
        ("The council gave a higher toll of 41 dead.", [("killed", 41, 41)]),
        ("The network revised its toll of the strike on the depot down from 16 to 14.", [("killed", 16, 16), ("killed", 14, 14)]),
        ("It killed 200 soldiers, a figure that nobody could confirm.", [("killed", 200, 200)]),
        ("If the militias retaliate and soldiers are killed, the answer will be stronger.", []),
        ("The clinic said it had received 20 wounded.", [("injured", 20, 20)]),
        ("Some 600,000 people have fled Kosti since May.", [("displaced", 600000, 600000)]),
        ("Three men fled Kosti on a motorbike.", []),
        ("Two vigilantes paid the supreme price.", [("killed", 2, 2)]),
        ("As many as 40 were buried under the rubble and injured.", [("injured", 1, 40)]),
        ("Rebels backed by Rwanda seized most of the city.", []),
        ("A bomb killed a dozen people, residents and the relief team told the Gao Courier.", [("killed", 12, 12)]),
    ],
)
def test_figures(text: str, expected: list[tuple[str, int | None, int | None]]) -> None:
    assert brief(text) == expected


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("A bomb killed a dozen people, residents and the relief team told the Gao Courier.", ["residents and the relief team"]),
        ("Soldiers shot two men in Gao, after a clash with rebels on 29 January, five residents told the Gao Courier by phone.", ["five residents"]),
        ("Sumy region: Ivan Bondar reported three killed.", ["Ivan Bondar"]),
        ("The army said it killed nine rebels. The Sahel Army rejected that account. It claimed that it held 15 captives.", ["The army", "The Sahel Army"]),
        ("Gangs abducted 389 people in the capital, the Centre for Inquiry found.", ["the Centre for Inquiry"]),
    ],
)
def test_speakers(text: str, speakers: list[str]) -> None:
    assert [c.attribution[0].speaker for c in tolls(text) if c.attribution] == speakers


def test_a_post_is_told_through_its_platform() -> None:
    (claim,) = tolls("Three people died, the kitchen said in a post on Facebook.")
    assert [link.speaker for link in claim.attribution] == ["the kitchen", "Facebook"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Rebels shelled the Abu Balyun displacement camp on the edge of El Fasher and killed 19 people.", ["Abu Balyun displacement camp"]),
        ("Strikes on the Ras Odu fuel terminal killed 74 people.", ["Ras Odu fuel terminal"]),
        ("The dead are in Donetsk (41 killed), Kharkiv (30 killed) and Kherson regions.", ["Donetsk", "Kharkiv"]),
        ("Troops killed 44 people in Nondin and 179 others in nearby Soro.", ["Nondin", "Soro"]),
        ("Strikes on Tyre killed nine people on Friday. Strikes killed 84 people across Lebanon on Saturday, the ministry said.", ["Tyre", "Lebanon"]),
    ],
)
def test_places(text: str, places: list[str]) -> None:
    read = read_article(Article(id="a", text=text, published="2024-05-15"))
    assert [c.where.text for c in read.claims if isinstance(c, TollClaim) and c.where] == places


def test_the_hour_of_a_live_page_is_not_that_of_the_deed() -> None:
    text = "10:42 GMT — Toll of the Dnipro strike rises to 25\n\nTwenty-five people were killed when a missile hit a house on Saturday."
    read = read_article(Article(id="a", text=text, published="2023-01-15"))
    assert {c.when.text for c in read.claims if isinstance(c, TollClaim) and c.when} == {"Saturday"}


def test_nobody_is_no_part_of_anybody() -> None:
    claims = tolls("They killed 28 people and wounded 180. None of our staff were hurt. No staff of the charity were hurt.")
    assert {c.scope for c in claims if c.count.high == 0} <= {"incident"}


def test_only_sentences_right_behind_a_toll_are_read_for_its_parts() -> None:
    sentences = split("Nine died. It rained. It snowed. Five of them were women. Nine died. Five of them were women.")
    assert tell_parts(sentences, {s.index for s in keep(sentences)}) == {5}
