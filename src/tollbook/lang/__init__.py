"""The language as data: word lists and cues that need no programmer to edit."""

from __future__ import annotations

import functools
import re
import tomllib
from importlib import resources
from typing import Any


@functools.cache
def load(name: str, language: str = "en") -> dict[str, Any]:
    """Load one file of a language, once.

    Args:
        name: The file's name without its ending: "numbers", "harm" …
        language: ISO 639 code, the folder's name.

    Example:
        >>> "rule" in load("harm")
        True
    """
    return tomllib.loads(resources.files("tollbook.lang").joinpath(language, f"{name}.toml").read_text("utf-8"))


@functools.cache
def rule(name: str, rule_id: str, language: str = "en") -> dict[str, Any]:
    """One rule of a file, by its id.

    Args:
        name: The file's name without its ending.
        rule_id: What the rule's `id` says: "en.toll.killed.object".
        language: ISO 639 code, the folder's name.

    Raises:
        KeyError: The file has no such rule.

    Example:
        >>> rule("parts", "en.toll.higher")["example"]["gives"]
        [['killed', '', '']]
    """
    for found in load(name, language)["rule"]:
        if found["id"] == rule_id:
            return dict(found)
    raise KeyError(f"{name}.toml has no rule {rule_id}")


@functools.cache
def words(name: str, rule_id: str, key: str = "words", language: str = "en") -> frozenset[str]:
    """The words of one rule, as a set, with those of the rules that it names in `with`: no list is written twice.

    Args:
        name: The file's name without its ending.
        rule_id: The rule's id.
        key: Which of its lists.
        language: ISO 639 code, the folder's name.

    Raises:
        KeyError: The file has no such rule, or the rule no such list.

    Example:
        >>> "clinic" in words("clauses", "en.clause.takes_in")
        True
    """
    found = rule(name, rule_id, language)
    held = found[key]
    own = frozenset(held.split() if isinstance(held, str) else held)
    return own.union(*(words(name, other, key, language) for other in found.get("with", ())))


_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL}


@functools.cache
def pattern(name: str, rule_id: str, language: str = "en") -> re.Pattern[str]:
    """The expression of one rule: its `pattern`, with the words of its `any` where that says {any}, under its `flags`.

    Args:
        name: The file's name without its ending.
        rule_id: The rule's id.
        language: ISO 639 code, the folder's name.

    Raises:
        KeyError: The file has no such rule, or the rule no pattern.

    Example:
        >>> bool(pattern("place_phrases", "en.phrase.water").search("off the Gulf of Aden"))
        True
    """
    found = rule(name, rule_id, language)
    flags = re.NOFLAG
    for letter in found.get("flags", ""):
        flags |= _FLAGS[letter]
    return re.compile(found["pattern"].replace("{any}", "|".join(found.get("any", ()))), flags)
