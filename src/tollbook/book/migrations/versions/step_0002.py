"""Who may work on a book: accounts with roles, and the tokens of programs.

Revision ID: 0002
"""

from __future__ import annotations

from typing import Any

from alembic import op
from sqlalchemy import Column, ForeignKey, MetaData, Table

from tollbook.book.migrations.first import Seq, Words

revision = "0002"
down_revision = "0001"

metadata = MetaData()


def _text(name: str, *more: Any, **given: Any) -> Column[Any]:
    return Column(name, Words, *more, nullable=False, **given)


Table(
    "account",
    metadata,
    Column("seq", Seq, primary_key=True, autoincrement=True),
    _text("name", unique=True),
    _text("role"),
    _text("password"),
    _text("created"),
    Column("disabled", Words, nullable=True),
    sqlite_autoincrement=True,
)
Table(
    "access_token",
    metadata,
    Column("seq", Seq, primary_key=True, autoincrement=True),
    _text("id", unique=True),
    _text("account", ForeignKey("account.name"), index=True),
    _text("hash", unique=True),
    _text("role"),
    _text("label"),
    _text("created"),
    Column("disabled", Words, nullable=True),
    sqlite_autoincrement=True,
)


def upgrade() -> None:
    """Make the two tables."""
    metadata.create_all(op.get_bind())
