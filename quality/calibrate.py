"""Make `reading_confidence` mean what it says: of claims given 0.9, nine in ten are right.

    python quality/calibrate.py            print how right the reader's claims are, by confidence
    python quality/calibrate.py --write    fit again, and write lang/en/confidence.toml and the table in docs/accuracy.md

A claim is right where an annotated one has the same harm, the same words or
quote, and the same count. What is fitted are weights of the ways of finding the
harmed and of counting, held back where there are few. It is fitted on our own corpus and, where they are at hand, the public annotated reports; both
were read while the rules were written, so unseen texts will be read a little
worse.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "quality"))

import msgspec  # noqa: E402

import matching  # noqa: E402  beside this file, which is run as a script
from tollbook import lang  # noqa: E402
from tollbook.extract.confidence import features  # noqa: E402
from tollbook.model import Article, TollClaim  # noqa: E402
from tollbook.pipeline import read_article  # noqa: E402

PUBLIC = ROOT.parent / "shared" / "evaluate" / "data" / "claims_dev.jsonl"
TABLE = ROOT / "src" / "tollbook" / "lang" / "en" / "confidence.toml"
PAGE = ROOT / "docs" / "accuracy.md"

Judged = tuple[TollClaim, bool]


def rows() -> Iterator[dict[str, Any]]:
    """Annotated texts: our own corpus, then the public set if it is there."""
    for path in sorted((ROOT / "tests" / "corpus" / "en").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            if "claims" in row:
                yield row
    if PUBLIC.exists():
        for line in PUBLIC.read_text("utf-8").splitlines():
            row = json.loads(line)
            yield {**row, "claims": row["gold"]["claims"]}


def judged() -> list[Judged]:
    """Every toll claim the reader makes of them, and whether it is right."""
    found: list[Judged] = []
    for row in rows():
        reading = read_article(Article(id=row["id"], text=row["text"], published=row.get("published")))
        claims = [c for c in reading.claims if isinstance(c, TollClaim)]
        ours = [msgspec.to_builtins(c) for c in claims]
        gold = list(matching.placed(row["text"], row["claims"]))
        right = {k for i, k in matching.pairs(ours, gold).items() if matching.count_is_right(ours[k], gold[i])}
        found += [(claim, k in right) for k, claim in enumerate(claims)]
    return found


def fit(found: list[Judged], *, rounds: int = 4000, step: float = 0.5, shrink: float = 0.02) -> dict[str, float]:
    """Weights of a logistic regression over the claims' features, drawn towards nothing so that rare ones stay small."""
    rows = [([*features(claim)], float(right)) for claim, right in found]
    weights: dict[str, float] = {"bias": 0.0} | {name: 0.0 for names, _ in rows for name in names}
    for _ in range(rounds):
        slope = dict.fromkeys(weights, 0.0)
        for names, right in rows:
            error = right - 1 / (1 + math.exp(-(weights["bias"] + sum(weights[n] for n in names))))
            slope["bias"] += error
            for n in names:
                slope[n] += error
        for n, weight in weights.items():
            weights[n] = weight + step * (slope[n] / len(rows) - (shrink / 4 * weight if n != "bias" else 0.0))
    return {n: round(w, 3) for n, w in sorted(weights.items())}


def reliability(found: list[Judged]) -> list[tuple[str, int, float, float]]:
    """Bins of confidence: label, claims, mean confidence, share right."""
    bins: dict[str, list[Judged]] = defaultdict(list)
    for claim, right in found:
        value = claim.reading_confidence
        label = "below 0.70" if value < 0.7 else f"{int(value * 20) / 20:.2f} to {int(value * 20) / 20 + 0.05:.2f}"
        bins[label].append((claim, right))
    return [
        (label, len(held), sum(c.reading_confidence for c, _ in held) / len(held), sum(r for _, r in held) / len(held))
        for label, held in sorted(bins.items())
    ]


def table(found: list[Judged]) -> str:
    """The reliability table, as Markdown."""
    lines = ["| confidence given | claims | mean | right |", "|---|---:|---:|---:|"]
    lines += [f"| {label} | {n} | {mean:.2f} | {share:.2f} |" for label, n, mean, share in reliability(found)]
    return "\n".join(lines)


def write(found: list[Judged]) -> None:
    """Fit the weights, and write them where the reader looks them up."""
    body = "\n".join(f'"{name}" = {weight}' for name, weight in fit(found).items())
    TABLE.write_text(
        "# What a claim's looks say of whether it was read right; see extract/confidence.py.\n"
        f"# Written by `python quality/calibrate.py --write`, fitted on {len(found)} claims; do not edit.\n\n[weights]\n{body}\n",
        "utf-8",
    )


def main() -> int:
    """Run the command."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--write", action="store_true", help="fit again and write the table")
    if options.parse_args().write:
        write(judged())
        lang.load.cache_clear()
    found = judged()
    text = table(found)
    print(text)
    if options.parse_args().write and "<!-- reliability -->" in PAGE.read_text("utf-8"):
        page = PAGE.read_text("utf-8")
        PAGE.write_text(
            re.sub(r"<!-- reliability -->.*?<!-- /reliability -->", f"<!-- reliability -->\n{text}\n<!-- /reliability -->", page, flags=re.DOTALL),
            "utf-8",
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
