"""Whose role one claim of an article tells for another: the same toll told again, and the whole of which it is a part.

"A student shot 38 holidaymakers. Thirty-eight people died": the second sentence
does not say who they were, the first does. Some of nine soldiers are soldiers.
Only a role that no other claim contradicts is taken over.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tollbook.model import TollClaim, VictimRole, Victims

_NOBODY_KNOWS: VictimRole = "unknown"


def with_roles(claims: Sequence[TollClaim]) -> tuple[TollClaim, ...]:
    """Give those of whom a claim says nothing the role that another claim of the article tells of them.

    Args:
        claims: The toll claims of one article, in text order.

    Returns:
        The same claims; where a role was unknown, that of the whole of which the
        claim is a part, or of all claims of the same harm and number that know one.

    Example:
        >>> from tollbook.model import Article, TollClaim
        >>> from tollbook.pipeline import read_article
        >>> text = "A gunman shot 38 tourists dead in Sousse. Thirty-eight people died in all."
        >>> [c.victims.role for c in read_article(Article(id="a", text=text)).claims if isinstance(c, TollClaim)]
        ['civilian', 'civilian']
    """
    role = {c.id: c.victims.role for c in claims if c.victims is not None}
    told: dict[tuple[str, int], set[VictimRole]] = {}
    for claim in claims:
        key = _key(claim)
        if key is not None and role.get(claim.id, _NOBODY_KNOWS) != _NOBODY_KNOWS:
            told.setdefault(key, set()).add(role[claim.id])
    return tuple(_with(c, _known(c, role, told)) for c in claims)


def _key(claim: TollClaim) -> tuple[str, int] | None:
    """The harm and the number of several people; one person, or a number with open ends, may be anybody."""
    low = claim.count.low
    return (claim.harm, low) if low is not None and low > 1 and low == claim.count.high else None


def _known(claim: TollClaim, role: dict[str, VictimRole], told: dict[tuple[str, int], set[VictimRole]]) -> VictimRole:
    """The role of the whole, or of the same toll told elsewhere."""
    key = _key(claim)
    if role.get(claim.id, _NOBODY_KNOWS) != _NOBODY_KNOWS or claim.count.high == 0 or (claim.victims is not None and claim.victims.classes):
        return _NOBODY_KNOWS
    whole = role.get(claim.part_of, _NOBODY_KNOWS) if claim.part_of is not None else _NOBODY_KNOWS
    if whole != _NOBODY_KNOWS:
        return whole
    same = told.get(key, set()) if key is not None else set()
    return next(iter(same)) if len(same) == 1 else _NOBODY_KNOWS


def _with(claim: TollClaim, role: VictimRole) -> TollClaim:
    if role == _NOBODY_KNOWS:
        return claim
    victims = claim.victims if claim.victims is not None else Victims()
    return msgspec.structs.replace(claim, victims=msgspec.structs.replace(victims, role=role))
