"""From articles to readings, however many, whatever happens on the way.

The pipeline reads one good English article. What arrives is not always one:
another language, an empty text, an article that trips the reader, a hundred
thousand of them. Here each becomes a reading or a failure in its own place,
so that one bad article never costs the others.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import traceback
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from threading import Thread

import msgspec

from tollbook.errors import TollbookError
from tollbook.ids import content_id
from tollbook.model import Article, Failure, Mentions, Reading, Record
from tollbook.pipeline import Options
from tollbook.text.language import note_of_other
from tollbook.text.published import require_published

UNDATED = "No publication date is given, so relative dates (“yesterday”, “on Thursday”) stay unresolved."
# Code points. 1 MB of news takes half a minute and 312 MB (docs/performance.md); no article is as long, but archives glued together are.
LONGEST = 2_000_000
EMPTY = "The text is empty."
# So many articles wait for each worker: enough to keep it busy, few enough that memory stays flat.
_AHEAD = 4


class Received(Record, frozen=True, kw_only=True):
    """An article as it came in, with what its reader noticed.

    `where` says where it came from ("news.jsonl, line 3"), for error messages.
    """

    article: Article
    notes: tuple[str, ...] = ()
    where: str = ""


class Done(Record, frozen=True, kw_only=True):
    """One article's outcome; `article` is `None` where none could be made of the input."""

    article: Article | None
    outcome: Reading | Failure
    where: str = ""


def derive_id(
    text: str,
    *,
    title: str | None = None,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
) -> str:
    """An article's id from its content: the same content, the same id, anywhere.

    Two outlets that print the same words are two articles, so what tells them
    apart counts, too.

    Example:
        >>> derive_id("Three died.") == derive_id("Three died.")
        True
        >>> derive_id("Three died.") == derive_id("Three died.", outlet="Dawn")
        False
    """
    return content_id(text, title, published, outlet, url, length=16)


def read_article(article: Article, options: Options | None = None) -> Reading:
    """Read one article.

    A text in another language is named as such and left unread: English rules
    would find figures in it, and get them wrong.

    Args:
        article: The article; it is not altered.
        options: What is asked for; `None` takes the defaults.

    Returns:
        Its claims, incidents and notes, the mentions if asked for.

    Raises:
        TollbookError: The text is longer than `LONGEST`.

    Example:
        >>> read_article(Article(id="a", text="")).notes
        ('The text is empty.',)
    """
    options = options or Options()
    empty = Reading(article=article.id, mentions=Mentions() if options.mentions else None)
    if not article.text.strip():
        return msgspec.structs.replace(empty, notes=(EMPTY,))
    if len(article.text) > LONGEST:
        raise TollbookError(
            f"The text of {article.id} has {len(article.text):,} characters; {LONGEST:,} are read at once.",
            hint="That is no single article: cut it into its articles, one JSON object a line.",
        )
    foreign = note_of_other(article.text)
    if foreign is not None:
        return msgspec.structs.replace(empty, notes=(foreign,))
    from tollbook import pipeline

    reading = pipeline.read_article(article, options)
    if article.published is None:
        return _noted(reading, (UNDATED,))
    return reading


def read(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    agency: str | None = None,
    mentions: bool = False,
    codebook: str = "house",
) -> Reading:
    """Read a text: every figure it gives, who says so, and where that stands.

    Args:
        text: The article's text; all offsets count its code points.
        published: ISO 8601 date, or an instant with its zone; without one
            "yesterday" cannot be placed.
        title: The headline, if it is not part of the text.
        outlet: Who printed it.
        agency: The credited news agency.
        mentions: Also give every place, time and attribution of the text.
        codebook: The rules for the tolls of its incidents.

    Raises:
        TollbookError: `published` is no date.

    Example:
        >>> read("  ").notes
        ('The text is empty.',)
    """
    day = require_published(published)
    article = Article(
        id=derive_id(text, title=title, published=day, outlet=outlet),
        text=text,
        title=title,
        published=day,
        outlet=outlet,
        agency=agency,
    )
    return read_article(article, Options(mentions=mentions, codebook=codebook))


def read_many(
    articles: Iterable[Article], *, mentions: bool = False, codebook: str = "house", workers: int = 1
) -> Iterator[Reading | Failure]:
    """Read articles as they come, in their order, in constant memory.

    Args:
        articles: Any iterable; it is read only a little ahead.
        mentions: As in `read`.
        codebook: As in `read`.
        workers: Processes; 1 reads in this one.

    Yields:
        One reading an article; a `Failure` where an article could not be read.

    Example:
        >>> [r.article for r in read_many([Article(id="a", text=""), Article(id="b", text="")])]
        ['a', 'b']
    """
    received = (Received(article=article) for article in articles)
    for done in read_stream(received, Options(mentions=mentions, codebook=codebook), workers=workers):
        yield done.outcome


def read_stream(
    items: Iterable[Received | Failure], options: Options, *, workers: int = 1
) -> Generator[Done, None, None]:
    """Read what a reader yields, failures kept in their places.

    The same articles give the same outcomes with any number of workers.
    """
    if workers <= 1:
        for item in items:
            yield _read_item(item, options)
        return
    with contextlib.closing(_Pool(workers=workers, options=options)) as pool:
        yield from pool.read(items)


def _noted(reading: Reading, notes: tuple[str, ...]) -> Reading:
    new = tuple(note for note in notes if note not in reading.notes)
    return msgspec.structs.replace(reading, notes=(*reading.notes, *new)) if new else reading


def _read_item(item: Received | Failure, options: Options) -> Done:
    """Read one, whatever it does: an article that trips the reader becomes its own error line."""
    if isinstance(item, Failure):
        return Done(article=None, outcome=item)
    try:
        outcome: Reading | Failure = _noted(read_article(item.article, options), item.notes)
    except TollbookError as error:
        outcome = Failure(article=item.article.id, error=str(error))
    except Exception as error:  # noqa: BLE001 - the reader's own fault must not cost the other articles
        if os.environ.get("TOLLBOOK_DEBUG"):
            traceback.print_exc(file=sys.stderr)
        outcome = Failure(article=item.article.id, error=_unexpected(error))
    return Done(article=item.article, outcome=outcome, where=item.where)


def _unexpected(error: Exception) -> str:
    if isinstance(error, RecursionError | MemoryError):
        return "The article is too large or too deeply nested to be read."
    return f"The reader failed on this article ({type(error).__name__}); TOLLBOOK_DEBUG=1 shows where."


def _start_worker() -> None:
    """Ctrl-C is the parent's to answer; a worker that also did would print a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@dataclass
class _Pool:
    """Processes that read articles in order, and survive the death of one."""

    workers: int
    options: Options
    _executor: ProcessPoolExecutor | None = None

    def read(self, items: Iterable[Received | Failure]) -> Iterator[Done]:
        waiting: deque[tuple[Received | Failure, Future[Done] | None]] = deque()
        for item in items:
            waiting.append((item, self._submit(item)))
            if len(waiting) >= self.workers * _AHEAD:
                yield self._next(waiting)
        while waiting:
            yield self._next(waiting)

    def close(self) -> None:
        """Stop at once: nothing that waits is worth finishing when nobody will see it."""
        if self._executor is not None:
            processes = list((self._executor._processes or {}).values())  # noqa: SLF001 - no public way before 3.14
            watcher: Thread | None = self._executor._executor_manager_thread  # type: ignore[assignment]  # noqa: SLF001
            self._executor.shutdown(wait=False, cancel_futures=True)
            for process in processes:
                process.terminate()
            # the thread that watches them closes a pipe on which Python, at its own end, would wake it: an error on
            # the user's screen where the two meet
            if watcher is not None:
                watcher.join(timeout=5)
            self._executor = None

    def _submit(self, item: Received | Failure) -> Future[Done] | None:
        if isinstance(item, Failure):
            return None
        if self._executor is None:
            self._executor = ProcessPoolExecutor(self.workers, initializer=_start_worker)
        try:
            return self._executor.submit(_read_item, item, self.options)
        except BrokenProcessPool:
            return None

    def _next(self, waiting: deque[tuple[Received | Failure, Future[Done] | None]]) -> Done:
        item, future = waiting.popleft()
        if isinstance(item, Failure):
            return Done(article=None, outcome=item)
        try:
            if future is not None:
                return future.result()
        except BrokenProcessPool:
            pass
        # A worker died (out of memory, mostly), and took all waiting work with it. The first in line is read
        # alone: if it was the cause it dies alone, and the others go to new workers.
        self.close()
        done = self._alone(item)
        rest = [waiting_item for waiting_item, _ in waiting]
        waiting.clear()
        waiting.extend((waiting_item, self._submit(waiting_item)) for waiting_item in rest)
        return done

    def _alone(self, item: Received) -> Done:
        with ProcessPoolExecutor(1, initializer=_start_worker) as executor:
            try:
                return executor.submit(_read_item, item, self.options).result()
            except BrokenProcessPool:
                error = "The process that read this article was stopped (out of memory?)."
                return Done(
                    article=item.article, outcome=Failure(article=item.article.id, error=error), where=item.where
                )
