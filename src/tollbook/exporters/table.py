"""A reading for people at a terminal: eighty columns, with or without colour.

One block a claim, in the order of the text: what harm and how many at the left
edge, where the eye runs down; the quote beside it, so no figure is seen without
its words; then who says so. Colour repeats what the words say and never carries
anything alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from tollbook.exporters import wording
from tollbook.model import AnyClaim, Article, Failure, Incident, Reading, TollClaim

# The columns before the words: number, harm, figure; and the labels of the lines below a quote.
_NUMBER, _HARM, _FIGURE, _LABEL = 3, 10, 7, 8
_LEFT = _NUMBER + 1 + _HARM + 1 + _FIGURE + 2
_MAX_QUOTE = 600
_MAX_VALUE = 300
_STYLES = {
    "killed": "bold red",
    "injured": "yellow",
    "casualties": "red",
    "missing": "magenta",
    "captured": "magenta",
    "displaced": "cyan",
}


def write_table(
    console: Console, article: Article | None, outcome: Reading | Failure, *, heading: bool = True, source: str = ""
) -> None:
    """Print one outcome.

    Args:
        console: Where to; it knows the width and whether there is colour.
        article: The article, `None` where none could be made of the input.
        outcome: What came of it.
        heading: Whether to name the article first; one text alone needs no name.
        source: Where it came from, which names an article that has no title.
    """
    width = max(40, min(console.width, 120))
    for line in layout(article, outcome, width=width, marked=not console.color_system, heading=heading, source=source):
        console.print(line, soft_wrap=True)


def layout(
    article: Article | None,
    outcome: Reading | Failure,
    *,
    width: int = 80,
    marked: bool = True,
    heading: bool = True,
    source: str = "",
) -> Iterator[Text]:
    """The lines of one outcome, none wider than `width`.

    `marked` puts [ ] around the figure in a quote, for where bold can't be seen.
    """
    if heading:
        yield from _heading(article, outcome, width, source)
    for line in _lines(outcome, width, marked=marked):
        line.rstrip()
        yield line


def _lines(outcome: Reading | Failure, width: int, *, marked: bool) -> Iterator[Text]:
    if isinstance(outcome, Failure):
        yield from _wrapped("not read  ", _cut(wording.visible(outcome.error), 1000), width, "bold red")
        yield Text()
        return
    claims = wording.in_text_order(outcome.claims)
    numbers = {claim.id: number for number, claim in enumerate(claims, 1)}
    for claim in claims:
        yield from _claim(claim, numbers, width, marked=marked)
        yield Text()
    if not claims:
        yield Text("No claims were found.", style="dim")
        yield Text()
    for incident in outcome.incidents:
        yield from _incident(incident, numbers, width)
        yield Text()
    for note in outcome.notes:
        yield from _wrapped("note  ", _cut(wording.visible(note), 1000), width, "dim")
    if outcome.notes:
        yield Text()


def _heading(article: Article | None, outcome: Reading | Failure, width: int, source: str) -> Iterator[Text]:
    name, about = outcome.article, []
    if article is not None:
        name = article.title or source or article.id
        about = [part for part in (article.outlet, article.published) if part]
        about += [article.id] if name != article.id else []
    yield from Text(_cut(wording.visible(name), _MAX_VALUE), style="bold").wrap(_plain_console(width), width)
    if about:
        yield Text(_cut(" · ".join(wording.visible(part) for part in about), width), style="dim")
    yield Text("─" * width, style="dim")


def _plain_console(width: int) -> Console:
    """`Text.wrap` asks a console for nothing but its width and encoding."""
    return Console(width=width, color_system=None, force_terminal=False)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _claim(claim: AnyClaim, numbers: dict[str, int], width: int, *, marked: bool) -> Iterator[Text]:
    figure = wording.interval(claim.count) if isinstance(claim, TollClaim) else ""
    harm = wording.heading(claim)
    left = Text()
    left.append(f"{numbers[claim.id]:>{_NUMBER}} ", style="dim")
    left.append(f"{harm:<{_HARM}} ", style=_STYLES.get(harm, "bold blue"))
    left.append(f"{figure:>{_FIGURE}}  ", style="bold")
    quote = _quote(claim, marked=marked)
    for number, line in enumerate(quote.wrap(_plain_console(width), max(20, width - cell_len(left.plain)))):
        yield Text.assemble(left if number == 0 else " " * cell_len(left.plain), line)
    rows = wording.details(claim, numbers)
    if isinstance(claim, TollClaim) and (words := wording.count_in_words(claim.count)):
        rows.insert(0, ("count", words))
    for label, words in rows:
        yield from _row(label, _cut(words, _MAX_VALUE), width, strong=label == "says")


def _quote(claim: AnyClaim, *, marked: bool) -> Text:
    """The quote with its figure in bold, or in [ ]."""
    before, figure, after = wording.quote_parts(claim)
    if len(claim.quote.text) > _MAX_QUOTE:
        before = (
            before if len(before) <= _MAX_QUOTE // 2 else before[: _MAX_QUOTE // 4] + " … " + before[-_MAX_QUOTE // 4 :]
        )
        figure, after = _cut(figure, _MAX_QUOTE // 4) if figure else "", _cut(after, _MAX_QUOTE // 2)
    shown = Text("“")
    shown.append(wording.visible(before))
    if figure:
        shown.append(f"[{wording.visible(figure)}]" if marked else wording.visible(figure), style="bold underline")
    shown.append(wording.visible(after))
    return shown.append("”")


def _row(label: str, words: str, width: int, *, strong: bool) -> Iterator[Text]:
    indent = " " * _LEFT
    first = Text.assemble(indent, (f"{label:<{_LABEL}}", "dim"))
    room = max(20, width - _LEFT - _LABEL)
    for number, line in enumerate(Text(words, style="green" if strong else "").wrap(_plain_console(width), room)):
        yield Text.assemble(first if number == 0 else " " * (_LEFT + _LABEL), line)


def _wrapped(label: str, words: str, width: int, style: str) -> Iterator[Text]:
    for number, line in enumerate(Text(words).wrap(_plain_console(width), max(20, width - len(label)))):
        yield Text.assemble((label, style) if number == 0 else " " * len(label), line)


def _incident(incident: Incident, numbers: dict[str, int], width: int) -> Iterator[Text]:
    about = [f"Incident {_cut(wording.visible(incident.id), 60)}" + (" (main)" if incident.main else "")]
    about += [wording.visible(incident.method)] if incident.method else []
    about += [wording.when(incident.when)] if incident.when else ["when not known"]
    about += [wording.where(incident.where)] if incident.where else ["where not known"]
    yield from Text(_cut(" · ".join(about), _MAX_VALUE), style="bold").wrap(_plain_console(width), width)
    known = sorted(numbers[one] for one in incident.claims if one in numbers)
    if known:
        yield from _wrapped("claims  ", ", ".join(map(str, known)), width, "dim")
    yield from _tolls(incident, width)


def _tolls(incident: Incident, width: int) -> Iterator[Text]:
    """The tolls as columns; on a narrow terminal the codebook's name goes first."""
    if not incident.tolls:
        return
    whom = max(8, min(22, width - 60))
    book = width >= 70
    head = f"{'':4}{'harm':<11}{'of whom':<{whom}}{'low':>7}{'best':>7}{'high':>7}{'origins':>9}"
    yield Text(head + ("  codebook" if book else ""), style="dim")
    for toll in incident.tolls:
        low, best, high = wording.ends(toll)
        row = Text(f"{'':4}")
        row.append(f"{toll.harm:<11}", style=_STYLES.get(toll.harm, ""))
        row.append(f"{_cut(wording.visible(toll.group), whom - 1):<{whom}}{low:>7}")
        row.append(f"{best:>7}", style="bold")
        row.append(
            f"{high:>7}{toll.origins:>9}"
            + (f"  {_cut(wording.visible(toll.codebook), width - whom - 47)}" if book else "")
        )
        yield row
        if words := wording.derivation(toll):
            yield from _wrapped(f"{'':6}", _cut(words, _MAX_VALUE), width, "dim")
