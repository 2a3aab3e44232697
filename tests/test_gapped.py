"""A second voice gives its figure and leaves the rest unsaid: each figure is a claim, with its own speaker alone."""

from __future__ import annotations

import pytest

from tollbook.model import Article, TollClaim
from tollbook.pipeline import read_article

Told = tuple[str, int | None, int | None, str | None]


def told(text: str) -> list[Told]:
    """Harm, least, most and the chain's speakers of every toll."""
    claims = [c for c in read_article(Article(id="a", text=text)).claims if isinstance(c, TollClaim)]
    return [(c.harm, c.count.low, c.count.high, " < ".join(k.speaker for k in c.attribution) or None) for c in claims]


VOICES: list[tuple[str, list[Told]]] = [
    (
        "The UN says 1,500 civilians died in the bombardment, the government that 900 have.",
        [("killed", 1500, 1500, "The UN"), ("killed", 900, 900, "the government")],
    ),
    ("The army put the dead in the battle at 12, the rebels at 40.", [("killed", 12, 12, "The army"), ("killed", 40, 40, "the rebels")]),
    (
        "According to police 5 people were killed in the attack, while the hospital said 8.",
        [("killed", 5, 5, "police"), ("killed", 8, 8, "the hospital")],
    ),
    ("The ministry said 14 soldiers were killed in the ambush, the rebels more than 50.", [("killed", 14, 14, "The ministry"), ("killed", 51, None, "the rebels")]),
    ("Police said six people died in the blast; the opposition spoke of 20.", [("killed", 6, 6, "Police"), ("killed", 20, 20, "the opposition")]),
    ("Officials say nine were killed in the shelling, residents 15.", [("killed", 9, 9, "Officials"), ("killed", 15, 15, "residents")]),
    ("According to the army 20 militants were killed, according to the militants only three.", [("killed", 20, 20, "the army"), ("killed", 3, 3, "the militants")]),
    ("Police say four protesters were shot dead, whereas the opposition says seven were.", [("killed", 4, 4, "Police"), ("killed", 7, 7, "the opposition")]),
    ("The military says it killed 60 fighters. The rebels say six.", [("killed", 60, 60, "The military"), ("killed", 6, 6, "The rebels")]),
    ("The Red Cross counted 31 bodies after the raid, the mayor 27.", [("killed", 31, 31, "The Red Cross"), ("killed", 27, 27, "the mayor")]),
    ("Officials put the number of wounded in the attack at 60, doctors at more than 100.", [("injured", 60, 60, "Officials"), ("injured", 101, None, "doctors")]),
    ("The army says 12 died in the ambush; the rebels, 30.", [("killed", 12, 12, "The army"), ("killed", 30, 30, "the rebels")]),
    ("State television said 3 people died in the bombing; Reuters put the figure at 9.", [("killed", 3, 3, "State television"), ("killed", 9, 9, "Reuters")]),
    # a breakdown, a date, a distance, an age, and nothing said before
    ("The army said 45 people died in the battle, rebels 40 and soldiers five.", [("killed", 45, 45, "The army")]),
    ("Police said two people died in the attack on Monday, the 14th.", [("killed", 2, 2, "Police")]),
    ("The mayor said 11 people were killed in the strike, the army 300 metres away.", [("killed", 11, 11, "The mayor")]),
    ("A bomb killed nine people, the mayor 40 metres away.", [("killed", 9, 9, None)]),
    ("The army fired 60 shells. The rebels say six.", []),
    # silence after an attributed sentence: what follows in another sentence is the article's own
    ("Police said two died in the blast, three were hurt, and the mosque was destroyed. A third man died later.",
     [("killed", 2, 2, "Police"), ("injured", 3, 3, "Police"), ("killed", 1, 1, None)]),
    ("Two soldiers were killed in the ambush, the army said, and five were wounded. Another soldier is missing.",
     [("killed", 2, 2, "the army"), ("injured", 5, 5, "the army"), ("missing", 1, 1, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), VOICES)
def test_each_voice_has_its_figure(text: str, expected: list[Told]) -> None:
    assert told(text) == expected


def test_a_hostile_row_of_voices_is_read_in_bounded_time() -> None:
    text = "The army said 9 were killed" + ", the rebels 4" * 400 + "."
    assert len(told(text)) < 20
