"""The book: what articles said and people decided, kept for ever; and what is made of it.

One SQLite file by default, PostgreSQL for a team, the same code for both.
Nothing kept is ever altered: a correction is another version, a withdrawal an
event, a better reading another reading, and an undone decision a decision. The
tellings, pairs, copies and incidents beside them can be thrown away and made
again.

    with open_book("week.db") as book:
        with book.write() as w:                          # one transaction, one recorded instant: w.recorded
            added = w.add_article(article, reading, "en 0.1")       # .status new|version|same|purged, .key
            w.put_tellings([Told(telling=…, keys=("block", …), reported_from=…)])
        for kept in book.kept(as_of=as_of("2020-02-28")): …
        page = book.incidents(Filters(country="SY"), order="killed", limit=20)   # .incidents, .after

Reading (on `Book`, each of its own instant; `with book.read() as view`, all of one; on the writer, what it wrote):
`kept(keys=None, sources=None, as_of=None)`, `keys()`, `decisions(as_of, incident, source, claim)`, `events(sources)`,
`tombstones(source)`, `claim_keys(prefix)`, `search(text, limit)`, `last_moment()`,
`moved(since, limit)`, `accounts(name)`, `password(name)`, `tokens(account, hashed, ident)`; `tellings(ids, keys, sources, as_of, blocks)`,
`candidates(blocks)`, `block_sizes(blocks)`, `neighbours(tellings, above)`, `signatures(keys)`, `signed(bands)`,
`copies(keys)`, `members(tellings)`; `incidents(filters, order, ascending, after, limit)`, `incident(ids)`,
`count(filters)`, `count_by(facet, filters)`, `resolve(id or its beginning)`.

Writing (in `with book.write() as w`): `add_article(article, reading, reader, by_hand)`, `add_reading(key, reading,
reader)`, `decide(decision)`, `withdraw(source, by, why, reported, key)`, `restore(source, by, why, key)`,
`put_account(name, role, password, disabled)`, `put_token(token, hashed)`, `disable_tokens(account, ident)`;
`put_tellings(told)`, `close_tellings(ids, closed_by, key)`, `put_pairs`, `drop_pairs(tellings)`, `put_signature(key,
payload, bands)`, `put_copies`, `drop_copies(keys)`, `put_incidents`, `drop_incidents(ids)`, `forget_derived()`.

On the book itself: `purge(source, why, by)` (then make `.incidents` of the answer again), `wipe()`, `check()` for what
`doctor` reports, `forget_derived()`, `address`, `close()`.
"""

from __future__ import annotations

from tollbook.book.records import (
    Account,
    Added,
    ArticleEvent,
    Filters,
    Finding,
    Hit,
    Moved,
    Order,
    Page,
    Pair,
    Purged,
    Resolved,
    Token,
    Told,
    Tombstone,
)
from tollbook.book.store import Book, View, Writer, open_book

__all__ = [
    "Account",
    "Added",
    "ArticleEvent",
    "Book",
    "Filters",
    "Finding",
    "Hit",
    "Moved",
    "Order",
    "Page",
    "Pair",
    "Purged",
    "Resolved",
    "Token",
    "Told",
    "Tombstone",
    "View",
    "Writer",
    "open_book",
]
