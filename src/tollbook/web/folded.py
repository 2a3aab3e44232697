"""The claims of an incident as a page shows them: origin by origin, and of a crowd so many as can be read.

A massacre has fifteen hundred claims. Most repeat what their origin has said
before; a page that held them all would take seconds to open and nobody would
read it. So an origin shows its latest few and says how many came earlier, and
origins follow on further pages. Everything stands at an address of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, Protocol, TypeVar

from tollbook.ledger import Origin
from tollbook.model import AnyClaim, Record

# So many claims are shown whole, and so many stand on a page where there are more: an incident of thirty reports, or what one reads at a sitting.
MOST = 120
EACH = 4  # of one origin, where there are more


class _Shown(Protocol):
    @property
    def claim(self) -> AnyClaim: ...
    @property
    def origin(self) -> str | None: ...


C = TypeVar("C", bound=_Shown)


class Held(Record, Generic[C], frozen=True, kw_only=True):
    """An origin with those of its claims that are shown; `earlier` are left out. Without an origin: what was struck out."""

    origin: Origin | None
    claims: tuple[C, ...]
    earlier: int = 0


class Folded(Record, Generic[C], frozen=True, kw_only=True):
    """One page of the claims: which, of how many, and the one origin that it is about, if any."""

    held: tuple[Held[C], ...]
    page: int = 1
    pages: int = 1
    only: str | None = None

    @property
    def origins(self) -> frozenset[str]:
        """The origins that stand on the page."""
        return frozenset(h.origin.id for h in self.held if h.origin is not None)

    @property
    def shown(self) -> frozenset[str]:
        """The claims that stand on the page, by their ids."""
        return frozenset(c.claim.id for h in self.held for c in h.claims)


def fold(claims: Sequence[C], origins: Iterable[Origin], *, page: int = 1, only: str | None = None, claim: str | None = None) -> Folded[C]:
    """Choose what a page shows.

    Args:
        claims: All claims, each origin's in the order in which they were reported.
        origins: In the order in which they are shown.
        page: Which page, from 1; beyond the last is the last.
        only: Show all claims of this one origin.
        claim: Show the page on which this claim stands, of its origin's if it is folded away.

    Example:
        >>> fold((), ()).pages
        1
    """
    by: dict[str | None, list[C]] = {}
    for c in claims:
        by.setdefault(c.origin, []).append(c)
    if claim is not None and len(claims) > MOST and (home := next((c.origin for c in claims if c.claim.id == claim), None)) is not None:
        only, page = home, next(n for n, c in enumerate(by[home]) if c.claim.id == claim) // MOST + 1
    if only is not None and only in by:
        one = next(o for o in origins if o.id == only)
        parts = [by[only][n : n + MOST] for n in range(0, len(by[only]), MOST)]
        page = min(max(page, 1), len(parts))
        return Folded(held=(Held(origin=one, claims=tuple(parts[page - 1])),), page=page, pages=len(parts), only=only)
    each = EACH if len(claims) > MOST else len(claims)
    every = [_held(o, by[o.id], each) for o in origins if o.id in by]
    every += [Held(origin=None, claims=tuple(by[None]))] if None in by else []
    pages = _pages(every)
    page = min(max(page, 1), len(pages))
    return Folded(held=tuple(pages[page - 1]), page=page, pages=len(pages))


def _held(origin: Origin, claims: Sequence[C], each: int) -> Held[C]:
    # one more is shown rather than a line that says so
    first = 0 if len(claims) <= each + 1 else len(claims) - each
    return Held(origin=origin, claims=tuple(claims[first:]), earlier=first)


def _pages(every: Iterable[Held[C]]) -> list[list[Held[C]]]:
    made: list[list[Held[C]]] = [[]]
    count = 0
    for held in every:
        if made[-1] and count + len(held.claims) > MOST:
            made.append([])
            count = 0
        made[-1].append(held)
        count += len(held.claims)
    return made
