"""Which tolls the text dates apart from the event it is about, and which it sums over months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tollbook.extract.scope import Mark, clause_of, counts_many, in_climax, is_perfect, is_state, of_one_event
from tollbook.extract.toll import TollMention
from tollbook.extract.when import link_when
from tollbook.model import Scope, TimeMention
from tollbook.text.sentences import Sentence

_DAYLIKE = frozenset({"minute", "hour", "part of day", "day", "days"})
_LONG = frozenset({"month", "season", "year", "years"})
HARMED = frozenset({"killed", "injured", "casualties"})
# Days between the main event and another that is certainly none of its sequels.
_FAR = 7
# An earlier day in the same week is another event only where the sentence steps back in time for it.
_NEAR = 2


@dataclass(frozen=True, slots=True)
class Figure:
    """A mention with what its sentence says of its scope and its time; `origin` is who gives it."""

    mention: TollMention
    mark: Mark | None
    own: TimeMention | None
    origin: str | None

    @property
    def sentence(self) -> int:
        """The index of its sentence in the article."""
        return self.mention.parsed.sentence.index

    @property
    def low(self) -> int:
        """The least that the count means; 0 where no number is stated."""
        return self.mention.count.low or 0

    @property
    def exact(self) -> bool:
        """Is it one number?"""
        return self.mention.count.low is not None and self.mention.count.low == self.mention.count.high


def own_time(
    mention: TollMention, times: Sequence[TimeMention], sentences: Sequence[Sentence], text: str
) -> TimeMention | None:
    """The time that a figure's own sentence gives it; `None` where it gives none, or only one that another figure is compared by."""
    if not times or not sentences:
        return None
    time = link_when(mention.quote.start, mention.quote.end, sentences, times, text, carry=False)
    here, count = mention.parsed.sentence, mention.count
    if time is not None and count.start is not None and count.end is not None and time.start < count.end <= time.end:
        return None
    if time is not None and in_climax(mention, time.start):
        return None
    return time if time is not None and here.start <= time.start < here.end and _days(time) is not None else None


# A day without its year stands in some year; a leap year knows every day.
_SOME_YEAR = "2000"


def _days(time: TimeMention) -> tuple[date, date] | None:
    """The days that a time means; of a day whose year nobody gives ("June 3"), that day of some year."""
    first = time.from_ or (time.value.replace("XXXX", _SOME_YEAR) if time.precision == "day" else "")
    try:
        return date.fromisoformat(first[:10]), date.fromisoformat((time.to or first)[:10])
    except ValueError:
        return None


def _gap(told: TimeMention, other: TimeMention) -> int | None:
    """How many days the other time lies before the one told of; `None` where the year of one alone is known."""
    main, span = _days(told), _days(other)
    if main is None or span is None or (told.from_ is None) != (other.from_ is None):
        return None
    gap = (main[0] - span[1]).days
    return gap if told.from_ is not None else (gap + 183) % 366 - 183


def are_apart(one: Figure, other: Figure) -> bool:
    """Does the text date two figures to days so far from each other that they are of two events?"""
    gap = None if one.own is None or other.own is None else _gap(one.own, other.own)
    return gap is not None and abs(gap) >= _FAR


def _main_time(figures: Sequence[Figure], found: Sequence[Scope | None], times: Sequence[TimeMention]) -> tuple[int | None, TimeMention | None]:
    """When the event happened that the article is about: the time of its first dated figure.

    Where that is only told of a deed in passing ("the July 2 attack that killed
    two"), behind figures without a day, the first day that the text names is.
    """
    dated = [i for i, f in enumerate(figures) if found[i] is None and f.own is not None and f.own.precision in _DAYLIKE]
    # an arrest weeks later is the news of the day, and the deaths it is about are no other event
    hurt = any(f.mention.harm in HARMED and found[i] is None for i, f in enumerate(figures))
    arrests = {i for i, f in enumerate(figures) if hurt and f.mention.harm == "captured"}
    main = next((i for i in dated if i not in arrests), None)
    if main is None:
        return None, None
    one = figures[main]
    before = any(found[i] is None and f.sentence < one.sentence for i, f in enumerate(figures[:main]) if i not in arrests)
    if before and steps_back(one.mention):
        first = next((t for t in times if t.precision == "day" and t.start < one.mention.parsed.sentence.start), None)
        return (None, first) if first is not None else (main, one.own)
    return main, one.own


# "In June," and "On 3 May" open a sentence: so far from its beginning the time stands.
_OPENING = 4


def _framed(index: int, figures: Sequence[Figure], told: TimeMention | None, times: Sequence[TimeMention], sentences: Sequence[Sentence]) -> bool:
    """ "In June, gunmen attacked a patrol there. It fired back and killed nine": the sentence before opens with another time."""
    one = figures[index]
    if one.own is not None or not 0 < one.sentence <= len(sentences) or not any(f.sentence < one.sentence - 1 for f in figures[:index]):
        return False
    before = sentences[one.sentence - 1]
    frame = next((t for t in times if before.start <= t.start <= before.start + _OPENING), None)
    main = told or next((t for t in times if t.precision == "day" and t.start < before.start), None)
    if frame is None or main is None or any(f.sentence == before.index for f in figures):
        return False
    gap = _gap(main, frame)
    return gap is not None and gap >= _FAR


def by_time(figures: Sequence[Figure], found: list[Scope | None], times: Sequence[TimeMention] = (), sentences: Sequence[Sentence] = ()) -> None:
    """Set apart what the text dates well before the event it is about, and what it sums over months.

    Args:
        figures: The figures of the article, in text order.
        found: Their scopes as far as known, `None` where open; those that their times tell are set.
        times: All times of the article.
        sentences: All its sentences.
    """
    main, told = _main_time(figures, found, times)
    for i, one in enumerate(figures):
        time = one.own
        if found[i] is None and _framed(i, figures, told, times, sentences):
            found[i] = "background"
        if found[i] is not None or time is None or i == main or is_state(one.mention):
            continue
        once = of_one_event(one.mention)
        long = not once and time.precision in _LONG
        span, day = _days(time), None if told is None else _days(told)
        if long and counts_many(one.mention, clause_of(one.mention)):
            found[i] = "cumulative"
        elif once and told is None and time.precision in _LONG and any(found[k] is None and f.own is None and f.sentence < one.sentence for k, f in enumerate(figures[:i])):
            found[i] = "background"  # "where a bombing killed 500 people in October 2017", behind the undated news of the day
        elif told is not None and day is not None and span is not None:
            if long and span[0] <= day[0] <= span[1] and is_perfect(one.mention):
                found[i] = "cumulative"
            gap = _gap(told, time)
            if gap is not None and (gap >= _FAR or (gap >= _NEAR and (steps_back(one.mention) or _opens(one, main, figures)))):
                found[i] = "background"


def _opens(one: Figure, main: int | None, figures: Sequence[Figure]) -> bool:
    """ "On August 9, three policemen were killed", behind what befell on the 14th: a sentence that opens with an earlier day."""
    time, sentence = one.own, one.mention.parsed.sentence
    behind = main is not None and figures[main].sentence < one.sentence
    return behind and time is not None and time.precision == "day" and time.start - sentence.start <= _OPENING


def steps_back(mention: TollMention) -> bool:
    """Past perfect, or a clause that only describes another deed ("the Nov. 3 raid that killed two")?"""
    word = mention.parsed.doc[mention.trigger]
    return any(c.lower_ == "had" for c in word.children) or word.dep_ in {"relcl", "acl"}
