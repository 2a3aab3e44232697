"""How harm was done."""

from __future__ import annotations

import re

import pytest

from tollbook.extract.method import codes, find_method
from tollbook.lang import load
from tollbook.text.parse import parse
from tollbook.text.sentences import split

HARM = re.compile(r"kill|kidnap|shot|rape|stab|tortur|execut|assassin|beat|arrest|wound|injur|died|explod")


def method(text: str, word: str | None = None) -> str | None:
    parsed = parse(split(text))[0]
    if word is None:
        return find_method(parsed, None)
    return find_method(parsed, next(t.i for t in parsed.doc if t.lower_ == word))


@pytest.mark.parametrize("rule", load("methods")["rule"], ids=lambda r: r["id"])
def test_each_rule_reads_its_example(rule: dict[str, str]) -> None:
    word = next(w for w in re.findall(r"\w+", rule["example"].lower()) if HARM.match(w))
    assert method(rule["example"], word) == rule["method"]


CASES = [
    ("Nine soldiers were killed during an air attack on their post.", "killed", "air strike"),
    ("Three soldiers were killed in a roadside bomb attack, while a clerk was shot dead.", "killed", "IED"),
    ("Three soldiers were killed in a roadside bomb attack, while a clerk was shot dead.", "shot", "shooting"),
    ("A car bomb exploded at the gate.", "exploded", "car bomb"),
    ("Israeli warplanes bombed a house, killing six.", "killing", "air strike"),
    ("Police killed a suicide bomber.", "killed", None),
    ("A missile was fired at the embassy.", "fired", "missile or rocket"),
    ("Gunmen opened fire, killing two.", "killing", "shooting"),
    ("Workers on hunger strike died.", "died", None),
    ("A member of the bomb squad was wounded.", "wounded", None),
    ("Four men were wounded.", "wounded", None),
]


@pytest.mark.parametrize(("text", "word", "expected"), CASES)
def test_the_method_of_this_harm(text: str, word: str, expected: str | None) -> None:
    assert method(text, word) == expected


def test_without_a_harm_word_the_most_telling_method() -> None:
    assert method("A blast, then shots: it was a suicide bombing.") == "suicide bombing"


def test_every_method_has_a_code_that_acled_publishes() -> None:
    sub_events = {
        "Armed clash", "Excessive force against protesters", "Mob violence", "Chemical weapon", "Air/drone strike", "Suicide bomb",
        "Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Grenade", "Sexual violence", "Attack",
        "Abduction/forced disappearance", "Arrests", "Looting/property destruction",
    }  # fmt: skip
    assert all(codes(r["method"])[0] in sub_events for r in load("methods")["rule"])
    assert codes("witchcraft") == (None, None)
