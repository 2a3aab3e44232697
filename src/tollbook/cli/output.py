"""Where readings go, and in which form; each writer takes one outcome at a time, so memory stays flat."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

from tollbook.errors import TollbookError
from tollbook.reading import Done

Format = Literal["table", "jsonl", "json", "html"]
FORMATS: tuple[Format, ...] = ("table", "jsonl", "json", "html")
_BY_ENDING: dict[str, Format] = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".html": "html", ".htm": "html", ".txt": "table",
}  # fmt: skip


class Writer(Protocol):
    """Writes outcomes in their order; `close` ends the document."""

    def write(self, done: Done) -> None:
        """Write one."""

    def close(self) -> None:
        """Write what ends the whole."""


def choose_format(asked: str | None, *, as_json: bool, jsonl: bool, output: Path | None) -> Format:
    """Which form the output takes.

    What was asked for; else what the output file's ending says; else JSON Lines
    for JSON Lines, and a table for people. A pipe changes colour, never the form:
    the same command gives the same words wherever they go.

    Raises:
        TollbookError: `--json` was given with another format.

    Example:
        >>> choose_format(None, as_json=False, jsonl=False, output=None)
        'table'
        >>> choose_format(None, as_json=False, jsonl=False, output=Path("a.html"))
        'html'
    """
    if as_json:
        if asked not in (None, "json"):
            raise TollbookError(f"--json and --format {asked} contradict each other.", hint="Give one of them.")
        return "json"
    if asked is not None:
        return next(known for known in FORMATS if known == asked)
    if output is not None and output.suffix.lower() in _BY_ENDING:
        return _BY_ENDING[output.suffix.lower()]
    return "jsonl" if jsonl else "table"


@contextmanager
def open_output(path: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that takes its name only when it is complete.

    A reading broken off half way must not look like a whole one, nor cost the
    file that stood there before.

    Raises:
        TollbookError: The file can't be written.
    """
    if path is None or str(path) == "-":
        yield sys.stdout.buffer
        return
    if path.exists() and not path.is_file():
        # A device or a named pipe (/dev/null, >(cmd)) is written as it is.
        if path.is_dir():
            raise TollbookError(f"{path} is a folder.", hint="Name a file for -o.")
        with path.open("wb") as stream:
            yield stream
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        stream = part.open("wb")
    except OSError as error:
        raise TollbookError(f"{path} can't be written: {(error.strerror or str(error)).lower()}.") from error
    try:
        with stream:
            yield stream
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


class LinesWriter:
    """One JSON object a line."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, done: Done) -> None:
        """Write one line, at once where somebody may be waiting at the other end of a pipe."""
        from tollbook.exporters.lines import encode_line

        self._out.write(encode_line(done.outcome))
        self._out.flush()

    def close(self) -> None:
        """Nothing ends JSON Lines."""


class JsonWriter:
    """One JSON document: an object for a single article, else an array."""

    def __init__(self, out: BinaryIO, *, single: bool) -> None:
        self._out, self._single, self._count = out, single, 0

    def write(self, done: Done) -> None:
        """Write one object."""
        from tollbook.exporters.lines import encode_pretty

        if not self._single:
            self._out.write(b"[\n" if self._count == 0 else b",\n")
        self._out.write(encode_pretty(done.outcome).encode())
        self._count += 1

    def close(self) -> None:
        """End the array."""
        if self._single:
            self._out.write(b"\n" if self._count else b"")
        else:
            self._out.write(b"\n]\n" if self._count else b"[]\n")


class TableWriter:
    """Blocks for people; in colour where the output is a terminal that wants it."""

    def __init__(self, out: BinaryIO, *, named: bool) -> None:
        import io

        from rich.console import Console

        self._named = named
        self._out = io.TextIOWrapper(out, encoding="utf-8", errors="replace", write_through=True)
        terminal = out.isatty()
        # In a pipe eighty columns, or what COLUMNS says, whatever the terminal the command was started from.
        width = None if terminal else _columns()
        self._console = Console(
            file=self._out, width=width, highlight=False, markup=False, emoji=False, force_terminal=terminal
        )

        # rich would end the program with 1, which says that inputs failed
        self._console.on_broken_pipe = _go_on  # type: ignore[method-assign]

    def write(self, done: Done) -> None:
        """Print one."""
        from tollbook.exporters.table import write_table

        named = self._named or _has_name(done)
        write_table(self._console, done.article, done.outcome, heading=named, source=_source(done))

    def close(self) -> None:
        """Leave the stream open for whoever opened it."""
        self._out.flush()
        self._out.detach()


def _go_on() -> None:
    """Called while a closed pipe is dealt with: it is passed on to whoever called."""
    raise  # noqa: PLE0704 - the error being handled


def _has_name(done: Done) -> bool:
    return done.article is not None and done.article.title is not None


def _source(done: Done) -> str:
    """The file or address an article came from; a text has none, and a line of JSON its id."""
    return "" if done.where in {"the text", "standard input"} or ", line " in done.where else done.where


def _columns() -> int:
    given = os.environ.get("COLUMNS", "")
    return int(given) if given.isascii() and given.isdigit() and 20 <= int(given) <= 1000 else 80


class PageWriter:
    """One HTML page of all articles."""

    def __init__(self, out: BinaryIO) -> None:
        self._out, self._count = out, 0

    def write(self, done: Done) -> None:
        """Write one article's section, the page's head before the first."""
        from tollbook.exporters.page import page_head, page_section

        if self._count == 0:
            title = done.article.title if done.article is not None else None
            self._out.write(page_head(title or "Tollbook").encode())
        self._count += 1
        self._out.write(page_section(done.article, done.outcome, number=self._count, source=_source(done)).encode())

    def close(self) -> None:
        """End the page."""
        from tollbook.exporters.page import page_head, page_tail

        if self._count == 0:
            self._out.write(page_head("Tollbook").encode())
        self._out.write(page_tail().encode())


def writer_for(form: Format, out: BinaryIO, *, single: bool) -> Writer:
    """The writer of a form; `single` where the input is one article by its nature."""
    makers: dict[Format, Callable[[], Writer]] = {
        "jsonl": lambda: LinesWriter(out),
        "json": lambda: JsonWriter(out, single=single),
        "table": lambda: TableWriter(out, named=not single),
        "html": lambda: PageWriter(out),
    }
    return makers[form]()
