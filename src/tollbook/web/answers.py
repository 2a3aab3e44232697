"""What every page and every call has in common: safe headers, errors in one sentence, entity tags, who is asking."""

from __future__ import annotations

import hashlib
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import msgspec
from litestar import Request, Response
from litestar.datastructures import State
from litestar.exceptions import HTTPException, NotAuthorizedException, NotFoundException
from litestar.response import Redirect
from litestar.status_codes import (
    HTTP_303_SEE_OTHER,
    HTTP_304_NOT_MODIFIED,
    HTTP_400_BAD_REQUEST,
    HTTP_404_NOT_FOUND,
    HTTP_500_INTERNAL_SERVER_ERROR,
)

from tollbook.book import Book
from tollbook.errors import TollbookError
from tollbook.keep.veil import EVERY_ROUND
from tollbook.model import Record
from tollbook.reconcile.codebook import list_codebooks
from tollbook.web.render import render

Asked = Request[Any, Any, State]

# Nothing but our own files is loaded or run; no script or style within a page; no page of ours in another's frame.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
    "worker-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def book_of(request: Asked) -> Book:
    """The book that is served."""
    book: Book = request.app.state.book
    return book


def person_of(request: Asked) -> str | None:
    """The name under which somebody works here; `None` where nobody has said one."""
    name: str | None = getattr(request.scope.get("user"), "name", None)
    return name


def codebook_of(name: str) -> str:
    """A codebook that comes with Tollbook; a desk opens no file that an address names.

    Raises:
        TollbookError: There is none of that name.
    """
    if name not in (*list_codebooks(), "all"):
        raise TollbookError(f"There is no codebook {name[:40]!r}.", hint="One of " + ", ".join(list_codebooks()) + ".")
    return name


def round_of(request: Asked) -> str | None:
    """The blind round that this person has open; `None` where none is."""
    session = request.scope.get("session")
    name = str(session["round"]) if isinstance(session, dict) and session.get("round") else None
    return name if name is None or name in _unfinished(request) else None


def hidden_of(request: Asked) -> str | None:
    """The blind round whose other decisions this person may not see; for an account that codes, every round.

    It is one that the person began and has not finished, whether or not it is
    open just now: closing it must show nothing. Of several, every round is hidden.
    """
    user = request.scope.get("user")
    if getattr(user, "role", None) == "code":
        return EVERY_ROUND
    rounds = _unfinished(request)
    return EVERY_ROUND if len(rounds) > 1 else next(iter(rounds), None)


def _unfinished(request: Asked) -> frozenset[str]:
    """The rounds that this person, under whatever names they coded here, began and has not finished."""
    session = request.scope.get("session")
    names = [person_of(request), *(session.get("coders", ()) if isinstance(session, dict) else ())]
    book = book_of(request)
    return frozenset(c.round for n in dict.fromkeys(names) if n for c in book.codings(str(n)) if c.ended is None)


def remember(request: Asked, **given: object) -> None:
    """Keep something of this person's session on the server; `None` forgets it."""
    session = request.scope.get("session")
    held = {**(session if isinstance(session, dict) else {}), **given}
    request.set_session({k: v for k, v in held.items() if v is not None})


def _said(request: Asked) -> str | None:
    """What the last decision has to say, once."""
    session = request.scope.get("session")
    said = session.get("said") if isinstance(session, dict) else None
    if said is not None:
        remember(request, said=None)
    return None if said is None else str(said)


def here_of(request: Asked) -> str:
    """The address that is looked at, for forms to come back to."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def csrf_of(request: Asked) -> str:
    """The token that a form of this answer must carry."""
    from litestar.utils.scope.state import ScopeState

    token = ScopeState.from_scope(request.scope).csrf_token
    return token if isinstance(token, str) else ""


def wants_json(request: Asked) -> bool:
    """Whether the answer is for a program: an address ending in .json, one of the API, or an Accept header that says so."""
    path = request.url.path
    return path.startswith("/api/") or path.endswith((".json", ".geojson")) or "application/json" in request.headers.get("accept", "")


def page(request: Asked, template: str, *, name: str, title: str, status: int = 200, **given: Any) -> Response[bytes]:
    """A page as an answer, with an entity tag.

    Args:
        request: Who asks.
        template: Its file.
        name: The page's name, for the menu.
        title: For the window.
        status: HTTP status.
        given: What the template shows.
    """
    about = {
        "person": person_of(request), "csrf": csrf_of(request), "team": request.app.state.team, "said": _said(request), "here": here_of(request),
        "seen": book_of(request).last_moment() or "", "open_round": round_of(request), "hidden_round": hidden_of(request),
    }  # fmt: skip
    html = render(template, page=name, title=title, **about | given)
    return tagged(request, html.encode(), "text/html", status=status)


def data(request: Asked, value: object, *, media: str = "application/json", status: int = 200) -> Response[bytes]:
    """A value as JSON, with an entity tag."""
    return tagged(request, msgspec.json.encode(value), media, status=status)


def tagged(request: Asked, body: bytes, media: str, *, status: int = 200) -> Response[bytes]:
    """Bytes with an entity tag; nothing but the tag where the asker has them already."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if status == 200 and held(request.headers.get("if-none-match", ""), tag):
        return Response(content=b"", status_code=HTTP_304_NOT_MODIFIED, headers=headers, media_type=media)
    return Response(content=body, status_code=status, headers=headers, media_type=media)


def held(asked: str, tag: str) -> bool:
    """Whether an If-None-Match header names a tag, strong or weak, or any (RFC 9110, 13.1.2).

    Example:
        >>> held('W/"a", "b"', '"a"'), held("*", '"a"'), held('"ab"', '"a"')
        (True, True, False)
    """
    return any(part.strip().removeprefix("W/") in (tag, "*") for part in asked.split(","))


class Problem(Record, frozen=True, kw_only=True):
    """Why something was not possible (RFC 9457): `title` is the kind, `detail` the one sentence, `errors` the parameters."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: tuple[str, ...] = ()


def _failed(request: Asked, status: int, message: str, *, errors: tuple[str, ...] = (), headers: dict[str, str] | None = None) -> Response[bytes]:
    kept = {"Cache-Control": "no-store", **(headers or {})}
    if wants_json(request):
        title = HTTPStatus(status).phrase if status in set(HTTPStatus) else "Not possible"
        problem = Problem(title=title, status=status, detail=message, errors=errors)
        return Response(content=msgspec.json.encode(problem), status_code=status, media_type="application/problem+json", headers=kept)
    shown = {"person": person_of(request), "csrf": csrf_of(request), "team": request.app.state.team}
    # htmx would take the bar at the top from here, whose forms lead nowhere, in place of that of the page that stays
    bare = request.headers.get("hx-request") == "true"
    html = render("error.html", page="error", title="Not possible", message=message, status=status, bare=bare, **shown)
    return Response(content=html.encode(), status_code=status, media_type="text/html", headers=kept)


def on_error(request: Asked, error: TollbookError) -> Response[bytes]:
    """What was asked for is not possible: one sentence, and what to do."""
    missing = str(error).startswith(("No incident", "No article", "No claim", "Nothing was known"))
    return _failed(request, HTTP_404_NOT_FOUND if missing else HTTP_400_BAD_REQUEST, str(error))


def on_http(request: Asked, error: HTTPException) -> Response[bytes]:
    """What the server itself refuses; a browser that has not signed in is sent to do so."""
    if isinstance(error, NotAuthorizedException) and not wants_json(request) and request.method == "GET":
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return Redirect(f"/login?{urlencode({'next': asked[:2000]})}", status_code=HTTP_303_SEE_OTHER)
    said = "There is no such page." if isinstance(error, NotFoundException) else str(error.detail)
    extra = error.extra if isinstance(error.extra, list) else []
    errors = tuple(f"{e.get('key', '')}: {e.get('message', '')}" for e in extra if isinstance(e, dict))
    return _failed(request, error.status_code, said, errors=errors, headers=dict(error.headers or {}))


def on_unreadable(request: Asked, error: Exception) -> Response[bytes]:
    """A body that no form or program of ours makes: not UTF-8, or nested without end; anywhere else a defect."""
    if request.method != "POST":
        return on_fault(request, error)
    return _failed(request, HTTP_400_BAD_REQUEST, "What was sent cannot be read: it is not UTF-8, or nested too deeply.")


def on_fault(request: Asked, error: Exception) -> Response[bytes]:
    """A defect of ours: said as such, with nothing of its inside."""
    request.app.logger.error("%s %s: %s", request.method, request.url.path, type(error).__name__) if request.app.logger else None
    return _failed(request, HTTP_500_INTERNAL_SERVER_ERROR, f"An unexpected {type(error).__name__} stopped this; nothing was changed.")
