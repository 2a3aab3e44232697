"""`tollbook codebooks`: which published rules turn claims into figures."""

from __future__ import annotations

import json

import click

from tollbook.reconcile.codebook import list_codebooks, load_codebook


def _known() -> list[dict[str, str]]:
    """Each codebook's name, title and what it is."""
    books = [load_codebook(name) for name in list_codebooks()]
    return [{"name": book.name, "title": book.title, "about": book.about} for book in books]


@click.command(name="codebooks", short_help="List the codebooks.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
def command(*, as_json: bool) -> None:
    """List the codebooks: the published rules that turn claims into low, best and high.

    \b
    Examples:
      tollbook codebooks
      tollbook read --jsonl articles.jsonl --codebook airwars
    """
    rows = _known()
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    width = max((len(row["name"]) for row in rows), default=0)
    for row in rows:
        click.echo(f"{row['name']:<{width}}  {row['title']}".rstrip())
