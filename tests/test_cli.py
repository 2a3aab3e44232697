"""The command as a user meets it: what it prints, where, and with which status."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from tollbook.cli import main
from tollbook.model import Count, Reading, Span, TollClaim

TEXT = "At least 30 soldiers were killed on Thursday."


def quick(article, options=None):
    """A reader that costs nothing: the first number is the dead."""
    del options
    if "trip" in article.text:
        raise KeyError("inside")
    at = article.text.find("30")
    if at < 0:
        return Reading(article=article.id)
    span = {"text": "30", "start": at, "end": at + 2}
    count = Count(low=30, **span)
    claim = TollClaim(id="c", rule="r", reading_confidence=1.0, quote=Span(**span), harm="killed", count=count)
    return Reading(article=article.id, claims=(claim,))


@pytest.fixture
def run(monkeypatch, tmp_path):
    monkeypatch.setattr("tollbook.pipeline.read_article", quick)
    monkeypatch.chdir(tmp_path)

    def call(*args, data=None):
        return CliRunner().invoke(main, [str(arg) for arg in args], input=data)

    return call


def test_a_text_a_file_and_a_pipe_give_the_same(run, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    given = [
        run("read", TEXT, "--json"),
        run("read", "a.txt", "--json"),
        run("read", "--json", data=TEXT),
        run("read", "-", "--json", data=TEXT),
    ]
    given.append(run("read", "--text", TEXT, "--json"))
    assert {one.exit_code for one in given} == {0}
    assert len({one.stdout for one in given}) == 1
    assert json.loads(given[0].stdout)["claims"][0]["count"]["low"] == 30


def test_table_is_the_default_and_has_no_escape_codes_in_a_pipe(run):
    found = run("read", TEXT)
    assert "[30]" in found.stdout
    assert "\x1b" not in found.stdout


def test_json_lines_in_json_lines_out_in_order_with_errors_in_place(run, tmp_path):
    rows = [
        '{"id":"a","text":"30 died in town"}',
        '{"id":"b"}',
        "nonsense",
        '{"id":"d","text":"trip it up now"}',
        '{"id":"e","text":"ok then"}',
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(rows))
    for workers in ("1", "2"):
        found = run("read", "--jsonl", "a.jsonl", "--workers", workers)
        assert found.exit_code == 1
        out = [json.loads(line) for line in found.stdout.splitlines()]
        assert [one["article"] for one in out] == ["a", "b", "a.jsonl, line 3", "d", "e"]
        assert ["error" in one for one in out] == [False, True, True, True, False]
        assert "Traceback" not in found.stderr
        assert len(found.stderr.splitlines()) == 3
        assert "a.jsonl, line 4" in found.stderr


def test_json_is_an_object_for_one_article_and_an_array_for_several(run, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text":"x y"}\n')
    (tmp_path / "empty.jsonl").write_text("")
    assert isinstance(json.loads(run("read", TEXT, "--json").stdout), dict)
    assert isinstance(json.loads(run("read", "--jsonl", "a.jsonl", "--json").stdout), list)
    assert len(json.loads(run("read", TEXT, TEXT, "--json").stdout)) == 2
    assert json.loads(run("read", "--jsonl", "empty.jsonl", "--json").stdout) == []


def test_html_and_output_file(run, tmp_path):
    assert run("read", TEXT, "-o", "a.html").exit_code == 0
    assert (tmp_path / "a.html").read_text().startswith("<!doctype html>")
    assert run("read", TEXT, "-o", "a.jsonl").stdout == ""
    assert json.loads((tmp_path / "a.jsonl").read_text())["claims"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "a.jsonl"]


WRONG = [
    (["read", "nosuch.txt"], "no file, folder or address"),
    (["read", "file:///etc/passwd"], "file://"),
    (["read", TEXT, "--published", "tomorrow"], "not a publication date"),
    (["read", TEXT, "--format", "xml"], "'xml' is not one of"),
    (["read", TEXT, "--json", "--format", "html"], "contradict"),
    (["read", TEXT, "--codebook", "nosuch"], "no codebook"),
    (["read", TEXT, "--workers", "0"], "--workers"),
    (["read", TEXT, "-o", "no/such/folder.html"], "can't be written"),
    (["read", TEXT, "-o", "."], "folder"),
    (["read", TEXT, "--nonsense"], "--nonsense"),
    (["raed", TEXT], "Did you mean read"),
    ([TEXT], "tollbook read"),
]


@pytest.mark.parametrize(
    ("args", "words"), WRONG, ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else None
)
def test_wrong_use_is_one_line_and_status_2(run, args, words):
    found = run(*args)
    assert found.exit_code == 2
    assert found.stdout == ""
    assert len(found.stderr.splitlines()) == 1
    assert words in found.stderr


def test_nothing_is_read_before_all_arguments_are_known_to_be_good(run, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    assert run("read", "a.txt", "nosuch", "-o", "out.jsonl").exit_code == 2
    assert not (tmp_path / "out.jsonl").exists()


def test_what_is_no_text_fails_and_says_why(run, tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    found = run("read", "a.pdf", TEXT, "--format", "jsonl")
    assert found.exit_code == 1
    assert [("error" in json.loads(line)) for line in found.stdout.splitlines()] == [True, False]
    assert "pdftotext" in found.stderr


def test_hostile_names_and_errors_cannot_reach_the_terminal(run, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id":"\\u001b[31m","text":5}\n')
    found = run("read", "--jsonl", "a.jsonl", "--format", "table")
    assert "\x1b" not in found.stdout + found.stderr
    assert "\x1b" not in run("read", "no\x1b[31msuch").stderr


@pytest.mark.parametrize("args", [["--help"], ["read", "--help"], ["codebooks", "--help"]])
def test_help_has_examples(run, args):
    found = run(*args)
    assert found.exit_code == 0
    assert "Examples:" in found.stdout
    assert "\\b" not in found.stdout


def test_version_and_codebooks(run):
    assert run("--version").stdout.startswith("tollbook ")
    assert "house" in run("codebooks").stdout
    assert {"house", "acled", "ucdp", "ibc", "airwars", "isaf"} <= {
        row["name"] for row in json.loads(run("codebooks", "--json").stdout)
    }


def test_the_package_runs_as_the_command_does():
    """For machines where the folder of scripts is not on the path."""
    ran = subprocess.run([sys.executable, "-m", "tollbook", "codebooks"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0
    assert "house" in ran.stdout


def test_an_unexpected_error_of_the_command_is_one_line(run, monkeypatch):
    monkeypatch.setattr("tollbook.cli.read.open_sources", lambda *_: 1 / 0)
    found = run("read", TEXT)
    assert found.exit_code == 1
    assert "ZeroDivisionError" in found.stderr
    assert "Traceback" not in found.stderr


# ---- as a process: pipes and signals


def _command(*args):
    return [sys.executable, "-c", "from tollbook.cli import main; main()", *args]


def _many(path, count=4000):
    path.write_text('{"text":"Three soldiers were killed in the town."}\n' * count)
    return str(path)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_closed_pipe_ends_quietly(tmp_path, workers):
    with subprocess.Popen(
        _command("read", "--jsonl", _many(tmp_path / "a.jsonl"), "--workers", workers),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout.readline().startswith(b'{"article"')
        process.stdout.close()
        assert process.wait(60) == 0
        assert process.stderr.read() == b""


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["read", "--help"], ["codebooks"], ["read", "Two guards were killed."]])
def test_output_that_nobody_reads_is_no_failure(words):
    with subprocess.Popen(_command(*words), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.wait(120) == 0
        assert process.stderr.read() == b""


@pytest.mark.parametrize("workers", ["1", "2"])
def test_control_c_ends_quietly_and_leaves_no_process(tmp_path, workers):
    with subprocess.Popen(
        _command("read", "--jsonl", _many(tmp_path / "a.jsonl", 200_000), "--workers", workers),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        # Tests started in the background inherit that control-C is ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    ) as process:  # fmt: skip
        try:
            process.stdout.readline()
            os.killpg(process.pid, signal.SIGINT)
            assert process.communicate(timeout=60)[1].split() == [b"tollbook:", b"stopped."]
        finally:
            process.kill()
        assert process.returncode == 130
    time.sleep(0.5)
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_a_full_disk_is_said_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    import errno

    from tollbook.cli import group

    assert group._end(OSError(errno.ENOSPC, "No space left on device")) == 1
    assert "the disk is full" in capsys.readouterr().err
