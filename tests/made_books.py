"""Articles, readings and servers made for the tests of the book."""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tollbook.ledger import Anchor, BookIncident, Decision, Telling
from tollbook.model import Article, Count, Link, Reading, Span, Toll, TollClaim, Victims, When, Where

START = datetime(2021, 3, 5, 6, 0, tzinfo=UTC)


class Clock:
    """A clock that a test turns: each look at it moves it on by a second."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def article(name: str = "delta-1", text: str = "At least 30 stallholders were killed.", **rest: Any) -> Article:
    given: dict[str, Any] = {"id": name, "text": text, "title": f"Market of Qamra hit, says {name}", "published": "2021-03-04", "outlet": "Radio Delta"}
    return Article(**given | rest)


def reading(of: Article, *, low: int | None = None, name: str = "") -> Reading:
    """A reading that takes the whole text for a claim of its first number."""
    number = re.search(r"\d+", of.text)
    assert number
    claim = TollClaim(
        id=name or f"claim-{of.id}",
        rule="en.test",
        reading_confidence=0.9,
        quote=Span(text=of.text, start=0, end=len(of.text)),
        harm="killed",
        count=Count(low=low or int(number[0]), text=number[0], start=number.start(), end=number.end()),
        victims=Victims(role="civilian"),
        attribution=(Link(speaker=of.text[:2], start=0, end=2, role="medical"),),
    )
    return Reading(article=of.id, claims=(claim,))


def decision(name: str = "d1", verb: str = "accept", **rest: Any) -> Decision:
    given: dict[str, Any] = {"id": name, "verb": verb, "by": "Ana", "why": "seen on film", "recorded": ""}
    return Decision(**given | rest)


def anchor(of: Article) -> Anchor:
    claim = reading(of).claims[0]
    return Anchor(claim=claim.id, source=of.id, harm="killed", quote=claim.quote, count=claim.quote)


def telling(name: str, of: Article, key: str, *, place: str = "Qamra") -> Telling:
    return Telling(
        id=name, key=key, source=of.id, number="1", main=True, reported="2021-03-04T23:59:59.999999Z", features={"place": place, "figure": 30}
    )


def incident(name: str, *tellings: str, killed: int | None = None, day: str | None = None, country: str | None = None, **rest: Any) -> BookIncident:
    where = Where(text="Qamra", start=0, end=5, name="Qamra", path=("Delta", "Qamra"), country=country, lat=1.5, lon=2.5) if country else None
    when = When(from_=day, to=day, precision="day") if day else None
    tolls = (Toll(harm="killed", low=1, best=killed, origins=1),)
    given: dict[str, Any] = {"id": name, "title": f"Shelling {name}", "tellings": tellings, "when": when, "where": where, "tolls": tolls}
    return BookIncident(**given | rest)


def server_programs() -> Path | None:
    """Where PostgreSQL's programs are; `None` where it is not installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]) if p.parts[-3].isdigit() else 0)
    return debian[-1].parent if debian else None


@contextmanager
def server(programs: Path) -> Iterator[Path]:
    """A server of its own in a folder of its own, reached by a socket in that folder; gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="tollbook-pg-"))
    # the server refuses to run as root
    user = {"user": "postgres"} if os.getuid() == 0 else {}
    try:
        if user:
            shutil.chown(folder, "postgres")
        data = folder / "data"
        quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "cwd": folder} | user
        subprocess.run([programs / "initdb", "-D", data, "-U", "desk", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"], check=True, **quiet)
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=40"
        subprocess.run([programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start"], check=True, **quiet)
        try:
            yield folder
        finally:
            subprocess.run([programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"], check=True, **quiet)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@functools.cache
def _administered(folder: Path, name: str) -> Any:
    """A connection of the server's administrator, kept for all tests."""
    from sqlalchemy import NullPool, create_engine

    socket = {"unix_sock": f"{folder}/.s.PGSQL.5432"}
    return create_engine(f"postgresql+pg8000://desk@/{name}", connect_args=socket, isolation_level="AUTOCOMMIT", poolclass=NullPool).connect()


def bare_database(folder: Path) -> str:
    """The address of a database with nothing in it."""
    admin = _administered(folder, "postgres")
    # a database is slow to make: the tests share this one, and each begins with a new schema
    admin.exec_driver_sql("DROP SCHEMA IF EXISTS public CASCADE")
    admin.exec_driver_sql("CREATE SCHEMA public")
    return f"postgresql://desk@/postgres?host={folder}"


def emptied_database(folder: Path) -> str:
    """The address of a book with nothing in it, as if just made."""
    from tollbook.book.tables import metadata

    address = _made_book(folder)
    # only a superuser can pass by the triggers, and only in so many words
    emptied = "; ".join(f"DELETE FROM {table}" for table in metadata.tables)
    _administered(folder, "book").exec_driver_sql(f"DO $$ BEGIN SET session_replication_role = replica; {emptied}; END $$")
    return address


@functools.cache
def _made_book(folder: Path) -> str:
    from tollbook.book import open_book

    _administered(folder, "postgres").exec_driver_sql("CREATE DATABASE book")
    address = f"postgresql://desk@/book?host={folder}"
    open_book(address).close()
    return address
