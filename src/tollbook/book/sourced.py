"""What each origin, and each outlet, said of each incident: rows for telling how a source's figures fared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from sqlalchemy import Connection, delete, func, insert, select

from tollbook.book import tables as t
from tollbook.book.kept import chunks
from tollbook.model import Record

By = Literal["origin", "outlet"]


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
    """Forget what was said of these incidents."""
    for piece in chunks(incidents):
        connection.execute(delete(t.sourced).where(t.sourced.c.incident.in_(piece)))


def read_sourced(connection: Connection, harm: str | None = None) -> Iterator[tuple[str | int | None, ...]]:
    """Every row, or those of one harm, as plain tuples in the order of `Sourced`'s fields, sorted by source."""
    c = t.sourced.c
    asked = select(*(c[f] for f in _FIELDS)).order_by(c.by, c.name, c.kind, c.incident, c.harm)
    if harm is not None:
        asked = asked.where(c.harm == harm)
    for row in connection.execute(asked):
        yield tuple(row)


def sourced_state(connection: Connection) -> int:
    """The number of the last row: another whenever rows were put."""
    return int(connection.execute(select(func.max(t.sourced.c.seq))).scalar() or 0)
