"""The API says what the pages say, a page at a time, typed, with entity tags; decisions through it follow the same rules."""

from __future__ import annotations

import msgspec
import pytest
from litestar.testing import TestClient

from made_desk import demo_book
from tollbook.api.app import create_app
from tollbook.client import Client, DeskError
from tollbook.keep.looking import list_incidents
from tollbook.ledger import VERBS

SECRET = "s" * 32


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    with demo_book(tmp_path_factory.mktemp("desk")) as made:
        yield made


@pytest.fixture(scope="module")
def http(book):
    with TestClient(create_app(book, secret=SECRET)) as client:
        yield client


@pytest.fixture(scope="module")
def desk(http):
    return Client(http=http)


@pytest.fixture(scope="module")
def main(book):
    """The incident that most articles tell of."""
    return list_incidents(book, order="articles").incidents[0]


def get(http, path, status=200, **params):
    answer = http.get(f"/api/v1/{path}", params=params)
    assert answer.status_code == status, answer.text
    return answer.json()


# ---- looking
def test_pages_of_incidents_hold_each_once(http, book):
    every, after = [], None
    while True:
        page = get(http, "incidents", limit=1, sort="killed", **({"after": after} if after else {}))
        assert page["count"] == book.count()
        every += [i["id"] for i in page["incidents"]]
        after = page["after"]
        if after is None:
            break
    assert len(every) == len(set(every)) == book.count()
    assert every == [i.id for i in list_incidents(book, order="killed").incidents]


def test_filters_are_those_of_the_page(http):
    for query in ({"country": "sy"}, {"harm": "injured"}, {"killed": 20}, {"since": "2020-02-28"}, {"place": "idlib"}, {"origins": 2}):
        page = http.get("/incidents.json", params=query).json()
        assert [i["id"] for i in get(http, "incidents", **query)["incidents"]] == [i["id"] for i in page["incidents"]]


def test_an_incident_with_all_that_its_page_shows_but_no_texts(http, desk, main, book):
    found = desk.incident(main.id)
    assert found.incident == main
    assert {c.claim.id for c in found.claims} >= set(main.claims)
    assert all(a.text is None for a in found.articles)
    texts = [k.article.text for k in book.kept()]
    said = http.get(f"/api/v1/incidents/{main.id}").text
    assert not any(text[:200] in said for text in texts)


def test_a_text_only_where_it_is_asked_for(desk, main, book):
    key = desk.incident(main.id).articles[0].key
    kept = next(iter(book.kept([key])))
    assert desk.article(key).article.text is None
    assert desk.article(key, texts=True).article.text == kept.article.text
    quotes = [c.claim.quote for c in desk.article(key).claims]
    assert all(kept.article.text[q.start : q.end] == q.text for q in quotes)


def test_the_explanation_under_one_codebook_or_all(desk, main):
    assert list(desk.explain(main.id, codebook="ucdp").explanations) == ["ucdp"]
    every = desk.explain(main.id, codebook="all").explanations
    assert {"house", "acled", "ucdp", "ibc", "airwars"} <= set(every)
    assert tuple(t.toll for t in every["house"].tolls) == main.tolls


def test_the_toll_over_time_ends_where_it_stands(desk, main):
    found = desk.steps(main.id)
    assert found.steps[-1].tolls == main.tolls
    assert [s.reported for s in found.steps] == sorted(s.reported for s in found.steps)
    assert len(found.steps) > 2


def test_the_past_is_another_answer(desk, main):
    before = desk.incident(main.id, as_of="reported:2020-02-27T22:00Z").incident
    assert before.tolls != main.tolls
    changes = desk.diff(main.id, "2020-02-27T22:00Z", "2020-02-28T06:00Z")
    assert changes.before == before
    assert "toll" in {c.what for c in changes.changes}


def test_all_claims_page_by_page(http, desk, book):
    every = [c.claim.id for c in desk.claims()]
    assert sorted(every) == sorted(c.id for k in book.kept() if k.until is None for c in k.reading.claims)
    first = get(http, "claims", limit=1)
    assert first["after"]
    second = get(http, "claims", limit=1, after=first["after"])
    assert {c["key"] for c in first["claims"]}.isdisjoint(c["key"] for c in second["claims"])
    get(http, "claims", 400, after="nowhere")


def test_claims_of_an_incident_are_its_own(desk, main):
    assert {c.claim.id for c in desk.claims(incident=main.id)} == set(main.claims)


def test_search_finds_quotes(desk):
    hits = desk.search("soldiers")
    assert hits
    assert all("soldiers" in h.text.lower() for h in hits)


def test_sources_are_those_of_the_page(http, desk):
    page = http.get("/sources.json").json()["sources"]
    assert {s.name for s in desk.sources()} >= {s["name"] for s in page} != set()


def test_codebooks_and_health(desk):
    assert "house" in {c.name for c in desk.codebooks()}
    assert (desk.health().status, desk.health().team) == ("ok", False)
    assert desk.me().door == "open"


# ---- problems
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("incidents/TB-NOTHING", 404),
        ("articles/nothing", 404),
        ("incidents?codebook=nothing", 400),
        ("incidents?codebook=all", 400),
        ("incidents?killed=-1", 400),
        ("incidents?sort=secret", 400),
        ("incidents?since=yesterday", 400),
        ("incidents?box=1,2", 400),
        ("incidents?after=x", 400),
        ("incidents?after=WzFlMzAsIngiXQ", 400),
        ("incidents?after=Wzk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTksIngiXQ", 400),
        ("incidents?limit=0", 400),
        ("incidents?as_of=nowish", 400),
        ("decisions?after=x", 400),
        ("search", 400),
        ("changes?since=x", 400),
        ("changes?since=2020-99-99T00:00:00.000000Z", 400),
        ("nothing", 404),
    ],
)
def test_what_is_not_possible_is_a_problem_with_a_sentence(http, path, status):
    answer = http.get(f"/api/v1/{path}")
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].startswith("application/problem+json")
    problem = answer.json()
    assert (problem["status"], problem["type"]) == (status, "about:blank")
    assert problem["detail"]
    assert problem["title"]
    assert "Traceback" not in answer.text


def test_a_method_that_is_not_open_is_said(http):
    answer = http.request("DELETE", "/api/v1/incidents", headers={"Content-Type": "application/json"})
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


# ---- deciding what cannot be
@pytest.mark.parametrize("verb", VERBS)
def test_every_decision_needs_who_and_why(desk, main, verb):
    with pytest.raises(DeskError) as said:
        desk.decide(verb, main.id, why="seen", by=" ")
    assert said.value.status == 400
    with pytest.raises(DeskError) as said:
        desk.decide(verb, main.id, why=" ", by="Ada")
    assert said.value.status == 400
    assert list(desk.decisions()) == []


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"{}", b"not json", b'{"verb":"purge","why":"x"}', b'{"verb":"accept","why":""}', b'{"verb":"accept","why":"x","admin":true}',
        b'{"verb":"accept","why":"x","about":"TB"}', b'{"verb":"accept","why":"x","about":[1]}', b'{"verb":"accept","why":"\xff"}',
        b'{"verb":"accept","why":"x","about":["' + b"a" * 300 + b'"]}', b"[" * 5000,
    ],
)  # fmt: skip
def test_a_decision_that_is_none_is_refused(http, desk, body):
    answer = http.post("/api/v1/decisions", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400, answer.text
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert list(desk.decisions()) == []


# ---- the client
def test_the_client_says_what_the_desk_said(desk):
    with pytest.raises(DeskError, match="No incident has the id") as said:
        desk.incident("TB-NOTHING")
    assert said.value.status == 404
    with pytest.raises(DeskError, match="killed") as said:
        list(desk.incidents(killed="many"))
    assert said.value.status == 400


def test_a_client_without_a_desk_says_so():
    with Client("http://127.0.0.1:9", timeout=2) as desk, pytest.raises(DeskError, match="cannot be reached") as said:
        desk.health()
    assert said.value.status == 0


def test_ids_are_parts_of_addresses_whatever_they_hold(desk):
    for ident in ("../../accounts", "a/b", "a?b=c", "a#b", "%2e%2e", "é", "x" * 60):
        with pytest.raises(DeskError) as said:
            desk.incident(ident)
        assert said.value.status in (400, 404)


# ---- the document
def test_the_document_describes_every_operation_and_no_page(http):
    document = http.get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert {p.removeprefix("/api/v1") for p in document["paths"]} >= {"/incidents", "/incidents/{ident}", "/decisions", "/claims", "/search", "/health"}
    assert all(p.startswith("/api/v1/") for p in document["paths"])
    operations = [o for path in document["paths"].values() for o in path.values()]
    assert len({o["operationId"] for o in operations}) == len(operations)
    assert all(o["description"] for o in operations)
    assert document["components"]["schemas"]["When"]["properties"].keys() >= {"from", "to"}
    assert msgspec.json.encode(document).count(b"#/components/schemas/") > 50
