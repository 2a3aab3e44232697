"""Writes what can be written from the program itself: reference pages, the outputs in the guides, the picture.

    python docs/generate.py            write again
    python docs/generate.py --check    fail where a page is not what the program now says
    python docs/generate.py --only docs/tutorial.md

A guide's ```console blocks are run, in order, in one new folder a page: a line that begins with `$ ` is a command (a
here-document may follow it), the lines up to the next one are what it prints. Writing puts in what it prints now.
"""

from __future__ import annotations

import argparse
import functools
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import picture
import reference

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HERE = re.compile(r"<<\s*'?(\w+)'?")
# Longer output belongs in a file, not in a page.
LONGEST_OUTPUT = 60


def commands(block: str) -> Iterator[tuple[list[str], list[str]]]:
    r"""Yield each command of a block with the lines shown as its output.

    Example:
        >>> list(commands("$ echo a\na\n$ true\n"))
        [(['$ echo a'], ['a']), (['$ true'], [])]
    """
    command: list[str] = []
    shown: list[str] = []
    until: str | None = None
    for line in block.splitlines():
        if until is not None or (command and not shown and command[-1].endswith("\\")):
            command.append(line)
            until = None if line == until else until
        elif line.startswith("$ "):
            if command:
                yield command, shown
            command, shown = [line], []
            here = _HERE.search(line)
            until = here.group(1) if here else None
        else:
            shown.append(line)
    if command:
        yield command, shown


def run(command: list[str], folder: Path) -> str:
    """What a command of a page prints, on both streams.

    Raises:
        RuntimeError: It fails, and the page does not say so with a last line "(exit N)".
    """
    script = "\n".join([command[0][2:], *command[1:]])
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("TOLLBOOK_")},
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb", "OPENBLAS_NUM_THREADS": "1", "HOME": str(folder),
    }
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL, text=True, check=False, timeout=300,
    )
    said = "\n".join(line.rstrip() for line in done.stdout.rstrip().splitlines())
    if done.returncode:
        said = f"{said}\n(exit {done.returncode})".lstrip()
    return said


def filled(page: str) -> str:
    """A guide with the outputs that its commands print now.

    A command that fails must already be shown with its "(exit N)": the page then means it to fail.

    Raises:
        RuntimeError: A command fails that the page does not show failing.
    """
    with tempfile.TemporaryDirectory() as name:

        def again(block: re.Match[str]) -> str:
            lines: list[str] = []
            for command, shown in commands(block.group(1)):
                said = run(command, Path(name))
                last = said.splitlines()[-1] if said else ""
                if last.startswith("(exit ") and last not in shown:
                    raise RuntimeError(f"{' '.join(command)}\n{said}")
                if len(said.splitlines()) > LONGEST_OUTPUT:
                    raise RuntimeError(f"{' '.join(command)} prints too much for a page; pipe it through head or jq-like Python.")
                lines += [*command, *said.splitlines()]
            return "```console\n" + "\n".join(lines) + "\n```"

        return _BLOCK.sub(again, page)


def guides() -> list[Path]:
    """The pages whose commands are run."""
    found = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
    return [path for path in found if path.exists() and "```console" in path.read_text(encoding="utf-8")]


def pages() -> dict[Path, Callable[[], str]]:
    """Every page that is written here, with how."""
    made: dict[Path, Callable[[], str]] = {
        DOCS / "reference" / "commands.md": reference.commands,
        DOCS / "reference" / "rules.md": reference.rules,
        DOCS / "reference" / "fields.md": reference.fields,
        DOCS / "reference" / "codebooks.md": reference.codebooks,
        DOCS / "reference" / "modules.md": reference.modules,
        DOCS / "read.svg": picture.draw,
    }
    for path in guides():
        made.setdefault(path, functools.partial(lambda p: filled(p.read_text(encoding="utf-8")), path))
    return made


def main() -> int:
    """Write or check; 1 where a page is stale."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--only", nargs="+", type=Path, default=[], metavar="PAGE")
    asked = parser.parse_args()
    only = {path.resolve() for path in asked.only}
    stale = 0
    for path, make in pages().items():
        if only and path.resolve() not in only:
            continue
        now = make()
        if path.exists() and path.read_text(encoding="utf-8") == now:
            continue
        stale += 1
        if asked.check:
            print(f"{path.relative_to(ROOT)} is not what the program now says: make docs")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(now, encoding="utf-8")
            print(f"wrote {path.relative_to(ROOT)}")
    return 1 if asked.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
