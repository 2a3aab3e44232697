"""Sessions: kept by the server under an id that nobody can guess or choose, renewed when somebody signs in.

The cookie holds the id and our signature of it, so that an id that an attacker
plants in a browser opens nothing (OWASP, Session Management Cheat Sheet:
session fixation). Nothing is kept for visitors who have no name.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Any

from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie, MutableScopeHeaders
from litestar.middleware.session.server_side import ServerSideSessionBackend, ServerSideSessionConfig
from litestar.types import Message, ScopeSession

RENEW = "renew"  # in a session: give it another id
_LOADED = "tollbook-session-loaded"
Asking = ASGIConnection[Any, Any, Any, Any]


class SignedSessions(ServerSideSessionBackend):
    """Litestar's sessions on this side, with signed ids, renewal, and no session for nobody."""

    config: SessionConfig

    def _sign(self, ident: str) -> str:
        return hmac.new(self.config.secret.encode(), ident.encode(), hashlib.sha256).hexdigest()

    def _known(self, connection: Asking) -> str | None:
        """The id that a cookie of ours holds; `None` for any other cookie."""
        ident, _, signature = connection.cookies.get(self.config.key, "").partition(".")
        return ident if ident and hmac.compare_digest(signature.encode(), self._sign(ident).encode()) else None

    def get_session_id(self, connection: Asking) -> str:
        """The id of the cookie, or a new one."""
        return self._known(connection) or self.generate_session_id()

    async def load_from_connection(self, connection: Asking) -> dict[str, Any]:
        """What is kept under the cookie's id; empty where nothing is."""
        ident = self._known(connection)
        held = await self.get(ident, store=self.config.get_store_from_app(connection.scope["litestar_app"])) if ident else None
        connection.scope[_LOADED] = held  # type: ignore[literal-required]
        found: dict[str, Any] = self.deserialize_data(held) if held is not None else {}
        return found

    async def store_in_message(self, scope_session: ScopeSession, message: Message, connection: Asking) -> None:
        """Keep what changed, under another id where that was asked for; let an empty session go.

        What did not change is not written: an answer that was on its way while
        somebody signed out must not sign them in again.
        """
        store, headers = self.config.get_store_from_app(connection.scope["litestar_app"]), MutableScopeHeaders.from_message(message)
        how: dict[str, Any] = {"path": "/", "secure": self.config.secure, "httponly": True, "samesite": self.config.samesite}
        known, session = self._known(connection), dict(scope_session) if isinstance(scope_session, dict) else {}
        renew = session.pop(RENEW, False)
        data = self.serialize_data(session, connection.scope)
        if not session:
            if known is not None:
                await self.delete(known, store=store)
                headers.add("Set-Cookie", Cookie(key=self.config.key, value="gone", expires=0, max_age=0, **how).to_header(header=""))
        elif data != connection.scope.get(_LOADED) or renew:
            if renew and known is not None:
                await self.delete(known, store=store)
            ident = known if known is not None and not renew else self.generate_session_id()
            await self.set(ident, data, store=store)
            value = f"{ident}.{self._sign(ident)}"
            headers.add("Set-Cookie", Cookie(key=self.config.key, value=value, max_age=self.config.max_age, **how).to_header(header=""))


@dataclass
class SessionConfig(ServerSideSessionConfig):
    """Settings of the sessions; `secret` signs their ids."""

    _backend_class = SignedSessions

    secret: str = ""
