"""People harmed of whom nobody says whether they lived, as a codebook counts them.

"Six people were shot, one fatally" states one death and six people hit. What
became of the other five is not stated; a codebook may take them for injured,
may count them among the killed "up to all", or may leave them out. What it
derives is marked with its rule, so that nobody takes it for a stated figure.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tollbook.model import Harm, Toll
from tollbook.reconcile.account import Finding
from tollbook.reconcile.codebook import Codebook
from tollbook.reconcile.slot import Step


def settle_unclear(found: Sequence[Finding], codebook: Codebook, shot: frozenset[str], fallen: frozenset[str] = frozenset()) -> tuple[Finding, ...]:
    """Count the casualties of unknown fate as the codebook says.

    Args:
        found: The tolls of one incident.
        codebook: The rules.
        shot: Ids of the claims of people shot or stabbed, who may be taken for
            injured; "casualties" and "victims" may not.
        fallen: Ids of the claims of dead who are told as some of those hit
            ("one of the victims died").

    Returns:
        The tolls, some of them raised or added, with the step that says so.
    """
    unclear = _of("casualties", found)
    if unclear is None:
        return tuple(found)
    return tuple(_among_injured(_among_killed(found, unclear, codebook), unclear, codebook, shot, fallen))


def _of(harm: Harm, found: Sequence[Finding]) -> Finding | None:
    return next((f for f in found if f.toll.harm == harm and f.toll.group == "all"), None)


def _among_killed(found: Sequence[Finding], unclear: Finding, codebook: Codebook) -> list[Finding]:
    most = unclear.toll.high or unclear.toll.best or unclear.toll.low
    if not most or codebook.casualties.take == "nothing":
        return list(found)
    step = Step(unclear.accounts[0].claims[0], "used", None, codebook.casualties.id)
    killed = _of("killed", found)
    if killed is None:
        high = most if codebook.casualties.take == "up to all" else 0
        toll = msgspec.structs.replace(unclear.toll, harm="killed", low=0, best=0, high=high)
        return [Finding(toll=toll, accounts=unclear.accounts, steps=(step,)), *found]
    if codebook.casualties.take == "zero" or killed.toll.high is None or killed.toll.high >= most:
        return list(found)
    raised = msgspec.structs.replace(killed.toll, high=most)
    return [msgspec.structs.replace(killed, toll=raised, steps=(*killed.steps, step)) if f is killed else f for f in found]


def _backing(finding: Finding) -> int:
    """How many origins give a number that the best figure lies inside."""
    best = finding.toll.best
    return 0 if best is None else sum(a.number is not None and best in a.number for a in finding.accounts)


def _enough(injured: Toll, hit: int) -> bool:
    """Are as many said to be injured; or do bare words ("the victims", "several") say that it is more?"""
    return (injured.low or 0) > hit if injured.best is None else injured.best >= hit


def _among_injured(found: list[Finding], unclear: Finding, codebook: Codebook, shot: frozenset[str], fallen: frozenset[str]) -> list[Finding]:
    """Those shot, less those said to have died, where more of them than are said to be injured."""
    rule, hit = codebook.shot, unclear.toll.best
    basis = [i for a in unclear.accounts for i in a.claims if i in shot]
    if rule is None or rule.take == "nothing" or not basis or hit is None:
        return found
    killed, injured = _of("killed", found), _of("injured", found)
    dead = 0 if killed is None else killed.toll.best
    if dead is None or hit <= dead:
        return found
    # all who were shot went to hospital, and one of them died there: they are not injured any more
    whole = injured is not None and injured.toll.best == hit and killed is not None and any(i in fallen for a in killed.accounts for i in a.claims)
    if injured is not None and _enough(injured.toll, hit - dead) and not whole:
        return found
    if injured is not None and not whole and _backing(injured) > _backing(unclear):
        return found  # more origins count the injured than the shot: what they state stands
    step = Step(basis[0], "derived", None, rule.id)
    most = None if unclear.toll.high is None else max(unclear.toll.high - (0 if killed is None else killed.toll.low or 0), hit - dead)
    if injured is None:
        toll = Toll(harm="injured", low=0, best=hit - dead, high=most, codebook=codebook.name, origins=unclear.toll.origins, derived=rule.id)
        made = Finding(toll=toll, accounts=unclear.accounts, steps=(step,))
        return [*found[: 0 if killed is None else found.index(killed) + 1], made, *found[0 if killed is None else found.index(killed) + 1 :]]
    high = None if most is None or injured.toll.high is None else max(most, injured.toll.high)
    low = None if injured.toll.low is None else min(injured.toll.low, hit - dead)
    raised = msgspec.structs.replace(injured.toll, low=low, best=hit - dead, high=high, derived=rule.id)
    return [msgspec.structs.replace(injured, toll=raised, steps=(*injured.steps, step)) if f is injured else f for f in found]
