"""Back to the words as published, after a text was read in another case."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from tollbook.extract.setting import event_id
from tollbook.extract.tolls import toll_id
from tollbook.model import AnyClaim, Reading, TollClaim

_SAID = ("text", "speaker")


def as_published(reading: Reading, written: str, published: str) -> Reading:
    """The reading of `written` with every quote as `published` has it.

    Args:
        reading: What was read.
        written: The text that was read, as long as `published` and different in case alone.
        published: The article's text as given.

    Returns:
        The same claims; words that stand in the text, and ids, which are made of them, are those of the text as given.
    """
    plain = _quoted(msgspec.to_builtins(reading), written, published)
    found: Reading = msgspec.convert(plain, Reading)
    ids = {c.id: _id_of(c, reading.article) for c in found.claims}
    renamed: Reading = msgspec.convert(_renamed(plain, ids), Reading)
    return renamed


def _id_of(claim: AnyClaim, article: str) -> str:
    if isinstance(claim, TollClaim):
        return toll_id(article, claim.quote, claim.harm, claim.count.start, claim.attribution)
    return event_id(article, claim.quote, type(claim).__name__, claim.attribution)


def _quoted(value: Any, written: str, published: str) -> Any:
    """Replace what stands at [start, end) of the one text by what stands there in the other."""
    if isinstance(value, list | tuple):
        return [_quoted(v, written, published) for v in value]
    if not isinstance(value, dict):
        return value
    new = {key: _quoted(v, written, published) for key, v in value.items()}
    start, end = value.get("start"), value.get("end")
    if isinstance(start, int) and isinstance(end, int):
        for key in _SAID:
            if new.get(key) == written[start:end]:
                new[key] = published[start:end]
        # A place that no list holds is named by its own words.
        if isinstance(new.get("cue"), str):
            new["cue"] = _cue(new["cue"], published)
    return new


def _cue(cue: str, published: str) -> str:
    """A word of saying as the text has it; it has no offsets, so the first such words will do."""
    if cue in published:
        return cue
    found = re.search(re.escape(cue), published, re.IGNORECASE)
    return found.group() if found else cue


def _renamed(value: Any, ids: dict[str, str]) -> Any:
    if isinstance(value, list | tuple):
        return [_renamed(v, ids) for v in value]
    if isinstance(value, dict):
        return {key: _renamed(v, ids) for key, v in value.items()}
    return ids.get(value, value) if isinstance(value, str) else value
