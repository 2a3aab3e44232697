"""`tollbook show`: one incident, now or then."""

from __future__ import annotations

import click

from tollbook.cli.options import as_of_option, book_option, codebook_option, json_option
from tollbook.ledger import AsOf, as_of


@click.command(name="show", short_help="Show an incident.")
@click.argument("incident")
@click.option("--diff", nargs=2, metavar="T1 T2", help="What changed between two times (reported:… or recorded:…), and which claim changed it.")
@codebook_option
@as_of_option
@book_option
@json_option
def command(*, incident: str, diff: tuple[str, str] | None, codebook: str, moment: AsOf | None, address: str | None, as_json: bool) -> None:
    """Show an incident: its tolls, who says what, its articles, what is missing.

    INCIDENT is an id, or its beginning; an old id leads on after a merge or
    split. With --codebook all, the rules of every project stand side by side.

    \b
    Examples:
      tollbook show TB-7K3Q9AA
      tollbook show TB-7K3Q9AA --codebook all
      tollbook show TB-7K3Q9AA --as-of 2020-02-28T06:00+03:00
      tollbook show TB-7K3Q9AA --diff 2020-02-27T22:00Z 2020-02-28T08:00Z
    """
    import msgspec

    from tollbook.book import open_book
    from tollbook.cli.shown import text
    from tollbook.keep.looking import look

    with open_book(address, create=False) as book:
        if diff:
            from tollbook.cli.shown import difference
            from tollbook.keep.differing import changed

            change = changed(book, incident, as_of(diff[0]), as_of(diff[1]), codebook=codebook)
            click.echo(msgspec.json.format(msgspec.json.encode(change)).decode() if as_json else difference(change))
            return
        shown = look(book, incident, codebook=codebook, as_of=moment)
    if as_json:
        whole = {"incident": shown.incident, "explanations": shown.explanations, "claims": shown.case.claims, "others": shown.others}
        click.echo(msgspec.json.format(msgspec.json.encode(whole)).decode())
        return
    click.echo(text(shown))
