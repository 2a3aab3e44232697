"""From a specification in a file and its data to a chart: a dictionary for whoever draws it, or a picture made here.

Needs no browser and no network: vl-convert carries Vega inside.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

from tollbook.errors import TollbookError

Rows = Sequence[Mapping[str, Any]]
Spec = dict[str, Any]

_ENDING = ".vl.json"
# The version that both vl-convert and the pages' own script can draw.
_VEGA_LITE = "6.1"


def names() -> tuple[str, ...]:
    """The charts there are.

    Example:
        >>> names()
        ('days', 'toll-over-time')
    """
    return tuple(sorted(f.name.removesuffix(_ENDING) for f in files("tollbook.charts").iterdir() if f.name.endswith(_ENDING)))


@functools.cache
def _text(name: str) -> str:
    if name not in names():
        raise TollbookError(f"There is no chart {name[:40]!r}.", hint="One of " + ", ".join(names()) + ".")
    return files("tollbook.charts").joinpath(name + _ENDING).read_text(encoding="utf-8")


def chart(name: str, data: Mapping[str, Rows]) -> Spec:
    """A chart with its data: a Vega-Lite specification, complete in itself.

    In a notebook, `altair.Chart.from_dict(chart(…))` shows it.

    Args:
        name: One of `names()`.
        data: The rows of each of its data sets, by name; see `over_time.rows`
            and `days.rows`, which make them from what the book says.

    Raises:
        TollbookError: There is no such chart, or its data sets are others.

    Example:
        >>> made = chart("days", {"days": [{"day": "2020-02-27", "incidents": 1}]})
        >>> made["datasets"]["days"][0]["incidents"]
        1
    """
    spec: Spec = json.loads(_text(name))
    wanted = set(spec["datasets"])
    if wanted != set(data):
        raise TollbookError(f"The chart {name!r} draws {', '.join(sorted(wanted))}, not {', '.join(sorted(data)) or 'nothing'}.")
    spec["datasets"] = {key: [dict(row) for row in data[key]] for key in sorted(data)}
    if "layer" in spec:
        spec["layer"] = [layer for layer in spec["layer"] if _drawn(layer, spec["datasets"])]
    return spec


def _drawn(layer: Mapping[str, Any], held: Mapping[str, Rows]) -> bool:
    """Whether a layer has anything to draw; Vega warns of an axis without an extent where it has nothing. The first one holds the axes."""
    if layer.get("name") == "band" or not any(held.values()):
        return True
    rows = held[layer["data"]["name"]]
    return any(row["open"] for row in rows) if {"filter": "datum.open"} in layer.get("transform", ()) else bool(rows)


def svg(spec: Spec) -> str:
    """Draw a chart as SVG, without a browser.

    Raises:
        TollbookError: It is no chart that can be drawn.
    """
    import vl_convert

    try:
        return vl_convert.vegalite_to_svg(spec, vl_version=_VEGA_LITE)
    except ValueError as error:
        raise TollbookError("This is no chart that can be drawn.", hint=str(error).splitlines()[0][:200]) from None


def png(spec: Spec, *, scale: float = 2.0) -> bytes:
    """Draw a chart as PNG, without a browser.

    Args:
        spec: See `chart`.
        scale: Pixels for each of its units.

    Raises:
        TollbookError: It is no chart that can be drawn.
    """
    import vl_convert

    try:
        return vl_convert.vegalite_to_png(spec, vl_version=_VEGA_LITE, scale=scale)
    except ValueError as error:
        raise TollbookError("This is no chart that can be drawn.", hint=str(error).splitlines()[0][:200]) from None


def png_of(drawing: str, *, scale: float = 2.0) -> bytes:
    """An SVG drawing of ours as PNG, its letters joined and ordered as their script asks.

    Args:
        drawing: An `svg` element; one cut out of a page may lack its namespace.
        scale: Pixels for each of its units.

    Raises:
        TollbookError: It is no drawing.
    """
    import vl_convert

    if "xmlns=" not in drawing:
        drawing = drawing.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    try:
        return vl_convert.svg_to_png(drawing, scale=scale)
    except ValueError as error:
        raise TollbookError("This is no drawing.", hint=str(error).splitlines()[0][:200]) from None
