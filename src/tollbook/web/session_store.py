"""Sessions that outlive the server: kept in the book, with what is said only once kept in memory.

Signing in, the name one works under and how far one has looked must still stand
when the desk is started again. What the last decision had to say need not, and
is told with nearly every answer: it would cost a write each time.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import anyio.to_thread
import msgspec
from litestar.stores.base import Store

from tollbook.book import Book
from tollbook.errors import TollbookError

FLEETING = frozenset({"said"})
MOST = 2000  # sessions held in memory, the least lately used go
_FIELDS = msgspec.json.Decoder(dict[str, Any])
SECRET = "desk secret"  # noqa: S105 - the setting's name


class BookSessions(Store):
    """A store of sessions over a book, for one server.

    Args:
        book: Open.
        clock: Seconds since 1970.
    """

    def __init__(self, book: Book, clock: Callable[[], float] = time.time) -> None:
        self._book, self._clock, self._lock = book, clock, threading.Lock()
        self._held: OrderedDict[str, tuple[bytes, int]] = OrderedDict()  # by hashed id: all of it, and until when

    async def get(self, key: str, renew_for: int | timedelta | None = None) -> bytes | None:  # noqa: ARG002 - a sign-in is not prolonged by looking
        """What is kept under an id; `None` where nothing is."""
        return await anyio.to_thread.run_sync(self.read, hashed(key))

    def read(self, key: str) -> bytes | None:
        """What is kept under a hashed id: what lasts from the book, for another server may have ended it; the rest from memory."""
        now = int(self._clock())
        with self._lock:
            held = self._held.get(key)
        kept = self._book.session(key, now)
        if kept is None:
            return held[0] if held is not None and held[1] > now and not _lasting(_FIELDS.decode(held[0])) else None
        if held is None:
            return kept.encode()
        fleeting = {k: v for k, v in _FIELDS.decode(held[0]).items() if k in FLEETING}
        return msgspec.json.encode(_FIELDS.decode(kept) | fleeting)

    async def set(self, key: str, value: str | bytes, expires_in: int | timedelta | None = None) -> None:
        """Keep a session; written only where what lasts of it changed."""
        seconds = expires_in.total_seconds() if isinstance(expires_in, timedelta) else expires_in or 0
        data = value.encode() if isinstance(value, str) else value
        await anyio.to_thread.run_sync(self.write, hashed(key), data, int(seconds))

    def write(self, key: str, data: bytes, seconds: int) -> None:
        """Keep a session under a hashed id."""
        now = int(self._clock())
        lasting = _lasting(_FIELDS.decode(data))
        before = self._book.session(key, now)
        if lasting and (before is None or _FIELDS.decode(before) != lasting):
            with self._book.write() as w:
                w.put_session(key, msgspec.json.encode(lasting).decode(), expires=now + seconds, now=now)
        elif not lasting and before is not None:
            self._end(key)
        with self._lock:
            self._held[key] = data, now + seconds
            self._held.move_to_end(key)
            while len(self._held) > MOST:
                self._held.popitem(last=False)

    async def delete(self, key: str) -> None:
        """End a session."""
        await anyio.to_thread.run_sync(self.end, hashed(key))

    def end(self, key: str) -> None:
        """End the session of a hashed id."""
        with self._lock:
            self._held.pop(key, None)
        if self._book.session(key, int(self._clock())) is not None:
            self._end(key)

    def _end(self, key: str) -> None:
        with self._book.write() as w:
            w.drop_session(key)

    async def delete_all(self) -> None:
        """End every session."""
        with self._lock:
            self._held.clear()

        def drop() -> None:
            with self._book.write() as w:
                w.drop_session()

        await anyio.to_thread.run_sync(drop)

    async def exists(self, key: str) -> bool:
        """Whether anything is kept under an id."""
        return await self.get(key) is not None

    async def expires_in(self, key: str) -> int | None:  # noqa: ARG002 - the store's form
        """Never asked by the desk: the cookie says it."""
        return None


def hashed(ident: str) -> str:
    """Under which name an id's session is kept, so that the book holds nothing that would open it.

    Example:
        >>> len(hashed("abc")), hashed("abc") == hashed("abd")
        (64, False)
    """
    return hashlib.sha256(ident.encode()).hexdigest()


def _lasting(session: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in session.items() if k not in FLEETING}


def secret_of(book: Book) -> str:
    """What signs this book's sessions and forms, the same after every start; of a book that cannot be written, for this run.

    It opens nothing by itself: a session needs an id that only its browser has.
    """
    held = book.setting(SECRET)
    if held is not None:
        return held
    fresh = secrets.token_urlsafe(32)
    try:
        with book.write() as w:
            return w.put_setting(SECRET, fresh)
    except TollbookError:
        return fresh
