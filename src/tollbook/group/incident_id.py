"""Short, citable, lasting ids of incidents, made of the telling that founded them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from tollbook.ledger import Telling

# Crockford's base 32: no I, L, O or U, so that an id survives a telephone.
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 7


def mark(telling: str, *, length: int = _LENGTH) -> str:
    """The id of an incident that this telling founds.

    Seven digits make a clash among 100,000 incidents a matter of one in seven.
    Every id ever given is the mark of one telling: the incident that holds
    that telling today is where an old id leads.

    Example:
        >>> mark("a#1") == mark("a#1") != mark("a#2"), len(mark("a#1"))
        (True, 10)
    """
    number = int.from_bytes(hashlib.sha256(telling.encode("utf-8", "surrogatepass")).digest()[:10], "big")
    digits = "".join(_DIGITS[number >> shift & 31] for shift in range(75, 75 - 5 * length, -5))
    return f"TB-{digits}"


def founder(tellings: Iterable[Telling]) -> Telling:
    """The telling that was reported first; of several, the least id.

    A source first and its incident's number last, so that any order of the
    same tellings has the same founder.
    """
    return min(tellings, key=lambda t: (t.reported, t.id))


def incident_ids(groups: Iterable[Iterable[Telling]]) -> dict[str, str]:
    """Ids of many incidents at once, by their founder's telling id.

    Should two founders have one mark, the later one gets a longer one.

    Example:
        >>> t = Telling(id="a#1", key="a", source="a", number="1", main=True, reported="2020-02-27T23:59:59.999999Z")
        >>> incident_ids([[t]])["a#1"] == mark("a#1")
        True
    """
    given: dict[str, str] = {}
    taken: set[str] = set()
    for first in sorted((founder(group) for group in groups), key=lambda t: (t.reported, t.id)):
        length = _LENGTH
        while mark(first.id, length=length) in taken:
            length += 1
        given[first.id] = mark(first.id, length=length)
        taken.add(given[first.id])
    return given
