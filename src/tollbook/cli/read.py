"""`tollbook read`: articles in, readings out."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Self

import click

from tollbook.cli.output import FORMATS, choose_format, open_output, writer_for
from tollbook.model import Failure
from tollbook.pipeline import Options
from tollbook.readers.sources import Settings, Source, open_sources, resolve
from tollbook.reading import Done, read_stream
from tollbook.reconcile.codebook import load_codebook
from tollbook.text.published import require_published


@click.command(name="read", short_help="Read articles.")
@click.argument("inputs", nargs=-1, metavar="[FILE|FOLDER|URL|TEXT|-]...")
@click.option(
    "--text", "texts", multiple=True, metavar="TEXT", help="A text to read (needed only for one without white space)."
)
@click.option("--jsonl", is_flag=True, help="Files and standard input are JSON Lines of articles; so is the output.")
@click.option("--published", metavar="DATE", help="Publication date of articles that carry none: 2020-02-27.")
@click.option("--mentions", is_flag=True, help="Also give every place, time and attribution (JSON formats).")
@click.option(
    "--codebook",
    default="house",
    show_default=True,
    metavar="NAME",
    help="The rules for tolls; see tollbook codebooks.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Default: table; JSON Lines with --jsonl; else by the ending of -o.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 256), help="Processes that read at the same time."
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE, complete or not at all."
)
@click.option("--allow-local", is_flag=True, help="Let URLs lead to addresses of this machine and its network.")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    inputs: tuple[str, ...],
    texts: tuple[str, ...],
    jsonl: bool,
    published: str | None,
    mentions: bool,
    codebook: str,
    form: str | None,
    as_json: bool,
    workers: int,
    output: Path | None,
    allow_local: bool,
) -> None:
    """Read articles: every figure they give, who says so, and where that stands.

    An argument with white space in it is a text. Any other is a file, a folder
    (read with all below it), an http(s) address, or - for standard input, which
    is also read when nothing is named. HTML pages are reduced to their article;
    files ending in .jsonl or .json hold articles, one object each.

    The output is a table for people, in a pipe as on a terminal (without colour
    there, or with NO_COLOR); give --json or --format for programs. Articles that
    can't be read stand in their place as errors; the rest goes on.

    \b
    Examples:
      tollbook read "At least 30 soldiers were killed, sources told Efe."
      tollbook read report.txt --published 2020-02-27
      tollbook read https://news.example/report.html --format html -o report.html
      tollbook read archive/ --format jsonl --workers 4 > readings.jsonl
      tollbook read --jsonl articles.jsonl --mentions | head
      pdftotext report.pdf - | tollbook read
    """
    day = require_published(published)
    load_codebook(codebook)  # an unknown one is wrong use: said before anything is read
    chosen = choose_format(form, as_json=as_json, jsonl=jsonl, output=output)
    sources = [Source(kind="text", value=text) for text in texts] + [resolve(argument) for argument in inputs]
    if not sources:
        if sys.stdin is None or sys.stdin.isatty():
            raise click.UsageError("Nothing to read: name a file, a folder, an address, a text, or pipe one in.", ctx)
        sources = [resolve("-")]
    _warn(sources)
    items = open_sources(sources, Settings(jsonl=jsonl, published=day, local=allow_local))
    failed = 0
    with open_output(output) as out:
        writer = writer_for(chosen, out, single=_is_single(sources, jsonl=jsonl))
        stream = read_stream(items, Options(mentions=mentions, codebook=codebook), workers=workers)
        with closing(stream), Progress() as progress:
            for done in stream:
                progress.step()
                failed += isinstance(done.outcome, Failure)
                writer.write(done)
                if isinstance(done.outcome, Failure) and not (chosen == "table" and sys.stdout.isatty()):
                    _report(done, done.outcome, progress)
        writer.close()
        out.flush()
    if failed:
        ctx.exit(1)


def _is_single(sources: list[Source], *, jsonl: bool) -> bool:
    """Is the input one article by its nature, so that JSON is one object and the table needs no heading?"""
    if len(sources) != 1:
        return False
    source = sources[0]
    if source.kind in {"text", "url"}:
        return True
    return source.kind != "folder" and not jsonl and not source.value.lower().endswith((".jsonl", ".ndjson", ".json"))


def _warn(sources: list[Source]) -> None:
    """A file name with white space that was taken for a text is said at once, not only in the notes."""
    for source in sources:
        for note in source.notes:
            say(note)


def _report(done: Done, failure: Failure, progress: Progress) -> None:
    progress.clear()
    name = (
        ""
        if failure.error.startswith(failure.article) or done.article is None
        else f"{done.where or failure.article}: "
    )
    say(f"{name}{failure.error}")


def say(message: str) -> None:
    """One line on standard error, whatever the article or file name in it holds."""
    from tollbook.exporters.wording import visible

    click.echo(f"tollbook: {visible(message)}", err=True)


class Progress:
    """How far it has come, on standard error, and only where that is a terminal and the output is not the same one."""

    def __init__(self) -> None:
        self._on = sys.stderr.isatty() and not sys.stdout.isatty()
        self._count, self._start, self._shown = 0, time.monotonic(), 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def step(self) -> None:
        """One more is done."""
        self._count += 1
        now = time.monotonic()
        if self._on and now - self._shown > 0.2:
            self._shown = now
            rate = self._count / max(now - self._start, 0.001)
            sys.stderr.write(f"\r\x1b[K{self._count:,} articles, {rate:,.1f} a second")
            sys.stderr.flush()

    def clear(self) -> None:
        """Leave the line empty for whoever writes next."""
        if self._on and self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
