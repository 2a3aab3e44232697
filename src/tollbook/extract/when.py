"""Which of an article's times is the time of a harm.

A report names many days: that of the deed, that of the statement, those of
earlier deeds. The nearest in the harm's own clause is its time unless a word
of saying owns it; otherwise the time is carried, from the sentence before or
from the lead, as a reader carries it.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tollbook import lang
from tollbook.extract.when_aside import of_somebody, unstamped, up_to, without_sites
from tollbook.lang import load
from tollbook.model import TimeMention
from tollbook.text.sentences import Sentence
from tollbook.text.spans import latest

# Where one clause ends and another begins, as far as signs and a few words show it.
_BOUNDARY = re.compile(r"[;:]|,\s|\s(?:and|but|while|after|when|before|which|who|where|whereas)\s|[–—]|--|\"\"|[“”()]")
_DATED_LINE = re.compile(
    r"(?:posted|updated|published|last\s+updated|created|release(?:d)?|date)\W{0,3}(?:on\s+)?$", re.IGNORECASE
)
_PREPOSITION = re.compile(
    r"\b(?:on|at|in|of|since|from|by|until|late|early|around|about|and|between|to|through)\s+$", re.IGNORECASE
)
_ACTS = re.compile(r"\s+(?:[a-z]+ed|said|sought|told|held|began|were|are|is|was)\b")
# "KABUL, Afghanistan (Feb. 3) -": a place in capitals, then the day, then a bracket, a dash or the line's end.
_DATELINE_START = re.compile(
    r"(?:^|[\n\r\u2028\u2029])[\s\xa0]*[A-ZÀ-Þ]{2}[A-ZÀ-Þ'’.\- ]{1,40}(?:\([^()\d\n]{2,30}\))?(?:,[^,()\n]{2,30}){0,2}[,:]?\s*\(?\s*(?:[A-Z]\w{1,20},\s*)?$"
)
_DATELINE_END = re.compile(r"\.?\s{0,2}(?:\)|\(|--|[-–—:_]|[\n\r\u2028\u2029])")
# "Outside the court in Harare" is a place, no hearing.
_SPOT = re.compile(r"\b(?:outside|near|inside|at|in\sfront\sof)\s(?:the|a)\s\w+", re.IGNORECASE)
_FULL_DAY = re.compile(r"\d{1,2}\s[A-Z][a-z]{2,8}\s\d{4}\.")
# How many sentences from the top an article's own day is looked for; also what bounds the work on hostile input.
_LEAD = 40
# How many sentences after an undated one may still date it: what follows later is mostly background.
_AHEAD = 6
# The rank of a time whose own words tell of a deed.
_DEED = 2
_DAYLIKE = frozenset({"minute", "hour", "part of day", "day", "days"})


@dataclass(frozen=True, slots=True)
class _Words:
    reporting: re.Pattern[str]
    reporting_after: re.Pattern[str]
    elsewhere: re.Pattern[str]
    carries: frozenset[str]
    event: re.Pattern[str]
    business: re.Pattern[str]
    justice: re.Pattern[str]
    deed: re.Pattern[str]
    reporting_next: re.Pattern[str]


@functools.cache
def _words() -> _Words:
    data = load("time")["link"]
    reporting = "|".join(data["reporting"].split())
    elsewhere = "|".join(data["elsewhere"].split())
    return _Words(
        reporting=re.compile(rf"\b(?:{reporting})\b(?:\s+[\w.'’-]+){{0,3}}?\s*$", re.IGNORECASE),
        reporting_after=re.compile(rf"\s*,?\s*(?:[\w.'’]+\s+){{0,4}}?(?:{reporting})\b", re.IGNORECASE),
        elsewhere=re.compile(rf"\b(?:{elsewhere})\b(?:\s+[\w.'’]+){{0,4}}?\s*$", re.IGNORECASE),
        carries=frozenset(data["carries"].split()),
        event=re.compile(rf"\b(?:{'|'.join(data['event'].split())})\b", re.IGNORECASE),
        business=re.compile(rf"\b(?:{'|'.join(data['business'].split())})\b", re.IGNORECASE),
        deed=re.compile(rf"\b(?:{'|'.join(data['deed'])})\b[^.;:]{{0,40}}$", re.IGNORECASE),
        reporting_next=re.compile(r"\s(?:confirmed|said|announced|reported|stated|told|acknowledged|declared)\b", re.IGNORECASE),
        # "sentenced 25-year-old John Doe of Springfield on Monday": the name in between may be long
        justice=re.compile(rf"\b(?:{'|'.join(data['justice'].split())})\b(?:\s+[\w.'’-]+){{0,8}}?\s*$", re.IGNORECASE),
    )


def link_when(
    start: int,
    end: int,
    sentences: Sequence[Sentence],
    times: Sequence[TimeMention],
    text: str,
    *,
    carry: bool = True,
) -> TimeMention | None:
    """Choose the time of the harm that a quote states.

    Args:
        start: Where the quote begins, in code points of the article's text.
        end: Where it ends.
        sentences: The article's sentences.
        times: The article's times, as `find_times` gives them.
        text: The article's text.
        carry: Whether an undated sentence takes the time of the article's incident; not for a harm of another event.

    Returns:
        One of `times`, or `None` where no time can be taken for the harm's: an
        undated event stays undated.

    Example:
        >>> from tollbook.extract.time import find_times
        >>> from tollbook.text.sentences import split
        >>> text = "Two men died in a raid on Monday, the mayor said on Friday."
        >>> times = find_times(text, published="2024-05-10")
        >>> link_when(0, 12, split(text), times, text).text
        'Monday'
    """
    # a list may be changed between two calls, a tuple may not
    times = times if isinstance(times, tuple) else tuple(times)
    usable = without_sites(unstamped(_usable(times), text), text)
    if not usable or not sentences:
        return None
    at = _sentence_at(sentences, start)
    here = _within(usable, sentences[at], end)
    arrest = bool(_words().business.search(text[start:end]))
    own = [t for t in here if not _is_reporting(text, sentences[at], t, justice=not arrest)]
    chosen = _nearest(text, start, end, own)
    # "by Friday", "as of Friday": until when it was counted, which says nothing where a day of the deed is told
    until = chosen is not None and (up_to(text, chosen) or of_somebody(text, sentences[at], chosen))
    if chosen is not None and not until and not _refers(chosen) and not _is_business(text, start, end, sentences[at], chosen):
        return _widest(chosen, usable)
    found = _carried(text, at, sentences, usable) if carry or chosen is not None else None
    if chosen is not None and (found is None or (_refers(chosen) and not _same_day(chosen, found))):
        found = chosen
    return _widest(_weekday_of(found, usable, text), usable) if found else None


def _is_business(text: str, start: int, end: int, sentence: Sentence, time: TimeMention) -> bool:
    """Does the time stand outside the quote's clause, among words of courts, searches and mourning?"""
    if time.start < end and time.end > start:
        return False
    if _words().business.search(text[start:end]):
        # the arrest is the harm that is told
        return False
    before = _SPOT.sub("", _BOUNDARY.split(text[max(sentence.start, time.start - 50) : time.start])[-1])
    after = _BOUNDARY.split(text[time.end : time.end + 25])[0]
    return bool(_words().business.search(before + " " + after)) and not _words().event.search(before)


def _refers(time: TimeMention) -> bool:
    """Is the expression only a pointer to a day named elsewhere: "the same day", a bare hour?"""
    return bool(lang.pattern("when_phrases", "en.when.pointer").fullmatch(time.text)) or (time.type == "TIME" and not lang.pattern("when_phrases", "en.when.named_day").search(time.text))


def _same_day(one: TimeMention, other: TimeMention) -> bool:
    return one.from_ is None or other.from_ is None or one.from_[:10] == other.from_[:10]


def _is_usable(time: TimeMention) -> bool:
    if time.type == "SET" or time.value in {"PRESENT_REF", "FUTURE_REF"}:
        return False
    if time.value == "PAST_REF":
        return "later" in time.text.lower() or "ago" in time.text.lower()
    if time.type == "DURATION":
        return "/" in time.value or bool(re.match(r"(?:the\s+)?(?:last|past|previous)\b", time.text, re.IGNORECASE))
    return True


@latest
def _usable(times: Sequence[TimeMention]) -> tuple[TimeMention, ...]:
    return tuple(t for t in times if _is_usable(t))


@latest
def _longest(times: Sequence[TimeMention]) -> int:
    return max((t.end - t.start for t in times), default=0)


def _sentence_at(sentences: Sequence[Sentence], start: int) -> int:
    return max(0, bisect_right(sentences, start, key=lambda s: s.start) - 1)


def _within(times: Sequence[TimeMention], sentence: Sentence, end: int) -> list[TimeMention]:
    first = bisect_left(times, sentence.start, key=_start)
    return list(times[first : bisect_left(times, max(sentence.end, end), key=_start)])


def _start(time: TimeMention) -> int:
    return time.start


def _is_reporting(text: str, sentence: Sentence, time: TimeMention, *, justice: bool = True) -> bool:
    """Is this the time of what was said, of a dateline, of a step of justice, or of something else altogether?"""
    # "said in a statement after midnight": "after" opens a clause elsewhere, here it leads the time itself
    before = lang.pattern("when_phrases", "en.when.leads").sub(" ", text[max(sentence.start, time.start - 60) : time.start])
    words = _words()
    clause = _SPOT.sub("", _BOUNDARY.split(before)[-1])
    if text[time.end : time.end + 2] in {"'s", "’s"} and words.event.search(text[time.end : time.end + 30]):
        # "said the toll of Saturday's strikes": a day that owns the deed is the deed's
        return False
    if words.reporting.search(clause) or words.elsewhere.search(clause) or _DATED_LINE.search(before):
        return True
    if words.reporting_next.match(text, time.end):
        return True  # "forces today confirmed": the day of the statement
    if justice and words.justice.search(clause):
        return True
    if _DATELINE_END.match(text, time.end) and _DATELINE_START.search(before):
        return True
    rest = sentence.text[: time.start - sentence.start] + sentence.text[time.end - sentence.start :]
    # a line that is nothing but a day is that of the issue; "14 August 2007." before an item is the item's
    return len(re.findall(r"\w+", rest)) < 3 and not (sentence.kind == "body" and _FULL_DAY.fullmatch(sentence.text))


def _nearest(text: str, start: int, end: int, times: Sequence[TimeMention]) -> TimeMention | None:
    """The time with the fewest words and clause boundaries between it and the quote; after it rather than before."""
    best: tuple[int, int] | None = None
    chosen = None
    for number, time in enumerate(times):
        gap = text[end : time.start] if time.start >= end else text[time.end : start] if time.end <= start else ""
        cost = len(gap) + 40 * len(_BOUNDARY.findall(gap))
        if time.start < end and time.end > start:
            cost = -20
        if _words().reporting_after.match(text, time.end, time.end + 60) and cost > 0:
            cost += 120
        if _words().deed.search(text[max(0, time.start - 48) : time.start]):
            cost += 300  # "a commander linked to the 2 July attack": the day of another deed of his
        if best is None or (cost, number) < best:
            best, chosen = (cost, number), time
    return _weekday_of(chosen, times, text) if chosen is not None else None


def _weekday_of(night: TimeMention, times: Sequence[TimeMention], text: str) -> TimeMention:
    """"During an overnight operation in Wardak on Monday": the weekday says which night."""
    if night.text.lower() != "overnight":
        return night
    named = [t for t in times if re.fullmatch(r"(?:on\s)?(?:mon|tues|wednes|thurs|fri|satur|sun)day", t.text, re.IGNORECASE)]
    near = [t for t in named if 0 <= t.start - night.end < 70 and not _BOUNDARY.search(text[night.end : t.start])]
    return near[0] if near else night


def _widest(time: TimeMention, times: Sequence[TimeMention]) -> TimeMention:
    """A range instead of one of its ends."""
    first = bisect_left(times, time.end - _longest(times), key=_start)
    last = bisect_right(times, time.start, key=_start)
    around = [t for t in times[first:last] if time.end <= t.end]
    return max(around, key=lambda t: t.end - t.start, default=time)


def _carried(text: str, at: int, sentences: Sequence[Sentence], times: Sequence[TimeMention]) -> TimeMention | None:
    """The time of the incident that an undated sentence speaks on of."""
    lead = _lead(text, times)
    sentence = sentences[at]
    opening = re.match(r"\W*(\w+)", sentence.text)
    if opening and opening.group(1).lower() in _words().carries:
        for back in range(at - 1, max(-1, at - 4), -1):
            if sentences[back].paragraph != sentence.paragraph:
                break
            found = lead.best(sentences[back])
            if found is not None:
                return found[1]
    told = _told_before(text, at, sentences, times)
    if told is not None:
        return told
    ahead = _LEAD if sentence.kind == "headline" else min(_LEAD, at + _AHEAD + 1)
    offered: dict[int, TimeMention] = {}
    for other in sentences[:ahead]:
        found = lead.best(other)
        if found is not None:
            offered.setdefault(*found)
            if found[0] >= _DEED:
                break
    if offered:
        return offered[max(offered)]
    return _wider_before(text, at, sentences, times)


def _told_before(text: str, at: int, sentences: Sequence[Sentence], times: Sequence[TimeMention]) -> TimeMention | None:
    """The day of a deed that the paragraph has told already, in an item of its own rather than the article's first."""
    if sentences[at].paragraph == sentences[0].paragraph:
        return None
    for back in range(at - 1, max(-1, at - 3), -1):
        if sentences[back].paragraph != sentences[at].paragraph:
            return None
        found = _best(text, sentences[back], times)
        if found is not None and found[0] >= _DEED:
            return found[1]
    return None


def _wider_before(text: str, at: int, sentences: Sequence[Sentence], times: Sequence[TimeMention]) -> TimeMention | None:
    """Where no day is told anywhere near, the week or month of the sentence before."""
    for back in range(at - 1, max(-1, at - 3), -1):
        if sentences[back].paragraph != sentences[at].paragraph:
            return None
        for time in _within(times, sentences[back], sentences[back].start):
            if time.precision in {"week", "month"} and not _is_reporting(text, sentences[back], time):
                return time
    return None


class _Lead:
    """The likeliest time of each sentence, worked out once: every undated claim asks for those of the lead."""

    def __init__(self, text: str, times: Sequence[TimeMention]) -> None:
        self._text, self._times = text, times
        self._known: dict[int, tuple[int, TimeMention] | None] = {}

    def best(self, sentence: Sentence) -> tuple[int, TimeMention] | None:
        """As `_best`."""
        if sentence.start not in self._known:
            self._known[sentence.start] = _best(self._text, sentence, self._times)
        return self._known[sentence.start]


@latest
def _lead(text: str, times: Sequence[TimeMention]) -> _Lead:
    return _Lead(text, times)


def _best(text: str, sentence: Sentence, times: Sequence[TimeMention]) -> tuple[int, TimeMention] | None:
    """The time in a sentence that is most likely a deed's, with how likely; the first of equals."""
    ranked = [(_rank(text, sentence, time), time) for time in _event_times(text, sentence, times)]
    return max(ranked, key=lambda entry: entry[0], default=None)


def _rank(text: str, sentence: Sentence, time: TimeMention) -> int:
    if _is_weak(text, sentence, time) or _words().deed.search(text[max(0, time.start - 48) : time.start]):
        return 0
    owns = text[time.end : time.end + 2] in {"'s", "’s"} and _words().event.search(text[time.end : time.end + 34]) is not None
    # "ended on Sunday; the toll of Friday's raid": the day that owns the deed
    return _DEED + owns if _tells_of_deed(sentence, time) else 1


def _tells_of_deed(sentence: Sentence, time: TimeMention) -> bool:
    """Do the words around a time tell of a deed rather than of courts, searches and funerals?"""
    at = time.start - sentence.start
    around = sentence.text[max(0, at - 120) : at + len(time.text) + 100]
    near = sentence.text[max(0, at - 40) : at + len(time.text) + 25]
    words = _words()
    return bool(words.event.search(around)) and not words.business.search(near)


def _event_times(text: str, sentence: Sentence, times: Sequence[TimeMention]) -> Iterator[TimeMention]:
    """The days in a sentence that are neither a dateline's nor those of a statement."""
    for time in _within(times, sentence, sentence.start):
        if (
            time.precision in _DAYLIKE
            and not _is_reporting(text, sentence, time)
            and (not _refers(time) or time.text.lower() == "today")
            and not (time.from_ is None and lang.pattern("when_phrases", "en.when.told").match(time.text))
        ):
            yield time


def _is_weak(text: str, sentence: Sentence, time: TimeMention) -> bool:
    """Is it probably another day than the deed's?

    A bare day between subject and verb ("police Saturday searched") is mostly
    that of an office at work; a date that ends a headline is that of its issue.
    """
    if sentence.kind == "headline" and (time.end >= sentence.end or text[time.end : time.end + 1] == ":"):
        return bool(re.search(r"\d{4}$", time.text)) or text[time.end : time.end + 1] == ":"
    if up_to(text, time) or of_somebody(text, sentence, time):
        return True
    before = text[max(0, time.start - 12) : time.start]
    return (
        bool(re.search(r"[A-Za-z]\s$", before))
        and not _PREPOSITION.search(before)
        and bool(_ACTS.match(text, time.end))
    )
