"""Numbers as the parser knows them best, so that "four died" and "4 died" have one tree.

The parser was trained on newspaper prose, whose house styles write small
numbers in words and the others in digits. It takes the unusual form for
another part of the sentence: of our own corpus, with its number words turned
into digits, one text in twenty-five was read otherwise, every time by a
different tree. So the parser is shown each number in the form that is usual,
and its tree is laid over the words as published.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
# "one" is never turned: "one of them", "no one" and "one another" are no numbers to the parser.
_VALUES = {w: i for i, w in enumerate(_UNITS, 1) if i > 1} | {w: 10 * i for i, w in enumerate(_TENS, 2)}
_SMALL = {"1": "one"} | {str(value): word for word, value in _VALUES.items() if value < 10}
_LARGER = frozenset("dozen dozens score hundred hundreds thousand thousands million millions billion".split())
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
# "9 p.m.", "No. 5", "Highway 3", "$ 5": numbers that every style writes in digits.
_BEHIND = frozenset("p.m. a.m. pm am gmt utc % percent / : - – km kms miles million billion".split()) | _MONTHS
_BEFORE = frozenset("$ £ € / : - – # no. no nos. nos highway route road block room level phase grade version km part chapter article".split()) | _MONTHS
_CLOSES = frozenset(", . ; : ? ! ) ] \" '".split())


@dataclass(frozen=True, slots=True)
class _Put:
    """The tokens `first` to `last` are shown to the parser as `word`."""

    first: int
    last: int
    word: str


@dataclass(frozen=True, slots=True)
class _Row:
    """What the parser says of one token."""

    tag: str
    pos: str
    morph: str
    lemma: str
    dep: str
    head: int


def as_usual(doc: Any) -> Any:
    """The sentence as its parser should see it: the same object where every number has its usual form.

    From 1 to 9 words are usual, from 10 to 99 digits (the Associated Press's style, and
    that of most papers). Left alone are dates, times of day, ages between commas and numbers that make a larger one.
    """
    puts = list(_puts(doc))
    if not puts:
        return doc
    from spacy.tokens import Doc

    inside = {i for put in puts for i in range(put.first, put.last)}
    words = {put.last: put.word for put in puts}
    kept = [token for token in doc if token.i not in inside]
    shown = Doc(doc.vocab, words=[words.get(t.i, t.text) for t in kept], spaces=[bool(t.whitespace_) for t in kept])
    for token, published in zip(shown, kept, strict=True):
        if token.i:
            token.is_sent_start = False
        if published.i not in words:
            token.norm_ = published.norm_  # the tokenizer's own: "n't" is "not"
    return shown


def as_published(doc: Any, tree: Any) -> Any:
    """Lay the tree of what the parser was shown over the words as published.

    Args:
        doc: The sentence as published, unparsed.
        tree: What `as_usual` made of it, parsed.
    """
    if tree is doc:
        return doc
    from spacy.tokens import Doc

    puts = list(_puts(doc))
    inside = {i: put.last for put in puts for i in range(put.first, put.last)}
    words = {put.last for put in puts}
    kept = [i for i in range(len(doc)) if i not in inside]
    seen = {i: tree[k] for k, i in enumerate(kept)}
    rows = [_row(doc, i, seen[i], kept, i in words) if i in seen else _within(doc, i, inside[i]) for i in range(len(doc))]
    laid = Doc(
        doc.vocab,
        words=[t.text for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        tags=[r.tag for r in rows],
        pos=[r.pos for r in rows],
        morphs=[r.morph for r in rows],
        lemmas=[r.lemma for r in rows],
        deps=[r.dep for r in rows],
        heads=[r.head for r in rows],
    )
    for token, published in zip(laid, doc, strict=True):
        token.norm_ = published.norm_
    return laid


def _row(doc: Any, i: int, seen: Any, kept: list[int], changed: bool) -> _Row:
    return _Row(seen.tag_, seen.pos_, str(seen.morph), doc[i].lower_ if changed else seen.lemma_, seen.dep_, kept[seen.head.i])


def _within(doc: Any, i: int, last: int) -> _Row:
    """ "fifty" and "-" of "fifty-one"."""
    if doc[i].text == "-":
        return _Row("HYPH", "PUNCT", "", "-", "punct", last)
    return _Row("CD", "NUM", "", doc[i].lower_, "compound", last)


def _puts(doc: Any) -> Iterator[_Put]:
    words = [token.lower_ for token in doc]
    i = 0
    while i < len(words):
        put = _put(doc, words, i)
        if put is not None:
            yield put
            i = put.last
        i += 1


def _put(doc: Any, words: list[str], i: int) -> _Put | None:
    before, behind = words[i - 1] if i else "", words[i + 1] if i + 1 < len(words) else ""
    if words[i] in _SMALL:
        return _Put(i, i, _in_words(words[i], first=i == 0)) if _is_count(doc, i, before, behind) else None
    value = _VALUES.get(words[i])
    if value is None or before in _LARGER or before in {"-", "–"} or (before == "and" and i > 1 and words[i - 2] in _LARGER):
        return None
    last = i
    if value >= 20 and behind == "-" and i + 2 < len(words) and (_VALUES.get(words[i + 2], 1 if words[i + 2] == "one" else 10)) < 10:
        value, last = value + _VALUES.get(words[i + 2], 1), i + 2
        behind = words[i + 3] if i + 3 < len(words) else ""
    if value < 10 or behind in _LARGER or behind in {"-", "–"}:
        return None
    return _Put(i, last, str(value))


def _in_words(digit: str, *, first: bool) -> str:
    return _SMALL[digit].capitalize() if first else _SMALL[digit]


def _is_count(doc: Any, i: int, before: str, behind: str) -> bool:
    """Is the digit a number of something, rather than a day, an hour, an age in commas, or part of a name?"""
    if behind in _BEHIND or behind in _LARGER or before.rstrip(".") in _BEFORE or before in _BEFORE:
        return False
    if before in {",", "("} and behind in {",", ")"}:
        return False
    return bool(doc[i].whitespace_) or i + 1 == len(doc) or behind in _CLOSES
