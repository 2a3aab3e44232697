"""From one article to its reading: the flow of the whole, in order."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from tollbook.extract.chain import chain_for
from tollbook.extract.gate import around, keep
from tollbook.extract.speaker import Attribution, as_mention, find_attributions
from tollbook.extract.tolls import Witness, assemble, find_mentions
from tollbook.model import Article, Link, Mentions, Reading, Record
from tollbook.reconcile.codebook import Codebook, load_codebook
from tollbook.reconcile.incident import find_incidents
from tollbook.text.parse import Parsed, parse
from tollbook.text.sentences import split


class Options(Record, frozen=True, kw_only=True):
    """What a reading is asked for.

    `mentions` adds every place, time and attribution of the text; `codebook`
    names the rules under which the tolls of its incidents are stated.
    """

    mentions: bool = False
    codebook: str = "house"


@functools.cache
def _codebook(name: str) -> Codebook:
    return load_codebook(name)


def witness(attributions: Sequence[Attribution], text: str) -> Witness:
    """Who says a quote, and whether they hedge or deny it, from the article's attributions."""

    def ask(start: int, end: int) -> tuple[tuple[Link, ...], bool, bool]:
        chain = chain_for(start, end, attributions, text)
        holding = [a for a in attributions if any(s <= start and end <= e for s, e in a.content)]
        return chain, any(a.hedge for a in holding), any(a.denies for a in holding)

    return ask


def read_article(article: Article, options: Options | None = None) -> Reading:
    """Read one article: its claims, the incidents they speak of, and if asked for every mention.

    Sentences without a word of harm are dropped before anything slow runs;
    those around a kept one stay where they may say who speaks.

    Args:
        article: The text and what is known of it.
        options: What is asked for; `None` for the defaults.

    Raises:
        TollbookError: The codebook or the language model is not there.

    Example:
        >>> reading = read_article(Article(id="a", text="Police said two guards were shot dead."))
        >>> [(c.harm, c.count.low, c.attribution[0].speaker) for c in reading.claims]
        [('killed', 2, 'Police')]
    """
    options = options or Options()
    sentences = split(article.text)
    kept = keep(sentences)
    wanted = sentences if options.mentions else around(sentences, kept)
    every = parse(wanted)
    needed = {s.index for s in around(sentences, kept)}
    near = [p for p in every if p.sentence.index in needed]
    attributions = find_attributions(near, article.text)
    held = {s.index for s in kept}
    mentions = find_mentions([p for p in near if p.sentence.index in held], sentences)
    claims = assemble(article, mentions, witness(attributions, article.text))
    placed, incidents = find_incidents(claims, sentences=sentences, codebook=_codebook(options.codebook))
    return Reading(
        article=article.id, claims=placed, incidents=incidents,
        mentions=_mentions(article, every) if options.mentions else None,
    )


def _mentions(article: Article, parsed: Sequence[Parsed]) -> Mentions:
    return Mentions(attributions=tuple(as_mention(a) for a in find_attributions(parsed, article.text)))
