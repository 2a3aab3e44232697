"""Full text over quotes and titles. Whatever is typed is words to look for, never an instruction."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import Connection, text

from tollbook.book.records import Hit

_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')
_WORD = re.compile(r"[^\W_]+")
TERMS = 24  # more words than a person types; a longer query is cut, not refused

# newest first, and the same order on every database: no engine's own notion of relevance
_ORDER = "ORDER BY a.reported DESC, a.key"
_IN_FORCE = "c.reading = (SELECT max(r.seq) FROM reading r WHERE r.key = c.key)"


def terms(query: str) -> list[tuple[str, bool]]:
    """The words and "phrases" of a query, and whether a `*` asks for words that begin so.

    Example:
        >>> terms('shell* "north of Idlib" -- ;')
        [('shell', True), ('north of Idlib', False)]
    """
    found: list[tuple[str, bool]] = []
    for match in _TERM.finditer(query):
        phrase, single = match.groups()
        words = _WORD.findall(phrase if phrase is not None else single)
        if words:
            begins = single is not None and single.endswith("*") and len(words) == 1
            found.append((" ".join(words), begins))
    return found[:TERMS]


def search(connection: Connection, query: str, *, limit: int = 50) -> list[Hit]:
    """Quotes of claims, then titles, that hold all the words; those reported last come first.

    Only claims of the reading in force are found. SQLite also finds words whose
    accents were typed otherwise, PostgreSQL only as they are written.

    Args:
        connection: The transaction to read in.
        query: Words, "phrases in quotation marks", and beginnings with `*`.
        limit: At most so many of quotes, and of titles.
    """
    asked = terms(query)
    if not asked:
        return []
    given: dict[str, str | int] = {"limit": limit}
    if connection.dialect.name == "sqlite":
        given["query"] = " AND ".join(f'"{words}"{"*" if begins else ""}' for words, begins in asked)
        match = {
            name: f"{alias}.seq IN (SELECT rowid FROM {name}_words WHERE {name}_words MATCH :query)"  # noqa: S608 - the words are bound
            for name, alias in _TABLES.items()
        }
    else:
        given |= {f"t{n}": f"{words}:*" if begins else words for n, (words, begins) in enumerate(asked)}
        parts = [f"{'to' if begins else 'phraseto'}_tsquery('simple', :t{n})" for n, (_, begins) in enumerate(asked)]
        found = " && ".join(parts)
        match = {name: f"to_tsvector('simple', coalesce({alias}.{_COLUMN[name]}, '')) @@ ({found})" for name, alias in _TABLES.items()}
    claims = f"SELECT c.key, a.source, c.quote, c.id FROM claim c JOIN article a ON a.key = c.key WHERE {match['claim']} AND {_IN_FORCE}"  # noqa: S608
    titles = f"SELECT a.key, a.source, a.title, NULL FROM article a WHERE {match['article']}"  # noqa: S608 - the words are bound
    hits = _hits(connection, f"{claims} {_ORDER}, c.start, c.id LIMIT :limit", given)
    return [*hits, *_hits(connection, f"{titles} {_ORDER} LIMIT :limit", given)]


_TABLES = {"claim": "c", "article": "a"}
_COLUMN = {"claim": "quote", "article": "title"}


def _hits(connection: Connection, statement: str, given: dict[str, str | int]) -> Iterable[Hit]:
    return [Hit(key=row[0], source=row[1], text=row[2], claim=row[3]) for row in connection.execute(text(statement), given)]
