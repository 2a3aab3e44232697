"""Changes: what became of each incident since somebody last looked; and the same as a feed."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect

from tollbook.errors import TollbookError
from tollbook.keep.since import Changes, changes, day_before, moment_of
from tollbook.web.answers import Asked, book_of, data, page, person_of, tagged
from tollbook.web.feed import feed

LIMIT = 50
_SEEN = "changes_seen"  # in the session: up to which recorded moment somebody has looked


def _since(request: Asked) -> tuple[str, bool, bool]:
    """Since when: the address says it, else what was seen last, else a day of the book; with whether it was which."""
    text = request.query_params.get("since", "").strip()
    if text:
        return moment_of(text), False, False
    session = request.scope.get("session")
    seen = session.get(_SEEN) if isinstance(session, dict) else None
    if isinstance(seen, str) and seen:
        return seen, True, False
    return day_before(book_of(request).last_moment() or ""), False, True


def _start(request: Asked) -> int:
    text = request.query_params.get("start", "").strip() or "0"
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise TollbookError(f"start={text[:40]!r} is no whole number.", hint="Write digits.")
    return int(text)


def _find(request: Asked, since: str) -> tuple[Changes, bool]:
    """A page of changes, and whether it is a further one."""
    start, after = _start(request), request.query_params.get("after", "").strip() or None
    return changes(book_of(request), since, start=start, after=after, limit=LIMIT, by=person_of(request)), bool(start or after)


@get("/changes", sync_to_thread=True)
def page_of_changes(request: Asked) -> Response[bytes]:
    """What changed, as a page."""
    since, remembered, first = _since(request)
    found, further = _find(request, since)
    return page(request, "changes.html", name="changes", title="Changes", found=found, further=further, remembered=remembered, first_look=first)


@get("/changes.json", sync_to_thread=True)
def changes_json(request: Asked) -> Response[bytes]:
    """What changed, for programs."""
    return data(request, _find(request, _since(request)[0])[0])


@post("/changes/seen", status_code=303)
async def seen(request: Asked) -> Response[Any]:
    """Remember up to which moment somebody has looked; the next look begins there.

    Raises:
        TollbookError: The moment is none.
    """
    form = await request.form()
    until = moment_of(str(form.get("until", "")))
    request.set_session({**(request.session or {}), _SEEN: until})
    return Redirect("/changes", status_code=303)


@get("/changes.atom", sync_to_thread=True)
def changes_atom(request: Asked) -> Response[bytes]:
    """The latest changes of figures as an Atom feed; no names, no words of articles."""
    book = book_of(request)
    with book.read() as view:
        made = feed(view, str(request.base_url))
    return tagged(request, made, "application/atom+xml")


HANDLERS = (page_of_changes, changes_json, seen, changes_atom)
