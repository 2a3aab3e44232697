"""Articles in, incidents out: the whole way through a book, and how well what leaves it fits what people noted.

    python quality/end_to_end.py GOLD.jsonl                      read, keep, export, score
    python quality/end_to_end.py GOLD.jsonl --workers 2          with two processes that read
    python quality/end_to_end.py GOLD.jsonl --read READ.jsonl    with readings made before (`tollbook read --jsonl GOLD.jsonl`)
    python quality/end_to_end.py GOLD.jsonl --errors 20          and the first wrong tolls, on standard error

The same as `tollbook add`, `tollbook export incidents` and the scorer's task `incidents`; day and place of each incident
are counted here, since the scorer asks for tolls alone.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec

sys.path.insert(0, str(Path(__file__).parent))

from measure import evaluation_folder
from tollbook.book import open_book
from tollbook.keep.adding import add
from tollbook.keep.looking import every_incident
from tollbook.model import Article, Failure, Reading
from tollbook.pipeline import Options
from tollbook.reading import Done, Received, read_stream


def articles(gold: Iterable[Mapping[str, Any]]) -> Iterator[Received]:
    """The annotated articles as they would be received, without what was noted of them.

    Example:
        >>> [r.article.id for r in articles([{"id": "a", "text": "Two died.", "gold": {}}])]
        ['a']
    """
    for row in gold:
        yield Received(article=Article(text=row["text"], id=row["id"], title=row.get("title"), published=row.get("published"), outlet=row.get("outlet")))


def read_before(gold: Iterable[Mapping[str, Any]], read: Iterable[str]) -> Iterator[Done]:
    """The same with readings made before, line by line."""
    for received, line in zip(articles(gold), read, strict=True):
        row = json.loads(line)
        outcome = msgspec.convert(row, Failure) if "error" in row else msgspec.convert(row, Reading)
        yield Done(article=received.article, outcome=outcome)


def day_of(said: str | None) -> str | None:
    """A day as people noted it, in the form of the contract.

    Example:
        >>> day_of("January 27, 2014"), day_of("2014-01-27"), day_of("soon")
        ('2014-01-27', '2014-01-27', None)
    """
    for form in ("%B %d, %Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(said or "", form).replace(tzinfo=UTC).date().isoformat()
        except ValueError:
            continue
    return None


def world(gold: Sequence[Mapping[str, Any]], exported: Sequence[Mapping[str, Any]]) -> dict[str, tuple[int, int]]:
    """Of how many annotated incidents day, town and region are those of the incident that holds most of its articles.

    Args:
        gold: Articles with `gold`: incident, date, city, state.
        exported: Incidents as `tollbook export incidents` prints them.

    Returns:
        By field how many are right, of how many.
    """
    home = {a: i for i in exported for a in i.get("main_of") or ()}
    members: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in gold:
        members[row["gold"]["incident"]].append(row)
    right, asked = Counter[str](), Counter[str]()
    for rows in members.values():
        noted = rows[0]["gold"]
        most = Counter(home[r["id"]]["id"] for r in rows if r["id"] in home).most_common(1)
        held: Mapping[str, Any] = next((home[r["id"]] for r in rows if most and r["id"] in home and home[r["id"]]["id"] == most[0][0]), {})
        when, where = held.get("when") or {}, held.get("where") or {}
        said = " ".join(filter(None, [where.get("name"), where.get("text"), *(where.get("path") or ())])).lower()
        day = day_of(noted.get("date"))
        for field, wanted, is_right in (
            ("day", day, when.get("from") == day == (when.get("to") or day)),
            ("town", noted.get("city"), _plain(noted.get("city")) in said),
            ("region", noted.get("state"), _plain(noted.get("state")) in said),
        ):
            if wanted:
                asked[field] += 1
                right[field] += is_right
    return {field: (right[field], asked[field]) for field in asked}


def _plain(name: str | None) -> str:
    """A town without the part of it that stands behind in brackets."""
    return (name or "").split(" (")[0].lower()


def _keep(gold: Sequence[Mapping[str, Any]], read: Path | None, workers: int, out: Path) -> None:
    """Through a book that is thrown away, and out as incidents."""
    with tempfile.TemporaryDirectory() as folder, open_book(Path(folder) / "end_to_end.db") as book:
        lines = [] if read is None else read.read_text(encoding="utf-8").split("\n")[:-1]
        done = read_stream(articles(gold), Options(), workers=workers) if read is None else read_before(gold, lines)
        statuses = Counter(o.status for o in add(book, done))
        print("kept:", dict(statuses), flush=True)
        with out.open("wb") as sink:
            sink.writelines(chain.from_iterable((msgspec.json.encode(i), b"\n") for i in every_incident(book)))


def main() -> int:
    """Print the figures; 1 where there is no scorer to make them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--read", type=Path, help="what `tollbook read --jsonl` printed for the same file")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("out/incidents.jsonl"), help="where the incidents go")
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    asked = parser.parse_args()
    folder = evaluation_folder()
    if folder is None:
        print("Nothing measured: the scorer is not beside the checkout (../shared/evaluate).")
        return 1
    with asked.gold.open(encoding="utf-8") as lines:
        gold = [json.loads(line) for line in lines]
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    _keep(gold, asked.read, asked.workers, asked.out)
    print(f"{len(gold)} articles in {time.perf_counter() - began:.0f} s", flush=True)
    subprocess.run([sys.executable, str(folder / "score.py"), "incidents", str(asked.gold), str(asked.out), "--errors", str(asked.errors)], check=True)
    exported = [json.loads(line) for line in asked.out.read_text(encoding="utf-8").split("\n")[:-1]]
    print({field: f"{right / of:.3f} of {of}" for field, (right, of) in world(gold, exported).items()})
    return 0


if __name__ == "__main__":
    sys.exit(main())
