"""What goes into the book and comes out of it, beside the nouns of `ledger`."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from tollbook.ledger import BookIncident, Role, Telling
from tollbook.model import Record

Status = Literal["new", "same", "version", "purged"]
EventKind = Literal["withdrawn", "restored"]
Unknown = Literal["country", "site", "harm", "method", "side", "grade", "disagreement"]
Order = Literal["happened", "killed", "injured", "disagreement", "origins", "articles", "first_reported", "last_reported", "title"]


class Added(Record, frozen=True, kw_only=True):
    """What became of an article that was offered to the book.

    `new`: a source not seen before; `version`: another text of a known source;
    `same`: kept already, nothing changed; `purged`: the source was purged and
    is not taken back. `key` names the version.
    """

    status: Status
    key: str
    source: str


class ArticleEvent(Record, frozen=True, kw_only=True):
    """A fact about an article that came after it, never a change of it.

    `withdrawn` from the instant `reported` on; `restored` takes back every
    withdrawal recorded before. `key` narrows it to one version, `None` means
    every version of the source known when it was recorded.
    """

    source: str
    kind: EventKind
    reported: str
    recorded: str
    by: str
    why: str
    key: str | None = None


class Told(Record, frozen=True, kw_only=True):
    """A telling with the two clocks in which it stands, and the blocks it is found by.

    `reported_to` is the instant from which another version tells it instead;
    `recorded_to` that at which the book learned better (a better reading, a
    decision): `closed_by` says which. `None` while it stands.
    """

    telling: Telling
    keys: tuple[str, ...] = ()
    reported_from: str
    reported_to: str | None = None
    recorded_from: str | None = None
    recorded_to: str | None = None
    closed_by: str | None = None


class Pair(Record, frozen=True, kw_only=True):
    """Two tellings compared: `a` < `b`, the score, and the parts it is made of."""

    a: str
    b: str
    score: float
    parts: dict[str, Any] = msgspec.field(default_factory=dict)


class Filters(Record, frozen=True, kw_only=True):
    """Which incidents to list; `None` leaves a question open.

    `since` and `until` are days that the event's own days must touch. `place`
    is matched without case, anywhere in the name and those of the areas around
    it; `site` is the whole of these, and nothing else. `side` is one of the
    sides, `review` whether anybody decided anything about its reports.
    `unknown` names what must not be known. `box` is south, west, north, east.
    """

    since: str | None = None
    until: str | None = None
    country: str | None = None
    place: str | None = None
    method: str | None = None
    grade: str | None = None
    harm: str | None = None
    killed: int | None = None
    disagreement: int | None = None
    origins: int | None = None
    box: tuple[float, float, float, float] | None = None
    reported_since: str | None = None
    site: str | None = None
    side: str | None = None
    review: Literal["decided", "open"] | None = None
    unknown: tuple[Unknown, ...] = ()


class Page(Record, frozen=True, kw_only=True):
    """A page of incidents; `after` asks for the next one, `None` where there is none."""

    incidents: tuple[BookIncident, ...] = ()
    after: str | None = None


class Hit(Record, frozen=True, kw_only=True):
    """Where the searched words stand: in a claim's quote, or (`claim` is `None`) in a title."""

    key: str
    source: str
    text: str
    claim: str | None = None


class Tombstone(Record, frozen=True, kw_only=True):
    """What was taken out of the book for good: when, by whom and why; never what it said.

    `hash` is that of the content, so that somebody who holds the text can prove
    that it was this one. `received` is when the book had learned of it.
    """

    source: str
    key: str
    hash: str
    reported: str
    received: str
    recorded: str
    by: str
    why: str


class Purged(Record, frozen=True, kw_only=True):
    """What a purge took out, and what has to be made again without it.

    `wiped` is false where the bytes could not be overwritten at once because
    somebody else has the book open: `Book.wipe` does it later.
    """

    tombstones: tuple[Tombstone, ...] = ()
    tellings: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()
    wiped: bool = True


class Finding(Record, frozen=True, kw_only=True):
    """Something wrong with the book: which check, what, in words for a person."""

    check: str
    item: str
    message: str


class Resolved(Record, frozen=True, kw_only=True):
    """What an id of an incident, or its beginning, leads to.

    `known` are the ids, of today or before, that what was asked can mean: more
    than one is ambiguous, none is unknown. `current` are the incidents that
    stand today: the same id, or after a merge or split its successors.
    """

    asked: str
    known: tuple[str, ...] = ()
    current: tuple[str, ...] = ()


class Account(Record, frozen=True, kw_only=True):
    """Somebody who works on the book with others; never removed, so that a name never becomes another person's.

    `seal` changes whenever the password does, and tells nothing about it: a
    sign-in made before is then over. `disabled` is since when the account may
    do nothing.
    """

    name: str
    role: Role
    created: str
    disabled: str | None = None
    seal: str = ""


class Token(Record, frozen=True, kw_only=True):
    """A program's key to an account: what it is for and what it may do; its secret is shown once and kept nowhere."""

    id: str
    account: str
    role: Role
    label: str
    created: str
    disabled: str | None = None


class Moved(Record, frozen=True, kw_only=True):
    """One moment in which the book grew, and the incidents, as they now are, that it was about."""

    recorded: str
    incidents: tuple[str, ...] = ()
