"""Changes: what moved since a recorded moment, told by incident, on the page, for programs and in the feed."""

from __future__ import annotations

import re
import sqlite3
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import msgspec
import pytest

from made_desk import visitor
from tollbook.book import open_book
from tollbook.book.opening import HEAD
from tollbook.errors import TollbookError
from tollbook.keep.adding import add
from tollbook.keep.checking import rebuild_derived
from tollbook.keep.deciding import Request, decide
from tollbook.keep.looking import list_incidents
from tollbook.keep.purging import purge
from tollbook.keep.queue import Queue
from tollbook.keep.since import changes, moment_of
from tollbook.model import Article
from tollbook.reading import Done, read_article

A = "{http://www.w3.org/2005/Atom}"
FIRST = Article(id="river-1", published="2024-03-06T08:00:00Z", outlet="River Echo", title="Bomb <i>in</i> Aleppo",
                text="A car bomb killed nine people in Aleppo on Tuesday, a Syrian monitoring group said.")  # fmt: skip
SECOND = Article(id="coast-1", published="2024-03-06T10:00:00Z", outlet="Coast Daily",
                 text="In Aleppo, a car bomb on Tuesday left twelve people dead and twenty injured, according to rescue workers.")  # fmt: skip
OTHER = Article(id="hill-1", published="2024-03-09T10:00:00Z", outlet="Hill Times", text="Shelling killed three people in Kherson on Friday, officials said.")


def keep(book, *articles):
    return list(add(book, (Done(article=a, outcome=read_article(a), where=a.id) for a in articles)))


@pytest.fixture
def clock():
    return iter(datetime(2024, 4, 1, tzinfo=UTC) + timedelta(minutes=n) for n in range(100_000))


@pytest.fixture
def book(tmp_path, clock):
    with open_book(tmp_path / "b.db", now=lambda: next(clock)) as made:
        keep(made, FIRST)
        yield made


def incident_of(book, article):
    return next(i.id for i in list_incidents(book).incidents if article in i.articles)


def test_a_figure_that_moved_is_told_with_the_article_that_moved_it(book):
    seen = book.last_moment()
    assert changes(book, seen).changes == ()
    keep(book, SECOND)
    (change,) = changes(book, seen).changes
    killed = next(m for m in change.moved if (m.harm, m.group) == ("killed", "all"))
    assert (killed.before.low, killed.before.high, killed.after.low, killed.after.high) == (9, 9, 9, 12)
    injured = next(m for m in change.moved if m.harm == "injured")
    assert (injured.before, injured.after.best) == (None, 20)
    assert [a.article for a in change.articles] == ["coast-1"]
    assert (change.appeared, change.gone, change.origins) == (False, False, (1, 2))


def test_a_new_incident_is_new_only_to_who_has_not_seen_it(book):
    seen = book.last_moment()
    keep(book, OTHER)
    (change,) = changes(book, seen).changes
    assert change.appeared
    assert changes(book, book.last_moment()).count == 0
    assert changes(book, "").count == 2


def test_a_merge_and_its_undoing_are_told(book):
    keep(book, OTHER)
    one, other = incident_of(book, "river-1"), incident_of(book, "hill-1")
    seen = book.last_moment()
    done = decide(book, Request(verb="same", by="Ada", why="one attack", about=(one, other)))
    told = {c.incident: c for c in changes(book, seen, by="Ada").changes}
    kept = next(i for i in (one, other) if not told[i].gone)
    lost = other if kept == one else one
    assert (told[lost].gone, told[lost].into, told[kept].took) == (True, (kept,), (lost,))
    assert [d.verb for d in told[kept].decisions] == ["same"]
    merged = book.last_moment()
    decide(book, Request(verb="undo", by="Ben", why="two towns", about=(done.decision.id,)))
    back = {c.incident: c for c in changes(book, merged).changes}
    assert back[lost].appeared
    assert [d.by for d in back[kept].decisions] == ["Ben"]
    assert changes(book, seen).count == 2


def test_decisions_are_told_where_they_belong_and_blind_ones_to_their_coder_alone(book):
    seen = book.last_moment()
    claim = next(book.kept()).reading.claims[0].id
    decide(book, Request(verb="accept", by="Ada", why="as printed", about=(claim,)))
    decide(book, Request(verb="unsure", by="Ben", why="cannot tell", about=(claim,), blind="may"))
    verbs = lambda by: [d.verb for c in changes(book, seen, by=by).changes for d in c.decisions]  # noqa: E731
    assert verbs("Ada") == verbs(None) == ["accept"]
    assert verbs("Ben") == ["accept", "unsure"]


def test_making_a_book_anew_changes_nothing_that_was_shown(book):
    keep(book, SECOND, OTHER)
    seen, lines = book.last_moment(), book.lines()
    rebuild_derived(book)
    assert changes(book, seen).count == 0
    assert book.lines() == lines


def test_a_purge_takes_what_the_incident_was(book):
    keep(book, SECOND)
    purge(book, "coast-1", by="Ada", why="court order")
    assert not any(t.high == 12 for line in book.lines() for s in (line.state, line.before) if s for t in s.tolls)


def test_pages_of_changes_hold_each_once(book):
    keep(book, OTHER)
    first, rest = changes(book, "", limit=1), changes(book, "", start=1, limit=1)
    assert first.count == rest.count == 2
    assert {c.incident for c in (*first.changes, *rest.changes)} == {incident_of(book, "river-1"), incident_of(book, "hill-1")}


def test_pages_by_cursor_are_not_shifted_by_what_comes_in(book):
    keep(book, OTHER)
    every = [c.incident for c in changes(book, "").changes]
    first = changes(book, "", limit=1)
    keep(book, msgspec.structs.replace(OTHER, id="hill-2", text="A mine killed two farmers near Gao on Monday, police said.", published="2024-05-06"))
    rest = changes(book, "", after=first.after, limit=1)
    assert [c.incident for c in (*first.changes, *rest.changes)] == every
    assert rest.after is None
    assert len({c.incident for c in changes(book, "").changes}) == 3


def test_incidents_with_decisions_have_their_place_among_the_changes(book):
    keep(book, OTHER)
    claim = next(k.reading.claims[0].id for k in book.kept(sources=["river-1"]))
    decide(book, Request(verb="accept", by="Ada", why="as printed", about=(claim,)))
    keep(book, msgspec.structs.replace(OTHER, id="hill-2", text="A mine killed two farmers near Gao on Monday, police said.", published="2024-05-06"))
    every = changes(book, "").changes
    assert [c.recorded for c in every] == sorted((c.recorded for c in every), reverse=True)
    paged, after = [], None
    while True:
        page = changes(book, "", after=after, limit=1)
        paged += page.changes
        assert page.count == len(every) == 3
        if (after := page.after) is None:
            break
    assert tuple(paged) == every
    assert [c for n in range(3) for c in changes(book, "", start=n, limit=1).changes] == paged


@pytest.mark.parametrize("after", ["x", "WzEsMl0", "é", "bnVsbA"])
def test_what_is_no_end_of_a_page_is_refused(book, after):
    with visitor(book) as client:
        assert client.get("/changes", params={"since": "2024-03-01", "after": after}).status_code == 400


def test_a_book_of_the_version_before_begins_with_what_it_shows(tmp_path):
    with open_book(tmp_path / "old.db") as book:
        keep(book, FIRST)
        was, points = book.states([incident_of(book, "river-1")]), book.points()
        places = [book.count_by(name) for name in ("site", "country")]
    with sqlite3.connect(tmp_path / "old.db") as raw:
        later = "reckoned incident_was sourced session setting coding unsourced stake".split()
        columns = "sides place_said country_said point made".split()
        raw.executescript("; ".join([*(f"DROP TABLE {name}" for name in later), "DROP INDEX pair_score", *(f"DROP INDEX incident_{name}" for name in ("sides", "harms", "place")), *(f"ALTER TABLE incident DROP COLUMN {name}" for name in columns), "UPDATE alembic_version SET version_num = '0002'"]))
    raw.close()
    with open_book(tmp_path / "old.db") as book:
        told = {side for i in book.incidents().incidents for side in i.sides}
        assert {x.value for x in book.count_by("side")} - {None} == told
        assert book.states(was) == was
        assert (book.points(), [book.count_by(name) for name in ("site", "country")]) == (points, places)
        assert len(points[0]) == 1
        assert changes(book, book.last_moment()).count == 0
        # a first order of the queue, until the incidents are grouped again
        tolls = book.toll_ids(c for i in book.incidents().incidents for c in i.claims)
        assert {s.claim for s in book.stakes("unreviewed", limit=100)} == tolls != set()
        assert len(Queue(book).claims()) == len(tolls)
    assert HEAD >= "0006"


# ---- the page --------------------------------------------------------------------------------------
def test_the_session_remembers_what_was_seen(book):
    with visitor(book) as client:
        page = client.get("/changes").text
        assert "new incident" in page
        fields = dict(re.findall(r'name="(_csrf_token|until)" value="([^"]+)"', page))
        assert client.post("/changes/seen", data=fields).url.path == "/changes"
        assert "Nothing changed." in client.get("/changes").text
        keep(book, SECOND)
        assert "→" in client.get("/changes").text
        assert client.get("/changes.json").json()["count"] == 1
    with visitor(book) as another:
        assert "you have not said yet" in another.get("/changes").text


def test_titles_of_articles_are_escaped_and_times_are_checked(book):
    with visitor(book) as client:
        page = client.get("/changes?since=2024-03-01").text
        assert "Bomb &lt;i&gt;in" in page
        assert client.get("/changes?since=yesterday").status_code == 400
        assert client.get("/changes?since=2024-03-01&start=-1").status_code == 400
        assert client.post("/changes/seen", data={"until": "2024-04-01"}).status_code == 403


def test_what_is_searched_leads_to_its_article(book):
    with visitor(book) as client:
        found = client.get("/?q=killed")
        assert found.status_code == 200
        assert re.search(r'<a href="/article/[0-9a-f]+#c-[0-9a-f]+">in its article</a>', found.text)


def test_since_a_day_holds_the_day():
    assert moment_of("2024-04-01") < "2024-04-01T00:00:00.000001Z"
    with pytest.raises(TollbookError):
        moment_of("never")


# ---- the feed --------------------------------------------------------------------------------------
def entries(client):
    answer = client.get("/changes.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    return ET.fromstring(answer.content)


def test_the_feed_holds_what_atom_asks_for_and_its_ids_last(book):
    with visitor(book) as client:
        before = entries(client)
        keep(book, SECOND)
        decide(book, Request(verb="grade", by="Ada Privately", why="two papers", about=(incident_of(book, "river-1"),), values={"grade": "fair"}))
        after = entries(client)
    for root in (before, after):
        assert root.tag == f"{A}feed"
        # RFC 4287, 4.1.1 and 4.1.2: exactly one id, title and updated each; an author for all
        for element in (root, *root.findall(f"{A}entry")):
            assert [len(element.findall(A + name)) for name in ("id", "title", "updated")] == [1, 1, 1]
            assert datetime.fromisoformat(element.findtext(f"{A}updated")).tzinfo is not None
        assert root.findtext(f"{A}author/{A}name")
        assert [link.get("href") for link in root.findall(f"{A}link") if link.get("rel") == "self"] == ["http://testserver.local/changes.atom"]
    ids = [[e.findtext(f"{A}id") for e in root.findall(f"{A}entry")] for root in (before, after)]
    assert before.findtext(f"{A}id") == after.findtext(f"{A}id")
    assert ids[1][-len(ids[0]) :] == ids[0]
    assert len(set(ids[1])) == len(ids[1]) == 3
    words = ET.tostring(after, encoding="unicode")
    assert "9 → 9–12 (best" in words
    assert not any(secret in words for secret in ("Ada Privately", "two papers", "monitoring group", "car bomb killed", "River Echo"))


def test_the_feed_of_an_empty_book_is_a_feed(tmp_path):
    with open_book(tmp_path / "e.db") as empty, visitor(empty) as client:
        assert entries(client).findall(f"{A}entry") == []
        assert "Nothing changed." in client.get("/changes").text
        assert client.get("/sources").status_code == 200
