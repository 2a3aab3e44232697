"""What the tagger learns from: made-up reports, our own corpus, and MUC-4's training articles (public domain).

MUC-4 names victims ("PEASANTS", two, killed) but not where they stand. So its labels are weak: a sentence is marked where it
holds both a victim's words and a word of that harm, together with the number in front of them; a sentence with a word of
harm of which neither the annotation nor the reader knows a toll states none; those that only the reader knows are left out,
for a tagger that is to check the reader must not learn from it what a toll looks like.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

import matching
from tagger_reports import HARMS, Mark, Marked, reports
from tollbook.extract.gate import harm_pattern
from tollbook.model import Article
from tollbook.pipeline import read_article
from tollbook.text.sentences import split

ROOT = Path(__file__).resolve().parent.parent
LABELS = ("O", *(f"{begin}-{harm}" for harm in HARMS for begin in "BI"))
WORDS_OF = {
    "killed": r"kill|murder|assassinat|dead|death|die[ds]|shot|massacr|execut|slain|slay|bodies|body|lives|victim",
    "injured": r"wound|injur|hurt|burn",
    "captured": r"kidnap|abduct|captur|hostage|seiz|held|holding|taken|arrest|detain|captiv",
}
NUMBER = (
    r"(?:\d[\d,]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|several|many|some|other|another|dozens\s+of)"
)
_BEFORE = re.compile(
    rf"(?<!\w)(?:(?:at\s+least|more\s+than|about|approximately|nearly|over|up\s+to|the)\s+)?{NUMBER}\s+(?:(?!(?:of|in|by|and|to|for|from|with|on|at|the)\b)[\w-]+\s+){{0,3}}$",
    re.IGNORECASE,
)


def of_corpus() -> Iterator[Marked]:
    """Every sentence of our own corpus with the words that its annotation marks as a number or as the harmed."""
    for path in sorted((ROOT / "tests" / "corpus" / "en").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            marks = [m for claim in matching.placed(row["text"], row.get("claims", [])) if (m := _mark(row["text"], claim)) is not None]
            yield from _cut(row["text"], marks)


def _mark(text: str, claim: Mapping[str, Any]) -> Mark | None:
    start, end = claim["quote_at"]
    places = [p for p in (claim["count_at"], matching.locate(text, claim.get("victims_text"), start, (start, end))) if p]
    places = [p for p in places if start <= p[0] and p[1] <= end]
    if not places:
        return None
    whole = (min(p[0] for p in places), max(p[1] for p in places))
    near = whole[1] - whole[0] <= 30 + sum(b - a for a, b in places)
    return (*(whole if near else places[0]), claim["harm"])


def _cut(text: str, marks: Sequence[Mark]) -> Iterator[Marked]:
    for s in split(text):
        yield Marked(s.text, tuple((a - s.start, b - s.start, harm) for a, b, harm in marks if s.start <= a and b <= s.end))


def of_muc(rows: Sequence[Mapping[str, Any]], claimed: Sequence[Sequence[tuple[int, int]]], seed: int) -> Iterator[Marked]:
    """Sentences of annotated articles whose labels can be told; `claimed` holds where the reader sees tolls in each."""
    rng = random.Random(seed)  # noqa: S311 - seeded on purpose
    for row, spans in zip(rows, claimed, strict=True):
        quiet = []
        for s in split(row["text"]):
            marks = tuple(_victims_in(s.text, row["gold"]["victims"]))
            read = any(s.start <= a < s.end for a, _ in spans)
            if marks:
                yield Marked(s.text, marks)
            elif not harm_pattern().search(s.text):
                quiet.append(s.text)
            elif not read and not any(_named(s.text, v) for v in row["gold"]["victims"]):
                yield Marked(s.text)
        if quiet:
            yield Marked(rng.choice(quiet))


def _named(text: str, victim: Mapping[str, Any]) -> Iterator[re.Match[str]]:
    names = sorted(re.findall(r'"([^"]+)"', victim["who"]), key=len, reverse=True)
    for name in names:
        found = list(re.finditer(r"(?<!\w)" + re.sub(r"\\? ", r"\\s+", re.escape(name)) + r"(?!\w)", text, re.IGNORECASE))
        if found:
            return iter(found)
    return iter(())


def _victims_in(text: str, victims: Sequence[Mapping[str, Any]]) -> Iterator[Mark]:
    """The marks of one sentence: victims that it names beside a word of what befell them, no two on the same words."""
    taken: list[tuple[int, int]] = []
    for victim in victims:
        if not re.search(WORDS_OF[victim["harm"]], text, re.IGNORECASE):
            continue
        for found in _named(text, victim):
            number = _BEFORE.search(text, max(0, found.start() - 60), found.start())
            start = number.start() if number else found.start()
            if not any(start < b and a < found.end() for a, b in taken):
                taken.append((start, found.end()))
                yield start, found.end(), victim["harm"]


def claimed_by_reader(rows: Sequence[Mapping[str, Any]], cache: Path) -> list[list[tuple[int, int]]]:
    """Where the reader sees tolls in each article; read once, and kept beside the weights."""
    if not cache.exists():
        cache.parent.mkdir(parents=True, exist_ok=True)
        said = (msgspec.json.encode(read_article(Article(id=r["id"], text=r["text"], published=r.get("published")))) for r in rows)
        cache.write_bytes(b"\n".join(said) + b"\n")
    readings = [json.loads(line) for line in cache.read_text("utf-8").splitlines()]
    return [[(c["quote"]["start"], c["quote"]["end"]) for c in r.get("claims", []) if c["kind"] == "toll"] for r in readings]


def everything(train: Path | None, cache: Path, *, made: int, articles: int, seed: int) -> list[Marked]:
    """All that is learnt from, in a fixed order; of MUC-4's sentences without a toll two for each with one.

    Args:
        train: MUC-4's training articles as JSON Lines; `None` does without.
        cache: Where the reader's reading of them is kept.
        made: How many sentences are made up.
        articles: How many of the training articles are drawn.
        seed: The same seed, the same sentences.
    """
    found = [*reports(made, seed), *of_corpus()]
    if train is not None:
        lines = [line for line in train.read_text("utf-8").split("\n") if line.strip()]
        rows = [json.loads(line) for line in random.Random(seed).sample(lines, min(articles, len(lines)))]  # noqa: S311 - seeded on purpose
        told = list(of_muc(rows, claimed_by_reader(rows, cache), seed))
        tolls, others = [one for one in told if one.marks], [one for one in told if not one.marks]
        found += [*tolls, *random.Random(seed).sample(others, min(len(others), 2 * len(tolls)))]  # noqa: S311 - seeded on purpose
    return found


def labels(marks: Sequence[Mark], offsets: Sequence[tuple[int, int]]) -> list[int]:
    """The number of each word piece's label; pieces without characters are of no mark.

    Example:
        >>> [LABELS[i] for i in labels(((0, 7, "killed"),), [(0, 0), (0, 3), (4, 7), (8, 12)])]
        ['O', 'B-killed', 'I-killed', 'O']
    """
    found, before = [], None
    for start, end in offsets:
        mark = next((m for m in marks if start < end and m[0] <= start and end <= m[1]), None)
        found.append(0 if mark is None else LABELS.index(f"{'I' if mark is before else 'B'}-{mark[2]}"))
        before = mark
    return found
