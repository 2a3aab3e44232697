"""For whom a number stands that names nobody: "five of them", "killing three", "one of them, the owner of a mill".

A reader who looks at a claim alone must see whose death it tells. The words for
them stand elsewhere: behind the comma, before the verb, in the sentence before.
They are given as the victims' words, with their place in the text; where nothing
fits, the claim names nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tollbook import lang
from tollbook.extract.people import is_person_word
from tollbook.extract.toll import TollMention
from tollbook.model import Span

Token = Any  # a spaCy token

# No sentence that a person wrote is longer; a list that a machine made must not cost the square of its length.
_LONGEST = 200
# How many earlier tolls, and how many sentences back, are looked at.
_MOST, _NEAR = 12, 2
_POINTS = frozenset({"them", "whom", "these", "those"})
_OUTCOMES = frozenset({"dead", "deceased", "wounded", "injured", "missing", "killed", "hurt", "slain"})
_AT = frozenset({"at", "on", "upon", "against", "into"})


@dataclass(frozen=True, slots=True)
class Whom:
    """The words for those counted, and those for the people of whom they are some; `None` where nobody names them."""

    words: Span
    group: Span | None = None


def antecedent(mention: TollMention, before: Sequence[TollMention]) -> Whom | None:
    """Find the words for those whom a toll counts without naming them.

    Args:
        mention: The toll.
        before: The tolls of the article told before it, in text order.

    Returns:
        Words of the article for the victims; `None` where the toll has words of
        its own, counts nobody, or nothing before it can be meant.
    """
    count, doc = mention.count, mention.parsed.doc
    if count.start is None or count.end is None or count.low in {None, 0} or len(doc) > _LONGEST:
        return None
    found = mention.parsed.tokens_in(count.start, count.end)
    if found is None:
        return None
    first, last = found
    pointed = _points_back(doc, first, last)
    if pointed is not None:
        beside, group = _set_beside(mention, pointed) or mention.words, _told(mention, before, first)
        return Whom(beside, group) if beside is not None else None if group is None else Whom(group)
    words = None if mention.words is not None else _named_elsewhere(mention, before, first, last)
    return None if words is None else Whom(words)


def _named_elsewhere(mention: TollMention, before: Sequence[TollMention], first: int, last: int) -> Span | None:
    named = _outcome_named(mention, last)
    if named is not None or mention.phrase is None or mention.phrase.sort != "number":
        return named
    return _of_the_verb(mention, before) or _aimed_at(mention) or _sentence_before(mention, before, first)


def _points_back(doc: Any, first: int, last: int) -> int | None:
    """The last token of "three of them", "of whom 19"; `None` where the number points at nobody."""
    behind = [t.lower_ for t in doc[last + 1 : last + 3]]
    if len(behind) == 2 and behind[0] == "of" and behind[1] in _POINTS:
        following = doc[last + 3].lower_ if last + 3 < len(doc) else ""
        return None if following in _OUTCOMES or following in {"who", "taken", "shot", "arrested"} else last + 2
    led = [t.lower_ for t in doc[max(0, first - 2) : first]]
    return last if len(led) == 2 and led[0] == "of" and led[1] in {"them", "whom"} else None


def _set_beside(mention: TollMention, last: int) -> Span | None:
    """ "One of them, the owner of a mill, died", "one of them a minor": who they are stands right behind."""
    doc = mention.parsed.doc
    start = last + 1
    comma = start < len(doc) and doc[start].text == ","
    start += comma
    while start < len(doc) and doc[start].lower_ in {"a", "an", "the", "all", "also"}:
        start += 1
    if start >= len(doc):
        return None
    head = next((t for t in doc[start : start + 6] if t.left_edge.i <= start <= t.i and t.dep_ in {"appos", "dobj", "pobj", "nsubj", "nsubjpass", "attr", "conj", "npadvmod", "ROOT"}), None)
    if head is None or (comma and head.dep_ != "appos") or not (is_person_word(head.lemma_.lower()) or (comma and head.pos_ == "PROPN")):
        return None
    end = head.i
    for prep in head.rights if head.pos_ == "NOUN" else ():
        inner = next((g for g in prep.rights if g.dep_ == "pobj"), None) if prep.lower_ == "of" and prep.i == end + 1 else None
        end = inner.i if inner is not None else end
    return mention.parsed.span(start, end)


def _outcome_named(mention: TollMention, last: int) -> Span | None:
    """ "Four of the injured died", "20 of those wounded": by what befell them before."""
    doc = mention.parsed.doc
    lead = [t.lower_ for t in doc[last + 1 : last + 4]]
    if len(lead) == 3 and lead[0] == "of" and lead[1] in {"the", "those"} and lead[2] in _OUTCOMES:
        following = doc[last + 4] if last + 4 < len(doc) else None
        plain = following is None or following.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM"}
        return mention.parsed.span(last + 2, last + 3) if plain else None
    return None


def _told(mention: TollMention, before: Sequence[TollMention], first: int) -> Span | None:
    """ "Them": those counted before in the sentence, people of it, those counted in the sentences before."""
    here = [m for m in before if m.parsed is mention.parsed and m.first < first]
    return _words_of(mention, here) or _people_of(mention, first) or _words_of(mention, [m for m in before if _is_near(mention, m)])


def _is_near(mention: TollMention, other: TollMention) -> bool:
    return 0 < mention.parsed.sentence.index - other.parsed.sentence.index <= _NEAR


def _words_of(mention: TollMention, others: Sequence[TollMention]) -> Span | None:
    """The words of the nearest toll that can hold as many; of a whole sooner than of a part."""
    least = mention.count.low or 0
    fits = [m for m in reversed(others[-_MOST:]) if m.words is not None and m.phrase is not None and _holds(m, least)]
    whole = next((m for m in fits if not m.part), None) or next(iter(fits), None)
    return whole.words if whole is not None else None


def _holds(other: TollMention, least: int) -> bool:
    most = other.count.high
    phrase = other.phrase
    many = phrase is not None and phrase.plural and (not phrase.named or phrase.count is not None)  # "29 Maoists" bear no name
    return many and other.count.low != 0 and (most is None or most >= least)


def _people_of(mention: TollMention, first: int) -> Span | None:
    """ "Met bandits at the ford and killed 13 of them": the nearest people before the number who do not speak."""
    doc = mention.parsed.doc
    for token in reversed(doc[:first]):
        if token.tag_ != "NNS" or not is_person_word(token.lemma_.lower()) or token.lower_ in {"bodies", "victims"}:
            continue
        speaks = token.dep_ == "nsubj" and token.head.lemma_.lower() in lang.words("clauses", "en.clause.only_said")
        if not speaks:
            return _noun(mention, token)
    return None


def _noun(mention: TollMention, token: Token) -> Span:
    left = [c.left_edge.i for c in token.lefts if c.dep_ in {"amod", "compound", "nmod"}]
    return mention.parsed.span(min([*left, token.i]), token.i)


def _of_the_verb(mention: TollMention, before: Sequence[TollMention]) -> Span | None:
    """ "Three guards have been killed in the north and one in the south": the noun of the number before it."""
    here = [m for m in before if m.parsed is mention.parsed and m.words is not None and m.trigger == mention.trigger]
    last = here[-1] if here else None
    return last.words if last is not None and last.phrase is not None and last.phrase.plural and last.phrase.count is not None else None


def _aimed_at(mention: TollMention) -> Span | None:
    """ "Gunmen fired at marchers, killing three": of those they fired at."""
    doc = mention.parsed.doc
    verb = doc[mention.trigger]
    while verb.dep_ == "conj" and verb.head.tag_ == "VBG":
        verb = verb.head
    if verb.tag_ != "VBG" or verb.dep_ not in {"advcl", "acl"}:
        return None
    above = verb.head
    for child in above.rights:
        if child.i > verb.i:
            break
        targets = [child] if child.dep_ == "dobj" else [g for g in child.rights if g.dep_ == "pobj"] if child.lower_ in _AT else []
        targets += [g for c in child.rights if child.dep_ == "dobj" and c.lower_ in _AT for g in c.rights if g.dep_ == "pobj"]
        for target in targets:
            if target.tag_ == "NNS" and is_person_word(target.lemma_.lower()):
                return _noun(mention, target)
    return None


def _sentence_before(mention: TollMention, before: Sequence[TollMention], first: int) -> Span | None:
    """ "Five were beheaded" begins its sentence: of those counted in the one just before."""
    if any(t.is_alpha for t in mention.parsed.doc[:first]) or not before:
        return None
    last = before[-1]
    if mention.parsed.sentence.index - last.parsed.sentence.index != 1:
        return None
    return _words_of(mention, [last]) if last.harm == mention.harm else None
