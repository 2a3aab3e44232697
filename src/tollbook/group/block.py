"""Which tellings are worth comparing: those that share a key.

A key names something that few tellings share (a region on two days, a person
with an age, rare words in a fortnight), so the number of pairs grows with how
many tellings a day has, not with the size of the book. Keys are functions of
one telling alone: no cap on a block, which would make what is compared depend
on what else is in the book.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from tollbook.group.facts import Facts, unpack
from tollbook.group.features import weigh
from tollbook.ledger import Telling

# Longer intervals are of weeks or months, and would put a telling into a block a day.
_LONGEST = 7


def keys(telling: Telling) -> tuple[str, ...]:
    """The block keys of a telling, sorted; two tellings are compared where they share one.

    Example:
        >>> t = Telling(id="a#1", key="a", source="a", number="1", main=True, reported="2020-02-27T23:59:59.999999Z",
        ...     features={"people": {"orlan vesk": 34}})
        >>> keys(t)
        ('age:orlan 34', 'age:vesk 34', 'person:orlan vesk')
    """
    return keys_of(unpack(telling))


def keys_of(facts: Facts) -> tuple[str, ...]:
    """As `keys`, of a telling already unpacked."""
    return tuple(sorted({*_by_person(facts), *_by_place(facts), *_by_day(facts), *_by_words(facts)}))


def _by_person(f: Facts) -> Iterator[str]:
    for name, age in f.people.items():
        yield f"person:{name}"
        yield from (f"age:{part} {age}" for part in name.split())


def _windows(first: int, last: int, width: int) -> list[int]:
    """Numbers of overlapping windows: days at most `width` apart share one."""
    return sorted({(day + shift) // (2 * width) * 2 + bool(shift) for day in range(first, last + 1) for shift in (0, width)})


def _when(f: Facts) -> tuple[int, int] | None:
    """The days to look in; a derived day may lie a day or two after the event."""
    if f.days is None or f.days[1] - f.days[0] >= _LONGEST:
        return None
    return f.days


def _by_place(f: Facts) -> Iterator[str]:
    """The region, and where that is not known the name as it stands, on a day or the next."""
    days = _when(f)
    first, last, width = (*days, 1) if days else (f.published, f.published, 4)
    places = {"/".join(f.path[:2])} if len(f.path) >= 2 else {f.place} if f.place else set()
    if f.spot is not None:
        # Two grids, one set off by half a cell, so that a border between regions divides nothing.
        places |= {f"{int(f.spot[0] * 2 + s)},{int(f.spot[1] * 2 + s)}" for s in (1000.0, 1000.5)}
    mark = "d" if days else "p"
    yield from (f"place:{p}:{mark}{w}" for p in places for w in _windows(first, last, width))
    if days:
        # Undated reports of the same place meet dated ones by when both were published.
        town = f.path[-1] if f.path else f.place
        yield from (f"place:{town}:p{w}" for w in _windows(f.published, f.published, 4) if town)


def _by_day(f: Facts) -> Iterator[str]:
    """The same sides, or the same telling figure, on one day, for tellings that name no place."""
    days = _when(f)
    if days is None or f.path[2:] or days[1] - days[0] > 1:
        return
    for window in _windows(*days, 1):
        for side in sorted(f.doers | f.victims):
            yield f"side:{side}:{window}"


def _by_words(f: Facts) -> Iterator[str]:
    """The rarest names, and pairs of the weightiest words, within two weeks of publication."""
    windows = _windows(f.published, f.published, 8)
    named = sorted(f.names, key=lambda n: (-f.names[n], n))[:4]
    yield from (f"name:{n}:{w}" for n in named for w in windows if f.names[n] >= 12)
    top = sorted(f.words, key=lambda w: (-f.words[w], w))[:5]
    top = [w for w in top if weigh(w) >= 4]
    yield from (f"words:{' '.join(sorted(pair))}:{w}" for pair in combinations(top, 2) for w in windows)


def pairs(tellings: Sequence[Telling] | Iterable[Telling]) -> list[tuple[str, str]]:
    """Every pair of ids that shares a key, the lesser id first, sorted.

    Example:
        >>> people = {"people": {"orlan vesk": 34}}
        >>> made = [Telling(id=i, key=i, source=i, number="1", main=True, reported="2020-02-27T23:59:59.999999Z",
        ...     features=people) for i in ("b#1", "a#1")]
        >>> pairs(made)
        [('a#1', 'b#1')]
    """
    blocks: defaultdict[str, list[str]] = defaultdict(list)
    for telling in tellings:
        for key in keys(telling):
            blocks[key].append(telling.id)
    found = {pair for ids in blocks.values() for pair in combinations(sorted(ids), 2)}
    return sorted(found)
