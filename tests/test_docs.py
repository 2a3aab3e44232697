"""The documentation says what the program does: every page is made or run again, every link followed."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "docs"))

import generate  # noqa: E402 - the folder of the docs is no package
import reference  # noqa: E402

PAGES = sorted([*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")])
MADE = generate.pages()


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_there_are_pages_commands_and_links():
    assert len(PAGES) > 15
    assert len(generate.guides()) >= 5
    assert ("read",) in reference.every_command()


@pytest.mark.parametrize("path", MADE, ids=name)
def test_page_is_what_the_program_now_says(path):
    assert MADE[path]() == path.read_text(encoding="utf-8"), "make docs writes it again"


def test_a_wrong_output_would_be_seen():
    page = "```console\n$ echo right\nwrong\n```"
    assert generate.filled(page) == "```console\n$ echo right\nright\n```"


def test_a_failing_command_must_be_shown_failing():
    shown = "```console\n$ false\n(exit 1)\n```"
    assert generate.filled(shown) == shown
    with pytest.raises(RuntimeError):
        generate.filled("```console\n$ false\n```")


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_links_lead_somewhere(path):
    text = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        there = (path.parent / file).resolve() if file else path
        assert there.exists(), target
        if anchor:
            heads = re.findall(r"^#+ (.*)$", there.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w\- ]", "", h.lower()).strip().replace(" ", "-") for h in heads}, target


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_what_a_page_says_to_install_is_what_ci_runs(path):
    for block in re.findall(r"^```sh\n(.*?)^```$", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            assert re.match(r"(?:make|git clone|cd|pip install)\b|#|$", line), line


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "reference").glob("commands.md")), ids=name)
@pytest.mark.parametrize("command", [" ".join(c) for c in reference.every_command()])
def test_every_command_is_documented_and_shows_an_example(path, command):
    text = path.read_text(encoding="utf-8")
    section = text.split(f"## tollbook {command}".rstrip() + "\n", 1)
    assert len(section) == 2
    if command:
        assert f"tollbook {command}" in section[1].split("\n## ")[0].split("Usage:", 1)[1].split("\n", 1)[1], "its help shows no example"


def test_every_page_is_reached_from_the_index():
    seen: set[Path] = set()
    waiting = [ROOT / "docs" / "index.md"]
    while waiting:
        page = waiting.pop()
        if page in seen or page.suffix != ".md":
            continue
        seen.add(page)
        for target in re.findall(r"\]\(([^)\s#]+)", page.read_text(encoding="utf-8")):
            there = (page.parent / target).resolve()
            if not re.match(r"[a-z]+:", target) and there.exists():
                waiting.append(there)
    assert [name(p) for p in PAGES if p.is_relative_to(ROOT / "docs") and p not in seen] == []
