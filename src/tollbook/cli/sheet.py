"""`tollbook sheet`: one incident on paper."""

from __future__ import annotations

from pathlib import Path

import click

from tollbook.cli.options import as_of_option, book_option, codebook_option
from tollbook.ledger import AsOf


@click.command(name="sheet", short_help="One incident on paper.")
@click.argument("incident")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE, complete or not at all; one that ends in .pdf is PDF, which needs tollbook[pdf].")
@click.option("--names", is_flag=True, help="With the names of private persons, which are withheld otherwise.")
@codebook_option
@as_of_option
@book_option
def command(*, incident: str, output: Path | None, names: bool, codebook: str, moment: AsOf | None, address: str | None) -> None:
    """Write an incident as one printable file that stands up to questions.

    Tolls, chart, map, every quote with who said it through whom, the rules,
    what became of each claim, what is missing, who decided what. Nothing is
    loaded from anywhere when the file is opened.

    \b
    Examples:
      tollbook sheet TB-7K3Q9AA -o idlib.html
      tollbook sheet TB-7K3Q9AA -o idlib.pdf --codebook all
      tollbook sheet TB-7K3Q9AA --as-of 2020-02-28T06:00Z > then.html
    """
    from tollbook.book import open_book
    from tollbook.cli.output import open_output
    from tollbook.web.sheet import as_pdf, sheet

    with open_book(address, create=False) as book:
        html = sheet(book, incident, codebook=codebook, moment=moment, names=names)
        made = as_pdf(html) if output is not None and output.suffix.lower() == ".pdf" else html.encode()
    with open_output(output) as out:
        out.write(made)
