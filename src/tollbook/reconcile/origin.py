"""Who first said it: one voice for one origin, however often it is printed.

What a figure weighs is how many distinct origins state it. "Police", "the
police" and "police officials" in one story are one; the article's own voice is
that of the agency or outlet behind it.
"""

from __future__ import annotations

import re

from tollbook.model import Claim

OWN = "(own voice)"
_SMALL = frozenset(
    "the a an of in at from to for by and local official officials officer officers spokesman spokeswoman spokesperson source "
    "sources said says who close senior provincial district initial other another one".split()
)
_WORD = re.compile(r"[^\W_]+")


def voice_of(claim: Claim) -> str:
    """The origin of a claim, in a form in which equal origins are equal.

    Returns:
        The weighty words of the first speaker, sorted; `OWN` where the article
        speaks in its own voice.
    """
    if not claim.attribution:
        return OWN
    first = claim.attribution[0].speaker.lower()
    words = sorted({w.removesuffix("s") for w in _WORD.findall(first) if w not in _SMALL})
    return " ".join(words) or first


def fold_voices(voices: list[str]) -> dict[str, str]:
    """Fold voices where the words of one hold those of another.

    "Dogan" and "the governor of Hatay, Rahmi Dogan" are one man; "police" and
    "police in Mosul" are one in one story. A voice that is held by two others
    which do not hold each other stays by itself.

    Returns:
        For each voice the one that stands for it: the longest, then the first
        in the alphabet.
    """
    known = sorted(set(voices))
    chosen: dict[str, str] = {}
    for voice in known:
        words = set(voice.split())
        longer = [v for v in known if v not in (voice, OWN) and words < set(v.split())]
        top = [v for v in longer if not any(set(v.split()) < set(w.split()) for w in longer)]
        chosen[voice] = top[0] if voice != OWN and len(top) == 1 else voice
    return chosen
