"""One HTML page to one article: its text, headline, date and outlet, without the page around it."""

from __future__ import annotations

import re
from typing import Any

from tollbook.errors import TollbookError
from tollbook.model import Article
from tollbook.reading import derive_id
from tollbook.text.decode import charset_of_page, decode, without_surrogates
from tollbook.text.published import check_published

_LOOKS = re.compile(
    rb"^\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_FOLD = re.compile(r"\W+")


def looks_like_page(head: bytes) -> bool:
    """Is this the beginning of an HTML page?

    Example:
        >>> looks_like_page(b"<!DOCTYPE html><html>"), looks_like_page(b"Three died.")
        (True, False)
    """
    return _LOOKS.match(head[:2000]) is not None


def _extract(text: str) -> Any:
    from trafilatura import bare_extraction

    return bare_extraction(
        text,
        fast=True,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        # A date from the page's own marks or not at all: one guessed from the running text may be the event's. The upper end
        # is fixed, because the default is today, and the same page must give the same article on any day.
        date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "2199-12-31"},
    )


def _filled(value: Any) -> str | None:
    return without_surrogates(value.strip())[0] if isinstance(value, str) and value.strip() else None


def _with_headline(title: str | None, body: str) -> str:
    """Put the headline first, unless the body begins with it: headlines make claims, too."""
    if title is None:
        return body
    folded = _FOLD.sub(" ", title).strip().casefold()
    start = _FOLD.sub(" ", body[: 4 * len(title) + 100]).strip().casefold()
    return body if start.startswith(folded) else f"{title}\n\n{body}"


def article_of_page(
    data: bytes, *, url: str | None = None, published: str | None = None, declared: str | None = None
) -> tuple[Article, tuple[str, ...]]:
    """Take the article out of an HTML page.

    Args:
        data: The page as it was saved or sent.
        url: Where it was fetched; `None` takes what the page says of itself.
        published: A date the user gave, which is believed before the page's own.
        declared: The encoding in the HTTP header.

    Returns:
        The article and notes about it. Its `text` is the headline, an empty
        line, and the body; offsets count from there.

    Raises:
        TollbookError: It is no text, or no article is found in the page.
    """
    decoded = decode(data, declared=declared or charset_of_page(data))
    try:
        page = _extract(decoded.text)
    except (ValueError, TypeError, AssertionError, RecursionError) as error:
        raise TollbookError(
            "could not be taken apart as HTML.", hint="Save the article's text and read that."
        ) from error
    body = _filled(getattr(page, "text", None))
    if body is None:
        raise TollbookError("holds no article text that could be found.", hint="Save the article's text and read that.")
    title = _filled(page.title)
    text = _with_headline(title, body)
    day, note = check_published(published or _filled(page.date))
    outlet = _filled(page.sitename) or _filled(page.hostname)
    address = url or _filled(page.url)
    notes = decoded.notes if note is None else (*decoded.notes, note)
    article = Article(
        id=derive_id(text, title=title, published=day, outlet=outlet, url=address),
        text=text,
        title=title,
        published=day,
        outlet=outlet,
        url=address,
        language=_filled(page.language),
    )
    return article, notes
