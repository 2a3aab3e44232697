"""The data of the pages' charts as Vega-Lite specifications, and the same drawn here for whoever runs no scripts."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Any

import msgspec
from litestar import Response, get

from tollbook.book import Book
from tollbook.charts import chart, svg
from tollbook.charts import days as by_day
from tollbook.charts.over_time import At, rows
from tollbook.errors import TollbookError
from tollbook.keep.looking import Step, timeline
from tollbook.keep.withheld import Mask
from tollbook.model import HARMS
from tollbook.web.answers import Asked, book_of, data, tagged
from tollbook.web.browsing import browsing
from tollbook.web.pages.browse import count_days
from tollbook.web.pages.incident import IncidentPage, figures, find, seen_by

# Steps are reckoned report by report, and a page asks for them once a harm: the last ones asked for are held.
_HELD = 32
_held: OrderedDict[tuple[object, ...], tuple[Step, ...]] = OrderedDict()
_one = Lock()
_making = Lock()  # the charts of a page are asked for together: what the first reckons the others wait for


def steps_of(book: Book, found: IncidentPage) -> tuple[Step, ...]:
    """How the tolls stood after each report, under the first of the page's codebooks; known by all that they are reckoned from."""
    case, codebook = found.shown.case, found.explanation.codebook
    known = (book.address, codebook, found.shown.as_of, case.id, tuple(sorted(case.kept)), tuple(c.id for c in case.claims), tuple(d.id for d in case.decisions))
    with _one:
        if known in _held:
            _held.move_to_end(known)
            return _held[known]
    with _making:
        with _one:
            made = _held.get(known)
        if made is None:
            made = timeline(book, found.shown, codebook)
            with _one:
                _held[known] = made
                while len(_held) > _HELD:
                    _held.popitem(last=False)
    return made


def over_time(book: Book, found: IncidentPage, harm: str, *, mask: Mask = str) -> dict[str, Any]:
    """The chart of an incident's toll over time, under the first of its codebooks; `mask` takes names out of its words."""
    tolls = [At(reported=s.reported, toll=next((t for t in s.tolls if t.harm == harm and t.group == "all"), None)) for s in steps_of(book, found)]
    bars = [msgspec.structs.replace(f, origin=mask(f.origin), quote=mask(f.quote)) for f in figures(found)]
    return chart("toll-over-time", rows(bars, tolls, harm))


def _over_time(request: Asked) -> dict[str, Any]:
    harm = request.query_params.get("harm", "killed")
    if harm not in HARMS:
        raise TollbookError(f"harm={harm[:40]!r} is unknown.", hint="One of " + ", ".join(HARMS) + ".")
    book = book_of(request)
    return over_time(book, find(book, request.path_params["ident"], **seen_by(request)), harm)


@get("/incident/{ident:str}/chart.json", sync_to_thread=True)
def incident_chart(request: Asked) -> Response[bytes]:
    """The toll over time as a Vega-Lite specification with its data."""
    return data(request, _over_time(request))


@get("/incident/{ident:str}/chart.svg", sync_to_thread=True)
def incident_picture(request: Asked) -> Response[bytes]:
    """The same as a picture, on white: for pages without scripts, and to be put into a text."""
    return tagged(request, svg(_over_time(request) | {"background": "white"}).encode(), "image/svg+xml")


@get("/days/chart.json", sync_to_thread=True)
def days_chart(request: Asked) -> Response[bytes]:
    """The incidents of a list by day, as a Vega-Lite specification with its data."""
    days, _ = count_days(book_of(request), browsing(request.query_params))
    return data(request, chart("days", by_day.rows(days)))


HANDLERS = (incident_chart, incident_picture, days_chart)
