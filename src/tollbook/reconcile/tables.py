"""The accounts of one incident, kept so that it can be asked again what they would come to without one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tollbook.model import Toll, TollClaim
from tollbook.reconcile.account import Account, Finding, by_origin, latest_of, weigh
from tollbook.reconcile.cells import add_up
from tollbook.reconcile.codebook import Codebook
from tollbook.reconcile.concession import kept_apart
from tollbook.reconcile.evidence import Evidence
from tollbook.reconcile.known import know_victims
from tollbook.reconcile.sheet import Cell, Sheet, origins_of, sheet_of, sheets_of
from tollbook.reconcile.toll import cells_in_order, settled
from tollbook.reconcile.unclear import settle_unclear

_UNCLEAR: Cell = ("casualties", "all")


@dataclass(frozen=True, slots=True)
class Tables:
    """All that is reckoned of one incident under one codebook.

    `printed` are the claims by article, `accounts` holds every article's account by harm, group and origin; `latest`
    the one that stands for each origin. `plain` are the tolls as settled from
    these, before anything is derived from one another.
    """

    codebook: Codebook
    claims: Mapping[str, TollClaim]
    origins: Mapping[str, str]
    sheets: Mapping[str, Sheet]
    printed: Mapping[str, Sequence[TollClaim]]
    accounts: Mapping[Cell, Mapping[str, Sequence[Account]]]
    latest: Mapping[Cell, Mapping[str, Account]]
    plain: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    shot: frozenset[str]
    fallen: frozenset[str]

    def finding(self, cell: Cell) -> Finding | None:
        """The finding of one harm and group."""
        return next((f for f in self.findings if (f.toll.harm, f.toll.group) == cell), None)

    def given(self, cell: Cell, origin: str) -> Sequence[Account]:
        """All that an origin has said towards a toll; of one that is derived, towards what it is derived from."""
        for held in (cell, (cell[0], "all"), _UNCLEAR):
            if origin in self.accounts.get(held, {}):
                return self.accounts[held][origin]
        return ()

    def restated(self, cell: Cell, latest: Mapping[str, Account]) -> Toll | None:
        """The toll of one harm and group, had its origins these accounts instead; `None` where none is left."""
        kept = weigh(latest.values())
        found = [f for f in self.plain if f.toll.group == "all" and (f.toll.harm, f.toll.group) != cell]
        if kept:
            found.append(settled(cell, kept, self.codebook))
        stated = settle_unclear(found, self.codebook, self.shot, self.fallen)
        return next((f.toll for f in stated if (f.toll.harm, f.toll.group) == cell), None)


def tables_of(evidence: Evidence, codebook: Codebook) -> Tables:
    """Reckon the accounts of one incident, article by article."""
    claims = {c.id: c for c in know_victims(c for c in evidence.claims if isinstance(c, TollClaim))}
    sheets = sheets_of(claims.values(), codebook, sentences=evidence.sentences, reports=evidence.reports)
    printed: defaultdict[str, list[TollClaim]] = defaultdict(list)
    for c in claims.values():
        printed[evidence.reports[c.id].article if c.id in evidence.reports else ""].append(c)
    cells = cells_in_order(cell for sheet in sheets for cell in sheet.accounts)
    accounts = {cell: by_origin(a for sheet in sheets for a in sheet.accounts.get(cell, ())) for cell in cells}
    latest = {cell: {o: a for o, own in held.items() if (a := latest_of(own)) is not None} for cell, held in accounts.items()}
    shot = frozenset(i for sheet in sheets for i in sheet.shot)
    fallen = frozenset(i for sheet in sheets for i in sheet.fallen)
    plain = [settled(cell, weigh(latest[cell].values()), codebook) for cell in cells]
    return Tables(
        codebook=codebook,
        claims=claims,
        origins=origins_of(list(claims.values()), evidence.reports),
        sheets={s.report.article: s for s in sheets},
        printed=printed,
        accounts=accounts,
        latest=latest,
        plain=tuple(plain),
        findings=add_up(settle_unclear(plain, codebook, shot, fallen), codebook),
        shot=shot,
        fallen=fallen,
    )


def without(tables: Tables, evidence: Evidence, article: str, gone: frozenset[str]) -> dict[Cell, dict[str, Account]]:
    """The accounts that stand for each origin, had one article not made some of its claims.

    Only that article is arranged anew, and only its origins are folded anew.
    """
    old = tables.sheets[article]
    every = [c for i, c in tables.claims.items() if i not in gone] if tables.codebook.takes("conceded") == "apart" else []
    left = [c for c in tables.printed[article] if c.id not in gone]
    new = sheet_of(left, tables.codebook, old.report, sentences=evidence.sentences.get(article, ()), origins=tables.origins, apart=kept_apart(every, tables.codebook))
    changed: dict[Cell, dict[str, Account]] = {}
    for cell in {*old.accounts, *new.accounts}:
        held = dict(tables.latest.get(cell, {}))
        for origin in {a.origin for a in (*old.accounts.get(cell, ()), *new.accounts.get(cell, ()))}:
            others = [a for a in tables.accounts.get(cell, {}).get(origin, ()) if a.article != article]
            account = latest_of([*others, *(a for a in new.accounts.get(cell, ()) if a.origin == origin)])
            if account is None:
                held.pop(origin, None)
            else:
                held[origin] = account
        changed[cell] = held
    return changed
