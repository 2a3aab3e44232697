"""The scripts that measure: a figure that fell is seen, a page is written between its marks only."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "quality"), str(ROOT / "bench")]

import measure  # noqa: E402 - the folders of scripts are no packages
import reports  # noqa: E402

NOW = {"articles": 2, "seconds": 1.0, "figures": {"found f1": 0.50, "exact killed": 0.80}}


def test_a_figure_that_fell_is_named():
    lines, fell = measure.compare("made", NOW, {"figures": {"found f1": 0.60, "exact killed": 0.70}})
    assert fell == ["made, found f1: 0.6000 before, 0.5000 now"]
    assert any("-0.1000" in line for line in lines)
    assert any("+0.1000" in line for line in lines)


def test_a_fall_within_the_slack_is_none():
    assert measure.compare("made", NOW, {"figures": {"found f1": 0.503}})[1] == []


def test_a_set_measured_for_the_first_time_cannot_fall():
    assert measure.compare("made", NOW, {})[1] == []


def test_flatten_leaves_out_numbers_of_cases():
    assert dict(measure.flatten({"task": "x", "a": {"f1": 0.5, "hit": 3}, "of": {"a": 6}, "none": None})) == {"a f1": 0.5}


def test_figures_are_written_between_the_marks_only(tmp_path, monkeypatch):
    page = tmp_path / "accuracy.md"
    page.write_text(f"before\n{measure.BEGIN}\nold\n{measure.END}\nafter\n", encoding="utf-8")
    monkeypatch.setattr(measure, "PAGE", page)
    monkeypatch.setattr(measure, "KEPT", tmp_path / "figures.json")
    measure.keep({"isaf": {**NOW, "command": "tollbook read", "task": "counts", "date": "2026-01-01", "commit": "abc"}})
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert "old" not in text
    assert "| found f1 | 0.500 |" in text
    assert json.loads((tmp_path / "figures.json").read_text())["isaf"]["articles"] == 2


def test_without_the_sets_it_says_so_and_is_content(tmp_path):
    done = subprocess.run(
        [sys.executable, str(ROOT / "quality" / "measure.py"), "--check"], capture_output=True, text=True, check=False,
        env={"TOLLBOOK_EVALUATE": str(tmp_path), "PATH": ""},
    )
    assert (done.returncode, len(done.stdout.splitlines()), done.stderr) == (0, 1, "")


def test_the_page_holds_the_figures_that_are_kept():
    kept = json.loads(measure.KEPT.read_text(encoding="utf-8"))
    assert measure.table(kept) in measure.PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [50, 400])
def test_made_up_reports_are_of_their_length_and_the_same_for_a_seed(words):
    made = reports.article(random.Random(3), words=words)
    assert words <= len(made.split()) <= words + 40
    assert made == reports.article(random.Random(3), words=words)
    assert made != reports.article(random.Random(4), words=words)
