"""Evidence made by hand: claims of many articles, each with its report, without reading any text."""

from __future__ import annotations

from typing import Any

from tollbook.ledger import Report
from tollbook.model import ActorMention, Count, Harm, Link, SilenceClaim, Span, TollClaim, Victims
from tollbook.reconcile.evidence import Evidence

ROLES: dict[str, Any] = {
    "soldiers": {"role": "combatant", "classes": ("military",)},
    "civilians": {"role": "civilian", "classes": ("civilians",)},
    "children": {"role": "civilian", "classes": ("children",)},
    "people": {},
}


def said(
    name: str, article: str, low: int | None, high: int | None, *, day: int = 1, origin: str | None = None, harm: Harm = "killed", who: str | None = "people",
    by: str | None = None, role: str = "unknown", word: str | None = None, place: int = 0, voice: str | None = None, side: str | None = None,
    blamed: str | None = None, **more: Any,
) -> tuple[TollClaim, Report]:  # fmt: skip
    """One claim and where it was printed; the quote is its own words, `place` where in the article it stands."""
    count = word or (str(low) if low == high else f"at least {low}")
    quote = f"{count} {who or 'of them'} {harm}"
    at = place * 200
    counted: dict[str, Any] = {} if low is None else {"text": count, "start": at, "end": at + len(count)}
    victims = None
    if who is not None:
        start = at + len(count) + 1
        victims = Victims(text=who, start=start, end=start + len(who), side=side, **ROLES.get(who, {}))
    claim = TollClaim(
        id=name, rule="test", reading_confidence=1.0, quote=Span(text=quote, start=at, end=at + len(quote)), harm=harm,
        count=Count(low=low, high=high, word=word, **counted), victims=victims,
        attribution=(Link(speaker=by, start=at, end=at + len(by), role=role),) if by else (),
        by=(ActorMention(text=blamed, start=0, end=len(blamed), actor=blamed),) if blamed else (), **more,
    )  # fmt: skip
    return claim, Report(article=article, reported=f"2021-03-{day:02}T12:00:00.000000Z", voice=voice, origin=origin)


def silence(name: str, article: str, words: str, *, day: int = 1) -> tuple[SilenceClaim, Report]:
    """A claim that nothing is told."""
    claim = SilenceClaim(id=name, rule="test", reading_confidence=1.0, quote=Span(text=words, start=0, end=len(words)), about="figures")
    return claim, Report(article=article, reported=f"2021-03-{day:02}T12:00:00.000000Z")


def evidence(*made: tuple[Any, Report], **more: Any) -> Evidence:
    """The evidence of these claims."""
    return Evidence(claims=tuple(c for c, _ in made), reports={c.id: r for c, r in made}, **more)
