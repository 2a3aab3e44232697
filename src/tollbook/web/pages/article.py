"""One article: the text with its claims marked, every claim beside it, and the decisions about each."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, get

from tollbook.book import Book
from tollbook.errors import TollbookError
from tollbook.extract.headline import Part, printed
from tollbook.keep.effective import Reviewed, review, standing
from tollbook.keep.veil import Entry, history, veil
from tollbook.ledger import Decision, Kept
from tollbook.model import HARMS, AnyClaim, Record, TollClaim
from tollbook.web.answers import Asked, book_of, data, hidden_of, page, person_of
from tollbook.web.render import Segment, marked


class ArticlePage(Record, frozen=True, kw_only=True):
    """What the page of an article shows.

    `claims` are all, the struck out too, in the order of the text, each with
    the words that its offsets count in; `title` and `segments` are title and
    text, cut where claims stand; `homes` leads from an incident's number in it
    to the book's incident.
    """

    kept: Kept
    versions: tuple[Kept, ...]
    reviewed: Reviewed
    claims: tuple[tuple[AnyClaim, Part], ...]
    title: tuple[Segment, ...]
    segments: tuple[Segment, ...]
    homes: dict[str, str]
    decisions: tuple[Decision, ...]
    history: tuple[Entry, ...]


def find(book: Book, key: str, *, by: str | None = None, open_round: str | None = None) -> ArticlePage:
    """What the page of an article shows.

    Args:
        book: The book.
        key: A version's key, or an article's id, which means its last version.
        by: Who looks.
        open_round: The blind round that this person codes: what others decided in it stays hidden.

    Raises:
        TollbookError: The book has no such article.
    """
    with book.read() as view:
        held = list(view.kept([key])) or list(view.kept(sources=[key]))
        if not held:
            raise TollbookError(f"No article has the id {key!r}.", hint="The page of an incident lists its articles.")
        kept = held[-1]
        every_decision = veil(view.decisions(source=kept.source), by=by, round_name=open_round)
        decisions = standing(every_decision)
        reviewed = review(kept.article, kept.reading, decisions)
        numbers = {c.incident for c in (*reviewed.reading.claims, *reviewed.rejected) if c.incident}
        homes = view.members([f"{kept.source}#{n}" for n in sorted(numbers)])
        versions = tuple(view.kept(sources=[kept.source]))
    every = sorted((*reviewed.reading.claims, *reviewed.rejected), key=lambda c: (c.quote.start, c.quote.end, c.id))
    claims = tuple(printed(kept.article, c) for c in every)
    title, text = marked(kept.article, claims)
    return ArticlePage(
        kept=kept, versions=versions, reviewed=reviewed, claims=claims, title=title, segments=text,
        homes={i.rpartition("#")[2]: home for i, home in homes.items()}, decisions=decisions,
        history=history(every_decision),
    )  # fmt: skip


@get("/article/{key:str}", sync_to_thread=True)
def article(request: Asked) -> Response[bytes]:
    """An article as a page; with .json at the end, for programs."""
    key = request.path_params["key"]
    by, open_round = person_of(request), hidden_of(request)
    if key.endswith(".json"):
        return data(request, as_json(find(book_of(request), key.removesuffix(".json"), by=by, open_round=open_round)))
    found = find(book_of(request), key, by=by, open_round=open_round)
    a = found.kept.article
    return page(
        request, "article.html", name="browse", title=a.title or a.id, found=found, kept=found.kept, harms=HARMS,
        is_toll=lambda c: isinstance(c, TollClaim), chosen=request.query_params.get("claim"), live=True,
    )  # fmt: skip


def as_json(found: ArticlePage) -> dict[str, Any]:
    """The page for programs: the article without its text, its claims, what was decided."""
    about: dict[str, Any] = msgspec.to_builtins(found.kept.article)
    about.pop("text")
    k = found.kept
    return {
        "article": about | {"key": k.key, "version": k.version, "reported": None if k.undated else k.reported, "recorded": k.recorded, "until": k.until},
        "claims": [c for c, within in found.claims if within == "text"],
        "headline": [c for c, within in found.claims if within == "title"],
        "states": found.reviewed.states,
        "disputed": found.reviewed.disputed,
        "incidents": found.homes,
        "decisions": found.decisions,
    }


HANDLERS = (article,)
