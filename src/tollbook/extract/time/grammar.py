"""Words of time and the patterns over them, compiled from `lang/en/time.toml`.

Every class of words becomes one character, so that a text becomes a string of
classes and a grammar rule a plain regular expression over that string: quick,
linear, and editable by somebody who does not program.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any

from tollbook.lang import load

# Classes that the lexer makes of numbers and signs, and those that rules make.
_LEXICAL = (
    "x stop comma dot hyphen slash poss lparen rparen currency n12 n24 n31 n59 n99 nbig yyyy yy ordinal ordbig decade clock "
    "dotclock clock4 iso numdate meridiem holiday quarterno grouped"
)
_MADE = "Day Wday Rday Holi Date Days Years Season Part Clock Dur Set Ref Since Window Zone"
NO_TIME = "none"
_NAME = re.compile(r"[A-Za-z][\w-]*|[()|?*+]|\{\d+,\d+\}|\.|\s+")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the grammar: its name, what it means, and the class of what it makes."""

    id: str
    means: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layer:
    """The rules of one layer as a single expression; its n-th group is its n-th rule."""

    pattern: re.Pattern[str]
    single: dict[str, re.Pattern[str]]
    rules: dict[str, Rule]
    island: re.Pattern[str]
    first: bool


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled grammar: classes of words, names of classes, layers of rules."""

    words: dict[str, tuple[str, Any]]
    capital: frozenset[str]
    code: dict[str, str]
    name: dict[str, str]
    layers: tuple[Layer, ...]
    holidays: re.Pattern[str]
    holiday_heads: frozenset[str]
    holiday_rules: dict[str, str]
    hints: frozenset[str]
    cues: dict[str, frozenset[str]]
    makes: frozenset[str]


def _codes(data: dict[str, Any]) -> dict[str, str]:
    names = [*_LEXICAL.split(), *_MADE.split(), *data["plain"]["words"].split()]
    names += [entry["class"] for entry in data["words"]]
    return {name: chr(0xE000 + i) for i, name in enumerate(dict.fromkeys(names))}


def _expand(name: str, code: dict[str, str], unions: dict[str, str]) -> str:
    if name in code:
        return code[name]
    if name in unions:
        return "".join(_expand(part, code, unions) for part in unions[name].split())
    raise ValueError(f"time.toml: no class or union is called {name!r}")


def compile_pattern(pattern: str, code: dict[str, str], unions: dict[str, str]) -> str:
    """Turn a pattern over class names into one over class characters."""
    out: list[str] = []
    at = 0
    for piece in _NAME.finditer(pattern):
        if piece.start() != at:
            raise ValueError(f"time.toml: cannot read {pattern[at:]!r}")
        at = piece.end()
        text = piece.group()
        if text.isspace():
            continue
        if text == ".":
            out.append(f"[^{code['stop']}]")
        elif text[0].isalpha():
            chars = _expand(text, code, unions)
            out.append(chars if len(chars) == 1 else f"[{chars}]")
        else:
            out.append("(?:" if text == "(" else text)
    return "".join(out)


def _island(data: dict[str, Any], code: dict[str, str], *, first: bool) -> re.Pattern[str]:
    """A stretch of classes that rules know, with at least one in it that can make it an expression of time."""
    made, numbers = (
        _MADE.split(),
        "n12 n24 n31 n59 n99 nbig grouped comma dot hyphen slash poss lparen rparen ordword ordbig numword currency",
    )
    idle = {*data["plain"]["words"].split(), *numbers.split(), "x", "stop"} - set(data["core"]["words"].split())
    core = "".join(code[n] for n in code if n not in idle) if first else "".join(code[n] for n in made)
    sea, two = f"[^{code['x']}{code['stop']}]", code["numword"]
    shore = f"[^{code['x']}{code['stop']}{core}]"
    return re.compile(f"{shore}{{0,12}}(?:[{core}]{f'|{two}{two}' if first else ''}){sea}*")


def _layers(data: dict[str, Any], code: dict[str, str]) -> tuple[Layer, ...]:
    layers: dict[int, list[tuple[str, Rule]]] = {}
    for number, rule in enumerate(data["rule"]):
        for variant, pattern in enumerate(rule["patterns"]):
            key = f"r{number}_{variant}"
            compiled = compile_pattern(pattern, code, data["unions"])
            made = Rule(id=rule["id"], means=rule["means"], options=tuple(rule.get("options", "").split()))
            layers.setdefault(rule["layer"], []).append((f"(?P<{key}>{compiled})", made))
    result = []
    for number in sorted(layers):
        entries = layers[number]
        keys = [entry[0][4 : entry[0].index(">")] for entry in entries]
        joined = re.compile("|".join(entry[0] for entry in entries), re.DOTALL)
        single = {k: re.compile(e[0], re.DOTALL) for k, e in zip(keys, entries, strict=True)}
        rules = {k: e[1] for k, e in zip(keys, entries, strict=True)}
        result.append(
            Layer(
                pattern=joined,
                single=single,
                rules=rules,
                island=_island(data, code, first=number == 1),
                first=number == 1,
            )
        )
    return tuple(result)


def _hints(data: dict[str, Any], words: dict[str, tuple[str, Any]]) -> frozenset[str]:
    """Words of which a sentence needs one, or a digit, to hold an expression of time."""
    idle = {"ordword", "zone"}
    found = {word for entry in data["words"] if entry["class"] not in idle for word in entry["values"]}
    feasts = {re.split(r"[ '’.-]", name.lower())[0] for entry in data["holiday"] for name in entry["names"]}
    return frozenset(found | feasts | set(data["core"]["words"].split())) & (frozenset(words) | feasts)


@functools.cache
def grammar() -> Grammar:
    """Load and compile the grammar, once.

    Raises:
        ValueError: A pattern names a class that does not exist; the message says which.
    """
    data = load("time")
    code = _codes(data)
    words: dict[str, tuple[str, Any]] = {w: (code[w], None) for w in data["plain"]["words"].split()}
    capital: set[str] = set()
    for entry in data["words"]:
        words |= {word: (code[entry["class"]], value) for word, value in entry["values"].items()}
        if entry.get("capital"):
            capital |= set(entry["values"])
    feasts = {name.lower(): h["rule"] for h in data["holiday"] for name in h["names"]}
    # a paper, a broadcast, a group that has a word of time in its name is read whole, and means no time
    feasts |= {name.lower(): NO_TIME for entry in data["name"] for name in entry["names"]}
    ordered = sorted(feasts, key=len, reverse=True)
    alternation = "|".join(re.escape(n).replace(r"\ ", r"\s").replace("'", "['’]") for n in ordered)
    return Grammar(
        words=words,
        capital=frozenset(capital),
        code=code,
        name={v: k for k, v in code.items()},
        layers=_layers(data, code),
        holidays=re.compile(rf"(?:{alternation})(?!\w)", re.IGNORECASE),
        holiday_heads=frozenset(re.split(r"[ '’.-]", n)[0] for n in ordered),
        holiday_rules=feasts,
        hints=_hints(data, words),
        cues={k: frozenset(v.split()) for k, v in {**data["tense"], "deed": data["link"]["event"]}.items()},
        makes=frozenset(data["makes"]["words"].split()),
    )
