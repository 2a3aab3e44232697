"""Incidents as other codebooks than the house's would have them, each reckoned once and kept until it changes.

What the house's rules give is written with every change of an incident. Other
rules are asked for seldom, by some readers, and to reckon them all at every
decision would make the person who decides wait for figures that nobody looks
at. So they are reckoned for whole batches when articles come in, and else when
a list first shows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from tollbook.book import Book, View
from tollbook.book.reckoned import Reckoned, of_incident
from tollbook.ids import content_id
from tollbook.keep.case import Case, as_incident, evidence_of
from tollbook.keep.regroup import case_of, members_of
from tollbook.ledger import BookIncident
from tollbook.reconcile.codebook import Codebook, list_codebooks, load_codebook
from tollbook.reconcile.evidence import Evidence
from tollbook.reconcile.explain import explain_incident

_BATCH = 50  # incidents that are reckoned from one look at the book and kept in one transaction


def rules_id(codebook: Codebook) -> str:
    """A hash of a codebook's rules: a file of one's own that is altered is another codebook.

    Example:
        >>> rules_id(load_codebook("acled")) == rules_id(load_codebook("ucdp"))
        False
    """
    return content_id(msgspec.json.encode(codebook, order="deterministic").decode(), length=20)


def listed_under(book: Book, view: View, incidents: Sequence[BookIncident], codebook: Codebook) -> tuple[BookIncident, ...]:
    """These incidents under a codebook; those that were not reckoned yet are, and kept if the book can be written at once.

    Args:
        book: Where to keep what is new.
        view: The instant at which the incidents were read.
        incidents: As the house's rules have them.
        codebook: The rules; the house's change nothing.
    """
    if codebook == load_codebook("house"):
        return tuple(incidents)
    rules, ids = rules_id(codebook), [i.id for i in incidents]
    held = view.reckoned(rules, ids)
    missing = [i for i in ids if i not in held]
    if missing:
        fresh = {i: _reckon(*_evidence(view, i), codebook) for i in missing}
        book.keep_reckoned({rules: fresh}, view.made(missing))
        held |= fresh
    return tuple(held[i.id].onto(i) for i in incidents)


def keep_under(book: Book, incidents: Iterable[str]) -> None:
    """Reckon incidents under every codebook that comes with Tollbook, where that is not done yet.

    Args:
        book: The book.
        incidents: Their ids; what is no incident now is passed over.
    """
    books = {rules_id(c): c for c in map(load_codebook, list_codebooks()) if c.name != "house"}
    ids = sorted(set(incidents))
    for first in range(0, len(ids), _BATCH):
        with book.read() as view:
            made = view.made(ids[first : first + _BATCH])
            found: dict[str, dict[str, Reckoned]] = {rules: {} for rules in books}
            held = {rules: view.reckoned(rules, made) for rules in books}
            for i in made:
                if wanted := [rules for rules in books if i not in held[rules]]:
                    case, evidence = _evidence(view, i)
                    for rules in wanted:
                        found[rules][i] = _reckon(case, evidence, books[rules])
        if any(found.values()):
            book.keep_reckoned(found, made)


def _evidence(view: View, incident: str) -> tuple[Case, Evidence]:
    case = case_of(view, incident, members_of(view, incident))
    return case, evidence_of(case)


def _reckon(case: Case, evidence: Evidence, codebook: Codebook) -> Reckoned:
    return of_incident(as_incident(case, explain_incident(evidence, codebook, reasons=False)))
