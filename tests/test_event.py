"""Attacks, control of places, talks, demands and silences; and, more often, none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paced import within
from tollbook.extract.event import EventClaim, confidence, find_events, may_tell
from tollbook.lang import load
from tollbook.model import AttackClaim, ControlClaim, Count, DemandClaim, SilenceClaim, Span, TalksClaim, TollClaim
from tollbook.text.parse import parse
from tollbook.text.sentences import split

KINDS = {
    "silence": SilenceClaim,
    "control": ControlClaim,
    "talks": TalksClaim,
    "demand": DemandClaim,
    "attack": AttackClaim,
}

# A report of our own with the shapes of a day at war: what was said, withheld, taken, asked and negotiated.
REPORT = """The Ruritanian Government has summoned its generals, but has not yet given any information on the losses. \
Shells killed six soldiers near the lake on Monday. In the absence of official figures, fear spreads.

On Friday, said local radio, Turkish troops helped Syrian rebel fighters in retaking the old town of Balyun, \
which lies on the coast road, and which was captured by Assad regime soldiers in May.

Tehran has been urging Baghdad to halt the raids, without an answer so far.

Since Tuesday, Iranian diplomats have been in Iraq to negotiate a truce, but no details of these meetings have been given."""


def events(
    text: str, *, tolls: list[TollClaim] | None = None, places: list[tuple[int, int]] | None = None
) -> list[EventClaim]:
    found = find_events(parse([s for s in split(text) if may_tell(s.text)]), text, tolls=tolls, places=places)
    assert all(text[c.quote.start : c.quote.end] == c.quote.text for c in found)
    return found


def test_a_report_gives_these_and_no_others() -> None:
    found = events(REPORT)
    assert [type(c) for c in found] == [
        SilenceClaim, SilenceClaim, ControlClaim, ControlClaim, DemandClaim, TalksClaim, SilenceClaim,
    ]  # fmt: skip
    first, absence, retaken, taken, demand, talks, unsaid = found
    assert isinstance(first, SilenceClaim)
    assert (first.about, first.quote.text[:26]) == ("figures", "The Ruritanian Government ")
    assert isinstance(absence, SilenceClaim)
    assert absence.quote.text == "In the absence of official figures"
    assert isinstance(retaken, ControlClaim)
    assert isinstance(taken, ControlClaim)
    assert retaken.actor is not None
    assert taken.actor is not None
    assert retaken.where is not None
    assert taken.where is not None
    assert (retaken.quote.text, retaken.actor.actor, [h.actor for h in retaken.helped_by]) == (
        "retaking the old town of Balyun", "Syrian rebels", ["Turkey"],
    )  # fmt: skip
    assert (taken.actor.actor, taken.where.text, retaken.where.text) == ("Syria", "Balyun", "Balyun")
    assert isinstance(demand, DemandClaim)
    assert demand.actor is not None
    assert demand.to is not None
    assert (demand.quote.text, demand.actor.actor, demand.to.actor) == (
        "Tehran has been urging Baghdad to halt the raids", "Iran", "Iraq",
    )  # fmt: skip
    assert isinstance(talks, TalksClaim)
    assert talks.quote.text == "Since Tuesday, Iranian diplomats have been in Iraq to negotiate a truce"
    assert (talks.about, [a.text for a in talks.actors]) == ("truce", ["Iranian diplomats"])
    assert isinstance(unsaid, SilenceClaim)
    assert (unsaid.about, unsaid.quote.text) == ("details", "no details of these meetings have been given")


RULES = [r for r in load("events")["rule"] if r["id"].split(".")[1] in KINDS and "confidence" in r]


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r["id"])
def test_each_rule_reads_its_example(rule: dict[str, str]) -> None:
    found = events(rule["example"])
    assert [(c.rule, type(c)) for c in found] == [(rule["id"], KINDS[rule["id"].split(".")[1]])]
    assert found[0].reading_confidence == confidence(rule["id"])


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("It was not clear how many people the blast had killed.", "figures"),
        ("The motive for the shooting is unknown.", "motive"),
        ("Police have not released the names of the men shot on Monday.", "identity"),
        ("No group claimed responsibility for the bombing.", "responsibility"),
        ("The army declined to give figures for the wounded.", "figures"),
        ("There was no word from the army on casualties.", "figures"),
        ("Neither side has released casualty figures after the raid.", "figures"),
        ("The governor declined to comment on the air strike.", "comment"),
    ],
)
def test_what_a_silence_is_about(text: str, about: str) -> None:
    found = events(text)
    assert [(type(c), getattr(c, "about", None)) for c in found] == [(SilenceClaim, about)]


@pytest.mark.parametrize(
    ("text", "change", "who", "where"),
    [
        ("The Taliban seized the city of Kunar.", "taken", "Taliban", "Kunar"),
        ("The village of Balyun was captured by rebels.", "taken", None, "Balyun"),
        ("Ukrainian troops withdrew from the town of Balyun.", "lost", "Ukraine", "Balyun"),
        ("Rebels lost control of the town of Balyun.", "lost", None, "Balyun"),
        ("The city of Balyun fell to Boko Haram.", "taken", "Boko Haram", "Balyun"),
        (
            "Fighters of the Libyan National Army took the port of Maarat al-Balyun.",
            "taken",
            "Libyan National Army",
            "Maarat al-Balyun",
        ),
    ],
)
def test_control(text: str, change: str, who: str | None, where: str) -> None:
    (claim,) = events(text)
    assert isinstance(claim, ControlClaim)
    assert claim.where is not None
    assert claim.actor is not None
    assert (claim.change, claim.actor.actor, claim.where.text) == (change, who, where)


def test_a_lone_name_is_a_place_only_if_somebody_knows_it() -> None:
    text = "Rebels captured Balyun on Friday."
    assert events(text) == []
    (claim,) = events(text, places=[(16, 22)])
    assert isinstance(claim, ControlClaim)


NOTHING = [
    "Rebels captured three soldiers in the town of Balyun.",
    "The army captured General Omar Haddad.",
    "Rebels tried to take the town of Balyun.",
    "The rebels vowed to retake the city of Balyun.",
    "If rebels take the town of Balyun, thousands will flee.",
    "Rebels did not take the town of Balyun.",
    "No other valley is under the control of rebels.",
    "The candidate took the state of Ohio and lost the state of Iowa.",
    "The senator called an emergency meeting after the bombing.",
    "The president urged voters to stay calm after the shooting.",
    "The senator attacked his rival over taxes.",
    "He gave no details of his tax plan.",
    "The company has not released its figures.",
    "The senator declined to comment on the vote.",
    "A woman who did not give her name said she had heard shots.",
    "A storm hit the coast and bombarded the town with hail.",
    "Militants planned to attack the base.",
    "Ministers want to negotiate a ceasefire.",
    "The scale of the attack on Turkish forces shocked the town.",
    "The security force targeted a compound to search it for weapons used in the bombing.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_invented(text: str) -> None:
    assert events(text) == []


@pytest.mark.parametrize(
    ("text", "about", "who"),
    [
        ("Chad and Sudan resumed peace talks in Doha after the raid.", "peace", ["Chad", "Sudan"]),
        ("Russian and Ukrainian negotiators met for talks on a truce.", "truce", ["Russia", "Ukraine"]),
    ],
)
def test_talks(text: str, about: str, who: list[str]) -> None:
    (claim,) = events(text)
    assert isinstance(claim, TalksClaim)
    assert (claim.about, [a.actor for a in claim.actors]) == (about, who)


def test_a_demand_by_a_person_names_whom_it_is_made_to() -> None:
    (claim,) = events("Lina Haddad urged Hamas to free the hostages.")
    assert isinstance(claim, DemandClaim)
    assert claim.actor is not None
    assert claim.to is not None
    assert (claim.actor.text, claim.actor.actor, claim.to.actor) == ("Lina Haddad", None, "Hamas")


def test_an_attack_that_a_toll_covers_is_no_claim_of_its_own() -> None:
    text = "Rebels shelled the airport on Monday. The shelling killed two clerks."
    quote = Span(text="killed two clerks", start=51, end=68)
    toll = TollClaim(
        id="1",
        rule="r",
        reading_confidence=0.9,
        quote=quote,
        harm="killed",
        count=Count(low=2, high=2, text="two", start=58, end=61),
        method="shelling",
    )
    assert [type(c) for c in events(text)] == [AttackClaim]
    assert events(text, tolls=[]) == events(text)
    assert events(text, tolls=[toll]) == []


def test_an_attack_says_who_how_and_on_what() -> None:
    (claim,) = events("Israeli jets allegedly bombed the port of Balyun.")
    assert isinstance(claim, AttackClaim)
    assert claim.target is not None
    assert (claim.stance, claim.method, [b.actor for b in claim.by], claim.target.text) == (
        "hedged", "air strike", ["Israel"], "the port of Balyun",
    )  # fmt: skip


def test_reading_again_gives_the_same() -> None:
    assert events(REPORT) == events(REPORT)


def test_hostile_text_ends() -> None:
    with within(10):
        for text in ("no " * 200_000, "was not immediately " * 50_000, "a" * 1_000_000, "captured " * 100_000):
            may_tell(text)


@given(
    st.lists(
        st.sampled_from(
            "rebels the army took Balyun no figures were given , . by talks with urged Moscow to and of".split()
        ),
        max_size=14,
    )
)
def test_any_words_give_claims_that_quote_them(words: list[str]) -> None:
    events(" ".join(words))
