"""Which story each article goes back to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tollbook.copies.signature import Signature
from tollbook.ledger import CopyLink


def families(articles: Iterable[Signature], links: Iterable[CopyLink]) -> dict[str, str]:
    """Lead every article to the root of its family: the earliest report of the same text.

    A copy follows the text that it shares most with. An article that only took some sentences
    of others into a story of its own, or shares little more with them than an agency,
    stays its own root: what it took is told claim by claim, see `first_printed`.

    Args:
        articles: Signatures of all.
        links: Between any of them; links to articles that are not given are left out.

    Returns:
        Article key to root key, in the order of the keys; the same for any order of either argument.
    """
    known: Mapping[str, Signature] = {s.key: s for s in articles}
    parent: dict[str, CopyLink] = {}
    for link in links:
        if link.kind != "copy" or link.later not in known or link.earlier not in known:
            continue
        held = parent.get(link.later)
        if held is None or _rank(link, known) < _rank(held, known):
            parent[link.later] = link
    roots: dict[str, str] = {}
    for key in sorted(known):
        at, seen = key, {key}
        while at in parent and parent[at].earlier not in seen:
            at = parent[at].earlier
            seen.add(at)
        roots[key] = at
    return roots


def _rank(link: CopyLink, known: Mapping[str, Signature]) -> tuple[float, bool, str, str]:
    earlier = known[link.earlier]
    return -link.share, not earlier.reported, earlier.reported, earlier.key
