"""The queue: one decision at a time, keyboard first, what would move figures most before the rest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

import anyio.to_thread
from litestar import Response, get, post
from litestar.response import Redirect

from tollbook.book import Book
from tollbook.errors import TollbookError
from tollbook.extract.headline import Part
from tollbook.group.cluster import LINK
from tollbook.ids import content_id
from tollbook.keep.queue import KINDS, ClaimItem, DisputeItem, PairItem, Queue, Waiting, check_round, waiting
from tollbook.keep.rounds import begin_round, finish_round
from tollbook.ledger import Kept
from tollbook.model import HARMS, AnyClaim, Record, TollClaim
from tollbook.web.answers import Asked, book_of, data, hidden_of, page, person_of, remember, round_of
from tollbook.web.pages.deciding import local, name_of
from tollbook.web.render import Segment, marked

_LIMIT = 40
# So many skipped items are remembered in the address.
_SKIPPED = 60
# Under so many names one browser may code; the rounds of all of them stay hidden in it.
_CODERS = 20
_queues: WeakKeyDictionary[Book, Queue] = WeakKeyDictionary()


class Text(Record, frozen=True, kw_only=True):
    """An article beside the question, with the words in question marked, those of the title in `title`."""

    kept: Kept
    title: tuple[Segment, ...]
    segments: tuple[Segment, ...]


class Asking(Record, frozen=True, kw_only=True):
    """Which queue is looked at: its kind, the round, the items that this person passed over."""

    kind: str
    round_name: str | None
    skipped: tuple[str, ...]

    def href(self, **changes: Any) -> str:
        """The address of this view of the queue, or of one a little different."""
        given = {"kind": self.kind, "round": self.round_name, "skip": ",".join(self.skipped) or None} | changes
        return "/queue?" + urlencode({k: v for k, v in given.items() if v})


def queue_of(book: Book) -> Queue:
    """The queues of a book, with what they reckoned kept between questions."""
    return _queues.setdefault(book, Queue(book))


def asking(request: Asked) -> Asking:
    """What the address asks for.

    Raises:
        TollbookError: There is no such queue or round.
    """
    query = request.query_params
    kind = query.get("kind", "").strip() or "claims"
    if kind not in KINDS:
        raise TollbookError(f"There is no queue {kind[:40]!r}.", hint="The queues are " + ", ".join(KINDS) + ".")
    # who codes a round gets its claims and no others: the order of the others shows what was decided
    name = query.get("round", "").strip() or (round_of(request) if kind == "claims" else None) or None
    if name is not None:
        check_round(name)
    skipped = tuple(dict.fromkeys(s for s in query.get("skip", "").split(",") if s))[-_SKIPPED:]
    return Asking(kind=kind, round_name=name, skipped=skipped)


def ident(item: ClaimItem | PairItem | DisputeItem) -> str:
    """What an item is passed over by."""
    if isinstance(item, PairItem):
        return content_id(item.a.telling.id, item.b.telling.id)
    return item.claim.id


def find(book: Book, asked: Asking, *, by: str | None, open_round: str | None) -> Waiting:
    """The queue for this person."""
    return waiting(queue_of(book), asked.kind, round_name=asked.round_name, by=by, open_round=open_round, limit=_LIMIT)


def text_of(book: Book, key: str, claims: Iterable[tuple[AnyClaim, Part]]) -> Text:
    """The article of claims, with their words marked and their numbers strong."""
    kept = next(iter(book.kept([key])))
    title, text = marked(kept.article, claims)
    return Text(kept=kept, title=title, segments=text)


@get("/queue", sync_to_thread=True)
def queue(request: Asked) -> Response[bytes]:
    """The next decision, as a page."""
    asked, by, open_round = asking(request), person_of(request), round_of(request)
    book = book_of(request)
    shown: dict[str, Any] = {
        "asked": asked, "kinds": KINDS, "rounds": queue_of(book).rounds(), "item": None, "texts": (), "left": 0, "agreement": None, "begin": None,
        "harms": HARMS, "ident": ident, "is_toll": lambda c: isinstance(c, TollClaim), "live": True, "link": LINK,
    }  # fmt: skip
    if asked.kind == "claims" and asked.round_name is not None and asked.round_name != open_round:
        return page(request, "queue.html", name="queue", title="Queue", **shown | {"begin": asked.round_name})
    found = find(book, asked, by=by, open_round=hidden_of(request))
    every: list[ClaimItem | PairItem | DisputeItem] = [*found.claims, *found.pairs, *found.disagreements]
    items = [i for i in every if ident(i) not in asked.skipped]
    shown |= {"agreement": found.agreement, "left": len(items)}
    if items:
        shown |= {"item": items[0], "texts": texts_of(book, items[0])}
    return page(request, "queue.html", name="queue", title="Queue", **shown)


def texts_of(book: Book, item: ClaimItem | PairItem | DisputeItem) -> tuple[Text, ...]:
    """The articles that a question is about: one for a claim, two for a pair."""
    if isinstance(item, PairItem):
        return tuple(text_of(book, side.telling.key, [(c, "title" if c.id in side.titled else "text") for c in side.claims]) for side in (item.a, item.b))
    return (text_of(book, item.key, [(item.claim, item.within)]),)


@get("/queue.json", sync_to_thread=True)
def queue_json(request: Asked) -> Response[bytes]:
    """The queue for programs."""
    return data(request, find(book_of(request), asking(request), by=person_of(request), open_round=hidden_of(request)))


@post("/round", status_code=303)
async def enter_round(request: Asked) -> Response[Any]:
    """Begin or go on with a blind round, leave it for now (an empty name), or finish it for good.

    Left, it hides the others' decisions as before; finished, they are shown,
    and whoever finished decides nothing more in it.

    Raises:
        TollbookError: Nobody said who codes, the name is none, or they have finished it.
    """
    form = await request.form()
    name, done = str(form.get("round", "")).strip(), str(form.get("finish", "")).strip()
    by, book = person_of(request) or name_of(str(form.get("by", ""))), book_of(request)
    if name or done:
        check_round(name or done)
        if not by:
            raise TollbookError("A round needs to know who codes.", hint="Give your name at the top of the page.")
        await anyio.to_thread.run_sync(finish_round if done else begin_round, book, by, done or name)
    session = request.scope.get("session")
    coders = [*(session.get("coders", ()) if isinstance(session, dict) else ())]
    if name and by not in coders:
        coders = [*coders, by][-_CODERS:]
    remember(request, round=name or None, coders=coders or None, **({} if request.app.state.team else {"name": by or None}))
    return Redirect(local(str(form.get("next", "")) or (f"/queue?{urlencode({'round': name})}" if name else "/queue")), status_code=303)


HANDLERS = (queue, queue_json, enter_round)
