"""Taking a decision from a page: the form comes back to where it was, with what was kept or why not."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import anyio.to_thread
import msgspec
from litestar import Response, post
from litestar.response import Redirect

from tollbook.errors import TollbookError
from tollbook.keep.deciding import Request
from tollbook.ledger import VERBS, Verb
from tollbook.web.answers import Asked, wants_json
from tollbook.web.signing import decide_as

# What the form holds beside the fields of a claim.
_FRAME = frozenset({"verb", "about", "by", "why", "next", "blind", "_csrf_token"})


@post("/decide", status_code=303)
async def take(request: Asked) -> Response[Any]:
    """Keep a decision; a program that asks for JSON gets the decision, a browser goes back.

    Raises:
        TollbookError: The decision is not possible; nothing is kept.
    """
    form = await request.form()
    given = {k: str(v) for k, v in form.items() if k not in _FRAME and isinstance(v, str)}
    by = str(form.get("by", "")).strip()
    asked = Request(
        verb=verb_of(str(form.get("verb", ""))), by=by, why=str(form.get("why", "")), about=tuple(str(a) for a in form.getall("about", [])),
        values=given, blind=str(form["blind"]) if form.get("blind") else None,
    )  # fmt: skip
    done = await anyio.to_thread.run_sync(decide_as, request, asked)
    if by and not request.app.state.team:
        request.set_session({**(request.session or {}), "name": by})
    if wants_json(request):
        return Response(content=msgspec.json.encode(done), status_code=201, media_type="application/json")
    return Redirect(local(str(form.get("next", "/"))), status_code=303)


def verb_of(text: str) -> Verb:
    """One of the verbs.

    Raises:
        TollbookError: It is none.
    """
    for verb in VERBS:
        if verb == text:
            return verb
    raise TollbookError(f"{text[:40]!r} is no decision.", hint="One of " + ", ".join(VERBS) + ".")


def local(address: str) -> str:
    """An address within the desk; anything else leads to the list, so that no form sends people elsewhere.

    Example:
        >>> local("/article/3f?claim=1#c-1"), local("//elsewhere.example"), local("https://elsewhere.example")
        ('/article/3f?claim=1#c-1', '/', '/')
    """
    parts = urlsplit(address)
    safe = not parts.scheme and not parts.netloc and address.startswith("/") and not address.startswith("//") and "\\" not in address
    return address if safe and address.isprintable() else "/"


HANDLERS = (take,)
