"""JSON to articles: one object a line, or a file that is one object or one array.

A hundred thousand lines from a database always hold some that are wrong. Each
such line becomes an error that names the file, the line, the field and what was
expected; the lines around it are read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO, NoReturn

import msgspec

from tollbook.errors import TollbookError
from tollbook.model import Article, Failure
from tollbook.reading import Received, derive_id
from tollbook.text.decode import decode, without_surrogates
from tollbook.text.published import check_published

# Longer than any article; a line beyond it is a file that is not JSON Lines, and must not fill the memory.
MAX_LINE = 64 * 1024 * 1024
_FIELDS = ("id", "title", "published", "outlet", "agency", "url", "archive_url", "language")
_KINDS = {
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "an object",
    type(None): "null",
}
_NOT_TEXT = (b"\xff\xfe", b"\xfe\xff", b"%PDF-", b"PK\x03\x04", b"\x1f\x8b")


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def parse_json(data: bytes | str) -> Any:
    r"""Parse one JSON value, half emojis ("\ud83d") included, which strict parsers refuse.

    Raises:
        TollbookError: It is no JSON, with the position in the message.
    """
    try:
        return msgspec.json.decode(data)
    except RecursionError as error:
        raise TollbookError("the JSON is nested too deeply.") from error
    except (msgspec.DecodeError, UnicodeError):
        pass
    try:
        text = data if isinstance(data, str) else decode(data).text
        return json.loads(text.rstrip(), parse_constant=_no_constant)
    except RecursionError as error:
        raise TollbookError("the JSON is nested too deeply.") from error
    except json.JSONDecodeError as error:
        raise TollbookError(f"not valid JSON: {error.msg} at column {error.colno}.") from error
    except ValueError as error:
        raise TollbookError(f"not valid JSON: {error}.") from error


def _text_field(record: dict[str, Any], name: str) -> tuple[str | None, int]:
    value = record.get(name)
    if value is None:
        return None, 0
    if not isinstance(value, str):
        raise TollbookError(f"“{name}” must be a text or null, not {_KINDS.get(type(value), 'this')}.")
    kept, replaced = without_surrogates(value)
    return kept or None, replaced


def article_of(record: Any, *, published: str | None = None) -> tuple[Article, tuple[str, ...]]:
    """Make an article of one JSON value.

    Args:
        record: What the JSON held; keys that an article does not have are kept in `other`.
        published: For an article that carries no date of its own.

    Returns:
        The article and notes about it.

    Raises:
        TollbookError: It is no object, has no text, or a field is of another type.

    Example:
        >>> article_of({"id": "a", "text": "Three died.", "gold": 3})[0].id
        'a'
    """
    if not isinstance(record, dict):
        raise TollbookError(f"expected an object with a “text”, not {_KINDS.get(type(record), 'a text')}.")
    if "text" not in record:
        raise TollbookError("the object has no “text”.")
    if not isinstance(record["text"], str):
        raise TollbookError(f"“text” must be a text, not {_KINDS.get(type(record['text']), 'this')}.")
    text, replaced = without_surrogates(record["text"])
    fields: dict[str, str | None] = {}
    for name in _FIELDS:
        fields[name], more = _text_field(record, name)
        replaced += more
    notes = []
    if replaced:
        notes.append("Half characters (lone surrogates) in the text were replaced by \ufffd.")
    kept, note = check_published(fields.pop("published"))
    if note:
        undated = kept is None and published is not None
        notes.append(f"{note.partition(', so')[0]}; {published} is taken instead." if undated else note)
    day = kept or published
    known = fields.pop("id") or derive_id(
        text, title=fields["title"], published=day, outlet=fields["outlet"], url=fields["url"]
    )
    return Article(text=text, id=known, published=day, other=_other(record), **fields), tuple(notes)


def _other(record: dict[str, Any]) -> str | None:
    """What an article has no field for, as JSON in plain characters; `None` where there is nothing."""
    rest = {k: v for k, v in record.items() if k not in _FIELDS and k != "text"}
    return json.dumps(rest, sort_keys=True) if rest else None


def _received(record: Any, where: str, published: str | None) -> Received | Failure:
    try:
        article, notes = article_of(record, published=published)
    except TollbookError as error:
        given = record.get("id") if isinstance(record, dict) else None
        known = without_surrogates(given)[0] if isinstance(given, str) and given else where
        return Failure(article=known, error=f"{where}: {error}")
    return Received(article=article, notes=notes, where=where)


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Yield numbered lines, `None` for one that is too long to be held."""
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        if len(line) <= MAX_LINE:
            yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(MAX_LINE)
        yield number, None


def read_json_lines(stream: BinaryIO, *, name: str, published: str | None = None) -> Iterator[Received | Failure]:
    """Read articles, one JSON object a line, as they are asked for.

    Empty lines are passed over; UTF-16, with its mark, is read whole.

    Args:
        stream: The bytes.
        name: What to call it in messages.
        published: For articles that carry no date of their own.

    Yields:
        Articles and failures in the order of the lines.
    """
    for number, line in _lines(stream):
        where = f"{name}, line {number}"
        if line is None:
            yield Failure(article=where, error=f"{where}: the line is longer than {MAX_LINE // 2**20} MB.")
            continue
        if number == 1 and line.startswith(_NOT_TEXT):
            yield from _whole(line + stream.read(), name=name, published=published)
            return
        if not line.strip():
            continue
        try:
            record = parse_json(line)
        except TollbookError as error:
            hint = _hint(line, number)
            yield Failure(article=where, error=f"{where}: {error}{hint}")
            if hint:
                return
            continue
        yield _received(record, where, published)


def _hint(line: bytes, number: int) -> str:
    """What a first line that is no JSON most probably is, and what to do about it."""
    if number != 1:
        return ""
    if line.strip() in {b"[", b"{"}:
        return (
            " The file seems to be one JSON document over many lines: give it an ending of .json, or leave out --jsonl."
        )
    return ""


def _whole(data: bytes, *, name: str, published: str | None) -> Iterator[Received | Failure]:
    try:
        lines = decode(data).text.splitlines()
    except TollbookError as error:
        yield Failure(article=name, error=f"{name} {error}")
        return
    for number, line in enumerate(lines, 1):
        if line.strip():
            where = f"{name}, line {number}"
            try:
                yield _received(parse_json(line), where, published)
            except TollbookError as error:
                yield Failure(article=where, error=f"{where}: {error}")


def read_json(data: bytes, *, name: str, published: str | None = None) -> Iterator[Received | Failure]:
    """Read a JSON file: one article, an array of them, or `{"articles": […]}`.

    Yields:
        Articles and failures in the order of the file.
    """
    try:
        value = parse_json(decode(data).text)
    except TollbookError as error:
        yield Failure(article=name, error=f"{name}: {error}")
        return
    if isinstance(value, dict) and "text" not in value and isinstance(value.get("articles"), list):
        value = value["articles"]
    if not isinstance(value, list):
        yield _received(value, name, published)
        return
    for number, record in enumerate(value, 1):
        yield _received(record, f"{name}, article {number}", published)
