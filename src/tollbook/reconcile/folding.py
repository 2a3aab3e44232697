"""Descriptions of speakers that are one voice, folded whatever the order they come in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from tollbook.model import Article
from tollbook.reconcile.likeness import conflict, named_together, same_name, same_post
from tollbook.reconcile.restated import Place, Told
from tollbook.reconcile.voices import Voice


@dataclass(slots=True)
class Group:
    """Descriptions that were found to be one voice, and why."""

    voices: tuple[Voice, ...]
    carrier: str = ""
    because: set[str] = field(default_factory=set)


def fold_voices(told: Mapping[str, Told], articles: Mapping[str, Article]) -> dict[Place, Group]:
    """Every description in its article, to the group of those that are one voice: first within articles, then over all."""
    by_article: dict[str, set[tuple[Voice, str]]] = {}
    for one in told.values():
        article, voice, carrier = one.place
        by_article.setdefault(article, set()).add((voice, carrier))
    merged: dict[tuple[frozenset[Voice], str], Group] = {}
    where: dict[Place, Group] = {}
    for article in sorted(by_article):
        places = sorted(by_article[article], key=lambda p: (p[0].text, p[0].role, p[1]))
        singles = [Group((voice,), carrier) for voice, carrier in places]
        text = {article: articles[article]} if article in articles else {}
        became = _merge(singles, text, apart=False)
        for (voice, carrier), single in zip(places, singles, strict=True):
            group = became[id(single)]
            same = merged.setdefault((frozenset(group.voices), group.carrier), group)
            same.because |= group.because
            where[article, voice, carrier] = same
    final = _merge(sorted(merged.values(), key=lambda g: (g.carrier, [(v.text, v.role) for v in g.voices])), articles, apart=True)
    return {at: final[id(group)] for at, group in where.items()}


def _each(groups: Iterable[Group]) -> list[Group]:
    return list({id(g): g for g in groups}.values())


def _merge(groups: Sequence[Group], articles: Mapping[str, Article], *, apart: bool) -> dict[int, Group]:
    """Merge groups that are one voice, by name first and then by office or body; from each group's `id` to what it became."""
    became = {id(g): g for g in groups}
    for why in (lambda a, b: _by_name(a, b, articles), lambda a, b: _by_post(a, b, apart=apart)):
        step = _merge_by(_each(became.values()), why)
        became = {at: step[id(g)] for at, g in became.items()}
    return became


def _merge_by(groups: Sequence[Group], why: Callable[[Group, Group], str | None]) -> dict[int, Group]:
    """Merge what hangs together, those that could be either of two left alone.

    "The governor" is the governor of Hatay where no other governor speaks; where
    two do, it is neither. What then still hangs together with somebody it
    cannot be (A like B like C) stays apart as well, so order leaves no trace.
    """
    near: dict[int, dict[int, str]] = {i: {} for i in range(len(groups))}
    for i, j in combinations(range(len(groups)), 2):
        reason = why(groups[i], groups[j])
        if reason is not None:
            near[i][j] = near[j][i] = reason
    torn = {i for i, found in near.items() if any(_clash(groups[j], groups[k]) for j, k in combinations(found, 2))}
    became: dict[int, Group] = {}
    for i in range(len(groups)):
        if id(groups[i]) in became:
            continue
        members = _hanging(i, near, torn)
        if any(_clash(groups[a], groups[b]) for a, b in combinations(members, 2)):
            became.update({id(groups[m]): groups[m] for m in members})
        else:
            one = _joined([groups[m] for m in members], _reasons([(groups[a], groups[b], near[a][b]) for a, b in combinations(members, 2) if b in near[a]]))
            became.update({id(groups[m]): one for m in members})
    return became


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


def _joined(members: Sequence[Group], reasons: set[str]) -> Group:
    if len(members) == 1:
        return members[0]
    voices = {v for m in members for v in m.voices}
    return Group(tuple(sorted(voices, key=lambda v: (v.text, v.role))), members[0].carrier, reasons.union(*(m.because for m in members)))


def _clash(a: Group, b: Group) -> bool:
    return a.carrier != b.carrier or any(conflict(v, w) for v in a.voices for w in b.voices)


def _by_name(a: Group, b: Group, articles: Mapping[str, Article]) -> str | None:
    if a.carrier != b.carrier:
        return None
    pairs = [(v, w) for v in a.voices for w in b.voices]
    if any(conflict(v, w) for v, w in pairs):
        return None
    together = _together(pairs, articles)
    if together is not None:
        return f"named together in {together}"
    return next((why for v, w in pairs if (why := same_name(v, w)) is not None), None)


def _by_post(a: Group, b: Group, *, apart: bool) -> str | None:
    if _clash(a, b):
        return None
    return next((why for v in a.voices for w in b.voices if (why := same_post(v, w, apart=apart)) is not None), None)


def _together(pairs: Iterable[tuple[Voice, Voice]], articles: Mapping[str, Article]) -> str | None:
    if not articles:
        return None
    for v, w in pairs:
        for person, office in ((v, w), (w, v)):
            if (found := named_together(person, office, articles)) is not None:
                return found
    return None


def _reasons(pairs: Iterable[tuple[Group, Group, str]]) -> set[str]:
    found = set()
    for a, b, why in pairs:
        one, other = sorted((label(a.voices), label(b.voices)))
        if one.casefold() != other.casefold():
            found.add(f"“{one}” and “{other}”: {why}")
    return found


def label(voices: Iterable[Voice]) -> str:
    """The description that says most: a name with an office, then the longest."""
    return min(voices, key=lambda v: (not (v.names and (v.office or v.body)), not v.names, -len(v.names), -len(v.text), v.text)).text
