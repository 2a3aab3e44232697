"""Builds the index of places into the wheel, so that a user never waits for it nor fetches anything.

Everything else about the package is in `pyproject.toml`. The index is made from
two data packages that are needed for the build only.
"""

import sqlite3
import sys
import types
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

SOURCE = Path(__file__).parent / "src" / "tollbook"


def load_builder() -> types.ModuleType:
    """Import the builder without the package around it, whose dependencies the build does not have."""
    for name, folder in (("tollbook", SOURCE), ("tollbook.gazetteer", SOURCE / "gazetteer")):
        package = types.ModuleType(name)
        package.__path__ = [str(folder)]
        sys.modules[name] = package
    from tollbook.gazetteer import build

    return build


def is_current(path: Path, stamp: str) -> bool:
    """Whether an index is already there, made from the same data by the same code."""
    if not path.is_file():
        return False
    try:
        with sqlite3.connect(path) as store:
            return ("stamp", stamp) in store.execute("SELECT what, value FROM about").fetchall()
    except sqlite3.Error:
        return False


class BuildWithPlaces(build_py):
    """`build_py`, then the index; in an editable install it lands beside the source."""

    def run(self) -> None:
        """Build the index if it is not there yet, then the package around it."""
        builder = load_builder()
        home = SOURCE / "gazetteer" / "data" / "places.sqlite"
        stamp = builder.stamp()
        if not is_current(home, stamp):
            print("building the index of places (about half a minute)", file=sys.stderr)
            builder.build(home)
        super().run()
        if not self.editable_mode:
            target = Path(self.build_lib) / "tollbook" / "gazetteer" / "data" / "places.sqlite"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(home.read_bytes())


setup(cmdclass={"build_py": BuildWithPlaces})
