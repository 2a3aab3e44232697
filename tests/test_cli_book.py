"""The book's commands as a user meets them: what they print, what they refuse, how they end."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from tollbook.cli.group import main

LINES = [
    {"id": "echo-1", "outlet": "River Echo", "published": "2024-03-06T08:00Z", "text": "A car bomb killed nine people in Aleppo on Tuesday, a Syrian monitoring group said."},
    {"id": "coast-1", "outlet": "Coast Daily", "published": "2024-03-06T10:00Z", "text": "In Aleppo, a car bomb on Tuesday left eleven people dead and twenty injured, according to rescue workers."},
]  # fmt: skip


def run(*words, given=None):
    result = CliRunner().invoke(main, [str(w) for w in words], input=given, prog_name="tollbook")
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    path = tmp_path_factory.mktemp("cli") / "b.db"
    code, said, _ = run("add", "--jsonl", "-", "--book", path, given="\n".join(json.dumps(x) for x in LINES))
    assert code == 0
    assert said.startswith("2 articles kept; 3 claims in 1 incident.")
    return path


@pytest.fixture(scope="module")
def ident(book):
    return json.loads(run("export", "incidents", "--book", book)[1])["id"]


def test_the_same_again_says_so(book):
    assert run("add", "--jsonl", "-", "--book", book, given=json.dumps(LINES[0]))[1].startswith("1 known already.")


def test_who_stops_adding_is_told_what_was_kept(tmp_path, monkeypatch):
    from tollbook import reading

    whole = reading.read_stream

    def until_control_c(*given, **named):
        for n, done in enumerate(whole(*given, **named)):
            if n == 20:
                raise KeyboardInterrupt
            yield done

    monkeypatch.setattr("tollbook.reading.read_stream", until_control_c)
    lines = [json.dumps({"id": f"a{n}", "text": f"Rain fell on hill {n}.", "published": "2024-03-06"}) for n in range(30)]
    code, said, told = run("add", "--jsonl", "-", "--book", tmp_path / "b.db", given="\n".join(lines))
    assert (code, said) == (130, "")
    assert f"Before it stopped: 16 articles kept; 0 claims in 0 incidents. Book: {tmp_path / 'b.db'}." in told
    assert told.rstrip().endswith("tollbook: stopped.")
    monkeypatch.undo()
    assert run("add", "--jsonl", "-", "--book", tmp_path / "b.db", given="\n".join(lines))[1].startswith("14 articles kept, 16 known already")


def test_the_list_fits_eighty_columns_and_tells_unknown_from_none(book):
    code, said, _ = run("incidents", "--book", book)
    assert code == 0
    assert max(map(len, said.splitlines())) <= 80
    assert "9–11" in said
    assert "Aleppo, Syria" in said


def test_an_incident_in_words(book, ident):
    code, said, _ = run("show", ident, "--book", book, "--codebook", "all")
    assert code == 0
    for words in ("acled", "ucdp", "rescue workers", "River Echo", "missing"):
        assert words in said
    assert max(map(len, said.splitlines())) <= 80


def test_an_explanation_goes_down_to_the_quotes(book, ident):
    code, said, _ = run("explain", ident, "--book", book)
    assert code == 0
    assert "killed nine people" in said


def test_a_claim_explains_itself(book):
    claim = json.loads(run("export", "claims", "--book", book)[1].splitlines()[0])
    code, said, _ = run("explain", claim["id"][:8], "--book", book)
    assert code == 0
    assert claim["quote"]["text"] in said


def test_exports_have_the_forms_of_the_contract(book, ident):
    incident = json.loads(run("export", "incidents", "--book", book)[1])
    assert incident["main_of"] == ["coast-1", "echo-1"]
    assert {"id", "articles", "claims", "when", "where", "method", "sides", "tolls"} <= incident.keys()
    claims = [json.loads(x) for x in run("export", "claims", "--book", book)[1].splitlines()]
    assert {c["incident"] for c in claims} == {ident}
    assert all("text" not in json.loads(x) for x in run("export", "articles", "--book", book)[1].splitlines())
    assert json.loads(run("export", "articles", "--texts", "--format", "json", "--book", book)[1])[0]["text"]


def test_what_changed_between_two_hours(book, ident):
    code, said, _ = run("show", ident, "--diff", "2024-03-06T09:00Z", "2024-03-06T11:00Z", "--book", book)
    assert code == 0
    assert "rescue workers" in said


def test_a_decision_and_its_undoing(book, ident):
    before = run("export", "incidents", "--book", book)[1]
    code, said, _ = run("decide", "different", "echo-1", "coast-1", "--by", "Ada", "--why", "two bombs", "--book", book)
    assert code == 0
    assert len(run("export", "incidents", "--book", book)[1].splitlines()) == 2
    assert run("decide", "undo", said.split()[0], "--by", "Ada", "--why", "one bomb", "--book", book)[0] == 0
    assert run("export", "incidents", "--book", book)[1] == before
    assert ident in before


def test_a_sound_book_has_no_findings(book):
    assert run("doctor", "--book", book)[0] == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("incidents", "--book", "none.db"), "There is no book"),
        (("show", "TB-0000000"), "No incident"),
        (("incidents", "--as-of", "yesterday"), "is no date or time"),
        (("incidents", "--as-of", "known:2024-01-01"), "no clock"),
        (("incidents", "--codebook", "nope"), "no codebook"),
        (("incidents", "--country", "Syria", "--since", "soon"), "is no date or time"),
        (("decide", "reject", "zz", "--by", "A", "--why", "b"), "No claim"),
        (("decide", "grade", "TB-0000000", "superb", "--by", "A", "--why", "b"), "no grade"),
        (("decide", "correct", "zz", "low=x", "--by", "A", "--why", "b"), "No claim"),
        (("explain", "zz"), "No incident"),
        (("purge", "zz", "--yes", "--by", "A", "--why", "b"), "zz"),
    ],
)
def test_wrong_use_is_one_sentence_and_two(book, monkeypatch, words, message):
    monkeypatch.setenv("TOLLBOOK_BOOK", str(book))
    result = CliRunner().invoke(main, list(words), prog_name="tollbook")
    assert result.exit_code == 2
    assert message in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_line_that_is_no_article_is_told_and_the_rest_is_kept(tmp_path):
    code, said, told = run("add", "--jsonl", "-", "--book", tmp_path / "b.db", given="no json\n" + json.dumps(LINES[0]))
    assert code == 1
    assert "1 article kept, 1 not read" in said
    assert told.startswith("tollbook: standard input, line 1:")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["undo", "D-"], "decisions begin with 'D-'. Give more of the id"),
        (["accept", "CLAIM", "--blind", "*"], "That is no name of a round."),
        (["accept", "CLAIM", "--blind", "r" * 61], "That is no name of a round."),
        (["correct", "CLAIM", "low=900"], "low=900 is above high="),
        (["correct", "CLAIM", "quote=unknown"], "A claim keeps its quote"),
    ],
)
def test_wrong_decisions_are_refused_and_leave_nothing(book, tmp_path, words, said):
    import shutil

    copy = shutil.copy(book, tmp_path / "b.db")
    claim = next(c for c in (json.loads(x) for x in run("export", "claims", "--book", copy)[1].splitlines()) if c["kind"] == "toll" and c["count"]["high"])
    for why in ("one", "two"):
        assert run("decide", "accept", claim["id"], "--by", "Ada", "--why", why, "--book", copy)[0] == 0
    before = run("export", "decisions", "--book", copy)[1]
    code, _, told = run("decide", *(claim["id"] if w == "CLAIM" else w for w in words), "--by", "Ben", "--why", "a try", "--book", copy)
    assert code == 2
    assert said in told
    assert run("export", "decisions", "--book", copy)[1] == before


def test_a_time_before_anything_was_known_is_said_as_it_was_asked(book, ident):
    code, _, told = run("show", ident, "--book", book, "--as-of", "2019-02-28T06:00Z")
    assert code == 2
    assert f"Nothing was known of {ident} as reported by 2019-02-28 06:00Z. Ask for a later time." in told
