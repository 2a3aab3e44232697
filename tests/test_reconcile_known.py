"""A bare figure is of the people whom the same figure has elsewhere in the incident, for the groups of every codebook."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.model import Article, Count, Span, TollClaim, Victims
from tollbook.pipeline import Options, read_article
from tollbook.reconcile.known import know_victims


def told(text: str, codebook: str) -> dict[tuple[str, str], int | None]:
    reading = read_article(Article(id="a", text=text, published="2021-05-04"), Options(codebook=codebook))
    return {(t.harm, t.group): t.low for i in reading.incidents if i.main for t in i.tolls}


SOLDIERS = "Toll in Ansongo ambush rises to 19\n\nNineteen soldiers were killed in Monday's ambush near Ansongo, the colonel said."
VILLAGERS = "Toll in Ansongo raid rises to 19\n\nNineteen villagers were killed in Monday's raid near Ansongo, the colonel said."


def test_soldiers_are_no_civilians_because_a_headline_is_short() -> None:
    assert ("killed", "civilian") not in told(SOLDIERS, "airwars")
    assert told(SOLDIERS, "house")[("killed", "combatant")] == 19
    assert ("killed", "unknown") not in told(SOLDIERS, "house")
    assert told(VILLAGERS, "airwars")[("killed", "civilian")] == 19


def test_a_headline_over_an_attributed_figure_is_no_second_origin() -> None:
    reading = read_article(Article(id="a", text=SOLDIERS, published="2021-05-04"))
    assert [t.origins for i in reading.incidents for t in i.tolls if t.group == "all"] == [1]


def claim(name: str, low: int, victims: Victims | None, *, word: str | None = None, repeats: tuple[str, ...] = ()) -> TollClaim:
    return TollClaim(
        id=name, rule="r", reading_confidence=1.0, quote=Span(text="x", start=0, end=1), harm="killed",
        count=Count(low=low, high=low, word=word), victims=victims, repeats=repeats,
    )  # fmt: skip


MEN, PEOPLE = Victims(text="soldiers", start=0, end=1, role="combatant", side="Mali"), Victims(text="villagers", start=0, end=1, role="civilian")


@pytest.mark.parametrize(
    ("others", "role"),
    [
        pytest.param([claim("b", 9, MEN)], "combatant", id="the same figure elsewhere"),
        pytest.param([claim("b", 9, MEN), claim("c", 9, PEOPLE)], "unknown", id="elsewhere disagrees"),
        pytest.param([claim("b", 8, MEN)], "unknown", id="another figure"),
        pytest.param([claim("b", 9, MEN, word="several")], "unknown", id="a word is no figure"),
    ],
)
def test_only_the_same_figure_tells(others: list[TollClaim], role: str) -> None:
    known = know_victims([claim("a", 9, None), *others])[0].victims
    assert (known.role if known else "unknown") == role


def test_one_victim_here_is_not_the_one_victim_there() -> None:
    assert know_victims([claim("a", 1, None), claim("b", 1, MEN)])[0].victims is None
    linked = know_victims([claim("a", 1, None), claim("b", 1, MEN, repeats=("a",))])[0].victims
    assert linked is not None
    assert linked.role == "combatant"
    assert linked.side == "Mali"


@given(st.permutations([claim("a", 9, None), claim("b", 9, MEN), claim("c", 9, Victims(text="men", start=0, end=1)), claim("d", 7, PEOPLE), claim("e", 7, None)]))
def test_order_does_not_matter(claims: list[TollClaim]) -> None:
    assert {c.id: c.victims.role if c.victims else None for c in know_victims(claims)} == {"a": "combatant", "b": "combatant", "c": "combatant", "d": "civilian", "e": "civilian"}
