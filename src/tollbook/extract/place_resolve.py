"""Which of the places of one name is meant.

There are some forty Springfields. What decides, in this order: what the text
says ("Springfield, Ohio"), the countries and regions that the article speaks
of, the other places it names nearby, and how many people live there. All names
of an article are decided together, over a few rounds, because each is the
others' context. Where nothing decides, nothing is guessed.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from tollbook.gazetteer.index import Entry, Gazetteer

ROUNDS = 3
# The country and the region that a name speaks of, and how surely.
Vote = tuple[str | None, int | None, float]
# Weights, set by hand while reading errors on 817 news articles whose places have known coordinates.
PER_TENFOLD = 0.9
STATED = 7.0
COUNTRY = 2.2
REGION = 3.0
NEAR = 3.0
NEAR_KM = 150.0
ALTERNATE = (0.0, 0.8, 1.5)
LEVEL = {"country": 4.0, "area": 3.0, "region": 1.2, "district": -1.2, "town": 0.0, "site": 0.0}
MARGIN = 0.35
KNOWN = 300_000
LOCAL = 2.0
ONLY = 1.5
SURELY = 4
MEASURED = 40
OWN_TOWN_KM = 120.0


@dataclass(frozen=True, slots=True)
class Group:
    """All mentions of one name in an article: it is read in one sense.

    `inside` holds the numbers of the groups that the text states it to lie in
    ("Paris, Texas"), `count` how often it is named.
    """

    key: str
    hint: str | None
    entries: tuple[Entry, ...]
    inside: tuple[int, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Choice:
    """What a name means; `others` counts the places it may as well be."""

    entry: Entry | None
    others: int


class Spot(Protocol):
    """What has coordinates, in degrees; `None` where they are not known."""

    @property
    def lat(self) -> float | None:
        """Degrees north."""

    @property
    def lon(self) -> float | None:
        """Degrees east."""


def distance(a: Spot, b: Spot) -> float:
    """Kilometres between two places; infinite where one has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    la, lb = math.radians(a.lat), math.radians(b.lat)
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, h)))


def fits(entry: Entry, hint: str | None) -> bool:
    """Is it of the level that a noun of kind beside the name says?"""
    if hint is None or hint == "area":
        return True
    return entry.level in {
        "region": ("region", "district", "area"),
        "district": ("district", "region"),
        "town": ("town",),
    }.get(hint, (entry.level,))


def base(entry: Entry, hint: str | None) -> float:
    """How likely a place is meant where nothing else is known."""
    score = PER_TENFOLD * math.log10(entry.population + 10) + LEVEL[entry.level] - ALTERNATE[entry.alternate]
    score += 1.5 * entry.capital
    if hint is not None and hint == entry.level:
        score += 2.0
    if entry.lat is None:
        score -= 3.0
    return score


class Resolver:
    """Decides the groups of one article together; made for one article and dropped."""

    def __init__(self, gazetteer: Gazetteer, groups: Sequence[Group], demonyms: Mapping[str, int], local: Mapping[str, int]) -> None:
        self.gazetteer, self.groups, self.demonyms, self.local = gazetteer, groups, demonyms, local
        self.candidates = [self._candidates(group, groups, local) for group in groups]
        self.chosen: list[Entry | None] = [None] * len(groups)
        # The names that the text uses as those of areas: something lies in them, or they are called a province.
        outer = {groups[n].key for group in groups for n in group.inside}
        self.called = {g.key for g in groups if g.hint == "region"} - {g.key for g in groups if g.hint == "town"}
        self.areas = outer | {group.key for group in groups if group.hint in {"region", "district"}}
        # The names that others are measured against: the most named, or a list of ten thousand towns would never end.
        self.known = sorted(range(len(groups)), key=lambda n: (-groups[n].count, n))[:MEASURED]

    @staticmethod
    def _candidates(group: Group, groups: Sequence[Group], local: Container[str]) -> list[Entry]:
        """The places that the name may mean, by the noun beside it and by what the text says that it lies in.

        "The Balyun sub-district in Idlib" is what is called so in Idlib, be it listed as a town; and a country is no
        rival to a town that the text puts into a state, or that a paper full of another country's institutions names.
        """
        # "Georgia, Iraq and Iran" is a list, though some hamlet of Iran may be called Iraq.
        lists = any(e.level == "country" for e in group.entries)
        outer = {e.id for n in group.inside for e in groups[n].entries if not (lists and any(o.level == "country" for o in groups[n].entries))}
        stated = [e for e in group.entries if e.level != "country" and not outer.isdisjoint(e.within)]
        fitting = [e for e in group.entries if fits(e, group.hint)]
        if group.hint == "district" and all(e.level == "region" for e in fitting):
            # a district of the text may be on the list as its town alone, and a region of that name be abroad
            fitting += [e for e in group.entries if e.level == "town"]
        held = ([e for e in stated if fits(e, group.hint)] and fitting) or stated or fitting or list(group.entries)
        country = next((e for e in held if e.level == "country"), None)
        if country is not None and group.hint is None and not stated and not any(e.level == "region" for e in held):
            return [country, *(e for e in held if e.level == "town" and e.country in local)]
        return held

    def solve(self) -> list[Choice]:
        """The choice for each group, in order."""
        scores = [[base(e, g.hint) for e in held] for g, held in zip(self.groups, self.candidates, strict=True)]
        for round_ in range(ROUNDS):
            self.chosen = [self._best(held, values) for held, values in zip(self.candidates, scores, strict=True)]
            votes = self._votes(sure_only=round_ == 0)
            tally = self._tally(votes)
            scores = []
            for n, (group, held) in enumerate(zip(self.groups, self.candidates, strict=True)):
                shares = tally.without(votes[n])
                scores.append([base(e, group.hint) + self._context(n, e, shares) for e in held])
        spoken = self._spoken()
        return [
            self._choice(g, held, values, spoken)
            for g, held, values in zip(self.groups, self.candidates, scores, strict=True)
        ]

    def _spoken(self) -> dict[str, set[str]]:
        """The countries that the article names by themselves, a region, a city or a demonym; and by which names."""
        codes: dict[str, set[str]] = {code: {""} for code in sorted(self.demonyms)}
        for group, chosen in zip(self.groups, self.chosen, strict=True):
            if chosen is None or chosen.country is None:
                continue
            if (
                chosen.level == "country"
                or (chosen.level in {"region", "area"} and len(group.entries) < 3)
                or chosen.population >= KNOWN
            ):
                codes.setdefault(chosen.country, set()).add(group.key)
        return codes

    @staticmethod
    def _best(held: Sequence[Entry], values: Sequence[float]) -> Entry | None:
        return max(zip(values, held, strict=True), key=lambda pair: (pair[0], -pair[1].id), default=(0.0, None))[1]

    def _votes(self, *, sure_only: bool) -> list[Vote]:
        """For each group the country and region that it speaks of, with a weight; zero where it is not sure."""
        votes: list[Vote] = []
        for group, held, chosen in zip(self.groups, self.candidates, self.chosen, strict=True):
            sure = chosen is not None and (len(held) == 1 or chosen.level in {"country", "region"})
            if chosen is None or (sure_only and not sure):
                votes.append((None, None, 0.0))
                continue
            weight = (0.5 + math.log1p(group.count)) * (1.0 if sure else 0.5)
            votes.append((chosen.country, self.gazetteer.region(chosen), weight))
        return votes

    def _tally(self, votes: Sequence[Vote]) -> Tally:
        countries: dict[str, float] = {code: 0.5 + math.log1p(n) for code, n in sorted(self.demonyms.items())}
        regions: dict[int, float] = {}
        for country, region, weight in votes:
            if country is not None:
                countries[country] = countries.get(country, 0.0) + weight
            if region is not None:
                regions[region] = regions.get(region, 0.0) + weight
        return Tally(countries, regions)

    def _context(self, n: int, entry: Entry, shares: Shares) -> float:
        score = 0.0
        if entry.country and entry.level != "country":
            score += COUNTRY * shares.country(entry.country) + LOCAL * min(1.0, self.local.get(entry.country, 0) / SURELY)
            score += ONLY * shares.only(entry.country)
            region = self.gazetteer.region(entry) if entry.level != "region" else None
            if region is not None:
                score += REGION * shares.region(region)
        for other in self.groups[n].inside:
            if any(
                e.id in entry.within or (e.level == "country" and e.country == entry.country)
                for e in self._meant(other)
            ):
                score += STATED
        if entry.level != "country":
            score += self._nearness(n, entry)
        return score

    def _meant(self, n: int) -> Sequence[Entry]:
        chosen = self.chosen[n]
        held = self.candidates[n]
        return held if chosen is None or len(held) < 4 else [chosen]

    def _nearness(self, n: int, entry: Entry) -> float:
        total = 0.0
        for m in self.known:
            other = self.chosen[m]
            if (
                m == n
                or other is None
                or other.level in {"country", "area"}
                or self.groups[m].key == self.groups[n].key
            ):
                continue
            away = distance(entry, other)
            if away < 4 * NEAR_KM:
                total += math.exp(-away / NEAR_KM)
        return NEAR * total / (1.0 + total)

    def _choice(
        self, group: Group, held: Sequence[Entry], values: Sequence[float], spoken: Mapping[str, set[str]]
    ) -> Choice:
        best = self._best(held, values)
        if best is None:
            return Choice(None, 0)
        if self._stray(group, best, spoken):
            return Choice(None, len(held))
        top = max(values)
        rivals = [
            e
            for e, v in zip(held, values, strict=True)
            if e is not best and v > top - MARGIN and distance(e, best) > 50 and not _nested(e, best)
        ]
        if rivals and len(held) > 1:
            return Choice(None, len(rivals) + 1)
        best = self._own_town(group, held, best)
        plausible = [v for e, v in zip(held, values, strict=True) if e is not best and v > top - 1.0]
        return Choice(best, len(plausible))

    def _own_town(self, group: Group, held: Sequence[Entry], best: Entry) -> Entry:
        """The town for a bare name that its region or district has, too; the region where the text speaks of it as one.

        "Aleppo" is the city, but not beside "Manbij, Aleppo" or after "Aleppo province".
        """
        if group.hint not in {None, "area"}:
            return best
        if best.level == "town" and group.key in self.called:
            regions = [e for e in held if e.level == "region" and e.id in best.within]
            return regions[0] if regions else best
        if best.level not in {"region", "district"} or group.key in self.areas:
            return best
        towns = [e for e in held if e.level == "town" and best.id in e.within and distance(e, best) < OWN_TOWN_KM]
        return max(towns, key=lambda e: (e.population, -e.id), default=best)

    def _stray(self, group: Group, best: Entry, spoken: Mapping[str, set[str]]) -> bool:
        """A small place in a country of which the article says nothing, while it speaks of others, is a namesake."""
        if group.inside or best.level in {"country", "area"}:
            return False
        other_kind = group.hint is not None and best.level != group.hint and best.population < KNOWN
        if not other_kind and (best.level == "region" or best.population >= KNOWN or best.capital):
            return False
        if not other_kind and best.alternate == 0 and best.population >= 15_000:
            return False
        others = {code for code, keys in spoken.items() if keys != {group.key}}
        # "Babel province" is no hamlet that somebody calls Babel, whatever else the article speaks of.
        return (bool(others) or (other_kind and best.alternate > 0 and group.hint != "area")) and best.country not in others


def _nested(a: Entry, b: Entry) -> bool:
    """A city and its region are no two places between which the text would have to decide."""
    return a.id in b.within or b.id in a.within


class Tally:
    """What all names of an article speak of, so that each can ask what the others do.

    A name is no witness for itself. Shares are of the strongest country or
    region, so that long articles weigh no more than short ones.
    """

    def __init__(self, countries: dict[str, float], regions: dict[int, float]) -> None:
        self.countries, self.regions = countries, regions
        self.top = heapq.nlargest(2, countries.items(), key=lambda item: item[1])
        self.area = heapq.nlargest(2, regions.items(), key=lambda item: item[1])

    def without(self, vote: Vote) -> Shares:
        """What the other names speak of."""
        return Shares(self, vote)


@dataclass(frozen=True, slots=True)
class Shares:
    """How much of an article speaks of each country and region, apart from one name; the most spoken of being 1."""

    tally: Tally
    vote: Vote

    def country(self, code: str) -> float:
        """The share of a country."""
        own, _, weight = self.vote
        return _share(self.tally.countries, self.tally.top, code, own, weight)

    def only(self, code: str) -> bool:
        """Is it the one country that all other names speak of?"""
        own, _, weight = self.vote
        countries = self.tally.countries
        return all(value - (weight if key == own else 0.0) <= 1e-9 for key, value in countries.items() if key != code) and (
            countries.get(code, 0.0) - (weight if code == own else 0.0) > 1e-9
        )

    def region(self, key: int) -> float:
        """The share of a region."""
        _, own, weight = self.vote
        return _share(self.tally.regions, self.tally.area, key, own, weight)


K = TypeVar("K", str, int)


def _share(votes: dict[K, float], top: Sequence[tuple[K, float]], key: K, own: K | None, weight: float) -> float:
    value = votes.get(key, 0.0) - (weight if key == own else 0.0)
    if value <= 0:
        return 0.0
    return value / max(v - (weight if k == own else 0.0) for k, v in top)
