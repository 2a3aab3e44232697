"""What lists and maps show beside the record, and what incidents come to under other codebooks.

The figures under other codebooks are reckoned when they are first asked for,
and by `tollbook doctor --rebuild`: to reckon them is no matter of the store.

Revision ID: 0006
"""

from __future__ import annotations

import json
from typing import Any

from alembic import op
from sqlalchemy import Column, MetaData, Table, text

from tollbook.book.migrations.first import Words

revision = "0006"
down_revision = "0005"

metadata = MetaData()
Table(
    "reckoned",
    metadata,
    Column("codebook", Words, primary_key=True, nullable=False),
    Column("incident", Words, primary_key=True, nullable=False, index=True),
    Column("payload", Words, nullable=False),
)
_ADDED = ("place_said", "country_said", "point", "made")
_FILL = text("UPDATE incident SET place_said = :place_said, country_said = :country_said, point = :point WHERE id = :id")


def upgrade() -> None:
    """Add the columns, fill them from the records, and make the table and the indexes."""
    for name in _ADDED:
        op.add_column("incident", Column(name, Words, nullable=True))
    op.create_index("incident_place", "incident", ["place", "id"])
    op.create_index("incident_was_when", "incident_was", ["recorded", "incident"])
    bind = op.get_bind()
    metadata.create_all(bind)
    asked = text("SELECT id, killed, happened_from, payload FROM incident WHERE id > :last ORDER BY id LIMIT 500")
    last = ""
    while rows := bind.execute(asked, {"last": last}).all():
        bind.execute(_FILL, [{"id": r.id, **_beside(r.killed, r.happened_from, json.loads(r.payload))} for r in rows])
        last = rows[-1].id


def _beside(killed: int | None, day: str | None, incident: dict[str, Any]) -> dict[str, str | None]:
    where = incident.get("where")
    if not where:
        return {"place_said": None, "country_said": None, "point": None}
    said = where.get("name") or where["text"]
    path = where.get("path") or [said]
    about = {
        "id": incident["id"], "title": incident["title"], "killed": killed, "precision": where.get("precision"), "level": where.get("level"), "place": said, "day": day,
    }  # fmt: skip
    placed = where.get("lat") is not None and where.get("lon") is not None
    point = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [where.get("lon"), where.get("lat")]}, "properties": about}
    written = json.dumps(point, ensure_ascii=False, sort_keys=True, separators=(",", ":")) if placed else None
    return {"place_said": _plain(said), "country_said": _plain(path[0]), "point": written}


def _plain(words: str) -> str:
    return words.replace("\x00", "\ufffd")
