"""A large book stays as quick as a small one: what is asked for is looked up, not searched for among all that stands."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.dialects import sqlite

from tollbook.book import tables as t
from tollbook.book.derived import standing

C, K = t.telling.c, t.telling_key.c
ASKED = {
    "ix_telling_source": select(t.telling).where(*standing(None), C.source.in_(["a", "b"])).order_by(C.id, C.key, C.seq),
    "ix_telling_id": select(t.telling).where(*standing(None), C.id.in_(["a", "b"])).order_by(C.id, C.key, C.seq),
    "(block=?)": select(K.block, C.id).join_from(t.telling_key, t.telling, K.telling == C.seq).where(K.block.in_(["x", "y"]), *standing(None)),
}


@pytest.mark.parametrize("by", ASKED)
def test_tellings_are_found_by_what_is_asked_for(by):
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        for table in (t.telling, t.telling_key):
            table.create(connection)
        asked = ASKED[by].compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
        first = connection.execute(text(f"EXPLAIN QUERY PLAN {asked}")).first()
    assert first is not None
    assert by in first.detail
