"""What changed in an incident between two times, and which claim changed it.

Replay shows an incident as it was known at an hour; the difference of two hours
is what a desk has to correct. Every change of a figure names the statement that
made it: the article, the speaker, the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from tollbook.ledger import BookIncident
from tollbook.model import Record, Toll, When, Where
from tollbook.reconcile.explanation import Explanation, TollExplanation, Use

Changed = Literal["toll", "published", "origin", "place", "time", "method", "grade", "articles"]


class Cause(Record, frozen=True, kw_only=True):
    """A statement that came, or that stopped counting: who said it where, in which words, and what became of it."""

    claim: str
    article: str
    speaker: str | None
    quote: str
    low: int | None
    high: int | None
    reported: str | None
    verdict: str
    came: bool


class Change(Record, frozen=True, kw_only=True):
    """One thing that changed: what, of which harm and group, from what to what, by which statements.

    `before` and `after` are texts for people; `None` where there was, or is,
    nothing.
    """

    what: Changed
    before: str | None
    after: str | None
    harm: str | None = None
    group: str | None = None
    causes: tuple[Cause, ...] = ()


def _toll_text(toll: Toll | None) -> str | None:
    if toll is None:
        return None
    low, best = ("not known" if n is None else str(n) for n in (toll.low, toll.best))
    return f"low {low}, best {best}, high {'open' if toll.high is None else toll.high}"


def _tolls(explanation: Explanation | None) -> Mapping[tuple[str, str], TollExplanation]:
    return {} if explanation is None else {(t.toll.harm, t.toll.group): t for t in explanation.tolls}


def _cause(use: Use, *, came: bool) -> Cause:
    return Cause(
        claim=use.claim, article=use.article, speaker=use.speaker, quote=use.quote.text, low=use.low, high=use.high,
        reported=use.reported, verdict=use.verdict, came=came,
    )  # fmt: skip


def _causes(before: TollExplanation | None, after: TollExplanation | None) -> tuple[Cause, ...]:
    """The statements that began or ceased to count between the two, the first published first."""
    old = {u.claim: u for u in (before.trace if before is not None else ()) if u.verdict == "used"}
    new = {u.claim: u for u in (after.trace if after is not None else ()) if u.verdict == "used"}
    now = {u.claim: u for u in (after.trace if after is not None else ())}
    came = [_cause(u, came=True) for i, u in new.items() if i not in old]
    went = [_cause(now.get(i, u), came=False) for i, u in old.items() if i not in new]
    return tuple(sorted([*came, *went], key=lambda c: (not c.came, c.reported or "", c.article, c.claim)))


def diff(before: tuple[BookIncident | None, Explanation | None], after: tuple[BookIncident | None, Explanation | None]) -> tuple[Change, ...]:
    """Compare an incident as known at two times.

    Args:
        before: The incident and its explanation at the earlier time; `None`
            where it was not known yet.
        after: The same at the later time, under the same codebook.

    Returns:
        The changes: figures first, then origins, place, time, method, grade and articles.

    Example:
        >>> diff((None, None), (None, None))
        ()
    """
    found = [*_of_tolls(before[1], after[1]), *_of_origins(before[1], after[1])]
    if before[0] is not None or after[0] is not None:
        found += _of_world(before[0], after[0])
    return tuple(found)


def _of_tolls(before: Explanation | None, after: Explanation | None) -> Iterator[Change]:
    old, new = _tolls(before), _tolls(after)
    for cell in dict.fromkeys((*new, *old)):
        one, two = old.get(cell), new.get(cell)
        texts = _toll_text(one.toll if one else None), _toll_text(two.toll if two else None)
        if texts[0] != texts[1]:
            yield Change(what="toll", before=texts[0], after=texts[1], harm=cell[0], group=cell[1], causes=_causes(one, two))
        shown = _toll_text(one.published if one else None), _toll_text(two.published if two else None)
        if shown[0] != shown[1]:
            yield Change(what="published", before=shown[0], after=shown[1], harm=cell[0], group=cell[1])


def _voices(told: TollExplanation | None) -> dict[str, tuple[str, str]]:
    """By origin its name and what it says, in words."""
    if told is None:
        return {}
    return {v.origin: (v.name, _said(v.low, v.high, word=v.word)) for v in told.voices}


def _said(low: int | None, high: int | None, *, word: bool) -> str:
    if low is None:
        return "no number"
    number = f"{low} or more" if high is None else str(low) if low == high else f"{low} to {high}"
    return f"words only, {number}" if word else number


def _of_origins(before: Explanation | None, after: Explanation | None) -> Iterator[Change]:
    """Origins that came, went, or changed their figure, for each harm as a whole."""
    old, new = _tolls(before), _tolls(after)
    for cell in dict.fromkeys((*new, *old)):
        if cell[1] != "all":
            continue
        one, two = _voices(old.get(cell)), _voices(new.get(cell))
        for origin in sorted({*one, *two}):
            was, now = one.get(origin), two.get(origin)
            if (was and was[1]) == (now and now[1]):
                continue
            causes = tuple(_cause(u, came=True) for u in (new[cell].trace if cell in new else ()) if u.origin == origin and u.verdict == "used")
            yield Change(
                what="origin", before=f"{was[0]}: {was[1]}" if was else None, after=f"{now[0]}: {now[1]}" if now else None,
                harm=cell[0], group=cell[1], causes=causes,
            )  # fmt: skip


def _when(when: When | None) -> str | None:
    if when is None or (when.from_ is None and when.text is None):
        return None
    if when.from_ is None:
        return when.text
    return when.from_ if when.to in (None, when.from_) else f"{when.from_} to {when.to}"


def _where(where: Where | None) -> str | None:
    if where is None:
        return None
    return ", ".join(reversed(where.path)) if where.path else where.name or where.text


def _of_world(before: BookIncident | None, after: BookIncident | None) -> Iterator[Change]:
    pairs: Iterable[tuple[Changed, str | None, str | None]] = (
        ("time", _when(before.when) if before else None, _when(after.when) if after else None),
        ("place", _where(before.where) if before else None, _where(after.where) if after else None),
        ("method", before.method if before else None, after.method if after else None),
        ("grade", before.grade if before else None, after.grade if after else None),
    )
    for what, was, now in pairs:
        if was != now:
            yield Change(what=what, before=was, after=now)
    old, new = set(before.articles if before else ()), set(after.articles if after else ())
    if old != new:
        yield Change(what="articles", before=", ".join(sorted(old - new)) or None, after=", ".join(sorted(new - old)) or None)
