"""Articles and claims for programs: what was published, and what was found by its words."""

from __future__ import annotations

from typing import Annotated

from litestar import Response
from litestar.params import QueryParameter

from tollbook.api.asking import Cursor, Key, Limit, Text, Texts, answer, reading
from tollbook.api.incidents import info
from tollbook.api.records import ArticleFull, ClaimList, ClaimRow, HitRow, Hits
from tollbook.book import View
from tollbook.errors import TollbookError
from tollbook.keep.deciding import find_incident
from tollbook.keep.effective import review, standing
from tollbook.ledger import Decision, Kept
from tollbook.web.answers import Asked, book_of
from tollbook.web.pages.article import find
from tollbook.web.signing import seen

Query = Annotated[str, QueryParameter(description='Words, "phrases" and beginnings*.', min_length=1, max_length=500)]


@reading("/articles/{key:str}", "get_article")
def article(request: Asked, key: Key, texts: Texts = False) -> Response[ArticleFull]:
    """A version of an article with its claims; its text only with ?texts=true."""
    book = book_of(request)
    found = find(book, key)
    with book.read() as view:
        claims, decisions = rows(view, found.kept)
    keys = tuple(k.key for k in found.versions)
    return answer(request, ArticleFull(article=info(found.kept, texts=texts), claims=claims, decisions=seen(request, decisions), versions=keys))


def rows(view: View, kept: Kept) -> tuple[tuple[ClaimRow, ...], tuple[Decision, ...]]:
    """The claims of a version as reviewed, the struck out too, in the order of the text; and the decisions."""
    decisions = tuple(standing(view.decisions(source=kept.source)))
    reviewed = review(kept.article, kept.reading, decisions)
    every = sorted((*reviewed.reading.claims, *reviewed.rejected), key=lambda c: (c.quote.start, c.quote.end, c.id))
    homes = view.members(sorted({f"{kept.source}#{c.incident}" for c in every if c.incident}))
    made = tuple(
        ClaimRow(
            claim=c, article=kept.source, key=kept.key, outlet=kept.article.outlet or kept.article.agency,
            reported=None if kept.undated else kept.reported, incident=homes.get(f"{kept.source}#{c.incident}"),
            state=reviewed.states.get(c.id, "unreviewed"), disputed=c.id in reviewed.disputed,
        )
        for c in every
    )  # fmt: skip
    return made, decisions


@reading("/claims", "list_claims")
def claims(request: Asked, incident: Text = None, article: Text = None, after: Cursor = None, limit: Limit = 50) -> Response[ClaimList]:
    """Claims of the versions that stand, as reviewed, `limit` articles a page: all, of an incident, or of an article."""
    with book_of(request).read() as view:
        home = find_incident(view, incident) if incident else None
        keys = _keys(view, home, article)
        begin = _beyond(keys, after)
        shown = keys[begin : begin + limit]
        kept = sorted(view.kept(shown), key=lambda k: shown.index(k.key)) if shown else []
        found = [row for k in kept if k.until is None for row in rows(view, k)[0] if home is None or row.incident == home]
    return answer(request, ClaimList(claims=tuple(found), after=shown[-1] if begin + limit < len(keys) else None))


def _keys(view: View, home: str | None, article: str | None) -> list[str]:
    if article:
        keys = [k.key for k in view.kept(sources=[article])] or [k.key for k in view.kept([article])]
        if not keys:
            raise TollbookError(f"No article has the id {article!r}.", hint="The list of an incident's articles has them.")
        return keys
    if home is not None:
        return sorted({x.telling.key for x in view.tellings(view.incident([home])[home].tellings)})
    return view.keys()


def _beyond(keys: list[str], after: str | None) -> int:
    """Where the next page begins.

    Raises:
        TollbookError: No page ended there.
    """
    if after is None:
        return 0
    if after not in keys:
        raise TollbookError(f"{after[:40]!r} is not where a page ended.", hint="Begin at the first page.")
    return keys.index(after) + 1


@reading("/search", "search")
def search(request: Asked, q: Query, limit: Limit = 50) -> Response[Hits]:
    """Quotes of claims, then titles of articles, that hold all the words."""
    found = book_of(request).search(q, limit=limit)
    return answer(request, Hits(hits=tuple(HitRow(key=h.key, article=h.source, text=h.text, claim=h.claim) for h in found)))


HANDLERS = (article, claims, search)
