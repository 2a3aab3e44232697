"""The README's picture: what the program really prints, drawn as a terminal."""

from __future__ import annotations

import contextlib
import fcntl
import io
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

from rich.console import Console
from rich.text import Text

WIDTH = 118
SHOWN = (
    "read", "--published", "2020-02-28", "--text",
    ("At least 22 soldiers were killed in an air strike in Idlib province on Thursday, the governor of Hatay told reporters. "
    "An opposition monitor put the toll at 34. The defence ministry has not yet given a figure."),
)
# Rich's own frame loads its typeface from a content network; a picture in a repository must not.
FRAME = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width; }}
.{unique_id}-title {{ font-size: 18px; font-family: sans-serif; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" /></clipPath>
{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix" xml:space="preserve">
{matrix}
</g></g></svg>
"""


def _as_on_a_terminal(command: list[str], environment: dict[str, str]) -> str:
    """What a command prints where its output is a terminal, colours included."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, WIDTH, 0, 0))
    child = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=theirs, stderr=subprocess.DEVNULL)
    os.close(theirs)
    said = b""
    with contextlib.suppress(OSError):  # Linux's way of saying that the other end is closed
        while piece := os.read(ours, 65536):
            said += piece
    os.close(ours)
    if child.wait() != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {child.returncode}")
    return said.decode().replace("\r\n", "\n")


def draw() -> str:
    """The picture as SVG."""
    program = Path(sys.executable).parent / "tollbook"
    environment = {**os.environ, "COLUMNS": str(WIDTH), "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    said = _as_on_a_terminal([str(program), *SHOWN], environment)
    console = Console(width=WIDTH, height=40, _environ={"TERM": "xterm-256color"}, record=True, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    typed = " ".join(f'"{word}"' if " " in word else word for word in SHOWN)
    console.print(Text(f"$ tollbook {typed}", style="bold"), end="\n\n")
    console.print(Text.from_ansi(said.rstrip()))
    drawn = console.export_svg(title="tollbook read", code_format=FRAME, unique_id="tollbook")
    return "\n".join(line.rstrip() for line in drawn.splitlines()) + "\n"
