"""The sheet of an incident: to look at, to save as one file, as PDF."""

from __future__ import annotations

from urllib.parse import urlencode

from litestar import Response, get

from tollbook.web.answers import Asked, book_of, tagged
from tollbook.web.pages.incident import seen_by
from tollbook.web.sheet import as_pdf, policy, sheet


def _made(request: Asked, *, linked: bool) -> str:
    seen = seen_by(request)
    as_of = request.query_params.get("as_of", "").strip()
    links = urlencode({"codebook": seen["codebook"], **({"as_of": as_of} if as_of else {})})
    return sheet(
        book_of(request), request.path_params["ident"], **seen,
        names=request.query_params.get("names", "") == "1", links=links if linked else None,
    )  # fmt: skip


def _attached(request: Asked, ending: str) -> str:
    """The name of the file that is saved: of an id's own letters alone, whatever was asked for."""
    ident = "".join(c for c in request.path_params["ident"] if c.isascii() and (c.isalnum() or c == "-"))[:40]
    return f'attachment; filename="{ident or "incident"}.{ending}"'


@get("/incident/{ident:str}/sheet", sync_to_thread=True)
def page(request: Asked) -> Response[bytes]:
    """The sheet; with `download=1` as the file that it becomes, without what leads back to the desk."""
    saved = request.query_params.get("download", "") == "1"
    answer = tagged(request, _made(request, linked=not saved).encode(), "text/html")
    # Its one style stands in the file; no other is let in. The frame rule cannot stand in the file itself.
    answer.headers["Content-Security-Policy"] = f"{policy()}; frame-ancestors 'none'"
    if saved:
        answer.headers["Content-Disposition"] = _attached(request, "html")
    return answer


@get("/incident/{ident:str}/sheet.pdf", sync_to_thread=True)
def pdf(request: Asked) -> Response[bytes]:
    """The sheet as PDF, where WeasyPrint is installed."""
    made = as_pdf(_made(request, linked=False))
    return Response(content=made, media_type="application/pdf", headers={"Content-Disposition": _attached(request, "pdf")})


HANDLERS = (page, pdf)
