"""Descriptions of speakers that are one voice, folded whatever the order they come in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal

from tollbook.gazetteer.fold import fold
from tollbook.model import Article
from tollbook.reconcile.likeness import (
    Mentions,
    all_together,
    conflict,
    is_name_alone,
    is_nameless_post,
    same_name,
    same_post,
    skeleton,
)
from tollbook.reconcile.restated import Place
from tollbook.reconcile.voices import Voice

Spoken = tuple[Voice, str]  # a description, and the outlet where that alone knows who it is
_By = Literal["name", "post here", "post"]


@dataclass(eq=False, slots=True)
class Group:
    """Descriptions that were found to be one voice, and why; `number` is the same for the same descriptions."""

    voices: tuple[Voice, ...]
    carrier: str = ""
    because: set[str] = field(default_factory=set)
    number: int = -1


class Folding:
    """Folds the speakers of one incident, as known at one moment after another.

    Whether two descriptions can be one voice depends on the two alone, but for
    a name and an office that only a text puts together. So what was found out of
    two is kept, and only descriptions that have something in common are held
    against each other at all.
    """

    def __init__(self, articles: Mapping[str, Article], *, reasons: bool = True) -> None:
        """Fold speakers of these articles.

        Args:
            articles: By key, all that are ever known.
            reasons: Whether to say why; without, a moment costs less.
        """
        self._mentions = Mentions(articles)
        self._keys = frozenset(articles)
        self._reasons = reasons
        self._numbers: dict[tuple[frozenset[Voice], str], int] = {}
        self._unions: dict[tuple[int, ...], Group] = {}
        self._clashes: dict[tuple[int, int], bool] = {}
        self._alike: dict[tuple[_By, int, int], str | None] = {}
        self._blocks: dict[tuple[_By, int], tuple[object, ...]] = {}
        self._here: dict[tuple[str, frozenset[Spoken]], dict[Spoken, Group]] = {}
        self._beside: defaultdict[int, dict[int, tuple[str, ...]]] = defaultdict(dict)
        self._persons: dict[Voice, int] = {}
        self._posts: dict[Voice, int] = {}

    def fold(self, spoken: Mapping[str, frozenset[Spoken]], known: Container[str] | None = None) -> dict[Place, Group]:
        """Every description in its article, to the group of those that are one voice: first within articles, then over all.

        Args:
            spoken: By article key who speaks in it.
            known: The keys of the articles whose texts are known; `None` is all.
        """
        merged: dict[int, Group] = {}
        where: dict[Place, int] = {}
        for article in sorted(spoken):
            for (voice, carrier), group in self.here(article, spoken[article]).items():
                same = merged.setdefault(group.number, Group(group.voices, group.carrier, number=group.number))
                same.because |= group.because
                where[article, voice, carrier] = group.number
        final = self.over_all(merged.values(), known)
        return {at: final[number] for at, number in where.items()}

    def over_all(self, groups: Iterable[Group], known: Container[str] | None = None) -> dict[int, Group]:
        """The groups of single articles folded over all of them: from each group's number to what it became."""
        ordered = sorted(groups, key=(lambda g: (g.carrier, [(v.text, v.role) for v in g.voices])) if self._reasons else _number)
        became = self._merge(ordered, self._keys if known is None else known, "post")
        return {g.number: became[id(g)] for g in ordered}

    def here(self, article: str, spoken: frozenset[Spoken]) -> Mapping[Spoken, Group]:
        """Who speaks in one article, folded by what that article alone says."""
        if (article, spoken) not in self._here:
            places = sorted(spoken, key=lambda p: (p[0].text, p[0].role, p[1]))
            singles = [self._numbered(Group((voice,), carrier)) for voice, carrier in places]
            became = self._merge(singles, {article}, "post here")
            self._here[article, spoken] = {at: became[id(single)] for at, single in zip(places, singles, strict=True)}
        return self._here[article, spoken]

    def _numbered(self, group: Group) -> Group:
        group.number = self._numbers.setdefault((frozenset(group.voices), group.carrier), len(self._numbers))
        return group

    def _merge(self, groups: Sequence[Group], known: Container[str], post: _By) -> dict[int, Group]:
        """Merge groups that are one voice, by name first and then by office or body; from each group's `id` to what it became."""
        first = self._merge_by(groups, "name", known)
        second = self._merge_by(list({id(g): g for g in first.values()}.values()), post, known)
        return {at: second[id(g)] for at, g in first.items()}

    def _merge_by(self, groups: Sequence[Group], by: _By, known: Container[str]) -> dict[int, Group]:
        """Merge what hangs together, those that could be either of two left alone.

        "The governor" is the governor of Hatay where no other governor speaks; where
        two do, it is neither. What then still hangs together with somebody it
        cannot be (A like B like C) stays apart as well, so order leaves no trace.
        """
        near: defaultdict[int, dict[int, str]] = defaultdict(dict)
        for i, j, reason in self._near(groups, by, known):
            near[i][j] = near[j][i] = reason
        torn = {i for i, found in near.items() if any(self._clash(groups[j], groups[k]) for j, k in combinations(found, 2))}
        became = {id(g): g for g in groups}
        done: set[int] = set()
        for i in sorted(near):
            if i in done:
                continue
            members = _hanging(i, near, torn)
            done.update(members)
            if len(members) > 1 and not any(self._clash(groups[a], groups[b]) for a, b in combinations(members, 2)):
                one = self._joined([groups[m] for m in members], [(groups[a], groups[b], near[a][b]) for a, b in combinations(members, 2) if b in near[a]])
                became.update({id(groups[m]): one for m in members})
        return became

    def _near(self, groups: Sequence[Group], by: _By, known: Container[str]) -> Iterator[tuple[int, int, str]]:
        """The pairs that can be one voice, with why; only those with something in common are looked at."""
        together: dict[tuple[int, int], str] = {}
        for pair, at in self._named(groups, known) if by == "name" else ():
            together[pair] = min(at, together.get(pair, at))
        sharing: defaultdict[object, list[int]] = defaultdict(list)
        for i, group in enumerate(groups):
            for block in self._block(group, by):
                sharing[block].append(i)
        pairs = {pair for held in sharing.values() if len(held) > 1 for pair in combinations(held, 2)}
        for i, j in sorted(pairs | together.keys()):
            a, b = groups[i], groups[j]
            if self._clash(a, b):
                continue
            reason = f"named together in {together[i, j]}" if (i, j) in together else self._why(a, b, by)
            if reason is not None:
                yield i, j, reason

    def _block(self, group: Group, by: _By) -> tuple[object, ...]:
        if (by, group.number) not in self._blocks:
            blocks = {b for v in group.voices for b in (_names_of(v) if by == "name" else _posts_of(v))}
            self._blocks[by, group.number] = tuple({(group.carrier, b) for b in blocks})
        return self._blocks[by, group.number]

    def _why(self, a: Group, b: Group, by: _By) -> str | None:
        key = by, a.number, b.number
        if key not in self._alike:
            pairs = ((v, w) for v in a.voices for w in b.voices)
            whys = (same_name(v, w) if by == "name" else same_post(v, w, apart=by == "post") for v, w in pairs)
            self._alike[key] = next((why for why in whys if why is not None), None)
        return self._alike[key]

    def _clash(self, a: Group, b: Group) -> bool:
        if a.carrier != b.carrier:
            return True
        key = (a.number, b.number) if a.number < b.number else (b.number, a.number)
        if key not in self._clashes:
            self._clashes[key] = any(conflict(v, w) for v in a.voices for w in b.voices)
        return self._clashes[key]

    def _named(self, groups: Sequence[Group], known: Container[str]) -> Iterator[tuple[tuple[int, int], str]]:
        """The pairs of a name and an office that a known article puts together, with the first such article."""
        persons: list[tuple[int, int]] = []
        posts: defaultdict[int, list[int]] = defaultdict(list)
        for i, group in enumerate(groups):
            for voice in group.voices:
                if is_name_alone(voice):
                    persons.append((i, self._person(voice)))
                elif is_nameless_post(voice):
                    posts[self._post(voice)].append(i)
        for i, person in persons:
            for post, keys in self._beside[person].items():
                at = next((k for k in keys if k in known), None) if post in posts else None
                if at is not None:
                    yield from (((min(i, j), max(i, j)), at) for j in posts[post] if i != j)

    def _person(self, voice: Voice) -> int:
        if voice not in self._persons:
            self._persons[voice] = number = len(self._persons)
            self._beside[number] = {p: keys for post, p in self._posts.items() if (keys := all_together(voice, post, self._mentions))}
        return self._persons[voice]

    def _post(self, voice: Voice) -> int:
        if voice not in self._posts:
            self._posts[voice] = number = len(self._posts)
            for person, p in self._persons.items():
                if keys := all_together(person, voice, self._mentions):
                    self._beside[p][number] = keys
        return self._posts[voice]

    def _joined(self, members: Sequence[Group], near: Iterable[tuple[Group, Group, str]]) -> Group:
        key = tuple(m.number for m in members)
        if self._reasons or key not in self._unions:
            voices = tuple(sorted({v for m in members for v in m.voices}, key=lambda v: (v.text, v.role)))
            because = _said(near).union(*(m.because for m in members)) if self._reasons else set()
            self._unions[key] = self._numbered(Group(voices, members[0].carrier, because))
        return self._unions[key]


def _number(group: Group) -> int:
    return group.number


def _names_of(voice: Voice) -> Iterator[object]:
    """What descriptions of one name have in common, one of these at least; see `same_name`."""
    if voice.outlet is not None:
        yield "outlet", fold(voice.outlet)
        return
    if voice.unnamed:
        yield "unnamed"
    if voice.known is not None:
        yield "known", voice.known
    for name in voice.names:
        yield "name", skeleton(name)
    if voice.acronym is not None:
        yield "letters", voice.acronym
    if voice.initials:
        yield "letters", voice.initials


def _posts_of(voice: Voice) -> Iterator[object]:
    """What descriptions of one office or body have in common, one of these at least; see `same_post`."""
    if voice.office is not None:
        yield "office", voice.office
    if voice.body is not None:
        yield "body", voice.body
        if voice.party is not None and (voice.body == "government" or voice.body.endswith("ministry")):
            yield "state", voice.party


def _hanging(start: int, near: Mapping[int, Mapping[int, str]], torn: set[int]) -> list[int]:
    if start in torn:
        return [start]
    found, waiting = {start}, [start]
    while waiting:
        for other in near[waiting.pop()]:
            if other not in found and other not in torn:
                found.add(other)
                waiting.append(other)
    return sorted(found)


def _said(pairs: Iterable[tuple[Group, Group, str]]) -> set[str]:
    found = set()
    for a, b, why in pairs:
        one, other = sorted((label(a.voices), label(b.voices)))
        if one.casefold() != other.casefold():
            found.add(f"“{one}” and “{other}”: {why}")
    return found


def label(voices: Iterable[Voice]) -> str:
    """The description that says most: a name with an office, then the longest."""
    return min(voices, key=lambda v: (not (v.names and (v.office or v.body)), not v.names, -len(v.names), -len(v.text), v.text)).text
