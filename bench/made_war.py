"""A war made up by construction: articles with the readings that a reader would make of them, fast enough to fill a large book.

Reading is measured elsewhere; here the book is, so nothing is parsed. Every
span stands in its text. Real place names are drawn from the gazetteer, so that
places lie where places lie.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from tollbook.gazetteer import open_gazetteer
from tollbook.ids import content_id
from tollbook.model import Article, Count, Incident, Link, Reading, Span, TollClaim, Victims, When, Where
from tollbook.reading import Done

TOWNS = (
    "Aleppo Idlib Raqqa Hama Homs Daraa Palmyra Manbij Kharkiv Kherson Kramatorsk Zaporizhzhya Mykolaiv Sumy Chernihiv Poltava Mosul Kirkuk Tikrit Ramadi Fallujah "
    "Baqubah Samarra Basra Kandahar Kunduz Jalalabad Herat Ghazni Khost Lashkar Zaranj Peshawar Quetta Karachi Lahore Multan Sukkur Maiduguri Kano Jos Kaduna Mopti "
    "Gao Timbuktu Mogadishu Kismayo Baidoa Khartoum Nyala Juba Malakal Wau Bangui Bambari Goma Bukavu Bunia Butembo Sanaa Taiz Aden Marib Hodeidah Tripoli Misrata Sirte Benghazi"
).split()
OUTLETS = ("Harbour Gazette", "The Plains Dispatch", "Kestrel Online", "Strait Herald", "Cedar Line", "Volga Wire", "Valley News", "River Echo")
VOICES = ("the regional governor", "hospital officials", "rescue workers", "a monitoring group", "an army spokesman", "residents")
WHO = (("civilians", "civilian"), ("soldiers", "combatant"), ("farmers", "civilian"), ("fighters", "combatant"), ("people", "unknown"))
HOW = (("shelling", "shelling"), ("an air strike", "air strike"), ("a car bomb", "bombing"), ("gunmen", "shooting"), ("a drone", "drone strike"))
MARKETS = "market school bridge station hospital depot mosque church bakery checkpoint farm factory square convoy bus".split()


def articles(count: int, *, seed: int = 7, a_day: int = 40, start: str = "2023-01-01") -> Iterator[Done]:
    """Articles in the order in which they are published, one to five of each incident.

    Args:
        count: How many.
        seed: The same seed, the same war.
        a_day: How many are published a day.
        start: The first day.
    """
    chance = random.Random(seed)
    begin = datetime.fromisoformat(start).replace(tzinfo=UTC)
    places = _places()
    made = number = 0
    while made < count:
        day = begin + timedelta(days=made // a_day)
        event = (places[chance.randrange(len(places))], chance.choice(HOW), chance.choice(WHO), chance.randint(1, 40), chance.choice(MARKETS))
        for n in range(min(chance.choice((1, 1, 2, 2, 3, 5)), count - made)):
            yield _done(chance, number, n, day, event)
            made += 1
        number += 1


def _places() -> list[Where]:
    gazetteer = open_gazetteer()
    found = []
    for town in TOWNS:
        entries = gazetteer.find(town)
        if entries:
            e = entries[0]
            found.append(Where(text=town, start=0, end=len(town), name=e.name, level=e.level, path=gazetteer.path(e), country=e.country,
                               geoname_id=e.geoname_id, lat=e.lat, lon=e.lon, precision=1))  # fmt: skip
    return found


def _done(chance: random.Random, number: int, n: int, day: datetime, event: tuple[Where, tuple[str, str], tuple[str, str], int, str]) -> Done:
    place, (how, method), (who, role), dead, market = event
    count = max(1, dead + chance.choice((0, 0, 0, 1, 2, -1)))
    hurt = chance.randint(0, 30)
    voice, outlet = chance.choice(VOICES), chance.choice(OUTLETS)
    at = day + timedelta(minutes=chance.randint(0, 1300))
    first = f"{how.capitalize()} killed {count} {who} at the {market} in {place.text} on {day:%A}, {voice} said. "
    text = first + (f"Another {hurt} were wounded. " if hurt else "") + f"The {market} stands near road {number}. " + chance.choice(
        ("Witnesses heard it from afar.", "The road was closed for hours.", "Help came late in the evening.", "Shops stayed shut.")
    )
    ident = f"a{number}-{n}"
    claims = [_claim(text, ident, f"killed {count} {who}", str(count), "killed", who, role, voice, place, method, day)]
    if hurt:
        claims.append(_claim(text, ident, f"Another {hurt} were wounded", str(hurt), "injured", None, "unknown", voice, place, method, day))
    when = When(from_=f"{day:%Y-%m-%d}", to=f"{day:%Y-%m-%d}", precision="day")
    reading = Reading(
        article=ident, claims=tuple(claims),
        incidents=(Incident(id="1", main=True, claims=tuple(c.id for c in claims), when=when, where=claims[0].where, method=method),),
    )  # fmt: skip
    return Done(article=Article(id=ident, text=text, published=at.isoformat(), outlet=outlet), outcome=reading, where=ident)


def _claim(  # noqa: PLR0917 - the parts of one sentence
    text: str, ident: str, words: str, count: str, harm: str, who: str | None, role: str, voice: str, place: Where, method: str, day: datetime
) -> TollClaim:
    start = text.index(words)
    number = text.index(count, start)
    said = text.index(voice)
    where = text.index(place.text)
    weekday = f"{day:%A}"
    victims = None
    if who is not None:
        at = text.index(who, start)
        victims = Victims(text=who, start=at, end=at + len(who), role=role)  # type: ignore[arg-type]
    return TollClaim(
        id=content_id(ident, start, harm), rule="made", reading_confidence=0.9, quote=Span(text=words, start=start, end=start + len(words)), harm=harm,  # type: ignore[arg-type]
        count=Count(low=int(count), high=int(count), text=count, start=number, end=number + len(count)), victims=victims,
        attribution=(Link(speaker=voice, start=said, end=said + len(voice), cue="said"),), method=method, incident="1",
        when=When(text=weekday, start=text.index(weekday), end=text.index(weekday) + len(weekday), from_=f"{day:%Y-%m-%d}", to=f"{day:%Y-%m-%d}", precision="day"),
        where=Where(text=place.text, start=where, end=where + len(place.text), name=place.name, level=place.level, path=place.path, country=place.country,
                    geoname_id=place.geoname_id, lat=place.lat, lon=place.lon, precision=1),
    )  # fmt: skip
