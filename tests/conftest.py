"""What all tests share: a fixed environment, so that none depends on the machine it runs on."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).parent))
from made_books import bare_database, emptied_database, server, server_programs

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ["COLUMNS"] = "120"
os.environ["NO_COLOR"] = "1"
for name in ("TOLLBOOK_MODEL", "TOLLBOOK_BOOK", "TOLLBOOK_GAZETTEER", "FORCE_COLOR"):
    os.environ.pop(name, None)

# The first example of a test that parses loads the parser, which takes seconds; and examples
# drawn anew each run would make a submission fail for what another one brought in.
settings.register_profile("house", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


# ---- books -----------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def book_server():
    """The folder of a PostgreSQL server's socket."""
    programs = server_programs()
    if programs is None and os.environ.get("TOLLBOOK_MUST_RUN"):
        pytest.fail("PostgreSQL is not installed, and TOLLBOOK_MUST_RUN is set")
    if programs is None:
        pytest.skip("PostgreSQL is not installed here")
    with server(programs) as folder:
        yield folder


@pytest.fixture(scope="session")
def empty_book(tmp_path_factory):
    """A book on SQLite with nothing in it, to be copied: making one takes longer than most tests."""
    from tollbook.book import open_book

    path = tmp_path_factory.mktemp("book") / "empty.db"
    open_book(path).close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_address(request, tmp_path):
    """Where a book can be made: each test runs on either database."""
    if request.param == "sqlite":
        return str(tmp_path / "week.db")
    return bare_database(request.getfixturevalue("book_server"))


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request, tmp_path):
    """A book with nothing in it: each test runs on either database."""
    if request.param == "sqlite":
        return shutil.copy(request.getfixturevalue("empty_book"), tmp_path / "week.db")
    return emptied_database(request.getfixturevalue("book_server"))
