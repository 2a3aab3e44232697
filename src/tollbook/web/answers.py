"""What every page and every call has in common: safe headers, errors in one sentence, entity tags, who is asking."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
from litestar import MediaType, Request, Response
from litestar.datastructures import State
from litestar.exceptions import HTTPException, NotFoundException
from litestar.status_codes import (
    HTTP_304_NOT_MODIFIED,
    HTTP_400_BAD_REQUEST,
    HTTP_404_NOT_FOUND,
    HTTP_500_INTERNAL_SERVER_ERROR,
)

from tollbook.book import Book
from tollbook.errors import TollbookError
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
    session = request.scope.get("session")
    return str(session["name"]) if isinstance(session, dict) and session.get("name") else None


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
    html = render(template, page=name, title=title, person=person_of(request), csrf=csrf_of(request), **given)
    return tagged(request, html.encode(), "text/html", status=status)


def data(request: Asked, value: object, *, media: str = "application/json", status: int = 200) -> Response[bytes]:
    """A value as JSON, with an entity tag."""
    return tagged(request, msgspec.json.encode(value), media, status=status)


def tagged(request: Asked, body: bytes, media: str, *, status: int = 200) -> Response[bytes]:
    """Bytes with an entity tag; nothing but the tag where the asker has them already."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if status == 200 and tag in request.headers.get("if-none-match", ""):
        return Response(content=b"", status_code=HTTP_304_NOT_MODIFIED, headers=headers, media_type=media)
    return Response(content=body, status_code=status, headers=headers, media_type=f"{media}; charset=utf-8")


def _failed(request: Asked, status: int, message: str) -> Response[bytes]:
    if wants_json(request):
        return Response(content=msgspec.json.encode({"status": status, "error": message}), status_code=status, media_type=MediaType.JSON)
    html = render("error.html", page="error", title="Not possible", message=message, status=status)
    return Response(content=html.encode(), status_code=status, media_type="text/html; charset=utf-8")


def on_error(request: Asked, error: TollbookError) -> Response[bytes]:
    """What was asked for is not possible: one sentence, and what to do."""
    missing = str(error).startswith(("No incident", "No article", "No claim", "Nothing was known"))
    return _failed(request, HTTP_404_NOT_FOUND if missing else HTTP_400_BAD_REQUEST, str(error))


def on_http(request: Asked, error: HTTPException) -> Response[bytes]:
    """What the server itself refuses."""
    said = "There is no such page." if isinstance(error, NotFoundException) else str(error.detail)
    return _failed(request, error.status_code, said)


def on_fault(request: Asked, error: Exception) -> Response[bytes]:
    """A defect of ours: said as such, with nothing of its inside."""
    request.app.logger.error("%s %s: %s", request.method, request.url.path, type(error).__name__) if request.app.logger else None
    return _failed(request, HTTP_500_INTERNAL_SERVER_ERROR, f"An unexpected {type(error).__name__} stopped this; nothing was changed.")
