"""The language as data: word lists and cues that need no programmer to edit."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from typing import Any


@functools.cache
def load(name: str, language: str = "en") -> dict[str, Any]:
    """Load one file of a language, once.

    Args:
        name: The file's name without its ending: "numbers", "harm" …
        language: ISO 639 code, the folder's name.

    Example:
        >>> "rule" in load("harm")
        True
    """
    return tomllib.loads(resources.files("tollbook.lang").joinpath(language, f"{name}.toml").read_text("utf-8"))
