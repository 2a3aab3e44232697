"""People who were counted among the injured and have died: no longer injured, and never two victims.

"Officers found Ito Vane with a gunshot wound; the 22-year-old died in hospital"
tells of one man. He is found by his name, by his age, or by a pronoun where the
article knows of one victim only; a description alone ("a man") is not enough,
for two men may have been shot.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tollbook.model import TollClaim
from tollbook.reconcile.seen import Seen, noun, see
from tollbook.reconcile.seen import ages as ages_of

_PRONOUN = re.compile(r"\b(?:he|she|him|her|himself|herself)\b", re.IGNORECASE)
_ALSO = re.compile(r"\b(?:also|another)\b", re.IGNORECASE)


def _surname(seen: Seen) -> str | None:
    """The last capitalised word of a person's name of two words or more."""
    victims = seen.claim.victims
    if not seen.names or victims is None or victims.text is None:
        return None
    words = [w for w in re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", victims.text) if w.lower() in seen.names]
    return words[-1].lower() if words else None


def _single(claim: TollClaim) -> bool:
    return claim.count.low == claim.count.high == 1 and claim.stance != "denied" and claim.scope != "background"


def single_death(claim: TollClaim) -> bool:
    """Does a claim tell of the death of one person? Without such a claim nobody is known to have died of the injured."""
    return claim.harm == "killed" and _single(claim)


def died_since(claims: Iterable[TollClaim], articles: Mapping[str, str] | None = None, reported: Mapping[str, str] | None = None) -> dict[str, str]:
    """The claims of one injured person who is counted among the dead, each with the claim of the death.

    Args:
        claims: Of one incident, of one article or of many.
        articles: By claim id the article, where there are several; a pronoun
            reaches no further than its own.
        reported: By claim id when its article was published.
    """
    where = articles or {}
    held = [c for c in claims if c.harm in ("killed", "injured")]
    dead = [see(c) for c in held if c.harm == "killed" and _single(c)]
    if not dead:
        return {}
    names: dict[str, str] = {}
    ages: dict[str, str] = {}
    for d in sorted(dead, key=lambda d: d.claim.id):
        if (name := _surname(d)) is not None:
            names.setdefault(name, d.claim.id)
        for years in ages_of(d.claim):
            ages.setdefault(years, d.claim.id)
    alone = _alone(held, where)
    found: dict[str, str] = {}
    for c in held:
        if c.harm != "injured" or not _single(c):
            continue
        seen = see(c)
        name, age = _surname(seen), ages_of(c)
        if name in names:
            found[c.id] = names[name]
        elif len(age) == 1 and (match := next(iter(age))) in ages and not _ALSO.search(c.quote.text):
            found[c.id] = ages[match]  # "a 16-year-old was also hurt" is another than the 16-year-old who died
        elif _is_pronoun(seen) and (death := alone.get(where.get(c.id, ""))) is not None:
            found[c.id] = death
    found |= _then_died([c for c in held if c.id not in found], where)
    found |= _told_again([c for c in held if c.id not in found], where)
    return _died_later([c for c in held if c.id not in found], alone, where, reported or {}) | found


_SEX = {"he": frozenset({"woman", "girl", "mother", "wife", "daughter", "sister", "female"}), "she": frozenset({"man", "boy", "father", "husband", "son", "brother", "male"})}


def _then_died(claims: Sequence[TollClaim], articles: Mapping[str, str]) -> dict[str, str]:
    """ "Officers found a man with a gunshot wound. He was later pronounced dead": the death points back at the injured."""
    by: defaultdict[str, list[Seen]] = defaultdict(list)
    for c in claims:
        by[articles.get(c.id, "")].append(see(c))
    found: dict[str, str] = {}
    for own in by.values():
        death = min((s for s in own if s.claim.harm == "killed"), key=lambda s: (s.claim.quote.start, s.claim.id), default=None)
        if death is None or not _single(death.claim) or not death.definite or death.kin:
            continue
        hurt = [s for s in own if s.claim.harm == "injured" and _single(s.claim) and s.claim.quote.start < death.claim.quote.start]
        fits = [s for s in hurt if _points_at(death, s)]
        if len({noun(s) for s in fits}) == 1 and (not _is_pronoun(death) or len(fits) == len(hurt)):
            found |= {s.claim.id: death.claim.id for s in fits}
    return found


# Said of anybody who was harmed: of whom else, where the article has just told of one dead?
_ANYBODY = frozenset({"victim", "patient", "child", "teen", "teenager", "youth", "person", "juvenile", "minor"})


def _told_again(claims: Sequence[TollClaim], articles: Mapping[str, str]) -> dict[str, str]:
    """ "A boy was shot dead. The boy was hit in the chest": how the dead was hurt, and nobody else."""
    by: defaultdict[str, list[Seen]] = defaultdict(list)
    for c in sorted(claims, key=lambda c: (c.quote.start, c.id)):
        by[articles.get(c.id, "")].append(see(c))
    found: dict[str, str] = {}
    for own in by.values():
        deaths = [s for s in own if s.claim.harm == "killed" and _single(s.claim) and not s.kin]
        hurt = [s for s in own if s.claim.harm == "injured" and s.claim.stance != "denied"]
        for h in hurt:
            if not _single(h.claim) or not h.definite or h.more or h.kin or _is_pronoun(h) or _ALSO.search(h.claim.quote.text):
                continue
            anybody = noun(h) in _ANYBODY
            others = [o for o in hurt if o is not h and not o.definite and (anybody or noun(o) == noun(h) or not _single(o.claim))]
            dead = [d for d in deaths if noun(d) == noun(h) or anybody]
            if dead and not others:
                found[h.claim.id] = dead[0].claim.id
    return found


def _points_at(death: Seen, hurt: Seen) -> bool:
    if _is_pronoun(death):
        said = {w.lower() for w in _PRONOUN.findall(death.claim.quote.text)}
        return not any(noun(hurt) in others for word, others in _SEX.items() if word in said)
    return noun(death) == noun(hurt) is not None or noun(death) in ("victim", "patient")


def _died_later(claims: Sequence[TollClaim], alone: Mapping[str, str], articles: Mapping[str, str], reported: Mapping[str, str]) -> dict[str, str]:
    """The one person whom an earlier article calls injured, where all later ones know of one victim, who is dead.

    The first report of the death counts: a copy of it changes nothing.
    """
    dead = {articles.get(i, ""): i for i in alone.values()}
    hurt = {c.id for c in claims if c.harm == "injured" and _single(c)}
    lethal = {articles.get(c.id, "") for c in claims if c.harm == "killed"}
    many = {articles.get(c.id, "") for c in claims if not _single(c)}
    later = sorted((reported.get(i, ""), i) for article, i in dead.items() if not any(c.id in hurt and articles.get(c.id, "") == article for c in claims))
    found = {}
    for c in claims:
        article = articles.get(c.id, "")
        if c.id in hurt and article not in lethal | many and later and later[0][0] > reported.get(c.id, ""):
            found[c.id] = later[0][1]
    return found


def _is_pronoun(seen: Seen) -> bool:
    victims = seen.claim.victims
    return (victims is None or victims.text is None) and seen.claim.count.text is None and bool(_PRONOUN.search(seen.claim.quote.text))


def _alone(claims: Sequence[TollClaim], articles: Mapping[str, str]) -> dict[str, str]:
    """The articles that know of one dead and of no more than one harmed at a time, each with the claim of the death."""
    by: defaultdict[str, list[TollClaim]] = defaultdict(list)
    for c in claims:
        by[articles.get(c.id, "")].append(c)
    found = {}
    for article, own in by.items():
        deaths = [c for c in own if c.harm == "killed"]
        if deaths and all(_single(c) for c in own):
            found[article] = min(deaths, key=lambda c: (c.quote.start, c.id)).id
    return found
