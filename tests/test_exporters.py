"""What is shown says what was read, and nothing in an article can do more than be shown."""

from __future__ import annotations

import html.parser
import json
import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

import tollbook
from tollbook.exporters import wording
from tollbook.exporters.lines import encode_line, encode_pretty
from tollbook.exporters.page import POLICY, page_head, page_section, page_tail
from tollbook.exporters.table import layout
from tollbook.frames import COLUMNS, flatten
from tollbook.model import Article, Count, Failure, Link, Reading, Span, Toll, TollClaim, Victims, When

sys.path.insert(0, str(Path(__file__).parent))
from made_readings import TEXT, made

HOSTILE = (
    "\x1b]0;owned\x07\x1b[2J\x9b31m</p><script>alert(1)</script>\"'><img src=x onerror=alert(1)>\u202egnp\u2066\x00\r\b"
)


def shown(article, outcome, **options):
    return [line.plain for line in layout(article, outcome, **options)]


def hostile_reading(text=HOSTILE):
    words = text + " 22 dead"
    at = words.index("22")
    claim = TollClaim(
        id=text, rule="r", reading_confidence=1.0, quote=Span(text=words, start=0, end=len(words)), harm="killed",
        count=Count(low=22, high=22, text="22", start=at, end=at + 2), victims=Victims(text=text, start=0, end=len(text)),
        attribution=(Link(speaker=text, start=0, end=len(text)),), method=text,
    )  # fmt: skip
    article = Article(id=text, text=words, title=text, outlet=text, published=text, url="javascript:alert(1)")
    return article, Reading(article=text, claims=(claim,), notes=(text,))


# ---- words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (Count(low=30), "30+"),
        (Count(low=22, high=22), "22"),
        (Count(low=20, high=25), "20–25"),
        (Count(low=1, high=20), "1–20"),
        (Count(low=0, high=0), "0"),
        (Count(), "?"),
        (Count(high=9), "≤9"),
        (Count(low=30, high=30, approx=True), "≈30"),
        (Count(low=12000, high=12000), "12,000"),
    ],
)
def test_intervals(count, words):
    assert wording.interval(count) == words


@given(st.text(max_size=200))
def test_nothing_visible_controls_a_terminal(text):
    assert not re.search(
        "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", wording.visible(text)
    )


def test_marks_cannot_pile_up():
    assert len(wording.visible("a" + "\u0301" * 500)) <= 5


# ---- table


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(width):
    assert max(cell_len(line) for line in shown(*made(), width=width)) <= width


def test_table_tells_all_claims_in_text_order():
    lines = "\n".join(shown(*made(), width=100))
    order = [
        "[At least 30]",
        "“[nine] children",
        "[dozens]",
        "at [22]",
        "lost [two]",
        "[even higher numbers]",
        "published any",
        "took the hill",
    ]
    places = [lines.index(words) for words in order]
    assert places == sorted(places)
    assert "the hospital's director → Radio Delta" in lines
    assert "The army (Northland army) or The rebels (hedged)" in lines
    assert "part of claim 1" in lines
    assert "24 is the least it can mean" in lines
    assert re.search(r"casualties\s+\?", lines)
    assert re.search(r"killed +all +22 +30 +open +2", lines)
    assert re.search(r"injured +unknown +\? +\? +\?", lines)


def derived():
    article, reading = made()
    tolls = (
        Toll(harm="killed", low=1, best=1, high=1, origins=1),
        Toll(harm="injured", low=0, best=5, high=5, origins=1, derived="house.shot"),
    )
    when = When(from_="2021-03-05", to="2021-03-05", precision="day", derived="en.when.published")
    main = msgspec.structs.replace(reading.incidents[0], when=when, tolls=tolls)
    return article, msgspec.structs.replace(reading, incidents=(main,))


@pytest.mark.parametrize("width", [60, 100])
def test_what_is_derived_is_marked_in_the_table(width):
    lines = shown(*derived(), width=width)
    assert max(cell_len(line) for line in lines) <= width
    row = next(n for n, line in enumerate(lines) if re.search(r"injured +all +0 +5 +5", line))
    assert "derived by rule house.shot" in lines[row + 1]
    assert "derived" not in lines[row - 1]
    assert "2021-03-05 (derived: the day of the report)" in " ".join(" ".join(lines).split())


def test_what_is_derived_is_marked_on_the_page():
    page = page_section(*derived(), number=1)
    assert page.count(">derived</i>") == 1
    assert ">injured <i" in page
    assert "injured: derived by rule house.shot" in page
    assert "2021-03-05 (derived: the day of the report)" in page


def test_an_article_without_a_title_goes_by_its_file():
    article, reading = Article(id="a1", text="x", published="2021-03-04"), Reading(article="a1")
    lines = shown(article, reading, source="in/monday.txt")
    assert lines[:2] == ["in/monday.txt", "2021-03-04 · a1"]
    assert shown(article, reading)[:2] == ["a1", "2021-03-04"]
    assert ">in/monday.txt</h1>" in page_section(article, reading, source="in/monday.txt")


def test_the_default_is_not_said():
    lines = "\n".join(shown(*made()))
    assert "asserted" not in lines
    assert lines.count("stance ") == 1
    assert "scope   incident" not in lines


def test_figures_stand_in_one_column():
    ends = {line.index("“") for line in shown(*made()) if re.match(r" *\d+ [a-z]+ .*“", line)}
    assert len(ends) == 1


def test_without_marks_where_bold_is_seen():
    assert not any("[At least 30]" in line for line in shown(*made(), marked=False))


def test_hostile_article_in_the_table():
    text = "\n".join(shown(*hostile_reading()))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    assert "␛[2J" in text


def test_a_very_long_quote_keeps_its_figure():
    article, reading = hostile_reading("x" * 500_000)
    text = "\n".join(shown(article, reading))
    assert "[22]" in text
    assert len(text) < 10_000


def test_failures_and_nothing_found():
    assert "not read" in shown(None, Failure(article="a", error="a is a PDF."))[2]
    assert "No claims were found." in shown(None, Reading(article="a"))


# ---- JSON


def test_json_lines_follow_the_contract():
    _, reading = made()
    found = json.loads(encode_line(reading))
    assert list(found) == ["article", "claims", "incidents", "notes"]
    first = found["claims"][0]
    assert first["kind"] == "toll"
    assert first["count"]["high"] is None
    assert first["when"]["from"] == "2021-03-04"
    for claim in found["claims"]:
        assert TEXT[claim["quote"]["start"] : claim["quote"]["end"]] == claim["quote"]["text"]


def test_json_line_has_mentions_only_if_asked():
    assert "mentions" not in json.loads(encode_line(Reading(article="a")))
    asked = msgspec.structs.replace(Reading(article="a"), mentions=tollbook.read("", mentions=True).mentions)
    assert json.loads(encode_line(asked))["mentions"] == {"places": [], "times": [], "attributions": []}


def test_json_line_is_one_line_and_round_trips():
    for reading in (made()[1], hostile_reading()[1]):
        line = encode_line(reading)
        assert line.count(b"\n") == 1
        assert msgspec.json.decode(line, type=Reading) == reading
    assert json.loads(encode_pretty(made()[1])) == json.loads(encode_line(made()[1]))


# ---- page


class _Tags(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.ids, self.links, self.tags, self.text = [], [], [], set(), ""

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag not in {"meta"}:
            self.open.append(tag)
        for name, value in attrs:
            assert not name.startswith("on"), name
            if name == "id":
                self.ids.append(value)
            if name == "href":
                self.links.append(value)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "section" in self.open or "h1" in self.open:
            self.text += data


def parsed(*pairs):
    page = page_head("t") + "".join(page_section(*pair, number=n) for n, pair in enumerate(pairs, 1)) + page_tail()
    tags = _Tags()
    tags.feed(page)
    assert not tags.open
    return page, tags


def test_page_is_well_formed_with_links_both_ways():
    _, tags = parsed(made(), made())
    assert len(tags.ids) == len(set(tags.ids)) == 2 * 2 * 12
    assert {link for link in tags.links if link.startswith("#")} == {"#" + name for name in tags.ids}


def test_overlapping_claims_lose_no_letter_of_the_text():
    page, _ = parsed(made())
    section = page[page.index('<section class="text"') : page.index("</section>")]
    bare = re.sub(r"<a class=\"ref\".*?</a>|<[^>]+>", "", section)
    assert html.unescape(bare).split() == TEXT.split()
    assert 'class="killed many"' in section


def test_page_carries_a_policy_that_allows_only_its_own_style():
    page, tags = parsed(made())
    assert "default-src" in page
    assert "'unsafe" not in page
    assert POLICY.startswith("default-src 'none'; style-src 'sha256-")
    assert not tags.tags & {"script", "img", "iframe", "object", "form", "link", "base", "svg"}


def test_hostile_article_on_the_page():
    page, tags = parsed(hostile_reading(), (None, Failure(article=HOSTILE, error=HOSTILE)))
    assert not tags.tags & {"script", "img"}
    assert "javascript:" not in page
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", page)
    page.encode()


@given(st.text(max_size=200))
def test_any_text_makes_a_sound_page(text):
    _, tags = parsed(hostile_reading(text or "x"))
    assert not tags.tags & {"script", "img"}


# ---- frames


def test_rows_hold_unknowns_as_null():
    rows = {row["id"]: row for row in flatten(made()[1])}
    assert len(rows) == 12
    assert rows["k30"]["high"] is None
    assert rows["k30"]["chain"] == ["the hospital's director", "Radio Delta"]
    assert rows["s"]["low"] is None
    assert all(list(row) == [name for name, _ in COLUMNS] for row in rows.values())


def test_arrow_and_polars():
    pytest.importorskip("pyarrow")
    pytest.importorskip("polars")
    _, reading = made()
    table = tollbook.to_arrow([reading, Failure(article="b", error="x"), reading])
    assert table.num_rows == 24
    assert table.schema.equals(tollbook.to_arrow([]).schema)
    frame = tollbook.to_polars(reading)
    assert frame["low"].to_list()[0] == 30
    assert frame["low"].null_count() == 6


def test_a_missing_library_is_said_in_one_line():
    code = "import sys; sys.modules['pyarrow'] = None\nimport tollbook\ntry: tollbook.to_arrow([])\nexcept tollbook.TollbookError as e: print(e)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "Data frames need pyarrow, which is not installed. Install tollbook[frames].\n"
