"""Some of those counted: "including nine children", "two of them women", "the dead were identified as"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from tollbook.extract.harm import HarmMention
from tollbook.extract.mood import mood_of
from tollbook.extract.number import CountMention
from tollbook.extract.people import is_person_word
from tollbook.extract.phrase import read_phrase
from tollbook.extract.toll import TollMention, replace_count
from tollbook.model import Count, Span
from tollbook.text.parse import Parsed

Token = Any  # a spaCy token

_BADLY = frozenset(
    {
        "critically",
        "seriously",
        "badly",
        "severely",
        "gravely",
        "fatally",
        "slightly",
        "lightly",
        "mortally",
        "critical",
    }
)
_INCLUDING = re.compile(r"^(?:including|includes|included|among)$")


def subsets(parsed: Parsed, found: list[TollMention], counts: tuple[CountMention, ...]) -> list[TollMention]:
    """ "Including nine children", "two of them women", "among them a nurse": parts of a toll of the sentence."""
    doc = parsed.doc
    made: list[TollMention] = []
    taken = [(m.phrase.first, m.phrase.last) for m in found if m.phrase is not None]
    for token in doc:
        if token.text == ":" and token.i + 1 < len(doc):
            made += _broken_down(parsed, found, token.i, counts, taken)
        if not _INCLUDING.match(token.lower_):
            continue
        start = token.i + 1
        if token.lower_ == "among":
            if start >= len(doc) or doc[start].lower_ not in {"them", "whom", "those", "the"}:
                continue
            start = next(
                (
                    t.i + 1
                    for t in doc[start : start + 4]
                    if t.lower_ in {"them", "whom", "dead", "killed", "victims", "wounded", "injured"}
                ),
                start,
            )
        total = _total_before(found, token.i)
        if total is not None:
            made += _listed(parsed, total, start, counts, taken)
    for count in counts:
        following = doc[count.last + 1 : count.last + 3]
        if (
            len(following) == 2
            and following[0].lower_ == "of"
            and following[1].lower_ in {"them", "whom", "these", "those"}
        ):
            total = _total_before(found, count.first)
            if total is None or any(m.count.start == parsed.offsets(count.first, count.last)[0] for m in found):
                continue
            end = count.last + 2
            words = None
            for t in doc[end + 1 : end + 8]:
                if is_person_word(t.lemma_.lower()) or is_person_word(t.lower_):
                    words, end = parsed.span(t.i, t.i), t.i
                    break
                if t.pos_ in {"VERB"} or t.text in ",.;":
                    break
            if words is None and count.low is None:
                continue
            how_badly = doc[end + 1].lower_ if end + 1 < len(doc) else ""
            if words is None and how_badly not in _BADLY:
                continue
            end = end + 1 if words is None else end
            made.append(
                replace(
                    total,
                    phrase=None,
                    count=count.as_count(parsed),
                    words=words,
                    first=count.first,
                    last=end,
                    part=True,
                    how="subset",
                    rule="en.toll.part.of_them",
                    additional=False,
                    bare=False,
                )
            )
    return made


def partitives(parsed: Parsed, harms: tuple[HarmMention, ...], counts: tuple[CountMention, ...]) -> list[TollMention]:
    """ "Two of those killed were police", "five of the injured": some of a toll told elsewhere."""
    doc = parsed.doc
    made: list[TollMention] = []
    for harm in harms:
        if harm.patient not in {"object", "state"}:
            continue
        token = doc[harm.token]
        i = harm.token - 1
        while i >= 0 and doc[i].lower_ in {
            "those",
            "the",
            "people",
            "persons",
            "also",
            "were",
            "who",
            "these",
            "dead",
            "and",
        }:
            i -= 1
        if i < 1 or doc[i].lower_ != "of" or i == harm.token - 1:
            continue
        count = next((c for c in counts if c.last == i - 1 or c.last == i), None)
        if count is None or mood_of(token) in {"hypothetical", "negated"}:
            continue
        words, last = _predicate(parsed, harm.last)
        made.append(
            TollMention(
                parsed=parsed,
                harm=harm.harm,
                rule="en.toll.part.of_those",
                trigger=harm.token,
                phrase=None,
                count=count.as_count(parsed),
                words=words,
                first=count.first,
                last=last,
                mood="asserted",
                how="subset",
                part=True,
            )
        )
    return made


def _predicate(parsed: Parsed, after: int) -> tuple[Span | None, int]:
    """The people that a copula right after says those are: "… were policemen"."""
    doc = parsed.doc
    if after + 1 < len(doc) and doc[after + 1].lemma_ == "be":
        head = next((c for c in doc[after + 1].rights if c.dep_ == "attr"), None)
        if head is not None and is_person_word(head.lemma_.lower()):
            left = max(after + 2, head.left_edge.i)
            return parsed.span(left, head.i), head.i
    return None, after


_IDENTIFIED = frozenset({"identify", "name", "include", "be"})


def identified(parsed: Parsed, harms: tuple[HarmMention, ...], counts: tuple[CountMention, ...]) -> list[TollMention]:
    """ "The dead were identified as X and Y", "the injured include two guards": who a toll told elsewhere consists of."""
    doc = parsed.doc
    made: list[TollMention] = []
    for harm in harms:
        token = doc[harm.token]
        colon = next((t.i for t in doc[harm.last + 1 : harm.last + 3] if t.text == ":"), None)
        if colon is not None and any(t.lower_ in _THOSE for t in doc[max(0, harm.token - 4) : harm.token]):
            seed = _seed(parsed, harm, max(0, harm.token - 1), colon)
            made += _names_or_groups(parsed, seed, colon + 1, counts)
            continue
        if (harm.patient != "state" and token.tag_ != "VBN") or token.dep_ not in {"nsubj", "nsubjpass", "amod", "acl"}:
            continue
        subject = token if token.dep_ in {"nsubj", "nsubjpass"} else token.head
        verb = subject.head
        if subject.dep_ not in {"nsubj", "nsubjpass"} or verb.lemma_ not in {"identify", "name", "include"}:
            continue
        if subject is not token and subject.lower_ not in {"those", "victim", "victims", "person", "man", "one"}:
            continue
        start = next(
            (t.i + 1 for t in doc[verb.i : verb.i + 6] if t.lower_ in {"as", "include", "includes", "included"}), None
        )
        if start is None:
            continue
        made += _names_or_groups(parsed, _seed(parsed, harm, subject.left_edge.i, verb.i), start, counts)
    return made


_THOSE = frozenset({"those", "names", "victims", "following", "who", "were", "dead"})


def _seed(parsed: Parsed, harm: HarmMention, first: int, last: int) -> TollMention:
    return TollMention(
        parsed=parsed, harm=harm.harm, rule="en.toll.identified", trigger=harm.token, phrase=None, count=Count(),
        words=None, first=first, last=last, mood="asserted", how="subset",
    )


_LATER = frozenset({"they", "victims", "victim", "men", "women", "pair", "two", "three", "four", "bodies", "body", "he", "she"})


def identified_later(parsed: Parsed, before: TollMention, counts: tuple[CountMention, ...]) -> list[TollMention]:
    """"They have been identified as X and Y": the names of those whom the sentence before counted.

    Args:
        parsed: A sentence that names no harm itself.
        before: The last toll told before it.
        counts: The sentence's number words.
    """
    verb = next((t for t in parsed.doc if t.lemma_ in {"identify", "name"} and t.tag_ == "VBN"), None)
    subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None) if verb is not None else None
    if verb is None or subject is None or subject.lower_ not in _LATER or before.harm not in {"killed", "injured"}:
        return []
    start = next((t.i + 1 for t in parsed.doc[verb.i : verb.i + 4] if t.lower_ == "as"), None)
    if start is None:
        return []
    harm = HarmMention(rule=before.rule, harm=before.harm, patient="state", token=verb.i, last=verb.i)
    return _names_or_groups(parsed, _seed(parsed, harm, subject.left_edge.i, verb.i), start, counts)


def _added(counts: list[Count]) -> Count:
    highs = [c.high for c in counts if c.high is not None]
    return Count(low=sum(c.low or 1 for c in counts), high=sum(highs) if len(highs) == len(counts) else None)


def _names_or_groups(
    parsed: Parsed, seed: TollMention, start: int, counts: tuple[CountMention, ...]
) -> list[TollMention]:
    groups = _listed(parsed, seed, start, counts, [])
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


def _broken_down(
    parsed: Parsed,
    found: list[TollMention],
    colon: int,
    counts: tuple[CountMention, ...],
    taken: list[tuple[int, int]],
) -> list[TollMention]:
    """ "Killed 21 people …: 20 visitors and a policeman": what a total consists of, if it adds up."""
    total = _total_before(found, colon)
    if total is None or total.count.low is None or not any(c.first == colon + 1 for c in counts):
        return []
    listed = _listed(parsed, total, colon + 1, counts, taken)
    return listed if len(listed) > 1 and sum(m.count.low or 0 for m in listed) <= total.count.low else []


def among_them(parsed: Parsed, harms: tuple[HarmMention, ...], counts: tuple[CountMention, ...]) -> list[TollMention]:
    """ "Three troopers were among the injured", "among the dead was a nurse": some of a toll told elsewhere."""
    doc = parsed.doc
    made: list[TollMention] = []
    for harm in harms:
        token = doc[harm.token]
        prep = token.head
        if token.dep_ != "pobj" or prep.lower_ != "among" or prep.head.lemma_ != "be":
            continue
        subject = next(
            (c for c in prep.head.children if c.dep_ in {"nsubj", "attr", "nsubjpass"} and c is not token), None
        )
        phrase = read_phrase(parsed, subject.i, counts) if subject is not None else None
        if (
            phrase is None
            or phrase.sort not in {"person", "name", "number"}
            or (phrase.count is None and not phrase.named)
        ):
            continue
        count = replace_count(phrase.count.as_count(parsed) if phrase.count else Count(), phrase.low, phrase.high)
        made.append(
            TollMention(
                parsed=parsed,
                harm=harm.harm,
                rule="en.toll.part.among",
                trigger=harm.token,
                phrase=phrase,
                count=count,
                words=phrase.words,
                first=min(phrase.first, prep.i),
                last=max(phrase.last, harm.last),
                mood="asserted",
                how="subset",
                part=True,
            )
        )
    return made


def _total_before(found: list[TollMention], index: int) -> TollMention | None:
    before = [
        m
        for m in found
        if not m.part and max(m.phrase.head if m.phrase else m.last, m.first) < index and m.first < index
    ]
    return max(
        before,
        key=lambda m: (max(m.trigger, m.first) if max(m.trigger, m.first) < index else m.first, m.first),
        default=None,
    )


def _listed(
    parsed: Parsed, total: TollMention, start: int, counts: tuple[CountMention, ...], taken: list[tuple[int, int]]
) -> list[TollMention]:
    """The counted people listed after "including"."""
    doc = parsed.doc
    made: list[TollMention] = []
    i = start
    while i < len(doc) and len(made) < 8:
        count = next((c for c in counts if c.first == i), None)
        head = _head_from(parsed, i if count is None else count.first, counts)
        if head is None or any(a <= head <= b for a, b in taken):
            break
        phrase = read_phrase(parsed, head, counts, floor=i)
        if (
            phrase is None
            or phrase.sort not in {"person", "name", "number", "group"}
            or (phrase.sort == "number" and phrase.words is None and count is None)
        ):
            break
        bare = phrase.count is None and phrase.plural and not phrase.named
        made.append(
            replace(
                total,
                phrase=phrase,
                count=replace_count(
                    phrase.count.as_count(parsed) if phrase.count else Count(), phrase.low, phrase.high
                ),
                words=phrase.words,
                first=min(i, phrase.first),
                last=phrase.last,
                part=True,
                how="subset",
                rule="en.toll.part.including",
                additional=False,
                bare=bare,
            )
        )
        i = max(phrase.last, head) + 1
        while i < len(doc) and (doc[i].text in {",", "-"} or doc[i].lower_ in {"and", "as", "well"}):
            i += 1
            if (
                doc[i - 1].text == ","
                and i < len(doc)
                and doc[i].lower_ not in {"and"}
                and not (phrase.named and doc[i].tag_ in {"NNP", "NNPS", "PRP$"})
                and not any(c.first == i for c in counts)
            ):
                return made
        if i == max(phrase.last, head) + 1:
            break
    return _as_one(parsed, made)


def _as_one(parsed: Parsed, made: list[TollMention]) -> list[TollMention]:
    """A listing of single persons is one claim: "the wife of the imam and her sister" are two (ruling 9)."""
    singles = [m for m in made if m.count.text is None and (m.count.low, m.count.high) == (1, 1)]
    if len(singles) < 2 or len(singles) != len(made):
        return made
    words = [m.words for m in singles if m.words is not None]
    first, last = min(m.first for m in singles), max(m.last for m in singles)
    span = None
    if words:
        start, end = min(w.start for w in words), max(w.end for w in words)
        base = parsed.sentence
        span = Span(text=base.text[start - base.start : end - base.start], start=start, end=end)
    return [replace(singles[0], count=Count(low=len(singles), high=len(singles)), words=span, first=first, last=last)]


def _head_from(parsed: Parsed, start: int, counts: tuple[CountMention, ...]) -> int | None:
    """The noun of the noun phrase that begins at a token."""
    doc = parsed.doc
    node = None
    for t in doc[start : start + 9]:
        if (t.pos_ in {"VERB", "AUX", "SCONJ"} and t.tag_ not in {"VBN", "VBG"}) or (
            t.text in ",;." and node is not None
        ):
            break
        if t.tag_ in {"NN", "NNS", "NNP", "NNPS"}:
            node = t
            following = doc[t.i + 1] if t.i + 1 < len(doc) else None
            if following is None or following.tag_ not in {"NN", "NNS", "NNP", "NNPS", "HYPH", "POS"}:
                break
    if node is not None:
        return int(node.i)
    return start if any(c.first == start for c in counts) else None
