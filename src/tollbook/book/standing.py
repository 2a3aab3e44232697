"""Which version of an article stands, and until when: a function of what is kept.

Nothing about a version is ever altered when a correction comes: that it no
longer stands follows from the correction. So the order in which versions come
in leaves no trace, wherever their outlets dated them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tollbook.book.records import ArticleEvent
from tollbook.model import Record


class Version(Record, frozen=True, kw_only=True):
    """What one needs to know of a version to say when it stood."""

    seq: int
    key: str
    reported: str
    recorded: str
    undated: bool = False


class Standing(Record, frozen=True, kw_only=True):
    """A version's number, from 1, and the instant from which it no longer stands."""

    key: str
    number: int
    until: str | None = None
    retracted: bool = False


def in_order(versions: Iterable[Version]) -> list[Version]:
    """The versions of one source, first to last.

    By when they were published; those of the same instant as they came in. A
    version that nobody dated follows the latest one that was there before it.

    Example:
        >>> old = Version(seq=2, key="a", reported="2020-02-27T23:59:59.999999Z", recorded="2020-02-29T00:00:00.000000Z")
        >>> new = Version(seq=1, key="b", reported="2020-02-28T23:59:59.999999Z", recorded="2020-02-28T23:59:59.999999Z")
        >>> [v.key for v in in_order([new, old])]
        ['a', 'b']
    """
    placed: list[tuple[str, int, Version]] = []
    latest = ""
    for found in sorted(versions, key=lambda v: v.seq):
        if not found.undated:
            latest = max(latest, found.reported)
        placed.append((latest if found.undated else found.reported, found.seq, found))
    return [found for _, _, found in sorted(placed, key=lambda p: p[:2])]


def stand(versions: Iterable[Version], events: Sequence[ArticleEvent] = ()) -> list[Standing]:
    """Number the versions of one source, and say until when each stands.

    Args:
        versions: All versions of the source, in any order.
        events: Its withdrawals and restorations, as they were recorded.
    """
    ordered = in_order(versions)
    stood: list[Standing] = []
    after: str | None = None
    for number, found in reversed(list(enumerate(ordered, 1))):
        withdrawn = _withdrawn(found, events)
        ends = [end for end in (after, withdrawn) if end is not None]
        stood.append(Standing(key=found.key, number=number, until=min(ends, default=None), retracted=withdrawn is not None))
        after = found.reported if after is None else min(after, found.reported)
    return stood[::-1]


def _withdrawn(version: Version, events: Sequence[ArticleEvent]) -> str | None:
    """From when this version is withdrawn; a version that came after the withdrawal stands."""
    since: str | None = None
    for told in events:
        if told.key not in (None, version.key) or (version.recorded > told.recorded and version.reported > told.reported):
            continue
        since = None if told.kind == "restored" else min(since or told.reported, told.reported)
    return since
