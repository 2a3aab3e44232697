"""Whether one article repeats another's words, and how much of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tollbook.copies.signature import Signature, sign
from tollbook.copies.words import SHINGLE, Line
from tollbook.ledger import CopyLink
from tollbook.model import Article

STANDS = 0.5  # of a sentence's words, in runs of three that stand in the other text
SHORTEST = 6  # words of a sentence; "the governor said" stands everywhere
_COPY = 0.5  # of a text's words in sentences that stand in the other
_PARTIAL = 25  # words in such sentences: a lead paragraph
_CREDIT = 12  # words, where both credit one agency

Kind = Literal["copy", "partial", "credit"]


@dataclass(frozen=True, slots=True)
class Match:
    """How far one sentence stands in another text, and in which of its sentences."""

    row: Line
    covered: int
    in_rows: tuple[int, ...]

    @property
    def stands(self) -> bool:
        """Are most of its words there, and is it about the same names and numbers?"""
        return self.row.words >= SHORTEST and self.covered >= STANDS * self.row.words


def index(rows: Sequence[Line]) -> dict[int, list[int]]:
    """For each shingle the numbers of the sentences that hold it."""
    made: dict[int, list[int]] = {}
    for number, row in enumerate(rows):
        for shingle in row.shingles:
            made.setdefault(shingle, []).append(number)
    return made


def match(row: Line, rows: Sequence[Line], held: Mapping[int, Sequence[int]]) -> Match:
    """Find a sentence in another text: its words in shared runs of three or more.

    Where less than half of its names, or of its numbers, stand in the sentences
    that share its words, the two are of one pattern, not of one text, and nothing is
    taken to stand there.
    """
    covered, upto = 0, 0
    hits: dict[int, int] = {}
    for i, shingle in enumerate(row.shingles):
        found = held.get(shingle)
        if found:
            covered += i + SHINGLE - max(i, upto)
            upto = i + SHINGLE
            for number in found:
                hits[number] = hits.get(number, 0) + 1
    if not hits:
        return Match(row, 0, ())
    most = max(hits.values())
    best = tuple(sorted(n for n, times in hits.items() if 3 * times >= most))
    if _differ(row.numbers, (f for n in best for f in rows[n].numbers)) or _differ(row.names, (f for n in best for f in rows[n].names)):
        return Match(row, 0, ())
    return Match(row, covered, best)


def _differ(facts: Sequence[int], there: Iterable[int]) -> bool:
    return bool(facts) and 2 * len(set(facts).intersection(there)) < len(facts)


def _order(a: Signature, b: Signature) -> tuple[Signature, Signature]:
    """The earlier and the later; an undated one is the later, of equals the greater key."""
    earlier, later = sorted((a, b), key=lambda s: (not s.reported, s.reported, s.key))
    return earlier, later


def compare(a: Signature | Article, b: Signature | Article) -> CopyLink | None:
    """Tell whether one of two articles repeats the other's words.

    Args:
        a: One of them.
        b: The other; the result is the same the other way round.

    Returns:
        `copy` where most of the later stands in the earlier, `partial` where it
        took sentences of it into a story of its own, `credit` where both credit
        one agency and share less; `None` where they are stories of their own.

    Example:
        >>> text = "Nine men died in Idlib on Monday when a wall of the old mill fell on them, police said."
        >>> link = compare(Article(id="a", text=text, published="2020-02-01"), Article(id="b", text=text, published="2020-02-02"))
        >>> link.later, link.earlier, link.kind, link.share
        ('b', 'a', 'copy', 1.0)
    """
    one, other = (s if isinstance(s, Signature) else sign(s) for s in (a, b))
    earlier, later = _order(one, other)
    if earlier.key == later.key or not earlier.rows or not later.rows:
        return None
    held = index(earlier.rows)
    found = [match(row, earlier.rows, held) for row in later.rows]
    standing = [m for m in found if m.stands]
    words = sum(m.row.words for m in standing)
    if not words:
        return None
    covered = sum(m.covered for m in found)
    share = round(covered / later.words, 3)
    same = earlier.agency is not None and earlier.agency == later.agency
    kind = _kind(words, later.words, same=same)
    if kind is None:
        return None
    return CopyLink(later=later.key, earlier=earlier.key, kind=kind, share=share, because=_because(kind, len(standing), len(found), share, earlier.agency))


def _kind(words: int, of: int, *, same: bool) -> Kind | None:
    if words >= _COPY * of and words >= _CREDIT:
        return "copy"
    if words >= _PARTIAL:
        return "partial"
    return "credit" if same and words >= _CREDIT else None


def _because(kind: Kind, standing: int, of: int, share: float, agency: str | None) -> str:
    part = f"{standing} of {of} sentences ({share:.0%} of the words) stand in the earlier text"
    return f"both credit {agency}, and {part}" if kind == "credit" else part
