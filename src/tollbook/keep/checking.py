"""Checking a book, and making anew what is made of it."""

from __future__ import annotations

from tollbook.book import Book, Finding
from tollbook.keep.effective import standing
from tollbook.keep.grouping import group_afresh, wishes
from tollbook.keep.regroup import case_of, is_incident, regroup
from tollbook.keep.telling import retell
from tollbook.keep.under import keep_under

# Weights are fitted to readings of their own time: grouped by new ones, old readings can put a report to another incident.
_APART = "is not what its reports give; make it anew: tollbook doctor --rebuild (where an older tollbook read them, tollbook add --reread first)"


def check(book: Book) -> list[Finding]:
    """Everything that is wrong: with what is kept, and with what is made of it.

    The incidents are compared with what grouping all tellings from nothing
    gives: were they otherwise, the order in which articles came would have left
    a trace.
    """
    found = book.check()
    with book.read() as view:
        tellings = [x.telling for x in view.tellings()]
        groups = group_afresh(tellings, wishes(standing(view.decisions())), view.copies())
        now = view.incident(groups)
        for incident, members in sorted(groups.items()):
            held = now.get(incident)
            if held is None and not is_incident(case_of(view, incident, members)):
                continue
            if held is None or set(held.tellings) != {t.id for t in members}:
                found.append(Finding(check="grouping", item=incident, message=_APART))
    return found


def rebuild_derived(book: Book) -> int:
    """Throw away tellings, pairs, copies and incidents, and make them from what is kept.

    Returns:
        How many incidents there are.
    """
    with book.write() as w:
        w.forget_derived()
        sources = sorted({k.source for k in w.kept()})
        touched: set[str] = set()
        for source in sources:
            touched |= retell(w, [source])
        made = regroup(w, touched)
        w.close_gone()
    keep_under(book, made)
    book.wipe()
    return book.count()
