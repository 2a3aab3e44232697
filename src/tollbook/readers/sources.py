"""What the user named, and the articles in it: a text, a file, a folder, an address, standard input."""

from __future__ import annotations

import difflib
import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Literal

from tollbook.errors import TollbookError
from tollbook.model import Article, Failure, Record
from tollbook.reading import Received, derive_id
from tollbook.text.decode import decode, without_surrogates

Kind = Literal["text", "file", "folder", "url", "stdin"]

# A text larger than this is a collection, or no text.
MAX_FILE = 64 * 1024 * 1024
_TEXTS = frozenset({".txt", ".text", ".md"})
_PAGES = frozenset({".html", ".htm", ".xhtml"})
_LINES = frozenset({".jsonl", ".ndjson"})
_FOLDER = _TEXTS | _PAGES | _LINES | {".json"}
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")


class Source(Record, frozen=True, kw_only=True):
    """One thing to read, checked as far as it can be without reading it."""

    kind: Kind
    value: str
    notes: tuple[str, ...] = ()


class Settings(Record, frozen=True, kw_only=True):
    """How sources are read.

    `jsonl`: files and standard input are JSON Lines of articles. `published`:
    the date for articles that carry none. `local`: addresses of this network
    may be fetched.
    """

    jsonl: bool = False
    published: str | None = None
    local: bool = False


def resolve(argument: str) -> Source:
    """Say what an argument is.

    White space makes a text; anything else must exist, so that a mistyped file
    name is never read as an article of one word.

    Raises:
        TollbookError: It is none of these; near file names are suggested.

    Example:
        >>> resolve("Three soldiers died.").kind
        'text'
        >>> resolve("-").kind
        'stdin'
    """
    if argument == "-":
        return Source(kind="stdin", value="-")
    if any(char.isspace() for char in argument):
        return Source(kind="text", value=argument, notes=_note_of_file(argument))
    scheme = _SCHEME.match(argument)
    if scheme is not None:
        if scheme.group(1).lower() in {"http", "https"}:
            return Source(kind="url", value=argument)
        raise TollbookError(
            f"Addresses of the kind {scheme.group(1)}:// are not read, only http and https.",
            hint="For a file, give its path.",
        )
    if not argument:
        raise TollbookError(
            "An empty argument names nothing to read.", hint="Give a file, a folder, an address, a text or -."
        )
    path = Path(argument)
    try:
        if path.is_dir():
            return Source(kind="folder", value=argument)
        if path.exists():
            if not os.access(path, os.R_OK):
                raise TollbookError(f"{argument} can't be opened: permission denied.")
            return Source(kind="file", value=argument)
    except (OSError, ValueError):
        pass
    shown = argument if len(argument) <= 80 else argument[:79] + "…"
    raise TollbookError(f"There is no file, folder or address “{shown}”.", hint=_suggest(path))


def _note_of_file(argument: str) -> tuple[str, ...]:
    """By contract white space makes a text; whoever meant the file of that name has to be told."""
    try:
        if len(argument) < 1000 and Path(argument).exists():
            return (
                f"“{argument}” was read as a text, because it contains white space; to read the file of that name: tollbook read - < FILE.",
            )
    except (OSError, ValueError):
        pass
    return ()


def _suggest(path: Path) -> str:
    text = "A text of one word goes into --text."
    try:
        with os.scandir(path.parent) as entries:
            names = sorted(entry.name for entry, _ in zip(entries, range(5000), strict=False))
    except (OSError, ValueError):
        return text
    near = difflib.get_close_matches(path.name, names, n=3, cutoff=0.6)
    if not near:
        return text
    return f"Did you mean {' or '.join(str(path.parent / name) for name in near)}?"


def files_of(folder: Path, *, jsonl: bool = False) -> Iterator[Path]:
    """Yield the readable files below a folder, sorted, hidden ones left out.

    Links to folders are not followed, so a link to its own parent ends nothing.
    """
    wanted = (_LINES | {".json"}) if jsonl else _FOLDER
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            if not name.startswith(".") and path.suffix.lower() in wanted and path.is_file():
                yield path


def open_sources(sources: Sequence[Source], settings: Settings) -> Iterator[Received | Failure]:
    """Read sources one after the other, as their articles are asked for.

    An id that came before is noted on the later article: two readings with one id
    can't be told apart afterwards. (One number an article is kept for that.)
    """
    seen: set[int] = set()
    for source in sources:
        for item in _open(source, settings):
            if isinstance(item, Failure):
                yield item
                continue
            notes = (*source.notes, *item.notes)
            key = hash(item.article.id)
            if key in seen:
                notes = (*notes, f"An earlier article has the same id, “{item.article.id}”.")
            seen.add(key)
            yield Received(article=item.article, notes=notes, where=item.where)


def _open(source: Source, settings: Settings) -> Iterator[Received | Failure]:
    match source.kind:
        case "text":
            text, replaced = without_surrogates(source.value)
            notes = ("Bytes of the argument that are not valid here stand as \ufffd.",) if replaced else ()
            yield _from_text(text, "the text", notes, settings)
        case "stdin":
            yield from _from_stream(sys.stdin.buffer, settings)
        case "folder":
            found = False
            for path in files_of(Path(source.value), jsonl=settings.jsonl):
                found = True
                yield from _from_file(path, settings)
            if not found:
                kinds = ".jsonl or .json" if settings.jsonl else ", ".join(sorted(_FOLDER))
                yield Failure(article=source.value, error=f"The folder {source.value} holds no file ending in {kinds}.")
        case "url":
            yield _from_url(source.value, settings)
        case "file":
            yield from _from_file(Path(source.value), settings)


def _from_text(text: str, where: str, notes: tuple[str, ...], settings: Settings) -> Received:
    article = Article(id=derive_id(text, published=settings.published), text=text, published=settings.published)
    return Received(article=article, notes=notes, where=where)


def _from_bytes(data: bytes, where: str, settings: Settings, *, page: bool) -> Received | Failure:
    try:
        if page:
            from tollbook.readers.pages import article_of_page

            article, notes = article_of_page(data, published=settings.published)
            return Received(article=article, notes=notes, where=where)
        decoded = decode(data)
        return _from_text(decoded.text, where, (*decoded.notes, *_note_of_json(decoded.text)), settings)
    except TollbookError as error:
        return Failure(article=where, error=f"{where} {error}")


def _note_of_json(text: str) -> tuple[str, ...]:
    if text[:1] == "{" and '"text"' in text[:10_000]:
        return ("The text looks like JSON; to read articles from JSON Lines, use --jsonl.",)
    return ()


def _is_page(head: bytes) -> bool:
    from tollbook.readers.pages import looks_like_page

    return looks_like_page(head)


def _read_all(stream: BinaryIO, where: str) -> bytes:
    data = stream.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        raise TollbookError(
            f"{where} is larger than {MAX_FILE // 2**20} MB.", hint="Cut it into articles, as JSON Lines."
        )
    return data


def _from_stream(stream: BinaryIO, settings: Settings) -> Iterator[Received | Failure]:
    from tollbook.readers.records import read_json_lines

    where = "standard input"
    if settings.jsonl:
        yield from read_json_lines(stream, name=where, published=settings.published)
        return
    try:
        data = _read_all(stream, where)
    except TollbookError as error:
        yield Failure(article=where, error=str(error))
        return
    yield _from_bytes(data, where, settings, page=_is_page(data))


def _from_file(path: Path, settings: Settings) -> Iterator[Received | Failure]:
    from tollbook.readers.records import read_json, read_json_lines

    name, ending = str(path), path.suffix.lower()
    shown = without_surrogates(name)[0]
    try:
        with path.open("rb") as stream:
            if ending == ".json":
                yield from read_json(_read_all(stream, shown), name=shown, published=settings.published)
            elif ending in _LINES or settings.jsonl:
                yield from read_json_lines(stream, name=shown, published=settings.published)
            else:
                data = _read_all(stream, shown)
                page = ending in _PAGES or (ending not in _TEXTS and _is_page(data))
                yield _from_bytes(data, shown, settings, page=page)
    except OSError as error:
        yield Failure(article=shown, error=f"{shown} can't be read: {(error.strerror or str(error)).lower()}.")
    except TollbookError as error:
        yield Failure(article=shown, error=str(error))


def _from_url(url: str, settings: Settings) -> Received | Failure:
    from tollbook.readers.pages import article_of_page
    from tollbook.readers.web import fetch

    try:
        page = fetch(url, local=settings.local)
    except TollbookError as error:
        return Failure(article=url, error=str(error))
    try:
        if _is_page(page.data):
            article, notes = article_of_page(
                page.data, url=page.url, published=settings.published, declared=page.charset
            )
        else:
            decoded = decode(page.data, declared=page.charset)
            notes = decoded.notes
            article = Article(
                id=derive_id(decoded.text, published=settings.published, url=page.url),
                text=decoded.text,
                published=settings.published,
                url=page.url,
            )
    except TollbookError as error:
        return Failure(article=url, error=f"{url} {error}")
    return Received(article=article, notes=notes, where=url)
