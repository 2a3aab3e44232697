"""A bound on time that holds on any machine: processor seconds, at the pace of a machine of ours.

A quadratic step over a hostile text takes minutes where a linear one takes
moments; only that is tested. A wall clock would test how busy the machine is.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

_YARD = 0.04  # processor seconds of the yardstick where the bounds of the tests were set


def _yardstick() -> float:
    """What this machine takes, just now, for a fixed piece of work."""
    began = time.process_time()
    table: dict[int, str] = {}
    for n in range(150_000):
        table[n % 1_009] = str(n)
    return time.process_time() - began


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail where the block takes more than so many processor seconds, and no slow machine explains it."""
    began = time.process_time()
    yield
    took = time.process_time() - began
    if took > seconds:
        assert took <= seconds * max(1.0, _yardstick() / _YARD), f"{took:.1f} s, where {seconds} s are allowed"
