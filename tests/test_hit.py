"""Who is hit when a weapon goes off, and what is said beside it."""

from __future__ import annotations

import pytest

from tollbook.model import Article, TollClaim
from tollbook.pipeline import read_article


def tolls(text: str) -> list[tuple[str, int | None, int | None, str | None]]:
    reading = read_article(Article(id="a", text=text, published="2021-06-02"))
    claims = [c for c in reading.claims if isinstance(c, TollClaim)]
    return [(c.harm, c.count.low, c.count.high, c.victims.text if c.victims else None) for c in claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The rifle went off, hitting Sam Okoro in the chest.", [("injured", 1, 1, "Sam Okoro")]),
        ("A bullet struck a boy near the gate.", [("casualties", 1, 1, "boy")]),
        ("One of the bullets hit a clerk's leg, police said.", [("injured", 1, 1, "clerk")]),
        ("Two men opened fire from a van, hitting three students.", [("casualties", 3, 3, "students")]),
        ("An officer lay in the road after being shot by a robber.", [("casualties", 1, 1, "officer")]),
        ("All three suffered gunshot wounds at the bar.", [("injured", 3, 3, None)]),
        ("The shooting sent a 13-year-old girl to a hospital.", [("injured", 1, 1, "13-year-old girl")]),
        ("Police investigate the shooting of Dana Mills.", [("casualties", 1, 1, "Dana Mills")]),
        ("Riots broke out in Ashby after Omar Lane, 43, was killed by police.", [("killed", 1, 1, "Omar Lane")]),
        ("A man was arrested for the fatal shooting of a girl after a traffic accident.", [("captured", 1, 1, "man"), ("killed", 1, 1, "girl")]),
        ("The bodies of Mark Moss, Min Hale and Ann Moss were found at the house.", [("killed", 3, 3, "Mark Moss, Min Hale and Ann Moss")]),
        ("Two men were hit by gunfire and one was killed.", [("casualties", 2, 2, "men"), ("killed", 1, 1, "men")]),
        ("A clerk died on Sunday after he was shot in the chest by his cousin.", [("killed", 1, 1, "clerk")]),
        ("Officers arrested Paul Reed, 25, and Carl Stone, 24 on Thursday.", [("captured", 2, 2, "Paul Reed, 25, and Carl Stone")]),
        ("Police say a man killed his ex-girlfriend at her home.", [("killed", 1, 1, None)]),
        ("Four found shot to death in Fernham.", [("killed", 4, 4, None)]),
        ("She came back to find her mother-in-law shot in the hall.", [("casualties", 1, 1, None)]),
        ("A gunman killed his wife, son and daughter.", [("killed", 3, 3, "wife, son and daughter")]),
        ("A man shot and killed his cousin's two daughters.", [("killed", 2, 2, "daughters")]),
        ("A woman was fatally shot in a hunting accident.", [("killed", 1, 1, "woman")]),
        ("Boy, 17, shot to death in Ashby", [("killed", 1, 1, "Boy")]),
        ("The gunmen released 21 of the 200 girls they seized in April.", [("captured", 200, 200, "girls")]),
        ("Police found the bodies of the four people he killed.", [("killed", 4, 4, "people")]),
        ("Neighbor kills woman, her son, himself in Ashby", [("killed", 2, 2, None), ("killed", 1, 1, None)]),
        ("Pupils gather at emotional rally for football player killed", [("killed", 1, 1, "football player")]),
        ("The army fought on; it put its losses at two dead and five wounded.", [("killed", 2, 2, None), ("injured", 5, 5, None)]),
        ("Three of the four people arrested after the shooting appeared in court.", [("captured", 4, 4, "people")]),
        ("Deputies took Morris into custody after the shooting.", [("captured", 1, 1, "Morris")]),
        ("The man who called police after the shooting was among the dead.", [("killed", 1, 1, "man")]),
        ("Lane suffered gunshot wounds and was pronounced dead at a hospital.", [("killed", 1, 1, "Lane")]),
        ("Three men were shot and rushed to Alder Medical Center.", [("injured", 3, 3, "men")]),
        ("Elijah Moss, 36; Ann Moss, 40; and Nia Hines, 19, were found dead after the shooting.", [("killed", 3, 3, None)]),
        (
            "Shells killed 21 people, and dozens, among them many children, were injured.",
            [("killed", 21, 21, "people"), ("injured", 24, None, None), ("injured", 2, None, "children")],
        ),
        (
            "The raid left 20 dead, including three boys, and nearly 30 injured, including nine girls.",
            [("killed", 20, 20, None), ("killed", 3, 3, "boys"), ("injured", 30, 30, None), ("injured", 9, 9, "girls")],
        ),
    ],
)
def test_a_shot_befalls_these(text: str, expected: list[tuple[str, int | None, int | None, str | None]]) -> None:
    found = tolls(text)
    assert [f[:3] for f in found] == [e[:3] for e in expected]
    assert all(e[3] is None or f[3] == e[3] for f, e in zip(found, expected, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "A storm hit two men on the pier.",
        "A bullet hit a parked car and a wall.",
        "Gunmen opened fire, hitting the gate.",
        "Reporters asked the mayor: Did you shoot the guard?",
        "The shooting was filmed twice, one scene captured by a dashboard camera.",
        "After the shooting he was being held in the detention center with bond set at $25,000.",
        "Officers were called about a shooting to a home on Palmer Drive in the village of Ashby.",
        "The night he killed was cold; the gun he shot with was never found.",
        "Sunday's shooting was the third at the bar.",
        "The boy took the gun and fired one shot at his mother.",
        "After the shooting a reward is offered for tips leading to the arrest of the gunmen.",
        "The gunman has more than a dozen arrests and convictions.",
        "Three were charged over the death of a police K-9 in the shooting.",
        "The clerk dialled 911 before the shots ended.",
    ],
)
def test_nobody_is_hit(text: str) -> None:
    assert tolls(text) == []
