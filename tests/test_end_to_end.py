"""The whole way through a book, measured: what is compared with what people noted, and how days are read."""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "quality"))

import end_to_end

GOLD = [
    {"id": "a", "text": "Two guards were killed.", "gold": {"incident": "1", "date": "May 3, 2016", "city": "Alder (North)", "state": "Iowa"}},
    {"id": "b", "text": "Two guards died.", "gold": {"incident": "1", "date": "May 3, 2016", "city": "Alder (North)", "state": "Iowa"}},
    {"id": "c", "text": "A cook was shot.", "gold": {"incident": "2", "date": None, "city": "Brook", "state": None}},
]


def test_an_incident_is_held_by_most_of_its_articles():
    exported = [
        {"id": "x", "main_of": ["a", "b"], "when": {"from": "2016-05-03", "to": "2016-05-03"}, "where": {"name": "Alder", "path": ["United States", "Iowa"]}},
        {"id": "y", "main_of": ["c"], "when": None, "where": {"name": "Stone", "text": "Stone"}},
    ]
    assert end_to_end.world(GOLD, exported) == {"day": (1, 1), "town": (1, 2), "region": (1, 1)}


def test_what_no_incident_holds_is_wrong():
    assert end_to_end.world(GOLD, []) == {"day": (0, 1), "town": (0, 2), "region": (0, 1)}


def test_two_days_are_not_the_day():
    exported = [{"id": "x", "main_of": ["a"], "when": {"from": "2016-05-03", "to": "2016-05-04"}, "where": None}]
    assert end_to_end.world(GOLD[:1], exported)["day"] == (0, 1)


def test_readings_made_before_meet_their_articles():
    lines = [json.dumps({"article": row["id"], "claims": [], "incidents": []}) for row in GOLD[:2]] + [json.dumps({"article": "c", "error": "no text"})]
    done = list(end_to_end.read_before(GOLD, lines))
    assert [(d.article.id, type(d.outcome).__name__) for d in done] == [("a", "Reading"), ("b", "Reading"), ("c", "Failure")]
