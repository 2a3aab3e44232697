"""Which news agency a printed story credits.

Forty papers print one agency's story, and the agency is the voice behind all
of them. The credit mostly stands in the text alone: after the dateline, in the
byline, in brackets at the end.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tollbook.lang import load
from tollbook.model import Article, Record

_TOP, _BOTTOM, _LINE = 6, 4, 160  # lines at the top and bottom that may hold a credit, and how long one is
_HOST = re.compile(r"^(?:https?://)?www\.|:\d+/?$")  # of an outlet named by its address: "www.harbour.example:80"


class Credit(Record, frozen=True, kw_only=True):
    """An agency that a text credits, and where.

    `whole` is false where only parts are the agency's ("with inputs from").
    `rule` is the rule of `agencies.toml` that found it.
    """

    agency: str
    start: int
    end: int
    rule: str
    whole: bool = True


@dataclass(frozen=True, slots=True)
class _Table:
    names: re.Pattern[str]
    canonical: dict[str, str]
    dateline: re.Pattern[str]
    before: frozenset[str]
    after: frozenset[str]
    contributed: re.Pattern[str]
    generic: frozenset[str]


def _rules() -> dict[str, dict[str, Any]]:
    return {r["id"].removeprefix("en.credit."): r for r in load("agencies")["rule"]}


@functools.cache
def _table() -> _Table:
    rules, data = _rules(), load("agencies")
    canonical = {alias: row["name"] for row in data["agencies"] for alias in (row["name"], *row["aliases"])}
    names = "|".join(re.escape(n) for n in sorted(canonical, key=lambda n: (-len(n), n)))
    dashes = "|".join(re.escape(d) for d in sorted(rules["dateline"]["dashes"], key=len, reverse=True))
    return _Table(
        names=re.compile(rf"(?<![\w-])(?:{names})(?![\w-])"),
        canonical=canonical,
        # The place in capitals, at most a date or province after it, then the brackets and the dash.
        dateline=re.compile(rf"[ \t]*[A-ZÀ-Þ][A-ZÀ-Þ.'’/-]+(?![a-zà-þ])[^()\n]{{0,60}}\((?P<name>[A-Z][\w&.' -]{{1,38}})\)[ \t]{{0,3}}(?:{dashes})"),
        before=frozenset(rules["line"]["before"]),
        after=frozenset(rules["line"]["after"]),
        contributed=re.compile("|".join(map(re.escape, rules["contributed"]["phrases"])), re.IGNORECASE),
        generic=frozenset(data["generic"]["words"]),
    )


def outlet_name(name: str) -> str:
    """The form of an agency's or outlet's name in which equal ones are equal.

    Example:
        >>> outlet_name("AP"), outlet_name("Meridian News Agency"), outlet_name("the daily Dawn")
        ('Associated Press', 'Meridian', 'Dawn')
        >>> outlet_name("www.dawn.example:80")
        'dawn.example'
    """
    table = _table()
    bare = _HOST.sub("", " ".join(name.split()))
    known = table.canonical.get(bare) or table.canonical.get(re.sub(r"^[Tt]he ", "", bare))
    if known is not None:
        return known
    words = [w for w in bare.split() if w.lower().strip(".,") not in table.generic]
    kept = " ".join(words) or bare
    return table.canonical.get(kept, kept)


def is_agency(name: str) -> bool:
    """Is this the name of an agency that the table lists?

    Example:
        >>> is_agency("Reuters"), is_agency("Dawn")
        (True, False)
    """
    table = _table()
    return name in table.canonical or outlet_name(name) in table.canonical


def _lines(text: str) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """The first and the last lines that hold words, with their offsets."""
    top = list(_some(text, 0, min(len(text), 4_000)))[:_TOP]
    start = max(0, len(text) - 2_000)
    bottom = list(_some(text, start, len(text)))[-_BOTTOM:]
    return top, bottom


def _some(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    at = start
    for line in text[start:end].split("\n"):
        if line.strip():
            yield at, line
        at += len(line) + 1


def _is_credit_line(line: str, name: re.Match[str]) -> bool:
    """Are the words around the name only those of a credit: "By Ann Harlow, Associated Press"?"""
    table = _table()
    left = line[: name.start()].strip(" \t-–—(|/•*[,.")
    right = line[name.end() :].strip(" \t-–—)|/•*],.:").lower()
    if right and right not in table.after and not re.fullmatch(r"(?:[\d:/., -]|\w{3,9}\.? \d{1,2})+", right):
        return False
    lead = left.lower()
    if not lead or lead in table.before or lead.removesuffix(" the") in table.before:
        return True
    opener = next((b for b in sorted(table.before, key=len, reverse=True) if lead.startswith(b + " ")), None)
    return opener is not None and len(left.split()) <= 9 and not re.search(r"[.!?]\s", left)


def find_credits(text: str) -> tuple[Credit, ...]:
    """Find the agencies that a text credits, in the order in which they stand.

    Args:
        text: The article's text; only its first and last lines are looked at.

    Returns:
        Each with where it stands. "With inputs from agencies" names none.

    Example:
        >>> [c.agency for c in find_credits("PORT ALDER, May 3 (Reuters) - Two men drowned.")]
        ['Reuters']
        >>> find_credits("Two men drowned, police told Reuters.")
        ()
    """
    table = _table()
    top, bottom = _lines(text)
    found: dict[int, Credit] = {}

    def add(at: int, end: int, rule: str, *, whole: bool = True) -> None:
        found.setdefault(at, Credit(agency=outlet_name(text[at:end]), start=at, end=end, rule=f"en.credit.{rule}", whole=whole))

    for at, line in top:
        dated = table.dateline.match(line)
        if dated is not None:
            add(at + dated.start("name"), at + dated.end("name"), "dateline")
        opening = table.names.match(line.lstrip())
        if opening is not None and re.match(r"[ \t]{0,3}[-–—]", line.lstrip()[opening.end() :]):
            left = at + len(line) - len(line.lstrip())
            add(left, left + opening.end(), "opening")
    for at, line in (*top, *bottom):
        if len(line) > _LINE:
            continue
        part = table.contributed.search(line)
        for name in table.names.finditer(line):
            if part is not None:
                add(at + name.start(), at + name.end(), "contributed", whole=False)
            elif _is_credit_line(line, name):
                add(at + name.start(), at + name.end(), "line")
    closing = _closing(text)
    if closing is not None:
        add(*closing, "closing")
    return tuple(found[at] for at in sorted(found))


def _closing(text: str) -> tuple[int, int] | None:
    """ "… was closed. (Xinhua)" or "… was closed. — AFP" at the very end."""
    end = len(text.rstrip(" \t\r\n)].*"))
    start = max(0, end - 60)
    last = None
    for name in _table().names.finditer(text, start, end):
        last = name
    if last is None or last.end() != end:
        return None
    before = text[start : last.start()].rstrip(" \t")
    return (last.start(), end) if before.endswith(("(", "[", "—", "–", " -", ".-")) else None


def credited_agency(article: Article) -> str | None:
    r"""The agency behind an article's own voice: its own field, else what the text credits.

    Returns:
        The name in the form of `outlet_name`; `None` where no agency is
        credited with the whole of it.

    Example:
        >>> credited_agency(Article(id="a", text="By Ann Harlow, AP\n\nTwo men drowned."))
        'Associated Press'
    """
    if article.agency and article.agency.strip():
        return outlet_name(article.agency)
    return next((c.agency for c in find_credits(article.text) if c.whole), None)
