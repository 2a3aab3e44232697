"""Decisions for programs: the same rules as on the pages, signed by the account."""

from __future__ import annotations

from litestar import Response
from litestar.params import JSONBody

from tollbook.api.asking import Cursor, Limit, Text, answer, reading, taking
from tollbook.api.records import Decide, Decided, DecisionList
from tollbook.errors import TollbookError
from tollbook.keep.deciding import Request, find_incident
from tollbook.web.answers import Asked, book_of
from tollbook.web.signing import decide_as, seen


@reading("/decisions", "list_decisions")
def decisions(request: Asked, incident: Text = None, article: Text = None, after: Cursor = None, limit: Limit = 50) -> Response[DecisionList]:
    """Decisions in the order in which they were taken, the undone too: all, about an incident itself, or about an article."""
    with book_of(request).read() as view:
        home = find_incident(view, incident) if incident else None
        found = seen(request, view.decisions(incident=home, source=article))
    ids = [d.id for d in found]
    if after is not None and after not in ids:
        raise TollbookError(f"{after[:40]!r} is not where a page ended.", hint="Begin at the first page.")
    begin = 0 if after is None else ids.index(after) + 1
    shown = found[begin : begin + limit]
    return answer(request, DecisionList(decisions=shown, after=shown[-1].id if begin + limit < len(found) else None))


@taking("/decisions", "take_decision")
def take(request: Asked, data: JSONBody[Decide]) -> Response[Decided]:
    """Take a decision; `by` signs it where the desk has no accounts, else the account does."""
    asked = Request(verb=data.verb, by=data.by or "", why=data.why, about=data.about, values=data.values, blind=data.blind)
    done = decide_as(request, asked)
    return Response(content=Decided(decision=done.decision, incidents=done.incidents), status_code=201, media_type="application/json")


HANDLERS = (decisions, take)
