"""Other languages are named; English, however it is dressed, never is one."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tollbook
from tollbook.text import language

RULES = tomllib.loads((Path(language.__file__).parent.parent / "lang" / "other" / "languages.toml").read_text("utf-8"))[
    "rule"
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["id"])
def test_example_of_each_language(rule):
    assert language.detect(rule["example"]) == rule["language"]
    assert language.detect(rule["example"].upper()) == rule["language"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Погибли не менее тридцати человек, сообщили в больнице.", "ru"),
        ("Щонайменше десять людей загинули внаслідок обстрілу міста.", "uk"),
        ("قتل عشرة أشخاص على الأقل في قصف السوق", "ar"),
        ("دست کم ده نفر در حمله به بازار کشته شدند گزارش پزشکان", "fa"),
        ("بازار پر حملے میں کم از کم دس افراد ہلاک ہوئے", "ur"),
        ("市場遭到砲擊，至少十人死亡。", "zh"),
        ("市場が砲撃され、少なくとも十人が死亡した。", "ja"),
        ("Τουλάχιστον δέκα νεκροί από τον βομβαρδισμό της αγοράς.", "el"),
        ("לפחות עשרה הרוגים בהפגזת השוק", "he"),
    ],
)
def test_other_scripts(text, expected):
    assert language.detect(text) == expected


ENGLISH = [
    "Three dead.",
    "Gunmen killed two in Los Reyes, La Libertad.",
    "GUERRILLAS OF THE FRENTE POPULAR DE LIBERACION KILLED DOS SANTOS IN SAN JOSE DE LAS FLORES.",
    "Rio de Janeiro: police shot Luiz da Silva dos Santos and Maria de la Cruz y Vega near Praia do Flamengo.",
    "Mourners buried Jan van der Berg, Piet de Wit and Willem op den Akker; the bomb in Den Haag killed all three.",
    "The daily Al Hayat and the agency Agence France Presse quoted Sheikh Abd al-Rahman ibn Said al-Din.",
    "Die-hard fighters in Bergkarabach shot a man; no one was hurt.",
    "Der Spiegel said the dead were German.",
    "“Nos están matando,” she said. Four of her neighbours were dead by the morning, the police confirmed.",
    "At 6 a.m. the minister, Le Van Que, told Le Monde that les forces de l'ordre, as he put it, were on the way to the village.",
]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_with_foreign_words_stays_english(text):
    assert language.detect(text) in {"en", None}
    assert language.note_of_other(text) is None


@pytest.mark.parametrize("text", ["", "   ", "Idlib", "12 34 !!", "Aleppo, Idlib, Hama", "\x00\ud800"])
def test_too_little_to_tell(text):
    assert language.detect(text) is None


def test_a_language_not_known_here_is_still_not_english():
    latvian = "Vismaz desmit cilvēki gāja bojā un daudzi tika ievainoti uzbrukumā tirgum, paziņoja policija. " * 4
    assert language.detect(latvian) == "und"
    assert language.note_of_other(latvian) == "The text seems to be in another language than English; Tollbook reads English."


def test_a_list_of_names_is_no_foreign_language():
    assert language.detect("Killed: " + "Ann Harlow, Bela Kiss, Carl de Wit, Dana Novak, " * 20) in {"en", None}


def test_quoted_script_in_an_english_report():
    assert (
        language.detect("The banner read «الحرية» when soldiers shot at the crowd, and three men were killed.") == "en"
    )


@given(st.text(max_size=300))
def test_never_fails_and_is_deterministic(text):
    assert language.detect(text) == language.detect(text)


def test_another_language_is_said_and_not_misread():
    reading = tollbook.read(
        "Al menos 30 soldados murieron en el ataque, según el gobernador; 22 heridos fueron llevados al hospital."
    )
    assert reading.claims == ()
    assert reading.notes == ("The text seems to be in Spanish; Tollbook reads English.",)


def test_large_text_is_sampled():
    assert language.detect("the soldiers were killed " * 200_000) == "en"
