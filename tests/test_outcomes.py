"""Figures held against others, and the shot whose outcome is told later."""

from __future__ import annotations

import pytest

from tollbook import read
from tollbook.model import TollClaim

COMPARED = [
    ("Gangs killed 31 policemen this year, compared with 80 last year.", [("killed", 31, 31), ("killed", 80, 80)]),
    ("Attacks killed 49 farmers in 2016, up from 27.", [("killed", 49, 49), ("killed", 27, 27)]),
    ("Police recorded 216 kidnappings, against 219 over the same period in 2015.", [("captured", 216, 216), ("captured", 219, 219)]),
    ("So far this year 18 were killed in robberies, compared to nine in 2015.", [("killed", 18, 18), ("killed", 9, 9)]),
    # what is compared is no toll
    ("Gunmen killed six people, compared with 80 cars burnt.", [("killed", 6, 6)]),
    ("The bomb killed 12 people, and shares fell 9 points, compared with 80 cents last year.", [("killed", 12, 12)]),
]

OUTCOMES = [
    ("Three people were shot in Reno. Police found three people with gunshot wounds.", [("injured", 3, 3), ("injured", 3, 3)]),
    ("Five people were shot. One person was killed.", [("casualties", 5, 5), ("killed", 1, 1)]),
    ("A guard was shot and rushed to a hospital, where he died.", [("killed", 1, 1)]),
    ("The guard was shot and rushed to a hospital. He died an hour later.", [("killed", 1, 1)]),
    ("Two guards were shot and taken to hospital in critical condition.", [("injured", 2, 2)]),
    ("Officers found a tailor with a gunshot wound. He was soon pronounced dead.", [("killed", 1, 1)]),
    ("Deputies found a man with a gunshot wound to the leg.", [("injured", 1, 1)]),
    ("Three others lie in the hospital with gunshot wounds after the ambush.", [("injured", 3, 3)]),
    ("Another man had surgery after suffering gunshot wounds.", [("injured", 1, 1)]),
    ("After the bombing police identified the third deceased victim as Pavel Orlov.", [("killed", 1, 1)]),
    ("Guards found the bodies of a woman and two drivers after the shooting.", [("killed", 1, 1), ("killed", 2, 2)]),
    ("The rebels attacked to avenge the killing of their commander Pavel Orlov.", [("killed", 1, 1)]),
    ("Images show two children and two adults severely injured by the bomb.", [("injured", 2, 2), ("injured", 2, 2)]),
    ("Photos showed civilians with severe injuries after the strike.", [("injured", 2, None)]),
    ("Gunmen killed three people, one of whom appears to be an infant.", [("killed", 3, 3), ("killed", 1, 1)]),
    ("Two guards, including a Border Force (BF) personnel, were injured by a mine.", [("injured", 2, 2), ("injured", 1, 1)]),
    ("Ten guards, including the staff, were injured by a bomb.", [("injured", 10, 10)]),
    ("The shelling wounded 40 people, and seven of them did not survive.", [("injured", 40, 40), ("killed", 7, 7)]),
    ("A bomb hit the palace. The minister did not survive.", [("killed", 1, 1)]),
    ("A bomb hit the palace. The minister did not survive a vote.", []),
    ("A bomb hit the palace. The minister may not survive.", []),
    ("Two airmen were among the eleven killed by the bomb.", [("killed", 2, 2), ("killed", 11, 11)]),
    ("The shells killed people. Two nurses were among those killed.", [("killed", 2, None), ("killed", 2, 2)]),
    ("A bomb killed nine people. Some bodies had been counted twice.", [("killed", 9, 9)]),
    ("Eight gendarmes were slaughtered.", [("killed", 8, 8)]),
    ("The hospital admitted nine wounded men after the raid.", [("injured", 9, 9)]),
    ("Gunmen killed Jaime Pardo Leal in Bogota.", [("killed", 1, 1)]),
    # two subjects of one verb
    ("Four soldiers serving with the regional force and some 20 gunmen died in the battle.", [("killed", 4, 4), ("killed", 20, 20)]),
    ("A judge, his wife and two sons were killed by raiders.", [("killed", 2, 2), ("killed", 2, 2)]),
    ("A teacher, his son and his brother died in the raid.", [("killed", 1, 1), ("killed", 2, 2)]),
    ("The boy, his mother said, was killed by a shell.", [("killed", 1, 1)]),
    # ages are no counts
    ("Two teenagers, 16 and 17, were found shot to death.", [("killed", 2, 2)]),
    ("Three sisters (9, 11 and 14) were killed by shells.", [("killed", 3, 3)]),
    ("The captain, who is out with a knee injury, was not shot at.", []),
    ("He was charged with multiple homicide after the murder trial.", []),
]


@pytest.mark.parametrize(("text", "expected"), [*COMPARED, *OUTCOMES], ids=lambda v: v[:40] if isinstance(v, str) else "")
def test_figures(text, expected):
    found = [(c.harm, c.count.low, c.count.high) for c in read(text).claims if isinstance(c, TollClaim)]
    assert sorted(found, key=str) == sorted(expected, key=str)


def test_a_former_figure_is_of_the_same_time_and_another_year_is_not():
    scopes = {c.count.low: c.scope for c in read("Gangs killed 31 policemen this year, compared with 80 last year.").claims}
    assert scopes == {31: "cumulative", 80: "cumulative"}
