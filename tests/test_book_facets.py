"""Facets count what the list holds: under any filters, on either database, page by page."""

from __future__ import annotations

import random
from collections import Counter

import msgspec
import pytest

from made_books import Clock, incident
from tollbook.book import Filters, open_book
from tollbook.book.faceting import FACETS, answers, bands
from tollbook.book.facets import point
from tollbook.keep.looking import matches
from tollbook.model import Toll, Where

PLACES = (("Qamra", "Delta", "SY"), ("Old Qamra", "Delta", "SY"), ("Port\x00Said", "Egypt", "EG"), ("Gao", "Mali", "ML"), ("qamra", "delta", "SY"), ("%_'\"", "Line\nend", None))


def made(number: int):
    draw = random.Random(5)
    for n in range(number):
        name, country, code = draw.choice(PLACES)
        lat = draw.choice([None, -12.5, 40.0])
        where = draw.choice([None, Where(text=name, start=0, end=len(name), name=draw.choice([None, name]), path=(country, name), country=code, lat=lat, lon=lat and 2.0)])
        harms = draw.choice([("killed",), ("killed", "injured"), ("missing",), ()])
        yield incident(
            f"i{n:03}", day=draw.choice([None, "2021-03-01", "2021-03-02", "2021-04-15"]), where=where, method=draw.choice([None, "shelling", "air strike"]),
            grade=draw.choice([None, "fair", "weak"]), sides=draw.choice([(), ("Mali", "JNIM"), ("Mali",)]), disagreement=draw.choice([None, 0, 3, 70]),
            tolls=tuple(Toll(harm=h, low=1, best=draw.choice([None, 3, 30])) for h in harms), origins=draw.choice([1, 2]),
            last_reported=draw.choice([None, "2021-03-01T00:00:00.000000Z", "2021-03-02T00:00:00.000000Z"]), title=draw.choice(["Shelling", "Écho", 'A "b" \x00']),
        )  # fmt: skip


INCIDENTS = {i.id: i for i in made(80)}


@pytest.fixture
def book(address):
    with open_book(address, now=Clock()) as opened:
        with opened.write() as w:
            w.put_incidents(INCIDENTS.values())
        yield opened


def narrowed():
    """Filters by chance, from none to several at once; the first leaves everything."""
    draw = random.Random(9)
    yield Filters()
    options = {
        "country": ["SY", "ML"], "place": ["qamra", "delta", "%", "nowhere"], "method": ["shelling"], "grade": ["fair"], "harm": ["killed", "injured"], "side": ["Mali", "JNIM"],
        "killed": [3, 10], "disagreement": [0, 3], "origins": [2], "since": ["2021-03-02"], "until": ["2021-03-02"], "box": [(-90.0, -10.0, 0.0, 10.0)],
        "unknown": [("method",), ("site", "side"), ("harm",), ("disagreement",)], "reported_since": ["2021-03-02T00:00:00.000000Z"],
    }  # fmt: skip
    for _ in range(60):
        yield Filters(**{name: draw.choice(options[name]) for name in draw.sample(sorted(options), draw.choice([1, 1, 2, 3]))})


def counted(incidents, facet):
    if facet == "disagreement":
        return {(b.value, b.count) for b in bands((i.disagreement, 1) for i in incidents)}
    plain = lambda v: None if v is None else v.replace("\x00", "\ufffd")  # noqa: E731 - what a column holds
    return set(Counter(plain(a) for i in incidents for a in dict.fromkeys(answers(i, facet))).items())


def test_counts_under_filters_are_those_of_the_plain_list(book):
    names = [f for f in FACETS if f != "review"]
    used = 0
    for filters in narrowed():
        left = [i for i in INCIDENTS.values() if matches(i, filters)]
        used += 0 < len(left) < len(INCIDENTS)
        told = book.tallies(dict.fromkeys(FACETS, filters))
        assert {f: {(x.value, x.count) for x in told[f]} for f in names} == {f: counted(left, f) for f in names}, filters
        assert book.count(filters) == len(left) == sum(x.count for x in told["review"])
        assert {f: told[f] for f in names} == {f: book.count_by(f, filters) for f in names}
    assert used > 30


def test_each_facet_may_have_filters_of_its_own(book):
    asked = {"country": Filters(), "method": Filters(country="SY"), "site": Filters(country="SY"), "review": Filters(method="shelling")}
    assert book.tallies(asked) == {f: book.count_by(f, filters) for f, filters in asked.items()}
    assert list(book.tallies(asked)) == list(asked)


def test_places_are_labelled_as_they_are_written(book):
    labels = {x.value: x.label for x in book.count_by("site", Filters(country="SY"))}
    assert {v for v in labels.values() if v is not None} <= {"Qamra", "Old Qamra", "qamra"}
    assert {x.label for x in book.count_by("country", Filters(country="EG"))} == {"Egypt"}


def test_pages_of_a_narrowed_list_hold_each_once(book):
    for filters in list(narrowed())[:12]:
        for order in ("disagreement", "killed", "title", "happened"):
            seen, after = [], None
            while True:
                page = book.incidents(filters, order=order, after=after, limit=7)
                seen += [i.id for i in page.incidents]
                if (after := page.after) is None:
                    break
            assert sorted(seen) == sorted(i.id for i in INCIDENTS.values() if matches(i, filters))
            assert len(set(seen)) == len(seen)


def test_points_of_the_map_are_those_of_the_list(book):
    for filters in list(narrowed())[:12]:
        left = [i for i in INCIDENTS.values() if matches(i, filters)]
        points, unplaced = book.points(filters)
        assert sorted(map(msgspec.json.decode, points), key=lambda p: p["properties"]["id"]) == [p for i in left if (p := point(i)) is not None]
        assert len(points) + unplaced == len(left)
    assert len(book.points(limit=3)[0]) == 3


def test_the_point_is_that_of_the_incident_as_it_now_is(book):
    one = next(i for i in INCIDENTS.values() if point(i) is not None)
    with book.write() as w:
        w.put_incidents([msgspec.structs.replace(one, title="Another", published=(Toll(harm="killed", low=99, best=99, high=99, codebook="person"),))])
    now = next(p for p in map(msgspec.json.decode, book.points()[0]) if p["properties"]["id"] == one.id)
    assert (now["properties"]["title"], now["properties"]["killed"]) == ("Another", 99)
