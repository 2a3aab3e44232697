"""Words that a report leaves out: "whom", the noun behind a number, the dash behind an agency."""

from __future__ import annotations

import pytest

from tollbook.model import Article, TollClaim
from tollbook.pipeline import read_article
from tollbook.text.clean import clean


def _tolls(text: str) -> list[tuple[str, int | None, str | None, str | None]]:
    read = read_article(Article(id="a", text=text, published="2026-11-20"))
    return [
        (c.harm, c.count.low, c.victims.text if c.victims else None, c.attribution[-1].speaker if c.attribution else None)
        for c in read.claims
        if isinstance(c, TollClaim)
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A man police said was killed in the raid was a cook.", [("killed", 1, "man", "police")]),
        ("The two men security officials said died in the clash were brothers.", [("killed", 2, "men", "security officials")]),
        ("The three people troops arrested on Monday near Kabul are suspects.", [("captured", 3, "people", None)]),
        ("A boy the local police said had been abducted by gunmen was freed.", [("captured", 1, "boy", "the local police")]),
        ("DAYTON, Ohio (AP) Police say two men were shot dead.", [("killed", 2, "men", "Police")]),
        ("Fighting near the border killed at least a dozen yesterday.", [("killed", 12, None, None)]),
        ("The blast killed about a dozen last night.", [("killed", 12, None, None)]),
        ("Bombs which killed scores of shoppers and injured more than 1,000 others went off.", [("killed", 40, "shoppers", None), ("injured", 1001, "others", None)]),
        ("The blast brought the toll for both bombings to 259.", [("killed", 259, None, None)]),
        ("Gunmen shot a boy and wounded two men.", [("casualties", 1, "boy", None), ("injured", 2, "men", None)]),
        ("Gunmen shot two men, killing one.", [("casualties", 2, "men", None), ("killed", 1, "men", None)]),
        ("Soldiers shot three men, wounding them badly.", [("injured", 3, None, None)]),
        ("Gunmen shot two men, killing both.", [("killed", 2, "men", None)]),
        ("A shooting in Tulsa killed a 13-year-old last week.", [("killed", 1, "13-year-old", None)]),
        ("The tariffs have hurt thousands of farmers after a raid, the union said.", []),
        ("A man was booked by detectives with negligent injury after a shooting.", []),
        ("Heavy fighting led to new talks as shelling near the border killed at least a dozen yesterday.", [("killed", 12, None, None)]),
        ("The teacher, a nurse and a priest were abducted by rebels.", [("captured", 1, w, None) for w in ("teacher", "nurse", "priest")]),
        ("The teacher, a nurse and a mother of two, was abducted by rebels.", [("captured", 1, "teacher", None)]),
        ("A driver, cook and a guard were killed by rebels.", [("killed", 2, "driver, cook", None), ("killed", 1, "guard", None)]),
        ("The killing of Omar Hadi and Ali Amin and the national outcry changed the law.", [("killed", 2, "Omar Hadi and Ali Amin", None)]),
        ("The bodies of Omar and Ali, their aunt and her friend, Karim Said Sr., 33, were found after the raid.", [("killed", 4, "Omar and Ali, their aunt and her friend", None)]),
        ("The attack in Soro.\nKilled: 12\nWounded: 7\nMissing: 3", [("killed", 12, None, None), ("injured", 7, None, None), ("missing", 3, None, None)]),
        ("Deaths: 5 Injuries: 12 after the bombing.", [("killed", 5, None, None), ("injured", 12, None, None)]),
        ("After the raid, the number of people still missing stood at 19.", [("missing", 19, "people", None)]),
        ("The blast left eight people dead, one of them a journalist, and 30 others with injuries.", [("killed", 8, "people", None), ("killed", 1, "journalist", None), ("injured", 30, "others", None)]),
        ("The raid led to the death of one clerk and two others were wounded.", [("killed", 1, "clerk", None), ("injured", 2, "others", None)]),
        ("The raid left the tea house owner dead along with ten others wounded.", [("killed", 1, "tea house owner", None), ("injured", 10, "others", None)]),
        ("A car bomb killed three people and wounded as many as forty others.", [("killed", 3, "people", None), ("injured", 1, "others", None)]),
        ("The raid killed nine people and wounded as many.", [("killed", 9, "people", None), ("injured", 9, None, None)]),
        ("Police said he shot dead his wife, Ana Ruiz, and their daughters \u2014 ages 14, 11, 7 and 3.", [("killed", 1, "wife", "Police")]),
        ("Three children (ages 2, 5 and 8) were killed in the blast.", [("killed", 3, "children", None)]),
        ("The death toll from both attacks rose to 40.", [("killed", 40, None, None)]),
    ],
)
def test_what_is_left_out_is_nobody(text: str, told: list[tuple[str, int | None, str | None, str | None]]) -> None:
    assert _tolls(text) == told


def test_words_put_in_for_the_parser_are_in_no_quote() -> None:
    text = "A man police said was shot has died."
    cleaned, at = clean(text)
    assert cleaned == "A man who, police said, was shot has died."
    assert len(at) == len(cleaned)
    assert list(at) == sorted(at)
    for claim in read_article(Article(id="a", text=text)).claims:
        assert text[claim.quote.start : claim.quote.end] == claim.quote.text


def test_a_nurse_from_france_was_not_taken_there() -> None:
    for text, place in (("Two nurses from France were abducted by gunmen.", None), ("Rockets from Syria killed three farmers.", "Syria")):
        read = read_article(Article(id="a", text=text))
        assert [c.where.text if c.where else None for c in read.claims if isinstance(c, TollClaim)] == [place]


def test_ten_years_ago_today_is_not_today() -> None:
    read = read_article(Article(id="a", text="Ten years ago today, a truck bomb on the same square killed 85 people.", published="2026-11-20"))
    (claim,) = (c for c in read.claims if isinstance(c, TollClaim))
    assert claim.when is not None
    assert claim.when.from_ == "2016-11-20"


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("He praised Nidal, the former U.S. Army doctor who killed 13 people.", ["the former U.S. Army doctor"]),
        ("Dozens were wounded in a Turkey car bomb attack.", []),
        ("Dozens were wounded in a Turkish air strike.", ["Turkish"]),
        ("Israel air strikes killed nine people.", ["Israel"]),
        ("Springfield man shot twice in robbery.", []),
        ("A bomber blew himself up, killing nine people.", ["A bomber", "A bomber"]),
    ],
)
def test_who_did_it_is_nobody_for_want_of_another(text: str, by: list[str]) -> None:
    read = read_article(Article(id="a", text=text, published="2026-11-20"))
    assert [m.text for c in read.claims if isinstance(c, TollClaim) for m in c.by] == by


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A car bomb went off, said police chief Omar Hadi, killing four people.", [("killed", 4, "people", "police chief Omar Hadi")]),
        ("The raid began at dawn, officials said, leaving nine dead.", [("killed", 9, None, "officials")]),
        ("The bomb, said the mayor, killed two children.", [("killed", 2, "children", "the mayor")]),
        ("Gunmen killed Omar Hadi in Mosul and Karim Amin in Basra.", [("killed", 2, "Omar Hadi in Mosul and Karim Amin", None)]),
        ("He was charged in the shooting death of Karim Hadi of Soro, sheriff's deputies said.", [("killed", 1, "Karim Hadi of Soro", "sheriff's deputies")]),
        ("She met families of Americans who were killed by gangs.", [("killed", 2, "Americans", None)]),
        ("Omar Hadi, 42, of Swansea, who suffered gunshot wounds, was in court.", [("injured", 1, "Omar Hadi", None)]),
    ],
)
def test_who_speaks_and_whom_it_befell(text: str, told: list[tuple[str, int | None, str | None, str | None]]) -> None:
    assert _tolls(text) == told
