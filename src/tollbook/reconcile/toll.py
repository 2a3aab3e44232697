"""Low, best and high of one harm, under one codebook, with the trace of why.

Within one article the figures are arranged into sets of victims first; what
each origin says of the whole is its account. The codebook then settles the
accounts. Nothing here depends on the order in which claims are given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec

from tollbook.model import HARMS, Harm, Toll, TollClaim
from tollbook.reconcile.account import Finding, Report, find_accounts, fold_accounts, settle
from tollbook.reconcile.codebook import Codebook, Role
from tollbook.reconcile.interval import Interval, rest, total
from tollbook.reconcile.relate import Layout, Slot, Step, arrange
from tollbook.reconcile.seen import Seen, cue, see
from tollbook.reconcile.unclear import settle_unclear
from tollbook.text.sentences import Sentence

__all__ = ["Finding", "Report", "explain_tolls", "tolls"]

_SINGLE = Report(article="")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The claims of one article of one harm that a codebook lets count."""

    report: Report
    seen: tuple[Seen, ...]
    every: tuple[TollClaim, ...]


def _counts(claim: TollClaim, codebook: Codebook) -> str | None:
    """Why a claim is set aside; `None` where it counts."""
    if claim.stance not in codebook.stances:
        return f"{codebook.name}.stance.{claim.stance}"
    if claim.moved_to is not None:
        return f"{codebook.name}.superseded"
    if claim.scope in ("cumulative", "background") and claim.scope not in codebook.scopes:
        return f"{codebook.name}.scope.{claim.scope}"
    if codebook.role(claim.victims) not in codebook.counted:
        return f"{codebook.name}.victims"
    if claim.victims is not None and set(claim.victims.classes) & set(codebook.left_out):
        return f"{codebook.name}.left_out"
    return None


def _finding(harm: Harm, group: str, layouts: Sequence[tuple[Report, Layout]], codebook: Codebook, aside: Sequence[Step]) -> Finding | None:
    accounts = fold_accounts(a for report, layout in layouts for a in find_accounts(layout, codebook, report))
    if not accounts:
        return None
    low, best, high = settle(accounts, codebook)
    toll = Toll(harm=harm, group=group, low=low, best=best, high=high, codebook=codebook.name, origins=len({a.origin for a in accounts}))
    return Finding(toll=toll, accounts=tuple(accounts), steps=(*aside, *(s for _, layout in layouts for s in layout.steps)))


def _of_group(sheet: Sheet, codebook: Codebook, role: Role, side: str | None) -> Layout:
    """The claims of one group alone, whatever whole they are part of."""
    held = [
        s for s in sheet.seen
        if codebook.role(s.claim.victims) == role and (side is None or (s.claim.victims and s.claim.victims.side == side))
    ]
    ids = {s.claim.id for s in held}
    whole = [
        replace(s, claim=_as_whole(s.claim)) if s.claim.scope == "part" and s.claim.part_of not in ids else s for s in held
    ]
    return arrange(whole, sheet.every)


def _as_whole(claim: TollClaim) -> TollClaim:
    return msgspec.structs.replace(claim, scope="incident", part_of=None)


def _unknown(sheet: Sheet, layout: Layout, codebook: Codebook) -> Layout:
    """The sets of victims of whom nobody says who they were, less the parts of whom somebody does."""
    slots = []
    for slot in layout.slots:
        if any(codebook.role(w.claim.victims) != "unknown" for w in slot.witnesses):
            continue
        known = [p for p in slot.parts if codebook.role(p.claim.victims) != "unknown"]
        sizes = arrange([replace(k, claim=_as_whole(k.claim)) for k in known], sheet.every).slots
        left = rest(slot.largest, total(s.largest for s in sizes))
        if not known:
            slots.append(slot)
        elif left is not None and (left.high is None or left.high > 0):
            slots.append(Slot([_resized(w, left) for w in slot.witnesses[:1]], [], slot.more))
    return Layout(tuple(slots), ())


def _resized(seen: Seen, left: Interval) -> Seen:
    count = msgspec.structs.replace(seen.claim.count, low=left.low, high=left.high, word=None)
    return replace(seen, claim=msgspec.structs.replace(seen.claim, count=count), interval=left)


def _groups(sheets: Sequence[Sheet], layouts: Sequence[Layout], codebook: Codebook) -> list[tuple[str, list[Layout]]]:
    claims = [s.claim for sheet in sheets for s in sheet.seen]
    roles = {codebook.role(c.victims) for c in claims}
    sides = sorted({c.victims.side for c in claims if c.victims and c.victims.side and codebook.role(c.victims) == "combatant"})
    wanted: list[tuple[str, Role, str | None]] = [(role, role, None) for role in ("civilian", "combatant") if role in roles]
    wanted += [(f"combatant:{side}", "combatant", side) for side in sides]
    made = [(name, [_of_group(s, codebook, role, side) for s in sheets]) for name, role, side in wanted]
    if "unknown" in roles:
        made.append(("unknown", [_unknown(s, lay, codebook) for s, lay in zip(sheets, layouts, strict=True)]))
    return made


def explain_tolls(
    claims: Iterable[TollClaim],
    codebook: Codebook,
    *,
    sentences: Sequence[Sentence] = (),
    reports: Mapping[str, Report] | None = None,
) -> tuple[Finding, ...]:
    """State the tolls of one incident, with the accounts and steps behind each.

    Args:
        claims: The toll claims of one incident, of one article or of many.
        codebook: The rules.
        sentences: Of the article, where the claims are of one; words outside
            the quotes can then tell more of how figures relate.
        reports: For claims of several articles, where each was printed, by
            claim id; without it all are of one article.

    Returns:
        One finding a harm and group of which anything is said, in a fixed order.
    """
    held = sorted(claims, key=lambda c: (c.quote.start, c.id))
    where = reports or {}
    articles = sorted({(where.get(c.id, _SINGLE).reported or "", where.get(c.id, _SINGLE).article) for c in held})
    found: list[Finding] = []
    for harm in HARMS:
        sheets, aside = [], []
        for _, article in articles:
            own = _told_aside([c for c in held if where.get(c.id, _SINGLE).article == article])
            mine = [c for c in own if c.harm == harm]
            aside += [Step(c.id, "set aside", None, why) for c in mine if (why := _counts(c, codebook))]
            seen = tuple(see(c, sentences) for c in mine if _counts(c, codebook) is None and c.count.low is not None)
            if seen:
                sheets.append(Sheet(where.get(seen[0].claim.id, _SINGLE), seen, tuple(own)))
        layouts = [arrange(s.seen, s.every) for s in sheets]
        for group, chosen in [("all", layouts), *_groups(sheets, layouts, codebook)]:
            pairs = [(s.report, lay) for s, lay in zip(sheets, chosen, strict=True)]
            finding = _finding(harm, group, pairs, codebook, aside)
            if finding is not None:
                found.append(finding)
    shot = frozenset(c.id for c in held if c.harm == "casualties" and cue("shot", c.quote.text))
    return settle_unclear(found, codebook, shot)


def _told_aside(claims: Sequence[TollClaim]) -> list[TollClaim]:
    """What one article tells only as background is, for the incident it tells of, the whole toll."""
    if any(c.scope != "background" for c in claims):
        return list(claims)
    return [msgspec.structs.replace(c, scope="incident") for c in claims]


def tolls(
    claims: Iterable[TollClaim],
    codebook: Codebook,
    *,
    sentences: Sequence[Sentence] = (),
    reports: Mapping[str, Report] | None = None,
) -> tuple[Toll, ...]:
    """State the tolls of one incident; see `explain_tolls` for arguments and reasons."""
    return tuple(f.toll for f in explain_tolls(claims, codebook, sentences=sentences, reports=reports))
