"""What a list of incidents is asked for: all of it in the address, so that a view can be sent to a colleague."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args
from urllib.parse import urlencode

import msgspec

from tollbook.book.records import Filters, Order, Unknown
from tollbook.errors import TollbookError
from tollbook.ledger import GRADES, AsOf, as_of, instant
from tollbook.model import HARMS, Record
from tollbook.reconcile.codebook import list_codebooks

ORDERS: tuple[str, ...] = get_args(Order)
_WORDS = ("since", "until", "country", "place", "site", "harm", "method", "side", "grade", "review")
_REVIEWS = ("decided", "open")
_UNKNOWN: tuple[str, ...] = get_args(Unknown)
_NUMBERS = ("killed", "disagreement", "origins")
LIMIT = 50


class Browsing(Record, frozen=True, kw_only=True):
    """A view of the list, as the address says it; `None` leaves a question open."""

    since: str | None = None
    until: str | None = None
    country: str | None = None
    place: str | None = None
    harm: str | None = None
    method: str | None = None
    grade: str | None = None
    site: str | None = None
    side: str | None = None
    review: str | None = None
    unknown: str | None = None
    killed: int | None = None
    disagreement: int | None = None
    origins: int | None = None
    box: str | None = None
    q: str | None = None
    sort: str = "disagreement"
    codebook: str = "house"
    as_of: str | None = None
    after: str | None = None

    @property
    def filters(self) -> Filters:
        """The book's filters."""
        box = _box(self.box)
        return Filters(
            since=self.since, until=self.until, country=self.country, place=self.place, harm=self.harm, method=self.method, grade=self.grade,
            killed=self.killed, disagreement=self.disagreement, origins=self.origins, box=box,
            site=self.site, side=self.side, review=self.review, unknown=tuple(self.unknown.split(",")) if self.unknown else (),  # type: ignore[arg-type]
        )  # fmt: skip

    @property
    def moment(self) -> AsOf | None:
        """The moment that is looked at; `None` is now."""
        return as_of(self.as_of) if self.as_of else None

    def href(self, path: str = "/", **changes: object) -> str:
        """The address of this view with some answers changed; changing any but the page begins at the first page."""
        given = msgspec.to_builtins(self) | ({} if set(changes) == {"after"} else {"after": None}) | changes
        plain = msgspec.to_builtins(Browsing())
        query = {k: v for k, v in given.items() if v not in (None, "") and v != plain[k]}
        return f"{path}?{urlencode(query)}" if query else path

    def asks(self, facet: str, value: str | None) -> bool:
        """Whether this view is narrowed to that answer; `None` is not known."""
        if value is None:
            return facet in (self.unknown or "").split(",")
        return bool(value == str(getattr(self, facet)))

    def open(self, facet: str) -> Browsing:
        """This view with that question left open: what its other answers would leave is counted so."""
        missing = ",".join(x for x in (self.unknown or "").split(",") if x and x != facet)
        return msgspec.structs.replace(self, **{facet: None, "unknown": missing or None})

    def toggled(self, facet: str, value: str | None) -> str:
        """The address with an answer given, or taken back where it was given; "not known" stands in the place of an answer."""
        missing = [x for x in (self.unknown or "").split(",") if x and x != facet]
        chosen = self.asks(facet, value)
        if value is None and not chosen:
            missing.append(facet)
        changes: dict[str, object] = {facet: None if value is None or chosen else value, "unknown": ",".join(missing) or None}
        return self.href("/", **changes)


def _box(text: str | None) -> tuple[float, float, float, float] | None:
    if not text:
        return None
    try:
        south, west, north, east = (float(x) for x in text.split(","))
    except ValueError:
        raise TollbookError(f"box={text[:40]!r} is no box.", hint="Write south,west,north,east in degrees.") from None
    return south, west, north, east


def browsing(query: Mapping[str, str]) -> Browsing:
    """Read a view from an address's query; names that mean nothing here are passed over.

    Raises:
        TollbookError: A value is none of its kind.

    Example:
        >>> browsing({"country": "sy", "killed": "10"}).href(sort="killed")
        '/?country=SY&killed=10&sort=killed'
    """
    given: dict[str, object] = {k: v.strip() for k in (*_WORDS, "q", "codebook", "as_of", "after", "box", "sort", "unknown") if (v := query.get(k)) and v.strip()}
    for name in _NUMBERS:
        if (text := query.get(name, "").strip()) != "":
            if not text.isdigit() or len(text) > 9:
                raise TollbookError(f"{name}={text[:40]!r} is no whole number.", hint="Write digits.")
            given[name] = int(text)
    if "country" in given:
        given["country"] = str(given["country"]).upper()[:2]
    for name in ("since", "until"):
        if name in given:
            instant(str(given[name]))
            given[name] = str(given[name])[:10]
    for name, allowed in (("harm", HARMS), ("grade", GRADES), ("sort", ORDERS), ("review", _REVIEWS)):
        if name in given and given[name] not in allowed:
            raise TollbookError(f"{name}={str(given[name])[:40]!r} is unknown.", hint="One of " + ", ".join(allowed) + ".")
    odd = [x for x in str(given.get("unknown", "")).split(",") if x and x not in _UNKNOWN]
    if odd:
        raise TollbookError(f"unknown={odd[0][:40]!r} is no facet.", hint="One of " + ", ".join(_UNKNOWN) + ".")
    if "review" in given and "as_of" in given:
        raise TollbookError("Whether anybody has decided is told of now alone.", hint="Leave out review, or as_of.")
    if given.get("codebook", "house") not in list_codebooks():
        raise TollbookError(f"There is no codebook {str(given['codebook'])[:40]!r}.", hint="One of " + ", ".join(list_codebooks()) + ".")
    made = Browsing(**given)  # type: ignore[arg-type]
    _ = made.moment, made.filters
    return made
