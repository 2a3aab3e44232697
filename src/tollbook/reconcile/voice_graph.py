"""Who said it, who carried it, who copied: the origins of an incident as a small graph."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from typing import Literal

from tollbook.extract.credit import credited_agency, outlet_name
from tollbook.ledger import CopyLink, Origin, instant
from tollbook.model import AnyClaim, Article, Link, Record

_WIDTH = 80


class Node(Record, frozen=True, kw_only=True):
    """An origin, a medium on the way, or an article; `id` is unique in its graph."""

    id: str
    kind: Literal["origin", "medium", "article"]
    label: str
    note: str = ""


class Edge(Record, frozen=True, kw_only=True):
    """From whoever spoke to whoever carried it, or from an article to its copy."""

    start: str
    end: str
    kind: Literal["said", "carried", "copied"]
    because: str = ""


class VoiceGraph(Record, frozen=True, kw_only=True):
    """Nodes and edges, sorted, so that equal incidents give equal graphs."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()


def graph(
    origins: Iterable[Origin],
    links: Iterable[CopyLink],
    articles: Mapping[str, Article],
    claims: Iterable[AnyClaim] = (),
) -> VoiceGraph:
    """Draw who said it, who carried it and who copied.

    Args:
        origins: Of one incident, see `find_origins`.
        links: Copies among its articles.
        articles: By key.
        claims: Where given, the media through which a speaker spoke ("told
            NTV") stand between origin and article.

    Returns:
        The graph: a copy hangs on the text it shares most with, and carries nothing
        that this text carries already.
    """
    held = sorted(origins, key=lambda o: o.id)
    keys = sorted({key for o in held for key in o.articles})
    parents = _parents(links, {key: _reported(articles.get(key)) for key in keys})
    nodes = {o.id: Node(id=o.id, kind="origin", label=o.name, note=o.kind) for o in held}
    nodes |= {f"article:{key}": _article(key, articles.get(key)) for key in keys}
    edges = {Edge(start=f"article:{k.earlier}", end=f"article:{k.later}", kind="copied", because=f"{k.kind}: {k.because}") for k in parents.values()}
    chains = {c.id: c.attribution[1:] for c in claims}
    for origin in held:
        through = _media(origin, chains)
        for name in through:
            nodes.setdefault(f"medium:{name}", Node(id=f"medium:{name}", kind="medium", label=name))
            edges.add(Edge(start=origin.id, end=f"medium:{name}", kind="said"))
        for key in origin.articles:
            if key in parents and parents[key].kind == "copy" and parents[key].earlier in origin.articles:
                continue
            edges.add(Edge(start=origin.id, end=f"article:{key}", kind="carried"))
    return VoiceGraph(nodes=tuple(nodes[n] for n in sorted(nodes)), edges=tuple(sorted(edges, key=lambda e: (e.start, e.end, e.kind))))


def _parents(links: Iterable[CopyLink], keys: Mapping[str, str]) -> dict[str, CopyLink]:
    """The one link by which each article hangs on another: the greatest share, then the earliest text."""
    chosen: dict[str, CopyLink] = {}
    between = [k for k in links if k.earlier in keys and k.later in keys]
    for link in sorted(between, key=lambda k: (k.later, -k.share, not keys[k.earlier], keys[k.earlier], k.earlier)):
        chosen.setdefault(link.later, link)
    return chosen


def _reported(article: Article | None) -> str:
    return instant(article.published) if article is not None and article.published else ""


def _media(origin: Origin, chains: Mapping[str, Iterable[Link]]) -> list[str]:
    links = [link for id_ in origin.claims for link in chains.get(id_, ())]
    return sorted({outlet_name(link.speaker) for link in links if link.role == "media" and link.named})


def _article(key: str, article: Article | None) -> Node:
    if article is None:
        return Node(id=f"article:{key}", kind="article", label=key)
    agency = credited_agency(article)
    outlet = article.outlet or key
    credit = f" [{agency}]" if agency and outlet_name(outlet) != agency else ""
    return Node(id=f"article:{key}", kind="article", label=f"{outlet}{credit}", note=f"{_minute(_reported(article))} {key}")


def _minute(reported: str) -> str:
    return f"{reported[:10]} {reported[11:16]}Z" if reported else "undated"


def render_text(drawn: VoiceGraph, *, width: int = _WIDTH) -> str:
    """The graph as an indented list for a terminal.

    Args:
        drawn: See `graph`.
        width: Columns; longer lines are wrapped under their own beginning.

    Returns:
        One block an origin; under it whoever carried it, under those their copies.
    """
    nodes = {n.id: n for n in drawn.nodes}
    out: dict[str, list[Edge]] = {}
    for edge in drawn.edges:
        out.setdefault(edge.start, []).append(edge)
    lines: list[str] = []
    for node in sorted((n for n in drawn.nodes if n.kind == "origin"), key=lambda n: (-len(out.get(n.id, ())), n.label, n.id)):
        carried = [e.end for e in out.get(node.id, ()) if e.kind == "carried"]
        media = ", ".join(nodes[e.end].label for e in out.get(node.id, ()) if e.kind == "said")
        lines += _wrapped(f"{_plain(node.label)} ({node.note})" + (f", through {_plain(media)}" if media else ""), "", width)
        for key in sorted(carried, key=lambda k: (nodes[k].note, k)):
            lines += _branch(key, "in", nodes, out, "  ", width, set())
    return "\n".join(lines)


def _branch(key: str, how: str, nodes: Mapping[str, Node], out: Mapping[str, list[Edge]], indent: str, width: int, above: set[str]) -> list[str]:
    node = nodes[key]
    lines = _wrapped(f"{how} {_plain(node.label)}, {_plain(node.note)}", indent, width)
    deeper = indent + "  " if len(indent) < width // 3 else indent
    for edge in sorted((e for e in out.get(key, ()) if e.kind == "copied" and e.end not in above), key=lambda e: (nodes[e.end].note, e.end)):
        how = "copied by" if edge.because.startswith("copy") else "partly copied by"
        lines += _branch(edge.end, how, nodes, out, deeper, width, {*above, key})
    return lines


def _plain(text: str) -> str:
    """No control characters: a name from a page must not write to the terminal."""
    return "".join(c if c.isprintable() else " " for c in text)


def _wrapped(text: str, indent: str, width: int) -> list[str]:
    return textwrap.wrap(text, width=width, initial_indent=indent, subsequent_indent=indent + "    ", break_on_hyphens=False) or [indent]
