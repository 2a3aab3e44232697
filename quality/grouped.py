"""Tellings whose incidents are known, the pairs among them, and how well a grouping of them fits."""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).parent.parent / "bench"))

import war
from made_war import articles as made_articles
from tollbook.group.block import pairs_of
from tollbook.group.cluster import cluster, components
from tollbook.group.facts import Facts, unpack
from tollbook.group.score import Weights, total
from tollbook.group.telling import tell
from tollbook.ledger import Telling, instant
from tollbook.model import Article, Reading

Pair = tuple[str, str]


@dataclass(slots=True)
class Known:
    """Tellings, and of those that somebody annotated which incident each tells of."""

    tellings: dict[str, Telling]
    truth: dict[str, str]
    facts: dict[str, Facts]

    @classmethod
    def of(cls, tellings: Iterable[Telling], truth: Mapping[str, str]) -> Known:
        """Unpack all, once."""
        held = {t.id: t for t in tellings}
        facts = {i: unpack(t) for i, t in held.items()}
        return cls(held, {i: truth[i] for i in held if i in truth}, facts)

    def only(self, incidents: set[str]) -> Known:
        """Those sources whose main incident is among these."""
        sources = {self.tellings[i].source for i, e in self.truth.items() if e in incidents}
        ids = [i for i, t in self.tellings.items() if t.source in sources]
        return Known({i: self.tellings[i] for i in ids}, {i: self.truth[i] for i in ids if i in self.truth}, {i: self.facts[i] for i in ids})

    def pairs(self) -> set[Pair]:
        """Those that share a block key and are worth comparing."""
        return pairs_of(self.facts)


def read_annotated(gold: Path, read: Path) -> Known:
    """Articles with their gold incident, and what `tollbook read --jsonl` made of them, line by line."""
    tellings: list[Telling] = []
    truth: dict[str, str] = {}
    for line, out in zip(gold.open(encoding="utf-8"), read.open(encoding="utf-8"), strict=True):
        d = json.loads(line)
        article = Article(**{k: d.get(k) for k in ("text", "id", "title", "published", "outlet")})
        made = tell(article.id, article.id, article, msgspec.json.decode(out, type=Reading), instant(article.published or "2018-01-01"))
        tellings += made
        truth[made[0].id] = d["gold"]["incident"]
    return Known.of(tellings, truth)


def made_war(seed: int, number: int = 300, days: int = 30, noise: float = 0.5) -> Known:
    """A month of the made-up war."""
    world = war.make_world(seed)
    tellings: list[Telling] = []
    truth: dict[str, str] = {}
    for told in war.tell_events(world, war.make_events(world, number, days), noise=noise):
        tellings += tell(told.article.id, told.article.id, told.article, told.reading, instant(told.article.published or ""))
        truth |= {f"{told.article.id}#{n}": e for n, e in told.events.items()}
    return Known.of(tellings, truth)


def bench_war(seed: int, number: int) -> Known:
    """Articles of the other made-up war, which the bench fills books with: `bench/made_war.py`."""
    tellings: list[Telling] = []
    truth: dict[str, str] = {}
    for done in made_articles(number, seed=seed):
        if done.article is None or not isinstance(done.outcome, Reading):
            continue
        i = done.article.id
        made = tell(i, i, done.article, done.outcome, instant(done.article.published or ""))
        tellings += made
        truth[made[0].id] = i.rpartition("-")[0]
    return Known.of(tellings, truth)


def group(known: Known, weights: Weights, offset: float = 0.0) -> dict[str, int]:
    """Group as the book does; `offset` moves where a pair begins to speak for one incident."""
    moved = Weights(weights.version, weights.start + offset, weights.table)
    scores = {p: total(known.facts[p[0]], known.facts[p[1]], moved) for p in known.pairs()}
    made: list[tuple[str, ...]] = []
    for part in components(known.tellings, scores):
        made += _cluster(known, part, scores, moved)
    return {i: n for n, ids in enumerate(made) for i in ids}


def _cluster(known: Known, part: tuple[str, ...], scores: Mapping[Pair, float], weights: Weights) -> tuple[tuple[str, ...], ...]:
    if len(part) == 1:
        return (part,)
    compare: Callable[[Telling, Telling], float] = lambda a, b: total(known.facts[a.id], known.facts[b.id], weights)  # noqa: E731
    near = {p: scores[p] for p in combinations(part, 2) if p in scores}
    return cluster([known.tellings[i] for i in part], near, compare=compare)


def figures(truth: Mapping[str, Hashable], made: Mapping[str, Hashable]) -> dict[str, float]:
    """B-cubed (Bagga and Baldwin 1998) and the adjusted Rand index, as the scorer reckons them."""
    gold, mine = _sets(truth, truth), _sets(truth, made)
    n = len(truth)
    p = sum(len(gold[truth[a]] & mine[made[a]]) / len(mine[made[a]]) for a in truth) / n
    r = sum(len(gold[truth[a]] & mine[made[a]]) / len(gold[truth[a]]) for a in truth) / n
    cells = Counter((truth[a], made[a]) for a in truth)
    both, of_gold, of_mine = _pairs(cells.values()), _pairs(map(len, gold.values())), _pairs(map(len, mine.values()))
    chance = of_gold * of_mine / _pairs([n])
    ari = (both - chance) / ((of_gold + of_mine) / 2 - chance)
    return {"precision": round(p, 4), "recall": round(r, 4), "f1": round(2 * p * r / (p + r), 4), "ari": round(ari, 4)}


def _sets(ids: Iterable[str], of: Mapping[str, Hashable]) -> dict[Hashable, set[str]]:
    found: defaultdict[Hashable, set[str]] = defaultdict(set)
    for i in ids:
        found[of[i]].add(i)
    return found


def _pairs(sizes: Iterable[int]) -> float:
    return sum(s * (s - 1) / 2 for s in sizes)
