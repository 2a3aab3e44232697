"""What a purge takes out is out, to the last byte; what stays says so."""

from __future__ import annotations

import pytest

from made_books import Clock, anchor, article, decision, incident, reading, telling
from tollbook.book import Pair, Told, open_book
from tollbook.errors import TollbookError
from tollbook.ledger import CopyLink

SECRET = "At least 30 stallholders hid with Zoramunda Quistorp in the cellar of the mill."
MARKS = ["Zoramunda", "Quistorp", "zoramunda", "hid with"]


@pytest.fixture
def book(address):
    with open_book(address, now=Clock()) as opened:
        yield opened


def fill(book):
    """An article with everything that can be made of it and decided about it, and a neighbour."""
    secret, other = article("secret", SECRET, title="Zoramunda Quistorp hides"), article("other")
    with book.write() as w:
        kept = [w.add_article(a, reading(a), "en 1") for a in (secret, other)]
        w.decide(decision("d1", "correct", claim=anchor(secret), changes={"quote": SECRET}, why="it says: stallholders hid with Zoramunda Quistorp"))
        w.decide(decision("d2", "accept", claim=anchor(other)))
        w.decide(decision("d3", "grade", incident="i1", why="because Stallholders hid with zoramunda was seen"))
        w.withdraw("secret", by="Ana", why="Zoramunda Quistorp asked for it")
        w.put_tellings(Told(telling=telling(f"t-{a.id}", a, k.key, place=a.title), keys=("day",), reported_from="2021-03-04") for a, k in zip((secret, other), kept, strict=True))
        w.put_pairs([Pair(a="t-other", b="t-secret", score=3.0)])
        w.put_signature(kept[0].key, b"Zoramunda", ["1:a"])
        w.put_copies([CopyLink(later=kept[1].key, earlier=kept[0].key, kind="copy", share=0.5, because=SECRET)])
        w.put_incidents([incident("i1", "t-other", "t-secret", title=SECRET, articles=("secret", "other"))])
    return kept


def test_what_is_purged_is_gone_and_a_tombstone_says_so(book):
    secret, other = fill(book)
    before = {k.key: k for k in book.kept()}
    done = book.purge("secret", why="a court order", by="Ana")
    assert (done.tellings, done.incidents, done.wiped) == (("t-secret",), ("i1",), True)
    (stone,) = done.tombstones
    assert list(book.tombstones("secret")) == [stone]
    assert (stone.key, stone.reported, stone.received, stone.by, stone.why) == (secret.key, before[secret.key].reported, before[secret.key].recorded, "Ana", "a court order")
    assert len(stone.hash) == 64
    assert list(book.kept()) == [before[other.key]]
    assert [x.telling.id for x in book.tellings()] == ["t-other"]
    assert (book.neighbours(["t-other"]), book.copies(), book.signed(["1:a"]), book.signatures([secret.key])) == ([], [], {}, {})
    assert (book.count(), book.search("Zoramunda"), book.events()) == (0, [], [])
    assert [f.message for f in book.check()] == []


def test_decisions_stay_without_their_quotes(book):
    fill(book)
    before = book.decisions()
    book.purge("secret", why="a court order", by="Ana")
    one, two, three = book.decisions()
    assert (one.id, one.verb, one.by, one.claim.claim, one.claim.source) == ("d1", "correct", "Ana", "claim-secret", "secret")
    assert (one.claim.quote, one.claim.count, one.changes, one.why) == (None, None, {}, "(purged)")
    assert two == before[1]
    assert (three.incident, three.why) == ("i1", "(purged)")


def test_what_was_purged_is_not_taken_back(book):
    fill(book)
    book.purge("secret", why="a court order", by="Ana")
    for text in (SECRET, "At least 31 others."):
        sent = article("secret", text)
        with book.write() as w:
            assert w.add_article(sent, reading(sent), "en 1").status == "purged"
    assert [k.source for k in book.kept()] == ["other"]
    again = book.purge("secret", why="again", by="Ben")
    assert again.tombstones == ()
    assert [s.why for s in book.tombstones()] == ["a court order"]


def test_only_what_is_there_can_be_purged(book):
    with pytest.raises(TollbookError, match="not in the book"):
        book.purge("unknown", why="?", by="Ana")


def test_everything_else_still_stays_after_a_purge(book):
    fill(book)
    book.purge("secret", why="a court order", by="Ana")
    for table in ("article", "decision", "tombstone"):
        with pytest.raises(TollbookError, match="only ever grows"), book.write() as w:
            w._connection.exec_driver_sql(f"DELETE FROM {table}")


def left(folder):
    data = b"".join(path.read_bytes() for path in sorted(folder.iterdir()))
    return [mark for mark in MARKS if mark.encode() in data]


def test_not_a_byte_is_left_in_any_file(empty_book, tmp_path):
    path = tmp_path / "week.db"
    path.write_bytes(empty_book.read_bytes())
    with open_book(path) as book:
        fill(book)
        for n in range(30):
            filler = article(f"f{n}", text=f"At least {n} were killed. " + "And more. " * 500)
            with book.write() as w:
                w.add_article(filler, reading(filler), "en 1")
        assert left(tmp_path) == MARKS
        book.purge("secret", why="a court order", by="Ana")
        assert left(tmp_path) == []
    assert left(tmp_path) == []


def test_bytes_that_a_reader_holds_are_wiped_later(empty_book, tmp_path):
    path = tmp_path / "week.db"
    path.write_bytes(empty_book.read_bytes())
    with open_book(path, wait=0.05) as book:
        fill(book)
        with book.read() as view:
            assert len(list(view.kept())) == 2
            assert not book.purge("secret", why="a court order", by="Ana").wiped
            assert len(list(view.kept())) == 2
        assert book.wipe()
        assert left(tmp_path) == []
