"""What became of every claim of an incident under a codebook: used or set aside, by which rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tollbook.ledger import Decision, Report
from tollbook.model import TollClaim
from tollbook.reconcile.account import Account
from tollbook.reconcile.codebook import Codebook
from tollbook.reconcile.evidence import Evidence
from tollbook.reconcile.explanation import Use, Verdict
from tollbook.reconcile.origin import OWN, voice_of
from tollbook.reconcile.reasons import reason
from tollbook.reconcile.sheet import Cell
from tollbook.reconcile.slot import Step
from tollbook.reconcile.tables import Tables

_NOWHERE = Report(article="")


def origin_of(claim: TollClaim, tables: Tables, reports: Mapping[str, Report]) -> str:
    """The distinct origin of a claim: as folded, else its speaker, else the voice of its article."""
    if claim.id in tables.origins:
        return tables.origins[claim.id]
    voice = voice_of(claim)
    report = reports.get(claim.id, _NOWHERE)
    return voice if voice != OWN else report.voice or report.article or OWN


def in_group(claim: TollClaim, group: str, codebook: Codebook) -> bool:
    """Does the claim speak of this group of victims, under these rules?"""
    role, _, side = group.partition(":")
    if group == "all":
        return True
    return codebook.role(claim.victims) == role and (not side or (claim.victims is not None and claim.victims.side == side))


@dataclass(frozen=True, slots=True)
class _Held:
    """Which accounts hold which claim, looked up once a harm and group."""

    used: frozenset[str]
    standing: frozenset[str]
    accounts: Mapping[str, Sequence[Account]]
    latest: Mapping[str, Account]


def _held(tables: Tables, cell: Cell) -> _Held:
    finding = tables.finding(cell)
    settled = finding.accounts if finding is not None else ()
    by: defaultdict[str, list[Account]] = defaultdict(list)
    for own in tables.accounts.get(cell, {}).values():
        for account in own:
            for claim in account.claims:
                by[claim].append(account)
    used = frozenset(i for a in settled for i in a.claims)
    return _Held(used, frozenset(a.origin for a in settled), by, tables.latest.get(cell, {}))


def _place(claim: TollClaim, origin: str, held: _Held) -> tuple[Verdict, str, str | None]:
    """Verdict, rule and the claim it gave way to, of a claim that counts."""
    if claim.id in held.used:
        return "used", "fold.account", None
    mine = min(held.accounts.get(claim.id, ()), key=lambda a: (a.origin != origin, a.origin, a.claims), default=None)
    if mine is None:
        return "part", "fold.part", None
    now = held.latest.get(mine.origin)
    if now is None or mine.origin not in held.standing:
        return "set aside", "fold.partial", None
    if now.number == mine.number:
        return "said again", "fold.again", now.claims[0]
    if mine.general == now.general or now.reported > mine.reported:
        return "superseded", "fold.later", now.claims[0]
    return "set aside", "fold.general", now.claims[0]


def trace(tables: Tables, evidence: Evidence, cell: Cell) -> tuple[Use, ...]:
    """What became of every claim of one harm and group, in the order of publication."""
    codebook = tables.codebook
    aside: dict[str, Step] = {}
    steps: dict[str, Step] = {}
    for sheet in tables.sheets.values():
        aside |= {s.claim: s for s in sheet.aside.get(cell[0], ())}
        steps |= {s.claim: s for s in sheet.steps.get(cell[0], ())}
    held = _held(tables, cell)
    made = []
    for claim in tables.claims.values():
        if claim.harm != cell[0] or not in_group(claim, cell[1], codebook):
            continue
        origin = origin_of(claim, tables, evidence.reports)
        verdict: Verdict
        if claim.id in aside:
            former = claim.moved_to is not None
            verdict, rule, other = "superseded" if former else "set aside", aside[claim.id].rule, claim.moved_to or aside[claim.id].other
        elif claim.count.low is None:
            verdict, rule, other = "beside", "fold.nonumber", next(iter(claim.count.compared_with), None)
        else:
            verdict, rule, other = _place(claim, origin, held)
            step = steps.get(claim.id)
            if verdict == "part" and step is not None and step.relation == "part":
                rule, other = step.rule, step.other
        made.append(_use(claim, evidence, origin, verdict, rule, other, codebook))
    struck = [c for c in evidence.rejected if isinstance(c, TollClaim) and c.harm == cell[0] and in_group(c, cell[1], codebook)]
    made += [_use(c, evidence, origin_of(c, tables, evidence.reports), "rejected", "person.rejected", None, codebook) for c in struck]
    return tuple(sorted(made, key=lambda u: (u.reported or "", u.article, u.quote.start, u.claim)))


def _use(claim: TollClaim, evidence: Evidence, origin: str, verdict: Verdict, rule: str, other: str | None, codebook: Codebook) -> Use:
    report = evidence.reports.get(claim.id, _NOWHERE)
    decided = _decision(claim, evidence) if verdict == "rejected" or claim.rule == "person" else None
    return Use(
        claim=claim.id, article=report.article, reported=report.reported, origin=origin,
        speaker=claim.attribution[0].speaker if claim.attribution else None, quote=claim.quote,
        low=claim.count.low, high=claim.count.high, word=claim.count.word, verdict=verdict, rule=reason(rule, codebook), other=other,
        by=decided.by if decided else None, why=decided.why if decided else None,
    )  # fmt: skip


def _decision(claim: TollClaim, evidence: Evidence) -> Decision | None:
    """The last decision about a claim, by its id or by the words that the decision holds on to."""
    about = [d for d in evidence.decisions if d.claim is not None and (d.claim.claim == claim.id or d.claim.quote == claim.quote)]
    return max(about, key=lambda d: (d.recorded, d.id), default=None)
