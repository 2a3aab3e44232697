"""Giving each claim its world: when and where it happened, and by whom it is told.

The readers of times, places and speakers each list what the article holds;
here every claim is given the ones that are its own.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from tollbook import lang
from tollbook.extract.chain import chain_for
from tollbook.extract.place_named import nearest_named
from tollbook.extract.place_nests import within
from tollbook.extract.place_voices import without_voices
from tollbook.extract.speaker import Attribution
from tollbook.extract.time import as_when
from tollbook.extract.when import link_when
from tollbook.extract.when_sum import period_of_sum
from tollbook.extract.where import link_where
from tollbook.extract.where_form import as_where
from tollbook.ids import content_id
from tollbook.model import (
    AnyClaim,
    AttackClaim,
    ControlClaim,
    Link,
    PlaceMention,
    SilenceClaim,
    Span,
    Stance,
    TalksClaim,
    TimeMention,
    TollClaim,
    When,
    Where,
)
from tollbook.text.sentences import Sentence
from tollbook.text.spans import Ranges, latest, sentence_at

# A source of more characters than this is a clause, and no longer says where anybody sits.
_LONGEST = 160
# Within how many characters of the word of saying the place where it is said is looked for.
_NEAR = 70
# Texts of more sentences than this are not searched a second time for each of their claims.
_MOST = 400
# "Fighters who overran the base at Lyel say": where they did it.
_DOES = re.compile(r"\b(?:who|which|that|whose|when|where|after)\b")
_UP_TO = re.compile(r"\b(?:as of|by)\s$", re.IGNORECASE)
# Of what is no statement ("is thought to have", "fears that"), these forms still tell of a harm, if doubtfully.
_TELLING = frozenset({"passive", "raised", "noun"})


def event_id(article: str, quote: Span, kind: str, chain: tuple[Link, ...]) -> str:
    """The id of a claim that is no toll: article, quote, the name of its class and the speaker."""
    return content_id(article, quote.start, quote.end, kind, chain[0].speaker if chain else None)


@dataclass(frozen=True, slots=True)
class Setting:
    """What an article holds that its claims may belong to.

    `text` is the article's; all spans of the other fields stand in it. `named`
    holds what only names of offices and schools tell, from `named_after`; `skip`
    where the sentences begin whose places are those of other events alone.
    """

    article: str
    text: str
    sentences: tuple[Sentence, ...]
    times: tuple[TimeMention, ...]
    places: tuple[PlaceMention, ...]
    attributions: tuple[Attribution, ...]
    named: tuple[PlaceMention, ...] = ()
    skip: frozenset[int] = frozenset()

    def witness(self, start: int, end: int) -> tuple[tuple[Link, ...], bool, bool]:
        """Who says a quote, whether they hedge, and whether they deny it.

        What stands in the sentence of a denial is left to the tree: "denied the
        raid in which nine died" denies the raid's author, not the nine dead.
        """
        near = _speech(self.attributions).at(start, end)
        holding = [
            a
            for a in near
            if (a.says or a.frame in _TELLING) and any(s <= start and end <= e for s, e in a.content)
        ]
        return (
            chain_for(start, end, near, self.text),
            any(a.hedge for a in holding),
            any(a.denies and not a.sentence[0] <= start < a.sentence[1] for a in holding),
        )

    def when(self, start: int, end: int, *, carry: bool) -> When | None:
        """The time of what is told in [start, end); see `link_when`."""
        time = link_when(start, end, self.sentences, self.times, self.text, carry=carry)
        return as_when(time) if time is not None else None

    def where(self, start: int, end: int, *, carry: bool = True) -> Where | None:
        """The place of what is told in [start, end); see `link_where`."""
        every = without_voices(self.attributions, self.places, self.text)
        spots = _spots(self.attributions, every, self.text)
        place = link_where(start, end, self.sentences, spots, self.text, carry=carry, skip=self.skip)
        if len(spots) < len(every) and (place is None or place.level == "country") and len(self.sentences) <= _MOST:
            # nothing finer is told than where the speaker sits
            place = link_where(start, end, self.sentences, every, self.text, carry=carry, skip=self.skip) or place
        if carry and place is not None and not place.path and place.level in {"site", "area"}:
            # "The media officer of Mosul's police was shot in the Balyun quarter"
            near = nearest_named(start, self.sentences, self.named, None)
            place = within(place, near) if near is not None and any(p.country == near.country for p in self.places) else place
        if carry and (place is None or (place.level == "country" and not start <= place.start < end)):
            country = place.country if place is not None else None
            place = nearest_named(start, self.sentences, self.named, country) or place
        return as_where(self.text, place, self.places) if place is not None else None

    def settle(self, claim: AnyClaim, others: Sequence[AnyClaim] = ()) -> AnyClaim:
        """The claim with its time and place, and if it is no toll its speaker and id."""
        start, end = claim.quote.start, claim.quote.end
        if isinstance(claim, TollClaim):
            carry = claim.scope in {"incident", "part"}
            where = self.where(start, end, carry=claim.scope != "cumulative")
            when = self.when(start, end, carry=carry)
            if claim.scope == "cumulative":
                when = _of_sum(when, sentence_at(self.sentences, start), self.text) or period_of_sum(start, end, self.sentences, self.times) or when
            return msgspec.structs.replace(claim, when=when, where=where)
        chain, hedged, denied = self.witness(start, end)
        stance: Stance = "denied" if denied else "hedged" if hedged or claim.stance == "hedged" else claim.stance
        return msgspec.structs.replace(
            claim,
            id=event_id(self.article, claim.quote, type(claim).__name__, chain),
            attribution=chain,
            stance=stance,
            when=self._time_of_event(claim, others),
            where=self._place_of_event(claim),
        )

    def _time_of_event(self, claim: AnyClaim, others: Sequence[AnyClaim]) -> When | None:
        if isinstance(claim, SilenceClaim):
            return None
        if isinstance(claim, ControlClaim):
            return self._time_of_control(claim, others)
        return self.when(claim.quote.start, claim.quote.end, carry=isinstance(claim, AttackClaim))

    def _time_of_control(self, claim: ControlClaim, others: Sequence[AnyClaim]) -> When | None:
        """The time in the quote itself; else one of its sentence that no other change of hands has for its own.

        "Had reported today that forces had retaken X, which fell three weeks
        ago": the day of the report is the nearest that the text gives.
        """
        quote = claim.quote
        sentence = sentence_at(self.sentences, quote.start)
        if sentence is None:
            return None
        spans = [c.quote for c in _in_control(others, sentence) if c is not claim]
        first, last = (bisect_left(self.times, at, key=_start) for at in (sentence.start, sentence.end))
        here = [t for t in self.times[first:last] if t.type in {"DATE", "TIME"}]
        inside = [t for t in here if quote.start <= t.start < quote.end]
        free = [t for t in here if not any(s.start <= t.start < s.end for s in spans)]
        chosen = next(iter(inside or free), None)
        return as_when(chosen) if chosen is not None else None

    def _place_of_event(self, claim: AnyClaim) -> Where | None:
        if isinstance(claim, ControlClaim):
            return self._resolved(claim.where) if claim.where is not None else None
        if isinstance(claim, TalksClaim) and (place := self._place_of_topic(claim)) is not None:
            return place
        if isinstance(claim, (AttackClaim, TalksClaim)):
            return self.where(claim.quote.start, claim.quote.end)
        return None

    def _place_of_topic(self, claim: TalksClaim) -> Where | None:
        """ "Met in Oslo about a truce for Darfur": the place that the truce is for, not that of the table."""
        at = claim.quote.text.lower().find(claim.about) if claim.about else -1
        held = [p for p in self.places if at >= 0 and claim.quote.start + at < p.start and p.end <= claim.quote.end]
        return as_where(self.text, held[0], self.places) if held else None

    def _resolved(self, where: Where) -> Where:
        """A place that an event names by its words, as the gazetteer knows it."""
        near = (self.places[n] for n in _ranges(self.places).at(where.start, where.end))
        held = [p for p in near if p.start < where.end and p.end > where.start]
        if not held:
            return where
        place = max(held, key=lambda p: min(p.end, where.end) - max(p.start, where.start))
        known = as_where(self.text, place, self.places)
        return msgspec.structs.replace(known, text=where.text, start=where.start, end=where.end)


class _Speech:
    """The attributions of an article, to be asked for those that a claim's chain may come from."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        self._every = attributions
        spans = [(n, span) for n, a in enumerate(attributions) for span in a.content]
        self._of = [n for n, _ in spans]
        self._ranges = Ranges(span for _, span in spans)
        # What `chain_for` asks for where nothing holds the claim: who spoke last before its end.
        voices = [n for n, a in enumerate(attributions) if a.says and a.links and a.frame != "noun"]
        self._voices = sorted(voices, key=lambda n: attributions[n].cue)
        self._begins = [attributions[n].cue[0][0] for n in self._voices]

    def at(self, start: int, end: int) -> list[Attribution]:
        """Those whose words meet [start, end), and the last voice before its end, in the order given."""
        near = {self._of[n] for n in self._ranges.at(start, end)}
        before = bisect_left(self._begins, end)
        if before:
            near.add(self._voices[before - 1])
        return [self._every[n] for n in sorted(near)]


@latest
def _speech(attributions: Sequence[Attribution]) -> _Speech:
    return _Speech(attributions)


@latest
def _spots(attributions: Sequence[Attribution], places: tuple[PlaceMention, ...], text: str) -> tuple[PlaceMention, ...]:
    """The places that are not merely where a speaker sits: "the hospital in Azaz said", "a prosecutor at Lyel told us"."""
    sources = [span for a in attributions if a.says and a.links and a.links[0].role != "unknown" for span in a.source if span[1] - span[0] <= _LONGEST]
    within = Ranges(sources)
    apart = {p.start for p in places for n in within.at(p.start, p.end) if lang.pattern("where_phrases", "en.where.sits").search(text, sources[n][0], p.start) and not _DOES.search(text, sources[n][0], p.start)}
    apart |= _where_they_speak(attributions, places, text)
    return tuple(p for p in places if p.start not in apart) if apart else places


def _where_they_speak(attributions: Sequence[Attribution], places: tuple[PlaceMention, ...], text: str) -> set[int]:
    """ "The spokesman said in Balyun", "told reporters in Balyun that": the starts of such places."""
    found: set[int] = set()
    for a in attributions:
        end = max((e for _, e in a.cue), default=0)
        place = next((p for p in places[bisect_left(places, end, key=_start_of) :][:1] if p.start - end <= _NEAR), None)
        if place is None or not a.says or lang.pattern("place_phrases", "en.phrase.speaks_in").fullmatch(text, end, place.start) is None:
            continue
        told = any(s <= place.start < e for s, e in a.content) and not re.search(r"(?:reporters|journalists|newsmen|conference)\s", text[end : place.start])
        if not told and (text[place.end : place.end + 1] in {".", ",", ";", "\n", '"', "'", ""} or text[place.end : place.end + 5] == " that"):
            found.add(place.start)
    return found


@latest
def _ranges(places: Sequence[PlaceMention]) -> Ranges:
    return Ranges((p.start, p.end) for p in places)


@latest
def _controls(claims: Sequence[AnyClaim]) -> tuple[list[ControlClaim], Ranges]:
    held = [c for c in claims if isinstance(c, ControlClaim)]
    return held, Ranges((c.quote.start, c.quote.end) for c in held)


def _in_control(claims: Sequence[AnyClaim], sentence: Sentence) -> list[ControlClaim]:
    """The changes of hands whose quotes meet a sentence."""
    held, ranges = _controls(claims)
    return [held[n] for n in ranges.at(sentence.start, sentence.end)]


def _start(time: TimeMention) -> int:
    return time.start


def _start_of(place: PlaceMention) -> int:
    return place.start


def settle_all(claims: Sequence[AnyClaim], setting: Setting) -> tuple[AnyClaim, ...]:
    """All claims with their settings, in text order."""
    past = _past(claims, setting)
    near = _without(setting, past) if past else setting
    settled = [setting.settle(c, claims) for c in claims]
    if past:
        settled = [c if _within(c, past) else _finer(near.settle(u, claims), c) for c, u in zip(settled, claims, strict=True)]
    settled = _set_as_wholes(settled, setting)
    by_id = {c.id: c for c in settled}
    compared = [_set_as_compared(c, by_id, setting) for c in settled]
    return tuple(sorted(compared, key=lambda c: (c.quote.start, c.quote.end, c.id)))


def _past(claims: Sequence[AnyClaim], setting: Setting) -> tuple[Sentence, ...]:
    """The sentences that tell of other events alone: "in May 28 died in a raid on Balyun" is no place of what else is told."""
    tolls = [(c, s) for c in claims if isinstance(c, TollClaim) and (s := sentence_at(setting.sentences, c.quote.start)) is not None]
    here = {s.start for c, s in tolls if c.scope in {"incident", "part"}}
    apart = {s.start: s for c, s in tolls if c.scope in {"background", "cumulative"} and s.start not in here}
    return tuple(apart[n] for n in sorted(apart))


def _without(setting: Setting, past: Sequence[Sentence]) -> Setting:
    held = Ranges((s.start, s.end) for s in past)
    places = tuple(p for p in setting.places if not held.at(p.start, p.end))
    return dataclasses.replace(setting, places=places, skip=frozenset(s.start for s in past))


def _within(claim: AnyClaim, past: Sequence[Sentence]) -> bool:
    at = bisect_left(past, claim.quote.start + 1, key=lambda s: s.start) - 1
    return at >= 0 and claim.quote.start < past[at].end


def _finer(near: AnyClaim, full: AnyClaim) -> AnyClaim:
    """The claim set without the places of other events, unless those left it none, or a wider one."""
    if near.where is None or full.where is None:
        return full
    wide = {"country": 5, "region": 4, "district": 3}
    return full if wide.get(near.where.level or "", 0) > wide.get(full.where.level or "", 0) else near


def _of_sum(when: When | None, sentence: Sentence | None, text: str) -> When | None:
    """The time of a sum's own sentence, but for the day up to which it was counted."""
    inside = when is not None and sentence is not None and when.start is not None and sentence.start <= when.start < sentence.end
    return when if inside and when is not None and not _UP_TO.search(text[max(0, (when.start or 0) - 8) : when.start]) else None


def _set_as_wholes(settled: Sequence[AnyClaim], setting: Setting) -> list[AnyClaim]:
    """ "In January 158 died across Ukraine. Of them 94 were men": a part stands where and when its whole does, unless its sentence says otherwise."""
    by_id = {c.id: c for c in settled}
    return [_as_whole(c, by_id.get(c.part_of or ""), setting) if isinstance(c, TollClaim) and c.part_of else c for c in settled]


def _as_whole(part: TollClaim, whole: AnyClaim | None, setting: Setting) -> TollClaim:
    here = sentence_at(setting.sentences, part.quote.start)
    there = sentence_at(setting.sentences, whole.quote.start) if isinstance(whole, TollClaim) else None
    if not isinstance(whole, TollClaim) or here is None or there is None or not 0 <= here.index - there.index <= 1:
        return part

    def takes(own: Where | When | None, its: Where | When | None) -> bool:
        far = own is None or own.start is None or not here.start <= own.start < here.end
        return far and its is not None and its.start is not None and (whole.scope == "cumulative" or there.start <= its.start < there.end)

    where = whole.where if takes(part.where, whole.where) else part.where
    when = whole.when if takes(part.when, whole.when) else part.when
    return msgspec.structs.replace(part, where=where, when=when)


def _set_as_compared(claim: AnyClaim, settled: Mapping[str, AnyClaim], setting: Setting) -> AnyClaim:
    """ "The real toll is higher": of the same event as the figure it is held against, unless its own sentence says where."""
    if not isinstance(claim, TollClaim) or not claim.count.compared_with:
        return claim
    sentence = sentence_at(setting.sentences, claim.quote.start)
    other = settled.get(claim.count.compared_with[-1])
    told = claim.where is not None and sentence is not None and sentence.start <= (claim.where.start or 0) < sentence.end
    return claim if told or other is None or other.where is None else msgspec.structs.replace(claim, where=other.where)
