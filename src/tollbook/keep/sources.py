"""How each source's figures fared: its first against those that stand now, how often first, revised, or alone.

A source is a distinct origin (whoever says it) or an outlet (whoever prints
it). That a figure lay below the later one is no fault: the first hours know
less. Few cases say nothing of a source, so every median comes with how many
cases it is of.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from statistics import median, quantiles
from typing import Any, Literal, get_args
from weakref import WeakKeyDictionary

from tollbook.book import Book, View
from tollbook.book.sourced import By, Sourced, SourceName, source_mark
from tollbook.model import Record

FEW = 5  # with fewer cases, the page says so beside the figure: quartiles of four are the four themselves
Rank = Literal["incidents", "claims", "compared", "ratio", "difference", "over", "under", "foremost", "up", "down", "alone", "name"]
RANKS: tuple[Rank, ...] = get_args(Rank)
_AT = {name: n for n, name in enumerate(Sourced.__struct_fields__)}


class Source(Record, frozen=True, kw_only=True):
    """One origin or outlet over all incidents of the book.

    Attributes:
        by: "origin" or "outlet".
        name: As the articles name it: "residents" of two towns are one line.
        kind: The origin's role.
        incidents: In how many it gave a figure or words for one.
        claims: How many claims of it count.
        compared: In how many cases (an incident and a harm) both its first
            number and the best figure of now are known.
        ratio: Median of its first number over the best figure, where that is
            not 0; `None` where nothing can be compared. `ratio_low` and
            `ratio_high` hold the middle half of the cases between them, of
            fewer than five cases all.
        difference: Median of its first number less the best figure.
        over: Cases whose first number is above the best figure; `under` below.
        foremost: Cases in which others spoke too, and nobody before it.
        shared: Cases in which others gave a number, too.
        up: How often its own number rose; `down` fell.
        alone: Cases in which nobody else gave a number.
    """

    by: By
    name: str
    kind: str
    incidents: int
    claims: int
    compared: int = 0
    ratio: float | None = None
    ratio_low: float | None = None
    ratio_high: float | None = None
    difference: float | None = None
    over: int = 0
    under: int = 0
    foremost: int = 0
    shared: int = 0
    up: int = 0
    down: int = 0
    alone: int = 0

    @property
    def few(self) -> bool:
        """Whether there are too few cases to read anything into them."""
        return self.compared < FEW


class _Held:
    """What was reckoned of one harm, and of which state of the rows."""

    def __init__(self, state: tuple[int, int], lines: dict[SourceName, Source]) -> None:
        self.state, self.lines = state, lines
        self.marks = {source_mark(*name): name for name in lines}


_lock = threading.Lock()
_kept: WeakKeyDictionary[Book, dict[str | None, _Held]] = WeakKeyDictionary()
# beyond this share of all sources, reading every row once is quicker than those of each
_SHARE = 0.3


def sources(book: Book, harm: str | None = None) -> tuple[Source, ...]:
    """Every source of a book, sorted by name; after a change only the sources that it touched are reckoned again.

    Args:
        book: The book.
        harm: Only figures of this harm; `None` takes those of every harm as cases.
    """
    with _lock:
        with book.read() as view:
            state = view.sourced_state()
            by_harm = _kept.setdefault(book, {})
            held = by_harm.get(harm)
            if held is not None and held.state != state and not _renew(view, held, harm, state):
                held = None
            if held is None:
                held = by_harm[harm] = _Held(state, {_name(s): s for s in reckon(view.sourced(harm=harm))})
        return tuple(held.lines[name] for name in sorted(held.lines))


def _name(source: Source) -> SourceName:
    return source.by, source.name, source.kind


def _renew(view: View, held: _Held, harm: str | None, state: tuple[int, int]) -> bool:
    """Reckon the touched sources again; false where so many were touched that all had better be."""
    if state[0] < held.state[0] or state[1] < held.state[1]:
        return False
    fresh, lost = view.sources_since(held.state)
    touched = fresh | {held.marks[m] for m in lost if m in held.marks}
    if len(touched) > max(20, _SHARE * len(held.lines)):
        return False
    for name in touched:
        made = reckon(view.sourced_of(name, harm=harm))
        if made:
            held.lines[name] = made[0]
            held.marks[source_mark(*name)] = name
        elif held.lines.pop(name, None) is not None:
            del held.marks[source_mark(*name)]
    held.state = state
    return True


def reckon(rows: Sequence[tuple[Any, ...]]) -> tuple[Source, ...]:
    """Put the rows of each source together.

    Args:
        rows: Tuples in the order of `Sourced`'s fields, those of one source
            together.

    Example:
        >>> rows = [(str(n), "origin", "police", "police", "killed", first, 10, 10, 1, 0, 1, 0, 2) for n, first in enumerate((5, 10, 12))]
        >>> s = reckon(rows)[0]
        >>> s.compared, s.ratio, s.over, s.under, s.few
        (3, 1.0, 1, 1, True)
    """
    of = itemgetter(_AT["by"], _AT["name"], _AT["kind"])
    return tuple(_source(by, name, kind, list(mine)) for (by, name, kind), mine in groupby(rows, key=of))


def _source(by: By, name: str, kind: str, rows: list[tuple[Any, ...]]) -> Source:
    first, best = _AT["first"], _AT["best"]
    pairs = [(r[first], r[best]) for r in rows if r[first] is not None and r[best] is not None]
    ratios = sorted(a / b for a, b in pairs if b > 0)
    low, high = _middle(ratios)
    sums = Counter({f: sum(r[_AT[f]] for r in rows) for f in ("claims", "up", "down", "alone", "foremost")})
    return Source(
        by=by, name=name, kind=kind, incidents=len({r[_AT["incident"]] for r in rows}), claims=sums["claims"], compared=len(pairs),
        ratio=round(median(ratios), 3) if ratios else None, ratio_low=low, ratio_high=high,
        difference=median(a - b for a, b in pairs) if pairs else None,
        over=sum(a > b for a, b in pairs), under=sum(a < b for a, b in pairs),
        foremost=sums["foremost"], shared=sum(r[first] is not None and not r[_AT["alone"]] for r in rows), up=sums["up"], down=sums["down"], alone=sums["alone"],
    )  # fmt: skip


def _middle(ordered: Sequence[float]) -> tuple[float | None, float | None]:
    """Between which values the middle half lies; of fewer than five values, all of them."""
    if not ordered:
        return None, None
    if len(ordered) < FEW:
        return round(ordered[0], 3), round(ordered[-1], 3)
    low, _, high = quantiles(ordered, n=4, method="inclusive")
    return round(low, 3), round(high, 3)


def in_order(found: Sequence[Source], rank: Rank, *, ascending: bool = False) -> list[Source]:
    """Sources sorted; unknown values come last, whichever way.

    Args:
        found: In any order.
        rank: By what; greatest first, a name from A.
        ascending: The other way round.
    """
    if rank == "name":
        return sorted(found, key=lambda s: (s.name.casefold(), s.by, s.kind), reverse=ascending)
    known = [s for s in found if getattr(s, rank) is not None]
    sign = 1 if ascending else -1
    known.sort(key=lambda s: (sign * getattr(s, rank), -s.incidents, s.name.casefold(), s.by, s.kind))
    return known + sorted((s for s in found if getattr(s, rank) is None), key=lambda s: (-s.incidents, s.name.casefold(), s.by, s.kind))
