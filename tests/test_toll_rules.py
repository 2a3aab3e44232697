"""Every rule of counting and of harm reads its own example; what reads nothing, reads nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tollbook import lang
from tollbook.extract.number import find_counts, number_value
from tollbook.extract.tolls import find_mentions
from tollbook.text.parse import parse
from tollbook.text.sentences import split


def _end(value: int | None) -> int | str:
    return "" if value is None else value


def _read(text: str) -> list[list[Any]]:
    sentences = split("Gunmen attacked. " + text)
    parsed = parse(sentences[1:])
    return sorted([m.harm, _end(m.count.low), _end(m.count.high)] for m in find_mentions(parsed, sentences))


RULES = [rule for name in ("harm", "parts") for rule in lang.load(name)["rule"]]


@pytest.mark.parametrize("rule", RULES, ids=[r["id"] for r in RULES])
def test_a_rule_of_harm_reads_its_example(rule: dict[str, Any]) -> None:
    assert _read(rule["example"]["text"]) == sorted(rule["example"]["gives"])


NUMBERS = lang.load("numbers")["rule"]


@pytest.mark.parametrize("rule", NUMBERS, ids=[r["id"] for r in NUMBERS])
def test_a_rule_of_number_reads_its_example(rule: dict[str, Any]) -> None:
    first = find_counts(parse(split(rule["example"]["text"]))[0])[0]
    assert [_end(first.low), _end(first.high)] == rule["example"]["gives"]
    assert first.approx == rule["example"].get("approx", False)


COUNTS: list[tuple[str, list[tuple[int | None, int | None]]]] = [
    ("In 2009, 1,200 people died, between 12 and 28 of them women.", [(1200, 1200), (12, 28)]),
    ("20+ dead", [(20, None)]),
    ("more than two dozen men", [(25, None)]),
    ("the 47th Brigade lost 3 men", [(3, 3)]),
    ("Ryan Webb, 34, was killed with two friends", [(2, 2)]),
    ("a 34-year-old man", [(1, 1)]),
    ("at least 15 and up to 25 civilians", [(15, 25)]),
    ("rose to 31 from 28", [(31, 31), (28, 28)]),
    ("risen from 98 to 104", [(98, 98), (104, 104)]),
    ("ranging from 14 to 25", [(14, 25)]),
    ("over a hundred and twenty huts", [(121, None)]),
    ("killed two and one wounded", [(2, 2), (1, 1)]),
    ("tens of thousands of people", [(20000, None)]),
    ("“dozens” of wounded", [(24, None)]),
    ("forty-five others", [(45, 45)]),
    ("on May 29 they found $12 and 40% of the 7.62 mm rounds", []),
    ("no fewer than 4 and nearly 30", [(4, None), (30, 30)]),
    ("up to 20 men, fewer than 10 women", [(1, 20), (1, 9)]),
    ("1.5 million refugees and more than 2.25 thousand tents", [(1_500_000, 1_500_000), (2_251, None)]),
]


@pytest.mark.parametrize(("text", "wanted"), COUNTS)
def test_number_words_are_intervals(text: str, wanted: list[tuple[int | None, int | None]]) -> None:
    assert [(c.low, c.high) for c in find_counts(parse(split(text))[0])] == wanted


@pytest.mark.parametrize(
    ("words", "value"), [("one hundred and fifty", 150), ("1,200", 1200), ("two dozen", 24), ("dozens", None)]
)
def test_number_value(words: str, value: int | None) -> None:
    assert number_value(words) == value


CLAIMS: list[tuple[str, list[list[Any]]]] = [
    ("Two policemen, three rebels and a farmer were killed.", [["killed", 1, 1], ["killed", 2, 2], ["killed", 3, 3]]),
    ("The blast killed the mayor and his driver.", [["killed", 2, 2]]),
    ("The shelling killed 12 and wounded 20.", [["injured", 20, 20], ["killed", 12, 12]]),
    ("Six guards died at the gate, while up to 43 were wounded.", [["injured", 1, 43], ["killed", 6, 6]]),
    ("Ryan Webb, 34, was killed.", [["killed", 1, 1]]),
    ("Rebels captured the town of Sarmin.", []),
    ("Rebels captured Chasiv Yar.", []),
    ("Rebels captured three soldiers and two tanks.", [["captured", 3, 3]]),
    ("The bomb could have killed hundreds, had it gone off.", []),
    ("They threatened to kill two hostages.", []),
    ("If anyone is killed, the truce ends.", []),
    ("Deputies killed the bill.", []),
    ("No civilians were killed.", [["killed", 0, 0]]),
    ("A general was believed to have been killed.", [["killed", 1, 1]]),
    ("Nobody was hurt.", [["injured", 0, 0]]),
    ("Police have made no arrests.", []),
    ("He did not say how many fighters were killed.", []),
    ("Dozens of troops killed in ambush", [["killed", 24, ""]]),
    ("1 dead, 5 shot in Ohio", [["casualties", 5, 5], ["killed", 1, 1]]),
    ("A teenager was fatally shot.", [["killed", 1, 1]]),
    ("GUERRILLAS KILLED TWO PEASANTS NEAR TEJUTLA.", [["killed", 2, 2]]),
]


@pytest.mark.parametrize(("text", "wanted"), CLAIMS)
def test_what_a_sentence_claims(text: str, wanted: list[list[Any]]) -> None:
    assert _read(text) == sorted(wanted)
