"""What the desk remembers (sessions, settings, who codes which round), and what hangs on each claim.

The order of the queue begins roughly: by how far an incident's sources are
apart, or how many it killed. Whatever is grouped again, and `tollbook doctor
--rebuild`, puts the exact order in its place.

Revision ID: 0004
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any

from alembic import op
from sqlalchemy import BigInteger, Column, Connection, Float, Index, Integer, MetaData, Table, insert, text

from tollbook.book.migrations.first import Seq, Words

revision = "0004"
down_revision = "0003"

metadata = MetaData()


def _text(name: str, **given: Any) -> Column[Any]:
    return Column(name, Words, nullable=False, **given)


Table("session", metadata, _text("key", primary_key=True), _text("payload"), Column("expires", BigInteger, nullable=False, index=True))
Table("setting", metadata, _text("name", primary_key=True), _text("value"))
Table("coding", metadata, _text("coder", primary_key=True), _text("round", primary_key=True), _text("begun"), Column("ended", Words, nullable=True))
Table("unsourced", metadata, Column("seq", Seq, primary_key=True, autoincrement=True), _text("source", unique=True), sqlite_autoincrement=True)
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
Table(
    "sourced",
    metadata,
    Column("seq", Seq, primary_key=True, autoincrement=True),
    _text("incident", index=True),
    _text("by"),
    _text("name"),
    _text("kind"),
    _text("harm"),
    *(Column(name, BigInteger) for name in ("first", "last", "best")),
    *(Column(name, Integer, nullable=False) for name in ("up", "down", "foremost", "alone", "claims")),
    sqlite_autoincrement=True,
)


def upgrade() -> None:
    """Make the tables and indexes, and a first order of the queue."""
    bind = op.get_bind()
    rows = _take_away_sourced(bind) if bind.dialect.name == "sqlite" else []
    metadata.create_all(bind)
    if rows:
        bind.execute(insert(metadata.tables["sourced"]), rows)
    bind.execute(text('CREATE INDEX sourced_of ON sourced ("by", name, kind)'))
    bind.execute(text("CREATE INDEX pair_score ON pair (score)"))
    decided = set(bind.execute(text("SELECT claim FROM decision WHERE claim IS NOT NULL")).scalars())
    incidents = bind.execute(text("SELECT id, payload FROM incident ORDER BY id")).all()
    for ident, payload in incidents:
        rows = list(_rough(bind, ident, json.loads(payload), decided))
        if rows:
            bind.execute(insert(stake), rows)


def _take_away_sourced(bind: Connection) -> list[dict[str, Any]]:
    """The rows of the table as it was: its numbers were given again, so that nobody could tell which rows are new."""
    rows = [dict(row) for row in bind.execute(text("SELECT * FROM sourced ORDER BY seq")).mappings()]
    bind.execute(text("DROP TABLE sourced"))
    return rows


def _rough(bind: Connection, ident: str, incident: dict[str, Any], decided: set[str]) -> Iterator[dict[str, Any]]:
    killed = max((t.get("best") or 0 for t in incident.get("tolls", ()) if t.get("harm") == "killed"), default=0)
    people = min(incident.get("disagreement") or killed, 2**62)
    weight = round(0.15 * (0.1 + math.log2(1 + people)), 4)
    wanted = set(incident.get("claims", ())) - decided
    asked = text("SELECT c.id, c.key FROM claim c JOIN article a ON a.key = c.key WHERE a.source = :source AND c.kind = 'toll' ORDER BY c.seq DESC")
    seen: set[str] = set()
    for source in incident.get("articles", ()):
        for claim, key in bind.execute(asked, {"source": source}):
            if claim in wanted and claim not in seen:
                seen.add(claim)
                yield {"incident": ident, "claim": claim, "key": key, "state": "unreviewed", "people": people, "weight": weight, "because": "[]"}
