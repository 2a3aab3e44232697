"""A desk for tests: the book of the demonstration's reports, made once a session, and a server of it for a browser."""

from __future__ import annotations

import functools
import os
import re
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tollbook.book import Book, open_book

START = datetime(2024, 4, 1, tzinfo=UTC)
CHROMIUM = "/usr/bin/chromium"


@functools.cache
def demo_file() -> Path:
    """The file of a book of the demonstration's reports: copied, never altered."""
    from tollbook.demo import reports
    from tollbook.keep.adding import add
    from tollbook.reading import Done, read_article

    path = Path(tempfile.mkdtemp(prefix="tollbook-desk-")) / "demo.db"
    with open_book(path, now=lambda: START) as book:
        for outcome in add(book, (Done(article=a, outcome=read_article(a), where=a.id) for a in reports())):
            assert outcome.status == "new", outcome
    return path


def demo_book(folder: Path) -> Book:
    """A book of one's own with the demonstration's reports; each look at its clock moves it on by a minute."""
    ticks = iter(START + timedelta(hours=1, minutes=n) for n in range(1_000_000))
    return open_book(shutil.copy(demo_file(), folder / "desk.db"), now=lambda: next(ticks))


@contextmanager
def visitor(book: Book) -> Iterator[Any]:
    """A client with cookies of its own, as of one browser."""
    from litestar.testing import TestClient

    from tollbook.web.app import create_app

    with TestClient(create_app(book, secret="s" * 32), base_url="http://testserver.local") as client:
        yield client


def token_of(client: Any) -> str:
    """What a form of this visitor must carry."""
    found = re.search(r'name="_csrf_token" value="([^"]+)"', client.get("/help").text)
    assert found, "the page holds no form"
    return found[1]


def send(client: Any, path: str, *, follow: bool = True, **fields: Any) -> Any:
    """Send a form as a browser does, with its token; a list gives a field several times."""
    return client.post(path, data={"_csrf_token": token_of(client), **fields}, follow_redirects=follow)


@contextmanager
def served(book: Book) -> Iterator[str]:
    """The desk on a free port of this machine; its address."""
    import uvicorn

    from tollbook.web.app import create_app

    server = uvicorn.Server(uvicorn.Config(create_app(book), host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server ended before it began"
        thread.join(0.05)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)


@contextmanager
def browser() -> Iterator[Any]:
    """Debian's Chromium; the test is skipped in one line where it is absent, unless it must run."""
    if not Path(CHROMIUM).exists():
        if os.environ.get("TOLLBOOK_MUST_RUN"):
            pytest.fail("Chromium is not installed, and TOLLBOOK_MUST_RUN is set")
        pytest.skip("Chromium is not installed here")
    from playwright.sync_api import sync_playwright

    flags = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=flags.split())
        try:
            yield opened
        finally:
            opened.close()
