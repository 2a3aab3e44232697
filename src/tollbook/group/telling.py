"""From one article and its reading to its tellings: what it tells of each incident, ready to be compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Any

from tollbook.group.features import find_names, find_officials, find_people, find_words
from tollbook.ids import content_id
from tollbook.ledger import Telling
from tollbook.model import AnyClaim, Article, AttackClaim, Incident, Reading, TollClaim, When
from tollbook.text.sentences import split

_RUNS = re.compile(r"\W+")
_LEAD, _CORE = 3, 60


def tell(kept_key: str, source: str, article: Article, reading: Reading, reported: str) -> tuple[Telling, ...]:
    """What one article tells of each of its incidents, the main one first.

    The main incident is told by the whole text; another only by the sentences
    that hold its claims. An article whose reading has claims but no incident
    (talks, control of a town) still tells of one, so that it can be found.

    Args:
        kept_key: The article's version in the book.
        source: Its source, which its versions share; the telling's id is made
            of it, so that a correction tells of the same.
        article: The text.
        reading: What the reader made of it.
        reported: The instant from which it was public.

    Returns:
        One telling an incident; one without claims where the reader found none.

    Example:
        >>> from tollbook.model import Article, Reading
        >>> [t.id for t in tell("k1", "a", Article(id="a", text="Talks went on."), Reading(article="a"), "2020-02-27T23:59:59.999999Z")]
        ['a#1']
    """
    incidents = reading.incidents or (Incident(id="1", main=True, claims=tuple(c.id for c in reading.claims)),)
    by_id = {c.id: c for c in reading.claims}
    return tuple(
        Telling(
            id=f"{source}#{i.id}",
            key=kept_key,
            source=source,
            number=i.id,
            main=i.main,
            reported=reported,
            claims=i.claims,
            when=i.when,
            where=i.where,
            method=i.method,
            features=_features(article, i, [by_id[c] for c in i.claims if c in by_id], reported),
        )
        for i in incidents
    )


def _features(article: Article, incident: Incident, claims: Sequence[AnyClaim], reported: str) -> dict[str, Any]:
    text = article.text
    own = [article.title or "", text] if incident.main else _sentences_of(text, claims)
    people, ages = {}, set[int]()
    names, officials = set[str](), set[str]()
    for piece in own:
        found, years = find_people(piece)
        people.update(found)
        ages.update(years)
        names.update(find_names(piece))
        officials.update(find_officials(piece))
    return {
        "print": content_id(_RUNS.sub(" ", text.lower()).strip(), incident.id, length=16),
        "published": reported[:10],
        "days": _days(incident.when),
        "tolls": {t.harm: [t.low, t.best, t.high] for t in incident.tolls if t.group == "all"},
        "classes": sorted({k for c in claims if isinstance(c, TollClaim) and c.victims for k in c.victims.classes}),
        "sides": sorted(_sides(claims)),
        "sites": sorted({_fold(c.where.name or c.where.text) for c in claims if c.where is not None}),
        "people": dict(sorted(people.items())),
        "ages": sorted(ages),
        "names": sorted(names | set(people)),
        "officials": sorted(officials - set(people)),
        "words": find_words(own, title=_headline(article) if incident.main else ""),
        "core": find_words([article.title or "", *_lead(text), *_sentences_of(text, claims)], kept=_CORE) if incident.main else None,
    }


def _headline(article: Article) -> str:
    """The title, else the first line: most texts open with their headline, or with a lead that says as much."""
    return article.title or article.text.lstrip().split("\n", 1)[0][:200]


def _lead(text: str) -> list[str]:
    """The first sentences, which say what a report is of; what follows is often the war so far, or the page's other stories."""
    return [s.text for s in islice(split(text), _LEAD)]


def _sentences_of(text: str, claims: Sequence[AnyClaim]) -> list[str]:
    """The sentences that hold the claims, each once."""
    quotes = [c.quote for c in claims]
    return [s.text for s in split(text) if any(q.start < s.end and s.start < q.end for q in quotes)]


def _days(when: When | None) -> list[str] | None:
    """First and last day, and whether the article itself gives them ("stated") or its date does ("derived")."""
    if when is None or not (when.from_ or when.to):
        return None
    first, last = (when.from_ or when.to or "")[:10], (when.to or when.from_ or "")[:10]
    return [min(first, last), max(first, last), "derived" if when.derived else "stated"]


def _sides(claims: Sequence[AnyClaim]) -> set[str]:
    found: set[str] = set()
    for c in claims:
        if isinstance(c, TollClaim | AttackClaim):
            found.update(f"by {a.actor}" for a in c.by if a.actor)
        if isinstance(c, TollClaim) and c.victims is not None and c.victims.side:
            found.add(f"of {c.victims.side}")
    return found


def _fold(name: str) -> str:
    return " ".join(_RUNS.split(name.lower())).strip().removeprefix("the ")
