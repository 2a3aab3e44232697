"""An explanation as plain text: the figures, who says them, what became of every claim, and what is not known.

For a terminal without colour, a mail, a printed page. Everything that articles
say passes through `visible`; unknown is a word, never 0; an open end is written
out, because a plus sign is overlooked.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from tollbook.exporters.wording import counted, visible
from tollbook.model import Toll
from tollbook.reconcile.codebook import Rule
from tollbook.reconcile.explanation import Explanation, Move, TollExplanation, Use, Voice

_UNKNOWN = "not known"
_VERDICTS = {
    "used": "Counted", "said again": "Said again, counted once", "superseded": "Superseded", "part": "Parts, never added",
    "beside": "Beside the figures", "set aside": "Set aside", "rejected": "Struck out by a person",
}  # fmt: skip
_MOVES = 3
_COPIES = 8  # a story that forty outlets carry is listed as eight and a number


def figure(low: int | None, high: int | None) -> str:
    """An interval in words.

    Example:
        >>> figure(30, None), figure(22, 22), figure(20, 25), figure(None, None)
        ('30 or more', '22', '20 to 25', 'not known')
    """
    if low is None:
        return _UNKNOWN
    if high is None:
        return f"{low:,} or more"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def summary(toll: Toll) -> str:
    """Low, best and high of a toll in one line.

    Example:
        >>> summary(Toll(harm="killed", low=22, best=30, high=None))
        'low 22, best 30, high open'
        >>> summary(Toll(harm="injured", low=2, best=None, high=None))
        'low 2, best not known, high open'
    """
    if toll.low is None and toll.best is None and toll.high is None:
        return _UNKNOWN
    low = _UNKNOWN if toll.low is None else f"{toll.low:,}"
    best = _UNKNOWN if toll.best is None else f"{toll.best:,}"
    return f"low {low}, best {best}, high {'open' if toll.high is None else f'{toll.high:,}'}"


def group_name(group: str) -> str:
    """A group of victims as a heading.

    Example:
        >>> group_name("combatant:Turkey"), group_name("all"), group_name("civilian")
        ('combatants of Turkey', 'all', 'civilians')
    """
    role, _, side = group.partition(":")
    names = {"all": "all", "civilian": "civilians", "combatant": "combatants", "unknown": "status unknown"}
    return f"{names.get(role, visible(role))} of {visible(side)}" if side else names.get(role, visible(role))


def render_text(explanation: Explanation, width: int = 80) -> str:
    """Write an explanation as text.

    Args:
        explanation: What `explain_incident` gave.
        width: Columns; quotes and reasons are folded to it.

    Returns:
        The text, without a newline at its end, without colour.

    Example:
        >>> print(render_text(Explanation(codebook="house", title="Tollbook's own rules")))
        Under Tollbook's own rules (house)
        No figure has been reported.
    """
    page = _Page(max(width, 40))
    page.put(f"Under {explanation.title} ({explanation.codebook})")
    if not explanation.tolls:
        page.put("No figure has been reported.")
    else:
        page.put(f"{counted(explanation.origins, 'distinct origin')}{'; provisional' if explanation.provisional else ''}" + _grade(explanation))
    for told in explanation.tolls:
        _toll(page, told, whole=told.toll.group == "all")
    if explanation.notes:
        page.head("What else the codebook says")
        for note in explanation.notes:
            page.put(f"{note.says} {_rule(note.rule)}", "  ")
    if explanation.missing:
        page.head("What is missing")
        for gap in explanation.missing:
            page.put(f"- {visible(gap.says)}", "  ", "    ")
            if gap.quote is not None:
                page.put(f"“{visible(gap.quote.text)}” ({visible(gap.article or 'no article')})", "    ")
    return "\n".join(page.lines)


class _Page:
    """Lines of a fixed width."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.lines: list[str] = []

    def put(self, text: str, indent: str = "", further: str | None = None) -> None:
        self.lines += textwrap.wrap(
            text, self.width, initial_indent=indent, subsequent_indent=indent if further is None else further, break_on_hyphens=False
        ) or [""]

    def head(self, text: str) -> None:
        self.lines.append("")
        self.put(text)


def _grade(explanation: Explanation) -> str:
    if explanation.grade is None:
        return ""
    counted = {True: ", counts in headline totals", False: ", does not count in headline totals", None: ""}[explanation.headline]
    return f"; graded {explanation.grade} by a person{counted}"


def _rule(rule: Rule) -> str:
    ours = ", our reading" if rule.ours else ""
    return f"[{visible(rule.id)}; {visible(rule.source)}{ours}]"


def _toll(page: _Page, told: TollExplanation, *, whole: bool) -> None:
    toll = told.toll
    page.head(f"{toll.harm.capitalize()}, {group_name(toll.group)}: {summary(toll)}" + (" (derived)" if toll.derived else ""))
    if told.published is not None:
        who = f" by {visible(told.published_by)}" if told.published_by else ""
        why = f": {visible(told.published_why)}" if told.published_why else ""
        page.put(f"Published{who}: {summary(told.published)}{why}", "  ")
    if not whole:
        return
    for name, rule in (("low", told.low), ("best", told.best), ("high", told.high)):
        page.put(f"{name:<5}{visible(rule.says)} {_rule(rule)}", "  ", "       ")
    page.put(f"Who says what now ({counted(len(told.voices), 'distinct origin')}):", "  ")
    for voice in told.voices:
        page.put(_voice(voice), "    ", "      ")
    if told.contradiction is not None:
        page.put(f"Widest contradiction: {visible(told.contradiction.says)}.", "  ", "    ")
    for move in _worth_telling(told.moves):
        page.put(_moved(move, toll), "  ", "    ")
    _uses(page, told.trace)


def _voice(voice: Voice) -> str:
    said = f"words only, {figure(voice.low, voice.high)} at the least" if voice.word and voice.high is None else figure(voice.low, voice.high)
    since = f", since {_time(voice.since)}" if voice.since else ""
    printed = f", in {counted(voice.articles, 'article')}"
    before = f"; before that {', '.join(figure(*n) for n in voice.earlier)}" if voice.earlier else ""
    return f"{visible(voice.name)}: {said}{since}{printed}{before}"


def _time(instant: str) -> str:
    """An instant to the minute; a report dated to the day, which is known at its end, as the day.

    Example:
        >>> _time("2020-02-27T21:30:00.000000Z"), _time("2020-02-27T23:59:59.999999Z")
        ('2020-02-27 21:30 UTC', '2020-02-27')
    """
    day, _, clock = instant.partition("T")
    return day if clock.startswith("23:59:59.9") or not clock else f"{day} {clock[:5]} UTC"


def _worth_telling(moves: Iterable[Move]) -> Iterator[Move]:
    for number, move in enumerate(moves):
        if number < _MOVES:
            yield move


def _moved(move: Move, toll: Toll) -> str:
    what = f"the statement of {visible(move.name)}" if move.what == "claim" else visible(move.name)
    if move.vanishes:
        return f"Without {what} there would be no figure."
    left = Toll(harm=toll.harm, low=move.low, best=move.best, high=move.high)
    return f"Without {what}: {summary(left)}."


def _uses(page: _Page, trace: tuple[Use, ...]) -> None:
    """Every claim under its verdict and rule; the same words of the same origin once, with all who printed them."""
    for verdict, heading in _VERDICTS.items():
        own = [u for u in trace if u.verdict == verdict]
        for rule in {u.rule.id: u.rule for u in own}.values():
            page.put(f"{heading}: {visible(rule.says)} {_rule(rule)}", "  ", "    ")
            held: dict[tuple[str, str], list[Use]] = {}
            for u in own:
                if u.rule.id == rule.id:
                    held.setdefault((u.origin, visible(u.quote.text).casefold()), []).append(u)
            for same in held.values():
                page.put(_use(same), "    ", "      ")


def _use(same: list[Use]) -> str:
    use = same[0]
    speaker = visible(use.speaker) if use.speaker else "in its own voice"
    number = f"“{visible(use.word)}”" if use.word else figure(use.low, use.high) if use.low is not None else "no number"
    at = f", {_time(use.reported)}" if use.reported else ""
    others = list(dict.fromkeys(u.article for u in same if u.article != use.article))
    also = f"; also in {', '.join(map(visible, others[:_COPIES]))}{f' and {len(others) - _COPIES} more' if len(others) > _COPIES else ''}" if others else ""
    why = f" {visible(use.by)}: {visible(use.why or 'no reason given')}." if use.by else ""
    return f"{number} · {speaker} · {visible(use.article) or 'this article'}{at}{also}: “{visible(use.quote.text)}”{why}"
