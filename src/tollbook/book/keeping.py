"""Adding to what is kept for ever: articles, readings, decisions, withdrawals.

Every function here only ever inserts, and says whether it had to: what is
offered again changes nothing, in whatever batch it comes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, insert, select

from tollbook.book import tables as t
from tollbook.book.records import Added, ArticleEvent
from tollbook.errors import TollbookError
from tollbook.ids import content_id
from tollbook.ledger import Decision, instant
from tollbook.model import AnyClaim, Article, Reading, TollClaim

_encode = msgspec.json.Encoder(order="deterministic").encode


def content_hash(article: Article) -> str:
    """What makes two arrivals the same text: SHA-256 of text, title, outlet, agency, date and address.

    Not of the archive address and the language, which say nothing of what was
    published, nor of the id, which a reader may have made.

    Example:
        >>> one = Article(id="a", text="Two died.", archive_url="https://archive.example/1")
        >>> content_hash(one) == content_hash(Article(id="b", text="Two died."))
        True
    """
    told = (article.text, article.title, article.outlet, article.agency, article.published, article.url)
    return hashlib.sha256(_encode(told)).hexdigest()


def version_key(article: Article) -> str:
    """The name of this version of its source, the same in every book.

    Example:
        >>> version_key(Article(id="a", text="Two died.")) == version_key(Article(id="a", text="Three died."))
        False
    """
    return _version_key(article.id, content_hash(article))


def _version_key(source: str, content: str) -> str:
    return content_id(source, content, length=16)


def reported_instant(article: Article) -> str | None:
    """From when the article was public; `None` where nobody dated it.

    Raises:
        TollbookError: Its date is none.
    """
    if article.published is None:
        return None
    return instant(article.published)


def json_text(value: Any) -> str:
    """A record as the book stores it: JSON text, keys in a fixed order."""
    return _encode(value).decode()


# Statements are put together once: SQLAlchemy takes longer to build one than SQLite to run it.
_VERSIONS = select(t.article.c.key).where(t.article.c.source == bindparam("source"))
_IN_FORCE = (
    select(t.reading.c.reader, t.reading.c.payload).where(t.reading.c.key == bindparam("version")).order_by(t.reading.c.seq.desc()).limit(1)
)
_KEEP_ARTICLE = insert(t.article)
_KEEP_READING = insert(t.reading).returning(t.reading.c.seq)
_KEEP_CLAIM = insert(t.claim)


def add_article(
    connection: Connection,
    recorded: str,
    article: Article,
    reading: Reading,
    *,
    reader: str,
    by_hand: bool = False,
    purged: Container[str] = (),
) -> Added:
    """Keep an article with its reading, unless it is kept already or its source was purged."""
    _check(article)
    content, source = content_hash(article), article.id
    key = _version_key(source, content)
    if source in purged:
        return Added(status="purged", key=key, source=source)
    known = connection.execute(_VERSIONS, {"source": source}).scalars().all()
    if key in known:
        return Added(status="same", key=key, source=source)
    reported = reported_instant(article)
    connection.execute(
        _KEEP_ARTICLE,
        {
            "key": key,
            "source": source,
            "hash": content,
            "reported": reported or recorded,
            "recorded": recorded,
            "undated": int(reported is None),
            "by_hand": int(by_hand),
            "published": article.published,
            "archive_url": plain(article.archive_url),
            "title": plain(article.title),
            "payload": json_text(article),
        },
    )
    _keep_reading(connection, recorded, key, reading, reader, json_text(reading))
    return Added(status="version" if known else "new", key=key, source=source)


def purged_sources(connection: Connection) -> set[str]:
    """The sources that are not taken back."""
    return set(connection.execute(select(t.tombstone.c.source).distinct()).scalars())


def _check(article: Article) -> None:
    """Refuse what no database can hold, before anything of it is written."""
    try:
        json_text(article)
    except UnicodeEncodeError:
        raise TollbookError(f"{article.id!r} holds half characters (lone surrogates).", hint="Replace them before adding it.") from None
    if "\x00" in article.id or not article.id:
        raise TollbookError(f"{article.id!r} cannot be an article's id.", hint="Give it one without zero characters.")


def add_reading(connection: Connection, recorded: str, key: str, reading: Reading, *, reader: str) -> bool:
    """Keep a reading of a kept version; false where the reading in force says the same already.

    Raises:
        TollbookError: The version is not in the book.
    """
    payload = json_text(reading)
    force = connection.execute(_IN_FORCE, {"version": key}).first()
    if force is None:
        raise TollbookError(f"There is no version {key} of an article in the book.", hint="Add the article first.")
    if tuple(force) == (reader, payload):
        return False
    _keep_reading(connection, recorded, key, reading, reader, payload)
    return True


def _keep_reading(connection: Connection, recorded: str, key: str, reading: Reading, reader: str, payload: str) -> None:
    row = {"key": key, "reader": reader, "recorded": recorded, "payload": payload}
    seq = connection.execute(_KEEP_READING, row).scalar_one()
    rows = [claim_row(key, seq, claim) for claim in (*reading.claims, *reading.headline)]
    if rows:
        connection.execute(_KEEP_CLAIM, rows)


def claim_row(key: str, seq: int, claim: AnyClaim) -> dict[str, Any]:
    """A claim as the columns by which it is found."""
    origin = claim.attribution[0] if claim.attribution else None
    row: dict[str, Any] = {
        "id": claim.id,
        "key": key,
        "reading": seq,
        "kind": claim.__struct_config__.tag,
        "harm": None,
        "low": None,
        "high": None,
        "word": None,
        "scope": None,
        "stance": claim.stance,
        "speaker": plain(origin.speaker) if origin else None,
        "role": origin.role if origin else None,
        "start": claim.quote.start,
        "end": claim.quote.end,
        "quote": plain(claim.quote.text),
    }
    if isinstance(claim, TollClaim):
        row |= {"harm": claim.harm, "low": _figure(claim.count.low), "high": _figure(claim.count.high)}
        row |= {"word": plain(claim.count.word), "scope": claim.scope}
    return row


def _figure(number: int | None) -> int | None:
    """A bound for finding; one beyond a database's integers is found as the greatest of these."""
    return None if number is None else min(number, 2**63 - 1)


def plain(text: str | None) -> str | None:
    """Text for a column: PostgreSQL holds no zero character. The payload keeps it."""
    return None if text is None else text.replace("\x00", "\ufffd")


def add_decision(connection: Connection, recorded: str, decision: Decision) -> Decision:
    """Keep a decision; one of the same id must say the same, and is then returned as it was kept.

    Raises:
        TollbookError: Another decision has this id.
    """
    kept = msgspec.structs.replace(decision, recorded=recorded)
    before = connection.execute(select(t.decision.c.payload).where(t.decision.c.id == decision.id)).scalar()
    if before is not None:
        found = msgspec.json.decode(before, type=Decision)
        if msgspec.structs.replace(kept, recorded=found.recorded) == found:
            return found
        raise TollbookError(f"Decision {decision.id} is kept already and says something else.", hint="Decide anew, or undo it.")
    connection.execute(
        insert(t.decision).values(
            id=kept.id,
            verb=kept.verb,
            by=plain(kept.by),
            recorded=recorded,
            claim=kept.claim.claim if kept.claim else None,
            source=kept.claim.source if kept.claim else kept.source,
            incident=kept.incident,
            undoes=kept.undoes,
            blind=kept.blind,
            payload=json_text(kept),
        )
    )
    return kept


def add_event(connection: Connection, event: ArticleEvent, *, dated: bool = True) -> bool:
    """Keep a withdrawal or its restoration; false where the last word on it says the same.

    Args:
        connection: The transaction to write in.
        event: What happened.
        dated: Whether somebody said when; otherwise any earlier word of the same kind says the same.

    Raises:
        TollbookError: The source is not in the book.
    """
    if not connection.execute(select(t.article.c.seq).where(t.article.c.source == event.source).limit(1)).first():
        raise TollbookError(f"{event.source} is not in the book.", hint="Give the id of an article that was added.")
    last = next((e for e in reversed(events_of(connection, [event.source])) if e.key == event.key), None)
    if last is None and event.kind == "restored":
        return False
    if last is not None and last.kind == event.kind and (not dated or last.reported == event.reported):
        return False
    row = msgspec.to_builtins(event)
    connection.execute(insert(t.article_event).values(**{name: plain(value) for name, value in row.items()}))
    return True


def events_of(connection: Connection, sources: Sequence[str] | None = None, *, recorded: str | None = None) -> list[ArticleEvent]:
    """What became of articles after they came: in the order in which the book learned of it.

    Args:
        connection: The transaction to read in.
        sources: Whose; `None` for all.
        recorded: Only what the book knew then.
    """
    e = t.article_event.c
    asked = select(e.source, e.kind, e.reported, e.recorded, e.by, e.why, e.key).order_by(e.seq)
    if sources is not None:
        asked = asked.where(e.source.in_(sources))
    if recorded is not None:
        asked = asked.where(e.recorded <= recorded)
    return [ArticleEvent(**row) for row in connection.execute(asked).mappings()]
