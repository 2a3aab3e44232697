"""The time of a sum: the war, the coup or the year over which the dead were counted.

"3,000 people have been killed since the coup": no calendar says when, and yet
the words give the period that every reader of the figure must know. Such a
time keeps its words and no days.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Sequence

from tollbook import lang
from tollbook.extract.time import as_when
from tollbook.model import TimeMention, When
from tollbook.text.sentences import Sentence
from tollbook.text.spans import sentence_at

_LONG = frozenset({"month", "season", "year", "years"})
# How many sentences back a period that still holds may have been told.
_BACK = 2


@functools.cache
def _named(nouns: frozenset[str], since: frozenset[str], begun: frozenset[str], costs: frozenset[str]) -> re.Pattern[str]:
    noun, turn, ends, cost = ("|".join(sorted(words)) for words in (nouns, since, begun, costs))
    lead = r"(?:(?!since\b|during\b)[\w'’-]{1,20}\s)"
    return re.compile(
        rf"\bsince\s(?:(?:the|its|their|last)\s{lead}{{0,3}}?)?(?:{noun}|{turn})\b(?:\s(?:{ends})\b)?"
        rf"|(?:(?<=\bduring\s)|(?<=\bin\s))the\s{lead}{{0,5}}?(?:{noun})\b"
        rf"|\bthe\s{lead}{{0,3}}?(?:{noun})\b(?=[^.;]{{0,60}}\b(?:{cost})\b)",
        re.IGNORECASE,
    )


# "Next spring": nothing was summed over what is still to come.
_AHEAD = ("next ", "the next ", "coming ", "the coming ")


def period_of_sum(start: int, end: int, sentences: Sequence[Sentence], times: Sequence[TimeMention]) -> When | None:
    """The period over which a figure was summed, where no day, month or year of its sentence says it.

    Args:
        start: Where the figure's quote begins in the article.
        end: Where it ends.
        sentences: The article's sentences.
        times: Its times, in text order.

    Returns:
        The words of the sentence that name a war, a coup or the like; else the
        month or year told just before, in the same paragraph or the one above;
        `None` where neither is told.

    Example:
        >>> from tollbook.text.sentences import split
        >>> period_of_sum(0, 25, split("About 3,000 have been killed since the coup."), ()).text
        'since the coup'
    """
    here = sentence_at(sentences, start)
    if here is None:
        return None
    words = [lang.words("clauses", "en.clause.period", key) for key in ("words", "since", "begun", "costs")]
    found = [m.span() for m in _named(*words).finditer(here.text)] if all(words) else []
    if found:
        first, last = min(found, key=lambda f: _away(f[0] + here.start, f[1] + here.start, start, end))
        return When(text=here.text[first:last], start=here.start + first, end=here.start + last)
    for before in reversed(sentences[max(0, here.index - _BACK) : here.index]):
        if here.paragraph - before.paragraph > 1:
            return None
        at = bisect_left(times, before.start, key=lambda t: t.start)
        told = [t for t in times[at : bisect_left(times, before.end, key=lambda t: t.start)] if t.precision in _LONG and t.type == "DATE"]
        told = [t for t in told if not t.text.lower().startswith(_AHEAD)]
        if told:
            return as_when(told[0])
    return None


def _away(first: int, last: int, start: int, end: int) -> int:
    return max(0, first - end, start - last)
