"""A reading as one self-contained page: the article with its claims marked, and the claims beside it.

The article was written by a stranger, so nothing of it is trusted: every piece is
escaped, addresses are links only if they are http or https, and the page's own
policy lets it load nothing and run nothing. Offsets never reach the browser,
which counts in other units: the text is cut here.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from html import escape

from tollbook.exporters import wording
from tollbook.exporters.style import CSS
from tollbook.model import AnyClaim, Article, Failure, Incident, Reading, TollClaim

_HASH = base64.b64encode(hashlib.sha256(CSS.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"
_PARAGRAPH = re.compile(r"(?:\r?\n[ \t]*){2,}")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def page_head(title: str) -> str:
    """The page down to where the articles begin.

    Example:
        >>> "<script" in page_head("<script>")
        False
    """
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{_line(title)}</title>\n<style>{CSS}</style>\n</head>\n<body>\n<main>\n"
    )


def page_tail() -> str:
    """The end of the page."""
    return "</main>\n</body>\n</html>\n"


def page_section(article: Article | None, outcome: Reading | Failure, *, number: int = 1, source: str = "") -> str:
    """One article of the page.

    Args:
        article: The article, `None` where none could be made of the input.
        outcome: What came of it.
        number: Its number on the page, which makes the anchors unique.
        source: Where it came from, which names an article that has no title.
    """
    if isinstance(outcome, Failure) or article is None:
        error = outcome.error if isinstance(outcome, Failure) else "The article is missing."
        return f'<article>\n<h1 dir="auto">{_line(outcome.article)}</h1>\n<p class="error">Not read: {_line(error)}</p>\n</article>\n'
    claims = wording.in_text_order(outcome.claims)
    numbers = {claim.id: n for n, claim in enumerate(claims, 1)}
    notes = "".join(f'<p class="note">{_line(note)}</p>\n' for note in outcome.notes)
    cards = (
        "".join(_card(claim, numbers, number) for claim in claims) or '<li class="none">No claims were found.</li>\n'
    )
    incidents = "".join(_incident(incident, numbers, number) for incident in outcome.incidents)
    return (
        f"<article>\n{_heading(article, source)}{notes}"
        f'<div class="sides">\n<section class="text" aria-label="The article">\n{_text(article.text, claims, number)}</section>\n'
        f'<section aria-label="Claims">\n{incidents}<h2>{wording.counted(len(claims), "claim")}</h2>\n<ol>\n{cards}</ol>\n</section>\n</div>\n</article>\n'
    )


def _line(text: str) -> str:
    """Text of an article on one line, safe to show and escaped."""
    return escape(wording.visible(text))


def _block(text: str) -> str:
    """Text of an article as it stands, line breaks kept, safe and escaped."""
    return escape(_CONTROL.sub("\ufffd", text))


def _heading(article: Article, source: str) -> str:
    title = article.title or source or "Article"
    about = [_line(part) for part in (article.outlet, article.agency, article.published) if part]
    about.append(f"id {_line(article.id)}")
    if article.url and re.match(r"https?://[^\s]+$", article.url, re.IGNORECASE):
        about.append(f'<a href="{escape(article.url)}" rel="noreferrer noopener nofollow">{_line(article.url)}</a>')
    return f'<h1 dir="auto">{_line(title)}</h1>\n<p class="meta">{" · ".join(about)}</p>\n'


def _text(text: str, claims: list[AnyClaim], page: int) -> str:
    """The article, paragraph by paragraph, cut wherever a claim begins or ends."""
    cuts: dict[int, list[tuple[str, int]]] = {}
    for number, claim in enumerate(claims, 1):
        cuts.setdefault(claim.quote.start, []).append(("open", number))
        cuts.setdefault(claim.quote.end, []).append(("close", number))
        count = claim.count if isinstance(claim, TollClaim) else None
        if count is not None and count.start is not None and count.end is not None:
            cuts.setdefault(count.start, []).append(("bold", number))
            cuts.setdefault(count.end, []).append(("plain", number))
    places = sorted(cuts)
    out: list[str] = []
    inside: set[int] = set()
    bold: set[int] = set()
    at = 0
    for start, end in _paragraphs(text):
        body: list[str] = []
        where = start
        while where < end:
            while at < len(places) and places[at] <= where:
                body.append(_turn(cuts[places[at]], inside, bold, page))
                at += 1
            to = min(end, places[at]) if at < len(places) else end
            body.append(_piece(text[where:to], [claims[n - 1] for n in sorted(inside)], bold=bool(bold)))
            where = to
        wrapped = ' class="wrapped"' if _is_wrapped(text[start:end]) else ""
        out.append(f'<p dir="auto"{wrapped}>{"".join(body)}</p>\n')
    return "".join(out)


def _turn(changes: Iterable[tuple[str, int]], inside: set[int], bold: set[int], page: int) -> str:
    """What begins and ends here; each beginning puts the claim's number, linked to its card."""
    refs: list[str] = []
    for what, number in changes:
        match what:
            case "open":
                inside.add(number)
                refs.append(
                    f'<a class="ref" id="q{page}-{number}" href="#c{page}-{number}" aria-label="Claim {number}">{number}</a>'
                )
            case "close":
                inside.discard(number)
            case "bold":
                bold.add(number)
            case _:
                bold.discard(number)
    return "".join(refs)


def _piece(text: str, within: list[AnyClaim], *, bold: bool) -> str:
    shown = f"<b>{_block(text)}</b>" if bold and within else _block(text)
    if not within:
        return shown
    names = " ".join([wording.heading(within[-1]), *(["many"] if len(within) > 1 else [])])
    return f'<mark class="{escape(names)}">{shown}</mark>'


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for gap in _PARAGRAPH.finditer(text):
        if gap.start() > at:
            yield at, gap.start()
        at = gap.end()
    if text[at:].strip():
        yield at, len(text)


def _is_wrapped(paragraph: str) -> bool:
    """Lines broken at a fixed width, as in old wire copy, would be ragged on a phone."""
    lines = paragraph.splitlines()
    return len(lines) > 2 and all(45 <= len(line.rstrip()) <= 90 for line in lines[:-1])


def _card(claim: AnyClaim, numbers: dict[str, int], page: int) -> str:
    number = numbers[claim.id]
    figure = wording.interval(claim.count) if isinstance(claim, TollClaim) else ""
    rows = wording.details(claim, numbers)
    if isinstance(claim, TollClaim) and (words := wording.count_in_words(claim.count)):
        rows.insert(0, ("count", words))
    shown = "".join(f'<dt>{escape(label)}</dt><dd dir="auto">{escape(words)}</dd>' for label, words in rows)
    kind = escape(wording.heading(claim))
    back = f'<a href="#q{page}-{number}"'
    return (
        f'<li class="{kind}" id="c{page}-{number}"><div class="head"><span class="n">{back} aria-label="Claim {number}, in the text">{number}</a></span>'
        f'<span class="harm">{kind}</span><bdi dir="ltr" class="figure">{escape(figure)}</bdi></div>'
        f'<q dir="auto">{back}>{_marked_quote(claim)}</a></q><dl>{shown}</dl></li>\n'
    )


def _marked_quote(claim: AnyClaim) -> str:
    before, figure, after = wording.quote_parts(claim)
    return _line(before) + (f"<b>{_line(figure)}</b>" if figure else "") + _line(after)


def _incident(incident: Incident, numbers: dict[str, int], page: int) -> str:
    about = [incident.method or "", wording.when(incident.when) if incident.when else "when not known"]
    about.append(wording.where(incident.where) if incident.where else "where not known")
    known = sorted(numbers[one] for one in incident.claims if one in numbers)
    refs = ", ".join(f'<a href="#c{page}-{n}">{n}</a>' for n in known)
    rows = ""
    for toll in incident.tolls:
        low, best, high = wording.ends(toll)
        derived = ' <i class="derived">derived</i>' if wording.derivation(toll) else ""
        rows += (
            f"<tr><td>{_line(toll.harm)}{derived}</td><td>{_line(toll.group)}</td><td class=r>{low}</td><td class='r best'>{best}</td>"
            f"<td class=r>{high}</td><td class=r>{toll.origins}</td><td>{_line(toll.codebook)}</td></tr>\n"
        )
    head = "<th>harm</th><th>of whom</th><th class=r>low</th><th class=r>best</th><th class=r>high</th><th class=r>origins</th><th>codebook</th>"
    reckoned = ((toll.harm, wording.derivation(toll)) for toll in incident.tolls)
    notes = "".join(f'<p class="note">{_line(harm)}: {escape(words)}</p>\n' for harm, words in reckoned if words)
    table = (
        f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>\n{rows}</tbody></table></div>\n{notes}'
        if rows
        else ""
    )
    name = f"Incident {_line(incident.id)}{' (main)' if incident.main else ''}"
    words = " · ".join(escape(part) for part in about if part)
    return f'<h2>{name}</h2>\n<p class="incident" dir="auto">{words}{f" · claims {refs}" if refs else ""}</p>\n{table}'
