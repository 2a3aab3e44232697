"""The application: pages, their twins for programs, static files, and the headers that keep hostile articles harmless."""

from __future__ import annotations

import mimetypes
import secrets
from importlib.resources import files
from pathlib import Path

from litestar import Litestar, Response
from litestar.config.csrf import CSRFConfig
from litestar.config.response_cache import ResponseCacheConfig
from litestar.datastructures import State
from litestar.exceptions import HTTPException
from litestar.middleware.session.server_side import ServerSideSessionConfig
from litestar.static_files import create_static_files_router
from litestar.types import ControllerRouterHandler

from tollbook.book import Book
from tollbook.errors import TollbookError
from tollbook.web.answers import HEADERS, on_error, on_fault, on_http
from tollbook.web.pages import article, browse, deciding, incident, pictures, sheet

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
)
_YEAR = 365 * 24 * 3600


def static_folder() -> Path:
    """Where the pages' own scripts, styles and vendored files lie."""
    return Path(str(files("tollbook.web").joinpath("static")))


async def _headed(response: Response[object]) -> Response[object]:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def create_app(book: Book, *, secret: str | None = None) -> Litestar:
    """The desk on a book.

    Args:
        book: Open; it is closed by whoever opened it.
        secret: Signs what forms carry against forgery; `None` makes one that
            lasts as long as the application.

    Returns:
        An ASGI application.
    """
    mimetypes.add_type("text/javascript", ".mjs")
    static = create_static_files_router(path="/static", directories=[static_folder()], cache_control=None, name="static", include_in_schema=False)
    return Litestar(
        route_handlers=[*HANDLERS, static],
        state=State({"book": book}),
        exception_handlers={TollbookError: on_error, HTTPException: on_http, Exception: on_fault},
        after_request=_headed,
        csrf_config=CSRFConfig(secret=secret or secrets.token_urlsafe(32), cookie_name="tollbook-csrf", cookie_samesite="strict"),
        middleware=[ServerSideSessionConfig(key="tollbook-session", samesite="strict").middleware],
        openapi_config=None,
        response_cache_config=ResponseCacheConfig(default_expiration=_YEAR),
    )
