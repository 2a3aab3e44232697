"""A claim as the fields of a form, and which of them a person changed; a decision's changes in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from tollbook.errors import TollbookError
from tollbook.keep.changes import FIELDS
from tollbook.ledger import Decision
from tollbook.model import AnyClaim, TollClaim

_ORDER = ("quote", "harm", "group", "low", "best", "high", *FIELDS)
_was = msgspec.json.Decoder(dict[str, str])


def spaced(text: str | None) -> str:
    r"""Words on one line: a field of a form keeps no line ends, and what stands in the text is found again without them.

    Example:
        >>> spaced("Nine\nfarmers  died"), spaced(None)
        ('Nine farmers died', '')
    """
    return " ".join((text or "").split())


def _number(n: int | None) -> str:
    return "" if n is None else str(n)


def fields_of(claim: AnyClaim) -> dict[str, str]:
    """What the form of a correction begins with; "" is unknown.

    Example:
        >>> from tollbook.model import Count, Span, TollClaim
        >>> made = TollClaim(id="a", rule="r", reading_confidence=1, quote=Span(text="3 died", start=0, end=6), harm="killed", count=Count(low=3))
        >>> fields_of(made)["low"], fields_of(made)["high"]
        ('3', '')
    """
    when = claim.when
    days = ""
    if when is not None and when.from_:
        days = when.from_[:10] + (f"/{when.to[:10]}" if when.to and when.to[:10] != when.from_[:10] else "")
    made = {
        "quote": spaced(claim.quote.text),
        "speaker": spaced(claim.attribution[0].speaker) if claim.attribution else "",
        "stance": claim.stance,
        "when": days,
        "where": spaced(claim.where.name or claim.where.text) if claim.where is not None else "",
    }
    if isinstance(claim, TollClaim):
        victims = claim.victims
        made |= {
            "harm": claim.harm, "low": _number(claim.count.low), "high": _number(claim.count.high), "count": spaced(claim.count.text),
            "scope": claim.scope, "victims": spaced(victims.text) if victims is not None else "", "role": victims.role if victims is not None else "unknown",
        }  # fmt: skip
    return made


def changed(given: Mapping[str, str], was: str) -> dict[str, str]:
    r"""The fields that a person changed, so that nothing is decided that nobody touched.

    Args:
        given: The form as it was sent.
        was: What it began with, as JSON; "" keeps every field.

    Raises:
        TollbookError: `was` is no such thing.

    Example:
        >>> changed({"low": "7", "quote": "Nine\n died"}, '{"low": "9", "quote": "Nine died"}')
        {'low': '7'}
    """
    if not was:
        return dict(given)
    try:
        before = _was.decode(was)
    except (msgspec.DecodeError, UnicodeError):
        raise TollbookError("The form is not as it was sent out.", hint="Load the page anew and decide again.") from None
    return {k: v for k, v in given.items() if k not in before or spaced(v) != spaced(before[k])}


def told(decision: Decision) -> str:
    """What a decision sets, in words; "" where it only says yes or no.

    Example:
        >>> told(Decision(id="1", verb="correct", by="A", why="", recorded="", changes={"low": 7, "high": None}))
        'low 7, high open'
    """
    shown = {k: v for k, v in decision.changes.items() if k != "settles"}
    words = ", ".join(f"{k} {_value(k, shown[k])}" for k in sorted(shown, key=lambda k: (_ORDER.index(k) if k in _ORDER else len(_ORDER), k)))
    return f"{words}; settles it" if words and decision.changes.get("settles") else "settles it" if decision.changes.get("settles") else words


def _value(name: str, value: Any) -> str:
    if value is None:
        return "open" if name == "high" else "unknown"
    if isinstance(value, dict):
        if "from" in value:
            return str(value["from"]) + (f" – {value['to']}" if value.get("to") != value["from"] else "")
        return str(value.get("name") or value.get("text") or "set")
    if isinstance(value, list | tuple):
        return ", ".join(str(v) for v in value)
    return f"“{value}”" if name in ("quote", "count", "victims", "speaker", "via") else str(value)
