"""What the API answers and takes: the nouns of the model, and the few that hold them together.

Nothing here needs a server, so that the client has the same types.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

from tollbook.extract.headline import Part
from tollbook.ledger import AsOf, BookIncident, CopyLink, Decision, Origin, Role, Verb
from tollbook.model import AnyClaim, Harm, Record, Toll
from tollbook.reconcile.diff import Change
from tollbook.reconcile.explanation import Explanation

State = Literal["unreviewed", "accepted", "rejected", "corrected", "unsure", "added"]
# a sentence, or an id; nobody types more, and nothing of it may fill the book
Short = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Sentence = Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]
Words = Annotated[str, msgspec.Meta(max_length=20_000)]


class Health(Record, frozen=True, kw_only=True):
    """That the desk answers: its version, and whether accounts are needed."""

    status: Literal["ok"]
    version: str
    team: bool


class Me(Record, frozen=True, kw_only=True):
    """Who is asking, and what they may do; `name` is `None` where the desk has no accounts and nobody said one."""

    name: str | None
    role: Role
    door: Literal["open", "session", "token"]


class CodebookInfo(Record, frozen=True, kw_only=True):
    """A codebook that comes with Tollbook."""

    name: str
    title: str
    about: str


class IncidentList(Record, frozen=True, kw_only=True):
    """A page of incidents; `count` is how many there are in all, `after` asks for the next page, `None` where there is none."""

    incidents: tuple[BookIncident, ...]
    count: int
    after: str | None = None


class ArticleInfo(Record, frozen=True, kw_only=True):
    """One version of an article; `text`, which others own, only where it was asked for.

    `reported` is `None` where nobody dated it; `until` is since when it no
    longer stands.
    """

    key: str
    id: str
    version: int
    title: str | None = None
    outlet: str | None = None
    agency: str | None = None
    url: str | None = None
    archive_url: str | None = None
    published: str | None = None
    language: str | None = None
    reported: str | None = None
    recorded: str
    until: str | None = None
    retracted: bool = False
    by_hand: bool = False
    text: str | None = None


class ClaimRow(Record, frozen=True, kw_only=True):
    """A claim with where it stands, whose it is and what was decided of it.

    `article` and `key` name the article and its version, `incident` the book's
    incident now, `origin` the distinct origin within that incident; `within`
    says whether the claim's offsets count in the article's text or in its title.
    """

    claim: AnyClaim
    within: Part = "text"
    article: str
    key: str
    outlet: str | None = None
    reported: str | None = None
    incident: str | None = None
    origin: str | None = None
    state: str = "unreviewed"
    disputed: bool = False


class IncidentFull(Record, frozen=True, kw_only=True):
    """An incident with all that its page shows; `others` are incidents that the id also leads to, after a split."""

    incident: BookIncident
    claims: tuple[ClaimRow, ...]
    origins: tuple[Origin, ...]
    copies: tuple[CopyLink, ...]
    articles: tuple[ArticleInfo, ...]
    decisions: tuple[Decision, ...]
    others: tuple[str, ...] = ()
    as_of: AsOf | None = None


class Explained(Record, frozen=True, kw_only=True):
    """Why the figures of an incident are what they are, by codebook."""

    incident: str
    title: str
    explanations: dict[str, Explanation]
    as_of: AsOf | None = None


class StepRow(Record, frozen=True, kw_only=True):
    """The tolls as they stood from one report on, and the articles that moved them."""

    reported: str
    tolls: tuple[Toll, ...]
    articles: tuple[str, ...]


class FigureRow(Record, frozen=True, kw_only=True):
    """One figure that an origin gave: from low to high, at the time of its report."""

    id: str
    harm: Harm
    low: int | None
    high: int | None
    word: str | None
    reported: str
    origin: str
    outlet: str | None
    quote: str


class Steps(Record, frozen=True, kw_only=True):
    """The toll over time: the reconciled steps, and every figure given."""

    incident: str
    codebook: str
    steps: tuple[StepRow, ...]
    figures: tuple[FigureRow, ...]


class Differences(Record, frozen=True, kw_only=True):
    """What changed in an incident between two moments; `before` is `None` where nothing was known at the first."""

    incident: str
    first: AsOf
    then: AsOf
    before: BookIncident | None
    after: BookIncident | None
    changes: tuple[Change, ...]


class ArticleFull(Record, frozen=True, kw_only=True):
    """A version of an article with its claims and what was decided of them; `versions` are all keys of its source."""

    article: ArticleInfo
    claims: tuple[ClaimRow, ...]
    decisions: tuple[Decision, ...]
    versions: tuple[str, ...]


class ClaimList(Record, frozen=True, kw_only=True):
    """The claims of some articles; `after` asks for those of the next."""

    claims: tuple[ClaimRow, ...]
    after: str | None = None


class DecisionList(Record, frozen=True, kw_only=True):
    """Decisions in the order in which they were taken, the undone too; `after` asks for the next."""

    decisions: tuple[Decision, ...]
    after: str | None = None


class Decide(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A decision to take; the same as `tollbook decide`.

    `about` are ids or their beginnings: of claims, incidents, articles,
    tellings or a decision. `values` are fields as a person types them. `by` is
    who decides where the desk has no accounts; an account signs with its own name.
    """

    verb: Verb
    why: Sentence
    about: Annotated[tuple[Short, ...], msgspec.Meta(max_length=50)] = ()
    values: Annotated[dict[Short, Words], msgspec.Meta(max_length=50)] = msgspec.field(default_factory=dict)
    by: Annotated[str, msgspec.Meta(max_length=80)] | None = None
    blind: Short | None = None


class Decided(Record, frozen=True, kw_only=True):
    """A decision as it was kept, and the incidents whose figures were made again."""

    decision: Decision
    incidents: tuple[str, ...]


class HitRow(Record, frozen=True, kw_only=True):
    """Where the words stand: in a claim's quote, or (`claim` is `None`) in the title of an article."""

    key: str
    article: str
    text: str
    claim: str | None = None


class Hits(Record, frozen=True, kw_only=True):
    """What a search found."""

    hits: tuple[HitRow, ...]


class MomentRow(Record, frozen=True, kw_only=True):
    """A moment in which the book grew, and the incidents that it was about."""

    recorded: str
    incidents: tuple[str, ...]


class Moments(Record, frozen=True, kw_only=True):
    """The moments after one, the earliest first; `last` is where to go on, `more` whether there are more at once."""

    moments: tuple[MomentRow, ...]
    last: str | None
    more: bool


class SourceRow(Record, frozen=True, kw_only=True):
    """One origin or outlet over all incidents of the book; ratios are of its first number over the best figure of now.

    `compared` counts the cases in which both are known, `ratio` is their
    median, `ratio_low` and `ratio_high` hold the middle half; `None` where
    nothing can be compared. The rest is explained in `tollbook.keep.sources`.
    """

    by: Literal["origin", "outlet"]
    name: str
    kind: str
    incidents: int
    claims: int
    compared: int
    ratio: float | None
    ratio_low: float | None
    ratio_high: float | None
    difference: float | None
    over: int
    under: int
    foremost: int
    shared: int
    up: int
    down: int
    alone: int


class Sources(Record, frozen=True, kw_only=True):
    """All sources, by name."""

    sources: tuple[SourceRow, ...]


class AccountRow(Record, frozen=True, kw_only=True):
    """An account as its colleagues' admin sees it: nothing of its password."""

    name: str
    role: Role
    created: str
    disabled: str | None = None


class Accounts(Record, frozen=True, kw_only=True):
    """All accounts."""

    accounts: tuple[AccountRow, ...]


def plain(record: Record) -> dict[str, Any]:
    """A record's own fields, to make another of."""
    return {name: getattr(record, name) for name in record.__struct_fields__}
