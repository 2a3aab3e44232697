"""From scores to incidents: a partition of the tellings that no order can change.

Average linkage: two groups join where their tellings agree *on average*, so a
chain (A like B, B like C) does not glue a busy war into one incident. Sums are
of whole hundredths, so that adding in another order gives the same; ties go by
ids. Tellings with the same words, and those of articles that copy one another,
are one before anything is averaged, so that a copy moves nobody.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from tollbook.group.facts import Facts, unpack
from tollbook.group.score import load_weights, total
from tollbook.ledger import Telling

Pair = tuple[str, str]
# One piece of evidence must not outweigh all others: a single pair counts no more than this, either way.
MOST = 8.0
# Groups join only over a pair that speaks for it as clearly as this, so that the neighbourhood that
# one article touches stays small, and a crowd of faint likenesses joins nobody.
LINK = 0.75
# How clearly two groups must agree for a main telling to take the place of another of its own article.
CLEARLY = 1.0


def _hundredths(value: float) -> int:
    return round(100 * max(-MOST, min(MOST, value)))


class _Comparer:
    """Scores by the weights in force, each telling unpacked once."""

    def __init__(self) -> None:
        self.facts: dict[str, Facts] = {}

    def __call__(self, a: Telling, b: Telling) -> float:
        for t in (a, b):
            if t.id not in self.facts:
                self.facts[t.id] = unpack(t)
        return total(self.facts[a.id], self.facts[b.id], load_weights())


def _ordered(pair: Pair) -> Pair:
    return (pair[0], pair[1]) if pair[0] <= pair[1] else (pair[1], pair[0])


class _Union:
    """Disjoint sets whose representative is the least member."""

    def __init__(self, ids: Iterable[str]) -> None:
        self.parent = {i: i for i in ids}

    def find(self, item: str) -> str:
        root = item
        while self.parent[root] != root:
            root = self.parent[root]
        while self.parent[item] != root:
            self.parent[item], item = root, self.parent[item]
        return root

    def join(self, a: str, b: str) -> None:
        low, high = sorted((self.find(a), self.find(b)))
        self.parent[high] = low

    def groups(self) -> list[tuple[str, ...]]:
        held: defaultdict[str, list[str]] = defaultdict(list)
        for item in sorted(self.parent):
            held[self.find(item)].append(item)
        return [tuple(v) for _, v in sorted(held.items())]


def components(ids: Iterable[str], scores: Mapping[Pair, float], *, same: Iterable[Pair] = ()) -> tuple[tuple[str, ...], ...]:
    """The tellings that could come into one incident, directly or over others.

    Groups join only where some pair speaks for it, so each component can be
    clustered alone, and a new article touches only those of its neighbours.

    Args:
        ids: All tellings, also those without any score.
        scores: Totals of `score` by pair.
        same: Pairs that a person called the same incident.

    Example:
        >>> components(["c", "b", "a"], {("a", "b"): 2.0, ("b", "c"): -1.0})
        (('a', 'b'), ('c',))
    """
    union = _Union(ids)
    for pair in [*(p for p, s in scores.items() if s >= LINK), *same]:
        if pair[0] in union.parent and pair[1] in union.parent:
            union.join(*pair)
    return tuple(union.groups())


def cluster(
    tellings: Sequence[Telling],
    scores: Mapping[Pair, float],
    *,
    same: Iterable[Pair] = (),
    different: Iterable[Pair] = (),
    copied: Iterable[Pair] = (),
    compare: Callable[[Telling, Telling], float] | None = None,
) -> tuple[tuple[str, ...], ...]:
    """Partition tellings into incidents.

    A person's decisions always win: `same` are joined whatever their score,
    `different` are never in one group; where the two contradict each other
    over a third telling, `different` wins. Two tellings of one article are two
    incidents, as the article itself tells them apart, unless a person says
    same. Copies (tellings of the same words) stay together.

    Args:
        tellings: Of one component, or of many.
        scores: Totals of `score` by pair of ids; pairs not there were not
            compared.
        same: Pairs of ids.
        different: Pairs of ids.
        copied: Pairs of ids of which one repeats most of the other's words; where
            their score speaks for one incident, too, they count as one.
        compare: Scores a pair that shared no key, where it comes to it: an
            average over two groups needs every pair between them. `None` for
            the weights in force.

    Returns:
        Groups of ids, each sorted, in the order of their least ids.
    """
    by_id = {t.id: t for t in tellings}
    wanted = {_ordered(p) for p in same if p[0] in by_id and p[1] in by_id and p[0] != p[1]}
    barred = {_ordered(p) for p in different if p[0] in by_id and p[1] in by_id and p[0] != p[1]}
    near = {_ordered(p) for p in copied if p[0] in by_id and p[1] in by_id}
    clear = {_ordered(p) for p, value in scores.items() if value >= LINK}
    points, copies = _fold(sorted(by_id), by_id, barred, near & clear)
    comparer = compare or _Comparer()
    named = {i for pair in wanted for i in pair}
    late: set[str] = set()
    while True:
        linkage = _Linkage(points, copies, by_id, barred, comparer)
        linkage.start(scores, linkage.join_same(wanted), late)
        linkage.run()
        out = {p for p in linkage.in_the_way() if named.isdisjoint(copies[p])} - late
        if not out:
            break
        late |= out
    linkage.admit()
    linkage.run()
    return linkage.result()


def _fold(ids: Sequence[str], by_id: Mapping[str, Telling], barred: set[Pair], near: set[Pair]) -> tuple[list[str], dict[str, list[str]]]:
    """One point for all tellings of the same words: the earliest reported; those a person told apart stay apart."""
    told_apart = {i for pair in barred for i in pair}
    union = _Union(ids)
    first: dict[str, str] = {}
    for i in ids:
        mark = by_id[i].features.get("print")
        if mark and i not in told_apart:
            union.join(first.setdefault(mark, i), i)
    for a, b in sorted(near):
        if a not in told_apart and b not in told_apart:
            union.join(a, b)
    copies = {}
    for group in union.groups():
        # Two incidents of one article never fold into one another, though both may be copied.
        for held in _by_source(group, by_id):
            copies[min(held, key=lambda i: (by_id[i].reported, i))] = sorted(held)
    return sorted(copies), copies


def _by_source(group: Sequence[str], by_id: Mapping[str, Telling]) -> list[list[str]]:
    """The group itself, or each telling alone where one article is in it twice."""
    sources = {by_id[i].source for i in group}
    return [list(group)] if len(sources) == len(group) else [[i] for i in group]


class _Linkage:
    """Average linkage with pairs that must and pairs that must not come together."""

    def __init__(self, points: list[str], copies: dict[str, list[str]], by_id: Mapping[str, Telling], barred: set[Pair], compare: Callable[[Telling, Telling], float]) -> None:
        self.points, self.copies, self.by_id, self.compare = points, copies, by_id, compare
        self.known: dict[Pair, int] = {}
        self.home = {c: p for p, held in copies.items() for c in held}
        self.members: dict[str, list[str]] = {p: [p] for p in points}
        self.sources = {p: {by_id[c].source for c in copies[p]} for p in points}
        self.foes: dict[str, set[str]] = {p: set() for p in points}
        for a, b in sorted(barred):
            if self.home[a] != self.home[b]:
                self.foes[self.home[a]].add(self.home[b])
                self.foes[self.home[b]].add(self.home[a])
        self.near: dict[str, set[str]] = {p: set() for p in points}
        self.sums: dict[Pair, int] = {}
        self.heap: list[tuple[float, str, str, int, int]] = []
        self.stamp = dict.fromkeys(points, 0)
        self.late: set[str] = set()

    def join_same(self, wanted: set[Pair]) -> dict[str, str]:
        """Join what a person called the same, unless another decision forbids it."""
        at = {p: p for p in self.points}
        for a, b in sorted(wanted):
            one, two = sorted((at[self.home[a]], at[self.home[b]]))
            if one == two or two in self.foes[one]:
                continue
            for p in self.members[two]:
                at[p] = one
            self._take_in(one, two)
        return at

    def start(self, scores: Mapping[Pair, float], at: Mapping[str, str], late: set[str]) -> None:
        """Sum the scores between the groups there are, in hundredths; those that are late wait until they are admitted."""
        self.late = late
        for given, value in scores.items():
            pair = _ordered(given)
            if pair[0] in at and pair[1] in at:
                self.known[pair] = _hundredths(value)
                one, two = sorted((at[pair[0]], at[pair[1]]))
                if one != two and value >= LINK:
                    self.near[one].add(two)
                    self.near[two].add(one)
        self._push_all()

    def _push_all(self) -> None:
        for one in sorted(self.members):
            for two in sorted(self.near[one]):
                if one < two:
                    self._push(one, two)

    def admit(self) -> None:
        """Let those that were late join what there is now."""
        self.late = set()
        self._push_all()

    def _score(self, a: str, b: str) -> int:
        pair = _ordered((a, b))
        if pair not in self.known:
            self.known[pair] = _hundredths(self.compare(self.by_id[pair[0]], self.by_id[pair[1]]))
        return self.known[pair]

    def _sum(self, one: str, two: str) -> int:
        """The sum of all scores between two groups, kept until one of them grows."""
        pair = _ordered((one, two))
        if pair not in self.sums:
            self.sums[pair] = sum(self._score(a, b) for a in self.members[one] for b in self.members[two])
        return self.sums[pair]

    def _push(self, one: str, two: str) -> None:
        if two in self.foes[one] or self.sources[one] & self.sources[two] or one in self.late or two in self.late:
            return
        average = self._sum(one, two) / (len(self.members[one]) * len(self.members[two]))
        if average > 0:
            low, high = sorted((one, two))
            heapq.heappush(self.heap, (-average, low, high, self.stamp[low], self.stamp[high]))

    def _take_in(self, one: str, two: str) -> None:
        self.members[one] = sorted(self.members[one] + self.members.pop(two))
        self.sources[one] |= self.sources.pop(two)
        foes = self.foes.pop(two)
        self.foes[one] |= foes
        for foe in foes:
            self.foes[foe].discard(two)
            self.foes[foe].add(one)

    def run(self) -> None:
        """Join the two groups that agree most, until none agree."""
        while self.heap:
            _, one, two, first, second = heapq.heappop(self.heap)
            if one not in self.members or two not in self.members or (self.stamp[one], self.stamp[two]) != (first, second):
                continue
            self._join(one, two)
            for other in sorted(self.near[one]):
                self._push(one, other)

    def in_the_way(self) -> set[str]:
        """Tellings that hold the place of the main one of their article: without them the two groups would agree clearly.

        Readers split what an article tells of one incident ("the shooting of last week") more often than an article
        tells of two that other articles take for one.
        """
        found: set[str] = set()
        for one in sorted(self.members):
            for two in sorted(self.near[one]):
                if one < two and two not in self.foes[one] and self.sources[one] & self.sources[two]:
                    found |= self._in_the_way(one, two)
        return found

    def _in_the_way(self, one: str, two: str) -> set[str]:
        held = {p: {self.by_id[c].source for c in self.copies[p]} for p in (*self.members[one], *self.members[two])}
        beside = {p for p in held if not any(self.by_id[c].main for c in self.copies[p])}
        out = set[str]()
        for mine, others in ((one, two), (two, one)):
            told = {s for p in self.members[others] if p not in beside for s in held[p]}
            out |= {p for p in self.members[mine] if p in beside and held[p] & told}
        left, right = ([p for p in self.members[g] if p not in out] for g in (one, two))
        if not left or not right or any(held[a] & held[b] for a in left for b in right):
            return set()
        clear = sum(self._score(a, b) for a in left for b in right) >= 100 * CLEARLY * len(left) * len(right)
        return out if clear else set()

    def _join(self, one: str, two: str) -> None:
        """Make one group of two; sums to others add up, so nothing is compared twice."""
        near = (self.near.pop(two) | self.near[one]) - {one, two}
        for other in near:
            low, high = _ordered((one, other)), _ordered((two, other))
            if low in self.sums or high in self.sums:
                self.sums[low] = self._sum(one, other) + self._sum(two, other)
                del self.sums[high]
            self.near[other].discard(two)
            self.near[other].add(one)
        self.near[one] = near
        self._take_in(one, two)
        self.stamp[one] += 1

    def result(self) -> tuple[tuple[str, ...], ...]:
        groups = [tuple(sorted(c for p in held for c in self.copies[p])) for held in self.members.values()]
        return tuple(sorted(groups))
