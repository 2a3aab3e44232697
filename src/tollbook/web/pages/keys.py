"""Help: the keys, how figures are written, what becomes of a decision."""

from __future__ import annotations

from litestar import Response, get

from tollbook.web.answers import Asked, page


@get("/help", sync_to_thread=True)
def help_page(request: Asked) -> Response[bytes]:
    """The keys and the signs of the desk."""
    return page(request, "help.html", name="help", title="Help")


HANDLERS = (help_page,)
