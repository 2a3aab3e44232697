"""Some of those counted: "including nine children", "two of them women", "the dead were identified as"."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tollbook import lang
from tollbook.extract.harm import HarmMention
from tollbook.extract.listing import listed
from tollbook.extract.mood import mood_of
from tollbook.extract.number import CountMention
from tollbook.extract.people import is_person_word
from tollbook.extract.phrase import Phrase, read_phrase
from tollbook.extract.place_lexicon import load_lexicon
from tollbook.extract.same_person import some_of_them
from tollbook.extract.toll import TollMention, replace_count, words_of
from tollbook.model import Count, Span
from tollbook.text.parse import Parsed

Token = Any  # a spaCy token


def subsets(parsed: Parsed, found: list[TollMention], counts: tuple[CountMention, ...]) -> list[TollMention]:
    """ "Including nine children", "two of them women", "among them a nurse": parts of a toll of the sentence."""
    doc = parsed.doc
    made: list[TollMention] = []
    taken = [(m.phrase.first, m.phrase.last) for m in found if m.phrase is not None]
    for token in doc:
        if token.text == ":" and token.i + 1 < len(doc):
            made += _broken_down(parsed, found, token.i, counts, taken)
        if token.lower_ not in words_of("en.toll.part.including"):
            continue
        start = token.i + 1
        if token.lower_ == "among":
            if start >= len(doc) or doc[start].lower_ not in {"them", "whom", "those", "the"}:
                continue
            start = next(
                (
                    t.i + 1
                    for t in doc[start : start + 4]
                    if t.lower_ in lang.words("clauses", "en.clause.from_among")
                ),
                start,
            )
        total = _total_before(found, token.i)
        if total is not None:
            most = total.count.high
            # "… and three others, including two children, …": two are no part of the one who died
            made += [m for m in listed(parsed, total, start, counts, taken) if most is None or (m.count.low or 0) <= most]
    return made + _of_them(parsed, found, counts)


def _of_them(parsed: Parsed, found: list[TollMention], counts: tuple[CountMention, ...]) -> list[TollMention]:
    """ "Two of them women", "one of them badly": some of those told just before."""
    doc = parsed.doc
    made: list[TollMention] = []
    for count in counts:
        following, before = doc[count.last + 1 : count.last + 3], doc[max(0, count.first - 2) : count.first]
        # "31 people, of whom 19 were soldiers"; "eight people were shot, three fatally"
        behind = [t.lower_ for t in before] in (["of", "whom"], ["of", "them"])
        if behind and any(c.last == count.first - 3 for c in counts):
            continue  # "one of them a journalist": he is the one
        behind = behind or some_of_them(doc, count.first, count.last)
        if behind or (
            len(following) == 2
            and following[0].lower_ == "of"
            and following[1].lower_ in {"them", "whom", "these", "those"}
        ):
            total = _total_before(found, count.first)
            if total is None or any(m.count.start == parsed.offsets(count.first, count.last)[0] for m in found):
                continue
            end = count.last + (0 if behind else 2)
            words = None
            for t in doc[end + 1 : end + 8]:
                if is_person_word(t.lemma_.lower()) or is_person_word(t.lower_) or (t.text[0].isupper() and t.lower_ in load_lexicon().demonyms):
                    words, end = parsed.span(t.i, t.i), t.i
                    break
                if (t.pos_ == "VERB" and t.lemma_ not in {"appear", "seem", "be"}) or t.text in ",.;":
                    break
            if words is None and count.low is None:
                continue
            how_badly = doc[end + 1].lower_ if end + 1 < len(doc) else ""
            ill = words is None and how_badly == "in" and any(t.lower_ == "condition" for t in doc[end + 2 : end + 5])
            if words is None and how_badly not in words_of("en.toll.part.of_them") and not ill:
                continue
            if ill:
                end = next(t.i for t in doc[end + 2 : end + 5] if t.lower_ == "condition") - 1
            end = end + 1 if words is None else end
            made.append(
                replace(
                    total,
                    harm="injured" if ill else "killed" if how_badly in {"fatally", "mortally"} else total.harm,
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


def of_the(parsed: Parsed, found: list[TollMention]) -> list[TollMention]:
    """ "Of the 40 wounded, 12 are in critical condition": the twelve are among the forty."""
    doc = parsed.doc
    made: list[TollMention] = []
    for m in found:
        most = m.count.high
        among = most is not None and any(
            w.harm == m.harm
            and not w.part
            and (w.count.low or 0) >= most
            and m.first == w.last + 2
            and doc[w.last + 1].text == ","
            and [t.lower_ for t in doc[max(0, w.first - 2) : w.first]] == ["of", "the"]
            for w in made
        )
        made.append(replace(m, part=True) if among else m)
    return made


def partitives(parsed: Parsed, harms: tuple[HarmMention, ...], counts: tuple[CountMention, ...]) -> list[TollMention]:
    """ "Two of those killed were police", "five of the injured": some of a toll told elsewhere."""
    doc = parsed.doc
    made: list[TollMention] = []
    for harm in harms:
        token = doc[harm.token]
        if harm.patient not in {"object", "state"} or any(c.dep_ in {"dobj", "obj"} for c in token.children):
            continue  # "killed dozens of people and injured nine others": nobody is told of as injured before
        i = harm.token - 1
        while i >= 0 and doc[i].lower_ in words_of("en.toll.part.of_those"):
            i -= 1
        if i < 1 or doc[i].lower_ != "of" or i == harm.token - 1:
            continue
        if doc[harm.token - 1].lower_ == "and" and any(c.first == harm.last + 1 for c in counts):
            continue  # "killed scores of people and injured 40 others": a deed of its own
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
    parts = listed(parsed, total, colon + 1, counts, taken)
    return parts if len(parts) > 1 and sum(m.count.low or 0 for m in parts) <= total.count.low else []


def among_them(parsed: Parsed, harms: tuple[HarmMention, ...], counts: tuple[CountMention, ...]) -> list[TollMention]:
    """ "Three troopers were among the injured", "among the dead was a nurse": some of a toll told elsewhere."""
    doc = parsed.doc
    made: list[TollMention] = []
    for harm in harms:
        token = doc[harm.token]
        within = token.head
        if token.dep_ in {"acl", "relcl", "amod"} and within.dep_ == "pobj" and mood_of(token) == "asserted":
            token = within  # "among those killed", "among the eleven who died"
        prep = token.head
        if token.dep_ != "pobj" or prep.lower_ != "among":
            continue
        subject = _who_is_among(prep)
        if subject is None or (subject.i > prep.i and token == within and subject.conjuncts):
            continue  # "among those killed were Ada Okada, Idris Bello and …" is read as a roll
        for one in (subject, *(t for t in subject.conjuncts if t.i > subject.i)):
            phrase = read_phrase(parsed, one.i, counts)
            if phrase is None or phrase.sort not in {"person", "name", "number"} or not _tells_who(parsed, prep, one, phrase):
                continue
            if one != subject and phrase.plural and phrase.count is None and not phrase.named:
                continue  # "women and children were among the dead": no two counts
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


def _is_one(parsed: Parsed, subject: Token, phrase: Phrase) -> bool:
    """ "His brother was among the dead": one, though no word counts him; "whose brother" is told of somebody else."""
    return not phrase.plural and phrase.sort == "person" and subject.dep_ != "attr" and parsed.doc[phrase.first].lower_ != "whose"


def _who_is_among(prep: Token) -> Token | None:
    """ "X were among the dead", "counted nine children among the dead": X, the children."""
    if prep.head.lemma_ == "be":
        return next((c for c in prep.head.children if c.dep_ in {"nsubj", "attr", "nsubjpass"}), None)
    if prep.head.lemma_.lower() in lang.words("clauses", "en.clause.of_them"):
        return next((c for c in prep.head.children if c.dep_ == "dobj" and c.i < prep.i), None)
    above = prep.head
    return above if above.dep_ == "dobj" and above.head.lemma_.lower() in {"count", "see", "find", "identify"} and above.i == prep.i - 1 else None


def _tells_who(parsed: Parsed, prep: Token, subject: Token, phrase: Phrase) -> bool:
    """Counted, named, a bare plural, or one described: not "they" and not "the victims"."""
    if prep.head.lemma_ != "be":
        return phrase.count is not None and phrase.count.rule != "en.number.single"
    if phrase.count is not None or phrase.named or _is_one(parsed, subject, phrase):
        return True
    return phrase.sort == "person" and phrase.plural and not phrase.definite


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
