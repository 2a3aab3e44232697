"""The desk itself for programs: whether it answers, who asks, its codebooks, its clock, its accounts."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

from litestar import Response
from litestar.exceptions import PermissionDeniedException
from litestar.params import QueryParameter

from tollbook.api.asking import AskedHarm, Limit, answer, reading
from tollbook.api.records import (
    AccountRow,
    Accounts,
    CodebookInfo,
    Health,
    Me,
    MomentRow,
    Moments,
    SourceRow,
    Sources,
    plain,
)
from tollbook.keep.sources import sources as every_source
from tollbook.reconcile.codebook import list_codebooks, load_codebook
from tollbook.web.answers import Asked, book_of
from tollbook.web.door import person_at
from tollbook.web.events import moment_of

Since = Annotated[str | None, QueryParameter(description="The last moment known, as the book recorded it.", pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$")]


@reading("/health", "health")
def health(request: Asked) -> Response[Health]:
    """That the desk answers and its book can be read."""
    book_of(request).last_moment()
    return answer(request, Health(status="ok", version=version("tollbook"), team=request.app.state.team))


@reading("/me", "me")
def me(request: Asked) -> Response[Me]:
    """Who is asking, and what they may do."""
    person = person_at(request)
    return answer(request, Me(name=person.name, role=person.role, door=person.door))


@reading("/codebooks", "list_codebooks")
def codebooks(request: Asked) -> Response[list[CodebookInfo]]:
    """The codebooks that come with Tollbook."""
    books = [load_codebook(name) for name in list_codebooks()]
    return answer(request, [CodebookInfo(name=b.name, title=b.title, about=b.about) for b in books])


@reading("/changes", "list_changes")
def changes(request: Asked, since: Since = None, limit: Limit = 100) -> Response[Moments]:
    """The moments in which the book grew after one, and the incidents that each was about; /events tells them as they come."""
    found = book_of(request).moved(moment_of(since) if since else None, limit=limit + 1)
    shown = tuple(MomentRow(recorded=m.recorded, incidents=m.incidents) for m in found[:limit])
    return answer(request, Moments(moments=shown, last=shown[-1].recorded if shown else since, more=len(found) > limit))


@reading("/sources", "list_sources")
def sources(request: Asked, harm: AskedHarm = None) -> Response[Sources]:
    """Each origin and outlet over all incidents: how its first figures compare with the later ones, with the counts beside."""
    found = every_source(book_of(request), harm)
    return answer(request, Sources(sources=tuple(SourceRow(**plain(s)) for s in found)))


@reading("/accounts", "list_accounts")
def accounts(request: Asked) -> Response[Accounts]:
    """All accounts; for admins."""
    if person_at(request).role != "admin":
        raise PermissionDeniedException("Only an admin sees the accounts.")
    found = book_of(request).accounts()
    return answer(request, Accounts(accounts=tuple(AccountRow(name=a.name, role=a.role, created=a.created, disabled=a.disabled) for a in found)))


HANDLERS = (health, me, codebooks, changes, sources, accounts)
