"""Making the index of places: one read-only SQLite file.

A dictionary of two million names takes seconds and hundreds of megabytes to
load; SQLite opens in a millisecond and reads only the pages that it needs. The
index is built when the package is built (see `setup.py`), so that a user never
waits for it.
"""

from __future__ import annotations

import hashlib
import math
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from tollbook.gazetteer import sources
from tollbook.gazetteer.fold import fold, without_article
from tollbook.gazetteer.loose import loose
from tollbook.gazetteer.sources import Place

FORMAT = "3"
SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, level TEXT, country TEXT, within TEXT,
  lat INTEGER, lon INTEGER, population INTEGER, flags INTEGER);
CREATE TABLE name (key TEXT, alternate INTEGER, place INTEGER, PRIMARY KEY (key, alternate, place)) WITHOUT ROWID;
CREATE TABLE about (what TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""
LEVELS = {"country": "c", "region": "r", "district": "d", "town": "t", "site": "s", "area": "a"}
# The words that make "Idlib" of "Idlib Governorate": in the data the bare name is often missing.
KINDS = re.compile(
    r"^(?:(?:provinc[ei]a?|governorate|department|departamento|district|county|region|state|municipality|municipio|"
    r"muhafazat|muḩāfaz̧at|wilayat?|wilāyat|oblast|canton|prefecture|estado|raion|"
    r"condado)(?:\s+(?:of|de|del|do|da))?\s+)?"
    r"(.{3,}?)"
    r"(?:\s+(?:province|governorate|department|district|county|region|state|oblast|raion|rayon|parish|prefecture|"
    r"municipality|regency|division|canton|city|krai|kray|okrug|kabupaten|ward|borough|district council|council|"
    r"metropolitan area|agency|vilayeti?|ili|woreda|zone|sub-county|qarku|commune|wilaya))?$",
    re.IGNORECASE,
)
# "Raqqa Governorate" among the other names of a region tells how English calls it.
ENGLISH = re.compile(r"^([A-Z][A-Za-z' -]+?) (?:Governorate|Province|Oblast)$")
_CODE = re.compile(r"^[A-Z]{2,3}$")
_LATIN = re.compile(r"[A-Za-z]")


# Countries whose names GeoNames prints in a scholar's transliteration ("Ghaznī"), which no newspaper uses.
ROMANISED = frozenset(
    "AE AF AM AZ BD BH BY CN DZ EG ER ET GE IL IN IQ IR JO JP KG KP KR KW KZ LB LK LY MA MD MM MN MR NP OM PK PS QA RU SA SD SO SS SY TD TJ TM TN UA UZ YE".split()
)


# Before the key that all transliterations of a name share; no name begins with it.
COAT = "~"


def printed(place: Place) -> str:
    """The name as the English-speaking press prints it, as far as the data tell.

    Example:
        >>> printed(Place(key=1, name="Ghaznī", level="region", country="AF"))
        'Ghazni'
    """
    if place.country not in ROMANISED or place.level == "country":
        return place.name
    if place.level == "region":
        for name in place.names:
            english = ENGLISH.match(name)
            if english:
                return english[1]
    plain = "".join(c for c in unicodedata.normalize("NFKD", place.name) if not unicodedata.combining(c))
    return re.sub("[ʻʼʿʾ‘’`]", "'", plain).strip("'") if plain.isascii() or _LATIN.search(plain) else place.name


def names_of(place: Place, codes: Iterable[str] = ()) -> Iterator[tuple[str, int]]:
    """Yield (key, alternate) of a place: 0 for its own name, 1 for others, 2 for a shortened one, 3 for its other spellings.

    Codes ("LHR") and machine transliterations (all lower-case Latin) are left
    out: nobody prints them, and they collide with words.
    """
    seen: dict[str, int] = {}
    kept = set(codes)
    for name in (place.name, *place.names):
        if (
            name not in kept
            and name != place.name
            and (_CODE.match(name) or (_LATIN.search(name[:1]) and name == name.lower()))
        ):
            continue
        own = 0 if name == place.name or name in place.own else 1
        key = fold(name)
        seen[key] = min(own, seen.get(key, 9))
        bare = without_article(name)
        if bare:
            seen.setdefault(fold(bare), own)
        if place.level in {"region", "district"}:
            short = KINDS.match(name)
            if short and fold(short[1]) != key:
                seen.setdefault(fold(short[1]), 2 if place.level == "district" else 1)
    if place.country in ROMANISED and place.level != "country":
        coats = {COAT + common for key in list(seen) if key.isascii() and (common := loose(key))}
        seen.update(dict.fromkeys(sorted(coats), 3))
    return ((key, alternate) for key, alternate in seen.items() if len(key) > 1 and not key.isdigit())


def centre(points: Iterable[tuple[float, float]], cell: float) -> tuple[float, float] | None:
    """The middle of an area, from the places in it.

    Places crowd where people do, so each grid cell counts once, and the mean is
    taken on the sphere: Fiji does not lie in the Atlantic.

    Args:
        points: Latitudes and longitudes in degrees.
        cell: Width of a grid cell in degrees.

    Returns:
        Latitude and longitude, `None` without points.

    Example:
        >>> centre([(10.0, 179.0), (10.0, -179.0)], 1.0)[1] in (180.0, -180.0)
        True
    """
    cells = {(math.floor(lat / cell), math.floor(lon / cell)): (lat, lon) for lat, lon in points}
    if not cells:
        return None
    x = y = z = 0.0
    for lat, lon in cells.values():
        a, b = math.radians(lat), math.radians(lon)
        x, y, z = x + math.cos(a) ** 2 * math.cos(b), y + math.cos(a) ** 2 * math.sin(b), z + math.cos(a) * math.sin(a)
    return round(math.degrees(math.atan2(z, math.hypot(x, y))), 4), round(math.degrees(math.atan2(y, x)), 4)


def derive(areas: dict[int, Place], towns: Iterable[Place]) -> None:
    """Give every area that has no coordinates the centre and the people of its towns."""
    inside: dict[int, list[Place]] = {key: [] for key in areas}
    for town in towns:
        for key in town.within:
            if key in inside:
                inside[key].append(town)
    for key, area in areas.items():
        held = inside[key]
        if area.level != "country":
            area.population = area.population or sum(t.population for t in held)
        if area.lat is None:
            cell = {"country": 1.0, "region": 0.25}.get(area.level, 0.05)
            found = centre([(t.lat, t.lon) for t in held if t.lat is not None and t.lon is not None], cell)
            area.lat, area.lon = found or (None, None)
            area.derived = True


def gather() -> Iterator[Place]:
    """All places of the shipped index, areas first."""
    countries = sources.read_countries()
    subdivisions = sources.read_subdivisions(countries)
    sources.respell(subdivisions)
    world, additions = sources.read_world()
    for country in countries:
        more = additions.get(country.country or "")
        if more:
            country.names.extend(more.get("names", ()))  # type: ignore[arg-type]
            if "lat" in more:
                country.lat, country.lon = more["lat"], more["lon"]  # type: ignore[assignment]
                country.derived = True
    towns = list(sources.read_towns(countries, subdivisions))
    sources.respell(towns)
    areas = {p.key: p for p in (*(c for c in countries if c.key > 0), *subdivisions)}
    derive(areas, towns)
    keys = {c.country: c.key for c in countries if c.key > 0}
    above = {t.key: t.within for t in towns if t.key in {f.within[0] for f in world if f.within}}
    for feature in world:
        # A quarter that the press calls by its own name lies in its town, and in what that lies in.
        around = above[feature.within[0]] if feature.within else (keys[feature.country],) if feature.country else ()
        feature.within = (*feature.within, *around)
    yield from world
    yield from areas.values()
    yield from towns


def write(path: Path, places: Iterable[Place], *, note: str = sources.SOURCE_NOTE) -> int:
    """Write an index file, whole or not at all.

    Args:
        path: Where; an existing file is replaced.
        places: What.
        note: Where the data came from, kept in the file.

    Returns:
        The number of places written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".part")
    draft.unlink(missing_ok=True)
    store = sqlite3.connect(draft)
    try:
        store.executescript("PRAGMA page_size=8192; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + SCHEMA)
        count = 0
        names: list[tuple[str, int, int]] = []
        for place in places:
            store.execute("INSERT OR REPLACE INTO place VALUES (?,?,?,?,?,?,?,?,?)", row_of(place))
            codes = place.names if place.level in {"country", "area"} else ()
            names.extend((key, alternate, place.key) for key, alternate in names_of(place, codes))
            count += 1
        names.sort()
        store.executemany("INSERT OR IGNORE INTO name VALUES (?,?,?)", names)
        store.executemany("INSERT INTO about VALUES (?,?)", [("format", FORMAT), ("source", note), ("stamp", stamp())])
        store.commit()
        store.execute("VACUUM")
    finally:
        store.close()
    draft.replace(path)
    return count


def row_of(place: Place) -> tuple[object, ...]:
    """The row of a place; coordinates in 1e-5 degrees, which is a metre."""
    at = [None if v is None else round(v * 100_000) for v in (place.lat, place.lon)]
    within = ",".join(map(str, place.within)) or None
    flags = int(place.derived) + 2 * int(place.capital)
    return (place.key, printed(place), LEVELS[place.level], place.country, within, *at, place.population, flags)


def stamp() -> str:
    """A fingerprint of the code and the own data that an index is made by: another one means another index."""
    here = Path(__file__).parent
    parts = [(here / name).read_bytes() for name in ("build.py", "fold.py", "loose.py", "sources.py", "spellings.toml", "world.toml")]
    return hashlib.sha256(b"".join(parts)).hexdigest()[:16]


def build(path: Path) -> int:
    """Build the shipped index from the two data packages.

    Args:
        path: Where to write it.

    Returns:
        The number of places.

    Raises:
        TollbookError: A data package is not installed.
    """
    return write(path, gather())
