"""From bytes to text, saying aloud whatever had to be guessed.

Articles are saved by every program of the last thirty years. UTF-8 is the rule;
the exceptions (UTF-16 from Windows, cp1252 from old archives, a few broken
bytes in the middle) are read as well as they can be, with a note, and what is no
text at all (a PDF, a Word file) is named for what it is.
"""

from __future__ import annotations

import codecs
import re

from tollbook.errors import TollbookError
from tollbook.model import Record


class Decoded(Record, frozen=True, kw_only=True):
    """A text, how it was encoded, and what the user should know about that.

    `text` keeps the line ends as they were; a byte order mark is no part of it.
    """

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAVE = "Save it as plain text or HTML and read that."
_KINDS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF", "Take the text out first (for example with pdftotext) and read that."),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file", _SAVE),
    (b"{\\rtf", "an RTF document", _SAVE),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first (gunzip -c FILE | tollbook read -)."),
    (b"BZh", "a bzip2 archive", "Unpack it first."),
    (b"\xfd7zXZ", "an xz archive", "Unpack it first."),
    (b"7z\xbc\xaf", "a 7-Zip archive", "Unpack it first."),
    (b"Rar!", "a RAR archive", "Unpack it first."),
    (b"\x89PNG", "an image", "Tollbook reads text, not pictures of it."),
    (b"\xff\xd8\xff", "an image", "Tollbook reads text, not pictures of it."),
    (b"GIF8", "an image", "Tollbook reads text, not pictures of it."),
    (b"RIFF", "a sound, film or image", "Tollbook reads text."),
    (b"ID3", "a sound recording", "Tollbook reads text."),
    (b"SQLite format 3\x00", "an SQLite database", "Export its texts as JSON Lines and read that with --jsonl."),
    (b"\x7fELF", "a program", "Tollbook reads text."),
)
_ZIPS = (
    (b"word/", "a Word document (docx)", _SAVE),
    (b"xl/", "an Excel workbook (xlsx)", "Export it as JSON Lines, one article a line."),
    (b"ppt/", "a PowerPoint file", _SAVE),
    (b"opendocument.text", "an OpenDocument text (odt)", _SAVE),
    (b"application/epub", "an e-book (epub)", _SAVE),
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_PAGE_CODECS = re.compile(r"(?:utf-8|ascii|iso8859|cp\d|koi8|mac|gb|big5|euc|shift_jis|tis)")
_SURROGATE = re.compile("[\ud800-\udfff]")


def _refuse_what_is_no_text(data: bytes) -> None:
    head = data[:4096]
    if head.startswith(b"PK\x03\x04"):
        for mark, kind, advice in _ZIPS:
            if mark in head:
                raise TollbookError(f"is {kind}, not a text.", hint=advice)
        raise TollbookError("is a zip archive, not a text.", hint="Unpack it and read the folder.")
    for magic, kind, advice in _KINDS:
        if head.startswith(magic):
            raise TollbookError(f"is {kind}, not a text.", hint=advice)
    if head[4:8] == b"ftyp":
        raise TollbookError("is a film or sound recording, not a text.", hint="Tollbook reads text.")


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark shows as every other byte being NUL."""
    sample = data[:2000]
    half = max(1, len(sample) // 2)
    if sample[1::2].count(0) > 0.4 * half and sample[0::2].count(0) < 0.05 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.4 * half and sample[1::2].count(0) < 0.05 * half:
        return "utf-16-be"
    return None


def _broken(text: str, before: int, encoding: str) -> tuple[str, ...]:
    count = text.count("\ufffd") - before
    if count <= 0:
        return ()
    if count == 1:
        return (f"1 place is not valid {encoding.upper()} and stands as \ufffd.",)
    return (f"{count} places are not valid {encoding.upper()} and stand as \ufffd.",)


def _replaced(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    return Decoded(text=text, encoding=encoding, notes=_broken(text, data.count(b"\xef\xbf\xbd"), encoding))


def _known_codec(name: str | None) -> str | None:
    """The codec of that name, if pages are written in it.

    Python knows stranger ones (punycode, hex, unicode_escape), which a hostile
    page might name to make its reader slow.
    """
    try:
        known = codecs.lookup(name or "").name
    except (LookupError, ValueError):
        return None
    return known if _PAGE_CODECS.match(known) else None


def _eight_bit(data: bytes, declared: str | None) -> Decoded:
    """What is not UTF-8: the declared encoding, UTF-8 with a few broken bytes, or Windows-1252."""
    if declared is not None and declared not in {"utf-8", "ascii", "iso8859-1"}:
        try:
            return Decoded(text=data.decode(declared), encoding=declared)
        except UnicodeDecodeError:
            pass
    as_utf8 = data.decode("utf-8", errors="replace")
    bad = as_utf8.count("\ufffd")
    good = sum(ord(char) > 0x7F for char in as_utf8) - bad
    # Text of another encoding hardly ever holds valid UTF-8 sequences by chance; UTF-8 cut in transport holds mostly valid ones.
    if good > bad or declared == "utf-8":
        return _replaced(data, "utf-8")
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return _replaced(data, "cp1252")
    return Decoded(text=text, encoding="cp1252", notes=("The text is not UTF-8; it was read as Windows-1252.",))


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    r"""Read bytes as text.

    In order: what is no text is refused; a byte order mark is believed; then
    UTF-8; then the declared encoding (an HTTP header's, an HTML page's own);
    then Windows-1252, of which Latin-1 text is a part. Bytes that fit nothing
    are replaced and counted in a note, never dropped, so the words around them
    can still be quoted.

    Args:
        data: The bytes of a file, page or stream.
        declared: An encoding named by whoever sent it; a wrong name does no harm.

    Raises:
        TollbookError: The bytes are no text; the message says what they are and
            begins with "is", for the caller to put the file's name before it.

    Example:
        >>> decode(b"\xef\xbb\xbf22 dead\r\n").text
        '22 dead\r\n'
        >>> decode(b"\x93At least 30\x94").text
        '“At least 30”'
    """
    _refuse_what_is_no_text(data)
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _replaced(data[len(bom) :], encoding)
    if b"\x00" in data[:1_000_000]:
        unmarked = _unmarked_utf16(data)
        if unmarked is None:
            raise TollbookError("holds NUL bytes; it is no text file.", hint="Give a text, an HTML page or JSON Lines.")
        return _replaced(data, unmarked)
    try:
        return Decoded(text=data.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError:
        return _eight_bit(data, _known_codec(declared))


def charset_of_page(data: bytes) -> str | None:
    """The encoding that an HTML page names in its head, `None` where it names none.

    Example:
        >>> charset_of_page(b'<html><meta charset="windows-1251">')
        'windows-1251'
    """
    found = _META_CHARSET.search(data[:4096])
    return found.group(1).decode("ascii") if found else None


def without_surrogates(text: str) -> tuple[str, int]:
    r"""Replace lone surrogates, which no encoding can hold, one for one.

    JSON may carry half of an emoji ("\ud83d"); the offsets of all that follows
    must not move.

    Returns:
        The text and how many were replaced.

    Example:
        >>> without_surrogates("a\ud83db")[1]
        1
    """
    return _SURROGATE.subn("\ufffd", text)
