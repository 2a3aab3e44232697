"""A toll with its whole reasoning: the nouns that an explanation is made of.

Kept apart from the making, so that whoever shows, compares or serves an
explanation needs to know nothing of how it came about.
"""

from __future__ import annotations

from typing import Literal

from tollbook.ledger import Grade
from tollbook.model import Harm, Record, Span, Toll
from tollbook.reconcile.codebook import Rule

Kind = Literal["same", "compatible", "refines", "supersedes", "part-of", "other scope", "other people", "transition", "contradicts"]
Verdict = Literal["used", "said again", "superseded", "part", "granted", "beside", "set aside", "rejected"]


class Pair(Record, frozen=True, kw_only=True):
    """How one claim stands to another of the same incident, and why, in words.

    Read as a sentence: `one` *supersedes*, *refines*, is *part of* `other`.
    `apart` is how far two contradicting figures are from each other.
    """

    one: str
    other: str
    kind: Kind
    because: str
    apart: int | None = None


class Use(Record, frozen=True, kw_only=True):
    """What became of one claim under a codebook, down to its words.

    `rule` is the rule by which: its id, what it says, where it is published, and
    whether it is our own reading. `other` is the claim that it gave way to or
    is a part of. `by` and `why` are a person's, where one decided.
    """

    claim: str
    article: str
    reported: str | None
    origin: str
    speaker: str | None
    quote: Span
    low: int | None
    high: int | None
    word: str | None = None
    verdict: Verdict
    rule: Rule
    other: str | None = None
    by: str | None = None
    why: str | None = None


class Voice(Record, frozen=True, kw_only=True):
    """What one distinct origin now says of one harm in one group.

    `low` and `high` are the number it gives, both `None` where it gives words
    only. `since` is when it first gave this number, `articles` how many carry
    it. `earlier` are its former numbers, the oldest first.
    """

    origin: str
    name: str
    low: int | None
    high: int | None
    word: bool = False
    since: str | None = None
    claims: tuple[str, ...] = ()
    articles: int = 1
    earlier: tuple[tuple[int, int | None], ...] = ()
    because: tuple[str, ...] = ()


class Move(Record, frozen=True, kw_only=True):
    """What low, best and high would be if one origin, or one claim, were withdrawn.

    `by` is how far the figure that moves most would move; an end that would
    open or close has no distance, and is told by `opens`.
    """

    what: Literal["origin", "claim"]
    id: str
    name: str
    low: int | None
    best: int | None
    high: int | None
    by: int = 0
    opens: bool = False
    vanishes: bool = False


class Contradiction(Record, frozen=True, kw_only=True):
    """The two origins whose figures of one harm lie furthest apart."""

    one: str
    other: str
    apart: int
    says: str


class Gap(Record, frozen=True, kw_only=True):
    """Something that is not known yet; with the words, where somebody says so."""

    kind: Literal["official", "side", "names", "number", "silence"]
    says: str
    claim: str | None = None
    article: str | None = None
    quote: Span | None = None


class Note(Record, frozen=True, kw_only=True):
    """What a rule of the codebook means for this incident, where that is more than a figure."""

    rule: Rule
    says: str


class TollExplanation(Record, frozen=True, kw_only=True):
    """One toll: the figure, the rules that made it, the voices behind it, and what became of every claim.

    `published` is the figure that a person set above the machine's, with who
    and why. `moves` are the withdrawals that would change a figure, the
    greatest change first.
    """

    toll: Toll
    low: Rule
    best: Rule
    high: Rule
    voices: tuple[Voice, ...] = ()
    trace: tuple[Use, ...] = ()
    relations: tuple[Pair, ...] = ()
    moves: tuple[Move, ...] = ()
    contradiction: Contradiction | None = None
    published: Toll | None = None
    published_by: str | None = None
    published_why: str | None = None


class Explanation(Record, frozen=True, kw_only=True):
    """The tolls of one incident under one codebook, with their whole reasoning.

    `origins` counts the distinct origins of all its figures. `provisional` says
    that the codebook asks for more of them. `headline` says whether the grade
    lets the incident count in the codebook's headline totals; `None` where it
    has no such rule, or nobody has graded it. `spread` is the best figure of
    the killed day by day, where the codebook divides it. `conceded` are figures
    that the party blamed has itself admitted, where the codebook keeps them apart.
    """

    codebook: str
    title: str
    tolls: tuple[TollExplanation, ...] = ()
    origins: int = 0
    missing: tuple[Gap, ...] = ()
    notes: tuple[Note, ...] = ()
    grade: Grade | None = None
    provisional: bool = False
    headline: bool | None = None
    conceded: tuple[Toll, ...] = ()
    spread: tuple[tuple[str, int], ...] = ()

    def toll(self, harm: Harm, group: str = "all") -> TollExplanation | None:
        """The explanation of one harm and group; `None` where nothing is said of it."""
        return next((t for t in self.tolls if (t.toll.harm, t.toll.group) == (harm, group)), None)
