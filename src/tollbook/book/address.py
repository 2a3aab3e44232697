"""Where a book is: a file, or a PostgreSQL database."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from tollbook.errors import TollbookError

DEFAULT = "tollbook.db"
VARIABLE = "TOLLBOOK_BOOK"
SERVER = ("postgresql", "postgres")


def locate(address: str | Path | None = None) -> URL:
    """The database that an address of a book means.

    Args:
        address: A path, or a `postgresql://` address; `None` takes what
            TOLLBOOK_BOOK says, else `tollbook.db` in the current folder.

    Raises:
        TollbookError: It is an address of another kind of database, or none.

    Example:
        >>> locate("week.db").database, locate("postgresql://desk@host/book").drivername
        ('week.db', 'postgresql+pg8000')
    """
    text = str(address or os.environ.get(VARIABLE) or DEFAULT)
    if "://" not in text:
        return URL.create("sqlite", database=text)
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        # not repeated: what cannot be read as an address may still hold a password
        raise TollbookError("The book's address cannot be read.", hint="Write postgresql://name@host/database, or a path.") from None
    kind = url.drivername.partition("+")[0]
    if kind in SERVER:
        return _socket(url.set(drivername="postgresql+pg8000"))
    if kind == "sqlite" and url.database:
        return URL.create("sqlite", database=url.database)
    raise TollbookError(f"A book cannot be kept in {kind}.", hint="Give a path, or a postgresql:// address.")


def _socket(url: URL) -> URL:
    """`?host=/folder`, as PostgreSQL's own programs write a local socket, in the driver's words."""
    folder = url.query.get("host")
    if not isinstance(folder, str) or not folder.startswith("/"):
        return url
    return url.difference_update_query(["host"]).update_query_dict({"unix_sock": f"{folder}/.s.PGSQL.{url.port or 5432}"})


def shown(url: URL) -> str:
    """The address as a person may see it: never with its password.

    Example:
        >>> shown(locate("postgresql://desk:secret@host/book"))
        'postgresql://desk:***@host/book'
    """
    if url.drivername == "sqlite":
        return str(url.database)
    socket = url.query.get("unix_sock")
    if isinstance(socket, str):
        url = url.difference_update_query(["unix_sock"]).update_query_dict({"host": socket.rpartition("/")[0]})
    return url.set(drivername="postgresql").render_as_string(hide_password=True)
