"""Which claims of an article were printed before, in the article it copies.

A partial copy mixes an agency's sentences with a paper's own reporting. So
copying is decided claim by claim: a figure whose sentence stands in the earlier
article is that article's, one in an added sentence is its own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from tollbook.copies.compare import index, match
from tollbook.copies.signature import Signature
from tollbook.copies.words import Line, hash_words, tokens
from tollbook.ledger import CopyLink, Report
from tollbook.model import AnyClaim, TollClaim
from tollbook.reconcile.restated import Copied


def first_printed(
    claims: Iterable[AnyClaim],
    reports: Mapping[str, Report],
    signatures: Mapping[str, Signature],
    links: Iterable[CopyLink],
    *,
    of: str | None = None,
    rows: Rows | None = None,
) -> dict[str, Copied]:
    """For every claim that was copied, where it was printed first.

    Args:
        claims: Of one incident or many.
        reports: By claim id, the article of each.
        signatures: By article key.
        links: Copies among these articles.
        of: The key of the one article whose claims are asked for; `None` is all.
        rows: Of the signatures, for whoever asks again and again.

    Returns:
        By claim id, in the order of ids; claims that are their article's own
        are not in it. The same for any order of the arguments.
    """
    sources = _sources(links, signatures)
    held = rows or Rows(signatures)
    by_article: dict[str, list[AnyClaim]] = {}
    every = sorted(claims, key=lambda c: (c.quote.start, c.id))
    for claim in every:
        if claim.id in reports:
            by_article.setdefault(reports[claim.id].article, []).append(claim)
    found: dict[str, Copied] = {}
    for claim in sorted(every, key=lambda c: c.id):
        article = reports[claim.id].article if claim.id in reports else None
        if article is None or article not in sources or of not in (None, article):
            continue
        first = _first(claim, article, sources, signatures, held)
        if first is not None:
            found[claim.id] = _copied(claim, first[0], first[1], signatures, by_article)
    return found


def _sources(links: Iterable[CopyLink], signatures: Mapping[str, Signature]) -> dict[str, tuple[str, ...]]:
    """For each article those it repeats, the earliest first."""
    made: dict[str, set[str]] = {}
    for link in links:
        if link.later in signatures and link.earlier in signatures:
            made.setdefault(link.later, set()).add(link.earlier)
    return {later: tuple(sorted(earlier, key=lambda k: _age(signatures[k]))) for later, earlier in made.items()}


def _age(signature: Signature) -> tuple[bool, str, str]:
    return not signature.reported, signature.reported, signature.key


def host(signature: Signature, claim: AnyClaim) -> int | None:
    """The number of the sentence in which a claim stands; `None` where copies do not look at it."""
    at = claim.quote.start
    if isinstance(claim, TollClaim) and claim.count.start is not None:
        at = claim.count.start
    number = bisect_right(signature.rows, at, key=lambda row: row.start) - 1
    return number if number >= 0 and at < signature.rows[number].end else None


def _numbers(claim: AnyClaim) -> frozenset[int]:
    """The digits of a claim's figure; empty where it gives words alone."""
    if not isinstance(claim, TollClaim) or not claim.count.text:
        return frozenset()
    return frozenset(hash_words(w) for w in tokens(claim.count.text) if w.isdigit())


def _first(
    claim: AnyClaim,
    article: str,
    sources: Mapping[str, Sequence[str]],
    signatures: Mapping[str, Signature],
    held: Rows,
) -> tuple[str, tuple[int, ...]] | None:
    """The earliest article in which the claim's sentence stands with its figure, and in which of its sentences."""
    start = host(signatures[article], claim)
    if start is None:
        return None
    numbers = _numbers(claim)
    waiting: list[tuple[str, tuple[int, ...]]] = [(article, (start,))]
    seen, best = {article}, None
    while waiting:
        later, rows = waiting.pop()
        for earlier in sources.get(later, ()):
            if earlier in seen:
                continue
            stands = _stands([signatures[later].rows[n] for n in rows], signatures[earlier].rows, held.of(earlier), numbers)
            if stands:
                seen.add(earlier)
                waiting.append((earlier, stands))
                if best is None or _age(signatures[earlier]) < _age(signatures[best[0]]):
                    best = earlier, stands
    return best


class Rows:
    """In which sentences of a text each shingle stands, looked up once a text: all its copies are held against it."""

    def __init__(self, signatures: Mapping[str, Signature]) -> None:
        self._signatures = signatures
        self._held: dict[str, dict[int, list[int]]] = {}

    def of(self, key: str) -> Mapping[int, Sequence[int]]:
        """By shingle the first rows of an article that hold it."""
        if key not in self._held:
            rows = self._signatures[key].rows
            self._held[key] = index(rows, rows)
        return self._held[key]


def _stands(rows: Sequence[Line], other: Sequence[Line], held: Mapping[int, Sequence[int]], numbers: frozenset[int]) -> tuple[int, ...]:
    found: set[int] = set()
    for row in rows:
        matched = match(row, other, held)
        if matched.firm:
            found.update(matched.in_rows)
    there = {f for n in found for f in other[n].numbers}
    return tuple(sorted(found)) if numbers <= there else ()


def _copied(claim: AnyClaim, article: str, rows: Sequence[int], signatures: Mapping[str, Signature], by_article: Mapping[str, Sequence[AnyClaim]]) -> Copied:
    alike = [c for c in by_article.get(article, ()) if host(signatures[article], c) in rows and _same(claim, c)]
    return Copied(article=article, claim=alike[0].id if alike else None, because=f"same text as {article}")


def _same(a: AnyClaim, b: AnyClaim) -> bool:
    if isinstance(a, TollClaim) and isinstance(b, TollClaim):
        return a.harm == b.harm and (a.count.low, a.count.high, a.count.word) == (b.count.low, b.count.high, b.count.word)
    return type(a) is type(b)
