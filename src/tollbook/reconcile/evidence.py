"""What is known of one incident when its figures are stated: claims, where they were printed, what people decided.

The one value that the reconciler is given: it asks no store and no clock, so
the same evidence gives the same figures on any machine, and what was known at
another hour is simply other evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from tollbook.extract.headline import behind, told_in_all
from tollbook.ledger import Decision, Grade, Origin, Report, instant
from tollbook.model import AnyClaim, Article, Reading, Record, Toll, When
from tollbook.reconcile.origins import find_origins
from tollbook.reconcile.world import find_when
from tollbook.text.sentences import Sentence, split


class Evidence(Record, frozen=True, kw_only=True):
    """The claims of one incident, and what is known about them.

    `claims` count, of every kind; `rejected` are those that a person struck
    out, shown with the reason. `reports` says by claim id where each was
    printed. `origins` names the distinct origins that `reports` points to.
    `sentences` holds, by article id, the article cut into sentences, where its
    text is at hand: words outside the quotes tell more of how figures relate.
    `published` are figures that a person set above the machine's; `decisions`
    the standing decisions behind all that, for who and why.
    """

    claims: tuple[AnyClaim, ...]
    reports: dict[str, Report]
    origins: tuple[Origin, ...] = ()
    rejected: tuple[AnyClaim, ...] = ()
    when: When | None = None
    sides: tuple[str, ...] = ()
    grade: Grade | None = None
    published: tuple[Toll, ...] = ()
    decisions: tuple[Decision, ...] = ()
    sentences: dict[str, tuple[Sentence, ...]] = msgspec.field(default_factory=dict)


def evidence_of(
    told: Iterable[tuple[Article, Reading]], *, main: bool = True, incidents: Mapping[str, Sequence[str]] | None = None, known_at: str | None = None
) -> Evidence:
    """Gather the evidence of one incident from articles in memory.

    Args:
        told: Articles with their readings, in any order.
        main: Take each article's main incident.
        incidents: By article id the numbers of its incidents that are meant,
            instead of `main`.
        known_at: An ISO 8601 time; what was published later is left out.

    Raises:
        TollbookError: A time is none.

    Example:
        >>> from tollbook.pipeline import read_article
        >>> from tollbook.reconcile.codebook import load_codebook
        >>> from tollbook.reconcile.explain import explain_incident
        >>> articles = [Article(id=name, text=text, outlet=name, published=day) for name, text, day in (
        ...     ("Dawn Post", "A bomb killed four people at the market, police said.", "2021-03-01"),
        ...     ("Hill Times", "The bomb at the market killed six people, police said.", "2021-03-02"))]
        >>> told = [(a, read_article(a)) for a in articles]
        >>> [explain_incident(evidence_of(told, known_at=day), load_codebook("house")).tolls[0].toll.best for day in ("2021-03-01", "2021-03-02")]
        [4, 6]
    """
    limit = instant(known_at) if known_at is not None else None
    claims: list[AnyClaim] = []
    reports: dict[str, Report] = {}
    sentences: dict[str, tuple[Sentence, ...]] = {}
    articles: dict[str, Article] = {}
    for article, reading in sorted(told, key=lambda pair: pair[0].id):
        reported = instant(article.published) if article.published else None
        if limit is not None and (reported is None or reported > limit):
            continue
        numbers = incidents.get(article.id, ()) if incidents is not None else [i.id for i in reading.incidents if i.main and main]
        held = {c for i in reading.incidents if i.id in numbers for c in i.claims}
        held |= {c.id for c in reading.headline if c.incident in numbers}
        own = [c for c in told_in_all(article, reading).claims if c.id in held]
        report = Report(article=article.id, reported=reported, voice=article.agency or article.outlet)
        claims.extend(own)
        reports |= {c.id: report for c in own}
        articles[article.id] = article
        sentences[article.id] = behind(article, split(article.text))
    origins = find_origins(claims, reports, articles=articles)
    folded = {c: msgspec.structs.replace(reports[c], origin=o.id) for o in origins for c in o.claims}
    return Evidence(claims=tuple(claims), reports=folded, origins=origins, sentences=sentences, when=find_when(claims))
