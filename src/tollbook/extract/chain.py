"""The chain of a claim: from whoever said it to the article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tollbook import lang
from tollbook.model import Link

if TYPE_CHECKING:
    from tollbook.extract.speaker import Attribution

Range = tuple[int, int]


def _covers(attribution: Attribution, start: int, end: int) -> bool:
    """Is the claim, or what of it stands in this sentence, mostly what is said? The words of saying may be part of the claim."""
    if start < attribution.sentence[1] < end:
        end = attribution.sentence[1]
    if attribution.frame == "object" and any(s <= start < e < end for s, e in attribution.content):
        return True  # "documented 168 deaths in the shelling": to the parser the shelling goes with the documenting
    said = sum(max(0, min(end, e) - max(start, s)) for s, e in attribution.content)
    cue = sum(max(0, min(end, e) - max(start, s)) for s, e in (*attribution.cue, *attribution.source))
    return said > 0 and 2 * (said + cue) > end - start


def _size(attribution: Attribution) -> int:
    return sum(e - s for s, e in attribution.content)


def is_credit(attribution: Attribution, text: str) -> bool:
    """Is this ", reports Dawn" at the end of a sentence: the paper from which the item was taken?"""
    if not attribution.links or not attribution.source or not attribution.says or not _is_paper(attribution.links[0]):
        return False
    cue, source = attribution.cue[0], attribution.source[0]
    if text[slice(*cue)].lower() not in lang.words("said", "en.said.credit"):
        return False
    # ", reports Dawn." and ", Dawn reports."
    first, last = (cue, source) if cue[1] <= source[0] else (source, cue)
    return last[0] - first[1] <= 5 and attribution.sentence[1] - last[1] <= 2 and (first is cue or text[: first[0]].rstrip().endswith(","))


def _is_paper(link: Link) -> bool:
    """ "The Ranchi Mail" is a paper though no list has it; "Lt. Col. Fox" is none."""
    return link.role == "media" or (link.role == "unknown" and link.named and link.speaker[:4].lower() == "the ")


def chain_for(start: int, end: int, attributions: Sequence[Attribution], text: str) -> tuple[Link, ...]:
    """The attribution chain of a claim.

    Attributions that hold the claim are nested; the innermost is the origin.
    Where none does, an item that ended its opening sentence with "reports
    Dawn" is Dawn's until somebody else is named.

    Args:
        start: Where the claim's quote begins.
        end: Where it ends.
        attributions: Those of the whole article, see `find_attributions`.
        text: The article.

    Returns:
        Links from the origin outwards; empty where the article speaks itself.
    """
    holding = sorted((a for a in attributions if a.says and a.links and _covers(a, start, end)), key=lambda a: (_size(a), a.cue))
    chain: list[Link] = []
    for one in holding:
        before = tuple(chain)
        for link in one.links:
            if not any(link.speaker.lower() == k.speaker.lower() for k in chain) and not any(
                link.start < k.end and k.start < link.end for k in before
            ):
                chain.append(link)
    return tuple(chain) if chain else _credited(start, end, attributions, text)


def _credited(start: int, end: int, attributions: Sequence[Attribution], text: str) -> tuple[Link, ...]:
    last: Attribution | None = None
    for one in sorted((a for a in attributions if a.says and a.links and a.frame != "noun"), key=lambda a: a.cue):
        if one.cue[0][0] >= end:
            break
        last = one if is_credit(one, text) else None
    if last is None or "\n\n" in text[last.sentence[1] : start]:
        return ()
    return last.links
