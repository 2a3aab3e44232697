"""`tollbook doctor`: is the book sound, and is what is made of it in step?"""

from __future__ import annotations

import click

from tollbook.cli.options import book_option, json_option


@click.command(name="doctor", short_help="Check the book.")
@click.option("--rebuild", is_flag=True, help="Make incidents, copies and groups anew from what is kept. Nothing kept is touched.")
@book_option
@json_option
@click.pass_context
def command(ctx: click.Context, *, rebuild: bool, address: str | None, as_json: bool) -> None:
    """Check that nothing kept is damaged, and that everything made of it follows.

    Every span is compared with its article, every hash with its text, every
    incident with what grouping from nothing gives.

    A book that an older tollbook read is read again first (tollbook add
    --reread), then made anew: how reports are grouped fits today's readings.

    \b
    Examples:
      tollbook doctor
      tollbook doctor --rebuild
    """
    import msgspec

    from tollbook.book import open_book
    from tollbook.keep.checking import check, rebuild_derived

    with open_book(address, create=False) as book:
        if rebuild:
            count = rebuild_derived(book)
            if not as_json:
                click.echo(f"{count:,} incidents made anew.")
        found = check(book)
        held = len(book.keys())
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
    else:
        for finding in found:
            click.echo(f"{finding.check}: {finding.item}: {finding.message}")
        click.echo(f"{held:,} versions of articles checked, {len(found):,} finding{'s' if len(found) != 1 else ''}.")
    if found:
        ctx.exit(1)
