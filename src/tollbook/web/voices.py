"""Who said it, who carried it, who copied: the graph of an incident's voices as a drawing, and as a list that says the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from tollbook.exporters.wording import visible
from tollbook.model import Record
from tollbook.reconcile.voice_graph import Edge, Node, VoiceGraph

# More boxes than this are no picture any more; the list holds them all.
MOST_BOXES = 60
# Of a crowd larger than that so many are drawn: lines between more cross until nobody can follow them.
_CROWD = 36
_BOX, _ROW, _HEIGHT, _GAP = 232, 46, 38, 56
_LONGEST = 29
_HOW = {"said": "through", "carried": "in"}


class Branch(Record, frozen=True, kw_only=True):
    """A line of the list: how it came by the words ("in", "copied by"), who it is, and what hangs on it; `key` is an article's."""

    how: str
    label: str
    note: str = ""
    key: str | None = None
    under: tuple[Branch, ...] = ()


class Box(Record, frozen=True, kw_only=True):
    """A node as drawn; `title` has the words that `label` may have had to cut."""

    kind: str
    x: int
    y: int
    label: str
    note: str
    title: str
    key: str | None = None


class Line(Record, frozen=True, kw_only=True):
    """An edge as drawn: a path of SVG."""

    kind: str
    path: str
    because: str


class Drawing(Record, frozen=True, kw_only=True):
    """The graph laid out in columns: origins, media, articles, copies; `left` origins found no room."""

    width: int
    height: int
    box: int = _BOX
    tall: int = _HEIGHT
    boxes: tuple[Box, ...] = ()
    lines: tuple[Line, ...] = ()
    left: int = 0


def as_list(drawn: VoiceGraph) -> tuple[Branch, ...]:
    """The graph as nested lists, the origin that most carry first.

    Example:
        >>> made = as_list(VoiceGraph(nodes=(Node(id="o", kind="origin", label="the governor"), Node(id="article:1", kind="article", label="Post")),
        ...     edges=(Edge(start="o", end="article:1", kind="carried"),)))
        >>> made[0].label, made[0].under[0].how, made[0].under[0].label
        ('the governor', 'in', 'Post')
    """
    nodes, out = _index(drawn)
    return tuple(_branch(n, "", nodes, out, frozenset()) for n in _origins(nodes.values(), out))


def _index(drawn: VoiceGraph) -> tuple[dict[str, Node], dict[str, list[Edge]]]:
    nodes = {n.id: n for n in drawn.nodes}
    out: dict[str, list[Edge]] = {}
    for edge in drawn.edges:
        out.setdefault(edge.start, []).append(edge)
    for edges in out.values():
        edges.sort(key=lambda e: (e.kind != "said", nodes[e.end].note, nodes[e.end].label, e.end))
    return nodes, out


def _origins(nodes: Iterable[Node], out: Mapping[str, Sequence[Edge]]) -> list[Node]:
    return sorted((n for n in nodes if n.kind == "origin"), key=lambda n: (-len(out.get(n.id, ())), n.label, n.id))


def _branch(node: Node, how: str, nodes: Mapping[str, Node], out: Mapping[str, Sequence[Edge]], above: frozenset[str]) -> Branch:
    edges = [e for e in out.get(node.id, ()) if e.end not in above and e.end != node.id]
    under = tuple(_branch(nodes[e.end], _verb(e), nodes, out, above | {node.id}) for e in edges)
    return Branch(how=how, label=visible(node.label), note=_note(node), key=_key(node), under=under)


def _verb(edge: Edge) -> str:
    if edge.kind == "copied":
        return "copied by" if edge.because.startswith("copy") else "partly copied by"
    return _HOW[edge.kind]


def _key(node: Node) -> str | None:
    return node.id.removeprefix("article:") if node.kind == "article" else None


def _note(node: Node) -> str:
    """When an article came out, without the key that only programs use; of an origin, its kind."""
    words = node.note.removesuffix(_key(node) or "").strip()
    return "" if words == "unknown" else visible(words)


def draw(drawn: VoiceGraph) -> Drawing | None:
    """Lay the graph out; `None` where there is nothing to draw, or one voice alone is too much.

    Columns from left to right: who said it, through which medium, who printed
    it, who copied that. An article stands once, beside its first origin. Of a
    crowd of voices those that most articles carry are drawn.
    """
    whole = drawn
    drawn = _foremost(drawn)
    if not drawn.nodes or (drawn is not whole and not drawn.edges):
        return None
    nodes, out = _index(drawn)
    media = any(n.kind == "medium" for n in drawn.nodes)
    places: dict[str, tuple[int, int]] = {}
    row = 0
    for origin in _origins(nodes.values(), out):
        first = row
        mediums = [e.end for e in out.get(origin.id, ()) if e.kind == "said" and e.end not in places]
        for n, medium in enumerate(mediums):
            places[medium] = (1, first + n)
        for edge in out.get(origin.id, ()):
            if edge.kind == "carried":
                row = _place(edge.end, 1 + media, row, places, out)
        row = max(row, first + len(mediums), first + 1)
        places[origin.id] = (0, first)
    for left in sorted(nodes.keys() - places.keys()):
        places[left] = (1 + media, row)
        row += 1
    undrawn = sum(n.kind == "origin" for n in whole.nodes) - sum(n.kind == "origin" for n in drawn.nodes)
    return msgspec.structs.replace(_drawing(drawn, nodes, places), left=undrawn)


def _foremost(drawn: VoiceGraph) -> VoiceGraph:
    """As many of the voices, with whatever they lead to, as there is room for; those that most articles carry first."""
    if len(drawn.nodes) <= MOST_BOXES:
        return drawn
    nodes, out = _index(drawn)
    held: set[str] = set()
    for origin in _origins(nodes.values(), out):
        more, waiting = set[str](), [origin.id]
        while waiting:
            at = waiting.pop()
            if at not in held and at not in more:
                more.add(at)
                waiting += [e.end for e in out.get(at, ())]
        if len(held) + len(more) <= _CROWD:
            held |= more
    return VoiceGraph(nodes=tuple(n for n in drawn.nodes if n.id in held), edges=tuple(e for e in drawn.edges if e.start in held and e.end in held))


def _place(key: str, column: int, row: int, places: dict[str, tuple[int, int]], out: Mapping[str, Sequence[Edge]]) -> int:
    """Put an article, and under it whoever copied it; gives the next free row."""
    if key in places:
        return row
    places[key] = (column, row)
    row += 1
    for n, edge in enumerate(e for e in out.get(key, ()) if e.kind == "copied" and e.end not in places):
        row = _place(edge.end, min(column + 1, 4), row - (n == 0), places, out)
    return row


def _drawing(drawn: VoiceGraph, nodes: Mapping[str, Node], places: Mapping[str, tuple[int, int]]) -> Drawing:
    corners = {i: (c * (_BOX + _GAP) + 1, r * _ROW + 4) for i, (c, r) in places.items()}
    boxes = tuple(
        Box(kind=n.kind, x=corners[i][0], y=corners[i][1], label=_cut(visible(n.label)), note=_cut(_note(n)), title=f"{visible(n.label)} {_note(n)}".strip(), key=_key(n))
        for i, n in sorted(nodes.items(), key=lambda item: places[item[0]])
    )
    lines = tuple(Line(kind=e.kind, path=_path(corners[e.start], corners[e.end]), because=visible(e.because or _verb(e))) for e in drawn.edges)
    return Drawing(
        width=max(x for x, _ in corners.values()) + _BOX + 2, height=max(y for _, y in corners.values()) + _HEIGHT + 6, boxes=boxes, lines=lines,
    )  # fmt: skip


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


def _path(start: tuple[int, int], end: tuple[int, int]) -> str:
    """From a box's right side to another's left; between boxes of one column, around their right."""
    (x1, y1), (x2, y2) = (start[0] + _BOX, start[1] + _HEIGHT // 2), (end[0], end[1] + _HEIGHT // 2)
    if x2 > x1:
        bend = min(_GAP // 2, (x2 - x1) // 2)
        return f"M{x1},{y1}H{x2 - 2 * bend}C{x2 - bend},{y1} {x2 - bend},{y2} {x2},{y2}"
    x2 += _BOX
    return f"M{x1},{y1}C{x1 + 30},{y1} {x2 + 30},{y2} {x2},{y2}"
