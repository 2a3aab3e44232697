"""Whether two descriptions of a speaker can be one voice, must not be, or tell nothing.

Never two spokesmen as one: what tells voices apart (another name, office,
place or side) outweighs whatever they have in common.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tollbook.extract.actor_table import find_names
from tollbook.gazetteer.fold import fold
from tollbook.lang import load
from tollbook.model import Article
from tollbook.reconcile.voices import Voice

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_VOWELS = re.compile(r"(?<=.)[aeiouy]+")
_DOUBLED = re.compile(r"(.)\1+")
_APART = 6  # words between an office and the name beside it


def skeleton(name: str) -> str:
    """A name without what transliterations differ in.

    Example:
        >>> skeleton("zelenskyy") == skeleton("zelensky"), skeleton("mohammed") == skeleton("muhammad")
        (True, True)
    """
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", name)) if len(name) > 4 else name


def share_name(a: Voice, b: Voice) -> bool:
    """Do two named persons bear one name: "Dogan" and "Rahmi Doğan"?

    Another spelling of every word of it counts only for one office or body.
    """
    if not a.names or not b.names:
        return False
    if a.names <= b.names or b.names <= a.names:
        return True
    one, other = ({skeleton(n) for n in v.names} for v in (a, b))
    alike = bool(a.names & b.names) or (a.office, a.body) == (b.office, b.body) != (None, None)
    return alike and (one <= other or other <= one)


def _differ(a: str | None, b: str | None) -> bool:
    return a is not None and b is not None and a != b


def _one_government(a: Voice, b: Voice) -> bool:
    """ "Ankara" and the Turkish Ministry of Defence: a government, and a ministry of it."""
    kinds = sorted((a.body or "", b.body or ""))
    return a.party is not None and a.party == b.party and kinds[1] != kinds[0] and any(k.endswith("ministry") for k in kinds) and "government" in kinds


def conflict(a: Voice, b: Voice) -> bool:
    """Must two descriptions be different voices?"""
    if a.outlet is not None or b.outlet is not None:
        return a.outlet is None or b.outlet is None or fold(a.outlet) != fold(b.outlet)
    if a.unnamed or b.unnamed:
        return not (a.unnamed and b.unnamed) or _differ(a.country, b.country) or _differ(a.party, b.party)
    if a.known is not None and b.known is not None:
        return a.known != b.known
    if share_name(a, b):
        return _differ(a.country, b.country) and min(len(a.names), len(b.names)) < 2
    same_body = a.body is not None and a.body == b.body
    if a.names and b.names and not same_body:
        return True
    if _differ(a.office, b.office) or (_differ(a.body, b.body) and not _one_government(a, b)):
        return True
    if (a.office is None) != (b.office is None) and (a.body is None) != (b.body is None):
        return True
    if _differ(a.country, b.country) or (a.body == "group" and _differ(a.party, b.party)):
        return True
    return bool(a.words and b.words) and not a.words & b.words and not _abbreviates(a, b)


def _abbreviates(a: Voice, b: Voice) -> bool:
    return (a.acronym is not None and a.acronym == b.initials) or (b.acronym is not None and b.acronym == a.initials)


def same_name(a: Voice, b: Voice) -> str | None:
    """Why two descriptions name one voice, where they do; `None` where they do not.

    Example:
        >>> from tollbook.reconcile.voices import voice_from
        >>> same_name(voice_from("Governor Dogan"), voice_from("the governor of Hatay, Rahmi Dogan"))
        'the same name'
    """
    if conflict(a, b):
        return None
    if a.outlet is not None:
        return "the same outlet"
    if a.unnamed:
        return "the same words, to the same outlet" if a.words <= b.words or b.words <= a.words else None
    if a.known is not None and a.known == b.known:
        return f"both names of {a.known}"
    if share_name(a, b):
        return "the same name"
    return "one is the other's abbreviation" if _abbreviates(a, b) else None


def same_post(a: Voice, b: Voice, *, apart: bool = False) -> str | None:
    """Why two descriptions are of one office or body, where they can be.

    Args:
        a: One of them.
        b: The other.
        apart: They stand in different articles. "The army" of one is then that
            of another only where both say whose, or neither does.

    Example:
        >>> from tollbook.reconcile.voices import voice_from
        >>> same_post(voice_from("police"), voice_from("Baytown police"))
        'they speak for the same body'
        >>> same_post(voice_from("Houston police"), voice_from("Baytown police")) is None
        True
    """
    if conflict(a, b) or a.unnamed:
        return None
    if apart and (a.body or a.office) in _national() and (a.party is None) != (b.party is None):
        return None
    if a.office is not None and a.office == b.office:
        return "the same office, and nothing says that there are two"
    if a.body is not None and a.body == b.body and (a.body != "named" or a.words <= b.words or b.words <= a.words):
        return "they speak for the same body"
    if _one_government(a, b):
        return f"the only voice of {a.party}'s government here"
    return None


@functools.cache
def _national() -> frozenset[str]:
    """Offices and bodies of which every state has one."""
    return frozenset(next(r["words"] for r in load("voices")["rule"] if r["id"] == "en.voice.national"))


class Mentions:
    """Where articles name somebody, and between which words; looked up once a name, not once a pair of speakers."""

    def __init__(self, articles: Mapping[str, Article]) -> None:
        self._texts = {key: articles[key].text for key in sorted(articles)}
        self._found: dict[str, tuple[_Mention, ...]] = {}

    def of(self, name: str) -> tuple[_Mention, ...]:
        """Every mention of a name, article by article in the order of their keys."""
        if name not in self._found:
            pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
            self._found[name] = tuple(
                _Mention(key, *_words_beside(text, m.start(), m.end())) for key, text in self._texts.items() if name in text for m in pattern.finditer(text)
            )
        return self._found[name]


@dataclass(frozen=True, slots=True)
class _Mention:
    """The folded words of the same sentence around a name: those before it, the nearest first, and those after its comma."""

    key: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def can_be_named(person: Voice, office: Voice) -> bool:
    """Is the one a name alone, and the other an office or body without one?"""
    return is_name_alone(person) and is_nameless_post(office)


def is_name_alone(voice: Voice) -> bool:
    """A person's name, and nothing that says what they are."""
    return bool(voice.names) and not (voice.office or voice.body or voice.unnamed)


def is_nameless_post(voice: Voice) -> bool:
    """An office or body, and nobody's name."""
    return not voice.names and bool(voice.office or voice.body) and not voice.unnamed


def all_together(person: Voice, office: Voice, mentions: Mentions) -> tuple[str, ...]:
    """The keys of the articles that put a person's name beside an office: "the governor of Hatay, Rahmi Dogan".

    Args:
        person: A voice with a name and no office or body.
        office: One with an office or body and no name.
        mentions: Of the articles.

    Returns:
        In the order of the keys, each once; empty where no article does.
    """
    if not can_be_named(person, office):
        return ()
    raw = [m.group() for m in _WORD.finditer(person.text) if fold(m.group()) in person.names]
    found = mentions.of(raw[-1]) if raw else ()
    if not found:
        return ()
    own = {fold(m.group()) for m in _WORD.finditer(office.text)}
    small = frozenset(load("voices")["small"]["words"])
    passing = person.names | own | office.words | small
    heads = own - office.words - small
    return tuple(dict.fromkeys(m.key for m in found if any(_reaches(words, heads, passing, office) for words in (m.before, m.after))))


def _words_beside(text: str, start: int, end: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    left = re.split(r"[.!?\n;]", text[max(0, start - 90) : start])[-1]
    right = re.split(r"[.!?\n;]", text[end : end + 90])[0]
    before = tuple(fold(m.group()) for m in _WORD.finditer(left))[::-1]
    return before, tuple(fold(m.group()) for m in _WORD.finditer(right)) if right.lstrip().startswith(",") else ()


def _reaches(words: Sequence[str], heads: set[str], passing: frozenset[str], office: Voice) -> bool:
    """Do only words of the office, its place and the name stand between?"""
    reached: set[str] = set()
    for word in words[: _APART + 2]:
        if word not in passing and not _is_place_or_party(word):
            break
        reached.add(word)
    return bool(heads & reached) and (not office.words or bool(office.words & reached))


@functools.lru_cache(maxsize=8192)
def _is_place_or_party(word: str) -> bool:
    return bool(find_names(word.capitalize()))
