"""What became of those who were shot: the text that says so elsewhere says it of them here, too (annotation guide, ruling 11).

"Shot" alone is a harm unspecified. Where as many are told to be wounded, or the
one who was shot is told to have died, the shooting is no third kind of harm,
and whoever adds an article's figures up must not count him twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from tollbook.extract.toll import TollMention

_ORDINAL = re.compile(r"(?:an?|the)\s(?:other|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b|another\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
# How far off, in sentences, a pronoun means the one told of before, and "he died" the one who was shot.
_BEFORE, _AFTER = 3, 2
_ONE = (1, 1)


def with_outcomes(found: Sequence[TollMention]) -> list[TollMention]:
    """Give those who were shot the outcome that the article tells of them.

    Args:
        found: The tolls of an article, in text order.

    Returns:
        The same, where a harm unspecified has become a death or an injury
        that is told elsewhere; without "he was shot" of somebody whose death
        or wound has been told just before.
    """
    return [replaced for m in found if (replaced := _told(m, found)) is not None]


def _told(mention: TollMention, found: Sequence[TollMention]) -> TollMention | None:
    shot = mention.rule == "en.toll.casualties.object" and mention.harm == "injured"  # "he was shot in the chest"
    if (mention.harm != "casualties" and not shot) or mention.how == "count":
        return mention
    if mention.harm == "casualties" and mention.count.text and _survived(mention, found):
        return replace(mention, harm="injured")
    outcome = _of_one(mention, found)
    if outcome is None:
        return mention
    known = mention.phrase is not None and not mention.phrase.named
    if shot and outcome == "injured":
        return mention
    return None if known else replace(mention, harm=outcome)


def _survived(mention: TollMention, found: Sequence[TollMention]) -> bool:
    """Are as many told to be wounded, and nobody dead; or the one told apart from the dead?"""
    dead = any(m.harm == "killed" and m.count.low for m in found)
    wounded = [m for m in found if m.harm == "injured"]
    alike = [w for w in wounded if (w.count.low, w.count.high) == (mention.count.low, mention.count.high)]
    if not dead:
        return bool(alike) and (mention.words is not None or (mention.count.low or 0) > 1)
    apart = mention.count.low == 1 and bool(_ORDINAL.match(mention.count.text or ""))
    return apart and any(_ORDINAL.match(w.count.text or "") for w in alike)


def _of_one(mention: TollMention, found: Sequence[TollMention]) -> Literal["killed", "injured"] | None:
    """What became of one person told of by name or by a pronoun."""
    phrase = mention.phrase
    if phrase is None or (mention.count.low, mention.count.high) != _ONE or mention.count.text:
        return None
    at = mention.parsed.sentence.index
    ones = [m for m in found if m is not mention and (m.count.low, m.count.high) == _ONE and m.harm in {"killed", "injured"} and m.count.text is None]
    if phrase.sort == "pronoun":
        near = [m for m in ones if 0 <= at - m.parsed.sentence.index <= _BEFORE and (m.quote.start < mention.quote.start or _goes_on(m, mention))]
        fates = {m.harm for m in near}
        return _fate(near[-1]) if len(fates) == 1 else None
    if phrase.definite and not phrase.named:
        # "A police chief was killed. … The chief was shot in the back": nothing new but how
        word = mention.parsed.doc[phrase.head].lower_
        near = [m for m in _singles(found) if m.quote.start < mention.quote.start and word in _words(m)]
        fates = {m.harm for m in near}
        return _fate(near[-1]) if len(fates) == 1 else None
    if not phrase.named:
        return None
    name = mention.parsed.doc[phrase.head].lower_
    same = [m for m in ones if m.words is not None and name in {w.lower() for w in _WORD.findall(m.words.text)}]
    if same:
        return "killed" if any(m.harm == "killed" for m in same) else "injured"
    after = [m for m in found if m.quote.start > mention.quote.start and m.parsed.sentence.index - at <= _AFTER]
    follows = after[0] if after else None
    told = follows is not None and follows in ones and follows.phrase is not None and follows.phrase.sort == "pronoun"
    return _fate(follows) if told and follows is not None else None


def _goes_on(told: TollMention, mention: TollMention) -> bool:
    """ "Shot him and left him badly wounded": the same sentence says what became of him."""
    return told.parsed is mention.parsed and told.phrase is not None and told.phrase.sort == "pronoun"


def _singles(found: Sequence[TollMention]) -> list[TollMention]:
    """The deaths and injuries of one person, by name or as "a guard"."""
    single = {None, "a", "an", "one"}
    return [m for m in found if (m.count.low, m.count.high) == _ONE and m.harm in {"killed", "injured"} and (m.count.text and m.count.text.lower()) in single]


def _words(mention: TollMention) -> set[str]:
    return {w.lower() for w in _WORD.findall(mention.words.text)} if mention.words is not None else set()


def _fate(mention: TollMention) -> Literal["killed", "injured"]:
    return "killed" if mention.harm == "killed" else "injured"
