"""What is kept of an article to find its copies, and the keys under which it is looked up."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tollbook.copies.words import Line, hash_words, lines
from tollbook.extract.credit import credited_agency
from tollbook.ledger import instant
from tollbook.model import Article, Record

_DENSITY = 3  # one shingle in so many may open a key
_MOST = 64  # keys of one article


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
    """The keys under which copies of an article are looked up.

    Two articles of which one repeats some sentences of the other share at
    least one, mostly many. A key is made of two chosen shingles that follow each other in
    one sentence, so it is rare in a book full of "police said that two people
    were killed"; which shingles are chosen depends on themselves alone, so
    cutting, merging and moving paragraphs leave the others as they were.

    Returns:
        Up to 64, sorted.
    """
    found = sorted(set(_pairs(signature)))
    return tuple(f"{k:08x}" for k in found[:_MOST])


def _pairs(signature: Signature) -> Iterator[int]:
    for row in signature.rows:
        chosen = [s for s in row.shingles if s % _DENSITY == 0]
        for one, other in pairwise(chosen):
            yield hash_words(str(one), str(other))
