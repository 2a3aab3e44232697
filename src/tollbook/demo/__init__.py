"""Twelve short reports to try Tollbook on, with no network and no data of one's own.

They tell of one night, 27 to 28 February 2020 in Idlib, as it came in: a first
word without a figure, a governor's toll that moves from 9 to 22, 29 and 33, a
monitor's 34, copies of one agency's story, a denial, an answering strike, and a
football match that has nothing to do with it. The facts were public; the words
were written for Tollbook, and the outlets and the agency do not exist.
"""

from __future__ import annotations

import functools
from datetime import datetime
from importlib.resources import files

import msgspec

from tollbook.model import Article


@functools.cache
def reports() -> tuple[Article, ...]:
    """Give the demonstration's reports, in the order in which they were published.

    Every one has a zone in `published`, because the point of the night is what
    was known at which hour.

    Returns:
        The articles, the earliest first.

    Example:
        >>> reports()[0].id
        'courier-1'
    """
    lines = files(__name__).joinpath("reports.jsonl").read_bytes().splitlines()
    found = [msgspec.json.decode(line, type=Article) for line in lines if line.strip()]
    return tuple(sorted(found, key=_instant))


def _instant(article: Article) -> tuple[float, str]:
    return datetime.fromisoformat(article.published or "").timestamp(), article.id
