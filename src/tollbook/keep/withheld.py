"""Names that are withheld from what leaves the desk: those of private persons, the dead and the young among them.

A figure needs its speaker's office, not the name of a neighbour who spoke, nor
those of the dead, whose families may not have been told. Whoever speaks for a
government, an army, the police, a party, a body that counts, or a medium does
so in public and keeps the name.

It errs on the side of silence: two capitalised words that are neither a place
nor a party nor an office are taken for a name. It cannot tell names in scripts
without capitals; whoever passes a sheet on must still read it.
"""

from __future__ import annotations

import calendar
import functools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tollbook import lang
from tollbook.extract.actor_table import find_names
from tollbook.extract.people import is_personal_name
from tollbook.extract.speech_source import role_of
from tollbook.ledger import Origin
from tollbook.model import AnyClaim, TollClaim

WITHHELD = "a named private person"
# Speakers of these roles speak for a body, not for themselves.
PUBLIC = frozenset({"government", "military", "rebel", "police", "monitor", "ngo", "un", "party", "media", "agency", "outlet"})
# Before a name, a word of these roles is an office; "soldier" or "officer" before it may be the dead man's trade.
_OFFICES = frozenset({"government", "monitor", "ngo", "un", "party", "media"})
_WORD = re.compile(r"[^\W\d_](?:[\w'’]|-(?=\w))*")
# One name and an age, as rolls of the dead have them: "Omar, 9," and "Omar (9)".
_AGED = re.compile(r"\b([^\W\d_][\w'’-]{2,30})(?:, | \()\d{1,3}(?=[,.;)]|$)")
_LONGEST = 5
_CALENDAR = frozenset({*calendar.day_name, *calendar.month_name, *calendar.month_abbr})

Run = tuple[int, int]
Mask = Callable[[str], str]


def _cues(rule: str) -> frozenset[str]:
    """The words of one rule of `withheld.toml`."""
    return lang.words("withheld", rule)


@dataclass(frozen=True, slots=True)
class Withheld:
    """What is withheld and what is not: names in small letters, whole and by their parts.

    Call it on any words that are to be shown.
    """

    private: frozenset[str]
    public: frozenset[str]

    def __call__(self, text: str) -> str:
        """The words with private names replaced.

        Example:
            >>> Withheld(frozenset({"rosa linares", "linares"}), frozenset())("Rosa Linares ran. Mrs Linares saw it.")
            '[a named private person] ran. Mrs [a named private person] saw it.'
        """
        out, at = [], 0
        for start, end in self._found(text):
            out += [text[at:start], f"[{WITHHELD}]"]
            at = end
        return "".join([*out, text[at:]])

    def _found(self, text: str) -> Iterator[Run]:
        words = list(_WORD.finditer(text))
        i = 0
        while i < len(words):
            for j in range(min(len(words), i + _LONGEST), i, -1):
                start, end = words[i].start(), words[j - 1].end()
                if text[start:end].casefold() in self.private:
                    yield start, end
                    i = j - 1
                    break
            i += 1


def withhold(claims: Iterable[AnyClaim], origins: Iterable[Origin], texts: Iterable[str] = ()) -> Withheld:
    """Find the names of private persons in an incident.

    Args:
        claims: All of them, those struck out included.
        origins: Whose claims they are: a man whom one paper calls the governor
            is no private person where another gives his name alone.
        texts: Other words that are to be shown, such as headlines.
    """
    held = list(claims)
    voices = list(origins)
    kinds = {c: o.kind for o in voices for c in o.claims}
    # a newspaper may be called like a person
    public = {p for o in voices if o.kind in {"outlet", "agency", "media"} for p in {o.name.casefold(), *_parts(o.name)}}
    spoken: list[str] = []
    quoted: list[str] = []
    for claim in held:
        for n, link in enumerate(claim.attribution):
            role = kinds.get(claim.id, link.role) if n == 0 and link.role == "unknown" else link.role
            if role in PUBLIC:
                public |= _names(link.speaker)
            elif link.named:
                spoken.append(link.speaker)
        public |= {n.casefold() for w in [claim.where] if w is not None for n in (w.text, w.name, *w.path) if n}
        quoted.append(claim.quote.text)
        if isinstance(claim, TollClaim) and claim.victims is not None and claim.victims.text:
            quoted.append(claim.victims.text)
    quoted += texts
    for text in (*quoted, *spoken):
        public |= {p for run in _runs(text) if _is_office(_before(text, run)) for p in _parts(text[slice(*run)])}
        public |= {text[slice(*run)].casefold() for run in _runs(text) if _before(text, run).lower() in _cues("en.withheld.place")}
    private: set[str] = set()
    for text in quoted:
        private |= {p for run in _runs(text) if _is_person(name := text[slice(*run)]) and name.casefold() not in public for p in _parts(name)}
        private |= {m[1].casefold() for m in _AGED.finditer(text) if m[1][0].isupper() and _is_first_name(m[1])}
    for speaker in spoken:
        private |= _names(speaker, alone=True)
    return Withheld(private=frozenset(p for p in private - public if not _is_common(p)), public=frozenset(public))


def _names(speaker: str, *, alone: bool = False) -> set[str]:
    """The personal names in a speaker's words, with their parts; `alone` takes a single word for one, too."""
    runs = [speaker[slice(*r)] for r in _runs(speaker, alone=alone)]
    return {p for run in runs if _is_person(run) or (alone and _is_first_name(run)) for p in _parts(run)}


def _is_first_name(name: str) -> bool:
    return " " not in name and role_of(name) == "unknown" and not find_names(name) and name not in _CALENDAR and is_personal_name(f"{name} {name}")


@functools.lru_cache(maxsize=10_000)
def _is_person(name: str) -> bool:
    words = name.split()
    if not 1 < len(words) <= _LONGEST or set(words) & _CALENDAR:
        return False
    return role_of(name) == "unknown" and is_personal_name(name)


def _is_common(part: str) -> bool:
    """Is a part of a name a word of other meanings, so that taking it away alone would tear holes into sentences?"""
    return len(part) < 3 or part in _cues("en.withheld.particle") or (" " not in part and (role_of(part) != "unknown" or bool(find_names(part.title()))))


def _parts(name: str) -> set[str]:
    words = [w for w in name.casefold().split() if w not in _cues("en.withheld.particle")]
    return {name.casefold(), *(w for w in words if len(w) > 2)}


def _before(text: str, run: Run) -> str:
    """The word that stands right before a name."""
    before = re.search(r"([\w-]+)\s+$", text[max(0, run[0] - 40) : run[0]])
    return before.group(1) if before else ""


def _is_office(word: str) -> bool:
    return bool(word) and role_of(word) in _OFFICES


def _runs(text: str, *, alone: bool = False) -> Iterator[Run]:
    """Where capitalised words stand together, titles before them left out; nothing in a headline whose every word has a capital."""
    words = list(_WORD.finditer(text))
    capital = [w.group()[0].isupper() and (not w.group().isupper() or len(w.group()) == 1) for w in words]
    if len(words) >= 5 and sum(capital) >= 0.7 * len(words):
        return
    i = 0
    while i < len(words):
        if not capital[i]:
            i += 1
            continue
        j = _end(text, words, capital, i)
        while i < j - 1 and role_of(words[i].group()) != "unknown":
            i += 1
        if j - i > 1 or alone:
            yield words[i].start(), words[j - 1].end()
        i = j


def _end(text: str, words: Sequence[re.Match[str]], capital: Sequence[bool], i: int) -> int:
    """The word after a run that begins at `i`: capitals, particles between them, initials with their full stop."""
    j = i + 1
    while j < len(words):
        gap = text[words[j - 1].end() : words[j].start()]
        initial = len(words[j - 1].group()) == 1 and gap.strip() == "."
        if gap.strip() and not initial:
            break
        led = next((k for k in range(j, min(j + 3, len(words))) if words[k].group() not in _cues("en.withheld.particle")), len(words))
        if capital[j]:
            j += 1
        elif led > j and led < len(words) and capital[led] and not text[words[j].start() : words[led].start()].strip("abcdefghijklmnopqrstuvwxyz "):
            j = led + 1
        elif words[j].group().partition("-")[0] in _cues("en.withheld.particle") and "-" in words[j].group():
            j += 1
        else:
            break
    return j
