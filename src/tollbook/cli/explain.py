"""`tollbook explain`: why a figure, down to the quotes."""

from __future__ import annotations

import click

from tollbook.cli.options import as_of_option, book_option, codebook_option, json_option
from tollbook.errors import TollbookError
from tollbook.ledger import AsOf


@click.command(name="explain", short_help="Say why.")
@click.argument("about", metavar="CLAIM|INCIDENT")
@codebook_option
@as_of_option
@book_option
@json_option
def command(*, about: str, codebook: str, moment: AsOf | None, address: str | None, as_json: bool) -> None:
    """Print the trace of a figure: every claim, the rule that used it or set it aside, the words.

    Of an incident: the rules of the codebook for low, best and high, what each
    distinct origin says, what became of every claim, which single withdrawal
    would move the figure most, what is missing. Of a claim: its sentence, how
    it was read, what became of it.

    \b
    Examples:
      tollbook explain TB-7K3Q9AA
      tollbook explain TB-7K3Q9AA --codebook acled
      tollbook explain 3f2a9c
    """
    import msgspec

    from tollbook.book import open_book
    from tollbook.cli.claim import claim_text
    from tollbook.exporters.explanation import render_text
    from tollbook.keep.deciding import find_claim
    from tollbook.keep.looking import look

    with open_book(address, create=False) as book:
        try:
            shown = look(book, about, codebook=codebook, as_of=moment)
        except TollbookError as error:
            if about.upper().startswith("TB-"):
                raise
            with book.read() as view:
                try:
                    kept, claim = find_claim(view, about)
                except TollbookError:
                    raise error from None
                homes = view.members([f"{kept.source}#{claim.incident}"])
            incident = next(iter(homes.values()), None)
            shown_in = look(book, incident, codebook=codebook, as_of=moment) if incident else None
            click.echo(msgspec.json.format(msgspec.json.encode(claim)).decode() if as_json else claim_text(kept, claim, shown_in))
            return
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(shown.explanations)).decode())
        return
    click.echo(f"{shown.incident.id}  {shown.incident.title}\n")
    click.echo("\n\n".join(render_text(e) for e in shown.explanations.values()))
