"""Incidents for programs: the list, one, why, over time, and what changed."""

from __future__ import annotations

from typing import Annotated

from litestar import Response
from litestar.params import QueryParameter

from tollbook.api.asking import (
    AskedGrade,
    AskedHarm,
    AtLeast,
    Box,
    Codebook,
    Country,
    Cursor,
    Day,
    Ident,
    Limit,
    Moment,
    Sorted,
    Text,
    answer,
    moment_of,
    one_codebook,
    reading,
)
from tollbook.api.records import (
    ArticleInfo,
    ClaimRow,
    Differences,
    Explained,
    FigureRow,
    IncidentFull,
    IncidentList,
    StepRow,
    Steps,
    plain,
)
from tollbook.keep.differing import changed
from tollbook.keep.looking import list_incidents, look, timeline
from tollbook.ledger import Kept
from tollbook.ledger import as_of as read_moment
from tollbook.web.answers import Asked, book_of, codebook_of
from tollbook.web.browsing import Browsing
from tollbook.web.pages.incident import figures, find
from tollbook.web.signing import seen

When = Annotated[str, QueryParameter(description="A moment: reported:TIME, recorded:TIME or a bare TIME.", min_length=1, max_length=60)]


@reading("/incidents", "list_incidents")
def incidents(
    request: Asked,
    *,
    since: Day = None,
    until: Day = None,
    country: Country = None,
    place: Text = None,
    harm: AskedHarm = None,
    method: Text = None,
    grade: AskedGrade = None,
    killed: AtLeast = None,
    disagreement: AtLeast = None,
    origins: AtLeast = None,
    box: Box = None,
    sort: Sorted = "disagreement",
    codebook: Codebook = "house",
    as_of: Moment = None,
    after: Cursor = None,
    limit: Limit = 50,
) -> Response[IncidentList]:
    """Incidents, filtered as on the page Browse, a page at a time; of the past only the first page is given."""
    asked = Browsing(
        since=since.isoformat() if since else None, until=until.isoformat() if until else None, country=country.upper() if country else None,
        place=place, harm=harm, method=method, grade=grade, killed=killed, disagreement=disagreement, origins=origins, box=box,
    )  # fmt: skip
    book, moment = book_of(request), moment_of(as_of)
    listed = list_incidents(book, asked.filters, order=sort, after=after, limit=limit, codebook=one_codebook(codebook), as_of=moment)
    count = book.count(asked.filters) if moment is None else len(listed.incidents)
    return answer(request, IncidentList(incidents=listed.incidents, count=count, after=listed.after))


@reading("/incidents/{ident:str}", "get_incident")
def incident(request: Asked, ident: Ident, codebook: Codebook = "house", as_of: Moment = None) -> Response[IncidentFull]:
    """One incident: its tolls under a codebook, claims with quotes, origins, copies, articles, decisions."""
    found = find(book_of(request), ident, codebook=one_codebook(codebook), moment=moment_of(as_of))
    i = found.shown.incident
    claims = tuple(
        ClaimRow(
            claim=c.claim, within=c.within, article=c.article, key=c.key, outlet=c.outlet, reported=None if c.undated else c.reported, incident=i.id,
            origin=c.origin, state=c.state, disputed=c.disputed,
        )
        for c in found.claims
    )  # fmt: skip
    made = IncidentFull(
        incident=i, claims=claims, origins=found.origins, copies=found.links, articles=tuple(info(k) for k in found.articles),
        decisions=seen(request, found.decisions), others=found.shown.others, as_of=found.shown.as_of,
    )  # fmt: skip
    return answer(request, made)


def info(kept: Kept, *, texts: bool = False) -> ArticleInfo:
    """A version of an article, without its text unless asked for."""
    a = kept.article
    return ArticleInfo(
        key=kept.key, id=a.id, version=kept.version, title=a.title, outlet=a.outlet, agency=a.agency, url=a.url, archive_url=a.archive_url,
        published=a.published, language=a.language, reported=None if kept.undated else kept.reported, recorded=kept.recorded, until=kept.until,
        retracted=kept.retracted, by_hand=kept.by_hand, text=a.text if texts else None,
    )  # fmt: skip


@reading("/incidents/{ident:str}/explanation", "explain_incident")
def explanation(request: Asked, ident: Ident, codebook: Codebook = "house", as_of: Moment = None) -> Response[Explained]:
    """Why each figure is what it is: rules, voices, the trace of every claim, what would move it, what is missing."""
    shown = look(book_of(request), ident, codebook=codebook_of(codebook), as_of=moment_of(as_of))
    return answer(request, Explained(incident=shown.incident.id, title=shown.incident.title, explanations=shown.explanations, as_of=shown.as_of))


@reading("/incidents/{ident:str}/steps", "get_steps")
def steps(request: Asked, ident: Ident, codebook: Codebook = "house", as_of: Moment = None) -> Response[Steps]:
    """The toll over time: how it stood after each report, and every figure that an origin gave."""
    book, rules = book_of(request), one_codebook(codebook)
    found = find(book, ident, codebook=rules, moment=moment_of(as_of))
    made = Steps(
        incident=found.shown.incident.id, codebook=rules,
        steps=tuple(StepRow(**plain(s)) for s in timeline(book, found.shown, rules)),
        figures=tuple(FigureRow(**{k: v for k, v in plain(f).items() if k in FigureRow.__struct_fields__}) for f in figures(found)),
    )  # fmt: skip
    return answer(request, made)


@reading("/incidents/{ident:str}/diff", "diff_incident")
def diff(request: Asked, ident: Ident, first: When, then: When, codebook: Codebook = "house") -> Response[Differences]:
    """What changed in an incident between two moments of one clock, and which words changed it."""
    found = changed(book_of(request), ident, read_moment(first), read_moment(then), codebook=one_codebook(codebook))
    return answer(request, Differences(**plain(found)))


HANDLERS = (incidents, incident, explanation, steps, diff)
