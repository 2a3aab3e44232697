"""One incident for a terminal: tolls side by side, who says what, which articles, what was decided, what is missing."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from tollbook.exporters.changes import render_changes
from tollbook.exporters.incidents import figure
from tollbook.exporters.wording import visible
from tollbook.keep.differing import Difference
from tollbook.keep.looking import Shown
from tollbook.ledger import Decision, Kept, moment
from tollbook.model import Harm, Toll
from tollbook.reconcile.explanation import Explanation, Voice
from tollbook.reconcile.toll import cells_in_order

_WIDE = 80


def text(shown: Shown, *, width: int = _WIDE) -> str:
    """Everything of an incident on some screens, each figure with who says it.

    Args:
        shown: The incident under one codebook or several.
        width: Columns.
    """
    parts = [_head(shown, width), _tolls(shown), _voices(shown, width), _articles(shown, width), _missing(shown, width), _decisions(shown, width)]
    said = "\n\n".join(p for p in parts if p)
    return f"{said}\n\nWhy these figures: tollbook explain {shown.incident.id}"


def _wrap(words: str, width: int, indent: str = "  ") -> str:
    return textwrap.fill(visible(words), width=width, initial_indent=indent, subsequent_indent=indent + "  ", break_long_words=False)


def _head(shown: Shown, width: int) -> str:
    i = shown.incident
    lines = [textwrap.fill(f"{i.id}  {visible(i.title)}", width=width, subsequent_indent=" " * (len(i.id) + 2))]
    if shown.as_of is not None:
        lines.append(f"As {shown.as_of.clock} by {moment(shown.as_of.time)}.")
    if shown.asked != i.id and not i.id.startswith(shown.asked):
        lines.append(f"{shown.asked} leads here today.")
    if shown.others:
        lines.append(f"It was split: see also {', '.join(shown.others)}.")
    facts = [f"grade: {i.grade}" if i.grade else "", f"between: {', '.join(i.sides)}" if i.sides else ""]
    return "\n".join([*lines, *(_wrap(f, width, "") for f in facts if f)])


def _tolls(shown: Shown) -> str:
    books = list(shown.explanations.items())
    rows: dict[tuple[Harm, str], dict[str, Toll]] = {}
    for name, e in books:
        for t in e.tolls:
            rows.setdefault((t.toll.harm, t.toll.group), {})[name] = t.toll
    published = {(t.harm, t.group): t for t in shown.incident.published}
    for key in published:
        rows.setdefault(key, {})
    if not rows:
        return "No toll is known."
    rows = {cell: rows[cell] for cell in cells_in_order(rows)}
    labels = {key: key[0] if key[1] == "all" else f"  {key[1]}" for key in rows}
    columns = [(n, [figure(held.get(n)) for held in rows.values()]) for n, _ in books]
    if published:
        columns.append(("published", [figure(published.get(key)) for key in rows]))
    blocks = [_block(list(labels.values()), some) for some in _fitting(columns, max(map(len, labels.values())))]
    return "\n\n".join(blocks) + "\nLow–high (best); + is open, – is nothing said, ? is no number."


Column = tuple[str, list[str]]


def _fitting(columns: Sequence[Column], first: int) -> Iterator[list[Column]]:
    """The columns in as many blocks as the width of the page asks for."""
    held: list[Column] = []
    used = first
    for name, cells in columns:
        size = 2 + max(len(name), *map(len, cells))
        if held and used + size > _WIDE:
            yield held
            held, used = [], first
        held.append((name, cells))
        used += size
    yield held


def _block(labels: Sequence[str], columns: Sequence[Column]) -> str:
    first = max(map(len, labels))
    sizes = [max(len(n), *map(len, cells)) for n, cells in columns]
    lines = ["  ".join([" " * first, *(f"{n:>{w}}" for (n, _), w in zip(columns, sizes, strict=True))]).rstrip()]
    for row, label in enumerate(labels):
        lines.append("  ".join([f"{label:<{first}}", *(f"{cells[row]:>{w}}" for (_, cells), w in zip(columns, sizes, strict=True))]))
    return "\n".join(lines)


def _told(shown: Shown) -> Explanation:
    """The explanation whose voices are listed beside several codebooks: the house's, which makes no number of a word."""
    return shown.explanations.get("house") or next(iter(shown.explanations.values()))


def _voices(shown: Shown, width: int) -> str:
    first = _told(shown)
    blocks = []
    for t in first.tolls:
        if t.toll.group == "all" and t.voices:
            said = [_voice(v, width) for v in t.voices]
            apart = "\n" + _wrap(f"Widest apart: {t.contradiction.says}", width) if t.contradiction else ""
            blocks.append(f"{t.toll.harm}, by {len(t.voices)} distinct origin{'s' if len(t.voices) != 1 else ''}\n" + "\n".join(said) + apart)
    return "\n\n".join(blocks)


def _voice(voice: Voice, width: int) -> str:
    toll = Toll(harm="killed", low=voice.low, high=voice.high)
    number = "words only" if voice.low is None or (voice.word and voice.high is None) else figure(toll)
    reckoned = "; a word, for which the codebook has this number" if voice.word and number != "words only" else ""
    earlier = ", ".join(figure(Toll(harm="killed", low=low, high=high)) for low, high in voice.earlier)
    carried = f"in {voice.articles} articles" if voice.articles > 1 else "in 1 article"
    since = f"since {moment(voice.since)}" if voice.since else "undated"
    return _wrap(f"{number:>10}  {voice.name}, {since}, {carried}" + (f"; earlier {earlier}" if earlier else "") + reckoned, width, "  ")


def _articles(shown: Shown, width: int) -> str:
    copies = {x.later: x for x in shown.case.links}
    held = sorted(shown.case.kept.values(), key=lambda k: (k.reported, k.key))
    said = (_article(k) + (f" ({copies[k.key].because})" if k.key in copies else "") for k in held)
    return "\n".join(["articles", *(_wrap(line, width) for line in said)])


def _article(kept: Kept) -> str:
    a = kept.article
    who = " / ".join(dict.fromkeys(x for x in (a.outlet, a.agency) if x)) or "outlet unknown"
    version = f", version {kept.version}" if kept.version > 1 else ""
    when = f"{moment(kept.reported)}{' (when the book learned of it)' if kept.undated else ''}"
    return f"{when}  {who}: {a.id}{version}" + (f", “{a.title}”" if a.title else "")


def _missing(shown: Shown, width: int) -> str:
    found = _told(shown).missing
    return "\n".join(["missing", *(_wrap(g.says, width) for g in found)]) if found else ""


def _decisions(shown: Shown, width: int) -> str:
    if not shown.case.decisions:
        return ""
    return "\n".join(["decisions", *(_wrap(decision_line(d), width) for d in shown.case.decisions)])


def difference(found: Difference, *, width: int = _WIDE) -> str:
    """An incident at two moments: what changed, and whose words changed it.

    Args:
        found: The incident at both.
        width: Columns.
    """
    held = found.after or found.before
    title = textwrap.fill(f"{found.incident}  {visible(held.title if held else '')}", width=width)
    span = f"From {moment(found.first.time)} to {moment(found.then.time)}, as {found.first.clock}:"
    return f"{title}\n{span}\n\n{render_changes(found.changes, width)}"


def decision_line(decision: Decision) -> str:
    """A decision in a line: id, who, when, what and why."""
    d = decision
    about = d.claim.claim if d.claim else " = ".join(d.tellings) if d.tellings else d.incident or d.source or d.undoes or ""
    what = ", ".join(f"{k}={_short(v)}" for k, v in d.changes.items())
    return f"{d.id}  {moment(d.recorded)}  {d.by}: {d.verb} {about}{f' ({what})' if what else ''} – {d.why}"


def _short(value: object) -> str:
    if isinstance(value, dict):
        return str(value.get("name") or value.get("from") or "…")
    said = "unknown" if value is None else str(value)
    return said if len(said) <= 40 else said[:39] + "…"
