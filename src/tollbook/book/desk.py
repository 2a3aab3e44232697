"""What the desk remembers between two requests and two starts: sessions, its settings, who codes which round.

None of it is part of what the book says: it is in no export, and no moment of
the book's clock. Sessions stand under a hash of their id: whoever reads the
file learns none that would open one.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, select, update

from tollbook.book import tables as t
from tollbook.book.deriving import upsert
from tollbook.model import Record


class Coding(Record, frozen=True, kw_only=True):
    """That somebody codes a blind round; `ended` is when they finished it for good, `None` while they have not."""

    coder: str
    round: str
    begun: str
    ended: str | None = None


def read_session(connection: Connection, key: str, now: int) -> str | None:
    """What is kept under a key; `None` where nothing is, or it is over."""
    c = t.session.c
    found: str | None = connection.execute(select(c.payload).where(c.key == key, c.expires > now)).scalar()
    return found


def put_session(connection: Connection, key: str, payload: str, *, expires: int, now: int) -> None:
    """Keep a session, and let go of those that are over."""
    connection.execute(delete(t.session).where(t.session.c.expires <= now))
    upsert(connection, t.session, [{"key": key, "payload": payload, "expires": expires}])


def drop_session(connection: Connection, key: str | None = None) -> None:
    """End one session, or all."""
    every = delete(t.session)
    connection.execute(every if key is None else every.where(t.session.c.key == key))


def read_setting(connection: Connection, name: str) -> str | None:
    """A setting by its name."""
    found: str | None = connection.execute(select(t.setting.c.value).where(t.setting.c.name == name)).scalar()
    return found


def put_setting(connection: Connection, name: str, value: str) -> str:
    """Keep a setting, unless there is one of that name; gives the one that stands."""
    upsert(connection, t.setting, [{"name": name, "value": value}], replace=False)
    return read_setting(connection, name) or value


def read_codings(connection: Connection, coder: str | None = None) -> list[Coding]:
    """Who codes which rounds; of one person, or all."""
    c = t.coding.c
    asked = select(t.coding).order_by(c.coder, c.round)
    rows = connection.execute(asked if coder is None else asked.where(c.coder == coder)).mappings()
    return [Coding(**row) for row in rows]


def begin_coding(connection: Connection, recorded: str, coder: str, round_name: str) -> None:
    """Note that somebody codes a round; that they did already, and that they ended it, stays."""
    upsert(connection, t.coding, [{"coder": coder, "round": round_name, "begun": recorded, "ended": None}], replace=False)


def end_coding(connection: Connection, recorded: str, coder: str, round_name: str) -> None:
    """Note that somebody has finished a round for good."""
    c = t.coding.c
    connection.execute(update(t.coding).where(c.coder == coder, c.round == round_name, c.ended.is_(None)).values(ended=recorded))
