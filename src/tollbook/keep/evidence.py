"""Everything that one incident is reckoned from: its articles as known, their claims as reviewed, who copies whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tollbook.copies import Signature, compare, keys, sign
from tollbook.keep.effective import Reviewed, State, review, standing
from tollbook.ledger import CopyLink, Decision, Kept, Report, Telling
from tollbook.model import AnyClaim, Record, SilenceClaim, TollClaim
from tollbook.text.sentences import Sentence, split


class Evidence(Record, frozen=True, kw_only=True):
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

    @property
    def tolls(self) -> tuple[TollClaim, ...]:
        """The toll claims that count."""
        return tuple(c for c in self.claims if isinstance(c, TollClaim))

    @property
    def silences(self) -> tuple[SilenceClaim, ...]:
        """Explicit absences: what was said not to be known or told."""
        return tuple(c for c in self.claims if isinstance(c, SilenceClaim))

    def state(self, claim: str) -> State:
        """What was decided of a claim."""
        return self.reviewed[self.home[claim]].states.get(claim, "unreviewed")


def find_links(kept: Iterable[Kept]) -> tuple[CopyLink, ...]:
    """Who copies whom among a few articles, found among themselves."""
    signed = {k.key: sign(k.article, key=k.key, reported=k.reported) for k in kept}
    bands: defaultdict[str, list[str]] = defaultdict(list)
    for key, signature in signed.items():
        for band in keys(signature):
            bands[band].append(key)
    pairs = {(a, b) for held in bands.values() for a in held for b in held if a < b}
    found = (compare(signed[a], signed[b]) for a, b in sorted(pairs))
    return tuple(link for link in found if link is not None)


def signatures(kept: Iterable[Kept]) -> dict[str, Signature]:
    """The signatures of articles, by key."""
    return {k.key: sign(k.article, key=k.key, reported=k.reported) for k in kept}


def reports(evidence: Evidence) -> dict[str, Report]:
    """Where each claim was printed, by claim id."""
    made = {}
    for claim in evidence.claims:
        kept = evidence.kept[evidence.home[claim.id]]
        made[claim.id] = Report(article=kept.key, reported=kept.reported, voice=kept.article.agency or kept.article.outlet)
    return made


def sentences(evidence: Evidence) -> dict[str, tuple[Sentence, ...]]:
    """The sentences of each article, by the version's key."""
    return {key: tuple(split(k.article.text)) for key, k in evidence.kept.items()}


def assemble_evidence(
    incident: str,
    tellings: Sequence[Telling],
    kept: Mapping[str, Kept],
    decisions: Sequence[Decision],
    links: Iterable[CopyLink] = (),
) -> Evidence:
    """Gather what one incident is reckoned from.

    Args:
        incident: Its id.
        tellings: Its members.
        kept: By key, at least the versions that the members stand in.
        decisions: All that were taken as far as is known at the moment, also
            undone ones.
        links: Copies among these versions; others are left out.
    """
    stands = standing(decisions)
    mine = {t.key: kept[t.key] for t in tellings if t.key in kept}
    reviewed = {key: review(k.article, k.reading, stands) for key, k in mine.items()}
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for t in tellings:
        wanted[t.key].update(t.claims)
    claims: list[AnyClaim] = []
    home: dict[str, str] = {}
    for key in sorted(mine, key=lambda k: (mine[k].reported, k)):
        for claim in reviewed[key].reading.claims:
            if claim.id in wanted[key] and claim.id not in home:
                claims.append(claim)
                home[claim.id] = key
        for claim in reviewed[key].rejected:
            home.setdefault(claim.id, key)
    members = {t.id for t in tellings}
    sources = {t.source for t in tellings}
    about = tuple(
        d for d in stands
        if (d.claim is not None and d.claim.source in sources) or d.incident == incident or members & set(d.tellings) or d.source in sources
    )
    inside = tuple(x for x in links if x.later in mine and x.earlier in mine)
    return Evidence(
        id=incident, tellings=tuple(tellings), kept=mine, reviewed=reviewed, claims=tuple(claims), home=home, links=inside, decisions=about
    )
