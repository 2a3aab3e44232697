"""Places that a text only names, with no word that says anything happened there: the last resort of `where`."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from tollbook import lang
from tollbook.extract.place_nests import MOST, comes_from, is_measure, is_nationality, rank
from tollbook.model import PlaceMention
from tollbook.text.sentences import Sentence


def sentences_around(at: int, count: int) -> list[int]:
    """The other sentences in the order in which a place is carried from them."""
    order = [at - 1, at + 1, at - 2, at + 2, at - 3, 0, 1, 2, 3, at + 3, at - 4, 4, 5, 6, 7]
    return list(dict.fromkeys(n for n in order if 0 <= n < count and n != at))


def places_in(sentence: Sentence, mentions: Sequence[PlaceMention]) -> Sequence[PlaceMention]:
    """The places of a sentence, at most `MOST` of them."""
    first = bisect.bisect_left(mentions, sentence.start, key=lambda m: m.start)
    return mentions[first : min(bisect.bisect_left(mentions, sentence.end, key=lambda m: m.start), first + MOST)]


def named_near(
    text: str, sentences: Sequence[Sentence], mentions: Sequence[PlaceMention], at: int, country: str | None = None
) -> PlaceMention | None:
    """A place of the sentences around finer than a country, though in no locative phrase: better than a country told elsewhere.

    It must lie in `country`, where one is given.
    """
    for n in (at, *sentences_around(at, len(sentences))[:4]):
        held = [
            m
            for m in places_in(sentences[n], mentions)
            if rank(m) < 5 and lang.pattern("place_phrases", "en.phrase.office_of").match(text, m.end) is None and not comes_from(text, m) and not is_measure(text, (m,)) and country in {None, m.country}
        ]
        if held:
            return min(held, key=lambda m: (rank(m), m.start))
    return None


# "A group based in Britain said": where it sits.
_BASED = re.compile(r"\bbased\s(?:in|at)\s(?:the\s)?$", re.IGNORECASE)


def named_anywhere(
    text: str, sentences: Sequence[Sentence], mentions: Sequence[PlaceMention], at: int, start: int
) -> PlaceMention | None:
    """No locative phrase anywhere: a place of the same sentence, else the first finer than a country."""
    here = [m for m in places_in(sentences[at], mentions) if lang.pattern("place_phrases", "en.phrase.office_of").match(text, m.end) is None]
    last = sentences[min(len(sentences) - 1, 3)].end
    first = mentions[: min(MOST, bisect.bisect_left(mentions, last, key=lambda m: m.start))]
    pool = [m for m in here if not _of_people(text, m)] or [m for m in first if not _of_people(text, m)]
    return min(pool, key=lambda m: (rank(m), abs(m.start - start) if here else m.start), default=None)


def _of_people(text: str, mention: PlaceMention) -> bool:
    """Does it only say whose people are, or where they sit: "two nurses from France", "a group based in Britain"?"""
    return is_nationality(text, (mention,)) or _BASED.search(text[max(0, mention.start - 24) : mention.start]) is not None
