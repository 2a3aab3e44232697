"""Who is said to have said what.

A figure is worth as much as whoever gave it, so every claim has to know its
speaker; and one that the text does not name must never be invented. Trees say
who speaks within a sentence, quotation marks carry speech on over sentences,
and a few forms of headlines and transcripts are read from the text alone.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from tollbook import lang
from tollbook.extract.chain import chain_for
from tollbook.extract.gapped import gapped_voices
from tollbook.extract.speech_cues import cues
from tollbook.extract.speech_draft import Draft, Quotes, carry, draft, widen, within
from tollbook.extract.speech_forms import endings, headings, headlines, labels, signed
from tollbook.extract.speech_nearby import adjoin
from tollbook.extract.speech_noun import according, adjectives, nouns, polled
from tollbook.extract.speech_quotes import find_quotes
from tollbook.extract.speech_reckoned import before_colon, reckoned
from tollbook.extract.speech_tree import verbs
from tollbook.model import AttributionMention, Link
from tollbook.text.parse import Parsed

__all__ = ["Attribution", "as_mention", "chain_for", "find_attributions", "listed"]

Range = tuple[int, int]
_STATED = frozenset({"clause", "inverted", "quote", "quoted", "passive", "according", "put", "shown", "signed", "credit", "headline", "heading"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to have said what, in which words.

    `source`, `cue` and `content` are ranges of the article as they stand: a
    pronoun stays a pronoun. `links` is the chain, origin first, with pronouns
    resolved; empty where the text names nobody ("it was reported that").
    `says` is false for wishes and judgements ("wants", "praised"): those are
    listed, but no figure is anybody's because of them.
    """

    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    links: tuple[Link, ...] = ()
    hedge: bool = False
    denies: bool = False
    says: bool = True
    rule: str = ""
    frame: str = ""
    sentence: Range = (0, 0)


def find_attributions(parsed: Sequence[Parsed], text: str) -> tuple[Attribution, ...]:
    """Find every attribution in the sentences given.

    Args:
        parsed: Sentences of one article in order, all of them or only some.
        text: The whole article, into which all offsets point.

    Returns:
        Attributions in the order of their cues. One inside another ("X said Y
        had said") is an attribution of its own.

    Example:
        >>> from tollbook.text.parse import parse
        >>> from tollbook.text.sentences import split
        >>> text = "Nine people died, police said."
        >>> found = find_attributions(parse(split(text)), text)
        >>> [(a.links[0].speaker, text[slice(*a.content[0])]) for a in found]
        [('police', 'Nine people died')]
    """
    readers = (verbs, according, reckoned, before_colon, nouns, adjectives, polled)
    drafts = [draft(one, found, text) for one in parsed for read in readers for found in read(one)]
    drafts = _with_gapped(drafts, parsed, text)
    opened = list(headings(parsed))
    drafts = [d for d in drafts if not any(h.source[0][0] <= k[0] < h.source[0][1] for h in opened for k in d.source)] + opened
    drafts += [d for d in labels(text) if not any(h.cue == d.cue for h in opened)]
    quotes = Quotes(find_quotes(text))
    drafts += signed(text, quotes)
    drafts += headlines(parsed)
    credited = endings(parsed, drafts)
    taken = {d.cue[0] for d in credited}
    drafts = [d for d in drafts if not taken.intersection(d.cue)] + credited
    drafts = [d for d in drafts if d.frame == "label" or not within(d, quotes) or (d.links and d.says and d.pronoun is None)]
    drafts.sort(key=lambda d: (d.cue[0], d.sentence))
    widen(drafts, quotes, text)
    adjoin(drafts, quotes, text)
    carry(drafts, quotes, text)
    drafts = [d for d in drafts if d.content]
    _resolve(drafts)
    return tuple(_finish(d) for d in drafts)


def _with_gapped(drafts: list[Draft], parsed: Sequence[Parsed], text: str) -> list[Draft]:
    """ "The army put the dead at 12, the rebels at 40": the second figure is no word of the first speaker's."""
    for one in parsed:
        for found, (first, last) in gapped_voices(one):
            start, end = one.offsets(first, last)
            within = [d for d in drafts if d.sentence == (one.sentence.start, one.sentence.end)]
            drafts = [d for d in drafts if d not in within or not any(start <= c[0] < end for c in d.cue)]
            for other in within:
                other.content = [piece for s, e in other.content for piece in ((s, min(e, start)), (max(s, end), e)) if piece[0] < piece[1]]
            drafts.append(draft(one, found, text))
    return drafts


def _finish(d: Draft) -> Attribution:
    return Attribution(
        source=tuple(d.source),
        cue=tuple(d.cue),
        content=tuple(sorted(d.content)),
        links=tuple(d.links),
        hedge=d.hedge,
        denies=d.denies,
        says=d.says,
        rule=d.rule,
        frame=d.frame,
        sentence=d.sentence,
    )


def listed(attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Those that a reader would list: without the wishes and judgements named in passing.

    What stands inside what somebody else says ("she said he wants to go") is no
    attribution of its own to annotators: PolNeAR marks one in ten of them, and no
    belief at all. A statement is one wherever it stands ("police said that the
    mayor had told them").

    Args:
        attributions: All of an article, see `find_attributions`.
    """
    outer = sorted(span for a in attributions for span in a.content)
    reach = list(accumulate((e for _, e in outer), max))
    kept = []
    for one in attributions:
        at = one.cue[0][0]
        before = bisect.bisect_left(outer, (at + 1, 0))
        inside = before > 0 and reach[before - 1] > at
        if not inside or one.frame == "label" or (one.says and not one.hedge and one.frame in _STATED):
            kept.append(one)
    return tuple(kept)


def as_mention(attribution: Attribution) -> AttributionMention:
    """The attribution as it is listed under `mentions`: ranges alone."""
    return AttributionMention(source=attribution.source, cue=attribution.cue, content=attribution.content)


def _fits(pronoun: str, number: str) -> bool:
    """ "He" and "she" are one person, "it" is a body, "they" many or a body."""
    wanted = cues().pronouns.get(pronoun)
    return wanted == "any" or wanted == number


def _resolve(drafts: list[Draft]) -> None:
    """Give every pronoun the words of the last speaker it can stand for."""
    past: list[tuple[Link, str]] = []
    heard: dict[int, tuple[int, list[Link]]] = {}
    for one in drafts:
        if one.pronoun is not None:
            match = next((k for k, number in reversed(past) if _fits(one.pronoun or "", number)), None)
            spoken = match
            if match is not None and not match.named:
                # "The doctor said … He added": the words that name him stand further up.
                match = next((k for k, n in reversed(past) if k.named and n == "one" and k.role == match.role), match) if one.pronoun in {"he", "she"} else match
            cue = one.links[0].cue if one.links else None
            if match is not None:
                one.links = [Link(speaker=match.speaker, start=match.start, end=match.end, cue=cue or match.cue, role=match.role, named=match.named), *one.links]
                paragraph, media = heard.get(spoken.start, (-1, [])) if spoken is not None else (-1, [])
                if one.says and len(one.links) == 1 and paragraph == one.paragraph:
                    one.links += media  # "sources told the Hill Wire. … they said": to the same paper still
        elif one.links and (one.says or one.links[0].cue in lang.words("said", "en.said.answers")):
            past.append((one.links[0], one.number))
            heard[one.links[0].start] = one.paragraph, [k for k in one.links[1:] if k.named and k.role in {"media", "unknown"}]
