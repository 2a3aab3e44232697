"""What is not known yet of an incident: who has given no figure, what nobody has said.

An absence is a fact about the evidence. "The ministry has given no figure" is a
claim somebody printed; that no ministry speaks at all is seen from the claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tollbook.ledger import Report
from tollbook.model import AttackClaim, Harm, SilenceClaim, TollClaim
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
    """What reports themselves say is not told, each set of words once, the latest first."""
    told = [c for c in evidence.claims if isinstance(c, SilenceClaim)]
    told.sort(key=lambda c: (evidence.reports.get(c.id, _NOWHERE).reported or "", c.id))
    latest = {" ".join(c.quote.text.casefold().split()): c for c in reversed(told)}
    for c in sorted(latest.values(), key=lambda c: (evidence.reports.get(c.id, _NOWHERE).reported or "", c.id), reverse=True):
        who = c.actor.actor or c.actor.text if c.actor is not None else c.attribution[0].speaker if c.attribution else None
        says = f"{who[:1].upper()}{who[1:]} is said to have told nothing" if who else "It is said that nothing is known"
        about = f" about {c.about}" if c.about else ""
        yield Gap(kind="silence", says=f"{says}{about}.", claim=c.id, article=evidence.reports.get(c.id, _NOWHERE).article or None, quote=c.quote)
