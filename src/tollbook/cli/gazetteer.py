"""`tollbook gazetteer`: the index of places, and the user's own places."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from tollbook.errors import TollbookError
from tollbook.gazetteer import index
from tollbook.gazetteer.build import build as build_index
from tollbook.gazetteer.overlay import add as add_places

SHOWN = 10


@click.group()
def gazetteer() -> None:
    """Look places up, and add the villages that the shipped index lacks.

    \b
    Examples:
      tollbook gazetteer find Saraqeb
      tollbook gazetteer add SY.txt
      tollbook gazetteer build
    """


def _stop(error: TollbookError) -> None:
    click.echo(f"tollbook: {error}", err=True)
    sys.exit(2)


@gazetteer.command()
@click.argument("name")
@click.option("--country", help="ISO code of two letters: only places there.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line instead of a table.")
def find(name: str, country: str | None, as_json: bool) -> None:
    """Show the places of a NAME, likeliest first.

    \b
    Examples:
      tollbook gazetteer find Rafah
      tollbook gazetteer find Rafah --country PS --json
    """
    try:
        places = index.open_gazetteer()
    except TollbookError as error:
        _stop(error)
        return
    found = [e for e in places.find(name) if country is None or e.country == country.upper()]
    for entry in found:
        path = places.path(entry)
        if as_json:
            row = {k: v for k, v in asdict(entry).items() if k not in {"id", "within", "alternate"}}
            click.echo(json.dumps({**row, "geoname_id": entry.geoname_id, "path": path}, ensure_ascii=False))
        else:
            where = "            -" if entry.lat is None else f"{entry.lat:9.4f} {entry.lon:9.4f}"
            mark = " (derived)" if entry.derived else ""
            click.echo(f"{entry.level:9} {where}  {', '.join(reversed(path))}{mark}")
    if not found:
        click.echo(f"tollbook: no place named “{name}”{f' in {country}' if country else ''}.", err=True)
        sys.exit(1)


@gazetteer.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--country", help="ISO code, for tables of p-codes that do not say it.")
def add(files: tuple[Path, ...], country: str | None) -> None:
    """Add the places of FILES to your own: GeoNames country files or OCHA p-code tables.

    \b
    Examples:
      tollbook gazetteer add SY.txt
      tollbook gazetteer add yem_adminboundaries.csv --country YE
    """
    failed = False
    for path in files:
        try:
            shipped = index.Gazetteer((index.find_index(),))
            done = add_places(path, index.overlay_path(), shipped, country=country.upper() if country else None)
        except TollbookError as error:
            _stop(error)
            return
        for line in done.problems[:SHOWN]:
            click.echo(f"tollbook: {line}", err=True)
        if len(done.problems) > SHOWN:
            click.echo(f"tollbook: {path}: and {len(done.problems) - SHOWN} more rows that cannot be used", err=True)
        click.echo(f"{path}: {done.places} places added to {index.overlay_path()}", err=True)
        failed = failed or bool(done.problems)
    sys.exit(1 if failed else 0)


@gazetteer.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
def build(path: Path | None) -> None:
    """Build the index anew from the installed data packages, into PATH or the cache.

    \b
    Examples:
      tollbook gazetteer build
      tollbook gazetteer build /srv/places.sqlite
    """
    target = path or index.cached_index()
    try:
        count = build_index(target)
    except TollbookError as error:
        _stop(error)
        return
    click.echo(f"{target}: {count} places", err=True)
