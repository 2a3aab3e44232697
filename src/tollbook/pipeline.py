"""From one article to its reading: the flow of the whole, in order."""

from __future__ import annotations

from tollbook.extract.gate import keep
from tollbook.extract.tolls import assemble, find_mentions
from tollbook.model import Article, Reading, Record
from tollbook.text.parse import parse
from tollbook.text.sentences import split


class Options(Record, frozen=True, kw_only=True):
    """What a reading is asked for.

    `mentions` adds every place, time and attribution of the text; `codebook`
    names the rules under which the tolls of its incidents are stated.
    """

    mentions: bool = False
    codebook: str = "house"


def read_article(article: Article, options: Options | None = None) -> Reading:
    """Read one article."""
    sentences = split(article.text)
    parsed = parse(keep(sentences))
    mentions = find_mentions(parsed, sentences)
    claims = assemble(article.id, mentions, lambda _start, _end: ())
    return Reading(article=article.id, claims=claims)
