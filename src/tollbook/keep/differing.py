"""What changed in an incident between two moments, and which words changed it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tollbook.book import Book
from tollbook.errors import TollbookError
from tollbook.keep.looking import Shown, look
from tollbook.ledger import AsOf, BookIncident
from tollbook.model import Record
from tollbook.reconcile.diff import Change, diff


class Difference(Record, frozen=True, kw_only=True):
    """An incident at two moments, and the changes between; `before` is `None` where nothing was known yet."""

    incident: str
    first: AsOf
    then: AsOf
    before: BookIncident | None
    after: BookIncident | None
    changes: tuple[Change, ...]


def changed(book: Book, ident: str, first: AsOf, then: AsOf, *, codebook: str = "house") -> Difference:
    """Compare an incident as known at two moments.

    Args:
        book: The book.
        ident: The incident's id.
        first: The earlier moment.
        then: The later one; on the same clock.
        codebook: Under which rules.

    Raises:
        TollbookError: The clocks differ, the later moment is the earlier one,
            or there is no such incident.
    """
    if first.clock != then.clock:
        raise TollbookError("The two times are on different clocks.", hint="Give both as reported:… or both as recorded:….")
    if first.time > then.time:
        raise TollbookError("The first time is after the second.", hint="Give the earlier one first.")
    after = look(book, ident, codebook=codebook, as_of=then)
    before = _known(book, ident, codebook, first)
    one = (before.incident, before.explanations[next(iter(before.explanations))]) if before else (None, None)
    two = (after.incident, after.explanations[next(iter(after.explanations))])
    return Difference(
        incident=after.incident.id, first=first, then=then, before=before.incident if before else None, after=after.incident,
        changes=_named(diff(one, two), [after] if before is None else [before, after]),
    )  # fmt: skip


def _named(changes: Iterable[Change], shown: Iterable[Shown]) -> tuple[Change, ...]:
    """The changes with articles under their own ids, not under the keys of their versions."""
    ids = {key: k.article.id for s in shown for key, k in s.case.kept.items()}
    replace = msgspec.structs.replace
    return tuple(replace(c, causes=tuple(replace(x, article=ids.get(x.article, x.article)) for x in c.causes)) for c in changes)


def _known(book: Book, ident: str, codebook: str, moment: AsOf) -> Shown | None:
    try:
        return look(book, ident, codebook=codebook, as_of=moment)
    except TollbookError as error:
        if str(error).startswith("Nothing was known"):
            return None
        raise
