"""What each origin says of the whole toll, and what a codebook makes of it.

Within one article the figures stand arranged into sets of victims; an origin
that speaks of only some of them is taken to grant the article's figure for the
rest. So every origin has one account, and low, best and high are settled over
accounts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from tollbook.ledger import Report
from tollbook.model import Record, Toll, TollClaim
from tollbook.reconcile.codebook import Codebook, vague
from tollbook.reconcile.interval import Interval, compatible, meet, total
from tollbook.reconcile.origin import OWN, fold_voices
from tollbook.reconcile.slot import Layout, Slot, Step, size_of


class Account(Record, frozen=True, kw_only=True):
    """What one origin says of the whole toll.

    `number` is `None` where it gives only words; `support` is what its words
    are compatible with. `reported` is when the article was published, and after
    `fold_accounts` since when the origin has stood by this number. `moved`
    marks a number that the article itself calls new ("rose to 29 from 22");
    `stated` one that stands in words, and is not a sum of ours; of a sum,
    `parts` are what it is made of.
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
    article: str = ""
    moved: bool = False
    stated: bool = True
    parts: tuple[Interval, ...] = ()


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


# An assessment sums up in its first sentences; what follows is who reported what.
_LEAD = 2


def _figure(claims: Sequence[TollClaim], codebook: Codebook) -> Figure | None:
    """What one origin's claims of one set of victims come to: support and number."""
    supports = [(s, c) for c in claims if (s := codebook.support(c.count)) is not None]
    if not supports:
        return None
    numbers = [n for c in claims if (n := codebook.number(c.count)) is not None]
    supported = supports[0][0]
    for s, _ in supports[1:]:
        supported = meet(supported, s) or max(supported, s, key=size_of)
    ids = tuple(c.id for c in claims)
    if not numbers:
        return Figure(support=supported, number=None, claims=ids, wordy=True)
    hard = [n for c in claims if (n := codebook.number(c.count)) is not None and vague(c.count) is None]
    number = (hard or numbers)[0]
    for n in (hard or numbers)[1:]:
        number = meet(number, n) or max(number, n, key=size_of)
    return Figure(support=meet(supported, number) or number, number=number, claims=ids, wordy=not hard, lead=(hard or numbers)[0], top=max(map(_top, hard or numbers)))


def _top(interval: Interval) -> int:
    """The greatest number that an interval states; an open end adds nothing."""
    return interval.low if interval.high is None else interval.high


def _slot_figures(slot: Slot, codebook: Codebook, origins: Mapping[str, str]) -> dict[str, Figure]:
    fold = fold_voices([w.voice for w in slot.witnesses])
    by: dict[str, list[TollClaim]] = {}
    for w in slot.witnesses:
        by.setdefault(origins.get(w.claim.id) or fold[w.voice], []).append(w.claim)
    found: dict[str, Figure] = {}
    for voice, claims in by.items():
        figure = _figure(claims, codebook)
        if figure is not None:
            found[voice] = figure
    if len(slot.inner) > 1:
        _add_breakdown(slot, codebook, found, origins)
    elif slot.inner and codebook.low.take == "own lower":
        # an assessment that opens with four names keeps its four beside the five of a source further down
        inner = _slot_figures(slot.inner[0], codebook, origins)
        found |= {v: f for v, f in inner.items() if v not in found and f.number is not None and f.number.low > 1}
    return found


def _add_breakdown(slot: Slot, codebook: Codebook, found: dict[str, Figure], origins: Mapping[str, str]) -> None:
    """A whole set out part by part by another voice than the one that states its sum is an account, too."""
    parts = [f for inner in slot.inner if (f := _slot_figures(inner, codebook, origins))]
    for voice in dict.fromkeys(v for f in parts for v in f):
        if voice in found or any(voice not in f for f in parts):
            continue
        numbers = [n for f in parts if (n := f[voice].number) is not None]
        if len(numbers) == len(parts):
            found[voice] = Figure(support=total(numbers), number=total(numbers), claims=tuple(i for f in parts for i in f[voice].claims), top=_top(total(numbers)))


def _opening(layout: Layout) -> str | None:
    """The figure that the first sentences open with: an assessment's own sum, whoever it credits."""
    heads = [w for s in layout.slots for w in (s.first, *(i.first for i in s.inner))]
    first = min(heads, key=lambda s: (s.claim.quote.start, s.claim.id))
    return first.claim.id if 0 <= first.sentence <= _LEAD else None


def _of_the_opening(layout: Layout, figures: list[dict[str, Figure]], opening: str) -> list[dict[str, Figure]]:
    """The figures that an assessment's first sentence gives, where that is a sum: whom it names further down is among them."""
    first = next((s for s in layout.slots if s.first.claim.id == opening), None)
    if first is None:
        return figures
    held = {s.first.claim.id for s in layout.slots if s.first.sentence == first.first.sentence}
    kept = [f for f in figures if any(i in held for own in f.values() for i in own.claims)]
    return kept if kept and first.largest.low > 1 else figures


def find_accounts(layout: Layout, codebook: Codebook, report: Report, origins: Mapping[str, str] | None = None) -> list[Account]:
    """One account an origin: its own figure of each set of victims, else the article's first.

    Args:
        layout: The sets of victims of one harm in one article.
        codebook: The rules.
        report: Where it was printed.
        origins: By claim id the distinct origin, where it is known; a claim
            without one speaks with the voice that its article gives it.
    """
    origins = origins or {}
    figures = [f for slot in layout.slots if (f := _slot_figures(slot, codebook, origins))]
    if not figures:
        return []
    witnesses = [w for slot in layout.slots for w in slot.witnesses]
    home = next((origins[w.claim.id] for w in witnesses if w.voice == OWN and w.claim.id in origins), OWN)
    voices = list(dict.fromkeys(v for f in figures for v in f))
    if len(figures) > 1 and not any(len(f) > 1 for f in figures):
        voices = [home if home in voices else voices[0]]
    # a sum of single persons told one by one is no whole toll: the same person told twice looks just so
    general = any(s.first.anyone for s in layout.slots) or (len(figures) > 1 and any(s.largest.low > 1 for s in layout.slots))
    made = []
    opening = _opening(layout)
    if opening and codebook.low.take == "own lower":
        figures = _of_the_opening(layout, figures, opening)
    for voice in voices:
        chosen = [f.get(voice) or f.get(home) or next(iter(f.values())) for f in figures]
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
                own=any(opening in f.claims for f in chosen) if opening else voice == home,
                lead=total(leads) if len(leads) == len(chosen) else None,
                top=sum(f.top for f in chosen),
                article=report.article,
                stated=len(figures) == 1,
                parts=tuple(numbers) if 1 < len(figures) == len(numbers) else (),
            )
        )
    return made


def _said_since(accounts: Sequence[Account]) -> dict[tuple[Interval, bool], str]:
    """Since when an origin has stood by each of its numbers.

    Papers print an old figure for days, in their own words; that an origin is
    quoted with it again does not mean that it went back on a later one. Only an
    article that says so ("lowered the toll from 12 to 9") dates it anew.
    """
    since: dict[tuple[Interval, bool], str] = {}
    moved: dict[tuple[Interval, bool], str] = {}
    for a in accounts:
        if a.number is not None:
            key = (a.number, a.general)
            since[key] = min(a.reported, since.get(key, a.reported))
            if a.moved:
                moved[key] = min(a.reported, moved.get(key, a.reported))
    return {key: max(at, moved.get(key, at)) for key, at in since.items()}


def latest_of(accounts: Iterable[Account]) -> Account | None:
    """The account that stands for one origin, of all that it gave: the number that it gave last.

    Of several reports of that number the first stands for them, so that a copy,
    however late it is printed, changes nothing. `None` of no accounts.
    """
    held = sorted(accounts, key=lambda a: (a.reported, a.article, a.claims))
    since = _said_since(held)
    once: dict[tuple[Interval | None, bool], Account] = {}
    for a in held:
        once.setdefault((a.number, a.general), a)
    dated = [a if a.number is None else msgspec.structs.replace(a, reported=since[a.number, a.general]) for a in once.values()]
    numbered = [a for a in dated if a.number is not None]
    last = max(numbered or dated, key=_recent, default=None)
    whole = max((a for a in numbered if a.general), key=_recent, default=None)
    if last is None or last.number is None or whole is None or whole.number is None or last.number.low >= whole.number.low:
        return last
    return whole  # a smaller count of some of the victims takes nothing back of the whole


def _recent(account: Account) -> tuple[str, tuple[int, bool, int], tuple[str, ...]]:
    return account.reported, size_of(account.support), account.claims


def by_origin(accounts: Iterable[Account]) -> dict[str, list[Account]]:
    """All accounts of each origin."""
    held: dict[str, list[Account]] = {}
    for a in accounts:
        held.setdefault(a.origin, []).append(a)
    return held


def weigh(latest: Iterable[Account]) -> list[Account]:
    """The accounts that are settled: one an origin, less those that plainly speak of some of the victims only.

    A count of some of the victims gives way to a greater count of all of them,
    unless more origins give it than give a greater one: one article that took
    up a stranger's figure must not silence the rest.
    """
    kept = _with_wholes(sorted(latest, key=lambda a: (a.origin, a.claims)))
    wholes = sorted(a.number.low for a in kept if a.general and a.number is not None)
    times = Counter(a.number for a in kept)
    if any(a.number is not None and a.number.low > 0 for a in kept):
        # "no officers were hurt" says nothing of the others
        kept = [a for a in kept if a.general or a.number is None or a.number.high != 0]
    return [
        a for a in kept
        if a.general or a.number is None or a.number.high is None or times[a.number] > len(wholes) - bisect_right(wholes, a.number.high)
    ]


def _with_wholes(accounts: Sequence[Account]) -> list[Account]:
    """Sums of ours that take up one of their own figures, where another origin gives that one as the whole.

    An article tells of four dead and then of one of them, and the sum is five;
    that others state four, and nobody five, shows what the fifth was.
    """
    if not any(a.parts for a in accounts):
        return list(accounts)
    stated = {a.number for a in accounts if a.stated}
    whole = {a.number for a in accounts if a.stated and a.general}
    made = []
    for a in accounts:
        known = stated if all(p.high == 1 for p in a.parts) else whole
        inside = [p for p in a.parts if p in known]
        if inside and a.number not in stated:
            number = max(inside, key=size_of)
            a = msgspec.structs.replace(a, number=number, support=number, lead=number, top=_top(number))  # noqa: PLW2901 - the same account, put right
        made.append(a)
    return made


def fold_accounts(accounts: Iterable[Account]) -> list[Account]:
    """One account an origin: the number that it gave last; see `latest_of` and `weigh`."""
    return weigh(a for own in by_origin(accounts).values() if (a := latest_of(own)) is not None)


def _up_to(number: Interval) -> bool:
    return number.low == 1 and number.high is not None and number.high > 2


def _stated(number: Interval) -> tuple[int, ...]:
    if _up_to(number) or number.high is None:
        return (number.high or number.low,)
    return (number.low, number.high)


def _majority(accounts: Sequence[Account]) -> int | None:
    """The stated number inside most accounts; of equals one that is no sum of ours, then the later reported, then the lower."""
    latest: dict[int, tuple[bool, str]] = {}
    for a in accounts:
        for n in _stated(a.number) if a.number is not None else ():
            latest[n] = max((a.stated, a.reported), latest.get(n, (False, "")))
    granted = [b.support if b.number is None or b.number.exact else b.number for b in accounts]
    lows, highs = sorted(i.low for i in granted), sorted(i.high for i in granted if i.high is not None)

    def weight(n: int) -> tuple[int, tuple[bool, str], int]:
        # as many intervals hold a number as begin at or below it, less those that have ended before it
        return bisect_right(lows, n) - bisect_left(highs, n), latest[n], -n

    return max(latest, key=weight, default=None)


def settle(accounts: Sequence[Account], codebook: Codebook) -> tuple[int | None, int | None, int | None]:
    """Low, best and high of the accounts by the codebook's three rules."""
    numbers = [a.number for a in accounts if a.number is not None]
    if not numbers:
        return max(a.support.low for a in accounts), None, None
    vague = [_top(a.number) for a in accounts if a.number is not None and a.wordy]
    if codebook.words_alone:
        hard = [a for a in accounts if a.number is not None and not a.wordy]
        accounts = hard or accounts
        numbers = [a.number for a in hard if a.number is not None] or [max(numbers, key=size_of)]
    firm = [n for n in numbers if not _up_to(n)] or numbers
    least = min(n.low for n in firm)
    best = {"majority": _majority(accounts), "least lower": least, "none": None}[codebook.best.take]
    if best is not None and codebook.low.take != "same as best":
        least = min(least, best)  # "up to 20" bounds nothing from below, but may be what most origins allow
    own = next((a.lead for a in accounts if a.own and a.number in firm and a.lead and not _up_to(a.lead)), None)
    low = best if codebook.low.take == "same as best" else own.low if own and codebook.low.take == "own lower" else least
    words = [a.support for a in accounts if a.number is None]
    stated = max(max(map(_top, numbers)), max(a.top for a in accounts))
    open_ = any(n.high is None for n in numbers) or any(all(not compatible(w, n) for n in numbers) for w in words)
    if codebook.high.take == "own upper" and own is not None and own.high is not None and own.high > own.low:
        return own.low, best, own.high
    high = best if codebook.high.take == "same as best" else stated if codebook.high.take != "greatest upper" else None if open_ else stated
    if codebook.words_alone and codebook.high.take == "own upper" and high is not None and vague:
        high = max(high, *vague)
    return low, best, high
