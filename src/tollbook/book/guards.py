"""The rules that the database itself keeps: kept rows stay as they are; words can be found.

A mistake in Tollbook, or a person with a database browser, must not alter what
somebody published or decided. So the refusal is a trigger in the book, and not
a habit of the program. Only a purge opens the gate, within its transaction.
"""

from __future__ import annotations

from collections.abc import Sequence

KEPT = ("moment", "article", "article_event", "reading", "claim", "decision", "tombstone", "incident_history")
FOUND = (("claim", "quote"), ("article", "title"))
REFUSAL = "The book only ever grows: rows of {table} are neither altered nor removed."

_SQLITE_STAYS = """
CREATE TRIGGER {table}_stays_{verb} BEFORE {verb} ON {table} WHEN NOT EXISTS (SELECT 1 FROM purging)
BEGIN SELECT RAISE(ABORT, '{refusal}'); END
"""
# an index over the table's own text: the words are not stored twice
_SQLITE_WORDS = (
    "CREATE VIRTUAL TABLE {table}_words USING fts5({column}, content='{table}', content_rowid='seq', tokenize='unicode61 remove_diacritics 2')",
    """
CREATE TRIGGER {table}_found AFTER INSERT ON {table}
BEGIN INSERT INTO {table}_words (rowid, {column}) VALUES (new.seq, new.{column}); END
""",
    """
CREATE TRIGGER {table}_lost AFTER DELETE ON {table}
BEGIN INSERT INTO {table}_words ({table}_words, rowid, {column}) VALUES ('delete', old.seq, old.{column}); END
""",
)
_POSTGRESQL_REFUSE = """
CREATE FUNCTION tollbook_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM purging) THEN RAISE EXCEPTION '{refusal}', TG_TABLE_NAME; END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$
"""
_POSTGRESQL_STAYS = (
    "CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION tollbook_stays()",
    "CREATE TRIGGER {table}_stays_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION tollbook_stays()",
)
_POSTGRESQL_WORDS = "CREATE INDEX {table}_words ON {table} USING gin (to_tsvector('simple', coalesce({column}, '')))"


def guards(dialect: str, kept: Sequence[str] = KEPT, found: Sequence[tuple[str, str]] = FOUND) -> list[str]:
    """The statements that make triggers and full-text indexes.

    Args:
        dialect: `sqlite` or `postgresql`.
        kept: The tables whose rows stay.
        found: The tables and columns that are found by their words.
    """
    if dialect == "sqlite":
        stays = [_SQLITE_STAYS.format(table=table, verb=verb, refusal=REFUSAL.format(table=table)) for table in kept for verb in ("UPDATE", "DELETE")]
        return [*stays, *(form.format(table=table, column=column) for table, column in found for form in _SQLITE_WORDS)]
    refuse = _POSTGRESQL_REFUSE.format(refusal=REFUSAL.format(table="%"))
    stays = [form.format(table=table) for table in kept for form in _POSTGRESQL_STAYS]
    return [refuse, *stays, *(_POSTGRESQL_WORDS.format(table=table, column=column) for table, column in found)]
