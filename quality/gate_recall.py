"""How much the gate lets pass, and whether a claim is ever lost at it.

The gate drops most sentences before anything slow runs, so a claim in a dropped sentence can never be found. On sets
whose claims are annotated with their quotes, this counts the quotes of which no sentence is kept.

    python quality/gate_recall.py
    python quality/gate_recall.py --lost       and print the sentences that were dropped with a claim in them
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from measure import evaluation_folder
from tollbook.extract.gate import keep
from tollbook.text.sentences import split

CORPUS = Path(__file__).resolve().parent.parent / "tests" / "corpus" / "en"


def quotes(row: dict[str, object]) -> list[str]:
    """The annotated quotes of one text, in whatever form the set has them."""
    gold = row.get("gold")
    claims = gold.get("claims") if isinstance(gold, dict) else row.get("claims")
    return [str(c["quote"]) for c in claims or [] if isinstance(c, dict) and c.get("quote")] if isinstance(claims, list) else []


def main() -> int:
    """Print, for each set, the share of sentences kept and the share of claims with a kept sentence."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lost", action="store_true", help="print what was dropped with a claim in it")
    asked = parser.parse_args()
    folder = evaluation_folder()
    files = [*sorted(CORPUS.glob("*.jsonl")), *([folder / "data" / "claims_dev.jsonl"] if folder else [])]
    for path in files:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        cut = kept = claims = held = 0
        for row in rows:
            sentences = split(row["text"])
            left = keep(sentences)
            cut, kept = cut + len(sentences), kept + len(left)
            for quote in quotes(row):
                start = row["text"].find(quote)
                if start < 0:
                    continue
                claims += 1
                found = any(s.start < start + len(quote) and start < s.end for s in left)
                held += found
                if asked.lost and not found:
                    print(f"  lost, {path.name} {row.get('id')}: {quote}")
        if claims:
            print(f"{path.name:<28} {kept / cut:6.1%} of {cut} sentences kept; {held / claims:7.2%} of {claims} claims pass")
    return 0


if __name__ == "__main__":
    sys.exit(main())
