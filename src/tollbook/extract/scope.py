"""Whole, part, sum or another event: what the words of one sentence say a figure is the figure of.

Adding a part to its total, or the dead of a whole war to those of last night,
are the two commonest ways to publish a wrong count. What decides is partly in
the words of the claim ("including", "of them"), partly in the sentence around
("since the war began", "two weeks ago"); what the rest of the article adds is
read in `scopes`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Any, Literal

from tollbook import lang
from tollbook.extract.ordinal import is_sum
from tollbook.extract.toll import TollMention
from tollbook.model import Scope

Token = Any  # a spaCy token
# What the words say; `deed` is background only where the article tells of something else.
Mark = Literal["part", "cumulative", "background", "deed"]

_STATES = frozenset({"missing", "captured", "displaced"})


@functools.cache
def patterns(section: str) -> re.Pattern[str]:
    """The expressions of a section of `lang/en/context.toml`, as one."""
    return re.compile("|".join(f"(?:{p})" for p in lang.load("context")[section]["patterns"]), re.IGNORECASE)


def clause_of(mention: TollMention) -> str:
    """The words of the clause that a claim stands in: its sentence, cut at other finite clauses beside it."""
    text = mention.parsed.sentence.text
    base = mention.parsed.sentence.start
    start, end = mention.quote.start - base, mention.quote.end - base
    cuts = [m for m in lang.pattern("toll_phrases", "en.told.cut").finditer(text, 0, max(0, start)) if not m.group().startswith(", compared")]
    # "since 2011, when nine died": the year before the comma is the time of the clause
    left = max(0, cuts[-1].start() - 12) if cuts and "when" in cuts[-1].group() else cuts[-1].end() if cuts else 0
    right = next((m for m in lang.pattern("toll_phrases", "en.told.cut").finditer(text, end)), None)
    stop = len(text) if right is None else right.end() if "compared" in right.group() else right.start()
    return text[left:stop]


@functools.cache
def lemmas(section: str) -> frozenset[str]:
    """The lemmas of a section of `lang/en/context.toml`."""
    return frozenset(lang.load("context")[section]["lemmas"])


@functools.cache
def _after() -> frozenset[str]:
    return frozenset(lang.load("context")["hedge"]["not_beyond"])


def is_deed_of_somebody(mention: TollMention) -> bool:
    """Does the harm hang below "linked to", "responsible for", "accused of"?"""
    node = mention.parsed.doc[mention.trigger]
    for _ in range(8):
        if node.head == node or (node.dep_ in {"pcomp", "pobj"} and node.head.lower_ in _after() - {"over"}):
            return False
        below, node = node, node.head
        if below.dep_ == "advcl" and below.tag_ == "VBG" and any(c.dep_ == "acomp" and c.lemma_.lower() in lemmas("deeds") for c in node.rights):
            return True  # "is responsible for supplies, kidnapping citizens and planting bombs"
        if (
            node.lemma_.lower() in lemmas("deeds")
            and below.dep_ in {"prep", "pobj", "pcomp", "dobj", "xcomp", "agent"}
            and node.dep_ != "amod"
        ):
            return True
    return False


def counts_many(mention: TollMention, clause: str) -> bool:
    """Is it a statistic: counted by somebody who counts, or more than one event kills?"""
    least = int(lang.load("context")["counting"]["least"])
    counted = mention.how == "count" and mention.count.high != 1
    return counted or bool(patterns("counting").search(clause)) or (mention.count.low or 0) >= least


def of_one_event(mention: TollMention) -> bool:
    """Is one event said to have done it: "the 2015 bombing in which 102 people died", "when a bombing killed 142"?"""
    node = mention.parsed.doc[mention.trigger]
    once = lemmas("one_event")
    perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in node.children)
    doers = [c for c in node.children if c.dep_ == "nsubj" and c.tag_ == "NN" and c.lemma_.lower() in once]
    if not perfect and any(d.dep_ in {"det", "poss"} for c in doers for d in c.children):
        return True  # "bombing has killed 140 people since May" is a sum
    within = [g for c in node.rights if c.dep_ in {"prep", "agent"} and c.lower_ in {"in", "by"} for g in c.rights if g.dep_ == "pobj"]
    if not perfect and any(g.tag_ == "NN" and g.lemma_.lower() in once and any(d.lower_ in {"a", "an"} for d in g.lefts) for g in within):
        return True  # "41 clerks died in a bombing in 1987"
    for _ in range(4):
        if node.dep_ == "relcl":
            return node.head.tag_ == "NN" and node.head.lemma_.lower() in once
        if node.head == node or node.dep_ not in {"conj", "xcomp", "attr", "acomp", "dobj", "nsubj", "nsubjpass", "amod", "acl"}:
            return False
        node = node.head
    return False


def is_state(mention: TollMention) -> bool:
    """Does it last, so that "since" names its beginning and not a sum ("missing since Friday")?"""
    word = mention.parsed.doc[mention.trigger]
    if word.lemma_.lower() in {"detain", "displace"} and any(c.dep_ == "dobj" for c in word.children):
        return False  # "have detained 35 men since May" sums up, "detained since May" does not
    return mention.harm in _STATES and (word.lemma_.lower() in lang.words("clauses", "en.clause.in_a_state") or word.lower_ in lang.words("clauses", "en.clause.in_a_state"))


def marks(mention: TollMention, others: Sequence[TollMention] = ()) -> Mark | None:
    """What the words of a claim's own clause say of its scope.

    Args:
        mention: The toll as the sentence states it.
        others: The other tolls of the same sentence.

    Returns:
        `None` where they say nothing: the toll of the incident told of, as far
        as this sentence goes.
    """
    if mention.how == "subset" and mention.part:
        return "part"
    if is_sum(mention):
        return "cumulative"
    clause = _without_others(mention, others)
    clause = _SAID_LATER.sub(" ", clause)
    if _is_outcome(mention):
        clause = lang.pattern("toll_phrases", "en.told.later").sub(" ", clause)
    if _of_those(mention) or patterns("partial_before").search(before_quote(mention)):
        return "part"
    alone = mention.harm == "killed" and mention.bare and mention.count.high == 1 and mention.phrase is not None and mention.phrase.sort == "pronoun"
    once = of_one_event(mention)
    if not alone and not once and patterns("cumulative").search(patterns("superlative").sub(" ", clause)) and not is_state(mention) and not _is_one(mention):
        return "cumulative"
    if mention.harm == "killed" and (mention.count.low or 0) >= _SUM and mention.how != "toll" and (is_perfect(mention) or mention.rule.endswith(".event")):
        return "cumulative"
    if _is_habit(mention):
        return "cumulative"
    if patterns("background").search(_without_climax(clause, mention)) or patterns("background_before").search(before_quote(mention)):
        return "cumulative" if not once and counts_many(mention, clause) else "background"
    if is_deed_of_somebody(mention):
        return "deed"
    return "part" if mention.part or mention.transition else None


# "Said a week later that 100 had died": when it was said, not another event.
_SAID_LATER = re.compile(r"\b(?:said|reported|announced|found|stated|estimated|told \w+) (?:\w+ )?(?:days?|weeks?|months?|years?) later\b", re.IGNORECASE)


def _without_climax(clause: str, mention: TollMention) -> str:
    """The clause less a climax that compares the claim; a claim that it is compared with ("since nine were killed in May") is in it."""
    words = mention.quote.text[:20]
    return lang.pattern("toll_phrases", "en.told.climax").sub(lambda m: m.group() if words in m.group() else " ", clause)


def in_climax(mention: TollMention, at: int) -> bool:
    """Does a time stand in words that compare the claim: "the most deadly attack since the invasion in 2003"?

    Args:
        mention: The claim.
        at: The offset of the time in the article.
    """
    base = mention.parsed.sentence
    own = range(mention.quote.start - base.start, mention.quote.end - base.start)
    found = [m for m in lang.pattern("toll_phrases", "en.told.climax").finditer(base.text) if m.start() <= at - base.start < m.end()]
    return any(own.start not in range(m.start(), m.end()) for m in found)


def _is_outcome(mention: TollMention) -> bool:
    """Somebody told of before who is found dead, or dies, a week later: what was begun has ended so."""
    found = mention.rule == "en.toll.killed.bodies" and mention.phrase is not None and mention.phrase.definite
    return found or (mention.harm == "killed" and mention.bare and mention.count.high == 1)


def _is_habit(mention: TollMention) -> bool:
    """ "The rebels have killed villagers who worked for the army", "they behead teachers": what a party does, with no number."""
    word, sentence = mention.parsed.doc[mention.trigger], mention.parsed.sentence
    if mention.how != "object" or mention.count.text is not None or mention.phrase is None or sentence.kind == "headline" or not sentence.text.rstrip().endswith("."):
        return False
    bare = mention.phrase.plural and not mention.phrase.definite and mention.phrase.sort == "person"
    perfect = word.tag_ == "VBN" and any(c.dep_ == "aux" and c.lower_ in {"has", "have"} for c in word.children)
    doer = next((c for c in word.children if c.dep_ == "nsubj"), None)
    a_party = doer is not None and doer.lemma_.lower() not in lang.words("clauses", "en.clause.acts") and word.dep_ != "relcl"
    return bare and a_party and (perfect or word.tag_ in {"VBP", "VBZ"})


# No single incident of the field's lists has killed so many; who "has killed 12,000" has done so over a war.
_SUM = 2000


def _is_one(mention: TollMention) -> bool:
    """One person with a name is no sum, however long the time that the sentence tells of him."""
    return mention.phrase is not None and mention.phrase.named and mention.count.low == mention.count.high == 1 and mention.count.text is None


def is_perfect(mention: TollMention) -> bool:
    """ "Have been killed": what a sum over a time is told in."""
    return any(c.dep_ == "aux" and c.lemma_ == "have" for c in mention.parsed.doc[mention.trigger].children)


def before_quote(mention: TollMention) -> str:
    """The words of the sentence before the claim."""
    base = mention.parsed.sentence
    return base.text[max(0, mention.quote.start - base.start - 170) : mention.quote.start - base.start]


def after_start(mention: TollMention) -> str:
    """The claim and the few words after it."""
    base = mention.parsed.sentence
    return base.text[mention.quote.start - base.start : mention.quote.end - base.start + 40]


def _of_those(mention: TollMention) -> bool:
    """ "Three of them", "two of whom": some of those just counted, whatever the time."""
    return bool(re.match(r"(?:\w+[\s-]){1,3}of (?:them|whom|these|those)\b", mention.quote.text, re.IGNORECASE))


def _without_others(mention: TollMention, others: Sequence[TollMention]) -> str:
    """The clause, less the claims of other clauses in it.

    "Two marchers died, bringing the number killed since May to five": the time
    is the second claim's. Claims joined by "and" share what stands in either.
    """
    clause = clause_of(mention)
    word = mention.parsed.doc[mention.trigger]
    near = {word.i, word.head.i, *(t.i for t in word.conjuncts)} if others else set()
    for other in others:
        its = mention.parsed.doc[other.trigger]
        apart = its.i not in near and its.head.i != word.i
        beside = other.quote.start >= mention.quote.end or other.quote.end <= mention.quote.start
        described = its.dep_ in {"acl", "relcl"} and its.i > word.i
        if (apart and beside) or described:
            clause = clause.replace(other.quote.text if beside else _tail(mention, other), " ")
    return clause


def _tail(mention: TollMention, other: TollMention) -> str:
    """The words of a describing clause, from its word of harm to its end."""
    parsed = mention.parsed
    start, end = parsed.offsets(other.trigger, max(other.last, parsed.doc[other.trigger].right_edge.i))
    return parsed.sentence.text[start - parsed.sentence.start : end - parsed.sentence.start]


def scope_of(mention: TollMention, *, first: bool = True) -> Scope:
    """The scope that the sentence itself gives a claim.

    Args:
        mention: The toll as the sentence states it.
        first: Whether nothing was claimed before it; the deeds of the person
            whom a report is about are another event only where there is one.

    Example:
        >>> from tollbook.extract.claim import find_toll_mentions
        >>> from tollbook.text.parse import parse
        >>> from tollbook.text.sentences import split
        >>> claim, = find_toll_mentions(parse(split("Over 900 people have died since the war began."))[0])
        >>> scope_of(claim)
        'cumulative'
    """
    mark = marks(mention)
    if mark == "deed":
        return "incident" if first else "background"
    return mark or "incident"
