"""Opening the database behind a book: how it is locked, how durable it is, which version it is.

What was acknowledged must survive the process and the power. SQLite in WAL
mode promises the second only with `synchronous=FULL` (sqlite.org/pragma.html:
with NORMAL "a transaction committed in WAL mode … might roll back following a
power loss"), so a commit waits for the disk, once a transaction.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, InterfaceError

from tollbook.book.address import shown
from tollbook.book.still import Still, is_full, open_file
from tollbook.errors import TollbookError

HEAD = "0006"
MARK = 0x746F6C6C  # SQLite's application_id of a book: "toll"
WRITING = "tollbook_writing"
WAIT = "tollbook_wait"  # seconds that this one transaction waits for another writer, in place of the book's
PATIENCE = 30.0
LOCK = 7452369013  # PostgreSQL's advisory lock of the one writer, the same for every Tollbook


def connect(url: URL, *, wait: float = PATIENCE) -> Engine:
    """An engine for a book: SQLite with its guarantees switched on, or PostgreSQL with the same.

    Args:
        url: What `locate` made of the address.
        wait: Seconds that a second writer waits for the first.
    """
    if url.drivername == "sqlite":
        # a book that is not there yet is made by whoever asked for it, not by a look at it
        engine = create_engine(url, creator=lambda: open_file(str(url.database), wait=wait))
        event.listen(engine, "connect", lambda raw, _record: _prepare_sqlite(raw, wait))
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        engine = create_engine(url, isolation_level="READ COMMITTED", pool_pre_ping=True)
    except ModuleNotFoundError:
        raise TollbookError("The driver for PostgreSQL is not installed.", hint="Install it: pip install 'tollbook[postgres]'.") from None
    # many rows in one statement: the driver would send each alone
    engine.dialect.use_insertmanyvalues_wo_returning = True
    event.listen(engine, "begin", lambda connection: _begin_postgresql(connection, wait))
    return engine


def _prepare_sqlite(raw: Any, wait: float) -> None:
    # the driver would begin and commit by itself, not where the book's transactions do
    raw.isolation_level = None
    cursor = raw.cursor()
    cursor.execute(f"PRAGMA busy_timeout={int(wait * 1000)}")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA fullfsync=ON")
    cursor.execute("PRAGMA checkpoint_fullfsync=ON")
    # what a purge deletes is overwritten, not only unlinked
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.execute("PRAGMA cache_size=-32000")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    given = connection.get_execution_options()
    writing, patience = given.get(WRITING), given.get(WAIT)
    connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writing else 'ON'}")
    if patience is None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
        return
    usual = connection.exec_driver_sql("PRAGMA busy_timeout").scalar()
    connection.exec_driver_sql(f"PRAGMA busy_timeout={int(patience * 1000)}")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={usual}")


def _begin_postgresql(connection: Connection, wait: float) -> None:
    given = connection.get_execution_options()
    if given.get(WRITING):
        connection.exec_driver_sql("SET LOCAL synchronous_commit = on")
        # 0 would wait for ever
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {max(1, int(given.get(WAIT, wait) * 1000))}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


def ready(engine: Engine, *, create: bool) -> None:
    """Make sure that the database is a book of this version; make or migrate it where it is not.

    Raises:
        TollbookError: It is missing and not to be made, is no book, or is one
            of a newer Tollbook.
    """
    name = shown(engine.url)
    if engine.dialect.name == "sqlite":
        _check_file(engine, create=create)
    with engine.connect() as connection:
        found = version(connection)
        if found is None and not create:
            raise TollbookError(f"There is no book in {name}.", hint="`tollbook add` makes one.")
        if found != HEAD and still(connection) is not None:
            raise TollbookError(f"{name} is of another version of Tollbook, and cannot be brought to this one where nothing can be written.", hint="Copy it to where you can write, and open the copy.")
    if found != HEAD:
        with engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
            _migrate(connection, name)
    if engine.dialect.name == "sqlite":
        _keep_a_log(engine)


def version(connection: Connection) -> str | None:
    """The version of the book in a database; `None` where there is none.

    Raises:
        TollbookError: The database holds something else.
    """
    asked = "SELECT name FROM sqlite_master WHERE type = 'table'"
    if connection.dialect.name != "sqlite":
        asked = "SELECT tablename FROM pg_tables WHERE schemaname = ANY (current_schemas(false))"
    tables = set(connection.exec_driver_sql(asked).scalars())
    if "alembic_version" in tables:
        return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if connection.dialect.name == "sqlite" and tables:
        raise TollbookError(f"{shown(connection.engine.url)} is a database, but no book.", hint="Give the path of a book, or of a file that is still to be made.")
    if "article" in tables or "incident" in tables:
        raise TollbookError(f"{shown(connection.engine.url)} holds other tables under the book's names.", hint="Give the book a database of its own.")
    return None


def _check_file(engine: Engine, *, create: bool) -> None:
    path = Path(str(engine.url.database))
    if path.is_dir():
        raise TollbookError(f"{path} is a folder, not a book.", hint="Name a file in it.")
    if not path.exists():
        if not create:
            raise TollbookError(f"There is no book {path}.", hint="`tollbook add` makes one; --book or TOLLBOOK_BOOK says where it is.")
        if not path.parent.is_dir():
            raise TollbookError(f"The folder of {path} does not exist.", hint="Make it first.")


def still(connection: Connection) -> Still | None:
    """The connection to a file that can only be read as it stands; `None` where a book can be written."""
    raw: object = connection.connection.dbapi_connection
    return raw if isinstance(raw, Still) else None


def _keep_a_log(engine: Engine) -> None:
    """Switch the file to write-ahead logging, so that readers and the writer never wait for each other.

    Two processes may make the same book at once; the switch needs the file for
    itself for a moment, and SQLite does not wait for that by itself.
    """
    raw = engine.raw_connection()
    try:
        held: object = raw.dbapi_connection
        if isinstance(held, Still):
            return
        cursor = raw.cursor()
        cursor.execute("PRAGMA query_only=OFF")
        for _ in range(200):
            if cursor.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
                return
            try:
                cursor.execute("PRAGMA journal_mode=WAL")
            except Exception as error:
                if "locked" not in str(error):
                    raise
                time.sleep(0.05)
    finally:
        raw.close()
    raise TollbookError(f"{shown(engine.url)} is held by another program.", hint="Close it there and try again.")


def _migrate(connection: Connection, name: str) -> None:
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)
    # asked again under the writer's lock: another process may have made or migrated it meanwhile
    found = version(connection)
    known = {step.revision for step in script.walk_revisions()}
    if found is not None and found not in known:
        raise TollbookError(
            f"{name} was written by a newer Tollbook (version {found} of the book; this one knows {HEAD}).", hint="Install that version of Tollbook."
        )

    def steps(revision: Any, _context: Any) -> Any:
        return script._upgrade_revs("head", revision)  # noqa: SLF001 - what Alembic's own `upgrade` command calls

    with EnvironmentContext(config, script, fn=steps) as environment:
        environment.configure(connection=connection)
        environment.run_migrations()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id={MARK}")


def plainly(error: DBAPIError, url: URL) -> TollbookError:
    """A database's error as one clear sentence."""
    name, text = shown(url), str(error.orig)
    if "locked" in text or "55P03" in text:
        return TollbookError(f"{name} is being written by another process.", hint="Try again when that has finished.")
    if isinstance(error, InterfaceError) or any(words in text for words in ("28P01", "28000", "3D000")):
        # a driver's own words may repeat the address; the server's say only what it lacks
        said = "" if isinstance(error, InterfaceError) else f": {_server_said(error)}"
        return TollbookError(f"The server of {name} cannot be reached{said}.", hint="Check the address, and that the server runs.")
    if "not a database" in text:
        return TollbookError(f"{name} is not a book.", hint="Give the path of a book, or of a file that is still to be made.")
    if "malformed" in text:
        return TollbookError(f"{name} is damaged: {text}.", hint="Take it from a backup; `tollbook doctor` says more.")
    if ("full" in text and "disk" in text) or (any(words in text for words in ("readonly", "unable to open", "I/O")) and is_full(url.database)):
        return TollbookError(f"The disk that holds {name} is full; nothing of this step was kept.", hint="Free some space and run it again.")
    if "readonly" in text or "unable to open" in text:
        return TollbookError(f"{name} cannot be written: {text}.", hint="Check the permissions of the file and of its folder.")
    return TollbookError(f"The database of {name} refused: {' '.join(text.split())[:300]}.", hint="`tollbook doctor` checks the book.")


def _server_said(error: DBAPIError) -> str:
    """PostgreSQL's own sentence, out of the fields in which its driver brings it."""
    fields = error.orig.args[0] if error.orig is not None and error.orig.args else ""
    return str(fields.get("M", "")) if isinstance(fields, dict) else str(fields)
