"""The door of the desk: which host is asked, who asks, whether a form is ours, and what an account may do.

Alone (no accounts) everybody who reaches the desk is its owner, so it must be
reached from this machine only: other host names are refused, because a page
anywhere can make a browser ask a name that leads to 127.0.0.1 (DNS rebinding).
In a team every request but the sign-in comes from an account, by session or by
token.
"""

from __future__ import annotations

import hmac
from typing import Any, Literal
from urllib.parse import unquote_to_bytes

import anyio.to_thread
from litestar.datastructures import Cookie, MutableScopeHeaders
from litestar.enums import RequestEncodingType
from litestar.exceptions import HTTPException, NotAuthorizedException, PermissionDeniedException
from litestar.middleware import ASGIMiddleware
from litestar.middleware.csrf import CSRF_SECRET_LENGTH, generate_csrf_hash, generate_csrf_token
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from litestar.utils.scope.state import ScopeState

from tollbook.book import Account, Book
from tollbook.keep.accounts import standing_account, token_account
from tollbook.ledger import Role
from tollbook.model import Record
from tollbook.web.answers import Asked

LOCAL = frozenset({"127.0.0.1", "localhost", "[::1]"})
LONGEST = 8000  # bytes of a query; what browsers, proxies and people send is shorter
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
COOKIE = "tollbook-csrf"
HEADER = "x-csrftoken"
# What a team's desk shows to somebody who has not signed in.
OPEN = frozenset({"/login", "/api/v1/health", "/api/v1/openapi.json", "/favicon.ico"})


class Person(Record, frozen=True, kw_only=True):
    """Who asks: the name that signs decisions (`None` where nobody has said one), and what they may do.

    `door` is how they came in: `open` where the desk has no accounts.
    """

    name: str | None
    role: Role
    door: Literal["open", "session", "token"]


class Door(ASGIMiddleware):
    """Lets in, or refuses with one sentence; whoever comes in is `scope["user"]`."""

    def __init__(self, book: Book, *, secret: str, team: bool = False, secure: bool = False, hosts: frozenset[str] | None = None) -> None:
        self.book, self.secret, self.team, self.secure, self.hosts = book, secret, team, secure, hosts

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Check the host, find the person, check that a form is ours."""
        request: Asked = scope["litestar_app"].request_class(scope=scope, receive=receive)
        if self.hosts is not None and _name(request.headers.get("host", "")) not in self.hosts:
            raise HTTPException("The desk answers on this machine only; `tollbook serve --team` lets others in.", status_code=421)
        _check_address(scope)
        bearer = _bearer(request)
        person = await self._person(request, bearer)
        scope["user"] = person
        path, safe = scope["path"], request.method in SAFE
        if person is None and path not in OPEN and not path.startswith("/static/"):
            raise NotAuthorizedException("Sign in first.", headers={"WWW-Authenticate": "Bearer"})
        token = request.cookies.get(COOKIE)
        known = token if token is not None and self._ours(token) else None
        if safe:
            fresh = known or generate_csrf_token(self.secret)
            ScopeState.from_scope(scope).csrf_token = fresh
            await next_app(scope, receive, send if known or path.startswith(("/static/", "/api/")) else self._with_cookie(send, fresh))
            return
        if bearer is None and not _foreign_cannot(request):
            await self._check_form(request, known)
        if person is not None and person.role == "read" and path not in ("/logout", "/login", "/changes/seen"):
            raise PermissionDeniedException("Your account reads only: it takes no decisions.")
        await next_app(scope, receive, send)

    async def _person(self, request: Asked, bearer: str | None) -> Person | None:
        if not self.team:
            session = request.scope.get("session")
            name = session.get("name") if isinstance(session, dict) else None
            return Person(name=str(name) if name else None, role="admin", door="open")
        # a token stands alone: a cookie that comes with it counts for nothing, so that nothing can be forged with it
        if bearer is not None:
            account = await anyio.to_thread.run_sync(token_account, self.book, bearer)
            return _as_person(account, "token")
        held = request.scope.get("session")
        if not isinstance(held, dict) or not held.get("seal"):
            return None
        account = await anyio.to_thread.run_sync(standing_account, self.book, str(held.get("account", "")), str(held["seal"]))
        return _as_person(account, "session")

    async def _check_form(self, request: Asked, known: str | None) -> None:
        given: Any = request.headers.get(HEADER)
        if given is None and request.content_type[0] in {RequestEncodingType.URL_ENCODED, RequestEncodingType.MULTI_PART}:
            given = (await request.form()).get("_csrf_token")
        if not isinstance(given, str) or known is None or given != known or not self._ours(given):
            raise PermissionDeniedException("This form is not from the desk, or it is too old: load the page again.")
        ScopeState.from_scope(request.scope).csrf_token = given

    def _ours(self, token: str) -> bool:
        body, signature = token[:CSRF_SECRET_LENGTH], token[CSRF_SECRET_LENGTH:]
        return len(token) == 2 * CSRF_SECRET_LENGTH and hmac.compare_digest(signature.encode(), generate_csrf_hash(body, self.secret).encode())

    def _with_cookie(self, send: Send, token: str) -> Send:
        async def wrapped(message: Message) -> None:
            if message["type"] == "http.response.start":
                message.setdefault("headers", [])
                cookie = Cookie(key=COOKIE, value=token, path="/", secure=self.secure, httponly=False, samesite="strict")
                MutableScopeHeaders.from_message(message).add("set-cookie", cookie.to_header(header=""))
            await send(message)

        return wrapped


def _check_address(scope: Scope) -> None:
    """Refuse addresses that no page of ours makes: too long, not UTF-8, or with a NUL, which no database takes."""
    query = scope["query_string"]
    if len(query) > LONGEST:
        raise HTTPException("The address is too long.", status_code=400)
    try:
        text = unquote_to_bytes(query).decode()
    except UnicodeDecodeError:
        raise HTTPException("The address is not UTF-8.", status_code=400) from None
    if "\x00" in text or "\x00" in scope["path"] or "\ufffd" in scope["path"]:
        raise HTTPException("The address holds what cannot be in one.", status_code=400)


def _as_person(account: Account | None, door: Literal["session", "token"]) -> Person | None:
    return None if account is None else Person(name=account.name, role=account.role, door=door)


def _name(host: str) -> str:
    """A Host header without its port."""
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isascii() and port.isdigit() else host).lower()


def _bearer(request: Asked) -> str | None:
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else None


def _foreign_cannot(request: Asked) -> bool:
    """Whether no page elsewhere can have made a browser send this.

    A page may send forms anywhere, but JSON only where the server agrees
    beforehand (a preflight; Fetch standard, CORS-safelisted content types), and
    the desk never does. A browser that says it comes from elsewhere is refused
    all the same.
    """
    if not request.url.path.startswith("/api/") or request.content_type[0] != "application/json":
        return False
    origin = request.headers.get("origin")
    here = f"{request.url.scheme}://{request.headers.get('host', '')}"
    return (origin is None or origin == here) and request.headers.get("sec-fetch-site", "none") in ("none", "same-origin")


def person_at(request: Asked) -> Person:
    """Who came in.

    Raises:
        NotAuthorizedException: Nobody did.
    """
    found = request.scope.get("user")
    if not isinstance(found, Person):
        raise NotAuthorizedException("Sign in first.")
    return found
