"""Victim phrases: which words name the harmed, and how many they are."""

from __future__ import annotations

from typing import Any

from tollbook import lang
from tollbook.extract.number import CountMention
from tollbook.extract.patient_tree import named_after
from tollbook.extract.people import PLURAL_PRONOUNS, Sort, is_person_word, sort_of
from tollbook.extract.place_lexicon import load_lexicon
from tollbook.extract.same_person import in_all
from tollbook.model import Record, Span
from tollbook.text.parse import Parsed

Token = Any  # a spaCy token


class Phrase(Record, frozen=True, kw_only=True):
    """A victim phrase: its tokens, what it is, and its count.

    `first` to `last` are the tokens of the whole phrase with its count; `head`
    the noun. `words` is the description without the count, `None` where there
    is none. `definite` marks "the soldiers", which may refer back; `partitive`
    "four of those", which are among others counted before.
    """

    first: int
    last: int
    head: int
    sort: Sort
    words: Span | None
    count: CountMention | None
    low: int | None
    high: int | None
    definite: bool = False
    partitive: bool = False
    plural: bool = False
    named: bool = False


_DROP_LEFT = frozenset(
    "a an the some any no this that these those his her their its our my all both each every another other also including even only mostly mainly largely them whom".split()
)
_KEEP_PREPS = frozenset({"of", "from", "with", "belonging"})


def _left(token: Token, stop: int) -> int:
    """The first token of the noun phrase, not beyond `stop`."""
    first: int = token.i
    for child in token.lefts:
        if child.dep_ in {
            "det",
            "amod",
            "compound",
            "nummod",
            "poss",
            "quantmod",
            "nmod",
            "predet",
            "advmod",
            "npadvmod",
            "neg",
            "case",
            "punct",
            "appos",
        }:
            if child.dep_ == "punct" and child.text in {",", ";", ":"}:
                first = token.i
                continue
            first = min(first, child.left_edge.i)
    return max(first, stop)


def _right(parsed: Parsed, token: Token, stop: int) -> int:
    """The last token of the description: "of"-phrases and the name in apposition."""
    last: int = token.i
    doc = parsed.doc
    for child in token.rights:
        if child.i >= stop:
            break
        if child.dep_ == "prep" and child.lower_ in _KEEP_PREPS and child.i == last + 1:
            inner = [g for g in child.rights if g.dep_ == "pobj"]
            if inner and inner[0].lemma_.lower() not in lang.words("clauses", "en.clause.injuries"):
                last = max(last, _right(parsed, inner[0], stop))
        elif child.dep_ == "punct" and child.text == "," and _told_of(token, child.i, stop):
            continue
        elif child.dep_ == "appos" and (child.pos_ == "PROPN" or token.pos_ == "PROPN"):
            last = max(last, _right(parsed, child, stop))
        elif child.dep_ in {"compound", "flat", "nmod"} or (
            child.dep_ == "punct" and child.text in {"-", '"'} and child.i == last + 1
        ):
            last = max(last, child.i)
        else:
            break
    if (
        last + 3 < len(doc)
        and doc[last + 1].text == "("
        and doc[last + 3].text == ")"
        and doc[last + 2].is_upper
        and last + 3 < stop
    ):
        last += 3
    return min(last, stop - 1) if stop > token.i else last


def _told_of(name: Token, comma: int, stop: int) -> bool:
    """Does a description follow the name: "Karim Haddad, the mayor of Sirt"?"""
    told = next((c for c in name.rights if c.dep_ == "appos" and c.i > comma), None)
    counted = told is not None and any(c.dep_ == "nummod" for c in told.children)
    if told is not None and any(c.lower_ in {"his", "her", "their"} for c in told.lefts):
        return False  # "Karim Haddad, his wife": somebody else
    return name.pos_ == "PROPN" and told is not None and told.right_edge.i < stop and told.pos_ == "NOUN" and not counted


def _trim(parsed: Parsed, first: int, last: int) -> Span | None:
    """The words of a description without articles at their start."""
    doc = parsed.doc
    while first <= last and (
        doc[first].lower_ in _DROP_LEFT or doc[first].pos_ in {"PUNCT", "SPACE"} or doc[first].lower_ == "of"
    ):
        first += 1
    while last >= first and doc[last].text in {",", '"', "'", "-"}:
        last -= 1
    return parsed.span(first, last) if first <= last else None


def _count_for(token: Token, first: int, counts: tuple[CountMention, ...]) -> CountMention | None:
    """The number words that count a noun: inside its phrase, to its left."""
    held = [c for c in counts if first <= c.last < token.i and c.first >= first - 4]
    held = [c for c in held if _counts(token, c) and not (c.rule == "en.number.pair" and token.tag_ in {"NN", "NNP"} and token.doc[c.first].lower_ == "both")]
    exact = [c for c in held if c.rule not in {"en.number.single", "en.number.none"}]
    return next(iter(exact or held), None)


def _counts(token: Token, count: CountMention) -> bool:
    doc = token.doc
    head = doc[count.head]
    if head.lower_ in {"a", "an"} and token.tag_ in {"NNS", "NNPS"} and token.lower_ not in lang.words("clauses", "en.clause.forces"):
        return False
    if any(t.lower_ in {"a", "an"} for t in doc[count.last + 1 : token.i]):
        return False  # "Picture 3 of 12 A baker died": the next word opens a phrase of its own
    node = head
    for _ in range(4):
        if node.i == token.i:
            return True
        if node.dep_ in {"poss", "relcl", "acl", "conj", "appos"} and node.i != head.i:
            return False
        node = node.head
    return bool(
        head.head.i == token.i
        or all(t.pos_ in {"ADJ", "NOUN", "PROPN", "ADV", "PUNCT", "NUM"} for t in doc[count.last + 1 : token.i])
    )


def _of_whom(token: Token) -> Token | None:
    """The noun after "of": "dozens of soldiers", "22 of the soldiers"."""
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in {"of", "from", "among"} and child.i - token.i <= 2 and child.nbor(-1).text != ",":
            for inner in child.rights:
                if inner.dep_ in {"pobj", "pcomp"}:
                    return inner
    return None


def read_phrase(
    parsed: Parsed, index: int, counts: tuple[CountMention, ...], *, floor: int = 0, ceiling: int | None = None
) -> Phrase | None:
    """Read the phrase that a word heads: who, and how many.

    Args:
        parsed: The sentence.
        index: Its head, as the tree gives it: a noun, a name, a number or a pronoun.
        counts: The sentence's number words.
        floor: The first token the phrase may hold.
        ceiling: The token it must end before (the word of harm); `None` for no limit.

    Returns:
        The phrase, or `None` where the words can be nobody.
    """
    stop = len(parsed.doc) if ceiling is None else ceiling
    sort = sort_of(parsed, index, counts)
    token = parsed.doc[index]
    if sort == "nobody":
        first = index - 1 if token.lower_ == "one" else index
        return Phrase(
            first=first, last=index, head=index, sort=sort, words=None, count=_covering(index, counts), low=0, high=0
        )
    if sort == "number":
        return _number_phrase(parsed, index, counts, stop)
    if sort == "thing":
        return None
    return _noun_phrase(parsed, index, counts, sort, floor, stop)


def _covering(index: int, counts: tuple[CountMention, ...]) -> CountMention | None:
    return next((c for c in counts if c.first <= index <= c.last), None)


def _number_phrase(parsed: Parsed, index: int, counts: tuple[CountMention, ...], stop: int) -> Phrase | None:
    count = _covering(index, counts)
    if count is None:
        return None
    doc = parsed.doc
    whom = next(
        (w for t in doc[count.first : count.last + 1] if (w := _of_whom(t)) is not None and w.i > count.last), None
    )
    if whom is None or whom.i >= stop > index:
        after = doc[count.last + 1] if count.last + 1 < stop else None
        if after is not None and after.lower_ in {"people", "persons", "others", "civilians"}:
            return Phrase(
                first=count.first,
                last=after.i,
                head=after.i,
                sort="person",
                words=parsed.span(after.i, after.i),
                count=count,
                low=count.low,
                high=count.high,
                plural=True,
            )
        return Phrase(
            first=count.first,
            last=count.last,
            head=index,
            sort="number",
            words=None,
            count=count,
            low=count.low,
            high=count.high,
            plural=count.low != 1,
        )
    sort = sort_of(parsed, whom.i, counts)
    if sort == "thing" and whom.lower_ not in {"which"}:
        return None
    definite = any(c.lower_ in {"the", "these", "those"} for c in whom.lefts) or whom.lower_ in {
        "them",
        "whom",
        "those",
        "these",
        "us",
        "which",
        "victims",
    }
    last = whom.i if whom.lower_ in {"whom", "them", "those", "which"} else _right(parsed, whom, stop)
    words = (
        None
        if whom.lower_ in {"them", "whom", "those", "these", "us", "which"}
        else _trim(parsed, next((c.last + 1 for c in counts if whom.left_edge.i <= c.first and c.last < whom.i), max(whom.left_edge.i, count.last + 1)), last)
    )
    return Phrase(
        first=count.first,
        last=max(last, count.last),
        head=whom.i,
        sort=sort,
        words=words,
        count=count,
        low=count.low,
        high=count.high,
        partitive=(definite and count.rule != "en.number.vague") or (definite and whom.lower_ in {"them", "whom"}),
        plural=True,
    )


def _is_plural(token: Token, sort: Sort) -> bool:
    if token.tag_ == "NNPS":
        # "Mr. Meneses", "Torres": a family name in -s is one man, "the Chechens" are many
        if token.lower_.endswith("s") and token.lower_ in load_lexicon().demonyms and token.lower_[:-1] in load_lexicon().demonyms:
            return True  # "Americans" are never one
        return any(c.lower_ in _DEFINITE or c.dep_ == "nummod" or (c.dep_ == "amod" and c.text.islower()) for c in token.lefts)
    if token.tag_ == "NNS":
        return True
    if sort == "pronoun":
        return token.lower_ in PLURAL_PRONOUNS
    if token.lower_ in lang.words("clauses", "en.clause.never_one"):
        return True  # "the wounded" are never one
    if token.dep_ in {"nsubj", "nsubjpass"} and any(c.lower_ in {"were", "are"} for c in token.head.lefts) and token.lower_ in lang.load("people")["plurals"]:
        return True  # "youth were killed"
    return token.lower_ in lang.load("people")["plurals"] and token.lower_ not in lang.words("clauses", "en.clause.one_or_many")


_DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "their", "its", "our"})


def _noun_phrase(
    parsed: Parsed, index: int, counts: tuple[CountMention, ...], sort: Sort, floor: int, stop: int
) -> Phrase | None:
    doc = parsed.doc
    token = doc[index]
    first = _left(token, floor)
    if token.dep_ == "pobj" and named_after(token.head.head) == token:
        first = _left(token.head.head, floor)
    total = in_all(token)
    count = _count_for(token, first, counts) or (_covering(total.i, counts) if total is not None else None) or _hung_on_a_time(doc, first, counts) or _before_quote(doc, first, counts)
    if count is not None:
        first = min(first, count.first)
    last = _right(parsed, token, max(stop, index + 1) if stop > index else len(doc))
    plural = _is_plural(token, sort)
    officer = _officer_of(token)
    plural = plural and not officer
    determiners = {
        t.lower_ for t in doc[first:index] if t.dep_ in {"det", "poss", "predet"} or t.tag_ in {"DT", "PRP$"}
    }
    definite = bool(determiners & _DEFINITE)
    low, high = (count.low, count.high) if count else ((2, None) if plural or sort == "group" else (1, 1))
    if count is None and (sort == "pronoun" or officer):
        low, high = (2, None) if plural else (1, 1)
    if token.lower_ == "number" and not definite and (count is None or count.rule == "en.number.single"):
        low, high, plural = 2, None, True  # "a number have been killed", "an unspecified number of people"
    if (count and count.rule == "en.number.single" and sort == "group") or (count is None and sort == "group"):
        low, high = _size_of_group(token, counts)
    words_first = count.last + 1 if count and count.last < index else first
    unnamed = (sort == "pronoun" and token.lower_ not in {"others"}) or (count is not None and token.lower_ in lang.words("calendar", "en.calendar.before_a_number"))  # "killed a dozen yesterday"
    words = None if unnamed else _trim(parsed, words_first, last)
    return Phrase(
        first=first,
        last=last,
        head=index,
        sort=sort,
        words=words,
        count=count,
        low=low,
        high=high,
        definite=definite,
        plural=plural,
        named=token.pos_ == "PROPN" or officer,
    )


def _officer_of(token: Token) -> bool:
    """ "Police Major Omar Hadi": the parser takes the police for the noun, and the name for another word for it."""
    return token.lower_ in lang.words("clauses", "en.clause.before_ranks") and any(c.dep_ == "appos" and c.tag_ == "NNP" and c.left_edge.i == token.i + 1 for c in token.rights)


def _hung_on_a_time(doc: Any, first: int, counts: tuple[CountMention, ...]) -> CountMention | None:
    """ "On Tuesday 2 guards were hurt", "by nightfall 14 men": the parser takes the number for a part of the time before it."""
    before = next((c for c in counts if c.last == first - 1 and c.first > 0), None)
    if before is None or doc[before.head].dep_ != "nummod" or doc[before.head].head.i != before.first - 1:
        return None
    return before if doc[before.first - 1].lower_ in lang.words("calendar", "en.calendar.before_a_number") else None


def _before_quote(doc: Any, first: int, counts: tuple[CountMention, ...]) -> CountMention | None:
    """ "Over 200" people: the quotation mark behind the number is the outlet's caution."""
    return next((c for c in counts if c.last == first - 1), None) if doc[first].text == '"' else None


_PAIRS = {"couple": 2, "pair": 2, "trio": 3}


def _size_of_group(token: Token, counts: tuple[CountMention, ...]) -> tuple[int | None, int | None]:
    """ "A family of six" is six, "a couple" two; of a bare group only that it is more than one."""
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ == "of":
            for inner in child.rights:
                held = _covering(inner.i, counts) or next(
                    (c for c in counts if c.last < inner.i and doc_near(inner, c)), None
                )
                whose = inner.i > held.last and not is_person_word(inner.lemma_.lower()) if held is not None else False
                if held is not None and not whose:  # "the crew of the three boats" is no crew of three
                    return held.low, held.high
    exact = _PAIRS.get(token.lemma_.lower())
    return (exact, exact) if exact else (2, None)


def doc_near(token: Token, count: CountMention) -> bool:
    """Does the count stand in the noun's own phrase?"""
    return bool(token.left_edge.i <= count.first)
