"""What a codebook's further rules mean for one incident: days, attackers, concessions, grades, too few origins."""

from __future__ import annotations

from datetime import date, timedelta

from tollbook.model import Toll
from tollbook.reconcile.account import by_origin, latest_of, weigh
from tollbook.reconcile.concession import conceded_by_blamed
from tollbook.reconcile.evidence import Evidence
from tollbook.reconcile.explanation import Note
from tollbook.reconcile.sheet import sheets_of
from tollbook.reconcile.tables import Tables
from tollbook.reconcile.toll import cells_in_order, settled

_MOST_DAYS = 366  # a toll over more than a year is no event of days


def conceded(tables: Tables, evidence: Evidence) -> tuple[Toll, ...]:
    """The figures that a party blamed for the harm has itself given, where the codebook keeps them apart."""
    if tables.codebook.takes("conceded") != "apart":
        return ()
    sheets = sheets_of(conceded_by_blamed(tables.claims.values()), tables.codebook, sentences=evidence.sentences, reports=evidence.reports)
    made = []
    for cell in cells_in_order(c for s in sheets for c in s.accounts if c[1] == "all"):
        held = by_origin(a for s in sheets for a in s.accounts.get(cell, ()))
        kept = weigh(a for own_ in held.values() if (a := latest_of(own_)) is not None)
        made.append(settled(cell, kept, tables.codebook).toll)
    return tuple(made)


def _days(evidence: Evidence) -> list[str]:
    when = evidence.when
    if when is None or not when.from_ or not when.to:
        return []
    first, last = date.fromisoformat(when.from_[:10]), date.fromisoformat(when.to[:10])
    length = (last - first).days + 1
    return [(first + timedelta(days=i)).isoformat() for i in range(length)] if 1 < length <= _MOST_DAYS else []


def spread(tables: Tables, evidence: Evidence) -> tuple[tuple[str, int], ...]:
    """The best figure of the killed, divided evenly over the days; the remainder goes to the first day.

    Only where the codebook asks for it, and the incident lasted several days.

    ACLED codebook [acb], fatalities: a toll over several days or places is
    divided evenly, with the remainder on the first, and the notes say so.
    """
    days = _days(evidence)
    found = tables.finding(("killed", "all"))
    if tables.codebook.takes("days") != "divide evenly" or not days or found is None or found.toll.best is None:
        return ()
    share, left = divmod(found.toll.best, len(days))
    return tuple((day, share + (left if i == 0 else 0)) for i, day in enumerate(days))


def find_notes(tables: Tables, evidence: Evidence, origins: int) -> tuple[Note, ...]:
    """The further rules of the codebook that bear on this incident, each with what it means here."""
    codebook = tables.codebook
    notes = []
    if (days := spread(tables, evidence)) and (rule := codebook.rule("days")):
        notes.append(Note(rule=rule, says=f"The toll of the killed is spread over {len(days)} days: " + ", ".join(f"{d} {n}" for d, n in days) + "."))
    if tables.findings and origins < codebook.least_origins and (rule := codebook.rule("provisional")):
        notes.append(Note(rule=rule, says=f"Provisional: {origins} distinct origin{'s' if origins != 1 else ''}, {codebook.least_origins} are asked for."))
    if codebook.headline and (rule := codebook.rule("grade")):
        notes.append(Note(rule=rule, says=_graded(evidence, codebook.headline)))
    if (rule := codebook.rule("conceded")) and (given := conceded(tables, evidence)):
        told = ", ".join(f"{t.harm} {_range(t)}" for t in given)
        notes.append(Note(rule=rule, says=f"Conceded by a party that is blamed: {told}."))
    if any(_is_derived(f.toll.derived, "cells", codebook.name) for f in tables.findings) and (rule := codebook.rule("cells")):
        notes.append(Note(rule=rule, says="What the reports do not divide is counted as unknown, so that the groups add up to best."))
    return tuple(notes)


def _is_derived(derived: str | None, name: str, codebook: str) -> bool:
    return derived == f"{codebook}.{name}"


def _graded(evidence: Evidence, counts: tuple[str, ...]) -> str:
    if evidence.grade is None:
        return f"Nobody has graded the incident; headline totals count {' and '.join(counts)} only."
    verb = "counts" if evidence.grade in counts else "does not count"
    return f"Graded {evidence.grade}: it {verb} in headline totals."


def _range(toll: Toll) -> str:
    if toll.high is None:
        return f"{toll.low} or more" if toll.low is not None else "unknown"
    return str(toll.low) if toll.low == toll.high else f"{toll.low} to {toll.high}"

