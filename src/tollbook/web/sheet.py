"""The sheet: one incident on paper, with everything that its figures rest on; complete in one file, nothing loaded from anywhere.

Names of private persons are withheld unless asked for (see `keep.withheld`),
and full texts of articles never stand on it.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import importlib
import re
from importlib.resources import files
from typing import Any

import msgspec
from markupsafe import Markup

from tollbook.book import Book
from tollbook.charts import png_of, svg
from tollbook.errors import TollbookError
from tollbook.keep.withheld import WITHHELD, Mask, withhold
from tollbook.ledger import AsOf
from tollbook.model import HARMS, TollClaim
from tollbook.reconcile.codebook import Rule, load_codebook
from tollbook.reconcile.voice_graph import VoiceGraph
from tollbook.web.outline import map_svg, radius_km
from tollbook.web.pages.incident import IncidentPage, figures, find, voices
from tollbook.web.pages.pictures import over_time
from tollbook.web.render import environment
from tollbook.web.voices import as_list, draw

# A sheet shows the harms that most asked of; the others are in its tables.
_MOST_CHARTS = 3


@functools.cache
def style() -> str:
    """The sheet's own style, as it stands in the file."""
    static = files("tollbook.web").joinpath("static")
    return "\n".join(static.joinpath(name).read_text(encoding="utf-8") for name in ("pictures.css", "sheet.css"))


@functools.cache
def policy() -> str:
    """What a browser may do with a sheet: apply this one style, and nothing else at all."""
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"


def sheet(
    book: Book, ident: str, *, codebook: str = "house", moment: AsOf | None = None, names: bool = False, links: str | None = None,
    by: str | None = None, open_round: str | None = None,
) -> str:  # fmt: skip
    """An incident as a printable page, complete in itself.

    Args:
        book: The book.
        ident: The incident's id.
        codebook: A name, a file, or "all" for all side by side; the trace is
            that of the first.
        moment: As known when; `None` is now.
        names: Show the names of private persons.
        links: The incident's address on the desk with its query, where the page is
            served there; `None` leaves out what leads back.
        by: Who looks.
        open_round: The blind round that this person codes; see `pages.incident.find`.

    Returns:
        HTML with its style, chart and map inside.

    Raises:
        TollbookError: The id leads nowhere, or there is no such codebook.
    """
    found = find(book, ident, codebook=codebook, moment=moment, by=by, open_round=open_round)
    mask: Mask = str if names else withhold((c.claim for c in found.claims), found.origins, _headlines(found))
    drawn = _masked(voices(found), mask)
    i = found.shown.incident
    return environment().get_template("sheet.html").render(
        found=found, i=i, mask=mask, names=names, withheld=WITHHELD, as_of=moment, last=_last(found), links=links,
        style=Markup(style()), policy=policy(),  # noqa: S704 - a file of ours
        outline=map_svg(i.where) if i.where else "", radius_km=radius_km, charts=_charts(book, found, mask), voices=as_list(drawn), drawing=draw(drawn),
        rules=_rules(found), books=[load_codebook(name) for name in found.shown.explanations], is_toll=lambda c: isinstance(c, TollClaim),
    )  # fmt: skip


def _headlines(found: IncidentPage) -> list[str]:
    said = [g.says for g in found.explanation.missing]
    return [*(k.article.title for k in found.articles if k.article.title), *(o.name for o in found.origins), *said]


def _last(found: IncidentPage) -> str:
    """When the book last learned something of it: what a sheet is dated by, so that the same book gives the same sheet."""
    return max([k.recorded for k in found.articles] + [d.recorded for d in found.decisions], default="")


def _charts(book: Book, found: IncidentPage, mask: Mask) -> list[tuple[str, Markup]]:
    told = {f.harm for f in figures(found) if f.low is not None}
    harms = [h for h in HARMS if h in told][:_MOST_CHARTS]
    return [(h, Markup(svg(over_time(book, found, h, mask=mask)))) for h in harms]  # noqa: S704 - Vega escapes what it draws


def _masked(drawn: VoiceGraph, mask: Mask) -> VoiceGraph:
    replace = msgspec.structs.replace
    nodes = tuple(replace(n, label=mask(n.label)) for n in drawn.nodes)
    return VoiceGraph(nodes=nodes, edges=tuple(replace(e, because=mask(e.because)) for e in drawn.edges))


def _rules(found: IncidentPage) -> list[Rule]:
    """Every rule that the trace names, once, in its order."""
    held = {u.rule.id: u.rule for t in found.explanation.tolls if t.toll.group == "all" for u in t.trace}
    return [held[i] for i in sorted(held)]


_PICTURE = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
# Hebrew, Arabic and their kin, and the forms in which older texts hold them.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_INLINE = "data:image/png;base64,"


def _joined(found: re.Match[str]) -> str:
    """A drawing whose letters must be joined, as a picture: WeasyPrint sets each letter of a drawing alone, left to right (its svg/text.py)."""
    drawing = found[0]
    if not _RIGHT_TO_LEFT.search(drawing):
        return drawing
    wide = re.search(r'\swidth="(\d+)', drawing)
    picture = base64.b64encode(png_of(drawing, scale=3)).decode()
    return f'<img src="{_INLINE}{picture}" alt="" width="{wide[1] if wide else 640}" style="max-width: 100%">'


def as_pdf(html: str) -> bytes:
    """A sheet as PDF, with nothing fetched.

    Raises:
        TollbookError: WeasyPrint, which makes it, is not installed here.
    """
    try:
        weasyprint: Any = importlib.import_module("weasyprint")
    except (ImportError, OSError):
        raise TollbookError(
            "PDF needs WeasyPrint, which is not installed here.", hint="Install it with: pip install 'tollbook[pdf]'; or write .html and print that from a browser."
        ) from None

    def nothing(url: str, *_: Any, **__: Any) -> Any:
        if url.startswith(_INLINE):
            held = base64.b64decode(url.removeprefix(_INLINE))
            answer = getattr(weasyprint.urls, "URLFetcherResponse", None)  # what newer ones take in place of a dict
            return {"string": held, "mime_type": "image/png"} if answer is None else answer(url, held, {"Content-Type": "image/png"})
        raise ValueError(f"a sheet loads nothing: {url[:60]}")

    nothing.__dict__["_fail_on_errors"] = False  # newer ones ask that of whatever fetches
    made = weasyprint.HTML(string=_PICTURE.sub(_joined, html), url_fetcher=nothing).write_pdf()
    return bytes(made or b"")
