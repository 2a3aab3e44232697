"""When, where and by whose account: what an incident takes from its claims, and what is reckoned from others."""

from __future__ import annotations

import cProfile
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.model import Count, Link, Span, TollClaim, Victims, When, Where
from tollbook.reconcile.codebook import load_codebook
from tollbook.reconcile.incident import find_incidents
from tollbook.reconcile.toll import explain_tolls
from tollbook.reconcile.world import find_when, find_where
from tollbook.text.sentences import split

HOUSE, AIRWARS, UCDP = (load_codebook(n) for n in ("house", "airwars", "ucdp"))


def figure(text, words, low, high, harm="killed", *, count=None, who=None, by=None, at=0, **more):
    """A claim whose quote, count, victims and speaker stand in the text, none before `at`."""
    start = text.index(words, at)
    span = lambda part, first: {"text": part, "start": (i := text.index(part, first)), "end": i + len(part)}  # noqa: E731
    said = (Link(speaker=by, **{k: v for k, v in span(by, 0).items() if k != "text"}),) if by else ()
    return TollClaim(
        id=f"{start:05}-{harm}",
        rule="test",
        reading_confidence=1.0,
        quote=Span(text=words, start=start, end=start + len(words)),
        harm=harm,
        count=Count(low=low, high=high, **(span(count, start) if count else {})),
        victims=Victims(**(span(who, start) if who else {}), role=more.pop("role", "unknown"), classes=more.pop("classes", ())),
        attribution=said,
        **more,
    )


def place(name, *path, level="town", start=0):
    return Where(text=name, start=start, end=start + len(name), name=name, level=level, path=path)


def at(*places):
    """Claims of one incident, one a place, in text order."""
    text = "One guard was killed. " * len(places)
    return [
        figure(text, "One guard was killed", 1, 1, at=22 * i, where=where) for i, where in enumerate(places)
    ]


MAIN, INNER, ELSEWHERE = place("Dara", "Norland", "Dara"), place("Quarter", "Norland", "Dara", "Quarter"), place("Port", "Norland", "Port")
NORLAND = place("Norland", "Norland", level="country")
PROVINCE = place("Hill province", "Norland", "Hill province", level="region")
VILLAGE = place("Upham", "Norland", "Hill province", "Upham")


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ((MAIN, ELSEWHERE), "Dara"),
        ((MAIN, INNER), "Quarter"),
        ((NORLAND, ELSEWHERE), "Port"),
        ((PROVINCE, VILLAGE), "Upham"),
        ((PROVINCE, ELSEWHERE), "Hill province"),
        ((MAIN, *[ELSEWHERE] * 6), "Port"),
    ],
)
def test_an_incident_lies_where_the_article_opens_or_within(places, expected):
    assert find_where(at(*places)).name == expected


def test_claims_without_a_place_give_none():
    assert find_where(at(None, None)) is None


def _when(text, words, first, last, precision):
    start = text.index(words)
    return When(text=words, start=start, end=start + len(words), from_=first, to=last, precision=precision)


@pytest.mark.parametrize(
    ("beside", "expected"),
    [
        (("Monday", "2024-05-06"), ("2024-05-06", "2024-05-06")),
        (("Thursday", "2024-05-09"), ("2024-05-06", "2024-05-07")),
    ],
)
def test_a_night_takes_the_day_named_beside_it(beside, expected):
    """A day of the same sentence, not a far one; a Thursday cannot be the day of a night that ended on Tuesday."""
    text = f"Two men were killed in an overnight raid in Dara on {beside[0]}. Nobody else was hurt."
    night = _when(text, "overnight", "2024-05-06", "2024-05-07", "part of day")
    day = _when(text, beside[0], beside[1], beside[1], "day")
    found = find_when([figure(text, "Two men were killed", 2, 2, when=night)], split(text), [night, day])
    assert (found.from_, found.to) == expected


def test_a_day_of_another_sentence_dates_no_night():
    text = "Two men were killed in an overnight raid. A spokesman came on Monday."
    night = _when(text, "overnight", "2024-05-06", "2024-05-07", "part of day")
    day = _when(text, "Monday", "2024-05-06", "2024-05-06", "day")
    assert find_when([figure(text, "Two men were killed", 2, 2, when=night)], split(text), [night, day]).to == "2024-05-07"


def tolls_of(text, claims, book=HOUSE):
    found = explain_tolls(claims, book, sentences=split(text))
    return {f.toll.harm: f for f in found if f.toll.group == "all"}


SHOT = "Six people were shot at a party, one of them fatally."


def _shot(words="Six people were shot", low=6, dead=1):
    hit = figure(SHOT, words, low, low, "casualties", count="Six", who="people")
    return [hit, figure(SHOT, "one of them fatally", dead, dead, count="one", scope="part")] if dead else [hit]


@pytest.mark.parametrize(("dead", "best"), [(1, 5), (0, 6)])
def test_those_shot_and_not_said_to_have_died_are_injured_and_marked_so(dead, best):
    found = tolls_of(SHOT, _shot(dead=dead))["injured"]
    assert (found.toll.low, found.toll.best, found.toll.high) == (0, best, best)
    assert found.toll.derived == "house.shot"
    assert [s.relation for s in found.steps if s.rule == "house.shot"] == ["derived"]


def test_other_codebooks_derive_nothing_and_stated_tolls_are_not_marked():
    assert "injured" not in tolls_of(SHOT, _shot(), UCDP)
    assert tolls_of(SHOT, _shot())["killed"].toll.derived is None


def test_a_stated_number_of_injured_stands_unless_more_were_shot():
    text = "Six people were shot and one died. Five were wounded, doctors said. Two were wounded, a guard said."
    hit, died = figure(text, "Six people were shot", 6, 6, "casualties"), figure(text, "one died", 1, 1, scope="part")
    five = figure(text, "Five were wounded", 5, 5, "injured", count="Five", by="doctors")
    two = figure(text, "Two were wounded", 2, 2, "injured", count="Two", by="a guard")
    stated = tolls_of(text, [hit, died, five])["injured"].toll
    assert (stated.best, stated.derived) == (5, None)
    raised = tolls_of(text, [hit, died, two])["injured"].toll
    assert (raised.low, raised.best, raised.high, raised.derived) == (2, 5, 5, "house.shot")


def test_casualties_of_no_stated_kind_become_neither():
    text = "The attack caused six casualties."
    assert set(tolls_of(text, [figure(text, "six casualties", 6, 6, "casualties", count="six")])) == {"casualties"}


ASSESSED = (
    "Between 17 and 25 people of one family were killed. A relief office counted 17 dead. A ministry said 25 were killed. "
    "A neighbour wrote of the death of Uncle Samir in Port."
)


def _assessed():
    return [
        figure(ASSESSED, "Between 17 and 25 people of one family were killed", 17, 25, count="Between 17 and 25", who="people of one family", where=place("Dara")),
        figure(ASSESSED, "17 dead", 17, 17, count="17", by="A relief office"),
        figure(ASSESSED, "25 were killed", 25, 25, count="25", by="A ministry"),
        figure(ASSESSED, "death of Uncle Samir", 1, 1, who="Uncle Samir", by="A neighbour", where=place("Port", start=ASSESSED.index("Port"))),
    ]


def test_a_mourner_names_one_of_the_dead_wherever_he_writes_from():
    found = tolls_of(ASSESSED, _assessed(), AIRWARS)["killed"].toll
    assert (found.low, found.high) == (17, 25)


def test_an_assessments_own_range_stands_under_airwars_and_not_under_house():
    text = "Between 8 and 12 people were killed. A relief office counted 14 dead."
    claims = [
        figure(text, "Between 8 and 12 people were killed", 8, 12, count="Between 8 and 12", who="people"),
        figure(text, "14 dead", 14, 14, count="14", by="A relief office"),
    ]
    airwars, house = (tolls_of(text, claims, book)["killed"].toll for book in (AIRWARS, HOUSE))
    assert (airwars.low, airwars.high) == (8, 12)
    assert (house.low, house.high) == (8, 14)


def test_what_opens_an_assessment_is_its_least_though_it_credits_somebody():
    text = "Local sources said at least 18 people were killed. Names are known of seven victims who were killed."
    claims = [
        figure(text, "at least 18 people were killed", 18, None, count="at least 18", who="people", by="Local sources"),
        figure(text, "seven victims who were killed", 7, 7, count="seven", who="victims"),
    ]
    assert tolls_of(text, claims, AIRWARS)["killed"].toll.low == 18


def test_a_word_stands_for_its_number_at_the_upper_end_under_airwars():
    text = "Two people were killed. An agency wrote that dozens were killed."
    claims = [
        figure(text, "Two people were killed", 2, 2, count="Two", who="people"),
        TollClaim(
            id="z", rule="test", reading_confidence=1.0, quote=Span(text="dozens were killed", start=text.index("dozens"), end=len(text) - 1), harm="killed",
            count=Count(low=24, word="dozens", text="dozens", start=text.index("dozens"), end=text.index("dozens") + 6),
            attribution=(Link(speaker="An agency", start=text.index("An agency"), end=text.index("An agency") + 9),),
        ),
    ]
    found = tolls_of(text, claims, AIRWARS)["killed"].toll
    assert (found.low, found.high) == (2, 24)


def test_a_larger_figure_of_another_voice_is_a_rival_not_a_sum():
    text = "Up to 27 people were killed. A monitor counted 19 dead. A newspaper said the death toll was 24."
    claims = [
        figure(text, "Up to 27 people were killed", 1, 27, count="Up to 27", who="people"),
        figure(text, "19 dead", 19, 19, count="19", by="A monitor"),
        figure(text, "the death toll was 24", 24, 24, count="24", by="A newspaper"),
    ]
    found = tolls_of(text, claims)["killed"]
    assert (found.toll.low, found.toll.high) == (19, 27)
    assert found.toll.origins == 3


WHO = ("soldiers", "people", "children", "policemen")


@st.composite
def reports(draw):
    """A text of our own making with a claim a sentence, and its claims shuffled."""
    rows = draw(st.lists(st.tuples(st.integers(1, 30), st.sampled_from(WHO), st.sampled_from(["killed", "injured"]), st.integers(0, 5), st.sampled_from(["incident", "part", "background"])), min_size=1, max_size=9))
    return _report(rows)


def _report(rows):
    text, claims = "", []
    for n, who, harm, voice, scope in rows:
        words = f"{n} {who} were {harm}"
        by = f"Speaker {voice}" if voice else None
        start = len(text)
        text += words + (f", said {by}. " if by else ". ")
        claims.append(figure(text, words, n, n, harm, count=str(n), who=who, at=start, by=by, scope=scope))
    return text, claims


@given(reports(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_claims_changes_nothing_in_any_report(report, chance):
    text, claims = report
    mixed = chance.sample(claims, len(claims))
    sentences = split(text)
    assert find_incidents(mixed, sentences=sentences, codebook=HOUSE) == find_incidents(claims, sentences=sentences, codebook=HOUSE)


@given(reports())
@settings(max_examples=60, deadline=None)
def test_low_best_and_high_stand_in_order_in_any_report(report):
    text, claims = report
    for incident in find_incidents(claims, sentences=split(text), codebook=HOUSE)[1]:
        for t in incident.tolls:
            known = [n for n in (t.low, t.best, t.high) if n is not None]
            assert known == sorted(known)


def test_work_grows_with_the_text_not_with_its_square():
    """Four times the claims take at most six times the calls: a megabyte of figures stays readable.

    Calls are counted, not seconds, so that a busy machine cannot fail it.
    """
    chance = random.Random(4)
    rows = [(chance.randint(1, 40), chance.choice(WHO), chance.choice(["killed", "injured"]), chance.randint(0, 300), chance.choice(["incident", "incident", "part", "background"])) for _ in range(1600)]

    def calls(size):
        text, claims = _report(rows[:size])
        sentences = split(text)
        profile = cProfile.Profile()
        profile.runcall(find_incidents, claims, sentences=sentences, codebook=HOUSE)
        return sum(entry.callcount for entry in profile.getstats())

    assert calls(1600) < 6 * calls(400)


def test_the_individual_is_whoever_was_told_of_before():
    text = "A patrol detained a rebel leader. The force searched a yard and detained the wanted individual. It also detained three farmers."
    claims = [
        figure(text, "detained a rebel leader", 1, 1, "captured", count="a", who="rebel leader", role="combatant", classes=("militant",)),
        figure(text, "detained the wanted individual", 1, 1, "captured", who="wanted individual", role="civilian"),
        figure(text, "detained three farmers", 3, 3, "captured", count="three", who="farmers", role="civilian", classes=("workers",)),
    ]
    assert tolls_of(text, claims)["captured"].toll.best == 4


def test_a_figure_of_two_places_holds_the_people_of_either():
    """The second sentence repeats the figure and names Upland; who is taken there is one of them."""
    text = "More than 10 rebels were held in Lowland province. More than 10 rebels were held in Upland province. A rebel cook was held in Upland province."
    low, up = (lambda at, n=name: place(n, "Norland", n, level="region", start=text.index(n, at)) for name in ("Lowland", "Upland"))
    claims = [
        figure(text, "More than 10 rebels were held", 11, None, "captured", count="More than 10", who="rebels", where=low(0)),
        figure(text, "More than 10 rebels were held", 11, None, "captured", count="More than 10", who="rebels", at=20, where=up(0), repeats=("00000-captured",)),
        figure(text, "A rebel cook was held", 1, 1, "captured", count="A", who="rebel cook", where=up(text.index("cook"))),
    ]
    assert tolls_of(text, claims)["captured"].toll.low == 11
