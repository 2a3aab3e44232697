"""The nouns of Tollbook, all frozen.

A book of claims is only worth as much as the certainty that nothing in it was
altered on the way. So every noun is an immutable record, and the invariants
that a later reader relies on (a span is not empty, `low` never exceeds `high`)
are checked when the record is made, not when somebody trips over it.

Field names are those of the published contract; `null` is "not known" or "not
said", never 0 and never the empty string.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Harm = Literal["killed", "injured", "missing", "captured", "displaced", "casualties"]
Stance = Literal["asserted", "hedged", "denied"]
Scope = Literal["incident", "part", "cumulative", "background"]
VictimRole = Literal["combatant", "civilian", "unknown"]
Level = Literal["country", "region", "district", "town", "site", "area"]
Precision = Literal[
    "minute", "hour", "part of day", "day", "days", "week", "month", "season", "year", "years"
]

HARMS: tuple[Harm, ...] = ("killed", "injured", "missing", "captured", "displaced", "casualties")


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """The base of every noun, so that the library below it can be replaced."""


class Span(Record, frozen=True, kw_only=True):
    """Words of an article and where they stand.

    Offsets are code points into the article's `text` as it was given, so that
    `article.text[start:end] == text` for every span, anywhere, always.

    Raises:
        ValueError: The span is empty, or its length is not that of its text.

    Example:
        >>> Span(text="22", start=4, end=6).text
        '22'
    """

    text: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.text):
            raise ValueError(f"not a span: {self.start}..{self.end} of {self.text!r}")


class Article(Record, frozen=True, kw_only=True):
    """One published text, as received; never altered afterwards.

    `published` is an ISO 8601 date, or an instant with its zone; `None` when
    nobody said. `agency` is the credited agency, `outlet` who printed it.
    `other` holds whatever else came with it, as one JSON object: kept, and
    given back when articles are exported, but never read.
    """

    text: str
    id: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    agency: str | None = None
    url: str | None = None
    archive_url: str | None = None
    language: str | None = None
    other: str | None = None


class Count(Record, frozen=True, kw_only=True):
    """How many: an interval of whole persons with open ends.

    "At least 30" is [30, open), "22" is [22, 22], "up to 20" is [1, 20]. Words
    without a number keep the `word`, and `low` is the least it can mean. Both
    bounds `None`: no number is stated ("even higher numbers"); `compared_with`
    then holds the ids of the claims it is compared with. The span is `None`
    where the count stands in no words of its own (a listing of names).

    Raises:
        ValueError: `low` exceeds `high`, or is negative.

    Example:
        >>> Count(low=30, high=None, text="at least 30", start=0, end=11).high is None
        True
    """

    low: int | None = None
    high: int | None = None
    approx: bool = False
    word: str | None = None
    compared_with: tuple[str, ...] = ()
    text: str | None = None
    start: int | None = None
    end: int | None = None

    def __post_init__(self) -> None:
        if self.low is not None and (self.low < 0 or (self.high is not None and self.low > self.high)):
            raise ValueError(f"not an interval: {self.low}..{self.high}")


class Victims(Record, frozen=True, kw_only=True):
    """Of whom the claim speaks, in the article's words.

    `role` says only what the text supports; `classes` keep what it calls them
    (children, police, journalists …), so that a codebook, not the reader,
    decides who counts as a civilian. `nationality` holds ISO 3166 codes.
    """

    text: str | None = None
    start: int | None = None
    end: int | None = None
    role: VictimRole = "unknown"
    classes: tuple[str, ...] = ()
    nationality: tuple[str, ...] = ()
    side: str | None = None


class Link(Record, frozen=True, kw_only=True):
    """One link of an attribution: who said it, with the words that say so.

    `cue` is the word of saying ("told", "According to"); `role` one of the
    speaker roles of `lang/en/speakers.toml`; `named` whether the text names the
    speaker, rather than describing one.
    """

    speaker: str
    start: int
    end: int
    cue: str | None = None
    role: str = "unknown"
    named: bool = False


class ActorMention(Record, frozen=True, kw_only=True):
    """Words that name a party, and whom they stand for.

    `actor` is the name of the party the words resolve to ("Ankara" is Turkey),
    `None` where the table of actors does not know it.
    """

    text: str
    start: int
    end: int
    actor: str | None = None
    country: str | None = None
    kind: str | None = None


class When(Record, frozen=True, kw_only=True, rename={"from_": "from"}):
    """When it happened: the words, and the interval of days they mean.

    `from` and `to` are ISO 8601 days (or instants where the text gives an
    hour), both inclusive, local to the place; `None` where the words cannot be
    placed in time without a publication date. `derived` names the rule where
    no words give the time ("en.when.published": an undated report of the day is
    taken to tell of that day); the words are then `None`.
    """

    text: str | None = None
    start: int | None = None
    end: int | None = None
    from_: str | None = None
    to: str | None = None
    precision: str | None = None
    derived: str | None = None


class Where(Record, frozen=True, kw_only=True):
    """Where it happened: the words, and what a gazetteer makes of them.

    `precision` is UCDP's `where_prec`, 1 (exact) to 7. A place that the
    gazetteer does not hold stays text: `name` is then the words themselves and
    the rest `None`. `derived` marks coordinates computed from the places
    within a larger area.
    """

    text: str
    start: int
    end: int
    name: str | None = None
    level: str | None = None
    path: tuple[str, ...] = ()
    country: str | None = None
    geoname_id: int | None = None
    lat: float | None = None
    lon: float | None = None
    precision: int | None = None
    relation: str | None = None
    derived: bool = False
    candidates: int | None = None


class Claim(Record, frozen=True, kw_only=True):
    """What every kind of claim has: the quote, who says it, when and where."""

    id: str
    rule: str
    reading_confidence: float
    quote: Span
    attribution: tuple[Link, ...] = ()
    stance: Stance = "asserted"
    when: When | None = None
    where: Where | None = None
    incident: str | None = None


class TollClaim(Claim, frozen=True, kw_only=True, tag="toll", tag_field="kind"):
    """One statement of how many of which people were harmed."""

    harm: Harm
    count: Count
    victims: Victims | None = None
    scope: Scope = "incident"
    repeats: tuple[str, ...] = ()
    part_of: str | None = None
    moved_to: str | None = None
    transition: str | None = None
    by: tuple[ActorMention, ...] = ()
    by_certainty: str | None = None
    by_stance: Stance | None = None
    method: str | None = None


class AttackClaim(Claim, frozen=True, kw_only=True, tag="attack", tag_field="kind"):
    """An attack of which no toll is stated."""

    by: tuple[ActorMention, ...] = ()
    by_certainty: str | None = None
    by_stance: Stance | None = None
    target: Span | None = None
    method: str | None = None


class ControlClaim(Claim, frozen=True, kw_only=True, tag="control", tag_field="kind"):
    """Who took, lost or holds which place."""

    change: str
    actor: ActorMention | None = None
    helped_by: tuple[ActorMention, ...] = ()


class TalksClaim(Claim, frozen=True, kw_only=True, tag="talks", tag_field="kind"):
    """Who talks with whom, and about what."""

    about: str | None = None
    actors: tuple[ActorMention, ...] = ()


class DemandClaim(Claim, frozen=True, kw_only=True, tag="demand", tag_field="kind"):
    """Who asks what of whom."""

    actor: ActorMention | None = None
    to: ActorMention | None = None


class SilenceClaim(Claim, frozen=True, kw_only=True, tag="silence", tag_field="kind"):
    """An explicit absence: figures not given, details not released."""

    about: str | None = None
    actor: ActorMention | None = None


AnyClaim = TollClaim | AttackClaim | ControlClaim | TalksClaim | DemandClaim | SilenceClaim


class Toll(Record, frozen=True, kw_only=True):
    """Low, best and high of one harm in one group, under one codebook.

    `high` is `None` where no upper end is stated, `best` where no number is.
    `origins` counts the distinct origins behind the figure. `derived` names
    the codebook's rule where the figure is reckoned from others, not stated.
    """

    harm: Harm
    group: str = "all"
    low: int | None = None
    best: int | None = None
    high: int | None = None
    codebook: str = "house"
    origins: int = 0
    derived: str | None = None


class Incident(Record, frozen=True, kw_only=True):
    """What happened once, as one article tells it: a view over its claims."""

    id: str
    main: bool
    claims: tuple[str, ...]
    when: When | None = None
    where: Where | None = None
    method: str | None = None
    tolls: tuple[Toll, ...] = ()


class PlaceMention(Record, frozen=True, kw_only=True):
    """A name of a place anywhere in the text, resolved where it can be."""

    text: str
    start: int
    end: int
    name: str | None = None
    level: str | None = None
    geoname_id: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    path: tuple[str, ...] = ()
    derived: bool = False
    candidates: int | None = None


class TimeMention(Record, frozen=True, kw_only=True):
    """An expression of time anywhere in the text, as TimeML's TIMEX3.

    `type` is DATE, TIME, DURATION or SET; `value` as TIMEX3 writes it. `from`
    and `to` bound it in days, as in `When`.
    """

    text: str
    start: int
    end: int
    type: str
    value: str
    from_: str | None = msgspec.field(default=None, name="from")
    to: str | None = None
    precision: str | None = None


class AttributionMention(Record, frozen=True, kw_only=True):
    """Who is said to have said what, as lists of [start, end] spans."""

    source: tuple[tuple[int, int], ...] = ()
    cue: tuple[tuple[int, int], ...] = ()
    content: tuple[tuple[int, int], ...] = ()


class Mentions(Record, frozen=True, kw_only=True):
    """Every place, time and attribution of a text, claim or no claim."""

    places: tuple[PlaceMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    attributions: tuple[AttributionMention, ...] = ()


class Reading(Record, frozen=True, kw_only=True):
    """What one article says, as the reader read it.

    `mentions` is `None` unless asked for; `notes` are sentences for the user
    ("the text gives no date: weekdays stay unresolved"). `headline` holds the
    toll claims of the title where the body states none; their offsets count
    from the start of the title.
    """

    article: str
    claims: tuple[AnyClaim, ...] = ()
    incidents: tuple[Incident, ...] = ()
    mentions: Mentions | None = None
    notes: tuple[str, ...] = ()
    headline: tuple[TollClaim, ...] = ()


class Failure(Record, frozen=True, kw_only=True):
    """An article that could not be read, in the place of its reading."""

    article: str
    error: str
