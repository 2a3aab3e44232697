"""Places: finding their names in a text and saying which places they are.

Names come from the gazetteer; what is not in it is a place only where the words
around say so ("the village of Balyun") and then keeps its words and nothing
else. Demonyms are no places, but they are context.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tollbook import lang
from tollbook.extract.place_coats import recognised
from tollbook.extract.place_institutions import institutions
from tollbook.extract.place_lexicon import Lexicon, load_lexicon
from tollbook.extract.place_resolve import Choice, Group, Resolver, distance
from tollbook.extract.place_spans import Match, Reader
from tollbook.extract.place_tokens import Token, tokens_of
from tollbook.extract.place_unknown import unknown_places
from tollbook.gazetteer.index import Entry, Gazetteer
from tollbook.model import PlaceMention
from tollbook.text.sentences import Sentence, split

# Below this many people a name that is not even the place's own needs more than a preposition.
TINY = 3_000
# A common word with a capital after "in" is a place of that name, if it is more than a hamlet.
CERTAIN = 15_000
# Further from a town than this no quarter of it lies.
QUARTER_KM = 40.0
_INSIDE = re.compile(
    r"^(?:['’]s)?(?:\s+[\w-]+){0,2}?\s*(?:,|\(|\s(?:in|of)\s|,\s*in\s)\s*(?:(?:in|of|the|[a-z-]+ern|north|south|east|west|"
    r"province|state|district|region|governorate|county|upper|lower|central|rural)\s+){0,4}$",
    re.IGNORECASE,
)


def find_places(text: str, gazetteer: Gazetteer, *, sentences: Sequence[Sentence] = ()) -> tuple[PlaceMention, ...]:
    """Every name of a place in a text, resolved where something decides it.

    Args:
        text: The article's text, as given.
        gazetteer: From `open_gazetteer`.
        sentences: Its sentences, if already known.

    Returns:
        Mentions in order. A name that may be several places keeps its words,
        with `candidates` saying how many; a place that the gazetteer lacks has
        `name` and coordinates `None`.

    Example:
        >>> from tollbook.gazetteer import open_gazetteer
        >>> [(m.text, m.level) for m in find_places("Shells fell on Saraqeb in Idlib province.", open_gazetteer())]
        [('Saraqeb', 'town'), ('Idlib', 'region')]
    """
    lexicon = load_lexicon()
    tokens = tokens_of(text, sentences or split(text), lexicon)
    reader = Reader(text, tokens, gazetteer, lexicon)
    names = reader.names()
    reader.note_persons(names)
    matches = _disowned(text, _accepted(reader, names, lexicon))
    strangers = unknown_places(reader, matches)
    groups, of = _groups(text, matches)
    demonyms = _demonyms(tokens, lexicon)
    local = institutions(tokens)
    choices = Resolver(gazetteer, groups, demonyms + local, local).solve()
    found = [_mention(m, choices[g], gazetteer) for m, g in zip(matches, of, strict=True)]
    spelled = recognised(strangers, found, demonyms, gazetteer, text)
    read = (s if _elsewhere(text, r, found) else r for s, r in zip(strangers, spelled, strict=True))
    return tuple(sorted((*found, *read), key=lambda m: m.start))


def _elsewhere(text: str, read: PlaceMention, found: Sequence[PlaceMention]) -> bool:
    """Does the text put a name into a town far from where a place of a like spelling lies? Then it is another."""
    outer = next((m for m in found if 0 < m.start - read.end <= 40), None)
    if outer is None or outer.level in {None, "country", "area"} or outer.name in read.path or read.lat is None:
        return False
    between = text[read.end : outer.start]
    part = lang.pattern("where_phrases", "en.where.part_of").fullmatch(between) or (outer.level == "town" and lang.pattern("where_phrases", "en.where.side_of").fullmatch(between))
    return bool(part) and distance(read, outer) > QUARTER_KM


def _accepted(reader: Reader, names: Sequence[Match], lexicon: Lexicon) -> list[Match]:
    """The names that are places here: not refused, and cued, big enough, or cued elsewhere."""
    judged: list[Match] = []
    for n, match in enumerate(names):
        if reader.refused(match):
            continue
        follows = names[n + 1] if n + 1 < len(names) else None
        stated = follows is not None and _lies_in(reader.text, match, follows)
        judged.append(replace(match, hint=reader.hint(match), cue=match.cue or stated or reader.has_cue(match)))
    sure = {m.key for m in judged if _sure(reader, m, lexicon)}
    return [
        m for m in judged if _sure(reader, m, lexicon) or (m.key in sure and _again(reader, m)) or reader.plausible(m)
    ]


def _sure(reader: Reader, match: Match, lexicon: Lexicon) -> bool:
    single = match.first == match.last
    if match.hint is not None and (match.hint == "town" or not (single and match.key in lexicon.common)):
        return True
    if match.hint is not None and match.cue and any(e.level == match.hint for e in match.entries):
        return True
    if not match.cue:
        return False
    if single and match.key in reader.persons:
        return reader.plausible(match)
    if single and match.hint is None and all(e.alternate > 0 and e.population < TINY for e in match.entries):
        return False
    if single and match.key in lexicon.common:
        least = 100_000 if reader.tokens[match.first].loud or match.key in reader.small else CERTAIN
        return any(e.population > least and e.alternate == 0 for e in match.entries)
    return True


def _again(reader: Reader, match: Match) -> bool:
    """May a bare name be the place that the article has named with a cue?"""
    single = match.first == match.last
    return not (single and (match.key in reader.persons or match.key in reader.lexicon.common))


def _lies_in(text: str, inner: Match, outer: Match) -> bool:
    """Does the text put one inside the other, and may it be so?"""
    if not 0 < outer.start - inner.end <= 60:
        return False
    if not _INSIDE.match(text[inner.end : outer.start]):
        return False
    ids = {e.id for e in outer.entries}
    codes = {e.country for e in outer.entries if e.level == "country"}
    return any(e.level != "country" and (e.country in codes or not ids.isdisjoint(e.within)) for e in inner.entries)


def _disowned(text: str, matches: Sequence[Match]) -> list[Match]:
    """Names of quarters that the text puts into a town of another country than any place of that name: no list holds them."""
    found = list(matches)
    for n, (left, right) in enumerate(itertools.pairwise(matches)):
        if not 0 <= right.start - left.end <= 40:
            continue
        between = text[left.end : right.start]
        if left.hint is not None and lang.pattern("where_phrases", "en.where.part_of").fullmatch(between):
            found[n] = _apart(left, right)
        elif right.hint is not None and lang.pattern("where_phrases", "en.where.owned_by").fullmatch(between):
            found[n + 1] = _apart(right, left)
    return found


def _apart(inner: Match, outer: Match) -> Match:
    countries = {e.country for e in outer.entries}
    held = tuple(e for e in inner.entries if e.country in countries and (e.lat is None or _near(e, outer)))
    if not countries or held:
        return replace(inner, entries=held) if countries else inner
    # what a town has is a quarter of it, whatever it is called
    return replace(inner, entries=(), hint="area" if any(e.level == "town" for e in outer.entries) else inner.hint)


def _near(inner: Entry, outer: Match) -> bool:
    """May a quarter of the outer place be this one? Every second town of a country has a Lenin district."""
    return any(o.level in {"country", "area"} or inner.id in o.within or o.id in inner.within or (o.level != "region" and distance(inner, o) < QUARTER_KM) for o in outer.entries)


def _groups(text: str, matches: Sequence[Match]) -> tuple[list[Group], list[int]]:
    """Mentions of one name together, and what each is said to lie in."""
    numbers: dict[tuple[str, str | None], int] = {}
    of = [numbers.setdefault((m.key, m.hint), len(numbers)) for m in matches]
    inside: dict[int, set[int]] = {}
    for a, (inner, outer) in enumerate(itertools.pairwise(matches)):
        if _lies_in(text, inner, outer):
            inside.setdefault(of[a], set()).add(of[a + 1])
    counts = Counter(of)
    entries = {g: m.entries for m, g in zip(matches, of, strict=True)}
    return [
        Group(key, hint, entries[g], tuple(sorted(inside.get(g, ()))), counts[g]) for (key, hint), g in numbers.items()
    ], of


def _demonyms(tokens: Sequence[Token], lexicon: Lexicon) -> Counter[str]:
    return Counter(lexicon.demonyms[t.lower] for t in tokens if t.cap and t.lower in lexicon.demonyms)


def _mention(match: Match, choice: Choice, gazetteer: Gazetteer) -> PlaceMention:
    entry = choice.entry
    if entry is None:
        return PlaceMention(
            text=match.text, start=match.start, end=match.end, level=match.hint, candidates=choice.others or None
        )
    return PlaceMention(
        text=match.text,
        start=match.start,
        end=match.end,
        name=entry.name,
        level=entry.level,
        geoname_id=entry.geoname_id,
        lat=entry.lat,
        lon=entry.lon,
        country=entry.country,
        path=gazetteer.path(entry),
        derived=entry.derived,
        candidates=choice.others or None,
    )
