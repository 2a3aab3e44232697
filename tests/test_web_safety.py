"""Articles are hostile, and so is whoever asks: nothing of either becomes more than words on a page."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from litestar.testing import TestClient

from made_books import Clock
from tollbook.api.app import create_app
from tollbook.book import open_book
from tollbook.keep.adding import add
from tollbook.keep.deciding import Request, decide
from tollbook.model import Article, Count, Incident, Link, Reading, Span, TollClaim, Victims, Where
from tollbook.reading import Done
from tollbook.web.door import LOCAL

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)>{{7*7}}${7*7}</textarea></title>"
LINE = "\r\nSet-Cookie: planted=1\r\n\r\n<b>"
BIDI = "\u202egnp.exe\u2066"
URL = "javascript:alert(document.domain)//"
TEXT = f"At least 9 {EVIL} were killed, said {EVIL}. {BIDI}{LINE}"


def hostile():
    """An article whose every word is an attack, and a reading that quotes all of it."""
    article = Article(
        id=f"{URL}{EVIL}{LINE}", text=TEXT, title=f"{EVIL}{BIDI}", outlet=EVIL, agency=f"{EVIL}agency", url=URL + EVIL, archive_url="data:text/html," + EVIL,
        published="2021-03-04",
    )  # fmt: skip
    at = TEXT.index(EVIL)
    second = TEXT.index(EVIL, at + 1)
    claim = TollClaim(
        id="c-evil", rule="en.test", reading_confidence=0.9, quote=Span(text=TEXT, start=0, end=len(TEXT)), harm="killed",
        count=Count(low=9, text="At least 9", start=0, end=10), victims=Victims(text=EVIL, start=at, end=at + len(EVIL), side=EVIL),
        attribution=(Link(speaker=EVIL, start=second, end=second + len(EVIL), role="police", named=True),), method=EVIL, incident="1",
        where=Where(text=EVIL, start=at, end=at + len(EVIL), name=EVIL, path=(EVIL, EVIL), country="SY", lat=35.9, lon=36.6, precision=3),
    )  # fmt: skip
    incident = Incident(id="1", main=True, claims=("c-evil",), where=claim.where, method=EVIL)
    return Done(article=article, outcome=Reading(article=article.id, claims=(claim,), incidents=(incident,)), where="x")


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    with open_book(tmp_path_factory.mktemp("safe") / "evil.db", now=Clock()) as made:
        assert [o.status for o in add(made, [hostile()])] == ["new"]
        decide(made, Request(verb="unsure", by=EVIL[:70], why=EVIL + LINE, about=("c-evil",)))
        yield made


@pytest.fixture(scope="module")
def http(book):
    with TestClient(create_app(book, secret="s" * 32)) as client:
        yield client


class Tags(HTMLParser):
    """What a browser would make of a page: elements, handlers, addresses."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.scripts, self.handlers, self.addresses, self.styles, self.words, self.elements = [], [], [], [], [], set()
        self._in = ""

    def handle_starttag(self, tag, attrs):
        self._in = tag
        self.elements.add(tag)
        given = dict(attrs)
        if tag == "script":
            self.scripts.append(given.get("src"))
        self.handlers += [name for name in given if name.startswith("on") or name == "srcdoc"]
        self.styles += [given["style"]] if "style" in given else []
        self.addresses += [given[name] for name in ("href", "src", "action", "formaction", "data") if given.get(name)]

    def handle_data(self, data):
        if self._in == "script" and data.strip():
            self.scripts.append(data)
        self.words.append(data)


def pages(book):
    incident = book.incidents().incidents[0].id
    key = book.keys()[0]
    return [
        "/", "/?q=killed", "/?country=SY", f"/incident/{incident}", f"/incident/{incident}?codebook=all", f"/incident/{incident}/sheet", f"/article/{key}",
        f"/article/{key}?claim=c-evil", "/queue", "/sources", "/changes", "/help", "/login",
    ]  # fmt: skip


def test_nothing_of_an_article_runs_on_any_page(http, book):
    shown = 0
    for path in pages(book):
        answer = http.get(path, headers={"Accept": "text/html"})
        if answer.status_code == 404:
            continue
        assert answer.status_code == 200, (path, answer.text[:300])
        shown += 1
        tags = Tags()
        tags.feed(answer.text)
        assert all(src and src.startswith("/static/") for src in tags.scripts), (path, tags.scripts)
        assert tags.handlers == [], path
        assert tags.styles == [], path
        assert "49" not in "".join(w for w in tags.words if "alert" in w), path
        for address in tags.addresses:
            assert address.startswith(("/", "#", "?", "https://", "http://")), (path, address)
        assert not any(char in "".join(tags.words) for char in "\u202e\u2066") or "<article" in answer.text, path
    assert shown >= 5


def test_hostile_words_are_shown_as_the_words_they_are(http, book):
    tags = Tags()
    tags.feed(http.get(f"/article/{book.keys()[0]}").text)
    assert "<script>alert(1)</script>" in "".join(tags.words)


@pytest.mark.parametrize("path", ["/incidents.json", "/incidents.geojson", "/api/v1/incidents", "/api/v1/claims", "/api/v1/decisions", "/api/v1/search?q=killed", "/changes.atom"])
def test_data_is_never_taken_for_a_page(http, path):
    answer = http.get(path)
    if path.endswith(".atom") and answer.status_code == 404:
        return
    assert answer.status_code == 200
    assert not answer.headers["content-type"].startswith("text/html")
    assert answer.headers["x-content-type-options"] == "nosniff"
    if path.endswith(".atom"):
        assert "<script" not in answer.text


ANSWERS = [
    ("GET", "/"), ("GET", "/nowhere"), ("GET", "/incident/none"), ("GET", "/?killed=x"), ("GET", "/static/desk.css"), ("GET", "/static/none.css"),
    ("GET", "/api/v1/health"), ("GET", "/api/v1/none"), ("GET", "/api/v1/openapi.json"), ("POST", "/decide"), ("POST", "/"), ("DELETE", "/"),
    ("POST", "/api/v1/decisions"), ("GET", "/events?once=1"), ("GET", "/events?since=x"), ("GET", "/login"), ("OPTIONS", "/"), ("GET", "/?q=%ff"), ("HEAD", "/"),
]  # fmt: skip


@pytest.mark.parametrize("team", [False, True])
def test_every_answer_carries_the_policy(book, team):
    with TestClient(create_app(book, secret="s" * 32, team=team)) as client:
        for method, path in ANSWERS:
            answer = client.request(method, path, follow_redirects=False)
            assert answer.status_code < 500, (method, path)
            policy = answer.headers.get("content-security-policy", "")
            assert policy.startswith("default-src 'none'; script-src 'self'"), (method, path, answer.status_code)
            assert "unsafe" not in policy
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["x-frame-options"] == "DENY"


# ---- whoever asks
@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/%2e%2e%2f%2e%2e%2fmodel.py", "/static/....//app.py", "/static//etc/passwd",
        "/static/..\\app.py", "/static/%00", "/static/vendor/../../app.py", "/incident/../../../etc/passwd", "/article/..%2f..%2fetc%2fpasswd",
    ],
)  # fmt: skip
def test_no_file_outside_is_given(http, path):
    answer = http.get(path)
    assert answer.status_code in (400, 404)
    assert "create_app" not in answer.text
    assert "root:" not in answer.text


@pytest.mark.parametrize("name", ["../../../../etc/passwd", "/etc/passwd", "house.toml", "./house", "C:\\x", "\u202e"])
def test_a_codebook_is_a_name_and_never_a_file(http, book, name, tmp_path):
    (tmp_path / "mine.toml").write_text('secret = "opened"')
    incident = book.incidents().incidents[0].id
    for given in (name, str(tmp_path / "mine.toml")):
        for path in ("/", f"/incident/{incident}", f"/incident/{incident}.json", f"/incident/{incident}/steps.json", "/api/v1/incidents", f"/api/v1/incidents/{incident}/explanation"):
            answer = http.get(path, params={"codebook": given})
            assert answer.status_code == 400, (path, given)
            assert "opened" not in answer.text
            assert "root:" not in answer.text


@pytest.mark.parametrize(
    "query",
    [
        "q=%ff%fe", "q=%c3%28", "%ff=1", "country=%00", "q=%00", "as_of=%e2%80%ae", "killed=9999999999999999999999", "killed=-1", "killed=%D9%A3", "q=" + "a" * 9000,
        "a=1&" * 1900, "box=nan,nan,nan,nan", "box=inf,1,2,3", "box=1e999,1,2,3", "since=0000-00-00", "as_of=recorded:9999-12-31", "as_of=reported:0001-01-01",
        "as_of=0001-01-01T00:00%2B14:00", "sort[]=killed", "after=%F0%9F%92%A3", "q=%22%22%22%28%29%2a%20NEAR%20OR", "place=%25%5f", "method=%27%3B--",
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/incidents.json", "/incidents.geojson", "/api/v1/incidents"])
def test_no_query_breaks_anything(http, path, query):
    answer = http.get(f"{path}?{query}")
    assert answer.status_code in (200, 400), answer.text[:300]


@pytest.mark.parametrize("next_", [LINE, "/x" + LINE, "https://evil.example", "//evil.example/x", "/\\evil.example", "/é", "/" + "a" * 5000, "/\u202e"])
def test_no_header_is_injected_and_nobody_is_sent_elsewhere(http, next_):
    http.get("/")
    form = {"_csrf_token": http.cookies["tollbook-csrf"], "verb": "unsure", "about": "c-evil", "why": "seen", "by": "Ada", "next": next_}
    answer = http.post("/decide", data=form, follow_redirects=False)
    assert answer.status_code == 303, answer.text[:300]
    assert "planted" not in str(answer.headers)
    assert answer.headers["location"].startswith("/")
    assert not answer.headers["location"].startswith("//")
    assert "evil" not in answer.headers["location"]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8423", "127.0.0.1.evil.example", "", "localhost.evil.example", "user@127.0.0.1", "[::2]"])
def test_a_name_that_is_not_this_machine_is_refused(book, host):
    with TestClient(create_app(book, secret="s" * 32, hosts=LOCAL)) as client:
        assert client.get("/", headers={"Host": host}).status_code == 421
        assert client.get("/api/v1/incidents", headers={"Host": host}).status_code == 421
        for ours in ("127.0.0.1:8423", "localhost:8423", "localhost", "[::1]:8423"):
            assert client.get("/api/v1/health", headers={"Host": ours}).status_code == 200


@pytest.mark.parametrize("content", [b"\xff\xfe", b"%ff%fe=%ff", b"verb=%00", b"&" * 100_000, b"_csrf_token=%ff", b"a=" + b"1" * 200_000])
def test_no_form_breaks_anything(http, content):
    for path in ("/decide", "/login", "/logout"):
        answer = http.post(path, content=content, headers={"Content-Type": "application/x-www-form-urlencoded"})
        assert answer.status_code in (400, 403, 413), answer.status_code
