"""The date that an article itself gives as its own, in its first lines."""

from __future__ import annotations

import re
from datetime import date

from tollbook.extract.time import days as cal

_MONTH = r"(?P<m{0}>JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?|SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)\.?"
_NUMBERS = {m: i for i, m in enumerate("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(), 1)}
# A dateline opens a line: a place in capitals, then a date in brackets or before a dash.
_DATELINE = re.compile(
    r"(?<![^\n\r\u2028\u2029])[ \t\xa0]{0,8}[A-ZÀ-Þ][A-ZÀ-Þ'’.\- ]{1,40}(?:\([^()\d\n]{2,30}\))?(?:,[ \t]*(?:[^\W\d]|['’. \-]){2,30}){0,2}[,:]?[ \t]{0,3}"
    r"(?:[(\[]|(?=\d)|(?=(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)))[ \t]{0,3}(?:[A-Z][\w ]{1,20},[ \t]*)?"
    r"(?:(?P<d1>\d{1,2})[ \t]+" + _MONTH.format(1) + r"(?:,?[ \t]*(?P<y1>\d{4}|\d\d)\b)?"
    r"|" + _MONTH.format(2) + r"[ \t]+(?P<d2>\d{1,2})(?:st|nd|rd|th)?(?:[.,]?[ \t]*(?P<y2>\d{4}))?)"
    r"[ \t]{0,3}(?:[)\]]|-|–|—|:|\(|\[|_|/|,?[ \t]*\w{2,12}[ \t]*[-–—])",
    re.IGNORECASE,
)
# A release that opens with its day ("July 6: joint patrols") or heads its first lines with a full date.
_TITLE = re.compile(r"\s*" + _MONTH.format(1) + r"[ \t]+(?P<d1>\d{1,2})(?:,[ \t]+(?P<y1>\d{4}))?[ \t]*:", re.IGNORECASE)
_HEADED = re.compile(
    r"(?:(?<![^\n\r\u2028\u2029])|[,:–-][ \t]{1,3}|[ \t](?=[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}))[ \t\xa0]{0,8}"
    + _MONTH.format(1)
    + r"[ \t]+(?P<d1>\d{1,2}),?[ \t]+(?P<y1>\d{4})[ \t]*(?![^\n\r\u2028\u2029])",
    re.IGNORECASE,
)
# Release numbers such as 2010-09-CA-005 carry the year and month of their release.
_NUMBERED = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])-[A-Z]")


def parse_day(published: str | None) -> date | None:
    """The day of an ISO date or instant; `None` where it is none.

    Example:
        >>> parse_day("2020-02-27T23:10:00+03:00")
        datetime.date(2020, 2, 27)
    """
    if not published:
        return None
    try:
        found = date.fromisoformat(published[:10])
    except ValueError:
        return None
    # a year like 0001 is a machine's way of saying that it does not know
    return found if 1000 <= found.year < 3000 else None


def find_dateline_date(text: str, published: str | None = None) -> str | None:
    """Find the date in an article's dateline.

    Wire copy says where and when it was written before its first sentence, and
    "yesterday" is told from that day. A year that the dateline leaves out is
    taken from `published`, so that the day lies on or before it, or from the
    release's number, where its month agrees.

    Args:
        text: The article's text; only its first lines are looked at.
        published: The publication date, ISO 8601, where it is known.

    Returns:
        An ISO date, or `None` where there is no dateline with a full date.

    Example:
        >>> find_dateline_date("SAN MARCOS, 3 JAN 90 -- TWO BRIDGES FELL.", None)
        '1990-01-03'
    """
    known = parse_day(published)
    head = text[:1500]
    for match in _DATELINE.finditer(head):
        place = match.group().split(match.group("d1") or match.group("d2"))[0].split("(")[0].split(",")[0].strip()
        if place.upper() != place:
            continue
        month = match.group("m1") or match.group("m2")
        year = match.group("y1") or match.group("y2")
        found = _dated(head, known, month, match.group("d1") or match.group("d2"), year)
        if found is not None:
            return found.isoformat()
    title = _TITLE.match(head) or (_HEADED.search(head[:400]) if known is None else None)
    if title is None:
        return None
    found = _dated(head, known, title.group("m1"), title.group("d1"), title.group("y1"))
    return found.isoformat() if found else None


def _dated(head: str, known: date | None, month: str, day: str, year: str | None) -> date | None:
    number = _NUMBERS[month.upper()[:3]]
    if year:
        return cal.day_of(_full(year), number, int(day))
    if known is not None:
        return _before(known, number, int(day))
    year_of = year_beside(issued(head), number)
    return cal.day_of(year_of, number, int(day)) if year_of is not None else None


def year_beside(release: tuple[int, int] | None, month: int) -> int | None:
    """The year of a month that is that of a release or the one beside it.

    Example:
        >>> year_beside((2013, 12), 1), year_beside((2013, 12), 6)
        (2014, None)
    """
    if release is None or abs(release[1] - month) not in {0, 1, 11}:
        return None
    return release[0] + {11: 1, -11: -1}.get(release[1] - month, 0)


def issued(text: str) -> tuple[int, int] | None:
    """The year and month that a release's number gives ("2010-07-CA-129"), `None` where there is none.

    Example:
        >>> issued("Press office 2014-03-S-020. For immediate release.")
        (2014, 3)
    """
    release = _NUMBERED.search(text[:600])
    return (int(release.group("year")), int(release.group("month"))) if release else None


def _full(year: str) -> int:
    # two digits are wire copy of the last century, or of this one's first decades
    return int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= 50 else 2000)


def _before(known: date | None, month: int, day: int) -> date | None:
    if known is None:
        return None
    options = [cal.day_of(y, month, day) for y in (known.year, known.year - 1) if y > 0]
    return next((d for d in options if d is not None and (d - known).days <= 1), None)
