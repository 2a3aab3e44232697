"""Groups that add up to the whole, where a codebook publishes them as cells.

UCDP's `best` is the sum of four cells: the dead of either side, civilians, and
unknown. Reports seldom give all of them, so what nobody divides is unknown, and
where the groups that are known come to more than the total that the sources
give, the total rises: nobody who is counted in a cell is left out of the sum.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tollbook.model import Harm, Toll
from tollbook.reconcile.account import Finding
from tollbook.reconcile.codebook import Codebook

_KNOWN = ("civilian", "combatant")


def add_up(found: Sequence[Finding], codebook: Codebook) -> tuple[Finding, ...]:
    """Make the groups of each harm add up to its total, where the codebook says that they do."""
    if codebook.takes("cells") != "add up":
        return tuple(found)
    made: list[Finding] = []
    for harm in dict.fromkeys(f.toll.harm for f in found):
        made.extend(_of_harm(harm, [f for f in found if f.toll.harm == harm], codebook))
    return tuple(made)


def _of_harm(harm: Harm, found: Sequence[Finding], codebook: Codebook) -> list[Finding]:
    whole = next((f for f in found if f.toll.group == "all"), None)
    cells = [f for f in found if f.toll.group in _KNOWN]
    if whole is None or whole.toll.best is None or any(f.toll.best is None for f in cells):
        return list(found)
    rule = codebook.rule("cells")
    derived = rule.id if rule is not None else None
    known = sum(f.toll.best or 0 for f in cells)
    best = max(whole.toll.best, known)
    least = sum(f.toll.low or 0 for f in cells)
    whole = _raised(whole, best, derived)
    top = whole.toll.high
    # a cell's own low and high speak of that cell alone; of people nobody divides, none at all may be left
    rest = Toll(
        harm=harm, group="unknown", low=max(0, (whole.toll.low or 0) - known), best=best - known,
        high=None if top is None else max(best - known, top - least), codebook=codebook.name, origins=whole.toll.origins, derived=derived,
    )  # fmt: skip
    kept = [f for f in found if f.toll.group not in ("all", "unknown")]
    stated = next((f for f in found if f.toll.group == "unknown"), None)
    if stated is not None and (stated.toll.low, stated.toll.best, stated.toll.high) == (rest.low, rest.best, rest.high):
        return [whole, *kept, stated]
    if not rest.best and not cells:
        return list(found)
    unknown = Finding(toll=rest, accounts=whole.accounts if stated is None else stated.accounts, steps=())
    return [whole, *kept, *([unknown] if rest.best or stated is not None else [])]


def _raised(whole: Finding, best: int, derived: str | None) -> Finding:
    toll = whole.toll
    if toll.best == best:
        return whole
    high = None if toll.high is None else max(toll.high, best)
    return msgspec.structs.replace(whole, toll=msgspec.structs.replace(toll, best=best, high=high, derived=derived))
