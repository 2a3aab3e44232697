"""From one article to its reading: the flow of the whole, in order."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import msgspec

from tollbook.extract.casing import restore_case
from tollbook.extract.event import find_events, may_tell
from tollbook.extract.event_blame import join_blame
from tollbook.extract.gate import around, keep, tell_parts
from tollbook.extract.headline import is_silent, newsworthy, with_headline
from tollbook.extract.place import find_places
from tollbook.extract.place_named import named_after
from tollbook.extract.requote import as_published
from tollbook.extract.setting import Setting, settle_all
from tollbook.extract.speaker import Attribution, as_mention, find_attributions, listed
from tollbook.extract.time import as_when, find_times
from tollbook.extract.time.dateline import find_dateline_date
from tollbook.extract.time.timex import as_timex
from tollbook.extract.tolls import assemble, find_mentions
from tollbook.gazetteer import Gazetteer, open_gazetteer
from tollbook.model import Article, Incident, Mentions, PlaceMention, Reading, Record, When
from tollbook.reconcile.codebook import Codebook, load_codebook
from tollbook.reconcile.incident import find_incidents
from tollbook.text.parse import parse
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


@functools.cache
def _gazetteer() -> Gazetteer:
    return open_gazetteer()


def read_article(article: Article, options: Options | None = None) -> Reading:
    """Read one article: its claims, the incidents they speak of, and if asked for every mention.

    Sentences without a word of harm or of another event are dropped before
    anything slow runs; those around a kept one stay where they may say who
    speaks. Where the body states no toll, the title is read as a text of its own.

    Args:
        article: The text and what is known of it.
        options: What is asked for; `None` for the defaults.

    Raises:
        TollbookError: The codebook, the language model or the index of places
            is not there.

    Example:
        >>> reading = read_article(Article(id="a", text="Police said two guards were shot dead."))
        >>> [(c.harm, c.count.low, c.attribution[0].speaker) for c in reading.claims]
        [('killed', 2, 'Police')]
    """
    options = options or Options()
    reading = _in_its_case(article, options)
    title = article.title
    if not title or title.strip() in article.text or not is_silent(reading) or (news := newsworthy(title)) is None:
        return reading
    # The id tells the title's claims from the body's, whose offsets they may share.
    alone = Article(id=f"{article.id}#title", text=title[news[0] : news[1]], published=article.published)
    return with_headline(reading, _in_its_case(alone, Options(codebook=options.codebook)), news[0])


def _in_its_case(article: Article, options: Options) -> Reading:
    written = restore_case(article.text, _gazetteer())
    if written is article.text:
        return _read(article, options)
    # A text in capitals is read in the case of running text, and quoted as it was published.
    return as_published(_read(msgspec.structs.replace(article, text=written), options), written, article.text)


def _read(article: Article, options: Options) -> Reading:
    text = article.text
    sentences = split(text)
    harmful = {s.index for s in keep(sentences)}
    harmful |= tell_parts(sentences, harmful)
    kept = [s for s in sentences if s.index in harmful or may_tell(s.text)]
    needed = {s.index for s in around(sentences, kept)}
    every = parse(sentences if options.mentions else [s for s in sentences if s.index in needed])
    near = [p for p in every if p.sentence.index in needed]
    if not kept and not options.mentions:
        return Reading(article=article.id)
    attributions = find_attributions(near, text)
    dateline = find_dateline_date(text, article.published)
    every_place = find_places(text, _gazetteer(), sentences=sentences)
    setting = Setting(
        article=article.id,
        text=text,
        sentences=sentences,
        times=find_times(text, published=article.published or dateline),
        places=tuple(p for p in every_place if not _is_speaker(p, attributions)),
        attributions=attributions,
        named=named_after(text, sentences, every_place, _gazetteer()),
    )
    mentions_of_toll = find_mentions([p for p in near if p.sentence.index in harmful], sentences)
    tolls = assemble(article, mentions_of_toll, setting.witness, times=setting.times, sentences=sentences)
    spans = [(p.start, p.end) for p in setting.places]
    events = find_events(near, text, tolls=tolls, places=spans)
    claims = settle_all([*tolls, *events], setting)
    days = tuple(as_when(t) for t in setting.times)
    placed, found = find_incidents(claims, sentences=sentences, days=days, codebook=_codebook(options.codebook))
    placed = join_blame(placed, near)
    incidents = tuple(_dated(i, article.published or dateline) for i in found)
    mentions = None
    if options.mentions:
        spoken = tuple(as_mention(a) for a in listed(find_attributions(every, text)))
        mentions = Mentions(places=setting.places, times=as_timex(setting.times), attributions=spoken)
    return Reading(article=article.id, claims=placed, incidents=incidents, mentions=mentions)


def _is_speaker(place: PlaceMention, attributions: Sequence[Attribution]) -> bool:
    """ "Sources in Efe": a name no gazetteer knows, and that somebody speaks through, is no place."""
    return place.name is None and any(
        link.start == place.start and place.end == link.end for a in attributions for link in a.links
    )


def _dated(incident: Incident, published: str | None) -> Incident:
    """The main incident of an undated report is taken for the day of publication, and says so.

    Its claims stay undated; `derived` names this rule, so that nobody takes the
    day for one that somebody reported.
    """
    if incident.when is not None:
        # Hours belong to the claims; an incident is of a day or of days.
        cut = {"from_": (incident.when.from_ or "")[:10] or None, "to": (incident.when.to or "")[:10] or None}
        return msgspec.structs.replace(incident, when=msgspec.structs.replace(incident.when, **cut))
    if not incident.main or not published:
        return incident
    day = published[:10]
    when = When(from_=day, to=day, precision="day", derived="en.when.published")
    return msgspec.structs.replace(incident, when=when)
