"""A reading as people's decisions leave it.

The reader's claims are never altered in the book; what is counted is the
reading with the decisions laid over it. They hold on to the words, so a better
reader, who cuts a quote otherwise, finds them in place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

import msgspec

from tollbook.extract.headline import find_in, part_of, told_in_all
from tollbook.ids import content_id
from tollbook.ledger import Anchor, Decision
from tollbook.model import AnyClaim, Article, Count, Incident, Link, Reading, Record, Span, TollClaim, Victims
from tollbook.reconcile.world import find_method, find_when, find_where

State = Literal["unreviewed", "accepted", "rejected", "corrected", "unsure", "added"]
_STATE: dict[str, State] = {"accept": "accepted", "reject": "rejected", "correct": "corrected", "unsure": "unsure", "add": "added"}
# Decisions about a claim's content; "unsure" says that somebody looked and could not tell.
ABOUT_CLAIMS = frozenset(_STATE)


class Reviewed(Record, frozen=True, kw_only=True):
    """A reading with decisions laid over it.

    `reading` holds the claims that count; `rejected` those that a person struck
    out, kept to be shown; `states` what was decided of which claim, by id;
    `loose` the decisions whose words this reading does not hold any more.
    `disputed` are claims on which two people's standing decisions differ.
    """

    reading: Reading
    rejected: tuple[AnyClaim, ...] = ()
    states: dict[str, State] = msgspec.field(default_factory=dict)
    decided: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    loose: tuple[Decision, ...] = ()
    disputed: tuple[str, ...] = ()


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that nobody has undone, in the order in which they were made.

    Undoing an undoing brings the first decision back.

    Example:
        >>> one = Decision(id="1", verb="reject", by="A", why="", recorded="2024-05-01T00:00:00.000000Z")
        >>> two = Decision(id="2", verb="undo", by="A", why="", recorded="2024-05-02T00:00:00.000000Z", undoes="1")
        >>> [d.id for d in standing([two, one])]
        []
    """
    made = sorted(decisions, key=lambda d: (d.recorded, d.id))
    dead: set[str] = set()
    for d in reversed(made):
        if d.verb == "undo" and d.undoes is not None and d.id not in dead:
            dead.add(d.undoes)
    return tuple(d for d in made if d.verb != "undo" and d.id not in dead)


def review(article: Article, reading: Reading, decisions: Sequence[Decision]) -> Reviewed:
    """Lay the standing decisions about an article's claims over its reading.

    The later of two decisions about one claim is the one that counts; that
    another person decided otherwise stays on record, as `disputed`.

    Args:
        article: The version that was read.
        reading: The reader's claims.
        decisions: Standing ones, as `standing` gives them; those about other
            articles are passed over.
    """
    reading = told_in_all(article, reading)
    mine = [d for d in decisions if d.claim is not None and d.claim.source == article.id and d.verb in ABOUT_CLAIMS]
    if not mine:
        return Reviewed(reading=reading)
    claims = {c.id: c for c in reading.claims}
    latest: dict[str, Decision] = {}
    every: dict[str, list[Decision]] = {}
    loose: list[Decision] = []
    for d in mine:
        if d.verb == "add":
            made = _added(article, d)
            if made is None:
                loose.append(d)
                continue
            claims[made.id] = made
            found: str | None = made.id
        else:
            found = find_anchored(d.claim, claims.values()) if d.claim is not None else None
        if found is None:
            loose.append(d)
            continue
        latest[found] = d
        every.setdefault(found, []).append(d)
    rejected = {i for i, d in latest.items() if d.verb == "reject"}
    changed = {}
    for i, c in claims.items():
        last = next((d for d in reversed(every.get(i, [])) if d.verb in ("correct", "reject")), None)
        changed[i] = _corrected(article, c, last.changes) if last is not None and last.verb == "correct" else c
    kept = tuple(sorted((c for i, c in changed.items() if i not in rejected), key=lambda c: (c.quote.start, c.quote.end, c.id)))
    return Reviewed(
        reading=_settled(reading, kept, {i for i, d in latest.items() if d.verb in ("correct", "add")}),
        rejected=tuple(changed[i] for i in sorted(rejected)),
        states={i: _STATE[d.verb] for i, d in sorted(latest.items())},
        decided={i: tuple(d.id for d in ds) for i, ds in sorted(every.items())},
        loose=tuple(loose),
        disputed=tuple(sorted(i for i, ds in every.items() if _differ(ds))),
    )


def _differ(decisions: Sequence[Decision]) -> bool:
    """Do the last decisions of two people about one claim differ, and has nobody settled it since?"""
    settled = max((n for n, d in enumerate(decisions) if d.changes.get("settles")), default=0)
    last = {d.by: d for d in decisions[settled:] if d.verb != "add"}
    held = list(last.values())
    return any(differ(a, b) for n, a in enumerate(held) for b in held[:n])


def differ(one: Decision, other: Decision) -> bool:
    """Whether two decisions about one claim cannot both stand: other verbs, or another value in one field.

    A second correction that puts right another field contradicts nobody.
    """
    if one.verb != other.verb:
        return True
    both = (one.changes.keys() & other.changes.keys()) - {"settles"}
    return any(one.changes[k] != other.changes[k] for k in both)


def find_anchored(anchor: Anchor, claims: Iterable[AnyClaim]) -> str | None:
    """The claim that a decision holds on to: by its id, else by its words.

    Returns:
        Its id; `None` where no claim of the same harm shares half of the words
        of the shorter quote.
    """
    held = list(claims)
    if any(c.id == anchor.claim for c in held):
        return anchor.claim
    if anchor.quote is None:
        return None
    start, end = anchor.quote.start, anchor.quote.end

    def shared(claim: AnyClaim) -> float:
        over = min(end, claim.quote.end) - max(start, claim.quote.start)
        if over <= 0 or anchor.harm != (claim.harm if isinstance(claim, TollClaim) else None):
            return 0.0
        same = anchor.count is not None and isinstance(claim, TollClaim) and claim.count.start == anchor.count.start
        return over / min(end - start, claim.quote.end - claim.quote.start) + same

    best = max(held, key=lambda c: (shared(c), -c.quote.start), default=None)
    return best.id if best is not None and shared(best) >= 0.5 else None


def anchor_of(article: Article, claim: AnyClaim) -> Anchor:
    """What a decision about this claim is to hold on to."""
    toll = claim if isinstance(claim, TollClaim) else None
    counted = toll.count if toll is not None else None
    count = None
    if counted is not None and counted.text is not None and counted.start is not None and counted.end is not None:
        count = Span(text=counted.text, start=counted.start, end=counted.end)
    return Anchor(claim=claim.id, source=article.id, harm=toll.harm if toll else None, quote=claim.quote, count=count)


# ---- corrections --------------------------------------------------------------------------------------
def _span_at(article: Article, text: str, near: int) -> tuple[int, int] | None:
    """Where words stand beside a claim, in the title if it was made there; the nearest to its offset."""
    found = find_in(article, text, part_of(article, near), near)
    return None if found is None else (found.start, found.end)


def _count(article: Article, near: int, old: Count | None, changes: dict[str, Any]) -> Count:
    base = old or Count()
    low = changes.get("low", base.low)
    high = changes.get("high", base.high)
    if low is not None and high is not None and low > high:
        # a better reader reads another count than the person saw, who put right one end of it: that end stands
        low, high = (low, low) if "high" not in changes else (high, high)
    words = changes.get("count")
    at = _span_at(article, words, near) if words else None
    if at is not None:
        return Count(low=low, high=high, text=words, start=at[0], end=at[1])
    changed = {"low", "high"} & changes.keys()
    return msgspec.structs.replace(base, low=low, high=high, **({"word": None, "approx": False} if changed else {}))


def _speaker(article: Article, near: int, changes: dict[str, Any]) -> tuple[Link, ...]:
    """The corrected chain; a name that does not stand in the text gives none, so that nobody is invented."""
    links = []
    for name in (changes.get("speaker"), changes.get("via")):
        at = _span_at(article, name, near) if name else None
        if name and at is not None:
            links.append(Link(speaker=name, start=at[0], end=at[1], role=str(changes.get("speaker_role", "unknown")), named=name[:1].isupper()))
    return tuple(links)


def _corrected(article: Article, claim: AnyClaim, changes: dict[str, Any]) -> AnyClaim:
    """A claim with the fields that a person put right; its id stays, since it is the same claim."""
    new: dict[str, Any] = {k: changes[k] for k in ("stance",) if k in changes}
    if changes.get("quote") and (at := _span_at(article, changes["quote"], claim.quote.start)):
        new["quote"] = Span(text=changes["quote"], start=at[0], end=at[1])
    if "speaker" in changes:
        new["attribution"] = _speaker(article, claim.quote.start, changes)
    for field, kind in (("when", "when"), ("where", "where")):
        if field in changes:
            new[kind] = changes[field]
    if isinstance(claim, TollClaim):
        new |= {k: changes[k] for k in ("harm", "scope", "method", "part_of") if k in changes}
        if {"low", "high", "count"} & changes.keys():
            new["count"] = _count(article, claim.quote.start, claim.count, changes)
        if {"victims", "role", "classes", "side"} & changes.keys():
            new["victims"] = _victims(article, claim.quote.start, claim.victims, changes)
    return msgspec.convert(msgspec.to_builtins(claim) | msgspec.to_builtins(new), type=type(claim))


def _victims(article: Article, near: int, old: Victims | None, changes: dict[str, Any]) -> Victims:
    new: dict[str, Any] = {k: changes[k] for k in ("role", "side") if k in changes}
    if "classes" in changes:
        new["classes"] = tuple(changes["classes"])
    words = changes.get("victims")
    if words and (at := _span_at(article, words, near)):
        new |= {"text": words, "start": at[0], "end": at[1]}
    return msgspec.structs.replace(old or Victims(), **new)


def _added(article: Article, decision: Decision) -> TollClaim | None:
    """A claim that a person found; `None` where its quote does not stand in this version of the text."""
    changes = decision.changes
    quote = str(changes.get("quote", ""))
    at = (find_in(article, quote, "text", int(changes.get("start", 0))) or find_in(article, quote, "title")) if quote else None
    if at is None:
        return None
    raw = {
        "kind": "toll", "id": decision.claim.claim if decision.claim else content_id(decision.id), "rule": "person",
        "reading_confidence": 1.0, "quote": {"text": quote, "start": at.start, "end": at.end}, "harm": changes.get("harm", "killed"),
        "count": {}, "incident": str(changes.get("number", "1")),
    }  # fmt: skip
    return _as_toll(_corrected(article, msgspec.convert(raw, type=TollClaim), {k: v for k, v in changes.items() if k != "quote"}))


def _as_toll(claim: AnyClaim) -> TollClaim | None:
    return claim if isinstance(claim, TollClaim) else None


def _settled(reading: Reading, claims: tuple[AnyClaim, ...], touched: set[str]) -> Reading:
    """The reading's incidents over the claims that are left, re-dated and re-placed where a person changed one."""
    known = {i.id for i in reading.incidents}
    homeless = [c.incident for c in claims if c.incident is not None and c.incident not in known]
    incidents = list(reading.incidents)
    for number in sorted(set(homeless)):
        incidents.append(Incident(id=number, main=not incidents, claims=()))
    made = []
    for incident in incidents:
        held = tuple(c for c in claims if c.incident == incident.id or c.id in incident.claims)
        if not held:
            continue
        new: dict[str, Any] = {"claims": tuple(c.id for c in held), "tolls": ()}
        if any(c.id in touched for c in held):
            corrected = [c for c in held if c.id in touched]
            new["when"] = find_when([c for c in corrected if c.when]) or incident.when or find_when(held)
            new["where"] = find_where([c for c in corrected if c.where]) or incident.where or find_where(held)
            new["method"] = find_method([c for c in corrected if getattr(c, "method", None)]) or incident.method or find_method(held)
        made.append(msgspec.structs.replace(incident, **new))
    if made and not any(i.main for i in made):
        made[0] = msgspec.structs.replace(made[0], main=True)
    return msgspec.structs.replace(reading, claims=claims, incidents=tuple(made))
