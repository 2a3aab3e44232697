"""Figures that must be reckoned, dealt out, or told of some alone: the claims of single sentences in uncommon words."""

from __future__ import annotations

import pytest

from tollbook.model import Article, SilenceClaim, TollClaim
from tollbook.pipeline import read_article

Told = tuple[str, int | None, int | None, str]


def told(text: str) -> list[Told]:
    """Harm, least, most and scope of every toll, in text order."""
    claims = [c for c in read_article(Article(id="a", text=text)).claims if isinstance(c, TollClaim)]
    return [(c.harm, c.count.low, c.count.high, c.scope) for c in claims]


def whole(harm: str, low: int, high: int | None = -1) -> Told:
    return harm, low, low if high == -1 else high, "incident"


def part(harm: str, low: int) -> Told:
    return harm, low, low, "part"


REST: list[tuple[str, list[Told]]] = [
    ("All but two of the 14 crew were killed when the missile struck the ship.", [whole("killed", 12)]),
    ("All but three of the 40 miners died in the raid on the pit.", [whole("killed", 37)]),
    ("None of the 30 passengers survived the bombing of the plane.", [whole("killed", 30)]),
    ("Neither of the two guards survived the attack.", [whole("killed", 2)]),
    ("Only one of the nine hostages survived the raid.", [whole("killed", 8)]),
    ("All but one of the 30 villagers survived the shelling.", [whole("killed", 1)]),
    ("There were no survivors among the 12 soldiers aboard the helicopter shot down by rebels.", [whole("killed", 12)]),
    ("He said none of the 12 demands survived the attack.", []),
    ("None of the 30 passengers was on the plane when the bomb went off.", []),
]
TIMES: list[tuple[str, list[Told]]] = [
    ("The bombing left six dead and twice that number injured.", [whole("killed", 6), whole("injured", 12)]),
    ("Hospital officials counted 23 dead and three times as many wounded after the air strikes.", [whole("killed", 23), whole("injured", 69)]),
    ("The clashes claimed the lives of four policemen and as many protesters.", [whole("killed", 4), whole("killed", 4)]),
    ("Five policemen were killed and the same number of civilians wounded in the blast.", [whole("killed", 5), whole("injured", 5)]),
    ("The blast killed nine people and wounded five times as many.", [whole("killed", 9), whole("injured", 45)]),
    ("Militants struck the base, killing four guards and as many drivers as they could find.", [whole("killed", 4)]),
]
DEALT: list[tuple[str, list[Told]]] = [
    ("The attacks in Herat and Kabul killed nine and 14 people respectively.", [whole("killed", 9), whole("killed", 14)]),
    ("Bombs killed 30 and 12 people, respectively, in two towns, police said.", [whole("killed", 30), whole("killed", 12)]),
    ("The ambush killed and wounded four and nine soldiers respectively.", [whole("killed", 4), whole("injured", 9)]),
]
ALONE: list[tuple[str, list[Told]]] = [
    ("Eight people were shot, three fatally, at a party on Saturday night.", [whole("casualties", 8), part("killed", 3)]),
    ("A gunman shot five shoppers, one fatally.", [whole("casualties", 5), part("killed", 1)]),
    ("Four students were wounded in the shooting, two critically.", [whole("injured", 4), part("injured", 2)]),
    ("Nearly 200 people, a third of them children, were killed by shelling.", [whole("killed", 200)]),
    ("The death toll from the attack jumped by nine to 52 on Friday.", [whole("killed", 52)]),
    ("A dozen or so rebels were killed in the ambush.", [whole("killed", 12)]),
    ("The assailants slit the throats of seven farmers.", [whole("killed", 7)]),
    ("Militants slit the throat of a teacher in his home.", [whole("killed", 1)]),
    ("The army lost nine soldiers and the militia 14 in the fighting.", [whole("killed", 9), whole("killed", 14)]),
    ("The army lost two soldiers and a tank in the fighting.", [whole("killed", 2)]),
    ("The attackers, six in all, were killed.", [whole("killed", 6)]),
    ("The explosion killed the bus driver and all but one of his eleven passengers.", [whole("killed", 1), whole("killed", 10)]),
    ("By nightfall the number of dead from the shelling had climbed past 80.", [whole("killed", 81, None)]),
    ("The blast took the lives of a mother and her newborn.", [whole("killed", 2)]),
    ("Rebels hit a helicopter; 2 crew KIA, 3 WIA, 1 MIA.", [whole("killed", 2), whole("injured", 3), whole("missing", 1)]),
    ("Hamas said six of its men fell in the clash.", [whole("killed", 6)]),
    # "has since died" sums nothing
    ("Four people were shot at a bar on Sunday. One has since died.", [whole("casualties", 4), part("killed", 1)]),
    ("The group has killed 40 people since 2019.", [("killed", 40, 40, "cumulative")]),
]


@pytest.mark.parametrize(("text", "expected"), [*REST, *TIMES, *DEALT, *ALONE])
def test_what_the_sentence_tells(text: str, expected: list[Told]) -> None:
    assert told(text) == expected


BOUNDS: list[tuple[str, tuple[int, int | None]]] = [
    # a bound, and in one breath how many of them are known: nobody twice
    ("Up to 50 people may have died in the bombing; 20 bodies were recovered.", (20, 50)),
    ("The toll could be as high as 50, but only 20 bodies have been recovered from the bombed school.", (20, 50)),
    ("The blast killed up to 10 soldiers and 20 rebels.", (21, 30)),
]


@pytest.mark.parametrize(("text", "expected"), BOUNDS)
def test_a_bound_is_no_second_toll(text: str, expected: tuple[int, int | None]) -> None:
    main = next(i for i in read_article(Article(id="a", text=text)).incidents if i.main)
    toll = next(t for t in main.tolls if t.harm == "killed" and t.group == "all")
    assert (toll.low, toll.high) == expected


UNKNOWN = [
    "After the raid no one could say how many were killed.",
    "Nobody knows how many people died in the bombing.",
    "Officials could not say how many people had been wounded by the blast.",
    "How many people died in the bombing is still unclear.",
    "The number of dead in the raid remains unknown.",
]


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_nobody_knows_is_a_silence_and_never_none(text: str) -> None:
    reading = read_article(Article(id="a", text=text))
    assert [(type(c).__name__, c.about) for c in reading.claims if isinstance(c, SilenceClaim)] == [("SilenceClaim", "figures")]
    assert not [c for c in reading.claims if isinstance(c, TollClaim)]


def test_a_row_of_sums_is_read_in_bounded_time() -> None:
    text = "The blast killed nine people" + " and twice as many" * 300 + ", all but two of the " * 300 + "respectively."
    assert len(told(text)) < 400


LISTED: list[tuple[str, list[Told]]] = [
    ("The bodies of a man, a woman and two infants were pulled from the ruins of the bombed house.", [whole("killed", 1), whole("killed", 1), whole("killed", 2)]),
    ("Rescuers found the bodies of a man, a woman and a child after the raid.", [whole("killed", 1), whole("killed", 1), whole("killed", 1)]),
    ("Villagers recovered the bodies of a teacher, his wife and their son after the raid.", [whole("killed", 3)]),
    ("The deaths of a nurse, two drivers and a guard in the attack shocked the town.", [whole("killed", 1), whole("killed", 2), whole("killed", 1)]),
    ("The bodies of two men, a rifle and a bag were found after the raid.", [whole("killed", 2)]),
]


@pytest.mark.parametrize(("text", "expected"), LISTED)
def test_a_list_behind_of_is_read_to_its_end(text: str, expected: list[Told]) -> None:
    assert told(text) == expected
