"""The user's own places, read from the files that humanitarians pass around.

Two forms: a country file of GeoNames (`SY.txt`: 19 columns, tabs, no header)
and a table of p-codes as OCHA publishes them (CSV with `admin1Name_en`,
`admin4Pcode`, `latitude` … in several spellings).
"""

from __future__ import annotations

import csv
import hashlib
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tollbook.errors import TollbookError
from tollbook.gazetteer.build import FORMAT, SCHEMA, names_of, row_of
from tollbook.gazetteer.fold import fold
from tollbook.gazetteer.index import Gazetteer
from tollbook.gazetteer.sources import Place

_ORDER = re.compile(r"^(?:admin|adm)_?([0-4])_?(name|pcode|code)?_?(en|ar|fr|es|uk|ru|local)?$")
_LAT = frozenset({"lat", "latitude", "latitude_y", "y", "point_y", "y_coord", "centroid_lat", "lat_dd"})
_LON = frozenset(
    {"lon", "lng", "long", "longitude", "longitude_x", "x", "point_x", "x_coord", "centroid_lon", "lon_dd"}
)
_NAME = frozenset(
    {"name", "name_en", "featurename", "featurename_en", "village", "placename", "settlement", "location"}
)
_LEVELS = ("country", "region", "district", "area", "town")


@dataclass(slots=True)
class Added:
    """What an overlay took from a file: how many places, and a line for each row it could not use."""

    places: int = 0
    problems: list[str] = field(default_factory=list)


def read_geonames(path: Path, shipped: Gazetteer, problems: list[str]) -> Iterator[Place]:
    """Yield the places of a GeoNames country file."""
    areas: dict[tuple[str, ...], int] = {}
    rows = list(_geonames_rows(path, problems))
    for row in rows:
        if row[6] == "A" and row[7] in {"ADM1", "ADM2"}:
            code = (row[8], row[10]) if row[7] == "ADM1" else (row[8], row[10], row[11])
            areas[code] = int(row[0])
    for row in rows:
        level = _level(row[6], row[7])
        if level is None:
            continue
        above = shipped.country(row[8])
        held = (areas.get((row[8], row[10], row[11])), areas.get((row[8], row[10])), above.id if above else None)
        yield Place(
            key=int(row[0]),
            name=row[1],
            level=level,
            country=row[8] or None,
            names=[n for n in (row[2], *row[3].split(",")) if n],
            within=tuple(k for k in held if k is not None and k != int(row[0])),
            lat=float(row[4]),
            lon=float(row[5]),
            population=int(row[14] or 0),
        )


def _level(feature_class: str, code: str) -> str | None:
    if feature_class == "P":
        return "town"
    if feature_class == "A":
        return {"ADM1": "region", "ADM2": "district"}.get(code, "area" if code.startswith("ADM") else None)
    return {"L": "area", "T": "area", "H": "area", "S": "site"}.get(feature_class)


def _geonames_rows(path: Path, problems: list[str]) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            row = line.rstrip("\n").split("\t")
            if len(row) != 19:
                problems.append(f"{path}, line {number}: {len(row)} columns instead of 19")
            elif not (row[0].isdigit() and _degrees(row[4], 90) is not None and _degrees(row[5], 180) is not None):
                problems.append(f"{path}, line {number}: id, latitude or longitude is not a number ({row[1][:40]})")
            elif row[14] and not row[14].isdigit():
                problems.append(f"{path}, line {number}: population {row[14][:20]!r} is not a number ({row[1][:40]})")
            else:
                yield row


def _degrees(text: str, most: float) -> float | None:
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return value if -most <= value <= most else None


def read_pcodes(path: Path, shipped: Gazetteer, problems: list[str], country: str | None) -> Iterator[Place]:
    """Yield the places of a table of p-codes: each row's deepest named level."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        sample = lines.read(4096)
        lines.seek(0)
        table = csv.reader(lines, delimiter=max(",;\t", key=sample.count))
        columns = _columns(path, next(table, []))
        for number, row in enumerate(table, 2):
            place = _pcode_place(row, columns, shipped, country)
            if isinstance(place, str):
                problems.append(f"{path}, line {number}: {place}")
            else:
                yield place


def _columns(path: Path, header: Sequence[str]) -> dict[str, list[int]]:
    """Column numbers by what they hold: lat, lon, name, name0 … name4, code0 … code4."""
    found: dict[str, list[int]] = {}
    for number, title in enumerate(header):
        plain = re.sub(r"[\s#+]+", "_", title.strip().lower())
        order = _ORDER.match(plain)
        if plain in _LAT:
            found.setdefault("lat", []).append(number)
        elif plain in _LON:
            found.setdefault("lon", []).append(number)
        elif plain in _NAME:
            found.setdefault("name", []).append(number)
        elif order:
            what = "code" if order[2] in {"pcode", "code"} else "name"
            found.setdefault(what + order[1], []).append(number)
    if "lat" not in found or "lon" not in found or not any(k.startswith("name") for k in found):
        raise TollbookError(
            f"{path}, line 1: neither a GeoNames country file nor a table of p-codes.",
            hint="A table needs a header with admin1Name_en or ADM1_EN or name, and latitude and longitude.",
        )
    return found


def _pcode_place(
    row: Sequence[str], columns: dict[str, list[int]], shipped: Gazetteer, country: str | None
) -> Place | str:
    def cells(what: str) -> list[str]:
        return [row[i].strip() for i in columns.get(what, ()) if i < len(row) and row[i].strip()]

    lat, lon = (_degrees((cells(what) or [""])[0], most) for what, most in (("lat", 90), ("lon", 180)))
    if lat is None or lon is None:
        return "latitude or longitude is missing or not a number"
    depth = max((n for n in range(5) if cells(f"name{n}")), default=0)
    own = cells("name") or cells(f"name{depth}")
    if not own:
        return "no name"
    codes = [*cells("code0"), *(c[:2] for n in range(1, 5) for c in cells(f"code{n}"))]
    code = country or next((c[:2].upper() for c in codes if c[:2].isalpha()), None)
    level = "town" if cells("name") else _LEVELS[depth]
    deepest = next((c for n in range(4, 0, -1) for c in cells(f"code{n}")), f"{own[0]} {lat} {lon}")
    return Place(
        key=_key(deepest + ("" if not cells("name") else own[0])),
        name=own[0],
        level=level,
        country=code,
        names=own[1:],
        within=_above([cells(f"name{n}") for n in (2, 1)], code, shipped),
        lat=lat,
        lon=lon,
    )


def _above(names: Iterable[Sequence[str]], code: str | None, shipped: Gazetteer) -> tuple[int, ...]:
    """The shipped district, region and country of those names."""
    found: list[int] = []
    for level, given in zip(("district", "region"), names, strict=False):
        known = [e for name in given for e in shipped.find(name) if e.level == level and e.country == code]
        if known and known[0].id not in found:
            found.extend((known[0].id, *known[0].within))
    above = shipped.country(code) if code else None
    return tuple(dict.fromkeys((*found, *([above.id] if above else []))))


def _key(code: str) -> int:
    """A stable negative id for a p-code, out of the way of those of the shipped index."""
    return -(10**9 + int(hashlib.sha256(code.encode()).hexdigest()[:12], 16))


def add(source: Path, overlay: Path, shipped: Gazetteer, *, country: str | None = None) -> Added:
    """Take a file's places into the overlay; the same file twice changes nothing.

    Args:
        source: A GeoNames country file or a table of p-codes.
        overlay: The overlay's file, made if it does not exist.
        shipped: The gazetteer, to know in which districts and regions they lie.
        country: ISO code, for tables that do not say it.

    Returns:
        How many places were taken, and a line for each row that was not.

    Raises:
        TollbookError: The file cannot be read, or is neither of the two forms.
    """
    result = Added()
    try:
        with source.open(encoding="utf-8", errors="replace") as lines:
            first = lines.readline()
    except OSError as error:
        raise TollbookError(f"{source} cannot be read ({error.strerror}).", hint="Give a file.") from error
    tabbed = first.count("\t") >= 15 and first.split("\t")[0].isdigit()
    places = (
        read_geonames(source, shipped, result.problems)
        if tabbed
        else read_pcodes(source, shipped, result.problems, country)
    )
    overlay.parent.mkdir(parents=True, exist_ok=True)
    store = sqlite3.connect(overlay)
    try:
        if not store.execute("SELECT 1 FROM sqlite_master WHERE name = 'about'").fetchone():
            store.executescript(SCHEMA)
        store.execute("INSERT OR REPLACE INTO about VALUES ('format', ?)", (FORMAT,))
        for place in places:
            if not fold(place.name):
                continue
            store.execute("INSERT OR REPLACE INTO place VALUES (?,?,?,?,?,?,?,?,?)", row_of(place))
            store.executemany(
                "INSERT OR IGNORE INTO name VALUES (?,?,?)", [(k, a, place.key) for k, a in names_of(place)]
            )
            result.places += 1
        store.commit()
    except sqlite3.Error as error:
        raise TollbookError(
            f"{overlay} cannot be written ({error}).", hint="Name another with TOLLBOOK_PLACES."
        ) from error
    finally:
        store.close()
    return result
