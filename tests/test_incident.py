"""From the figures of one article to its incidents and tolls: texts of our own, claims made by hand."""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paced import within
from tollbook.model import Article, AttackClaim, Count, Link, SilenceClaim, Span, TollClaim, Victims, When
from tollbook.pipeline import read_article
from tollbook.reconcile.codebook import list_codebooks, load_codebook
from tollbook.reconcile.incident import find_incidents
from tollbook.reconcile.toll import Report, explain_tolls, tolls
from tollbook.text.sentences import split

HOUSE = load_codebook("house")
SOLDIERS = {"role": "combatant", "classes": ("military",)}
POLICE = {"role": "combatant", "classes": ("police",)}
CIVILIANS = {"role": "civilian", "classes": ("civilians",)}


def _span(text, words, start=0):
    at = text.index(words, start)
    return {"text": words, "start": at, "end": at + len(words)}


def claim(text, quote, count, low, high, harm="killed", who=None, *, by=None, word=None, victims=None, **more):
    """A toll claim whose words stand in the text: its quote, its count and its victims."""
    quoted = _span(text, quote)
    counted = _span(text, count, quoted["start"]) if count else {}
    described = _span(text, who, quoted["start"]) if who else {}
    said = (Link(speaker=by, start=text.index(by), end=text.index(by) + len(by)),) if by else ()
    return TollClaim(
        id=f"{quoted['start']:04}-{counted.get('start', 0):04}-{harm}",
        rule="test",
        reading_confidence=1.0,
        quote=Span(**quoted),
        attribution=said,
        harm=harm,
        count=Count(low=low, high=high, word=word, **counted),
        victims=Victims(**described, **(victims or {})),
        **more,
    )


def read(text, claims, book=HOUSE):
    return find_incidents(claims, sentences=split(text), codebook=book)


def toll(incident, harm="killed", group="all"):
    found = next((t for t in incident.tolls if t.harm == harm and t.group == group), None)
    return found and (found.low, found.best, found.high)


IDLIB = (
    "Dozens of soldiers die near the border\n\nAt least 30 soldiers were killed, sources close to the army told a wire service. "
    "The governor of the next province said that 22 soldiers had been killed and that many soldiers were hurt."
)


def idlib():
    return [
        claim(IDLIB, "Dozens of soldiers die", "Dozens", 24, None, who="soldiers", word="dozens", victims=SOLDIERS),
        claim(IDLIB, "At least 30 soldiers were killed", "At least 30", 30, None, who="soldiers", by="sources close to the army", victims=SOLDIERS),
        claim(IDLIB, "22 soldiers had been killed", "22", 22, 22, who="soldiers", by="The governor of the next province", victims=SOLDIERS),
        claim(IDLIB, "many soldiers were hurt", "many", 2, None, "injured", "soldiers", by="The governor of the next province", word="many", victims=SOLDIERS),
    ]


def test_the_night_in_idlib_is_22_30_open_from_three_origins():
    _, (incident,) = read(IDLIB, idlib())
    assert toll(incident) == (22, 30, None)
    assert toll(incident, group="combatant") == (22, 30, None)
    assert next(t.origins for t in incident.tolls if t.harm == "killed") == 3
    assert toll(incident, "injured") == (2, None, None)


@pytest.mark.parametrize(
    ("book", "expected"),
    [
        ("house", (22, 30, None)),
        ("acled", (22, 22, 22)),
        ("ucdp", (22, 22, 30)),
        ("ibc", None),
        ("isaf", None),
    ],
)
def test_each_codebook_has_its_own_figure_of_that_night(book, expected):
    _, (incident,) = read(IDLIB, idlib(), load_codebook(book))
    assert toll(incident) == expected


# Each case: the text; its claims as (quote, count, low, high, victims' words, what they are, who says so); the toll of the killed.
RELATIONS: dict[str, tuple[str, list[tuple[Any, ...]], tuple[int, int, int]]] = {
    "two groups and no total add up": (
        "Six soldiers and two civilians died.",
        [("Six soldiers", "Six", 6, 6, "soldiers", SOLDIERS, None), ("two civilians died", "two", 2, 2, "civilians", CIVILIANS, None)],
        (8, 8, 8),
    ),
    "others are besides those just counted": (
        "The attacks killed one policeman and four other villagers.",
        [("killed one policeman", "one", 1, 1, "policeman", POLICE, None), ("four other villagers", "four", 4, 4, "other villagers", CIVILIANS, None)],
        (5, 5, 5),
    ),
    "a subset is not added": (
        "A bomb killed six people. Four of those killed were police.",
        [("killed six people", "six", 6, 6, "people", None, None), ("Four of those killed", "Four", 4, 4, None, POLICE, None)],
        (6, 6, 6),
    ),
    "a second blast adds its dead": (
        "Rockets killed three people in the square. Another two people were killed in a second blast.",
        [("killed three people", "three", 3, 3, "people", None, None), ("Another two people were killed", "Another two", 2, 2, "people", None, None)],
        (5, 5, 5),
    ),
    "the same figure again is no new victim": (
        "Five dead in raid\n\nA raid on a camp killed five people. The five men were buried at dawn.",
        [("Five dead", "Five", 5, 5, None, None, None), ("killed five people", "five", 5, 5, "people", None, None)],
        (5, 5, 5),
    ),
    "a later total covers what was counted before": (
        "A guard was shot. In all, seven people died.",
        [("A guard was shot", "A", 1, 1, "guard", SOLDIERS, None), ("seven people died", "seven", 7, 7, "people", None, None)],
        (7, 7, 7),
    ),
    "two voices that differ make a range": (
        "The army said four people were killed. Doctors said nine people were killed.",
        [("four people were killed", "four", 4, 4, "people", None, "The army"), ("nine people were killed", "nine", 9, 9, "people", None, "Doctors")],
        (4, 4, 9),
    ),
    "one voice twice is one": (
        "Police said four people were killed. A blast tore through the market. Police said that four people died.",
        [("four people were killed", "four", 4, 4, "people", None, "Police"), ("four people died", "four", 4, 4, "people", None, "Police")],
        (4, 4, 4),
    ),
    "a named person told of later is one of the dead": (
        "Three people were killed. The mayor, Anna Berg, died at the scene.",
        [("Three people were killed", "Three", 3, 3, "people", None, None), ("Anna Berg, died", None, 1, 1, "Anna Berg", None, None)],
        (3, 3, 3),
    ),
    "the parts of a figure in its own sentence are not added": (
        "Four people, two women and two boys, were killed.",
        [("Four people", "Four", 4, 4, "people", None, None), ("two women", "two", 2, 2, "women", {"role": "civilian", "classes": ("women",)}, None),
         ("two boys, were killed", "two", 2, 2, "boys", {"role": "civilian", "classes": ("children",)}, None)],
        (4, 4, 4),
    ),
    "nobody is a number": (
        "Nobody was killed in the raid.",
        [("Nobody was killed", "Nobody", 0, 0, None, None, None)],
        (0, 0, 0),
    ),
    "a whole set out part by part contradicts another voice's total": (
        "Six soldiers and two civilians died. Police said nine people were killed.",
        [("Six soldiers", "Six", 6, 6, "soldiers", SOLDIERS, None), ("two civilians died", "two", 2, 2, "civilians", CIVILIANS, None),
         ("nine people were killed", "nine", 9, 9, "people", None, "Police")],
        (8, 8, 9),
    ),
    "as many as twenty is twenty at most, and no one's least": (
        "As many as 20 people were killed, police said. The hospital said 15 people were killed.",
        [("As many as 20 people were killed", "As many as 20", 1, 20, "people", None, "police"), ("15 people were killed", "15", 15, 15, "people", None, "The hospital")],
        (15, 15, 20),
    ),
}


def _related(name: str) -> Any:
    text, rows, expected = RELATIONS[name]
    made = [claim(text, quote, count, low, high, who=who, victims=what, by=by) for quote, count, low, high, who, what, by in rows]
    return text, made, expected


@pytest.mark.parametrize("name", RELATIONS)
def test_how_figures_relate(name):
    text, made, expected = _related(name)
    _, (incident,) = read(text, made)
    assert toll(incident) == expected


@given(st.sampled_from(sorted(RELATIONS)), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_in_which_claims_are_given_changes_nothing(name, chance):
    text, made, _ = _related(name)
    mixed = list(made)
    chance.shuffle(mixed)
    assert read(text, mixed) == read(text, made)


@pytest.mark.parametrize("book", list_codebooks())
def test_low_never_exceeds_best_nor_best_high(book):
    for name in RELATIONS:
        text, made, _ = _related(name)
        for found in read(text, made, load_codebook(book))[1][0].tolls:
            bounds = [b for b in (found.low, found.best, found.high) if b is not None]
            assert bounds == sorted(bounds), (name, found)


def test_headline_rounding_does_not_disturb():
    text = "Nearly 30 dead in fire\n\nA fire in the barracks killed 28 people, the ministry said."
    made = [
        claim(text, "Nearly 30 dead", "Nearly 30", 30, 30),
        claim(text, "killed 28 people", "28", 28, 28, who="people", by="the ministry"),
    ]
    rounded = [TollClaim(**{f: getattr(made[0], f) for f in made[0].__struct_fields__} | {"count": Count(low=30, high=30, approx=True, **_span(text, "Nearly 30"))}), made[1]]
    assert toll(read(text, rounded)[1][0]) == (28, 28, 30)


def test_a_former_toll_is_set_aside_by_name():
    text = "The death toll rose to 61 from 58."
    made = [
        claim(text, "death toll rose to 61", "61", 61, 61),
        claim(text, "death toll rose to 61 from 58", "58", 58, 58, moved_to="later"),
    ]
    assert toll(read(text, made)[1][0]) == (61, 61, 61)
    (finding, *_) = explain_tolls(made, HOUSE)
    assert [s.rule for s in finding.steps if s.relation == "set aside"] == ["house.superseded"]


def test_a_denied_figure_counts_for_nothing():
    text = "The army denied that nine people were killed."
    assert read(text, [claim(text, "nine people were killed", "nine", 9, 9, who="people", stance="denied")])[1][0].tolls == ()


def test_casualties_are_neither_killed_nor_injured():
    text = "There were 12 casualties."
    _, (incident,) = read(text, [claim(text, "12 casualties", "12", 12, 12, "casualties")])
    assert toll(incident) is None
    assert toll(incident, "casualties") == (12, 12, 12)


@pytest.mark.parametrize(("book", "expected"), [("house", None), ("acled", (0, 0, 0)), ("ucdp", (0, 0, 12)), ("isaf", None)])
def test_casualties_of_unknown_fate_are_the_codebooks_to_count(book, expected):
    text = "There were 12 casualties."
    _, (incident,) = read(text, [claim(text, "12 casualties", "12", 12, 12, "casualties")], load_codebook(book))
    assert toll(incident) == expected


def test_casualties_may_raise_the_high_of_the_killed_under_ucdp():
    text = "Two people were killed. There were 12 casualties."
    made = [claim(text, "Two people were killed", "Two", 2, 2, who="people"), claim(text, "12 casualties", "12", 12, 12, "casualties")]
    assert toll(read(text, made, load_codebook("ucdp"))[1][0]) == (2, 2, 12)


def test_what_another_article_tells_as_background_counts_for_its_incident():
    text = "Last month, a bomb killed eight people."
    told = claim(text, "killed eight people", "eight", 8, 8, who="people", scope="background")
    assert [(t.low, t.best, t.high) for t in tolls([told], HOUSE) if t.group == "all"] == [(8, 8, 8)]


def test_sums_over_a_war_belong_to_no_incident():
    text = "Three people were killed on the road. More than 900 people have died since the war began."
    claims, incidents = read(text, [
        claim(text, "Three people were killed", "Three", 3, 3, who="people"),
        claim(text, "More than 900 people have died", "More than 900", 901, None, who="people", scope="cumulative"),
    ])
    assert [c.incident for c in claims] == ["1", None]
    assert toll(incidents[0]) == (3, 3, 3)


def test_earlier_events_are_incidents_of_their_own():
    text = "Three people were killed on the road. Last month, a bomb there killed eight people and wounded two."
    claims, incidents = read(text, [
        claim(text, "Three people were killed", "Three", 3, 3, who="people"),
        claim(text, "killed eight people", "eight", 8, 8, who="people", scope="background"),
        claim(text, "wounded two", "two", 2, 2, "injured", scope="background"),
    ])
    assert [c.incident for c in claims] == ["1", "2", "2"]
    assert [i.main for i in incidents] == [True, False]
    assert toll(incidents[0]) == (3, 3, 3)
    assert toll(incidents[1]) == (8, 8, 8)
    assert claims[1].scope == "background"


def test_two_days_with_their_own_dead_are_two_incidents():
    text = "On Monday, shells killed four people. On Tuesday, shells killed six people."
    days = [
        When(**_span(text, "On Monday"), from_="2021-03-01", to="2021-03-01", precision="day"),
        When(**_span(text, "On Tuesday"), from_="2021-03-02", to="2021-03-02", precision="day"),
    ]
    _, incidents = read(text, [
        claim(text, "shells killed four people", "four", 4, 4, who="people", when=days[0]),
        claim(text, "shells killed six people", "six", 6, 6, who="people", when=days[1]),
    ])
    assert [toll(i) for i in incidents] == [(4, 4, 4), (6, 6, 6)]


def test_a_round_up_gives_way_to_the_operation_told():
    text = "Over twenty rebels were killed during separate operations in the north.\n\nNear the river, a patrol killed three rebels."
    claims, (incident,) = read(text, [
        claim(text, "Over twenty rebels were killed", "Over twenty", 21, None, who="rebels"),
        claim(text, "killed three rebels", "three", 3, 3, who="rebels"),
    ])
    assert claims[0].scope == "cumulative"
    assert toll(incident) == (3, 3, 3)


def test_what_a_release_cut_from_a_round_up_tells_first_is_its_incident():
    text = "In another operation today, a patrol killed three rebels. The rebels had abducted a teacher."
    claims, incidents = read(text, [
        claim(text, "killed three rebels", "three", 3, 3, who="rebels", scope="background"),
        claim(text, "abducted a teacher", "a", 1, 1, "captured", "teacher"),
    ])
    assert claims[0].scope == "incident"
    assert toll(incidents[0]) == (3, 3, 3)


def test_the_main_incident_is_no_earlier_event_where_there_is_a_newer_one():
    text = "A year after a blast killed nine people, shells killed four people."
    _, incidents = read(text, [
        claim(text, "a blast killed nine people", "nine", 9, 9, who="people", scope="background"),
        claim(text, "shells killed four people", "four", 4, 4, who="people"),
    ])
    assert [toll(i) for i in incidents] == [(4, 4, 4), (9, 9, 9)]


def test_links_between_figures_are_set():
    text = "A bomb killed six people. The bomb killed six people, police said. Four of those killed were guards."
    claims, _ = read(text, [
        claim(text, "A bomb killed six people", "six", 6, 6, who="people"),
        claim(text, "The bomb killed six people", "six", 6, 6, who="people", by="police"),
        claim(text, "Four of those killed", "Four", 4, 4, victims=SOLDIERS),
    ])
    assert claims[1].repeats == (claims[0].id,)
    assert (claims[2].part_of, claims[2].scope) == (claims[0].id, "part")


def test_reading_the_linked_claims_again_changes_nothing():
    for name in RELATIONS:
        text, made, _ = _related(name)
        claims, incidents = read(text, made)
        assert read(text, claims) == (claims, incidents), name


def test_groups_divide_the_dead():
    text = "Ten people were killed, including six soldiers and a nurse."
    _, (incident,) = read(text, [
        claim(text, "Ten people were killed", "Ten", 10, 10, who="people"),
        claim(text, "six soldiers", "six", 6, 6, who="soldiers", victims={**SOLDIERS, "side": "Army"}, scope="part"),
        claim(text, "a nurse", "a", 1, 1, who="nurse", victims={"role": "civilian", "classes": ("medics",)}, scope="part"),
    ])
    assert {t.group: t.best for t in incident.tolls} == {"all": 10, "civilian": 1, "combatant": 6, "combatant:Army": 6, "unknown": 3}


def test_an_incident_is_dated_by_its_day_and_the_claim_keeps_the_hour():
    text = "At 8:10 on Tuesday, shells killed six people."
    when = When(**_span(text, "At 8:10 on Tuesday"), from_="2021-03-02T08:10", to="2021-03-02T08:10", precision="minute")
    claims, (incident,) = read(text, [claim(text, "shells killed six people", "six", 6, 6, who="people", when=when)])
    assert incident.when is not None
    assert (incident.when.from_, incident.when.to, incident.when.precision) == ("2021-03-02", "2021-03-02", "day")
    assert claims[0].when == when


def test_silence_goes_with_the_main_incident_and_an_attack_makes_one():
    text = "Shells fell on the town. The ministry gave no figures."
    attack = AttackClaim(id="a", rule="test", reading_confidence=1.0, quote=Span(**_span(text, "Shells fell on the town")))
    silence = SilenceClaim(id="s", rule="test", reading_confidence=1.0, quote=Span(**_span(text, "The ministry gave no figures")))
    claims, (incident,) = read(text, [silence, attack])
    assert [c.incident for c in claims] == ["1", "1"]
    assert incident.tolls == ()


def test_no_claims_make_no_incident():
    assert read("Nothing happened.", []) == ((), ())


def test_copies_are_not_witnesses():
    text = "Six people were killed."
    first = claim(text, "Six people were killed", "Six", 6, 6, who="people")
    second = TollClaim(**{f: getattr(first, f) for f in first.__struct_fields__} | {"id": "copy"})
    one = tolls([first], HOUSE, reports={first.id: Report(article="a", voice="Wire")})
    two = tolls([first, second], HOUSE, reports={i: Report(article=a, voice="Wire") for i, a in ((first.id, "a"), ("copy", "b"))})
    assert one == two


def test_a_later_report_of_one_origin_supersedes_its_earlier_one():
    text = "Six people were killed. Nine people were killed."
    made = [claim(text, "Six people were killed", "Six", 6, 6, who="people"), claim(text, "Nine people were killed", "Nine", 9, 9, who="people")]
    reports = {made[0].id: Report(article="a", reported="2021-03-01", voice="Wire"), made[1].id: Report(article="b", reported="2021-03-02", voice="Wire")}
    for order in itertools.permutations(made):
        assert [(t.low, t.best, t.high) for t in tolls(order, HOUSE, reports=reports) if t.group == "all"] == [(9, 9, 9)]


def test_thousands_of_figures_in_one_text_stay_quick():
    chance = random.Random(4)
    text = " ".join(f"Then {n} people were killed." for n in range(400))
    made = [claim(text, f"Then {n} people were killed", str(n), n, n, who="people") for n in chance.sample(range(400), 400)]
    with within(20):
        assert read(text, made)[1]


def test_a_smaller_count_by_somebody_else_is_no_part() -> None:
    text = "At least 15 people were killed on Monday when shells hit Balyun. The army said at least eight soldiers had been killed."
    claims = [c for c in read_article(Article(id="a", text=text, published="2024-05-10")).claims if isinstance(c, TollClaim)]
    assert [(c.count.low, c.scope, c.part_of) for c in claims] == [(15, "incident", None), (8, "incident", None)]
