"""Writing what is made of the kept: tellings, pairs, copies, incidents. All of it can be made again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from tollbook.book import past, reckoned, sourced, staked
from tollbook.book import tables as t
from tollbook.book.facets import facets
from tollbook.book.keeping import json_text
from tollbook.book.kept import chunks
from tollbook.book.records import Pair, Told
from tollbook.ledger import BookIncident, CopyLink

Rows = list[dict[str, Any]]


def upsert(connection: Connection, table: Table, rows: Rows, *, replace: bool = True) -> None:
    """Insert rows; where the key is taken, replace the rest, or leave it as it is."""
    if not rows:
        return
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(table)
    others = [c.name for c in table.columns if not c.primary_key]
    if replace and others:
        statement = statement.on_conflict_do_update(index_elements=list(table.primary_key), set_={n: statement.excluded[n] for n in others})
    else:
        statement = statement.on_conflict_do_nothing()
    connection.execute(statement, rows)


def put_tellings(connection: Connection, recorded: str, told: Iterable[Told]) -> None:
    """Let these tellings stand; what stood under the same id and version and differs is closed."""
    for piece in chunks(told):
        live = _standing_rows(connection, [item.telling.id for item in piece])
        for item in piece:
            row = _telling_row(item, recorded)
            before = live.pop((item.telling.id, item.telling.key), None)
            if before is not None and item.recorded_to is None:
                if all(before[name] == row[name] for name in ("reported_from", "reported_to", "payload")):
                    _put_blocks(connection, before["seq"], item.keys)
                    continue
                _close(connection, before, recorded, "a later telling of the same")
            kept = connection.execute(insert(t.telling).values(**row).returning(t.telling.c.seq)).scalar_one()
            _put_blocks(connection, kept, item.keys if item.recorded_to is None else ())


def _standing_rows(connection: Connection, ids: list[str]) -> dict[tuple[str, str], Mapping[str, Any]]:
    s = t.telling.c
    rows = connection.execute(select(t.telling).where(s.id.in_(ids), func.coalesce(s.recorded_to, "") == "").order_by(s.seq)).mappings().all()
    return {(row["id"], row["key"]): dict(row) for row in rows}


def _telling_row(item: Told, recorded: str) -> dict[str, Any]:
    return {
        "id": item.telling.id,
        "key": item.telling.key,
        "source": item.telling.source,
        "reported_from": item.reported_from,
        "reported_to": item.reported_to,
        "recorded_from": item.recorded_from or recorded,
        "recorded_to": item.recorded_to,
        "closed_by": item.closed_by,
        "payload": json_text(item.telling),
    }


def _put_blocks(connection: Connection, seq: int, keys: Iterable[str]) -> None:
    connection.execute(delete(t.telling_key).where(t.telling_key.c.telling == seq))
    rows = [{"block": key, "telling": seq} for key in sorted(set(keys))]
    if rows:
        connection.execute(insert(t.telling_key), rows)


def _close(connection: Connection, row: Mapping[str, Any], recorded: str, closed_by: str) -> None:
    """End a telling on the recorded clock; one that began in this same moment was never seen, and goes."""
    _put_blocks(connection, row["seq"], ())
    if row["recorded_from"] >= recorded:
        connection.execute(delete(t.telling).where(t.telling.c.seq == row["seq"]))
    else:
        connection.execute(update(t.telling).where(t.telling.c.seq == row["seq"]).values(recorded_to=recorded, closed_by=closed_by))


def close_tellings(connection: Connection, recorded: str, ids: Iterable[str], *, closed_by: str, key: str | None = None) -> None:
    """End tellings on the recorded clock; of one version where `key` names it."""
    for piece in chunks(ids):
        for row in _standing_rows(connection, piece).values():
            if key is None or row["key"] == key:
                _close(connection, row, recorded, closed_by)


def put_pairs(connection: Connection, pairs: Iterable[Pair]) -> None:
    """Keep scored pairs; a pair that was scored before is replaced."""
    for piece in chunks(pairs):
        upsert(connection, t.pair, [{"a": p.a, "b": p.b, "score": p.score, "payload": json_text(p.parts)} for p in piece])


def drop_pairs(connection: Connection, ids: Iterable[str]) -> None:
    """Forget all pairs of these tellings."""
    for piece in chunks(ids):
        connection.execute(delete(t.pair).where(t.pair.c.a.in_(piece)))
        connection.execute(delete(t.pair).where(t.pair.c.b.in_(piece)))


def put_signature(connection: Connection, key: str, payload: bytes, bands: Iterable[str]) -> None:
    """Keep an article's signature, and the bands under which its copies are found."""
    upsert(connection, t.signature, [{"key": key, "payload": payload}])
    connection.execute(delete(t.signature_key).where(t.signature_key.c.key == key))
    rows = [{"band": band, "key": key} for band in sorted(set(bands))]
    if rows:
        connection.execute(insert(t.signature_key), rows)


def put_copies(connection: Connection, links: Iterable[CopyLink]) -> None:
    """Keep who copies whom; a link that was found before is replaced."""
    for piece in chunks(links):
        rows = [{"later": x.later, "earlier": x.earlier, "kind": x.kind, "share": x.share, "because": x.because} for x in piece]
        upsert(connection, t.copy_link, rows)


def drop_copies(connection: Connection, keys: Iterable[str]) -> None:
    """Forget all copy links of these versions."""
    for piece in chunks(keys):
        connection.execute(delete(t.copy_link).where(t.copy_link.c.later.in_(piece)))
        connection.execute(delete(t.copy_link).where(t.copy_link.c.earlier.in_(piece)))


def put_incidents(connection: Connection, recorded: str, incidents: Iterable[BookIncident]) -> None:
    """Keep incidents as they now are, with their members and the facets by which they are listed, and a line of what changed."""
    history = sqlite.insert(t.incident_history) if connection.dialect.name == "sqlite" else postgresql.insert(t.incident_history)
    for piece in chunks(incidents, 100):
        ids = [item.id for item in piece]
        connection.execute(delete(t.member).where(t.member.c.incident.in_(ids)))
        upsert(connection, t.incident, [facets(item) | {"made": recorded} for item in piece])
        reckoned.drop_reckoned(connection, ids)
        past.note(connection, recorded, {item.id: past.state_of(item) for item in piece})
        members = [{"telling": told, "incident": item.id} for item in piece for told in item.tellings]
        for rows in chunks(members):
            upsert(connection, t.member, rows)
            seen = [{"incident": r["incident"], "telling": r["telling"], "recorded": recorded} for r in rows]
            connection.execute(history.on_conflict_do_nothing(), seen)


def drop_incidents(connection: Connection, recorded: str, ids: Iterable[str]) -> None:
    """Forget incidents that no longer are; their ids still lead on."""
    for piece in chunks(ids):
        sourced.drop_sourced(connection, piece)
        staked.drop_stakes(connection, piece)
        reckoned.drop_reckoned(connection, piece)
        past.note(connection, recorded, dict.fromkeys(piece))
        connection.execute(delete(t.member).where(t.member.c.incident.in_(piece)))
        connection.execute(delete(t.incident).where(t.incident.c.id.in_(piece)))


def forget(connection: Connection) -> None:
    """Throw away everything that can be made again."""
    sourced.forget_sourced(connection)
    for table in t.DERIVED:
        connection.execute(delete(table))
