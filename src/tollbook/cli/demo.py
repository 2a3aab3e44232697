"""`tollbook demo`: the reports that come with the program, read as any others."""

from __future__ import annotations

import click

from tollbook.cli.output import FORMATS, choose_format, open_output, writer_for
from tollbook.demo import reports
from tollbook.pipeline import Options
from tollbook.reading import Received, read_stream
from tollbook.reconcile.codebook import load_codebook


@click.command(name="demo", short_help="Show what Tollbook does.")
@click.option("--codebook", default="house", show_default=True, metavar="NAME", help="The rules for tolls; see tollbook codebooks.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: table.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def command(*, codebook: str, form: str | None, as_json: bool) -> None:
    """Read twelve reports of one night, which come with Tollbook, and print what they claim.

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
    with open_output(None) as out:
        writer = writer_for(chosen, out, single=False)
        for done in read_stream(items, Options(codebook=codebook)):
            writer.write(done)
        writer.close()
