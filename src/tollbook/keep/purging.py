"""Taking an article out for good, and making again what it was part of."""

from __future__ import annotations

import msgspec

from tollbook.book import Book, Purged
from tollbook.errors import TollbookError
from tollbook.keep.regroup import regroup


def purge(book: Book, source: str, *, by: str, why: str) -> Purged:
    """Remove every version of a source, and bring the incidents it was part of up to date.

    Raises:
        TollbookError: The book holds no such source, or who or why is missing.
    """
    if not by.strip() or not why.strip():
        raise TollbookError("A purge needs who and why.", hint="Give --by NAME and --why TEXT.")
    with book.write() as w:
        others = {t for i in w.incident(set(w.members([x.telling.id for x in w.tellings(sources=[source])]).values())).values() for t in i.tellings}
        done = w.purge(source, why=why, by=by)
        w.drop_incidents(done.incidents)
        regroup(w, others - set(done.tellings))
    return msgspec.structs.replace(done, wiped=book.wipe())
