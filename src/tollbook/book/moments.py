"""The book's clock: when it grew, and which incidents each moment was about."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, func, select

from tollbook.book import tables as t
from tollbook.book.records import Moved
from tollbook.ledger import Decision

_decision = msgspec.json.Decoder(Decision)


def read_last(connection: Connection) -> str | None:
    """The last moment in which anything was kept; `None` in an empty book."""
    found: str | None = connection.execute(select(func.max(t.moment.c.recorded))).scalar()
    return found


def read_moved(connection: Connection, since: str | None, limit: int) -> list[Moved]:
    """The moments after one, the earliest first.

    An article, another reading of it, its withdrawal, its removal and a
    decision are about the incidents that its tellings now belong to.

    Args:
        connection: The transaction to read in.
        since: The moment known already; `None` for all.
        limit: At most so many.
    """
    c = t.moment.c
    asked = select(c.recorded).order_by(c.recorded).limit(limit)
    moments = list(connection.execute(asked if since is None else asked.where(c.recorded > since)).scalars())
    return [Moved(recorded=m, incidents=_about(connection, m)) for m in moments]


def _about(connection: Connection, moment: str) -> tuple[str, ...]:
    a, r, e, d, s, m, h = t.article.c, t.reading.c, t.article_event.c, t.decision.c, t.telling.c, t.member.c, t.incident_history.c
    sources = select(a.source).where(a.recorded == moment).union(
        select(a.source).join(t.reading, r.key == a.key).where(r.recorded == moment),
        select(e.source).where(e.recorded == moment),
        select(d.source).where(d.recorded == moment, d.source.is_not(None)),
    )  # fmt: skip
    told = select(s.id).where(s.source.in_(sources))
    named = select(d.incident).where(d.recorded == moment, d.incident.is_not(None))
    moved = select(h.telling).where(h.incident.in_(named)).union(select(h.telling).where(h.recorded == moment))
    decided = connection.execute(select(d.payload).where(d.recorded == moment)).scalars()
    about = sorted({telling for payload in decided for telling in _decision.decode(payload).tellings})
    found = connection.execute(select(m.incident).distinct().where(m.telling.in_(told) | m.telling.in_(moved) | m.telling.in_(about)))
    return tuple(sorted(found.scalars()))
