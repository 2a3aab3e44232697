"""What is worth a person's next look, one decision at a time.

Four queues: claims on which figures hang, pairs of tellings that may or may not
speak of one incident, claims on which two people differ, and the claims of a
blind round. What hangs on a claim is reckoned when its incident is, and kept in
the book in that order, so the next question of the whole book is one look-up.
"""

from __future__ import annotations

import math
import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tollbook.book import Book, Pair, View
from tollbook.book.kept import chunks
from tollbook.book.staked import Staked
from tollbook.errors import TollbookError
from tollbook.extract.headline import Part, printed, told_in_all
from tollbook.group.score import Score
from tollbook.ids import content_id
from tollbook.keep.agreement import Agreement, agreement
from tollbook.keep.effective import Reviewed, State, review, standing
from tollbook.keep.grouping import score_pair, wishes
from tollbook.keep.rounds import check_round
from tollbook.keep.veil import EVERY_ROUND, veil
from tollbook.ledger import BookIncident, Decision, Kept, Telling
from tollbook.model import AnyClaim, Record, TollClaim

KINDS = ("claims", "pairs", "disagreements")
# Claims of which somebody could not tell, beside those of whoever asks: so many of one's own may come first.
_UNSURE = 100
# Pairs among which the ones that would move most are sought.
_MOST_PAIRS = 20_000
_KEPT_PAIRS = 500
_LISTED_PAIRS = 60  # more than are asked for: some may have lost their tellings meanwhile
# Natural logarithm of the odds: beyond 4 either way, the machine is right 98 times in 100 if its weights are.
_UNCLEAR = 4.0
ROUND_SIZE = 50


class ClaimItem(Record, frozen=True, kw_only=True):
    """Is this claim right? `weight` orders, `because` says what hangs on it; `by` are those who decided already."""

    claim: TollClaim
    key: str
    source: str
    outlet: str | None
    reported: str
    within: Part = "text"
    incident: str | None = None
    title: str | None = None
    state: State = "unreviewed"
    by: tuple[str, ...] = ()
    weight: float = 0.0
    because: tuple[str, ...] = ()


class Side(Record, frozen=True, kw_only=True):
    """One of two tellings: where it stands, and in which incident it is today; `titled` are the claims that its title makes."""

    telling: Telling
    incident: str | None
    title: str
    outlet: str | None
    reported: str
    claims: tuple[AnyClaim, ...]
    titled: tuple[str, ...] = ()


class PairItem(Record, frozen=True, kw_only=True):
    """The same incident? `together` is what the machine makes of it, `score` with its parts why."""

    a: Side
    b: Side
    score: Score
    together: bool
    weight: float


class DisputeItem(Record, frozen=True, kw_only=True):
    """A claim on which standing decisions differ, the last one of each person."""

    claim: AnyClaim
    key: str
    source: str
    outlet: str | None
    reported: str
    within: Part = "text"
    opinions: tuple[Decision, ...]


class Waiting(Record, frozen=True, kw_only=True):
    """One queue as it is listed; of the three lists one is filled. `agreement` comes with the disagreements of a round."""

    kind: str
    claims: tuple[ClaimItem, ...] = ()
    pairs: tuple[PairItem, ...] = ()
    disagreements: tuple[DisputeItem, ...] = ()
    agreement: Agreement | None = None


def waiting(queue: Queue | Book, kind: str, *, round_name: str | None = None, by: str | None = None, open_round: str | None = None, limit: int = 20) -> Waiting:
    """A queue by its name.

    Args:
        queue: The queues of a book, or the book.
        kind: One of `KINDS`.
        round_name: A blind round: its claims, or its disagreements.
        by: Who asks.
        open_round: The round that this person still codes.
        limit: At most so many.

    Raises:
        TollbookError: There is no such queue, or the round has no possible name.
    """
    q = queue if isinstance(queue, Queue) else Queue(queue)
    if kind == "claims":
        found = q.round(round_name, by=by, size=max(limit, ROUND_SIZE))[:limit] if round_name else q.claims(by=by, limit=limit)
        return Waiting(kind=kind, claims=found)
    if kind == "pairs":
        return Waiting(kind=kind, pairs=q.pairs(limit=limit))
    if kind == "disagreements":
        agreed = q.agreement(round_name) if round_name and open_round not in (round_name, EVERY_ROUND) else None
        return Waiting(kind=kind, disagreements=q.disputes(by=by, round_name=round_name, open_round=open_round, limit=limit), agreement=agreed)
    raise TollbookError(f"There is no queue {kind[:40]!r}.", hint="The queues are " + ", ".join(KINDS) + ".")


class Queue:
    """The queues of one book. It keeps what it reckoned, so one of them serves many questions.

    Args:
        book: Open; closed by whoever opened it.

    Example:
        ``Queue(book).claims(by="Ada")`` gives the claims that Ada might look at next.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self._unclear: tuple[str, list[Pair]] | None = None
        self._lock = threading.Lock()

    # ---- claims ----------------------------------------------------------------------------------
    def claims(self, *, by: str | None = None, limit: int = 20) -> tuple[ClaimItem, ...]:
        """Claims that nobody decided on, or that another could not tell; what would move figures most, over the whole book, first."""
        with self._book.read() as view:
            # one claim may stand in two incidents: twice as many are enough
            asked = [*view.stakes("unreviewed", limit=2 * limit), *view.stakes("unsure", limit=2 * limit + _UNSURE)]
            unique: dict[str, Staked] = {}
            for s in sorted(asked, key=lambda s: (-s.weight, s.claim, s.incident)):
                unique.setdefault(s.claim, s)
            found: list[ClaimItem] = []
            for piece in chunks(unique.values(), max(limit, 1)):
                items = staked_items(view, piece)
                found += [i for i in items if i.state == "unreviewed" or (i.state == "unsure" and by not in i.by)]
                if len(found) >= limit:
                    break
        return tuple(found[:limit])

    def round(self, name: str, *, by: str | None, size: int = ROUND_SIZE) -> tuple[ClaimItem, ...]:
        """The claims of a blind round that this coder has not decided on, in the order of every coder.

        A sample drawn by chance, from the round's name alone: it does not depend
        on figures or on what others decided, so agreement on it speaks for the book.
        """
        check_round(name)
        with self._book.read() as view:
            mine = {d.claim.claim for d in standing(view.decisions()) if d.blind == name and d.by == by and d.claim is not None}
            drawn = view.sample(content_id("round", name), limit=size)
            kept = {k.key: k for k in view.kept({key for _, key in drawn})}
        items = (_plain(kept[key], claim) for claim, key in drawn if key in kept and claim not in mine)
        return tuple(i for i in items if i is not None)

    # ---- pairs -----------------------------------------------------------------------------------
    def pairs(self, *, limit: int = 20) -> tuple[PairItem, ...]:
        """Pairs of tellings of which neither is clear; of two incidents, or of one, the least clear pair alone."""
        with self._lock, self._book.read() as view:
            moment = view.last_moment() or ""
            if self._unclear is None or self._unclear[0] != moment:
                self._unclear = moment, _weighty(view)
            return pair_items(view, self._unclear[1][: max(limit, _LISTED_PAIRS)], limit)

    # ---- disagreements -----------------------------------------------------------------------------
    def disputes(self, *, by: str | None = None, round_name: str | None = None, open_round: str | None = None, limit: int = 50) -> tuple[DisputeItem, ...]:
        """Claims on which people's standing decisions differ and nobody has settled it, the oldest difference first.

        Args:
            by: Who looks.
            round_name: Only the decisions of this blind round.
            open_round: The round that this person still codes: the others' decisions in it stay hidden.
            limit: At most so many.
        """
        with self._book.read() as view:
            seen = standing(veil(view.decisions(), by=by, round_name=open_round))
            if round_name is not None:
                seen = tuple(d for d in seen if d.blind == round_name or d.changes.get("settles"))
            known = {s: ds for s, ds in _by_source(seen).items() if len({d.by for d in ds}) > 1}
            found = [i for kept in view.kept(sources=sorted(known)) if kept.until is None for i in _disputed(kept, known[kept.source])]
        return tuple(sorted(found, key=lambda i: (i.opinions[-1].recorded, i.claim.id))[:limit])

    def agreement(self, round_name: str) -> Agreement:
        """How far the coders of a round agree."""
        with self._book.read() as view:
            return agreement(standing(view.decisions()), round_name)

    def rounds(self) -> tuple[str, ...]:
        """The blind rounds that this book has decisions of."""
        with self._book.read() as view:
            return tuple(sorted({d.blind for d in view.decisions() if d.blind}))


def _by_source(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    made: defaultdict[str, list[Decision]] = defaultdict(list)
    for d in decisions:
        if d.claim is not None:
            made[d.claim.source].append(d)
    return made


def staked_items(view: View, stakes: Sequence[Staked]) -> list[ClaimItem]:
    """Claims as questions, in the order given; what no longer stands is left out."""
    kept = {k.key: k for k in view.kept({s.key for s in stakes})}
    titles = {i: x.title for i, x in view.incident({s.incident for s in stakes}).items()}
    decided = {k.source: standing(view.decisions(source=k.source)) for k in kept.values()}
    reviewed = {key: review(k.article, k.reading, decided[k.source]) for key, k in kept.items()}
    made = []
    for s in stakes:
        held = next((c for c in reviewed[s.key].reading.claims if c.id == s.claim), None) if s.key in reviewed and s.incident in titles else None
        if isinstance(held, TollClaim):
            made.append(_claim_item(kept[s.key], reviewed[s.key], decided[kept[s.key].source], s, titles[s.incident], held))
    return made


def _claim_item(kept: Kept, reviewed: Reviewed, decisions: Sequence[Decision], staked: Staked, title: str, claim: TollClaim) -> ClaimItem:
    ids = set(reviewed.decided.get(claim.id, ()))
    sure = f"read with confidence {claim.reading_confidence:.2f}"
    shown, within = printed(kept.article, claim)
    return ClaimItem(
        claim=shown, within=within, key=kept.key, source=kept.source, outlet=kept.article.outlet or kept.article.agency, reported=kept.reported,
        incident=staked.incident, title=title, state=reviewed.states.get(claim.id, "unreviewed"), by=tuple(sorted({d.by for d in decisions if d.id in ids})),
        weight=staked.weight, because=(*staked.because, sure),
    )  # fmt: skip


def _plain(kept: Kept, claim: str) -> ClaimItem | None:
    """A claim as the reader read it, with nothing that anybody decided; `None` where it no longer stands."""
    held = next((c for c in told_in_all(kept.article, kept.reading).claims if c.id == claim), None)
    if not isinstance(held, TollClaim) or kept.until is not None or kept.by_hand:
        return None
    shown, within = printed(kept.article, held)
    return ClaimItem(claim=shown, within=within, key=kept.key, source=kept.source, outlet=kept.article.outlet or kept.article.agency, reported=kept.reported)


def _disputed(kept: Kept, decisions: Sequence[Decision]) -> list[DisputeItem]:
    reviewed = review(kept.article, kept.reading, decisions)
    every = {c.id: c for c in (*reviewed.reading.claims, *reviewed.rejected)}
    by_id = {d.id: d for d in decisions}
    made = []
    for claim in reviewed.disputed:
        last = {by_id[i].by: by_id[i] for i in reviewed.decided[claim] if by_id[i].verb != "add"}
        opinions = tuple(sorted(last.values(), key=lambda d: (d.recorded, d.id)))
        outlet = kept.article.outlet or kept.article.agency
        shown, within = printed(kept.article, every[claim])
        made.append(DisputeItem(claim=shown, within=within, key=kept.key, source=kept.source, outlet=outlet, reported=kept.reported, opinions=opinions))
    return made


def _weighty(view: View) -> list[Pair]:
    """The undecided pairs of which neither is clear, the least clear alone of two incidents; what would move figures most first."""
    wish = wishes(standing(view.decisions_on(verbs=("same", "different", "undo"))))
    decided = {*wish.same, *wish.different}
    asked: dict[frozenset[str], tuple[float, Pair]] = {}
    for p in view.unclear(within=_UNCLEAR, limit=_MOST_PAIRS):
        if (p.a, p.b) not in decided and p.a.rpartition("#")[0] != p.b.rpartition("#")[0]:
            weight = _weigh_pair(p.score, together=p.homes[0] == p.homes[1], killed=min(p.killed))
            asked.setdefault(frozenset(p.homes), (weight, Pair(a=p.a, b=p.b, score=p.score)))
    ranked = sorted(asked.values(), key=lambda x: (-x[0], x[1].a, x[1].b))
    return [p for _, p in ranked[:_KEPT_PAIRS]]


def pair_items(view: View, pairs: Sequence[Pair], limit: int) -> tuple[PairItem, ...]:
    """Pairs as questions, what would move figures most first: the lesser toll of the two, times the doubt.

    Between two incidents (or within one) only the least clear pair is asked:
    its answer moves all.
    """
    homes = view.members({i for p in pairs for i in (p.a, p.b)})
    incidents = view.incident(set(homes.values()))
    asked: dict[frozenset[str | None], Pair] = {}
    for p in pairs:
        if homes.get(p.a) in incidents and homes.get(p.b) in incidents and p.a.rpartition("#")[0] != p.b.rpartition("#")[0]:
            asked.setdefault(frozenset((homes[p.a], homes[p.b])), p)
    ranked = sorted(asked.values(), key=lambda p: (-_pair_weight(p, homes, incidents), p.a, p.b))[:limit]
    told = {x.telling.id: x.telling for x in view.tellings({i for p in ranked for i in (p.a, p.b)})}
    ranked = [p for p in ranked if p.a in told and p.b in told]
    kept = {k.key: k for k in view.kept({told[i].key for p in ranked for i in (p.a, p.b)})}
    return tuple(
        PairItem(
            a=_side(told[p.a], kept, homes), b=_side(told[p.b], kept, homes), score=score_pair(told[p.a], told[p.b]),
            together=homes[p.a] == homes[p.b], weight=_pair_weight(p, homes, incidents),
        )
        for p in ranked
        if told[p.a].key in kept and told[p.b].key in kept
    )  # fmt: skip


def _pair_weight(pair: Pair, homes: Mapping[str, str], incidents: Mapping[str, BookIncident]) -> float:
    """The chance that the machine is wrong of a pair, by its own score, times what would move."""
    best = [max((t.best or 0 for t in incidents[homes[i]].tolls if t.group == "all" and t.harm == "killed"), default=0) for i in (pair.a, pair.b)]
    return _weigh_pair(pair.score, together=homes[pair.a] == homes[pair.b], killed=min(best))


def _weigh_pair(score: float, *, together: bool, killed: int) -> float:
    return round(math.log2(2 + killed) / (1 + math.exp(score if together else -score)), 4)


def _side(telling: Telling, kept: Mapping[str, Kept], homes: Mapping[str, str]) -> Side:
    k = kept[telling.key]
    claims = [printed(k.article, c) for c in told_in_all(k.article, k.reading).claims if c.id in telling.claims]
    return Side(
        telling=telling, incident=homes.get(telling.id), title=k.article.title or k.article.id, outlet=k.article.outlet or k.article.agency,
        reported=k.reported, claims=tuple(c for c, _ in claims), titled=tuple(c.id for c, within in claims if within == "title"),
    )  # fmt: skip


__all__ = ["KINDS", "ROUND_SIZE", "ClaimItem", "DisputeItem", "PairItem", "Queue", "Side", "Waiting", "check_round", "pair_items", "waiting"]
