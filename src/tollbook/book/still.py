"""Reading a book where nothing can be written beside it: a folder that is read-only, a disk that is full.

With write-ahead logging even a reader makes two files beside the database
(sqlite.org/wal.html, "Read-Only Databases"). Where that is refused, and no log
with anything in it lies there, nobody is writing and the file is whole as it
stands, so it is opened as one that does not change.
"""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from urllib.parse import quote

# What SQLite says where it may not write, cannot make a file, or has no room for one; its further bits say which file.
_REFUSED = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL})
# SQLite's shared memory beside a book takes 32 KiB, the least that a reader needs.
_ROOM = 64 * 1024


class Still(sqlite3.Connection):
    """A connection to a file that is taken not to change while it is open; `as_found` is how it looked then."""

    as_found: tuple[int, int] = (0, 0)
    path: str = ""

    def is_unchanged(self) -> bool:
        """Whether nobody has written the file since: only then is what was read of one moment."""
        return _look(self.path) == self.as_found


def open_file(path: str, *, wait: float) -> sqlite3.Connection:
    """A connection to a book's file; a `Still` one where it can be read and no more.

    Args:
        path: The file; it need not exist yet.
        wait: Seconds to wait for whoever holds it.
    """
    raw = sqlite3.connect(path, timeout=wait, check_same_thread=False)
    try:
        raw.execute("PRAGMA schema_version").fetchone()
    except sqlite3.Error as error:
        # anything else is said where the book is used
        if error.sqlite_errorcode & 0xFF in _REFUSED and _is_whole(path):
            raw.close()
            return _open_still(path, wait)
    return raw


def _open_still(path: str, wait: float) -> Still:
    found = _look(path)
    raw = sqlite3.connect(f"file:{quote(path)}?immutable=1", uri=True, timeout=wait, check_same_thread=False, factory=Still)
    raw.path, raw.as_found = path, found
    return raw


def _is_whole(path: str) -> bool:
    """Whether there is a file, and no log beside it that holds more."""
    log = Path(f"{path}-wal")
    return Path(path).is_file() and not (log.exists() and log.stat().st_size)


def _look(path: str) -> tuple[int, int]:
    seen = Path(path).stat()
    return seen.st_mtime_ns, seen.st_size


def is_full(path: str | None) -> bool:
    """Whether the disk that holds a file has no room for what SQLite needs beside it."""
    try:
        return path is not None and shutil.disk_usage(Path(path).absolute().parent).free < _ROOM
    except OSError:
        return False
