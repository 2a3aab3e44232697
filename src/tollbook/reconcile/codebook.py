"""Codebooks: a project's published rules for turning claims into figures.

Two careful teams give two figures for one incident because their rules differ,
not because one of them errs. The rules are therefore data, one TOML file a
codebook, each with the source that states it or the mark that it is our own
reading; nothing in the program prefers one of them.
"""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any, Literal, get_args

from tollbook.errors import TollbookError
from tollbook.ledger import Grade
from tollbook.model import Count, Record, Scope, Stance, Victims
from tollbook.reconcile.interval import Interval

Low = Literal["least lower", "own lower", "same as best"]
Best = Literal["majority", "least lower", "none"]
High = Literal["greatest upper", "greatest stated", "own upper", "same as best"]
Unclear = Literal["nothing", "zero", "up to all"]
Shot = Literal["nothing", "injured"]
Role = Literal["combatant", "civilian", "unknown"]

# Rules that a codebook may have beside low, best and high: the table's name, and what it may ask for. Those
# without a choice only say what `[counts]` and the order of the steps already do, with where that is published.
_FURTHER: dict[str, tuple[str, ...]] = {
    "cells": ("add up",),
    "attackers": ("counted", "left out"),
    "days": ("divide evenly", "one event"),
    "conceded": ("apart", "counted"),
    "provisional": (),
    "grade": (),
    "stance": (),
    "scope": (),
    "victims": (),
    "superseded": (),
    "copies": (),
    "left_out": (),
}


class Rule(Record, frozen=True, kw_only=True):
    """One setting of a codebook, with where it stands published.

    `ours` marks a reading of ours: the source is silent, or leaves it to the
    coder. `says` is the rule in a sentence, for the page that explains a toll.
    """

    id: str
    take: str
    says: str
    source: str
    ours: bool = False


class Word(Record, frozen=True, kw_only=True):
    """What a codebook makes of a word that is not a number.

    `number` is the figure the word supplies, `None` where it supplies none and
    only supports the figures of others; `support` is what it is compatible with.
    """

    words: tuple[str, ...]
    support: Interval
    number: Interval | None
    source: str
    ours: bool = False


class Codebook(Record, frozen=True, kw_only=True):
    """The rules under which the tolls of an incident are stated."""

    name: str
    title: str
    about: str
    low: Rule
    best: Rule
    high: Rule
    casualties: Rule
    shot: Rule | None = None
    stances: tuple[Stance, ...]
    scopes: tuple[Scope, ...]
    counted: tuple[Role, ...]
    least_origins: int = 1
    widen: float = 0.1
    unknown_as: Role = "unknown"
    rules: tuple[Rule, ...] = ()
    words: tuple[Word, ...] = ()
    roles: tuple[tuple[str, Role], ...] = ()
    words_alone: bool = False
    left_out: tuple[str, ...] = ()
    headline: tuple[Grade, ...] = ()

    def rule(self, name: str) -> Rule | None:
        """The rule of that name, without the codebook's; `None` where it has none."""
        named = {r.id: r for r in (self.low, self.best, self.high, self.casualties, *([self.shot] if self.shot else []), *self.rules)}
        return named.get(f"{self.name}.{name}")

    def takes(self, name: str) -> str:
        """What the rule of that name asks for; empty where there is none."""
        held = self.rule(name)
        return held.take if held is not None else ""

    def word(self, word: str) -> Word | None:
        """The entry for a vague word; `None` where the codebook has none."""
        bare = " ".join(word.lower().split())
        exact = next((w for w in self.words if bare in w.words), None)
        if exact is not None:
            return exact
        found = [w for w in self.words if any(_contains(bare, known) for known in w.words)]
        return max(found, key=lambda w: max(len(k) for k in w.words if _contains(bare, k)), default=None)

    def support(self, count: Count) -> Interval | None:
        """What a claim's count is compatible with; `None` where it states no number.

        Figures given as rounded ("about 30") give way at both ends.
        """
        if count.low is None:
            return None
        if (word := vague(count)) is not None and (held := self.word(word)) is not None:
            return held.support
        return Interval(low=count.low, high=count.high)

    def number(self, count: Count) -> Interval | None:
        """The figure that a claim's count supplies; `None` of a word that supplies none."""
        if count.low is None:
            return None
        word = vague(count)
        if word is None:
            return Interval(low=count.low, high=count.high)
        held = self.word(word)
        return held.number if held is not None else None

    def role(self, victims: Victims | None) -> Role:
        """Who the victims are under these rules, whatever the reader made of them."""
        if victims is None:
            return self.unknown_as
        mapped = {role for name, role in self.roles if name in victims.classes}
        found: Role = mapped.pop() if len(mapped) == 1 else victims.role
        return self.unknown_as if found == "unknown" else found


def vague(count: Count) -> str | None:
    """The word that stands where a number should; `None` where a number is stated.

    A bare plural ("soldiers were killed") has no word of its own and is looked
    up as "plural".
    """
    if count.word is not None:
        return count.word
    return "plural" if count.low == 2 and count.high is None and count.text is None else None


def _contains(text: str, word: str) -> bool:
    return f" {word} " in f" {text} "


def _fail(where: str, key: str, expected: str) -> TollbookError:
    return TollbookError(f"The codebook {where}: `{key}` is wrong or missing.", hint=f"Expected {expected}.")


def _rule(data: dict[str, Any], key: str, allowed: tuple[str, ...], name: str, where: str) -> Rule:
    table = data.get(key)
    options = "one of " + ", ".join(f'"{a}"' for a in allowed)
    if not isinstance(table, dict):
        raise _fail(where, key, f"a table [{key}] with `take`, {options}, and `says` and `source`")
    if table.get("take") not in allowed:
        raise _fail(where, f"{key}.take", options)
    for field in ("says", "source"):
        if not isinstance(table.get(field), str) or not table[field].strip():
            raise _fail(where, f"{key}.{field}", "a sentence" if field == "says" else "where the rule is published")
    return Rule(
        id=f"{name}.{key}", take=table["take"], says=table["says"], source=table["source"], ours=bool(table.get("ours", False))
    )


def _further(data: dict[str, Any], key: str, allowed: tuple[str, ...], name: str, where: str) -> Rule:
    if allowed:
        return _rule(data, key, allowed, name, where)
    table = data[key]
    if not isinstance(table, dict) or any(not isinstance(table.get(f), str) or not table[f].strip() for f in ("says", "source")):
        raise _fail(where, key, f"a table [{key}] with `says` and `source`")
    return Rule(id=f"{name}.{key}", take="", says=table["says"], source=table["source"], ours=bool(table.get("ours", False)))


def _grades(data: dict[str, Any], where: str) -> tuple[Grade, ...]:
    table = data.get("grade", {})
    given = table.get("counts", []) if isinstance(table, dict) else None
    if not isinstance(given, list) or any(g not in get_args(Grade) for g in given):
        raise _fail(where, "grade.counts", "a list of " + ", ".join(f'"{g}"' for g in get_args(Grade)))
    return tuple(given)


def _bounds(value: Any, key: str, where: str) -> Interval:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return Interval(low=value, high=value)
    if isinstance(value, list) and len(value) == 2 and isinstance(value[0], int) and value[0] >= 0:
        if value[1] == "open":
            return Interval(low=value[0])
        if isinstance(value[1], int) and value[1] >= value[0]:
            return Interval(low=value[0], high=value[1])
    raise _fail(where, key, 'a number, or [low, high] with low not above high; high may be "open"')


def _word(entry: Any, index: int, where: str) -> Word:
    key = f"word[{index}]"
    if not isinstance(entry, dict) or not isinstance(entry.get("words"), list) or not entry["words"]:
        raise _fail(where, f"{key}.words", "a list of words")
    if "number" not in entry and "support" not in entry:
        raise _fail(where, f"{key}.number", "`number` (what the word counts as), `support` (what it may mean), or both")
    number = _bounds(entry["number"], f"{key}.number", where) if "number" in entry else None
    support = number if "support" not in entry and number else _bounds(entry.get("support"), f"{key}.support", where)
    if not isinstance(entry.get("source"), str):
        raise _fail(where, f"{key}.source", "where the number of the word is published")
    words = tuple(" ".join(str(w).lower().split()) for w in entry["words"])
    return Word(words=words, support=support, number=number, source=entry["source"], ours=bool(entry.get("ours", False)))


def _choices(data: dict[str, Any], key: str, allowed: tuple[str, ...], where: str) -> tuple[Any, ...]:
    given = data.get(key)
    if not isinstance(given, list) or not given or any(g not in allowed for g in given):
        raise _fail(where, f"counts.{key}", "a list of " + ", ".join(f'"{a}"' for a in allowed))
    return tuple(given)


def _roles(data: dict[str, Any], where: str) -> tuple[tuple[str, Role], ...]:
    table = data.get("roles", {})
    for name, role in table.items() if isinstance(table, dict) else [("roles", None)]:
        if role not in get_args(Role):
            raise _fail(where, f"roles.{name}", 'a class of victims and "combatant", "civilian" or "unknown"')
    return tuple(sorted((name, role) for name, role in table.items() if name != "unknown"))


def parse_codebook(text: str, where: str) -> Codebook:
    """Make a codebook of the text of its file.

    Args:
        text: TOML.
        where: The file's name, for errors.

    Raises:
        TollbookError: A key is missing or holds what it should not; names both.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TollbookError(f"The codebook {where} is not TOML: {error}.", hint="Correct that line.") from error
    name = data.get("name")
    if not isinstance(name, str) or not name.strip():
        raise _fail(where, "name", "a short name, as in `--codebook NAME`")
    counts = data.get("counts")
    if not isinstance(counts, dict):
        raise _fail(where, "counts", "a table [counts] with `stances`, `scopes` and `victims`")
    roles = _roles(data, where)
    widen, least = counts.get("widen", 0.1), counts.get("least_origins", 1)
    if not isinstance(widen, int | float) or not 0 <= widen <= 1:
        raise _fail(where, "counts.widen", "a share between 0 and 1")
    if not isinstance(least, int) or least < 1:
        raise _fail(where, "counts.least_origins", "a number of origins, 1 or more")
    further = [k for k, v in data.items() if k.startswith("note_") and isinstance(v, dict)]
    return Codebook(
        name=name,
        title=str(data.get("title", name)),
        about=str(data.get("about", "")),
        low=_rule(data, "low", get_args(Low), name, where),
        best=_rule(data, "best", get_args(Best), name, where),
        high=_rule(data, "high", get_args(High), name, where),
        casualties=_rule(data, "casualties", get_args(Unclear), name, where),
        shot=_rule(data, "shot", get_args(Shot), name, where) if "shot" in data else None,
        stances=_choices(counts, "stances", get_args(Stance), where),
        scopes=_choices(counts, "scopes", get_args(Scope), where),
        counted=_choices(counts, "victims", get_args(Role), where),
        least_origins=least,
        widen=float(widen),
        unknown_as=data.get("roles", {}).get("unknown", "unknown"),
        rules=(
            *(_further(data, key, allowed, name, where) for key, allowed in _FURTHER.items() if key in data),
            *(Rule(id=f"{name}.{k[5:]}", take="", says=data[k].get("says", ""), source=data[k].get("source", ""), ours=bool(data[k].get("ours"))) for k in further),
        ),
        words=tuple(_word(entry, i, where) for i, entry in enumerate(data.get("word", []))),
        roles=roles,
        words_alone=bool(counts.get("words_alone", False)),
        left_out=tuple(counts.get("left_out", ())),
        headline=_grades(data, where),
    )


def list_codebooks() -> tuple[str, ...]:
    """The names of the codebooks that are shipped, sorted.

    Example:
        >>> "house" in list_codebooks()
        True
    """
    folder = resources.files("tollbook.reconcile") / "codebooks"
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")))


@functools.cache
def _shipped(name: str) -> Codebook:
    file = resources.files("tollbook.reconcile") / "codebooks" / f"{name}.toml"
    return parse_codebook(file.read_text("utf-8"), f"{name}.toml")


def load_codebook(name_or_path: str | Path) -> Codebook:
    """Load a codebook, one that is shipped or one of your own.

    Args:
        name_or_path: A name of `list_codebooks()`, or the path of a TOML file.

    Raises:
        TollbookError: No such codebook; or its file is wrong, with the key.

    Example:
        >>> load_codebook("house").best.take
        'majority'
    """
    asked = str(name_or_path)
    if asked in list_codebooks():
        return _shipped(asked)
    path = Path(asked)
    if not path.is_file():
        raise TollbookError(
            f"There is no codebook {asked}.", hint=f"Name one of {', '.join(list_codebooks())}, or give the path of a TOML file."
        )
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TollbookError(f"The codebook {asked} cannot be read.", hint="Save it as UTF-8 text.") from error
    return parse_codebook(text, asked)
