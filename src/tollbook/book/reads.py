"""Everything that can be asked of a book, whether of this instant or of one held still."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection

from tollbook.book import accounts, derived, desk, keeping, kept, listing, moments, past
from tollbook.book import search as words
from tollbook.book.faceting import FacetName, Tally
from tollbook.book.reckoned import Reckoned, read_made, read_reckoned
from tollbook.book.records import (
    Account,
    ArticleEvent,
    Filters,
    Hit,
    Moved,
    Order,
    Page,
    Pair,
    Resolved,
    Token,
    Told,
    Tombstone,
)
from tollbook.book.sourced import SourceName, read_sourced, read_sourced_of, read_sources_since, sourced_state
from tollbook.book.staked import Staked, read_stakes
from tollbook.ledger import AsOf, BookIncident, CopyLink, Decision, Kept


class _Readable(Protocol):
    def _reading(self) -> AbstractContextManager[Connection]: ...


class Reads:
    """The questions. `Book` asks each of them of its own instant, `View` all of one, `Writer` of what it writes."""

    # ---- kept for ever
    def kept(
        self: _Readable, keys: Iterable[str] | None = None, *, sources: Iterable[str] | None = None, as_of: AsOf | None = None
    ) -> Iterator[Kept]:
        """Versions of articles with the reading in force, sorted by source and version.

        Args:
            keys: Only these versions.
            sources: Only versions of these sources. Neither: all.
            as_of: Reported: the one version of each source that stood then, if
                any. Recorded: what the book knew then. `None`: every version,
                with `until` on those that no longer stand.
        """
        with self._reading() as connection:
            yield from kept.read_kept(connection, keys, sources=sources, as_of=as_of)

    def keys(self: _Readable, *, after: str | None = None, limit: int | None = None) -> list[str]:
        """The keys of versions, in the order in which they came: all, or `limit` of those after a key that is in the book."""
        with self._reading() as connection:
            return kept.read_keys(connection, after=after, limit=limit)

    def is_kept(self: _Readable, *, version: str | None = None, decision: str | None = None) -> bool:
        """Whether there is a version of that key, or a decision of that id."""
        with self._reading() as connection:
            return kept.is_kept(connection, version=version, decision=decision)

    def decisions_page(self: _Readable, *, limit: int, incident: str | None = None, source: str | None = None, after: str | None = None) -> list[Decision]:
        """`decisions`, but `limit` of those after the one of an id that is in the book."""
        with self._reading() as connection:
            return kept.read_decisions_page(connection, incident=incident, source=source, after=after, limit=limit)

    def decisions_about(self: _Readable, sources: Iterable[str]) -> dict[str, list[Decision]]:
        """By source, `decisions` about it."""
        with self._reading() as connection:
            return kept.read_decisions_about(connection, sources)

    def decisions(
        self: _Readable, *, as_of: AsOf | None = None, incident: str | None = None, source: str | None = None, claim: str | None = None
    ) -> list[Decision]:
        """Decisions in the order in which they were taken, the undone too; only the recorded clock hides any."""
        with self._reading() as connection:
            return kept.read_decisions(connection, as_of=as_of, incident=incident, source=source, claim=claim)

    def decisions_on(
        self: _Readable, *, sources: Iterable[str] = (), incidents: Iterable[str] = (), verbs: Iterable[str] = ()
    ) -> list[Decision]:
        """Decisions about any of these articles or incidents, and all of these verbs, in the order in which they were taken."""
        with self._reading() as connection:
            return kept.read_decisions_on(connection, sources=sources, incidents=incidents, verbs=verbs)

    def decisions_named(self: _Readable, prefix: str) -> list[Decision]:
        """The decisions whose id begins so, in the order in which they were taken."""
        with self._reading() as connection:
            return kept.read_decisions_named(connection, prefix)

    def undoing(self: _Readable, ids: Iterable[str]) -> list[Decision]:
        """What undoes any of these decisions, and what undoes that again: all that tells whether they stand."""
        with self._reading() as connection:
            return kept.read_undoing(connection, ids)

    def own_decisions(self: _Readable, by: str, *, limit: int | None = None) -> list[Decision]:
        """A person's decisions, the latest first."""
        with self._reading() as connection:
            return kept.read_own(connection, by, limit)

    def events(self: _Readable, sources: Iterable[str] | None = None) -> list[ArticleEvent]:
        """Withdrawals and restorations, in the order in which they were recorded."""
        with self._reading() as connection:
            return keeping.events_of(connection, None if sources is None else list(sources))

    def tombstones(self: _Readable, source: str | None = None) -> list[Tombstone]:
        """What was purged."""
        with self._reading() as connection:
            return kept.read_tombstones(connection, source)

    def claim_keys(self: _Readable, prefix: str) -> list[tuple[str, str]]:
        """Claims whose id begins so: (id, key of the version it stands in), the latest read first."""
        with self._reading() as connection:
            return kept.read_claim_keys(connection, prefix)

    def toll_ids(self: _Readable, ids: Iterable[str]) -> set[str]:
        """Those of these claims that are tolls."""
        with self._reading() as connection:
            return kept.read_toll_ids(connection, ids)

    def sample(self: _Readable, start: str, *, limit: int) -> list[tuple[str, str]]:
        """Toll claims drawn by chance, the same for the same `start`: (id, key of a version that holds it)."""
        with self._reading() as connection:
            return kept.read_sample(connection, start, limit)

    def search(self: _Readable, text: str, *, limit: int = 50) -> list[Hit]:
        """Quotes and titles that hold all the words, "phrases" and beginnings* of `text`; never an error."""
        with self._reading() as connection:
            return words.search(connection, text, limit=limit)

    def last_moment(self: _Readable) -> str | None:
        """When anything was kept last; `None` in an empty book."""
        with self._reading() as connection:
            return moments.read_last(connection)

    def moved(self: _Readable, since: str | None = None, *, limit: int = 1000) -> list[Moved]:
        """The moments after one in which the book grew, and the incidents that each was about."""
        with self._reading() as connection:
            return moments.read_moved(connection, since, limit)

    # ---- who may work on it
    def accounts(self: _Readable, name: str | None = None) -> list[Account]:
        """All accounts, or the one of that name."""
        with self._reading() as connection:
            return accounts.read_accounts(connection, name)

    def password(self: _Readable, name: str) -> str | None:
        """The hash of an account's password; `None` where there is no such account."""
        with self._reading() as connection:
            return accounts.read_password(connection, name)

    def tokens(self: _Readable, *, account: str | None = None, hashed: str | None = None, ident: str | None = None) -> list[Token]:
        """Tokens, all or those of an account, of a secret's hash or of an id."""
        with self._reading() as connection:
            return accounts.read_tokens(connection, account=account, hashed=hashed, ident=ident)

    # ---- what the desk remembers
    def session(self: _Readable, key: str, now: int) -> str | None:
        """What is kept of a session, under the hash of its id; `None` where nothing is or it is over."""
        with self._reading() as connection:
            return desk.read_session(connection, key, now)

    def setting(self: _Readable, name: str) -> str | None:
        """A setting of the desk."""
        with self._reading() as connection:
            return desk.read_setting(connection, name)

    def codings(self: _Readable, coder: str | None = None) -> list[desk.Coding]:
        """Who codes which blind rounds, and who has finished."""
        with self._reading() as connection:
            return desk.read_codings(connection, coder)

    # ---- made of the kept
    def tellings(
        self: _Readable,
        ids: Iterable[str] | None = None,
        *,
        keys: Iterable[str] | None = None,
        sources: Iterable[str] | None = None,
        as_of: AsOf | None = None,
        blocks: bool = False,
    ) -> Iterator[Told]:
        """Tellings that stand, at a moment or now, by id, version or source; with their blocks if asked."""
        with self._reading() as connection:
            yield from derived.read_tellings(connection, ids=ids, keys=keys, sources=sources, as_of=as_of, blocks=blocks)

    def history(self: _Readable, sources: Iterable[str]) -> Iterator[Told]:
        """The tellings of these sources as the book knows them today, those that stood once, too: the reported clock's whole run."""
        with self._reading() as connection:
            yield from derived.read_history(connection, sources)

    def candidates(self: _Readable, blocks: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The ids of the standing tellings that each block holds, sorted."""
        with self._reading() as connection:
            return derived.read_candidates(connection, blocks)

    def block_sizes(self: _Readable, blocks: Iterable[str]) -> dict[str, int]:
        """How many tellings each block holds; a block that holds none is left out."""
        with self._reading() as connection:
            return derived.read_block_sizes(connection, blocks)

    def neighbours(self: _Readable, tellings: Iterable[str], *, above: float | None = None) -> list[Pair]:
        """The scored pairs that these tellings are in, of a score of at least `above`; sorted."""
        with self._reading() as connection:
            return derived.read_neighbours(connection, tellings, above)

    def unclear(self: _Readable, *, within: float = 4.0, limit: int = 200) -> list[derived.Unclear]:
        """The pairs that speak neither clearly for one incident nor for two, the least clear first."""
        with self._reading() as connection:
            return derived.read_unclear(connection, within, limit)

    def signatures(self: _Readable, keys: Iterable[str]) -> dict[str, bytes]:
        """The signatures of these versions."""
        with self._reading() as connection:
            return derived.read_signatures(connection, keys)

    def signed(self: _Readable, bands: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The versions that share each band, sorted."""
        with self._reading() as connection:
            return derived.read_signed(connection, bands)

    def copies(self: _Readable, keys: Iterable[str] | None = None) -> list[CopyLink]:
        """The copy links that these versions are in, or all; sorted."""
        with self._reading() as connection:
            return derived.read_copies(connection, keys)

    def members(self: _Readable, tellings: Iterable[str]) -> dict[str, str]:
        """To which incident each of these tellings belongs."""
        with self._reading() as connection:
            return derived.read_members(connection, tellings)

    # ---- incidents
    def incidents(
        self: _Readable,
        filters: Filters | None = None,
        *,
        order: Order = "disagreement",
        ascending: bool | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> Page:
        """One page of incidents; `after` is the `after` of the page before. Unknown values come last.

        Raises:
            TollbookError: `after` is none that a page gave.
        """
        with self._reading() as connection:
            return listing.read_incidents(connection, filters, order=order, ascending=ascending, after=after, limit=limit)

    def incident(self: _Readable, ids: Iterable[str]) -> dict[str, BookIncident]:
        """These current incidents by their full ids."""
        with self._reading() as connection:
            return listing.read_these(connection, ids)

    def count(self: _Readable, filters: Filters | None = None) -> int:
        """How many incidents there are."""
        with self._reading() as connection:
            return listing.count_incidents(connection, filters)

    def count_by(self: _Readable, facet: FacetName, filters: Filters | None = None, *, limit: int = 1000) -> tuple[Tally, ...]:
        """How many incidents of each country, place, harm, method, side, grade …; `None` counts the unknown."""
        with self._reading() as connection:
            return listing.count_by(connection, {facet: filters or Filters()}, limit=limit)[facet]

    def tallies(self: _Readable, asked: Mapping[FacetName, Filters], *, limit: int = 1000) -> dict[FacetName, tuple[Tally, ...]]:
        """`count_by` of several facets, each under its own filters: those of the same filters are counted together."""
        with self._reading() as connection:
            return listing.count_by(connection, asked, limit=limit)

    def reckoned(self: _Readable, codebook: str, ids: Iterable[str]) -> dict[str, Reckoned]:
        """What these incidents come to under another codebook, by a hash of its rules; those not reckoned yet are left out."""
        with self._reading() as connection:
            return read_reckoned(connection, codebook, ids)

    def made(self: _Readable, ids: Iterable[str]) -> dict[str, str]:
        """The moments that wrote these incidents as they now are."""
        with self._reading() as connection:
            return read_made(connection, ids)

    # ---- what was
    def states(self: _Readable, ids: Iterable[str], *, at: str | None = None) -> dict[str, past.State | None]:
        """What these incidents were at a recorded instant, in short; `None` is no incident."""
        with self._reading() as connection:
            return past.read_states(connection, ids, at)

    def changed(self: _Readable, since: str, *, before: tuple[str, str] | None = None, limit: int | None = None) -> list[tuple[str, str]]:
        """Which incidents changed after a recorded instant: (id, when last), the latest first; after (when, id) `before` in this order."""
        with self._reading() as connection:
            return past.read_changed(connection, since, before=before, limit=limit)

    def changed_at(self: _Readable, ids: Iterable[str], since: str) -> dict[str, str]:
        """When each of these incidents changed last, where that is after a recorded instant."""
        with self._reading() as connection:
            return past.read_changed_at(connection, ids, since)

    def count_changed(self: _Readable, since: str) -> int:
        """How many incidents changed after a recorded instant."""
        with self._reading() as connection:
            return past.count_changed(connection, since)

    def lines(self: _Readable, *, limit: int = 100) -> list[past.Line]:
        """The latest changes of incidents, the latest first."""
        with self._reading() as connection:
            return past.read_lines(connection, limit)

    def transfers(self: _Readable, incidents: Iterable[str], since: str) -> list[tuple[str, str]]:
        """Which of these incidents were given tellings of which others after a recorded instant: (from, to)."""
        with self._reading() as connection:
            return past.read_transfers(connection, incidents, since)

    def arrivals(self: _Readable, incidents: Iterable[str], since: str) -> list[past.Arrival]:
        """The versions of articles of these incidents that came in after a recorded instant."""
        with self._reading() as connection:
            return past.read_arrivals(connection, incidents, since)

    def decided(self: _Readable, since: str) -> list[Decision]:
        """The decisions taken after a recorded instant, in that order."""
        with self._reading() as connection:
            return past.read_decided(connection, since)

    def sourced(self: _Readable, *, harm: str | None = None) -> list[tuple[str | int | None, ...]]:
        """What each origin and outlet said of each incident, as tuples of `Sourced`'s fields."""
        with self._reading() as connection:
            return list(read_sourced(connection, harm))

    def sourced_of(self: _Readable, source: SourceName, *, harm: str | None = None) -> list[tuple[str | int | None, ...]]:
        """The rows of one source, as `sourced` gives them."""
        with self._reading() as connection:
            return read_sourced_of(connection, source, harm)

    def sources_since(self: _Readable, since: tuple[int, int]) -> tuple[set[SourceName], set[str]]:
        """Which sources got rows since a state, and the marks of those that lost some."""
        with self._reading() as connection:
            return read_sources_since(connection, since)

    def stakes(self: _Readable, state: str, *, limit: int) -> list[Staked]:
        """The toll claims of a state ("unreviewed", "unsure") on which most hangs, over the whole book."""
        with self._reading() as connection:
            return read_stakes(connection, state, limit)

    def sourced_state(self: _Readable) -> tuple[int, int]:
        """Two numbers that are others whenever `sourced` may answer otherwise."""
        with self._reading() as connection:
            return sourced_state(connection)

    def began(self: _Readable) -> str:
        """When anything was first recorded: what names this book; "" in a book of nothing."""
        with self._reading() as connection:
            return past.read_began(connection)

    def points(self: _Readable, filters: Filters | None = None, *, limit: int = 20_000) -> tuple[list[str], int]:
        """What a map shows of the incidents with coordinates, each as GeoJSON, and how many have none."""
        with self._reading() as connection:
            return listing.read_points(connection, filters, limit=limit)

    def days(self: _Readable, filters: Filters | None = None) -> list[tuple[str | None, int, int]]:
        """Of each day: incidents, and the sum of their killed as listed; `None` are the undated."""
        with self._reading() as connection:
            return listing.read_days(connection, filters)

    def resolve(self: _Readable, asked: str) -> Resolved:
        """What an incident's id, of today or before, or its beginning leads to today."""
        with self._reading() as connection:
            return listing.resolve(connection, asked)
