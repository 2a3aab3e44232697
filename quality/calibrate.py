"""Make `reading_confidence` mean what it says: of claims given 0.9, nine in ten are right.

    python quality/calibrate.py                    how right the reader's claims are, by the confidence it would give unseen ones
    python quality/calibrate.py --write            fit again, and write lang/en/confidence.toml and the table in docs/accuracy.md
    python quality/calibrate.py --readings FILE    keep the readings there, or take them from there

A claim is right where an annotated one has the same harm, the same words or quote, and the same count. What is fitted are
weights of the ways of finding the harmed and of counting, held back where there are few. They are fitted on our own corpus
and, where they are at hand, the public annotated reports. The table is cross-validated: the texts are dealt into ten lots,
and each claim is given the confidence that weights fitted on the other nine lots give it. So no claim is judged by weights
that saw it; but the rules themselves were written with these texts read, so unseen texts will be read a little worse.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "quality"))

import msgspec  # noqa: E402
import numpy as np  # noqa: E402

import matching  # noqa: E402  beside this file, which is run as a script
from measure import evaluation_folder  # noqa: E402
from tollbook.extract.confidence import features  # noqa: E402
from tollbook.model import Article, Reading, TollClaim  # noqa: E402
from tollbook.pipeline import read_article  # noqa: E402

TABLE = ROOT / "src" / "tollbook" / "lang" / "en" / "confidence.toml"
PAGE = ROOT / "docs" / "accuracy.md"
LOTS = 10
BIAS = "bias"


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim's looks, whether it is right, and of which text and collection it is."""

    names: tuple[str, ...]
    right: bool
    text: str
    public: bool


def rows() -> Iterator[tuple[bool, dict[str, Any]]]:
    """Annotated texts: our own corpus, then the public reports (marked so) if they are there."""
    for path in sorted((ROOT / "tests" / "corpus" / "en").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            if "claims" in row:
                yield False, row
    folder = evaluation_folder()
    if folder is not None:
        for line in (folder / "data" / "claims_dev.jsonl").read_text("utf-8").split("\n"):
            if line.strip():
                row = json.loads(line)
                yield True, {**row, "claims": row["gold"]["claims"]}


def readings(texts: Sequence[dict[str, Any]], kept: Path | None) -> list[Reading]:
    """What the reader makes of the texts; from the file `kept` where it is there."""
    if kept is not None and kept.exists():
        return [msgspec.json.decode(line, type=Reading) for line in kept.read_bytes().splitlines()]
    read = [read_article(Article(**{k: row.get(k) for k in ("text", "id", "title", "published", "outlet")})) for row in texts]  # type: ignore[arg-type]
    if kept is not None:
        kept.write_bytes(b"\n".join(map(msgspec.json.encode, read)) + b"\n")
    return read


def judged(kept: Path | None = None) -> list[Judged]:
    """Every toll claim the reader makes of the annotated texts, and whether it is right."""
    held = list(rows())
    found: list[Judged] = []
    for (public, row), reading in zip(held, readings([row for _, row in held], kept), strict=True):
        if reading.article != row["id"]:
            raise SystemExit(f"The kept readings are of other texts: {reading.article} stands where {row['id']} should.")
        claims = [c for c in reading.claims if isinstance(c, TollClaim)]
        ours = [msgspec.to_builtins(c) for c in claims]
        gold = list(matching.placed(row["text"], row["claims"]))
        right = {k for i, k in matching.pairs(ours, gold).items() if matching.count_is_right(ours[k], gold[i])}
        found += [Judged(tuple(features(claim)), k in right, row["id"], public) for k, claim in enumerate(claims)]
    return found


def fit(found: Sequence[Judged], *, rounds: int = 4000, step: float = 0.5, shrink: float = 0.02) -> dict[str, float]:
    """Weights of a logistic regression over the claims' features, drawn towards nothing so that rare ones stay small."""
    names = [BIAS, *sorted({name for one in found for name in one.names})]
    place = {name: i for i, name in enumerate(names)}
    looks = np.zeros((len(found), len(names)))
    for i, one in enumerate(found):
        looks[i, [0, *(place[name] for name in one.names)]] = 1.0
    right = np.array([float(one.right) for one in found])
    held_back = np.full(len(names), shrink / 4)
    held_back[0] = 0.0
    weights = np.zeros(len(names))
    for _ in range(rounds):
        error = right - 1 / (1 + np.exp(-looks @ weights))
        weights += step * (looks.T @ error / len(found) - held_back * weights)
    return {name: round(float(weight), 3) for name, weight in sorted(zip(names, weights, strict=True))}


def given(weights: dict[str, float], one: Judged) -> float:
    """The confidence that these weights give to a claim, cut off as the reader cuts it off."""
    total = weights[BIAS] + sum(weights.get(name, 0.0) for name in one.names)
    return float(round(min(0.99, max(0.05, 1 / (1 + np.exp(-total)))), 2))


def crossed(found: Sequence[Judged]) -> list[tuple[float, Judged]]:
    """Each claim with the confidence of weights that never saw its text."""
    lot = [zlib.crc32(one.text.encode()) % LOTS for one in found]
    fitted = [fit([one for one, n in zip(found, lot, strict=True) if n != out]) for out in range(LOTS)]
    return [(given(fitted[n], one), one) for one, n in zip(found, lot, strict=True)]


def label_of(value: float) -> str:
    """The row of the table that a confidence belongs to.

    Example:
        >>> label_of(0.69), label_of(0.7), label_of(0.93), label_of(0.99)
        ('below 0.70', '0.70 to 0.79', '0.90 to 0.94', '0.95 to 0.99')
    """
    for low, high in ((0.95, 0.99), (0.9, 0.94), (0.8, 0.89), (0.7, 0.79)):
        if value >= low:
            return f"{low:.2f} to {high:.2f}"
    return "below 0.70"


def table(found: Sequence[tuple[float, Judged]]) -> str:
    """The reliability table, as Markdown: all claims, and beside them those of the public reports."""
    bins: dict[str, list[tuple[float, Judged]]] = defaultdict(list)
    for value, one in found:
        bins[label_of(value)].append((value, one))
    lines = ["| confidence given | claims | mean | right | of public reports | right |", "|---|---:|---:|---:|---:|---:|"]
    for name, held in [*sorted(bins.items()), ("0.90 and more", [f for f in found if f[0] >= 0.9]), ("all", list(found))]:
        public = [one for _, one in held if one.public]
        foreign = f"{len(public)} | {sum(one.right for one in public) / len(public):.2f}" if public else "0 | "
        lines.append(f"| {name} | {len(held)} | {sum(v for v, _ in held) / len(held):.2f} | {sum(one.right for _, one in held) / len(held):.2f} | {foreign} |")
    return "\n".join(lines)


def write(found: Sequence[Judged], text: str) -> None:
    """Fit the weights on everything, write them where the reader looks them up, and the table into its page."""
    body = "\n".join(f'"{name}" = {weight}' for name, weight in fit(found).items())
    TABLE.write_text(
        "# What a claim's looks say of whether it was read right; see extract/confidence.py.\n"
        f"# Written by `python quality/calibrate.py --write`, fitted on {len(found)} claims; do not edit.\n\n[weights]\n{body}\n",
        "utf-8",
    )
    page = PAGE.read_text("utf-8")
    marked = re.compile(r"<!-- reliability -->.*?<!-- /reliability -->", re.DOTALL)
    PAGE.write_text(marked.sub(lambda _: f"<!-- reliability -->\n{text}\n<!-- /reliability -->", page), "utf-8")


def main() -> int:
    """Run the command."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--write", action="store_true", help="fit again and write the table")
    options.add_argument("--readings", type=Path, help="where readings are kept, one article a line")
    asked = options.parse_args()
    found = judged(asked.readings)
    text = table(crossed(found))
    print(text)
    if asked.write:
        write(found, text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
