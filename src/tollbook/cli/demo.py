"""`tollbook demo`: the reports that come with the program, read as any others, kept in a book, and replayed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tollbook.cli.output import FORMATS, choose_format, open_output, writer_for
from tollbook.demo import reports
from tollbook.pipeline import Options
from tollbook.reading import Done, Received, read_stream
from tollbook.reconcile.codebook import load_codebook

if TYPE_CHECKING:
    from tollbook.book import Book

# The hours of that night at which the governor's figure had moved.
HOURS = ("2020-02-27T20:30Z", "2020-02-27T22:00Z", "2020-02-28T00:00Z", "2020-02-28T06:00Z")


@click.command(name="demo", short_help="Show what Tollbook does.")
@click.option("--codebook", default="house", show_default=True, metavar="NAME", help="The rules for tolls; see tollbook codebooks.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Print the claims alone, in this form. Default: all, as a table.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--book", "path", type=click.Path(path_type=Path), default=Path("tollbook-demo.db"), show_default=True, help="Where to keep the demonstration's book; made anew.")
def command(*, codebook: str, form: str | None, as_json: bool, path: Path) -> None:
    """Read twelve reports of one night, which come with Tollbook; keep them in a book; replay the night.

    They were written for this purpose; what they tell of happened in Idlib in
    the night to 28 February 2020.

    \b
    Examples:
      tollbook demo
      tollbook demo --codebook ucdp
      tollbook demo --format html > demo.html
    """
    load_codebook(codebook)
    chosen = choose_format(form, as_json=as_json, jsonl=False, output=None)
    items = (Received(article=article, where=article.id) for article in reports())
    held: list[Done] = []
    with open_output(None) as out:
        writer = writer_for(chosen, out, single=False)
        for done in read_stream(items, Options(codebook=codebook)):
            writer.write(done)
            held.append(done)
        writer.close()
    if form is None and not as_json:
        _keep(held, path)


def _keep(held: list[Done], path: Path) -> None:
    """The second half: the same reports as a book."""
    from tollbook.book import open_book
    from tollbook.cli.shown import text
    from tollbook.exporters.incidents import table
    from tollbook.keep.adding import add
    from tollbook.keep.looking import list_incidents, look

    for old in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        old.unlink(missing_ok=True)
    with open_book(path) as book:
        kept = sum(o.status == "new" for o in add(book, held))
        page = list_incidents(book, order="articles")
        click.echo(f"\n{'=' * 80}\nThe same {kept} reports, kept in a book: {path}\n\n{table(page.incidents)}\n")
        main = page.incidents[0].id
        click.echo(text(look(book, main, codebook="all")))
        click.echo(f"\n{'=' * 80}\nWhat was known at which hour\n")
        click.echo(_replay(book, main))
    click.echo(
        f"\nWhy any of these figures:  tollbook explain {main} --book {path}\n"
        f"What changed in the night: tollbook show {main} --diff {HOURS[0]} {HOURS[-1]} --book {path}\n"
        f"The same in a browser:     tollbook serve --book {path}"
    )


def _replay(book: Book, main: str) -> str:
    from tollbook.exporters.incidents import figure
    from tollbook.keep.looking import look
    from tollbook.ledger import as_of

    lines = []
    for hour in HOURS:
        shown = look(book, main, as_of=as_of(hour))
        killed = next((t for t in shown.explanations["house"].tolls if (t.toll.harm, t.toll.group) == ("killed", "all")), None)
        voices = "; ".join(f"{v.name} {v.low if v.low == v.high else f'{v.low}+'}" for v in killed.voices) if killed else ""
        lines.append(f"  {hour[:10]} {hour[11:16]}Z  killed {figure(killed.toll if killed else None):>9}   {voices}"[:200])
    return "\n".join(lines)
