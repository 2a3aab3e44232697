"""What is to be seen of decisions: nothing of others in a blind round; of the rest, which counts and which was taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tollbook.keep.effective import differ, standing
from tollbook.ledger import Decision
from tollbook.model import Record

EVERY_ROUND = "*"  # in place of a round's name: whatever round it is


class Entry(Record, frozen=True, kw_only=True):
    """A decision in a history.

    `undone_by` is the undoing in force, `None` while the decision stands.
    `overruled_by` is a later standing decision of somebody else about the same
    claim that says otherwise: both are kept, the later counts.
    """

    decision: Decision
    undone_by: Decision | None = None
    overruled_by: Decision | None = None


def veil(decisions: Iterable[Decision], *, by: str | None, round_name: str | None) -> tuple[Decision, ...]:
    """The decisions that somebody may see who codes in a blind round.

    Double coding measures something only while nobody knows what the others
    said; so of a round that a person has open, only her own decisions are given,
    and no undoing of the others'.

    Args:
        decisions: All, in any order.
        by: Who looks; `None` has no name yet.
        round_name: The round that is open to that person; `EVERY_ROUND` hides others' decisions of all, `None` hides nothing.
    """
    held = tuple(decisions)
    if round_name is None:
        return held
    hidden = {d.id for d in held if d.blind and round_name in (d.blind, EVERY_ROUND) and d.by != by}
    # undoings carry no round of their own: they go with what they undo, however deep
    for d in sorted(held, key=lambda d: (d.recorded, d.id)):
        if d.undoes in hidden:
            hidden.add(d.id)
    return tuple(d for d in held if d.id not in hidden)


def history(decisions: Sequence[Decision]) -> tuple[Entry, ...]:
    """Decisions as people read them, the latest first; undoings are told at what they undid.

    Args:
        decisions: All about one matter, the undone and the undoing, too.
    """
    made = sorted(decisions, key=lambda d: (d.recorded, d.id))
    stands = standing(made)
    undone: dict[str, Decision] = {}
    dead: set[str] = set()
    for d in reversed(made):
        if d.verb == "undo" and d.undoes is not None and d.id not in dead:
            dead.add(d.undoes)
            undone.setdefault(d.undoes, d)
    entries = []
    for d in reversed(made):
        if d.verb == "undo":
            continue
        entries.append(Entry(decision=d, undone_by=undone.get(d.id), overruled_by=None if d.id in undone else _overruled(d, stands)))
    return tuple(entries)


def _overruled(decision: Decision, stands: Sequence[Decision]) -> Decision | None:
    if decision.claim is None:
        return None
    at = (decision.recorded, decision.id)
    return next(
        (
            d for d in reversed(stands)
            if d.claim is not None and d.claim.claim == decision.claim.claim and (d.recorded, d.id) > at and d.by != decision.by and differ(decision, d)
        ),
        None,
    )  # fmt: skip
