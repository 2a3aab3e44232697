"""What two tellings have in common and what sets them apart: one outcome a feature, from a fixed list.

What one of them is silent on says nothing. The outcomes of a feature are in
order, from the least to the most alike; the fitting keeps their weights so.
"""

from __future__ import annotations

import math

from tollbook.group.facts import Facts

Outcome = tuple[str, str]

WORDS = (0.02, 0.04, 0.06, 0.08, 0.1, 0.12, 0.14, 0.16, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.8)
PERSONS = (1.0, 8.0, 11.0, 16.0, 24.0, 36.0, 50.0, 70.0)
RARE = (1.0, 2.0, 3.0, 5.0, 8.0, 12.0)
_GAPS = ("far", "month", "week", "days", "next", "same")
_FIGURES = ("far", "unequal", "near", "equal 1", "equal 2", "equal 5", "equal 20")
ORDERED: dict[str, tuple[str, ...]] = {
    # Reports that give ages are of named, private persons: fewer of them are alike by chance than reports of a war.
    "kind": ("plain", "ages"),
    "day": _GAPS,
    "derived day": _GAPS,
    # A report weeks after another is of the trial or the year's mind, and the day that is read is often that of the court.
    "late day": _GAPS,
    "loose day": ("apart", "overlap"),
    "published": _GAPS,
    "place": ("apart", "300", "100", "30", "10", "3", "0"),
    "area": ("other country", "other region", "within"),
    "town told": ("neither", "one", "both"),
    "only town": ("not told", "told"),
    "site": ("other", "same"),
    "kind of place": ("differ", "some", "same"),
    "method": ("differ", "same"),
    "killed": _FIGURES,
    "injured": _FIGURES,
    "classes": ("differ", "some", "same"),
    "doers": ("differ", "some", "same"),
    "side of victims": ("differ", "some", "same"),
    "people": ("differ", "alike", "one", "two"),
    "ages": ("differ", "some", "half", "most"),
    "persons": ("0", *(f"{e:g}" for e in PERSONS)),
    "officials": ("other", "one", "two"),
    "streets": ("other", "one", "two"),
    "rare words": ("0", *(f"{e:g}" for e in RARE)),
    # Reports that give the ages of those concerned share words because of them; those of a war share
    # the words of the war. So the same share of words weighs less where no ages are given.
    "words": ("0", *(f"{e:g}" for e in WORDS)),
    "mixed words": ("0", *(f"{e:g}" for e in WORDS)),
    # What the headline, the lead and the sentences of the claims share, without what stands around them.
    "core words": ("0", *(f"{e:g}" for e in WORDS)),
    "plain words": ("0", *(f"{e:g}" for e in WORDS)),
}


def compare(a: Facts, b: Facts) -> list[Outcome]:
    """Every feature that both tellings have, and how it comes out."""
    found = (
        ("kind", "ages") if a.ages and b.ages else None,
        _days(a, b),
        ("published", _gap_level(abs(a.published - b.published))),
        _place(a, b),
        _town_told(a, b),
        ("site", "same" if a.sites & b.sites else "other") if a.sites and b.sites else None,
        _sets("kind of place", a.spots, b.spots),
        _method(a, b),
        _toll("killed", a, b),
        _toll("injured", a, b),
        _sets("classes", a.classes, b.classes),
        _sets("doers", a.doers, b.doers),
        _sets("side of victims", a.victims, b.victims),
        _people(a, b),
        _ages(a, b),
        _persons(a, b),
        ("officials", ("other", "one", "two")[min(2, len(a.officials & b.officials))]) if a.officials and b.officials else None,
        _streets(a, b),
        ("rare words", _reached(len(a.rare & b.rare), RARE)),
        ("words" if a.ages and b.ages else "mixed words" if a.ages or b.ages else "plain words", _reached(cosine(a, b), WORDS)),
        ("core words", _reached(shared_core(a, b), WORDS)),
    )
    return [f for f in found if f is not None]


def cosine(a: Facts, b: Facts) -> float:
    """How much of their weighty words two tellings share, 0 to 1."""
    return _cosine(a.words, b.words)


def shared_core(a: Facts, b: Facts) -> float:
    """As `cosine`, of headline, lead and the sentences of the claims alone."""
    return _cosine(a.core, b.core)


def _cosine(a: dict[str, float], b: dict[str, float]) -> float:
    return math.fsum(a[w] * b[w] for w in a.keys() & b.keys())


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Between two points, on a flat map between them: good to a percent below 300 km.

    Example:
        >>> round(kilometres((30.0, 40.0), (30.0, 40.1)))
        10
    """
    north = (a[0] - b[0]) * 111.2
    east = ((a[1] - b[1] + 180) % 360 - 180) * 111.2 * math.cos(math.radians((a[0] + b[0]) / 2))
    return math.hypot(north, east)


def days_apart(a: Facts, b: Facts) -> int | None:
    """Days between two events as read, 0 where they overlap; `None` where one has none."""
    if a.days is None or b.days is None:
        return None
    return max(0, a.days[0] - b.days[1], b.days[0] - a.days[1])


def worth_comparing(a: Facts, b: Facts) -> bool:
    """Whether anything but an error of reading could make one incident of two tellings.

    Stated days and known spots that are both far apart, with no person in
    common: most pairs of a busy day in one region end here, at a tenth of the
    cost of a comparison.
    """
    if a.spot is None or b.spot is None or a.named_people & b.named_people:
        return True
    if kilometres(a.spot, b.spot) <= _FAR:
        return True
    return bool(a.town & b.word_set == a.town or b.town & a.word_set == b.town)


# Farther apart than this, two towns are two places, whatever the map says of their middle.
_FAR = 15.0
_BORDER = 60.0
# Methods whose word covers others, in `lang/*/methods.toml`.
_WIDER = {
    "shooting": frozenset({"ground fighting", "crossfire", "sniper fire", "execution", "assassination"}),
    "ground fighting": frozenset({"crossfire"}),
    "bombing": frozenset({"car bomb", "IED", "suicide bombing"}),
    "strike": frozenset({"air strike", "drone strike", "missile or rocket", "shelling"}),
}
# Days after which a report is no longer news of what happened, but of what came of it.
_LATE = 8


def _reached(value: float, edges: tuple[float, ...]) -> str:
    """The highest edge that the value reaches, as text; "0" below the first."""
    reached = "0"
    for edge in edges:
        if value < edge:
            break
        reached = f"{edge:g}"
    return reached


def _gap_level(gap: int) -> str:
    return "same" if gap == 0 else "next" if gap == 1 else "days" if gap <= 3 else "week" if gap <= 8 else "month" if gap <= 31 else "far"


def _days(a: Facts, b: Facts) -> Outcome | None:
    gap = days_apart(a, b)
    if gap is None or a.days is None or b.days is None:
        return None
    # Four days and more (a week, a month) agree with much by chance.
    if max(a.days[1] - a.days[0], b.days[1] - b.days[0]) > 3:
        return "loose day", "overlap" if gap <= 1 else "apart"
    if abs(a.published - b.published) > _LATE:
        return "late day", _gap_level(gap)
    return "derived day" if a.derived or b.derived else "day", _gap_level(gap)


def _place(a: Facts, b: Facts) -> Outcome | None:
    if not a.place or not b.place:
        return None
    if a.spot is not None and b.spot is not None:
        km = kilometres(a.spot, b.spot)
        return "place", next((w for limit, w in ((1, "0"), (3, "3"), (10, "10"), (30, "30"), (100, "100"), (300, "300")) if km <= limit), "apart")
    if not a.path or not b.path:
        return None
    if a.path[0] != b.path[0]:
        # The wounded of a border province are brought over the border, and reported from there.
        beside = a.middle is not None and b.middle is not None and kilometres(a.middle, b.middle) <= _BORDER
        return None if beside else ("area", "other country")
    apart = any(x != y for x, y in zip(a.path[:2], b.path[:2], strict=False))
    return "area", "other region" if apart else "within"


def _town_told(a: Facts, b: Facts) -> Outcome | None:
    """Whether each article has the words of the town in which the other places its incident."""
    if not a.town and not b.town:
        return None
    if not a.town or not b.town:
        one, other = (a, b) if a.town else (b, a)
        return "only town", "told" if one.town <= other.word_set else "not told"
    told = (a.town <= b.word_set) + (b.town <= a.word_set)
    return "town told", ("neither", "one", "both")[told]


def _sets(name: str, a: frozenset[str], b: frozenset[str]) -> Outcome | None:
    if not a or not b:
        return None
    return name, "same" if a == b else "some" if a & b else "differ"


def _method(a: Facts, b: Facts) -> Outcome | None:
    """A wider word says nothing against a narrower one: what is a shooting to one paper is a gun battle to another.

    An arrest is what came of a deed as often as it is the deed, so beside another method it says nothing either.
    """
    if not a.method or not b.method:
        return None
    if a.method == b.method:
        return "method", "same"
    if "arrest" in {a.method, b.method} or b.method in _WIDER.get(a.method, ()) or a.method in _WIDER.get(b.method, ()):
        return None
    return "method", "differ"


def _toll(harm: str, a: Facts, b: Facts) -> Outcome | None:
    one, two = a.tolls.get(harm), b.tolls.get(harm)
    if one is None or two is None:
        return None
    x, y = (t[1] if t[1] is not None else t[0] for t in (one, two))
    if x is None or y is None:
        return None
    if x == y:
        return harm, "equal 20" if x >= 20 else "equal 5" if x >= 5 else "equal 2" if x >= 2 else "equal 1"
    if _holds(one, y) or _holds(two, x):
        return None  # "several" is 9 as much as 33
    meet = max(one[0] or 0, two[0] or 0) <= min(*(t[2] if t[2] is not None else 10**9 for t in (one, two)))
    if meet or abs(x - y) <= 1 or max(x, y) <= 1.3 * min(x, y):
        return harm, "near"
    return harm, "unequal" if max(x, y) <= 3 * min(x, y) else "far"


def _holds(toll: tuple[int | None, int | None, int | None], figure: int) -> bool:
    """Is the toll words without a number, which the figure may be?"""
    return toll[1] is None and toll[2] is None and (toll[0] or 0) <= figure


def _people(a: Facts, b: Facts) -> Outcome | None:
    if not a.people or not b.people:
        return None
    shared = len(a.people.keys() & b.people.keys())
    if shared:
        return "people", "two" if shared >= 2 else "one"
    # Spellings differ between papers: one half of the name and the age make it likely.
    halves = {(part, age) for name, age in b.people.items() for part in name.split()}
    alike = any((part, age) in halves for name, age in a.people.items() for part in name.split())
    return "people", "alike" if alike else "differ"


def _ages(a: Facts, b: Facts) -> Outcome | None:
    if not a.ages or not b.ages:
        return None
    both, either = len(a.ages & b.ages), len(a.ages | b.ages)
    if both == 0:
        return "ages", "differ"
    half = 2 * both >= either
    return "ages", "most" if half and both >= 2 else "half" if half or both >= 2 else "some"


def _persons(a: Facts, b: Facts) -> Outcome | None:
    """How rare the names of persons are that both have: together, as a logarithm."""
    shared = a.persons.keys() & b.persons.keys() - a.officials - b.officials
    if not shared and not (a.people and b.people):
        return None
    return "persons", _reached(math.fsum(a.persons[n] for n in shared), PERSONS)


def _streets(a: Facts, b: Facts) -> Outcome | None:
    if not a.streets or not b.streets:
        return None
    return "streets", ("other", "one", "two")[min(2, len(a.streets & b.streets))]
