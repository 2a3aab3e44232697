"""Adding to the book: articles as they come, and readings made again by a better reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import version
from typing import Literal

from tollbook.book import Book
from tollbook.errors import TollbookError
from tollbook.keep.regroup import regroup
from tollbook.keep.telling import retell
from tollbook.keep.under import keep_under
from tollbook.model import Failure, Reading, Record
from tollbook.pipeline import Options
from tollbook.reading import Done, read_article

# So many articles are kept at once: each transaction waits for the disk, and what is not yet kept would be read again.
BATCH = 16
_MANY = 500  # incidents that wait to be reckoned under other codebooks: a long addition does not end in minutes of silence


class Outcome(Record, frozen=True, kw_only=True):
    """What became of one article that was offered to the book."""

    article: str
    status: Literal["new", "version", "same", "purged", "failed"]
    key: str | None = None
    claims: int = 0
    incidents: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    error: str | None = None


def reader_version() -> str:
    """The name of the reader that made a reading, so that it is known which are due for a better one."""
    return f"tollbook {version('tollbook')}"


def add(book: Book, stream: Iterable[Done], *, batch: int = BATCH) -> Iterator[Outcome]:
    """Keep readings as they come; each is acknowledged only when it is kept for good.

    Args:
        book: The book.
        stream: Articles with their readings or failures, as `read_stream` gives
            them.
        batch: How many are kept in one transaction.

    Returns:
        An outcome for each, in order.
    """
    held: list[Done] = []
    touched: set[str] = set()
    for done in stream:
        held.append(done)
        if len(held) >= batch:
            yield from _keep(book, held, touched)
            held = []
        if len(touched) >= _MANY:
            keep_under(book, touched)
            touched.clear()
    if held:
        yield from _keep(book, held, touched)
    # not with every batch: an incident that many of these articles tell of would be reckoned for each
    keep_under(book, touched)


def _keep(book: Book, dones: list[Done], touched: set[str]) -> list[Outcome]:
    made: list[Outcome] = []
    with book.write() as w:
        sources: set[str] = set()
        for done in dones:
            name = done.article.id if done.article is not None else done.where
            if isinstance(done.outcome, Failure) or done.article is None:
                error = done.outcome.error if isinstance(done.outcome, Failure) else "no article"
                made.append(Outcome(article=name, status="failed", error=error))
                continue
            try:
                added = w.add_article(done.article, done.outcome, reader_version())
            except TollbookError as error:
                made.append(Outcome(article=name, status="failed", error=str(error)))
                continue
            if added.status in ("new", "version"):
                sources.add(added.source)
            made.append(
                Outcome(article=name, status=added.status, key=added.key, claims=len(done.outcome.claims), notes=done.outcome.notes)
            )
        if sources:
            written = regroup(w, retell(w, sources))
            touched.update(written)
            homes = {i: set(x.articles) for i, x in w.incident(written).items()}
            made = [_placed(o, homes) for o in made]
    return made


def _placed(outcome: Outcome, homes: dict[str, set[str]]) -> Outcome:
    if outcome.status not in ("new", "version"):
        return outcome
    found = tuple(sorted(i for i, articles in homes.items() if outcome.article in articles))
    return Outcome(article=outcome.article, status=outcome.status, key=outcome.key, claims=outcome.claims, notes=outcome.notes, incidents=found)


def reread(book: Book, *, read: Iterable[str] | None = None, options: Options | None = None) -> Iterator[tuple[str, bool]]:
    """Read kept articles again with the reader of today; decisions stay attached by their words.

    Args:
        book: The book.
        read: Keys of versions; `None` for all that stand and were not added by hand.
        options: How to read; `None` for the defaults.

    Returns:
        Each key, and whether its reading changed.
    """
    keys = list(read) if read is not None else book.keys()
    for key in keys:
        for kept in list(book.kept([key])):
            if kept.by_hand or kept.until is not None:
                continue
            reading: Reading = read_article(kept.article, options)
            with book.write() as w:
                changed = w.add_reading(key, reading, reader_version())
                if changed:
                    regroup(w, retell(w, [kept.source]))
            yield key, changed
