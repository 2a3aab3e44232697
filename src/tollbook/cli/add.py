"""`tollbook add`: read articles and keep them in the book."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Generator, Iterable
from contextlib import closing
from typing import TYPE_CHECKING

import click

from tollbook.cli.options import book_option, json_option
from tollbook.cli.read import Progress, say

if TYPE_CHECKING:
    from tollbook.book import Book
    from tollbook.reading import Done


@click.command(name="add", short_help="Read and keep.")
@click.argument("inputs", nargs=-1, metavar="[FILE|FOLDER|URL|TEXT|-]...")
@click.option("--jsonl", is_flag=True, help="Files and standard input are JSON Lines of articles.")
@click.option("--published", metavar="DATE", help="Publication date of articles that carry none: 2020-02-27.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 256), help="Processes that read at the same time.")
@click.option("--allow-local", is_flag=True, help="Let URLs lead to addresses of this machine and its network.")
@click.option("--reread", is_flag=True, help="Read all kept articles again with this version of the reader; decisions stay attached.")
@book_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    *,
    inputs: tuple[str, ...],
    jsonl: bool,
    published: str | None,
    workers: int,
    allow_local: bool,
    reread: bool,
    address: str | None,
    as_json: bool,
) -> None:
    """Read articles and keep them, with their claims, in the book.

    The same article twice changes nothing; another text under a known id or
    address is kept as a new version, and the old one stops counting. Killed at
    any moment, the book holds what was acknowledged, and the same command
    goes on where it stopped.

    \b
    Examples:
      tollbook add reports/ --book week.db
      tollbook add --jsonl articles.jsonl --workers 2
      tollbook add https://news.example/report.html
      tollbook add --reread
    """
    from tollbook.book import open_book

    if reread and inputs:
        raise click.UsageError("--reread reads what the book holds: name no files with it.", ctx)
    with open_book(address) as book:
        if reread:
            _reread(book)
            return
        with closing(_stream(ctx, inputs, jsonl=jsonl, published=published, workers=workers, local=allow_local)) as stream:
            failed = _add(book, stream, as_json=as_json)
    if failed:
        ctx.exit(1)


def _stream(ctx: click.Context, inputs: tuple[str, ...], *, jsonl: bool, published: str | None, workers: int, local: bool) -> Generator[Done]:
    from tollbook.pipeline import Options
    from tollbook.readers.sources import Settings, open_sources, resolve
    from tollbook.reading import read_stream
    from tollbook.text.published import require_published

    day = require_published(published)
    sources = [resolve(argument) for argument in inputs]
    if not sources:
        if sys.stdin is None or sys.stdin.isatty():
            raise click.UsageError("Nothing to add: name a file, a folder or an address, or pipe articles in.", ctx)
        sources = [resolve("-")]
    for source in sources:
        for note in source.notes:
            say(note)
    return read_stream(open_sources(sources, Settings(jsonl=jsonl, published=day, local=local)), Options(), workers=workers)


def _add(book: Book, stream: Iterable[Done], *, as_json: bool) -> int:
    import msgspec

    from tollbook.keep.adding import add

    counts: Counter[str] = Counter()
    claims, incidents = 0, set[str]()
    try:
        with Progress() as progress:
            for outcome in add(book, stream):
                progress.step()
                counts[outcome.status] += 1
                incidents.update(outcome.incidents)
                if outcome.status in ("new", "version"):
                    claims += outcome.claims
                if as_json:
                    click.echo(msgspec.json.encode(outcome).decode())
                if outcome.status == "failed":
                    progress.clear()
                    error = outcome.error or ""
                    say(error if not outcome.article or error.startswith(outcome.article) else f"{outcome.article}: {error}")
    except BaseException:
        # Ctrl-C, a full disk, a book that another holds: what was kept is kept, and whoever waited for it is told
        if counts:
            say(f"Before it stopped: {_sum(counts, claims, len(incidents), book.address)}. The same command goes on from there.")
        raise
    if not as_json:
        click.echo(_sum(counts, claims, len(incidents), book.address))
    return counts["failed"]


def _sum(counts: Counter[str], claims: int, incidents: int, address: str) -> str:
    said = {
        "new": ("article kept", "articles kept"), "version": ("corrected", "corrected"), "same": ("known already", "known already"),
        "purged": ("purged before, not taken back", "purged before, not taken back"), "failed": ("not read", "not read"),
    }  # fmt: skip
    parts = [f"{counts[k]:,} {one if counts[k] == 1 else many}" for k, (one, many) in said.items() if counts[k]]
    told = ""
    if counts["new"] or counts["version"]:
        told = f"; {claims:,} claim{'s' if claims != 1 else ''} in {incidents:,} incident{'s' if incidents != 1 else ''}"
    return f"{', '.join(parts) or 'nothing to add'}{told}. Book: {address}"


def _reread(book: Book) -> None:
    from tollbook.keep.adding import reread

    done = changed = 0
    with Progress() as progress:
        for _, differs in reread(book):
            progress.step()
            done += 1
            changed += differs
    click.echo(f"{done:,} articles read again, {changed:,} readings changed; decisions stayed with their words.")
