"""The whole desk: pages for people and the API for programs, one application."""

from __future__ import annotations

from importlib.metadata import version

from litestar import Litestar, Router
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import Components, License, SecurityScheme

from tollbook.api import about, deciding, incidents, words
from tollbook.api.document import Document
from tollbook.book import Book
from tollbook.web import app as web

HANDLERS = (*about.HANDLERS, *incidents.HANDLERS, *words.HANDLERS, *deciding.HANDLERS)


def create_app(
    book: Book, *, secret: str | None = None, team: bool = False, secure: bool = False, hosts: frozenset[str] | None = None
) -> Litestar:
    """The desk with its API; the arguments are those of `tollbook.web.app.create_app`.

    Returns:
        An ASGI application; /api/v1/openapi.json describes the API.
    """
    api = Router("/api/v1", route_handlers=[*HANDLERS])
    return web.create_app(book, secret=secret, team=team, secure=secure, hosts=hosts, more=[api], openapi=description(team=team))


def description(*, team: bool) -> OpenAPIConfig:
    """What the OpenAPI document says beside the operations."""
    schemes = {"token": SecurityScheme(type="http", scheme="bearer", description="A token of `tollbook accounts token`.")}
    return OpenAPIConfig(
        title="Tollbook",
        version=version("tollbook"),
        summary="What sources report, not what is true: incidents, claims with their quotes, and why each figure is what it is.",
        description="Unknown is null, never 0. Offsets count code points. Errors are problem details (RFC 9457).",
        license=License(name="Apache-2.0", identifier="Apache-2.0"),
        # a folder of its own: whatever lies beside it is answered as any other page that is not there
        path="/api/v1/openapi.json",
        render_plugins=[Document(path="/")],
        components=Components(security_schemes=schemes),  # type: ignore[arg-type]
        security=[{"token": []}] if team else None,
        use_handler_docstrings=True,
    )
