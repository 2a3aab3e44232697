"""Looking up what stands where, without looking at everything.

A claim asks which sentence, which speech, which places stand at its words. A
list answers by being searched from end to end, which is nothing in a report of
twenty sentences and hours in an archive sent as one text; these answer in the
time that the found ones take.
"""

from __future__ import annotations

import operator
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import ParamSpec, TypeVar

from tollbook.text.sentences import Sentence

_WIDTH = 1024
# A range over more boxes than this is kept aside and always looked at, so that memory stays linear.
_MOST = 32
P = ParamSpec("P")
R = TypeVar("R")


def latest(function: Callable[P, R]) -> Callable[P, R]:
    """Remember a function's last result for the very same arguments: the same objects, not equal ones.

    What is made once an article (an index of its times, say) is asked for once
    a claim. A cache by value would compute the hash of the whole article each
    time. Arguments have to be given by position.

    Example:
        >>> @latest
        ... def reversed_(words): return list(reversed(words))
        >>> words = ("a", "b")
        >>> reversed_(words) is reversed_(words), reversed_(words) is reversed_(["a", "b"])
        (True, False)
    """
    last: tuple[tuple[object, ...], R] | None = None

    def ask(*args: P.args, **kwargs: P.kwargs) -> R:
        nonlocal last
        held = last
        if held is not None and len(held[0]) == len(args) and all(map(operator.is_, held[0], args)):
            return held[1]
        result = function(*args, **kwargs)
        last = (args, result)
        return result

    return ask


def sentence_at(sentences: Sequence[Sentence], offset: int) -> Sentence | None:
    """The sentence that holds the character at an offset; `None` between sentences.

    Example:
        >>> from tollbook.text.sentences import split
        >>> sentence_at(split("Rain fell. Two died."), 12).text
        'Two died.'
    """
    at = bisect_right(sentences, offset, key=_start) - 1
    return sentences[at] if at >= 0 and offset < sentences[at].end else None


def _start(sentence: Sentence) -> int:
    return sentence.start


class Ranges:
    """Many ranges [start, end) of a text, to be asked which of them stand at a stretch of it.

    Example:
        >>> Ranges([(0, 5), (3, 9), (20, 30)]).at(4, 8)
        [0, 1]
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = tuple(spans)
        self._boxes: dict[int, list[int]] = {}
        self._wide: list[int] = []
        for number, (start, end) in enumerate(self._spans):
            first, last = start // _WIDTH, end // _WIDTH
            if last - first > _MOST:
                self._wide.append(number)
                continue
            for box in range(first, last + 1):
                self._boxes.setdefault(box, []).append(number)

    def at(self, start: int, end: int) -> list[int]:
        """The numbers of the ranges that share a character with [start, end) or touch it, in the order given."""
        held = set(self._wide)
        first, last = start // _WIDTH, end // _WIDTH
        if last - first > len(self._boxes):
            held.update(range(len(self._spans)))
        else:
            for box in range(first, last + 1):
                held.update(self._boxes.get(box, ()))
        return [n for n in sorted(held) if self._spans[n][0] <= end and start <= self._spans[n][1]]
