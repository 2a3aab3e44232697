"""Claims as rows: for notebooks, spreadsheets and everything else that counts columns."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from tollbook.errors import TollbookError
from tollbook.model import AnyClaim, AttackClaim, Failure, Reading, TollClaim

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa  # type: ignore[import-untyped]

# The columns and their Arrow types, in order. A column that a kind of claim does not have is null, never 0 or "".
COLUMNS: tuple[tuple[str, str], ...] = (
    ("article", "string"), ("id", "string"), ("kind", "string"), ("harm", "string"),
    ("low", "int64"), ("high", "int64"), ("approx", "bool"), ("word", "string"), ("count_text", "string"),
    ("quote", "string"), ("start", "int64"), ("end", "int64"),
    ("victims", "string"), ("role", "string"), ("classes", "strings"), ("nationality", "strings"), ("side", "string"),
    ("origin", "string"), ("origin_role", "string"), ("chain", "strings"), ("stance", "string"),
    ("scope", "string"), ("part_of", "string"), ("moved_to", "string"), ("transition", "string"), ("repeats", "strings"),
    ("by", "strings"), ("by_certainty", "string"), ("by_stance", "string"), ("method", "string"),
    ("when_text", "string"), ("when_from", "string"), ("when_to", "string"), ("when_precision", "string"),
    ("where_text", "string"), ("place", "string"), ("level", "string"), ("country", "string"), ("geoname_id", "int64"),
    ("lat", "float64"), ("lon", "float64"), ("where_precision", "int64"),
    ("incident", "string"), ("rule", "string"), ("reading_confidence", "float64"),
)  # fmt: skip

Readings = Reading | Iterable[Reading | Failure]


def flatten(readings: Readings) -> list[dict[str, Any]]:
    """One row a claim; failures have none.

    Example:
        >>> flatten(Reading(article="a"))
        []
    """
    several = [readings] if isinstance(readings, Reading) else readings
    return [
        _row(reading.article, claim) for reading in several if isinstance(reading, Reading) for claim in reading.claims
    ]


def _row(article: str, claim: AnyClaim) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(name for name, _ in COLUMNS)
    links = claim.attribution
    row |= {
        "article": article, "id": claim.id, "kind": type(claim).__name__.removesuffix("Claim").lower(),
        "quote": claim.quote.text, "start": claim.quote.start, "end": claim.quote.end, "stance": claim.stance,
        "origin": links[0].speaker if links else None, "origin_role": links[0].role if links else None,
        "chain": [link.speaker for link in links], "incident": claim.incident, "rule": claim.rule,
        "reading_confidence": claim.reading_confidence,
    }  # fmt: skip
    if claim.when is not None:
        when = claim.when
        row |= {"when_text": when.text, "when_from": when.from_, "when_to": when.to, "when_precision": when.precision}
    if claim.where is not None:
        place = claim.where
        row |= {
            "where_text": place.text, "place": place.name, "level": place.level, "country": place.country, "geoname_id": place.geoname_id,
            "lat": place.lat, "lon": place.lon, "where_precision": place.precision,
        }  # fmt: skip
    if isinstance(claim, TollClaim | AttackClaim):
        row |= {
            "by": [one.text for one in claim.by],
            "by_certainty": claim.by_certainty,
            "by_stance": claim.by_stance,
            "method": claim.method,
        }
    return row | _toll(claim) if isinstance(claim, TollClaim) else row


def _toll(claim: TollClaim) -> dict[str, Any]:
    count, of = claim.count, claim.victims
    row: dict[str, Any] = {
        "harm": claim.harm, "low": count.low, "high": count.high, "approx": count.approx, "word": count.word, "count_text": count.text,
        "scope": claim.scope, "part_of": claim.part_of, "moved_to": claim.moved_to, "transition": claim.transition,
        "repeats": list(claim.repeats),
    }  # fmt: skip
    if of is not None:
        row |= {
            "victims": of.text, "role": of.role, "classes": list(of.classes), "nationality": list(of.nationality), "side": of.side,
        }  # fmt: skip
    return row


def _library(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise TollbookError(
            f"Data frames need {name}, which is not installed.", hint="Install tollbook[frames]."
        ) from error


def to_arrow(readings: Readings) -> pa.Table:
    """The claims of one or many readings as an Arrow table, one row a claim.

    Every column is there with its type even if no claim fills it, so tables of
    different articles can be put together.

    Args:
        readings: What `read` or `read_many` gave.

    Raises:
        TollbookError: pyarrow is not installed.

    Example:
        >>> to_arrow(Reading(article="a")).num_rows
        0
    """
    arrow = _library("pyarrow")
    types = {
        "string": arrow.string(), "int64": arrow.int64(), "float64": arrow.float64(), "bool": arrow.bool_(),
        "strings": arrow.list_(arrow.string()),
    }  # fmt: skip
    schema = arrow.schema([(name, types[kind]) for name, kind in COLUMNS])
    return arrow.Table.from_pylist(flatten(readings), schema=schema)


def to_polars(readings: Readings) -> pl.DataFrame:
    """The same as a Polars data frame.

    Raises:
        TollbookError: polars or pyarrow is not installed.

    Example:
        >>> to_polars(Reading(article="a")).height
        0
    """
    frames = _library("polars")
    frame: pl.DataFrame = frames.from_arrow(to_arrow(readings))
    return frame
