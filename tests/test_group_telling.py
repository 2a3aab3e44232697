"""Features, keys and scores are functions of the tellings alone."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib import resources
from itertools import combinations

import msgspec
import pytest

from paced import within
from tollbook.group.block import keys, pairs
from tollbook.group.compare import ORDERED
from tollbook.group.features import find_names, find_officials, find_people, find_words, weigh
from tollbook.group.score import load_weights, score, score_pairs
from tollbook.group.telling import tell
from tollbook.model import Article, Incident, Reading, Toll, When, Where

RULES = tomllib.loads(resources.files("tollbook.lang").joinpath("en", "grouping.toml").read_text("utf-8"))["rule"]
REPORTED = "2021-03-04T23:59:59.999999Z"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["id"])
def test_example_of_each_rule(rule):
    people, ages = find_people(rule["example"])
    assert ages == tuple(rule.get("ages", [rule.get("age")]))
    assert people == ({rule["person"]: rule["age"]} if "person" in rule else {})


@pytest.mark.parametrize(
    "text",
    ["A B " * 20000, "Aa, " * 20000, "9" * 50000, "Orlan Vesk, 3" * 9000, "12-year-old " * 9000, "\ud800 Orlan Vesk\u202e, 34, " * 500, "aged 1, " * 9000],
)
def test_hostile_texts_are_read_in_time(text):
    with within(5):
        find_people(text)
        find_names(text)
        find_officials(text)
        find_words([text])


def made(name: str, *, day: str | None = "2021-03-04", town: str = "Harrow", lat: float = 30.0, killed: int = 5, text: str = "", method: str = "air strike"):
    when = When(from_=day, to=day, precision="day") if day else None
    where = Where(text=town, start=0, end=len(town), name=town, level="town", path=("Northland", "Delta", "Coast", town), country="XX", lat=lat, lon=40.0)
    incident = Incident(id="1", main=True, claims=(), when=when, where=where, method=method, tolls=(Toll(harm="killed", low=killed, best=killed, high=killed),))
    article = Article(id=name, text=text or f"{town}: {killed} stallholders died.", published="2021-03-04")
    return tell(name, name, article, Reading(article=name, incidents=(incident,)), REPORTED)[0]


def test_an_article_without_incidents_tells_once():
    told = tell("k", "s", Article(id="s", text="Envoys met."), Reading(article="s"), REPORTED)
    assert [(t.id, t.main, t.claims) for t in told] == [("s#1", True, ())]


def test_the_same_words_have_the_same_print_however_they_are_spaced():
    a, b = made("a", text="Five  died\nat the mill."), made("b", text="five died at the mill")
    assert a.features["print"] == b.features["print"] != made("c", text="Six died.").features["print"]


def test_score_is_symmetric_and_its_parts_add_up():
    a, b = made("a"), made("b", killed=6, lat=30.02)
    one, two = score(a, b), score(b, a)
    assert one == two
    assert one.total == pytest.approx(sum(p.weight for p in one.parts), abs=0.011)
    assert all(p.words for p in one.parts)
    assert score_pairs([b, a], [("b#1", "a#1")]) == {("a#1", "b#1"): one.total}


def test_agreement_weighs_more_than_disagreement():
    a = made("a", text="Five stallholders died in the market of Harrow on Thursday when warplanes bombed it.")
    same = made("b", text="Warplanes bombed the market of Harrow on Thursday and five stallholders died.")
    other = made("c", day="2021-02-01", town="Qamra", lat=33.0, killed=40, method="shooting", text="Forty guards were shot at a gate.")
    assert score(a, same).total > 0 > score(a, other).total


def test_weights_are_in_order_and_complete():
    weights = load_weights()
    for name, values in ORDERED.items():
        own = [weights.table[name, v] for v in values]
        assert own == sorted(own), name


def test_what_is_unknown_says_nothing():
    a, b = made("a", day=None), made("b")
    assert not any(p.name.endswith("day") for p in score(a, b).parts)


def outcomes(a, b):
    return {p.name: p.value for p in score(a, b).parts}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Five died when a shell hit a bakery in Harrow.", "differ"),
        ("Five died when a shell hit the markets of Harrow.", "same"),
        ("Five died when shells hit a market and a bakery in Harrow.", "some"),
    ],
)
def test_what_was_hit_sets_incidents_apart(text, value):
    assert outcomes(made("a", text="Five died when a shell hit the market of Harrow."), made("b", text=text))["kind of place"] == value


def test_words_without_a_number_fit_any_figure():
    several = made("a")
    several = msgspec.structs.replace(several, features=several.features | {"tolls": {"killed": [2, None, None]}})
    assert "killed" not in outcomes(several, made("b", killed=9))
    assert outcomes(made("c", killed=4), made("b", killed=9))["killed"] == "unequal"


def test_a_border_nearby_says_nothing_and_a_country_far_away_does():
    here = made("a")
    beside, far = (
        msgspec.structs.replace(made("b"), where=Where(text="Qamra", start=0, end=5, name="Qamra", level="region", path=("Southland", "Qamra"), country="YY", lat=lat, lon=40.0))
        for lat in (30.3, 34.0)
    )
    assert "area" not in outcomes(here, beside)
    assert outcomes(here, far)["area"] == "other country"


def test_a_report_weeks_later_is_compared_as_such():
    late = made("b", day="2021-05-20")
    late = msgspec.structs.replace(late, features=late.features | {"published": "2021-05-20"})
    found = outcomes(made("a"), late)
    assert found["late day"] == "far"
    assert "day" not in found


@pytest.mark.parametrize("text", ["Sheriff Teral Moss said so in Harrow.", "A year on, Teral Moss, the county sheriff, recalled it in Harrow.", "By Teral Moss\nHarrow mourned."])
def test_who_speaks_by_office_is_no_person_of_the_incident(text):
    told = outcomes(made("a", text="Orlan Vesk, 34, died. Sheriff Teral Moss named Ilva Dorn."), made("b", text=f"{text} Orlan Vesk, 34, was hit."))
    assert told["officials"] == "one"
    assert told["persons"] == outcomes(made("a", text="Orlan Vesk, 34, died."), made("b", text="Orlan Vesk, 34, was hit."))["persons"]


def test_an_age_tells_that_it_befell_an_office_holder():
    assert find_officials("Captain Orlan Vesk fell.") == ("orlan vesk",)
    assert made("c", text="Captain Orlan Vesk, 34, fell at Harrow.").features["officials"] == []


@pytest.mark.parametrize(
    ("one", "other", "value"),
    [("shooting", "ground fighting", None), ("arrest", "shooting", None), ("bombing", "IED", None), ("IED", "suicide bombing", "differ"), ("shooting", "air strike", "differ"), ("arrest", "arrest", "same")],
)
def test_a_wider_word_for_what_was_done_says_nothing_against_a_narrower_one(one, other, value):
    assert outcomes(made("a", method=one), made("b", method=other)).get("method") == value
    assert outcomes(made("b", method=other), made("a", method=one)).get("method") == value


def test_somebody_of_one_age_on_one_day_shares_a_key():
    here, nowhere = (msgspec.structs.replace(made(n, day=None, text=f"{t} 12-year-old was hit."), where=None) for n, t in (("a", "Harrow: a"), ("b", "The")))
    assert set(keys(here)) & set(keys(nowhere)) == {f"aged:12 {date(2021, 3, 4).toordinal()}"}


def test_those_without_a_town_meet_those_whose_town_they_name():
    nowhere = msgspec.structs.replace(made("a", day=None, text="A shell fell on Harrow."), where=None)
    assert any(k.startswith("in:harrow") for k in set(keys(nowhere)) & set(keys(made("b", day=None))))


def test_keys_are_of_one_telling_alone():
    tellings = [made("a"), made("b"), made("c", town="Qamra", lat=33.0)]
    assert keys(tellings[0]) == keys(made("a"))
    assert pairs(tellings) == pairs(reversed(tellings))
    every = [(a.id, b.id) for a, b in combinations(tellings, 2)]
    assert set(pairs(tellings)) <= set(every)
    assert ("a#1", "b#1") in pairs(tellings)


def test_a_day_off_still_shares_a_key():
    assert set(keys(made("a", text="x"))) & set(keys(made("b", day="2021-03-05", text="y")))


def test_names_are_weightier_than_common_words():
    assert weigh("the") < weigh("police") < weigh("qamra")
    assert list(find_words(["the the the Qamra"])) == ["qamra"]
