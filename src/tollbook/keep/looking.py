"""Looking at the book: incidents now, or as known at a moment on either clock.

The present is read from what is kept in step with every change. The past is
made anew, by the same functions, from what was known then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tollbook.book import Book, Filters, Order, Page, Told, View
from tollbook.book.faceting import answers, site
from tollbook.errors import TollbookError
from tollbook.group.incident_id import mark
from tollbook.group.score import load_weights
from tollbook.keep.case import Case, as_incident, assemble, claims_in, evidence_of, explain, tolls_of
from tollbook.keep.effective import review, standing
from tollbook.keep.grouping import group_afresh, wishes
from tollbook.keep.line import EntangledError, Line
from tollbook.keep.regroup import case_of, closure, is_incident, members_of, signatures_of
from tollbook.keep.under import listed_under
from tollbook.keep.veil import veil
from tollbook.ledger import AsOf, BookIncident, Decision, Kept, Telling
from tollbook.model import HARMS, AnyClaim, Record, Toll
from tollbook.reconcile.codebook import Codebook, list_codebooks, load_codebook
from tollbook.reconcile.evidence import Evidence
from tollbook.reconcile.explain import explain_incident
from tollbook.reconcile.explanation import Explanation


class Shown(Record, frozen=True, kw_only=True):
    """An incident with all that can be asked of it.

    `asked` is the id that was given, `others` the incidents that it also leads
    to today, after a split. `explanations` are by codebook,
    all of the one `evidence`.
    """

    asked: str
    incident: BookIncident
    case: Case
    evidence: Evidence
    explanations: dict[str, Explanation]
    others: tuple[str, ...] = ()
    as_of: AsOf | None = None


class Step(Record, frozen=True, kw_only=True):
    """The tolls of an incident as they stood from one report on."""

    reported: str
    tolls: tuple[Toll, ...]
    articles: tuple[str, ...]


def codebooks_of(asked: str) -> tuple[Codebook, ...]:
    """The codebook of that name or file; "all" are those that come with Tollbook.

    Raises:
        TollbookError: There is none of that name.
    """
    names = list_codebooks() if asked == "all" else (asked,)
    return tuple(load_codebook(name) for name in names)


def look(
    book: Book, asked: str, *, codebook: str = "house", as_of: AsOf | None = None, by: str | None = None, open_round: str | None = None
) -> Shown:
    """Show one incident, under one codebook or all.

    Args:
        book: The book.
        asked: An incident's id, of today or before, or its beginning.
        codebook: A name, a file, or "all".
        as_of: A moment; `None` is now.
        by: Who looks.
        open_round: The blind round that this person codes: what others decided in it counts for nothing here.

    Raises:
        TollbookError: The id leads nowhere, or nothing was known of it then.
    """
    books = codebooks_of(codebook)
    with book.read() as view:
        found = view.resolve(asked)
        if not found.current:
            raise TollbookError(f"No incident has the id {asked!r}.", hint="tollbook incidents lists them.")
        if len(found.current) > 1 and len(found.known) > 1:
            raise TollbookError(f"Several incidents begin with {asked!r}.", hint="Give one of " + ", ".join(found.known[:5]) + ".")
        case = case_of(view, found.current[0], members_of(view, found.current[0])) if as_of is None else _then(view, asked, found.current, as_of)
    case = _veiled(case, by, open_round)
    evidence = evidence_of(case)
    explanations = {b.name: explain_incident(evidence, b) for b in books}
    first = explanations.get("house", explanations[books[0].name])
    others = tuple(i for i in found.current if i != case.id) if as_of is None else ()
    return Shown(
        asked=asked, incident=as_incident(case, first), case=case, evidence=evidence, explanations=explanations, others=others, as_of=as_of
    )  # fmt: skip


def _veiled(case: Case, by: str | None, open_round: str | None) -> Case:
    if open_round is None:
        return case
    seen = veil(case.decisions, by=by, round_name=open_round)
    return assemble(case.id, case.tellings, case.kept, seen, case.links, signatures=case.signatures)


def case_now(book: Book, asked: str, *, by: str | None = None, open_round: str | None = None) -> Case:
    """What an incident is reckoned from today, as `look` finds it, without reckoning it.

    Raises:
        TollbookError: The id leads nowhere.
    """
    with book.read() as view:
        found = view.resolve(asked)
        if not found.current:
            raise TollbookError(f"No incident has the id {asked!r}.", hint="tollbook incidents lists them.")
        return _veiled(case_of(view, found.current[0], members_of(view, found.current[0])), by, open_round)


def _then(view: View, asked: str, current: Sequence[str], as_of: AsOf) -> Case:
    """An incident as known at a moment: its neighbourhood grouped again from what was known."""
    now = {t for i in view.incident(current).values() for t in i.tellings}
    decisions = view.decisions(as_of=as_of)
    wish = wishes(standing(decisions))
    reach = closure(view, now, wish)
    sources = {x.rpartition("#")[0] for x in reach}
    tellings = [x.telling for x in view.tellings(sources=sources, as_of=as_of)]
    groups = group_afresh(tellings, wish, view.copies({t.key for t in tellings}), scored=_scored(view, tellings))
    named = {t.id for t in tellings if mark(t.id) == asked or asked in (t.id, t.source)}

    def nearness(item: tuple[str, tuple[Telling, ...]]) -> tuple[bool, int, str]:
        ids = {t.id for t in item[1]}
        return bool(ids & named), len(ids & now), item[0]

    best = max(groups.items(), key=nearness, default=None)
    if best is None or not (nearness(best)[0] or nearness(best)[1]):
        raise TollbookError(f"Nothing was known of {asked} as {as_of.clock} by {as_of.said}.", hint="Ask for a later time.")
    incident, members = best
    keys = {t.key for t in members}
    kept = {k.key: k for k in view.kept(keys, as_of=as_of)} if as_of.clock == "recorded" else {k.key: k for k in view.kept(keys)}
    return assemble(incident, members, kept, decisions, view.copies(keys), signatures=signatures_of(view, keys))


def _scored(view: View, tellings: Sequence[Telling]) -> dict[tuple[str, str], float]:
    """The scores that the book keeps of pairs of these tellings: of those that stand today as they stood then, by the weights of today."""
    today = {x.telling.id: x.telling for x in view.tellings([t.id for t in tellings])}
    same = {t.id for t in tellings if today.get(t.id) == t}
    version = load_weights().version
    return {(p.a, p.b): p.score for p in view.neighbours(same) if p.a in same and p.b in same and p.parts.get("version") == version}


def decisions_about(book: Book, case: Case, as_of: AsOf | None = None) -> tuple[Decision, ...]:
    """Every decision about an incident or anything in it, the undone and the undoing, too; sorted."""
    marks, members, sources = {mark(t.id) for t in case.tellings} | {case.id}, {t.id for t in case.tellings}, {t.source for t in case.tellings}
    known = book.decisions_on(sources=sources, incidents=marks, verbs=("same", "different", "retract", "undo"))
    found = [
        d for d in known
        if (as_of is None or as_of.clock != "recorded" or d.recorded <= as_of.time)
        if (d.claim is not None and d.claim.source in sources) or d.incident in marks or d.source in sources or members & set(d.tellings)
        or (d.source is not None and d.incident is not None and case.id in book.resolve(d.incident).current)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda d: (d.recorded, d.id)))


def list_incidents(
    book: Book,
    filters: Filters | None = None,
    *,
    order: Order = "disagreement",
    after: str | None = None,
    limit: int = 50,
    codebook: str = "house",
    as_of: AsOf | None = None,
) -> Page:
    """A page of incidents, under a codebook, now or then.

    The past has no pages: all of it is given at once.

    Raises:
        TollbookError: There is no such codebook, or `after` is none that a page gave.
    """
    (rules,) = codebooks_of(codebook)
    if as_of is not None:
        made = [i for i in incidents_then(book, as_of, rules) if matches(i, filters or Filters())]
        return Page(incidents=tuple(sorted(made, key=lambda i: _rank(i, order))[:limit] if limit else made))
    with book.read() as view:
        page = view.incidents(filters, order=order, after=after, limit=limit)
        return Page(incidents=listed_under(book, view, page.incidents, rules), after=page.after)


def every_incident(book: Book, *, codebook: str = "house", as_of: AsOf | None = None, filters: Filters | None = None) -> Iterable[BookIncident]:
    """All incidents, by id: for exports."""
    (rules,) = codebooks_of(codebook)
    if as_of is not None:
        yield from sorted((i for i in incidents_then(book, as_of, rules) if matches(i, filters or Filters())), key=lambda i: i.id)
        return
    after: str | None = None
    while True:
        page = list_incidents(book, filters, order="title", after=after, limit=200, codebook=codebook)
        yield from page.incidents
        after = page.after
        if after is None:
            return


def incidents_then(book: Book, as_of: AsOf, codebook: Codebook) -> list[BookIncident]:
    """Every incident as known at a moment."""
    with book.read() as view:
        decisions = view.decisions(as_of=as_of)
        tellings = [x.telling for x in view.tellings(as_of=as_of)]
        groups = group_afresh(tellings, wishes(standing(decisions)), view.copies({t.key for t in tellings}))
        made = []
        for incident, members in sorted(groups.items()):
            keys = {t.key for t in members}
            kept = {k.key: k for k in (view.kept(keys, as_of=as_of) if as_of.clock == "recorded" else view.kept(keys))}
            case = assemble(incident, members, kept, decisions, view.copies(keys))
            if is_incident(case):
                made.append(as_incident(case, explain(case, codebook, reasons=False)))
    return made


def timeline(book: Book, shown: Shown, codebook: str = "house") -> tuple[Step, ...]:
    """How the tolls of an incident stood after each report, as its articles are grouped today.

    Only the steps at which a figure moved, and the first, are given.
    """
    (rules,) = codebooks_of(codebook)
    case = shown.case
    members = {t.id for t in case.tellings}
    with book.read() as view:
        told = [x for x in view.history({t.source for t in case.tellings}) if x.telling.id in members]
        kept = {k.key: k for k in view.kept({x.telling.key for x in told})}
    try:
        return tuple(_steps(case, told, kept, Line(kept, case.links, case.signatures, rules)))
    except EntangledError:
        return tuple(_steps(case, told, kept, rules))


def _steps(case: Case, told: Sequence[Told], kept: Mapping[str, Kept], by: Line | Codebook) -> Iterator[Step]:
    """The steps of an incident whose members tell and told that; a codebook reckons each moment anew."""
    stands = standing(case.decisions)
    reviewed = {key: review(k.article, k.reading, stands) for key, k in kept.items()}
    last: tuple[Toll, ...] | None = None
    held: dict[tuple[int, ...], tuple[AnyClaim, ...]] = {}
    for time in sorted({k.reported for k in case.kept.values()}):
        then: dict[str, list[Telling]] = {}
        for x in told:
            if x.reported_from <= time and (x.reported_to is None or time < x.reported_to) and x.telling.key in kept:
                then.setdefault(x.telling.key, []).append(x.telling)
        if isinstance(by, Line):
            which = {key: tuple(map(id, own)) for key, own in then.items()}  # of objects in `told`, so that the same tellings give the same claims
            held |= {which[key]: claims_in(reviewed[key], own) for key, own in then.items() if which[key] not in held}
            tolls = by.at({key: held[which[key]] for key in then})
        else:
            tolls = tolls_of(assemble(case.id, [t for own in then.values() for t in own], {key: kept[key] for key in sorted(then)}, case.decisions, case.links), by)
        if tolls != last:
            yield Step(reported=time, tolls=tolls, articles=tuple(sorted(kept[key].article.id for key in then if kept[key].reported == time)))
        last = tolls


def matches(incident: BookIncident, filters: Filters) -> bool:
    """Whether an incident passes the filters, by the same rules as the book's own listing."""
    f, i = filters, incident
    first = i.when.from_ if i.when else None
    last = (i.when.to or i.when.from_) if i.when else None
    tolls = {t.harm: t for t in i.tolls if t.group == "all"}
    where = i.where
    names = " ".join([*(where.path if where else ()), (where.name or where.text) if where else ""]).casefold()
    checks = (
        f.since is None or (last is not None and last >= f.since),
        f.until is None or (first is not None and first[:10] <= f.until[:10]),
        f.country is None or (where is not None and where.country == f.country),
        f.place is None or f.place.casefold() in names,
        f.method is None or i.method == f.method,
        f.grade is None or i.grade == f.grade,
        f.harm is None or f.harm in tolls,
        f.killed is None or ("killed" in tolls and (tolls["killed"].best or 0) >= f.killed),
        f.disagreement is None or (i.disagreement is not None and i.disagreement >= f.disagreement),
        f.origins is None or i.origins >= f.origins,
        f.reported_since is None or (i.last_reported is not None and i.last_reported >= f.reported_since),
        f.site is None or site(i) == f.site,
        f.side is None or f.side in i.sides,
        all(answers(i, name) == (None,) for name in f.unknown if name != "disagreement"),
        "disagreement" not in f.unknown or i.disagreement is None,
        f.box is None or (where is not None and where.lat is not None and where.lon is not None and _inside(where.lat, where.lon, f.box)),
    )
    return all(checks)


def _inside(lat: float, lon: float, box: tuple[float, float, float, float]) -> bool:
    south, west, north, east = box
    return south <= lat <= north and (west <= lon <= east if west <= east else lon >= west or lon <= east)


def _rank(incident: BookIncident, order: Order) -> tuple[bool, object, str]:
    """The place of an incident in a listing: unknown last, greatest first, titles from A."""
    tolls: Mapping[str, Toll] = {t.harm: t for t in incident.tolls if t.group == "all"}
    value: object
    if order == "title":
        return False, incident.title, incident.id
    if order in HARMS:
        toll = tolls.get(order)
        value = toll.best if toll else None
    elif order == "happened":
        value = incident.when.from_ if incident.when else None
    elif order == "articles":
        value = len(incident.articles)
    else:
        value = getattr(incident, order)
    if value is None:
        return True, 0, incident.id
    return False, _Reversed(value), incident.id


class _Reversed:
    """A value that sorts the other way round."""

    def __init__(self, value: object) -> None:
        self.value = value

    def __lt__(self, other: _Reversed) -> bool:
        return bool(other.value < self.value)  # type: ignore[operator]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Reversed) and self.value == other.value

    def __hash__(self) -> int:
        return hash(self.value)
