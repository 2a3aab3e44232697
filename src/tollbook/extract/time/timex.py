"""Times as TimeML writes them, where that differs from what a claim needs of them.

A claim wants the day that "three days later" leads to. TimeML takes the length
alone for a TIMEX3 of type DURATION, "later" for a SIGNAL, and leaves the day to
a link; annotators of news follow it in every case that was counted. "A year
earlier" is a date to them, and stays one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from tollbook.extract.time import find_times
from tollbook.model import TimeMention

_SIGNAL = re.compile(r"\s{1,4}(?:later|earlier)$", re.IGNORECASE)
_YEAR = re.compile(r"(?:\ba\s)?\byear\s{1,4}earlier$", re.IGNORECASE)


def as_timex(times: Iterable[TimeMention]) -> tuple[TimeMention, ...]:
    """The times as TIMEX3s: a length told from another time is a DURATION, without its "later" or "earlier".

    `from` and `to` stay those of the day that the length leads to.

    Example:
        >>> text = "He fled on 2 May 2011 and was back three days later."
        >>> [(t.text, t.type, t.value) for t in as_timex(find_times(text))]
        [('2 May 2011', 'DATE', '2011-05-02'), ('three days', 'DURATION', 'P3D')]
    """
    return tuple(_length_of(time) or time for time in times)


def _length_of(time: TimeMention) -> TimeMention | None:
    signal = _SIGNAL.search(time.text, max(0, len(time.text) - 12))
    if signal is None or _YEAR.search(time.text, max(0, len(time.text) - 20)):
        return None
    head = time.text[: signal.start()]
    length = next((t for t in find_times(head) if t.type == "DURATION" and t.end == len(head)), None)
    if length is None:
        return None
    start = time.start + length.start
    return msgspec.structs.replace(
        time, text=length.text, start=start, end=start + len(length.text), type="DURATION", value=length.value
    )
