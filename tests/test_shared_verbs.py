"""Verbs that share their subject, or have an object of their own; deeds of a man and other days; ranges and asides."""

from __future__ import annotations

import pytest

from tollbook.extract.number import find_counts
from tollbook.model import Article, AttackClaim, TollClaim
from tollbook.pipeline import Options, read_article
from tollbook.text.parse import parse
from tollbook.text.sentences import split

Told = list[tuple[str, int | None, int | None, str]]


def told(text: str) -> Told:
    reading = read_article(Article(id="t", text=text, published="2024-03-20"), Options())
    return [(c.harm, c.count.low, c.count.high, c.scope) for c in reading.claims if isinstance(c, TollClaim)]


def best(text: str, harm: str, codebook: str) -> int | None:
    reading = read_article(Article(id="t", text=text, published="2024-03-20"), Options(codebook=codebook))
    main = next(i for i in reading.incidents if i.main)
    return next((t.best for t in main.tolls if t.harm == harm and t.group == "all"), None)


ONE, MANY = 1, None
SENTENCES: list[tuple[str, Told]] = [
    # who attacked and was killed
    ("Three gunmen stormed a post near Lomu and were killed.", [("killed", 3, 3, "incident")]),
    ("Two rebels came near, opened fire on the patrol and were shot dead.", [("killed", 2, 2, "incident")]),
    ("Several rebels threatened the patrol and were killed; two of the men were taken into custody.", [("killed", 2, MANY, "incident"), ("captured", 2, 2, "incident")]),
    # a verb with an object of its own shares nobody's
    ("Troops killed three rebels and seized 650 kilograms of opium.", [("killed", 3, 3, "incident")]),
    ("After the raid the force also seized several improvised bomb components.", []),
    ("A blast killed the driver of a bus and wounded the co-driver.", [("killed", 1, 1, "incident"), ("injured", 1, 1, "incident")]),
    ("A raid killed nine villagers, including two women, and injured others.", [("killed", 9, 9, "incident"), ("killed", 2, 2, "part"), ("injured", 2, MANY, "incident")]),
    # a name that ends in the one who bears it
    ("Troops arrested a senior Islamic Movement of Uzbekistan leader in Lomu.", [("captured", 1, 1, "incident")]),
    # how somebody came away
    ("The mayor survived the blast with serious injuries to both legs.", [("injured", 1, 1, "incident")]),
    ("Gunmen shot at the mayor. He escaped with minor wounds.", [("injured", 1, 1, "incident")]),
    ("Gunmen shot at the mayor. He escaped injury.", []),
    ("Two women died in the shooting, and a man was left in critical condition.", [("killed", 2, 2, "incident"), ("injured", 1, 1, "incident")]),
    ("A bomb broke a tank of chlorine. Some 250 people suffered symptoms of exposure to the gas.", [("injured", 250, 250, "incident")]),
    # another car is no other event, nor the site of one that people remember
    ("The governor escaped, but the bomb wounded a policeman in a separate car.", [("injured", 1, 1, "incident")]),
    ("A blast wounded 30 people near the site of 1998 bombings.", [("injured", 30, 30, "incident")]),
    # ranges
    ("A raid wounded from six to 14 villagers.", [("injured", 6, 14, "incident")]),
    ("Between 80 and “over 200” people were killed in the air strike.", [("killed", 80, MANY, "incident")]),
    # somebody told of for the first time behind "and"
    ("The rifles were seized by soldiers and one rebel was detained.", [("captured", 1, 1, "incident")]),
    ("He was attacked by a rebel and a soldier and was wounded.", [("injured", 1, 1, "incident")]),
    # a title behind a name is no second person
    ("The army confirmed the death of Hadi, one of the commanders behind the ambush.", [("killed", 1, 1, "incident")]),
    # the last of a list that "including" opens
    ("Some 23 members of the Sarno family including seven women, ten children, and an infant were killed in the raid.",
     [("killed", 23, 23, "incident"), ("killed", 7, 7, "part"), ("killed", 10, 10, "part"), ("killed", 1, 1, "part")]),
    # what is only tried, and what somebody is known for
    ("They used a loudspeaker in an attempt to have the rebels surrender.", []),
    ("Troops killed two rebels. Their leader is responsible for supplies, kidnapping villagers and laying bombs.",
     [("killed", 2, 2, "incident"), ("captured", 2, MANY, "background")]),
    ("Police arrested a man. He planned the murder of a judge. They also detained two guards.",
     [("captured", 1, 1, "incident"), ("killed", 1, 1, "background"), ("captured", 2, 2, "incident")]),
    ("Omar is involved in a recent bombing in Lomu that killed nine people. Troops detained two of his guards.",
     [("killed", 9, 9, "background"), ("captured", 2, 2, "incident")]),
    ("Troops have detained more than 35 rebels since the first of the year.", [("captured", 36, MANY, "cumulative")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[t[:48] for t, _ in SENTENCES])
def test_what_is_stated(text: str, expected: Told) -> None:
    assert told(text) == expected


DAYS: list[tuple[str, list[str]]] = [
    # days without their year are compared as days of one year, and over its end
    ("Gunmen killed three guards on June 3. On May 23, gunmen killed three clerks in Lomu.", ["incident", "background"]),
    ("Gunmen killed three guards on January 3. On December 20, gunmen killed four clerks in Lomu.", ["incident", "background"]),
    ("Gunmen killed three guards on June 3. On June 2, gunmen killed four clerks in Lomu.", ["incident", "incident"]),
    # the first day that the text names is that of the event; a deed told in passing has another
    ("LOMU, Sarno (March 18, 2024) – Two rebels were killed in a raid. Their leader claimed the March 2 attack, which killed nine clerks.", ["incident", "background"]),
    # a sentence that opens with another time sets it for the next
    ("LOMU, Sarno (March 18, 2024) – Two rebels were killed in a raid. In January, gunmen attacked the post. Troops fired back, killing nine gunmen.", ["incident", "background"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "scopes"), DAYS, ids=[t[:60] for t, _ in DAYS])
def test_other_days(text: str, scopes: list[str]) -> None:
    reading = read_article(Article(id="t", text=text), Options())
    assert [c.scope for c in reading.claims if isinstance(c, TollClaim)] == scopes


TOLLS = [
    ("A rebel commander was killed on Monday. Hadi and several fighters were killed in the raid. Jets struck, killing Hadi and several other fighters.", "killed", 4),
    ("Hadi, a rebel, was killed in a raid on Monday. Also killed in the raid were more than a dozen rebels.", "killed", 14),
    ("Nayef Hadi, a man of 66, was killed in an air strike on Monday. One user mourned the loss of his dear uncle in the strike.", "killed", 1),
    ("Hadi and seven others were killed in a raid. Eight people died in all.", "killed", 8),
]


@pytest.mark.parametrize(("text", "harm", "number"), TOLLS)
def test_who_is_counted_once(text: str, harm: str, number: int) -> None:
    assert best(text, harm, "isaf") == number


def test_an_air_strike_is_an_attack_whoever_conducted_it() -> None:
    reading = read_article(Article(id="t", text="The international force conducted an air strike against a leader on Monday."), Options())
    assert [type(c) for c in reading.claims] == [AttackClaim]


def test_a_dash_behind_a_name_on_a_line_of_its_own_closes_an_aside() -> None:
    text = "In May one man – 19-year-old\nOmar Hadi\n– was killed in a raid."
    assert [s.text for s in split(text)] == [text]
    items = "Key Points\n- two guards were killed\n- a clerk was hurt"
    assert len(split(items)) == 3


@pytest.mark.parametrize(
    ("text", "intervals"),
    [
        ("The toll rose from 28 to 31.", [(28, 28), (31, 31)]),
        ("The raid wounded from six to 14 men.", [(6, 14)]),
        ("Estimates range from 14 to 25 dead.", [(14, 25)]),
        ("Between 80 and more than 200 people died.", [(80, None)]),
    ],
)
def test_ranges_and_moves(text: str, intervals: list[tuple[int, int | None]]) -> None:
    assert [(c.low, c.high) for c in find_counts(parse(split(text))[0])] == intervals


def test_a_long_row_of_moving_verbs_is_read_in_linear_time() -> None:
    text = "The toll rose up " * 4_000 + "from 28 to 31."
    assert find_counts(parse(split(text))[-1])[-1].low == 31


def test_a_part_of_a_sum_is_of_no_incident() -> None:
    text = "Troops detained a man on Monday. Since June, troops have killed more than 125 rebels, including two commanders."
    reading = read_article(Article(id="t", text=text, published="2024-03-20"), Options())
    assert [(c.scope, c.incident) for c in reading.claims if isinstance(c, TollClaim)] == [("incident", "1"), ("cumulative", None), ("part", None)]
    assert [i.when.from_ for i in reading.incidents if i.when is not None] == ["2024-03-18"]


def test_the_year_of_what_a_site_is_known_for_dates_nobody() -> None:
    text = "A blast on Monday killed one man and wounded 30 very near the site of 1998 bombings."
    reading = read_article(Article(id="t", text=text, published="2024-03-20"), Options())
    assert {c.when.from_ for c in reading.claims if isinstance(c, TollClaim) and c.when is not None} == {"2024-03-18"}
