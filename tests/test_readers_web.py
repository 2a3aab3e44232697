"""Pages and addresses: the article out of the page, and no door inside the network opened."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tollbook.errors import TollbookError
from tollbook.readers import web
from tollbook.readers.pages import article_of_page
from tollbook.readers.sources import Settings, open_sources, resolve


def opened(*arguments, **settings):
    return list(open_sources([resolve(str(argument)) for argument in arguments], Settings(**settings)))


# ---- HTML


PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="{charset}"><title>Shells hit market | The Ledger</title>
<meta property="og:title" content="Shells hit the market of Qamra"><meta property="og:site_name" content="The Ledger">
<meta property="article:published_time" content="2021-03-05T08:00:00+03:00"><link rel="canonical" href="https://ledger.example/a/1">
</head><body><nav><a href="/">Home</a></nav><article>{headline}
<p>At least 30 stallholders were killed when shells fell on the market of Qamra on Thursday, señor Núñez told Radio Delta, which
broadcasts from the port and is heard all over the valley.</p>
<p>The rebels spoke of dozens of wounded. The army put the dead at 22, and said its own guns had answered from across the river.</p>
<script>alert(1)</script></article><footer>Read more: 500 killed elsewhere</footer></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "utf-16"])
@pytest.mark.parametrize("headline", ["", "<h1>Shells hit the market of Qamra</h1>"])
def test_page_to_article(charset, headline):
    article, _ = article_of_page(PAGE.format(charset=charset, headline=headline).encode(charset))
    assert article.text.startswith("Shells hit the market of Qamra")
    assert article.text.count("Shells hit the market of Qamra") == 1
    assert "señor Núñez" in article.text
    assert "alert(1)" not in article.text
    assert (article.title, article.published, article.outlet) == (
        "Shells hit the market of Qamra",
        "2021-03-05",
        "The Ledger",
    )
    assert article.url == "https://ledger.example/a/1"


def test_the_users_date_is_believed_before_the_pages():
    article, _ = article_of_page(PAGE.format(charset="utf-8", headline="").encode(), published="2021-03-06")
    assert article.published == "2021-03-06"


@pytest.mark.parametrize(
    "data", [b"<html></html>", b"<html><body><p></p></body></html>", b"<html>" + b"<div>" * 50_000]
)
def test_page_without_an_article_is_refused(data):
    with pytest.raises(TollbookError):
        article_of_page(data)


# ---- the web


class _Server(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()
            return
        if self.path == "/loop":
            self.send_response(302)
            self.send_header("Location", "/loop")
            self.end_headers()
            return
        if self.path == "/missing":
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        try:
            if self.path == "/big":
                for _ in range(30):
                    self.wfile.write(b"x" * 100_000)
            else:
                self.wfile.write(PAGE.format(charset="utf-8", headline="").encode())
        except OSError:
            pass

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    with HTTPServer(("127.0.0.1", 0), _Server) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def test_fetching_only_where_local_addresses_are_allowed(server):
    with pytest.raises(TollbookError, match="inside this network"):
        web.fetch(server + "/a")
    (item,) = opened(server + "/a", local=True)
    assert item.article.url == server + "/a"
    assert item.article.published == "2021-03-05"


@pytest.mark.parametrize(
    ("path", "words"), [("/away", r"can't be|answered"), ("/loop", "answered 302"), ("/missing", "answered 404")]
)
def test_what_a_server_answers_is_said(server, path, words):
    with pytest.raises(TollbookError, match=words):
        web.fetch(server + path, local=True)


def test_a_page_too_large_is_left(server, monkeypatch):
    monkeypatch.setattr(web, "MAX_BYTES", 1_000_000)
    with pytest.raises(TollbookError, match="larger than"):
        web.fetch(server + "/big", local=True)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "[::1]",
        "[fd00::1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
        "2130706433",
    ],
)
def test_inner_addresses_are_refused(host):
    with pytest.raises(TollbookError, match=r"inside this network|can't be reached"):
        web.fetch(f"http://{host}:9/")


def test_nobody_at_home():
    with pytest.raises(TollbookError, match="Are you online"):
        web.fetch("http://127.0.0.1:9/", local=True)
