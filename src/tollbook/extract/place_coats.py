"""Names in a spelling of their own: "Deir Ezzor" where the gazetteer has "Deir ez-Zor".

Only names that the words around already say to be places are tried, only in
the country that the article speaks of, and only where one place answers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from tollbook.extract.place_resolve import fits
from tollbook.gazetteer.index import LARGE, Entry, Gazetteer
from tollbook.model import PlaceMention

# Shorter names than this are alike by chance.
UNSAID = 6
_SMALL = r"(?:villages?|hamlet|neighbou?rhood|quarter|suburb|area|street|road)"
_VILLAGE_OF = re.compile(rf"\b{_SMALL}\s(?:of|called|named)\s(?:the\s)?$", re.IGNORECASE)
_VILLAGE = re.compile(rf"\s{_SMALL}\b", re.IGNORECASE)


def recognised(
    strangers: Sequence[PlaceMention],
    known: Sequence[PlaceMention],
    demonyms: Mapping[str, int],
    gazetteer: Gazetteer,
    text: str = "",
) -> list[PlaceMention]:
    """The unknown places, those resolved that are a known one in another spelling.

    Args:
        strangers: Places that no list holds under their name.
        known: The article's other places.
        demonyms: How often the article uses the demonym of each country.
        gazetteer: Where to look.
        text: The article's text; what it calls a village is no slip for a city.

    Returns:
        As many mentions, in order.
    """
    if not strangers:
        return []
    home = _home(known, demonyms)
    return [_resolved(m, home, gazetteer, slip=not _is_village(text, m)) for m in strangers]


def _is_village(text: str, mention: PlaceMention) -> bool:
    before, after = text[max(0, mention.start - 24) : mention.start], text[mention.end : mention.end + 12]
    return _VILLAGE_OF.search(before) is not None or _VILLAGE.match(after) is not None


def _home(known: Sequence[PlaceMention], demonyms: Mapping[str, int]) -> str | None:
    often = Counter(m.country for m in known if m.country) + Counter(dict(demonyms))
    return max(sorted(often), key=lambda code: often[code], default=None)


def _resolved(mention: PlaceMention, home: str | None, gazetteer: Gazetteer, *, slip: bool) -> PlaceMention:
    name, level = _bare(mention)
    like = gazetteer.like(name, home) if home is not None or len(name) >= UNSAID else []
    if home is None:
        # Where the article speaks of no country, only a place that readers know is read out of a spelling of its own.
        like = like if any(e.level == "region" or e.population >= LARGE for e in like) else []
    elif not like and slip:
        like = gazetteer.misspelt(name, home)
    entry = _only(like, level)
    if entry is None:
        return mention
    return msgspec.structs.replace(
        mention,
        name=entry.name,
        level=entry.level,
        geoname_id=entry.geoname_id,
        lat=entry.lat,
        lon=entry.lon,
        country=entry.country,
        path=gazetteer.path(entry),
        derived=entry.derived,
    )


def _bare(mention: PlaceMention) -> tuple[str, str | None]:
    """The name without "District" or "Province" at its end."""
    head, _, tail = mention.text.rpartition(" ")
    return (head, mention.level) if head and tail in {"District", "Province", "County"} else (mention.text, mention.level)


def _only(entries: Sequence[Entry], level: str | None) -> Entry | None:
    """The one place among these; a town before the district that is named after it, unless the text says district."""
    held = [e for e in entries if level is None or fits(e, level)]
    if level is None and len(towns := [e for e in held if e.level == "town"]) == 1:
        regions = {*towns[0].within[:-1]}
        return towns[0] if all(e is towns[0] or regions & {e.id, *e.within} for e in held) else None
    same = [e for e in held if e.level == level]
    chosen = same or held
    return chosen[0] if len(chosen) == 1 else None
