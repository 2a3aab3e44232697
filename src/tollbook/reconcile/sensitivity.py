"""Which origin, or which claim, carries a figure: what low, best and high would be without it.

A reviewer's time is best spent on the statement that the figure hangs on. So
every origin is withdrawn in turn and the toll settled again; origins that say
the same are tried once, which keeps an incident of a thousand reports quick.
"""

from __future__ import annotations

from collections.abc import Mapping

from tollbook.model import Toll
from tollbook.reconcile.account import Account
from tollbook.reconcile.evidence import Evidence
from tollbook.reconcile.explanation import Move
from tollbook.reconcile.sheet import Cell
from tollbook.reconcile.tables import Tables, without

_CLAIMS = 40  # origins whose single report is withdrawn, too: the ones that move most, and the bound of the cost


def _signature(account: Account) -> tuple[object, ...]:
    return account.number, account.support, account.wordy, account.own, account.lead, account.top, account.general


def _apart(one: int | None, other: int | None) -> int:
    return 0 if one is None or other is None else abs(one - other)


def _move(what: str, name: str, ident: str, base: Toll, left: Toll | None) -> Move | None:
    """How a toll would move; `None` where it would not."""
    now = (base.low, base.best, base.high)
    then = (None, None, None) if left is None else (left.low, left.best, left.high)
    if left is not None and now == then:
        return None
    return Move(
        what="claim" if what == "claim" else "origin", id=ident, name=name, low=then[0], best=then[1], high=then[2],
        by=max(_apart(a, b) for a, b in zip(now, then, strict=True)),
        opens=left is not None and any((a is None) != (b is None) for a, b in zip(now, then, strict=True)),
        vanishes=left is None,
    )  # fmt: skip


def _rank(move: Move) -> tuple[bool, int, bool, bool, str]:
    return not move.vanishes, -move.by, not move.opens, move.what == "claim", move.id


def find_moves(tables: Tables, evidence: Evidence, cell: Cell, names: Mapping[str, str]) -> tuple[Move, ...]:
    """The withdrawals that would change the toll of one harm and group, the greatest change first.

    Args:
        tables: The reckoning.
        evidence: What it was made of.
        cell: Harm and group.
        names: What to call each origin.
    """
    finding = tables.finding(cell)
    if finding is None or cell not in tables.latest:
        return ()
    latest = tables.latest[cell]
    tried: dict[tuple[object, ...], Toll | None] = {}
    last: dict[tuple[object, ...], str] = {}
    for a in latest.values():
        last[_signature(a)] = max(a.reported, last.get(_signature(a), ""))
    moves = []
    base = tables.restated(cell, latest) or finding.toll
    for origin, account in sorted(latest.items()):
        # of origins that say the same, only the one that said it last can break a tie
        key = (*_signature(account), account.reported == last[_signature(account)])
        if key not in tried:
            tried[key] = tables.restated(cell, {o: a for o, a in latest.items() if o != origin})
        if (move := _move("origin", names.get(origin, origin), origin, base, tried[key])) is not None:
            moves.append(move)
    moves.sort(key=_rank)
    moves += _claim_moves(tables, evidence, cell, names, base, {m.id: m for m in moves})
    return tuple(sorted(moves, key=_rank))


def _claim_moves(tables: Tables, evidence: Evidence, cell: Cell, names: Mapping[str, str], base: Toll, by_name: Mapping[str, Move]) -> list[Move]:
    """What a single report carries, where that is something else than what its origin carries."""
    latest = tables.latest[cell]
    order = sorted(latest, key=lambda o: (o not in by_name, *(_rank(by_name[o]) if o in by_name else ()), o))
    moves = []
    for origin in order[:_CLAIMS]:
        account = latest[origin]
        again = [a for a in tables.given(cell, origin) if a.number == account.number and a.article != account.article]
        if again or not account.claims or account.article not in tables.sheets:
            continue  # printed elsewhere, too: one article less changes nothing
        left = without(tables, evidence, account.article, frozenset(account.claims)).get(cell)
        toll = tables.restated(cell, left) if left else None
        move = _move("claim", names.get(origin, origin), account.claims[0], base, toll)
        same = by_name.get(origin)
        if move is not None and (same is None or (same.low, same.best, same.high) != (move.low, move.best, move.high)):
            moves.append(move)
    return moves
