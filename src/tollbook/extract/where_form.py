"""A place as the place of a claim: with the noun of its kind, its relation, and how exactly it is known."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook import lang
from tollbook.extract import place_phrases as phrases
from tollbook.model import PlaceMention, Where

# UCDP's where_prec: 1 exact, 2 within 25 km of a named place, 3 second-order division, 4 first-order, 5 line or wide area, 6 country, 7 sea.
PRECISION = {"site": 1, "town": 1, "district": 3, "region": 4, "area": 5, "country": 6}


def as_where(text: str, mention: PlaceMention, mentions: Sequence[PlaceMention] = ()) -> Where:
    """A mention as the place of a claim, with its relation and its precision.

    The span widens to the noun that says what kind of place it is ("the
    province of Idlib", "Kurram district"); "20 km south of" is kept as the
    relation, because the coordinates are those of the place it is reckoned from.

    Args:
        text: The article's text.
        mention: One of its places.
        mentions: All of them, for "between X and Y".

    Returns:
        The place; `precision` is UCDP's where_prec, `None` where the gazetteer
        does not know the place.
    """
    start, end = mention.start, mention.end
    level = mention.level
    after = lang.pattern("place_phrases", "en.phrase.kind_after").match(text[end : end + 40])
    before = lang.pattern("place_phrases", "en.phrase.kinds_before").search(text[max(0, start - 60) : start])
    if after and "\n" not in after[0]:
        end += after.end()
    elif before:
        start -= len(before[0])
    relation = _relation(text, start, end, mention, mentions)
    precision = PRECISION.get(level or "") if mention.lat is not None else None
    if precision is not None and mention.derived and level in {"site", "town"}:
        precision = 2
    if level == "town" and precision is not None and phrases.PROVINCE_AFTER.match(text, mention.end):
        precision = PRECISION["region"]
    if relation is not None and precision is not None and precision < 3:
        precision = 5 if "between" in relation.lower() else 2
    if level == "area" and mention.lat is not None and lang.pattern("place_phrases", "en.phrase.water").search(mention.name or ""):
        precision = 7
    return Where(
        text=text[start:end],
        start=start,
        end=end,
        name=mention.name or mention.text,
        level=level,
        path=mention.path,
        country=mention.country,
        geoname_id=mention.geoname_id,
        lat=mention.lat,
        lon=mention.lon,
        precision=precision,
        relation=relation,
        derived=mention.derived,
        candidates=mention.candidates,
    )


def _relation(text: str, start: int, end: int, mention: PlaceMention, mentions: Sequence[PlaceMention]) -> str | None:
    found = phrases.RELATION.search(text[max(0, start - 90) : start])
    if found is None:
        return None
    words = found[1]
    if lang.pattern("place_phrases", "en.phrase.between").search(words + " "):
        other = next((m for m in mentions if m.start >= end and m.start - end < 30), None)
        if other is None:
            return None if words.lower() == "between" else words
        return f"{words} {text[mention.start : other.end]}"
    return words
