"""A part of a score in words for a person: "same day", "3 km apart", "both air strike"."""

from __future__ import annotations

from tollbook.group.compare import cosine, days_apart, kilometres, shared_core
from tollbook.group.facts import Facts


def say(name: str, value: str, a: Facts, b: Facts) -> str:
    """Say how one feature of two tellings came out, with what was compared.

    Args:
        name: A feature of `compare.ORDERED`.
        value: Its outcome.
        a: One telling.
        b: The other; which is named first changes nothing.
    """
    if name in ("day", "late day", "derived day", "loose day"):
        return _say_day(name, value, days_apart(a, b) or 0)
    if name == "published":
        return _apart(abs(a.published - b.published), "published the same day", "published {n} {days} apart")
    if name == "place" and a.spot is not None and b.spot is not None:
        km = round(kilometres(a.spot, b.spot))
        return "same place" if km < 1 else f"{km:,} km apart"
    if name in ("killed", "injured"):
        return _say_toll(name, a, b)
    return _say_words(name, value, a, b)


def _apart(gap: int, same: str, otherwise: str) -> str:
    return same if gap == 0 else otherwise.format(n=gap, days="day" if gap == 1 else "days")


def _say_day(name: str, value: str, gap: int) -> str:
    if name == "loose day":
        return "days that overlap" if value == "overlap" else "days that do not overlap"
    found = _apart(gap, "same day", "{n} {days} apart")
    return found + (" (one taken from the date of publication)" if name == "derived day" else "")


def _say_toll(harm: str, a: Facts, b: Facts) -> str:
    one, two = (next((n for n in (t[1], t[0]) if n is not None), 0) for t in (a.tolls[harm], b.tolls[harm]))
    return f"both {one} {harm}" if one == two else f"{min(one, two)} and {max(one, two)} {harm}"


def _listed(names: set[str] | frozenset[str]) -> str:
    return ", ".join(sorted(names)[:3]) + (" …" if len(names) > 3 else "")


def _say_words(name: str, value: str, a: Facts, b: Facts) -> str:
    if name == "kind":
        return "both give ages of persons"
    if name == "core words":
        return f"{round(100 * shared_core(a, b))} % of the weighty words of headline, lead and claims shared"
    if name in ("words", "mixed words", "plain words"):
        return f"{round(100 * cosine(a, b))} % of weighty words shared"
    if name == "rare words":
        shared = a.rare & b.rare
        return f"{len(shared)} rare words shared" + (f": {_listed(shared)}" if shared else "")
    if name == "method":
        one, two = sorted((a.method or "", b.method or ""))
        return f"both {one}" if one == two else f"{one} and {two}"
    if name == "area":
        return {"within": "places that may be one", "other region": "different regions", "other country": "different countries"}[value]
    if name == "only town":
        return "one names the only town told" if value == "told" else "the only town told is not named by the other"
    if name == "town told":
        return {"both": "each names the other's town", "one": "one names the other's town", "neither": "neither names the other's town"}[value]
    if name == "people":
        shared_people = frozenset(a.people.keys() & b.people.keys())
        return f"same person with age: {_listed(shared_people)}" if shared_people else "a name and an age alike" if value == "alike" else "different persons with ages"
    if name == "persons":
        shared_names = frozenset(a.persons.keys() & b.persons.keys() - a.officials - b.officials)
        return f"both name {_listed(shared_names)}" if shared_names else "no person named by both"
    if name == "ages":
        both = sorted(a.ages & b.ages)
        return "ages in common: " + ", ".join(map(str, both[:5])) if both else "no age in common"
    return _say_sets(name, a, b)


def _say_sets(name: str, a: Facts, b: Facts) -> str:
    what, one, two = {
        "site": ("place as named", a.sites, b.sites),
        "kind of place": ("kind of place", a.spots, b.spots),
        "officials": ("official", a.officials, b.officials),
        "streets": ("street", a.streets, b.streets),
        "classes": ("kind of victims", a.classes, b.classes),
        "doers": ("doer", a.doers, b.doers),
        "side of victims": ("side of the victims", a.victims, b.victims),
    }[name]
    shared = one & two
    return f"same {what}: {_listed(shared)}" if shared else f"different {what}"
