"""Words of persons as `victims.toml` lists them: what each says of who somebody was."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from tollbook.lang import load
from tollbook.model import VictimRole

TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['’][^\W\d_]+)*(?:-[^\W\d_]+)*|,|;|/|\(|\)")
_GENERIC, _TRANSPARENT = "en.victim.generic", "en.victim.transparent"
COUNTS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve dozen dozens several many some a an both twenty thirty".split()
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a word says: the role, and the class of `victims.toml`."""

    role: VictimRole
    name: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Heads, words that decide before a head, heads that say nothing by themselves, and bodies whose members are meant."""

    heads: dict[str, Kind]
    before: dict[str, Kind]
    generic: frozenset[str]
    transparent: frozenset[str]
    bodies: dict[str, Kind]
    context: frozenset[str]


@functools.cache
def lexicon() -> Lexicon:
    """The words of `victims.toml`, once a process."""
    heads: dict[str, Kind] = {}
    before: dict[str, Kind] = {}
    bodies: dict[str, Kind] = {}
    plain: dict[str, frozenset[str]] = {}
    for rule in load("victims")["rule"]:
        if "class" not in rule:
            plain[rule["id"]] = frozenset(rule["words"])
            continue
        kind = Kind(rule["role"], rule["class"])
        for word in rule["words"]:
            heads.setdefault(word, kind)
        for word in rule.get("before", ()):
            before.setdefault(word, kind)
        for word in rule.get("bodies", ()):
            bodies.setdefault(word, kind)
    return Lexicon(heads, before, plain[_GENERIC], plain[_TRANSPARENT], bodies, plain["en.victim.context.civilian"])


def singular(word: str) -> str:
    """The singular of a noun, as far as victims' words need it.

    Example:
        >>> [singular(w) for w in ("policemen", "families", "children", "wives", "boss")]
        ['policeman', 'family', 'child', 'wife', 'boss']
    """
    irregular = {
        "children": "child",
        "people": "people",
        "wives": "wife",
        "personnel": "personnel",
        "lives": "life",
        "police": "police",
        "babies": "baby",
        "thieves": "thief",
        "police's": "police",
        "bodies": "body",
        "grandchildren": "grandchild",
        "schoolchildren": "schoolchild",
        "forces": "forces",
    }
    if word in irregular:
        return irregular[word]
    if word.endswith("men") and len(word) > 4:
        return word[:-3] + "man"
    if word == "men":
        return "man"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def look(table: dict[str, Kind], words: list[str], end: int, longest: int = 4) -> tuple[Kind, int] | None:
    """The longest entry of the table that ends before `end`, and how many words it has."""
    for size in range(min(longest, end), 0, -1):
        raw = " ".join(words[end - size : end])
        last = " ".join([*words[end - size : end - 1], singular(words[end - 1])])
        for form in (raw, last):
            if form in table:
                return table[form], size
    return None
