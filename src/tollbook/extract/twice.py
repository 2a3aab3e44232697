"""What one sentence says twice: "were left dead after being shot and killed" is one toll."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import Any

from tollbook import lang
from tollbook.extract.toll import TollMention

Token = Any  # a spaCy token

# The constructions that a toll can be told in, the surest first.
_HOW = (
    "toll",
    "passive",
    "elliptical",
    "object",
    "subject",
    "participle",
    "subset",
    "state",
    "event",
    "count",
    "attribute",
    "owner",
    "order",
)


def without_doubles(found: list[TollMention]) -> list[TollMention]:
    """One mention a harm and victim phrase: "were left dead after being shot and killed" says it once.

    Args:
        found: The mentions of one sentence, in any order.

    Returns:
        Those that stay; of two that say the same, the one by the surer construction.
    """
    kept: list[TollMention] = []
    for mention in sorted(found, key=lambda m: (_HOW.index(m.how), m.trigger)):
        if not any(_same(mention, other) for other in kept):
            kept.append(mention)
    kept = [m for m in kept if not (_of_the_same_one(m, kept) or _who_then_died(m, kept) or _died_of_it(m, kept) or _of_which_died(m, kept))]
    heads = {m.phrase.head for m in kept if m.phrase is not None and m.harm != "casualties"}
    spans = [
        (m.count.start, m.count.end) for m in kept if m.harm in {"killed", "injured"} and m.count.start is not None
    ]
    return [
        m
        for m in kept
        if m.harm != "casualties"
        or not (m.phrase and (m.phrase.head in heads or (m.count.start, m.count.end) in spans or _then_dead(m, kept)))
    ]


def either_way(found: list[TollMention]) -> list[TollMention]:
    """ "Killed or wounded 40 soldiers": so many were harmed, and nobody says how many of them died.

    Args:
        found: The mentions of one sentence.

    Returns:
        The same, with a harm unspecified in place of a death and an injury
        between which the text leaves open which it was. Of nobody either is
        denied: "no one was killed or injured" stays two claims.
    """
    made = [m for m in found if not _or_missing(m, found)]
    for mention in found:
        wounded = _or_wounded(mention)
        if mention.harm != "killed" or mention.count.high == 0 or wounded is None:
            continue
        others = [m for m in found if m.trigger == wounded and m.harm == "injured"]
        last = max(mention.last, wounded, *(m.last for m in others), 0)
        made = [replace(m, harm="casualties", last=last) if m is mention else m for m in made if m not in others]
    return made


def _or_missing(mention: TollMention, others: list[TollMention]) -> bool:
    """ "The 60 boys who were kidnapped or are missing": so many are gone, and nobody says how many were taken."""
    token = mention.parsed.doc[mention.trigger]
    start = mention.count.start
    if mention.harm != "captured" or start is None or not any(c.lower_ == "or" for c in token.rights):
        return False
    return any(m.harm == "missing" and m.count.start == start and m.trigger > mention.trigger for m in others)


def _or_wounded(mention: TollMention) -> int | None:
    """The token of "wounded" in "killed or wounded"; `None` where nothing is left open."""
    doc = mention.parsed.doc
    i = mention.trigger + 1
    if i >= len(doc) or doc[i].lower_ not in {"or", "and/or"}:
        return None
    near = [t for t in doc[i + 1 : i + 3] if t.lower_ in lang.words("clauses", "en.clause.or_wounded")]
    return int(near[0].i) if near and all(t.pos_ == "ADV" for t in doc[i + 1 : near[0].i]) else None


def _of_the_same_one(mention: TollMention, others: list[TollMention]) -> bool:
    """ "The death of a minister, Omar Hadi, who was murdered": the clause tells again of him of whom the noun told."""
    own = mention.phrase
    doc = mention.parsed.doc
    if own is None or mention.count.high != 1 or doc[mention.trigger].dep_ != "relcl" or doc[own.head].dep_ != "appos":
        return False
    alike = [m for m in others if m is not mention and m.harm == mention.harm and m.count.high == 1 and m.phrase is not None]
    return any(m.phrase is not None and m.phrase.head == doc[own.head].head.i for m in alike)


def _who_then_died(mention: TollMention, others: list[TollMention]) -> bool:
    """ "Five of those injured have since died", "seven displaced people were killed": the first word only tells which they are."""
    graver = {"injured": {"killed"}, "displaced": {"killed", "injured"}}.get(mention.harm, set())
    start, doc = mention.count.start, mention.parsed.doc
    if start is None or (mention.harm == "injured" and mention.how in {"object", "passive"}):
        return False
    same = [doc[m.trigger] for m in others if m.harm in graver and m.count.start == start]
    word = doc[mention.trigger]
    return any(not (word.head == t and word.dep_ == "conj") and not (t.head == word and t.dep_ == "conj") for t in same)


def _died_of_it(mention: TollMention, others: list[TollMention]) -> bool:
    """ "Suffered wounds and was pronounced dead": one person, and the death is what became of him."""
    own = mention.phrase
    if mention.harm != "injured" or own is None or mention.count.high != 1 or mention.parsed.doc[mention.trigger].dep_ in {"relcl", "acl"}:
        return False
    alike = [m for m in others if m.harm == "killed" and m.phrase is not None and m.phrase.head == own.head]
    return any(m.count.high == 1 and m.count.start == mention.count.start for m in alike)


def _of_which_died(mention: TollMention, others: list[TollMention]) -> bool:
    """ "Died after he was shot in the chest", "died after shooting himself": how the one death of the clause above came about."""
    if mention.harm not in {"casualties", "injured"} or mention.count.high != 1 or mention.phrase is None or mention.phrase.sort != "pronoun":
        return False
    doc = mention.parsed.doc
    above = {t.i for t in doc[mention.trigger].ancestors}
    deaths = [m for m in others if m.harm == "killed" and m.count.high == 1 and m.trigger in above and m.trigger < mention.trigger]
    return any(t.lower_ in {"after", "when", "from", "of"} for m in deaths for t in doc[m.trigger + 1 : mention.trigger])


def _same(a: TollMention, b: TollMention) -> bool:
    if a.harm != b.harm:
        return False
    if a.count.start is not None and a.count.start == b.count.start:
        return True
    if a.phrase is None or b.phrase is None:
        return False
    return a.phrase.head == b.phrase.head and (a.count.start is None or b.count.start is None)


def _then_dead(mention: TollMention, others: list[TollMention]) -> bool:
    """ "Shot and killed", "stabbed to death": the outcome is told, so the shooting is no claim of its own.

    Unless it is told of others: "two were hit by gunfire and one was killed".
    """
    token = mention.parsed.doc[mention.trigger]
    own = any(c.dep_ in {"nsubj", "nsubjpass"} for c in token.children)
    above = [token.head] if token.dep_ in {"conj", "advcl", "ccomp", "acl", "xcomp"} and not own else []
    near = [t for t in token.children if not any(c.dep_ in {"nsubj", "nsubjpass"} for c in t.children)] + above
    parsed = mention.parsed
    shot = parsed.offsets(mention.trigger, mention.trigger)[0]
    # with a number of its own between the two words
    apart = {m.trigger for m in others if m.count.start is not None and shot < m.count.start < parsed.offsets(m.trigger, m.trigger)[0]}
    return any(t.lemma_ in _outcomes() and t.i not in apart and not _of_somebody_else(token, t) for t in near)


def _of_somebody_else(shot: Token, joined: Token) -> bool:
    """ "Shot a boy and wounded two men", "shot two men, killing one", "shot his wife and killed himself": each verb has somebody of its own."""
    own, theirs = ([c for c in verb.children if c.dep_ == "dobj" and c.tag_ != "WP"] for verb in (shot, joined))
    if not own or not theirs or theirs[0].lower_ in {"both", "all"} or "self" in own[0].lower_:
        return False
    return theirs[0].tag_ != "PRP" or "self" in theirs[0].lower_


@functools.cache
def _outcomes() -> frozenset[str]:
    rules = lang.load("harm")["rule"]
    return frozenset(
        w
        for r in rules
        if r["harm"] in {"killed", "injured"} and r["patient"] in {"object", "subject"}
        for w in r.get("lemmas", ())
    )
