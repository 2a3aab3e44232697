"""The title of an article, read as a text of its own.

Behind a pay wall often nothing is left of an article but its title, and it
tells the toll: "Two teens shot in Alder, one dies". What the body says goes
first; a title that says the same once more adds nobody. Its words stand in
`article.title`, not in `article.text`, so its claims are kept apart from the
body's, as `Reading.headline`, with offsets into the title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, TypeVar, cast

import msgspec

from tollbook.extract.gate import harm_pattern
from tollbook.model import Article, Claim, Incident, Reading, Span, Toll, TollClaim, When
from tollbook.text.sentences import Sentence

T = TypeVar("T")
C = TypeVar("C", bound=Claim)
Part = Literal["text", "title"]  # which words of an article offsets count in

# Between a headline and the name of the site that printed it.
_BREAK = re.compile(r"\s(?:\||::|»|>|-|–|—)\s")
# Between the text and the title where both are read as one: no offset of the one is one of the other.
_GAP = 2
_DERIVED = "en.when.headline"
_HURT = frozenset({"killed", "injured", "casualties"})


def newsworthy(title: str) -> tuple[int, int] | None:
    """Where in a title its news stands: what is left when names of sites and sections are cut off.

    Returns:
        Start and end; `None` where no part holds a word of harm.

    Example:
        >>> start, end = newsworthy("Alder News | Two men shot at fair - one dies :: ALD.example")
        >>> "Alder News | Two men shot at fair - one dies :: ALD.example"[start:end]
        'Two men shot at fair - one dies'
    """
    marks = list(_BREAK.finditer(title))
    starts, ends = [0, *(m.end() for m in marks)], [*(m.start() for m in marks), len(title)]
    held = [i for i, (s, e) in enumerate(zip(starts, ends, strict=True)) if harm_pattern().search(title[s:e])]
    return (starts[held[0]], ends[held[-1]]) if held else None


def is_silent(reading: Reading) -> bool:
    """Does the body leave it to the title to say who was killed or hurt?

    Example:
        >>> is_silent(Reading(article="a"))
        True
    """
    main = next((i for i in reading.incidents if i.main), None)
    told = [t for t in (main.tolls if main is not None else ()) if t.harm in _HURT and t.group == "all"]
    return not any(t.best is not None for t in told)


def with_headline(reading: Reading, of_title: Reading, start: int) -> Reading:
    """Add what the title tells to the reading of a body that is silent.

    Args:
        reading: Of the body.
        of_title: Of the title's news.
        start: Where in the title that news begins.

    Returns:
        The same where the title tells of no toll either.
    """
    told = next((i for i in of_title.incidents if i.main), None)
    own = [c for c in of_title.claims if isinstance(c, TollClaim) and told is not None and c.id in told.claims]
    if told is None or not any(c.harm in _HURT for c in own):
        return reading
    main = next((i for i in reading.incidents if i.main), None)
    number = main.id if main is not None else "1"
    claims = tuple(msgspec.structs.replace(moved(c, start), incident=number) for c in own)
    if main is None:
        incidents = (msgspec.structs.replace(told, id=number, claims=(), when=_wordless(told.when), where=None), *reading.incidents)
    else:
        incidents = tuple(_filled(i, told) if i.main else i for i in reading.incidents)
    return msgspec.structs.replace(reading, incidents=incidents, headline=claims)


def _wordless(when: When | None) -> When | None:
    """The days alone: the words stand in the title, and an incident's are those of the text."""
    if when is None or when.text is None:
        return when
    return msgspec.structs.replace(when, text=None, start=None, end=None, derived=_DERIVED)


def _filled(main: Incident, told: Incident) -> Incident:
    """The body's incident with the title's figures where it gives none; where and when stay the body's."""
    known = {(t.harm, t.group) for t in main.tolls if t.best is not None}
    tolls: tuple[Toll, ...] = (*(t for t in main.tolls if t.best is not None), *(t for t in told.tolls if (t.harm, t.group) not in known))
    given = {(t.harm, t.group) for t in tolls}
    return msgspec.structs.replace(main, tolls=(*tolls, *(t for t in main.tolls if (t.harm, t.group) not in given)), method=main.method or told.method)


def moved(record: T, by: int) -> T:
    """A record with all offsets in it, however deep, moved by so many characters.

    Example:
        >>> from tollbook.model import Span
        >>> moved((Span(text="22", start=4, end=6),), 10)[0].start
        14
    """
    if isinstance(record, tuple):
        return cast("T", tuple(moved(r, by) for r in record))
    if not isinstance(record, msgspec.Struct):
        return record
    new: dict[str, object] = {f: moved(v, by) for f in record.__struct_fields__ if isinstance(v := getattr(record, f), tuple | msgspec.Struct)}
    start, end = getattr(record, "start", None), getattr(record, "end", None)
    if isinstance(start, int) and isinstance(end, int):
        new |= {"start": start + by, "end": end + by}
    return cast("T", msgspec.structs.replace(record, **new))


def told_in_all(article: Article, reading: Reading) -> Reading:
    """A reading with the title's claims among the others, as if the title stood behind the text.

    Example:
        >>> told_in_all(Article(id="a", text="Sign in to read on."), Reading(article="a")).claims
        ()
    """
    if not reading.headline:
        return reading
    behind = tuple(moved(c, len(article.text) + _GAP) for c in reading.headline)
    place = next((c.where for c in behind if c.where is not None), None)
    incidents = tuple(msgspec.structs.replace(i, where=place) if i.main and i.where is None else i for i in reading.incidents)
    return msgspec.structs.replace(reading, claims=(*reading.claims, *behind), incidents=incidents, headline=())


def part_of(article: Article, at: int) -> Part:
    """Whether an offset of `told_in_all` is one of the text or of the title.

    Example:
        >>> page = Article(id="a", text="Sign in.", title="Two shot")
        >>> part_of(page, 3), part_of(page, 10)
        ('text', 'title')
    """
    return "title" if at >= len(article.text) + _GAP else "text"


def printed(article: Article, claim: C) -> tuple[C, Part]:
    """A claim with offsets into the words where it was printed, and which these are: what leaves the book says so.

    Example:
        >>> from tollbook.model import AttackClaim
        >>> page = Article(id="a", text="Sign in.", title="Shells hit Homs")
        >>> claim = AttackClaim(id="c", rule="r", reading_confidence=1, quote=Span(text="Shells", start=10, end=16))
        >>> found, part = printed(page, claim)
        >>> part, page.title[found.quote.start : found.quote.end]
        ('title', 'Shells')
    """
    part = part_of(article, claim.quote.start)
    return (claim if part == "text" else moved(claim, -len(article.text) - _GAP)), part


def words_of(article: Article, part: Part) -> str:
    """The text or the title; "" where there is none."""
    return article.text if part == "text" else article.title or ""


def find_in(article: Article, words: str, part: Part, near: int = 0) -> Span | None:
    """Where words stand in the text or in the title, the nearest to an offset, as `told_in_all` counts.

    Args:
        article: The article.
        words: As they stand in it.
        part: Where to look.
        near: Of several, the one nearest to this offset.

    Example:
        >>> page = Article(id="a", text="Sign in.", title="Two shot, two fled")
        >>> find_in(page, "two", "title", near=10).start, find_in(page, "two", "text")
        (20, None)
    """
    whole, first = words_of(article, part), 0 if part == "text" else len(article.text) + _GAP
    starts, at = [], whole.find(words)
    while at >= 0:
        starts.append(first + at)
        at = whole.find(words, at + 1)
    if not starts or not words:
        return None
    start = min(starts, key=lambda s: (abs(s - near), s))
    return Span(text=words, start=start, end=start + len(words))


def behind(article: Article, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences of an article with its title behind them, where `told_in_all` puts it.

    Example:
        >>> from tollbook.text.sentences import split
        >>> [s.start for s in behind(Article(id="a", text="Sign in.", title="Two shot"), split("Sign in."))]
        [0, 10]
    """
    if not article.title:
        return tuple(sentences)
    start = len(article.text) + _GAP
    last = Sentence(text=article.title, start=start, end=start + len(article.title), index=len(sentences), paragraph=1 + (sentences[-1].paragraph if sentences else 0))
    return (*sentences, last)
