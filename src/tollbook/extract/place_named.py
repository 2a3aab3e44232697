"""Places that only the name of something else tells: "Basra University", "the mayor of Balyun".

Such a name is no mention of a place: Boston University may be anywhere. But
where a report names no other place than its country, what is named after a town
of that country, beside the harm, is the best that it says.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterator, Sequence

from tollbook.extract.place_coats import recognised
from tollbook.extract.place_lexicon import load_lexicon, words_of
from tollbook.gazetteer.fold import fold
from tollbook.gazetteer.index import Entry, Gazetteer
from tollbook.model import PlaceMention
from tollbook.text.sentences import Sentence

# Without a country in the text, a name must be that of a city which readers know, or of a town of that name in one country alone.
KNOWN = 200_000
ALONE = 15_000
LEAST = 1_000
_NAME = r"(?:(?:[Aa]l|[Ee]l)[- ])?[A-Z][\w’'-]{2,24}(?: [A-Z][\w’'-]{2,24}){0,2}"


@functools.cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    held = "|".join(sorted(words_of("named.holders")))
    roles = "|".join(sorted(words_of("named.roles")))
    return (
        # "Basra University", "the Maysan Chamber of Commerce", "a Yala province worker"
        re.compile(rf"(?<![\w.] )(?P<name>{_NAME})(?=(?: [\w-]{{2,20}}){{0,4}}? (?i:{held})\b)"),
        re.compile(rf"(?P<name>{_NAME})(?=(?: [\w-]{{2,20}}){{0,4}}? (?i:{held})\b)"),
        # "the mayor of Balyun", "en route to Balyun", "on the outskirts of southern Balyun"
        re.compile(rf"\b(?i:{roles}) (?i:of|in|for|to|from) (?:the )?(?:[a-z]+ern )?(?P<name>{_NAME})"),
        # "Balyun's judiciary committee", "southern Thailand's Balyun"
        re.compile(rf"(?P<name>{_NAME})(?=['’]s [a-z])"),
        re.compile(rf"['’]s (?:[a-z]+ern )?(?P<name>{_NAME})"),
        re.compile(rf"\b(?:from|to|of|between|via) (?P<name>{_NAME})"),
        re.compile(r"(?P<name>[A-Z][\w’']{2,24})(?=[-–][A-Z][\w’' ]{2,30} (?:border|road|highway|railway|line)\b)"),
    )


def named_after(
    text: str, sentences: Sequence[Sentence], mentions: Sequence[PlaceMention], gazetteer: Gazetteer
) -> tuple[PlaceMention, ...]:
    """The places that names of offices, schools and posts hold, in order.

    Args:
        text: The article's text.
        sentences: Its sentences.
        mentions: Its places; what they cover is not looked at again.
        gazetteer: Where to look.

    Returns:
        Mentions of towns, districts and regions of the countries that the
        article speaks of; without such a country, of well known cities alone.

    Example:
        >>> from tollbook.gazetteer import open_gazetteer
        >>> from tollbook.text.sentences import split
        >>> said = "A bomb went off near Baghdad University."
        >>> [m.text for m in named_after(said, split(said), (), open_gazetteer())]
        ['Baghdad']
    """
    home = {m.country for m in mentions if m.country} | _peoples(text)
    taken = [(m.start, m.end) for m in mentions]
    found: dict[int, PlaceMention] = {}
    for sentence in sentences[:40]:
        for start, end in _names(text, sentence):
            if start in found or any(a < end and start < b for a, b in taken):
                continue
            made = _resolved(text, start, end, home, mentions, gazetteer)
            if made is not None:
                found[start] = made
    return tuple(found[k] for k in sorted(found))


def _peoples(text: str) -> set[str]:
    """The countries whose people a text names."""
    demonyms = load_lexicon().demonyms
    return {demonyms[w] for m in re.finditer(r"\b[A-Z][a-z]{2,20}\b", text) if (w := m[0].lower()) in demonyms}


def _names(text: str, sentence: Sentence) -> Iterator[tuple[int, int]]:
    for pattern in _patterns():
        for match in pattern.finditer(text, sentence.start, sentence.end):
            yield match.span("name")


def _resolved(
    text: str, start: int, end: int, home: set[str], mentions: Sequence[PlaceMention], gazetteer: Gazetteer
) -> PlaceMention | None:
    """The longest beginning of the name that the gazetteer knows in the country of the article."""
    words = text[start:end].split(" ")
    for n in range(len(words), 0, -1):
        name = re.sub(r"['’]s?$", "", " ".join(words[:n]))
        if _is_common(name):
            continue
        entry = _entry(name, home, gazetteer)
        if entry is not None:
            return _mention(name, start, entry, gazetteer)
        stranger = PlaceMention(text=name, start=start, end=start + len(name))
        like = recognised([stranger], mentions, dict.fromkeys(home, 1), gazetteer)[0] if len(name) > 4 else stranger
        if like.lat is not None:
            return like
    return None


def _is_common(name: str) -> bool:
    lexicon = load_lexicon()
    low = name.lower()
    return (
        low in lexicon.common
        or low in lexicon.barred
        or low in lexicon.given
        or low in lexicon.directions
        or low in lexicon.demonyms
        or low.split(" ")[0].rstrip(".") in lexicon.titles
    )


def _entry(name: str, home: set[str], gazetteer: Gazetteer) -> Entry | None:
    held = [e for e in gazetteer.lookup(fold(name), name) if e.level in {"town", "district", "region"}]
    if home:
        held = [e for e in held if e.country in home and (e.population >= LEAST or e.level != "town")]
    else:
        held = [e for e in held if (e.population >= ALONE or e.level == "region") and e.alternate < 2]
        if len({e.country for e in held}) > 1:
            held = [e for e in held if e.population >= KNOWN]
    order = {"town": 0, "region": 1, "district": 2}
    return min(held, key=lambda e: (e.alternate, order[e.level], -e.population, e.id), default=None)


def _mention(name: str, start: int, entry: Entry, gazetteer: Gazetteer) -> PlaceMention:
    return PlaceMention(
        text=name,
        start=start,
        end=start + len(name),
        name=entry.name,
        level=entry.level,
        geoname_id=entry.geoname_id,
        lat=entry.lat,
        lon=entry.lon,
        country=entry.country,
        path=gazetteer.path(entry),
        derived=entry.derived,
    )


def nearest_named(
    start: int, sentences: Sequence[Sentence], named: Sequence[PlaceMention], country: str | None
) -> PlaceMention | None:
    """Of these the one nearest to a claim: of its sentence, else of the two before or the one after.

    Args:
        start: Offset of the claim.
        sentences: Of the article.
        named: From `named_after`.
        country: In which it must lie, where one is known.
    """
    at = bisect.bisect_right(sentences, start, key=lambda s: s.start) - 1
    for n in (at, at - 1, at + 1, at - 2):
        if not 0 <= n < len(sentences):
            continue
        here = [
            m
            for m in named
            if sentences[n].start <= m.start < sentences[n].end and (country is None or m.country == country)
        ]
        if here:
            return min(here, key=lambda m: (abs(m.start - start), m.start))
    return None
