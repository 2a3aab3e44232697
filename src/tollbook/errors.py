"""The one error that Tollbook shows to its users."""

from __future__ import annotations


class TollbookError(Exception):
    """Something a user can put right, said in one sentence.

    A reader of articles meets missing files, wrong encodings and half-written
    lines every day; each must name the input, what was expected and what to do,
    and never show a traceback.

    Args:
        message: What is wrong, naming the file, line or item.
        hint: What to do about it; `None` where nothing can be advised.

    Example:
        >>> str(TollbookError("report.pdf is not a text.", hint="Save it as plain text."))
        'report.pdf is not a text. Save it as plain text.'
    """

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        self.message = message
        self.hint = hint
        super().__init__(message if hint is None else f"{message} {hint}")
