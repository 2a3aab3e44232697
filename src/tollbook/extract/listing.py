"""People listed one after another, each with a count or a name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tollbook.extract.number import CountMention
from tollbook.extract.phrase import Phrase, read_phrase
from tollbook.extract.toll import TollMention, replace_count
from tollbook.model import Count, Span
from tollbook.text.parse import Parsed

Token = Any  # a spaCy token


def listed(
    parsed: Parsed, total: TollMention, start: int, counts: tuple[CountMention, ...], taken: list[tuple[int, int]]
) -> list[TollMention]:
    """The counted people listed after "including"."""
    doc = parsed.doc
    made: list[TollMention] = []
    i = start
    while i < len(doc) and len(made) < 8:
        count = next((c for c in counts if c.first == i), None)
        alone = count is not None and _of_a_place(doc, count.last + 1)
        head = count.head if alone and count is not None else _head_from(parsed, i if count is None else count.first, counts)
        if head is None or any(a <= head <= b for a, b in taken) or _fares_otherwise(doc, count):
            break
        phrase = read_phrase(parsed, head, counts, floor=i)
        if (
            phrase is None
            or phrase.sort not in {"person", "name", "number", "group"}
            or (phrase.sort == "number" and phrase.words is None and count is None)
        ):
            break
        bare = phrase.count is None and phrase.plural and not phrase.named
        if bare and phrase.definite and doc[start - 1].lower_ in {"including", "includes", "included", "among"}:
            break  # "including the poll staff": who, but not how many
        if bare and count is None and made and made[-1].bare and made[-1].phrase is not None and made[-1].phrase.plural:
            made[-1] = _with(parsed, made[-1], phrase)
            break
        made.append(
            replace(
                total,
                phrase=phrase,
                count=replace_count(
                    phrase.count.as_count(parsed) if phrase.count else Count(), phrase.low, phrase.high
                ),
                words=phrase.words,
                first=min(i, phrase.first),
                last=_where(doc, phrase.last) if alone else phrase.last,
                part=True,
                how="subset",
                rule="en.toll.part.including",
                additional=False,
                bare=bare,
            )
        )
        told = max(made[-1].last, head) + 1
        i = told
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
        if i == told:
            break
    return _as_one(parsed, made)


def _of_a_place(doc: Any, i: int) -> bool:
    """ "Including 29 in a raid on the market": a number alone, and where."""
    return i + 1 < len(doc) and doc[i].lower_ in {"in", "at", "near", "inside", "outside", "on"} and doc[i + 1].pos_ in {"DET", "PROPN", "NOUN", "ADJ"}


def _where(doc: Any, last: int) -> int:
    """The end of the place behind a number."""
    place = next((c for c in doc[last + 1].rights if c.dep_ == "pobj"), None)
    return int(place.i) if place is not None and place.i - last < 8 else last


def _with(parsed: Parsed, told: TollMention, phrase: Phrase) -> TollMention:
    """ "Including women and children": who they are, and no two counts."""
    if told.words is None or phrase.words is None:
        return told
    base, start, end = parsed.sentence, told.words.start, phrase.words.end
    words = Span(text=base.text[start - base.start : end - base.start], start=start, end=end)
    return replace(told, words=words, last=max(told.last, phrase.last))


def _fares_otherwise(doc: Any, count: CountMention | None) -> bool:
    """ "Twenty dead, including two boys, and nearly 30 injured": a number with a harm of its own is no part of those before."""
    following = doc[count.last + 1].lower_ if count is not None and count.last + 1 < len(doc) else ""
    return following in {"injured", "wounded", "hurt", "dead", "killed", "missing", "arrested", "detained"}


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
        if t.lower_ in {"old", "olds"} and t.i > start and t.nbor(-1).text == "-" and (t.i + 1 >= len(doc) or doc[t.i + 1].pos_ not in {"NOUN", "PROPN", "ADJ"}):
            return int(t.i)  # "including a 15-year-old"
        if (t.pos_ in {"VERB", "AUX", "SCONJ"} and t.tag_ not in {"VBN", "VBG"}) or (
            node is not None and (t.text in ",;." or (t.lower_ == "and" and any(c.first == t.i + 1 for c in counts)))
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
