"""A client for the desk's API, with the same types as the book.

    from tollbook.client import Client

    with Client("http://127.0.0.1:8423") as desk:
        for incident in desk.incidents(country="SY", harm="killed"):
            print(incident.id, incident.title)

It is the only part of Tollbook that speaks to a server, and only to the one
that it is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar
from urllib.parse import quote

import msgspec

from tollbook.api.records import (
    ArticleFull,
    ClaimList,
    ClaimRow,
    CodebookInfo,
    Decide,
    Decided,
    DecisionList,
    Differences,
    Explained,
    Health,
    HitRow,
    Hits,
    IncidentFull,
    IncidentList,
    Me,
    MomentRow,
    Moments,
    SourceRow,
    Sources,
    Steps,
)
from tollbook.errors import TollbookError
from tollbook.ledger import BookIncident, Decision, Verb
from tollbook.model import Harm

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")
Method = Literal["GET", "POST"]


class DeskError(TollbookError):
    """What the desk refused, in its own sentence; `status` is HTTP's, 0 where it could not be reached."""

    def __init__(self, message: str, *, status: int, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.status = status


class _Problem(msgspec.Struct):
    detail: str = ""
    errors: tuple[str, ...] = ()


class Client:
    """A desk, asked over HTTP; close it, or use it as a context manager.

    Args:
        base_url: Where the desk is, such as `http://127.0.0.1:8423`.
        token: Of `tollbook accounts token`, where the desk has accounts.
        timeout: Seconds to wait for an answer.
        http: An `httpx.Client` to use instead of one of its own: for proxies,
            or an application in the same process.

    Raises:
        DeskError: From every method: the desk refuses, or cannot be reached.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> from litestar.testing import TestClient
        >>> from tollbook.api.app import create_app
        >>> from tollbook.book import open_book
        >>> with TemporaryDirectory() as folder, open_book(f"{folder}/week.db") as book, TestClient(create_app(book)) as http:
        ...     desk = Client(http=http)
        ...     added = desk.decide("add", why="seen on film", by="Ada", values={
        ...         "text": "Nine people were killed at the market of Sarmin.", "low": "9", "high": "9", "url": "post-1"})
        ...     [(i.tolls[0].best, i.articles) for i in desk.incidents()], desk.claims(article="post-1").__next__().state
        ([(9, ('post-1',))], 'added')
    """

    def __init__(
        self, base_url: str = "http://127.0.0.1:8423", token: str | None = None, *, timeout: float = 30.0, http: httpx.Client | None = None
    ) -> None:
        import httpx

        self._http = http if http is not None else httpx.Client(base_url=base_url, timeout=timeout)
        self._own = http is None
        self._headers = {"Accept": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connection, unless somebody else brought it."""
        if self._own:
            self._http.close()

    # ---- incidents
    def incidents(self, *, codebook: str = "house", as_of: str | None = None, sort: str = "disagreement", **filters: object) -> Iterator[BookIncident]:
        """All incidents that the filters leave, page by page.

        Args:
            codebook: Under which rules.
            as_of: `reported:TIME` or `recorded:TIME`; `None` is now.
            sort: By what, as on the page Browse.
            filters: since, until, country, place, harm, method, grade, killed,
                disagreement, origins, box.
        """
        after: str | None = None
        while True:
            page = self._get(IncidentList, "incidents", codebook=codebook, as_of=as_of, sort=sort, after=after, limit=200, **filters)
            yield from page.incidents
            after = page.after
            if after is None:
                return

    def incident(self, ident: str, *, codebook: str = "house", as_of: str | None = None) -> IncidentFull:
        """One incident with claims, origins, articles and decisions."""
        return self._get(IncidentFull, f"incidents/{_part(ident)}", codebook=codebook, as_of=as_of)

    def explain(self, ident: str, *, codebook: str = "house", as_of: str | None = None) -> Explained:
        """Why the figures of an incident are what they are; `codebook="all"` under every one."""
        return self._get(Explained, f"incidents/{_part(ident)}/explanation", codebook=codebook, as_of=as_of)

    def steps(self, ident: str, *, codebook: str = "house") -> Steps:
        """The toll over time."""
        return self._get(Steps, f"incidents/{_part(ident)}/steps", codebook=codebook)

    def diff(self, ident: str, first: str, then: str, *, codebook: str = "house") -> Differences:
        """What changed in an incident between two moments of one clock."""
        return self._get(Differences, f"incidents/{_part(ident)}/diff", first=first, then=then, codebook=codebook)

    # ---- words
    def article(self, key: str, *, texts: bool = False) -> ArticleFull:
        """A version of an article with its claims; its text only where asked for."""
        return self._get(ArticleFull, f"articles/{_part(key)}", texts="true" if texts else None)

    def claims(self, *, incident: str | None = None, article: str | None = None) -> Iterator[ClaimRow]:
        """All claims, or those of an incident or an article."""
        after: str | None = None
        while True:
            page = self._get(ClaimList, "claims", incident=incident, article=article, after=after, limit=200)
            yield from page.claims
            after = page.after
            if after is None:
                return

    def search(self, words: str, *, limit: int = 50) -> tuple[HitRow, ...]:
        """Quotes and titles that hold all the words."""
        return self._get(Hits, "search", q=words, limit=limit).hits

    # ---- decisions
    def decisions(self, *, incident: str | None = None, article: str | None = None) -> Iterator[Decision]:
        """All decisions in their order, the undone too; or those about an incident or an article."""
        after: str | None = None
        while True:
            page = self._get(DecisionList, "decisions", incident=incident, article=article, after=after, limit=200)
            yield from page.decisions
            after = page.after
            if after is None:
                return

    def decide(
        self, verb: Verb, *about: str, why: str, by: str | None = None, values: Mapping[str, str] | None = None, blind: str | None = None
    ) -> Decided:
        """Take a decision, as `tollbook decide` does.

        Args:
            verb: accept, reject, correct, add, same, different, grade, toll, retract, undo …
            about: Ids of claims, incidents, articles or a decision.
            why: The reason.
            by: Who; where the desk has accounts, the token's account signs instead.
            values: Fields, as a person types them.
            blind: The round of blind coding.
        """
        asked = Decide(verb=verb, why=why, about=about, values=dict(values or {}), by=by, blind=blind)
        return self._ask(Decided, "POST", "decisions", {}, msgspec.json.encode(asked))

    # ---- the desk
    def changes(self, since: str | None = None) -> Moments:
        """The moments in which the book grew after one; `last` of the answer is where to go on."""
        return self._get(Moments, "changes", since=since)

    def listen(self, since: str | None = None) -> Iterator[MomentRow]:
        """The same as they come, for ever; begins now unless `since` says when."""
        import httpx

        headers = self._headers | {"Accept": "text/event-stream"}
        try:
            with self._http.stream("GET", "/events", params={"since": since} if since else {}, headers=headers, timeout=None) as answer:
                if answer.status_code != 200:
                    answer.read()
                    raise _refused(answer)
                yield from _events(answer.iter_lines())
        except httpx.TransportError as error:
            raise _unreachable(error) from error

    def sources(self, *, harm: Harm | None = None) -> tuple[SourceRow, ...]:
        """Each origin and outlet over all incidents: how its first figures compare with the later ones."""
        return self._get(Sources, "sources", harm=harm).sources

    def health(self) -> Health:
        """Whether the desk answers, its version, and whether it has accounts."""
        return self._get(Health, "health")

    def me(self) -> Me:
        """Who the desk takes the asker for, and what they may do."""
        return self._get(Me, "me")

    def codebooks(self) -> tuple[CodebookInfo, ...]:
        """The codebooks that the desk knows."""
        return self._get(tuple[CodebookInfo, ...], "codebooks")

    def _get(self, kind: type[T], path: str, **params: Any) -> T:
        return self._ask(kind, "GET", path, {k: v for k, v in params.items() if v is not None}, None)

    def _ask(self, kind: type[T], method: Method, path: str, params: dict[str, Any], body: bytes | None) -> T:
        import httpx

        headers = self._headers | ({"Content-Type": "application/json"} if body is not None else {})
        try:
            answer = self._http.request(method, f"/api/v1/{path}", params=params, content=body, headers=headers)
        except httpx.TransportError as error:
            raise _unreachable(error) from error
        if not answer.is_success:
            raise _refused(answer)
        try:
            return msgspec.json.decode(answer.content, type=kind)
        except msgspec.DecodeError as error:
            raise DeskError(f"The desk's answer is not understood: {error}.", status=answer.status_code, hint="Is it of another version?") from error


def _part(ident: str) -> str:
    return quote(ident, safe="")


def _events(lines: Iterator[str]) -> Iterator[MomentRow]:
    """The moments in a stream of server-sent events (HTML standard, 9.2.6)."""
    event, data = "", ""
    for line in lines:
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "event":
            event = value
        elif name == "data":
            data += value
        elif not line:
            if event in ("change", "reset"):
                yield msgspec.json.decode(data, type=MomentRow)
            event, data = "", ""


def _refused(answer: httpx.Response) -> DeskError:
    try:
        problem = msgspec.json.decode(answer.content, type=_Problem)
    except msgspec.DecodeError:
        problem = _Problem()
    said = problem.detail or f"The desk answered {answer.status_code}."
    return DeskError(said, status=answer.status_code, hint="; ".join(problem.errors) or None)


def _unreachable(error: Exception) -> DeskError:
    return DeskError(f"The desk cannot be reached: {error or type(error).__name__}.", status=0, hint="Check the address, and that `tollbook serve` runs.")
