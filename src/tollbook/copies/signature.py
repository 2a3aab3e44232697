"""What is kept of an article to find its copies, and the keys under which it is looked up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from tollbook.copies.words import Line, hash_words, lines
from tollbook.extract.credit import credited_agency
from tollbook.ledger import instant
from tollbook.model import Article, Record

_DENSITY = 3  # one shingle in so many may open a key
_MOST = 96  # keys of one article
_DAYS = 32  # in such spans of days; longer than the month in which sentences of a story are taken into another, see `compare`


class Signature(Record, frozen=True, kw_only=True):
    """An article as copies see it: a few kilobytes, and nothing of its wording can be read from it.

    `reported` is the instant from which it was public, as the book writes
    instants; empty where nobody dated it. `rows` are its sentences.
    """

    key: str
    reported: str = ""
    agency: str | None = None
    outlet: str | None = None
    rows: tuple[Line, ...] = ()

    @property
    def words(self) -> int:
        """Words of the story, boilerplate and quotations left out."""
        return sum(row.words for row in self.rows)


def sign(article: Article, *, key: str | None = None, reported: str | None = None) -> Signature:
    """Make an article's signature.

    Args:
        article: The article; its text is not altered.
        key: What names it in links; `None` takes its own id.
        reported: The instant it was public from, where the book knows better
            than the article's own `published`.

    Raises:
        TollbookError: `published` is no date.

    Example:
        >>> sign(Article(id="a", text="Nine men died on Monday, police said.")).words
        7
    """
    when = reported if reported is not None else (instant(article.published) if article.published else "")
    return Signature(
        key=key or article.id,
        reported=when,
        agency=credited_agency(article),
        outlet=article.outlet,
        rows=tuple(lines(article.text)),
    )


def keys(signature: Signature) -> tuple[str, ...]:
    """The keys under which an article is kept, so that its copies find it.

    A key is made of two chosen shingles that follow each other in one sentence, of one
    of its names or numbers, and of the month in which it was printed: so it is rare in a book full
    of "police said that two people were killed". Which shingles are chosen depends on
    themselves alone, so cutting, merging and moving paragraphs leave the others as they
    were. One key stands for the text as a whole, whenever it is printed.

    Returns:
        Up to 97, sorted.
    """
    week = _window(signature)
    return tuple(sorted({*(f"{k:08x}.{week}" for k in _chosen(signature)), *_whole(signature)}))


def lookups(signature: Signature) -> tuple[str, ...]:
    """The keys under which an article's copies and originals are looked up: its own, and those of a month around.

    Example:
        >>> one = sign(Article(id="a", text="Nine men died in Velm on Monday, police said.", published="2020-02-01"))
        >>> set(keys(one)) < set(lookups(one))
        True
    """
    week = _window(signature)
    around = (week,) if week < 0 else (week - 1, week, week + 1)
    return tuple(sorted({*(f"{k:08x}.{w}" for k in _chosen(signature) for w in around), *_whole(signature)}))


def _window(signature: Signature) -> int:
    """The month of printing, as copies count them; -1 where nobody dated it."""
    return datetime.fromisoformat(signature.reported).toordinal() // _DAYS if signature.reported else -1


def _chosen(signature: Signature) -> list[int]:
    return sorted(set(_pairs(signature)))[:_MOST]


def _whole(signature: Signature) -> Iterator[str]:
    if signature.rows:
        yield f"={hash_words(*(str(s) for row in signature.rows for s in row.shingles)):08x}"


def _pairs(signature: Signature) -> Iterator[int]:
    for row in signature.rows:
        told = str(min((*row.numbers, *row.names), default=""))
        # What tells no fact is no evidence of copying, see `compare`, and stands in many texts.
        if told:
            chosen = [s for s in row.shingles if s % _DENSITY == 0]
            for one, other in pairwise(chosen):
                yield hash_words(str(one), str(other), told)
