"""The sheet: complete in one file, loading nothing, with every quote and nobody's name who spoke in private or died."""

from __future__ import annotations

import base64
import hashlib
import html as entities
import re
import sys
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from made_desk import demo_book, visitor
from tollbook.book import open_book
from tollbook.cli import main
from tollbook.errors import TollbookError
from tollbook.keep.adding import add
from tollbook.keep.deciding import Request, decide
from tollbook.keep.looking import list_incidents
from tollbook.keep.withheld import WITHHELD, withhold
from tollbook.lang import load
from tollbook.model import Article
from tollbook.reading import Done, read_article
from tollbook.web.sheet import as_pdf, sheet

HOSTILE = 'Post</title><script>alert("x")</script><img src=https://evil.example/a.png onerror=alert(1)>'
REPORTS = (
    ("one", HOSTILE, "2024-03-04T09:00:00Z", "Shells hit the bus station of Kharkiv on Monday, killing four people, the regional governor Ilya Marenko said."),
    ("two", "Tribune", "2024-03-04T12:00:00Z", ("Seven people were killed on Monday when shells struck the bus station in Kharkiv, said Rosa Linares, a witness. "
     "The dead were identified as Nadia Petrova, 34, and Oleh Bondar, 9.")),
    ("three", "Echo", "2024-03-04T15:00:00Z", "At least six people died in Monday's shelling of the bus station in Kharkiv, hospital officials said. Marenko gave no figure for the wounded."),
)  # fmt: skip
PRIVATE = ("Linares", "Petrova", "Bondar", "Nadia", "Oleh")


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    path = tmp_path_factory.mktemp("sheet") / "week.db"
    with open_book(path, now=lambda: datetime(2024, 4, 1, tzinfo=UTC)) as made:
        articles = [Article(id=i, outlet=outlet, published=when, text=text, title=f"{outlet}: shelling", url="javascript:alert(1)") for i, outlet, when, text in REPORTS]
        assert [o.status for o in add(made, (Done(article=a, outcome=read_article(a), where=a.id) for a in articles))] == ["new"] * 3
        first = list_incidents(made).incidents[0]
        decide(made, Request(verb="grade", by="Ada", why="told by Rosa Linares", about=(first.id,), values={"grade": "fair"}))
        yield made


@pytest.fixture(scope="module")
def ident(book):
    return max(list_incidents(book).incidents, key=lambda i: len(i.articles)).id


@pytest.fixture(scope="module")
def page(book, ident):
    return sheet(book, ident)


# ---- complete in itself -----------------------------------------------------------------------------
def test_a_sheet_has_everything_that_its_figures_rest_on(page, ident):
    for words in (
        ident, "Tolls", "Over time, and where", "Why these figures", "What was said, by whom", "Who carried it, who copied", "What is missing", "Who decided what",
        "Articles", "The rules", "grade by Ada", "fold.account", "hospital officials", "killing four people", "2024-03-04", 'class="outline"',
    ):  # fmt: skip
        assert words in page, words
    assert page.count("<svg") >= 2


def test_a_sheet_loads_and_runs_nothing(page):
    assert "<script" not in page
    assert "<link" not in page
    assert "<img" not in page
    assert "url(" not in page
    assert "@import" not in page
    assert re.findall(r'(?:src|href|action|data)="', page) == []
    assert " style=" not in page


def test_its_policy_lets_in_its_own_style_alone(page):
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    policy = entities.unescape(re.findall(r'Content-Security-Policy" content="([^"]+)"', page)[0])
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith("default-src 'none';")
    assert f"style-src 'sha256-{digest}'" in policy


def test_the_same_book_gives_the_same_sheet(book, ident, page):
    assert sheet(book, ident) == page


def test_a_hostile_outlet_and_address_stay_words(page):
    assert entities.escape("<script>", quote=False) in page
    assert "onerror=alert(1)>" not in page
    assert "javascript:alert(1)" in page, "an address is shown, and leads nowhere"


def test_all_codebooks_stand_side_by_side(book, ident):
    made = sheet(book, ident, codebook="all")
    assert all(f'<th class="n">{name}</th>' in made for name in ("acled", "house", "ibc", "ucdp"))


def test_a_sheet_of_then_says_so_and_knows_no_more(book, ident):
    from tollbook.ledger import as_of

    made = sheet(book, ident, moment=as_of("2024-03-04T10:00Z"))
    assert "as reported by 4 Mar 2024, 10:00 UTC" in made
    assert "hospital officials" not in made


# ---- names ------------------------------------------------------------------------------------------
def test_private_names_are_withheld_and_officials_keep_theirs(page):
    assert [name for name in PRIVATE if name in page] == []
    assert f"[{WITHHELD}]" in page
    assert "Ilya Marenko" in page
    assert "withheld and stand as" in page


def test_names_are_shown_to_whoever_asks(book, ident):
    made = sheet(book, ident, names=True)
    assert all(name in made for name in ("Rosa Linares", "Nadia Petrova"))
    assert WITHHELD not in made
    assert "shows the names of private persons" in made


@pytest.mark.parametrize(
    ("text", "gone", "kept"),
    [
        ("Rosa Linares and her son Tomas Linares were killed when shells hit a market in Kharkiv.", ["Rosa", "Tomas", "Linares"], ["Kharkiv"]),
        ("Two children were killed in Kharkiv, said Omar, a neighbour.", ["Omar"], ["Kharkiv", "neighbour"]),
        ("Tomas, 9, and his brother Yusuf (11) were killed in Kharkiv on February 27, 2020.", ["Tomas", "Yusuf"], ["Kharkiv", "February"]),
        ("Witness Ahmad al-Khalil said four people were killed in Deir Ezzor by Turkish forces.", ["Ahmad", "Khalil"], ["Deir Ezzor", "Turkish", "Witness"]),
        ("Police spokesman James Carter said three people were killed in Monday's raid.", [], ["James Carter", "Monday"]),
        ("Two guards were killed, Defence Minister Hulusi Akar told Human Rights Watch.", [], ["Hulusi Akar", "Human Rights Watch"]),
        ("Colonel Ivan Petrov died along with two soldiers, the Defence Ministry said.", ["Ivan", "Petrov"], ["Colonel", "the Defence Ministry"]),
        ("The mayor, Anna Berg, said six were killed. Berg gave no names.", [], ["Anna Berg"]),
        ("Five people were killed.", [], ["Five people were killed."]),
    ],
)
def test_who_is_private(text, gone, kept):
    read = read_article(Article(id="a", text=text, published="2024-03-04"))
    masked = withhold(read.claims, (), [text])(text)
    assert [word for word in gone if word in masked] == []
    assert [word for word in kept if word not in masked] == []


def test_a_headline_in_capitals_loses_the_names_that_the_text_gave():
    mask = withhold((), (), ["Neighbours saw Rosa Linares fall."])
    assert mask("ROSA LINARES KILLED IN MARKET BLAST") == f"[{WITHHELD}] KILLED IN MARKET BLAST"


def test_a_long_and_hostile_text_is_masked_in_time():
    text = "Al-" * 5000 + " " + "Ab " * 5000 + "J. " * 5000
    assert isinstance(withhold((), (), [text])(text), str)


@pytest.mark.parametrize("rule", load("withheld")["rule"], ids=lambda r: r["id"])
def test_the_examples_of_the_rules_hold(rule):
    masked = withhold((), (), [rule["example"]])(rule["example"])
    assert masked == {"en.withheld.particle": f"[{WITHHELD}] hid.", "en.withheld.place": "Four died in Kafra Zayt."}[rule["id"]]


# ---- on the desk and from the command line ----------------------------------------------------------
@pytest.fixture(scope="module")
def desk(book):
    with visitor(book) as client:
        yield client


def test_the_served_sheet_is_the_file_with_ways_back(desk, ident):
    served = desk.get(f"/incident/{ident}/sheet")
    assert "style-src 'sha256-" in served.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in served.headers["content-security-policy"]
    assert f'href="/incident/{ident}?codebook=house"' in served.text
    saved = desk.get(f"/incident/{ident}/sheet?download=1")
    assert saved.headers["content-disposition"] == f'attachment; filename="{ident}.html"'
    assert "Back to the incident" not in saved.text
    assert "Linares" not in served.text + saved.text
    assert "Linares" in desk.get(f"/incident/{ident}/sheet?names=1").text


def test_a_file_name_is_made_of_an_ids_letters_alone(desk):
    assert desk.get('/incident/TB-x";%20filename="evil.exe/sheet?download=1').status_code == 404


def test_letters_that_must_be_joined_are_drawn_as_a_picture_in_the_pdf(monkeypatch):
    weasyprint = pytest.importorskip("weasyprint")
    given = []
    whole = weasyprint.HTML

    def noted(*, string, url_fetcher):
        given.append(string)
        return whole(string=string, url_fetcher=url_fetcher)

    monkeypatch.setattr(weasyprint, "HTML", noted)
    drawing = '<svg width="90" height="20" viewBox="0 0 90 20"><text x="2" y="14">{}</text></svg>'
    made = as_pdf(f"<p>one {drawing.format('North Post')} two {drawing.format('صوت الشمال')} three</p>")
    assert made.startswith(b"%PDF")
    assert b"/Image" in made
    (page,) = given
    assert "North Post</text>" in page
    assert "صوت" not in page
    assert '<img src="data:image/png;base64,' in page
    assert b"/Image" not in as_pdf(f"<p>{drawing.format('North Post')}</p>")


def test_the_sheet_as_pdf(desk, ident):
    pytest.importorskip("weasyprint")
    answer = desk.get(f"/incident/{ident}/sheet.pdf")
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["content-type"] == "application/pdf"


def test_without_weasyprint_a_sentence_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(TollbookError, match=r"PDF needs WeasyPrint.*tollbook\[pdf\]"):
        as_pdf("<p>x</p>")


def test_the_command_writes_the_file(tmp_path):
    with demo_book(tmp_path) as made:
        address, first = str(made.address), list_incidents(made).incidents[0].id
    out = tmp_path / "sheet.html"
    run = CliRunner().invoke(main, ["sheet", first, "--book", address, "-o", str(out)], standalone_mode=False)
    assert run.exception is None, run.output
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "Back to the incident" not in out.read_text(encoding="utf-8")
