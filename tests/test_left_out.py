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
        ("Fighting in the region killed at least a dozen yesterday.", [("killed", 12, None, None)]),
        ("The blast killed about a dozen last night.", [("killed", 12, None, None)]),
        ("Bombs which killed scores of people and injured more than 1,000 others went off.", [("killed", 40, "people", None), ("injured", 1001, "others", None)]),
        ("The blast brought the toll for both bombings to 259.", [("killed", 259, None, None)]),
        ("Gunmen shot a boy and wounded two men.", [("casualties", 1, "boy", None), ("injured", 2, "men", None)]),
        ("Gunmen shot two men, killing one.", [("casualties", 2, "men", None), ("killed", 1, "men", None)]),
        ("Soldiers shot three men, wounding them badly.", [("injured", 3, None, None)]),
        ("Gunmen shot two men, killing both.", [("killed", 2, None, None)]),
        ("A shooting in Tulsa killed a 13-year-old last week.", [("killed", 1, "13-year-old", None)]),
        ("The tariffs have hurt thousands of farmers after a raid, the union said.", []),
        ("A man was booked by detectives with negligent injury after a shooting.", []),
        ("Heavy fighting led to new talks as shelling in the region killed at least a dozen yesterday.", [("killed", 12, None, None)]),
        ("The teacher, a nurse and a priest were abducted by rebels.", [("captured", 1, w, None) for w in ("teacher", "nurse", "priest")]),
        ("The teacher, a nurse and a mother of two, was abducted by rebels.", [("captured", 1, "teacher", None)]),
        ("A driver, cook and a guard were killed by rebels.", [("killed", 2, "driver, cook", None), ("killed", 1, "guard", None)]),
        ("The killing of Omar Hadi and Ali Amin and the national outcry changed the law.", [("killed", 2, "Omar Hadi and Ali Amin", None)]),
        ("The bodies of Omar and Ali, their aunt and her friend, Karim Said Sr., 33, were found after the raid.", [("killed", 4, "Omar and Ali, their aunt and her friend", None)]),
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
