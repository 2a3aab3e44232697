"""Whether one article repeats another's words, and how much of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Literal

from tollbook.copies.signature import Signature, sign
from tollbook.copies.words import SHINGLE, Line
from tollbook.ledger import CopyLink
from tollbook.model import Article

STANDS = 0.5  # of a sentence's words, in runs of three that stand in the other text
FIRM = 0.7  # of them, where one sentence is to count alone: local news has formulas that reach the half
SHORTEST = 6  # words of a sentence; "the governor said" stands everywhere
_FACTS = 0.6  # of a sentence's names, and of its numbers
_ROWS = 16  # sentences of one text looked at for one shingle: a hostile text repeats one a thousand times
_DAYS = 30  # between a story and another that takes sentences of it; after that only whole texts are copies
_RUN = 12  # words in a row that no formula has
_COPY = 0.5  # of a text's words in sentences that stand in the other
_EVIDENCE = 12  # words of firm sentences that tell a fact; without them many loose ones are needed
_LOOSE = 60  # words
_TRACES = 0.35  # of a text's words in runs of three that stand in the other: what a copy that was heavily edited keeps
_MANY = 4  # sentences over which such traces must lie
_PARTIAL = 25  # words of firm sentences, together
_ALONE = 20  # words of one of them: a lead paragraph
_CREDIT = 8  # words of a firm sentence, where both credit one agency
Kind = Literal["copy", "partial", "credit"]


@dataclass(frozen=True, slots=True)
class Match:
    """How far one sentence stands in another text, and in which of its sentences.

    `covered` are its words that stand there in runs of three or more, `run`
    the longest such run. With no `in_rows` though words are covered, names and
    numbers are others: the two are of one pattern, not of one text.
    """

    row: Line
    covered: int = 0
    run: int = 0
    in_rows: tuple[int, ...] = ()

    @property
    def stands(self) -> bool:
        """Are most of its words there, and is it about the same names and numbers?"""
        return bool(self.in_rows) and self.row.words >= SHORTEST and self.covered >= STANDS * self.row.words

    @property
    def firm(self) -> bool:
        """Would it stand there so by no accident of formula?"""
        return self.stands and (self.covered >= FIRM * self.row.words or self.run >= _RUN)


def index(rows: Sequence[Line], only: Iterable[Line]) -> dict[int, list[int]]:
    """For each shingle of some sentences the numbers of the first rows that hold it."""
    wanted = {shingle for row in only for shingle in row.shingles}
    made: dict[int, list[int]] = {}
    for number, row in enumerate(rows):
        for shingle in wanted.intersection(row.shingles):
            held = made.setdefault(shingle, [])
            if len(held) < _ROWS:
                held.append(number)
    return made


def match(row: Line, rows: Sequence[Line], held: Mapping[int, Sequence[int]]) -> Match:
    """Find a sentence in another text: its words in shared runs of three or more.

    Where its names and numbers do not stand in a sentence that shares its words,
    the two are of one pattern, not of one text, and nothing is taken to stand there.
    """
    covered, upto, run, longest = 0, 0, 0, 0
    hits: dict[int, int] = {}
    for i, shingle in enumerate(row.shingles):
        found = held.get(shingle)
        if found:
            run = i + SHINGLE - max(i, upto) + (run if i < upto else 0)
            longest = max(longest, run)
            covered += i + SHINGLE - max(i, upto)
            upto = i + SHINGLE
            for number in found:
                hits[number] = hits.get(number, 0) + 1
    if not hits:
        return Match(row)
    most = max(hits.values())
    best = tuple(sorted(n for n, times in hits.items() if 3 * times >= most and _tells(row, rows[n : n + 2])))
    return Match(row, covered, longest, best)


def _tells(row: Line, there: Sequence[Line]) -> bool:
    """Do most of a sentence's names, and most of its numbers, stand in one other, or in it and the next?"""
    for facts, held in ((row.numbers, [r.numbers for r in there]), (row.names, [r.names for r in there])):
        if facts and len(set(facts).intersection(chain.from_iterable(held))) < _FACTS * len(facts):
            return False
    return True


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
    held = index(earlier.rows, later.rows)
    if len(held) < SHORTEST // 2:
        return None
    found = [match(row, earlier.rows, held) for row in later.rows]
    kind = _kind(found, later.words, same=earlier.agency is not None and earlier.agency == later.agency)
    if kind is None or (kind != "copy" and _days(earlier, later) > _DAYS):
        return None
    share = round(sum(m.covered for m in found if m.in_rows) / later.words, 3)
    standing = sum(m.stands for m in found)
    return CopyLink(later=later.key, earlier=earlier.key, kind=kind, share=share, because=_because(kind, standing, len(found), share, earlier.agency))


def _days(earlier: Signature, later: Signature) -> int:
    """Days between two reports; 0 where one is undated."""
    if not earlier.reported or not later.reported:
        return 0
    return (datetime.fromisoformat(later.reported) - datetime.fromisoformat(earlier.reported)).days


def _kind(found: Sequence[Match], of: int, *, same: bool) -> Kind | None:
    standing = sum(m.row.words for m in found if m.stands)
    pattern = sum(m.row.words for m in found if not m.in_rows and m.covered >= STANDS * m.row.words)
    if pattern > standing:
        return None
    firm = [m.row.words for m in found if m.firm and (m.row.names or m.row.numbers)]
    if standing >= _COPY * of and (sum(firm) >= _EVIDENCE or standing >= _LOOSE):
        return "copy"
    traces = [m.covered for m in found if m.in_rows]
    if sum(traces) >= max(_TRACES * of, _LOOSE / 2) and len(traces) >= _MANY:
        return "copy"
    if max(firm, default=0) >= _ALONE or sum(firm) >= _PARTIAL:
        return "partial"
    return "credit" if same and sum(firm) >= _CREDIT else None


def _because(kind: Kind, standing: int, of: int, share: float, agency: str | None) -> str:
    part = f"{standing} of {of} sentences ({share:.0%} of the words) stand in the earlier text"
    return f"both credit {agency}, and {part}" if kind == "credit" else part
