"""The stations at which an incident can be looked at again: when things were reported, and when the book learned of them."""

from __future__ import annotations

from collections.abc import Iterable

from tollbook.keep.case import Case
from tollbook.ledger import Clock
from tollbook.model import Record

_MOST_NAMED = 3


class Station(Record, frozen=True, kw_only=True):
    """A moment on a clock at which something was added; `as_of` as an address writes it, `what` in words."""

    clock: Clock
    time: str
    as_of: str
    what: str


def stations(case: Case) -> tuple[Station, ...]:
    """Every moment, to the minute, at which more was known of an incident than before; by clock, then by time.

    Args:
        case: The incident as it is known now, so that looking back does not
            shorten the way forward again.
    """
    reported: dict[str, list[str]] = {}
    recorded: dict[str, list[str]] = {}
    for kept in sorted(case.kept.values(), key=lambda k: (k.reported, k.key)):
        name = kept.article.outlet or kept.article.agency or kept.article.id
        reported.setdefault(_minute(kept.reported), []).append(name)
        recorded.setdefault(_minute(kept.recorded), []).append(name)
    decided: dict[str, int] = {}
    for decision in case.decisions:
        at = _minute(decision.recorded)
        decided[at] = decided.get(at, 0) + 1
        recorded.setdefault(at, [])
    made = [Station(clock="reported", time=t, as_of=f"reported:{t}", what=_names(reported[t])) for t in sorted(reported)]
    made += [Station(clock="recorded", time=t, as_of=f"recorded:{t}", what=_what(recorded[t], decided.get(t, 0))) for t in sorted(recorded)]
    return tuple(made)


def _minute(instant: str) -> str:
    """An instant cut to its minute, which `as_of` takes to its end; a day's end as the day.

    Example:
        >>> _minute("2020-02-27T21:30:12.000000Z"), _minute("2020-02-27T23:59:59.999999Z")
        ('2020-02-27T21:30Z', '2020-02-27')
    """
    return instant[:10] if instant.endswith("23:59:59.999999Z") else f"{instant[:16]}Z"


def _names(names: Iterable[str]) -> str:
    held = list(dict.fromkeys(names))
    return ", ".join(held) if len(held) <= _MOST_NAMED else f"{', '.join(held[:_MOST_NAMED])} and {len(held) - _MOST_NAMED} more"


def _what(names: list[str], decisions: int) -> str:
    said = [f"read {_names(names)}"] if names else []
    said += [f"{decisions} decision{'' if decisions == 1 else 's'}"] if decisions else []
    return ", ".join(said)
