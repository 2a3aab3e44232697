"""Charts, maps and graphs: what they say is what the book says, drawn without a network, whatever an article calls itself."""

from __future__ import annotations

import json
import os
import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_desk import demo_book, visitor
from tollbook.charts import chart, names, png, svg
from tollbook.charts import days as by_day
from tollbook.charts.days import Day
from tollbook.charts.over_time import MOST_ORIGINS, OTHERS, At, Figure, rows
from tollbook.errors import TollbookError
from tollbook.model import Toll, Where
from tollbook.reconcile.voice_graph import Edge, Node, VoiceGraph
from tollbook.web.outline import map_svg, radius_km
from tollbook.web.replay import stations
from tollbook.web.voices import as_list, draw

SNAPSHOTS = Path(__file__).parent / "snapshots"
HOSTILE = '<script>alert(1)</script>"&\u202e'


def figure(n, low, high=None, *, origin="the governor", at="2020-02-27T21:00:00.000000Z", harm="killed", **more):
    return Figure(id=f"c{n}", harm=harm, low=low, high=high, reported=at, origin=origin, quote=f"words {n}", **more)


def step(at, low, best, high=None):
    return At(reported=at, toll=Toll(harm="killed", low=low, best=best, high=high))


FIGURES = (
    figure(1, 9, 9, outlet="Post", at="2020-02-27T19:50:00.000000Z"),
    figure(2, 9, 9, outlet="Echo", at="2020-02-27T19:50:00.000000Z"),
    figure(3, 24, None, origin="a monitor", word="dozens", at="2020-02-27T22:10:00.000000Z"),
    figure(4, 20, 25, origin="a hospital", at="2020-02-27T23:59:59.999999Z"),
    figure(5, 33, 33, at="2020-02-28T04:40:00.000000Z"),
    figure(6, 2, None, harm="injured"),
    figure(7, None, None, origin="rebels"),
)
STEPS = (step("2020-02-27T19:50:00.000000Z", 9, 9, 9), step("2020-02-27T22:10:00.000000Z", 9, None), step("2020-02-28T04:40:00.000000Z", 20, 33))


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with demo_book(tmp_path_factory.mktemp("charts")) as book, visitor(book) as client:
        yield client


@pytest.fixture(scope="module")
def ident(desk):
    return max(desk.get("/incidents.json").json()["incidents"], key=lambda i: (len(i["articles"]), i["id"]))["id"]


# ---- specifications ---------------------------------------------------------------------------------
def test_a_chart_is_a_file_that_a_notebook_can_show_too():
    assert names() == ("days", "toll-over-time")
    for name in names():
        spec = json.loads(resources.files("tollbook.charts").joinpath(f"{name}.vl.json").read_text())
        assert spec["description"]
        assert all(data == [] for data in spec["datasets"].values())


def test_the_specification_with_data_is_as_it_was():
    """Run with TOLLBOOK_SNAPSHOT=1 to write it again, and read what changed."""
    for name, data in (("toll-over-time", rows(FIGURES, STEPS, "killed")), ("days", by_day.rows([Day(day="2020-02-27", incidents=1, killed=33)]))):
        path = SNAPSHOTS / f"{name}.json"
        made = json.dumps(chart(name, data), indent=1, ensure_ascii=False) + "\n"
        if os.environ.get("TOLLBOOK_SNAPSHOT"):
            path.write_text(made, encoding="utf-8")
        assert made == path.read_text(encoding="utf-8")


def test_what_is_no_chart_or_has_other_data_is_said_in_a_sentence():
    with pytest.raises(TollbookError, match="There is no chart"):
        chart("pie", {})
    with pytest.raises(TollbookError, match="draws days, not bars"):
        chart("days", {"bars": []})
    with pytest.raises(TollbookError, match="no chart that can be drawn"):
        svg({"mark": "wedge of cheese"})


def test_two_charts_do_not_share_their_data():
    one = chart("days", {"days": [{"day": "2020-02-27"}]})
    one["datasets"]["days"][0]["day"] = "altered"
    one["encoding"].clear()
    assert chart("days", {"days": []})["encoding"]


def test_a_picture_is_made_without_a_browser():
    made = chart("toll-over-time", rows(FIGURES, STEPS, "killed"))
    tree = ET.fromstring(svg(made))
    assert tree.tag.endswith("svg")
    assert "a monitor" in "".join(tree.itertext())
    assert png(made, scale=1).startswith(b"\x89PNG")
    assert svg(made) == svg(made)


def test_a_hostile_origin_stays_words():
    drawn = svg(chart("toll-over-time", rows([figure(1, 3, 3, origin=HOSTILE)], [], "killed")))
    assert "<script" not in drawn
    assert "\u202e" not in drawn
    ET.fromstring(drawn)


# ---- the toll over time -----------------------------------------------------------------------------
def test_each_figure_is_a_bar_at_its_time_and_the_same_words_of_one_voice_are_one():
    bars = rows(FIGURES, STEPS, "killed")["bars"]
    assert [(b["id"], b["figure"], b["open"]) for b in bars] == [
        ("c1", "9", False), ("c3", "24 or more, in the words “dozens”", True), ("c4", "20 to 25", False), ("c5", "33", False),
    ]  # fmt: skip
    assert bars[0]["outlet"] == "Post and 1 more"
    assert (bars[2]["reported"], bars[3]["reported"]) == ("2020-02-27", "2020-02-28 04:40 UTC")
    assert bars[1]["top"] > 33


def test_the_band_and_the_line_are_steps_and_an_unknown_best_breaks_the_line():
    made = rows(FIGURES, STEPS, "killed")
    assert [(b["low"], b["open"]) for b in made["band"]] == [(9, False), (9, True), (20, True)]
    assert made["band"][0]["to"] == made["band"][1]["from"] == "2020-02-27T22:10:00.000Z"
    assert [(p["best"], p["run"]) for p in made["line"]] == [(9, 0), (9, 0), (33, 1), (33, 1)]


def test_a_stated_none_is_drawn_and_an_unknown_is_not():
    assert [b["low"] for b in rows([figure(1, 0, 0), figure(2, None)], [], "killed")["bars"]] == [0]
    assert rows([figure(2, None)], [], "killed") == {"bars": [], "band": [], "line": []}


def test_more_origins_than_colours_share_the_last():
    many = [figure(n, n, n, origin=f"voice {n}") for n in range(MOST_ORIGINS + 5)]
    told = [b["origin"] for b in rows(many, [], "killed")["bars"]]
    assert len(set(told)) == MOST_ORIGINS + 1
    assert told.count(OTHERS) == 5


@given(st.lists(st.tuples(st.integers(0, 5000) | st.none(), st.integers(0, 900), st.integers(0, 2000), st.integers(0, 4)), max_size=40))
@settings(max_examples=60)
def test_no_figure_is_lost_and_none_stands_outside(drawn):
    figures = [
        figure(n, low, None if low is None or more > 600 else low + more, origin=f"o{who}", at=f"2020-03-{1 + minute // 1440:02}T{minute // 60 % 24:02}:{minute % 60:02}:00.000000Z")
        for n, (low, more, minute, who) in enumerate(drawn)
    ]
    made = rows(figures, [], "killed")
    shown = {(b["low"], None if b["open"] else b["top"], b["origin"]) for b in made["bars"]}
    assert shown == {(f.low, f.high, f.origin) for f in figures if f.low is not None}
    assert all(b["top"] > b["low"] if b["open"] else b["top"] >= b["low"] for b in made["bars"])
    assert len({b["at"] for b in made["bars"]}) >= len({f.reported for f in figures if f.low is not None})
    json.dumps(made)


# ---- days ------------------------------------------------------------------------------------------
def test_days_become_weeks_and_months_where_they_are_too_many():
    few = [Day(day="2020-02-27", incidents=2, killed=33), Day(day="2020-02-29", incidents=1, killed=0)]
    assert [(r["first"], r["last"], r["incidents"]) for r in by_day.rows(few)["days"]] == [("2020-02-27", "2020-02-27", 2), ("2020-02-29", "2020-02-29", 1)]
    year = [Day(day=str(date(2020, 1, 1) + timedelta(days=n)), incidents=1, killed=2) for n in range(366)]
    weeks = by_day.rows(year)["days"]
    assert {date.fromisoformat(r["first"]).weekday() for r in weeks} == {0}
    assert sum(r["incidents"] for r in weeks) == 366
    months = by_day.rows([*year, Day(day="2024-12-31", incidents=1, killed=0)])["days"]
    assert (months[1]["first"], months[1]["last"], months[1]["killed"]) == ("2020-02-01", "2020-02-29", 58)


def test_the_first_and_the_last_of_all_days_have_bars():
    made = by_day.rows([Day(day="0001-01-01", incidents=1, killed=0), Day(day="9999-12-31", incidents=1, killed=0)])["days"]
    assert [r["first"] for r in made] == ["0001-01-01", "9999-12-01"]
    assert by_day.rows([]) == {"days": []}


# ---- the map ----------------------------------------------------------------------------------------
def place(lat, lon, precision=4, name="Idlib"):
    return Where(text=name, start=0, end=len(name), lat=lat, lon=lon, precision=precision)


@pytest.mark.parametrize(("lat", "lon"), [(35.9, 36.6), (-17.7, 178.1), (64.5, -178.0), (0.0, 0.0), (89.9, 10.0), (-89.9, 10.0)])
def test_any_place_of_the_globe_has_a_map(lat, lon):
    drawn = str(map_svg(place(lat, lon)))
    ET.fromstring(drawn)
    assert "NaN" not in drawn
    assert len(drawn) < 60_000


def test_the_circle_is_as_wide_as_the_place_is_uncertain():
    def share(precision):
        circle = next(e for e in ET.fromstring(map_svg(place(35.9, 36.6, precision), width=640)).iter() if e.get("class") == "off")
        return float(circle.attrib["r"])

    assert [radius_km(p) for p in (1, 2, None)] == [2.0, 25.0, 800.0]
    assert share(1) < share(2) < share(4) < 320


def test_borders_can_be_left_out_and_are_always_dashed(monkeypatch):
    shown, hidden = str(map_svg(place(35.9, 36.6), boundaries=True)), str(map_svg(place(35.9, 36.6), boundaries=False))
    assert 'class="borders" fill="none" stroke="#8d8578" stroke-dasharray' in shown
    assert "Turkey" in shown
    assert "borders" not in hidden
    assert "Turkey" not in hidden
    monkeypatch.setenv("TOLLBOOK_BOUNDARIES", "hidden")
    assert str(map_svg(place(35.9, 36.6))) == hidden
    monkeypatch.setenv("TOLLBOOK_BOUNDARIES", "mine")
    with pytest.raises(TollbookError, match="TOLLBOOK_BOUNDARIES"):
        map_svg(place(35.9, 36.6))


def test_a_place_without_coordinates_has_no_map_and_a_hostile_name_none_of_its_own():
    assert not map_svg(Where(text="there", start=0, end=5))
    assert "<script" not in map_svg(place(35.9, 36.6, name=HOSTILE))


# ---- who copied whom --------------------------------------------------------------------------------
def graph_of(edges, origins=3, articles=6):
    nodes = [Node(id=f"o{n}", kind="origin", label=f"voice {n}") for n in range(origins)]
    nodes += [Node(id=f"article:{n}", kind="article", label=f"paper {n}", note=f"undated {n}") for n in range(articles)]
    return VoiceGraph(nodes=tuple(sorted(nodes, key=lambda n: n.id)), edges=tuple(sorted(set(edges), key=lambda e: (e.start, e.end))))


_carried = st.builds(lambda o, a: Edge(start=f"o{o}", end=f"article:{a}", kind="carried"), st.integers(0, 2), st.integers(0, 5))
_copied = st.builds(lambda a, b: Edge(start=f"article:{min(a, b)}", end=f"article:{max(a, b) + 1}", kind="copied", because="copy: all"), st.integers(0, 4), st.integers(0, 4))


@given(st.lists(_carried | _copied, max_size=14))
@settings(max_examples=80)
def test_no_two_boxes_lie_on_each_other_and_every_edge_is_drawn(edges):
    made = draw(graph_of(edges))
    assert len({(b.x, b.y) for b in made.boxes}) == len(made.boxes) == 9
    assert len(made.lines) == len(set(edges))
    assert all(b.x + made.box <= made.width and b.y + made.tall <= made.height for b in made.boxes)


def test_the_list_says_what_the_drawing_says():
    edges = [Edge(start="o0", end="article:0", kind="carried"), Edge(start="article:0", end="article:1", kind="copied", because="copy: all of it")]
    first = as_list(graph_of(edges))[0]
    assert (first.label, first.under[0].how, first.under[0].key, first.under[0].under[0].how) == ("voice 0", "in", "0", "copied by")


def test_copies_that_go_in_a_circle_end():
    edges = [Edge(start="o0", end="article:0", kind="carried"), Edge(start="article:0", end="article:1", kind="copied"), Edge(start="article:1", end="article:0", kind="copied")]
    assert as_list(graph_of(edges))
    assert draw(graph_of(edges))


def test_too_many_are_listed_and_not_drawn():
    many = graph_of([], articles=90)
    assert draw(many) is None
    assert draw(VoiceGraph()) is None
    assert as_list(many)


# ---- on the pages -----------------------------------------------------------------------------------
def test_the_page_is_whole_without_scripts(desk, ident):
    html = desk.get(f"/incident/{ident}").text
    assert f'<noscript><img src="/incident/{ident}/chart.svg?harm=killed' in html
    assert 'class="outline"' in html
    assert "Borders as drawn by Natural Earth" in html
    assert 'class="voice-list"' in html
    assert "<script>" not in html
    assert " style=" not in html


def test_the_replay_is_links_and_each_leads_to_what_was_known_then(desk, ident):
    page = desk.get(f"/incident/{ident}").text
    links = [x.replace("&amp;", "&") for x in re.findall(r'data-clock="reported" href="([^"]+)"', page)]
    assert len(links) >= 5
    then = desk.get(links[0]).text
    assert "Show what is known now" in then
    early, now = (desk.get(x.replace(ident, f"{ident}.json")).json() for x in (links[0], f"/incident/{ident}"))
    assert len(early["articles"]) == 1 < len(now["articles"])
    assert early["incident"]["tolls"] != now["incident"]["tolls"]
    assert re.findall(r'data-clock="reported" href="([^"]+)"', then), "the way forward stays"
    assert 'aria-current="step"' in then


def test_the_stations_stand_on_their_clocks_in_order(tmp_path):
    from tollbook.keep.looking import list_incidents, look

    with demo_book(tmp_path) as book:
        made = stations(look(book, list_incidents(book).incidents[0].id).case)
    reported = [s.time for s in made if s.clock == "reported"]
    assert reported == sorted(set(reported))
    assert [s.as_of for s in made if s.clock == "recorded"] == ["recorded:2024-04-01T00:00Z"]


def test_the_chart_of_a_page_is_what_the_book_says(desk, ident):
    spec = desk.get(f"/incident/{ident}/chart.json").json()
    page = desk.get(f"/incident/{ident}.json").json()
    known = {c["claim"]["id"] for c in page["claims"]}
    assert {b["id"] for b in spec["datasets"]["bars"]} <= known
    assert spec["datasets"]["band"][-1]["low"] == next(t["low"] for t in page["incident"]["tolls"] if (t["harm"], t.get("group", "all")) == ("killed", "all"))
    drawn = desk.get(f"/incident/{ident}/chart.svg")
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    ET.fromstring(drawn.text)


def test_what_cannot_be_charted_is_refused_in_a_sentence(desk, ident):
    assert desk.get(f"/incident/{ident}/chart.json?harm=<b>").status_code == 400
    assert desk.get("/incident/TB-NOSUCH/chart.json").status_code == 404
    assert desk.get(f"/incident/{ident}/chart.json?as_of=reported:2001-01-01").status_code == 404


def test_the_days_of_a_list_follow_its_filters(desk):
    whole = desk.get("/days/chart.json").json()["datasets"]["days"]
    assert sum(d["incidents"] for d in whole) == desk.get("/incidents.json").json()["count"]
    assert desk.get("/days/chart.json?country=ZZ").json()["datasets"]["days"] == []


def test_of_a_crowd_the_voices_that_most_carry_are_drawn():
    crowd = VoiceGraph(
        nodes=(
            *(Node(id=f"o{n}", kind="origin", label=f"voice {n}", note="") for n in range(50)),
            *(Node(id=f"article:{n}", kind="article", label=f"paper {n}", note="") for n in range(50)),
        ),
        edges=(*(Edge(start=f"o{n}", end=f"article:{n}", kind="carried") for n in range(50)), Edge(start="o7", end="article:8", kind="carried")),
    )
    made = draw(crowd)
    assert made is not None
    drawn = [b.label for b in made.boxes if b.kind == "origin"]
    assert "voice 7" in drawn
    assert len(made.boxes) <= 36
    assert made.left == 50 - len(drawn) > 0


@pytest.mark.parametrize(("low", "high", "kept"), [(3, 3, False), (3, None, True)])
def test_a_layer_with_nothing_to_draw_is_left_out(low, high, kept):
    """Vega warns in the console of an axis that has no extent."""
    one = Figure(id="a", harm="killed", low=low, high=high, reported="2024-03-04T10:00:00Z", origin="the mayor", quote="three died")
    made = chart("toll-over-time", rows([one], [], "killed"))
    assert ("open ends" in [layer["name"] for layer in made["layer"]]) is kept
    assert "band" in [layer["name"] for layer in made["layer"]], "the first layer holds the axes"
