"""What is not known yet of an incident: who has given no figure, what nobody has said.

An absence is a fact about the evidence. "The ministry has given no figure" is a
claim somebody printed; that no ministry speaks at all is seen from the claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tollbook.ledger import Report, moment
from tollbook.model import AttackClaim, Claim, Harm, SilenceClaim, TollClaim
from tollbook.reconcile.concession import speaks_for
from tollbook.reconcile.evidence import Evidence
from tollbook.reconcile.explanation import Gap
from tollbook.reconcile.seen import see
from tollbook.reconcile.tables import Tables

# Roles of `lang/en/speakers.toml` whose bearer speaks for a state.
OFFICIAL = frozenset({"government", "military", "police"})
_NOWHERE = Report(article="")
_VERB: Mapping[Harm, str] = {
    "killed": "the killed", "injured": "the injured", "missing": "the missing", "captured": "the captured",
    "displaced": "the displaced", "casualties": "the casualties",
}  # fmt: skip


def parties_of(evidence: Evidence) -> tuple[str, ...]:
    """The parties that the incident's claims name: those blamed, and those whose people were harmed."""
    named = set(evidence.sides)
    for c in evidence.claims:
        if isinstance(c, TollClaim | AttackClaim):
            named |= {a.actor for a in c.by if a.actor}
        if isinstance(c, TollClaim) and c.victims is not None and c.victims.side:
            named.add(c.victims.side)
    return tuple(sorted(named))


def _numbered(claims: Iterable[TollClaim]) -> list[TollClaim]:
    return [c for c in claims if c.count.low is not None and c.stance != "denied" and c.scope in ("incident", "part") and c.count.word is None]


def find_missing(tables: Tables, evidence: Evidence) -> tuple[Gap, ...]:
    """What is missing: official figures, figures of a party, numbers, names, and what is said to be withheld."""
    claims = list(tables.claims.values())
    if not claims:
        return tuple(_silences(evidence))
    numbered = _numbered(claims)
    found: list[Gap] = []
    told: set[Harm] = {c.harm for c in claims if c.harm in ("killed", "injured")}
    for harm in sorted(told, reverse=True):
        own = [c for c in numbered if c.harm == harm]
        if not own:
            found.append(Gap(kind="number", says=f"Nobody has given a number for {_VERB[harm]}: words only."))
        elif not any(_role(c) in OFFICIAL for c in own):
            found.append(Gap(kind="official", says=f"There is no official figure for {_VERB[harm]} yet: no government, army or police gives one."))
    found += _sides(evidence, claims, numbered)
    dead = [c for c in claims if c.harm == "killed"]
    if dead and not any(see(c).names for c in dead):
        found.append(Gap(kind="names", says="No report names any of the dead."))
    return (*found, *_silences(evidence))


def _role(claim: TollClaim) -> str:
    return claim.attribution[0].role if claim.attribution else "media"


def _sides(evidence: Evidence, claims: Sequence[TollClaim], numbered: Sequence[TollClaim]) -> list[Gap]:
    """Parties named in the claims of which nobody is quoted with a figure.

    A governor may speak for a side that his title does not name; so an official
    of no known party is taken to speak for the side whose people were harmed.
    """
    heard = {p for c in numbered for p in speaks_for(c)}
    nameless = any(_role(c) in OFFICIAL and not speaks_for(c) for c in numbered)
    harmed = {c.victims.side for c in claims if c.victims is not None and c.victims.side}
    silent = [p for p in parties_of(evidence) if p not in heard and not (p in harmed and nameless)]
    return [Gap(kind="side", says=f"{p} is named as a party, and nobody is quoted from its side with a figure.") for p in silent]


def _silences(evidence: Evidence) -> Iterable[Gap]:
    """What reports themselves say is not told, each set of words once, where it was first printed; with what was told since.

    A silence ages: the governor who had no figure of the wounded at eight may
    give one at eleven. So each says when it was printed, and whether its
    speaker has since given a figure of a harm that he had given none of.
    """
    told = [c for c in evidence.claims if isinstance(c, SilenceClaim)]
    told.sort(key=lambda c: (_reported(evidence, c), c.id))
    first = {" ".join(c.quote.text.casefold().split()): c for c in reversed(told)}
    for c in sorted(first.values(), key=lambda c: (_reported(evidence, c), c.id), reverse=True):
        who = c.actor.actor or c.actor.text if c.actor is not None else c.attribution[0].speaker if c.attribution else None
        says = f"{who[:1].upper()}{who[1:]} is said to have told nothing" if who else "It is said that nothing is known"
        about = f" about {c.about}" if c.about else ""
        since = _told_since(evidence, c) if c.about == "figures" else None
        later = f" Since then: {_figure(since)} {since.harm} ({moment(_reported(evidence, since))})." if since is not None else ""
        when = f" ({moment(_reported(evidence, c))})" if _reported(evidence, c) else ""
        says = f"{says}{about}{when}.{later}"
        yield Gap(kind="silence", says=says, claim=c.id, article=evidence.reports.get(c.id, _NOWHERE).article or None, quote=c.quote)


def _reported(evidence: Evidence, claim: Claim) -> str:
    return evidence.reports.get(claim.id, _NOWHERE).reported or ""


def _told_since(evidence: Evidence, silence: SilenceClaim) -> TollClaim | None:
    """The first later figure of who was silent, of a harm that he had given no figure of until then."""
    hour = _reported(evidence, silence)
    own = [c for c in _numbered(c for c in evidence.claims if isinstance(c, TollClaim)) if _is_of(evidence, silence, c)]
    known = {c.harm for c in own if _reported(evidence, c) <= hour}
    later = (c for c in own if _reported(evidence, c) > hour and c.harm not in known)
    return min(later, key=lambda c: (_reported(evidence, c), c.id), default=None)


def _is_of(evidence: Evidence, silence: SilenceClaim, claim: TollClaim) -> bool:
    """Does a figure come from who is said to be silent: the party named, or the origin of the very words?"""
    if silence.actor is not None:
        return silence.actor.actor is not None and silence.actor.actor in speaks_for(claim)
    origins = [evidence.reports.get(c.id, _NOWHERE).origin for c in (silence, claim)]
    return bool(silence.attribution and claim.attribution) and origins[0] is not None and origins[0] == origins[1]


def _figure(claim: TollClaim) -> str:
    low, high = claim.count.low, claim.count.high
    return f"{low}+" if high is None else str(low) if low == high else f"{low}–{high}"
