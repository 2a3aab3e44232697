"""Whose each claim of an incident is, at one moment after another, reckoned from what came since the moment before.

It gives what `voices.fold` gives, by the same functions. Where a copy was printed
first depends on the texts that it copies; what restates a figure, on the claims
of the same figure by the same outlet; who is one voice, on two descriptions at a
time. So a report more asks only what has to do with it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from tollbook.copies import Copied, Signature, first_printed
from tollbook.copies.standing import Rows
from tollbook.keep.voices import report_of, signatures_in
from tollbook.ledger import CopyLink, Kept
from tollbook.model import AnyClaim
from tollbook.reconcile.folding import Folding, Group
from tollbook.reconcile.origins import carriers_of, follow, name_of, origin_id, tell
from tollbook.reconcile.restated import Figured, Told, figured, move_one

Claims = Mapping[str, tuple[AnyClaim, ...]]


class Whose:
    """The distinct origin of every claim of an incident, from moment to moment; no two versions known at once share a claim."""

    def __init__(self, kept: Mapping[str, Kept], links: Iterable[CopyLink], signatures: Mapping[str, Signature]) -> None:
        """Begin with nothing known.

        Args:
            kept: The versions that are ever known, by key.
            links: Copies among them.
            signatures: What copies see of them, as far as it is at hand.
        """
        self.printed = {key: report_of(k) for key, k in kept.items()}
        self._articles = {key: k.article for key, k in kept.items()}
        self._carriers = carriers_of(self._articles, self.printed.values())
        self._links = tuple(x for x in links if x.later in kept and x.earlier in kept)
        self._signatures = signatures_in(kept, self._links, signatures)
        self._rows = Rows(self._signatures)
        self._behind = _behind(self._links)
        self._folding = Folding(self._articles, reasons=False)
        self._known: Claims = {}
        self._copied: dict[str, dict[str, Copied]] = {}
        self._heard: dict[str, dict[str, Told]] = {}  # by version
        self._told: dict[str, Told] = {}
        self._same: defaultdict[Figured, set[str]] = defaultdict(set)
        self._others: defaultdict[Figured, dict[str, Told]] = defaultdict(dict)
        self._moved: dict[str, tuple[str, str]] = {}
        self._spoken: dict[str, dict[str, Group]] = {}  # by version, then claim: the voice as its article alone tells it
        self._speaking: Counter[int] = Counter()
        self._groups: dict[int, Group] = {}
        self._end: dict[str, int] = {}
        self._ending: defaultdict[int, set[str]] = defaultdict(set)
        self._ids: dict[tuple[int, bool], str] = {}
        self._names: dict[int, str] = {}
        self._origins: dict[int, str] = {}

    def at(self, claims: Claims) -> set[str]:
        """Take what is known at a moment.

        Args:
            claims: By version the claims that count; the same tuple as before where nothing changed.

        Returns:
            The versions known now that are new or changed, or of which any claim has another origin than before.
        """
        changed = {key for key in self._known.keys() | claims.keys() if self._known.get(key) is not claims.get(key)}
        self._known = dict(claims)
        again = changed & claims.keys()
        for key in self._behind.keys() & claims.keys():
            if key in changed or self._behind[key] & changed:
                copied = self._copies(key)
                if copied != self._copied.get(key, {}):
                    self._copied[key] = copied
                    again.add(key)
        stirred = {figure for key in changed | again for figure in self._forget(key)}
        stirred |= {figure for key in sorted(again) for figure in self._hear(key)}
        near = again | {key for key in self._behind.keys() & claims.keys() if self._behind[key] & (changed | again)}
        dirty = {i for key in near for i in self._heard[key]} | {i for figure in stirred for i in self._same[figure]}
        moved = self._move(dirty)
        return again | moved | self._name()

    def origin(self, claim: str) -> str:
        """The origin of a claim that is known."""
        return self._origins[self._end[claim]]

    def _copies(self, key: str) -> dict[str, Copied]:
        """Where the claims of a version that copies others were printed first, of what is known."""
        near = [k for k in sorted({*self._behind[key], key}) if k in self._known]
        links = [x for x in self._links if x.later in near and x.earlier in near]
        if not links:
            return {}
        reports = {c.id: self.printed[k] for k in near for c in self._known[k]}
        signed = {k: self._signatures[k] for x in links for k in (x.later, x.earlier)}
        return first_printed([c for k in near for c in self._known[k]], reports, signed, links, of=key, rows=self._rows)

    def _forget(self, key: str) -> Iterable[Figured]:
        """Unsay what a version told; gives the figures that it told."""
        if key not in self._known:
            self._copied.pop(key, None)
        for id_, one in self._heard.pop(key, {}).items():
            del self._told[id_]
            self._moved.pop(id_, None)
            self._ending[self._end.pop(id_)].discard(id_)
            if (figure := figured(one)) is not None:
                self._same[figure].discard(id_)
                self._others[figure].pop(id_, None)
                yield figure
        self._speaking.subtract({g.number for g in self._spoken.pop(key, {}).values()})

    def _hear(self, key: str) -> Iterable[Figured]:
        """Take what a version tells; gives the figures that it tells."""
        own = self._known[key]
        told = tell(own, {c.id: self.printed[key] for c in own}, self._copied.get(key, {}), self._carriers)
        here = self._folding.here(key, frozenset((t.voice, t.place[2]) for t in told.values()))
        self._heard[key] = told
        self._told |= told
        self._spoken[key] = {id_: here[one.voice, one.place[2]] for id_, one in told.items()}
        groups = {g.number: g for g in self._spoken[key].values()}
        self._speaking.update(groups.keys())
        self._groups |= groups
        for id_, one in told.items():
            if (figure := figured(one)) is not None:
                self._same[figure].add(id_)
                if not one.own:
                    self._others[figure][id_] = one
                yield figure

    def _move(self, dirty: set[str]) -> set[str]:
        """Find anew whom these claims repeat; gives the versions of the claims that lead elsewhere than before."""
        for id_ in dirty:
            one = self._told[id_]
            figure = figured(one)
            others = self._others.get(figure, {}) if figure is not None else {}
            again = move_one(one, self._told, [others[i] for i in sorted(others)], self._copied.get(one.article, {}).get(id_), self._articles)
            if again is None:
                self._moved.pop(id_, None)
            else:
                self._moved[id_] = again
        found = set()
        for id_ in dirty | self._moved.keys():
            end = follow(id_, self._moved)[0]
            number = self._spoken[self._told[end].article][end].number
            if self._end.get(id_) != number:
                if id_ in self._end:
                    self._ending[self._end[id_]].discard(id_)
                self._end[id_] = number
                self._ending[number].add(id_)
                found.add(self._told[id_].article)
        return found

    def _name(self) -> set[str]:
        """Fold the voices over all that is known; gives the versions of the claims that belong to another origin than before."""
        final = self._folding.over_all((self._groups[n] for n, times in self._speaking.items() if times > 0), self._known)
        ends = {id(final[n]): final[n] for n, ids in self._ending.items() if ids}
        names = Counter(self._called(g) for g in ends.values())
        before, self._origins = self._origins, {}
        found = set()
        for n, ids in self._ending.items():
            if ids:
                alone = names[self._called(final[n])] == 1
                self._origins[n] = origin = self._id_of(final[n], alone=alone)
                if before.get(n) != origin:
                    found |= {self._told[i].article for i in ids}
        return found

    def _called(self, group: Group) -> str:
        if group.number not in self._names:
            self._names[group.number] = name_of(group)
        return self._names[group.number]

    def _id_of(self, group: Group, *, alone: bool) -> str:
        if (group.number, alone) not in self._ids:
            self._ids[group.number, alone] = origin_id(group, alone=alone)
        return self._ids[group.number, alone]


def _behind(links: Iterable[CopyLink]) -> dict[str, frozenset[str]]:
    """By version all that it copies, and what these copy."""
    sources: defaultdict[str, set[str]] = defaultdict(set)
    for link in links:
        sources[link.later].add(link.earlier)
    made = {}
    for key in sources:
        found, waiting = set[str](), [key]
        while waiting:
            new = sources.get(waiting.pop(), set()) - found
            found |= new
            waiting += new
        made[key] = frozenset(found)
    return made
