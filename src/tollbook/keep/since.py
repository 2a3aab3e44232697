"""What changed in a book since a recorded moment, per incident: figures, articles, decisions, merges and splits."""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from tollbook.book import Book, View
from tollbook.book.past import Arrival, Line, State
from tollbook.errors import TollbookError
from tollbook.ledger import Decision, Grade, stamp
from tollbook.model import Harm, Record, Toll
from tollbook.reconcile.toll import cells_in_order

_MOST_DECISIONS = 1000  # of one answer: nobody reads more, and the incidents tell the rest


class Moved(Record, frozen=True, kw_only=True):
    """One toll as it was and as it is; `None` is no toll. `published` where a person set either above the machine's."""

    harm: Harm
    group: str
    before: Toll | None
    after: Toll | None
    published: bool = False


class Change(Record, frozen=True, kw_only=True):
    """What became of one incident.

    `appeared` says that there was no such incident before, `gone` that there is
    none now; `into` are then the incidents that hold its reports. `took` are
    incidents of which it was given reports: a merge, or a part split off.
    `grades` is the grade before and after, `None` where it is the same.
    """

    incident: str
    title: str
    recorded: str
    appeared: bool = False
    gone: bool = False
    into: tuple[str, ...] = ()
    took: tuple[str, ...] = ()
    moved: tuple[Moved, ...] = ()
    grades: tuple[Grade | None, Grade | None] | None = None
    origins: tuple[int, int] | None = None
    articles: tuple[Arrival, ...] = ()
    decisions: tuple[Decision, ...] = ()


class Changes(Record, frozen=True, kw_only=True):
    """A page of changes after `since`, up to `until`, the latest first; `count` are those of all pages.

    `after` asks for the next page, `None` where there is none. `elsewhere` are decisions about nothing that is an incident now.
    """

    since: str
    until: str
    changes: tuple[Change, ...]
    count: int
    after: str | None = None
    elsewhere: tuple[Decision, ...] = ()


def moment_of(text: str) -> str:
    """A recorded moment as the book writes it: a day is its first instant, so that "since the 4th" holds the 4th.

    Raises:
        TollbookError: It is no ISO 8601 date or time.

    Example:
        >>> moment_of("2024-03-04"), moment_of("2024-03-04T08:30+02:00")
        ('2024-03-04T00:00:00.000000Z', '2024-03-04T06:30:00.000000Z')
    """
    try:
        at = datetime.fromisoformat(text.strip().removeprefix("recorded:"))
        return stamp(at if at.tzinfo else at.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        raise TollbookError(f"since={text[:40]!r} is no date or time.", hint="Write 2024-03-04, or 2024-03-04T08:30Z.") from None


def day_before(moment: str) -> str:
    """A day before a moment of the book; the moment itself where a book has none."""
    return stamp(datetime.fromisoformat(moment) - timedelta(days=1)) if moment else moment


def moved(before: State | None, after: State | None) -> tuple[Moved, ...]:
    """The tolls that are not what they were, a person's figures above the machine's."""
    old, new = _tolls(before), _tolls(after)
    return tuple(
        Moved(harm=h, group=g, before=a, after=b, published="person" in (a.codebook if a else "", b.codebook if b else ""))
        for h, g in cells_in_order([*old, *new])
        if (a := old.get((h, g))) is not (b := new.get((h, g))) and not _same(a, b)
    )


def _tolls(state: State | None) -> dict[tuple[Harm, str], Toll]:
    return {(t.harm, t.group): t for t in (*state.tolls, *state.published)} if state is not None else {}


def _same(a: Toll | None, b: Toll | None) -> bool:
    return a is not None and b is not None and (a.low, a.best, a.high) == (b.low, b.best, b.high)


def changes(book: Book, since: str, *, start: int = 0, after: str | None = None, limit: int = 50, by: str | None = None) -> Changes:
    """What changed after a recorded moment.

    Args:
        book: The book.
        since: An instant as `moment_of` gives it.
        start: How many changes to pass over, for old addresses: what comes in meanwhile shifts them.
        after: The `after` of the page before, in place of `start`.
        limit: How many to give.
        by: Who asks: of decisions in a blind round only this person's are shown.

    Raises:
        TollbookError: `after` is none that a page gave.
    """
    cursor = None if after is None else _cursor(after)
    with book.read() as view:
        until = (view.last_moment() or "")
        decided = [d for d in view.decided(since)[-_MOST_DECISIONS:] if d.blind is None or d.by == by]
        homes, elsewhere = _homes(view, decided)
        lines = view.changed_at(homes, since)
        own = {i: max(lines.get(i, ""), *(d.recorded for d in mine)) for i, mine in homes.items()}
        # of those with decisions it is known when they changed last; of the others no more are read than a page may hold
        wanted = start + limit + 1
        others = [(at, i) for i, at in view.changed(since, before=cursor, limit=wanted + len(own)) if i not in own]
        rest = sorted((*others, *((at, i) for i, at in own.items() if cursor is None or (at, i) < cursor)), reverse=True)
        shown = rest[start : start + limit]
        made = _made(view, since, [i for _, i in shown], {i: at for at, i in shown}, homes)
        count = view.count_changed(since) + len(own.keys() - lines.keys())
    onward = _token(*shown[-1]) if shown and len(rest) > start + limit else None
    return Changes(since=since, until=until, changes=made, count=count, after=onward, elsewhere=tuple(elsewhere))


def _token(recorded: str, incident: str) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode((recorded, incident))).decode().rstrip("=")


def _cursor(after: str) -> tuple[str, str]:
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(after.encode("ascii") + b"=" * (-len(after) % 4)), type=tuple[str, str])
    except (ValueError, msgspec.DecodeError):
        raise TollbookError(f"after={after[:40]!r} is not where a page ended.", hint="Begin at the first page.") from None


def _made(view: View, since: str, ids: Sequence[str], latest: Mapping[str, str], homes: Mapping[str, Sequence[Decision]]) -> tuple[Change, ...]:
    before, now = view.states(ids, at=since), view.states(ids)
    arrived: defaultdict[str, list[Arrival]] = defaultdict(list)
    for a in view.arrivals(ids, since):
        arrived[a.incident].append(a)
    took: defaultdict[str, list[str]] = defaultdict(list)
    for origin, home in view.transfers(ids, since):
        took[home].append(origin)
    made = []
    for i in ids:
        was, is_ = before.get(i), now.get(i)
        if was is None and is_ is None and i not in homes:
            continue
        made.append(
            Change(
                incident=i, title=(is_ or was or State(title=i)).title, recorded=latest[i], appeared=was is None and is_ is not None,
                gone=is_ is None, into=tuple(x for x in view.resolve(i).current if x != i) if is_ is None else (), took=tuple(sorted(took[i])) if is_ else (),
                moved=moved(was, is_) if is_ is not None else (),
                grades=(was.grade, is_.grade) if was and is_ and was.grade != is_.grade else None,
                origins=(was.origins, is_.origins) if was and is_ and was.origins != is_.origins else None,
                articles=tuple(arrived[i]), decisions=tuple(homes.get(i, ())),
            )
        )  # fmt: skip
    return tuple(made)


def _homes(view: View, decided: Sequence[Decision]) -> tuple[dict[str, list[Decision]], list[Decision]]:
    """To which incident of now each decision belongs, and those that belong to none."""
    every = {d.id: d for d in view.decisions()} if any(d.undoes for d in decided) else {}
    meant = {d.id: _meant(d, every) for d in decided}
    sources = {m.claim.source for m in meant.values() if m.claim is not None} | {m.source for m in meant.values() if m.source is not None}
    told: defaultdict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for x in view.tellings(sources=sources):
        told[x.telling.source].append((x.telling.id, frozenset(x.telling.claims)))
    wanted = {m.id: _tellings(m, told) for m in meant.values()}
    members = view.members({t for ids in wanted.values() for t in ids})
    named = {i: view.resolve(i).current for i in {m.incident for m in meant.values() if m.incident is not None}}
    homes: defaultdict[str, list[Decision]] = defaultdict(list)
    elsewhere = []
    for d in decided:
        m = meant[d.id]
        found = {members[t] for t in wanted[m.id] if t in members} | set(named.get(m.incident or "", ())[:1])
        for home in sorted(found):
            homes[home].append(d)
        if not found:
            elsewhere.append(d)
    return dict(homes), elsewhere


def _meant(decision: Decision, every: Mapping[str, Decision]) -> Decision:
    """What an undoing is about: the decision at the end of the chain."""
    while decision.undoes is not None and decision.undoes in every:
        decision = every[decision.undoes]
    return decision


def _tellings(decision: Decision, told: Mapping[str, Sequence[tuple[str, frozenset[str]]]]) -> Iterable[str]:
    if decision.tellings:
        return decision.tellings
    source = decision.claim.source if decision.claim is not None else decision.source
    every = told.get(source or "", ())
    if decision.claim is not None and (held := [t for t, claims in every if decision.claim.claim in claims]):
        return held
    return [t for t, _ in every]


def say(line: Line) -> str | None:
    """A line of the book's past in words: for a feed.

    Returns:
        `None` where nothing that people look for is other than it was.
    """
    if line.state is None:
        return "No longer an incident of its own." if line.before is not None else None
    told = [_said(m) for m in moved(line.before, line.state)]
    if line.before is None:
        return "; ".join(["New incident", *told]) + "."
    for name in ("articles", "origins"):
        a, b = getattr(line.before, name), getattr(line.state, name)
        if a != b:
            told.append(f"{name} {a:,} → {b:,}")
    if line.before.grade != line.state.grade:
        told.append(f"grade {line.before.grade or 'none'} → {line.state.grade or 'none'}")
    return "; ".join(told) + "." if told else None


def _said(m: Moved) -> str:
    of = "" if m.group == "all" else f" ({m.group})"
    now = f"{m.harm}{of}: " + (figure(m.before) + " → " if m.before is not None else "") + figure(m.after)
    return now + (", set by a person" if m.published else "")


def figure(toll: Toll | None) -> str:
    """A toll for a sentence; unknown is never 0.

    Example:
        >>> figure(Toll(harm="killed", low=22, best=30)), figure(Toll(harm="killed", low=7, best=7, high=7)), figure(None)
        ('22+ (best 30)', '7', 'no figure')
    """
    if toll is None:
        return "no figure"
    if toll.low is None and toll.high is None:
        return "unknown"
    if toll.low == toll.high:
        return f"{toll.low:,}"
    ends = f"≤{toll.high:,}" if toll.low is None else f"{toll.low:,}+" if toll.high is None else f"{toll.low:,}–{toll.high:,}"
    return ends if toll.best is None else f"{ends} (best {toll.best:,})"
