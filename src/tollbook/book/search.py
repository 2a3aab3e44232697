"""Full text over quotes and titles. Whatever is typed is words to look for, never an instruction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, bindparam, text

from tollbook.book.kept import chunks
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
    asks = (("claim", f"{claims} {_ORDER}, c.start, c.id LIMIT :limit"), ("article", f"{titles} {_ORDER} LIMIT :limit"))
    return [hit for table, statement in asks for hit in _newest(connection, table, given) or _hits(connection, statement, given)]


_TABLES = {"claim": "c", "article": "a"}
_COLUMN = {"claim": "quote", "article": "title"}


def _hits(connection: Connection, statement: str, given: Mapping[str, str | int]) -> list[Hit]:
    return [Hit(key=row[0], source=row[1], text=row[2], claim=row[3]) for row in connection.execute(text(statement), given)]


# ---- words that half of the book holds: not all of it is sorted to show the latest --------------------------------
# Measured on 200,000 claims: to fetch a row that holds the words and to sort it took 7 microseconds, to ask of one row whether it does, 30.
_SORTED, _ASKED = 7, 30
_FEW = 4000  # rows that are sorted in less time than anybody notices
_STEP, _WIDEST = 100, 800  # articles at a time: few at first, for common words are in most of the latest
_SOON = 8  # a walk that finds a part as great as one in so many at its first step soon ends
_FARTHEST = 4  # times as many rows as evenly spread words would need; then they are in old articles alone, and all are sorted


def _newest(connection: Connection, table: str, given: Mapping[str, str | int]) -> list[Hit]:
    """The latest hits of common words, found by going back through the articles from the last; empty where sorting all is quicker."""
    limit = int(given["limit"])
    if connection.dialect.name != "sqlite" or _held(connection, table, given, max(_FEW, limit) + 1) <= max(_FEW, limit):
        return []
    hits: list[Hit] = []
    seen = start = 0
    step, farthest = _STEP, float("inf")
    while seen < farthest:
        latest = sorted(connection.execute(text(_BACK[table]), {"step": step, "start": start}).scalars())
        if not latest:
            break
        holding = _holding(connection, table, latest, given)
        hits += _hits_among(connection, table, holding.intersection(latest), limit - len(hits))
        if len(hits) >= limit:
            return hits
        if seen == 0 and len(hits) < limit / _SOON:
            # only of words that are not in the latest articles all that hold them are counted: that goes through the whole index
            rows = connection.execute(text(f"SELECT max(seq) FROM {table}")).scalar_one()  # noqa: S608 - our own names
            held = _held(connection, table, given)
            expected = limit * rows / held
            if held * _SORTED < expected * _ASKED:
                return []
            farthest = _FARTHEST * expected
        seen, start, step = seen + len(latest), start + step, min(2 * step, _WIDEST)
    return []


def _hits_among(connection: Connection, table: str, seqs: set[int], limit: int) -> list[Hit]:
    """The latest of these rows, which hold the words."""
    found: list[tuple[Any, ...]] = []
    for piece in chunks(sorted(seqs)):
        found += connection.execute(text(_THESE[table]).bindparams(bindparam("seqs", expanding=True)), {"seqs": piece, "limit": limit}).all()
    # each part is in order; all of them together are put in the same one, latest first
    found.sort(key=lambda r: r[5:])
    found.sort(key=lambda r: r[4], reverse=True)
    return [Hit(key=row[0], source=row[1], text=row[2], claim=row[3]) for row in found[:limit]]


def _held(connection: Connection, table: str, given: Mapping[str, str | int], most: int = -1) -> int:
    """How many rows hold the words; of more than `most`, so many (-1: all)."""
    asked = f"SELECT count(*) FROM (SELECT 1 FROM {table}_words WHERE {table}_words MATCH :query LIMIT :most)"  # noqa: S608 - our own names
    return int(connection.execute(text(asked), {"query": given["query"], "most": most}).scalar_one())


_PAGE = "(SELECT key, seq FROM article ORDER BY reported DESC, key LIMIT :step OFFSET :start)"
_BACK = {"claim": f"SELECT c.seq FROM {_PAGE} a CROSS JOIN claim c ON c.key = a.key", "article": f"SELECT a.seq FROM {_PAGE} a"}  # noqa: S608 - our own names
_THESE = {
    "claim": (
        f"SELECT c.key, a.source, c.quote, c.id, a.reported, a.key, c.start, c.id FROM claim c JOIN article a ON a.key = c.key "  # noqa: S608 - our own names
        f"WHERE c.seq IN :seqs AND {_IN_FORCE} {_ORDER}, c.start, c.id LIMIT :limit"
    ),
    "article": f"SELECT a.key, a.source, a.title, NULL, a.reported, a.key FROM article a WHERE a.seq IN :seqs {_ORDER} LIMIT :limit",  # noqa: S608
}
_RUN = 500  # rows between two of a run that are asked about along with them: to begin a run takes as long


def _holding(connection: Connection, table: str, seqs: Sequence[int], given: Mapping[str, str | int]) -> set[int]:
    """Which of these rows hold the words: asked a run of neighbouring rows at a time, for the index is in their order."""
    found: set[int] = set()
    statement = text(f"SELECT rowid FROM {table}_words WHERE {table}_words MATCH :query AND rowid BETWEEN :first AND :last")  # noqa: S608 - our own names
    for first, last in _runs(seqs):
        found |= set(connection.execute(statement, {"query": given["query"], "first": first, "last": last}).scalars())
    return found


def _runs(seqs: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Sorted numbers as stretches with no wide gap in them.

    Example:
        >>> list(_runs([1, 2, 50, 4000, 4001]))
        [(1, 50), (4000, 4001)]
    """
    ends = [n for n, (a, b) in enumerate(pairwise(seqs), 1) if b - a > _RUN]
    for begin, end in pairwise([0, *ends, len(seqs)]):
        if begin < end:
            yield seqs[begin], seqs[end - 1]
