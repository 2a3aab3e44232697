"""A figure that is moved without saying again of what: "the ministry later lowered the figure to 12"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tollbook import lang
from tollbook.extract.number import CountMention
from tollbook.extract.people import is_person_word
from tollbook.extract.toll import TollMention
from tollbook.text.parse import Parsed

Token = Any  # a spaCy token

RULE = "en.toll.figure_moved"
# How many sentences before a figure is still the one meant, and how far from its noun the number stands.
_BACK, _REACH = 2, 9


def moved_figures(parsed: Parsed, before: Sequence[TollMention], counts: Sequence[CountMention]) -> list[tuple[TollMention, TollMention]]:
    """The tolls that "the figure" is moved to, of the harm that was told last.

    Args:
        parsed: The sentence.
        before: The tolls told so far, the sentence's own included.
        counts: The sentence's number words.

    Returns:
        Each figure that no other rule has read, behind the toll that it
        replaces; empty where no toll stands before it in its sentence or one of
        the two before.
    """
    made: list[tuple[TollMention, TollMention]] = []
    held = {m.count.start for m in before if m.parsed is parsed}
    for noun in parsed.doc if before and counts else ():
        if noun.lemma_.lower() not in lang.words("parts", RULE) or not _moved(noun):
            continue
        count = _moved_to(noun, counts)
        whole = _of(parsed, noun, before)
        if count is None or whole is None or parsed.offsets(count.first, count.last)[0] in held:
            continue
        same = whole.parsed is parsed
        told = replace(whole, parsed=parsed, rule=RULE, trigger=whole.trigger if same else noun.i, words=None, phrase=None, count=count.as_count(parsed), how="toll")
        told = replace(told, first=min(noun.i, count.first), last=max(noun.i, count.last), mood="asserted", transition=None)
        made.append((whole, replace(told, part=False, additional=False, former=False, bare=False, comparative=False)))
    return made


def _moved(noun: Token) -> bool:
    """Is "the figure" what a verb of moving moves, or what moves?"""
    verbs = lang.words("clauses", "en.clause.figure_moves") | lang.words("parts", RULE, "moved_by")
    verb = noun.head
    bare = not any(c.dep_ == "prep" and c.lower_ == "of" for c in noun.rights)
    return bare and noun.dep_ in {"dobj", "nsubj", "nsubjpass"} and verb.lemma_.lower() in verbs and any(c.lower_ in {"the", "its", "that", "this"} for c in noun.lefts)


def _moved_to(noun: Token, counts: Sequence[CountMention]) -> CountMention | None:
    doc = noun.doc
    for count in counts:
        near = noun.i < count.first <= noun.i + _REACH and doc[count.first - 1].lower_ in {"to", "at", "is", "was"}
        after = doc[count.last + 1] if count.last + 1 < len(doc) else None
        alone = after is None or after.pos_ not in {"NOUN", "PROPN"} or is_person_word(after.lemma_.lower())
        if near and alone and count.low is not None and count.rule != "en.number.single":
            return count
    return None


def _of(parsed: Parsed, noun: Token, before: Sequence[TollMention]) -> TollMention | None:
    last = next((m for m in reversed(before) if not m.part and (m.parsed is not parsed or m.last < noun.i)), None)
    if last is None or last.count.low is None or last.mood not in {"asserted", "hedged"}:
        return None
    return last if parsed.sentence.index - last.parsed.sentence.index <= _BACK else None
