"""What an incident comes to under another codebook than the house's, kept until the incident is made again.

What the house's rules give is kept with the incident. What others give is
reckoned when it is asked for, and kept here under a hash of the rules, so that
a codebook of one's own is a name like any other. Whatever writes or takes away
an incident takes these rows with it: none can be older than its incident.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec
from sqlalchemy import Connection, delete, insert, select

from tollbook.book import tables as t
from tollbook.book.keeping import json_text
from tollbook.book.kept import chunks
from tollbook.ledger import BookIncident
from tollbook.model import Record, Toll


class Reckoned(Record, frozen=True, kw_only=True):
    """The part of an incident that is a codebook's: its figures, and what is made of them.

    Example:
        >>> one = BookIncident(id="a", title="Gao: 3 killed", tolls=(Toll(harm="killed", low=3, best=3),), origins=2)
        >>> of_incident(one).onto(BookIncident(id="a", title="Gao: 4 killed")) == one
        True
    """

    title: str
    tolls: tuple[Toll, ...] = ()
    origins: int = 0
    disagreement: int | None = None

    def onto(self, incident: BookIncident) -> BookIncident:
        """The incident as it is listed under that codebook."""
        return msgspec.structs.replace(incident, title=self.title, tolls=self.tolls, origins=self.origins, disagreement=self.disagreement)


_reckoned = msgspec.json.Decoder(Reckoned)


def of_incident(incident: BookIncident) -> Reckoned:
    """The part of an incident, reckoned under a codebook, that is that codebook's."""
    return Reckoned(title=incident.title, tolls=incident.tolls, origins=incident.origins, disagreement=incident.disagreement)


def read_reckoned(connection: Connection, codebook: str, ids: Iterable[str]) -> dict[str, Reckoned]:
    """What these incidents come to under a codebook; those not reckoned yet are left out."""
    c = t.reckoned.c
    found: dict[str, Reckoned] = {}
    for piece in chunks(sorted(set(ids))):
        rows = connection.execute(select(c.incident, c.payload).where(c.codebook == codebook, c.incident.in_(piece)))
        found |= {row[0]: _reckoned.decode(row[1]) for row in rows}
    return found


def read_made(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The moments that wrote these incidents as they now are; "" of a book that did not note it yet."""
    c = t.incident.c
    return {row[0]: row[1] or "" for piece in chunks(sorted(set(ids))) for row in connection.execute(select(c.id, c.made).where(c.id.in_(piece)))}


def put_reckoned(connection: Connection, codebook: str, made: Mapping[str, str], found: Mapping[str, Reckoned]) -> None:
    """Keep what incidents come to under a codebook.

    Args:
        connection: The transaction to write in.
        codebook: A hash of its rules.
        made: The moments that wrote the incidents when they were reckoned; one that was written since is passed over.
        found: What they come to.
    """
    now = read_made(connection, found)
    rows = [{"codebook": codebook, "incident": i, "payload": json_text(found[i])} for i in sorted(found) if i in now and made.get(i) == now[i]]
    c = t.reckoned.c
    for piece in chunks(rows):
        connection.execute(delete(t.reckoned).where(c.codebook == codebook, c.incident.in_([r["incident"] for r in piece])))
        connection.execute(insert(t.reckoned), piece)


def drop_reckoned(connection: Connection, ids: Iterable[str]) -> None:
    """Forget what these incidents came to."""
    for piece in chunks(ids):
        connection.execute(delete(t.reckoned).where(t.reckoned.c.incident.in_(piece)))
