"""Who takes part, and who did it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tollbook.errors import TollbookError
from tollbook.extract.actor import find_actors
from tollbook.extract.actor_table import find_names
from tollbook.extract.event_attack import find_responsibility
from tollbook.extract.perpetrator import Perpetrators, perpetrators
from tollbook.lang import load
from tollbook.text.parse import Parsed, parse
from tollbook.text.sentences import split


def one(text: str) -> Parsed:
    return parse(split(text))[0]


def who_did(text: str, word: str) -> Perpetrators:
    parsed = one(text)
    trigger = next(t.i for t in parsed.doc if t.lower_ == word)
    return perpetrators(parsed, trigger, find_actors(parsed))


MENTIONS = [
    ("Turkish forces shelled the hills.", [("Turkish forces", "Turkey")]),
    ("The Turkish Government has said nothing.", [("The Turkish Government", "Turkey")]),
    ("Syrian rebel militias held the road.", [("Syrian rebel militias", "Syrian rebels")]),
    ("The Syrian opposition rejected it.", [("The Syrian opposition", "Syrian opposition")]),
    ("Damascus forces fell back.", [("Damascus forces", "Syria")]),
    ("Ankara urged Moscow to wait.", [("Ankara", "Turkey"), ("Moscow", "Russia")]),
    ("The Kremlin denied it.", [("The Kremlin", "Russia")]),
    ("The Al-Assad regime sent help.", [("The Al-Assad regime", "Syria")]),
    ("It was hit by Syrian or Russian aircraft.", [("Syrian", "Syria"), ("Russian aircraft", "Russia")]),
    ("The IDF struck the port.", [("The IDF", "Israel")]),
    ("Boko Haram fighters burned a school.", [("Boko Haram fighters", "Boko Haram")]),
    ("Unidentified gunmen fled.", [("Unidentified gunmen", None)]),
    ("A man was seen in the Turkish province of Hatay.", []),
    ("They met in Moscow.", []),
    ("A farmer was buried in Maarat, Syria.", []),
]


@pytest.mark.parametrize(("text", "expected"), MENTIONS)
def test_mentions(text: str, expected: list[tuple[str, str | None]]) -> None:
    found = find_actors(one(text))
    assert [(m.text, m.actor) for m in found] == expected
    assert all(text[m.start : m.end] == m.text for m in found)


DONE_BY = [
    ("Rebels killed nine soldiers.", "killed", ["Rebels"]),
    ("Nine soldiers were killed by rebels.", "killed", ["rebels"]),
    ("Gunmen stormed a house and killed three men.", "killed", ["Gunmen"]),
    ("A suicide bomber blew himself up, killing 12 people.", "killing", ["A suicide bomber"]),
    ("Nine people were killed in an Israeli air strike.", "killed", ["Israeli"]),
    ("Nine people were killed and four injured in a Taliban ambush.", "killed", ["Taliban"]),
    ("A bomb planted by the Taliban killed nine.", "killed", ["the Taliban"]),
    ("The killing of six monks by the army shocked the town.", "killing", ["the army"]),
    ("The mayor, who was shot by members of the FMLN, was buried.", "shot", ["members of the FMLN"]),
    ("Three died when Saudi warplanes bombed a market.", "died", ["Saudi warplanes"]),
    ("A house was hit by an Israeli airstrike, resulting in five deaths.", "deaths", ["Israeli"]),
    ("Troops claimed to have killed five rebels.", "killed", ["Troops"]),
    ("Police said four people were killed.", "killed", []),
    ("Six soldiers died in the battle.", "died", []),
    ("An earthquake killed nine people.", "killed", []),
]


@pytest.mark.parametrize(("text", "word", "expected"), DONE_BY)
def test_who_did_it(text: str, word: str, expected: list[str]) -> None:
    found = who_did(text, word)
    assert [m.text for m in found.by] == expected
    assert (found.by_certainty is None) == (not expected)


@pytest.mark.parametrize(
    ("text", "certainty", "stance"),
    [
        ("Six men were killed in an air attack by Syrian or Russian aircraft.", "alternatives", "asserted"),
        ("Six men were killed by suspected militants.", "suspected", "hedged"),
        ("Six men were killed in an alleged Israeli strike.", "suspected", "hedged"),
        ("Six men were killed by militants.", "stated", "asserted"),
    ],
)
def test_how_certain(text: str, certainty: str, stance: str) -> None:
    found = who_did(text, "killed")
    assert (found.by_certainty, found.by_stance) == (certainty, stance)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Taliban claimed responsibility for the bombing.", [("Taliban", "asserted")]),
        ("Hamas denied involvement in the attack.", [("Hamas", "denied")]),
        ("No group has claimed responsibility.", []),
        ("The Taliban did not claim responsibility.", []),
    ],
)
def test_claims_of_responsibility(text: str, expected: list[tuple[str, str]]) -> None:
    parsed = one(text)
    assert [(r.actor.actor, r.stance) for r in find_responsibility(parsed, find_actors(parsed))] == expected


def test_short_names_are_names_only_in_capitals() -> None:
    assert find_names("he is with us, as a matter of fact") == ()
    assert [h.party.name for h in find_names("US troops met the FMLN")] == [
        "United States",
        "Farabundo Marti National Liberation Front",
    ]


def test_upper_case_copy_is_read() -> None:
    parsed = one("FMLN REBELS ATTACKED A SALVADORAN ARMY POST NEAR THE RIVER.")
    assert [m.actor for m in find_actors(parsed)] == ["Farabundo Marti National Liberation Front", "El Salvador"]


def test_a_users_own_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "mine.toml"
    table.write_text('actors = [{name = "Blue Hills Front", kind = "rebel", country = "TD", aliases = ["BHF"]}]\n')
    monkeypatch.setenv("TOLLBOOK_ACTORS", str(table))
    assert [m.actor for m in find_actors(one("BHF fighters killed two men."))] == ["Blue Hills Front"]


def test_a_broken_table_says_which(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "broken.toml"
    table.write_text("actors = [")
    monkeypatch.setenv("TOLLBOOK_ACTORS", str(table))
    with pytest.raises(TollbookError, match=r"broken\.toml"):
        find_names("Rebels")


def test_the_table_is_sound() -> None:
    rows = load("actors")["actors"]
    codes = {r["code"] for r in load("states")["states"]}
    names = [r["name"] for r in rows]
    assert len(rows) >= 250
    assert len(set(names)) == len(names)
    assert all(r.get("country", "TR") in codes for r in rows)


@pytest.mark.parametrize(
    "rule", [r for r in load("actors")["rule"] if r.get("kind") not in {None, "person"}], ids=lambda r: r["id"]
)
def test_each_rule_reads_its_example(rule: dict[str, str]) -> None:
    kinds = {m.kind for m in find_actors(one(f"{rule['example']} attacked the village."))}
    assert kinds == {rule["kind"]}
