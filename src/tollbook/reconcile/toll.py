"""Low, best and high of one harm, under one codebook, with the trace of why.

Within one article the figures are arranged into sets of victims first; what
each origin says of the whole is its account. The codebook then settles the
accounts. Nothing here depends on the order in which claims are given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec

from tollbook.model import HARMS, Harm, Record, Toll, TollClaim
from tollbook.reconcile.codebook import Codebook, Role, vague
from tollbook.reconcile.interval import Interval, compatible, meet, rest, total
from tollbook.reconcile.origin import OWN, fold_voices
from tollbook.reconcile.relate import Layout, Slot, Step, arrange
from tollbook.reconcile.seen import Seen, see
from tollbook.text.sentences import Sentence


class Report(Record, frozen=True, kw_only=True):
    """Where a claim was printed: the article, when, and whose own voice it is.

    `voice` is the credited agency, else the outlet; `None` takes the article
    itself for a voice of its own.
    """

    article: str
    reported: str | None = None
    voice: str | None = None


class Account(Record, frozen=True, kw_only=True):
    """What one origin says of the whole toll.

    `number` is `None` where it gives only words; `support` is what its words
    are compatible with.
    """

    origin: str
    support: Interval
    number: Interval | None
    claims: tuple[str, ...]
    reported: str = ""
    general: bool = True
    wordy: bool = False
    own: bool = False
    lead: Interval | None = None
    top: int = 0


class Finding(Record, frozen=True, kw_only=True):
    """A toll, the accounts behind it, and the steps that led to them."""

    toll: Toll
    accounts: tuple[Account, ...]
    steps: tuple[Step, ...]


class Figure(Record, frozen=True, kw_only=True):
    """What one origin says of one set of victims; `wordy` where it gives no number but a word's."""

    support: Interval
    number: Interval | None
    claims: tuple[str, ...]
    wordy: bool = False
    lead: Interval | None = None
    top: int = 0


_LEAD = 3
_SINGLE = Report(article="")


def _figure(claims: Sequence[TollClaim], codebook: Codebook) -> Figure | None:
    """What one origin's claims of one set of victims come to: support and number."""
    supports = [(s, c) for c in claims if (s := codebook.support(c.count)) is not None]
    if not supports:
        return None
    numbers = [n for c in claims if (n := codebook.number(c.count)) is not None]
    supported = supports[0][0]
    for s, _ in supports[1:]:
        supported = meet(supported, s) or max(supported, s, key=_size)
    ids = tuple(c.id for c in claims)
    if not numbers:
        return Figure(support=supported, number=None, claims=ids, wordy=True)
    hard = [n for c in claims if (n := codebook.number(c.count)) is not None and vague(c.count) is None]
    number = (hard or numbers)[0]
    for n in (hard or numbers)[1:]:
        number = meet(number, n) or max(number, n, key=_size)
    return Figure(support=meet(supported, number) or number, number=number, claims=ids, wordy=not hard, lead=(hard or numbers)[0], top=max(map(_top, hard or numbers)))


def _top(interval: Interval) -> int:
    """The greatest number that an interval states; an open end adds nothing."""
    return interval.low if interval.high is None else interval.high


def _size(interval: Interval) -> tuple[int, bool, int]:
    return interval.low, interval.high is None, interval.high or 0


def _slot_figures(slot: Slot, codebook: Codebook) -> dict[str, Figure]:
    fold = fold_voices([w.voice for w in slot.witnesses])
    by: dict[str, list[TollClaim]] = {}
    for w in slot.witnesses:
        by.setdefault(fold[w.voice], []).append(w.claim)
    found: dict[str, Figure] = {}
    for voice, claims in by.items():
        figure = _figure(claims, codebook)
        if figure is not None:
            found[voice] = figure
    if len(slot.inner) > 1:
        _add_breakdown(slot, codebook, found)
    return found


def _add_breakdown(slot: Slot, codebook: Codebook, found: dict[str, Figure]) -> None:
    """A whole set out part by part by another voice than the one that states its sum is an account, too."""
    parts = [f for inner in slot.inner if (f := _slot_figures(inner, codebook))]
    for voice in dict.fromkeys(v for f in parts for v in f):
        if voice in found or any(voice not in f for f in parts):
            continue
        numbers = [n for f in parts if (n := f[voice].number) is not None]
        if len(numbers) == len(parts):
            found[voice] = Figure(support=total(numbers), number=total(numbers), claims=tuple(i for f in parts for i in f[voice].claims), top=_top(total(numbers)))


def _opening(layout: Layout) -> str | None:
    """The figure that the first sentences open with: an assessment's own sum, whoever it credits."""
    first = min((s.first for s in layout.slots), key=lambda s: (s.claim.quote.start, s.claim.id))
    return first.claim.id if 0 <= first.sentence <= _LEAD else None


def _accounts(layout: Layout, codebook: Codebook, report: Report) -> list[Account]:
    """One account an origin: its own figure of each set of victims, else the article's first."""
    figures = [f for slot in layout.slots if (f := _slot_figures(slot, codebook))]
    if not figures:
        return []
    voices = list(dict.fromkeys(v for f in figures for v in f))
    if len(figures) > 1 and not any(len(f) > 1 for f in figures):
        voices = [OWN if OWN in voices else voices[0]]
    general = len(figures) > 1 or any(s.first.anyone for s in layout.slots)
    made = []
    opening = _opening(layout)
    for voice in voices:
        chosen = [f.get(voice) or f.get(OWN) or next(iter(f.values())) for f in figures]
        numbers = [f.number for f in chosen if f.number is not None]
        leads = [f.lead for f in chosen if f.lead is not None]
        made.append(
            Account(
                origin=(report.voice or report.article or OWN) if voice == OWN else voice,
                support=total(f.support for f in chosen),
                number=total(numbers) if len(numbers) == len(chosen) else None,
                claims=tuple(i for f in chosen for i in f.claims),
                reported=report.reported or "",
                general=general,
                wordy=all(f.wordy for f in chosen),
                own=any(opening in f.claims for f in chosen) if opening else voice == OWN,
                lead=total(leads) if len(leads) == len(chosen) else None,
                top=sum(f.top for f in chosen),
            )
        )
    return made


def _fold(accounts: Iterable[Account]) -> list[Account]:
    """One account an origin: the latest report that gives a number."""
    latest: dict[str, Account] = {}
    for a in sorted(accounts, key=lambda a: (a.number is not None, a.general, a.reported, _size(a.support), a.claims)):
        latest[a.origin] = a
    kept = sorted(latest.values(), key=lambda a: (a.origin, a.claims))
    general = [a for a in kept if a.general and a.number is not None]
    return [
        a for a in kept
        if a.general or a.number is None or a.number.high is None or not any(g.number and g.number.low > a.number.high for g in general)
    ]


def _up_to(number: Interval) -> bool:
    return number.low == 1 and number.high is not None and number.high > 2


def _stated(number: Interval) -> tuple[int, ...]:
    if _up_to(number) or number.high is None:
        return (number.high or number.low,)
    return (number.low, number.high)


def _majority(accounts: Sequence[Account]) -> int | None:
    scored = [
        (sum(n in (b.support if b.number is None or b.number.exact else b.number) for b in accounts), a.reported, -n)
        for a in accounts if a.number is not None for n in _stated(a.number)
    ]
    return -max(scored)[2] if scored else None


def _settle(accounts: Sequence[Account], codebook: Codebook) -> tuple[int | None, int | None, int | None]:
    """Low, best and high of the accounts by the codebook's three rules."""
    numbers = [a.number for a in accounts if a.number is not None]
    if not numbers:
        return max(a.support.low for a in accounts), None, None
    if codebook.words_alone:
        hard = [a for a in accounts if a.number is not None and not a.wordy]
        accounts = hard or accounts
        numbers = [a.number for a in hard if a.number is not None] or [max(numbers, key=_size)]
    firm = [n for n in numbers if not _up_to(n)] or numbers
    least = min(n.low for n in firm)
    best = {"majority": _majority(accounts), "least lower": least, "none": None}[codebook.best.take]
    own = next((a.lead for a in accounts if a.own and a.number in firm and a.lead and not _up_to(a.lead)), None)
    low = best if codebook.low.take == "same as best" else own.low if own and codebook.low.take == "own lower" else least
    words = [a.support for a in accounts if a.number is None]
    stated = max(max(map(_top, numbers)), max(a.top for a in accounts))
    open_ = any(n.high is None for n in numbers) or any(all(not compatible(w, n) for n in numbers) for w in words)
    if codebook.high.take == "own upper" and own is not None and own.high is not None and own.high > own.low:
        return own.low, best, own.high
    high = best if codebook.high.take == "same as best" else stated if codebook.high.take != "greatest upper" else None if open_ else stated
    return low, best, high


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
    accounts = _fold(a for report, layout in layouts for a in _accounts(layout, codebook, report))
    if not accounts:
        return None
    low, best, high = _settle(accounts, codebook)
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
    return tuple(_with_casualties(found, codebook))


def _told_aside(claims: Sequence[TollClaim]) -> list[TollClaim]:
    """What one article tells only as background is, for the incident it tells of, the whole toll."""
    if any(c.scope != "background" for c in claims):
        return list(claims)
    return [msgspec.structs.replace(c, scope="incident") for c in claims]


def _with_casualties(found: Sequence[Finding], codebook: Codebook) -> list[Finding]:
    """Casualties of whom nobody says whether they died, as the codebook counts them among the killed."""
    unclear = next((f for f in found if f.toll.harm == "casualties" and f.toll.group == "all"), None)
    most = unclear.toll.high or unclear.toll.best or unclear.toll.low if unclear is not None else None
    if unclear is None or not most or codebook.casualties.take == "nothing":
        return list(found)
    step = Step(unclear.accounts[0].claims[0], "used", None, codebook.casualties.id)
    killed = next((f for f in found if f.toll.harm == "killed" and f.toll.group == "all"), None)
    if killed is None:
        high = most if codebook.casualties.take == "up to all" else 0
        toll = msgspec.structs.replace(unclear.toll, harm="killed", low=0, best=0, high=high)
        return [Finding(toll=toll, accounts=unclear.accounts, steps=(step,)), *found]
    if codebook.casualties.take == "zero" or killed.toll.high is None or killed.toll.high >= most:
        return list(found)
    raised = msgspec.structs.replace(killed, toll=msgspec.structs.replace(killed.toll, high=most), steps=(*killed.steps, step))
    return [raised if f is killed else f for f in found]


def tolls(
    claims: Iterable[TollClaim],
    codebook: Codebook,
    *,
    sentences: Sequence[Sentence] = (),
    reports: Mapping[str, Report] | None = None,
) -> tuple[Toll, ...]:
    """State the tolls of one incident; see `explain_tolls` for arguments and reasons."""
    return tuple(f.toll for f in explain_tolls(claims, codebook, sentences=sentences, reports=reports))
