"""The instruments measure what they say: fitted confidence, errors by kind, sentences made up with their gold."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "quality"))

import calibrate
import errors
import retell
import robustness
import tagger_data
import tagger_reports


def claims_of(name: str, text: str, right: int, wrong: int) -> list[calibrate.Judged]:
    return [calibrate.Judged((name,), n < right, f"{text}{n}", public=False) for n in range(right + wrong)]


def test_fitted_confidence_is_the_share_that_was_right():
    found = claims_of("rule:good", "a", 180, 20) + claims_of("rule:bad", "b", 60, 140)
    weights = calibrate.fit(found)
    assert calibrate.given(weights, found[0]) == pytest.approx(0.9, abs=0.03)
    assert calibrate.given(weights, found[-1]) == pytest.approx(0.3, abs=0.03)
    assert calibrate.given(weights, calibrate.Judged(("rule:new",), True, "c", public=False)) == pytest.approx(0.6, abs=0.1)


def test_no_claim_is_judged_by_weights_that_saw_its_text():
    # All claims of one text look alike, are wrong, and nothing else looks like them: only weights that saw them could know.
    found = claims_of("rule:good", "a", 200, 4) + [calibrate.Judged(("rule:odd",), False, "odd", public=True)] * 30
    crossed = [value for value, one in calibrate.crossed(found) if one.text == "odd"]
    seen = calibrate.given(calibrate.fit(found), found[-1])
    assert min(crossed) > 0.9 > seen


def test_the_table_counts_every_claim_once():
    found = [(0.5, one) for one in claims_of("x", "a", 1, 3)] + [(0.97, one) for one in claims_of("y", "b", 6, 0)]
    rows = calibrate.table(found).splitlines()
    assert "| below 0.70 | 4 | 0.50 | 0.25 | 0 |  |" in rows
    assert "| 0.90 and more | 6 | 0.97 | 1.00 | 0 |  |" in rows
    assert rows[-1].startswith("| all | 10 |")


@pytest.mark.parametrize(
    ("sort", "case", "kind"),
    [
        (errors.of_claims, {"missed": "…", "harm": "injured"}, "missed: injured"),
        (errors.of_claims, {"quote": "…", "speaker": "police", "got": None}, "speaker: none read"),
        (errors.of_claims, {"quote": "…", "speaker": None, "got": "police"}, "speaker: read where the article speaks"),
        (errors.of_claims, {"quote": "…", "gold": [1, 1], "got": [2, 2]}, "count"),
        (errors.of_counts, {"harm": "killed", "gold": 0, "got": [1, 1, 1]}, "killed: read where there are none"),
        (errors.of_counts, {"harm": "killed", "gold": 5, "got": [2, None, None]}, "killed: too low"),
        (errors.of_counts, {"harm": "killed", "gold": 5, "got": "no output"}, "killed: none read"),
        (errors.of_bounds, {"harm": "killed", "gold": [2, 5], "got": [3, 4]}, "killed: low too high, high too low"),
        (errors.of_bounds, {"harm": "killed", "gold": [2, 5], "got": [-1, -1]}, "killed: none read"),
        (errors.of_muc, {"harm": "killed", "accept": [[1, 1]], "got": [["killed", 2, 2]]}, "killed, one person: only other numbers read"),
        (errors.of_muc, {"harm": "killed", "accept": [[4, 4]], "got": [["injured", 4, 4]]}, "killed, several: no claim left"),
        (errors.of_places, {"text": "…", "got": [None, None, None]}, "no coordinates"),
    ],
)  # fmt: skip
def test_an_error_is_of_its_kind(sort, case, kind):
    assert sort(case) == kind


def test_made_sentences_mark_people_and_are_always_the_same():
    made = list(tagger_reports.reports(400, seed=3))
    assert made == list(tagger_reports.reports(400, seed=3)) != list(tagger_reports.reports(400, seed=4))
    for one in made:
        assert "{" not in one.text
        assert "<" not in one.text
        for start, end, harm in one.marks:
            words = one.text[start:end]
            assert harm in tagger_reports.HARMS
            assert words == words.strip() != ""
            assert one.text[:start][-1:] in {"", " "}
    assert 100 < sum(not one.marks for one in made) < 160


def test_a_victim_is_marked_with_the_number_before_it():
    row = {"text": "TWO PEASANTS WERE KILLED. THE PEASANTS MET. CARLOS RUIZ WAS WOUNDED.", "gold": {"victims": []}}
    victims = [{"harm": "killed", "who": '"PEASANTS"'}, {"harm": "injured", "who": '"CARLOS RUIZ" / "RUIZ"'}]
    told = list(tagger_data.of_muc([{**row, "gold": {"victims": victims}}], [[]], seed=1))
    marked = [(one.text[a:b], harm) for one in told for a, b, harm in one.marks]
    assert marked == [("TWO PEASANTS", "killed"), ("CARLOS RUIZ", "injured")]


def test_what_only_the_reader_sees_is_not_learnt():
    text = "A GUARD WAS KILLED. THE BOMB KILLED NOBODY'S HOPES. TALKS WENT ON."
    row = {"text": text, "gold": {"victims": []}}
    learnt = [one.text for one in tagger_data.of_muc([row], [[(0, 18)]], seed=1)]
    assert learnt == ["THE BOMB KILLED NOBODY'S HOPES.", "TALKS WENT ON."]


def test_labels_begin_anew_where_one_mark_follows_another():
    marks = ((0, 3, "killed"), (4, 9, "injured"))
    found = tagger_data.labels(marks, [(0, 0), (0, 3), (4, 6), (6, 9), (9, 10)])
    assert [tagger_data.LABELS[n] for n in found] == ["O", "B-killed", "B-injured", "I-injured", "O"]


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("Two guards were shot dead and a driver was wounded in Goma.", "Two guards were shot dead. A driver was wounded in Goma."),
        # what stands in front is said of both
        ("Hours later, two guards were shot dead and a driver was wounded in Goma.", None),
        ("In another incident, a guard was killed and a driver was wounded.", None),
    ],
)
def test_a_sentence_is_split_only_where_both_halves_mean_what_they_did(text: str, split: str | None) -> None:
    assert retell.split_sentence(text) == split


def test_wide_spaces_stand_between_sentences_alone() -> None:
    assert robustness.wide('Nine died in St. Balyun. "Two\nmore" are missing.\nA third was hurt.') == 'Nine died in St. Balyun.  "Two\nmore" are missing.\n\nA third was hurt.'
