"""A small map without a browser's help: coasts, borders, a place and how far it may be from there, as SVG.

The basemap is the one the pages bring along, and like there it is drawn only:
nothing is located by it. Borders are somebody's statement, so they are dashed,
can be left out, and the caption names their source.
"""

from __future__ import annotations

import functools
import math
import os
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from typing import Any

import msgspec
from markupsafe import Markup

from tollbook.errors import TollbookError
from tollbook.model import Record, Where

Point = tuple[float, float]
Ring = list[Point]
Box = tuple[float, float, float, float]  # west, south, east, north

SOURCE = "Borders as drawn by Natural Earth, in visionscarto’s edition; no judgement of ours."
# How far around the point it may have happened, in kilometres, by UCDP's where_prec. That 2 is within some 25 km is UCDP's own
# (GED codebook, where_prec); the others are our reading of the usual size of such an area, and say so where they are drawn.
RADII = {1: 2.0, 2: 25.0, 3: 50.0, 4: 100.0, 5: 150.0, 6: 400.0, 7: 800.0}
_KM = 111.2  # a degree of latitude
_NARROW, _WIDE = 250.0, 2500.0  # the least and the most kilometres from the middle to the side
_INK = {"coasts": "#93a3a8", "borders": "#8d8578"}
_LABELLED = 0.025  # a country that takes up less of the map has no room for its name


def radius_km(precision: int | None) -> float:
    """How far from its point a place may be, in kilometres; a place of which nobody says how exact it is, as far as can be.

    Example:
        >>> radius_km(2), radius_km(None)
        (25.0, 800.0)
    """
    return RADII.get(precision or 7, RADII[7])


def boundaries_shown() -> bool:
    """Whether maps show borders unless a reader says otherwise: `TOLLBOOK_BOUNDARIES`, "shown" (the default) or "hidden".

    Raises:
        TollbookError: It is set to something else.
    """
    said = os.environ.get("TOLLBOOK_BOUNDARIES", "").strip() or "shown"
    if said not in {"shown", "hidden"}:
        raise TollbookError(f"TOLLBOOK_BOUNDARIES is {said[:20]!r}.", hint="Set it to shown or hidden.")
    return said == "shown"


class _World(Record, frozen=True, kw_only=True):
    """The basemap: arcs of longitude and latitude, rings of arcs by country, and which arcs part two countries."""

    arcs: tuple[tuple[Point, ...], ...]
    boxes: tuple[Box, ...]
    countries: tuple[tuple[str, tuple[tuple[int, ...], ...]], ...]
    borders: tuple[int, ...]
    coasts: tuple[int, ...]


@functools.cache
def _world() -> _World:
    held: dict[str, Any] = msgspec.json.decode(files("tollbook.web").joinpath("static", "vendor", "world-50m.json").read_bytes())
    (sx, sy), (tx, ty) = held["transform"]["scale"], held["transform"]["translate"]
    countries = []
    users: dict[int, set[int]] = {}
    for n, shape in enumerate(held["objects"]["countries"]["geometries"]):
        if "arcs" not in shape:
            continue
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = tuple(tuple(ring) for polygon in polygons for ring in polygon)
        countries.append((str(shape.get("properties", {}).get("name", "")), rings))
        for arc in (a if a >= 0 else ~a for ring in rings for a in ring):
            users.setdefault(arc, set()).add(n)
    arcs = tuple(tuple(_undo(arc, sx, sy, tx, ty)) for arc in held["arcs"])
    return _World(
        arcs=arcs,
        boxes=tuple((min(x for x, _ in a), min(y for _, y in a), max(x for x, _ in a), max(y for _, y in a)) for a in arcs),
        countries=tuple(countries),
        borders=tuple(sorted(a for a, n in users.items() if len(n) > 1)),
        coasts=tuple(sorted(a for a, n in users.items() if len(n) == 1)),
    )


def _undo(arc: Sequence[Sequence[int]], sx: float, sy: float, tx: float, ty: float) -> Iterator[Point]:
    """TopoJSON's steps from point to point as degrees (TopoJSON format 1.0, section 2.1.4)."""
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x * sx + tx, y * sy + ty


class _View(Record, frozen=True, kw_only=True):
    """A window on the world: its middle, its size in pixels, and how many pixels a degree of latitude has."""

    lon: float
    lat: float
    width: float
    height: float
    scale: float

    def place(self, points: Iterable[Point]) -> list[Ring]:
        """A line in pixels, at each turn of the globe at which it can be seen.

        Longitudes go on past 180 degrees, so that no line leaps across the map.
        """
        stretch = self.scale * math.cos(math.radians(self.lat))
        line: Ring = []
        turn, before = 0.0, None
        for lon, lat in points:
            if before is not None and abs(lon - before) > 180:
                turn += 360 if lon < before else -360
            before = lon
            line.append(((lon + turn - self.lon) * stretch + self.width / 2, (self.lat - lat) * self.scale + self.height / 2))
        return [moved for shift in (-360, 0, 360) if self._seen(moved := [(x + shift * stretch, y) for x, y in line])]

    def near(self, boxes: Iterable[Box]) -> bool:
        """Whether something within these boxes may be seen; a cheap look before anything is reckoned."""
        west, south, east, north = zip(*boxes, strict=True)
        high = self.height / 2 / self.scale
        wide = self.width / 2 / self.scale / math.cos(math.radians(self.lat))
        if min(south) > self.lat + high or max(north) < self.lat - high:
            return False
        # A ring that crosses the 180th meridian has points at both its sides.
        round_the_back = min(west) < -170 and max(east) > 170
        return round_the_back or any(min(west) + turn <= self.lon + wide and max(east) + turn >= self.lon - wide for turn in (-360, 0, 360))

    def _seen(self, line: Ring) -> bool:
        xs, ys = [x for x, _ in line], [y for _, y in line]
        return max(xs) >= 0 and min(xs) <= self.width and max(ys) >= 0 and min(ys) <= self.height


def _inside(ring: Ring, width: float, height: float) -> Ring:
    """The part of a ring within the window, side by side (Sutherland and Hodgman 1974)."""
    for axis, limit, sign in ((0, 0.0, 1), (0, width, -1), (1, 0.0, 1), (1, height, -1)):
        kept: Ring = []
        for n, end in enumerate(ring):
            start = ring[n - 1]
            start_in, end_in = (start[axis] - limit) * sign >= 0, (end[axis] - limit) * sign >= 0
            if start_in != end_in:
                part = (limit - start[axis]) / (end[axis] - start[axis])
                kept.append((start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1])))
            if end_in:
                kept.append(end)
        ring = kept
    return ring


def _runs(line: Ring, width: float, height: float) -> Iterator[Ring]:
    """The stretches of a line that touch the window or come near it."""
    near = [-20 <= x <= width + 20 and -20 <= y <= height + 20 for x, y in line]
    run: Ring = []
    for n, point in enumerate(line):
        if near[n] or (n and near[n - 1]) or (n + 1 < len(line) and near[n + 1]):
            run.append(point)
        elif run:
            yield run
            run = []
    if len(run) > 1:
        yield run


def _path(lines: Iterable[Ring], *, close: bool = False) -> str:
    return "".join("M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in line) + ("Z" if close else "") for line in lines if len(line) > 1)


def _middle(ring: Ring) -> tuple[float, Point]:
    """A ring's area and the middle of it, in pixels."""
    area = x = y = 0.0
    for n, (x1, y1) in enumerate(ring):
        x0, y0 = ring[n - 1]
        cross = x0 * y1 - x1 * y0
        area, x, y = area + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    return (abs(area) / 2, (x / (3 * area), y / (3 * area))) if abs(area) > 1 else (0.0, (0.0, 0.0))


def _points(ring: Sequence[int], world: _World) -> Iterator[Point]:
    for arc in ring:
        yield from world.arcs[arc] if arc >= 0 else reversed(world.arcs[~arc])


def map_svg(where: Where, *, width: int = 640, height: int = 340, boundaries: bool | None = None) -> Markup:
    """A map around a place, with a circle as wide as it may be off.

    Args:
        where: With coordinates.
        width: In pixels.
        height: In pixels.
        boundaries: Whether borders and countries' names are drawn; `None` asks the setting.

    Returns:
        SVG, its colours as attributes that a page's style may override (`pictures.css`); nothing where the place has no coordinates.
    """
    if where.lat is None or where.lon is None:
        return Markup("")
    return _drawn(where, width, height, boundaries_shown() if boundaries is None else boundaries)


@functools.lru_cache(maxsize=500)
def _drawn(where: Where, width: int, height: int, shown: bool) -> Markup:
    if where.lat is None or where.lon is None:
        return Markup("")
    off = radius_km(where.precision)
    half = min(max(off * 3.2, _NARROW), _WIDE)
    view = _View(lon=where.lon, lat=max(-85.0, min(85.0, where.lat)), width=width, height=height, scale=width / 2 / half * _KM)
    parts = [*_land(view, labelled=shown), *([_lines(view, "borders")] if shown else [])]
    y = (view.lat - where.lat) * view.scale + height / 2
    parts.append(f'<circle class="off" fill="#9c2f2a" fill-opacity=".13" stroke="#9c2f2a" cx="{width / 2:.1f}" cy="{y:.1f}" r="{max(off * view.scale / _KM, 4):.1f}"/><circle class="spot" fill="#9c2f2a" cx="{width / 2:.1f}" cy="{y:.1f}" r="4"/>')
    parts.append(_ruler(view))
    label = Markup("{}: within about {} km of the point").format(where.name or where.text, f"{off:,.0f}")
    return Markup('<svg class="outline" viewBox="0 0 {} {}" role="img" aria-label="{}"><rect class="sea" fill="#e4ebee" width="{}" height="{}"/>{}</svg>').format(
        width, height, label, width, height, Markup("".join(parts)),  # noqa: S704 - numbers, and names of countries escaped where they were put in
    )  # fmt: skip


def _land(view: _View, *, labelled: bool) -> Iterator[str]:
    """Countries as areas of one colour, their coasts, and the names of those with room for one."""
    world = _world()
    names = []
    areas: list[Ring] = []
    for name, rings in world.countries:
        near = (ring for ring in rings if view.near(world.boxes[a if a >= 0 else ~a] for a in ring))
        whole = (_inside(line, view.width, view.height) for ring in near for line in view.place(_points(ring, world)))
        seen = [ring for ring in whole if len(ring) > 2]
        areas += seen
        size, (x, y) = max((_middle(ring) for ring in seen), default=(0.0, (0.0, 0.0)))
        if labelled and size > _LABELLED * view.width * view.height and abs(x - view.width / 2) + abs(y - view.height / 2) > 30:
            names.append(str(Markup('<text fill="#5c5850" font-family="sans-serif" font-size="13" text-anchor="middle" x="{}" y="{}">{}</text>').format(f"{x:.0f}", f"{y:.0f}", name)))
    yield f'<path class="land" fill="#f6f2e9" d="{_path(areas, close=True)}"/>{_lines(view, "coasts")}{"".join(names)}'


def _lines(view: _View, kind: str) -> str:
    world = _world()
    chosen = [a for a in (world.borders if kind == "borders" else world.coasts) if view.near([world.boxes[a]])]
    dash = ' stroke-dasharray="4 3"' if kind == "borders" else ""
    lines = (run for arc in chosen for line in view.place(world.arcs[arc]) for run in _runs(line, view.width, view.height))
    return f'<path class="{kind}" fill="none" stroke="{_INK[kind]}"{dash} d="{_path(lines)}"/>'


def _ruler(view: _View) -> str:
    """A length of the scale, in round kilometres, about a fifth of the map."""
    most = view.width / 5 / view.scale * _KM
    length = max(n * 10**power for power in range(5) for n in (1, 2, 5) if n * 10**power <= max(most, 1))
    right, y = view.width - 12, view.height - 12
    left = right - length * view.scale / _KM
    return f'<path class="ruler" fill="none" stroke="#1d1c1a" d="M{left:.1f},{y - 5}V{y}H{right}V{y - 5}"/><text class="ruler" font-family="sans-serif" font-size="13" text-anchor="middle" x="{(left + right) / 2:.0f}" y="{y - 6}">{length:,} km</text>'
