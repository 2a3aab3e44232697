"""Is the book as it should be? Every promise that can be looked up in it, looked up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import msgspec
from sqlalchemy import Column, Connection, Table, func, select
from sqlalchemy.exc import DBAPIError

from tollbook.book import tables as t
from tollbook.book.guards import FOUND, KEPT
from tollbook.book.keeping import claim_row, content_hash, reported_instant, version_key
from tollbook.book.kept import CHUNK
from tollbook.book.records import Finding
from tollbook.book.spans import wrong_spans
from tollbook.errors import TollbookError
from tollbook.ledger import BookIncident, Decision, Telling
from tollbook.model import Article, Reading

Check = Callable[[Connection], Iterator[Finding]]

_article = msgspec.json.Decoder(Article)
_reading = msgspec.json.Decoder(Reading)
_decision = msgspec.json.Decoder(Decision)
_telling = msgspec.json.Decoder(Telling)
_incident = msgspec.json.Decoder(BookIncident)
# Claims that make an incident; talks, demands and silences alone make none.
_EVENTS = ("toll", "attack", "control")
_UNREADABLE = (msgspec.DecodeError, ValueError)


def check(connection: Connection) -> Iterator[Finding]:
    """Look for everything that can be wrong with a book; no finding means that all is well."""
    for one in (_database, _guards, _articles, _readings, _decisions, _clock, _graves, _tellings, _incidents, _links):
        try:
            yield from one(connection)
        except DBAPIError as error:
            # damage stops one look, not the others; what was found so far is worth most just then
            yield Finding(check="database", item=one.__name__.strip("_"), message=" ".join(f"could not be looked up: {error.orig}".split()))
            if connection.dialect.name != "sqlite":
                return


def _database(connection: Connection) -> Iterator[Finding]:
    """What SQLite itself finds; PostgreSQL keeps its references and pages in order by itself."""
    if connection.dialect.name != "sqlite":
        return
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if said != "ok":
            yield Finding(check="database", item="file", message=f"SQLite finds damage: {said}")
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Finding(check="database", item=f"{row[0]} {row[1]}", message=f"points at a row of {row[2]} that is not there")
    for table, column in FOUND:
        found = f"SELECT (SELECT count(*) FROM {table}_words_docsize), (SELECT count(*) FROM {table})"  # noqa: S608 - our own names
        indexed, rows = connection.exec_driver_sql(found).one()
        if indexed != rows:
            yield Finding(check="full text", item=f"{table}.{column}", message=f"{indexed} of {rows} rows can be found by their words")


def _guards(connection: Connection) -> Iterator[Finding]:
    if connection.dialect.name == "sqlite":
        there = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars())
        wanted = {f"{table}_stays_{verb}" for table in KEPT for verb in ("UPDATE", "DELETE")}
    else:
        there = set(connection.exec_driver_sql("SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'").scalars())
        wanted = {f"{table}_stays{end}" for table in KEPT for end in ("", "_whole")}
    for name in sorted(wanted - there):
        yield Finding(check="guards", item=name, message="the trigger that refuses changes of what is kept is gone")
    if connection.execute(select(t.purging.c.open)).first():
        yield Finding(check="guards", item="purging", message="the gate for purges stands open")


def _articles(connection: Connection) -> Iterator[Finding]:
    rows = connection.execute(select(t.article).order_by(t.article.c.seq), execution_options={"yield_per": CHUNK}).mappings()
    for row in rows:
        try:
            article = _article.decode(row["payload"])
            reported = reported_instant(article)
        except (*_UNREADABLE, TollbookError) as error:
            yield Finding(check="articles", item=row["key"], message=f"cannot be read: {error}")
            continue
        held = (row["source"], row["hash"], row["key"], row["reported"], row["undated"])
        made = (article.id, content_hash(article), version_key(article), reported or row["recorded"], int(reported is None))
        for name, was, now in zip(("source", "hash", "key", "reported", "undated"), held, made, strict=True):
            if was != now:
                yield Finding(check="articles", item=row["key"], message=f"its {name} is {was}, but its content makes {now}")
    bare = select(t.article.c.key).where(~select(t.reading.c.seq).where(t.reading.c.key == t.article.c.key).exists())
    for key in connection.execute(bare).scalars():
        yield Finding(check="articles", item=key, message="has no reading")


def _readings(connection: Connection) -> Iterator[Finding]:
    """Every span is the article's own words, and every claim is found by what it says."""
    asked = select(t.reading.c.seq, t.reading.c.key, t.reading.c.payload, t.article.c.payload.label("article")).join_from(t.reading, t.article)
    columns = [c for c in t.claim.columns if c.name != "seq"]
    for row in connection.execute(asked.order_by(t.reading.c.seq), execution_options={"yield_per": CHUNK}):
        try:
            article, reading = _article.decode(row.article), _reading.decode(row.payload)
        except _UNREADABLE as error:
            yield Finding(check="readings", item=row.key, message=f"cannot be read: {error}")
            continue
        body = msgspec.structs.replace(reading, headline=())
        for where, words in (*wrong_spans(body, article.text), *wrong_spans(reading.headline, article.title or "", "headline")):
            yield Finding(check="spans", item=row.key, message=f"{where}: {words!r} does not stand there in the text")
        made = [claim_row(row.key, row.seq, claim) for claim in (*reading.claims, *reading.headline)]
        held = connection.execute(select(*columns).where(t.claim.c.reading == row.seq).order_by(t.claim.c.seq)).mappings()
        if made != [dict(claim) for claim in held]:
            yield Finding(check="claims", item=row.key, message="the claims kept for finding are not those of the reading")


def _decisions(connection: Connection) -> Iterator[Finding]:
    ids = set(connection.execute(select(t.decision.c.id)).scalars())
    sources = set(connection.execute(select(t.article.c.source)).scalars()) | set(connection.execute(select(t.tombstone.c.source)).scalars())
    for row in connection.execute(select(t.decision).order_by(t.decision.c.seq)).mappings():
        try:
            decision = _decision.decode(row["payload"])
        except _UNREADABLE as error:
            yield Finding(check="decisions", item=row["id"], message=f"cannot be read: {error}")
            continue
        source = decision.claim.source if decision.claim else decision.source
        if (decision.id, decision.recorded, source) != (row["id"], row["recorded"], row["source"]):
            yield Finding(check="decisions", item=row["id"], message="is found under what it does not say")
        if source is not None and source not in sources:
            yield Finding(check="decisions", item=row["id"], message=f"speaks of {source}, which is not in the book")
        if decision.undoes is not None and decision.undoes not in ids:
            yield Finding(check="decisions", item=row["id"], message=f"undoes {decision.undoes}, which is not in the book")


def _clock(connection: Connection) -> Iterator[Finding]:
    """Moments only ever rise, and everything was kept in one of them."""
    moments = list(connection.execute(select(t.moment.c.recorded).order_by(t.moment.c.seq)).scalars())
    for before, after in pairwise(moments):
        if before >= after:
            yield Finding(check="clock", item=after, message=f"comes after {before} in the book, but not in time")
    for table in (t.article, t.article_event, t.reading, t.decision, t.tombstone):
        known = select(t.moment.c.seq).where(t.moment.c.recorded == table.c.recorded).exists()
        for seq, recorded in connection.execute(select(table.c.seq, table.c.recorded).where(~known)):
            yield Finding(check="clock", item=f"{table.name} {seq}", message=f"was recorded at {recorded}, at which the book kept nothing")
        # rows that stand before one that was recorded earlier
        highest = func.max(table.c.recorded).over(order_by=table.c.seq)
        ordered = select(table.c.seq, table.c.recorded, highest.label("highest")).subquery()
        for seq, recorded in connection.execute(select(ordered.c.seq, ordered.c.recorded).where(ordered.c.recorded < ordered.c.highest)):
            yield Finding(check="clock", item=f"{table.name} {seq}", message=f"was recorded at {recorded}, before rows that precede it")


def _graves(connection: Connection) -> Iterator[Finding]:
    asked = select(t.article.c.key).where(t.article.c.source.in_(select(t.tombstone.c.source)))
    for key in connection.execute(asked).scalars():
        yield Finding(check="tombstones", item=key, message="its source was purged, but it is in the book")


def _unknown(connection: Connection, column: Column[Any], wanted: Column[Any]) -> Iterator[Any]:
    """Values of a column that are not among those of another table's."""
    table: Table = wanted.table
    known = select(table.c[wanted.name]).where(wanted == column).exists()
    yield from connection.execute(select(column).distinct().where(~known)).scalars()


def _tellings(connection: Connection) -> Iterator[Finding]:
    for key in _unknown(connection, t.telling.c.key, t.article.c.key):
        yield Finding(check="derived", item=key, message="tellings were made of a version that is not in the book")
    for row in connection.execute(select(t.telling), execution_options={"yield_per": CHUNK}).mappings():
        try:
            telling = _telling.decode(row["payload"])
        except _UNREADABLE as error:
            yield Finding(check="derived", item=row["id"], message=f"cannot be read: {error}")
            continue
        if (telling.id, telling.key, telling.source) != (row["id"], row["key"], row["source"]):
            yield Finding(check="derived", item=row["id"], message="the telling is found under what it does not say")


def _incidents(connection: Connection) -> Iterator[Finding]:
    held: dict[str, set[str]] = {}
    for telling, incident in connection.execute(select(t.member.c.telling, t.member.c.incident)):
        held.setdefault(incident, set()).add(telling)
    for incident, payload in connection.execute(select(t.incident.c.id, t.incident.c.payload), execution_options={"yield_per": CHUNK}):
        try:
            tellings = set(_incident.decode(payload).tellings)
        except _UNREADABLE as error:
            yield Finding(check="derived", item=incident, message=f"cannot be read: {error}")
            continue
        if tellings != held.pop(incident, set()):
            yield Finding(check="derived", item=incident, message="the incident and its members are out of step")
    for incident in sorted(held):
        yield Finding(check="derived", item=incident, message="has members, but is no incident")
    if connection.execute(select(t.incident.c.id).limit(1)).first():
        c = t.telling.c
        alone = select(c.id, c.key, c.payload).where(c.recorded_to.is_(None), c.reported_to.is_(None), ~select(t.member.c.telling).where(t.member.c.telling == c.id).exists())
        for row in connection.execute(alone):
            if _tells_of_an_event(connection, row.key, row.payload):
                yield Finding(check="derived", item=row.id, message="stands, but belongs to no incident")


def _tells_of_an_event(connection: Connection, key: str, payload: str) -> bool:
    """Whether something happened in it: a match report and a round of talks rightly belong to no incident."""
    try:
        claims = set(_telling.decode(payload).claims)
    except _UNREADABLE:
        return False  # said by the look at tellings
    found = connection.execute(select(t.claim.c.id).where(t.claim.c.key == key, t.claim.c.kind.in_(_EVENTS))).scalars()
    return not claims.isdisjoint(found)


def _links(connection: Connection) -> Iterator[Finding]:
    for column, wanted, made in (
        (t.member.c.telling, t.telling.c.id, "a telling"),
        (t.reckoned.c.incident, t.incident.c.id, "an incident"),
        (t.pair.c.a, t.telling.c.id, "a telling"),
        (t.pair.c.b, t.telling.c.id, "a telling"),
        (t.signature.c.key, t.article.c.key, "a version"),
        (t.signature_key.c.key, t.article.c.key, "a version"),
        (t.copy_link.c.later, t.article.c.key, "a version"),
        (t.copy_link.c.earlier, t.article.c.key, "a version"),
    ):
        for item in _unknown(connection, column, wanted):
            yield Finding(check="derived", item=str(item), message=f"{column.table.name} names {made} that is not in the book")
