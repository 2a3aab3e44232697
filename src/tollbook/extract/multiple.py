"""Figures that stand in the name of the deed ("a triple homicide"), and the doer who is its last victim ("then himself")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tollbook import lang
from tollbook.extract.harm import HarmMention
from tollbook.extract.mood import mood_of
from tollbook.extract.toll import TollMention
from tollbook.model import Count, Harm
from tollbook.text.parse import Parsed

_RULE, _ONESELF = "en.toll.multiple", "en.toll.then_oneself"
# Tokens from the deed to its doer, and at least so many between them: "killed and himself" tells of nobody else.
_REACH, _LEAST = 14, 2


def multiples(parsed: Parsed, harms: Sequence[HarmMention]) -> Iterator[TollMention]:
    """The tolls that such names state: of a homicide the dead, of a shooting those hit, of a fatal one the dead.

    Args:
        parsed: The sentence.
        harms: Its words of harm; without any nothing is claimed.
    """
    doc, words = parsed.doc, lang.rule("parts", _RULE)
    for token in doc if harms else ():
        if token.lower_ not in words["words"]:
            continue
        i = token.i + 1
        while i < len(doc) and doc[i].text == "-":
            i += 1
        fatal = i < len(doc) and doc[i].lower_ in words["fatal"]
        i += fatal
        harm = _harm(doc[i].lower_, fatal=fatal) if i < len(doc) else None
        if harm is None:
            continue
        mood = mood_of(doc[i])
        if mood in {"hypothetical", "negated"}:
            continue
        span = parsed.span(token.i, token.i)
        number = words["words"].index(token.lower_) + 2
        count = Count(low=number, high=number, text=span.text, start=span.start, end=span.end)
        known = token.i > 0 and doc[token.i - 1].lower_ in words["known"]  # "the triple shooting": told of before
        yield TollMention(
            parsed=parsed, harm=harm, rule=_RULE, trigger=i, phrase=None, count=count, words=None, first=token.i, last=i, mood=mood, how="count", bare=known,
        )  # fmt: skip


_THEN = frozenset({"then", "and", ",", "later", "finally", "before"})
_SELF = frozenset({"himself", "herself", "self"})


def then_oneself(parsed: Parsed, harms: Sequence[HarmMention]) -> Iterator[TollMention]:
    """ "Killed his wife, then himself": the deed is told once, and befell its doer, too.

    Args:
        parsed: The sentence.
        harms: Its words of harm; the last deed before the word counts.
    """
    doc = parsed.doc
    deeds = [h for h in harms if h.patient == "object" and h.harm in {"killed", "casualties"}]
    for token in doc:
        before = doc[token.i - 1].lower_ if token.i else ""
        deed = next((h for h in reversed(deeds) if h.last < token.i - 1), None)
        if token.lower_ not in _SELF or before not in _THEN or deed is None or token.i - deed.last > _REACH:
            continue
        between = doc[deed.last + 1 : token.i]
        mood = mood_of(doc[deed.token])
        if any(t.pos_ in {"VERB", "AUX"} and t.i != deed.token for t in between) or len(between) < _LEAST or mood in {"hypothetical", "negated"}:
            continue
        harm: Harm = "killed" if deed.harm == "killed" or any(c.lower_ == "fatally" for c in doc[deed.token].children) else "casualties"
        yield TollMention(
            parsed=parsed, harm=harm, rule=_ONESELF, trigger=deed.token, phrase=None, count=Count(low=1, high=1), words=None, first=token.i, last=token.i,
            mood=mood, how="object", additional=True,
        )  # fmt: skip


def _harm(noun: str, *, fatal: bool) -> Harm | None:
    words = lang.rule("parts", _RULE)
    if noun in words["killings"]:
        return "killed"
    if noun in words["attacks"]:
        return "killed" if fatal else "casualties"
    return None
