"""Grouping again what a new article, a decision or a better reading touched, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tollbook.book import View, Writer
from tollbook.copies import Signature
from tollbook.group.cluster import LINK
from tollbook.group.incident_id import mark
from tollbook.keep.case import Case, as_incident, assemble, evidence_of
from tollbook.keep.effective import standing
from tollbook.keep.grouping import Wish, partition, wishes
from tollbook.keep.sourcing import sourced_of
from tollbook.keep.stakes import stakes_of
from tollbook.ledger import Telling
from tollbook.model import AttackClaim, ControlClaim, TollClaim
from tollbook.reconcile.codebook import load_codebook
from tollbook.reconcile.explain import explain_incident

# Decisions about how reports belong together are found under no article or incident.
_BETWEEN = ("same", "different", "undo")
_signature = msgspec.msgpack.Decoder(Signature)


def closure(view: View, seeds: Iterable[str], wish: Wish) -> set[str]:
    """The tellings whose grouping a change of the seeds can alter.

    Groups only ever join where some pair speaks for it, so this is what is
    reached from the seeds over such pairs, over people's "same", and over the
    incidents as they were.
    """
    joined: dict[str, set[str]] = {}
    for a, b in wish.same:
        joined.setdefault(a, set()).add(b)
        joined.setdefault(b, set()).add(a)
    found = set(seeds)
    frontier = set(found)
    while frontier:
        reached = {x for i in frontier for x in joined.get(i, ())}
        for pair in view.neighbours(frontier, above=LINK):
            reached |= {pair.a, pair.b}
        homes = set(view.members(frontier).values())
        reached |= {t for incident in view.incident(homes).values() for t in incident.tellings}
        frontier = reached - found
        found |= frontier
    return found


def regroup(w: Writer, touched: Iterable[str], *, changed: Iterable[str] = ()) -> tuple[str, ...]:
    """Group the touched tellings and their neighbours again, and write the incidents that changed.

    Args:
        w: The book, being written.
        touched: Ids of tellings that are new, changed or gone.
        changed: Incidents whose figures may have changed though their members
            did not (a grade, a published figure).

    Returns:
        The ids of the incidents that were written.
    """
    seeds = set(touched)
    wish = wishes(standing(w.decisions_on(verbs=_BETWEEN)))
    reach = closure(w, seeds, wish)
    tellings = {x.telling.id: x.telling for x in w.tellings(reach)}
    scores = {(p.a, p.b): p.score for p in w.neighbours(tellings) if p.a in tellings and p.b in tellings}
    copies = w.copies({t.key for t in tellings.values()}) if len(tellings) > 1 else ()
    groups = partition(list(tellings.values()), scores, wish, copies)
    before = w.incident(set(w.members(reach).values()))
    w.drop_incidents(sorted(before.keys() - groups.keys()))
    again = {
        i for i, members in groups.items()
        if i not in before or set(before[i].tellings) != {t.id for t in members} or seeds & {t.id for t in members}
    }  # fmt: skip
    written = again | (set(changed) & w.incident(changed).keys())
    book = load_codebook("house")
    made = []
    for incident in sorted(written):
        members = groups.get(incident)
        case = case_of(w, incident, members if members is not None else members_of(w, incident))
        if not is_incident(case):
            w.drop_incidents([incident])
            continue
        evidence = evidence_of(case)
        explanation = explain_incident(evidence, book)
        w.put_incidents([as_incident(case, explanation)])
        w.put_sourced([incident], sourced_of(case, evidence, explanation))
        w.put_stakes([incident], stakes_of(case, explanation))
        made.append(incident)
    return tuple(made)


def is_incident(case: Case) -> bool:
    """Whether anything happened in it: a football match and a round of talks are told of, but are no incidents."""
    return any(isinstance(c, TollClaim | AttackClaim | ControlClaim) for c in (*case.claims, *case.rejected))


def members_of(view: View, incident: str) -> tuple[Telling, ...]:
    """The tellings of a current incident, in the order in which they were reported."""
    held = view.incident([incident])
    ids = held[incident].tellings if incident in held else ()
    return tuple(sorted((x.telling for x in view.tellings(ids)), key=lambda t: (t.reported, t.id)))


def case_of(view: View, incident: str, tellings: Iterable[Telling]) -> Case:
    """Everything that an incident with these members is reckoned from, as the book has it now."""
    members = tuple(tellings)
    keys = sorted({t.key for t in members})
    kept = {k.key: k for k in view.kept(keys)}
    about = {incident, *(mark(t.id) for t in members)}
    decisions = view.decisions_on(sources={t.source for t in members}, incidents=about, verbs=_BETWEEN)
    return assemble(incident, members, kept, decisions, view.copies(keys), signatures=signatures_of(view, keys))


def signatures_of(view: View, keys: Iterable[str]) -> dict[str, Signature]:
    """What copies see of these versions, as it was kept when they came."""
    return {key: _signature.decode(held) for key, held in view.signatures(keys).items()}
