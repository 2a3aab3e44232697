"""What an incident is listed, sorted and filtered by: columns beside its record."""

from __future__ import annotations

from typing import Any

from tollbook.book.faceting import label, site
from tollbook.book.keeping import json_text, plain
from tollbook.ledger import BookIncident
from tollbook.model import Harm


def facets(incident: BookIncident) -> dict[str, Any]:
    """The row of an incident.

    Figures are those that a person published, else the machine's best, of all
    victims together; unknown stays unknown and sorts last.
    """
    when, where = incident.when, incident.where
    return {
        "id": incident.id,
        "title": plain(incident.title) or "",
        "happened_from": _day(when.from_) if when else None,
        "happened_to": _day(when.to or when.from_) if when else None,
        "country": where.country if where else None,
        "place": site(incident),
        "lat": where.lat if where else None,
        "lon": where.lon if where else None,
        "method": plain(incident.method),
        "grade": incident.grade,
        "killed": best(incident, "killed"),
        "injured": best(incident, "injured"),
        "harms": " ".join(["", *sorted({toll.harm for toll in (*incident.tolls, *incident.published)}), ""]),
        "disagreement": incident.disagreement,
        "origins": incident.origins,
        "articles": len(incident.articles),
        "first_reported": incident.first_reported,
        "last_reported": incident.last_reported,
        "payload": json_text(incident),
        "sides": plain("\n".join(["", *incident.sides, ""])) if incident.sides else None,
        "place_said": plain(label(where, "site")) if where else None,
        "country_said": plain(label(where, "country")) if where else None,
        "point": json_text(found) if (found := point(incident)) else None,
    }


def point(incident: BookIncident) -> dict[str, Any] | None:
    """What a map shows of an incident, as a GeoJSON feature (RFC 7946); `None` where nobody knows where.

    Kept beside the record: to make ten thousand of them anew takes a third of a second.
    """
    where = incident.where
    if where is None or where.lat is None or where.lon is None:
        return None
    about = {
        "id": incident.id, "title": incident.title, "killed": best(incident, "killed"), "precision": where.precision,
        "level": where.level, "place": where.name or where.text, "day": _day(incident.when.from_) if incident.when else None,
    }  # fmt: skip
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": [where.lon, where.lat]}, "properties": about}


def best(incident: BookIncident, harm: Harm) -> int | None:
    """The figure of a harm that is shown first: the published, else the reconciled; of all victims."""
    for tolls in (incident.published, incident.tolls):
        for toll in tolls:
            if toll.harm == harm and toll.group == "all" and toll.best is not None:
                return min(toll.best, 2**63 - 1)
    return None


def _day(time: str | None) -> str | None:
    return time[:10] if time else None
