"""Places that are told by how far from another they lie: "Balyun, 20 km south of Idlib".

The town that the distance is reckoned from is not the place, and does not hold
it. What follows from the words is a point, and for a short way the province.
"""

from __future__ import annotations

import bisect
import math
import re
from collections.abc import Sequence

import msgspec

from tollbook import lang
from tollbook.extract.number import number_value
from tollbook.model import PlaceMention

# As far as this a place is taken to lie in the province of the town that it is reckoned from.
SAME_REGION_KM = 50.0
# Nearer than this it is as good as the town's own.
BESIDE_KM = 10.0
_KM = {"k": 1.0, "mi": 1.609344, "me": 0.001}
_WAY = re.compile(
    r"(?P<much>\d{1,3}(?:,\d{3})?(?:\.\d)?|[a-z]+(?:[\s-][a-z]+){0,4}?)[\s-]?(?P<unit>km|kms|kilomet(?:er|re)s?|miles?|met(?:er|re)s?)\b"
    r"(?:\s\([^)]{1,24}\))?\s(?:away\s)?(?:to\sthe\s)?(?:(?P<side>north|south|east|west|(?:north|south)[\s-]?(?:east|west))(?:ern)?\s)?"
    r"(?:of|from|outside|off)\s(?:the\s)?(?:(?:city|town|village|port|capital|provincial\scapital)\s(?:of\s)?)?$",
    re.IGNORECASE,
)
_POINTS = {"north": (1, 0), "south": (-1, 0), "east": (0, 1), "west": (0, -1)}


def way_to(text: str, town: PlaceMention) -> tuple[float, float | None] | None:
    """How far from a town the text says something lies, in kilometres, and in which bearing, in degrees from north.

    Args:
        text: The article's text.
        town: The place that the words before it reckon from.

    Returns:
        `None` where no distance is told; the bearing is `None` where only the distance is.

    Example:
        >>> said = "Balyun is 20 km south-west of Idlib."
        >>> way_to(said, PlaceMention(text="Idlib", start=30, end=35))
        (20.0, 225.0)
    """
    found = _WAY.search(text[max(0, town.start - 90) : town.start])
    much = _much(found["much"]) if found else None
    if found is None or much is None:
        return None
    unit = found["unit"].lower()
    side = re.sub(r"[\s-]", "", (found["side"] or "").lower())
    parts = [_POINTS[p] for p in ("north", "south", "east", "west") if p in side]
    bearing = math.degrees(math.atan2(sum(e for _, e in parts), sum(n for n, _ in parts))) % 360 if parts else None
    return much * _KM[unit[0] if unit[0] == "k" else unit[:2]], bearing


def _much(words: str) -> float | None:
    """The number at the end of some words: "is twenty" is 20."""
    if words[0].isdigit():
        return float(words.replace(",", ""))
    pieces = words.split()
    values = (number_value(" ".join(pieces[n:])) for n in range(len(pieces)))
    return next((float(v) for v in values if v is not None), None)


def beside(text: str, place: PlaceMention, town: PlaceMention) -> PlaceMention | None:
    """A place that no list knows, put where the text says that it lies from a town; `None` where it may lie in it.

    The coordinates are reckoned, and marked so. The path holds the country, and for a short way the first-order region
    of the town, never the town. "East of Balyun", without a distance, is its edge or next to it, as are a few
    kilometres (all of 26 such places of assessed strikes lay within 50 km of the town).

    Example:
        >>> said = "Balyun, 20 km south of Idlib"
        >>> idlib = PlaceMention(text="Idlib", start=23, end=28, lat=35.93, lon=36.63, country="SY", path=("Syria", "Idlib", "Idlib"))
        >>> there = beside(said, PlaceMention(text="Balyun", start=0, end=6), idlib)
        >>> there.path, there.lat, there.derived
        (('Syria', 'Idlib', 'Balyun'), 35.75, True)
    """
    far, bearing = way_to(text, town) or (0.0, None)
    if far <= BESIDE_KM or not town.path:
        return None
    above = town.path[:2] if far <= SAME_REGION_KM and len(town.path) > 2 else town.path[:1]
    lat, lon = town.lat, town.lon
    if lat is not None and lon is not None:
        lat, lon = _moved(lat, lon, far, bearing) if bearing is not None else (None, None)
    return msgspec.structs.replace(
        place, country=town.country, path=(*above, place.text), lat=lat, lon=lon, derived=lat is not None
    )


def explained(text: str, outer: PlaceMention, mentions: Sequence[PlaceMention]) -> PlaceMention | None:
    """The place that another only explains: "the mayor of Balyun, a town south of Idlib" tells of Balyun.

    Args:
        text: The article's text.
        outer: The place that explains.
        mentions: The article's places, in order.

    Returns:
        `None` where it stands for itself, and where somebody only comes from the other.

    Example:
        >>> said = "He was mayor of Balyun, a town just south of Idlib."
        >>> balyun, idlib = PlaceMention(text="Balyun", start=16, end=22), PlaceMention(text="Idlib", start=45, end=50)
        >>> explained(said, idlib, [balyun, idlib]).text
        'Balyun'
    """
    at = bisect.bisect_left(mentions, outer.start, key=lambda m: m.start)
    inner = mentions[at - 1] if at else None
    if inner is None or outer.start - inner.end > 90 or inner.level in {"country", "region"}:
        return None
    return inner if lang.pattern("where_phrases", "en.where.explains").fullmatch(text, inner.end, outer.start) else None


def _moved(lat: float, lon: float, far: float, bearing: float) -> tuple[float, float]:
    """So many kilometres on along a bearing; good to a kilometre for a day's walk, to two digits for all."""
    north, east = math.cos(math.radians(bearing)), math.sin(math.radians(bearing))
    wide = max(0.1, math.cos(math.radians(lat)))
    return round(max(-90.0, min(90.0, lat + far * north / 111.2)), 2), round((lon + far * east / (111.2 * wide) + 180) % 360 - 180, 2)
