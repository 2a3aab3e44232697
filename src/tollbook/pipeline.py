"""From one article to its reading: the flow of the whole, in order."""

from __future__ import annotations

from tollbook.model import Article, Reading, Record


class Options(Record, frozen=True, kw_only=True):
    """What a reading is asked for.

    `mentions` adds every place, time and attribution of the text; `codebook`
    names the rules under which the tolls of its incidents are stated.
    """

    mentions: bool = False
    codebook: str = "house"


def read_article(article: Article, options: Options | None = None) -> Reading:
    """Read one article."""
    return Reading(article=article.id)
