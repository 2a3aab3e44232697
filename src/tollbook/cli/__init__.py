"""The command line. Each command lives in a module of its own and is imported when it is called."""

from __future__ import annotations

from tollbook.cli.group import main

__all__ = ["main"]
