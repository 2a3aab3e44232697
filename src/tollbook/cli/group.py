"""`tollbook` itself: which commands there are, and how errors reach the user.

Reading needs a parser that takes a second to load; `--help` must not. So the
group knows of each command its name, its module and one line about it, and
imports the module only when that command is called.
"""

from __future__ import annotations

import difflib
import errno
import importlib
import importlib.util
import io
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from tollbook.errors import TollbookError

# name: (module, one line for --help). A command whose module is not there yet is not shown.
COMMANDS = {
    "read": ("tollbook.cli.read", "Read articles: every figure, who says so, and where that stands."),
    "add": ("tollbook.cli.add", "Read articles and keep them, with their claims, in the book."),
    "incidents": ("tollbook.cli.incidents", "List the incidents of the book, with their tolls."),
    "show": ("tollbook.cli.show", "Show an incident: its tolls, who says what, now or at any hour."),
    "explain": ("tollbook.cli.explain", "Say why a figure is what it is, down to the quotes."),
    "decide": ("tollbook.cli.decide", "Accept, reject, correct, add, merge, part, grade, publish, undo."),
    "queue": ("tollbook.cli.queue", "List what waits for a decision, what matters most first."),
    "export": ("tollbook.cli.export", "Write incidents, claims, articles or decisions out."),
    "sheet": ("tollbook.cli.sheet", "Write one incident as a printable page or PDF."),
    "serve": ("tollbook.cli.serve", "Open the desk: the book in a browser."),
    "accounts": ("tollbook.cli.accounts", "Who may work on the book with others: people, roles, tokens."),
    "doctor": ("tollbook.cli.doctor", "Check that the book is sound, or make its incidents anew."),
    "purge": ("tollbook.cli.purge", "Remove an article for good, leaving a tombstone."),
    "codebooks": ("tollbook.cli.codebooks", "List the codebooks that turn claims into figures."),
    "demo": ("tollbook.cli.demo", "Show what Tollbook does, on reports that come with it."),
    "gazetteer": ("tollbook.cli.gazetteer", "Look up, build and extend the gazetteer of places."),
}


_STOPPED = "stopped."


class _HadEnough(Exception):  # noqa: N818 - no error
    """A closed pipe (`| head`): who reads the output has had enough. click makes exit status 1 of it, which says that inputs failed."""


class LazyGroup(click.Group):
    """A group that imports a command only to run it."""

    def main(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        *,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the command line; every error becomes one line and an exit status."""
        if not standalone_mode:
            return super().main(args=args, prog_name=prog_name, standalone_mode=False, **extra)
        sys.exit(self._run(args, prog_name or "tollbook", extra))

    def _run(self, args: Sequence[str] | None, prog_name: str, extra: dict[str, Any]) -> int:
        """The exit status: 0 done, 1 some inputs failed, 2 wrong use, 130 after Ctrl-C."""
        for stream in (sys.stdout, sys.stderr):
            # A file name or an article may hold what the terminal's encoding can't: shown as "?" rather than a traceback.
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")
        try:
            status = super().main(args=args, prog_name=prog_name, standalone_mode=False, **extra)
        except _HadEnough:
            # What is still buffered can't be written; without this Python would complain when it closes the stream.
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            return 0
        except Exception as error:  # noqa: BLE001 - the last door before the user
            return _end(error)
        except KeyboardInterrupt:
            _say(_STOPPED)
            return 130
        return status if isinstance(status, int) else 0

    def make_context(self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any) -> click.Context:
        """Read the arguments; `--help` and `--version` print here."""
        try:
            return super().make_context(info_name, args, parent=parent, **extra)
        except BrokenPipeError as error:
            raise _HadEnough from error

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError as error:
            raise _HadEnough from error
        return result

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands that are installed."""
        del ctx
        return [name for name, (module, _) in COMMANDS.items() if importlib.util.find_spec(module) is not None]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(COMMANDS[cmd_name][0])
        found = getattr(module, "command", None) or getattr(module, cmd_name, None)
        return found if isinstance(found, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Name near commands for one that does not exist, or the forgotten `read`."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            if args and (any(char.isspace() for char in args[0]) or os.path.exists(args[0])):  # noqa: PTH110 - any bytes
                raise click.UsageError("To read a text or a file, say: tollbook read …", ctx) from error
            near = difflib.get_close_matches(args[0], self.list_commands(ctx), n=1) if args else []
            if near:
                raise click.UsageError(f"There is no command {args[0]}. Did you mean {near[0]}?", ctx) from error
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])


def _print_version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"tollbook {version('tollbook')}")
        ctx.exit()


@click.group(
    cls=LazyGroup,
    name="tollbook",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit status: 0 done, 1 some inputs failed, 2 wrong use. With TOLLBOOK_DEBUG=1, errors come with a traceback.",
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_print_version,
    help="Show the version and exit.",
)
def main() -> None:
    """Read news reports of armed conflict and keep the book of what they claim.

    \b
    Examples:
      tollbook read "At least 30 soldiers were killed on Thursday, sources told Efe."
      tollbook read report.txt --published 2020-02-27
      tollbook read --jsonl articles.jsonl > readings.jsonl
    """


def _say(message: str) -> None:
    """One line to the user, whatever the article or file name in it holds."""
    from tollbook.exporters.wording import visible

    click.echo(f"tollbook: {visible(message)}", err=True)


def _end(error: Exception) -> int:
    """Turn what stopped a command into one line and its exit status."""
    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message(), err=True)
        return 2
    if isinstance(error, click.Abort):
        _say(_STOPPED)
        return 130
    if isinstance(error, click.ClickException):
        where = (
            f" See: {error.ctx.command_path} --help"
            if isinstance(error, click.UsageError) and error.ctx is not None
            else ""
        )
        _say(f"{error.format_message()}{where}")
        return 2
    if os.environ.get("TOLLBOOK_DEBUG"):
        raise error
    if isinstance(error, TollbookError):
        _say(str(error))
        return 2
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        _say("the disk is full, so not all was written. Make room, then run the same command again; what was kept stays.")
        return 1
    _say(f"an unexpected {type(error).__name__} stopped this command; TOLLBOOK_DEBUG=1 shows where.")
    return 1
