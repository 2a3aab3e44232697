"""Harm told of nobody in particular, in questions and denials, of one person twice, and what only looks like people."""

from __future__ import annotations

import pytest

from paced import within
from tollbook.model import Article, TollClaim
from tollbook.pipeline import read_article


def tolls(text: str) -> list[tuple[str, int | None, int | None]]:
    claims = read_article(Article(id="a", text=text, published="2024-05-15")).claims
    return [(c.harm, c.count.low, c.count.high) for c in claims if isinstance(c, TollClaim)]


GENERAL = [
    # the present, in a whole sentence with no day
    "A government that massacres the people is illegitimate.",
    "Mayors are executed without trial by the front.",
    "We are told that guerrillas kill farmers and burn their houses.",
    # a gerund under no verb in the past
    "The rebels do not agree with kidnapping civilians for ransom.",
    "The bandits go on killing farmers in the hills.",
    "Rivas presented two men who are doing time for kidnapping children.",
    # plans, laws, kinds of deeds, deeds done again and again
    "Their plan foresees the murder of officials and their relatives.",
    "The new bills allow the arrest of suspects by soldiers.",
    "The gang has stopped all kinds of executions of mayors.",
    "The gang is known for its frequent kidnappings of merchants.",
    # a cause that is harmed, a people that suffers, those whom many have lost
    "It is an activity that hurts the civilian population.",
    "Whoever buys it contributes to the killing of my people by traffickers.",
    "They thanked those mothers who have lost their sons in the war.",
    # asked, called for, denied
    "Has it been reported that Ruiz and his son were killed?",
    "The paper called for the assassination of the general.",
    "They have not had contacts with the kidnappers or detained any of them.",
    "Nor are we holding the envoys hostage.",
    "The captain was strangling one of the guards when a second guard drew a gun.",
    # money, errands, those who are sought, those who gave up
    "The fishing sector has lost $90 million through a strike by workers who were attacked by gunmen.",
    "Gunmen attacked his car when he was leaving his home in the capital.",
    "The police offered a reward for the whereabouts of the two most wanted men.",
    "This was said by terrorists who have surrendered to the army.",
]


@pytest.mark.parametrize("text", GENERAL)
def test_nobody_is_counted(text):
    assert tolls(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what was done, or is told of a day, in a headline, with a number, or of one's own kin
        ("Soldiers answered the raid by killing villagers in Oro.", [("killed", 2, None)]),
        ("On 4 May rebels kill farmers and burn their houses.", [("killed", 2, None)]),
        ("Gunmen kill soldiers in Oro", [("killed", 2, None)]),
        ("The rebels go on holding 12 nurses hostage.", [("captured", 12, 12)]),
        ("Police told of the murder of mayors in Lima and Quito.", [("killed", 2, None)]),
        ("The plan included the raid and the murder of two judges on Monday.", [("killed", 2, 2)]),
        ("She lost her parents in the strike.", [("killed", 2, None)]),
        ("Thirtythree sailors were injured by a bomb in the port.", [("injured", 33, 33)]),
        # a toll of the wounded is none of the dead
        ("The bomb left a toll of 1 clerk wounded and damage to over 20 shops.", [("injured", 1, 1)]),
        # a case that is told behind what was only meant
        ("He condemned attacks meant to threaten judges, especially the murders of Pedro Ruiz and Luis Soto.", [("killed", 2, 2)]),
        ("Measures followed the killings during the past 72 hours of two judges.", [("killed", 2, 2)]),
        ("The owner was a follower of recently murdered candidate Luis Galindo.", [("killed", 1, 1)]),
        ("We mourn the members of the army who fell in combat.", [("killed", 2, None)]),
    ],
)
def test_what_happened_is_read(text, expected):
    assert tolls(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army shot him and left him badly wounded.", [("injured", 1, 1)]),
        ("Gunmen killed a police chief on Monday. The police chief was shot several times.", [("killed", 1, 1)]),
        ("Mary was killed in the strike, while her husband was hit by shrapnel from a missile.", [("killed", 1, 1), ("casualties", 1, 1)]),
        ("One was linked to the death of a minister, a Mr Salas, who was murdered.", [("killed", 1, 1)]),
        ("Gunmen killed Omar Hadi and Ana Ruiz. The inquiry into the murder of Omar Hadi and Ana Ruiz goes on.", [("killed", 2, 2)]),
        ("Gunmen killed Omar Hadi. The inquiry into the murder of Omar Hadi and Ana Ruiz goes on.", [("killed", 1, 1), ("killed", 2, 2)]),
        ("Gunmen shot dead union leader Omar Ruiz. Police hold a friend of the man who killed the leader.", [("killed", 1, 1)]),
        ("Gunmen killed Omar Ruiz. The cartel denied that its men had killed Ruiz.", [("killed", 1, 1)]),
        ("A policeman was wounded by a grenade. The wounded policeman was taken to a hospital.", [("injured", 1, 1)]),
        ("More than 40,000 people have been kidnapped or are missing since the war began.", [("missing", 40001, None)]),
        ("The rebels inflicted dozens of casualties among the garrison's officers and troops.", [("casualties", 24, None)]),
        ("Nine people were killed, including women and children.", [("killed", 9, 9), ("killed", 2, None)]),
        ("SANTIAGO, 18 AUG 89 (AFP) -- [TEXT] ARICA -- TWO BOLIVIANS HAVE BEEN ARRESTED BY POLICE.", [("captured", 2, 2)]),
    ],
)
def test_nobody_is_counted_twice(text, expected):
    assert tolls(text) == expected


def test_women_and_children_are_both_named():
    claims = read_article(Article(id="a", text="Nine people were killed, including women and children.")).claims
    assert [c.victims.text for c in claims if isinstance(c, TollClaim) and c.victims and c.scope == "part"] == ["women and children"]


def test_an_order_turned_round_without_an_auxiliary_before_is_read():
    # "were" stands behind the word of harm, and nothing stands before it
    text = "Wounded by the splinters were: a driver; Ana Lopez, a vendor who was resting; and Luis Rojas, a cook who was walking by."
    assert ("injured", 1, 1) in tolls(text)


@pytest.mark.parametrize("piece", ["nor killed or ", "killing men or ", "$1 million was lost, ", "the murder of Omar and Ana, "])
def test_long_sentences_cost_no_more_than_their_length(piece):
    with within(20):
        assert isinstance(tolls(piece * 60 + "."), list)
