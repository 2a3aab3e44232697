"""Decisions from pages and programs: signed with the name of who came in, refused to whom they are not open."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from litestar.exceptions import PermissionDeniedException

from tollbook.book import Book
from tollbook.keep.accounts import may
from tollbook.keep.deciding import Decided, Request, decide
from tollbook.keep.veil import veil
from tollbook.ledger import Decision
from tollbook.web.answers import Asked, book_of
from tollbook.web.door import Person, person_at


def decide_as(request: Asked, asked: Request) -> Decided:
    """Take a decision for whoever asks.

    Where the desk has accounts the account's name signs, whatever the form or
    the program says; else the name that was said, for this time or before.

    Args:
        request: Who asks.
        asked: What they want to decide.

    Raises:
        PermissionDeniedException: Their role does not decide that.
        TollbookError: The decision is not possible.
    """
    person, book = person_at(request), book_of(request)
    if not may(person.role, asked.verb, own=_own(book, person, asked)):
        if asked.verb == "undo":
            raise PermissionDeniedException(f"An account that may {person.role} takes back its own decisions only.")
        raise PermissionDeniedException(f"An account that may {person.role} does not decide {asked.verb!r} here.")
    by = person.name if person.door != "open" else person.name or asked.by
    return decide(book, msgspec.structs.replace(asked, by=by or ""))


def _own(book: Book, person: Person, asked: Request) -> bool:
    """Whether what is to be taken back was decided by the same account."""
    if asked.verb != "undo" or person.role != "code":
        return True
    return all(d.by == person.name for a in asked.about for d in book.decisions_named(a))


def seen(request: Asked, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that whoever asks may see: who codes sees nothing that others decided in blind rounds."""
    person, shown = person_at(request), tuple(decisions)
    if person.role == "code":
        for name in sorted({d.blind for d in shown if d.blind is not None}):
            shown = veil(shown, by=person.name, round_name=name)
    return shown
