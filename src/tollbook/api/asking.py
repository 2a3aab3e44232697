"""What addresses of the API are made of: parameters with their bounds, answers with entity tags, problems."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal, TypeVar, cast

import msgspec
from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import PathParameter, QueryParameter

from tollbook.errors import TollbookError
from tollbook.ledger import AsOf, Grade, as_of
from tollbook.model import Harm
from tollbook.web.answers import Asked, Problem, codebook_of, tagged

T = TypeVar("T")

Ident = Annotated[str, PathParameter(description="An incident's id, of today or before, or its beginning.", min_length=1, max_length=64)]
Key = Annotated[str, PathParameter(description="The key of an article's version.", min_length=1, max_length=200)]
Day = Annotated[date | None, QueryParameter(description="A day; the event's own days must touch it.")]
Country = Annotated[str | None, QueryParameter(description="ISO 3166 code.", pattern="^[A-Za-z]{2}$")]
Text = Annotated[str | None, QueryParameter(min_length=1, max_length=500)]
AskedHarm = Annotated[Harm | None, QueryParameter(description="Of which a toll is stated.")]
AskedGrade = Annotated[Grade | None, QueryParameter(description="As a person graded it.")]
AtLeast = Annotated[int | None, QueryParameter(description="At least so many.", ge=0, le=999_999_999)]
Box = Annotated[str | None, QueryParameter(description="South,west,north,east in degrees.", max_length=100)]
Cursor = Annotated[str | None, QueryParameter(description="The `after` of the page before.", min_length=1, max_length=2000)]
Limit = Annotated[int, QueryParameter(description="At most so many.", ge=1, le=500)]
Codebook = Annotated[str, QueryParameter(description="A codebook, see /codebooks; `all` where several may be shown.", pattern="^[a-z0-9_-]{1,40}$")]
Moment = Annotated[
    str | None,
    QueryParameter(description="As known then: reported:TIME, recorded:TIME or a bare TIME, which is reported.", min_length=1, max_length=60),
]
Texts = Annotated[bool, QueryParameter(description="Whether to give the article's text, which others own.")]
Sorted = Annotated[
    Literal["happened", "killed", "injured", "disagreement", "origins", "articles", "first_reported", "last_reported", "title"],
    QueryParameter(description="Greatest or latest first, a title from A; unknown last."),
]


def _problem(said: str) -> ResponseSpec:
    return ResponseSpec(Problem, generate_examples=False, description=said, media_type="application/problem+json")


_PROBLEMS = {
    400: _problem("What was asked for is not possible."),
    401: _problem("No account: sign in, or send a token."),
    403: _problem("The account's role does not allow it."),
    404: _problem("There is no such thing."),
}
_NOTHING_NEW = ResponseSpec(None, generate_examples=False, description="The asker has it already.")


def reading(path: str, name: str) -> Callable[[Callable[..., Any]], HTTPRouteHandler]:
    """A question to the book: a GET with an operation id and its problems described."""
    return cast(
        "Callable[[Callable[..., Any]], HTTPRouteHandler]",
        get(path, sync_to_thread=True, operation_id=name, responses={304: _NOTHING_NEW, **_PROBLEMS}, raises=[], media_type="application/json"),
    )


def taking(path: str, name: str) -> Callable[[Callable[..., Any]], HTTPRouteHandler]:
    """Something to keep: a POST, answered with 201."""
    more = {413: _problem("The body is too large."), 415: _problem("The body is no JSON.")}
    return cast(
        "Callable[[Callable[..., Any]], HTTPRouteHandler]",
        post(path, sync_to_thread=True, status_code=201, operation_id=name, responses=_PROBLEMS | more, raises=[], media_type="application/json"),
    )


def answer(request: Asked, value: T) -> Response[T]:
    """A record as JSON, with an entity tag; only the tag where the asker has it already."""
    return cast("Response[T]", tagged(request, msgspec.json.encode(value), "application/json"))


def moment_of(text: str | None) -> AsOf | None:
    """The moment that is asked for; `None` is now.

    Raises:
        TollbookError: It is none.
    """
    return as_of(text) if text else None


def token(name: str) -> str:
    """Where a page ended, as the next one is asked for: nobody has to know what it is made of.

    Example:
        >>> ended(token("a1")), ended("a1")
        ('a1', 'a1')
    """
    return base64.urlsafe_b64encode(msgspec.json.encode(name)).decode().rstrip("=")


def ended(after: str) -> str:
    """The name of what a page ended with; programs of before gave the name itself, and may."""
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(after.encode("ascii") + b"=" * (-len(after) % 4)), type=str)
    except (ValueError, msgspec.DecodeError):
        return after


def no_end(after: str) -> TollbookError:
    """What is said of a cursor that none of our pages gave."""
    return TollbookError(f"{after[:40]!r} is not where a page ended.", hint="Begin at the first page.")


def one_codebook(name: str) -> str:
    """A codebook's name, where only one can be meant.

    Raises:
        TollbookError: There is none of that name, or all are meant.
    """
    return codebook_of("" if name == "all" else name)
