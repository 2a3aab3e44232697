"""How the toll claims of one article refer to each other: what repeats, divides or replaces what.

Copies are not witnesses, and a former figure is no second toll: a reader who
adds up what an article states must first know which figures are the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tollbook.extract.figure_moved import RULE as MOVED
from tollbook.extract.scope import patterns
from tollbook.extract.toll import TollMention
from tollbook.model import Count, Link, Scope
from tollbook.text.spans import latest

_WORD = re.compile(r"[^\W\d_]+")
# Words that say of people no more than that they are people.
_GENERAL = frozenset("people persons person others other victims victim civilians civilian dead body bodies".split())
_MALE = frozenset("man men boy boys father husband son brother grandfather uncle nephew".split())
_FEMALE = frozenset("woman women girl girls mother wife daughter sister grandmother aunt niece".split())
_KIN = frozenset("his her their my our its".split())
_STOP = frozenset("a an the of and in at from old year years three two one who was were been aged".split())
# How many earlier figures of the same harm, count and origin, and how many neighbours, are looked at: real articles
# have fewer, and an archive sent as one text must not cost the square of its length.
_MOST = 40
# How near the figure stands that replaced another speaker's.
_NEAR = 2


@dataclass(frozen=True, slots=True)
class Draft:
    """A toll mention with what the article adds to it, before claims refer to each other by id."""

    mention: TollMention
    scope: Scope
    chain: tuple[Link, ...]

    @property
    def key(self) -> tuple[str, int | None, int | None]:
        """What a restatement shares with what it restates."""
        count = self.mention.count
        return self.mention.harm, count.low, count.high

    @property
    def like(self) -> tuple[object, ...]:
        """What it shares with what it restates, but for the words."""
        return self.key, self.scope, self.chain[0].speaker if self.chain else None

    @property
    def sentence(self) -> int:
        """The index of its sentence in the article."""
        return self.mention.parsed.sentence.index


def repeated(index: int, drafts: Sequence[Draft], ids: Sequence[str]) -> tuple[str, ...]:
    """The first claim that says the same: harm, count, kind of people, scope and origin."""
    mine = drafts[index]
    if mine.mention.count.low is None or mine.mention.additional:
        return ()
    for i in _alike(drafts).get(mine.like, ())[:_MOST]:
        other = drafts[i].mention
        if i >= index:
            break
        if other.parsed is not mine.mention.parsed and not other.former and _same_people(other, mine.mention):
            return (ids[i],)
    return ()


@latest
def _alike(drafts: Sequence[Draft]) -> dict[tuple[object, ...], list[int]]:
    """The drafts of each harm, count, scope and origin, in text order."""
    held: dict[tuple[object, ...], list[int]] = {}
    for i, draft in enumerate(drafts):
        held.setdefault(draft.like, []).append(i)
    return held


_WHOSE = re.compile(r"\b[^\W\d_]+(?:-[^\W\d_]+)*['’]s\b")
_OF_WHAT = re.compile(r"\s(?:of|with|from|in|at|for)\s", re.IGNORECASE)


def _words(mention: TollMention, *, core: bool = False) -> frozenset[str]:
    """The words for who they are; of its `core`, without whose or where from."""
    text = mention.words.text if mention.words is not None else ""
    text = _OF_WHAT.split(_WHOSE.sub(" ", text))[0] if core else text
    return frozenset(w.lower() for w in _WORD.findall(text)) - _STOP


def _same_people(first: TollMention, second: TollMention) -> bool:
    """Can two phrases with the same count mean the same people?

    Of many, a shared word or a word for anybody is enough; of one, "his wife"
    is not "a 24-year-old man", nor one name another.
    """
    a, b = _words(first), _words(second)
    if not a or not b or a & b & (_MALE | _FEMALE):
        return True
    if (a & _MALE and b & _FEMALE) or (a & _FEMALE and b & _MALE):
        return False
    if first.count.low == 1 and _is_kin(first) != _is_kin(second):
        return False
    if first.count.high == 1 and (second.count.text or "").lower() in {"a", "an", "one"}:
        # "an associate of the commander" is not the commander, of whom the text told before
        a, b = _words(first, core=True), _words(second, core=True)
    return bool(a & b or (a | b) & _GENERAL)


def _is_kin(mention: TollMention) -> bool:
    opening = mention.quote.text.split()[:3]
    return any(w.lower() in _KIN or w.endswith(("'s", "’s")) for w in opening)


def whole_of(index: int, drafts: Sequence[Draft], ids: Sequence[str]) -> str | None:
    """The total that a part divides: the nearest before it, else the first after it, that can hold it."""
    mine = drafts[index]
    if mine.scope != "part":
        return None
    fits = [i for i in _around(index, drafts) if drafts[i].scope != "part" and _at_most(mine.mention.count, drafts[i].mention.count)]
    for harm in (mine.mention.harm, "casualties"):
        found = next((i for i in fits if drafts[i].mention.harm == harm), None)
        if found is not None:
            return str(ids[found])
    return None


def _around(index: int, drafts: Sequence[Draft]) -> list[int]:
    """The neighbours of a draft: those before it, nearest first, then those after it, and the first of the article."""
    before = range(index - 1, max(-1, index - _MOST), -1)
    return [*before, *range(index + 1, min(len(drafts), index + _MOST)), *range(min(_MOST, max(0, index - _MOST + 1)))]


def _at_most(part: Count, whole: Count) -> bool:
    return part.low is None or whole.high is None or part.low <= whole.high


def replaced_by(index: int, drafts: Sequence[Draft], ids: Sequence[str]) -> str | None:
    """The figure that a former one went over into: "rose from 58 to 61", "he had earlier said nine"."""
    mine = drafts[index]
    if mine.mention.former:
        for i in sorted(_around(index, drafts)):
            other = drafts[i]
            beside = other.mention.parsed is mine.mention.parsed and other.mention.trigger == mine.mention.trigger
            if beside and not other.mention.former:
                return ids[i]
        later = (i for i in range(index + 1, min(len(drafts), index + _MOST)) if drafts[i].mention.rule == MOVED)
        return next((ids[i] for i in later if drafts[i].mention.harm == mine.mention.harm), None)
    if mine.scope != "incident" or not _is_replaced(mine.mention):
        return None
    for i in _around(index, drafts):
        other = drafts[i]
        same = other.mention.harm == mine.mention.harm and other.scope == "incident" and other.key != mine.key
        if same and not _is_replaced(other.mention) and abs(other.sentence - mine.sentence) <= _NEAR:
            return ids[i]
    return None


def _is_replaced(mention: TollMention) -> bool:
    base = mention.parsed.sentence
    start, end = mention.quote.start - base.start, mention.quote.end - base.start
    return bool(patterns("replaced").search(base.text[max(0, start - 40) : end + 25]))
