"""What all tests share: a fixed environment, so that none depends on the machine it runs on."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).parent))
from made_books import server, server_programs

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
    if programs is None:
        pytest.skip("PostgreSQL is not installed here")
    with server(programs) as folder:
        yield folder


@pytest.fixture
def server_address(book_server, request):
    """The address of a database that nobody has used."""
    from sqlalchemy import create_engine

    name = "book" + hashlib.sha256(request.node.nodeid.encode()).hexdigest()[:16]
    engine = create_engine("postgresql+pg8000://desk@/postgres", connect_args={"unix_sock": f"{book_server}/.s.PGSQL.5432"}, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return f"postgresql://desk@/{name}?host={book_server}"


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request, tmp_path):
    """Where a book can be made: each test runs on either database."""
    if request.param == "sqlite":
        return str(tmp_path / "week.db")
    return request.getfixturevalue("server_address")
