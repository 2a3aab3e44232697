"""Speech that stands in another sentence than its words of saying.

"“Why now?” the mayor asked." is two sentences to every splitter, and what
"She declared:" opens is the next paragraph. Trees end at the full stop; here
the marks and the lines are read instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tollbook.extract.speech_draft import Draft, Quotes, meets, within

Range = tuple[int, int]
_BLOCK = 3_000
_OPENS = frozenset("\"“„«'‘`")


def adjoin(drafts: Iterable[Draft], quotes: Quotes, text: str) -> None:
    """Give words of saying that have nothing in their own sentence what stands right before or behind it.

    Args:
        drafts: Attributions in the making; those without content may get one.
        quotes: The quotations of the article.
        text: The article.
    """
    taken = [q for d in drafts for q in d.quoted]
    for one in drafts:
        if one.content or not (one.says or one.frame == "quote") or not one.source or within(one, quotes):
            continue
        found = _behind_colon(one, quotes, text) or _before(one, quotes, text)
        if found and not any(meets(found[0], q) for q in taken):
            one.content = list(found)
            one.quoted += [q for q in found if q in quotes.spans]


def _before(one: Draft, quotes: Quotes, text: str) -> Sequence[Range]:
    """ "“Why now?” the mayor asked.": the quotation that ends where the sentence begins."""
    first = min(s for s, _ in (*one.cue, *one.source))
    if text[one.sentence[0] : first].strip(" \"”»'’"):
        return ()
    at = one.sentence[0]
    gap = text[max(0, at - 4) : at]
    at -= len(gap) - len(gap.rstrip())
    if "\n" in gap:
        return ()
    held = [q for q in quotes.meeting(max(0, at - 1), first) if q[1] <= first]
    return held[-1:]


def _behind_colon(one: Draft, quotes: Quotes, text: str) -> Sequence[Range]:
    """ "She declared:" opens the quotation or the paragraph below."""
    end = one.sentence[1]
    if text[max(0, end - 1) : end] != ":":
        return ()
    start = end + len(text[end : end + 80]) - len(text[end : end + 80].lstrip())
    if start >= len(text) or start == end + 80:
        return ()
    if text[start] in _OPENS:
        return quotes.meeting(start, start + 1)[:1]
    stop = text.find("\n", start, start + _BLOCK)
    block = text[start : stop if stop > 0 else min(len(text), start + _BLOCK)].rstrip()
    return [(start, start + len(block))] if "\n" in text[end:start] and len(block.split()) > 3 else ()
