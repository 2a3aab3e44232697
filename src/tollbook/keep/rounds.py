"""Blind rounds: who codes in one, and since when no more.

Double coding measures something only while nobody knows what the others said.
So a round that somebody began hides the others' decisions until that person
has finished it for good, and whoever finished decides nothing more in it:
there is no looking first and coding afterwards.
"""

from __future__ import annotations

from tollbook.book import Book, Writer
from tollbook.errors import TollbookError
from tollbook.keep.veil import EVERY_ROUND


def begin_round(book: Book, coder: str, name: str) -> None:
    """Note that somebody codes a round.

    Raises:
        TollbookError: They have finished it.
    """
    held = {c.round: c for c in book.codings(coder)}.get(name)
    if held is None:
        with book.write() as w:
            check_coder(w, coder, name)
    elif held.ended is not None:
        raise _finished(coder, name)


def check_round(name: str) -> None:
    """Whether this can be the name of a round.

    Raises:
        TollbookError: It is empty, too long, or has signs that cannot be seen.
    """
    if not name.strip() or name == EVERY_ROUND or len(name) > 60 or not name.isprintable():
        raise TollbookError("That is no name of a round.", hint="Up to 60 letters, digits and signs, such as spring-1.")


def check_coder(w: Writer, coder: str, name: str) -> None:
    """Note that somebody codes a round, within a transaction in which they decide something in it.

    Raises:
        TollbookError: They have finished it, or it is no name of a round.
    """
    check_round(name)
    w.begin_coding(coder, name)
    if any(c.round == name and c.ended is not None for c in w.codings(coder)):
        raise _finished(coder, name)


def finish_round(book: Book, coder: str, name: str) -> None:
    """Note that somebody has finished a round for good: from now on they see what the others decided.

    Raises:
        TollbookError: They never began it.
    """
    if name not in {c.round for c in book.codings(coder)}:
        raise TollbookError(f"{coder} does not code the round {name!r}.", hint="Begin it in the queue.")
    with book.write() as w:
        w.end_coding(coder, name)


def _finished(coder: str, name: str) -> TollbookError:
    return TollbookError(f"{coder} has finished the round {name!r} and saw what the others decided.", hint="Code in another round, or decide outside of it.")
