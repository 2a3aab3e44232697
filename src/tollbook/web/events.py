"""What changes in the book while somebody looks at it: server-sent events, one a moment in which it grew.

The book may be written by another process (`tollbook add`), so the desk asks
the book's clock every few seconds; that is one indexed lookup. An event's id is
the recorded moment, so a browser that lost the line goes on where it was
(HTML standard, server-sent events: Last-Event-ID).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable

import anyio.to_thread
import msgspec
from litestar import get
from litestar.exceptions import HTTPException
from litestar.response.sse import ServerSentEvent, ServerSentEventMessage

from tollbook.book import Book
from tollbook.errors import TollbookError
from tollbook.ledger import instant
from tollbook.web.answers import Asked, book_of

EVERY = 2.0  # seconds between two looks at the clock
QUIET = 10  # looks without news after which a comment keeps proxies from hanging up
MOST = 200  # moments sent one by one; whoever missed more is told to load again
STREAMS = 200  # open at a time, so that nobody takes all of the server's memory

Sleep = Callable[[float], Awaitable[None]]


async def changes(book: Book, since: str | None, *, sleep: Sleep = asyncio.sleep, looks: int | None = None) -> AsyncGenerator[ServerSentEventMessage, None]:
    """The book's moments as they come.

    Args:
        book: The book.
        since: The last moment known; `None` begins now.
        sleep: How to wait.
        looks: End after so many looks at the clock; `None` goes on.

    Yields:
        `change` with the moment and the incidents it was about; `reset` where
        more was missed than is worth telling.
    """
    last = since if since is not None else await anyio.to_thread.run_sync(book.last_moment)
    yield ServerSentEventMessage(event="hello", id=last or "", data="{}", retry=5000)
    quiet = 0
    while looks is None or looks > 0:
        looks = None if looks is None else looks - 1
        now = await anyio.to_thread.run_sync(book.last_moment)
        if now is not None and (last is None or now > last):
            moved = await anyio.to_thread.run_sync(lambda: book.moved(last, limit=MOST + 1))  # noqa: B023 - awaited before `last` moves on
            if len(moved) > MOST:
                yield ServerSentEventMessage(event="reset", id=now, data=msgspec.json.encode({"recorded": now, "incidents": []}).decode())
                last = now
            for moment in moved if len(moved) <= MOST else ():
                yield ServerSentEventMessage(event="change", id=moment.recorded, data=msgspec.json.encode(moment).decode())
                last = moment.recorded
            quiet = 0
        else:
            quiet += 1
            if quiet % QUIET == 0:
                yield ServerSentEventMessage(data=None, comment="still here")
        await sleep(EVERY)


class Streams:
    """How many browsers listen; the application holds one."""

    def __init__(self, most: int = STREAMS) -> None:
        self.most, self.open = most, 0

    async def counted(self, stream: AsyncIterator[ServerSentEventMessage]) -> AsyncGenerator[ServerSentEventMessage, None]:
        """A stream that counts while it runs."""
        self.open += 1
        try:
            async for message in stream:
                yield message
        finally:
            self.open -= 1


def moment_of(text: str) -> str:
    """A recorded moment as an event's id gives it.

    Raises:
        TollbookError: It is none.
    """
    if len(text) != len("2020-02-27T21:30:00.000000Z"):
        raise TollbookError(f"{text[:40]!r} is no moment of a book.", hint="Give the id of the last event that came.")
    return instant(text)


@get("/events")
async def events(request: Asked) -> ServerSentEvent:
    """Listen to the book; `?since=` or the header Last-Event-ID goes on after a moment, `?once=1` ends when all is told.

    Raises:
        HTTPException: Too many listen already.
    """
    streams: Streams = request.app.state.streams
    if streams.open >= streams.most:
        raise HTTPException("Too many pages listen for changes: load again later.", status_code=503, headers={"Retry-After": "60"})
    asked = request.headers.get("last-event-id", "") or request.query_params.get("since", "")
    once = request.query_params.get("once") == "1"
    stream = changes(book_of(request), moment_of(asked) if asked else None, looks=1 if once else None, sleep=(lambda _: asyncio.sleep(0)) if once else asyncio.sleep)
    return ServerSentEvent(streams.counted(stream), headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})


HANDLERS = (events,)
