"""Incidents by day; where the days are too many to be told apart, by week or month."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from tollbook.model import Record


class Day(Record, frozen=True, kw_only=True):
    """How many incidents happened on a day, and how many were killed in them by best figures; `day` is an ISO 8601 date."""

    day: str
    incidents: int
    killed: int


# A bar needs two pixels and a gap: so many fit beside a list.
_MOST = 120


def rows(days: Iterable[Day]) -> dict[str, list[dict[str, Any]]]:
    """The data set of the chart `days`.

    Example:
        >>> rows([Day(day="2020-02-27", incidents=2, killed=33)])["days"][0]["next"]
        '2020-02-28'
    """
    held = {date.fromisoformat(d.day): d for d in days}
    if not held:
        return {"days": []}
    width = _width((max(held) - min(held)).days + 1)
    made: dict[date, tuple[int, int]] = {}
    for day, d in sorted(held.items()):
        first = _first(day, width)
        incidents, killed = made.get(first, (0, 0))
        made[first] = (incidents + d.incidents, killed + d.killed)
    return {"days": [_row(first, width, *counts) for first, counts in made.items()]}


def _width(days: int) -> str:
    return "day" if days <= _MOST else "week" if days <= _MOST * 7 else "month"


def _first(day: date, width: str) -> date:
    """The day on which its bar begins; weeks begin on Monday."""
    if width == "day":
        return day
    return day - timedelta(days=day.weekday()) if width == "week" else day.replace(day=1)


def _next(first: date, width: str) -> date:
    """The day on which the next bar begins; the last of all days has no next."""
    days = {"day": 1, "week": 7, "month": 31}[width]
    try:
        later = first + timedelta(days=days)
    except OverflowError:
        return date.max
    return later.replace(day=1) if width == "month" else later


def _row(first: date, width: str, incidents: int, killed: int) -> dict[str, Any]:
    then = _next(first, width)
    last = then - timedelta(days=1) if then > first else first
    when = str(first) if width == "day" else f"{first} to {last}"
    label = f"{when}: {incidents:,} incident{'' if incidents == 1 else 's'}, {killed:,} killed"
    return {"day": str(first), "next": str(then), "first": str(first), "last": str(last), "incidents": incidents, "killed": killed, "label": label}
