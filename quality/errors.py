"""The errors of each set by kind, with counts: what to mend first.

    python quality/measure.py claims muc4       writes what the program says into out/
    python quality/errors.py                    sorts what is wrong in it; a Markdown table for each set that is there
    python quality/errors.py --show 5           and five cases of each kind, for the eye: they quote texts that are not ours to pass on

A kind is what can be told from the wrong case itself: nothing was read, too much, too little. Why, a person has to read:
`quality/errors.md`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from measure import ROOT, SETS, Set, evaluation_folder

Case = Mapping[str, Any]
EVERY = "1000000"


def of_claims(case: Case) -> str:
    """A toll claim: missed, invented, of another count, or of another speaker."""
    if "missed" in case or "invented" in case:
        return f"{'missed' if 'missed' in case else 'invented'}: {case['harm']}"
    if "speaker" in case:
        return "speaker: " + ("none read" if case["got"] is None else "read where the article speaks" if case["speaker"] is None else "another")
    return "count"


def of_counts(case: Case) -> str:
    """A toll of an incident: not read, read where there is none, too low or too high.

    Example:
        >>> of_counts({"harm": "killed", "gold": 3, "got": None}), of_counts({"harm": "killed", "gold": 3, "got": [4, 4, 4]})
        ('killed: none read', 'killed: too high')
    """
    if not isinstance(case["got"], list):
        return f"{case['harm']}: none read"
    low, best, _ = case["got"]
    got = best if best is not None else low
    if not case["gold"]:
        return f"{case['harm']}: read where there are none"
    return f"{case['harm']}: {'without a number' if got is None else 'too high' if got > case['gold'] else 'too low'}"


def of_bounds(case: Case) -> str:
    """Two bounds of a toll: not read, or which of them lies where."""
    (low, high), (least, most) = case["got"], case["gold"]
    if low < 0:
        return f"{case['harm']}: none read"
    said = [f"{name} too {'low' if got < want else 'high'}" for name, got, want in (("low", low, least), ("high", high, most)) if got != want]
    return f"{case['harm']}: {', '.join(said)}"


def of_muc(case: Case) -> str:
    """A victim who was not found: whether any claim of that harm is left, and whether one person or several were meant."""
    one = [1, 1] in case["accept"]
    read = any(harm == case["harm"] for harm, _, _ in case["got"])
    return f"{case['harm']}, {'one person' if one else 'several'}: {'only other numbers read' if read else 'no claim left'}"


def of_times(case: Case) -> str:
    """A time expression: missed, or of another value."""
    return "missed" if "missed" in case else "another value"


def of_places(case: Case) -> str:
    """A toponym: missed, without coordinates, or somewhere else."""
    return "missed" if "missed" in case else "no coordinates" if case["got"][0] is None else "somewhere else"


def of_attributions(case: Case) -> str:
    """An attribution: the scorer tells of those missed alone."""
    return "missed" if "missed" in case else "other"


KINDS: dict[str, Callable[[Case], str]] = {
    "claims": of_claims,
    "counts": of_counts,
    "bounds": of_bounds,
    "muc": of_muc,
    "times": of_times,
    "places": of_places,
    "attributions": of_attributions,
}


def wrong_cases(which: Set, gold: Path, said: Path, scorer: Path) -> tuple[int, list[Case]]:
    """How many articles there are, and every case that the scorer calls wrong."""
    command = [sys.executable, str(scorer), which.task, str(gold), str(said), "--errors", EVERY]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    articles: int = json.loads(done.stdout)["articles"]
    return articles, [json.loads(line) for line in done.stderr.split("\n") if line.startswith("{")]


def main() -> int:
    """Print the tables of the sets that were read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "out", help="where measure.py put what the program said")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N cases of each kind, too")
    asked = parser.parse_args()
    folder = evaluation_folder()
    if folder is None:
        print("No errors sorted: the annotated sets are not beside the checkout (../shared/evaluate).")
        return 0
    for which in SETS:
        said = asked.out / f"{which.name}.jsonl"
        if not said.exists():
            continue
        sampled = said.with_suffix(".gold.jsonl")  # approaches.py keeps the sample that it read
        articles, cases = wrong_cases(which, sampled if sampled.exists() else folder / "data" / which.file, said, folder / "score.py")
        kinds: dict[str, list[Case]] = defaultdict(list)
        for case in cases:
            kinds[KINDS[which.task](case)].append(case)
        print(f"\n### {which.name}: {articles} articles, {len(cases)} wrong\n\n| kind | cases |\n|---|---:|")
        for kind, held in sorted(kinds.items(), key=lambda item: (-len(item[1]), item[0])):
            print(f"| {kind} | {len(held)} |")
            for case in held[: asked.show]:
                print(f"    {json.dumps(case, ensure_ascii=False)[:400]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
