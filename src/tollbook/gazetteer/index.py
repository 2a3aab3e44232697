"""Looking names up in the index of places, and in the user's own.

The shipped index holds towns of 500 people and more. Villages, where much of
a war happens, come from files that the user adds (`tollbook gazetteer add`);
they live in an overlay of the same form, and both are asked together.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tollbook.errors import TollbookError
from tollbook.gazetteer.build import COAT, FORMAT, LEVELS
from tollbook.gazetteer.build import build as build_index
from tollbook.gazetteer.fold import fold, without_article
from tollbook.gazetteer.loose import loose, slips

SHIPPED = Path(__file__).with_name("data") / "places.sqlite"
MOST = 80
# A slip of the pen is read as a town that readers know, never as a village.
LARGE = 30_000
_NAMES = {short: level for level, short in LEVELS.items()}


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the gazetteer.

    `id` is the GeoNames id, negative where GeoNames has none. `within` holds
    the ids of the areas around it, narrowest first, the country last. `lat` and
    `lon` are degrees, `None` where not known; `derived` marks those computed
    from the places inside. `alternate` says how the name that was asked for
    belongs to the place: 0 its own, 1 another, 2 one shortened by us.
    """

    id: int
    name: str
    level: str
    country: str | None
    within: tuple[int, ...]
    lat: float | None
    lon: float | None
    population: int
    derived: bool
    capital: bool
    alternate: int = 0

    @property
    def geoname_id(self) -> int | None:
        """The GeoNames id, `None` where GeoNames has none."""
        return self.id if self.id > 0 else None


def cache_folder() -> Path:
    """Where an index is built when the installed package has none."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tollbook"


def cached_index() -> Path:
    """The index that `tollbook gazetteer build` makes, used where the package carries none."""
    return cache_folder() / f"places-{FORMAT}.sqlite"


def overlay_path() -> Path:
    """Where the user's own places are kept; `TOLLBOOK_PLACES` names another file."""
    chosen = os.environ.get("TOLLBOOK_PLACES")
    if chosen:
        return Path(chosen)
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "tollbook" / "places.sqlite"


def _connect(path: Path) -> sqlite3.Connection:
    try:
        store = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        made = store.execute("SELECT value FROM about WHERE what = 'format'").fetchone()
    except sqlite3.Error as error:
        raise TollbookError(
            f"{path} is not an index of places ({error}).", hint="Run: tollbook gazetteer build"
        ) from error
    if made is None or made[0] != FORMAT:
        raise TollbookError(f"{path} was built by another version.", hint="Run: tollbook gazetteer build")
    return store


class Gazetteer:
    """Names to places; read only, cheap to open, safe to keep for a process's life.

    Args:
        paths: Index files; where two hold the same id the first one wins.

    Raises:
        TollbookError: A file is not an index, or of another version.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        self.paths = tuple(paths)
        self._stores = tuple(_connect(path) for path in self.paths)
        self._found: dict[str, tuple[Entry, ...]] = {}
        self._entries: dict[int, Entry | None] = {}

    def find(self, name: str) -> list[Entry]:
        """Places of that name, likeliest first.

        The order is that of the name (its own before others'), then of people;
        what the text says about which is meant is not known here.

        Args:
            name: In any script, case and transliteration of the article.

        Returns:
            At most 80 entries, empty for an unknown name.
        """
        return list(self.lookup(fold(name), name))

    def lookup(self, key: str, name: str = "") -> tuple[Entry, ...]:
        """Like `find`, for a key already folded."""
        held = self._found.get(key)
        if held is None:
            if len(self._found) > 50_000:
                self._found.clear()
            held = self._found[key] = tuple(self._read(key, name))
        return held

    def _read(self, key: str, name: str) -> list[Entry]:
        keys = [key]
        bare = without_article(name or key)
        if bare:
            keys.append(fold(bare))
        found: dict[int, Entry] = {}
        for store in self._stores:
            for asked in keys:
                rows = store.execute(
                    "SELECT p.id, p.name, p.level, p.country, p.within, p.lat, p.lon, p.population, p.flags,"
                    " MIN(n.alternate) FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? GROUP BY p.id"
                    " ORDER BY MIN(n.alternate) > 1, p.population DESC LIMIT ?",
                    (asked, MOST),
                )
                for row in rows:
                    found.setdefault(row[0], _entry(row))
        return sorted(found.values(), key=lambda e: (e.alternate > 1, e.level != "country", -e.population, e.id))[:MOST]

    def like(self, name: str, country: str | None) -> list[Entry]:
        """Places of one country whose name is another transliteration of this one.

        Args:
            name: A name that `find` does not know.
            country: ISO 3166 code of two letters; `None` for any, if it is the only one with a place so called.

        Returns:
            Entries, largest first; empty for countries that write Latin letters.

        Example:
            >>> [e.name for e in open_gazetteer().like("Deir Ezzor", "SY")][:1]
            ['Deir ez-Zor']
        """
        key = loose(fold(name))
        if not key:
            return []
        held = list(self.lookup(COAT + key))
        if country is None:
            return held if len({e.country for e in held}) == 1 else []
        return [e for e in held if e.country == country]

    def misspelt(self, name: str, country: str) -> list[Entry]:
        """Large places of one country whose name this is but for a slip: two letters swapped, one left out, one too many.

        Args:
            name: A name that neither `find` nor `like` knows.
            country: ISO 3166 code of two letters.

        Returns:
            Regions, and towns of 30,000 people and more; empty for names of fewer than six letters.

        Example:
            >>> [e.name for e in open_gazetteer().misspelt("Mosluville", "IQ")], open_gazetteer().misspelt("Kahndahar", "AF")[0].name
            ([], 'Kandahar')
        """
        held: dict[int, Entry] = {}
        for key in slips(fold(name)):
            for entry in self.lookup(key):
                large = entry.population >= LARGE and entry.level == "town"
                if entry.country == country and entry.alternate < 2 and (large or entry.level == "region"):
                    held.setdefault(entry.id, entry)
        return sorted(held.values(), key=lambda e: (-e.population, e.id))

    def knows(self, name: str) -> bool:
        """Whether any place has that name."""
        return bool(self.lookup(fold(name), name))

    def entry(self, key: int) -> Entry | None:
        """The place with that id, `None` where there is none."""
        if key not in self._entries:
            self._entries[key] = None
            for store in self._stores:
                row = store.execute(
                    "SELECT id, name, level, country, within, lat, lon, population, flags, 0 FROM place WHERE id = ?",
                    (key,),
                ).fetchone()
                if row:
                    self._entries[key] = _entry(row)
                    break
        return self._entries[key]

    def path(self, entry: Entry) -> tuple[str, ...]:
        """Names from the country down to the place itself.

        Example: `("Syria", "Idlib", "Saraqib")`.
        """
        above = [self.entry(key) for key in reversed(entry.within)]
        return (*(e.name for e in above if e is not None), entry.name)

    def region(self, entry: Entry) -> int | None:
        """The id of the first-order region that the place lies in, or is."""
        if entry.level == "region":
            return entry.id
        return next((k for k in entry.within if (e := self.entry(k)) is not None and e.level == "region"), None)

    def country(self, code: str) -> Entry | None:
        """The country of that ISO 3166 code of two letters, `None` where there is none."""
        for store in self._stores:
            row = store.execute("SELECT id FROM place WHERE level = 'c' AND country = ?", (code.upper(),)).fetchone()
            if row:
                return self.entry(row[0])
        return None

    def sizes(self) -> Iterator[tuple[Path, int]]:
        """Each index file with the number of places in it."""
        for path, store in zip(self.paths, self._stores, strict=True):
            yield path, int(store.execute("SELECT COUNT(*) FROM place").fetchone()[0])


def _entry(row: tuple[int, str, str, str | None, str | None, int | None, int | None, int, int, int]) -> Entry:
    key, name, level, country, within, lat, lon, population, flags, alternate = row
    return Entry(
        id=key,
        name=name,
        level=_NAMES[level],
        country=country,
        within=tuple(map(int, within.split(","))) if within else (),
        lat=None if lat is None else lat / 100_000,
        lon=None if lon is None else lon / 100_000,
        population=population,
        derived=bool(flags & 1),
        capital=bool(flags & 2),
        alternate=alternate,
    )


def find_index() -> Path:
    """The shipped index, or one built into the cache on first need.

    A package installed from a wheel carries its index; a checkout may not. The
    build takes half a minute, says so on standard error, and happens once.
    """
    if SHIPPED.is_file():
        return SHIPPED
    built = cached_index()
    if not built.is_file():
        print(f"tollbook: building the index of places once, into {built} (about half a minute)", file=sys.stderr)
        build_index(built)
    return built


_opened: dict[tuple[Path, ...], Gazetteer] = {}


def open_gazetteer(path: Path | None = None) -> Gazetteer:
    """Open the gazetteer: the user's own places first, then the shipped ones.

    Args:
        path: An index file to use alone; `None` for the usual two.

    Returns:
        A gazetteer, the same object for the same files in one process.

    Raises:
        TollbookError: A file is not an index of this version.
    """
    if path is not None:
        paths: tuple[Path, ...] = (path,)
    else:
        own = overlay_path()
        paths = (own, find_index()) if own.is_file() else (find_index(),)
    if paths not in _opened:
        _opened[paths] = Gazetteer(paths)
    return _opened[paths]
