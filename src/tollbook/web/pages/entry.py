"""Signing in and out, where the desk has accounts."""

from __future__ import annotations

from typing import Any

import anyio.to_thread
from litestar import Response, get, post
from litestar.exceptions import HTTPException
from litestar.response import Redirect
from litestar.types import Empty

from tollbook.keep.accounts import sign_in
from tollbook.web.answers import Asked, book_of, page
from tollbook.web.limits import Guesses
from tollbook.web.pages.deciding import local
from tollbook.web.sessions import RENEW


@get("/login", sync_to_thread=True)
def login(request: Asked) -> Response[bytes]:
    """The form that asks for name and password."""
    return _form(request, next_=request.query_params.get("next", "/"))


@post("/login", status_code=303)
async def enter(request: Asked) -> Response[Any]:
    """Check name and password; a right one begins a session of a new id.

    Raises:
        HTTPException: Too many wrong passwords came before.
    """
    form = await request.form()
    name, password, next_ = (str(form.get(k, "")) for k in ("name", "password", "next"))
    guesses: Guesses = request.app.state.guesses
    place = request.client.host if request.client else ""
    if (seconds := guesses.wait(name, place)) > 0:
        said = f"Too many wrong passwords: try again in {-(-seconds // 60)} minutes."
        raise HTTPException(said, status_code=429, headers={"Retry-After": str(seconds)})
    # counted before it is checked, so that many guesses at once are no way around
    guesses.failed(name, place)
    account = await anyio.to_thread.run_sync(sign_in, book_of(request), name, password)
    if account is None:
        return _form(request, next_=next_, wrong=True, name=name)
    guesses.forget(name, place)
    request.set_session({"account": account.name, "seal": account.seal, RENEW: True})
    return Redirect(local(next_), status_code=303)


@post("/logout", status_code=303)
async def leave(request: Asked) -> Response[Any]:
    """End the session, on this side too."""
    request.set_session(Empty)
    return Redirect("/login" if request.app.state.team else "/", status_code=303)


def _form(request: Asked, *, next_: str, wrong: bool = False, name: str = "") -> Response[bytes]:
    return page(request, "login.html", name="login", title="Sign in", status=401 if wrong else 200, next=local(next_), wrong=wrong, given=name[:80])


HANDLERS = (login, enter, leave)
