"""`tollbook purge`: take out what law or safety demands."""

from __future__ import annotations

import click

from tollbook.cli.options import book_option


@click.command(name="purge", short_help="Remove an article for good.")
@click.argument("article")
@click.option("--by", required=True, metavar="NAME", help="Who orders it.")
@click.option("--why", required=True, metavar="TEXT", help="Why: this stays, so say nothing that must go.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@book_option
def command(*, article: str, by: str, why: str, yes: bool, address: str | None) -> None:
    """Remove an article, all its versions, readings and claims, and the words that decisions took from it.

    The bytes are overwritten; a tombstone says that something was removed,
    when, by whom and why, and keeps the hash. This is the one thing that
    cannot be undone.

    \b
    Example:
      tollbook purge post-17 --by Ada --why "asked for by the family's lawyer"
    """
    from tollbook.book import open_book
    from tollbook.keep.purging import purge

    with open_book(address, create=False) as book:
        versions = list(book.kept(sources=[article]))
        if versions and not yes:
            click.confirm(f"Remove {article} ({len(versions)} version{'s' if len(versions) != 1 else ''}) for good?", abort=True)
        done = purge(book, article, by=by, why=why)
    click.echo(f"{len(done.tombstones)} version{'s' if len(done.tombstones) != 1 else ''} of {article} removed; {len(done.incidents)} incidents made again.")
    if not done.wiped:
        click.echo("Somebody else has the book open: its free space is overwritten by the next tollbook doctor --rebuild.", err=True)
