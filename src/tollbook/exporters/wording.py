"""A claim in plain words: the same on a terminal and on a page.

Articles are written by strangers, and some of them know what an escape sequence
does to a terminal. Everything taken from an article passes through `visible`
before a person sees it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from tollbook.model import (
    ActorMention,
    AnyClaim,
    AttackClaim,
    ControlClaim,
    Count,
    DemandClaim,
    SilenceClaim,
    TalksClaim,
    Toll,
    TollClaim,
    Victims,
    When,
    Where,
)

_SPACE = re.compile(r"\s+")
# A letter with more marks than this is no spelling but an attempt to draw over the lines around it.
_MARKS = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_ODD = re.compile(r"[^\x20-\x7e\xa0-\xac\xae-\u024f]")
UNKNOWN = "?"
NOT_NUMBERED = "no number is given"
_DERIVED_DAYS = {"en.when.published": "the day of the report"}


def _show(match: re.Match[str]) -> str:
    char = match.group()
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    kind = unicodedata.category(char)
    if kind == "Cf":
        return ""
    return "\ufffd" if kind in {"Cc", "Cs", "Co", "Cn"} else char


def visible(text: str) -> str:
    r"""Make text from an article safe to show on one line.

    White space becomes single spaces; control characters become their pictures,
    so nothing can move the cursor, ring, recolour or retitle the window;
    invisible and direction-turning characters go, so nothing reads otherwise
    than it is stored.

    Example:
        >>> visible("22\x1b[31m dead\n\tin Idlib")
        '22␛[31m dead in Idlib'
    """
    return _MARKS.sub(r"\1", _ODD.sub(_show, _SPACE.sub(" ", text)))


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    Example:
        >>> counted(1, "claim"), counted(2, "claim")
        ('1 claim', '2 claims')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def interval(count: Count) -> str:
    """A count as people write it: open ends and missing numbers plainly told from 0.

    Example:
        >>> interval(Count(low=30)), interval(Count(low=22, high=22)), interval(Count(low=20, high=25)), interval(Count())
        ('30+', '22', '20–25', '?')
        >>> interval(Count(low=24, word="dozens")), interval(Count(low=30, high=30, approx=True)), interval(Count(low=1, high=20))
        ('24+', '≈30', '1–20')
    """
    if count.low is None and count.high is None:
        return UNKNOWN
    return f"{'≈' if count.approx else ''}{span_of(count.low, count.high)}"


def span_of(low: int | None, high: int | None) -> str:
    """An interval of two bounds; `None` is unknown, never 0.

    Example:
        >>> span_of(1200, None), span_of(None, 5), span_of(0, 0)
        ('1,200+', '≤5', '0')
    """
    if low is None:
        return UNKNOWN if high is None else f"≤{high:,}"
    if high is None:
        return f"{low:,}+"
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def count_in_words(count: Count) -> str:
    """The count's own words where they say more than the figure: "dozens", "even higher".

    Example:
        >>> count_in_words(Count(low=24, word="dozens"))
        '“dozens” is no number; 24 is the least it can mean'
        >>> count_in_words(Count())
        'no number is given'
    """
    if count.word:
        least = "" if count.low is None else f"; {count.low:,} is the least it can mean"
        return f"“{visible(count.word)}” is no number{least}"
    return NOT_NUMBERED if count.low is None and count.high is None else ""


def chain(claim: AnyClaim) -> str:
    """Who says it, origin first; the article itself where nobody is named.

    Example:
        >>> from tollbook.model import Link
        >>> links = (Link(speaker="the governor", start=0, end=12), Link(speaker="NTV", start=20, end=23))
        >>> " → ".join(link.speaker for link in links)
        'the governor → NTV'
    """
    if not claim.attribution:
        return "the article itself"
    return " → ".join(visible(link.speaker) for link in claim.attribution)


def victims(of: Victims) -> str:
    """Whom it speaks of, with what the text supports about them.

    Example:
        >>> victims(Victims(text="soldiers", start=0, end=8, role="combatant", nationality=("TR",)))
        'soldiers (combatant, TR)'
    """
    known: list[str] = [of.role] if of.role != "unknown" else []
    known += [visible(name) for name in of.classes if name not in known]
    known += [visible(code) for code in of.nationality]
    words = visible(of.text) if of.text else "not named"
    return f"{words} ({', '.join(known)})" if known else words


def when(of: When) -> str:
    """The words of time and the days they mean.

    Example:
        >>> when(When(text="Thursday", start=0, end=8, from_="2020-02-27", to="2020-02-27"))
        'Thursday (2020-02-27)'
        >>> when(When(text="Thursday", start=0, end=8))
        'Thursday (which day is not known)'
        >>> when(When(from_="2020-02-28", to="2020-02-28", derived="en.when.published"))
        '2020-02-28 (derived: the day of the report)'
    """
    words = visible(of.text or "no words of time")
    if of.from_ is None and of.to is None:
        return f"{words} (which day is not known)"
    days = (of.from_ or "…") if of.from_ == of.to else f"{of.from_ or '…'} to {of.to or '…'}"
    if of.derived:
        return f"{days} (derived: {_DERIVED_DAYS.get(of.derived, visible(of.derived))})"
    return words if words == days else f"{words} ({days})"


def where(of: Where) -> str:
    """The words of place, and what the gazetteer makes of them.

    Example:
        >>> where(Where(text="the province of Idlib", start=0, end=21, name="Idlib", path=("Syria", "Idlib"), country="SY"))
        'the province of Idlib (Idlib, Syria)'
    """
    words = visible(of.text)
    known = [visible(name) for name in reversed(of.path)] or ([visible(of.name)] if of.name else [])
    if of.country and len(known) < 2 and of.level != "country":
        known.append(visible(of.country))
    place = ", ".join(known)
    if of.relation:
        place = f"{visible(of.relation)} {place}" if place else visible(of.relation)
    return words if not place or place.casefold() == words.casefold() else f"{words} ({place})"


def actors(of: Iterable[ActorMention], joined: str = " and ") -> str:
    """The words for parties, each with the party it stands for where that differs."""
    return joined.join(actor(one) for one in of)


def actor(of: ActorMention) -> str:
    """One party.

    Example:
        >>> actor(ActorMention(text="Ankara", start=0, end=6, actor="Turkey"))
        'Ankara (Turkey)'
    """
    words = visible(of.text)
    if of.actor is None or of.actor.casefold() in words.casefold():
        return words
    return f"{words} ({visible(of.actor)})"


def heading(claim: AnyClaim) -> str:
    """What kind of claim: the harm, or the kind itself.

    Example:
        >>> from tollbook.model import Span
        >>> heading(SilenceClaim(id="a", rule="r", reading_confidence=1.0, quote=Span(text="x", start=0, end=1)))
        'silence'
    """
    return claim.harm if isinstance(claim, TollClaim) else type(claim).__name__.removesuffix("Claim").lower()


def details(claim: AnyClaim, numbers: dict[str, int]) -> list[tuple[str, str]]:
    """Everything else worth a line, as (label, words); what is the default or not said is left out.

    Args:
        claim: Any claim.
        numbers: The number under which each claim id is shown.
    """
    rows = [("says", chain(claim))]
    if claim.stance != "asserted":
        rows.append(("stance", claim.stance))
    if isinstance(claim, TollClaim):
        rows += _of_toll(claim, numbers)
    else:
        rows += _of_other(claim)
    if claim.when is not None:
        rows.append(("when", when(claim.when)))
    if claim.where is not None:
        rows.append(("where", where(claim.where)))
    return [(label, words) for label, words in rows if words]


def _of_toll(claim: TollClaim, numbers: dict[str, int]) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    if claim.victims is not None:
        rows.append(("who", victims(claim.victims)))
    if claim.scope == "part" and claim.part_of in numbers:
        rows.append(("scope", f"part of claim {numbers[claim.part_of]}"))
    elif claim.scope != "incident":
        rows.append(("scope", {"part": "part of a larger toll"}.get(claim.scope, claim.scope)))
    if claim.transition:
        rows.append(("change", visible(claim.transition)))
    if claim.moved_to in numbers:
        rows.append(("change", f"a former figure; now claim {numbers[claim.moved_to]}"))
    rows.append(("repeats", _refer(claim.repeats, numbers)))
    rows.append(("compare", _refer(claim.count.compared_with, numbers)))
    rows += _blamed(claim)
    return rows


def _blamed(claim: TollClaim | AttackClaim) -> list[tuple[str, str]]:
    joined = " or " if claim.by_certainty == "alternatives" else " and "
    by = actors(claim.by, joined)
    if by and claim.by_stance in {"hedged", "denied"}:
        by = f"{by} ({claim.by_stance})"
    return [("by", by), ("how", visible(claim.method or ""))]


def _refer(ids: Iterable[str], numbers: dict[str, int]) -> str:
    known = [str(number) for number in sorted(numbers[one] for one in ids if one in numbers)]
    return f"claim{'s' if len(known) > 1 else ''} {', '.join(known)}" if known else ""


def _of_other(claim: AttackClaim | ControlClaim | TalksClaim | DemandClaim | SilenceClaim) -> list[tuple[str, str]]:
    match claim:
        case AttackClaim():
            target = [("target", visible(claim.target.text))] if claim.target else []
            return [*target, *_blamed(claim)]
        case ControlClaim():
            helped = actors(claim.helped_by)
            who = actor(claim.actor) if claim.actor else ""
            return [("change", visible(claim.change)), ("who", who), ("with", helped)]
        case TalksClaim():
            return [("about", visible(claim.about or "")), ("who", actors(claim.actors))]
        case DemandClaim():
            asks = actor(claim.actor) if claim.actor else ""
            return [("who", asks), ("of", actor(claim.to) if claim.to else "")]
        case SilenceClaim():
            return [("about", visible(claim.about or "")), ("who", actor(claim.actor) if claim.actor else "")]


def ends(toll: Toll) -> tuple[str, str, str]:
    """Low, best and high as shown: a missing upper end is "open" where a lower one stands, else unknown.

    Example:
        >>> ends(Toll(harm="killed", low=22, best=30, high=None))
        ('22', '30', 'open')
        >>> ends(Toll(harm="killed"))
        ('?', '?', '?')
    """
    low = UNKNOWN if toll.low is None else f"{toll.low:,}"
    best = UNKNOWN if toll.best is None else f"{toll.best:,}"
    if toll.high is not None:
        return low, best, f"{toll.high:,}"
    return low, best, UNKNOWN if toll.low is None else "open"


def derivation(toll: Toll) -> str:
    """That a figure is reckoned and nobody states it; empty where somebody does.

    Example:
        >>> derivation(Toll(harm="injured", low=0, best=5, high=5, derived="house.shot"))
        'derived by rule house.shot: reckoned from other figures, stated by nobody'
        >>> derivation(Toll(harm="injured", low=5, best=5, high=5))
        ''
    """
    return f"derived by rule {visible(toll.derived)}: reckoned from other figures, stated by nobody" if toll.derived else ""


def in_text_order(claims: Iterable[AnyClaim]) -> list[AnyClaim]:
    """Claims as a reader meets them."""
    return sorted(claims, key=lambda claim: (claim.quote.start, claim.quote.end, claim.id))


def quote_parts(claim: AnyClaim) -> tuple[str, str, str]:
    """The quote as what stands before its figure, the figure, and what stands after; no figure: all before.

    The words are as published, for `visible` to be put over each.
    """
    quote = claim.quote
    if isinstance(claim, TollClaim) and claim.count.start is not None and claim.count.end is not None:
        start, end = claim.count.start - quote.start, claim.count.end - quote.start
        if 0 <= start < end <= len(quote.text):
            return quote.text[:start], quote.text[start:end], quote.text[end:]
    return quote.text, "", ""
