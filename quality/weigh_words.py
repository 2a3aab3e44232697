"""Write the frozen weights of words: how seldom texts of the annotated sets have them.

    python quality/weigh_words.py ../shared/evaluate/data > src/tollbook/group/weights/words-1.txt

Counts of words alone, in all sets together, whatever they are annotated with; a word that fewer than twelve
texts have is not listed, so that no single document can be known again.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter, defaultdict
from pathlib import Path

from tollbook.group.features import _WORD, _bare

LEAST = 12
# Short entries of a data base would make every word look rare.
LONG = 400
# Steps of a weight: finer would only look exact.
STEP = 0.25


def main() -> None:
    """Count in how many texts each word stands, and print the logarithms."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the folder of the annotated sets, JSON Lines")
    asked = parser.parse_args()
    texts = 0
    held: Counter[str] = Counter()
    for path in sorted(asked.folder.glob("*.jsonl")):
        for line in filter(str.strip, path.read_text("utf-8").split("\n")):
            text = json.loads(line).get("text") or ""
            if len(text) >= LONG:
                texts += 1
                held.update({_bare(m[0]) for m in _WORD.finditer(text)} - {""})
    by: defaultdict[float, list[str]] = defaultdict(list)
    for word, n in held.items():
        if n >= LEAST and word.isascii():
            by[round(math.log(texts / n) / STEP) * STEP].append(word)
    print("# How much a word tells: the natural logarithm of the share of texts without it.")
    print(f"# Version 1. Written by quality/weigh_words.py from {texts} texts; words in fewer than {LEAST} are not listed.")
    for weight in sorted(by):
        print(f"{weight:.2f}", *sorted(by[weight]))


if __name__ == "__main__":
    main()
