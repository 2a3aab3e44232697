"""The nouns of the book: what it keeps for ever, and what it makes of that.

Kept for ever, and only ever added to: articles with their versions, readings
of them, decisions of people. Made of these, and thrown away at will: tellings,
incidents, tolls. So nothing that anybody published or decided can be lost by a
mistake in what is made of it.

Instants are UTC, written `2020-02-27T21:30:00.000000Z`, so that they sort as
text. A publication dated to the day is known at that day's end.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import msgspec

from tollbook.errors import TollbookError
from tollbook.model import Article, Reading, Record, Span, Toll, When, Where

Verb = Literal["accept", "reject", "correct", "unsure", "add", "same", "different", "grade", "toll", "retract", "undo"]
VERBS: tuple[Verb, ...] = ("accept", "reject", "correct", "unsure", "add", "same", "different", "grade", "toll", "retract", "undo")
Grade = Literal["confirmed", "fair", "weak", "contested", "discounted"]
GRADES: tuple[Grade, ...] = ("confirmed", "fair", "weak", "contested", "discounted")
Role = Literal["read", "code", "review", "admin"]
ROLES: tuple[Role, ...] = ("read", "code", "review", "admin")
Clock = Literal["reported", "recorded"]


def instant(time: str) -> str:
    """An ISO 8601 date or time as the UTC instant at which it is over.

    A day is over at its end, a minute at its end: "as of the 27th" knows all
    that was published on the 27th. A time without a zone is taken for UTC.

    Raises:
        TollbookError: It is no ISO 8601 date or time.

    Example:
        >>> instant("2020-02-27"), instant("2020-02-27T23:10+03:00")
        ('2020-02-27T23:59:59.999999Z', '2020-02-27T20:10:59.999999Z')
    """
    try:
        parsed = datetime.fromisoformat(time)
    except ValueError:
        raise TollbookError(f"{time!r} is no date or time.", hint="Write 2020-02-27, or 2020-02-27T21:30 with a zone such as Z or +03:00.") from None
    width = timedelta(0)
    if len(time) == 10:
        width = timedelta(days=1)
    elif not _has_seconds(time):
        width = timedelta(minutes=1)
    if parsed.tzinfo is None:
        parsed = parsed.replace(tzinfo=UTC)
    try:
        return stamp(parsed + (width - timedelta(microseconds=1)) if width else parsed)
    except OverflowError:
        raise TollbookError(f"{time!r} is a date beyond all calendars.", hint="Give a year from 1 to 9999.") from None


def moment(time: str | None) -> str:
    """An instant in UTC to the minute; one at a day's end is the day.

    Example:
        >>> moment("2020-02-27T21:30:00.000000Z"), moment("2020-02-27T23:59:59.999999Z"), moment(None)
        ('2020-02-27 21:30Z', '2020-02-27', 'not known')
    """
    if not time:
        return "not known"
    return time[:10] if time.endswith("23:59:59.999999Z") else f"{time[:10]} {time[11:16]}Z"


def _has_seconds(time: str) -> bool:
    clock = time[11:].removesuffix("Z")
    for sign in "+-":
        clock = clock.split(sign)[0]
    return clock.count(":") >= 2


def stamp(moment: datetime) -> str:
    """A moment with a zone, as the book writes it.

    Example:
        >>> stamp(datetime(2020, 2, 27, 21, 30, tzinfo=UTC))
        '2020-02-27T21:30:00.000000Z'
    """
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


class AsOf(Record, frozen=True, kw_only=True):
    """A moment on one of two clocks that must never be confused.

    `reported` leaves out what was published later, `recorded` what this book
    learned later, readings and decisions included.
    """

    clock: Clock
    time: str

    @property
    def said(self) -> str:
        """The time for people: to the minute in UTC, a day's end as the day.

        Example:
            >>> as_of("2020-02-28T06:00Z").said, as_of("2020-02-28").said
            ('2020-02-28 06:00Z', '2020-02-28')
        """
        return self.time[:10] if self.time.endswith("23:59:59.999999Z") else f"{self.time[:10]} {self.time[11:16]}Z"


def as_of(text: str) -> AsOf:
    """Read `reported:TIME`, `recorded:TIME` or a bare TIME, which means reported.

    Raises:
        TollbookError: The clock is another, or the time none.

    Example:
        >>> as_of("2020-02-28").clock, as_of("recorded:2020-02-28T06:00Z").time
        ('reported', '2020-02-28T06:00:59.999999Z')
    """
    clock, colon, rest = text.partition(":")
    if colon and clock.isalpha():
        if clock == "reported":
            return AsOf(clock="reported", time=instant(rest))
        if clock == "recorded":
            return AsOf(clock="recorded", time=instant(rest))
        raise TollbookError(f"There is no clock {clock!r}.", hint="Write reported:TIME or recorded:TIME.")
    return AsOf(clock="reported", time=instant(text))


class Kept(Record, frozen=True, kw_only=True):
    """One version of an article in the book, with the reading in force.

    `key` names this version and no other; versions of one source share
    `source` (the article's own id, which is its address where it has one) and
    are numbered from 1. `reported` is the instant from which it was public;
    where nobody dated it, that at which the book learned of it, and `undated`
    says so. `until` is the reported instant from which it no longer stands
    (a correction took its place, or it was withdrawn); `None` while it stands.
    `by_hand` marks a source that a person added with its claims.
    """

    key: str
    source: str
    version: int
    article: Article
    reported: str
    recorded: str
    undated: bool = False
    until: str | None = None
    retracted: bool = False
    by_hand: bool = False
    reader: str = ""
    reading: Reading


class Anchor(Record, frozen=True, kw_only=True):
    """What a decision about a claim holds on to, so that it outlives the reader.

    The claim's id first; where a better reader cuts the quote otherwise, the
    claim of the same article and harm whose quote shares most with this one.
    """

    claim: str
    source: str
    harm: str | None = None
    quote: Span | None = None
    count: Span | None = None


class Decision(Record, frozen=True, kw_only=True):
    """What a person decided, with who and why; never altered, only undone by another.

    `claim` for accept, reject, correct, unsure and add; `tellings` for same and
    different (two or more ids; an incident stands for its founder); `incident`
    for grade and toll; `source` for retract, with the `incident` that it was in; `undoes` for undo. `changes` holds
    the rest: the corrected fields, the added claim, the figure, the grade.
    `blind` names a round of coders who do not see each other's decisions.
    """

    id: str
    verb: Verb
    by: str
    why: str
    recorded: str
    claim: Anchor | None = None
    tellings: tuple[str, ...] = ()
    incident: str | None = None
    source: str | None = None
    undoes: str | None = None
    changes: dict[str, Any] = msgspec.field(default_factory=dict)
    blind: str | None = None


class Telling(Record, frozen=True, kw_only=True):
    """What one article tells of one incident: the unit that is grouped.

    `id` names the article's version's source and the incident's number in it,
    so that a correction tells of the same. The rest are the features that
    `group` compares; all of them are functions of one article and its reading,
    never of the book, so that order leaves no trace.
    """

    id: str
    key: str
    source: str
    number: str
    main: bool
    reported: str
    claims: tuple[str, ...] = ()
    when: When | None = None
    where: Where | None = None
    method: str | None = None
    features: dict[str, Any] = msgspec.field(default_factory=dict)


class CopyLink(Record, frozen=True, kw_only=True):
    """That one article repeats another's words, or both an agency's.

    `share` is the part of the later text's words that stand in the earlier, 0 to
    1; `because` says it in words for a person.
    """

    later: str
    earlier: str
    kind: Literal["copy", "partial", "credit"]
    share: float
    because: str


class Origin(Record, frozen=True, kw_only=True):
    """One voice behind claims of an incident, however many outlets carry it.

    `because` gives the reason of every fold, in words ("same text as …", "the
    governor of Hatay and Rahmi Dogan are named together in …").
    """

    id: str
    name: str
    kind: str = "unknown"
    claims: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    because: tuple[str, ...] = ()


class BookIncident(Record, frozen=True, kw_only=True):
    """An incident over many articles: a view, never stored as truth.

    `id` is short and lasting: the mark of its founder, the telling that was
    reported first. `main_of` are the articles whose main incident this is.
    `disagreement` is the widest distance between two origins' figures of one
    harm; 0 where none differ, `None` where fewer than two origins give one.
    """

    id: str
    title: str
    articles: tuple[str, ...] = ()
    main_of: tuple[str, ...] = ()
    tellings: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    when: When | None = None
    where: Where | None = None
    method: str | None = None
    sides: tuple[str, ...] = ()
    tolls: tuple[Toll, ...] = ()
    published: tuple[Toll, ...] = ()
    grade: Grade | None = None
    origins: int = 0
    disagreement: int | None = None
    first_reported: str | None = None
    last_reported: str | None = None


class Report(Record, frozen=True, kw_only=True):
    """Where a claim was printed: the article, when, and whose own voice it is.

    `voice` is the credited agency, else the outlet; `None` takes the article
    itself for a voice of its own. `origin` is the distinct origin that copies
    and spokesmen were folded to, where that is known already.
    """

    article: str
    reported: str | None = None
    voice: str | None = None
    origin: str | None = None
