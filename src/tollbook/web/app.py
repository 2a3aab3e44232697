"""The application: pages, their twins for programs, static files, and the headers that keep hostile articles harmless."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from litestar import Litestar, Router
from litestar.config.response_cache import ResponseCacheConfig
from litestar.datastructures import MutableScopeHeaders, State
from litestar.exceptions import HTTPException
from litestar.openapi import OpenAPIConfig
from litestar.static_files import create_static_files_router
from litestar.types import ControllerRouterHandler, Message, Scope

from tollbook.book import Book
from tollbook.errors import TollbookError
from tollbook.web import events
from tollbook.web.answers import HEADERS, on_error, on_fault, on_http, on_unreadable
from tollbook.web.door import Door
from tollbook.web.events import Streams
from tollbook.web.limits import Guesses
from tollbook.web.pages import (
    article,
    browse,
    changes,
    deciding,
    entry,
    incident,
    keys,
    pictures,
    queue,
    sheet,
    sources,
)
from tollbook.web.session_store import BookSessions, secret_of
from tollbook.web.sessions import SessionConfig

HANDLERS: tuple[ControllerRouterHandler, ...] = (
    browse.browse,
    browse.browse_json,
    browse.browse_geojson,
    browse.days_json,
    *incident.HANDLERS,
    *pictures.HANDLERS,
    *sheet.HANDLERS,
    *article.HANDLERS,
    *deciding.HANDLERS,
    *entry.HANDLERS,
    *events.HANDLERS,
    *queue.HANDLERS,
    *keys.HANDLERS,
    *sources.HANDLERS,
    *changes.HANDLERS,
)
_YEAR = 365 * 24 * 3600
_SHIFT, _SEASON = 12 * 3600, 90 * 24 * 3600  # seconds: a sign-in lasts a working day, a name said on one's own machine longer


def static_folder() -> Path:
    """Where the pages' own scripts, styles and vendored files lie."""
    return Path(str(files("tollbook.web").joinpath("static")))


async def _headed(message: Message, _scope: Scope) -> None:
    """Put the headers on whatever leaves, refusals and faults too."""
    if message["type"] == "http.response.start":
        headers = MutableScopeHeaders.from_message(message)
        for name, value in HEADERS.items():
            headers.setdefault(name, value)


def create_app(
    book: Book,
    *,
    secret: str | None = None,
    team: bool = False,
    secure: bool = False,
    hosts: frozenset[str] | None = None,
    more: Sequence[ControllerRouterHandler] = (),
    openapi: OpenAPIConfig | None = None,
) -> Litestar:
    """The desk on a book; `tollbook.api.app.create_app` is the same with the API.

    Args:
        book: Open; it is closed by whoever opened it.
        secret: Signs sessions, and what forms carry against forgery; `None`
            takes the book's own, so that they outlive a restart.
        team: Whether accounts are needed; else everybody who reaches it is its owner.
        secure: Whether browsers reach it by https, and may send cookies by nothing else.
        hosts: The host names that it answers to; `None` for any.
        more: Handlers beside the pages.
        openapi: What describes those that are in the schema.

    Returns:
        An ASGI application.
    """
    mimetypes.add_type("text/javascript", ".mjs")
    key = secret or secret_of(book)
    static = create_static_files_router(path="/static", directories=[static_folder()], cache_control=None, name="static", include_in_schema=False)
    pages = Router("/", route_handlers=[*HANDLERS, static], include_in_schema=False)
    sessions = SessionConfig(key="tollbook-session", samesite="strict", secure=secure, secret=key, max_age=_SHIFT if team else _SEASON)
    return Litestar(
        route_handlers=[pages, *more],
        state=State({"book": book, "team": team, "guesses": Guesses(), "streams": Streams()}),
        exception_handlers={TollbookError: on_error, HTTPException: on_http, UnicodeDecodeError: on_unreadable, RecursionError: on_unreadable, Exception: on_fault},
        before_send=[_headed],
        middleware=[sessions.middleware, Door(book, secret=key, team=team, secure=secure, hosts=hosts)],
        openapi_config=openapi,
        stores={"sessions": BookSessions(book)},
        response_cache_config=ResponseCacheConfig(default_expiration=_YEAR),
    )
