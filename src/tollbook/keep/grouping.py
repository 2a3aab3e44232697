"""Which tellings make which incident, now or as known at a moment.

Both ways use the same pure functions of `group`: a new article touches only the
component it falls into, and the past is grouped afresh from what was known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from tollbook.group.block import pairs_of as candidate_pairs
from tollbook.group.cluster import cluster, components
from tollbook.group.facts import unpack
from tollbook.group.incident_id import founder, incident_ids
from tollbook.group.score import Score, load_weights, score, total
from tollbook.ledger import CopyLink, Decision, Telling
from tollbook.model import Record

Pair = tuple[str, str]


class Wish(Record, frozen=True, kw_only=True):
    """What people said of pairs of tellings: the same incident, or different ones."""

    same: tuple[Pair, ...] = ()
    different: tuple[Pair, ...] = ()


def wishes(decisions: Iterable[Decision]) -> Wish:
    """The pairs that standing decisions join or part; the later of two about one pair counts.

    Several tellings said to be the same are joined pairwise, said to be
    different parted pairwise. A telling that stands for its whole incident
    (see `Decision.tellings`) speaks for itself alone: whatever is grouped with
    it follows.
    """
    said: dict[Pair, str] = {}
    for d in decisions:
        if d.verb in ("same", "different"):
            for a, b in combinations(sorted(set(d.tellings)), 2):
                said[a, b] = d.verb
    return Wish(
        same=tuple(sorted(p for p, v in said.items() if v == "same")),
        different=tuple(sorted(p for p, v in said.items() if v == "different")),
    )


def score_pair(a: Telling, b: Telling) -> Score:
    """How strongly two tellings speak for one incident, with the parts that say why."""
    return score(a, b, load_weights())


def partition(
    tellings: Sequence[Telling], scores: Mapping[Pair, float], wish: Wish, copies: Iterable[CopyLink] = ()
) -> dict[str, tuple[Telling, ...]]:
    """Tellings as incidents: by id, the members in the order in which they were reported.

    Args:
        tellings: All that may come together.
        scores: By pair of ids.
        wish: What people said of pairs.
        copies: Which articles copy which: their main tellings count as one.
    """
    by_id = {t.id: t for t in tellings}
    found = components(by_id, scores, same=wish.same)
    home = {i: n for n, ids in enumerate(found) for i in ids}
    inside: defaultdict[int, dict[Pair, float]] = defaultdict(dict)
    for (a, b), value in scores.items():
        if a in home and b in home and home[a] == home[b]:
            inside[home[a]][a, b] = value
    copied = _copied(tellings, copies)
    groups: list[list[Telling]] = []
    for n, component in enumerate(found):
        held = [by_id[i] for i in component]
        if len(held) == 1:
            groups.append(held)
            continue
        made = cluster(held, inside[n], same=wish.same, different=wish.different, copied=copied)
        groups += [[by_id[i] for i in members] for members in made]
    ids = incident_ids(groups)
    return {ids[founder(g).id]: tuple(sorted(g, key=lambda t: (t.reported, t.id))) for g in groups}


def _copied(tellings: Iterable[Telling], copies: Iterable[CopyLink]) -> tuple[Pair, ...]:
    """The main tellings of articles of which one repeats most of the other; one that only took sentences tells its own."""
    main = {t.key: t.id for t in tellings if t.main}
    return tuple(sorted((main[x.later], main[x.earlier]) for x in copies if x.kind == "copy" and x.later in main and x.earlier in main))


def group_afresh(
    tellings: Sequence[Telling], wish: Wish, copies: Iterable[CopyLink] = (), *, scored: Mapping[Pair, float] | None = None
) -> dict[str, tuple[Telling, ...]]:
    """Group tellings from nothing: their candidates, scores and partition.

    Args:
        tellings: All of them.
        wish: What people said of pairs.
        copies: As in `partition`.
        scored: Scores of pairs of these very tellings, by today's weights, as far as they are at hand.
    """
    facts = {t.id: unpack(t) for t in tellings}
    weights = load_weights()
    known = scored or {}
    scores = {(a, b): known[a, b] if (a, b) in known else total(facts[a], facts[b], weights) for a, b in candidate_pairs(facts)}
    return partition(tellings, scores, wish, copies)
