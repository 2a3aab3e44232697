"""Words in quotation marks, found on the text itself.

A quotation often runs over sentences and paragraphs, and a tree covers one
sentence; so the marks are paired over the whole text, in any style, and the
trees are asked only who speaks.
"""

from __future__ import annotations

import re

_MARK = re.compile(r"[“”„«»]|\"+|``|''|\n[ \t]*\n|\n")
_OPENING = frozenset("“„«")
_CLOSING = frozenset("”»")
_LONGEST = 4_000


def find_quotes(text: str) -> tuple[tuple[int, int], ...]:
    """Pair the quotation marks of a text.

    A mark that is never closed runs to the end of its paragraph, as style books
    have it for speech that goes on in the next one; there the opening mark is
    repeated. Single quotation marks are left alone: they are apostrophes more
    often than not.

    Args:
        text: The article's text.

    Returns:
        [start, end) of each quotation, marks included, in order, none overlapping.

    Example:
        >>> find_quotes('He said "go" and “stay.”')
        ((8, 12), (17, 24))
    """
    found: list[tuple[int, int]] = []
    open_at: int | None = None
    wrapped = _is_wrapped(text)
    for mark in _MARK.finditer(text):
        sign = mark.group()
        if sign[0] == "\n":
            if open_at is not None and (sign.count("\n") > 1 or not (wrapped or _closes_soon(text, open_at, mark.end()))):
                _close(found, open_at, solid(text, open_at, mark.start()) if mark.start() - open_at < _LONGEST else None)
                open_at = None
            continue
        if open_at is None:
            if sign in _CLOSING or not _can_open(text, mark.start(), mark.end()):
                continue
            open_at = mark.start()
        elif sign in _OPENING:
            continue
        else:
            _close(found, open_at, mark.end() if mark.end() - open_at < _LONGEST else None)
            open_at = None
    if open_at is not None and len(text) - open_at < _LONGEST:
        _close(found, open_at, len(text.rstrip()))
    return tuple(found)


def _close(found: list[tuple[int, int]], start: int, end: int | None) -> None:
    if end is not None and end > start + 1:
        found.append((start, end))


def solid(text: str, start: int, end: int) -> int:
    """`end` without the white space before it."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _closes_soon(text: str, open_at: int, start: int) -> bool:
    """Is the next mark after a line break the closing one, so that the break is only a matter of layout?"""
    if text[open_at] not in _OPENING:
        return False
    ahead = text[start : start + 600].split("\n\n", maxsplit=1)[0]
    following = re.search(r"[“„«”»]", ahead)
    return following is not None and following.group() in _CLOSING


def _can_open(text: str, start: int, end: int) -> bool:
    """An opening mark stands before a word; `5'10"` and a lone closing mark do not."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not after.isspace() and not before.isalnum()


def _is_wrapped(text: str) -> bool:
    """Are single line breaks only the wrapping of old wire copy?"""
    lines = text[:20_000].split("\n")
    long = [line for line in lines if len(line.strip()) > 100]
    return len(lines) > 5 and not long
