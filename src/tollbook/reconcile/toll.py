"""Low, best and high of one harm, under one codebook, with the trace of why.

Within one article the figures are arranged into sets of victims first; what
each origin says of the whole is its account. The codebook then settles the
accounts. Nothing here depends on the order in which claims are given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tollbook.ledger import Report
from tollbook.model import HARMS, Toll, TollClaim
from tollbook.reconcile.account import Account, Finding, fold_accounts, settle
from tollbook.reconcile.cells import add_up
from tollbook.reconcile.codebook import Codebook
from tollbook.reconcile.sheet import Cell, Sheet, Texts, sheets_of
from tollbook.reconcile.slot import Step
from tollbook.reconcile.unclear import settle_unclear

__all__ = ["Finding", "Report", "cells_in_order", "explain_tolls", "settled", "tolls"]

_ORDER = {"all": 0, "civilian": 1, "combatant": 2, "unknown": 4}


def cells_in_order(cells: Iterable[Cell]) -> list[Cell]:
    """Harms and groups in the order in which they are shown: all, civilians, combatants, each side, unknown."""
    return sorted(set(cells), key=lambda c: (HARMS.index(c[0]), _ORDER.get(c[1], 3), c[1]))


def _steps(sheets: Sequence[Sheet], cell: Cell) -> tuple[Step, ...]:
    aside = [s for sheet in sheets for s in sheet.aside.get(cell[0], ())]
    return (*aside, *(s for sheet in sheets for s in sheet.steps.get(cell[0], ())))


def settled(cell: Cell, accounts: Sequence[Account], codebook: Codebook, steps: tuple[Step, ...] = ()) -> Finding:
    """Settle the folded accounts of one harm and group by the codebook's rules."""
    low, best, high = settle(accounts, codebook)
    origins = len({a.origin for a in accounts})
    toll = Toll(harm=cell[0], group=cell[1], low=low, best=best, high=high, codebook=codebook.name, origins=origins)
    return Finding(toll=toll, accounts=tuple(accounts), steps=steps)


def explain_tolls(
    claims: Iterable[TollClaim],
    codebook: Codebook,
    *,
    sentences: Texts = (),
    reports: Mapping[str, Report] | None = None,
) -> tuple[Finding, ...]:
    """State the tolls of one incident, with the accounts and steps behind each.

    Args:
        claims: The toll claims of one incident, of one article or of many.
        codebook: The rules.
        sentences: Of the article; or by article id, where there are many. Words
            outside the quotes can tell more of how figures relate.
        reports: For claims of several articles, where each was printed, by
            claim id; without it all are of one article. Where a report names an
            `origin`, that is the claim's, whoever its article says is speaking.

    Returns:
        One finding a harm and group of which anything is said, in a fixed order.
    """
    sheets = sheets_of(claims, codebook, sentences=sentences, reports=reports)
    cells = cells_in_order(cell for sheet in sheets for cell in sheet.accounts)
    folded = {cell: fold_accounts(a for sheet in sheets for a in sheet.accounts.get(cell, ())) for cell in cells}
    shot = frozenset(i for sheet in sheets for i in sheet.shot)
    fallen = frozenset(i for sheet in sheets for i in sheet.fallen)
    found = [settled(cell, folded[cell], codebook, _steps(sheets, cell)) for cell in cells if folded[cell]]
    return add_up(settle_unclear(found, codebook, shot, fallen), codebook)


def tolls(
    claims: Iterable[TollClaim],
    codebook: Codebook,
    *,
    sentences: Texts = (),
    reports: Mapping[str, Report] | None = None,
) -> tuple[Toll, ...]:
    """State the tolls of one incident; see `explain_tolls` for arguments and reasons."""
    return tuple(f.toll for f in explain_tolls(claims, codebook, sentences=sentences, reports=reports))
