"""The toll over time: what every origin said when, and what was made of it then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from tollbook.exporters.wording import visible
from tollbook.model import Record, Toll

# Eight colours can be told apart; the origins that say least share a ninth.
MOST_ORIGINS = 8
OTHERS = "other origins"
_LONGEST_QUOTE = 220
# Bars of one instant stand side by side, so far apart in parts of the chart's width.
_STEP_ASIDE = 0.012


class Figure(Record, frozen=True, kw_only=True):
    """One claim's figure as a bar: from low to high, at the time of its report, by its origin.

    `high` is `None` where it is open, both are `None` where no number is
    stated. `reported` is an instant in UTC; a report dated to the day is known
    at the day's end.
    """

    id: str
    harm: str
    low: int | None
    high: int | None
    reported: str
    origin: str
    quote: str
    outlet: str | None = None
    word: str | None = None


class At(Record, frozen=True, kw_only=True):
    """The reconciled toll of one harm from one report on."""

    reported: str
    toll: Toll | None


def rows(figures: Iterable[Figure], steps: Sequence[At], harm: str) -> dict[str, list[dict[str, Any]]]:
    """The data sets of the chart `toll-over-time`.

    Figures of one origin that say the same at the same instant are one bar, so
    that a story which forty outlets carry is not forty bars.

    Args:
        figures: Every claim's, of any harm.
        steps: How the toll of this harm stood from each report on, in order.
        harm: The harm that is drawn.

    Example:
        >>> one = Figure(id="a", harm="killed", low=30, high=None, reported="2020-02-27T21:00:00.000000Z", origin="Efe", quote="at least 30 died")
        >>> bar = rows([one], [], "killed")["bars"][0]
        >>> bar["figure"], bar["open"], bar["top"] > 30
        ('30 or more', True, True)
    """
    mine = [f for f in figures if f.harm == harm and f.low is not None]
    tolls = [s for s in steps if s.toll is not None and s.toll.low is not None]
    numbers = [n for f in mine for n in (f.low, f.high) if n is not None] + [n for s in tolls if s.toll for n in (s.toll.low, s.toll.high) if n is not None]
    if not numbers:
        return {"bars": [], "band": [], "line": []}
    top = max(numbers) * 1.15 + 1
    times = [_read(f.reported) for f in mine] + [_read(s.reported) for s in tolls]
    first, last = min(times), max(times)
    width = max(last - first, timedelta(hours=2))
    until = last + width * 0.08
    return {"bars": _bars(mine, top, width), "band": _band(tolls, top, until), "line": _line(tolls, until)}


def _read(instant: str) -> datetime:
    return datetime.fromisoformat(instant).astimezone(UTC)


def _write(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _bars(figures: Sequence[Figure], top: float, width: timedelta) -> list[dict[str, Any]]:
    held: dict[tuple[str, str, int | None, int | None], list[Figure]] = {}
    for f in sorted(figures, key=lambda f: (f.reported, f.origin, f.low or 0, f.high is None, f.high or 0, f.id)):
        held.setdefault((f.reported, f.origin, f.low, f.high), []).append(f)
    known = _named(f.origin for f in figures)
    # in the order in which they first speak; those who share a colour last, in the quietest one
    ranks = {name: n for n, name in enumerate(dict.fromkeys(known[o] for _, o, _, _ in held if o in known))}
    beside: Counter[str] = Counter()
    made = []
    for (reported, origin, low, high), same in held.items():
        aside = beside[reported]
        beside[reported] += 1
        words = _figure(low, high)
        when = _moment(reported)
        first = same[0]
        made.append({
            "id": first.id, "at": _write(_read(reported) + width * (_STEP_ASIDE * aside)), "low": low, "top": top if high is None else high, "open": high is None,
            "figure": f"{words}, in the words “{visible(first.word)}”" if first.word else words, "origin": known.get(origin, OTHERS),
            "rank": ranks.get(known.get(origin, OTHERS), MOST_ORIGINS + 1), "other": origin not in known,
            "reported": when, "outlet": _outlets(same), "quote": _cut(first.quote), "label": f"{words}, {visible(origin)}, {when}",
        })  # fmt: skip
    return made


def _named(origins: Iterable[str]) -> Mapping[str, str]:
    """Those who say most, as the legend names them."""
    counts = Counter(origins)
    most = sorted(counts, key=lambda o: (-counts[o], o))
    kept = most if len(most) <= MOST_ORIGINS + 1 else most[:MOST_ORIGINS]
    return {o: visible(o) for o in kept}


def _outlets(same: Sequence[Figure]) -> str:
    named = list(dict.fromkeys(visible(f.outlet) if f.outlet else "outlet unknown" for f in same))
    return named[0] if len(named) == 1 else f"{named[0]} and {len(named) - 1} more"


def _cut(quote: str) -> str:
    words = visible(quote)
    return words if len(words) <= _LONGEST_QUOTE else words[: _LONGEST_QUOTE - 1] + "…"


def _figure(low: int | None, high: int | None) -> str:
    if high is None:
        return f"{low:,} or more"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _moment(instant: str) -> str:
    return instant[:10] if instant.endswith("23:59:59.999999Z") else f"{instant[:10]} {instant[11:16]} UTC"


def _band(tolls: Sequence[At], top: float, until: datetime) -> list[dict[str, Any]]:
    made = []
    for n, step in enumerate(tolls):
        if step.toll is None:
            continue
        end = _read(tolls[n + 1].reported) if n + 1 < len(tolls) else until
        high = step.toll.high
        made.append({"from": _write(_read(step.reported)), "to": _write(end), "low": step.toll.low, "top": top if high is None else high, "open": high is None})
    return made


def _line(tolls: Sequence[At], until: datetime) -> list[dict[str, Any]]:
    """The best figure's points; a stretch without one breaks the line, which `run` tells."""
    made: list[dict[str, Any]] = []
    run = 0
    for n, step in enumerate(tolls):
        if step.toll is None or step.toll.best is None:
            run += 1
            continue
        end = _read(tolls[n + 1].reported) if n + 1 < len(tolls) else until
        made += [{"at": _write(at), "best": step.toll.best, "run": run} for at in (_read(step.reported), end)]
    return made
