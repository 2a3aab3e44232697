"""Whose each claim of an incident is, once copies and spokesmen are folded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from tollbook.copies import Signature, first_printed, sign
from tollbook.extract.credit import credited_agency, outlet_name
from tollbook.ledger import CopyLink, Kept, Origin, Report
from tollbook.model import AnyClaim
from tollbook.reconcile.origins import find_origins

_KEY = re.compile(r"\b[0-9a-f]{12,40}\b")


def report_of(kept: Kept) -> Report:
    """Where the claims of a version were printed, and whose its own voice is: the agency it credits, else the outlet."""
    return Report(article=kept.key, reported=kept.reported, voice=credited_agency(kept.article) or kept.article.outlet)


def fold(
    claims: Sequence[AnyClaim], reports: Mapping[str, Report], kept: Mapping[str, Kept], links: Iterable[CopyLink], signed: Mapping[str, Signature] | None = None
) -> tuple[dict[str, Report], tuple[Origin, ...]]:
    """Point every claim's report to its distinct origin.

    Args:
        claims: Of one incident.
        reports: Where each was printed, by claim id.
        kept: The versions, by key.
        links: Copies among them.
        signed: What copies see of the versions, as far as it is at hand.

    Returns:
        The reports with their origins, and the origins.
    """
    inside = list(links)
    signatures = signatures_in(kept, inside, signed or {})
    copied = first_printed(claims, reports, signatures, inside) if inside else {}
    origins = find_origins(claims, reports, copied=copied, articles={key: k.article for key, k in kept.items()})
    outlets = {outlet_name(o): o for k in kept.values() for o in (k.article.outlet, k.article.agency) if o}
    origins = tuple(
        msgspec.structs.replace(o, name=_in_full(o.name, outlets), because=tuple(sorted({_named(b, kept) for b in o.because}))) for o in origins
    )
    home = {c: o.id for o in origins for c in o.claims}
    folded = {i: msgspec.structs.replace(r, origin=home.get(i)) for i, r in reports.items()}
    return folded, origins


def signatures_in(kept: Mapping[str, Kept], links: Iterable[CopyLink], signed: Mapping[str, Signature]) -> dict[str, Signature]:
    """The signatures of the versions that copy or are copied: as they were kept, else made anew."""
    linked = sorted({key for x in links for key in (x.later, x.earlier)} & kept.keys())
    return {key: signed[key] if key in signed else sign(kept[key].article, key=key, reported=kept[key].reported) for key in linked}


def _in_full(name: str, outlets: Mapping[str, str]) -> str:
    """An outlet under the name that it gives itself, where origins are told apart by a shorter form of it."""
    speaker, to, carrier = name.rpartition(" (to ")
    if to and carrier.endswith(")"):
        return f"{speaker} (to {outlets.get(carrier[:-1], carrier[:-1])})"
    return outlets.get(name, name)


def _named(reason: str, kept: Mapping[str, Kept]) -> str:
    """A reason with articles named as people know them, not by the keys of their versions."""
    return _KEY.sub(lambda m: _label(kept[m.group()]) if m.group() in kept else m.group(), reason)


def _label(kept: Kept) -> str:
    return f"{kept.article.outlet} ({kept.article.id})" if kept.article.outlet else kept.article.id
