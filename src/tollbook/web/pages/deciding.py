"""Taking decisions from pages: the form comes back to where it was, with what was kept or why not.

Every form works without a script. Who decides is asked once, by a page of its
own that carries the decision along, and stays in the session.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, urlsplit

import msgspec
from litestar import Response, post
from litestar.concurrency import sync_to_thread
from litestar.response import Redirect

from tollbook.errors import TollbookError
from tollbook.keep.deciding import Decided, Request, last_own
from tollbook.keep.effective import ABOUT_CLAIMS
from tollbook.ledger import VERBS, Verb
from tollbook.web.answers import Asked, book_of, page, person_of, remember, round_of, wants_json
from tollbook.web.fields import changed, told
from tollbook.web.signing import decide_as

# What the form holds beside the fields of a claim.
_FRAME = frozenset({"verb", "about", "by", "why", "next", "blind", "was", "seen", "_csrf_token"})
_LONGEST_NAME = 80


async def _form(request: Asked) -> list[tuple[str, str]]:
    return [(k, v) for k, v in (await request.form()).multi_items() if isinstance(v, str)]


def _one(fields: Iterable[tuple[str, str]], name: str) -> str:
    return next((v.strip() for k, v in fields if k == name), "")


def name_of(text: str) -> str:
    """A person's name as it is kept.

    Raises:
        TollbookError: It is none: too long, or with signs that cannot be seen.
    """
    name = " ".join(text.split())
    if len(name) > _LONGEST_NAME or not name.isprintable():
        raise TollbookError("That is no name.", hint=f"Up to {_LONGEST_NAME} letters and signs.")
    return name


@post("/decide", status_code=303)
async def take(request: Asked) -> Response[Any]:
    """Keep a decision; a program that asks for JSON gets the decision, a browser goes back.

    Raises:
        TollbookError: The decision is not possible; nothing is kept.
    """
    fields = await _form(request)
    by = person_of(request) or name_of(_one(fields, "by"))
    if not by and not wants_json(request):
        return who(request, "/decide", fields)
    asked = asked_of(fields, by, round_of(request))
    done = await sync_to_thread(decide_as, request, asked)
    if wants_json(request):
        return Response(content=msgspec.json.encode(done), status_code=201, media_type="application/json")
    remember(request, said=words_of(done), **({} if request.app.state.team else {"name": by}))
    return Redirect(local(_one(fields, "next") or "/"), status_code=303)


def asked_of(fields: list[tuple[str, str]], by: str, open_round: str | None) -> Request:
    """A decision as a form asks for it; while a round is open to a person, what she says of claims belongs to it."""
    verb = verb_of(_one(fields, "verb"))
    values = {k: v for k, v in fields if k not in _FRAME}
    if verb == "correct":
        values = changed(values, _one(fields, "was"))
    elif verb in ("add", "toll"):
        values = {k: v for k, v in values.items() if v.strip()}
    blind = open_round if verb in ABOUT_CLAIMS and open_round else _one(fields, "blind") or None
    about = tuple(a.strip() for k, a in fields if k == "about" and a.strip())
    return Request(verb=verb, by=by, why=_one(fields, "why"), about=about, values=values, blind=blind, seen=_one(fields, "seen") or None)


def who(request: Asked, action: str, fields: list[tuple[str, str]]) -> Response[bytes]:
    """Ask for the name, once, and carry the form along."""
    carried = [(k, v) for k, v in fields if k not in ("by", "_csrf_token")]
    return page(request, "who.html", name="who", title="Who decides?", action=action, carried=carried, live=True)


def words_of(done: Decided) -> str:
    """What was kept, for the person who decided, and what others decided meanwhile."""
    d = done.decision
    said = f"Kept: {d.verb} by {d.by}{f' ({t})' if (t := told(d)) else ''}."
    for other in done.meanwhile:
        said += f" Meanwhile {other.by} decided {other.verb}{f' ({t})' if (t := told(other)) else ''}: both are kept, yours is the later and counts."
    return said


@post("/undo", status_code=303)
async def undo(request: Asked) -> Response[Any]:
    """Take back this person's last standing decision.

    Raises:
        TollbookError: There is none.
    """
    fields = await _form(request)
    by, book = person_of(request), book_of(request)
    if by is None:
        raise TollbookError("Nobody has decided anything here.", hint="Decide first; then z takes it back.")
    last = await sync_to_thread(last_own, book, by)
    if last is None:
        raise TollbookError(f"Nothing that {by} decided is left to take back.", hint="What others decided is taken back in the history.")
    asked = Request(verb="undo", by=by, why="taken back at once", about=(last.id,))
    done = await sync_to_thread(decide_as, request, asked)
    if wants_json(request):
        return Response(content=msgspec.json.encode(done), status_code=201, media_type="application/json")
    remember(request, said=f"Taken back: {last.verb} ({last.why}).")
    return Redirect(local(_one(fields, "next") or "/"), status_code=303)


@post("/name", status_code=303)
async def name(request: Asked) -> Response[Any]:
    """Say under which name one works here; an empty one forgets it, and the round with it.

    Raises:
        TollbookError: The desk has accounts: whose turn it is says the sign-in.
    """
    if request.app.state.team:
        raise TollbookError("Here the account gives the name.", hint="Sign out, and in again.")
    fields = await _form(request)
    by = name_of(_one(fields, "by"))
    remember(request, **({"name": by} if by else {"name": None, "round": None}))
    return Redirect(local(_one(fields, "next") or "/"), status_code=303)


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
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/"
    safe = not parts.scheme and not parts.netloc and address.startswith("/") and not address.startswith("//") and "\\" not in address
    return quote(address, safe="/%:=&?~#+!$,;'@()*[]") if safe and address.isprintable() else "/"


HANDLERS = (take, undo, name)
