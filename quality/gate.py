"""The regression gate: does the reader still read our own corpus at least as well as before?

This is no figure of accuracy. The texts of `tests/corpus` were written by the people who write the reader, each to
test one thing; a share of them says what has changed, not how well foreign texts are read. For that see
`quality/measure.py`.

    python quality/gate.py                      compare with the floors, show which claims changed; 1 below a floor
    python quality/gate.py --errors 40          and show disagreements with the corpus, by kind
    python quality/gate.py --update             raise the floors to what was measured, record the claims
    python quality/gate.py --update --allow-regression "why"    lower them, with the reason kept
    python quality/gate.py --public             then run quality/measure.py --check, too
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import msgspec

from matching import Tally, Wrong, score
from tollbook.model import Article
from tollbook.pipeline import read_article

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "tests" / "corpus" / "en"
BASELINE = ROOT / "quality" / "baseline.json"
RECORDED = ROOT / "quality" / "recorded.jsonl"
SHOWN = 60


def corpus(folder: Path = CORPUS) -> list[dict[str, Any]]:
    """The annotated texts of every file, in the order of the files' names."""
    files = sorted(folder.glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def read(text: str, name: str, published: str | None) -> dict[str, Any]:
    """One text as the reader reads it, as plain objects."""
    reading: dict[str, Any] = msgspec.to_builtins(read_article(Article(text=text, id=name, published=published)))
    return reading


def readings(rows: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """What the reader makes of each text, by its id."""
    return {row["id"]: read(row["text"], row["id"], row.get("published")) for row in rows}


def brief(claim: Mapping[str, Any]) -> str:
    """A claim in one line, with all that a reader of a change wants to see, and no offsets.

    Example:
        >>> brief({"kind": "silence", "quote": {"text": "no figure was given"}, "about": "figures"})
        'silence | no figure was given | about figures'
    """
    parts = [claim["kind"], claim["quote"]["text"].replace("\n", " ")]
    if claim["kind"] == "toll":
        count, victims = claim.get("count") or {}, claim.get("victims") or {}
        high = count.get("high")
        parts[0] = f"{claim['harm']} {count.get('low')}..{'' if high is None else high}{' approx' if count.get('approx') else ''}"
        parts += [f"of {victims.get('text')} ({victims.get('role')})", claim["scope"]]
    elif claim.get("about"):
        parts.append(f"about {claim['about']}")
    if claim.get("stance", "asserted") != "asserted":
        parts.append(claim["stance"])
    chain = claim.get("attribution") or []
    parts += [f"says {' < '.join(link['speaker'] for link in chain)}"] if chain else []
    parts += [f"{word} {claim[key]['text']}" for word, key in (("at", "where"), ("on", "when")) if claim.get(key)]
    return " | ".join(parts)


def record(read_texts: Mapping[str, Mapping[str, Any]]) -> dict[str, list[str]]:
    """Every text's claims in brief, in text order."""
    return {name: [brief(c) for c in reading.get("claims") or []] for name, reading in sorted(read_texts.items())}


def changes(before: Mapping[str, Sequence[str]], now: Mapping[str, Sequence[str]]) -> list[str]:
    """The claims that came, went or changed, as lines of a difference, text by text.

    Example:
        >>> changes({"a": ["killed 3..3"]}, {"a": ["killed 3..4"]})
        ['a', '  - killed 3..3', '  + killed 3..4']
    """
    lines: list[str] = []
    for name in sorted({*before, *now}):
        old, new = list(before.get(name, [])), list(now.get(name, []))
        if old != new:
            moved = [d for d in difflib.ndiff(old, new) if d[0] in "+-"]
            lines += [name, *(f"  {d}" for d in moved)]
    return lines


def below(floors: Mapping[str, float], figures: Mapping[str, float]) -> list[str]:
    """The figures that lie below their floor, or are no longer measured.

    Example:
        >>> below({"recall": 0.9}, {"recall": 0.85})
        ['recall: 0.8500, floor 0.9000']
    """
    return [f"{name}: {figures.get(name, 0.0):.4f}, floor {floor:.4f}" for name, floor in floors.items() if figures.get(name, 0.0) < floor]


def ratchet(kept: Mapping[str, Any], figures: Mapping[str, float], why: str | None) -> dict[str, Any]:
    """The baseline after an update: floors rise to what was measured, and fall only for a reason, which is kept.

    Raises:
        ValueError: A floor would fall, and no reason was given.
    """
    floors = dict(kept.get("floors", {}))
    fallen = below(floors, figures)
    if fallen and not why:
        raise ValueError("a floor would fall: " + "; ".join(fallen))
    reasons = [*kept.get("regressions", []), *([{"why": why, "figures": fallen}] if fallen else [])]
    return {"about": "Floors of a regression gate on our own corpus; not accuracy.", "floors": dict(sorted(figures.items())), "regressions": reasons}


def show_errors(wrong: Sequence[Wrong], most: int) -> None:
    """Print how many disagreements there are of each kind, then some of each."""
    kinds = Counter(w.kind for w in wrong)
    print("\nDisagreements with the corpus: " + ", ".join(f"{kind} {n}" for kind, n in kinds.most_common()))
    for kind, _ in kinds.most_common():
        for one in [w for w in wrong if w.kind == kind][:most]:
            print("  " + one.line())


def show(tally: Tally, floors: Mapping[str, float]) -> None:
    """Print every figure with what it counts and its floor."""
    for name, value in tally.figures().items():
        floor = f"floor {floors[name]:.4f}" if name in floors else "no floor yet"
        print(f"  {name:<16} {value:.4f}  {tally.right[name]:>4} of {tally.of[name]:<4} {floor}")


def arguments() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show up to N disagreements of each kind")
    parser.add_argument("--update", action="store_true", help="raise the floors, record the claims")
    parser.add_argument("--allow-regression", metavar="WHY", help="with --update: let floors fall, and keep why")
    parser.add_argument("--public", action="store_true", help="run quality/measure.py --check afterwards")
    return parser.parse_args()


def main() -> int:
    """Read the corpus, compare, report; 1 where a figure is below its floor."""
    asked = arguments()
    rows = corpus()
    read_texts = readings(rows)
    tally, now = score(rows, read_texts), record(read_texts)
    kept = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
    print(f"Our own corpus, {len(rows)} texts (a regression gate, not accuracy):")
    show(tally, kept.get("floors", {}))
    if asked.errors:
        show_errors(tally.wrong, asked.errors)
    lines = RECORDED.read_text(encoding="utf-8").splitlines() if RECORDED.exists() else []
    before = {row["id"]: row["claims"] for row in map(json.loads, lines)}
    changed = changes(before, now)
    fallen = below(kept.get("floors", {}), tally.figures())
    if asked.update:
        try:
            new = ratchet(kept, tally.figures(), asked.allow_regression)
        except ValueError as refused:
            print(f'Not updated: {refused}. Mend it, or say why: --allow-regression "…"', file=sys.stderr)
            return 1
        BASELINE.write_text(json.dumps(new, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        rows_now = (json.dumps({"id": name, "claims": claims}, ensure_ascii=False) + "\n" for name, claims in now.items())
        RECORDED.write_text("".join(rows_now), encoding="utf-8")
        fallen = []
    print(f"\nClaims changed since the recorded run in {sum(not c.startswith(' ') for c in changed)} texts" + (":" if changed else "."))
    print("\n".join(changed[:SHOWN]) + (f"\n… and {len(changed) - SHOWN} more lines" if len(changed) > SHOWN else ""))
    if fallen:
        print("Below the floor:\n  " + "\n  ".join(fallen), file=sys.stderr)
    public = asked.public and subprocess.run([sys.executable, str(ROOT / "quality" / "measure.py"), "--check"], check=False).returncode
    return 1 if fallen or public else 0


if __name__ == "__main__":
    sys.exit(main())
