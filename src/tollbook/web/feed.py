"""The changes of a book as an Atom feed (RFC 4287): figures and where to read them, no names, no words of articles.

A feed is read by machines that nobody watches, and copied on. So it holds what
an incident's title and tolls say; who decided, who is quoted and what articles
say stays in the book.
"""

from __future__ import annotations

import re
import uuid
from xml.etree import ElementTree as ET

from tollbook.book import View
from tollbook.book.past import Line, State
from tollbook.exporters.wording import visible
from tollbook.keep.since import say

ATOM = "http://www.w3.org/2005/Atom"
MOST = 100
# what XML 1.0 (section 2.2) allows in a document; anything else makes it none
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EMPTY = "1970-01-01T00:00:00Z"  # a feed must say when it changed (4.1.1); a book of nothing never has


def feed(view: View, base: str, *, limit: int = MOST) -> bytes:
    """The feed, as bytes of XML.

    Ids are made of the book's first moment, the incident and the moment of the
    change, so that they last, wherever the desk is served.

    Args:
        view: The book.
        base: The address of the desk, with a slash at its end.
        limit: How many lines of the book's past are looked at.
    """
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed")
    lines = view.lines(limit=limit)
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"tollbook:{view.began()}")
    _put(root, "id", name.urn)
    _put(root, "title", "Changes of figures")
    _put(root, "subtitle", "What sources report, not what is true.")
    _put(root, "updated", lines[0].recorded if lines else _EMPTY)
    author = ET.SubElement(root, f"{{{ATOM}}}author")
    _put(author, "name", "Tollbook")
    ET.SubElement(root, f"{{{ATOM}}}link", rel="self", type="application/atom+xml", href=f"{base}changes.atom")
    ET.SubElement(root, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=f"{base}changes")
    for line in lines:
        if (said := say(line)) is not None:
            _entry(root, name, line, said, base)
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _entry(root: ET.Element, feed_id: uuid.UUID, line: Line, said: str, base: str) -> None:
    state: State | None = line.state or line.before
    entry = ET.SubElement(root, f"{{{ATOM}}}entry")
    _put(entry, "id", uuid.uuid5(feed_id, f"{line.incident} {line.recorded}").urn)
    _put(entry, "title", visible(state.title) if state is not None else line.incident)
    _put(entry, "updated", line.recorded)
    ET.SubElement(entry, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=f"{base}incident/{line.incident}")
    _put(entry, "summary", said)


def _put(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}{name}").text = _NO_XML.sub("\ufffd", text)
