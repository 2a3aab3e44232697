"""Whether the words that a reading points at stand where it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from tollbook.model import Link


def wrong_spans(record: Any, text: str, where: str = "") -> Iterator[tuple[str, str]]:
    """Every span in a record that is not the text's own words, as (its place in the record, its words).

    Args:
        record: A reading, or anything in one.
        text: The article's text.
        where: What comes before, in words such as `claims[0].count`.

    Example:
        >>> from tollbook.model import Span
        >>> list(wrong_spans(Span(text="23", start=4, end=6), "The 22 died."))
        [('', '23')]
    """
    if isinstance(record, msgspec.Struct):
        words = record.speaker if isinstance(record, Link) else getattr(record, "text", None)
        start, end = getattr(record, "start", None), getattr(record, "end", None)
        if isinstance(start, int) and isinstance(end, int) and isinstance(words, str) and text[start:end] != words:
            yield where, words
        for field in record.__struct_fields__:
            yield from wrong_spans(getattr(record, field), text, f"{where}.{field}" if where else field)
    elif isinstance(record, tuple):
        for number, item in enumerate(record):
            yield from wrong_spans(item, text, f"{where}[{number}]")
