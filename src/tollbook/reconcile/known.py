"""Who the people of a bare figure are, where the same figure is told elsewhere with its people.

"Toll rises to 29", says the headline, and the text: "29 soldiers". A codebook
that takes people of unknown status for civilians *until it is known* must not
count 29 civilians there. Only the groups are reckoned so; the claims stay as
they are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from tollbook.model import TollClaim, Victims

_Key = tuple[object, ...]


def know_victims(claims: Iterable[TollClaim]) -> list[TollClaim]:
    """Give a figure of unknown people the role that the same figure has elsewhere in the incident.

    The same is what the article itself repeats (`repeats`), else the same count
    of the same harm for the whole incident, in the same article or in another. Where
    elsewhere disagrees (22 soldiers here, 22 villagers there), nothing is known.

    Args:
        claims: Of one incident, in any order.

    Returns:
        The claims in the order given, some with other `victims`.

    Example:
        >>> from tollbook.model import Count, Span
        >>> def claim(id_, victims):
        ...     quote = Span(text="29", start=0, end=2)
        ...     return TollClaim(id=id_, rule="r", reading_confidence=1.0, quote=quote, harm="killed", count=Count(low=29, high=29), victims=victims)
        >>> soldiers = Victims(text="soldiers", start=3, end=11, role="combatant")
        >>> [c.victims.role for c in know_victims([claim("a", None), claim("b", soldiers)])]
        ['combatant', 'combatant']
    """
    held = list(claims)
    repeated = repeated_in(held)
    alike: defaultdict[_Key, list[TollClaim]] = defaultdict(list)
    for c in held:
        if (key := figure(c)) is not None:
            alike[key].append(c)
    made = []
    for c in held:
        if not unknown(c):
            made.append(c)
            continue
        key = figure(c)
        made.append(with_victims(c, agreed(repeated[c.id]) or (agreed(alike[key]) if key is not None else None)))
    return made


def with_victims(claim: TollClaim, same: Victims | None) -> TollClaim:
    """A claim of unknown people with the people that it is known to speak of; `None` leaves it as it is."""
    return claim if same is None else msgspec.structs.replace(claim, victims=_as(claim.victims, same))


def repeated_in(claims: Sequence[TollClaim]) -> defaultdict[str, list[TollClaim]]:
    """By claim the others of the same figure that repeat it, or that it repeats, as the article says."""
    by_id = {c.id: c for c in claims}
    repeated: defaultdict[str, list[TollClaim]] = defaultdict(list)
    for c in claims:
        for other in c.repeats:
            if other in by_id and _count(by_id[other]) == _count(c):
                repeated[c.id].append(by_id[other])
                repeated[other].append(c)
    return repeated


def unknown(claim: TollClaim) -> bool:
    """Does the claim itself not say who the people are?"""
    return claim.victims is None or claim.victims.role == "unknown"


def figure(claim: TollClaim) -> _Key | None:
    """What two whole tolls of one incident agree in; one, and words without a number, are too common to tell."""
    count = claim.count
    if claim.scope != "incident" or count.low is None or count.low < 2 or count.word is not None:
        return None
    return claim.harm, count.low, count.high


def _count(claim: TollClaim) -> tuple[int | None, int | None, str | None]:
    return claim.count.low, claim.count.high, claim.count.word


def agreed(claims: Iterable[TollClaim]) -> Victims | None:
    """The victims in whose role all agree that tell one; with side and classes as far as these agree, too."""
    known = [c.victims for c in claims if c.victims is not None and c.victims.role != "unknown"]
    if not known or len({v.role for v in known}) > 1:
        return None
    sides = {v.side for v in known}
    first = min(known, key=lambda v: (v.start is None, v.start or 0, v.text or ""))
    shared = tuple(c for c in first.classes if all(c in v.classes for v in known))
    return msgspec.structs.replace(first, side=sides.pop() if len(sides) == 1 else None, classes=shared)


def _as(own: Victims | None, same: Victims) -> Victims:
    if own is None:
        return Victims(role=same.role, side=same.side, classes=same.classes)
    return msgspec.structs.replace(own, role=same.role, side=own.side or same.side, classes=own.classes or same.classes)
