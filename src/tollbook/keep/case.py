"""One incident with all that it is reckoned from: its articles as known, their claims as reviewed, who copies whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from tollbook.copies import Signature
from tollbook.extract.headline import behind
from tollbook.group.incident_id import mark
from tollbook.keep.effective import Reviewed, State, review, standing
from tollbook.keep.facts import find_method, find_sides, find_when, find_where, make_title
from tollbook.keep.voices import fold, report_of
from tollbook.ledger import BookIncident, CopyLink, Decision, Grade, Kept, Telling
from tollbook.model import HARMS, AnyClaim, Harm, Record, SilenceClaim, Toll, TollClaim
from tollbook.reconcile.codebook import Codebook
from tollbook.reconcile.evidence import Evidence
from tollbook.reconcile.explain import explain_incident
from tollbook.reconcile.explanation import Explanation
from tollbook.reconcile.tables import tables_of
from tollbook.text.sentences import split


class Case(Record, frozen=True, kw_only=True):
    """An incident's tellings, the versions they stand in, and what was decided.

    `kept` and `reviewed` are by the version's key, `home` tells by claim id the
    version that holds it. `decisions` are the standing ones about the incident
    itself or anything in it.
    """

    id: str
    tellings: tuple[Telling, ...]
    kept: dict[str, Kept]
    reviewed: dict[str, Reviewed]
    claims: tuple[AnyClaim, ...]
    home: dict[str, str]
    links: tuple[CopyLink, ...] = ()
    decisions: tuple[Decision, ...] = ()
    signatures: dict[str, Signature] = msgspec.field(default_factory=dict)

    @property
    def tolls(self) -> tuple[TollClaim, ...]:
        """The toll claims that count."""
        return tuple(c for c in self.claims if isinstance(c, TollClaim))

    @property
    def silences(self) -> tuple[SilenceClaim, ...]:
        """Explicit absences: what was said not to be known or told."""
        return tuple(c for c in self.claims if isinstance(c, SilenceClaim))

    @property
    def rejected(self) -> tuple[AnyClaim, ...]:
        """The claims that a person struck out."""
        return tuple(c for key in sorted(self.reviewed) for c in self.reviewed[key].rejected if self.home.get(c.id) == key)

    def state(self, claim: str) -> State:
        """What was decided of a claim."""
        return self.reviewed[self.home[claim]].states.get(claim, "unreviewed")

    @property
    def grade(self) -> Grade | None:
        """The grade that a person gave last; `None` where nobody did."""
        given = [d.changes.get("grade") for d in self.decisions if d.verb == "grade"]
        return given[-1] if given else None

    @property
    def published(self) -> tuple[Toll, ...]:
        """Figures that people set above the machine's: of each harm and group the last."""
        set_: dict[tuple[Harm, str], Toll] = {}
        for d in self.decisions:
            if d.verb == "toll":
                c = d.changes
                toll = Toll(
                    harm=c["harm"], group=c.get("group", "all"), low=c.get("low"), best=c.get("best"), high=c.get("high"), codebook="person"
                )
                set_[toll.harm, toll.group] = toll
        return tuple(set_[k] for k in sorted(set_, key=lambda k: (HARMS.index(k[0]), k[1])))


def assemble(
    incident: str, tellings: Sequence[Telling], kept: Mapping[str, Kept], decisions: Sequence[Decision], links: Iterable[CopyLink] = (),
    *, signatures: Mapping[str, Signature] | None = None,
) -> Case:  # fmt: skip
    """Gather what one incident is reckoned from.

    Args:
        incident: Its id.
        tellings: Its members.
        kept: By key, at least the versions that the members stand in.
        decisions: All that were taken as far as is known at the moment, also
            undone ones.
        links: Copies among these versions; others are left out.
        signatures: What copies see of the versions, where it is at hand; else
            it is made when it is needed.
    """
    stands = standing(decisions)
    mine = {t.key: kept[t.key] for t in tellings if t.key in kept}
    reviewed = {key: review(k.article, k.reading, stands) for key, k in mine.items()}
    of_version: defaultdict[str, list[Telling]] = defaultdict(list)
    for t in tellings:
        of_version[t.key].append(t)
    claims: list[AnyClaim] = []
    home: dict[str, str] = {}
    for key in sorted(mine, key=lambda k: (mine[k].reported, k)):
        for claim in claims_in(reviewed[key], of_version[key]):
            if claim.id not in home:
                claims.append(claim)
                home[claim.id] = key
        for claim in reviewed[key].rejected:
            if claim.incident in {t.number for t in of_version[key]}:
                home.setdefault(claim.id, key)
    members, marks = {t.id for t in tellings}, {mark(t.id) for t in tellings}
    sources = {t.source for t in tellings}
    about = tuple(
        d for d in stands
        if (d.claim is not None and d.claim.source in sources)
        or (d.incident is not None and (d.incident == incident or d.incident in marks))
        or members & set(d.tellings) or d.source in sources
    )  # fmt: skip
    inside = tuple(x for x in links if x.later in mine and x.earlier in mine)
    return Case(
        id=incident, tellings=tuple(tellings), kept=mine, reviewed=reviewed, claims=tuple(claims), home=home, links=inside, decisions=about,
        signatures={key: s for key, s in (signatures or {}).items() if key in mine},
    )  # fmt: skip


def claims_in(reviewed: Reviewed, tellings: Iterable[Telling]) -> tuple[AnyClaim, ...]:
    """The claims of one version that belong to these tellings of it, and count."""
    held = list(tellings)
    wanted, numbers = {c for t in held for c in t.claims}, {t.number for t in held}
    return tuple(c for c in reviewed.reading.claims if c.id in wanted or c.incident in numbers)


def evidence_of(case: Case) -> Evidence:
    """What the reconciler is given: the claims with where they were printed and whose they are."""
    printed = {key: report_of(kept) for key, kept in case.kept.items()}
    reports = {claim.id: printed[case.home[claim.id]] for claim in (*case.claims, *case.rejected)}
    reports, origins = fold(case.claims, reports, case.kept, case.links, case.signatures)
    return Evidence(
        claims=case.claims,
        reports=reports,
        origins=origins,
        rejected=case.rejected,
        when=find_when(case.tellings),
        sides=find_sides(case.claims),
        grade=case.grade,
        published=case.published,
        decisions=case.decisions,
        sentences={key: behind(k.article, split(k.article.text)) for key, k in case.kept.items()},
    )


def tolls_of(case: Case, codebook: Codebook) -> tuple[Toll, ...]:
    """The tolls alone, as `explain` gives them: what each withdrawal would move is the dearest part of the reasoning."""
    return tuple(f.toll for f in tables_of(evidence_of(case), codebook).findings)


def explain(case: Case, codebook: Codebook, *, reasons: bool = True) -> Explanation:
    """The tolls of an incident under a codebook, with their whole reasoning; without `reasons` as much as a list shows."""
    return explain_incident(evidence_of(case), codebook, reasons=reasons)


def as_incident(case: Case, explanation: Explanation) -> BookIncident:
    """The incident as it is listed and exported, its tolls under the explanation's codebook."""
    when, where, method = find_when(case.tellings), find_where(case.tellings), find_method(case.tellings)
    tolls = tuple(t.toll for t in explanation.tolls)
    shown = _above(tolls, case.published)
    times = [k.reported for k in case.kept.values() if not k.undated] or [k.reported for k in case.kept.values()]
    apart = [t.contradiction.apart for t in explanation.tolls if t.contradiction is not None]
    several = any(len(t.voices) > 1 for t in explanation.tolls)
    return BookIncident(
        id=case.id,
        title=make_title(where, when, shown, method),
        articles=tuple(sorted({t.source for t in case.tellings})),
        main_of=tuple(sorted({t.source for t in case.tellings if t.main})),
        tellings=tuple(sorted(t.id for t in case.tellings)),
        claims=tuple(c.id for c in case.claims),
        when=when,
        where=where,
        method=method,
        sides=find_sides(case.claims),
        tolls=tolls,
        published=case.published,
        grade=case.grade,
        origins=explanation.origins,
        disagreement=max(apart) if apart else 0 if several else None,
        first_reported=min(times, default=None),
        last_reported=max(times, default=None),
    )


def _above(tolls: Sequence[Toll], published: Sequence[Toll]) -> list[Toll]:
    """The figures as they are shown: a person's in the place of the machine's."""
    set_ = {(t.harm, t.group): t for t in published}
    made = [set_.pop((t.harm, t.group), t) for t in tolls]
    return made + list(set_.values())
