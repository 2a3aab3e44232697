"""The first book: tables, the rule that what is kept stays as it is, and full text.

Revision ID: 0001
"""

from __future__ import annotations

from alembic import op

from tollbook.book.guards import guards
from tollbook.book.migrations.first import metadata

revision = "0001"
down_revision = None


KEPT = ("moment", "article", "article_event", "reading", "claim", "decision", "tombstone", "incident_history")
FOUND = (("claim", "quote"), ("article", "title"))


def upgrade() -> None:
    """Make the tables, their triggers and the full-text indexes."""
    bind = op.get_bind()
    metadata.create_all(bind)
    for statement in guards(bind.dialect.name, KEPT, FOUND):
        bind.exec_driver_sql(statement)
