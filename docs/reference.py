"""The reference pages, each made from what the program itself holds: commands, rules, fields, codebooks."""

from __future__ import annotations

import ast
import inspect
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import click
import msgspec
from click.testing import CliRunner

from tollbook import model
from tollbook.cli import main

SOURCE = Path(__file__).resolve().parent.parent / "src" / "tollbook"
WRITTEN = "<!-- Written by `make docs` from the program itself: change it there. -->\n"
# In the order in which a reader of the output meets them.
RECORDS = (
    model.Article, model.Reading, model.Failure, model.Claim, model.TollClaim, model.AttackClaim, model.ControlClaim,
    model.TalksClaim, model.DemandClaim, model.SilenceClaim, model.Span, model.Count, model.Victims, model.Link,
    model.ActorMention, model.When, model.Where, model.Incident, model.Toll, model.Mentions, model.PlaceMention,
    model.TimeMention, model.AttributionMention,
)


def _walk(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            one = command.get_command(context, name)
            if one is not None and not one.hidden:
                yield from _walk(one, (*path, name))


def every_command() -> list[tuple[str, ...]]:
    """The names of all commands that a user can see, the program itself first."""
    return [path for path, _ in _walk(main, ())]


def commands() -> str:
    """Every command's own help."""
    parts = [WRITTEN, "# Commands\n", "What each command prints when it is asked for `--help`.\n"]
    for path in every_command():
        said = CliRunner().invoke(main, [*path, "--help"], prog_name="tollbook", terminal_width=96, max_content_width=96)
        body = "\n".join(line.rstrip() for line in said.output.strip().splitlines())
        parts.append(f"## tollbook {' '.join(path)}".rstrip() + f"\n\n```text\n{body}\n```\n")
    return "\n".join(parts)


def _cell(text: str) -> str:
    return " ".join(str(text).split()).replace("|", "\\|")


def _bound(value: Any) -> str:
    return "open" if value == "" else str(value)


def _example(rule: dict[str, Any]) -> str:
    """A rule's example as a reader wants it: the words, and what is made of them."""
    shown = []
    for one in rule.get("examples", [rule.get("example", "")]):
        if isinstance(one, dict):
            text = str(one.get("text", ""))
            gives = one.get("gives")
            if isinstance(gives, list):
                flat = [g if isinstance(g, list) else [g] for g in gives]
                joined = "; ".join(" ".join(_bound(v) for v in g) for g in flat) if any(isinstance(g, list) for g in gives) else " to ".join(
                    _bound(v) for v in gives
                )
                text += f" → {joined or 'nothing'}"
            elif gives is not None:
                text += f" → {gives}"
            shown.append(text)
        else:
            shown.append(str(one))
    return _cell("; ".join(shown))


def _comment(text: str) -> str:
    """The comment at the head of a file, as a paragraph."""
    lines = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.removeprefix("#").strip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _in_words(text: str) -> str:
    return " ".join(text.split("\n\n", maxsplit=1)[0].split())


def rules() -> str:
    """Every rule of the language, with its example."""
    parts = [
        WRITTEN,
        "# Rules of English\n",
        ("The language is data: these rules stand in `src/tollbook/lang/en/*.toml`, and every claim names the one that made it in "
        "`rule`. [Adding words](../howto/words.md) says how to change them.\n"),
    ]
    for path in sorted((SOURCE / "lang" / "en").glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        held = tomllib.loads(text).get("rule", [])
        parts.append(f"## {path.name}\n\n{_in_words(_comment(text))}\n")
        if not held:
            parts.append("Lists of words only; no rules of their own.\n")
            continue
        rows = [f"| `{rule['id']}` | {_example(rule)} |" for rule in held]
        parts.append("\n".join(["| rule | example |", "|---|---|", *rows]) + "\n")
    return "\n".join(parts)


def _type(annotation: Any) -> str:
    """A type as a reader of JSON would name it."""
    inside = [a for a in get_args(annotation) if a is not type(None)]
    optional = len(inside) < len(get_args(annotation))
    origin = getattr(annotation, "__origin__", None)
    if origin is tuple:
        if inside and inside[-1] is not Ellipsis and len(inside) == 2 and inside[0] is int:
            return "[start, end]"
        return "list of " + _type(inside[0])
    if inside and all(isinstance(a, str) for a in inside):
        return " or ".join(f'"{a}"' for a in inside)
    if optional:
        return (_type(inside[0]) if len(inside) == 1 else " or ".join(_type(a) for a in inside)) + " or null"
    if inside:
        return " or ".join(_type(a) for a in inside)
    known = {int: "number", float: "number", str: "text", bool: "true or false"}
    return known.get(annotation) or f"[{annotation.__name__}](#{annotation.__name__.lower()})"


def _default(field: Any) -> str:
    if field.default is not msgspec.NODEFAULT:
        return {None: "null", True: "true", False: "false", (): "[]"}.get(field.default, f"`{field.default}`")
    if field.default_factory is not msgspec.NODEFAULT:
        return "[]"
    return "always given"


def fields() -> str:
    """Every record of the output, with its fields."""
    parts = [
        WRITTEN,
        "# Fields\n",
        ("One JSON object an article; what each holds. Offsets are code points into the article's `text` as it was given: "
        "`text[start:end]` is the span's `text`, always. A claim's `kind` says which record it is.\n"),
    ]
    for record in RECORDS:
        doc = re.split(r"\n\s*(?:Example|Raises|Args|Returns):\n", inspect.getdoc(record) or "")[0].strip().replace("`None`", "`null`")
        parts.append(f"## {record.__name__}\n\n{doc}\n")
        known = msgspec.structs.fields(record)
        base = {f.name for f in msgspec.structs.fields(model.Claim)} if issubclass(record, model.Claim) and record is not model.Claim else set()
        rows = [f"| `{f.encode_name}` | {_cell(_type(f.type))} | {_cell(_default(f))} |" for f in known if f.name not in base]
        if record.__struct_config__.tag is not None:
            rows.insert(0, f'| `kind` | "{record.__struct_config__.tag}" | always given |')
        if base:
            parts.append("Has the fields of [Claim](#claim), and:\n")
        parts.append("\n".join(["| field | holds | if nothing is known |", "|---|---|---|", *rows]) + "\n")
    return "\n".join(parts)


def codebooks() -> str:
    """Every codebook that is shipped, rule by rule."""
    parts = [
        WRITTEN,
        "# Codebooks\n",
        ("The rules under which figures are stated, each a file in `src/tollbook/reconcile/codebooks/`. *Ours* marks a reading of "
        "our own, where the source is silent. [Adding a codebook](../howto/codebook.md) says how to write one.\n"),
    ]
    for path in sorted((SOURCE / "reconcile" / "codebooks").glob("*.toml")):
        book = tomllib.loads(path.read_text(encoding="utf-8"))
        parts.append(f"## {book['name']}\n\n{book['title']}. {book['about']}\n")
        rows = []
        for key, value in book.items():
            tables = value if isinstance(value, list) and key == "rule" else [value]
            for one in tables:
                if isinstance(one, dict) and "says" in one:
                    ours = " *ours*" if one.get("ours") else ""
                    label = one.get("id") or key.removeprefix("note_").replace("_", " ")
                    rows.append(f"| {label} | {_cell(one['says'])}{ours} | {_cell(one['source'])} |")
        parts.append("\n".join(["| figure | rule | source |", "|---|---|---|", *rows]) + "\n")
        words = []
        for one in book.get("word", []):
            number, support = one.get("number"), one.get("support", one.get("number"))
            ours = " *ours*" if one.get("ours") else ""
            words.append(f"| {_cell(', '.join(one['words']))} | {_span(number)} | {_span(support)} | {_cell(one['source'])}{ours} |")
        if words:
            parts.append("\n".join(["| words | count as | may mean | source |", "|---|---|---|---|", *words]) + "\n")
    return "\n".join(parts)


def modules() -> str:
    """Every module with the first sentence it says of itself."""
    parts = [
        WRITTEN,
        "# Modules\n",
        "Every file of the program, in its own first words. [ARCHITECTURE.md](../../ARCHITECTURE.md) says how they fit.\n",
    ]
    folders: dict[str, list[str]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        said = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n\n", maxsplit=1)[0]
        if said:
            folders.setdefault(path.parent.relative_to(SOURCE).as_posix(), []).append(f"| `{path.name}` | {_cell(said)} |")
    for folder, rows in folders.items():
        parts.append("\n".join([f"## {'tollbook' if folder == '.' else folder}", "", "| file | what it is for |", "|---|---|", *rows]) + "\n")
    return "\n".join(parts)


def _span(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return f"{value[0]} or more" if value[1] == "open" else f"{value[0]} to {value[1]}"
    return str(value)
