"""One incident: tolls, why, over time, who copies whom, where, every claim with its quote, what is missing, what was decided."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from litestar import Response, get

from tollbook.book import Book
from tollbook.charts.over_time import Figure
from tollbook.errors import TollbookError
from tollbook.extract.headline import Part, printed, words_of
from tollbook.keep.looking import Shown, Step, case_now, decisions_about, look, timeline
from tollbook.keep.veil import Entry, history, veil
from tollbook.ledger import GRADES, AsOf, CopyLink, Decision, Kept, Origin, as_of
from tollbook.model import HARMS, AnyClaim, Harm, Record, TollClaim
from tollbook.reconcile.codebook import list_codebooks
from tollbook.reconcile.explanation import Explanation, TollExplanation
from tollbook.reconcile.toll import cells_in_order
from tollbook.reconcile.voice_graph import VoiceGraph, graph
from tollbook.web.answers import Asked, book_of, codebook_of, data, hidden_of, page, person_of
from tollbook.web.folded import fold
from tollbook.web.outline import map_svg, radius_km
from tollbook.web.render import Segment, in_sentence
from tollbook.web.replay import stations
from tollbook.web.voices import as_list, draw

# Rows of origins and of the trace in a toll's reasons on the page of the incident; its own page has all.
MOST_WHY = 16  # and four times as many claims of a trace


class ClaimShown(Record, frozen=True, kw_only=True):
    """A claim as the table shows it: with its article, the words it stands in, its origin, and what was decided of it."""

    claim: AnyClaim
    within: Part
    key: str
    article: str
    outlet: str | None
    reported: str
    undated: bool
    origin: str | None
    state: str
    disputed: bool = False


class IncidentPage(Record, frozen=True, kw_only=True):
    """Everything the page of an incident shows."""

    shown: Shown
    explanation: Explanation
    claims: tuple[ClaimShown, ...]
    origins: tuple[Origin, ...]
    links: tuple[CopyLink, ...]
    articles: tuple[Kept, ...]
    decisions: tuple[Decision, ...]
    history: tuple[Entry, ...] = ()

    @property
    def cells(self) -> tuple[tuple[Harm, str], ...]:
        """The harms and groups of which any codebook, or a person, states a toll."""
        stated = [(t.toll.harm, t.toll.group) for e in self.shown.explanations.values() for t in e.tolls]
        return tuple(cells_in_order([*stated, *((t.harm, t.group) for t in self.shown.incident.published)]))

    @property
    def whys(self) -> dict[tuple[Harm, str], int]:
        """Which of the explanations on the page tells why a harm and group has its figure, counted from 1."""
        return {(t.toll.harm, t.toll.group): n for n, t in enumerate(self.explanation.tolls, 1)}

    @property
    def anchors(self) -> dict[str, int]:
        """Where on the page the claims of an origin stand, by its id."""
        return {o.id: n for n, o in enumerate(self.origins, 1)}

    @property
    def by_key(self) -> dict[str, Kept]:
        """The articles by their keys."""
        return {k.key: k for k in self.articles}

    @property
    def copies(self) -> dict[str, tuple[CopyLink, ...]]:
        """By the key of an article what it copies, the most of it first."""
        made: dict[str, list[CopyLink]] = {}
        for link in sorted(self.links, key=lambda x: -x.share):
            made.setdefault(link.later, []).append(link)
        return {later: tuple(links) for later, links in made.items()}

    def words(self, only: frozenset[str]) -> dict[str, tuple[Segment, ...]]:
        """Of each of these claims its words in their sentence, cut where its quote and its number begin and end."""
        held = {k.key: k.article for k in self.articles}
        return {
            c.claim.id: in_sentence(words_of(held[c.key], c.within), c.claim) if c.key in held else (Segment(text=c.claim.quote.text),)
            for c in self.claims if c.claim.id in only
        }  # fmt: skip


def find(
    book: Book, ident: str, *, codebook: str, moment: AsOf | None, by: str | None = None, open_round: str | None = None
) -> IncidentPage:
    """What the page of an incident shows.

    Args:
        book: The book.
        ident: The incident's id.
        codebook: Under which rules.
        moment: As known when; `None` is now.
        by: Who looks.
        open_round: The blind round that this person codes: what others decided in it is neither shown nor counted.

    Raises:
        TollbookError: The id leads nowhere, or there is no such codebook.
    """
    shown = look(book, ident, codebook=codebook, as_of=moment, by=by, open_round=open_round)
    case = shown.case
    evidence = shown.evidence
    names = {c: o.id for o in evidence.origins for c in o.claims}
    disputed = {c for r in case.reviewed.values() for c in r.disputed}
    claims = tuple(
        ClaimShown(
            claim=shown_claim, within=within, key=k.key, article=k.article.id, outlet=k.article.outlet or k.article.agency, reported=k.reported, undated=k.undated,
            origin=names.get(c.id), state=case.state(c.id), disputed=c.id in disputed,
        )
        for c in (*case.claims, *case.rejected)
        for k in (case.kept[case.home[c.id]],)
        for shown_claim, within in (printed(k.article, c),)
    )  # fmt: skip
    return IncidentPage(
        shown=shown, explanation=next(iter(shown.explanations.values())), claims=claims, origins=evidence.origins, links=case.links,
        articles=tuple(sorted(case.kept.values(), key=lambda k: (k.reported, k.key))), decisions=case.decisions,
        history=history(veil(decisions_about(book, case, moment), by=by, round_name=open_round)),
    )  # fmt: skip


def voices(found: IncidentPage) -> VoiceGraph:
    """Who said it, who carried it and who copied."""
    articles = {k.key: k.article for k in found.articles}
    return graph(found.origins, found.links, articles, [c.claim for c in found.claims if c.state != "rejected"])


def asked_of(request: Asked) -> tuple[str, AsOf | None]:
    """The codebook and the moment that an address asks for."""
    text = request.query_params.get("as_of", "").strip()
    return codebook_of(request.query_params.get("codebook", "").strip() or "house"), as_of(text) if text else None


def seen_by(request: Asked) -> dict[str, Any]:
    """How somebody looks at an incident: the codebook, the moment, and what a blind round hides."""
    codebook, moment = asked_of(request)
    return {"codebook": codebook, "moment": moment, "by": person_of(request), "open_round": hidden_of(request)}


@get("/incident/{ident:str}", sync_to_thread=True)
def incident(request: Asked) -> Response[bytes]:
    """An incident as a page; with .json at the end, for programs."""
    ident = request.path_params["ident"]
    codebook, moment = asked_of(request)
    if ident.endswith(".json"):
        return data(request, as_json(find(book_of(request), ident.removesuffix(".json"), **seen_by(request))))
    book = book_of(request)
    found = find(book, ident, **seen_by(request))
    i = found.shown.incident
    drawn = voices(found)
    now = found.shown.case if moment is None else case_now(book, ident, by=person_of(request), open_round=hidden_of(request))
    params = request.query_params
    claims = fold(
        found.claims, found.origins, page=_number(params.get("page", "")), only=params.get("origin") or None, claim=params.get("claim") or None
    )  # fmt: skip
    station = request.query_params.get("as_of", "").strip()
    view = urlencode({"codebook": codebook, **({"as_of": station} if station else {})})
    figured = {f.harm for f in figures(found) if f.low is not None}
    return page(
        request, "incident.html", name="browse", title=i.title, found=found, i=i, codebook=codebook, codebooks=list_codebooks(),
        as_of=moment, now_href=f"/incident/{i.id}?{urlencode({'codebook': codebook})}", is_toll=lambda c: isinstance(c, TollClaim),
        voices=as_list(drawn), drawing=draw(drawn), stations=stations(now), station=station, view=view, charted=[h for h in HARMS if h in figured],
        outline=map_svg(i.where) if i.where else "", radius_km=radius_km, harms=HARMS, grades=GRADES,
        whys=found.whys, anchors=found.anchors, by_key=found.by_key, claims=claims, quoted=found.words(claims.shown), copies=found.copies, most_why=MOST_WHY,
        undated=frozenset(c.claim.id for c in found.claims if c.undated),
    )  # fmt: skip


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1


@get("/incident/{ident:str}/why", sync_to_thread=True)
def why(request: Asked) -> Response[bytes]:
    """Why one harm of one group has its figure, whole: every origin, and what became of every claim."""
    found, told = _why(request)
    codebook, moment = asked_of(request)
    i = found.shown.incident
    view = urlencode({"codebook": codebook, **({"as_of": request.query_params["as_of"]} if moment else {})})
    return page(
        request, "incident_why.html", name="browse", title=i.title, i=i, t=told, found=found, view=view, anchors=found.anchors,
        claims=fold((), ()), undated=frozenset(c.claim.id for c in found.claims if c.undated), most_why=None,
    )  # fmt: skip


@get("/incident/{ident:str}/why.json", sync_to_thread=True)
def why_json(request: Asked) -> Response[bytes]:
    """The same for programs."""
    return data(request, _why(request)[1])


def _why(request: Asked) -> tuple[IncidentPage, TollExplanation]:
    found = find(book_of(request), request.path_params["ident"], **seen_by(request))
    harm, group = request.query_params.get("harm", "killed"), request.query_params.get("group", "all")
    told = next((t for t in found.explanation.tolls if (t.toll.harm, t.toll.group) == (harm, group)), None)
    if told is None:
        raise TollbookError(f"Of {harm[:40]!r}, {group[:80]!r} this incident has no toll.", hint="The page of the incident lists those that it has.")
    return found, told


@get("/incident/{ident:str}/steps.json", sync_to_thread=True)
def steps(request: Asked) -> Response[bytes]:
    """How the tolls stood after each report, and every figure that an origin gave, for the chart."""
    codebook, _ = asked_of(request)
    book = book_of(request)
    found = find(book, request.path_params["ident"], **seen_by(request))
    made: tuple[Step, ...] = timeline(book, found.shown, codebook)
    return data(request, {"steps": made, "figures": figures(found)})


def figures(found: IncidentPage) -> tuple[Figure, ...]:
    """Every claim of the whole toll as a bar of the chart, and whatever else the codebook counted: from low to high, when reported, by origin."""
    names = {o.id: o.name for o in found.origins}
    counted = {u.claim for t in found.explanation.tolls if t.toll.group == "all" for u in t.trace if u.verdict == "used"}
    return tuple(
        Figure(
            id=c.claim.id, harm=c.claim.harm, low=c.claim.count.low, high=c.claim.count.high, reported=c.reported,
            origin=names.get(c.origin or "", "not known"), quote=c.claim.quote.text, outlet=c.outlet, word=c.claim.count.word,
        )
        for c in found.claims
        if isinstance(c.claim, TollClaim) and c.state != "rejected" and (c.claim.scope == "incident" or c.claim.id in counted)
    )  # fmt: skip


def as_json(found: IncidentPage) -> dict[str, Any]:
    """The page for programs; the texts of articles, which others own, stay out."""
    return {
        "incident": found.shown.incident,
        "explanations": found.shown.explanations,
        "claims": found.claims,
        "origins": found.origins,
        "copies": found.links,
        "articles": [
            {"key": k.key, "id": k.article.id, "version": k.version, "outlet": k.article.outlet, "agency": k.article.agency, "title": k.article.title,
             "url": k.article.url, "reported": None if k.undated else k.reported, "recorded": k.recorded, "until": k.until}
            for k in found.articles
        ],
        "decisions": found.decisions,
        "others": found.shown.others,
        "as_of": found.shown.as_of,
    }  # fmt: skip


HANDLERS = (incident, why, why_json, steps)
