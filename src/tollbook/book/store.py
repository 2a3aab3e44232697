"""The book: one place where everything is kept, read by many and written by one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
from sqlalchemy import Connection, Engine, func, insert, select
from sqlalchemy.exc import DBAPIError

from tollbook.book import accounts, deriving, desk, keeping, past
from tollbook.book import tables as t
from tollbook.book.address import locate, shown
from tollbook.book.checks import check
from tollbook.book.opening import PATIENCE, WAIT, WRITING, connect, plainly, ready, still
from tollbook.book.purge import purge, wipe
from tollbook.book.reads import Reads
from tollbook.book.reckoned import Reckoned, put_reckoned
from tollbook.book.records import Added, ArticleEvent, EventKind, Finding, Pair, Purged, Token, Told
from tollbook.book.sourced import Sourced, put_sourced
from tollbook.book.staked import Staked, put_stakes, set_states
from tollbook.errors import TollbookError
from tollbook.ledger import BookIncident, CopyLink, Decision, instant, stamp
from tollbook.model import Article, Reading

Now = Callable[[], datetime]


class View(Reads):
    """The book as it was when this was opened: all its answers belong together."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        yield self._connection


class Writer(View):
    """One transaction: all of what is written here is kept, or nothing of it.

    `recorded` is the instant of all of it. It also reads, and sees what it
    wrote.
    """

    def __init__(self, connection: Connection, recorded: str) -> None:
        super().__init__(connection)
        self.recorded = recorded
        self._noted = False
        self._purged: set[str] | None = None

    def _note(self) -> None:
        """Enter this moment in the book's clock, before the first thing that is kept in it."""
        if not self._noted:
            self._connection.execute(insert(t.moment).values(recorded=self.recorded))
            self._noted = True

    # ---- kept for ever
    def add_article(self, article: Article, reading: Reading, reader: str, *, by_hand: bool = False) -> Added:
        """Keep an article with its reading. The same content again changes nothing, whatever its reading.

        Raises:
            TollbookError: Its date is none, or it holds what no database can.
        """
        if self._purged is None:
            self._purged = keeping.purged_sources(self._connection)
        added = keeping.add_article(
            self._connection, self.recorded, article, reading, reader=reader, by_hand=by_hand, purged=self._purged
        )
        if added.status in ("new", "version"):
            self._note()
        return added

    def add_reading(self, key: str, reading: Reading, reader: str) -> bool:
        """Keep another reading of a kept version, which is then in force; false where it says what is in force."""
        added = keeping.add_reading(self._connection, self.recorded, key, reading, reader=reader)
        if added:
            self._note()
        return added

    def decide(self, decision: Decision) -> Decision:
        """Keep a decision, stamped with this moment; the same again changes nothing.

        Raises:
            TollbookError: Another decision has its id.
        """
        kept = keeping.add_decision(self._connection, self.recorded, decision)
        if kept.recorded == self.recorded:
            self._note()
        return kept

    def withdraw(self, source: str, *, by: str, why: str, reported: str | None = None, key: str | None = None) -> bool:
        """Note that a source was withdrawn: an ISO time in `reported`, `None` for now; false where that is noted already.

        Raises:
            TollbookError: The source is not in the book, or the time is none.
        """
        return self._event("withdrawn", source, by=by, why=why, reported=reported, key=key)

    def restore(self, source: str, *, by: str, why: str, key: str | None = None) -> bool:
        """Note that the withdrawals of a source recorded so far were mistaken.

        Raises:
            TollbookError: The source is not in the book.
        """
        return self._event("restored", source, by=by, why=why, reported=None, key=key)

    def _event(self, kind: EventKind, source: str, *, by: str, why: str, reported: str | None, key: str | None) -> bool:
        since = instant(reported) if reported is not None else self.recorded
        event = ArticleEvent(source=source, kind=kind, reported=since, recorded=self.recorded, by=by, why=why, key=key)
        noted = keeping.add_event(self._connection, event, dated=reported is not None)
        if noted:
            self._note()
        return noted

    def purge(self, source: str, *, why: str, by: str) -> Purged:
        """Take a source out. `Book.purge` also has its bytes overwritten, after the transaction: prefer that.

        Raises:
            TollbookError: The source is not in the book and never was.
        """
        done = purge(self._connection, self.recorded, source, why=why, by=by)
        if done.tombstones:
            self._note()
            self._purged = None
        return done

    # ---- who may work on it: no moment of the book's clock, for the book says nothing of it
    def put_account(self, name: str, **values: str | None) -> None:
        """Make an account (`role`, `password` hashed), or change one: `role`, `password`, `disabled`."""
        accounts.put_account(self._connection, self.recorded, name, **values)

    def put_token(self, token: Token, hashed: str) -> None:
        """Keep a token under the hash of its secret."""
        accounts.put_token(self._connection, token, hashed)

    def disable_tokens(self, *, account: str | None = None, ident: str | None = None) -> int:
        """Let the tokens of an account, or one, open nothing any more; how many did."""
        return accounts.disable_tokens(self._connection, self.recorded, account=account, ident=ident)

    # ---- what the desk remembers: no moment of the book's clock either
    def put_session(self, key: str, payload: str, *, expires: int, now: int) -> None:
        """Keep a session under the hash of its id, in seconds since 1970; those that are over go."""
        desk.put_session(self._connection, key, payload, expires=expires, now=now)

    def drop_session(self, key: str | None = None) -> None:
        """End a session, or all."""
        desk.drop_session(self._connection, key)

    def put_setting(self, name: str, value: str) -> str:
        """Keep a setting unless there is one; the one that stands."""
        return desk.put_setting(self._connection, name, value)

    def begin_coding(self, coder: str, round_name: str) -> None:
        """Note that somebody codes a blind round."""
        desk.begin_coding(self._connection, self.recorded, coder, round_name)

    def end_coding(self, coder: str, round_name: str) -> None:
        """Note that somebody has finished a blind round for good."""
        desk.end_coding(self._connection, self.recorded, coder, round_name)

    # ---- made of the kept
    def put_tellings(self, told: Iterable[Told]) -> None:
        """Let these tellings stand from now (or their own `recorded_from`); what stood in their place is closed."""
        deriving.put_tellings(self._connection, self.recorded, told)

    def close_tellings(self, ids: Iterable[str], *, closed_by: str, key: str | None = None) -> None:
        """End tellings as of now, those of one version where `key` names it; `closed_by` says what ended them."""
        deriving.close_tellings(self._connection, self.recorded, ids, closed_by=closed_by, key=key)

    def put_pairs(self, pairs: Iterable[Pair]) -> None:
        """Keep scored pairs, in place of earlier scores of the same."""
        deriving.put_pairs(self._connection, pairs)

    def drop_pairs(self, tellings: Iterable[str]) -> None:
        """Forget every pair of these tellings."""
        deriving.drop_pairs(self._connection, tellings)

    def put_signature(self, key: str, payload: bytes, bands: Iterable[str]) -> None:
        """Keep a version's signature and the bands under which its copies are found."""
        deriving.put_signature(self._connection, key, payload, bands)

    def put_copies(self, links: Iterable[CopyLink]) -> None:
        """Keep who copies whom, in place of earlier links of the same two and kind."""
        deriving.put_copies(self._connection, links)

    def drop_copies(self, keys: Iterable[str]) -> None:
        """Forget every copy link of these versions."""
        deriving.drop_copies(self._connection, keys)

    def put_incidents(self, incidents: Iterable[BookIncident]) -> None:
        """Keep incidents as they now are; their tellings belong to them and to no other."""
        deriving.put_incidents(self._connection, self.recorded, incidents)

    def drop_incidents(self, ids: Iterable[str]) -> None:
        """Forget incidents that no longer are; their ids lead on to where their tellings went."""
        deriving.drop_incidents(self._connection, self.recorded, ids)

    def put_sourced(self, incidents: Iterable[str], rows: Iterable[Sourced]) -> None:
        """Keep what each origin and outlet said of these incidents, in place of what was."""
        put_sourced(self._connection, incidents, rows)

    def put_stakes(self, incidents: Iterable[str], rows: Iterable[Staked]) -> None:
        """Keep what hangs on the claims of these incidents, in place of what was."""
        put_stakes(self._connection, incidents, rows)

    def set_states(self, key: str, states: Mapping[str, str]) -> None:
        """What was decided of the claims of a version, for the queue; those not named are unreviewed."""
        set_states(self._connection, key, states)

    def close_gone(self) -> None:
        """After all was made anew: note of incidents that are no more that they are not."""
        past.close_gone(self._connection, self.recorded)

    def forget_derived(self) -> None:
        """Throw away all that can be made again; what is kept, and where old ids lead, stays."""
        deriving.forget(self._connection)


class Book(Reads):
    """A book, open. Made by `open_book`; close it, or use it as a context manager.

    Every reading method answers from the book of that instant; to have several
    answers of one instant, read within `with book.read() as view`. Safe to use
    from several threads.
    """

    def __init__(self, engine: Engine, now: Now) -> None:
        self._engine = engine
        self._now = now

    @property
    def address(self) -> str:
        """Where the book is, without a password."""
        return shown(self._engine.url)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def _begun(self, *, writing: bool, wait: float | None = None) -> Iterator[Connection]:
        given: dict[str, object] = {WRITING: writing} if wait is None else {WRITING: writing, WAIT: wait}
        try:
            with self._engine.connect().execution_options(**given) as connection, connection.begin() as transaction:
                yield connection
                if not writing:
                    # a reader has nothing to commit, and from a damaged file could not
                    transaction.rollback()
                if (held := still(connection)) is not None:
                    if not held.is_unchanged():
                        raise TollbookError(f"{self.address} was written while it was read.", hint="Try again.")
                    # the next look finds out anew whether the book can be written by now
                    connection.invalidate()
        except DBAPIError as error:
            raise plainly(error, self._engine.url) from error

    def _reading(self) -> AbstractContextManager[Connection]:
        return self._begun(writing=False)

    @contextmanager
    def read(self) -> Iterator[View]:
        """The book as it is now, unmoved by what is written meanwhile."""
        with self._begun(writing=False) as connection:
            yield View(connection)

    @contextmanager
    def write(self) -> Iterator[Writer]:
        """One transaction; kept for good when the block ends, undone when it raises.

        A second writer waits for the first.

        Raises:
            TollbookError: The first does not finish, or the database refuses.
        """
        with self._begun(writing=True) as connection:
            yield Writer(connection, self._moment(connection))

    def _moment(self, connection: Connection) -> str:
        """Now; or, where the machine's clock went back, a microsecond after the last moment of the book."""
        now, last = stamp(self._now()), connection.execute(select(func.max(t.moment.c.recorded))).scalar()
        if last is None or now > last:
            return now
        return stamp(datetime.fromisoformat(last) + timedelta(microseconds=1))

    def purge(self, source: str, *, why: str, by: str) -> Purged:
        """Take out what law or safety demands, every version of a source, and leave tombstones.

        What was made of it goes with it; the incidents named in the answer have
        to be made again. The source is not taken back when it comes again.

        Raises:
            TollbookError: The source is not in the book and never was.
        """
        with self.write() as writer:
            done = writer.purge(source, why=why, by=by)
        return msgspec.structs.replace(done, wiped=self.wipe())

    def wipe(self) -> bool:
        """Write the file anew, so that the bytes of what was purged are gone; false while somebody reads."""
        return wipe(self._engine)

    def keep_reckoned(self, found: Mapping[str, Mapping[str, Reckoned]], made: Mapping[str, str]) -> bool:
        """Keep what incidents come to under other codebooks, if the book can be written at once.

        Nothing waits for it, and a book that is written by another or cannot be
        written at all keeps it another time: it can be reckoned again.

        Args:
            found: By a hash of the rules, what each incident comes to.
            made: `made` of the same instant as that from which it was reckoned.
        """
        try:
            with self._begun(writing=True, wait=0.0) as connection:
                for codebook, fresh in found.items():
                    put_reckoned(connection, codebook, made, fresh)
        except TollbookError:
            return False
        return True

    def check(self) -> list[Finding]:
        """Everything that is wrong with the book; an empty list is a clean bill."""
        with self._reading() as connection:
            return list(check(connection))

    def forget_derived(self) -> None:
        """Throw away all that can be made again, in a transaction of its own."""
        with self.write() as writer:
            writer.forget_derived()


def open_book(address: str | Path | None = None, *, create: bool = True, wait: float = PATIENCE, now: Now | None = None) -> Book:
    """Open a book; make it where there is none, and bring an older one up to this version.

    Args:
        address: A path, or a `postgresql://` address; `None` takes what
            TOLLBOOK_BOOK says, else `tollbook.db`.
        create: Whether to make a book that is not there.
        wait: Seconds that a writer waits for another.
        now: The clock; `None` is the machine's.

    Raises:
        TollbookError: There is none and none is to be made, it is no book, it
            is one of a newer Tollbook, or its server cannot be reached.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder, open_book(f"{folder}/week.db") as book:
        ...     [*book.kept()], book.count()
        ([], 0)
    """
    engine = connect(locate(address), wait=wait)
    try:
        ready(engine, create=create)
    except DBAPIError as error:
        engine.dispose()
        raise plainly(error, engine.url) from error
    except BaseException:
        engine.dispose()
        raise
    return Book(engine, now or (lambda: datetime.now(UTC)))
