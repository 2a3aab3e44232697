"""Readings as JSON, by the contract: one object a line, or one document."""

from __future__ import annotations

import msgspec

from tollbook.model import AnyClaim, Failure, Incident, Mentions, Reading, Record, TollClaim


class _Line(Record, frozen=True, kw_only=True):
    """A reading as written: `mentions` only if asked for, `notes` and claims of the title only if there are any."""

    article: str
    claims: tuple[AnyClaim, ...]
    incidents: tuple[Incident, ...]
    headline: tuple[TollClaim, ...] | msgspec.UnsetType = msgspec.UNSET
    mentions: Mentions | msgspec.UnsetType = msgspec.UNSET
    notes: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET


_ENCODER = msgspec.json.Encoder()


def _line(outcome: Reading | Failure) -> _Line | Failure:
    if isinstance(outcome, Failure):
        return outcome
    return _Line(
        article=outcome.article,
        claims=outcome.claims,
        incidents=outcome.incidents,
        headline=outcome.headline or msgspec.UNSET,
        mentions=msgspec.UNSET if outcome.mentions is None else outcome.mentions,
        notes=outcome.notes or msgspec.UNSET,
    )


def encode_line(outcome: Reading | Failure) -> bytes:
    r"""One line of JSON Lines, with its line end.

    Example:
        >>> encode_line(Failure(article="a", error="no text"))
        b'{"article":"a","error":"no text"}\n'
    """
    return _ENCODER.encode(_line(outcome)) + b"\n"


def encode_pretty(outcome: Reading | Failure) -> str:
    """The same as indented JSON, for reading.

    Example:
        >>> print(encode_pretty(Failure(article="a", error="no text")))
        {
          "article": "a",
          "error": "no text"
        }
    """
    return msgspec.json.format(_ENCODER.encode(_line(outcome)), indent=2).decode()
