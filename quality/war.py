"""A made-up war, told by made-up papers: incidents whose tellings are known to belong together.

Everything is invented: places, sides, persons, words. Papers leave out the town or the day, take the day of
publication for the day of the event, disagree on figures, update them, and mention one incident in a report of
another, as real ones do; towns, days, methods and figures of different incidents are as alike as in a busy month.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tollbook.model import ActorMention, Article, Count, Incident, Reading, Span, Toll, TollClaim, Victims, When, Where

ONSETS = "b d f g h j k l m n r s t v z sh kh al be da ka ma ra sa ta za".split()
RHYMES = "a an ar eh el en ir im in ob od or un ur az esh iva ada ora".split()
SITES = ("market", "bakery", "checkpoint", "school", "hospital", "bus station", "mosque", "farm", "bridge", "convoy", "camp", "warehouse", "police post", "water plant", "wedding")
HOURS = ("before dawn", "in the morning", "around noon", "in the afternoon", "after nightfall")
MEANS = {
    "air strike": ("air strike", "bombing raid", "warplanes"), "shelling": ("shelling", "artillery fire", "mortar rounds"),
    "IED": ("roadside bomb", "explosive device", "mine"), "drone strike": ("drone strike", "armed drone", "drone"),
    "shooting": ("gunfire", "gunmen", "shooting"), "suicide bombing": ("suicide bomber", "suicide attack", "car bomb"),
}
WHO = {"civilians": "residents", "children": "children", "military": "soldiers", "police": "police officers", "farmers": "farmers", "women": "women"}
# Two sets of wordings, so that weights fitted on one are tried on the other.
LEADS = (
    (
        "{K} {who} were killed {I}when {means} hit a {site} {place} {day} {hour}, {speaker} said.",
        "{means} struck a {site} {place} {day}, killing {K} {who}{I2}, according to {speaker}.",
        "The death toll from {means} at a {site} {place} stands at {K}, {speaker} told reporters {pub}.",
        "{speaker} reported {K} {who} dead {I}after {means} {place} {day}.",
    ),
    (
        "At least {K} {who} died {day} in {means} that hit a {site} {place}, {speaker} announced{I2}.",
        "{place}, {means} left {K} dead {I}near a {site} {hour}, said {speaker}.",
        "Rescuers pulled {K} bodies from a {site} {place} after {means} {day}; {speaker} feared more.",
        "{K} {who} lost their lives as {means} came down on the {site} {place}, {speaker} wrote {pub}.",
    ),
)
AROUND = (
    "The conflict, now in its fourth year, has driven half of the province's people from their homes.",
    "Both sides accuse each other of breaking the truce that was signed in spring.",
    "The army did not answer requests for comment, and the Front denied any part in it.",
    "Fighting has grown fiercer since the Front took the hills above {capital} last month.",
    "Aid groups say that clinics in {capital} lack blood, fuel and dressings.",
    "The governor, {governor}, called on the people of {province} to stay at home.",
    "The United Nations has asked both sides to spare schools and hospitals.",
    "Roads between {capital} and {other} were closed for most of the day.",
    "Residents spoke of aircraft overhead for a third night running.",
    "A monitor counts more than two thousand dead in {province} since January.",
)
EXTRA = (
    "Among the dead was {name}, {age}, who worked at the {site}.",
    "A fire broke out beside the {site} and burned until the evening.",
    "Witnesses saw {n} ambulances leave for {other}.",
    "The {site} stands on {street} Street, close to the old mill.",
    "It was the second time this year that the {site} was hit.",
)
OUTLETS = tuple(f"{a} {b}" for a in ("Delta", "Northland", "Coast", "Valley", "Capital") for b in ("Post", "Radio", "Wire", "Herald"))


@dataclass(frozen=True, slots=True)
class Event:
    """What happened: the truth that the papers tell parts of."""

    id: str
    day: date
    town: int
    method: str
    site: str
    hour: str
    killed: int
    injured: int
    who: str
    doer: str
    name: str
    age: int
    street: str


@dataclass(frozen=True, slots=True)
class World:
    """One province at war: its places, sides and officials."""

    seed: int
    country: str
    province: str
    towns: tuple[tuple[str, str, float, float], ...]
    sides: tuple[str, str]
    governor: str
    leads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """An article, its reading as a fair reader might have made it, and which event each of its incidents is."""

    article: Article
    reading: Reading
    events: dict[str, str]


def _name(chance: random.Random, parts: int = 2) -> str:
    return "".join(chance.choice(ONSETS) + chance.choice(RHYMES) for _ in range(parts)).capitalize()


def make_world(seed: int, towns: int = 60) -> World:
    """A province of towns within some 60 km of its capital."""
    chance = random.Random(seed)  # noqa: S311 - seeded on purpose
    districts = [_name(chance) for _ in range(6)]
    lat, lon = chance.uniform(-5, 45), chance.uniform(10, 70)
    made = tuple((_name(chance), chance.choice(districts), round(lat + chance.gauss(0, 0.3), 4), round(lon + chance.gauss(0, 0.35), 4)) for _ in range(towns))
    return World(seed, _name(chance, 3), _name(chance, 3), made, (f"{_name(chance)} army", f"{_name(chance)} Front"), f"{_name(chance)} {_name(chance)}", LEADS[seed % 2])


def make_events(world: World, number: int, days: int = 30, start: date = date(2021, 3, 1)) -> list[Event]:
    """So many incidents; a few towns see most of them."""
    chance = random.Random(f"{world.seed} events {number} {days}")  # noqa: S311 - seeded on purpose
    made = []
    for n in range(number):
        killed = min(60, int(chance.paretovariate(1.1)))
        made.append(Event(
            id=f"{world.seed}-{n}", day=start + timedelta(days=chance.randrange(days)),
            town=min(int(chance.expovariate(0.06)), len(world.towns) - 1), method=chance.choice(list(MEANS)), site=chance.choice(SITES),
            hour=chance.choice(HOURS), killed=killed, injured=int(killed * chance.uniform(0, 3)), who=chance.choice(list(WHO)),
            doer=chance.choice(world.sides), name=f"{_name(chance)} {_name(chance)}", age=chance.randint(5, 80), street=_name(chance),
        ))
    return made


def tell_events(world: World, events: list[Event], mean: float = 4.0, noise: float = 0.5) -> Iterator[Told]:
    """What the papers print of the events, one article at a time; `noise` is how often the reader gets things wrong."""
    chance = random.Random(f"{world.seed} articles")  # noqa: S311 - seeded on purpose
    by_day = sorted(events, key=lambda e: e.day)
    for at, event in enumerate(by_day):
        for n in range(min(12, 1 + int(chance.expovariate(1 / (mean - 1))))):
            beside = by_day[at - chance.randint(1, 3)] if at > 3 and chance.random() < 0.2 else None
            yield _write(chance, world, event, n, beside, noise)


def _write(chance: random.Random, world: World, event: Event, n: int, beside: Event | None, noise: float) -> Told:
    lag = chance.choice((0, 0, 0, 0, 1, 1, 1, 2, 3, 9))
    published = event.day + timedelta(days=lag)
    outlet = chance.choice(OUTLETS)
    identity = f"{event.id}-{n}"
    pieces: list[str] = []
    claims: list[TollClaim] = []
    incidents: list[Incident] = []
    _tell_one(chance, world, event, published, identity, pieces, claims, incidents, noise)
    fill = {"capital": world.towns[0][0], "other": chance.choice(world.towns)[0], "province": world.province, "governor": world.governor}
    pieces += [f" {t.format(name=event.name, age=event.age, site=event.site, n=chance.randint(2, 9), street=event.street, **fill)}" for t in chance.sample(EXTRA, chance.randint(0, 2))]
    pieces += [f" {t.format(**fill)}" for t in chance.sample(AROUND, chance.randint(1, 4))]
    if beside is not None:
        pieces.append("\n\n")
        _tell_one(chance, world, beside, published, identity, pieces, claims, incidents, noise)
    pieces.append(f"\n\nRead more at {outlet}, the paper of record.")
    text = "".join(pieces)
    article = Article(id=identity, text=text, title=text.split(",")[0][:80], published=published.isoformat(), outlet=outlet)
    events = {"1": event.id} | ({"2": beside.id} if beside else {})
    return Told(article, Reading(article=identity, claims=tuple(claims), incidents=tuple(incidents)), events)


def _tell_one(chance: random.Random, world: World, event: Event, published: date, identity: str, pieces: list[str], claims: list[TollClaim], incidents: list[Incident], noise: float) -> None:  # noqa: PLR0917 - filled in place
    """One event in one article: the sentence, the claims a reader makes of it, and their incident."""
    number = str(len(incidents) + 1)
    town = world.towns[event.town]
    # Figures grow as bodies are found, and some papers have them wrong.
    killed = event.killed + (chance.choice((0, 0, 0, 1, 1, 2, -1)) if event.killed > 2 else 0)
    killed = max(1, int(killed * chance.choice((1, 1, 1, 1, 1, 0.7, 1.4))))
    killed *= chance.choice((1, 3, 5)) if chance.random() < 0.15 * noise else 1
    injured = event.injured if chance.random() < 0.6 else None
    detail = chance.random()
    level = "town" if detail < 0.75 else "district" if detail < 0.85 else "region"
    words = {"town": f"in the town of {town[0]}", "district": f"in the countryside of {town[1]}", "region": f"in {world.province} province"}[level]
    lead = chance.choice(world.leads).format(
        K=killed, I=f"and {injured} wounded " if injured else "", I2=f" and wounding {injured}" if injured else "", who=WHO[event.who], means=chance.choice(MEANS[event.method]),
        site=event.site, place=words, day=f"on {event.day:%A}", hour=event.hour, speaker=chance.choice(("a hospital director", "the governor", "rescue workers", "a local official", "two residents")), pub=f"on {published:%A}",
    )
    lead = lead[0].upper() + lead[1:]
    start = sum(map(len, pieces))
    pieces.append(lead)
    quote = Span(text=lead, start=start, end=start + len(lead))
    path = (world.country, world.province, town[1], town[0])[: {"town": 4, "district": 3, "region": 2}[level]]
    at = (town[2], town[3]) if level == "town" else (None, None)
    where = Where(text=words, start=start, end=start + len(words), name=path[-1], level=level, path=path, country="XX", lat=at[0], lon=at[1]) if chance.random() < 0.93 else None
    when = _when(chance, event.day, published, noise)
    method = None if chance.random() < 0.15 else event.method if chance.random() > 0.16 * noise else chance.choice(list(MEANS))
    by = (ActorMention(text=event.doer, start=start, end=start + 1, actor=event.doer if chance.random() > 0.15 * noise else chance.choice(world.sides)),) if chance.random() < 0.5 else ()
    # Readers see classes and doers that the sentence only mentions, and miss half of those it means.
    luck = chance.random()
    classes = () if luck < 0.2 else (event.who,) if luck < 0.95 - 0.25 * noise else (event.who, chance.choice(list(WHO))) if luck < 1 - 0.15 * noise else (chance.choice(list(WHO)),)
    tolls = []
    mine = []
    for harm, figure in (("killed", killed), ("injured", injured)):
        if figure:
            claim = TollClaim(
                id=f"{identity}-{number}-{harm}", rule="made", reading_confidence=0.9, quote=quote, when=when, where=where, incident=number,
                harm=harm, count=Count(low=figure, high=figure), victims=Victims(classes=classes), by=by, method=method,  # type: ignore[arg-type]
            )
            mine.append(claim)
            tolls.append(Toll(harm=claim.harm, low=figure, best=figure, high=figure, origins=1))
    claims += mine
    incidents.append(Incident(id=number, main=number == "1", claims=tuple(c.id for c in mine), when=when, where=where, method=method, tolls=tuple(tolls)))


def _when(chance: random.Random, day: date, published: date, noise: float) -> When | None:
    """Most papers give the day; some leave it out, some are read a day off."""
    luck = chance.random()
    if luck < 0.05:
        return None
    if luck < 0.2:
        return When(from_=published.isoformat(), to=published.isoformat(), precision="day", derived="en.when.published")
    if luck < 0.2 + 0.12 * noise:
        day += timedelta(days=chance.choice((-1, 1, 7, -7, 30, -365)))
    return When(from_=day.isoformat(), to=day.isoformat(), precision="day")
