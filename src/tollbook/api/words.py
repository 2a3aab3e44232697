"""Articles and claims for programs: what was published, and what was found by its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

from litestar import Response
from litestar.params import QueryParameter

from tollbook.api.asking import Cursor, Key, Limit, Text, Texts, answer, ended, no_end, reading, token
from tollbook.api.incidents import info
from tollbook.api.records import ArticleFull, ClaimList, ClaimRow, HitRow, Hits
from tollbook.book import View
from tollbook.errors import TollbookError
from tollbook.extract.headline import printed
from tollbook.keep.deciding import find_incident
from tollbook.keep.effective import Reviewed, review, standing
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
    return rows_of(view, [kept])[0]


def rows_of(view: View, versions: Sequence[Kept]) -> list[tuple[tuple[ClaimRow, ...], tuple[Decision, ...]]]:
    """`rows` of several versions, with what the book knows of them asked for at once."""
    about = view.decisions_about(k.source for k in versions)
    every = [(k, decisions := tuple(standing(about.get(k.source, []))), review(k.article, k.reading, decisions)) for k in versions]
    homes = view.members({f"{k.source}#{c.incident}" for k, _, r in every for c in (*r.reading.claims, *r.rejected) if c.incident})
    return [(_claim_rows(k, r, homes), decisions) for k, decisions, r in every]


def _claim_rows(kept: Kept, reviewed: Reviewed, homes: Mapping[str, str]) -> tuple[ClaimRow, ...]:
    every = sorted((*reviewed.reading.claims, *reviewed.rejected), key=lambda c: (c.quote.start, c.quote.end, c.id))
    return tuple(
        ClaimRow(
            claim=c, within=within, article=kept.source, key=kept.key, outlet=kept.article.outlet or kept.article.agency,
            reported=None if kept.undated else kept.reported, incident=homes.get(f"{kept.source}#{c.incident}"),
            state=reviewed.states.get(c.id, "unreviewed"), disputed=c.id in reviewed.disputed,
        )
        for c, within in (printed(kept.article, c) for c in every)
    )  # fmt: skip


@reading("/claims", "list_claims")
def claims(request: Asked, incident: Text = None, article: Text = None, after: Cursor = None, limit: Limit = 50) -> Response[ClaimList]:
    """Claims of the versions that stand, as reviewed, `limit` articles a page: all, of an incident, or of an article."""
    with book_of(request).read() as view:
        home = find_incident(view, incident) if incident else None
        keys = _keys(view, home, article, after, limit + 1)
        shown = keys[:limit]
        place = {key: n for n, key in enumerate(shown)}
        kept = [k for k in sorted(view.kept(shown), key=lambda k: place[k.key]) if k.until is None] if shown else []
        found = [row for made, _ in rows_of(view, kept) for row in made if home is None or row.incident == home]
    return answer(request, ClaimList(claims=tuple(found), after=token(shown[-1]) if len(keys) > limit else None))


def _keys(view: View, home: str | None, article: str | None, after: str | None, limit: int) -> list[str]:
    """The versions that follow where a page ended, at most so many.

    Raises:
        TollbookError: No page ended there, or there is no such article.
    """
    last = None if after is None else ended(after)
    if last is not None and not view.is_kept(version=last):
        raise no_end(str(after))
    if article:
        keys = [k.key for k in view.kept(sources=[article])] or [k.key for k in view.kept([article])]
        if not keys:
            raise TollbookError(f"No article has the id {article!r}.", hint="The list of an incident's articles has them.")
        if last is not None and last not in keys:
            raise no_end(str(after))
        return keys if last is None else keys[keys.index(last) + 1 :]
    if home is not None:
        return sorted({k for x in view.tellings(view.incident([home])[home].tellings) if (k := x.telling.key) > (last or "")})
    return view.keys(after=last, limit=limit)


@reading("/search", "search")
def search(request: Asked, q: Query, limit: Limit = 50) -> Response[Hits]:
    """Quotes of claims, then titles of articles, that hold all the words."""
    found = book_of(request).search(q, limit=limit)
    return answer(request, Hits(hits=tuple(HitRow(key=h.key, article=h.source, text=h.text, claim=h.claim) for h in found)))


HANDLERS = (article, claims, search)
