"""What a person may put right in a claim, and how what they typed becomes it.

The same fields serve the command line ("low=7"), the pages and the API, so that
a decision means the same wherever it was made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, get_args

from tollbook.errors import TollbookError
from tollbook.gazetteer import open_gazetteer
from tollbook.model import HARMS, AnyClaim, Scope, Span, Stance, TollClaim, VictimRole

# "" and "unknown" take a value away; a count's end becomes open.
_LONGEST = 5000  # characters of a quote: longer than any sentence of the trade
_NOTHING = frozenset({"", "unknown", "none", "null", "open", "?"})


def _number(text: str) -> int | None:
    if text.lower() in _NOTHING:
        return None
    digits = text.replace(",", "").replace("_", "")
    if not digits.isdigit() or len(digits) > 9:
        raise ValueError("a whole number, or unknown")
    return int(digits)


def _one_of(allowed: tuple[str, ...]) -> Callable[[str], str]:
    def check(text: str) -> str:
        if text not in allowed:
            raise ValueError("one of " + ", ".join(allowed))
        return text

    return check


def _words(text: str) -> str | None:
    return None if text.lower() in _NOTHING else text


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _days(text: str) -> dict[str, Any] | None:
    """A day, or the first and the last of several with a slash between."""
    if text.lower() in _NOTHING:
        return None
    first, _, last = text.partition("/")
    try:
        begin, end = date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError:
        raise ValueError("a day such as 2020-02-27, or two with a slash: 2020-02-27/2020-02-28") from None
    if end < begin:
        raise ValueError("the first day before the last")
    return {"from": begin.isoformat(), "to": end.isoformat(), "precision": "day" if begin == end else "days", "derived": "person"}


FIELDS: dict[str, Callable[[str], Any]] = {
    "harm": _one_of(HARMS),
    "low": _number,
    "high": _number,
    "count": _words,
    "victims": _words,
    "role": _one_of(get_args(VictimRole)),
    "classes": _list,
    "side": _words,
    "speaker": _words,
    "via": _words,
    "speaker_role": _words,
    "stance": _one_of(get_args(Stance)),
    "scope": _one_of(get_args(Scope)),
    "method": _words,
    "when": _days,
    "where": _words,
    "quote": _words,
}


def read_changes(given: Mapping[str, str]) -> dict[str, Any]:
    """Turn what a person typed into a decision's changes.

    Args:
        given: Field names of `FIELDS` and the text typed for each; "unknown"
            takes a value away.

    Raises:
        TollbookError: A field that does not exist, or a value that is none of its kind.

    Example:
        >>> read_changes({"low": "7", "high": "unknown"})
        {'low': 7, 'high': None}
        >>> read_changes({"when": "2020-02-27"})["when"]["to"]
        '2020-02-27'
    """
    made: dict[str, Any] = {}
    for name, text in given.items():
        if name not in FIELDS:
            raise TollbookError(f"A claim has no field {name!r} to correct.", hint="The fields are " + ", ".join(FIELDS) + ".")
        try:
            made[name] = FIELDS[name](str(text).strip())
        except ValueError as error:
            raise TollbookError(f"{name}={text!r} is not right.", hint=f"Expected: {error}.") from None
    low, high = made.get("low"), made.get("high")
    if low is not None and high is not None and low > high:
        raise TollbookError(f"low={low} is above high={high}.", hint="Give the lower number as low.")
    return made


# What only a claim that counts people has.
_COUNTED = ("harm", "low", "high", "count", "victims", "role", "classes", "side", "scope", "method")


def check_changes(changes: Mapping[str, Any], claim: AnyClaim) -> None:
    """Refuse what this claim cannot take.

    Args:
        changes: As `read_changes` gives them.
        claim: What is to be put right.

    Raises:
        TollbookError: The quote would be taken away, or the claim has no such field.
    """
    if "quote" in changes and not changes["quote"]:
        raise TollbookError("A claim keeps its quote: nothing is kept without one.", hint="Give the words, or reject the claim.")
    strange = [] if isinstance(claim, TollClaim) else [f for f in _COUNTED if f in changes]
    if strange:
        kind = claim.__struct_config__.tag
        raise TollbookError(f"A claim of kind {kind} has no {strange[0]}.", hint="Reject it, and add the claim that the words make.")


def check_ends(changes: Mapping[str, Any], claim: AnyClaim) -> None:
    """Refuse a count whose one end, put right alone, would pass the other.

    Args:
        changes: All that is to hold of the claim.
        claim: As the reader read it.

    Raises:
        TollbookError: low would be above high.
    """
    if not isinstance(claim, TollClaim):
        return
    low, high = changes.get("low", claim.count.low), changes.get("high", claim.count.high)
    if low is not None and high is not None and low > high:
        raise TollbookError(f"low={low} is above high={high}.", hint=f"Give both: low={low} high={low}, or high=open.")


def place_of(name: str, quote: Span, country: str | None = None) -> dict[str, Any]:
    """A place that a person gives to a claim, as the gazetteer knows it.

    The claim's own quote stands for its words, since the text may not name the
    place. A name that the gazetteer does not hold stays text.
    """
    made: dict[str, Any] = {"text": quote.text, "start": quote.start, "end": quote.end, "name": name}
    gazetteer = open_gazetteer()
    found = gazetteer.find(name)
    if country:
        found = [e for e in found if e.country == country.upper()] or found
    if not found:
        return made
    best = max(found, key=lambda e: (e.population or 0, -(e.geoname_id or 0)))
    return made | {
        "name": best.name, "level": best.level, "country": best.country, "path": list(gazetteer.path(best)), "geoname_id": best.geoname_id,
        "lat": best.lat, "lon": best.lon, "derived": best.derived, "candidates": len(found),
    }  # fmt: skip


def find_words(text: str, words: str) -> str | None:
    r"""The words as they stand in a text, whatever white space was lost on the way from a page.

    A browser gives a selection with line ends and runs of spaces made one; a
    field of one line has no line ends at all.

    Returns:
        The text's own characters; `None` where the words do not stand in it.

    Example:
        >>> find_words("Nine\n  farmers died.", "Nine farmers")
        'Nine\n  farmers'
        >>> find_words("Nine farmers died.", "Ten farmers") is None
        True
    """
    if words in text:
        return words
    parts = words.split()
    if not parts or len(words) > _LONGEST:
        return None
    # each run of white space is followed by none, so that no text makes this slow
    found = re.search(r"\s++".join(re.escape(p) for p in parts), text)
    return found[0] if found else None


def settle_changes(changes: dict[str, Any], claim: AnyClaim | None, quote: Span | None) -> dict[str, Any]:
    """Resolve a place name against the gazetteer; everything else stands as it is."""
    at = quote or (claim.quote if claim is not None else None)
    if isinstance(changes.get("where"), str) and at is not None:
        return changes | {"where": place_of(changes["where"], at)}
    return changes
