"""What incidents were: a line each time one became other than it was, on the recorded clock.

An incident is a view, and a view has no memory. People who come back to a book
ask what moved meanwhile; making all of the past anew to answer that takes
minutes, so each change leaves a short line here as it is made. The lines are
made of the kept, but not made again: they tell what this book showed, and when.
A purge takes those of the incidents it touches.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, delete, func, insert, or_, select, update

from tollbook.book import tables as t
from tollbook.book.derived import standing
from tollbook.book.keeping import json_text
from tollbook.book.kept import chunks
from tollbook.ledger import BookIncident, Decision, Grade
from tollbook.model import Record, Toll


class State(Record, frozen=True, kw_only=True):
    """What an incident showed at a moment: its title and figures, and how much they rest on.

    `tolls` are under the house codebook, `published` those that a person set
    above them. No names and no words of articles, so that a feed may carry it.
    """

    title: str
    tolls: tuple[Toll, ...] = ()
    published: tuple[Toll, ...] = ()
    grade: Grade | None = None
    origins: int = 0
    articles: int = 0
    tellings: int = 0
    claims: int = 0
    disagreement: int | None = None


class Line(Record, frozen=True, kw_only=True):
    """One line: what an incident became at a moment, and what it had been; `None` is no incident."""

    seq: int
    incident: str
    recorded: str
    state: State | None
    before: State | None = None


class Arrival(Record, frozen=True, kw_only=True):
    """A version of an article that came in, and the incident that it tells of; no text."""

    incident: str
    key: str
    article: str
    title: str | None
    outlet: str | None
    agency: str | None
    reported: str | None
    recorded: str


class _Credit(Record, frozen=True, kw_only=True):
    outlet: str | None = None
    agency: str | None = None


_state = msgspec.json.Decoder(State)
_credit = msgspec.json.Decoder(_Credit)
_decision = msgspec.json.Decoder(Decision)


def state_of(incident: BookIncident) -> State:
    """What an incident shows now, in short."""
    i = incident
    return State(
        title=i.title.replace("\x00", "\ufffd"), tolls=i.tolls, published=i.published, grade=i.grade, origins=i.origins, articles=len(i.articles),
        tellings=len(i.tellings), claims=len(i.claims), disagreement=i.disagreement,
    )  # fmt: skip


def note(connection: Connection, recorded: str, states: Mapping[str, State | None]) -> None:
    """Write a line for each of these incidents that is not what its last line says; `None` is no incident any more.

    One moment leaves one line of an incident, whatever steps led to it.
    """
    c = t.incident_was.c
    for piece in chunks(sorted(states)):
        last = {row.incident: row for row in connection.execute(_last(piece, None))}
        fresh = []
        for ident in piece:
            state, before = states[ident], last.get(ident)
            payload = json_text(state) if state is not None else None
            if payload == (before.payload if before is not None else None):
                continue
            if before is not None and before.recorded == recorded:
                connection.execute(update(t.incident_was).where(c.seq == before.seq).values(payload=payload))
            else:
                fresh.append({"incident": ident, "recorded": recorded, "payload": payload})
        if fresh:
            connection.execute(insert(t.incident_was), fresh)


def close_gone(connection: Connection, recorded: str) -> None:
    """Write that incidents are no more whose last line says they are: for a book whose incidents were made anew."""
    every = connection.execute(select(t.incident_was.c.incident).distinct().where(~t.incident_was.c.incident.in_(select(t.incident.c.id)))).scalars()
    note(connection, recorded, dict.fromkeys(every))


def drop(connection: Connection, ids: Iterable[str]) -> None:
    """Take every line of these incidents out: for a purge."""
    for piece in chunks(ids):
        connection.execute(delete(t.incident_was).where(t.incident_was.c.incident.in_(piece)))


def _last(ids: list[str], at: str | None) -> Any:
    c = t.incident_was.c
    newest = select(func.max(c.seq)).where(c.incident.in_(ids)).group_by(c.incident)
    if at is not None:
        newest = newest.where(c.recorded <= at)
    return select(c.seq, c.incident, c.recorded, c.payload).where(c.seq.in_(newest))


def read_states(connection: Connection, ids: Iterable[str], at: str | None = None) -> dict[str, State | None]:
    """What these incidents were at a recorded instant (`None`: now); one of which there is no line is left out."""
    found: dict[str, State | None] = {}
    for piece in chunks(sorted(set(ids))):
        for row in connection.execute(_last(piece, at)):
            found[row.incident] = _state.decode(row.payload) if row.payload is not None else None
    return found


def read_changed(connection: Connection, since: str, *, before: tuple[str, str] | None = None, limit: int | None = None) -> list[tuple[str, str]]:
    """Which incidents have a line after a recorded instant: (id, its latest), the latest first.

    Args:
        connection: The transaction to read in.
        since: The instant.
        before: (recorded, id) of the last one known: those after it in this order.
        limit: At most so many; `None` for all.
    """
    c, later = t.incident_was.c, t.incident_was.alias("later")
    last = ~select(later.c.seq).where(later.c.incident == c.incident, later.c.seq > c.seq).exists()
    asked = select(c.incident, c.recorded).where(c.recorded > since, last).order_by(c.recorded.desc(), c.incident.desc())
    if before is not None:
        asked = asked.where(or_(c.recorded < before[0], and_(c.recorded == before[0], c.incident < before[1])), c.recorded <= before[0])
    return [(row[0], row[1]) for row in connection.execute(asked if limit is None else asked.limit(limit))]


def read_changed_at(connection: Connection, ids: Iterable[str], since: str) -> dict[str, str]:
    """When each of these incidents got its latest line, where that is after a recorded instant."""
    c = t.incident_was.c
    asked = select(c.incident, func.max(c.recorded)).where(c.recorded > since).group_by(c.incident)
    return {row[0]: row[1] for piece in chunks(sorted(set(ids))) for row in connection.execute(asked.where(c.incident.in_(piece)))}


def count_changed(connection: Connection, since: str) -> int:
    """How many incidents have a line after a recorded instant."""
    c = t.incident_was.c
    return connection.execute(select(func.count(c.incident.distinct())).where(c.recorded > since)).scalar_one()


def read_lines(connection: Connection, limit: int) -> list[Line]:
    """The latest lines of the book, the latest first, each with what the incident had been."""
    w, earlier = t.incident_was.c, t.incident_was.alias("earlier")
    before = select(earlier.c.payload).where(earlier.c.incident == w.incident, earlier.c.seq < w.seq).order_by(earlier.c.seq.desc()).limit(1)
    asked = select(w.seq, w.incident, w.recorded, w.payload, before.scalar_subquery().label("before")).order_by(w.seq.desc()).limit(limit)
    return [
        Line(seq=r.seq, incident=r.incident, recorded=r.recorded, state=_read(r.payload), before=_read(r.before))
        for r in connection.execute(asked)
    ]  # fmt: skip


def _read(payload: str | None) -> State | None:
    return _state.decode(payload) if payload is not None else None


def read_transfers(connection: Connection, incidents: Iterable[str], since: str) -> list[tuple[str, str]]:
    """Which of these incidents were given tellings of which others after a recorded instant: (from, to), sorted."""
    new, old = t.incident_history, t.incident_history.alias("old")
    asked = (
        select(old.c.incident, new.c.incident).distinct()
        .join_from(new, old, (old.c.telling == new.c.telling) & (old.c.seq < new.c.seq) & (old.c.incident != new.c.incident))
        .where(new.c.recorded > since)
    )  # fmt: skip
    return sorted({(row[0], row[1]) for piece in chunks(sorted(set(incidents))) for row in connection.execute(asked.where(new.c.incident.in_(piece)))})


def read_arrivals(connection: Connection, incidents: Iterable[str], since: str) -> list[Arrival]:
    """The versions of articles of these incidents that came in after a recorded instant, in that order."""
    a, told, m = t.article.c, t.telling.c, t.member.c
    found = {}
    for piece in chunks(sorted(set(incidents))):
        asked = (
            select(m.incident, a.seq, a.key, a.source, a.title, a.payload, a.reported, a.undated, a.recorded)
            .join_from(t.member, t.telling, told.id == m.telling).join(t.article, a.key == told.key)
            .where(m.incident.in_(piece), a.recorded > since, *standing(None))
        )  # fmt: skip
        for r in connection.execute(asked):
            credit = _credit.decode(r.payload)
            found[r.seq, r.incident] = Arrival(
                incident=r.incident, key=r.key, article=r.source, title=r.title, outlet=credit.outlet, agency=credit.agency,
                reported=None if r.undated else r.reported, recorded=r.recorded,
            )  # fmt: skip
    return [found[at] for at in sorted(found)]


def read_decided(connection: Connection, since: str) -> list[Decision]:
    """The decisions taken after a recorded instant, in that order; the undone and the undoing, too."""
    d = t.decision.c
    return [_decision.decode(p) for p in connection.execute(select(d.payload).where(d.recorded > since).order_by(d.seq)).scalars()]


def read_began(connection: Connection) -> str:
    """When anything was first recorded in this book; "" in a book of nothing."""
    return str(connection.execute(select(func.min(t.moment.c.recorded))).scalar() or "")
