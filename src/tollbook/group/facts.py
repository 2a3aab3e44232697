"""The features of one telling, unpacked once so that it can be compared with many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tollbook.group.features import is_person, is_spot, is_street, spot_of, weigh
from tollbook.ledger import Telling
from tollbook.model import Where

# Places whose coordinates are those of a spot, not of the middle of a province.
_SPOTS = frozenset({"town", "site", "area", "district"})


@dataclass(frozen=True, slots=True)
class Facts:
    """What is compared of a telling; days as ordinals, `None` and empty where the article is silent."""

    id: str
    source: str
    main: bool
    days: tuple[int, int] | None
    derived: bool
    published: int
    spot: tuple[float, float] | None
    middle: tuple[float, float] | None
    path: tuple[str, ...]
    place: str
    method: str | None
    tolls: dict[str, tuple[int | None, int | None, int | None]]
    classes: frozenset[str]
    doers: frozenset[str]
    victims: frozenset[str]
    sites: frozenset[str]
    people: dict[str, int]
    ages: frozenset[int]
    names: dict[str, float]
    persons: dict[str, float]
    officials: frozenset[str]
    named_people: frozenset[str]
    streets: frozenset[str]
    town: frozenset[str]
    words: dict[str, float]
    core: dict[str, float]
    spots: frozenset[str]
    word_set: frozenset[str]
    rare: frozenset[str]


# A name as rare as this is of one person, not of a namesake.
_RARE_NAME = 11.0


def _town(where: Where | None) -> frozenset[str]:
    """The words of the town's name; empty where no town is known."""
    if where is None or len(where.path) < 3 or (len(where.path) == 3 and where.level == "site"):
        return frozenset()
    name = where.path[3] if len(where.path) > 3 else where.path[-1]
    return frozenset(w.removesuffix("'s") for w in name.lower().split())


def _ordinal(day: str) -> int:
    return date.fromisoformat(day[:10]).toordinal()


def unpack(telling: Telling) -> Facts:
    """Make a telling ready to be compared; `compare` and `keys` work on this.

    Example:
        >>> t = Telling(id="a#1", key="a", source="a", number="1", main=True, reported="2020-02-27T23:59:59.999999Z")
        >>> unpack(t).days is None
        True
    """
    f = telling.features
    where = telling.where
    days: list[str] | None = f.get("days")
    words = f.get("words", {})
    named = f.get("names", ())
    sides = f.get("sides", ())
    rarity = {n: sum(weigh(w) for w in n.split()) for n in named}
    places = {p.lower() for p in where.path} if where else set()
    officials = frozenset(f.get("officials", ()))
    persons = {n: r for n, r in rarity.items() if is_person(n) and n not in places and n not in officials}
    people = dict(f.get("people", {}))
    core = dict(f.get("core") or words)
    return Facts(
        id=telling.id,
        source=telling.source,
        main=telling.main,
        days=(_ordinal(days[0]), _ordinal(days[1])) if days is not None else None,
        derived=days is not None and days[2] == "derived",
        published=_ordinal(f.get("published") or telling.reported),
        spot=(where.lat, where.lon) if where and where.lat is not None and where.lon is not None and where.level in _SPOTS else None,
        middle=(where.lat, where.lon) if where and where.lat is not None and where.lon is not None and where.level != "country" else None,
        path=where.path if where else (),
        place=(where.name or where.text).lower() if where else "",
        method=telling.method,
        tolls={h: (t[0], t[1], t[2]) for h, t in f.get("tolls", {}).items()},
        classes=frozenset(f.get("classes", ())),
        doers=frozenset(s[3:] for s in sides if s.startswith("by ")),
        victims=frozenset(s[3:] for s in sides if s.startswith("of ")),
        sites=frozenset(f.get("sites", ())),
        people=people,
        ages=frozenset(f.get("ages", ())),
        names=rarity,
        persons=persons,
        officials=officials,
        named_people=frozenset(people) | frozenset(n for n, r in persons.items() if r >= _RARE_NAME),
        streets=frozenset(n for n in rarity if is_street(n)),
        town=_town(where),
        words=dict(words),
        core=core,
        spots=frozenset(spot_of(w) for w in core if is_spot(w)),
        word_set=frozenset(words),
        rare=frozenset(w for w in words if weigh(w) >= 6.0),
    )
