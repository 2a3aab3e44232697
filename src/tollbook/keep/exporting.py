"""What leaves the book row by row: claims and articles, each with where it stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from tollbook.book import Book
from tollbook.extract.headline import printed
from tollbook.keep.effective import review, standing
from tollbook.ledger import AsOf


def claims(book: Book, *, as_of: AsOf | None = None) -> Iterator[dict[str, Any]]:
    """Every claim of the versions that stand, as reviewed, with its article, incident and state.

    The claim's own fields are those of the contract; `incident` is the book's
    incident now, `number` the incident's number in its article,
    `within` whether offsets count in the article's text or in its title. Rejected claims
    are given, too, and say so in `state`.
    """
    with book.read() as view:
        homes: dict[str, str] = {}
        for kept in view.kept(as_of=as_of):
            if kept.until is not None and (as_of is None or as_of.clock == "recorded"):
                continue
            decisions = standing(view.decisions(source=kept.source, as_of=as_of))
            reviewed = review(kept.article, kept.reading, decisions)
            numbers = {f"{kept.source}#{c.incident}" for c in reviewed.reading.claims}
            homes = view.members(numbers)
            for claim in (*reviewed.reading.claims, *reviewed.rejected):
                shown, within = printed(kept.article, claim)
                row: dict[str, Any] = msgspec.to_builtins(shown)
                yield row | {
                    "within": within,
                    "article": kept.source,
                    "version": kept.version,
                    "outlet": kept.article.outlet,
                    "agency": kept.article.agency,
                    "url": kept.article.url,
                    "reported": None if kept.undated else kept.reported,
                    "recorded": kept.recorded,
                    "number": claim.incident,
                    "incident": homes.get(f"{kept.source}#{claim.incident}"),
                    "state": reviewed.states.get(claim.id, "unreviewed"),
                }


def articles(book: Book, *, as_of: AsOf | None = None, texts: bool = False) -> Iterator[dict[str, Any]]:
    """Every version of every article; the texts, which others own, only where asked for."""
    for kept in book.kept(as_of=as_of):
        row: dict[str, Any] = msgspec.to_builtins(kept.article)
        if not texts:
            row.pop("text")
        other = row.pop("other")
        yield (json.loads(other) if other else {}) | row | {"key": kept.key, "version": kept.version, "reported": None if kept.undated else kept.reported, "recorded": kept.recorded, "until": kept.until,
                     "retracted": kept.retracted, "by_hand": kept.by_hand, "reader": kept.reader}  # fmt: skip
