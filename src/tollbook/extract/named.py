"""Who the harmed were: "the dead were identified as", "they have been named as", "those killed: …"."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tollbook import lang
from tollbook.extract.harm import HarmMention
from tollbook.extract.listing import listed
from tollbook.extract.number import CountMention
from tollbook.extract.phrase import Phrase
from tollbook.extract.roll import groups_of, is_roll, read_roll
from tollbook.extract.toll import TollMention, replace_count, words_of
from tollbook.model import Count, Span
from tollbook.text.parse import Parsed

Token = Any  # a spaCy token


def identified(parsed: Parsed, harms: tuple[HarmMention, ...], counts: tuple[CountMention, ...]) -> list[TollMention]:
    """ "The dead were identified as X and Y", "the injured include two guards": who a toll told elsewhere consists of."""
    doc = parsed.doc
    made: list[TollMention] = []
    for harm in harms:
        token = doc[harm.token]
        if token.i and token.head.i < token.i + 1 and any(t.lower_ == "among" for t in doc[max(0, token.i - 3) : token.i]):
            be = next((t.i for t in doc[harm.last + 1 : harm.last + 10] if t.lemma_ == "be"), None)
            entries, _ = read_roll(parsed, be + 1, counts) if be is not None else ([], 0)
            if is_roll(entries) and be is not None:
                made += _names_or_groups(parsed, _seed(parsed, harm, be + 1, be + 1), be + 1, counts)
                continue
        colon = next((t.i for t in doc[harm.last + 1 : harm.last + 9] if t.text in {":", ",", ";"}), None)
        colon = colon if colon is not None and doc[colon].text == ":" else None
        if colon is not None and any(t.lower_ in lang.words("clauses", "en.clause.heads_of_names") for t in doc[max(0, harm.token - 4) : harm.token]):
            seed = _seed(parsed, harm, max(0, harm.token - 1), colon)
            made += _names_or_groups(parsed, seed, colon + 1, counts)
            continue
        if (harm.patient != "state" and token.tag_ != "VBN") or token.dep_ not in {"nsubj", "nsubjpass", "amod", "acl", "dobj"}:
            continue
        subject = token if token.dep_ in {"nsubj", "nsubjpass", "dobj"} else token.head
        verb = subject.head
        told = subject.dep_ == "dobj" and verb.lemma_ in {"identify", "name"}
        if not (subject.dep_ in {"nsubj", "nsubjpass"} or told):
            continue
        if verb.lemma_ == "be" and verb.dep_ == "ROOT":
            made += _they_were(parsed, harm, subject, verb, counts)
            continue
        if verb.lemma_ not in words_of("en.toll.identified"):
            continue
        if subject != token and subject.lower_ not in lang.words("clauses", "en.clause.identified"):
            continue
        start = next(
            (t.i + 1 for t in doc[(subject.i if told else verb.i) : (subject.i if told else verb.i) + 6] if t.lower_ in {"as", "include", "includes", "included"}), None
        )
        if start is None:
            continue
        made += _names_or_groups(parsed, _seed(parsed, harm, subject.left_edge.i, verb.i), start, counts)
    return made


def _they_were(parsed: Parsed, harm: HarmMention, subject: Token, verb: Token, counts: tuple[CountMention, ...]) -> list[TollMention]:
    """ "The two people hurt were a girl and an old man", "the dead were four nurses": those of a toll, told by what they are."""
    definite = subject.lower_ in {"those", "dead"} or any(c.lower_ in {"the", "those"} for c in subject.lefts)
    start = verb.i + 1
    while start < len(parsed.doc) and parsed.doc[start].lower_ in {"all", "both", "mostly"}:
        start += 1
    if not definite or not any(c.dep_ == "attr" for c in verb.rights):
        return []
    groups = _names_or_groups(parsed, _seed(parsed, harm, subject.left_edge.i, start), start, counts)
    told = [g for g in groups if g.count.start is not None or (g.phrase is not None and g.phrase.named)]
    return [replace(g, first=start) if n == 0 else g for n, g in enumerate(told)]


def _seed(parsed: Parsed, harm: HarmMention, first: int, last: int) -> TollMention:
    return TollMention(
        parsed=parsed,
        harm=harm.harm,
        rule="en.toll.identified",
        trigger=harm.token,
        phrase=None,
        count=Count(),
        words=None,
        first=first,
        last=last,
        mood="asserted",
        how="subset",
    )


def identified_later(parsed: Parsed, before: TollMention, counts: tuple[CountMention, ...]) -> list[TollMention]:
    """ "They have been identified as X and Y": the names of those whom the sentence before counted.

    Args:
        parsed: A sentence that names no harm itself.
        before: The last toll told before it.
        counts: The sentence's number words.
    """
    verb = next((t for t in parsed.doc if t.lemma_ in {"identify", "name"} and t.tag_ == "VBN"), None)
    subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None) if verb is not None else None
    if (
        verb is None
        or subject is None
        or subject.lower_ not in words_of("en.toll.identified.later")
        or before.harm not in {"killed", "injured", "captured"}
    ):
        return []
    start = next((t.i + 1 for t in parsed.doc[verb.i : verb.i + 4] if t.lower_ == "as"), None)
    if start is None:
        return []
    alive = any(c.lower_ in words_of("en.toll.identified.alive") for c in subject.lefts)
    harm = HarmMention(rule=before.rule, harm="injured" if alive else before.harm, patient="state", token=verb.i, last=verb.i)
    told = _names_or_groups(parsed, _seed(parsed, harm, subject.left_edge.i, verb.i), start, counts)
    # "they are identified as men in uniform" is said of whoever did it, or adds nothing
    return [m for m in told if m.count.start is not None or (m.phrase is not None and m.phrase.named)]


def _added(counts: list[Count]) -> Count:
    highs = [c.high for c in counts if c.high is not None]
    return Count(low=sum(c.low or 1 for c in counts), high=sum(highs) if len(highs) == len(counts) else None)


def _of_group(parsed: Parsed, seed: TollMention, n: int, phrase: Phrase) -> TollMention:
    """One group of a roll: the first takes in the words that say who they are."""
    count = phrase.count.as_count(parsed) if phrase.count is not None else Count()
    return replace(
        seed,
        phrase=phrase,
        count=replace_count(count, phrase.low, phrase.high),
        words=phrase.words,
        first=phrase.first if n else seed.first,
        last=phrase.last,
        part=True,
    )


def _names_or_groups(
    parsed: Parsed, seed: TollMention, start: int, counts: tuple[CountMention, ...]
) -> list[TollMention]:
    entries, _ = read_roll(parsed, start, counts)
    if is_roll(entries):
        return [_of_group(parsed, seed, n, phrase) for n, phrase in enumerate(groups_of(parsed, entries))]
    groups = listed(parsed, seed, start, counts, [])
    named = [g for g in groups if g.phrase is not None and g.phrase.count is None]
    made = [replace(g, rule=seed.rule) for g in groups if g not in named]
    if named:
        words = [g.words for g in named if g.words is not None]
        last = max(g.last for g in named)
        base = parsed.sentence
        span = None
        if words:
            left, right = min(w.start for w in words), max(w.end for w in words)
            span = Span(text=base.text[left - base.start : right - base.start], start=left, end=right)
        made.append(
            replace(
                named[0],
                rule=seed.rule,
                count=_added([g.count for g in named]),
                words=span,
                first=seed.first,
                last=last,
                bare=False,
            )
        )
    return made
