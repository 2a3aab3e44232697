"""The README's picture: what the program really prints, drawn as a terminal."""

from __future__ import annotations

import io
import os
import subprocess
import sys
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
<g class="{unique_id}-matrix">
{matrix}
</g></g></svg>
"""


def draw() -> str:
    """The picture as SVG."""
    program = Path(sys.executable).parent / "tollbook"
    environment = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(WIDTH), "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    done = subprocess.run([str(program), *SHOWN], env=environment, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL)
    console = Console(width=WIDTH, record=True, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    typed = " ".join(f'"{word}"' if " " in word else word for word in SHOWN)
    console.print(Text(f"$ tollbook {typed}", style="bold"))
    console.print(Text.from_ansi(done.stdout.rstrip()))
    drawn = console.export_svg(title="tollbook read", code_format=FRAME, unique_id="tollbook")
    return "\n".join(line.rstrip() for line in drawn.splitlines()) + "\n"
