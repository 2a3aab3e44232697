"""A desk of several people: who gets in, who may do what, and whose name stands under a decision."""

from __future__ import annotations

import re

import pytest
from litestar.testing import TestClient

from made_books import Clock, article, reading
from tollbook.api.app import create_app
from tollbook.book import open_book
from tollbook.keep.accounts import add_account, add_token, change_account, disable_account
from tollbook.keep.adding import add
from tollbook.ledger import ROLES, VERBS
from tollbook.reading import Done
from tollbook.web.limits import BY_NAME_AND_PLACE, WINDOW, Guesses

PASSWORD = "four words are easy"
SECRET = "s" * 32
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """A book of two articles, with an account of every role and a token for each."""
    path = tmp_path_factory.mktemp("team") / "team.db"
    secrets = {}
    with open_book(path, now=Clock()) as book:
        made = [article("delta-1"), article("delta-2", "Police said 4 guards were injured.", title="Guards hurt")]
        list(add(book, (Done(article=a, outcome=reading(a) if a.id == "delta-1" else reading(a, low=4), where=a.id) for a in made)))
        for role in ROLES:
            add_account(book, role.title(), role, PASSWORD)
            _, secrets[role] = add_token(book, role.title())
    return path, secrets


@pytest.fixture
def book(file, tmp_path):
    path = tmp_path / "team.db"
    path.write_bytes(file[0].read_bytes())
    with open_book(path) as made:
        yield made


@pytest.fixture
def tokens(file):
    return file[1]


@pytest.fixture
def http(book):
    with TestClient(create_app(book, secret=SECRET, team=True)) as client:
        yield client


def form_token(client, path="/login"):
    found = re.search(r'name="_csrf_token" value="([^"]+)"', client.get(path, headers=HTML).text)
    assert found, "the page holds no form"
    return found[1]


def enter(client, name, password=PASSWORD, **more):
    return client.post("/login", data={"_csrf_token": form_token(client), "name": name, "password": password, **more}, follow_redirects=False)


def bearer(secret):
    return {"Authorization": f"Bearer {secret}"}


def decide(client, secret, verb, *about, status=201, **more):
    values = {"grade": {"grade": "fair"}, "toll": {"harm": "killed", "best": "9"}, "correct": {"low": "3", "high": "3"}, "add": {"text": "Nine were killed.", "low": "9"}}
    body = {"verb": verb, "about": list(about), "why": "seen", "values": values.get(verb, {}), **more}
    answer = client.post("/api/v1/decisions", json=body, headers=bearer(secret))
    assert answer.status_code == status, answer.text
    return answer.json()


# ---- getting in
@pytest.mark.parametrize("path", ["/", "/incident/TB-X", "/article/x", "/queue", "/changes", "/sources", "/incidents.json", "/events", "/api/v1/incidents", "/api/v1/accounts"])
def test_nobody_sees_anything_without_an_account(http, path):
    for headers in ({}, bearer("tollbook_wrong"), bearer(""), {"Authorization": "Basic eDp5"}, {"Cookie": "tollbook-session=abc.def"}):
        answer = http.get(path, headers={**HTML, **headers}, follow_redirects=False)
        assert answer.status_code in (303, 401, 404), (path, answer.status_code)
        if answer.status_code == 303:
            assert answer.headers["location"].startswith("/login?next=")
        assert "delta-1" not in answer.text


def test_a_program_is_told_how_to_come_in(http):
    answer = http.get("/api/v1/incidents")
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert answer.headers["content-type"] == "application/problem+json"
    assert http.get("/api/v1/health").json()["team"] is True


def test_signing_in_leads_back_and_out_again(http):
    asked = http.get("/?country=SY", headers=HTML, follow_redirects=False)
    assert asked.headers["location"] == "/login?next=%2F%3Fcountry%3DSY"
    done = enter(http, "Review", next="/?country=SY")
    assert (done.status_code, done.headers["location"]) == (303, "/?country=SY")
    page = http.get("/", headers=HTML)
    assert page.status_code == 200
    assert "Sign out" in page.text
    out = http.post("/logout", data={"_csrf_token": form_token(http, "/")}, follow_redirects=False)
    assert out.status_code == 303
    assert http.get("/", headers=HTML, follow_redirects=False).status_code == 303


@pytest.mark.parametrize("next_", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nSet-Cookie: x=1", "/é\u202e"])
def test_signing_in_leads_nowhere_else(http, next_):
    done = enter(http, "Review", next=next_)
    assert done.status_code == 303
    assert done.headers["location"].startswith("/")
    assert "evil" not in done.headers["location"]
    assert "x=1" not in str(done.headers.get_list("set-cookie"))


@pytest.mark.parametrize(("name", "password"), [("Review", "wrong wrong wrong"), ("Nobody", PASSWORD), ("", ""), ("review", PASSWORD), ("Review\x00", PASSWORD)])
def test_a_wrong_name_or_password_says_the_same(http, name, password):
    done = enter(http, name, password)
    assert done.status_code == 401
    assert "Name or password is wrong." in done.text
    assert http.get("/", headers=HTML, follow_redirects=False).status_code == 303


def test_the_session_has_another_id_after_signing_in(http):
    enter(http, "Code")
    first = http.cookies["tollbook-session"]
    enter(http, "Review")
    assert http.cookies["tollbook-session"] != first
    assert http.get("/api/v1/me").json()["name"] == "Review"
    http.cookies.set("tollbook-session", first)
    assert http.get("/api/v1/me", headers={"Cookie": f"tollbook-session={first}"}).status_code == 401


def test_a_planted_session_is_not_taken(http, book):
    planted = "a" * 64
    http.cookies.set("tollbook-session", planted)
    enter(http, "Review")
    with TestClient(create_app(book, secret=SECRET, team=True)) as other:
        other.cookies.set("tollbook-session", planted)
        assert other.get("/api/v1/me").status_code == 401
    http.cookies.clear()
    assert http.get("/api/v1/me", headers={"Cookie": f"tollbook-session={planted}"}).status_code == 401


def test_cookies_are_closed_to_scripts_and_other_sites(book):
    for secure in (False, True):
        with TestClient(create_app(book, secret=SECRET, team=True, secure=secure), base_url="https://testserver.local") as client:
            kept = enter(client, "Review").headers.get_list("set-cookie")
            mine = next(c for c in kept if c.startswith("tollbook-session=")).lower()
            assert "httponly" in mine
            assert "samesite=strict" in mine
            assert ("secure" in mine) == secure


def test_a_disabled_account_and_an_old_password_are_out_at_once(http, book):
    enter(http, "Code")
    assert http.get("/api/v1/me").status_code == 200
    change_account(book, "Code", password="four other words now")
    assert http.get("/api/v1/me").status_code == 401
    enter(http, "Review")
    assert http.get("/api/v1/me").status_code == 200
    disable_account(book, "Review")
    assert http.get("/api/v1/me").status_code == 401
    assert enter(http, "Review").status_code == 401


def test_guessing_is_stopped(http):
    for _ in range(BY_NAME_AND_PLACE):
        assert enter(http, "Review", "wrong wrong wrong").status_code == 401
    stopped = enter(http, "Review")
    assert stopped.status_code == 429
    assert int(stopped.headers["retry-after"]) > 0
    assert enter(http, "Code").status_code == 303


def test_the_limit_opens_again_and_right_passwords_cost_nothing():
    clock = [0.0]
    guesses = Guesses(now=lambda: clock[0])
    for _ in range(BY_NAME_AND_PLACE):
        assert guesses.wait("Ada", "here") == 0
        guesses.failed("Ada", "here")
    assert guesses.wait("ada", "here") > 0
    assert guesses.wait("Ada", "elsewhere") == 0
    clock[0] = WINDOW + 1
    assert guesses.wait("Ada", "here") == 0
    for _ in range(100):
        guesses.failed("Bo", "here")
        guesses.forget("Bo", "here")
    assert guesses.wait("Bo", "here") == 0


# ---- who may do what
CODE = {"accept", "reject", "unsure", "correct", "add", "undo"}
ALLOWED: dict[str, set[str]] = {"read": set(), "code": CODE, "review": set(VERBS), "admin": set(VERBS)}


@pytest.mark.parametrize("role", ROLES)
def test_every_role_decides_what_is_its_own(http, book, tokens, role):
    one, two = sorted(i.id for i in book.incidents().incidents)
    claims = book.incident([one, two])
    about = {
        "add": (), "same": ("delta-1", "delta-2"), "different": ("delta-1", "delta-2"), "grade": (one,), "toll": (one,), "retract": ("delta-2",),
    }  # fmt: skip
    for verb in VERBS:
        if verb == "undo":
            continue
        ids = about.get(verb, (claims[one].claims[0],))
        decide(http, tokens[role], verb, *ids, status=201 if verb in ALLOWED[role] else 403)
    taken = {d.verb for d in book.decisions()}
    assert taken == ALLOWED[role] - {"undo"}
    assert {d.by for d in book.decisions()} <= {role.title()}


@pytest.mark.parametrize("role", ROLES)
def test_only_reviewers_take_back_what_others_decided(http, book, tokens, role):
    claim = book.incidents().incidents[0].claims[0]
    others = decide(http, tokens["admin"], "accept", claim)["decision"]["id"]
    decide(http, tokens[role], "undo", others, status=201 if role in ("review", "admin") else 403)
    if role != "read":
        mine = decide(http, tokens[role], "reject", claim)["decision"]["id"]
        decide(http, tokens[role], "undo", mine)


@pytest.mark.parametrize("role", ROLES)
def test_only_an_admin_sees_the_accounts(http, tokens, role):
    answer = http.get("/api/v1/accounts", headers=bearer(tokens[role]))
    assert answer.status_code == (200 if role == "admin" else 403)
    assert "argon2" not in answer.text


def test_nobody_signs_with_anothers_name(http, book, tokens):
    claim = book.incidents().incidents[0].claims[0]
    assert decide(http, tokens["code"], "accept", claim, by="Admin")["decision"]["by"] == "Code"
    enter(http, "Review")
    form = {"_csrf_token": form_token(http, "/"), "verb": "reject", "about": claim, "why": "seen", "by": "Admin", "name": "Admin", "next": "/"}
    assert http.post("/decide", data=form, follow_redirects=False).status_code == 303
    assert [d.by for d in book.decisions()] == ["Code", "Review"]
    assert http.get("/api/v1/me").json()["name"] == "Review"


def test_pages_refuse_what_the_role_does_not_decide(http, book):
    one = book.incidents().incidents[0].id
    enter(http, "Code")
    form = {"_csrf_token": form_token(http, "/"), "verb": "grade", "about": one, "why": "seen", "grade": "fair", "next": "/"}
    assert http.post("/decide", data=form).status_code == 403
    assert book.decisions() == []


def test_who_codes_sees_nothing_of_others_in_a_blind_round(http, book, tokens):
    claim = book.incidents().incidents[0].claims[0]
    decide(http, tokens["review"], "accept", claim, blind="march")
    decide(http, tokens["code"], "reject", claim, blind="march")

    def seen(role):
        return [d["by"] for d in http.get("/api/v1/decisions", headers=bearer(tokens[role])).json()["decisions"]]

    assert seen("code") == ["Code"]
    assert seen("review") == ["Review", "Code"]
    page = http.get("/api/v1/decisions", params={"limit": 1}, headers=bearer(tokens["code"])).json()
    assert ([d["by"] for d in page["decisions"]], page["after"]) == (["Code"], None)


# ---- forms that are not ours
def test_a_form_from_elsewhere_is_refused(http, book):
    enter(http, "Review")
    claim = book.incidents().incidents[0].claims[0]
    form = {"verb": "accept", "about": claim, "why": "seen", "next": "/"}
    ours = http.cookies["tollbook-csrf"]
    for token in (None, "", "x", "é" * 128, ours[:-1], ours[:64] + "0" * 64, "0" * 128):
        given = form if token is None else {**form, "_csrf_token": token}
        assert http.post("/decide", data=given).status_code == 403
    assert http.post("/decide", data=form, files={"_csrf_token": ("a.txt", ours)}).status_code == 403
    assert http.post("/logout", data={}).status_code == 403
    assert book.decisions() == []
    assert http.post("/decide", data={**form, "_csrf_token": ours}, follow_redirects=False).status_code == 303


def test_a_session_alone_takes_no_decision_through_the_api(http, book):
    """What a page elsewhere can make a browser send: simple content types, or JSON that says where it comes from."""
    enter(http, "Review")
    claim = book.incidents().incidents[0].claims[0]
    body = f'{{"verb":"accept","about":["{claim}"],"why":"seen"}}'
    for headers in (
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "application/json", "Origin": "https://evil.example"},
        {"Content-Type": "application/json", "Origin": "null"},
        {"Content-Type": "application/json", "Sec-Fetch-Site": "cross-site"},
        {"Content-Type": "text/plain", "Authorization": "Bearer wrong"},
        {"Content-Type": "application/json", "Authorization": "Bearer "},
    ):
        assert http.post("/api/v1/decisions", content=body, headers=headers).status_code in (400, 401, 403, 415), headers
    assert book.decisions() == []
    assert http.post("/api/v1/decisions", content=body, headers={"Content-Type": "application/json", "Origin": "http://testserver.local"}).status_code == 201


def test_no_answer_is_open_to_other_sites(http, tokens):
    for path in ("/api/v1/incidents", "/", "/events?once=1"):
        answer = http.get(path, headers={**bearer(tokens["read"]), "Origin": "https://evil.example"})
        assert answer.status_code == 200
        assert not any(name.startswith("access-control") for name in answer.headers)
