"""Templates: how figures, times and words of articles become HTML.

Articles are hostile. Everything is escaped by default; what is not comes from
here, and is made of escaped parts. Browsers count characters in UTF-16, so no
offset reaches them: texts are cut into segments on this side.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from tollbook.exporters.wording import visible
from tollbook.extract.headline import Part, words_of
from tollbook.model import AnyClaim, Article, Count, Record, Toll, TollClaim
from tollbook.web.fields import fields_of, spaced, told
from tollbook.web.outline import SOURCE, boundaries_shown

PAGES = (
    ("browse", "/", "Incidents"),
    ("queue", "/queue", "Queue"),
    ("sources", "/sources", "Sources"),
    ("changes", "/changes", "Changes"),
)


class Segment(Record, frozen=True, kw_only=True):
    """A stretch of an article: plain words, or the words of claims.

    `claims` are the ids whose quotes cover it, `strong` is true of their number.
    """

    text: str
    claims: tuple[str, ...] = ()
    strong: bool = False


def segments(text: str, quotes: Mapping[str, tuple[int, int]], counts: Iterable[tuple[int, int]] = ()) -> tuple[Segment, ...]:
    """Cut a text where quotes and counts begin and end.

    Args:
        text: The article's text.
        quotes: By claim id, where its quote stands, in code points.
        counts: Where numbers stand.

    Example:
        >>> [(s.text, s.claims, s.strong) for s in segments("At dawn 3 died.", {"a": (8, 14)}, [(8, 9)])]
        [('At dawn ', (), False), ('3', ('a',), True), (' died', ('a',), False), ('.', (), False)]
    """
    strong = list(counts)
    cuts = sorted({0, len(text), *(x for at in (*quotes.values(), *strong) for x in at)})
    return tuple(
        Segment(
            text=text[a:b],
            claims=tuple(i for i, (s, e) in quotes.items() if s <= a and b <= e),
            strong=any(s <= a and b <= e for s, e in strong),
        )
        for a, b in itertools.pairwise(cuts)
        if a < b
    )


def marked(article: Article, claims: Iterable[tuple[AnyClaim, Part]]) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """An article's title and its text, each cut where claims stand in it.

    Args:
        article: The article.
        claims: Its claims as they were printed, each with the words that its offsets count in.
    """
    held = list(claims)

    def cut(part: Part) -> tuple[Segment, ...]:
        own = [c for c, within in held if within == part]
        counts = [(c.count.start, c.count.end) for c in own if isinstance(c, TollClaim) and c.count.start is not None and c.count.end is not None]
        return segments(words_of(article, part), {c.id: (c.quote.start, c.quote.end) for c in own}, counts)

    return cut("title"), cut("text")


# A sentence's end as a reader sees it, near enough to show words in their place: nothing is read from it.
_STOP = re.compile(r"""[.!?…۔؟][\]"'”’»)]*\s+|\n+""")
_AROUND = 240  # code points of the sentence shown on either side of a quote


def in_sentence(text: str, claim: AnyClaim) -> tuple[Segment, ...]:
    """A claim's words in their sentence, the words as a segment of the claim, its number strong.

    Args:
        text: The article's text.
        claim: One of its claims.

    Example:
        >>> from tollbook.model import AttackClaim, Span
        >>> claim = AttackClaim(id="a", rule="r", reading_confidence=1, quote=Span(text="a shell fell", start=13, end=25))
        >>> [(s.text, s.claims) for s in in_sentence("It was dawn. a shell fell in Homs. Rain.", claim)]
        [('a shell fell', ('a',)), (' in Homs.', ())]
    """
    start, end = claim.quote.start, claim.quote.end
    before = text[max(0, start - _AROUND) : start]
    stops = [m.end() for m in _STOP.finditer(before)]
    first = start - len(before) + (stops[-1] if stops else 0)
    after = text[end : end + _AROUND]
    stop = _STOP.search(after)
    last = end + (len(after[: stop.end()].rstrip()) if stop else len(after))
    count = claim.count if isinstance(claim, TollClaim) else None
    strong = [(count.start - first, count.end - first)] if count and count.start is not None and count.end is not None and first <= count.start < count.end <= last else []
    made = segments(text[first:last], {claim.id: (start - first, end - first)}, strong)
    cut = (["…"] if first > 0 and not stops and len(before) == _AROUND else [], ["…"] if not stop and end + _AROUND < len(text) else [])
    return (*(Segment(text=t) for t in cut[0]), *made, *(Segment(text=t) for t in cut[1]))


def figure(low: int | None, high: int | None, *, open_end: bool = True, sign: str = "") -> Markup:
    """Low to high, always left to right; unknown says so and is never 0.

    Args:
        low: The least; `None` where nobody says.
        high: The most; `None` where it is open.
        open_end: Whether a missing `high` means "or more" rather than unknown.
        sign: What stands before it.

    Example:
        >>> str(figure(22, 33)), str(figure(None, None))
        ('<bdi dir="ltr" class="figure">22–33</bdi>', '<span class="unknown">not stated</span>')
    """
    if low is None and high is None:
        return Markup('<span class="unknown">not stated</span>')
    if low is None:
        words = f"≤{high:,}"
    elif high is None:
        words = f"{low:,}+" if open_end else f"{low:,}"
    else:
        words = f"{low:,}" if low == high else f"{low:,}–{high:,}"
    return Markup('<bdi dir="ltr" class="figure">{}</bdi>').format(sign + words)


def of_toll(toll: Toll | None) -> Markup:
    """A toll's low to high; a harm of which nothing is said shows a dash, not 0."""
    if toll is None:
        return Markup('<span class="unknown" title="Nothing is said of it">–</span>')
    return figure(toll.low, toll.high)


def of_count(count: Count) -> Markup:
    """A claim's count; ≈ where the words say about."""
    return figure(count.low, count.high, sign="≈" if count.approx else "")


def best(toll: Toll | None) -> Markup:
    """A toll's best figure; a dash where none can be given."""
    if toll is None or toll.best is None:
        return Markup('<span class="unknown" title="No best figure can be given">–</span>')
    return Markup('<bdi dir="ltr" class="figure">{}</bdi>').format(f"{toll.best:,}")


# UCDP's where_prec in words (GED codebook); 2 as the codebook has it, "a limited area around" the point.
_PRECISE = {
    1: "the place itself", 2: "near it, within about 25 km", 3: "somewhere in the district", 4: "somewhere in the region",
    5: "a larger or vague area", 6: "somewhere in the country", 7: "at sea or in the air",
}  # fmt: skip


def precise(precision: int | None) -> str:
    """How exactly a place is known, in words.

    Example:
        >>> precise(3), precise(None)
        ('somewhere in the district', 'nobody knows how exactly')
    """
    return _PRECISE.get(precision or 0, "nobody knows how exactly")


def moment(text: str | None) -> str:
    """An instant for people, in UTC; a day's end is the day.

    Example:
        >>> moment("2020-02-27T21:30:00.000000Z"), moment("2020-02-27T23:59:59.999999Z"), moment(None)
        ('27 Feb 2020, 21:30 UTC', '27 Feb 2020', 'not known')
    """
    if not text:
        return "not known"
    at = datetime.fromisoformat(text)
    day = f"{at.day} {at:%b %Y}"
    if len(text) == 10 or text.endswith("23:59:59.999999Z"):
        return day
    return f"{day}, {at:%H:%M} UTC" if text.endswith("Z") else f"{day}, {at:%H:%M %Z}"


@functools.cache
def asset(name: str) -> str:
    """The address of a static file, with its hash, so that browsers may keep it for ever."""
    data = files("tollbook.web").joinpath("static").joinpath(*name.split("/")).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(data).hexdigest()[:12]}"


@functools.cache
def environment() -> Environment:
    """The templates, escaping everything, stopping at a name that nobody gave."""
    made = Environment(
        loader=PackageLoader("tollbook.web"), autoescape=select_autoescape(default=True, default_for_string=True), undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.globals.update(asset=asset, pages=PAGES, best=best, boundaries_shown=boundaries_shown, border_source=SOURCE)
    made.filters.update(told=told, spaced=spaced, fields=fields_of, figure=figure, toll=of_toll, count=of_count, moment=moment, visible=visible, precise=precise)
    return made


# What every page may be given: forms come back to `here`, decisions say up to which moment the book was `seen`.
_NOTHING: dict[str, Any] = {"csrf": "", "here": "/", "said": None, "seen": "", "open_round": None, "hidden_round": None, "live": False, "bare": False}


def render(template: str, *, page: str, title: str, **given: Any) -> str:
    """A page as HTML.

    Args:
        template: Its file.
        page: Which of the pages it belongs to, for the menu and the keys.
        title: For the window.
        given: What the template shows.
    """
    shown: dict[str, Any] = {"as_of": None, "now_href": "", "query": "", "person": None, "team": False, **_NOTHING, **given}
    return environment().get_template(template).render(page=page, title=title, **shown)

