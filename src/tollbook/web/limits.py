"""How often somebody may guess a password: few times, then not for a while."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

WINDOW = 900.0  # seconds
BY_NAME_AND_PLACE = 5
BY_PLACE = 30
BY_NAME = 50  # from everywhere: a colleague's name must not be locked by a few guesses of somebody else
_MOST = 10_000


class Guesses:
    """Failed sign-ins of the last quarter of an hour, by name, by address, and by both."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now, self._lock = now, threading.Lock()
        self._held: dict[tuple[str, str], deque[float]] = {}

    def wait(self, name: str, place: str) -> int:
        """Seconds until another try is let through; 0 is now."""
        with self._lock:
            now = self._now()
            waits = [self._wait(key, most, now) for key, most in _keys(name, place)]
        return max(waits)

    def _wait(self, key: tuple[str, str], most: int, now: float) -> int:
        times = self._held.get(key)
        while times and times[0] <= now - WINDOW:
            times.popleft()
        if times is not None and not times:
            del self._held[key]
        return int(times[-most] + WINDOW - now) + 1 if times and len(times) >= most else 0

    def failed(self, name: str, place: str) -> None:
        """Note a wrong guess."""
        with self._lock:
            if len(self._held) > _MOST:
                # whoever fills it with names waits like everybody: the oldest go, their own place stays counted
                for key in list(self._held)[: _MOST // 2]:
                    del self._held[key]
            now = self._now()
            for key, most in _keys(name, place):
                self._held.setdefault(key, deque(maxlen=most)).append(now)

    def forget(self, name: str, place: str) -> None:
        """A right password: what was mistyped before does not count."""
        with self._lock:
            mine, *others = _keys(name, place)
            self._held.pop(mine[0], None)
            for key, _ in others:
                if self._held.get(key):
                    self._held[key].pop()


def _keys(name: str, place: str) -> tuple[tuple[tuple[str, str], int], ...]:
    name = name.casefold()[:80]
    return ((name, place), BY_NAME_AND_PLACE), (("", place), BY_PLACE), ((name, ""), BY_NAME)
