"""Decisions for programs: the same rules as on the pages, signed by the account."""

from __future__ import annotations

from collections.abc import Sequence

from litestar import Response
from litestar.params import JSONBody

from tollbook.api.asking import Cursor, Limit, Text, answer, ended, no_end, reading, taking, token
from tollbook.api.records import Decide, Decided, DecisionList
from tollbook.keep.deciding import Request, find_incident
from tollbook.ledger import Decision
from tollbook.web.answers import Asked, book_of
from tollbook.web.door import person_at
from tollbook.web.signing import decide_as, seen


@reading("/decisions", "list_decisions")
def decisions(request: Asked, incident: Text = None, article: Text = None, after: Cursor = None, limit: Limit = 50) -> Response[DecisionList]:
    """Decisions in the order in which they were taken, the undone too: all, about an incident itself, or about an article."""
    last = None if after is None else ended(after)
    with book_of(request).read() as view:
        home = find_incident(view, incident) if incident else None
        if last is not None and not view.is_kept(decision=last):
            raise no_end(str(after))
        if person_at(request).role == "code":
            found = _unveiled(request, view.decisions(incident=home, source=article), last)
        else:
            found = view.decisions_page(incident=home, source=article, after=last, limit=limit + 1)
    shown = tuple(found[:limit])
    return answer(request, DecisionList(decisions=shown, after=token(shown[-1].id) if len(found) > limit else None))


def _unveiled(request: Asked, decisions: Sequence[Decision], last: str | None) -> list[Decision]:
    """What a coder may see after the last one known: what is hidden follows from all decisions, the undoings of the hidden too."""
    every = [d.id for d in decisions]
    beyond = set(every[every.index(last) + 1 :] if last in every else every)
    return [d for d in seen(request, decisions) if d.id in beyond]


@taking("/decisions", "take_decision")
def take(request: Asked, data: JSONBody[Decide]) -> Response[Decided]:
    """Take a decision; `by` signs it where the desk has no accounts, else the account does."""
    asked = Request(verb=data.verb, by=data.by or "", why=data.why, about=data.about, values=data.values, blind=data.blind)
    done = decide_as(request, asked)
    return Response(content=Decided(decision=done.decision, incidents=done.incidents), status_code=201, media_type="application/json")


HANDLERS = (decisions, take)
