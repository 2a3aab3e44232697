"""The difference between two times as plain text: what changed, and whose words changed it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from tollbook.exporters.explanation import figure, group_name
from tollbook.exporters.wording import visible
from tollbook.reconcile.diff import Cause, Change

_NOTHING = "not known"
_MOST = 6  # statements named under one change; the explanation at the later time has them all


def render_changes(changes: Sequence[Change], width: int = 80) -> str:
    """Write the changes of an incident as text.

    Args:
        changes: What `diff` gave.
        width: Columns.

    Returns:
        The text, without a newline at its end; one sentence where nothing changed.

    Example:
        >>> print(render_changes(()))
        Nothing changed.
        >>> print(render_changes((Change(what="toll", harm="killed", group="all", before=None, after="low 9, best 9, high 9"),)))
        Killed, all: first known: low 9, best 9, high 9
    """
    if not changes:
        return "Nothing changed."
    lines: list[str] = []
    for change, groups in _together(changes):
        for indent, text in _told(change, groups):
            lines += textwrap.wrap(text, max(width, 40), initial_indent=indent, subsequent_indent=indent + "  ", break_on_hyphens=False)
    return "\n".join(lines)


def _together(changes: Sequence[Change]) -> list[tuple[Change, list[str]]]:
    """Groups of one harm whose figures changed alike, told once."""
    found: list[tuple[Change, list[str]]] = []
    for change in changes:
        same = next((g for c, g in found if change.what == "toll" and (c.what, c.harm, c.before, c.after) == (change.what, change.harm, change.before, change.after)), None)
        if same is None:
            found.append((change, [group_name(change.group or "all")]))
        else:
            same.append(group_name(change.group or "all"))
    return found


def _once(causes: Sequence[Cause]) -> list[Cause]:
    """One statement for an article that prints a figure several times: the one that names its speaker, the longer first."""
    best: dict[tuple[str, int | None, int | None, bool], Cause] = {}
    for cause in causes:
        key = (cause.article, cause.low, cause.high, cause.came)
        if key not in best or len(cause.speaker or "") > len(best[key].speaker or ""):
            best[key] = cause
    return list(best.values())


def _told(change: Change, groups: Sequence[str]) -> Iterator[tuple[str, str]]:
    of = f"{(change.harm or '').capitalize()}, {' and '.join(groups)}"
    if change.what == "articles":
        yield "", "; ".join(t for t in (f"New articles: {visible(change.after)}" if change.after else "", f"Articles gone: {visible(change.before)}" if change.before else "") if t)
        return
    names = {"toll": of, "published": f"{of}, published by a person", "origin": f"{of}, a voice"}
    yield "", f"{names.get(change.what, change.what.capitalize())}: {_moved(change)}"
    if change.what != "toll":
        return
    causes = _once(change.causes)
    for cause in causes[:_MOST]:
        yield "  ", _cause(cause)
    if len(causes) > _MOST:
        yield "  ", f"and {len(causes) - _MOST} more statements"


def _moved(change: Change) -> str:
    if change.before is None:
        return f"first known: {visible(change.after or _NOTHING)}"
    if change.after is None:
        return f"no longer: {visible(change.before)}"
    return f"{visible(change.before)} → {visible(change.after)}"


def _cause(cause: Cause) -> str:
    what = "now counted" if cause.came else "no longer counted"
    who = visible(cause.speaker) if cause.speaker else "in its own voice"
    return f"{what}: {figure(cause.low, cause.high)} · {who} · {visible(cause.article)}: “{visible(cause.quote)}”"
