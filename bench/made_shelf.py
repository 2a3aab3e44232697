"""A book for the desk by construction: incidents, their articles and claims, written straight into the book's tables.

Grouping and reconciling are measured elsewhere; here the pages are. So every
row is what adding would have made, but nothing is scored, and an incident's
figures are reckoned by a formula.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec

from made_war import HOW, MARKETS, OUTLETS, VOICES, WHO, _done, _places
from tollbook.book import Book, Pair, Told
from tollbook.book.sourced import Sourced
from tollbook.book.staked import Staked
from tollbook.group.incident_id import mark
from tollbook.ids import content_id
from tollbook.keep.stakes import Stake, weigh
from tollbook.ledger import GRADES, BookIncident, Telling, instant
from tollbook.model import Reading, Toll, TollClaim, Where
from tollbook.reading import Done

ARTICLES = 4  # of each incident
CLAIMS = 5  # of each article


def fill(book: Book, incidents: int = 10_000, *, seed: int = 7, batch: int = 250) -> None:
    """Write a war into an empty book, some hundred incidents a transaction."""
    chance = random.Random(seed)
    places = _places()
    begin = datetime(2023, 1, 1, tzinfo=UTC)
    for first in range(0, incidents, batch):
        with book.write() as w:
            for n in range(first, min(first + batch, incidents)):
                day = begin + timedelta(days=n // 28)
                place, how = chance.choice(places), chance.choice(HOW)
                event = (place, how, chance.choice(WHO), chance.randint(1, 60), chance.choice(MARKETS))
                dones = [_wider(_done(chance, n, a, day, event)) for a in range(ARTICLES)]
                tellings = []
                for done in dones:
                    assert done.article is not None  # noqa: S101 - made above
                    added = w.add_article(done.article, done.outcome, "bench")  # type: ignore[arg-type]
                    tellings.append(_telling(done, added.key or "", done.outcome))  # type: ignore[arg-type]
                w.put_tellings([Told(telling=t, keys=(), reported_from=t.reported) for t in tellings])
                incident = _incident(chance, n, tellings, dones, place, how[1])
                w.put_incidents([incident])
                w.put_sourced([incident.id], _sourced(chance, incident))
                w.put_stakes([incident.id], _staked(chance, incident, dones, tellings))
                w.put_pairs([Pair(a=tellings[0].id, b=f"a{max(0, n - 1)}-0#1", score=chance.uniform(-6, 6), parts={"same day": 1.0})] if n else [])


def _wider(done: Done) -> Done:
    """The same reading with each claim made again under other words, to five of an article."""
    reading = done.outcome
    assert isinstance(reading, Reading) and done.article is not None  # noqa: S101, PT018 - made so
    text, claims = done.article.text, list(reading.claims)
    again: list[TollClaim] = []
    while len(claims) + len(again) < CLAIMS:
        like = claims[len(again) % len(claims)]
        assert isinstance(like, TollClaim)  # noqa: S101 - a war of tolls only
        again.append(msgspec.structs.replace(like, id=content_id(done.where, len(again), "again"), scope="part"))
    every = (*claims, *again)
    made = msgspec.structs.replace(
        reading, claims=every, incidents=tuple(msgspec.structs.replace(i, claims=tuple(c.id for c in every)) for i in reading.incidents)
    )
    return Done(article=msgspec.structs.replace(done.article, text=text), outcome=made, where=done.where)


def _telling(done: Done, key: str, reading: Reading) -> Telling:
    first, article = reading.incidents[0], done.article
    assert article is not None and article.published is not None  # noqa: S101, PT018 - made so
    return Telling(
        id=f"{article.id}#1", key=key, source=article.id, number="1", main=True, reported=instant(article.published), claims=first.claims,
        when=first.when, where=first.where, method=first.method,
    )  # fmt: skip


def _incident(chance: random.Random, n: int, tellings: list[Telling], dones: list[Done], place: Where, method: str) -> BookIncident:
    counts = sorted(
        c.count.low or 0 for d in dones for c in d.outcome.claims if isinstance(c, TollClaim) and c.harm == "killed"  # type: ignore[union-attr]
    )
    toll = Toll(harm="killed", low=counts[0], best=counts[len(counts) // 2], high=None if chance.random() < 0.2 else counts[-1], origins=3)
    hurt = Toll(harm="injured", low=(h := chance.randint(0, 30)), best=h, high=h, origins=1)
    times = [t.reported for t in tellings]
    when = tellings[0].when
    return BookIncident(
        id=mark(tellings[0].id), title=f"{place.name}, {when.from_ if when else ''}: {toll.low} or more killed, {method}",
        articles=tuple(sorted(t.source for t in tellings)), main_of=tuple(sorted(t.source for t in tellings)), tellings=tuple(sorted(t.id for t in tellings)),
        claims=tuple(c for t in tellings for c in t.claims), when=when, where=place, method=method, tolls=(toll, hurt), grade=chance.choice((None, None, *GRADES)),
        origins=chance.randint(1, 4), disagreement=counts[-1] - counts[0] if n % 5 else None, first_reported=min(times), last_reported=max(times),
    )  # fmt: skip


def _staked(chance: random.Random, incident: BookIncident, dones: list[Done], tellings: list[Telling]) -> Iterator[Staked]:
    for done, telling in zip(dones, tellings, strict=True):
        assert isinstance(done.outcome, Reading)  # noqa: S101 - made so
        for claim in done.outcome.claims:
            stake = Stake(people=chance.randint(0, 60), because=("without it, killed would be another number",))
            weight = weigh(stake, claim.reading_confidence)
            yield Staked(incident=incident.id, claim=claim.id, key=telling.key, state="unreviewed", people=stake.people, weight=weight, because=stake.because)


def _sourced(chance: random.Random, incident: BookIncident) -> Iterator[Sourced]:
    for toll in incident.tolls:
        for by, kind, names in (("origin", "unknown", VOICES), ("outlet", "outlet", OUTLETS)):
            for k, name in enumerate(chance.sample(names, 4)):
                # so many names that the page of sources has something to sort
                own = f"{name} {chance.randint(1, 120)}" if by == "origin" else name
                first = max(0, (toll.best or 0) + chance.randint(-4, 4))
                yield Sourced(incident=incident.id, by=by, name=own, kind=kind, harm=toll.harm, first=first, last=toll.best, best=toll.best,  # type: ignore[arg-type]
                              up=chance.randint(0, 1), down=0, foremost=k == 0, alone=False, claims=chance.randint(1, 4))  # fmt: skip
