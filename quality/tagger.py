"""A tagger of our own, to compare the rules with: which words are the harmed and their number, and what befell them.

    python quality/tagger.py train                  train (about four minutes of processor time), write out/tagger/weights.safetensors
    python quality/approaches.py rules claims muc4  what the rules say of them, kept in out/
    python quality/tagger.py judge claims muc4      tag these sets; beside the rules alone, and as a check of them

Seed, data and packages are fixed, so the same weights come out on the same kind of processor. Weights are not shipped:
`docs/explanation/approaches.md` says why, in figures, and holds the model card.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save_file  # type: ignore[import-not-found,unused-ignore]
from tokenizers import Tokenizer  # type: ignore[import-not-found,unused-ignore]

import tagger_net as net
from approaches import by_rules, rows_of, runs, scored
from measure import ROOT, SETS, evaluation_folder, flatten
from tagger_data import LABELS, everything, labels
from tollbook.extract.gate import harm_pattern, keep
from tollbook.extract.number import find_counts
from tollbook.text.parse import parse
from tollbook.text.sentences import split

SEED, MADE, ARTICLES, EPOCHS, BATCH, STEP, LONGEST, RATE = 7, 1200, 400, 4, 24, 32, 96, 3e-4
OUT = ROOT / "out" / "tagger"
Pieces = tuple[list[int], list[tuple[int, int]]]


def pieces(tokenizer: Any, text: str) -> Pieces:
    """Word pieces of a sentence by number, and where each stands."""
    coded = tokenizer.encode(text)
    return coded.ids, coded.offsets


def tokenizer() -> Any:
    """The encoder's own tokenizer, which knows no case."""
    made = Tokenizer.from_file(str(net.home() / "tokenizer.json"))
    made.enable_truncation(LONGEST)
    made.no_padding()
    return made


def batches(lengths: Sequence[int], rng: random.Random | None) -> Iterator[list[int]]:
    """Numbers of sentences of like length, so that little is padding; in a drawn order to train, in order to tag."""
    order = list(range(len(lengths)))
    if rng is not None:
        rng.shuffle(order)
    order.sort(key=lambda i: -(-lengths[i] // STEP))
    cut = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    if rng is not None:
        rng.shuffle(cut)
    yield from cut


def padded(rows: Sequence[Sequence[int]], width: int) -> Any:
    """Rows of numbers as one array, zeros behind the short ones and rows of zeros behind the last."""
    made = np.zeros((BATCH, width), dtype=np.int32)
    for i, row in enumerate(rows):
        made[i, : len(row)] = row
    return made


def coded(rows: Sequence[Sequence[int]]) -> tuple[Any, Any]:
    """Word pieces and their mask, [BATCH, a multiple of STEP]: few shapes, so few compilations."""
    width = STEP * -(-max(map(len, rows)) // STEP)
    return padded(rows, width), padded([[1] * len(row) for row in rows], width)


def train(data: Path | None) -> None:
    """Train on everything there is to learn from, and write the upper layers' weights."""
    cut, w = tokenizer(), net.load(net.home() / "model.safetensors")
    held = everything(data, OUT / "muc4_train.jsonl", made=MADE, articles=ARTICLES, seed=SEED)
    print(f"{len(held)} sentences, {sum(bool(one.marks) for one in held)} with a toll", flush=True)
    sentences = [(ids, labels(one.marks, at)) for one in held for ids, at in [pieces(cut, one.text)]]
    lengths = [len(ids) for ids, _ in sentences]
    below: dict[tuple[int, ...], Any] = {}
    rng, learnt = random.Random(SEED), net.learnt(w, len(LABELS), SEED)  # noqa: S311 - seeded on purpose
    cuts = list(batches(lengths, rng))  # the same sentences stay together, so that what lies below is reckoned once
    step = net.trainer(EPOCHS * len(cuts) + 1, RATE)
    memory = tuple({name: np.zeros_like(tensor) for name, tensor in learnt.items()} for _ in range(2))
    number, began = 0, time.perf_counter()
    for epoch in range(EPOCHS):
        rng.shuffle(cuts)
        losses = []
        for chosen in cuts:
            ids, mask = coded([sentences[i][0] for i in chosen])
            key = tuple(chosen)
            if key not in below:
                below[key] = np.asarray(net.lower(w, ids, mask))
            number += 1
            wanted = padded([sentences[i][1] for i in chosen], ids.shape[1])
            learnt, memory, value = step(learnt, memory, float(number), below[key], mask.astype(np.float32), wanted)
            losses.append(float(value))
            if number % 20 == 0:
                print(f"epoch {epoch + 1}, step {number}: loss {sum(losses[-20:]) / 20:.4f}, {time.perf_counter() - began:.0f} s", flush=True)
        kept = {name: np.asarray(tensor) for name, tensor in learnt.items()}
        save_file(kept, str(OUT / "weights.safetensors"))


def tagged(texts: Sequence[str]) -> Iterator[list[tuple[int, int, str, float]]]:
    """For each sentence the [start, end) of the words that are tagged, with the harm and how sure the network is of it."""
    cut, w, learnt = tokenizer(), net.load(net.home() / "model.safetensors"), net.load(OUT / "weights.safetensors")
    held = [pieces(cut, text) for text in texts]
    found: dict[int, list[tuple[int, int, str, float]]] = {}
    for chosen in batches([len(ids) for ids, _ in held], None):
        ids, mask = coded([held[i][0] for i in chosen])
        scores = np.asarray(net.upper(learnt, net.lower(w, ids, mask), mask.astype(np.float32)))
        for row, i in zip(scores, chosen, strict=False):
            found[i] = list(_spans(row, held[i][1]))
    yield from (found[i] for i in range(len(texts)))


def _spans(scores: Any, at: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str, float]]:
    """Stretches of pieces of one harm, a new one at each B."""
    scores = scores[: len(at)]
    chances = np.exp(scores - scores.max(-1, keepdims=True))
    chances /= chances.sum(-1, keepdims=True)
    names = [LABELS[int(n)] if start < end else "O" for n, (start, end) in zip(chances.argmax(-1), at, strict=True)]
    for first, last in runs([name != "O" for name in names]):
        starts = [i for i in range(first, last + 1) if i == first or (names[i][0] == "B" and names[i][2:] != names[i - 1][2:])]
        for a, b in zip(starts, [*(s - 1 for s in starts[1:]), last], strict=True):
            yield at[a][0], at[b][1], names[a][2:], float(chances[a : b + 1].max(-1).mean())


def claims_of(text: str, tags: Sequence[Sequence[tuple[int, int, str, float]]]) -> list[dict[str, Any]]:
    """Toll claims of an article by the tagger alone: its words, and the number that the rules of counting see in them.

    Args:
        text: The article's.
        tags: What is tagged in each of its sentences that the gate lets pass.
    """
    found: list[dict[str, Any]] = []
    told = [(s, spans) for s, spans in zip(keep(split(text)), tags, strict=True) if spans]
    for parsed, (s, spans) in zip(parse([s for s, _ in told]), told, strict=True):
        counts = [c.as_count(parsed) for c in find_counts(parsed)]
        for a, b, harm, sure in spans:
            start, end = s.start + a, s.start + b
            count = next((c for c in counts if c.start is not None and c.end is not None and c.start < end and start < c.end), None)
            many = text[start:end].rstrip().lower().endswith(("s", "people", "men", "women", "children", "police", "personnel"))
            low, high = (count.low, count.high) if count else (2, None) if many and not text[start:end].istitle() else (1, 1)
            words = [start, end, *(x for m in harm_pattern().finditer(s.text) for x in (s.start + m.start(), s.start + m.end()) if abs(m.start() - a) < 60)]
            quote = {"start": min(words), "end": max(words), "text": text[min(words) : max(words)]}
            found.append({"kind": "toll", "harm": harm, "quote": quote, "count": {"low": low, "high": high, "start": start, "end": end}, "sure": sure})
    return found


def claims_of_all(texts: Sequence[str]) -> list[list[dict[str, Any]]]:
    """The same for many articles, whose sentences are tagged together: so little of a batch is padding."""
    kept = [[s.text for s in keep(split(text))] for text in texts]
    tags = tagged([sentence for one in kept for sentence in one])
    return [claims_of(text, list(itertools.islice(tags, len(one)))) for text, one in zip(texts, kept, strict=True)]


def agrees(claim: Mapping[str, Any], tags: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the tagger marks words within the claim's quote or count with its harm."""
    start, end = claim["quote"]["start"], claim["quote"]["end"]
    return any(t["harm"] == claim["harm"] and t["count"]["start"] < end and start < t["count"]["end"] for t in tags)


def ways(rules: Sequence[Mapping[str, Any]], tags: Sequence[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """The four readings that are compared: either alone, the rules where the tagger agrees, the rules and what it adds."""
    tolls = [c for c in rules if c["kind"] == "toll"]
    added = [t for t in tags if not any(c["quote"]["start"] < t["count"]["end"] and t["count"]["start"] < c["quote"]["end"] for c in tolls)]
    sure = [t for t in added if t["sure"] > 0.95]
    return {"rules": tolls, "tagger": [*tags], "rules if tagger agrees": [c for c in tolls if agrees(c, tags)], "rules and sure tags": [*tolls, *sure]}


def judge(names: Sequence[str], limit: int | None, weights: Path) -> int:
    """Score every way on the sets, and print one line each."""
    folder = evaluation_folder()
    if folder is None or not weights.exists():
        print("Nothing judged: the annotated sets or the weights (python quality/tagger.py train) are not there.")
        return 0
    for which in (s for s in SETS if s.name in names):
        lines = rows_of(which, folder, limit)
        rows = [json.loads(line) for line in lines]
        kept = ROOT / "out" / "approaches" / "rules" / f"{which.name}.jsonl"
        read = [json.loads(line) for line in kept.read_text("utf-8").split("\n") if line] if kept.exists() else list(by_rules(rows, which))
        began = time.process_time()
        tags = claims_of_all([row["text"] for row in rows])
        seconds = time.process_time() - began
        made = [ways(r["claims"], t) for r, t in zip(read, tags, strict=True)]
        for way in made[0]:
            said = [{"article": r["article"], "claims": one[way], "incidents": []} for r, one in zip(read, made, strict=True)]
            answer = scored(which, folder, lines, said, OUT / way.replace(" ", "-"))
            figures = {k: v for k, v in flatten({k: v for k, v in answer.items() if k != "articles"}) if not k.startswith("of_found")}
            print(json.dumps({"way": way, "set": which.name, "articles": len(rows), "tagger_seconds": round(seconds, 1), **figures}), flush=True)
    return 0


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["train", "judge"])
    parser.add_argument("sets", nargs="*", default=["claims", "muc4"], metavar="SET")
    parser.add_argument("--limit", type=int, help="a seeded sample of so many articles")
    asked = parser.parse_args()
    if asked.what == "judge":
        return judge(asked.sets, asked.limit, OUT / "weights.safetensors")
    folder = evaluation_folder()
    data = folder / "data" / "muc4_train.jsonl" if folder else None
    train(data if data is not None and data.exists() else None)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
