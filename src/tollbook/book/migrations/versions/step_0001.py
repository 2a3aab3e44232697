"""The first book: tables, the rule that what is kept stays as it is, and full text.

Revision ID: 0001
"""

from __future__ import annotations

from alembic import op

from tollbook.book.guards import guards
from tollbook.book.tables import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables, their triggers and the full-text indexes."""
    bind = op.get_bind()
    metadata.create_all(bind)
    for statement in guards(bind.dialect.name):
        bind.exec_driver_sql(statement)
