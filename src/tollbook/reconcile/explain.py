"""An incident over many articles: its tolls under a codebook, with the whole reasoning.

Pure: what is known goes in as `Evidence`, the explanation comes out; nothing
depends on the order of either. What was known at another hour, or without a
claim that a person doubts, is asked by giving other evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tollbook.ledger import Decision
from tollbook.model import Toll
from tollbook.reconcile.account import Account
from tollbook.reconcile.codebook import Codebook
from tollbook.reconcile.evidence import Evidence
from tollbook.reconcile.explanation import Contradiction, Explanation, Pair, TollExplanation, Use, Voice
from tollbook.reconcile.missing import find_missing
from tollbook.reconcile.notes import conceded, find_notes, spread
from tollbook.reconcile.relations import gap, relate_all
from tollbook.reconcile.sensitivity import find_moves
from tollbook.reconcile.sheet import Cell
from tollbook.reconcile.tables import Tables, tables_of
from tollbook.reconcile.trace import origin_of, trace


def explain_incident(evidence: Evidence, codebook: Codebook, *, reasons: bool = True) -> Explanation:
    """State the tolls of one incident, and why they are what they are.

    Args:
        evidence: The claims of the incident with their reports, in any order.
        codebook: The rules.
        reasons: Whether to say what became of every claim, how figures stand to
            each other and what would move them: the dear part, which no list shows.

    Returns:
        For each harm and group of which anything is said: low, best and high
        with their rules; what each distinct origin now says; what became of
        every claim; how the figures stand to each other; which withdrawal would
        move them; and for the incident what is missing.

    Example:
        >>> from tollbook.reconcile.codebook import load_codebook
        >>> explain_incident(Evidence(claims=(), reports={}), load_codebook("house")).tolls
        ()
    """
    tables = tables_of(evidence, codebook)
    names = _names(tables, evidence)
    cells = [(f.toll.harm, f.toll.group) for f in tables.findings]
    tolls = tuple(_explain(tables, evidence, cell, names, reasons=reasons) for cell in cells)
    count = len({v.origin for t in tolls for v in t.voices})
    headline = None if not codebook.headline or evidence.grade is None else evidence.grade in codebook.headline
    return Explanation(
        codebook=codebook.name, title=codebook.title, tolls=tolls, origins=count, missing=find_missing(tables, evidence),
        notes=find_notes(tables, evidence, count), grade=evidence.grade, provisional=bool(tolls) and count < codebook.least_origins,
        headline=headline, conceded=conceded(tables, evidence), spread=spread(tables, evidence),
    )  # fmt: skip


def _names(tables: Tables, evidence: Evidence) -> dict[str, str]:
    """What to call each origin: as it was folded, else in its fullest words."""
    names: dict[str, str] = {}
    for claim in sorted(tables.claims.values(), key=lambda c: (evidence.reports[c.id].reported or "" if c.id in evidence.reports else "", c.id)):
        origin = origin_of(claim, tables, evidence.reports)
        said = claim.attribution[0].speaker if claim.attribution else evidence.reports[claim.id].voice if claim.id in evidence.reports else None
        if said and len(said) > len(names.get(origin, "")):
            names[origin] = said
    return {**names, **{o.id: o.name for o in evidence.origins}}


def _explain(tables: Tables, evidence: Evidence, cell: Cell, names: Mapping[str, str], *, reasons: bool) -> TollExplanation:
    finding = tables.finding(cell)
    assert finding is not None, cell  # noqa: S101 - the cells are those of the findings
    codebook = tables.codebook
    uses = trace(tables, evidence, cell) if reasons else ()
    published = next((t for t in evidence.published if (t.harm, t.group) == cell), None)
    decided = _published_by(evidence, published)
    return TollExplanation(
        toll=finding.toll, low=codebook.low, best=codebook.best, high=codebook.high,
        voices=_voices(tables, evidence, cell, finding.accounts, names), trace=uses,
        relations=_relations(tables, evidence, finding.accounts, uses) if reasons else (),
        moves=find_moves(tables, evidence, cell, names) if reasons else (),
        contradiction=_widest(finding.accounts, names), published=published,
        published_by=decided.by if decided else None, published_why=decided.why if decided else None,
    )  # fmt: skip


def _published_by(evidence: Evidence, published: Toll | None) -> Decision | None:
    if published is None:
        return None
    about = [d for d in evidence.decisions if d.verb == "toll" and d.changes.get("harm", "killed") == published.harm and d.changes.get("group", "all") == published.group]
    return max(about, key=lambda d: (d.recorded, d.id), default=None)


def _voices(tables: Tables, evidence: Evidence, cell: Cell, accounts: Sequence[Account], names: Mapping[str, str]) -> tuple[Voice, ...]:
    """What each origin now says, those with numbers first, the lower before the higher."""
    folds = {o.id: o.because for o in evidence.origins}
    made = []
    for a in accounts:
        own = tables.given(cell, a.origin)
        earlier: dict[tuple[int, int | None], str] = defaultdict(str)
        for b in sorted(own, key=lambda b: (b.reported, b.article, b.claims)):
            if b.number is not None and b.number != a.number:
                earlier.setdefault((b.number.low, b.number.high), b.reported)
        shown = a.number or a.support
        made.append(
            Voice(
                origin=a.origin, name=names.get(a.origin, a.origin), low=shown.low, high=shown.high, word=a.number is None or a.wordy,
                since=a.reported or None, claims=a.claims, articles=len({b.article for b in own if b.number == a.number}),
                earlier=tuple(sorted(earlier, key=lambda n: (earlier[n], n[0]))), because=folds.get(a.origin, ()),
            )
        )  # fmt: skip
    return tuple(sorted(made, key=lambda v: (v.word, v.low or 0, v.high is None, v.high or 0, v.since or "", v.origin)))


def _relations(tables: Tables, evidence: Evidence, accounts: Sequence[Account], uses: Sequence[Use]) -> tuple[Pair, ...]:
    heads = [tables.claims[a.claims[0]] for a in accounts if a.claims and a.claims[0] in tables.claims]
    origins = {c.id: a.origin for a, c in zip([a for a in accounts if a.claims and a.claims[0] in tables.claims], heads, strict=True)}
    pairs = relate_all(list({c.id: c for c in heads}.values()), origins, evidence.reports)
    known = {frozenset((p.one, p.other)) for p in pairs}
    traced = []
    for u in uses:
        if u.other is None or frozenset((u.claim, u.other)) in known:
            continue
        if u.verdict == "superseded":
            traced.append(Pair(one=u.other, other=u.claim, kind="supersedes", because=u.rule.says))
        elif u.verdict == "part":
            traced.append(Pair(one=u.claim, other=u.other, kind="part-of", because=u.rule.says))
        elif u.rule.id == "relate.transition":
            traced.append(Pair(one=u.claim, other=u.other, kind="transition", because=u.rule.says))
        elif u.verdict == "said again":
            traced.append(Pair(one=u.claim, other=u.other, kind="same", because=u.rule.says))
    return (*pairs, *traced)


def _widest(accounts: Sequence[Account], names: Mapping[str, str]) -> Contradiction | None:
    """The two origins whose numbers lie furthest apart: the greatest lower bound against the least upper one."""
    numbered = [a for a in accounts if a.number is not None]
    ended = [a for a in numbered if a.number is not None and a.number.high is not None]
    if not ended:
        return None
    least = min(ended, key=lambda a: (a.number.high if a.number and a.number.high is not None else 0, a.origin))
    most = max(numbered, key=lambda a: (a.number.low if a.number else 0, a.origin))
    if least.number is None or most.number is None or (apart := gap(least.number, most.number)) == 0:
        return None
    one, other = names.get(least.origin, least.origin), names.get(most.origin, most.origin)
    return Contradiction(one=least.origin, other=most.origin, apart=apart, says=f"{one} and {other} are {apart} apart")
