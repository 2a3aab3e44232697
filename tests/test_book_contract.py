"""What a book promises, on either database: the same tests for both."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from made_books import Clock, anchor, article, decision, incident, reading, telling
from tollbook.book import Filters, Pair, Told, open_book
from tollbook.book import tables as t
from tollbook.errors import TollbookError
from tollbook.ledger import CopyLink, as_of

NIGHT = "2021-03-04T23:59:59.999999Z"


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def book(address, clock):
    with open_book(address, now=clock) as opened:
        yield opened


def add(book, *articles, reader="en 1"):
    with book.write() as w:
        return [w.add_article(a, reading(a), reader) for a in articles]


# ---- articles --------------------------------------------------------------------------------------
def test_an_article_comes_back_as_it_went_in(book):
    sent = article(archive_url="https://archive.example/1", url="https://delta.example/1", agency="Delta Press", language="en")
    (added,) = add(book, sent)
    (kept,) = book.kept()
    assert (added.status, added.key, added.source) == ("new", kept.key, "delta-1")
    assert (kept.article, kept.reading, kept.reader) == (sent, reading(sent), "en 1")
    assert (kept.version, kept.reported, kept.until, kept.undated, kept.retracted) == (1, NIGHT, None, False, False)
    assert kept.recorded == "2021-03-05T06:00:01.000000Z"


def test_the_same_article_again_changes_nothing(book):
    first = article()
    add(book, first)
    before = list(book.kept())
    assert [a.status for a in add(book, first, first)] == ["same", "same"]
    # the address of an archive and the language are no part of what was published
    assert add(book, article(archive_url="https://archive.example/9", language="en"))[0].status == "same"
    assert list(book.kept()) == before


def test_nothing_new_leaves_no_moment_behind(book):
    add(book, article())
    add(book, article())
    with book.read() as view:
        moments = view._connection.execute(t.moment.select()).all()
    assert len(moments) == 1


def test_versions_are_in_the_order_of_their_dates_not_of_their_arrival(book):
    for order in itertools.permutations((4, 5, 6)):
        source = f"a{order}"
        for n in order:
            add(book, article(source, text=f"At least {n} were killed.", published=f"2021-03-0{n}"))
        kept = list(book.kept(sources=[source]))
        assert [(k.version, k.article.text) for k in kept] == [(n - 3, f"At least {n} were killed.") for n in (4, 5, 6)]
        assert [k.until for k in kept] == ["2021-03-05T23:59:59.999999Z", "2021-03-06T23:59:59.999999Z", None]


def test_versions_of_the_same_day_are_in_the_order_of_their_arrival(book):
    add(book, article(text="At least 4 were killed."))
    assert add(book, article(text="At least 5 were killed."))[0].status == "version"
    first, second = book.kept()
    assert (first.until, second.until, second.article.text) == (NIGHT, None, "At least 5 were killed.")
    assert [k.key for k in book.kept(as_of=as_of("2021-03-09"))] == [second.key]


def test_an_undated_article_is_known_from_when_the_book_learned_of_it(book):
    add(book, article(published=None))
    (kept,) = book.kept()
    assert (kept.undated, kept.reported) == (True, kept.recorded)


def test_a_dated_version_takes_the_place_of_the_undated_one_before_it(book):
    add(book, article(published=None))
    add(book, article(text="At least 31 were killed."))
    assert [(k.undated, k.until) for k in book.kept()] == [(True, NIGHT), (False, None)]


@pytest.mark.parametrize("published", ["yesterday", "0001-01-01T00:00+05:00", "2021-13-01"])
def test_a_date_that_is_none_is_said_and_nothing_is_kept(book, published):
    with pytest.raises(TollbookError, match="date"):
        add(book, article(published=published))
    assert list(book.kept()) == []


def test_what_no_database_can_hold_is_said(book):
    with pytest.raises(TollbookError, match="surrogates"):
        add(book, article(text="At least 3\ud800 died."))
    with pytest.raises(TollbookError, match="cannot be an article's id"):
        add(book, article("a\x00b"))


def test_zero_characters_are_kept_where_they_stand(book):
    sent = article(text="At\x00least 30 were killed.", title="a\x00b")
    add(book, sent)
    (kept,) = book.kept()
    assert (kept.article, kept.reading) == (sent, reading(sent))
    assert book.check() == []


def test_kept_can_be_asked_by_key_and_by_source(book):
    one, two, three = add(book, article("a"), article("b"), article("b", text="At least 31 died.", published="2021-03-05"))
    assert [k.key for k in book.kept([two.key, "unknown"])] == [two.key]
    assert [k.key for k in book.kept(sources=["b"])] == [two.key, three.key]
    assert book.keys() == [one.key, two.key, three.key]
    # the version that stands is the same whether all are asked for or one
    assert next(book.kept([two.key])).until == "2021-03-05T23:59:59.999999Z"


def test_more_sources_than_a_statement_takes(book):
    keys = [a.key for a in add(book, *(article(f"a{n:04}", title=None) for n in range(503)))]
    assert [k.key for k in book.kept(keys)] == keys


# ---- clocks ----------------------------------------------------------------------------------------
def test_as_of_a_reported_time_only_what_stood_then(book):
    add(book, article(), article(text="At least 33 were killed.", published="2021-03-05T10:00Z"))
    assert [k.version for k in book.kept(as_of=as_of("2021-03-04T12:00"))] == []
    assert [k.version for k in book.kept(as_of=as_of("2021-03-04"))] == [1]
    assert [k.version for k in book.kept(as_of=as_of("2021-03-05T09:59"))] == [1]
    assert [k.version for k in book.kept(as_of=as_of("2021-03-05T10:01"))] == [2]


def test_as_of_a_recorded_time_only_what_the_book_knew(book, clock):
    add(book, article())
    first = as_of("recorded:" + clock.now.isoformat())
    add(book, article(text="At least 33 were killed.", published="2021-03-05"), article("b"))
    assert [(k.source, k.version, k.until) for k in book.kept(as_of=first)] == [("delta-1", 1, None)]
    assert len(list(book.kept(as_of=as_of("recorded:2021-04-01")))) == 3
    assert list(book.kept(as_of=as_of("recorded:2021-03-01"))) == []


def test_a_clock_that_goes_back_moves_the_book_on_all_the_same(book, clock):
    add(book, article("a"))
    clock.now -= timedelta(days=300)
    add(book, article("b"))
    add(book, article("c"))
    assert [k.recorded for k in book.kept()] == [f"2021-03-05T06:00:01.00000{n}Z" for n in range(3)]
    assert book.check() == []


# ---- readings --------------------------------------------------------------------------------------
def test_a_better_reading_is_another_row_and_the_old_one_can_be_asked_for(book, clock):
    (added,) = add(book, article())
    before = as_of("recorded:" + clock.now.isoformat())
    better = reading(article(), low=31)
    with book.write() as w:
        assert w.add_reading(added.key, better, "en 2")
        assert not w.add_reading(added.key, better, "en 2")
    assert [(k.reader, k.reading) for k in book.kept()] == [("en 2", better)]
    assert [k.reader for k in book.kept(as_of=before)] == ["en 1"]
    # the article as reported that night, as the better reader reads it
    assert [k.reader for k in book.kept(as_of=as_of("2021-03-04"))] == ["en 2"]
    with pytest.raises(TollbookError, match="no version"), book.write() as w:
        w.add_reading("unknown", better, "en 2")


def test_only_claims_of_the_reading_in_force_are_found(book):
    (added,) = add(book, article())
    assert [h.claim for h in book.search("stallholders")] == ["claim-delta-1"]
    with book.write() as w:
        w.add_reading(added.key, reading(article(), name="better"), "en 2")
    assert [h.claim for h in book.search("stallholders")] == ["better"]
    assert book.claim_keys("bett") == [("better", added.key)]
    assert book.claim_keys("claim-") == [("claim-delta-1", added.key)]


# ---- withdrawals -----------------------------------------------------------------------------------
def test_a_withdrawn_source_stands_until_then(book):
    add(book, article())
    with book.write() as w:
        assert w.withdraw("delta-1", by="Ana", why="the outlet took it back", reported="2021-03-06")
        assert not w.withdraw("delta-1", by="Ben", why="seen, too", reported="2021-03-06")
    (kept,) = book.kept()
    assert (kept.retracted, kept.until) == (True, "2021-03-06T23:59:59.999999Z")
    assert len(list(book.kept(as_of=as_of("2021-03-05")))) == 1
    assert list(book.kept(as_of=as_of("2021-03-06"))) == []
    assert [(e.kind, e.by, e.why) for e in book.events(["delta-1"])] == [("withdrawn", "Ana", "the outlet took it back")]


def test_a_withdrawal_can_be_taken_back_and_both_stay_on_record(book, clock):
    add(book, article())
    with book.write() as w:
        assert not w.restore("delta-1", by="Ana", why="nothing to restore")
        w.withdraw("delta-1", by="Ana", why="taken back")
        assert not w.withdraw("delta-1", by="Ana", why="again")
    between = as_of("recorded:" + clock.now.isoformat())
    with book.write() as w:
        assert w.restore("delta-1", by="Ben", why="it was another")
    assert [(k.retracted, k.until) for k in book.kept()] == [(False, None)]
    assert [k.retracted for k in book.kept(as_of=between)] == [True]
    assert [e.kind for e in book.events()] == ["withdrawn", "restored"]


def test_a_version_that_comes_after_the_withdrawal_stands(book):
    add(book, article())
    with book.write() as w:
        w.withdraw("delta-1", by="Ana", why="taken back", reported="2021-03-05")
    add(book, article(text="At least 3 were killed.", published="2021-03-07"))
    assert [(k.retracted, k.until) for k in book.kept()] == [(True, "2021-03-05T23:59:59.999999Z"), (False, None)]


def test_what_is_not_in_the_book_cannot_be_withdrawn(book):
    with pytest.raises(TollbookError, match="not in the book"), book.write() as w:
        w.withdraw("unknown", by="Ana", why="?")


# ---- decisions -------------------------------------------------------------------------------------
def test_decisions_come_back_in_their_order_stamped_with_the_moment(book, clock):
    sent = [
        decision("d1", claim=anchor(article()), changes={"low": 29, "note": "a\x00b ≥ ü"}),
        decision("d2", "same", tellings=("t1", "t2"), blind="round 1"),
        decision("d3", "toll", incident="i1", changes={"killed": 33}),
        decision("d4", "undo", undoes="d1"),
    ]
    with book.write() as w:
        kept = [w.decide(d) for d in sent[:3]]
    before = as_of("recorded:" + clock.now.isoformat())
    with book.write() as w:
        kept.append(w.decide(sent[3]))
        assert w.decide(sent[0]) == kept[0]
    assert book.decisions() == kept
    assert [d.recorded for d in kept] == ["2021-03-05T06:00:01.000000Z"] * 3 + ["2021-03-05T06:00:02.000000Z"]
    assert book.decisions(as_of=before) == kept[:3]
    assert book.decisions(as_of=as_of("2020-01-01")) == kept
    assert book.decisions(incident="i1") == kept[2:3]
    assert book.decisions(source="delta-1") == book.decisions(claim="claim-delta-1") == kept[:1]


def test_one_id_cannot_say_two_things(book):
    with book.write() as w:
        w.decide(decision())
    with pytest.raises(TollbookError, match="something else"), book.write() as w:
        w.decide(decision(why="another reason"))
    assert [d.why for d in book.decisions()] == ["seen on film"]


# ---- what is kept stays ----------------------------------------------------------------------------
def test_the_database_itself_refuses_changes(book):
    fill(book)
    before = list(book.kept())
    for table in t.KEPT:
        column = next(c for c in table.columns if not c.primary_key)
        for statement in (table.delete(), table.update().values({column.name: "x"})):
            with pytest.raises(TollbookError, match=f"rows of {table.name} are neither altered nor removed"), book.write() as w:
                w._connection.execute(statement)
    assert list(book.kept()) == before


def fill(book):
    """Something in every table that is kept."""
    (gone, kept) = add(book, article("gone"), article())
    with book.write() as w:
        w.decide(decision())
        w.withdraw("delta-1", by="Ana", why="taken back")
        w.put_tellings([Told(telling=telling("t1", article(), kept.key), reported_from=NIGHT)])
        w.put_incidents([incident("i1", "t1")])
        w.purge(gone.source, why="a court", by="Ana")


def test_a_failed_transaction_leaves_nothing(book):
    with pytest.raises(ZeroDivisionError):
        add_and(book, lambda _: 1 // 0)
    assert list(book.kept()) == []
    with pytest.raises(TollbookError, match="refused"):
        add_and(book, lambda w: w._connection.exec_driver_sql("no such thing"))
    assert list(book.kept()) == []


def add_and(book, fail):
    with book.write() as w:
        w.add_article(article(), reading(article()), "en 1")
        assert len(list(w.kept())) == 1
        fail(w)


def test_a_view_does_not_move_while_others_write(book):
    add(book, article("a"))
    with book.read() as view:
        assert len(list(view.kept())) == 1
        add(book, article("b"))
        assert len(list(view.kept())) == 1
    assert len(list(book.kept())) == 2


def test_a_view_cannot_write(book):
    with pytest.raises((DBAPIError, TollbookError)), book.read() as view:
        view._connection.execute(t.moment.insert().values(recorded="2021"))
    with book.read() as view:
        assert view._connection.execute(t.moment.select()).all() == []


# ---- search ----------------------------------------------------------------------------------------
def test_search_finds_quotes_and_titles_latest_first(book):
    add(book, article("old", published="2021-03-01"), article("new", text="At least 30 stallholders fled.", published="2021-03-05"))
    assert [(h.source, h.claim) for h in book.search("stallholders")] == [("new", "claim-new"), ("old", "claim-old")]
    assert [h.source for h in book.search("STALL* least")] == ["new", "old"]
    assert [h.source for h in book.search('"stallholders were"')] == ["old"]
    assert [h.source for h in book.search('"were stallholders"')] == []
    assert [(h.source, h.claim, h.text) for h in book.search("market old")] == [("old", None, "Market of Qamra hit, says old")]
    assert len(book.search("stallholders", limit=1)) == 1


def test_no_query_is_an_error(book):
    add(book, article())
    for text in (
     "", " ", '"', '""', "*", "a*b*", "-- ;", "' OR 1=1", "NEAR(", "quote:least", "AND", "(", "^x", "{a b}", "a & !b", "x:*", "\x00", "%", "\\", "é́",
    ):
        assert isinstance(book.search(text), list), text


def test_words_of_a_query_are_words_even_where_they_are_operators(book):
    add(book, article(text="Not 3 and not 4 or 5 were near."))
    assert [h.claim for h in book.search("AND NOT near")] == ["claim-delta-1"]
    assert book.search("NOT elsewhere") == []


# ---- tellings, pairs, copies -----------------------------------------------------------------------
def tell(book, *names, source="delta-1", keys=("day", "place")):
    (added,) = add(book, article(source))
    with book.write() as w:
        w.put_tellings(Told(telling=telling(n, article(source), added.key), keys=keys, reported_from=NIGHT) for n in names)
    return added.key


def test_tellings_are_found_by_their_blocks(book):
    key = tell(book, "t1", "t2")
    assert book.candidates(["day", "nothing"]) == {"day": ("t1", "t2")}
    assert book.block_sizes(["day", "nothing"]) == {"day": 2}
    assert [(x.telling.id, x.keys) for x in book.tellings(blocks=True)] == [("t1", ("day", "place")), ("t2", ("day", "place"))]
    assert [x.telling.id for x in book.tellings(["t2", "t9"])] == [x.telling.id for x in book.tellings(["t2"], as_of=as_of("2021-03-04"))] == ["t2"]
    assert len(list(book.tellings(keys=[key]))) == len(list(book.tellings(sources=["delta-1"]))) == 2
    assert list(book.tellings(as_of=as_of("2021-03-03"))) == []


def test_a_telling_told_again_otherwise_closes_the_former(book, clock):
    key = tell(book, "t1")
    before = as_of("recorded:" + clock.now.isoformat())
    with book.write() as w:
        w.put_tellings([Told(telling=telling("t1", article(), key, place="Harrow"), keys=("other",), reported_from=NIGHT)])
    assert [x.telling.features["place"] for x in book.tellings()] == ["Harrow"]
    assert [x.telling.features["place"] for x in book.tellings(as_of=before)] == ["Qamra"]
    assert book.candidates(["day", "other"]) == {"other": ("t1",)}
    # the same again changes nothing, but for its blocks
    with book.write() as w:
        w.put_tellings([Told(telling=telling("t1", article(), key, place="Harrow"), keys=("day",), reported_from=NIGHT)])
    assert [x.recorded_from for x in book.tellings()] == ["2021-03-05T06:00:03.000000Z"]
    assert book.candidates(["day", "other"]) == {"day": ("t1",)}


def test_a_closed_telling_no_longer_stands_but_did(book, clock):
    key = tell(book, "t1", "t2")
    before = as_of("recorded:" + clock.now.isoformat())
    with book.write() as w:
        w.close_tellings(["t1"], closed_by="decision d1", key="another version")
        w.close_tellings(["t2"], closed_by="decision d1", key=key)
    assert [x.telling.id for x in book.tellings()] == ["t1"]
    assert [(x.telling.id, x.closed_by) for x in book.tellings(as_of=before)] == [("t1", None), ("t2", "decision d1")]
    assert book.candidates(["day"]) == {"day": ("t1",)}


def test_a_telling_that_another_version_tells_from_then_on(book):
    key = tell(book)
    with book.write() as w:
        w.put_tellings([Told(telling=telling("t1", article(), key), reported_from=NIGHT, reported_to="2021-03-05T12:00:00.000000Z")])
    assert list(book.tellings()) == []
    assert [x.telling.id for x in book.tellings(as_of=as_of("2021-03-05T11:00"))] == ["t1"]
    assert list(book.tellings(as_of=as_of("2021-03-05T13:00"))) == []


def test_pairs_are_found_from_either_side(book):
    with book.write() as w:
        w.put_pairs([Pair(a="a", b="b", score=4.5, parts={"same day": 4.1}), Pair(a="b", b="c", score=-2.0), Pair(a="c", b="d", score=1.0)])
        w.put_pairs([Pair(a="c", b="d", score=2.0)])
    assert book.neighbours(["b"]) == [Pair(a="a", b="b", score=4.5, parts={"same day": 4.1}), Pair(a="b", b="c", score=-2.0)]
    assert [(p.a, p.b, p.score) for p in book.neighbours(["b", "d"], above=2.0)] == [("a", "b", 4.5), ("c", "d", 2.0)]
    with book.write() as w:
        w.drop_pairs(["c"])
    assert [(p.a, p.b) for p in book.neighbours(["b", "c", "d"])] == [("a", "b")]


def test_signatures_and_copies(book):
    with book.write() as w:
        w.put_signature("k1", b"\x00\xff\x01", ["1:a", "2:b"])
        w.put_signature("k2", b"two", ["1:a", "1:a"])
        w.put_signature("k1", b"\x00\xff\x02", ["1:a", "2:c"])
        w.put_copies([CopyLink(later="k2", earlier="k1", kind="copy", share=0.5, because="same words")])
        w.put_copies([CopyLink(later="k2", earlier="k1", kind="copy", share=0.9, because="same words")])
    assert book.signatures(["k1", "k9"]) == {"k1": b"\x00\xff\x02"}
    assert book.signed(["1:a", "2:b", "2:c"]) == {"1:a": ("k1", "k2"), "2:c": ("k1",)}
    assert [x.share for x in book.copies()] == [x.share for x in book.copies(["k1"])] == [x.share for x in book.copies(["k2", "k1"])] == [0.9]
    with book.write() as w:
        w.drop_copies(["k1"])
    assert book.copies() == []


# ---- ids that last ---------------------------------------------------------------------------------
def test_an_id_leads_on_after_a_merge_and_after_a_split(book):
    with book.write() as w:
        w.put_incidents([incident("aa1", "t1", "t2"), incident("bb2", "t3")])
    assert book.resolve("bb2").current == book.resolve("b").current == ("bb2",)
    with book.write() as w:
        w.drop_incidents(["bb2"])
        w.put_incidents([incident("aa1", "t1", "t2", "t3")])
    assert book.resolve("bb2").current == book.resolve("bb").current == ("aa1",)
    with book.write() as w:
        w.drop_incidents(["aa1"])
        w.put_incidents([incident("cc3", "t1"), incident("dd4", "t2", "t3")])
    assert (book.resolve("aa1").known, book.resolve("aa1").current) == (("aa1",), ("dd4", "cc3"))
    assert book.resolve("bb2").current == ("dd4",)
    assert book.members(["t1", "t3", "t9"]) == {"t1": "cc3", "t3": "dd4"}
    book.forget_derived()
    assert (book.resolve("aa1").known, book.resolve("aa1").current, book.members(["t1"])) == (("aa1",), (), {})


def test_an_id_that_is_ambiguous_or_unknown_is_not_guessed(book):
    with book.write() as w:
        w.put_incidents([incident("ab1", "t1"), incident("ab2", "t2"), incident("ab", "t3")])
    assert (book.resolve("a").known, book.resolve("a").current) == (("ab", "ab1", "ab2"), ("ab", "ab1", "ab2"))
    assert book.resolve("ab").current == ("ab",)
    for nothing in ("zz", "", "%", "a'--"):
        assert (book.resolve(nothing).known, book.resolve(nothing).current) == ((), ())


def test_a_telling_belongs_to_one_incident(book):
    with book.write() as w:
        w.put_incidents([incident("i1", "t1", "t2")])
        w.put_incidents([incident("i2", "t2"), incident("i1", "t1")])
    assert book.members(["t1", "t2"]) == {"t1": "i1", "t2": "i2"}
    assert list(book.incident(["i1", "i2", "i3"])) == ["i1", "i2"]
    assert book.count(Filters()) == 2
