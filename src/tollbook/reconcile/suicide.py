"""A murder-suicide: whoever was shot in it is dead, and so is whoever shot them.

"He shot his wife and two sons before turning the gun on himself" states no
death; that the police call it a murder-suicide does. Only where the article
knows of nobody who lived: then the shot stay what they are.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tollbook.model import TollClaim
from tollbook.reconcile.seen import cue
from tollbook.text.sentences import Sentence
from tollbook.text.spans import latest

# How somebody was found or brought in, which says nothing of what became of them.
_FIRST_SEEN = frozenset({"en.toll.injured.event", "en.toll.injured.treated", "en.toll.injured.subject.phrase", "en.toll.casualties.object"})


def with_suicide(claims: Sequence[TollClaim], sentences: Sequence[Sentence]) -> list[TollClaim]:
    """The claims of an article, those of people shot in a murder-suicide as claims of their deaths.

    Args:
        claims: Of one article, in text order.
        sentences: The article's; without them nothing is known of what it
            calls the event.

    Returns:
        The same claims, in the same order.

    Example:
        >>> with_suicide((), ())
        []
    """
    own = list(claims)
    if not any(_is_hit(c) for c in own) or not _calls_it_suicide(sentences):
        return own
    if any(c.harm == "injured" and c.stance != "denied" and c.count.high != 0 and _lived(c) for c in own):
        return own
    return [msgspec.structs.replace(c, harm="killed") if _is_hit(c) else c for c in own]


@latest
def _calls_it_suicide(sentences: Sequence[Sentence]) -> bool:
    return any(cue("suicide", s.text) for s in sentences)


def _lived(claim: TollClaim) -> bool:
    """Is it said of somebody who lived, at least for a while ("is fighting for her life")?"""
    return claim.rule not in _FIRST_SEEN or cue("lived", claim.quote.text)


def _is_hit(claim: TollClaim) -> bool:
    if claim.harm == "injured":
        return claim.rule in _FIRST_SEEN and claim.count.high != 0
    return claim.harm == "casualties" and claim.rule in ("en.toll.casualties.object", "en.toll.casualties.event", "en.toll.then_oneself") and claim.count.high != 0
