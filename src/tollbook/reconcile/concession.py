"""Figures that a party blamed for the harm has itself given, which some codebooks keep apart from the range.

Airwars' exporter [aw] has columns of their own for deaths and injuries that a
belligerent concedes, beside the least and the greatest figure of the sources.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable

from tollbook.extract.actor_table import find_names
from tollbook.model import AnyClaim, TollClaim
from tollbook.reconcile.codebook import Codebook
from tollbook.reconcile.origin import OWN, voice_of


def speaks_for(claim: AnyClaim) -> frozenset[str]:
    """The parties that the origin of a claim speaks for, as far as its name tells: "the Turkish army" is Turkey.

    Example:
        >>> from tollbook.model import Link, SilenceClaim, Span
        >>> said = (Link(speaker="The Russian defence ministry", start=0, end=28, role="government"),)
        >>> sorted(speaks_for(SilenceClaim(id="a", rule="r", reading_confidence=1.0, quote=Span(text="x", start=0, end=1), attribution=said)))
        ['Russia']
    """
    if not claim.attribution:
        return frozenset()
    return _parties_of(claim.attribution[0].speaker)


@functools.lru_cache(maxsize=8192)
def _parties_of(speaker: str) -> frozenset[str]:
    return frozenset(n for hit in find_names(speaker) for n in (hit.party.name, hit.party.side) if n)


def conceded_by_blamed(claims: Iterable[TollClaim]) -> list[TollClaim]:
    """The claims of a party that the incident's claims blame, in the order given."""
    held = list(claims)
    blamed = {a.actor for c in held for a in c.by if a.actor and c.by_stance != "denied"}
    return [c for c in held if speaks_for(c) & blamed] if blamed else []


def kept_apart(claims: Iterable[TollClaim], codebook: Codebook) -> frozenset[str]:
    """The ids of the claims that stay out of the range because the party blamed made them.

    Where nobody else gives a figure of that harm its own is the only one there
    is, and stays in the range: our reading, since a range of nothing would hide
    what has been admitted. What an article's own voice repeats of a concession
    goes with it.
    """
    if codebook.takes("conceded") != "apart":
        return frozenset()
    held = list(claims)
    own = {c.id for c in conceded_by_blamed(held)}
    repeated = {r for c in held if c.id in own for r in c.repeats}
    own |= {c.id for c in held if voice_of(c) == OWN and (c.id in repeated or own & set(c.repeats))}
    others = {c.harm for c in held if c.id not in own and c.count.low is not None and c.stance != "denied" and c.scope == "incident" and c.moved_to is None}
    return frozenset(c.id for c in held if c.id in own and c.harm in others)
