"""The sides of an incident beside its record, and what lists are narrowed by in order.

Revision ID: 0005
"""

from __future__ import annotations

import json

from alembic import op
from sqlalchemy import Column, text

from tollbook.book.migrations.first import Words

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the column, and fill it from the records."""
    op.add_column("incident", Column("sides", Words, nullable=True))
    for name in ("sides", "harms"):
        op.create_index(f"incident_{name}", "incident", [name, "id"])
    bind = op.get_bind()
    for ident, payload in bind.execute(text("SELECT id, payload FROM incident ORDER BY id")).all():
        if sides := json.loads(payload).get("sides"):
            bind.execute(text("UPDATE incident SET sides = :sides WHERE id = :id"), {"sides": f"\n{chr(10).join(sides)}\n".replace("\x00", "\ufffd"), "id": ident})
