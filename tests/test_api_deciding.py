"""Decisions through the API follow the rules of the pages; tags and the book's clock tell of them."""

from __future__ import annotations

import pytest
from litestar.testing import TestClient

from made_desk import demo_book
from tollbook.api.app import create_app
from tollbook.client import Client
from tollbook.keep.looking import list_incidents


@pytest.fixture
def book(tmp_path):
    with demo_book(tmp_path) as made:
        yield made


@pytest.fixture
def http(book):
    with TestClient(create_app(book, secret="s" * 32)) as client:
        yield client


@pytest.fixture
def desk(http):
    return Client(http=http)


@pytest.fixture
def main(book):
    """The incident that most articles tell of."""
    return list_incidents(book, order="articles").incidents[0]


def test_a_tag_spares_the_body_until_something_changes(http, desk, main):
    path = f"/api/v1/incidents/{main.id}"
    first = http.get(path)
    tag = first.headers["etag"]
    for asked in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = http.get(path, headers={"If-None-Match": asked})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert http.get(path, headers={"If-None-Match": '"other"'}).status_code == 200
    desk.decide("grade", main.id, why="two witnesses", by="Ada", values={"grade": "fair"})
    after = http.get(path, headers={"If-None-Match": tag})
    assert after.status_code == 200
    assert after.headers["etag"] != tag
    assert after.json()["incident"]["grade"] == "fair"


def test_a_decision_moves_the_figure_and_can_be_taken_back(desk, main):
    claim = next(c for c in desk.claims(incident=main.id) if c.claim.id in main.claims)
    done = desk.decide("reject", claim.claim.id, why="of another day", by="Ada")
    assert main.id in done.incidents
    assert next(c for c in desk.incident(main.id).claims if c.claim.id == claim.claim.id).state == "rejected"
    assert [d.id for d in desk.decisions()] == [done.decision.id]
    desk.decide("undo", done.decision.id, why="it was right", by="Bo")
    assert desk.incident(main.id).incident == main
    assert [(d.verb, d.by) for d in desk.decisions()] == [("reject", "Ada"), ("undo", "Bo")]


def test_changes_say_which_incidents_each_moment_was_about(desk, main, book):
    start = desk.changes()
    assert [m.recorded for m in start.moments] == [book.last_moment()]
    assert set(start.moments[0].incidents) == {i.id for i in desk.incidents()}
    done = desk.decide("grade", main.id, why="two witnesses", by="Ada", values={"grade": "fair"})
    moved = desk.changes(start.last)
    assert [(m.recorded, m.incidents) for m in moved.moments] == [(done.decision.recorded, (main.id,))]
    assert desk.changes(moved.last).moments == ()


def test_changes_come_a_page_at_a_time(http, desk, main):
    for n in range(4):
        desk.decide("grade", main.id, why=f"look {n}", by="Ada", values={"grade": "fair"})
    first = http.get("/api/v1/changes?limit=3").json()
    assert first["more"]
    rest = http.get("/api/v1/changes", params={"limit": 3, "since": first["last"]}).json()
    assert not rest["more"]
    assert len({m["recorded"] for m in first["moments"] + rest["moments"]}) == 5


def test_a_merge_and_its_undoing_tell_of_the_incidents_concerned(desk):
    one, two = [i.id for i in desk.incidents(sort="articles")][:2]
    since = desk.changes().last
    merged = desk.decide("same", one, two, why="one strike", by="Ada")
    assert set(desk.changes(since).moments[-1].incidents) & {one, two}
    desk.decide("undo", merged.decision.id, why="two strikes", by="Ada")
    assert set(desk.changes(since).moments[-1].incidents) >= {one, two}




def paged(http, path, **params):
    """Every page of a list, and where each ended."""
    pages, after = [], None
    while True:
        answer = http.get(f"/api/v1/{path}", params=params | ({"after": after} if after else {}))
        assert answer.status_code == 200, answer.text
        pages.append(answer.json())
        if (after := pages[-1]["after"]) is None:
            return pages


def test_decisions_come_a_page_at_a_time_and_none_twice(http, desk, main, book):
    for n, claim in enumerate(main.claims[:5]):
        desk.decide("accept", claim, why=f"read {n}", by="Ada")
    taken = [d.id for d in book.decisions()]
    assert len(taken) == 5
    for limit in (1, 2, 5, 6):
        pages = paged(http, "decisions", limit=limit)
        assert [d["id"] for p in pages for d in p["decisions"]] == taken
        assert all(len(p["decisions"]) == limit for p in pages[:-1])
    # the name of the last decision itself, as programs of before were given it, is as good
    assert [d["id"] for d in http.get("/api/v1/decisions", params={"after": taken[2]}).json()["decisions"]] == taken[3:]


def test_a_page_of_claims_is_not_shifted_by_what_comes_in(http, book):
    every = [c["claim"]["id"] for p in paged(http, "claims", limit=500) for c in p["claims"]]
    pages = paged(http, "claims", limit=3)
    assert len(pages) > 3
    assert [c["claim"]["id"] for p in pages for c in p["claims"]] == every
    keys = book.keys()
    plain = http.get("/api/v1/claims", params={"after": keys[2], "limit": 3}).json()
    assert plain == pages[1]
    assert book.keys(after=keys[2], limit=3) == keys[3:6]


def test_pages_of_an_incident_and_of_an_article_end_as_all_claims_do(http, main):
    for about in ({"incident": main.id}, {"article": main.articles[0]}):
        every = [c["claim"]["id"] for c in http.get("/api/v1/claims", params=about | {"limit": 500}).json()["claims"]]
        assert [c["claim"]["id"] for p in paged(http, "claims", limit=1, **about) for c in p["claims"]] == every
        assert every
    assert http.get("/api/v1/claims", params={"article": main.articles[0], "after": "bm90aGluZw"}).status_code == 400
