"""Texts in capitals, given the case of running text before anything reads them.

Wire copy of the 1980s, police logs and many headlines are in capitals
throughout. Names are told from words there by what is known of either: lists
of names and of words, the gazetteer, the table of parties, titles and given
names beside, and what the rest of the article writes small. The length never
changes, so every offset stays that of the article as given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tollbook.extract.casing_lexicon import WORD, load_casing
from tollbook.extract.casing_quarters import find_quarters
from tollbook.extract.casing_runs import find_places, find_runs
from tollbook.extract.casing_single import INITIALS, is_abbreviation, is_day_or_month, is_name
from tollbook.extract.casing_words import NO_EDGE, Capitals
from tollbook.gazetteer.index import Gazetteer
from tollbook.text.dictionary import is_word
from tollbook.text.sentences import Sentence, split

_LETTERS = re.compile(r"[^\W\d_]{2,}")
# "3RD", "11 P.M.", "20 KM": behind a figure.
_UNITS = frozenset("st nd rd th am pm km kms mm cm kg lb lbs mph a p m s ft hrs hr".split())
# "SAN SALVADOR, 3 JAN 90 (AFP) --": stays as it is, so that all that reads it knows it for a dateline.
_DATELINE = re.compile(
    r"([A-Z][A-Z'’. -]{2,40}?)((?:/[A-Z][A-Z'’. -]{2,40}?)?(?:\s\([^()]{2,30}\))?(?:,\s[A-Z0-9][\w'’. ]{1,40}){0,3})((?:,?\s?\([^()]{2,50}\)){0,2})"
    r"\s*(--|[–—_]|\s-\s|:(?=\s))\s*(?:\[[^\[\]]{1,90}\]\s*)*"
)


def _shouts(words: Iterable[str]) -> bool:
    """Are these words of one sentence all in capitals?"""
    long = [w for w in words if len(w) > 3]
    return len(long) >= 3 and sum(w.isupper() for w in long) >= 0.9 * len(long)


def _loud_sentences(text: str, sentences: Sequence[Sentence]) -> list[Sentence]:
    if len(text.upper()) != len(text) or len(text.lower()) != len(text):
        return []
    words = [w for w in _LETTERS.findall(text) if len(w) > 3]
    if len(words) >= 2 and sum(w.isupper() for w in words) >= 0.9 * len(words):
        return list(sentences)
    return [s for s in sentences if _shouts(_LETTERS.findall(s.text))]


def restore_case(text: str, gazetteer: Gazetteer, *, sentences: Sequence[Sentence] = ()) -> str:
    """The text with its sentences in capitals written as they would be in running text.

    Args:
        text: The article's text, as given.
        gazetteer: Names of places in several words, and those that are words.
        sentences: Its sentences, if already known.

    Returns:
        A text of the same length; the same object where no sentence is in
        capitals, so that a caller sees at no cost that nothing was done.

    Example:
        >>> from tollbook.gazetteer import open_gazetteer
        >>> restore_case("GUERRILLAS KILLED A PEASANT NEAR SAN SALVADOR, THE FMLN SAID.", open_gazetteer())
        'Guerrillas killed a peasant near San Salvador, the FMLN said.'
    """
    cut = sentences or split(text)
    loud = _loud_sentences(text, cut)
    if not loud:
        return text
    seen = _seen([s for s in cut if s not in loud])
    kept = list(text)
    families: set[tuple[str, str]] = set()
    surnames: set[str] = set()
    for sentence in loud:
        for start, new in _rewritten(Capitals(text, sentence, gazetteer, seen, families, surnames)):
            kept[start : start + len(new)] = new
    return "".join(kept)


def _seen(quiet: Sequence[Sentence]) -> dict[str, str]:
    """How the rest of the article writes a word: small if ever, else as it stands behind the first word."""
    found: dict[str, str] = {}
    for sentence in quiet:
        for n, word in enumerate(WORD.finditer(sentence.text)):
            written, lower = word.group(), word.group().lower()
            if written == lower or (n and lower not in found):
                found[lower] = written
    return found


def _rewritten(words: Capitals) -> Iterator[tuple[int, str]]:
    """Yield (offset, new word) for each word that was in capitals."""
    find_places(words)
    for i in range(len(words.words)):
        if i not in words.proper and is_name(words, i):
            words.proper.add(i)
    find_runs(words)
    find_quarters(words)
    kept, begins = _dateline(words)
    for i, word in enumerate(words.words):
        old = word.group()
        if old.isupper() and word.start() >= kept:
            yield word.start(), _put(words, i, old, first=_opens(words, i, kept) or kept < word.start() == begins)


def _dateline(words: Capitals) -> tuple[int, int]:
    """Up to where a dateline that names a place stays as it is, and where the sentence begins behind it."""
    start = words.sentence.start
    found = _DATELINE.match(words.text, start, words.sentence.end)
    if found is None or found.group().rstrip() == found.group(1):
        return start, start
    city, more, _, dash = found.groups()
    known, first = words.gazetteer.knows(city.strip()), not words.text[:start].strip()
    if dash == ":":
        # "SRINAGAR, AUG 5: THREE MEN"; "BREAKING: THREE MEN"
        dated = any(is_day_or_month(w.lower()) for w in WORD.findall(more))
        return (found.end(1), found.end()) if known and (dated or (first and not more)) else (start, start)
    strange = first and not more and len(city.split()) <= 3 and not any(is_word(w.lower()) for w in WORD.findall(city))
    dated = first and bool(re.search(r"\d", more)) and any(is_day_or_month(w.lower()) for w in WORD.findall(more))
    if known or strange or dated or any(_is_land(words, part) for part in more.split(",")):
        return found.end(), found.end()
    return start, start


def _is_land(words: Capitals, part: str) -> bool:
    """ "YELEWATA, NIGERIA -": a state behind a town that no gazetteer knows."""
    name = part.strip().title()
    return bool(name) and any(
        e.level in {"country", "region"} and e.alternate < 2 for e in words.gazetteer.lookup(name.lower(), name)
    )


def _opens(words: Capitals, i: int, start: int) -> bool:
    """Is it the first word of the sentence, with no figure before it?"""
    before = words.text[start : words.words[i].start()]
    if not re.search(r"\w", before):
        return not _carries_on(words, i)
    # "IN THE DISTRICT.THE MAYOR": the space was lost, not so in "EXAMPLE.ORG".
    return bool(
        re.search(r"[A-Z]{4}\.$", before) and is_word(words.lower[i]) and words.after(i) and not _is_address(words, i)
    )


def _is_address(words: Capitals, i: int) -> bool:
    """ "EXAMPLE.COM REPORTS"."""
    return words.lower[i] in {"com", "net", "org"} and words.text[words.words[i].start() - 1] == "."


def _carries_on(words: Capitals, i: int) -> bool:
    """Does a line begin here in the midst of a sentence?"""
    before = words.text[max(0, words.sentence.start - 40) : words.words[i].start()].rstrip()
    if INITIALS.search(before) and words.lower[i] not in NO_EDGE:
        return True  # "A U.S. CITIZEN": the stop ends no sentence
    return words.lower[i] in load_casing().carries_on and before[-1:].isalnum()


def _put(words: Capitals, i: int, old: str, *, first: bool) -> str:
    start = words.words[i].start()
    before = words.text[max(0, start - 6) : start]
    if words.lower[i] in _UNITS and re.search(r"\d\s?(?:[AP]\.\s?)?$", before):
        return old.lower()
    if (
        (len(old) == 1 and re.search(r"\w-$", before))
        or _is_address(words, i)
        or words.lower[i] in {"http", "https", "www"}
    ):
        return old.lower()
    bare = words.bare[i]
    tail = len(old) - len(bare)
    if is_abbreviation(words, i):
        return old[: len(bare)] + old[len(bare) :].lower() if tail else old
    lower = old.lower()
    if i in words.parties and i in words.proper:
        return words.parties[i] + lower[len(words.parties[i]) :]
    written = words.seen.get(lower)
    if written is not None and len(written) == len(old) and not first:
        return written
    if not first and i not in words.proper:
        return lower
    # "O'BRIEN", but "SANA'A".
    marks = [k for k, c in enumerate(lower) if c in "'’"]
    if marks and marks[0] == 1 and not tail:
        return old[0] + lower[1] + old[2] + lower[3:] if len(old) > 2 else old
    return old[0] + lower[1:]
