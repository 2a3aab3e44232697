"""What each origin, and each outlet, said of each incident: rows for telling how a source's figures fared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from sqlalchemy import Connection, delete, func, insert, select

from tollbook.book import tables as t
from tollbook.book.kept import chunks
from tollbook.ids import content_id
from tollbook.model import Record

By = Literal["origin", "outlet"]
SourceName = tuple[str, str, str]  # by, name, kind


class Sourced(Record, frozen=True, kw_only=True):
    """One source's figures of one harm in one incident.

    Attributes:
        incident: Its id.
        by: A distinct origin (a voice), or an outlet that printed claims.
        name: As it is shown.
        kind: The origin's role; "outlet" for outlets.
        harm: Of which the figures are.
        first: The first number it gave; `None` where it gave words only.
        last: Its number now.
        best: The incident's best figure under the house codebook; `None` where none can be given.
        up: How often its own number rose; `down` fell.
        foremost: Whether nobody in the incident gave a figure of this harm before it.
        alone: Whether nobody else gave one at all.
        claims: How many of its claims count towards the figure.
    """

    incident: str
    by: By
    name: str
    kind: str
    harm: str
    first: int | None = None
    last: int | None = None
    best: int | None = None
    up: int = 0
    down: int = 0
    foremost: bool = False
    alone: bool = False
    claims: int = 0


_FIELDS = Sourced.__struct_fields__


def put_sourced(connection: Connection, incidents: Iterable[str], rows: Iterable[Sourced]) -> None:
    """Keep what was said of these incidents, in place of what was."""
    drop_sourced(connection, incidents)
    # an absurd figure of some article is more than a database's number holds
    made = [{f: min(int(v), 2**63 - 1) if isinstance(v := getattr(r, f), int) else v for f in _FIELDS} for r in rows]
    for piece in chunks(made):
        connection.execute(insert(t.sourced), piece)


def drop_sourced(connection: Connection, incidents: Iterable[str]) -> None:
    """Forget what was said of these incidents, and note which sources that was of."""
    c = t.sourced.c
    for piece in chunks(incidents):
        rows = connection.execute(select(c.by, c.name, c.kind).distinct().where(c.incident.in_(piece)))
        _note_lost(connection, sorted({source_mark(*row) for row in rows}))
        connection.execute(delete(t.sourced).where(t.sourced.c.incident.in_(piece)))


def source_mark(by: str, name: str, kind: str) -> str:
    """A source's name as a hash: that a source was there may be noted where its name may not stay."""
    return content_id(by, name, kind, length=20)


def _note_lost(connection: Connection, marks: list[str]) -> None:
    # a new row each time, for its number says when
    for piece in chunks(marks):
        connection.execute(delete(t.unsourced).where(t.unsourced.c.source.in_(piece)))
        connection.execute(insert(t.unsourced), [{"source": m} for m in piece])


def forget_sourced(connection: Connection) -> None:
    """Throw every row away."""
    drop_sourced(connection, list(connection.execute(select(t.sourced.c.incident).distinct()).scalars()))


def read_sources_since(connection: Connection, since: tuple[int, int]) -> tuple[set[SourceName], set[str]]:
    """Which sources got rows after a state, and the marks of those that lost some."""
    c, lost = t.sourced.c, t.unsourced.c
    fresh = {(row[0], row[1], row[2]) for row in connection.execute(select(c.by, c.name, c.kind).distinct().where(c.seq > since[0]))}
    return fresh, set(connection.execute(select(lost.source).where(lost.seq > since[1])).scalars())


def read_sourced_of(connection: Connection, source: SourceName, harm: str | None = None) -> list[tuple[str | int | None, ...]]:
    """The rows of one source, as `read_sourced` gives them."""
    c = t.sourced.c
    asked = select(*(c[f] for f in _FIELDS)).where(c.by == source[0], c.name == source[1], c.kind == source[2]).order_by(c.incident, c.harm)
    return [tuple(row) for row in connection.execute(asked if harm is None else asked.where(c.harm == harm))]


def read_sourced(connection: Connection, harm: str | None = None) -> Iterator[tuple[str | int | None, ...]]:
    """Every row, or those of one harm, as plain tuples in the order of `Sourced`'s fields, sorted by source."""
    c = t.sourced.c
    asked = select(*(c[f] for f in _FIELDS)).order_by(c.by, c.name, c.kind, c.incident, c.harm)
    if harm is not None:
        asked = asked.where(c.harm == harm)
    for row in connection.execute(asked):
        yield tuple(row)


def sourced_state(connection: Connection) -> tuple[int, int]:
    """The numbers of the last row put and of the last note that some were taken away."""
    return (
        int(connection.execute(select(func.max(t.sourced.c.seq))).scalar() or 0),
        int(connection.execute(select(func.max(t.unsourced.c.seq))).scalar() or 0),
    )
