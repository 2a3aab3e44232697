"""What each article says of each harm and group, before origins are weighed against each other.

An article is arranged by itself, whatever else is known of the incident; so a
new article costs its own length, a withdrawn claim the length of its article,
and no order of articles can leave a trace.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from tollbook.ledger import Report
from tollbook.model import HARMS, Harm, TollClaim
from tollbook.reconcile.account import Account, find_accounts
from tollbook.reconcile.codebook import Codebook, Role
from tollbook.reconcile.concession import kept_apart
from tollbook.reconcile.interval import Interval, rest, total
from tollbook.reconcile.known import know_victims
from tollbook.reconcile.origin import OWN, fold_voices, voice_of
from tollbook.reconcile.relate import arrange
from tollbook.reconcile.seen import Seen, cue, is_attacker, see
from tollbook.reconcile.slot import Layout, Slot, Step
from tollbook.reconcile.suicide import with_suicide
from tollbook.reconcile.transition import died_since
from tollbook.text.sentences import Sentence

Cell = tuple[Harm, str]
Texts = Sequence[Sentence] | Mapping[str, Sequence[Sentence]]
_SINGLE = Report(article="")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one article says under a codebook: accounts by harm and group, and the step each claim took."""

    report: Report
    accounts: Mapping[Cell, tuple[Account, ...]]
    steps: Mapping[Harm, tuple[Step, ...]]
    aside: Mapping[Harm, tuple[Step, ...]]
    shot: frozenset[str] = field(default_factory=frozenset)
    fallen: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class _Column:
    """The claims of one article of one harm that a codebook lets count."""

    seen: tuple[Seen, ...]
    every: tuple[TollClaim, ...]


def set_aside(claim: TollClaim, codebook: Codebook) -> str | None:
    """The id of the rule by which a claim is set aside; `None` where it counts."""
    if claim.stance not in codebook.stances:
        return f"{codebook.name}.stance.{claim.stance}"
    if claim.moved_to is not None:
        return f"{codebook.name}.superseded"
    if claim.scope in ("cumulative", "background") and claim.scope not in codebook.scopes:
        return f"{codebook.name}.scope.{claim.scope}"
    if codebook.role(claim.victims) not in codebook.counted:
        return f"{codebook.name}.victims"
    if claim.victims is not None and set(claim.victims.classes) & set(codebook.left_out):
        return f"{codebook.name}.left_out"
    if codebook.takes("attackers") == "left out" and is_attacker(claim):
        return f"{codebook.name}.attackers"
    return None


def _of_group(column: _Column, codebook: Codebook, role: Role, side: str | None) -> Layout:
    """The claims of one group alone, whatever whole they are part of."""
    held = [
        s for s in column.seen
        if codebook.role(s.claim.victims) == role and (side is None or (s.claim.victims and s.claim.victims.side == side))
    ]
    ids = {s.claim.id for s in held}
    whole = [
        replace(s, claim=_as_whole(s.claim)) if s.claim.scope == "part" and s.claim.part_of not in ids else s for s in held
    ]
    return arrange(whole, column.every)


def _as_whole(claim: TollClaim) -> TollClaim:
    return msgspec.structs.replace(claim, scope="incident", part_of=None)


def _unknown(column: _Column, layout: Layout, codebook: Codebook) -> Layout:
    """The sets of victims of whom nobody says who they were, less the parts of whom somebody does."""
    slots = []
    for slot in layout.slots:
        if any(codebook.role(w.claim.victims) != "unknown" for w in slot.witnesses):
            continue
        known = [p for p in slot.parts if codebook.role(p.claim.victims) != "unknown"]
        sizes = arrange([replace(k, claim=_as_whole(k.claim)) for k in known], column.every).slots
        left = rest(slot.largest, total(s.largest for s in sizes))
        if not known:
            slots.append(slot)
        elif left is not None and (left.high is None or left.high > 0):
            slots.append(Slot([_resized(w, left) for w in slot.witnesses[:1]], [], slot.more))
    return Layout(tuple(slots), ())


def _resized(seen: Seen, left: Interval) -> Seen:
    count = msgspec.structs.replace(seen.claim.count, low=left.low, high=left.high, word=None)
    return replace(seen, claim=msgspec.structs.replace(seen.claim, count=count), interval=left)


def _groups(column: _Column, layout: Layout, codebook: Codebook) -> list[tuple[str, Layout]]:
    claims = [s.claim for s in column.seen]
    roles = {codebook.role(c.victims) for c in claims}
    sides = sorted({c.victims.side for c in claims if c.victims and c.victims.side and codebook.role(c.victims) == "combatant"})
    wanted: list[tuple[str, Role, str | None]] = [(role, role, None) for role in ("civilian", "combatant") if role in roles]
    wanted += [(f"combatant:{side}", "combatant", side) for side in sides]
    made = [("all", layout), *((name, _of_group(column, codebook, role, side)) for name, role, side in wanted)]
    if "unknown" in roles:
        made.append(("unknown", _unknown(column, layout, codebook)))
    return made


def _told_aside(claims: Sequence[TollClaim]) -> list[TollClaim]:
    """What one article tells only as background is, for the incident it tells of, the whole toll."""
    if any(c.scope != "background" for c in claims):
        return list(claims)
    return [msgspec.structs.replace(c, scope="incident") for c in claims]


def sheet_of(
    claims: Iterable[TollClaim], codebook: Codebook, report: Report, *, sentences: Sequence[Sentence] = (),
    origins: Mapping[str, str] | None = None, died: Mapping[str, str] | None = None, apart: frozenset[str] = frozenset(),
) -> Sheet:  # fmt: skip
    """Arrange what one article says of one incident.

    Args:
        claims: The article's claims of the incident, in any order.
        codebook: The rules.
        report: Where it was printed.
        sentences: Of the article, where they are at hand: words outside the
            quotes can tell more of how figures relate.
        origins: By claim id the distinct origin, where it is known.
        died: By the claim of one injured the claim of the death; see `died_since`.
        apart: Claims that the codebook keeps out of the range; see `kept_apart`.
    """
    died = died or {}
    own = _told_aside(sorted(claims, key=lambda c: (c.quote.start, c.id)))
    if codebook.shot is not None and codebook.shot.take == "injured":
        own = with_suicide(own, sentences)
    new = {c.moved_to for c in own if c.moved_to is not None}
    new |= {c.id for c in own if new & set(c.repeats)} | {r for c in own if c.id in new for r in c.repeats}
    accounts: dict[Cell, tuple[Account, ...]] = {}
    steps: dict[Harm, tuple[Step, ...]] = {}
    aside: dict[Harm, tuple[Step, ...]] = {}
    for harm in HARMS:
        mine = [c for c in own if c.harm == harm]
        why = {c.id: f"{codebook.name}.conceded" if c.id in apart else set_aside(c, codebook) for c in mine}
        aside[harm] = tuple(Step(c.id, "set aside", None, rule) for c in mine if (rule := why[c.id]))
        aside[harm] += tuple(Step(c.id, "transition", died[c.id], "relate.transition") for c in mine if c.id in died)
        seen = tuple(see(c, sentences) for c in mine if why[c.id] is None and c.count.low is not None and c.id not in died)
        if not seen:
            continue
        column = _Column(seen, tuple(own))
        layout = arrange(seen, own)
        steps[harm] = layout.steps
        for group, chosen in _groups(column, layout, codebook):
            found = find_accounts(chosen, codebook, report, origins)
            if found:
                accounts[harm, group] = tuple(msgspec.structs.replace(a, moved=True) if new & set(a.claims) else a for a in found)
    shot = frozenset(c.id for c in own if c.harm == "casualties" and cue("shot", c.quote.text))
    fallen = frozenset(c.id for c in own if c.harm == "killed" and c.scope == "part" and cue("hit", c.quote.text))
    return Sheet(report, accounts, steps, aside, shot, fallen)


def origins_of(claims: Sequence[TollClaim], reports: Mapping[str, Report]) -> dict[str, str]:
    """The distinct origin of each claim, where the claims are of several articles.

    What `group` has folded stands. Else speakers are folded by their names over
    all the articles: "Dogan" here and "the governor of Hatay, Rahmi Dogan"
    there are one man, as within one article.
    """
    given = {c.id: origin for c in claims if c.id in reports and (origin := reports[c.id].origin) is not None}
    voices = {c.id: voice_of(c) for c in claims if c.id not in given}
    fold = fold_voices(list(voices.values()))
    known = {**{i: fold[v] for i, v in voices.items() if v != OWN}, **given}
    return {**known, **_from_speakers(claims, known)}


def _from_speakers(claims: Sequence[TollClaim], known: Mapping[str, str]) -> dict[str, str]:
    """The origin of figures in an article's own voice that the same article has from one speaker.

    "Toll rises to 29", says the headline, and the body names the governor: the
    outlet is no second witness.
    """
    speakers: defaultdict[str, set[str]] = defaultdict(set)
    for c in claims:
        for other in c.repeats:
            if c.id in known:
                speakers[other].add(known[c.id])
            if other in known:
                speakers[c.id].add(known[other])
    return {c.id: next(iter(speakers[c.id])) for c in claims if voice_of(c) == OWN and len(speakers[c.id]) == 1}


def sheets_of(
    claims: Iterable[TollClaim], codebook: Codebook, *, sentences: Texts = (), reports: Mapping[str, Report] | None = None
) -> list[Sheet]:
    """Arrange what every article says, the earliest first; arguments as for `explain_tolls`."""
    where = reports or {}
    held = know_victims(claims)
    origins = origins_of(held, where)
    by: defaultdict[str, list[TollClaim]] = defaultdict(list)
    for c in held:
        by[where.get(c.id, _SINGLE).article].append(c)
    known = {c.id: where[c.id] for c in held if c.id in where}
    died = died_since(held, {i: r.article for i, r in known.items()}, {i: r.reported or "" for i, r in known.items()})
    apart = kept_apart(held, codebook)
    made = []
    for article, own in by.items():
        # claims of one article share their report but for the origin, which `origins` holds
        report = min((where.get(c.id, _SINGLE) for c in own), key=lambda r: (r.reported or "", r.voice or ""))
        texts = sentences.get(article, ()) if isinstance(sentences, Mapping) else sentences
        made.append(sheet_of(own, codebook, report, sentences=texts, origins=origins, died=died, apart=apart))
    return sorted(made, key=lambda s: (s.report.reported or "", s.report.article))
