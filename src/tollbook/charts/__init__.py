"""Charts as Vega-Lite files: the same specification in a page, in a sheet, in a notebook and as a picture."""

from __future__ import annotations

from tollbook.charts.build import chart, names, png, png_of, svg

__all__ = ["chart", "names", "png", "png_of", "svg"]
