"""Incidents as lines of a table that reads well at 80 columns, without colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tollbook.exporters.wording import visible
from tollbook.ledger import BookIncident
from tollbook.model import Toll, Where

NOTHING = "–"
# Columns: id 10, day 10, place, three figures, origins and articles; the place takes what is left.
_WIDE = 80


def figure(toll: Toll | None) -> str:
    """Low to high and the best between brackets; a dash where nothing is said, which is not 0.

    Example:
        >>> figure(Toll(harm="killed", low=22, best=30)), figure(Toll(harm="killed", low=4, best=4, high=4)), figure(None)
        ('22+ (30)', '4', '–')
        >>> figure(Toll(harm="injured")), figure(Toll(harm="killed", low=9, best=12, high=14))
        ('?', '9–14 (12)')
    """
    if toll is None:
        return NOTHING
    if toll.low is None and toll.high is None:
        return "?"
    if toll.low is not None and toll.low == toll.high:
        return f"{toll.low:,}"
    ends = f"≤{toll.high:,}" if toll.low is None else f"{toll.low:,}+" if toll.high is None else f"{toll.low:,}–{toll.high:,}"
    return ends if toll.best is None else f"{ends} ({toll.best:,})"


def shown_tolls(incident: BookIncident) -> dict[str, Toll]:
    """By harm the toll of all victims as it is shown: a person's figure before the machine's."""
    made: dict[str, Toll] = {t.harm: t for t in incident.tolls if t.group == "all"}
    return made | {t.harm: t for t in incident.published if t.group == "all"}


def days(incident: BookIncident) -> str:
    """The first day, with a plus where it took several; a dash where nobody says.

    Example:
        >>> days(BookIncident(id="a", title="t"))
        '–'
    """
    when = incident.when
    if when is None or when.from_ is None:
        return NOTHING
    return when.from_[:10] + ("+" if when.to and when.to[:10] != when.from_[:10] else "")


def place(where: Where | None, width: int) -> str:
    """The place and what lies around it, cut to a width."""
    if where is None:
        return NOTHING
    name = where.name or where.text
    outer = [p for p in reversed(where.path) if p != name]
    said = visible(", ".join([name, *outer[-1:]]))
    return said if len(said) <= width else said[: width - 1] + "…"


def table(incidents: Sequence[BookIncident], *, width: int = _WIDE) -> str:
    """Incidents as a table.

    Args:
        incidents: In the order in which they are shown.
        width: Columns of the terminal.
    """
    if not incidents:
        return "No incidents."
    rows = []
    for i in incidents:
        tolls = shown_tolls(i)
        apart = NOTHING if i.disagreement is None else f"{i.disagreement:,}"
        rows.append((i.id, days(i), i.where, figure(tolls.get("killed")), figure(tolls.get("injured")), f"{i.origins}/{len(i.articles)}", apart))
    heads = ("incident", "day", "place", "killed", "injured", "said by", "apart")
    sizes = [max(len(heads[n]), *(len(str(r[n])) for r in rows)) for n in (0, 1, 3, 4, 5, 6)]
    room = max(12, width - sum(sizes) - 2 * 6)
    widths = (sizes[0], sizes[1], room, *sizes[2:])

    def line(*cells: str) -> str:
        left = [f"{c:<{w}}" for c, w in zip(cells[:3], widths[:3], strict=True)]
        right = [f"{c:>{w}}" for c, w in zip(cells[3:], widths[3:], strict=True)]
        return "  ".join([*left, *right]).rstrip()

    body = [line(r[0], r[1], place(r[2], room), *r[3:]) for r in rows]
    note = "Low–high (best). Said by: distinct origins/articles. Apart: of two origins."
    return "\n".join([line(*heads), *body, "", note])


def lines(incidents: Iterable[BookIncident]) -> Iterable[str]:
    """The facts of incidents as one line each, for messages."""
    return (f"{i.id}  {visible(i.title)}" for i in incidents)
