"""When and where: the time of a statement is not that of the deed, and a talk two paragraphs on is not its place."""

from __future__ import annotations

from tollbook.model import Article, AttackClaim, TollClaim
from tollbook.pipeline import read_article


def claims(text: str) -> tuple[object, ...]:
    return read_article(Article(id="a", text=text, published="2021-05-04T02:00:00Z")).claims


def test_a_clock_time_after_a_word_of_saying_is_that_of_the_statement() -> None:
    first = claims("Five farmers were killed in Dori, the governor told a news conference after midnight.")[0]
    assert isinstance(first, TollClaim)
    assert first.when is None
    first = claims("Five farmers were killed in Dori after midnight, the governor said.")[0]
    assert isinstance(first, TollClaim)
    assert first.when is not None
    assert first.when.text == "midnight"


def test_the_lead_places_an_attack_before_a_later_paragraph_does() -> None:
    text = (
        "Nine soldiers were killed in a drone strike in the Malian region of Gao on Monday, the colonel said.\n\n"
        "The wounded were brought to a clinic, he added. He did not say how many.\n\n"
        "The strike was carried out by government forces, according to him. The army has not commented.\n\n"
        "The president called his ministers together in Bamako in the evening."
    )
    places = [c.where.name for c in claims(text) if isinstance(c, (TollClaim, AttackClaim)) and c.where is not None]
    assert places
    assert set(places) == {"Gao"}


def test_a_toll_that_is_held_against_another_is_told_of_the_same_place() -> None:
    text = (
        "Twenty-two soldiers were killed in Ansongo on Monday, the colonel said.\n\n"
        "Two members of parliament said that the real toll was higher than that. No figure has come from the ministry in Bamako."
    )
    bare = [c for c in claims(text) if isinstance(c, TollClaim) and c.count.compared_with]
    assert [c.where.name for c in bare if c.where is not None] == ["Ansongo"]


def test_those_of_whom_a_number_is_told_are_those_that_another_number_adds_to() -> None:
    text = "The number of Chadian soldiers killed in Monday's raid has risen to 29 from 22, the colonel said. Another 36 were being treated in hospitals."
    wounded = [c for c in claims(text) if isinstance(c, TollClaim) and c.harm == "injured"]
    assert [(c.count.low, c.victims.role) for c in wounded if c.victims is not None] == [(36, "combatant")]


def test_a_district_of_a_city_that_lies_elsewhere_is_read_all_the_same() -> None:
    text = "A bomb went off outside a tea house in the Yaha district of Yala city on Monday, wounding eleven customers, police said."
    assert [c.where is not None for c in claims(text) if isinstance(c, TollClaim)] == [True]


def test_where_a_speaker_speaks_is_not_where_people_were_killed() -> None:
    text = (
        "Car bombs went off at a barracks in Gao.\n\nAt least 82 people were killed, officials said.\n\n"
        "It was very well planned, the minister's spokesman Omar Keita said in Bamako."
    )
    toll = next(c for c in claims(text) if isinstance(c, TollClaim))
    assert toll.where is not None
    assert toll.where.name == "Gao"
    told = "The colonel told reporters in Bamako that nine soldiers were killed near Gao."
    toll = next(c for c in claims(told) if isinstance(c, TollClaim))
    assert toll.where is not None
    assert toll.where.name == "Gao"
