"""The words by which clauses are read: each rule reads its example, and none is idle."""

from __future__ import annotations

import re
import sys
from typing import Any

import msgspec
import pytest

from tollbook import lang
from tollbook.model import Article, Claim, TollClaim
from tollbook.pipeline import read_article

FILES = ("calendar", "clauses", "event_words", "gate_phrases", "number_phrases", "persons", "place_phrases", "said", "time_words", "toll_phrases", "victim_words", "when_phrases", "where_phrases", "where_words")
RULES = [rule for name in FILES for rule in lang.load(name)["rule"]]


def _forget() -> None:
    """What was read of a text before is read anew."""
    for module in [m for name, m in sys.modules.items() if name.startswith("tollbook.extract")]:
        for held in vars(module).values():
            if hasattr(held, "cache_parameters") and held.cache_parameters()["maxsize"] is not None:
                held.cache_clear()


def _claims(text: str) -> tuple[Claim, ...]:
    return read_article(Article(id="a", text=text, published="2026-11-20")).claims


def _told(claim: Claim) -> list[Any]:
    if not isinstance(claim, TollClaim):
        return [claim.__struct_config__.tag]
    return [claim.harm, *("" if end is None else end for end in (claim.count.low, claim.count.high))]


def _at(claim: Claim, path: str) -> Any:
    """What stands at "victims.role" or "by.0.text"; "" where nothing does."""
    held = msgspec.to_builtins(claim)
    for step in path.split("."):
        held = held.get(step) if isinstance(held, dict) else held[int(step)] if isinstance(held, list | tuple) and int(step) < len(held) else None
    return "" if held is None else held


@pytest.mark.parametrize("rule", RULES, ids=[r["id"] for r in RULES])
def test_a_rule_of_clauses_reads_its_example(rule: dict[str, Any]) -> None:
    """`gives` are the harms and counts, or `values` what each claim has in its `field`."""
    example = rule["example"]
    claims = _claims(example["text"])
    if "field" in example:
        assert [_at(c, example["field"]) for c in claims] == example["values"]
    else:
        assert [_told(c) for c in claims] == example["gives"]


@pytest.mark.parametrize("rule", RULES, ids=[r["id"] for r in RULES])
def test_without_its_words_the_example_reads_otherwise(rule: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    text, words, pattern = rule["example"]["text"], lang.words, lang.pattern
    read = _claims(text)

    def without(name: str, rule_id: str, key: str = "words", language: str = "en") -> frozenset[str]:
        if rule_id == rule["id"]:
            return frozenset()
        found = lang.rule(name, rule_id, language)
        if rule["id"] in found.get("with", ()):
            return frozenset(found[key]).union(*(without(name, other, key, language) for other in found["with"]))
        return words(name, rule_id, key, language)

    def unmatched(name: str, rule_id: str, language: str = "en") -> re.Pattern[str]:
        return re.compile(r"(?!)") if rule_id == rule["id"] else pattern(name, rule_id, language)

    monkeypatch.setattr(lang, "words", without)
    monkeypatch.setattr(lang, "pattern", unmatched)
    _forget()
    otherwise = _claims(text)
    _forget()
    assert otherwise != read


@pytest.mark.parametrize("asked", ["en.clause.none_such", ""])
def test_a_rule_that_no_file_has_is_named(asked: str) -> None:
    with pytest.raises(KeyError, match=r"clauses\.toml has no rule"):
        lang.words("clauses", asked)
