"""One incident told by many, made up by construction: a day of killing in one town, and every report of it for weeks.

Readings are made with the texts, as in `made_war`, so that a bench measures what
comes after reading. Every span stands in its text. A report has five claims: the
dead and the injured by somebody quoted, the dead once more in the outlet's own
voice, the civilians among them, and the children; every tenth repeats an earlier
report under another name.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from made_war import _places
from tollbook.ids import content_id
from tollbook.model import Article, Count, Incident, Link, Reading, Span, TollClaim, Victims, When, Where
from tollbook.reading import Done

DAY = datetime(2023, 5, 4, 6, 0, tzinfo=UTC)
NAMES = "Karim Orlov Benali Sato Mwangi Petrov Haddad Okoye Lindgren Vasquez Tanaka Demir Kovacs Nasser Boateng".split()
VOICES = (
    *(f"{first} {name}" for first, name in zip("Anna Omar Peter Layla Ivan Grace Yusuf Maria Ali Jonas Amal Daniel Huda Marko Ruth".split(), NAMES, strict=True)),
    *(f"the {what} {who}" for what in ("provincial", "district", "town's") for who in ("governor", "police chief", "health director", "rescue chief")),
    "hospital officials", "residents", "an army spokesman", "a rebel spokesman", "the Red Crescent", "a monitoring group", "the health ministry",
    "a doctor at the main hospital", "a nurse who asked not to be named", "two aid workers", "the interior ministry", "police",
)  # fmt: skip
OFFICES = ("the governor", "the mayor", "the hospital's head", "an army colonel", "a police captain")
PAPERS = tuple(f"{a} {b}" for a in ("Harbour", "Plains", "Cedar", "Volga", "Valley", "River", "Summit", "Delta", "Kestrel", "Lantern") for b in ("Gazette", "Dispatch", "Echo", "Herald", "News", "Post"))
# What fills a report: so many turns of phrase that two papers seldom have a sentence in common.
THINGS = "road market school clinic bridge mill station bakery mosque church depot farm square well court library".split()
DID = ("was closed for", "stood empty for", "was guarded for", "had no light for", "was searched for", "took in families for", "was without water for", "could not be reached for")
WHERE = ("at the river", "near the old fort", "behind the town hall", "on the northern hill", "by the canal", "in the lower quarter", "beside the barracks", "along the railway")


def reports(count: int, *, seed: int = 11, days: int = 40) -> Iterator[Done]:
    """Reports of one massacre in the order in which they are published.

    Args:
        count: How many.
        seed: The same seed, the same reports.
        days: Over which they come, most of them in the first.
    """
    chance = random.Random(seed)
    place = next(p for p in _places() if p.text == "Bambari")
    made: list[Done] = []
    ages = sorted(chance.random() ** 2 for _ in range(count))
    for n, age in enumerate(ages):
        at = DAY + timedelta(hours=4, minutes=int(age * days * 24 * 60))
        done = _copy(chance.choice(made), n, at, chance.choice(PAPERS)) if n > 3 and n % 10 == 0 else _report(chance, n, at, place, age)
        made.append(done)
        yield done


def _report(chance: random.Random, n: int, at: datetime, place: Where, age: float) -> Done:
    """A report; what is known of the dead grows with the time."""
    known = 18 + int(60 * age**0.4)
    dead, hurt = max(4, known + chance.randint(-6, 6)), max(3, known // 2 + chance.randint(-5, 9))
    civil, young = max(2, dead - chance.randint(2, 9)), chance.randint(2, 5)
    voice, other = chance.choice(VOICES), chance.choice(VOICES)
    if chance.random() < 0.2 and voice.split()[-1] in NAMES:
        voice = f"{chance.choice(OFFICES)}, {voice}"
    least = "at least " if chance.random() < 0.3 else ""
    agency = chance.choice(("Reuters", "AFP", "Xinhua")) if chance.random() < 0.15 else None
    lines = [
        f"{'(' + agency + ') ' if agency else ''}Gunmen killed {least}{dead} people in {place.text} on Thursday, {voice} said.",
        f"Another {hurt} people were wounded, according to {other}.",
        *_filling(chance, 4),
        f"{civil} civilians died in the town, among them {young} children.",
        f"The attack left {dead} dead, report {n} of this paper counts.",
        *_filling(chance, 5),
    ]
    text = " ".join(lines)
    ident = f"m{n:04}"
    base = _Made(text, ident, place)
    first = base.claim(f"killed {least}{dead} people", str(dead), "killed", "people", "unknown", by=voice, low=bool(least))
    civils = base.claim(f"{civil} civilians died", str(civil), "killed", "civilians", "civilian", scope="part", part_of=first.id)
    claims = (
        first,
        base.claim(f"Another {hurt} people were wounded", str(hurt), "injured", "people", "unknown", by=other),
        civils,
        base.claim(f"{young} children", str(young), "killed", "children", "civilian", scope="part", part_of=civils.id),
        base.claim(f"left {dead} dead", str(dead), "killed", None, "unknown"),
    )
    reading = Reading(article=ident, claims=claims, incidents=(Incident(id="1", main=True, claims=tuple(c.id for c in claims), when=base.when, where=place, method="shooting"),))
    return Done(article=Article(id=ident, text=text, title=f"{dead} killed in {place.text}", published=at.isoformat(), outlet=chance.choice(PAPERS)), outcome=reading, where=ident)


def _filling(chance: random.Random, count: int) -> list[str]:
    return [f"The {chance.choice(THINGS)} {chance.choice(WHERE)} {chance.choice(DID)} {chance.randint(2, 90)} hours." for _ in range(count)]


def _copy(done: Done, n: int, at: datetime, outlet: str) -> Done:
    """The same text in another paper."""
    ident = f"m{n:04}"
    assert isinstance(done.outcome, Reading) and done.article is not None  # noqa: S101, PT018 - made so
    old = {c.id: content_id(ident, c.id) for c in done.outcome.claims}

    def again(claim: Any) -> Any:
        return msgspec.structs.replace(claim, id=old[claim.id], part_of=old.get(claim.part_of))

    claims = tuple(again(c) for c in done.outcome.claims)
    incidents = tuple(msgspec.structs.replace(i, claims=tuple(old[c] for c in i.claims)) for i in done.outcome.incidents)
    article = msgspec.structs.replace(done.article, id=ident, outlet=outlet, published=at.isoformat())
    return Done(article=article, outcome=Reading(article=ident, claims=claims, incidents=incidents), where=ident)


class _Made:
    """What the claims of one report share."""

    def __init__(self, text: str, ident: str, place: Where) -> None:
        self.text, self.ident = text, ident
        day, at = text.index("Thursday"), text.index(place.text)
        self.when = When(text="Thursday", start=day, end=day + len("Thursday"), from_=f"{DAY:%Y-%m-%d}", to=f"{DAY:%Y-%m-%d}", precision="day")
        self.where = msgspec.structs.replace(place, start=at, end=at + len(place.text))

    def claim(
        self, words: str, count: str, harm: str, who: str | None, role: str, *, by: str | None = None, low: bool = False, scope: str = "incident", part_of: str | None = None
    ) -> TollClaim:
        start = self.text.index(words)
        number = self.text.index(count, start)
        victims: Victims | None = None
        chain: tuple[Link, ...] = ()
        if who is not None:
            at = self.text.index(who, start)
            victims = Victims(text=who, start=at, end=at + len(who), role=role)  # type: ignore[arg-type]
        if by is not None:
            said = self.text.index(by)
            chain = (Link(speaker=by, start=said, end=said + len(by), cue="said"),)
        counted = Count(low=int(count), high=None if low else int(count), text=count, start=number, end=number + len(count))
        return TollClaim(
            id=content_id(self.ident, start, harm, scope), rule="made", reading_confidence=0.9, quote=Span(text=words, start=start, end=start + len(words)), harm=harm,  # type: ignore[arg-type]
            count=counted, victims=victims, attribution=chain, scope=scope, part_of=part_of, method="shooting", incident="1", when=self.when, where=self.where,  # type: ignore[arg-type]
        )  # fmt: skip
