"""Places that are no places of an event: a capital that speaks for its government, a land within a party's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tollbook.extract.actor_table import find_names
from tollbook.model import PlaceMention
from tollbook.text.spans import Ranges, latest

if TYPE_CHECKING:
    from tollbook.extract.speaker import Attribution

# What stands before a colon at the head of a line may be a dateline: "BAGHDAD: By the ministry's count …".
_LINES = frozenset({"label", "heading", "headline", "credit", "signed"})
# "Moscow: our aircraft did not bomb them" is no dateline.
_OUR = re.compile(r":\s[^.\n]{0,60}\b(?:our|we|us)\b")
# "Al-Qaeda in Iraq", "the Islamic State of Iraq"; the Sinaloa Cartel is where its name says.
_LAND = re.compile(r"\s(?:of|in)\s(?:the\s)?[A-Z]")


@latest
def without_voices(attributions: Sequence[Attribution], places: tuple[PlaceMention, ...], text: str) -> tuple[PlaceMention, ...]:
    """The places at which something can have happened.

    "Bangkok says four of its soldiers died" tells of nothing in Bangkok, and
    "the Islamic State of Iraq" of nothing in Iraq.

    Args:
        attributions: All of the article; whoever speaks may be a city.
        places: The places of the article, in order.
        text: The article.
    """
    if not places:
        return places
    told = [a for a in attributions if a.frame not in _LINES]
    voices = {span for a in told for span in (*a.source, *((k.start, k.end) for k in a.links))}
    parties = Ranges((h.start, h.end) for h in find_names(text) if h.form == "party" and _LAND.search(text[h.start : h.end]))
    kept = tuple(p for p in places if not _speaks(p, voices, text) and not any(True for _ in parties.at(p.start, p.end)))
    return kept if len(kept) < len(places) else places


def _speaks(place: PlaceMention, voices: set[tuple[int, int]], text: str) -> bool:
    if _OUR.match(text, place.end):
        return True
    before = place.start - 4 if text[max(0, place.start - 4) : place.start].lower() == "the " else place.start
    return (place.start, place.end) in voices or (before, place.end) in voices
