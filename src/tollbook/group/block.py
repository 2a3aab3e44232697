"""Which tellings are worth comparing: those that share a key.

A key names something that few tellings share (a region on two days, a person
with an age, rare words in a fortnight), so the number of pairs grows with how
many tellings a day has, not with the size of the book. Keys are functions of
one telling alone: no cap on a block, which would make what is compared depend
on what else is in the book.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from tollbook.group.compare import worth_comparing
from tollbook.group.facts import Facts, unpack
from tollbook.group.features import weigh
from tollbook.ledger import Telling

# Longer intervals are of weeks or months, and would put a telling into a block a day.
_LONGEST = 7
# Reports that give ages come again with the arrest and the trial; those of a war are many, and of the week.
_LONG = 180
_SHORT = 5
_RARE_NAME, _RARE_WORD, _TELLING_WORD, _RARE_PAIR = 10.0, 6.0, 4.0, 11.0
_TELLING_NAME, _NAMED_WORD = 11.0, 5.0


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
    return tuple(sorted({*_by_person(facts), *_by_name(facts), *_by_place(facts), *_by_day(facts), *_by_words(facts)}))


def _by_person(f: Facts) -> Iterator[str]:
    for name, age in f.people.items():
        yield f"person:{name}"
        yield from (f"age:{part} {age}" for part in name.split())
    # Somebody of one age on one day, where town and names were not read; of what has no day, when it was published.
    if f.days is None or f.days[0] == f.days[1]:
        yield from (f"aged:{age} {f.days[0] if f.days else f.published}" for age in sorted(f.ages)[:_TOP_AGES])


def _by_name(f: Facts) -> Iterator[str]:
    """A rare name with the town, or with a weighty word: trials and anniversaries come years later, and often give no ages."""
    rare = sorted((n for n in f.persons if f.persons[n] >= _TELLING_NAME), key=lambda n: (-f.persons[n], n))
    words = _first(f.words, _NAMED_WORD)[:_TOP_PLAIN]
    for name in rare[:_TOP_RARE]:
        yield from (f"told:{name} {w}" for w in sorted(words) if w not in name.split())
        if f.town:
            yield f"told:{name} in {' '.join(sorted(f.town))}"


def _windows(first: int, last: int, width: int) -> list[int]:
    """Numbers of overlapping windows: days at most `width` apart share one."""
    return sorted({(day + shift) // (2 * width) * 2 + bool(shift) for day in range(first, last + 1) for shift in (0, width)})


def _by_place(f: Facts) -> Iterator[str]:
    """The region, and where that is not known the name as it stands, on a day or the next.

    Undated ones, and those whose day is only that of publication, meet the rest
    of their region when published within two days.
    """
    region = "/".join(f.path[:2]) if len(f.path) >= 2 else f.place
    if f.days is not None and f.days[1] - f.days[0] < _LONGEST:
        around = {region} if region else set()
        if f.spot is not None:
            # Two grids, one set off by half a cell, so that a border between regions divides nothing.
            around |= {f"{int(f.spot[0] * 2 + s)},{int(f.spot[1] * 2 + s)},{s % 1}" for s in (1000.0, 1000.5)}
        yield from (f"place:{p}:d{w}" for p in around for w in _windows(*f.days, 1))
    if region and (f.days is None or f.derived):
        yield from (f"place:{region}:p{w}" for w in _windows(f.published, f.published, 2))
    # Those whose day was read wrongly meet the rest of their town.
    if len(f.path) > 2:
        town = f.path[3] if len(f.path) > 3 else f.path[-1]
        yield from (f"town:{town}:{w}" for w in _windows(f.published, f.published, 5))
    # Those of which no town was read meet those whose town they name.
    named = {max(f.town, key=lambda w: (weigh(w), w))} if f.town else set(_first(f.core, _TELLING_WORD)[:_TOP_NAMED])
    yield from (f"in:{word}:{w}" for word in sorted(named) for w in _windows(f.published, f.published, _SHORT))


def _by_day(f: Facts) -> Iterator[str]:
    """A day with a weighty word, however late it is told; the same side on one day, for tellings that name no place, or no more than a region."""
    if f.days is not None and f.days[0] == f.days[1] and not f.derived:
        yield from (f"on:{f.days[0]} {word}" for word in _first(f.core, _NAMED_WORD)[:_TOP_DAY])
    if f.days is None or f.path[2:] or f.days[1] - f.days[0] > 1:
        return
    for window in _windows(*f.days, 1):
        yield from (f"side:{side}:{window}" for side in sorted(f.doers | f.victims))


def _by_words(f: Facts) -> Iterator[str]:
    """The weightiest words within days of publication; of reports with ages, rare names and pairs of words within months."""
    weighty = _first(f.words, _TELLING_WORD)
    rare = [w for w in weighty[:_TOP] if weigh(w) >= _RARE_WORD]
    near = _windows(f.published, f.published, _SHORT)
    yield from (f"word:{word}:{w}" for word in (rare[:_TOP_RARE] if f.ages else rare[:_TOP_PLAIN]) for w in near)
    if not f.ages:
        return
    months = _windows(f.published, f.published, _LONG)
    named = sorted((n for n in f.names if f.names[n] >= _RARE_NAME), key=lambda n: (-f.names[n], n))[:_TOP_NAMES]
    yield from (f"name:{n}:{w}" for n in named for w in months)
    for a, b in combinations(sorted(weighty[:_TOP]), 2):
        if weigh(a) + weigh(b) >= _RARE_PAIR:
            yield from (f"words:{a} {b}:{w}" for w in months)


def _first(words: Mapping[str, float], least: float) -> list[str]:
    """The words that weigh so much, those that tell most of the telling first."""
    return sorted((w for w in words if weigh(w) >= least), key=lambda w: (-words[w], w))


_TOP_NAMED, _TOP_DAY, _TOP_AGES = 20, 6, 6
_TOP, _TOP_RARE, _TOP_PLAIN, _TOP_NAMES = 10, 8, 4, 12


def pairs(tellings: Iterable[Telling]) -> list[tuple[str, str]]:
    """Every pair of ids that shares a key and may be one incident, the lesser id first, sorted.

    Example:
        >>> people = {"people": {"orlan vesk": 34}}
        >>> made = [Telling(id=i, key=i, source=i, number="1", main=True, reported="2020-02-27T23:59:59.999999Z",
        ...     features=people) for i in ("b#1", "a#1")]
        >>> pairs(made)
        [('a#1', 'b#1')]
    """
    facts = {t.id: unpack(t) for t in tellings}
    return sorted(pairs_of(facts))


def pairs_of(facts: Mapping[str, Facts]) -> set[tuple[str, str]]:
    """As `pairs`, of tellings already unpacked, by id."""
    blocks: defaultdict[str, list[str]] = defaultdict(list)
    for i in sorted(facts):
        for key in keys_of(facts[i]):
            blocks[key].append(i)
    found = {pair for ids in blocks.values() for pair in combinations(ids, 2)}
    return {(a, b) for a, b in found if worth_comparing(facts[a], facts[b])}
