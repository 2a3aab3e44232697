"""What in the words of one article tells its incident from others: persons, ages, names, weighty words.

All of it is a function of the text alone. How weighty a word is comes from a
frozen list, never from the articles that happen to lie beside it.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable
from importlib import resources

from tollbook.lang import load

# A name: two to four capitalised words, with initials between. All parts are bounded, so the search is linear.
_PART = r"[^\W\d_a-z][\w'’-]{1,24}"
_NAME = rf"(?P<name>{_PART}(?: (?:[^\W\d_a-z]\.|{_PART})){{1,3}})"
_NAMES = re.compile(rf"(?<![\w-]){_NAME}")
_WORD = re.compile(r"[^\W\d_][\w'’-]{1,30}|\d[\d,.:]{0,10}\d|\d")
# What stands behind a name between commas: "Ilva Dorn, a city spokeswoman,".
_APPOSITION = re.compile(r", ((?:[^\W\d_][\w'’.-]{0,24} ){0,5}[^\W\d_][\w'’.-]{0,24})(?=[,.;])")
# Weight of a word that the frozen list does not hold: it is rarer than the rarest word in it.
_UNLISTED = 7.5
_KEPT_WORDS = 120
_HEADLINE = 3


@functools.cache
def _weights() -> dict[str, float]:
    """The frozen weights of words: lines of a weight and the words that have it."""
    found: dict[str, float] = {}
    for line in resources.files("tollbook.group").joinpath("weights", "words-1.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            weight, *words = line.split()
            found.update(dict.fromkeys(words, float(weight)))
    return found


def weigh(word: str) -> float:
    """How much a word tells of what an article is about: the logarithm of how seldom texts have it.

    Example:
        >>> weigh("the") < weigh("hospital") < weigh("skokomish")
        True
    """
    return _weights().get(word, _UNLISTED)


@functools.cache
def _rules() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rule["pattern"].format(name=_NAME)) for rule in load("grouping")["rule"])


@functools.cache
def _named(what: str) -> frozenset[str]:
    return frozenset(load("grouping")["names"][what].split())


def _bare(word: str) -> str:
    word = word.lower().replace("’", "'")
    return word.removesuffix("'s").strip("'.-")


def _untitled(parts: list[str]) -> list[str]:
    """What follows the last title or sentence opener: "Then Governor Teral Moss" is Teral Moss."""
    titles = [i for i, p in enumerate(parts[:-1]) if p in _named("titles")]
    return parts[titles[-1] + 1 :] if titles else parts


def _short(name: str) -> str | None:
    """The first and last word of a person's name, lower case; `None` where the words are no person's."""
    parts = [p for w in name.split() if len(p := _bare(w)) > 1 or w.endswith(".")]
    parts = _untitled(parts)
    while parts and parts[-1] in {"jr", "sr", "ii", "iii", "iv"}:
        parts.pop()
    if len(parts) < 2 or parts[-1] in _named("not_persons") or parts[-1] in _named("titles"):
        return None
    return f"{parts[0]} {parts[-1]}"


def _shouted(text: str) -> bool:
    """A text all in capitals has no proper names to be seen."""
    letters = [c for c in text[:4000] if c.isalpha()]
    return sum(c.isupper() for c in letters) * 2 > len(letters)


def find_people(text: str) -> tuple[dict[str, int], tuple[int, ...]]:
    """Persons who are named with their age, and all ages of persons.

    A name with an age beside it is that of somebody the incident befell, or who
    did it; ministers and spokesmen are seldom given one.

    Returns:
        Ages by name (first and last word, lower case), and every age, sorted.

    Example:
        >>> find_people("Orlan Vesk, 34, and a 12-year-old boy were shot.")
        ({'orlan vesk': 34}, (12, 34))
    """
    people: dict[str, int] = {}
    ages: set[int] = set()
    for rule in _rules():
        for found in rule.finditer(text):
            groups = found.groupdict()
            own = [int(a) for key in ("age", "more", "last") if (a := groups.get(key)) and 0 < int(a) < 110]
            ages.update(own)
            if own and "name" in groups and (name := _short(groups["name"])) is not None:
                people.setdefault(name, own[0])
    return people, tuple(sorted(ages))


def find_names(text: str) -> tuple[str, ...]:
    """Proper names of two words or more, lower case, in the order of the alphabet.

    Example:
        >>> find_names("Then Governor Teral Moss spoke at Harrow Mill to Teral Moss.")
        ('harrow mill', 'teral moss')
    """
    if _shouted(text):
        return ()
    found: set[str] = set()
    for match in _NAMES.finditer(text):
        parts = _untitled([_bare(w) for w in match["name"].split()])
        if len(parts) >= 2:
            found.add(f"{parts[0]} {parts[-1]}")
    return tuple(sorted(found))


def find_officials(text: str) -> tuple[str, ...]:
    """Of the names in a text, those of office holders and reporters: they speak of every incident of their town.

    Example:
        >>> find_officials("By Ana Reth. Police Chief Teral Moss said that Orlan Vesk fled. Ilva Dorn, a city spokeswoman, agreed.")
        ('ana reth', 'ilva dorn', 'teral moss')
    """
    offices = _named("offices")
    found: set[str] = set()
    for match in _NAMES.finditer(text):
        words = [_bare(w) for w in match["name"].split()]
        parts = _untitled(words)
        if len(parts) < 2:
            continue
        titles = words[: len(words) - len(parts)]
        before = text[max(0, match.start() - 24) : match.start()].split()
        if not titles and before:
            titles = [_bare(before[-1])]
        after = _APPOSITION.match(text, match.end())
        behind = {_bare(w) for w in after[1].split()} if after else set()
        if (titles and titles[-1] in offices) or not offices.isdisjoint(behind):
            found.add(f"{parts[0]} {parts[-1]}")
    return tuple(sorted(found))


def is_person(name: str) -> bool:
    """Whether a name of two words or more may be a person's: it does not end like that of a street, an office, a firm.

    Example:
        >>> is_person("teral moss"), is_person("harrow hospital")
        (True, False)
    """
    return name.rpartition(" ")[2] not in _named("not_persons")


def is_street(name: str) -> bool:
    """Whether a name ends as streets' names do.

    Example:
        >>> is_street("harrow avenue"), is_street("harrow hospital")
        (True, False)
    """
    return name.rpartition(" ")[2] in _named("streets")


def is_spot(word: str) -> bool:
    """Whether a word names a kind of place that can be hit, in one or in many.

    Example:
        >>> is_spot("market"), is_spot("buses"), is_spot("street")
        (True, True, False)
    """
    return not _named("spots").isdisjoint({word, word.removesuffix("s"), word.removesuffix("es")})


def spot_of(word: str) -> str:
    """The word in the singular.

    Example:
        >>> spot_of("markets"), spot_of("bus")
        ('market', 'bus')
    """
    return next(w for w in (word, word.removesuffix("s"), word.removesuffix("es")) if w in _named("spots"))


def find_words(texts: Iterable[str], *, title: str = "", kept: int = _KEPT_WORDS) -> dict[str, float]:
    """The weightiest words of a text, each with its share, so that the squares sum to 1.

    Words that stand often count more, but less than in proportion: `1 + log n`;
    those of the headline as if they stood three times more, as a page's menus
    and lists of other stories are no part of what it tells.

    Example:
        >>> list(find_words(["The mill of Skokomish burned, the mill!"]))[:2]
        ['mill', 'skokomish']
    """
    counts = Counter(_bare(m[0]) for text in texts for m in _WORD.finditer(text) if ":" not in m[0])
    for word in {_bare(m[0]) for m in _WORD.finditer(title)}:
        counts[word] += _HEADLINE
    counts.pop("", None)
    weighed = {w: (1 + math.log(n)) * weigh(w) for w, n in counts.items() if weigh(w) >= 1.5}
    first = sorted(weighed.items(), key=lambda item: (-item[1], item[0]))[:kept]
    norm = math.sqrt(sum(v * v for _, v in first)) or 1.0
    return {w: round(v / norm, 4) for w, v in first}
