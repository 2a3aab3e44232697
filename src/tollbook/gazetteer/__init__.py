"""Names to places: a read-only index that needs no network."""

from tollbook.gazetteer.index import Entry, Gazetteer, open_gazetteer

__all__ = ["Entry", "Gazetteer", "open_gazetteer"]
