"""`tollbook incidents`: what the book holds, as a list."""

from __future__ import annotations

from typing import Any, get_args

import click

from tollbook.cli.options import as_of_option, book_option, codebook_option, json_option
from tollbook.ledger import AsOf
from tollbook.model import HARMS

_ORDERS = ("disagreement", "happened", "killed", "injured", "origins", "articles", "first_reported", "last_reported", "title")


@click.command(name="incidents", short_help="List incidents.")
@click.option("--since", metavar="DAY", help="Of this day or later.")
@click.option("--until", metavar="DAY", help="Of this day or earlier.")
@click.option("--country", metavar="CC", help="ISO 3166 code: SY.")
@click.option("--place", metavar="NAME", help="The place, or an area around it, has this in its name.")
@click.option("--harm", type=click.Choice(HARMS), help="Of which such a toll is known.")
@click.option("--method", metavar="NAME", help="How it was done: air strike.")
@click.option("--grade", metavar="GRADE", help="The grade that a person gave.")
@click.option("--sort", type=click.Choice(_ORDERS), default="happened", show_default=True, help="By what; greatest and latest first.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 100_000), help="How many.")
@codebook_option
@as_of_option
@book_option
@json_option
def command(
    *,
    since: str | None,
    until: str | None,
    country: str | None,
    place: str | None,
    harm: str | None,
    method: str | None,
    grade: str | None,
    sort: str,
    limit: int,
    codebook: str,
    moment: AsOf | None,
    address: str | None,
    as_json: bool,
) -> None:
    """List the incidents of the book: when, where, the tolls, how many say so.

    The figures are low to high, the best between brackets; a dash is unknown,
    which is not 0. "apart" is how far the figures of two origins lie from each
    other.

    \b
    Examples:
      tollbook incidents --since 2020-02-27 --country SY
      tollbook incidents --sort disagreement --limit 10
      tollbook incidents --as-of 2020-02-28T06:00Z --codebook ucdp
    """
    import msgspec

    from tollbook.book import Filters, open_book
    from tollbook.book.records import Order
    from tollbook.exporters.incidents import table
    from tollbook.keep.looking import list_incidents

    filters = Filters(since=_day(since), until=_day(until), country=country.upper() if country else None, place=place, harm=harm, method=method, grade=grade)
    order: Any = sort if sort in get_args(Order) else "happened"
    with open_book(address, create=False) as book:
        page = list_incidents(book, filters, order=order, limit=limit, codebook=codebook, as_of=moment)
        more = book.count(filters) - len(page.incidents) if moment is None else 0
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(page.incidents)).decode())
        return
    click.echo(table(page.incidents))
    if more > 0:
        click.echo(f"… and {more:,} more; --limit shows them.")


def _day(text: str | None) -> str | None:
    from tollbook.ledger import instant

    return None if text is None else instant(text) and text[:10]
