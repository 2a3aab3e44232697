"""Taking decisions: every verb, from any door, with who and why; and what each one sets in motion.

A decision is only ever added. Undoing is a decision, too, so that what was
thought at any hour can be shown again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from tollbook.book import Book, View, Writer
from tollbook.errors import TollbookError
from tollbook.extract.headline import Part, find_in, part_of, told_in_all, words_of
from tollbook.group.incident_id import mark
from tollbook.ids import content_id
from tollbook.keep.changes import check_changes, check_ends, find_words, read_changes, settle_changes
from tollbook.keep.effective import anchor_of, review, standing
from tollbook.keep.regroup import regroup
from tollbook.keep.rounds import check_coder
from tollbook.keep.telling import retell
from tollbook.ledger import GRADES, Anchor, Decision, Kept, Verb
from tollbook.model import HARMS, AnyClaim, Article, Reading, Record


class Request(Record, frozen=True, kw_only=True):
    """What somebody wants to decide, before it is known to be possible.

    `about` are ids as people give them: of a claim, an incident, an article, a
    telling or a decision, or their beginnings. `values` are the typed fields.
    `seen` is the moment up to which whoever decides had seen the book; `None`
    where nobody knows.
    """

    verb: Verb
    by: str
    why: str
    about: tuple[str, ...]
    values: dict[str, str] = msgspec.field(default_factory=dict)
    blind: str | None = None
    seen: str | None = None


class Decided(Record, frozen=True, kw_only=True):
    """A decision as it was kept, and the incidents whose figures were made again.

    `meanwhile` are other people's decisions about the same that were kept after
    this person had last looked: both stay, and this one is the later.
    """

    decision: Decision
    incidents: tuple[str, ...] = ()
    meanwhile: tuple[Decision, ...] = ()


def decide(book: Book, request: Request) -> Decided:
    """Check a decision, keep it, and bring the incidents it touches up to date.

    Args:
        book: The book.
        request: What is wanted; `by` and `why` must say something.

    Raises:
        TollbookError: What it is about does not exist or is not unique, a value
            is none of its kind, or who or why is missing.
    """
    if not request.by.strip() or not request.why.strip():
        raise TollbookError("A decision needs who and why.", hint="Give --by NAME and --why TEXT.")
    with book.write() as w:
        if request.blind:
            check_coder(w, request.by.strip(), request.blind)
        made = _MAKERS[request.verb](w, request)
        meanwhile = _meanwhile(w, made, request.seen)
        before = _counted(w, made)
        kept = w.decide(made)
        # who accepts a claim, or cannot tell, moves no figure: nothing has to be made again
        after = _counted(w, made)
        moved = made.claim is None or [x[1] for x in after] != [x[1] for x in before]
        followed = _follow(w, kept, request) if moved else ()
        for key, _, states in after:
            w.set_states(key, states)
        return Decided(decision=kept, incidents=followed, meanwhile=meanwhile)


def _counted(w: Writer, made: Decision) -> list[tuple[str, tuple[AnyClaim, ...], Mapping[str, str]]]:
    """The claims that count and what was decided of them, of every version of the article that a decision is about."""
    if made.claim is None:
        return []
    stands = standing(w.decisions(source=made.claim.source))
    kept = w.kept(sources=[made.claim.source])
    reviewed = [(k.key, review(k.article, k.reading, stands)) for k in kept]
    return [(key, tuple(sorted(r.reading.claims, key=lambda c: c.id)), r.states) for key, r in reviewed]


def _meanwhile(w: Writer, made: Decision, seen: str | None) -> tuple[Decision, ...]:
    """What others decided of the same since; nothing of a round in which nobody is to see the others."""
    if not seen or made.blind or made.verb == "undo":
        return ()
    if made.claim is not None:
        near = w.decisions(source=made.claim.source)
    else:
        near = w.decisions(incident=made.incident) if made.incident else w.decisions_on(sources=filter(None, [made.source]), verbs=("same", "different", "undo"))
    return tuple(d for d in standing(near) if d.recorded > seen and d.by != made.by and not d.blind and _same_matter(d, made))


def _same_matter(one: Decision, other: Decision) -> bool:
    if one.claim is not None and other.claim is not None:
        return one.claim.claim == other.claim.claim
    if one.tellings and other.tellings:
        return len(set(one.tellings) & set(other.tellings)) > 1
    return one.verb == other.verb and one.incident == other.incident and one.source == other.source


def _follow(w: Writer, decision: Decision, request: Request) -> tuple[str, ...]:
    """What the decision sets in motion."""
    about = decision
    if decision.verb == "undo" and decision.undoes is not None:
        about = next(d for d in w.decisions_named(decision.undoes) if d.id == decision.undoes)
    if about.verb == "retract" and about.source is not None:
        if decision.verb == "undo":
            w.restore(about.source, by=decision.by, why=decision.why)
        else:
            w.withdraw(about.source, by=decision.by, why=decision.why, reported=request.values.get("at") or None)
        return regroup(w, retell(w, [about.source]))
    if about.claim is not None:
        return regroup(w, retell(w, [about.claim.source]))
    if about.tellings:
        return regroup(w, about.tellings)
    if about.incident is not None:
        return regroup(w, (), changed=w.resolve(about.incident).current[:1])
    return ()


def _new(w: Writer, request: Request, **given: Any) -> Decision:
    content = content_id(request.verb, request.by, request.why, w.recorded, *request.about, str(sorted(request.values.items())), length=10)
    return Decision(
        id=f"D-{content}", verb=request.verb, by=request.by.strip(), why=request.why.strip(), recorded=w.recorded, blind=request.blind, **given
    )


def _one(request: Request, what: str) -> str:
    if len(request.about) != 1:
        raise TollbookError(f"{request.verb} takes one {what}, {len(request.about)} were given.", hint=f"Name one {what}.")
    return request.about[0]


# ---- about claims ---------------------------------------------------------------------------------------
def find_claim(w: View, asked: str) -> tuple[Kept, AnyClaim]:
    """A claim of a reading in force, or one that a person added, by the beginning of its id.

    Raises:
        TollbookError: None begins so, or several do.
    """
    found: dict[str, tuple[Kept, AnyClaim]] = {}
    for ident, key in w.claim_keys(asked):
        for kept in w.kept([key]):
            for claim in told_in_all(kept.article, kept.reading).claims:
                if claim.id == ident and (ident not in found or kept.until is None):
                    found[ident] = (kept, claim)
    for d in standing(w.decisions_on(verbs=("add", "undo"))) if not found else ():
        if d.verb == "add" and d.claim is not None and d.claim.claim.startswith(asked):
            for kept in w.kept(sources=[d.claim.source]):
                reviewed = review(kept.article, kept.reading, standing(w.decisions(source=kept.source)))
                found |= {c.id: (kept, c) for c in reviewed.reading.claims if c.id == d.claim.claim}
    if not found:
        raise TollbookError(f"No claim has the id {asked!r}.", hint="tollbook explain INCIDENT lists the claims with their ids.")
    if len(found) > 1:
        raise TollbookError(f"{len(found)} claims begin with {asked!r}.", hint="Give more of the id: " + ", ".join(sorted(found)[:4]))
    return next(iter(found.values()))


def _about_claim(w: Writer, request: Request) -> Decision:
    kept, claim = find_claim(w, _one(request, "claim"))
    changes: dict[str, Any] = {}
    if request.verb == "correct":
        given = read_changes({k: v for k, v in request.values.items() if k != "settles"})
        if not given:
            raise TollbookError("correct needs what to put right.", hint="For example: low=7 high=9 speaker='the governor'.")
        check_changes(given, claim)
        changes = _before(w, kept, claim.id, request) | settle_changes(_check_words(kept.article, given, part_of(kept.article, claim.quote.start)), claim, None)
        check_ends(changes, claim)
    if request.values.get("settles"):
        changes["settles"] = True
    return _new(w, request, claim=anchor_of(kept.article, claim), changes=changes)


def _before(w: Writer, kept: Kept, claim: str, request: Request) -> dict[str, Any]:
    """The correction in force, which a further one adds to; in a round without sight of others, one's own."""
    held = standing(w.decisions(source=kept.source))
    if request.blind:
        held = tuple(d for d in held if d.blind == request.blind and d.by == request.by.strip())
    decided = review(kept.article, kept.reading, held).decided.get(claim, ())
    last = [d for d in held if d.id in decided and d.verb in ("correct", "reject")][-1:]
    return {k: v for d in last if d.verb == "correct" for k, v in d.changes.items() if k != "settles"}


def _check_words(article: Article, changes: Mapping[str, Any], part: Part) -> dict[str, Any]:
    """The changes in the article's own characters: what is given as its words must stand in it, where the claim stands; nothing without its quote."""
    made = dict(changes)
    for name in ("quote", "count", "victims", "speaker", "via"):
        words = changes.get(name)
        if not words:
            continue
        found = find_words(words_of(article, part), words)
        if found is None:
            where = f"article {article.id}" if part == "text" else f"the title of article {article.id}, where the claim is made"
            raise TollbookError(f"{name}={words[:200]!r} does not stand in {where}.", hint=f"Copy the words as they stand in the {part}.")
        made[name] = found
    return made


def _add(w: Writer, request: Request) -> Decision:
    """A claim that the reader missed, or one from a source that is no article: a post, a video, an interview."""
    values = dict(request.values)
    if not request.about:
        return _add_source(w, request, values)
    kept = _article(w, _one(request, "article"))
    known = {k: values.pop(k) for k in ("number", "incident") if k in values}
    changes = read_changes(values)
    if not changes.get("quote"):
        raise TollbookError("add needs the words: quote='…'.", hint="Nothing is kept without its quote.")
    return _added(w, request, kept.article, changes, known.get("number"))


def _added(w: Writer, request: Request, article: Article, changes: dict[str, Any], number: str | None) -> Decision:
    part: Part = "title" if find_words(article.text, changes["quote"]) is None and find_words(article.title or "", changes["quote"]) else "text"
    changes = _check_words(article, changes, part)
    quote = find_in(article, changes["quote"], part)
    if quote is None:
        raise TollbookError(f"The quote does not stand in article {article.id}.", hint="Copy the words as they stand in the text.")
    changes = settle_changes(changes, None, quote)
    changes.setdefault("harm", "killed")
    ident = content_id(article.id, quote.start, quote.end, changes["harm"], changes.get("speaker"), "person")
    if number:
        changes["number"] = number
    return _new(w, request, claim=Anchor(claim=ident, source=article.id, harm=changes["harm"], quote=quote), changes=changes)


def _add_source(w: Writer, request: Request, values: dict[str, str]) -> Decision:
    """Keep what was posted, shown or said as a source of its own, with its claim."""
    text = values.pop("text", "") or values.get("quote", "")
    if not text.strip():
        raise TollbookError("add needs the words: text='…' of the post, video or interview.", hint="Or name the article that holds them.")
    about = {k: values.pop(k) for k in ("published", "outlet", "url", "archive_url", "title", "incident") if k in values}
    changes = read_changes({"quote": text, **values})
    article = Article(
        id=about.get("url") or content_id(text, about.get("outlet"), about.get("published"), length=16),
        text=text, title=about.get("title"), published=about.get("published"), outlet=about.get("outlet"), url=about.get("url"),
        archive_url=about.get("archive_url"), language="en",
    )  # fmt: skip
    w.add_article(article, Reading(article=article.id), "person", by_hand=True)
    return _added(w, request, article, changes, None)


# ---- about incidents --------------------------------------------------------------------------------------
def _article(w: Writer, asked: str) -> Kept:
    """The version of an article that stands, by its id or its version's key."""
    kept = list(w.kept(sources=[asked])) or list(w.kept([asked]))
    if not kept:
        raise TollbookError(f"No article has the id {asked!r}.", hint="tollbook show INCIDENT lists its articles.")
    return next((k for k in kept if k.until is None), kept[-1])


def find_tellings(w: Writer, asked: str) -> tuple[str, ...]:
    """The tellings that an id means: one telling, an article's main one, or the founder of an incident.

    Raises:
        TollbookError: It means nothing in this book, or several incidents.
    """
    held = [x.telling for x in w.tellings([asked])]
    if held:
        return (held[0].id,)
    mains = [x.telling for x in w.tellings(sources=[asked]) if x.telling.main]
    if mains:
        return (mains[0].id,)
    incident = find_incident(w, asked)
    members = [x.telling for x in w.tellings(w.incident([incident])[incident].tellings)]
    named = [t.id for t in members if mark(t.id) == incident]
    return (named[0] if named else min(members, key=lambda t: (t.reported, t.id)).id,)


def find_incident(w: View, asked: str) -> str:
    """The current incident that an id, of today or before, leads to.

    Raises:
        TollbookError: It leads nowhere, or to several.
    """
    found = w.resolve(asked)
    if not found.current:
        raise TollbookError(f"No incident has the id {asked!r}.", hint="tollbook incidents lists them.")
    if len(found.current) > 1 and asked not in found.current:
        raise TollbookError(f"{asked} leads to several incidents today.", hint="Give one of " + ", ".join(found.current[:5]) + ".")
    return found.current[0]


def _about_tellings(w: Writer, request: Request) -> Decision:
    if len(request.about) < 2:
        raise TollbookError(f"{request.verb} takes two or more incidents, articles or tellings.", hint="For example: TB-7K3Q9AA TB-2M4N8BB")
    ids = tuple(dict.fromkeys(t for asked in request.about for t in find_tellings(w, asked)))
    if len(ids) < 2:
        raise TollbookError("Both names mean the same report of one incident.", hint="Name the reports themselves: ARTICLE#1 and ARTICLE#2.")
    return _new(w, request, tellings=ids)


def _grade(w: Writer, request: Request) -> Decision:
    grade = request.values.get("grade", "")
    if grade not in GRADES:
        raise TollbookError(f"{grade!r} is no grade.", hint="The grades are " + ", ".join(GRADES) + ".")
    return _new(w, request, incident=find_incident(w, _one(request, "incident")), changes={"grade": grade})


def _toll(w: Writer, request: Request) -> Decision:
    values = dict(request.values)
    harm, group, best = values.pop("harm", ""), values.pop("group", "all"), values.pop("best", "")
    if harm not in HARMS:
        raise TollbookError(f"{harm!r} is no harm.", hint="The harms are " + ", ".join(HARMS) + ".")
    changes = read_changes({k: v for k, v in values.items() if k in ("low", "high")})
    changes["best"] = read_changes({"low": best})["low"] if best else None
    low, high, mid = changes.get("low"), changes.get("high"), changes["best"]
    known = [n for n in (low, mid, high) if n is not None]
    if not known or known != sorted(known):
        raise TollbookError("A published toll needs low, best or high, in rising order.", hint="For example: --low 30 --best 33 --high 36")
    return _new(w, request, incident=find_incident(w, _one(request, "incident")), changes={"harm": harm, "group": group, **changes})


def _retract(w: Writer, request: Request) -> Decision:
    kept = _article(w, _one(request, "article"))
    # the incident is noted, since the article's tellings leave it, and its history must still show why
    told = sorted(x.telling.id for x in w.tellings(sources=[kept.source]) if x.telling.main)
    homes = w.members(told)
    return _new(w, request, source=kept.source, incident=homes.get(told[0]) if told else None, changes={"at": request.values["at"]} if request.values.get("at") else {})


def _undo(w: Writer, request: Request) -> Decision:
    """Take back a decision; the undoing is about whatever that was about, so that whoever looks for that finds both."""
    asked = _one(request, "decision")
    found = w.decisions_named(asked)
    if not found:
        raise TollbookError(f"No decision has the id {asked!r}.", hint="tollbook show INCIDENT lists its decisions.")
    if len(found) > 1:
        raise TollbookError(f"{len(found)} decisions begin with {asked!r}.", hint="Give more of the id: " + ", ".join(d.id for d in found[:4]))
    d = found[0]
    if d.verb != "undo" and not _stands(w, d):
        raise TollbookError(f"Decision {d.id} is undone already.", hint="Undo the undoing to bring it back.")
    return _new(w, request, undoes=d.id, claim=d.claim, tellings=d.tellings, incident=d.incident, source=d.source)


def _stands(view: Book | View | Writer, decision: Decision) -> bool:
    return decision in standing([decision, *view.undoing([decision.id])])


_MAKERS = {
    "accept": _about_claim, "reject": _about_claim, "unsure": _about_claim, "correct": _about_claim, "add": _add,
    "same": _about_tellings, "different": _about_tellings, "grade": _grade, "toll": _toll, "retract": _retract, "undo": _undo,
}  # fmt: skip


def last_own(book: Book, by: str) -> Decision | None:
    """The last standing decision of a person, which is the one that an undoing takes back; `None` where there is none."""
    for limit in (20, None):  # nobody takes back twenty decisions in a row every time
        last = next((d for d in book.own_decisions(by, limit=limit) if d.verb != "undo" and _stands(book, d)), None)
        if last is not None:
            return last
    return None


__all__ = ["Decided", "Request", "decide", "find_claim", "find_incident", "find_tellings", "last_own"]
