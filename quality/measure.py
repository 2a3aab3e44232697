"""Scores the program, run as a user would run it, on annotated sets, and keeps the figures.

The sets lie beside the checkout (`../shared/evaluate`, or TOLLBOOK_EVALUATE), not in it: their texts are not
ours to pass on. Where they are not there, this says so in one line and is content.

    python quality/measure.py                     measure, compare with the figures kept, change nothing
    python quality/measure.py isaf claims         only these sets
    python quality/measure.py --write             and keep the figures, here and in docs/accuracy.md
    python quality/measure.py --check             and fail where one fell by more than the slack
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "quality" / "figures.json"
PAGE = ROOT / "docs" / "accuracy.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
# A figure may fall by this much before the check fails: two sets are small enough that one article is a point.
SLACK = 0.005


@dataclass(frozen=True, slots=True)
class Set:
    """An annotated set: its file, the scorer's task, and how the program is asked to read it."""

    name: str
    task: str
    file: str
    options: tuple[str, ...] = ()

    @property
    def command(self) -> tuple[str, ...]:
        """What a user would type, with the name of the set for its file."""
        return ("tollbook", "read", "--jsonl", self.file, "--workers", "2", *self.options)


SETS = (
    Set("claims", "claims", "claims_dev.jsonl"),
    Set("rand", "counts", "rand_dev.jsonl"),
    Set("isaf", "counts", "isaf_dev.jsonl", ("--codebook", "isaf")),
    Set("airwars", "bounds", "airwars_dev.jsonl", ("--codebook", "airwars")),
    Set("muc4", "muc", "muc4_dev.jsonl"),
    Set("polnear", "attributions", "polnear_dev.jsonl", ("--mentions",)),
    Set("timex", "times", "timex_dev.jsonl", ("--mentions",)),
    Set("lgl", "places", "places_lgl.jsonl", ("--mentions",)),
    Set("geovirus", "places", "places_geovirus.jsonl", ("--mentions",)),
)


def flatten(figures: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, float]]:
    """Yield each figure of a scorer's answer with its path; numbers of cases are no figures.

    Example:
        >>> dict(flatten({"found": {"f1": 0.5, "hit": 3}, "of": {"all": 6}}))
        {'found f1': 0.5}
    """
    for key, value in figures.items():
        name = f"{before} {key}".strip()
        if key == "of" or isinstance(value, str) or value is None:
            continue
        if isinstance(value, Mapping):
            yield from flatten(value, name)
        elif isinstance(value, float):
            yield name, value


def measure(which: Set, folder: Path, out: Path) -> dict[str, Any]:
    """Read one set with the program and score what it says."""
    program = Path(sys.executable).parent / "tollbook"
    gold, said = folder / "data" / which.file, out / f"{which.name}.jsonl"
    began = time.perf_counter()
    with said.open("w", encoding="utf-8") as sink:
        command = [str(program), *which.command[1:3], str(gold), *which.command[4:]]
        done = subprocess.run(command, stdout=sink, check=False, stdin=subprocess.DEVNULL)
    took = time.perf_counter() - began
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(which.command)} ended with {done.returncode}.")
    score = [sys.executable, str(folder / "score.py"), which.task, str(gold), str(said)]
    answer: dict[str, Any] = json.loads(subprocess.run(score, capture_output=True, text=True, check=True).stdout)
    figures = dict(flatten({key: value for key, value in answer.items() if key != "articles"}))
    return {
        "command": " ".join(which.command),
        "task": which.task,
        "articles": answer["articles"],
        "seconds": round(took, 1),
        "figures": figures,
    }


def compare(name: str, now: Mapping[str, Any], before: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Lines to print for one set, and those among its figures that fell by more than the slack."""
    lines, fell = [f"{name}: {now['articles']} articles in {now['seconds']:.0f} s"], []
    for key, value in now["figures"].items():
        old = before.get("figures", {}).get(key)
        moved = "" if old is None else "       =" if old == value else f"{value - old:+8.4f}"
        lines.append(f"  {key:<40} {value:.4f} {moved}")
        if old is not None and value < old - SLACK:
            fell.append(f"{name}, {key}: {old:.4f} before, {value:.4f} now")
    return lines, fell


def table(kept: Mapping[str, Mapping[str, Any]]) -> str:
    """The figures as Markdown, each set with the command that made it."""
    parts: list[str] = []
    for which in SETS:
        if which.name not in kept:
            continue
        one = kept[which.name]
        parts += [
            f"### {which.name}",
            "",
            f"`{one['command']}`, then `score.py {one['task']}`: {one['articles']} articles in {one['seconds']:.0f} s.",
            "",
            f"Measured {one['date']} at commit {one['commit']}.",
            "",
            "| figure | value |",
            "|---|---|",
            *(f"| {key} | {value:.3f} |" for key, value in one["figures"].items()),
            "",
        ]
    return "\n".join(parts)


def keep(kept: Mapping[str, Mapping[str, Any]]) -> None:
    """Write the figures to their file and, between its marks, to the page."""
    written = json.dumps(kept, indent=1, sort_keys=True)
    KEPT.write_text(written + "\n", encoding="utf-8")
    kept = json.loads(written)  # in the order of the file, which is what the page is held to
    page = PAGE.read_text(encoding="utf-8")
    head, rest = page.split(BEGIN)
    PAGE.write_text(f"{head}{BEGIN}\n\n{table(kept)}\n{END}{rest.split(END)[1]}", encoding="utf-8")


def evaluation_folder() -> Path | None:
    """Where the annotated sets lie; `None` where they do not."""
    folder = Path(os.environ.get("TOLLBOOK_EVALUATE", ROOT.parent / "shared" / "evaluate"))
    return folder if (folder / "score.py").exists() else None


def commit() -> str:
    """The commit that is measured; a plus where the tree holds more than it."""
    git = ["git", "-C", str(ROOT)]
    short = subprocess.run([*git, "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()
    dirty = subprocess.run([*git, "status", "--porcelain", "--", "src"], capture_output=True, text=True, check=True).stdout
    return short + ("+" if dirty else "")


def main() -> int:
    """Measure the sets that were asked for; 1 where a figure fell under `--check`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"of {', '.join(s.name for s in SETS)}; all where none is named")
    parser.add_argument("--write", action="store_true", help="keep the figures")
    parser.add_argument("--check", action="store_true", help="fail where a figure fell")
    parser.add_argument("--out", type=Path, help="where the program's output goes (default: out/ in the checkout)")
    asked = parser.parse_args()
    unknown = set(asked.sets) - {s.name for s in SETS}
    if unknown:
        parser.error(f"no such set: {', '.join(sorted(unknown))}")
    folder = evaluation_folder()
    if folder is None:
        print("Nothing measured: the annotated sets are not beside the checkout (../shared/evaluate).")
        return 0
    out = asked.out or ROOT / "out"
    out.mkdir(parents=True, exist_ok=True)
    kept: dict[str, dict[str, Any]] = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    fallen: list[str] = []
    for which in SETS:
        if asked.sets and which.name not in asked.sets:
            continue
        if not (folder / "data" / which.file).exists():
            print(f"{which.name}: {which.file} is not there, left out.")
            continue
        now = {**measure(which, folder, out), "commit": commit(), "date": time.strftime("%Y-%m-%d", time.gmtime())}
        lines, fell = compare(which.name, now, kept.get(which.name, {}))
        print("\n".join(lines), flush=True)
        fallen += fell
        kept[which.name] = now
    if asked.write:
        keep(kept)
    if fallen:
        print("\nFell:\n  " + "\n  ".join(fallen))
    return 1 if asked.check and fallen else 0


if __name__ == "__main__":
    sys.exit(main())
