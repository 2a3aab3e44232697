"""What incidents were, a line a change, and what each source said of them.

The lines begin with what every incident is when this step is taken, so that
nothing shows as new that is not.

Revision ID: 0003
"""

from __future__ import annotations

import json
from typing import Any

from alembic import op
from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, Table, insert, text

from tollbook.book.migrations.first import Seq, Words

revision = "0003"
down_revision = "0002"
_KEEPS = ("title", "tolls", "published", "grade", "origins", "disagreement")

metadata = MetaData()


def _text(name: str, **given: Any) -> Column[Any]:
    return Column(name, Words, nullable=False, **given)


incident_was = Table(
    "incident_was",
    metadata,
    Column("seq", Seq, primary_key=True, autoincrement=True),
    _text("incident"),
    _text("recorded", index=True),
    Column("payload", Words, nullable=True),
    sqlite_autoincrement=True,
)
Index("incident_was_of", incident_was.c.incident, incident_was.c.seq)
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
)


def upgrade() -> None:
    """Make the two tables, and write the first line of every incident."""
    bind = op.get_bind()
    metadata.create_all(bind)
    moment = bind.execute(text("SELECT max(recorded) FROM moment")).scalar()
    for ident, payload in bind.execute(text("SELECT id, payload FROM incident ORDER BY id")).all():
        bind.execute(insert(incident_was).values(incident=ident, recorded=moment or "", payload=_short(json.loads(payload))))


def _short(incident: dict[str, Any]) -> str:
    state: dict[str, Any] = {name: incident[name] for name in _KEEPS if name in incident}
    state |= {name: len(incident.get(name, ())) for name in ("articles", "tellings", "claims")}
    return json.dumps(state, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
