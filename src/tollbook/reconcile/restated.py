"""Claims that are another claim told again: copied, restated in an outlet's own voice, or put in a headline.

A journalist credits a figure once and then uses it; the headline gives it to a
country where the text gives it to a governor. None of these is a second voice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tollbook.model import AnyClaim, Article, Record, TollClaim
from tollbook.reconcile.likeness import conflict, same_name, same_post
from tollbook.reconcile.voices import Voice

_HEADLINE = 220  # code points; a first line longer than that is a paragraph


Place = tuple[str, Voice, str]


class Copied(Record, frozen=True, kw_only=True):
    """Where a claim was printed first: the article, and the claim there.

    `claim` is `None` where the reader found none in the earlier sentence; the
    article's own voice is then all that is known. `because` names the article.
    """

    article: str
    claim: str | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with its voice, and the article and outlet it is told by."""

    claim: AnyClaim
    article: str
    carrier: str
    voice: Voice
    reported: str = ""

    @property
    def place(self) -> Place:
        """What is folded: a description in an article, and the outlet where that alone knows who it is."""
        return self.article, self.voice, self.carrier if self.voice.unnamed else ""

    @property
    def own(self) -> bool:
        """Does the outlet speak itself?"""
        return self.voice.outlet is not None and self.voice.outlet == self.carrier

    @property
    def age(self) -> tuple[bool, str, str, bool, int, str]:
        """Sorts the first told first; in one article whoever is named before whoever is not."""
        return not self.reported, self.reported, self.article, not self.voice.names, self.claim.quote.start, self.claim.id


def find_moved(told: Mapping[str, Told], copied: Mapping[str, Copied], articles: Mapping[str, Article]) -> dict[str, tuple[str, str]]:
    """By claim id the claim whose origin it shares, and why."""
    moved: dict[str, tuple[str, str]] = {}
    by_figure: dict[Figured, list[Told]] = {}
    for one in told.values():
        if (key := figured(one)) is not None and not one.own:
            by_figure.setdefault(key, []).append(one)
    for id_, one in told.items():
        key = figured(one)
        again = move_one(one, told, by_figure.get(key, ()) if key is not None else (), copied.get(id_), articles)
        if again is not None:
            moved[id_] = again
    return moved


Figured = tuple[object, ...]


def figured(one: Told) -> Figured | None:
    """What a claim and another of which it may be a repetition have in common: the figure, and who carries it."""
    figure = _figure(one.claim)
    return None if figure is None else (one.carrier, *figure)


def move_one(one: Told, told: Mapping[str, Told], alike: Sequence[Told], first: Copied | None, articles: Mapping[str, Article]) -> tuple[str, str] | None:
    """The claim whose origin one claim shares, and why.

    Args:
        one: The claim.
        told: All claims by their ids.
        alike: Those of the same figure and carrier in which somebody else than the carrier speaks.
        first: Where the claim was printed first, if it is a copy.
        articles: By key.
    """
    target = first.claim if first is not None else None
    if first is not None and target is not None and target in told and target != one.claim.id and _may_be(one, told[target]):
        return target, first.because
    said = [t for t in alike if t.claim.id != one.claim.id]
    return _restated(one, said) if one.own else _headline(one, said, articles)


def _may_be(copy: Told, first: Told) -> bool:
    return copy.own or copy.voice.unnamed or not conflict(copy.voice, first.voice)


def _figure(claim: AnyClaim) -> tuple[object, ...] | None:
    """What two statements of one figure agree in."""
    if not isinstance(claim, TollClaim) or claim.count.low is None:
        return None
    return claim.harm, claim.count.low, claim.count.high, claim.count.word, claim.scope in ("cumulative", "background")


def _restated(one: Told, said: Sequence[Told]) -> tuple[str, str] | None:
    """An outlet's own voice that repeats a figure which the same article, else the same outlet, credits."""
    here = [t for t in said if t.article == one.article]
    found = min(here or said, key=lambda t: (t.voice.unnamed, t.age), default=None)
    if found is None:
        return None
    where = "there" if found.article == one.article else f"in {found.article}"
    return found.claim.id, f"{one.article} restates the figure that it credits to “{found.voice.text}” {where}"


def _headline(one: Told, said: Sequence[Told], articles: Mapping[str, Article]) -> tuple[str, str] | None:
    """A headline's "Turkey says 33" over a text in which one speaker gives that figure is that speaker."""
    article = articles.get(one.article)
    if article is None or one.voice.names or not _in_headline(one.claim, article):
        return None
    body = [t for t in said if t.article == one.article and not _in_headline(t.claim, article)]
    if not body or any(same_name(one.voice, t.voice) or same_post(one.voice, t.voice) for t in body) or len({t.voice for t in body}) > 1:
        return None
    speaker = body[0].voice
    if one.voice.country is not None and speaker.country is not None and one.voice.country != speaker.country:
        return None
    return body[0].claim.id, f"the headline's “{one.voice.text}” is “{speaker.text}” in the text of {one.article}"


def _in_headline(claim: AnyClaim, article: Article) -> bool:
    first = article.text.find("\n")
    return 0 < claim.quote.end <= first < _HEADLINE
