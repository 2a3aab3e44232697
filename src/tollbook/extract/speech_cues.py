"""The words of saying, as data: which verb attributes in which construction.

A linguist edits `lang/en/speakers.toml` and `attitudes.toml`; this module only
turns them into look-up tables, once a process and never at import.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from tollbook.lang import load


@dataclass(frozen=True, slots=True)
class Cue:
    """What one word of saying does in one construction.

    `says`: a statement, so that a figure inside is the speaker's. `hedge`: the
    speaker is not sure of it, or the article distances itself. `denies`: the
    speaker says that it is not so.
    """

    rule: str
    says: bool
    hedge: bool
    denies: bool


@dataclass(frozen=True, slots=True)
class Cues:
    """All look-up tables of `speakers.toml` and `attitudes.toml`."""

    verbs: dict[tuple[str, str], Cue]
    nouns: dict[tuple[str, str], Cue]
    adjectives: dict[tuple[str, str], Cue]
    roles: tuple[tuple[str, frozenset[str], re.Pattern[str] | None], ...]
    platforms: frozenset[str]
    carriers: frozenset[str]
    statements: frozenset[str]
    never: frozenset[str]
    pronouns: dict[str, str]
    many: frozenset[str]
    bodies: frozenset[str]
    words: dict[str, frozenset[str]]


@functools.cache
def cues(language: str = "en") -> Cues:
    """Load the words of saying.

    Example:
        >>> cues().verbs["say", "clause"].says
        True
    """
    data = load("speakers", language)
    verbs: dict[tuple[str, str], Cue] = {}
    nouns: dict[tuple[str, str], Cue] = {}
    adjectives: dict[tuple[str, str], Cue] = {}
    for rule in (*data["rule"], *load("attitudes", language)["rule"]):
        cue = Cue(rule["id"], rule.get("says", False), rule.get("hedge", False), rule.get("denies", False))
        for frame in (*rule.get("frames", ()), *(f"~{p}" for p in rule.get("prepositions", ()))):
            for word in rule.get("verbs", ()):
                verbs.setdefault((word, frame), cue)
            for word in rule.get("nouns", ()):
                nouns.setdefault((word, frame), cue)
            for word in rule.get("adjectives", ()):
                adjectives.setdefault((word, frame), cue)
    roles = tuple(
        (
            role["name"],
            frozenset(role.get("words", ())),
            re.compile(r"\b(?:" + "|".join(map(re.escape, role["phrases"])) + r")\b", re.IGNORECASE) if role.get("phrases") else None,
        )
        for role in data["role"]
    )
    return Cues(
        verbs,
        nouns,
        adjectives,
        roles,
        frozenset(data["platform"]["words"]),
        frozenset(data["platform"]["carriers"]),
        frozenset(data["statement"]["words"]),
        frozenset(data["never"]["words"]),
        dict(data["pronouns"]),
        frozenset(data["number"]["many"]),
        frozenset(data["number"]["bodies"]),
        {name: frozenset(held) for name, held in data["words"].items()},
    )
