"""Taking out what law or safety demands: the one exception to "nothing is ever removed".

What goes: the text and everything quoted or made from it, also in decisions
about it. What stays: that there was something, its hash, and who took it out,
when and why. Deleting rows is not enough: a database leaves their bytes in the
file until it writes it anew, so a purge ends by doing that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, delete, insert, or_, select, update

from tollbook.book import past, reckoned, sourced, staked
from tollbook.book import tables as t
from tollbook.book.address import shown
from tollbook.book.guards import FOUND
from tollbook.book.keeping import json_text
from tollbook.book.kept import chunks, read_kept, read_tombstones
from tollbook.book.records import Purged
from tollbook.errors import TollbookError
from tollbook.ledger import Decision, Kept

GONE = "(purged)"
SHARED = 4  # words in a row that make a reason a quotation: three are a figure of speech, eight a sentence

_WORD = re.compile(r"\w+")
_decision = msgspec.json.Decoder(Decision)


def purge(connection: Connection, recorded: str, source: str, *, why: str, by: str) -> Purged:
    """Take every version of a source out of the book, and leave tombstones.

    Raises:
        TollbookError: The source is not in the book and never was.
    """
    versions = list(read_kept(connection, sources=[source]))
    if not versions:
        if read_tombstones(connection, source):
            return Purged()
        raise TollbookError(f"{source} is not in the book.", hint="Give the id of an article that was added.")
    connection.execute(insert(t.purging).values(open=1))
    for kept in versions:
        connection.execute(insert(t.tombstone).values(**_tombstone(connection, kept), recorded=recorded, by=by, why=why))
    _redact(connection, versions, source)
    keys = [kept.key for kept in versions]
    for table in (t.claim, t.reading, t.article):
        connection.execute(delete(table).where(table.c.key.in_(keys)))
    connection.execute(delete(t.article_event).where(t.article_event.c.source == source))
    tellings, incidents = _forget(connection, source, keys)
    connection.execute(delete(t.purging))
    graves = tuple(stone for stone in read_tombstones(connection, source) if stone.key in keys)
    return Purged(tombstones=graves, tellings=tellings, incidents=incidents)


def _tombstone(connection: Connection, kept: Kept) -> dict[str, Any]:
    content = connection.execute(select(t.article.c.hash).where(t.article.c.key == kept.key)).scalar_one()
    return {"source": kept.source, "key": kept.key, "hash": content, "reported": kept.reported, "received": kept.recorded}


def _redact(connection: Connection, versions: list[Kept], source: str) -> None:
    """Take quotes out of the decisions about a source; that they were taken, by whom and on which claim, stays."""
    d = t.decision.c
    runs = {run for kept in versions for text in (kept.article.text, kept.article.title or "") for run in _runs(text)}
    for row in connection.execute(select(d.seq, d.payload, d.source)).all():
        decision = _decision.decode(row.payload)
        about = row.source == source
        claim = msgspec.structs.replace(decision.claim, quote=None, count=None) if about and decision.claim else decision.claim
        why = GONE if any(run in runs for run in _runs(decision.why)) else decision.why
        kept = msgspec.structs.replace(decision, claim=claim, why=why, changes={} if about else decision.changes)
        if kept != decision:
            connection.execute(update(t.decision).where(d.seq == row.seq).values(payload=json_text(kept)))


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    """The words of a text, so many in a row."""
    words = _WORD.findall(text.casefold())
    return zip(*(words[n:] for n in range(SHARED)), strict=False)


def _forget(connection: Connection, source: str, keys: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Throw away all that was made of a source; gives the tellings and incidents that have to be made again."""
    told = connection.execute(select(t.telling.c.seq, t.telling.c.id).where(t.telling.c.source == source)).all()
    ids = sorted({row.id for row in told})
    incidents: set[str] = set(connection.execute(select(t.incident.c.id).where(t.incident.c.payload.contains(json_text(source), autoescape=True))).scalars())
    for piece in chunks(ids):
        incidents |= set(connection.execute(select(t.member.c.incident).where(t.member.c.telling.in_(piece))).scalars())
        connection.execute(delete(t.pair).where(or_(t.pair.c.a.in_(piece), t.pair.c.b.in_(piece))))
        connection.execute(delete(t.member).where(t.member.c.telling.in_(piece)))
    past.drop(connection, sorted(incidents))
    for piece in chunks(sorted(incidents)):
        sourced.drop_sourced(connection, piece)
        staked.drop_stakes(connection, piece)
        reckoned.drop_reckoned(connection, piece)
        connection.execute(delete(t.member).where(t.member.c.incident.in_(piece)))
        connection.execute(delete(t.incident).where(t.incident.c.id.in_(piece)))
    for numbers in chunks(row.seq for row in told):
        connection.execute(delete(t.telling_key).where(t.telling_key.c.telling.in_(numbers)))
    connection.execute(delete(t.telling).where(t.telling.c.source == source))
    connection.execute(delete(t.copy_link).where(or_(t.copy_link.c.later.in_(keys), t.copy_link.c.earlier.in_(keys))))
    for table in (t.signature, t.signature_key):
        connection.execute(delete(table).where(table.c.key.in_(keys)))
    return tuple(ids), tuple(sorted(incidents))


def wipe(engine: Engine) -> bool:
    """Write the database anew, so that the bytes of what was deleted are gone; false where a reader holds them.

    On a server the same is done to the tables; its own log and backups are its
    administrator's to clear.
    """
    # below SQLAlchemy: it would begin a transaction, in which no database can be written anew
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        return _wipe_file(cursor) if engine.dialect.name == "sqlite" else _wipe_tables(raw.driver_connection, cursor)
    except engine.dialect.loaded_dbapi.Error as error:
        if "locked" in str(error):
            return False
        raise TollbookError(f"{shown(engine.url)} could not be written anew: {error}.", hint="What was purged is out of the book, but its bytes may be left.") from None
    finally:
        raw.close()


def _wipe_file(cursor: Any) -> bool:
    cursor.execute("PRAGMA query_only=OFF")
    for table, _ in FOUND:
        # a full-text index only marks what was deleted; made anew, it never held it
        cursor.execute(f"INSERT INTO {table}_words ({table}_words) VALUES ('rebuild')")  # noqa: S608 - our own names
    cursor.execute("VACUUM")
    busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def _wipe_tables(driver: Any, cursor: Any) -> bool:
    driver.rollback()
    driver.autocommit = True
    try:
        for table in (*t.KEPT, t.incident_was, *t.DERIVED):
            cursor.execute(f"VACUUM FULL {table.name}")
    finally:
        driver.autocommit = False
    return True
