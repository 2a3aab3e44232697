"""Listing incidents: every one once, in order, whichever page, order and filter; quickly."""

from __future__ import annotations

import random

import msgspec
import pytest

from made_books import Clock, article, incident, reading, telling
from tollbook.book import Filters, Told, open_book
from tollbook.errors import TollbookError
from tollbook.model import Where

ORDERS = {
    "happened": lambda i: i.when.from_ if i.when else None,
    "killed": lambda i: i.tolls[0].best,
    "disagreement": lambda i: i.disagreement,
    "origins": lambda i: i.origins,
    "articles": lambda i: len(i.articles),
    "first_reported": lambda i: i.first_reported,
    "last_reported": lambda i: i.last_reported,
    "title": lambda i: i.title,
    "injured": lambda _: None,
}


def every(_):
    return True


def none(_):
    return False


def some(number: int):
    """Incidents of all sorts, with many ties and many unknowns."""
    draw = random.Random(11)
    for n in range(number):
        day = draw.choice([None, "2021-03-01", "2021-03-02", "2021-03-15"])
        yield incident(
            f"i{n:05}",
            f"t{n}",
            killed=draw.choice([None, 0, 3, 3, 30]),
            day=day,
            country=draw.choice([None, "SY", "UA"]),
            disagreement=draw.choice([None, 0, 8]),
            origins=draw.choice([1, 2]),
            articles=tuple(f"a{n}-{m}" for m in range(draw.choice([1, 2]))),
            method=draw.choice([None, "shelling", "air strike"]),
            grade=draw.choice([None, "fair"]),
            first_reported=draw.choice([None, "2021-03-01T00:00:00.000000Z"]),
            last_reported=draw.choice(["2021-03-01T00:00:00.000000Z", "2021-03-02T00:00:00.000000Z"]),
            title=draw.choice(["shelling of Qamra", "Éclats", "zone"]),
        )


@pytest.fixture
def book(address):
    with open_book(address, now=Clock()) as opened:
        with opened.write() as w:
            w.put_incidents(some(90))
        yield opened


def pages(book, **asked):
    after, seen = None, []
    while True:
        page = book.incidents(after=after, **asked)
        seen += page.incidents
        after = page.after
        if after is None:
            return seen
        assert len(page.incidents) == asked["limit"]


def test_pages_give_every_incident_once_in_order(book):
    for order, key in ORDERS.items():
        for ascending in (True, False):
            seen = pages(book, order=order, ascending=ascending, limit=7)
            known = sorted((i for i in some(90) if key(i) is not None), key=lambda i: (key(i), i.id), reverse=not ascending)
            unknown = sorted((i for i in some(90) if key(i) is None), key=lambda i: i.id, reverse=not ascending)
            assert seen == known + unknown, (order, ascending)


def test_disagreement_comes_first_unless_asked_otherwise(book):
    assert [i.disagreement for i in book.incidents(limit=3).incidents] == [8, 8, 8]
    assert book.incidents(order="title", limit=1).incidents[0].title == "shelling of Qamra"


def test_filters_leave_what_they_say(book):
    for filters, test in (
        (Filters(), every),
        (Filters(since="2021-03-02"), lambda i: i.when and i.when.to >= "2021-03-02"),
        (Filters(until="2021-03-01"), lambda i: i.when and i.when.from_ <= "2021-03-01"),
        (Filters(country="SY"), lambda i: i.where and i.where.country == "SY"),
        (Filters(country="SY' OR 1=1"), none),
        (Filters(place="QAM"), lambda i: i.where),
        (Filters(place="qamra delta"), lambda i: i.where),
        (Filters(place="harrow%"), none),
        (Filters(method="shelling", grade="fair"), lambda i: i.method == "shelling" and i.grade == "fair"),
        (Filters(harm="killed"), every),
        (Filters(harm="kill"), none),
        (Filters(killed=3), lambda i: (i.tolls[0].best or 0) >= 3),
        (Filters(disagreement=1), lambda i: i.disagreement),
        (Filters(origins=2), lambda i: i.origins == 2),
        (Filters(box=(1.0, 2.0, 2.0, 3.0)), lambda i: i.where),
        (Filters(box=(1.0, 170.0, 2.0, 3.0)), lambda i: i.where),
        (Filters(box=(1.0, 3.0, 2.0, 4.0)), none),
        (Filters(reported_since="2021-03-02"), lambda i: i.last_reported > "2021-03-02"),
    ):
        left = [i for i in some(90) if test(i)]
        assert sorted(i.id for i in pages(book, filters=filters, limit=50)) == [i.id for i in left], filters
        assert book.count(filters) == len(left)


def test_facets_are_counted_the_unknown_too(book):
    left = [i for i in some(90) if i.grade == "fair"]
    counted = {x.value: x.count for x in book.count_by("country", Filters(grade="fair"))}
    assert counted == {c: n for c in (None, "SY", "UA") if (n := sum((i.where.country if i.where else None) == c for i in left))}


def test_a_page_that_nobody_gave_is_said(book):
    for after in ("", "x", "é", "bnVsbA", "W10", "WyJ4IiwxXQ", "e30", "WyIyMDIxIiwgImkxIl0", "A" * 5000):
        with pytest.raises(TollbookError, match="Begin at the first page"):
            book.incidents(order="killed", after=after)


def test_an_incident_is_replaced_whole(book):
    with book.write() as w:
        w.put_incidents([incident("i00003", "t3", killed=77, where=Where(text="Harrow", start=0, end=6))])
    assert book.count() == 90
    assert [i.id for i in book.incidents(Filters(place="harrow", killed=77)).incidents] == ["i00003"]


def test_a_published_figure_comes_before_the_reckoned(book):
    from tollbook.model import Toll

    with book.write() as w:
        w.put_incidents([incident("p", "tp", killed=3, published=(Toll(harm="killed", best=200),)), incident("q", "tq", killed=10**30)])
    assert [i.id for i in book.incidents(order="killed", limit=2).incidents] == ["q", "p"]


def test_ten_thousand_incidents_are_paged_by_index_not_by_sorting(tmp_path):
    """Time would say it, too, but on a busy machine not always: so SQLite is asked how it goes about it."""
    with open_book(tmp_path / "big.db") as book, book.read() as view:
        for column in ("disagreement", "killed", "last_reported"):
            plan = view._connection.exec_driver_sql(
                f"EXPLAIN QUERY PLAN SELECT payload FROM incident ORDER BY {column} DESC NULLS LAST, id DESC LIMIT 51"
            ).all()
            assert "USING INDEX" in plan[0][3], plan
            assert not any("TEMP B-TREE" in row[3] for row in plan)


def test_the_book_says_when_incidents_and_tellings_are_out_of_step(book):
    assert {f.check for f in book.check()} == {"derived"}
    book.forget_derived()
    sent = article()
    with book.write() as w:
        added = w.add_article(sent, reading(sent), "en 1")
        w.put_tellings([Told(telling=telling("t1", sent, added.key), keys=("day",), reported_from="2021-03-04T23:59:59.999999Z")])
        w.put_incidents([incident("i1", "t1")])
    assert book.check() == []
    with book.write() as w:
        w.put_tellings([Told(telling=telling("t2", sent, added.key), reported_from="2021-03-04T23:59:59.999999Z")])
    assert book.check() == [], "a report of no event belongs to none"
    with book.write() as w:
        told = msgspec.structs.replace(telling("t3", sent, added.key), claims=(reading(sent).claims[0].id,))
        w.put_tellings([Told(telling=told, reported_from="2021-03-04T23:59:59.999999Z")])
    assert [(f.item, f.message) for f in book.check()] == [("t3", "stands, but belongs to no incident")]
