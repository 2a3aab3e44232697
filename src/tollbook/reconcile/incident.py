"""The incidents that one article tells of, its main one first.

Most reports tell of one event, and cutting one event in two loses its dead;
so claims stay together unless the text itself sets them apart: by calling the
event an earlier one, by another day, or by a figure over many events.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from tollbook.model import AnyClaim, AttackClaim, Incident, SilenceClaim, TollClaim, When
from tollbook.reconcile.codebook import Codebook
from tollbook.reconcile.relate import arrange
from tollbook.reconcile.seen import Seen, cue, holding, see
from tollbook.reconcile.slot import Slot
from tollbook.reconcile.toll import tolls
from tollbook.reconcile.world import DAYLIKE, find_method, find_when, find_where
from tollbook.text.sentences import Sentence

_DATED = DAYLIKE | {"week", "month", "year"}


def _host(claim: AnyClaim, sentences: Sequence[Sentence]) -> int | None:
    held = holding(claim.quote.start, sentences)
    return None if held is None else held.index


def _sentence_text(claim: AnyClaim, sentences: Sequence[Sentence]) -> str:
    held = holding(claim.quote.start, sentences)
    return claim.quote.text if held is None else held.text


def _day(claim: AnyClaim) -> tuple[str, str] | None:
    """The days of a claim, where its own words give them to the day."""
    when = claim.when
    if when is None or when.from_ is None or when.precision not in _DATED:
        return None
    return when.from_[:10], (when.to or when.from_)[:10]


def _over_many(claims: Sequence[TollClaim], sentences: Sequence[Sentence]) -> list[TollClaim]:
    """Figures over several operations, in a report that then tells of one of them.

    Daily round-ups of armies open so ("over twenty were killed during separate
    operations") and their parts are published one by one with that opening.
    """
    rounds = {c.id for c in claims if c.scope == "incident" and cue("rounds", _sentence_text(c, sentences))}
    last: dict[str, int] = {}
    for c in claims:
        if c.scope == "incident" and c.id not in rounds:
            last[c.harm] = max(c.quote.start, last.get(c.harm, 0))
    return [c for c in claims if c.id in rounds and last.get(c.harm, -1) > c.quote.end]


def _told_first(claims: Sequence[TollClaim], sentences: Sequence[Sentence], attack: int | None = None) -> frozenset[str]:
    """Figures marked as another event's that are yet the first the body tells of.

    A release cut from a round-up opens with "in another operation"; other than
    what, the reader is never told, so it is what the article is about. Where an
    attack was told of before (`attack`, its sentence), that one is; what is only
    remembered on a day of mourning stays another event.
    """
    body = [c for c in claims if (held := holding(c.quote.start, sentences)) is None or held.kind != "headline"]
    if not body or body[0].scope != "background":
        return frozenset()
    if cue("marked", _sentence_text(body[0], sentences).partition(body[0].quote.text)[0]):
        return frozenset()
    opening = _sentence_text(body[0], sentences)[:60]
    another = (cue("more", opening) or cue("also", opening)) and not cue("rounds", _sentence_text(body[0], sentences))
    if (any(c.scope == "incident" for c in body) or (attack is not None and attack < (_host(body[0], sentences) or 0))) and not another:
        return frozenset()
    first = _host(body[0], sentences)
    return frozenset(c.id for c in body if c.scope == "background" and _host(c, sentences) == first)


def _stated_day(claim: AnyClaim, sentences: Sequence[Sentence]) -> tuple[str, str] | None:
    """The days of a claim, where they stand in its own sentence."""
    day = _day(claim)
    if day is None or claim.when is None or (claim.when.text or "") not in _sentence_text(claim, sentences):
        return None
    return day


@dataclass(slots=True)
class _Group:
    """Claims of one event, with the sentences that hold them and the days that those state."""

    claims: list[AnyClaim] = field(default_factory=list)
    hosts: set[int | None] = field(default_factory=set)
    days: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def add(self, claim: AnyClaim, sentences: Sequence[Sentence]) -> None:
        self.claims.append(claim)
        self.hosts.add(_host(claim, sentences))
        if (day := _stated_day(claim, sentences)) is not None:
            self.days.setdefault(day, set()).add(_sentence_text(claim, sentences))

    def is_apart(self, claim: AnyClaim, sentences: Sequence[Sentence]) -> bool:
        """Does the text date the claim and one of these to different days, each next to its figure?"""
        day = _stated_day(claim, sentences)
        if day is None:
            return False
        own = {_sentence_text(claim, sentences)}
        return any((day[1] < d[0] or d[1] < day[0]) and texts - own for d, texts in self.days.items())

    def is_beside(self, claim: AnyClaim, sentences: Sequence[Sentence]) -> bool:
        at = _host(claim, sentences)
        return at is not None and bool({at, at - 1} & self.hosts)


def _cluster(claims: Iterable[AnyClaim], sentences: Sequence[Sentence]) -> list[list[AnyClaim]]:
    """Claims of earlier events, together where one sentence, or one place and day, holds them."""
    groups: list[list[AnyClaim]] = []
    known: dict[object, int] = {}
    for claim in claims:
        keys: list[object] = []
        if (at := _host(claim, sentences)) is not None:
            keys.append(at)
        if claim.where is not None and (day := _day(claim)) is not None:
            keys.append((claim.where.name or claim.where.text, day))
        home = min((known[k] for k in keys if k in known), default=len(groups))
        if home == len(groups):
            groups.append([])
        groups[home].append(claim)
        for key in keys:
            known[key] = min(home, known.get(key, home))
    return groups


def _ends_what_began(claim: AnyClaim, group: _Group) -> bool:
    """Bodies found on a later day, in a report that has told of people taken and of nobody dead: theirs."""
    told = {c.harm for c in group.claims if isinstance(c, TollClaim) and c.count.low}
    return isinstance(claim, TollClaim) and claim.rule == "en.toll.killed.bodies" and bool(told & {"captured", "missing"}) and "killed" not in told


def _split_days(claims: Sequence[AnyClaim], sentences: Sequence[Sentence]) -> list[list[AnyClaim]]:
    """Claims of the incident proper, cut where the text gives another day for other victims."""
    groups: list[_Group] = []
    for claim in claims:
        whole = isinstance(claim, AttackClaim) or (isinstance(claim, TollClaim) and claim.scope == "incident" and not claim.repeats and claim.transition is None)
        home: _Group | None
        if groups and _ends_what_began(claim, groups[0]):
            home = groups[0]
        elif groups and (not whole or _day(claim) is None):
            home = groups[-1] if groups[-1].is_beside(claim, sentences) else groups[0]
        else:
            home = next((g for g in groups if not g.is_apart(claim, sentences)), None)
        if home is None:
            home = _Group()
            groups.append(home)
        home.add(claim, sentences)
    return [g.claims for g in groups]


def _weight(group: Sequence[AnyClaim], first: int) -> tuple[bool, float, int]:
    """How much a group looks like what the article is about: its figures, and standing first."""
    figures = [c for c in group if isinstance(c, TollClaim)]
    # arrests follow attacks, seldom the other way round: of two events the one with victims is the news
    weight = sum(0.5 if c.harm == "captured" else 1.0 for c in figures) + 0.25 * (len(group) - len(figures))
    lead = min(c.quote.start for c in group)
    return (not figures or any(c.scope != "background" for c in figures), weight + (1.0 if lead == first else 0.0), -lead)


# Figures that a later, larger one took in ("in all, seven"), and those that merely came first: whole tolls, each of its own.
_WHOLE = frozenset({"relate.first", "relate.disjoint", "relate.more"})


def _is_called_part(part: Seen, slot: Slot, rules: Mapping[str, str]) -> bool:
    """Does the text itself make the figure a part, or does only the toll need it to be counted once?

    "Sixteen" is no part of a headline's "dozens", nor are two figures that a
    later total takes in.
    """
    rule = rules.get(part.claim.id)
    return rule not in _WHOLE and not (slot.first.headline and slot.first.interval.high is None) and not _is_another_tally(part.claim, slot.first.claim, rule)


def _is_another_tally(part: TollClaim, whole: TollClaim, rule: str | None) -> bool:
    """ "At least 15 people died. The army said at least eight soldiers had died": an open count by somebody else may be his whole toll.

    A word without a number ("several") and one person are no count of that kind.
    """
    his, its = (c.attribution[0].speaker if c.attribution else None for c in (part, whole))
    return rule == "relate.narrower" and his not in {None, its} and part.count.word is None and (part.count.low or 0) > 1


def _link(claims: Sequence[TollClaim], sentences: Sequence[Sentence]) -> dict[str, TollClaim]:
    """Set the links between the figures of one event that the reader left open."""
    linked = {c.id: c for c in claims}
    for harm in dict.fromkeys(c.harm for c in claims):
        own = [c for c in claims if c.harm == harm and c.count.low is not None and c.stance != "denied" and c.moved_to is None]
        layout = arrange([see(c, sentences) for c in own], claims)
        rules = {s.claim: s.rule for s in layout.steps}
        for slot in layout.slots:
            first = slot.witnesses[0].claim
            for w in slot.witnesses[1:]:
                same = (w.claim.count.low, w.claim.count.high) == (first.count.low, first.count.high)
                if same and not w.claim.repeats and w.claim.part_of is None and w.claim.scope == "incident":
                    linked[w.claim.id] = msgspec.structs.replace(w.claim, repeats=(first.id,))
            apart = {i.claim.id for part in slot.inner for i in part.witnesses if len(slot.inner) > 1 and i.voice != slot.first.voice}
            for p in slot.parts:
                if p.claim.id in apart or p.claim.count.high == 0 or (p.claim.scope == "incident" and not _is_called_part(p, slot, rules)):
                    continue
                if p.claim.part_of is None and p.claim.scope == "incident" and not p.claim.repeats:
                    linked[p.claim.id] = msgspec.structs.replace(p.claim, part_of=first.id, scope="part")
                elif p.claim.part_of is None and p.claim.scope == "part":
                    linked[p.claim.id] = msgspec.structs.replace(p.claim, part_of=first.id)
    return linked


def _events(claims: Sequence[AnyClaim], sentences: Sequence[Sentence]) -> list[list[AnyClaim]]:
    proper: list[AnyClaim] = []
    earlier: list[AnyClaim] = []
    sums = {c.id: c.quote.start for c in claims if isinstance(c, TollClaim) and c.scope == "cumulative"}
    for c in claims:
        if isinstance(c, TollClaim) and c.scope == "part" and c.part_of in sums and sums[c.part_of] < c.quote.start:
            continue  # "since June 125 have been taken, including a commander": a part of a sum is of no incident, either
        if isinstance(c, TollClaim) and c.scope != "cumulative":
            (earlier if c.scope == "background" else proper).append(c)
        elif isinstance(c, AttackClaim):
            proper.append(c)
    groups = _split_days(proper, sentences)
    return [*groups, *_cluster(earlier, sentences)]


def _in_incident(claim: AnyClaim, linked: dict[str, TollClaim], incident: str) -> AnyClaim:
    """The claim with its incident and the links found; an earlier event's keeps its scope."""
    if not isinstance(claim, TollClaim):
        return msgspec.structs.replace(claim, incident=incident)
    link = linked[claim.id]
    scope = claim.scope if claim.scope == "background" else link.scope
    return msgspec.structs.replace(claim, repeats=link.repeats, part_of=link.part_of, scope=scope, incident=incident)


def find_incidents(
    claims: Sequence[AnyClaim],
    *,
    sentences: Sequence[Sentence] = (),
    days: Sequence[When] = (),
    codebook: Codebook,
) -> tuple[tuple[AnyClaim, ...], tuple[Incident, ...]]:
    """Gather the claims of one article into incidents, and state their tolls.

    Claims that tell of an earlier event form incidents of their own; figures
    over a period or over many events belong to none and enter no toll.

    Args:
        claims: Of one article, in any order.
        sentences: The article's, so that words around a quote can be read.
        days: The times of the article, of which a day beside a vaguer time of
            an incident is taken for its day.
        codebook: Under which the tolls are stated.

    Returns:
        The claims in text order, with `incident` and the links between figures
        set; and the incidents, the main one first.
    """
    ordered = sorted(claims, key=lambda c: (c.quote.start, c.quote.end, c.id))
    figures = [c for c in ordered if isinstance(c, TollClaim)]
    over = {_host(c, sentences) for c in _over_many(figures, sentences)} - {None}
    many = {c.id for c in figures if _host(c, sentences) in over}
    attack = next((_host(c, sentences) for c in ordered if isinstance(c, AttackClaim)), None)
    told = _told_first(figures, sentences, attack)
    current: dict[str, AnyClaim] = {
        c.id: msgspec.structs.replace(c, scope="cumulative") if isinstance(c, TollClaim) and c.id in many
        else msgspec.structs.replace(c, scope="incident") if isinstance(c, TollClaim) and c.id in told
        else c
        for c in ordered
    }
    groups = _events(list(current.values()), sentences)
    first = min((c.quote.start for g in groups for c in g), default=0)
    groups.sort(key=lambda g: _weight(g, first), reverse=True)
    incidents: list[Incident] = []
    for number, group in enumerate(groups, 1):
        own = [c for c in group if isinstance(c, TollClaim)]
        whole = [msgspec.structs.replace(c, scope="incident") if c.scope == "background" else c for c in own]
        linked = _link(whole, sentences)
        for claim in group:
            current[claim.id] = _in_incident(claim, linked, str(number))
        incidents.append(
            Incident(
                id=str(number),
                main=number == 1,
                claims=tuple(c.id for c in sorted(group, key=lambda c: (c.quote.start, c.id))),
                when=find_when(group, sentences, days),
                where=find_where(group),
                method=find_method(group),
                tolls=tolls(linked.values(), codebook, sentences=sentences),
            )
        )
    if incidents:
        main = incidents[0].id
        silent = [c for c in current.values() if isinstance(c, SilenceClaim)]
        for c in silent:
            current[c.id] = msgspec.structs.replace(c, incident=main)
        incidents[0] = msgspec.structs.replace(incidents[0], claims=(*incidents[0].claims, *(c.id for c in silent)))
    return tuple(current[c.id] for c in ordered), tuple(incidents)
