"""Builds the index of places, from the data packages that pyproject.toml names, before the package is put together.

It is too large for the repository and too slow to make at first use. See `tollbook.gazetteer.build`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

SOURCE = Path(__file__).resolve().parent / "src"
FOLDER = SOURCE / "tollbook" / "gazetteer"
INDEX = FOLDER / "data" / "places.sqlite"
MADE_OF = [FOLDER / name for name in ("build.py", "sources.py", "fold.py", "world.toml")]


class BuildWithPlaces(build_py):
    """Makes the index where there is none, or one older than what it is made of."""

    def run(self) -> None:
        """Build the index into the source tree, whence the wheel takes it as data."""
        if not INDEX.exists() or any(path.stat().st_mtime > INDEX.stat().st_mtime for path in MADE_OF):
            sys.path.insert(0, str(SOURCE))
            from tollbook.gazetteer.build import build

            print(f"building the index of places: {build(INDEX)} places")
        super().run()


setup(cmdclass={"build_py": BuildWithPlaces})
