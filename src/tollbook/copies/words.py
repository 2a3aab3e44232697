"""The words of a story in the form in which copies share them.

House style changes "9" to "nine", accents, quotation marks and case; a page
adds its own lines. None of that makes two texts different, or alike.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

from tollbook.extract.speech_quotes import find_quotes
from tollbook.lang import load
from tollbook.text.sentences import split

LONGEST = 20_000  # words of one text that are looked at; a newspaper's longest stories have a tenth of it
SHINGLE = 3  # words; the unit in which published work on wire copies counts (NEWS-COPY, arXiv 2210.04261)
# Scripts without spaces are cut into their characters.
_TOKEN = re.compile(r"[぀-ヿ㐀-鿿가-힯]|[^\W_぀-ヿ㐀-鿿가-힯]+(?:['’][^\W_]+)?")
# Reports do not speak to their reader; pages do ("check your email").
_READER = frozenset({"you", "your", "yours"})
_PAGE_LINE = 300  # code points; a boilerplate phrase inside a longer sentence is part of the story
_DATELINE = re.compile(r"[ \t]*[A-ZÀ-Þ][A-ZÀ-Þ.'’/-]+(?![a-zà-þ])[^\n.!?]{0,80}?(?:\)[ \t]{0,3}[-–—:]{1,2}|[ \t][-–—]{1,2})[ \t]")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as copies see it: its own words, what is said in quotation marks left out.

    `shingles` are hashes of each three words in a row, `numbers` and `names`
    those of the words that tell facts: two sentences cut to one pattern ("… killed in …,
    police said") share the former and not the latter.
    """

    start: int
    end: int
    words: int
    shingles: tuple[int, ...]
    numbers: tuple[int, ...]
    names: tuple[int, ...]


@functools.cache
def _number_words() -> dict[str, str]:
    words = load("numbers")["words"]
    values = {w: str(i) for i, w in enumerate(words["units"])}
    values.update({w: str(10 * i) for i, w in enumerate(words["tens"]) if w})
    return values


@functools.cache
def _page() -> tuple[tuple[str, ...], tuple[str, ...]]:
    rules = [r for r in load("copies")["rule"] if r["id"].startswith("en.copies.boilerplate.")]
    return tuple(w for r in rules for w in r["opens"]), tuple(w for r in rules for w in r["holds"])


def is_boilerplate(sentence: str) -> bool:
    """Is this a line of the page and not of the story?

    Example:
        >>> is_boilerplate("Follow us on Twitter"), is_boilerplate("Police followed them.")
        (True, False)
    """
    opens, holds = _page()
    if len(sentence) > _PAGE_LINE:
        return False
    low = sentence.lower()
    return low.lstrip("-–—•*|> ").startswith(opens) or any(phrase in low for phrase in holds)


@functools.lru_cache(maxsize=65_536)
def fold_word(word: str) -> str:
    """A word without case, accents and possessive ending; a number word as its digits.

    Example:
        >>> fold_word("Doğan's"), fold_word("Nine"), fold_word("İdlib")
        ('dogan', '9', 'idlib')
    """
    low = word.casefold()
    if not low.isascii():
        low = "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c)).replace("ı", "i").replace("’", "'")
    low = low.removesuffix("'s").replace("'", "")
    return _number_words().get(low, low)


def _joined(words: list[str]) -> list[str]:
    """ "20" and "2" of "twenty-two" as one number."""
    made: list[str] = []
    for word in words:
        if made and len(word) == 1 and word.isdigit() and word != "0" and len(made[-1]) == 2 and made[-1].endswith("0") and made[-1].isdigit():
            made[-1] = made[-1][0] + word
        else:
            made.append(word)
    return made


def tokens(text: str) -> list[str]:
    """The folded words of a text, numbers in digits.

    Example:
        >>> tokens("Twenty-two of Doğan's men")
        ['22', 'of', 'dogan', 'men']
    """
    return _joined([w for w in map(fold_word, _TOKEN.findall(text)) if w])


def hash_words(*words: str) -> int:
    """32 bits of some words, the same on every machine."""
    return crc32(" ".join(words).encode("utf-8", "surrogatepass"))


def _outside(start: int, end: int, quotes: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    at = start
    for left, right in quotes:
        if right > at and left < end:
            if left > at:
                yield at, left
            at = max(at, right)
    if at < end:
        yield at, end


def lines(text: str) -> Iterator[Line]:
    """Cut a text into its sentences as copies see them, without datelines and what the page says to its reader.

    Args:
        text: An article's text; past `LONGEST` words it is not looked at.

    Yields:
        Every sentence of three words or more outside quotation marks: what
        many reporters heard at one press conference is no proof of copying.

    Example:
        >>> [line.words for line in lines("IDLIB (Reuters) - Nine men died on Monday. Follow us on Twitter.")]
        [5]
    """
    text = text[: LONGEST * 12]
    quotes = list(find_quotes(text))
    seen, at = 0, 0
    for sentence in split(text):
        if seen > LONGEST:
            return
        while at < len(quotes) and quotes[at][1] <= sentence.start:
            at += 1
        if is_boilerplate(sentence.text):
            continue
        dateline = _DATELINE.match(text, sentence.start, sentence.end)
        start = dateline.end() if dateline is not None else sentence.start
        nearby = []
        for quote in quotes[at:]:
            if quote[0] >= sentence.end:
                break
            nearby.append(quote)
        made = _line(text, start, sentence.end, nearby, sentence.start, headline=sentence.kind == "headline")
        if made is not None:
            seen += made.words
            yield made


def _line(text: str, start: int, end: int, quotes: list[tuple[int, int]], whole: int, *, headline: bool) -> Line | None:
    shingles: list[int] = []
    numbers: set[int] = set()
    names: set[int] = set()
    count, addressed = 0, False
    letters = text[start:end]
    cased = not headline and not letters.isupper()
    for left, right in _outside(start, end, quotes):
        raw = _TOKEN.findall(text, left, right)
        words = _joined([w for w in map(fold_word, raw) if w])
        count += len(words)
        addressed = addressed or not _READER.isdisjoint(words)
        shingles += map(hash_words, words, words[1:], words[2:])
        numbers.update(hash_words(w) for w in words if w.isdigit())
        if cased:
            names.update(hash_words(w) for r in raw[1:] if r[0].isupper() and len(r) > 1 and not (w := fold_word(r)).isdigit())
    if not shingles or addressed:
        return None
    return Line(whole, end, count, tuple(shingles), tuple(sorted(numbers)), tuple(sorted(names)))
