"""Whatever is wrong with a book is found, and nothing else."""

from __future__ import annotations

import shutil

import pytest

from made_books import Clock, anchor, article, decision, incident, reading, telling
from tollbook.book import Pair, Told, open_book
from tollbook.book.spans import wrong_spans
from tollbook.model import Link, Span

NIGHT = "2021-03-04T23:59:59.999999Z"


@pytest.fixture
def book(empty_book, tmp_path):
    with open_book(shutil.copy(empty_book, tmp_path / "week.db"), now=Clock()) as opened:
        sent, gone = article(), article("gone")
        with opened.write() as w:
            added = w.add_article(sent, reading(sent), "en 1")
            w.add_article(gone, reading(gone), "en 1")
            w.decide(decision("d1", claim=anchor(sent)))
            w.decide(decision("d2", "undo", undoes="d1"))
            w.withdraw("delta-1", by="Ana", why="taken back")
            w.put_tellings(Told(telling=telling(name, sent, added.key), keys=("day",), reported_from=NIGHT) for name in ("t1", "t2"))
            w.put_pairs([Pair(a="t1", b="t2", score=1.0)])
            w.put_incidents([incident("i1", "t1", "t2")])
        opened.purge("gone", why="a court order", by="Ana")
        yield opened


def test_a_sound_book_has_no_finding(book):
    assert book.check() == []


DAMAGE = {
    "articles": "UPDATE article SET payload = replace(payload, '30', '31')",
    "articles: another date": "UPDATE article SET reported = '2021-03-05T00:00:00.000000Z'",
    "articles: no JSON": "UPDATE article SET payload = '{'",
    "articles: no reading": "DELETE FROM claim; DELETE FROM reading",
    "spans": "UPDATE reading SET payload = replace(payload, '\"text\":\"30\"', '\"text\":\"31\"')",
    "readings": "UPDATE reading SET payload = 'x'",
    "claims": "UPDATE claim SET low = 29",
    "claims: one lost": "DELETE FROM claim",
    "decisions": "UPDATE decision SET payload = replace(payload, '\"id\":\"d1\"', '\"id\":\"d9\"')",
    "decisions: none": "UPDATE decision SET payload = '[]'",
    "decisions: of nothing": "UPDATE decision SET source = 'x', payload = replace(payload, '\"source\":\"delta-1\"', '\"source\":\"x\"')",
    "decisions: undone": "DELETE FROM decision WHERE id = 'd1'",
    "clock": "UPDATE decision SET recorded = '2021-03-05T06:00:00.500000Z', payload = replace(payload, '06:00:01.000', '06:00:00.500')",
    "clock: back": "UPDATE moment SET recorded = '2019' WHERE seq = 2; UPDATE tombstone SET recorded = '2019'",
    "tombstones": "UPDATE tombstone SET source = 'delta-1'",
    "guards": "DROP TRIGGER article_stays_UPDATE",
    "guards: open": "INSERT INTO purging VALUES (1)",
    "full text": "DROP TRIGGER claim_lost; DELETE FROM claim",
    "derived": "UPDATE telling SET id = 't9' WHERE id = 't1'",
    "derived: no JSON": "UPDATE telling SET payload = '1'",
    "derived: member": "DELETE FROM member WHERE telling = 't1'",
    "derived: incident": "DELETE FROM incident",
    "derived: incident, no JSON": "UPDATE incident SET payload = ''",
    "derived: pair": "UPDATE pair SET b = 't8'",
    "derived: signature": "INSERT INTO signature VALUES ('k', 'x')",
    "database": "PRAGMA foreign_keys = OFF; UPDATE claim SET reading = 99",
}


@pytest.mark.parametrize("damage", list(DAMAGE))
def test_damage_is_found(book, damage):
    import sqlite3

    raw = sqlite3.connect(book.address)
    guards = raw.execute("SELECT name, sql FROM sqlite_master WHERE name LIKE '%_stays_%'").fetchall()
    if not damage.startswith("guards"):
        for name, _ in guards:
            raw.execute(f"DROP TRIGGER {name}")
    raw.commit()
    raw.executescript(DAMAGE[damage])
    if not damage.startswith("guards"):
        for _, made in guards:
            raw.execute(made)
    raw.commit()
    raw.close()
    found = book.check()
    assert damage.partition(":")[0] in {f.check for f in found}, found
    assert all(f.item and f.message and "\n" not in f.message for f in found)


def test_damage_of_one_table_stops_no_other_look(book, tmp_path):
    with book.read() as view:
        page = view._connection.exec_driver_sql("SELECT rootpage - 1 FROM sqlite_master WHERE name = 'decision'").scalar_one()
    book.close()
    path = tmp_path / "week.db"
    data = bytearray(path.read_bytes())
    data[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    path.write_bytes(bytes(data))
    found = book.check()
    assert {f.item for f in found if f.check == "database"} == {"database", "decisions", "clock"}, found


def test_spans_are_looked_for_everywhere():
    text = "The 22 died, said Ana."
    assert list(wrong_spans(reading(article(text=text)), text)) == []
    wrong = (Span(text="22", start=4, end=6), (Link(speaker="Bob", start=18, end=21),))
    assert list(wrong_spans(wrong, text, "x")) == [("x[1][0]", "Bob")]
