"""One claim for a terminal: its sentence with the words marked, how it was read, what became of it."""

from __future__ import annotations

import textwrap

from tollbook.exporters.wording import chain, details, heading, interval, visible
from tollbook.extract.headline import printed, words_of
from tollbook.keep.looking import Shown
from tollbook.ledger import Kept, moment
from tollbook.model import AnyClaim, TollClaim
from tollbook.text.sentences import split

_WIDE = 80


def claim_text(kept: Kept, claim: AnyClaim, shown: Shown | None) -> str:
    """A claim with its sentence, its chain, the rule that read it, and its use in its incident.

    Args:
        kept: The version of the article that holds it.
        claim: The claim.
        shown: Its incident; `None` where it belongs to none.
    """
    number = f"  {interval(claim.count)}" if isinstance(claim, TollClaim) else ""
    claim, within = printed(kept.article, claim)
    whole = words_of(kept.article, within)
    sentence = next((s for s in split(whole) if s.start <= claim.quote.start < s.end), None)
    words = whole[sentence.start : sentence.end] if sentence else claim.quote.text
    at = claim.quote.start - (sentence.start if sentence else claim.quote.start)
    marked = visible(words[:at]) + _gap(words[:at]) + "[" + visible(claim.quote.text) + "]" + _rest(words[at + len(claim.quote.text) :])
    rows = [("says", chain(claim)), *details(claim, {})]
    rows += [("read by", f"{claim.rule}, confidence {claim.reading_confidence:.2f}"), ("article", f"{kept.article.outlet or kept.article.id}, {moment(kept.reported)}{', in its title' if within == 'title' else ''}")]
    lines = [f"{claim.id}  {heading(claim)}{number}", "", _fill(marked, "  "), ""]
    lines += [_fill(f"{label:<9} {visible(value)}", "  ", hang=12) for label, value in rows if value]
    if shown is not None:
        lines += ["", *_uses(claim, shown)]
    return "\n".join(lines)


def _gap(before: str) -> str:
    return " " if before[-1:].isspace() else ""


def _rest(after: str) -> str:
    return (" " if after[:1].isspace() else "") + visible(after)


def _fill(words: str, indent: str, *, hang: int = 2) -> str:
    return textwrap.fill(words, width=_WIDE, initial_indent=indent, subsequent_indent=" " * hang, break_long_words=False)


def _uses(claim: AnyClaim, shown: Shown) -> list[str]:
    """What became of it under each codebook that was asked for."""
    lines = [f"In {shown.incident.id}  {visible(shown.incident.title)}", _fill(f"state: {shown.case.state(claim.id) if claim.id in shown.case.home else 'not in it'}", "  ")]
    lines += [
        _fill(f"{name}: {use.verdict}, {use.rule.says}", "  ")
        for name, e in shown.explanations.items()
        for t in e.tolls if t.toll.group == "all"
        for use in t.trace if use.claim == claim.id
    ]  # fmt: skip
    return lines
