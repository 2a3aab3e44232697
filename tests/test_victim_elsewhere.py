"""Whom a number alone counts, and what one claim of an article tells of the victims of another."""

from __future__ import annotations

import pytest

from tollbook.model import Article, TollClaim
from tollbook.pipeline import read_article


def _tolls(text: str) -> list[TollClaim]:
    claims = read_article(Article(id="a", text=text, published="2026-11-20")).claims
    return [c for c in claims if isinstance(c, TollClaim)]


def _of(text: str, count: str) -> TollClaim:
    return next(c for c in _tolls(text) if c.count.text == count)


@pytest.mark.parametrize(
    ("text", "count", "victims", "role"),
    [
        ("Soldiers met bandits near the ford on Monday and killed 13 of them.", "13", "bandits", "combatant"),
        ("Fourteen miners were shot in Ruva on Sunday; three of them died.", "three", "miners", "civilian"),
        ("Gunmen fired at marchers in Ruva on Sunday, killing three.", "three", "marchers", None),
        ("Three peacekeepers have been killed this year in Mali and one in Chad.", "one", "peacekeepers", "combatant"),
        ("Police have arrested 40 suspects over the bombing. One of them, the owner of a mill, was picked up in Ruva.", "One", "owner of a mill", "combatant"),
        ("Twenty-nine rebels, fifteen of them women, were gunned down near Ruva on Monday.", "fifteen", "women", "combatant"),
        ("A bomb hurt nine clerks in Ruva on Monday. Two of the injured died overnight.", "Two", "the injured", "civilian"),
        ("Gunmen stormed a jail in Ruva. Eleven inmates were shot dead. Five were beheaded.", "Five", "inmates", "civilian"),
    ],
)
def test_a_number_alone_has_the_words_for_those_it_counts(text: str, count: str, victims: str, role: str | None) -> None:
    claim = _of(text, count)
    assert claim.victims is not None
    assert claim.victims.text == victims
    assert claim.victims.start is not None
    assert text[claim.victims.start : claim.victims.end] == victims
    if role is not None:
        assert claim.victims.role == role


@pytest.mark.parametrize(
    ("text", "count"),
    [
        # another town, another blow: nobody says that they were soldiers
        ("Two soldiers were killed in Ruva on Monday. In Sele, five were wounded.", "five"),
        ("A shell hit Ruva on Monday. Officers said nine had died.", "nine"),
    ],
)
def test_a_number_that_nothing_names_stays_so(text: str, count: str) -> None:
    claim = _of(text, count)
    assert claim.victims is None or claim.victims.text is None


def test_the_same_toll_told_again_has_the_same_victims() -> None:
    first, again = _tolls("A gunman shot 38 holidaymakers dead in Sousse on Friday. In all, thirty-eight people died in the attack.")
    assert (first.victims and first.victims.role, again.victims and again.victims.role) == ("civilian", "civilian")


def test_two_roles_of_one_number_tell_nothing() -> None:
    tolls = _tolls("Shells killed nine farmers in Ruva. Rockets killed nine soldiers in Sele. Nine people died in Tobo after clashes.")
    assert [c.victims.role if c.victims else None for c in tolls] == ["civilian", "combatant", "unknown"]


def test_a_part_is_of_the_people_that_its_whole_is_of() -> None:
    claim = _of("Nine soldiers were wounded near Ruva on Monday, two of them badly.", "two")
    assert claim.victims is not None
    assert claim.victims.role == "combatant"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Police arrested a Maoist courier in Ruva.", "combatant"),
        ("Gunmen killed a member of the district council in Ruva.", "civilian"),
        ("Troops killed four members of the same front in Ruva.", "combatant"),
        ("Gunmen shot dead two beachcombers in Ruva.", "civilian"),
        ("Gunmen shot dead two outsiders in Ruva.", "unknown"),
        ("Seven enlisted men were killed in Ruva.", "combatant"),
        ("Clashes displaced some 4,000 people in Ruva.", "civilian"),
    ],
)
def test_the_words_tell_who_somebody_was(text: str, role: str) -> None:
    claim = _tolls(text)[0]
    assert claim.victims is not None
    assert claim.victims.role == role


def test_a_text_of_numbers_that_point_at_nobody_is_read_in_time() -> None:
    text = "Nine died. " + "Two of them, of them, of whom 3, died. " * 120
    assert all(c.victims is None or c.victims.text is None or c.victims.text in text for c in _tolls(text))
