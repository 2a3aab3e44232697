"""Figures of another period that stand beside a toll: "compared with 80 last year", "up from 27 in 2015"."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tollbook import lang
from tollbook.extract.number import CountMention
from tollbook.extract.people import is_person_word
from tollbook.extract.toll import TollMention
from tollbook.text.parse import Parsed


def _cues() -> tuple[tuple[str, ...], ...]:
    rule = lang.rule("parts", "en.toll.compared")
    return tuple(tuple(words.split()) for words in rule["words"])


def compared(parsed: Parsed, found: list[TollMention], counts: tuple[CountMention, ...]) -> list[TollMention]:
    """The figures that a toll of the sentence is held against; each states a toll of its own, of the same harm.

    Args:
        parsed: The sentence.
        found: The tolls that the sentence states.
        counts: Its number words.

    Returns:
        A toll for each, which says no word of harm itself; empty where the
        number counts something else ("compared with 80 roubles").
    """
    doc = parsed.doc
    made: list[TollMention] = []
    for count in counts:
        before = [m for m in found if m.count.start is not None and m.count.end is not None and m.last < count.first]
        total = max(before, key=lambda m: m.last, default=None)
        if total is None or count.low is None or not _held_against(doc, count.first):
            continue
        start, _ = parsed.offsets(count.first, count.last)
        if any(m.count.start == start for m in found):
            continue
        last = _last(doc, count.last)
        said = lang.pattern("toll_phrases", "en.told.behind").match(doc.text, doc[last].idx + len(doc[last]))
        # "up from 27": by itself the former figure; with a time that of another period
        if said is None and last + 1 < len(doc) and doc[last + 1].pos_ in {"NOUN", "PROPN", "ADJ"}:
            continue
        if said is not None:
            last = next((t.i for t in reversed(doc) if t.idx < said.end()), last)
        made.append(
            replace(
                total,
                rule="en.toll.compared",
                phrase=None,
                words=None,
                count=count.as_count(parsed),
                first=count.first,
                last=last,
                how="toll",
                part=False,
                additional=False,
                former=said is None,
                bare=False,
                comparative=False,
                transition=None,
            )
        )
    return made


def _held_against(doc: Any, i: int) -> bool:
    return any(tuple(t.lower_ for t in doc[max(0, i - len(cue)) : i]) == cue for cue in _cues())


def _last(doc: Any, i: int) -> int:
    """The noun for people right behind the number, if one stands there."""
    following = doc[i + 1] if i + 1 < len(doc) else None
    return int(following.i) if following is not None and is_person_word(following.lemma_.lower()) else i
