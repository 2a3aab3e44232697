"""What changed between two moments, for a terminal."""

from __future__ import annotations

import textwrap

from tollbook.cli.shown import moment
from tollbook.exporters.wording import span_of, visible
from tollbook.keep.differing import Difference
from tollbook.reconcile.diff import Cause, Change

_WIDE = 80


def render(found: Difference) -> str:
    """The changes, each with the statements that made it.

    Args:
        found: An incident at two moments.
    """
    title = found.after.title if found.after else (found.before.title if found.before else "")
    head = f"{found.incident}  {visible(title)}\nFrom {moment(found.first.time)} to {moment(found.then.time)}, as {found.first.clock}:"
    if not found.changes:
        return f"{head}\n  Nothing changed."
    return "\n".join([head, *(_change(c) for c in found.changes)])


def _change(change: Change) -> str:
    about = " ".join(x for x in (change.harm, None if change.group in (None, "all") else f"({change.group})") if x)
    what = f"{about}: " if change.what == "toll" else f"{change.what}{f' of {about}' if about else ''}: "
    before, after = change.before or "nothing known", change.after or "nothing known"
    lines = [_fill(f"{what}{before} → {after}", "  ")]
    return "\n".join([*lines, *(_fill(_cause(c), "      ") for c in change.causes)])


def _cause(cause: Cause) -> str:
    number = "" if cause.low is None and cause.high is None else f"{span_of(cause.low, cause.high)} "
    verb = "came" if cause.came else f"no longer counts ({cause.verdict})"
    return f"{verb}: {number}{cause.speaker or 'the article itself'}, {moment(cause.reported)}: “{cause.quote}”"


def _fill(words: str, indent: str) -> str:
    return textwrap.fill(visible(words), width=_WIDE, initial_indent=indent, subsequent_indent=indent + "  ", break_long_words=False)
