"""Whom the words for victims mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paced import within
from tollbook.extract.victim import describe
from tollbook.extract.victim_words import singular
from tollbook.lang import load

ROLES = [
    ("Turkish military personnel", "combatant", "military"),
    ("army men", "combatant", "military"),
    ("badly wounded soldiers", "combatant", "military"),
    ("seriously injured children", "civilian", "children"),
    ("SF personnel", "combatant", "military"),
    ("BSF jawans", "combatant", "military"),
    ("Frontier Corps soldiers", "combatant", "military"),
    ("a retired army colonel's children", "civilian", "children"),
    ("three off-duty police officers", "combatant", "police"),
    ("Head Constable Ravi Malhotra", "combatant", "police"),
    ("a sheriff's deputy", "combatant", "police"),
    ("members of the Taliban", "combatant", "militant"),
    ("three Jaish e Mohammad (JeM) militants", "combatant", "militant"),
    ("Maoist cadres", "combatant", "militant"),
    ("subversives", "combatant", "militant"),
    ("a suicide bomber", "combatant", "militant"),
    ("suspected gang members", "combatant", "gang"),
    ("lads (policemen)", "combatant", "police"),
    ("a police informer", "civilian", "civilians"),
    ("children of soldiers", "civilian", "children"),
    ("a 9-year-old", "civilian", "children"),
    ("Lina Haddad, a teacher", "civilian", "students"),
    ("members of the Haddad family", "civilian", "family"),
    ("polling staff members", "civilian", "officials"),
    ("inmates", "civilian", "prisoners"),
    ("peasants", "civilian", "workers"),
    ("herders", "civilian", "workers"),
    ("a radio journalist", "civilian", "journalists"),
    ("Red Crescent workers", "civilian", "medics"),
    ("bodies of eleven villagers", "civilian", "civilians"),
]


@pytest.mark.parametrize(("phrase", "role", "kind"), ROLES)
def test_role_and_class(phrase: str, role: str, kind: str) -> None:
    got = describe(phrase)
    assert (got[0], kind in got[1]) == (role, True), got


@pytest.mark.parametrize("phrase", ["people", "nine persons", "two men", "youths", "victims", "Omar Haddad", "", None])
def test_who_they_were_is_not_guessed(phrase: str | None) -> None:
    assert describe(phrase)[:2] == ("unknown", ())


def test_both_is_unknown_with_both_classes() -> None:
    role, classes, _, _ = describe("two soldiers and a nurse")
    assert role == "unknown"
    assert set(classes) == {"military", "medics"}


@pytest.mark.parametrize(
    ("phrase", "nations", "side"),
    [
        ("Turkish soldiers", ("TR",), "Turkey"),
        ("Syrian and Russian civilians", ("SY", "RU"), None),
        ("Hamas fighters", (), "Hamas"),
        ("fighters of the Qassam Brigades", (), "Hamas"),
        ("BSF troopers", (), "India"),
        ("Chadian nurses", ("TD",), None),
    ],
)
def test_nationality_and_side(phrase: str, nations: tuple[str, ...], side: str | None) -> None:
    assert describe(phrase)[2:] == (nations, side)


@pytest.mark.parametrize(
    ("phrase", "context", "role"),
    [
        ("others", "Two soldiers were killed and four others injured.", "combatant"),
        ("others", "Two shepherds were killed and four others injured.", "civilian"),
        (
            "people",
            "Shells fell on the camp of the displaced people: six people, all of them civilians, died.",
            "civilian",
        ),
        ("people", "Gunmen fired at bus passengers, killing nine people.", "civilian"),
        ("people", "Two soldiers and three civilians were among nine people killed.", "unknown"),
        ("people", "Nine people died in the blast.", "unknown"),
        ("Omar Haddad", "The dead man was Omar Haddad (60), a shepherd from the hills.", "civilian"),
        ("a 30-year-old man", "A raid killed a 30-year-old man, likely a militant, near the lake.", "combatant"),
        ("two lads", "We lost two lads (policemen) tonight.", "combatant"),
        ("Omar Haddad", "Omar Haddad, the governor said, died at noon.", "unknown"),
        ("and up to 25 civilians", "", "civilian"),
        ("a man", "Police arrested a man who ran a drug trafficking gang.", "combatant"),
    ],
)
def test_the_sentence_speaks_for_words_that_say_nothing(phrase: str, context: str, role: str) -> None:
    assert describe(phrase, context)[0] == role


def test_the_article_speaks_where_the_sentence_does_not() -> None:
    sentence = "Nine people died."
    assert describe("people", sentence)[0] == "unknown"
    assert describe("people", sentence, f"Civilians were hit in the market. {sentence}")[0] == "civilian"


@pytest.mark.parametrize("rule", [r for r in load("victims")["rule"] if "class" in r], ids=lambda r: r["id"])
def test_each_rule_reads_its_example(rule: dict[str, object]) -> None:
    role, classes, _, _ = describe(str(rule["example"]))
    assert role == rule["role"]
    assert rule["class"] in classes


def test_a_word_has_one_class() -> None:
    """A word that stands under two roles would be read by accident of order."""
    seen: dict[str, str] = {}
    for rule in load("victims")["rule"]:
        for word in rule.get("words", ()) if "class" in rule else ():
            assert seen.setdefault(word, rule["role"]) == rule["role"], word


def test_hostile_phrases_end() -> None:
    with within(5):
        describe("of " * 20_000 + "(" * 5_000 + "soldiers, and " * 5_000)


@given(st.text(max_size=80))
def test_any_text_gives_an_answer(phrase: str) -> None:
    role, classes, nations, _ = describe(phrase, phrase, phrase)
    assert role in {"combatant", "civilian", "unknown"}
    assert len(set(classes)) == len(classes)
    assert all(len(n) == 2 for n in nations)


def test_singular() -> None:
    assert [singular(w) for w in ("gunmen", "deputies", "children", "policewomen")] == [
        "gunman",
        "deputy",
        "child",
        "policewoman",
    ]
