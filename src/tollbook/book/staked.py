"""What hangs on each toll claim, kept so that the next question of the whole book is found at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from tollbook.book import tables as t
from tollbook.book.keeping import json_text
from tollbook.book.kept import chunks
from tollbook.model import Record

_because = msgspec.json.Decoder(tuple[str, ...])


class Staked(Record, frozen=True, kw_only=True):
    """A toll claim of an incident, and what a look at it is worth.

    Attributes:
        incident: The incident's id.
        claim: The claim's id.
        key: Of the version in which it stands.
        state: What was decided of it: "unreviewed", "unsure", "accepted" and so on.
        people: How many people a figure would move by if the claim were wrong.
        weight: Greater is asked earlier.
        because: What hangs on it, in words.
    """

    incident: str
    claim: str
    key: str
    state: str
    people: int
    weight: float
    because: tuple[str, ...] = ()


def put_stakes(connection: Connection, incidents: Iterable[str], rows: Iterable[Staked]) -> None:
    """Keep what hangs on the claims of these incidents, in place of what was."""
    drop_stakes(connection, incidents)
    made = [msgspec.structs.asdict(r) | {"because": json_text(r.because), "people": min(r.people, 2**63 - 1)} for r in rows]
    for piece in chunks(made):
        connection.execute(insert(t.stake), piece)


def drop_stakes(connection: Connection, incidents: Iterable[str]) -> None:
    """Forget what hung on the claims of these incidents."""
    for piece in chunks(incidents):
        connection.execute(delete(t.stake).where(t.stake.c.incident.in_(piece)))


def set_states(connection: Connection, key: str, states: Mapping[str, str]) -> None:
    """What was decided of the claims of one version; those not named are unreviewed."""
    c = t.stake.c
    held = {row.claim: row.state for row in connection.execute(select(c.claim, c.state).where(c.key == key))}
    for claim, state in held.items():
        now = states.get(claim, "unreviewed")
        if now != state:
            connection.execute(update(t.stake).where(c.key == key, c.claim == claim).values(state=now))


def read_stakes(connection: Connection, state: str, limit: int) -> list[Staked]:
    """The claims of a state, what is worth most first."""
    c = t.stake.c
    asked = select(t.stake).where(c.state == state).order_by(c.weight.desc(), c.claim, c.incident).limit(limit)
    return [Staked(**dict(row) | {"because": _because.decode(row["because"])}) for row in connection.execute(asked).mappings()]
