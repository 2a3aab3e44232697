"""The tables of a book: what is kept for ever, what is remembered, and what is made of it.

Kept rows are only ever added; triggers refuse anything else, but for a purge.
A `seq` rises with every row, so that the order of arrival is never in doubt;
`recorded` is the instant of the transaction that wrote the row. Payloads are
JSON text, so that a book can be read without Tollbook; the columns beside them
are for finding, never another truth.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.dialects import postgresql

metadata = MetaData()

# PostgreSQL would otherwise sort by the server's language: instants and ids sort by code point, as in Python
Words = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
# SQLite numbers rows by itself only where the type is INTEGER to the letter
Seq = BigInteger().with_variant(Integer(), "sqlite")


def _seq() -> Column[Any]:
    return Column("seq", Seq, primary_key=True, autoincrement=True)


def _text(name: str, **given: Any) -> Column[Any]:
    return Column(name, Words, nullable=False, **given)


def _maybe(name: str, **given: Any) -> Column[Any]:
    return Column(name, Words, nullable=True, **given)


def _version_key(**given: Any) -> Column[Any]:
    return Column("key", Words, ForeignKey("article.key"), nullable=False, **given)


# ---- kept for ever -------------------------------------------------------------------------------
moment = Table("moment", metadata, _seq(), _text("recorded", unique=True), sqlite_autoincrement=True)

article = Table(
    "article",
    metadata,
    _seq(),
    _text("key", unique=True),
    _text("source"),
    _text("hash", index=True),
    _text("reported", index=True),
    _text("recorded", index=True),
    Column("undated", Integer, nullable=False),
    Column("by_hand", Integer, nullable=False),
    _maybe("published"),
    _maybe("archive_url"),
    _maybe("title"),
    _text("payload"),
    sqlite_autoincrement=True,
)
Index("article_source", article.c.source, article.c.seq)

article_event = Table(
    "article_event",
    metadata,
    _seq(),
    _text("source", index=True),
    _maybe("key"),
    _text("kind"),
    _text("reported"),
    _text("recorded", index=True),
    _text("by"),
    _text("why"),
    sqlite_autoincrement=True,
)

reading = Table(
    "reading",
    metadata,
    _seq(),
    _version_key(),
    _text("reader"),
    _text("recorded", index=True),
    _text("payload"),
    sqlite_autoincrement=True,
)
Index("reading_key", reading.c.key, reading.c.seq)

claim = Table(
    "claim",
    metadata,
    _seq(),
    _text("id", index=True),
    _version_key(index=True),
    Column("reading", Seq, ForeignKey("reading.seq"), nullable=False, index=True),
    _text("kind"),
    _maybe("harm"),
    Column("low", BigInteger),
    Column("high", BigInteger),
    _maybe("word"),
    _text("stance"),
    _maybe("scope"),
    _maybe("speaker"),
    _maybe("role"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    _text("quote"),
    sqlite_autoincrement=True,
)

decision = Table(
    "decision",
    metadata,
    _seq(),
    _text("id", unique=True),
    _text("verb"),
    _text("by"),
    _text("recorded", index=True),
    _maybe("claim", index=True),
    _maybe("source", index=True),
    _maybe("incident", index=True),
    _maybe("undoes", index=True),
    _maybe("blind"),
    _text("payload"),
    sqlite_autoincrement=True,
)

tombstone = Table(
    "tombstone",
    metadata,
    _seq(),
    _text("source", index=True),
    _text("key", index=True),
    _text("hash"),
    _text("reported"),
    _text("received"),
    _text("recorded", index=True),
    _text("by"),
    _text("why"),
    sqlite_autoincrement=True,
)

# Which tellings an incident's id was ever given to: published ids cannot be made again, so this is kept.
incident_history = Table(
    "incident_history",
    metadata,
    _seq(),
    _text("incident"),
    _text("telling", index=True),
    _text("recorded"),
    sqlite_autoincrement=True,
)
Index("incident_history_of", incident_history.c.incident, incident_history.c.telling, unique=True)

# ---- the gate: holds a row while a purge is under way, and only then ------------------------------------
purging = Table("purging", metadata, Column("open", Integer, primary_key=True))

# ---- who may work on the book: no part of what it says, and in no export ---------------------------------
account = Table(
    "account",
    metadata,
    _seq(),
    _text("name", unique=True),
    _text("role"),
    _text("password"),
    _text("created"),
    _maybe("disabled"),
    sqlite_autoincrement=True,
)

access_token = Table(
    "access_token",
    metadata,
    _seq(),
    _text("id", unique=True),
    Column("account", Words, ForeignKey("account.name"), nullable=False, index=True),
    _text("hash", unique=True),
    _text("role"),
    _text("label"),
    _text("created"),
    _maybe("disabled"),
    sqlite_autoincrement=True,
)

# ---- how the desk is worked at: no part of what the book says, and in no export --------------------------
# Under a hash of its id, so that who reads the file can take over nobody's session; `expires` in seconds since 1970.
session = Table("session", metadata, _text("key", primary_key=True), _text("payload"), Column("expires", BigInteger, nullable=False, index=True))

setting = Table("setting", metadata, _text("name", primary_key=True), _text("value"))

# Who codes which blind round, and since when no more: what others decided in it is hidden until then.
coding = Table("coding", metadata, _text("coder", primary_key=True), _text("round", primary_key=True), _text("begun"), _maybe("ended"))

# ---- made of these, and thrown away at will -----------------------------------------------------------
telling = Table(
    "telling",
    metadata,
    _seq(),
    _text("id", index=True),
    _text("key", index=True),
    _text("source", index=True),
    _text("reported_from"),
    _maybe("reported_to"),
    _text("recorded_from"),
    _maybe("recorded_to", index=True),
    _maybe("closed_by"),
    _text("payload"),
    sqlite_autoincrement=True,
)

telling_key = Table(
    "telling_key",
    metadata,
    _text("block", primary_key=True),
    Column("telling", Seq, ForeignKey("telling.seq", ondelete="CASCADE"), primary_key=True, index=True),
)

pair = Table(
    "pair",
    metadata,
    _text("a", primary_key=True),
    _text("b", primary_key=True, index=True),
    Column("score", Float, nullable=False),
    _text("payload"),
)

signature = Table("signature", metadata, _text("key", primary_key=True), Column("payload", LargeBinary, nullable=False))

signature_key = Table("signature_key", metadata, _text("band", primary_key=True), _text("key", primary_key=True, index=True))

copy_link = Table(
    "copy_link",
    metadata,
    _text("later", primary_key=True),
    _text("earlier", primary_key=True, index=True),
    _text("kind", primary_key=True),
    Column("share", Float, nullable=False),
    _text("because"),
)

member = Table("member", metadata, _text("telling", primary_key=True), _text("incident", index=True))

incident = Table(
    "incident",
    metadata,
    _text("id", primary_key=True),
    _text("title"),
    _maybe("happened_from"),
    _maybe("happened_to"),
    _maybe("country"),
    _maybe("place"),
    Column("lat", Float),
    Column("lon", Float),
    _maybe("method"),
    _maybe("grade"),
    Column("killed", BigInteger),
    Column("injured", BigInteger),
    _text("harms"),
    Column("disagreement", BigInteger),
    Column("origins", Integer, nullable=False),
    Column("articles", Integer, nullable=False),
    _maybe("first_reported"),
    _maybe("last_reported"),
    _text("payload"),
    _maybe("sides"),
    # how the place and its country are written, the point of a map as GeoJSON, and the moment that wrote the row
    *(_maybe(name) for name in ("place_said", "country_said", "point", "made")),
)
SORTED = (
    "happened_from killed injured disagreement origins articles first_reported last_reported title".split()
)
for _column in (*SORTED, "country", "place", "method", "grade", "sides", "harms"):
    Index(f"incident_{_column}", incident.c[_column], incident.c.id)

# What an incident comes to under another codebook than the house's, by a hash of that codebook's rules.
reckoned = Table("reckoned", metadata, _text("codebook", primary_key=True), _text("incident", primary_key=True, index=True), _text("payload"))

# What incidents were on the recorded clock, a line a change: made of the kept as it was, and not made again.
incident_was = Table(
    "incident_was",
    metadata,
    _seq(),
    _text("incident"),
    _text("recorded", index=True),
    _maybe("payload"),
    sqlite_autoincrement=True,
)
Index("incident_was_of", incident_was.c.incident, incident_was.c.seq)
Index("incident_was_when", incident_was.c.recorded, incident_was.c.incident)

sourced = Table(
    "sourced",
    metadata,
    _seq(),
    _text("incident", index=True),
    _text("by"),
    _text("name"),
    _text("kind"),
    _text("harm"),
    Column("first", BigInteger),
    Column("last", BigInteger),
    Column("best", BigInteger),
    Column("up", Integer, nullable=False),
    Column("down", Integer, nullable=False),
    Column("foremost", Integer, nullable=False),
    Column("alone", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    sqlite_autoincrement=True,
)

Index("sourced_of", sourced.c.by, sourced.c.name, sourced.c.kind)

# Which sources lost rows, under a hash of their names: what was reckoned of them has to be reckoned again.
unsourced = Table("unsourced", metadata, _seq(), _text("source", unique=True), sqlite_autoincrement=True)

# What hangs on each toll claim of an incident, for the order in which people are asked about them.
stake = Table(
    "stake",
    metadata,
    _text("incident", primary_key=True),
    _text("claim", primary_key=True),
    _text("key", index=True),
    _text("state"),
    Column("people", BigInteger, nullable=False),
    Column("weight", Float, nullable=False),
    _text("because"),
)
Index("stake_order", stake.c.state, stake.c.weight.desc(), stake.c.claim)
Index("pair_score", pair.c.score)

KEPT = (moment, article, article_event, reading, claim, decision, tombstone, incident_history)
DERIVED = (reckoned, stake, sourced, member, incident, copy_link, signature_key, signature, pair, telling_key, telling)
