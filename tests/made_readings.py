"""A reading made by hand, for the tests of what is shown: every kind of claim, overlaps, unknowns."""

from __future__ import annotations

from typing import Any

from tollbook.model import (
    ActorMention,
    Article,
    AttackClaim,
    ControlClaim,
    Count,
    DemandClaim,
    Incident,
    Link,
    Reading,
    SilenceClaim,
    Span,
    TalksClaim,
    Toll,
    TollClaim,
    Victims,
    When,
    Where,
)

TEXT = (
    "Shells hit the market of Qamra\n\n"
    "QAMRA — At least 30 stallholders, including nine children, were killed when shells fell on the market of Qamra "
    "on Thursday, the hospital's director told Radio Delta.\n\n"
    "The rebels spoke of dozens of wounded. The army put the dead at 22 and has allegedly lost two of its own men. "
    "Opposition deputies mentioned even higher numbers.\n\n"
    "The ministry has not published any figures. Militiamen took the hill above the town before dawn. "
    "Port Selim asked Northland to hold its fire, and envoys of both met in Harrow to discuss a truce. "
    "A drone also struck the mill. In all, up to 20 people are missing."
)


def span(words: str, nth: int = 0) -> tuple[str, int, int]:
    """The words and where they stand in `TEXT`, at their nth place."""
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(words, at + 1)
    return words, at, at + len(words)


def _put(kind: type[Any], words: str, nth: int = 0, **rest: Any) -> Any:
    text, start, end = span(words, nth)
    return kind(text=text, start=start, end=end, **rest)


def _count(words: str, low: int | None, high: int | None, **rest: Any) -> Count:
    text, start, end = span(words)
    return Count(text=text, start=start, end=end, low=low, high=high, **rest)


def _link(words: str, cue: str, role: str, nth: int = 0, *, named: bool = False) -> Link:
    _, start, end = span(words, nth)
    return Link(speaker=words, start=start, end=end, cue=cue, role=role, named=named)


WHEN = _put(When, "Thursday", from_="2021-03-04", to="2021-03-04", precision="day")
WHERE = _put(
    Where, "the market of Qamra", nth=1, name="Qamra", level="town", path=("Delta", "Qamra"), country="XX", precision=1
)
DIRECTOR = (_link("the hospital's director", "told", "medical"), _link("Radio Delta", "told", "media", named=True))
SHARED: dict[str, Any] = {"rule": "en.test", "reading_confidence": 0.9}


def made_claims() -> tuple[Any, ...]:
    killed = TollClaim(
        id="k30", harm="killed", count=_count("At least 30", 30, None),
        quote=_put(Span, "At least 30 stallholders, including nine children, were killed"),
        victims=_put(Victims, "stallholders", role="civilian"), attribution=DIRECTOR, when=WHEN, where=WHERE,
        by=(_put(ActorMention, "The army", actor="Northland army"), _put(ActorMention, "The rebels", actor="rebels")),
        by_certainty="alternatives", by_stance="hedged", method="shelling", incident="1", **SHARED,
    )  # fmt: skip
    children = TollClaim(
        id="c9", harm="killed", count=_count("nine", 9, 9), quote=_put(Span, "nine children, were killed"), scope="part", part_of="k30",
        victims=_put(Victims, "children", role="civilian", classes=("children",)), attribution=DIRECTOR, when=WHEN, where=WHERE,
        incident="1", **SHARED,
    )  # fmt: skip
    wounded = TollClaim(
        id="w", harm="injured", count=_count("dozens", 24, None, word="dozens"), quote=_put(Span, "dozens of wounded"),
        attribution=(_link("The rebels", "spoke", "rebel"),), incident="1", **SHARED,
    )  # fmt: skip
    army = TollClaim(
        id="k22", harm="killed", count=_count("22", 22, 22), quote=_put(Span, "put the dead at 22"),
        attribution=(_link("The army", "put", "military"),), incident="1", **SHARED,
    )  # fmt: skip
    own = TollClaim(
        id="k2", harm="killed", count=_count("two", 2, 2), quote=_put(Span, "has allegedly lost two of its own men"), stance="hedged",
        victims=_put(Victims, "its own men", role="combatant", side="army"), scope="background", **SHARED,
    )  # fmt: skip
    higher = TollClaim(
        id="more", harm="casualties", count=_count("even higher numbers", None, None, compared_with=("k22", "k30")),
        quote=_put(Span, "Opposition deputies mentioned even higher numbers"),
        attribution=(_link("Opposition deputies", "mentioned", "party"),), incident="1", **SHARED,
    )  # fmt: skip
    missing = TollClaim(
        id="m20",
        harm="missing",
        count=_count("up to 20", 1, 20),
        quote=_put(Span, "up to 20 people are missing"),
        incident="1",
        **SHARED,
    )
    return (killed, children, wounded, army, own, higher, missing, *_other_claims())


def _other_claims() -> tuple[Any, ...]:
    silence = SilenceClaim(
        id="s", quote=_put(Span, "The ministry has not published any figures"), about="figures",
        actor=_put(ActorMention, "The ministry", actor="Northland"), **SHARED,
    )  # fmt: skip
    control = ControlClaim(
        id="t", quote=_put(Span, "Militiamen took the hill above the town before dawn"), change="taken",
        actor=_put(ActorMention, "Militiamen"), **SHARED,
    )  # fmt: skip
    demand = DemandClaim(
        id="d", quote=_put(Span, "Port Selim asked Northland to hold its fire"), actor=_put(ActorMention, "Port Selim", actor="Selimia"),
        to=_put(ActorMention, "Northland", actor="Northland"), **SHARED,
    )  # fmt: skip
    talks = TalksClaim(
        id="e", quote=_put(Span, "envoys of both met in Harrow to discuss a truce"), about="ceasefire",
        actors=(_put(ActorMention, "envoys of both"),), **SHARED,
    )  # fmt: skip
    attack = AttackClaim(
        id="a",
        quote=_put(Span, "A drone also struck the mill"),
        method="drone",
        target=_put(Span, "the mill"),
        **SHARED,
    )
    return silence, control, demand, talks, attack


def made() -> tuple[Article, Reading]:
    """The article and its reading."""
    article = Article(
        id="qamra-1", text=TEXT, title="Shells hit the market of Qamra", published="2021-03-05", outlet="The Ledger"
    )
    claims = made_claims()
    incident = Incident(
        id="1", main=True, claims=("k30", "c9", "w", "k22", "more", "m20"), when=WHEN, where=WHERE, method="shelling",
        tolls=(
            Toll(harm="killed", group="all", low=22, best=30, high=None, origins=2),
            Toll(harm="killed", group="civilian", low=30, best=30, high=None, origins=1),
            Toll(harm="injured", group="unknown", low=None, best=None, high=None, origins=1),
            Toll(harm="missing", group="all", low=1, best=None, high=20, origins=1),
        ),
    )  # fmt: skip
    return article, Reading(
        article="qamra-1", claims=claims, incidents=(incident,), notes=("A note for the reader of this.",)
    )
