"""The date an article was published: checked at the door, because every relative date leans on it."""

from __future__ import annotations

import re
from datetime import date, datetime

from tollbook.errors import TollbookError

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")
EXPECTED = "Write an ISO 8601 date (2020-02-27), or a time with its zone (2020-02-27T18:30:00+03:00)."


def check_published(value: str | None) -> tuple[str | None, str | None]:
    """What can be kept of a publication date, and what the user should know.

    A time without a zone is no instant: its day is kept, and the note says so.
    What is no date is left out with a note, because an article without its date
    still says how many died.

    Returns:
        The date or instant, `None` if there is none; a note, `None` if all is well.

    Example:
        >>> check_published("2020-02-27")
        ('2020-02-27', None)
        >>> check_published("2020-02-27T18:30")[0]
        '2020-02-27'
        >>> check_published("27 Feb")[0] is None
        True
    """
    if value is None or not value.strip():
        return None, None
    bare = value.strip()
    try:
        if _DAY.fullmatch(bare):
            return date.fromisoformat(bare).isoformat(), None
        if _INSTANT.match(bare):
            instant = datetime.fromisoformat(bare)
            if instant.tzinfo is not None:
                return bare.replace(" ", "T", 1), None
            return bare[:10], "The time of publication has no zone, so only its day is used."
    except ValueError:
        pass
    shown = bare if len(bare) <= 40 else bare[:39] + "…"
    return None, f"The publication date “{shown}” is not an ISO 8601 date, so the article is read as undated."


def require_published(value: str | None) -> str | None:
    """The same for a date that the user typed: wrong is an error, not a note.

    Raises:
        TollbookError: It is no date.

    Example:
        >>> require_published("2020-02-27")
        '2020-02-27'
    """
    kept, _ = check_published(value)
    if kept is None and value is not None:
        raise TollbookError(f"“{value}” is not a publication date.", hint=EXPECTED)
    return kept
