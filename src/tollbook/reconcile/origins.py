"""The distinct origins behind the claims of an incident.

What a figure weighs is how many distinct voices state it. Forty outlets that
carry the governor are one governor; the agency's story in ten papers is one
agency; a source that only Reuters has is another than one that only AFP has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from tollbook.extract.credit import credited_agency, is_agency, outlet_name
from tollbook.gazetteer.fold import fold
from tollbook.ids import content_id
from tollbook.ledger import Origin, Report
from tollbook.model import AnyClaim, Article
from tollbook.reconcile.folding import Folding, Group, Spoken, label
from tollbook.reconcile.restated import Copied, Place, Told, find_moved
from tollbook.reconcile.voices import Voice, voice_from

__all__ = ["Copied", "find_origins"]

_SINGLE = Report(article="")


def find_origins(
    claims: Iterable[AnyClaim],
    reports: Mapping[str, Report],
    *,
    copied: Mapping[str, Copied] | None = None,
    articles: Mapping[str, Article] | None = None,
) -> tuple[Origin, ...]:
    """Fold the claims of one incident to distinct origins.

    Args:
        claims: Of one incident, of any kind.
        reports: By claim id, where each was printed; `voice` is the agency, else the outlet.
        copied: By claim id, where a copied claim was printed first (`copies.first_printed`).
        articles: By key, for names and offices that only the text puts together.

    Returns:
        Every claim in exactly one origin; the same for any order of the
        arguments, sorted by name.
    """
    texts = articles or {}
    held = list(claims)
    carriers = carriers_of(texts, (reports.get(c.id, _SINGLE) for c in held))
    told = tell(held, reports, copied or {}, carriers)
    moved = find_moved(told, copied or {}, texts)
    groups = Folding(texts).fold(spoken_in(told.values()))
    return _assembled(told, moved, groups, reports)


def spoken_in(told: Iterable[Told]) -> dict[str, frozenset[Spoken]]:
    """By article who speaks in it: each description, with the outlet where that alone knows who it is."""
    held: dict[str, set[Spoken]] = {}
    for one in told:
        article, voice, carrier = one.place
        held.setdefault(article, set()).add((voice, carrier))
    return {article: frozenset(spoken) for article, spoken in held.items()}


def carriers_of(articles: Mapping[str, Article], reports: Iterable[Report]) -> dict[str, str]:
    """By article the agency or outlet that speaks in it: as its report names it, where it has one."""
    printed = {r.article: r.voice for r in reports}
    return {key: _carrier(key, printed[key] if key in printed else credited_agency(articles[key]) or articles[key].outlet) for key in (articles.keys() | printed)}


def tell(claims: Iterable[AnyClaim], reports: Mapping[str, Report], copied: Mapping[str, Copied], carriers: Mapping[str, str]) -> dict[str, Told]:
    """Each claim with the voice that tells it, by the claim's id and in the order of the ids."""
    made: dict[str, Told] = {}
    for claim in sorted(claims, key=lambda c: c.id):
        report = reports.get(claim.id, _SINGLE)
        first = copied[claim.id].article if claim.id in copied else report.article
        carrier = carriers.get(first, carriers[report.article])
        link = claim.attribution[0] if claim.attribution else None
        voice = voice_from(link.speaker, link.role) if link is not None else Voice(text=carrier, role="media", outlet=carrier)
        made[claim.id] = Told(claim, report.article, carrier, voice, report.reported or "")
    return made


def _carrier(article: str, voice: str | None) -> str:
    """The agency or outlet that speaks in an article; without one the article is a voice of its own."""
    return outlet_name(voice) if voice and voice.strip() else article


def _assembled(told: Mapping[str, Told], moved: Mapping[str, tuple[str, str]], groups: Mapping[Place, Group], reports: Mapping[str, Report]) -> tuple[Origin, ...]:
    held: dict[int, tuple[Group, list[str], set[str]]] = {}
    for id_ in told:
        end, reasons = follow(id_, moved)
        last = told[end]
        group = groups[last.place]
        entry = held.setdefault(id(group), (group, [], set(group.because)))
        entry[1].append(id_)
        entry[2].update(reasons)
    names = Counter(name_of(group) for group, _, _ in held.values())
    origins = []
    for group, ids, because in held.values():
        name = name_of(group)
        keys = {told[i].article: reports.get(i, _SINGLE).reported or "" for i in ids}
        origins.append(
            Origin(
                id=origin_id(group, alone=names[name] == 1),
                name=name,
                kind=_kind(group),
                claims=tuple(sorted(ids)),
                articles=tuple(sorted(keys, key=lambda k: (not keys[k], keys[k], k))),
                because=tuple(sorted(because)),
            )
        )
    return tuple(sorted(origins, key=lambda o: (o.name, o.id)))


def origin_id(group: Group, *, alone: bool) -> str:
    """The id of an origin, of its name; where several bear it, of its roles, too."""
    return content_id("origin", fold(name_of(group)), *(() if alone else sorted({v.role for v in group.voices})), length=10)


def follow(id_: str, moved: Mapping[str, tuple[str, str]]) -> tuple[str, list[str]]:
    """The claim at which a chain of retold claims ends, and the reasons on the way."""
    seen, reasons = {id_}, []
    while id_ in moved and moved[id_][0] not in seen:
        reasons.append(moved[id_][1])
        id_ = moved[id_][0]
        seen.add(id_)
    return id_, reasons


def name_of(group: Group) -> str:
    """What a voice is called: as a body is known, else an outlet, else in the words that say most."""
    known = next((v.known for v in group.voices if v.known), None)
    name = known or next((v.outlet for v in group.voices if v.outlet), None) or label(group.voices)
    return f"{name} (to {group.carrier})" if group.carrier else name


def _kind(group: Group) -> str:
    if group.voices[0].outlet is not None:
        return "agency" if is_agency(group.voices[0].outlet) else "outlet"
    roles = Counter(v.role for v in group.voices if v.role != "unknown")
    return min(roles, key=lambda r: (-roles[r], r), default="unknown")
