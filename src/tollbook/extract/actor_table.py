"""The table of parties: states, armed groups, forces, and the names that stand for them.

Newspapers write "Ankara", "the Kremlin", "IDF" and "Jaish e Mohammad". The table
says whom such names mean; it is data of the language folder, and a user may
add a file of the same form by naming it in `TOLLBOOK_ACTORS`.
"""

from __future__ import annotations

import functools
import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from tollbook import lang
from tollbook.errors import TollbookError
from tollbook.lang import load

Form = Literal["party", "country", "of", "stands_for"]
_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|\w+(?:['’](?!s\b)\w+)*")


@dataclass(frozen=True, slots=True)
class Party:
    """One party: its name, the state it belongs to, its kind and whose side it is on."""

    name: str
    kind: str
    country: str | None = None
    side: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found in a text at [start, end), and the party it means.

    `form` says how it means it: a party's own name, a country, an adjective of
    a country ("Turkish"), or a name that stands for its government ("Ankara").
    """

    start: int
    end: int
    party: Party
    form: Form


@dataclass(frozen=True, slots=True)
class _Entry:
    words: tuple[str, ...]
    exact: str | None
    party: Party
    form: Form


def words_of(text: str) -> Iterator[re.Match[str]]:
    """The words of a text, hyphens and possessive endings left out."""
    return _WORD.finditer(text)


def _entries(name: str, party: Party, form: Form) -> Iterator[_Entry]:
    words = tuple(m.group().lower() for m in words_of(name))
    if words:
        # Abbreviations count only in capitals: "IS", "US" and "FACT" are words as well.
        exact = name if name.isupper() and len(words) == 1 and len(name) <= 8 else None
        yield _Entry(words, exact, party, form)


def _rows(path: str | None) -> list[dict[str, Any]]:
    rows = list(load("actors")["actors"])
    if path:
        try:
            rows += tomllib.loads(Path(path).read_text("utf-8"))["actors"]
        except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
            raise TollbookError(
                f"{path}: not a table of actors: {error}",
                hint="Write `actors = [{name = …, kind = …, aliases = […]}]`.",
            ) from error
    return rows


@functools.cache
def _table(path: str | None) -> dict[str, tuple[_Entry, ...]]:
    entries: list[_Entry] = []
    for row in load("states")["states"]:
        state = Party(row["name"], "state", row["code"], row["name"])
        for name in (row["name"], *row["also"]):
            entries += _entries(name, state, "country")
        for name in row["of"]:
            entries += _entries(name, state, "of")
        for name in row["stands_for"]:
            entries += _entries(name, state, "stands_for")
    for row in _rows(path):
        party = Party(row["name"], row["kind"], row.get("country"), row.get("side") or row["name"])
        for name in (row["name"], *row.get("aliases", ())):
            entries += _entries(name, party, "party")
    first: dict[str, list[_Entry]] = {}
    for entry in entries:
        first.setdefault(entry.words[0], []).append(entry)
    return {word: tuple(sorted(held, key=lambda e: -len(e.words))) for word, held in first.items()}


def _fits(entry: _Entry, text: str, words: list[re.Match[str]], i: int, *, shouted: bool) -> bool:
    if len(entry.words) > len(words) - i:
        return False
    if any(words[i + k].group().lower() != w for k, w in enumerate(entry.words)):
        return False
    written = text[words[i].start() : words[i + len(entry.words) - 1].end()]
    if entry.exact is not None:
        return written == entry.exact or (shouted and written[:1].isupper())
    if shouted and (len(entry.words) > 1 or (entry.form == "of" and written != "polish")):
        return True
    return any(char.isupper() for char in written)


def find_names(text: str, *, shouted: bool = False) -> tuple[Hit, ...]:
    """Find the names of parties in a text, the longest at each place.

    Args:
        text: Any text; offsets are into it.
        shouted: The text was all capitals before its case was restored, so that
            an abbreviation may stand there as "Fmln".

    Example:
        >>> [(h.party.name, h.form) for h in find_names("Ankara says Turkish troops fought the PKK")]
        [('Turkey', 'stands_for'), ('Turkey', 'of'), ("Kurdistan Workers' Party", 'party')]
    """
    table = _table(os.environ.get("TOLLBOOK_ACTORS"))
    words = list(words_of(text))
    found: list[Hit] = []
    i = 0
    while i < len(words):
        for entry in table.get(words[i].group().lower(), ()):
            if _fits(entry, text, words, i, shouted=shouted):
                found.append(Hit(words[i].start(), words[i + len(entry.words) - 1].end(), entry.party, entry.form))
                i += len(entry.words) - 1
                break
        i += 1
    return tuple(found)


def cue_words(rule: str) -> frozenset[str]:
    """The words of one rule of `actors.toml`, by its id."""
    return lang.words("actors", rule)
