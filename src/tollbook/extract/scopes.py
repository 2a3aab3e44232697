"""Whole, part, sum or another event: what the article says a figure is the figure of.

The words of one sentence leave much open: "three of the crew" are a part only
where the crew's toll is told, "on 9 July" is another day only if the report is
of a later one. Here every figure is held against the others of its article.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from tollbook.extract.one_more import is_one_more
from tollbook.extract.scope import after_start, before_quote, clause_of, is_perfect, lemmas, marks, patterns
from tollbook.extract.scopes_dated import HARMED, Figure, are_apart, by_time, own_time, steps_back
from tollbook.extract.toll import TollMention
from tollbook.model import Scope, TimeMention
from tollbook.text.sentences import Sentence

_MOST, _FIRST = 60, 20
_SUMS = frozenset({"cumulative", "part"})
_MANY = 100  # a sum over a period is carried on by figures that are sums themselves
# A heading so deep in the text is none of the article's own; and so many sentences make a section that it may head.
_DEEP, _SECTION, _LINE = 4, 3, 160


_OTHER = re.compile(r"\W{0,3}in (?:another|a separate|an unrelated|a similar)\s", re.IGNORECASE)


def scopes(
    mentions: Sequence[TollMention],
    *,
    origins: Sequence[str | None] = (),
    times: Sequence[TimeMention] = (),
    sentences: Sequence[Sentence] = (),
    text: str = "",
) -> tuple[Scope, ...]:
    """The scope of every toll that an article states.

    Args:
        mentions: In text order.
        origins: Who gives each; empty where nobody was looked for.
        times: The article's times, as `find_times` gives them.
        sentences: The article's sentences, and
        text: its text, needed for the times alone.

    Example:
        >>> from tollbook.extract.claim import find_toll_mentions
        >>> from tollbook.text.parse import parse
        >>> from tollbook.text.sentences import split
        >>> text = "Nine guards were killed. Four of them were shot dead. Since May, 70 have been killed."
        >>> scopes([m for p in parse(split(text)) for m in find_toll_mentions(p)])
        ('incident', 'part', 'cumulative')
    """
    known = list(origins) or [None] * len(mentions)
    beside: dict[int, list[TollMention]] = {}
    for m in mentions:
        beside.setdefault(m.parsed.sentence.index, []).append(m)
    figures = [
        Figure(
            m,
            marks(m, [o for o in beside[m.parsed.sentence.index] if o is not m]),
            own_time(m, times, sentences, text),
            origin,
        )
        for m, origin in zip(mentions, known, strict=True)
    ]
    found: list[Scope | None] = [_by_words(i, figures) for i in range(len(figures))]
    by_time(figures, found, times, sentences)
    _carry(figures, found)
    settled: list[Scope] = [f or "incident" for f in found]
    settled = [_told_again(i, figures, settled) for i in range(len(figures))]
    heads = _headings(sentences)
    settled = ["background" if _links_elsewhere(i, figures, settled, heads) else s for i, s in enumerate(settled)]
    return tuple(_with_parts(figures, settled))


def _near(index: int, figures: Sequence[Figure]) -> list[int]:
    """The figures that one is held against: its neighbours and the first of the article.

    Real articles have fewer; an archive sent as one text must not cost the
    square of its length.
    """
    first = max(0, index - _MOST)
    return [*range(min(first, _FIRST)), *range(first, min(len(figures), index + _MOST))]


def _by_words(index: int, figures: Sequence[Figure]) -> Scope | None:
    one = figures[index]
    if one.mark is None and _is_abduction(one.mention):
        killed = any(
            f.mark is None and f.mention.harm == "killed" and f.sentence <= one.sentence
            for f in (figures[i] for i in _near(index, figures))
        )
        return "background" if killed else None
    if one.mark is None and one.mention.how != "toll" and (patterns("elsewhere").search(one.mention.parsed.sentence.text[:160]) or _goes_on_elsewhere(index, figures)):
        # ruling 16: a second incident of the same day
        earlier = (figures[i] for i in _near(index, figures) if i < index)
        return "background" if any(f.mark is None and f.sentence < one.sentence and f.mention.harm in HARMED for f in earlier) else None
    recent = one.mark == "background" and one.mention.harm in HARMED and bool(patterns("recent").search(clause_of(one.mention)))
    if one.mark != "deed" and not recent:
        return one.mark
    near = (figures[i] for i in _near(index, figures) if i != index)
    # an arrest is no event of its own where the article has told of no other dead or hurt
    told = [f for f in near if f.mark is None and not (recent and f.mention.harm == "captured")]
    # "he is involved in a recent bombing that killed a clerk": the report is of something else, though it tells of it later
    later = one.mark == "deed" and bool(patterns("recent_deed").search(clause_of(one.mention)))
    return "background" if any(later or f.sentence <= one.sentence for f in told) else None


def _goes_on_elsewhere(index: int, figures: Sequence[Figure]) -> bool:
    """ "In another incident, a fighter was killed. A soldier was wounded there": somebody new, and no day of his own, right behind."""
    one = figures[index]
    before = next((f for f in (figures[i] for i in range(index - 1, max(-1, index - _MOST), -1)) if f.sentence < one.sentence), None)
    if before is None or before.sentence != one.sentence - 1 or before.mark not in {None, "background"} or one.own is not None:
        return False
    opens, told = one.mention.parsed.doc[0].lower_, before.mention.parsed.sentence
    near = one.mention.parsed.sentence.start - told.end <= 2 and told.kind == "body"
    framed = patterns("elsewhere").search(told.text[:160]) if before.mark is None else _OTHER.match(told.text)
    return near and opens in {"a", "an", "another"} and framed is not None


def _is_abduction(mention: TollMention) -> bool:
    """Is it told of captives as something that had been done to them before?"""
    word = mention.parsed.doc[mention.trigger]
    return mention.harm == "captured" and word.lemma_.lower() in lemmas("abduction") and steps_back(mention)


def _carry(figures: Sequence[Figure], found: list[Scope | None]) -> None:
    """ "Several thousand civilians died as well": a figure without a time of its own goes on with the one before."""
    last = 0
    for i in range(1, len(figures)):
        last = i - 1 if found[i - 1] != "part" else last
        one, before = figures[i], figures[last]
        if found[i] is not None or found[last] not in {"cumulative", "background"} or one.own is not None:
            continue
        if before.mark == "deed" and one.mention.harm != before.mention.harm:
            continue  # "he planned the murder of a judge; two others were also arrested": the deeds of a man end with him
        beside = one.sentence == before.sentence and ";" in one.mention.parsed.sentence.text
        # "Since the coup 3,000 have been killed. 15,000 have been arrested": the perfect goes on with the sum
        near = found[last] == "cumulative" and one.sentence - before.sentence <= 1
        sums = near and one.low >= _MANY and (is_perfect(one.mention) or bool(patterns("counting").search(clause_of(one.mention))) or all(f in _SUMS for f in found[:i]))
        if sums or (near and _restates_sum(one, before)) or (one.sentence - before.sentence <= 1 and patterns("carried").search(clause_of(one.mention))) or beside:
            found[i] = found[last]


def _restates_sum(one: Figure, before: Figure) -> bool:
    """ "The number killed since May is 436. The commission puts the toll at 450": another count of the same sum."""
    return one.mention.how == "toll" and before.mention.how == "toll" and one.mention.harm == before.mention.harm and 3 * one.low >= before.low


def _told_again(index: int, figures: Sequence[Figure], found: Sequence[Scope]) -> Scope:
    """The toll of the main event stays its own where it is told with the deeds of a man or with another day."""
    one = figures[index]
    if found[index] != "background" or not (one.low > 1 or one.mention.bare):
        return found[index]
    again = any(
        found[i] == "incident" and _key(figures[i]) == _key(one) and figures[i].sentence != one.sentence and not are_apart(figures[i], one)
        for i in _near(index, figures)
    )
    return "incident" if again and not patterns("background").search(clause_of(one.mention)) else "background"


def _headings(sentences: Sequence[Sentence]) -> frozenset[int]:
    """The lines deep in the text that stand alone and end without a stop."""
    held = Counter(s.paragraph for s in sentences)
    return frozenset(
        s.index for s in sentences
        if s.index >= _DEEP and s.kind != "item" and held[s.paragraph] == 1 and len(s.text) <= _LINE and not s.text.rstrip().endswith((".", "!", "?", "”", '"', ":", ";", ","))
    )  # fmt: skip


def _links_elsewhere(index: int, figures: Sequence[Figure], found: Sequence[Scope], heads: frozenset[int]) -> bool:
    """A line amid the text whose figure nothing else repeats, and that heads nothing, leads to another story ("Cop killed in Brook")."""
    one = figures[index]
    if found[index] not in {"incident", "part"} or one.sentence not in heads:
        return False
    near = [figures[i] for i in _near(index, figures) if i != index and figures[i].sentence not in heads]
    told = any(f.sentence < one.sentence for f in near)
    heading = any(one.sentence < f.sentence <= one.sentence + _SECTION for f in near)
    return told and not heading and not any(f.mention.harm == one.mention.harm and f.low == one.low for f in near)


def _key(figure: Figure) -> tuple[str, int | None, int | None, str | None]:
    # "several" and "many" are the same interval, and not the same figure
    return figure.mention.harm, figure.mention.count.low, figure.mention.count.high, figure.mention.count.word


def _with_parts(figures: Sequence[Figure], found: Sequence[Scope]) -> list[Scope]:
    """Parts need a whole: without one "three of the crew" is all that is told; with one, a breakdown is a part."""
    settled = list(found)
    for i, one in enumerate(figures):
        without = one.mark == "part" and one.mention.how != "subset" and not _wholes(i, figures, found)
        if settled[i] == "part" and (without or _names_all(i, figures, settled)):
            settled[i] = "incident"
        elif one.low == 0 and one.exact and settled[i] == "part":
            settled[i] = "incident"  # nobody is no part of anybody
        elif settled[i] == "incident" and _is_partial(i, figures) and _wholes(i, figures, found):
            settled[i] = "part"
    for group in _breakdowns(figures, settled):
        for i in group:
            settled[i] = "part"
    return settled


def _names_all(index: int, figures: Sequence[Figure], found: Sequence[Scope]) -> bool:
    """ "Three guards were killed. They have been identified as A, B and C": the names of all of them are no part."""
    one = figures[index]
    earlier = (i for i in _near(index, figures) if i < index and found[i] == "incident" and figures[i].exact and figures[i].sentence != one.sentence)
    alone = one.mention.rule == "en.toll.identified" and not any(f.mention.rule == one.mention.rule and f.sentence == one.sentence for i, f in enumerate(figures) if i != index)
    return alone and one.low > 0 and any(figures[i].mention.harm == one.mention.harm and figures[i].low == one.low for i in earlier)


def _wholes(index: int, figures: Sequence[Figure], found: Sequence[Scope]) -> list[Figure]:
    """The figures that can hold this one: larger, of the same harm or of the harm it grew from."""
    one = figures[index]
    harms = {one.mention.harm, "casualties"}
    if one.mention.transition or patterns("partial").search(after_start(one.mention)):
        harms.add("injured")
    return [
        figures[i]
        for i in _near(index, figures)
        if i != index and found[i] != "part" and figures[i].mention.harm in harms and _holds(figures[i], one)
    ]


def _holds(whole: Figure, part: Figure) -> bool:
    high = whole.mention.count.high
    if whole.mention.count.low is None:
        return False
    return high is None or high > part.low or (high == part.low and whole.mention.harm != part.mention.harm)


def _is_partial(index: int, figures: Sequence[Figure]) -> bool:
    """Do its words make it some of another figure: "in his morgue alone", "six had been beheaded", "two more"?"""
    one = figures[index]
    phrase = one.mention.phrase
    # "an eighth man died of his wounds" is none of the seven
    one_more = one.mention.additional and phrase is not None and is_one_more(one.mention.parsed.doc[phrase.head])
    if (not one_more and patterns("partial").search(after_start(one.mention))) or _is_outcome(index, figures):
        return True
    raised = [f for f in (figures[i] for i in _near(index, figures)) if f.mention.how == "toll" and not f.mention.former and f.low - one.low >= 0]
    near = [f for f in raised if f.sentence == one.sentence or f.mention.parsed.sentence.kind == "headline"]
    words = before_quote(one.mention)[-20:] + after_start(one.mention)
    if near and one.mention.how != "toll" and patterns("risen").search(words):
        return True
    return _is_bare_number(one, figures[index - 1]) if index else False


def _is_outcome(index: int, figures: Sequence[Figure]) -> bool:
    """Of five people shot, the one who died (ruling 11)."""
    one = figures[index]
    if one.mention.harm not in {"killed", "injured"} or not one.exact or _is_oneself(one.mention):
        return False
    return any(
        f.mention.harm == "casualties"
        and f.exact
        and f.mark is None
        and f.low > one.low
        and f.mention.quote.start < one.mention.quote.start
        for f in (figures[i] for i in _near(index, figures))
    )


def _is_oneself(mention: TollMention) -> bool:
    """ "Shot his two sons before killing himself": whoever does it is none of those shot."""
    phrase = mention.phrase
    return mention.rule == "en.toll.then_oneself" or (phrase is not None and mention.parsed.doc[phrase.head].lower_ in {"himself", "herself", "themselves"})


def _is_bare_number(one: Figure, before: Figure) -> bool:
    """ "At least 116 died; six had been beheaded"."""
    phrase = one.mention.phrase
    return bool(
        phrase is not None
        and phrase.sort == "number"
        and phrase.words is None
        and one.exact
        and before.sentence == one.sentence
        and before.mention.harm == one.mention.harm
        and before.low > one.low
        and not one.mention.additional
        and any(c.lower_ == "had" for c in one.mention.parsed.doc[one.mention.trigger].children)
    )


def _breakdowns(figures: Sequence[Figure], found: Sequence[Scope]) -> list[list[int]]:
    """Neighbours that add up exactly to a total given before them divide it: "six died at the scene, four in hospital"."""
    made: list[list[int]] = []
    plain = [i for i, f in enumerate(figures) if found[i] == "incident" and f.exact and f.low > 0]
    sums = {i for i, f in enumerate(figures) if f.low > 0 and found[i] in {"cumulative", "incident"} and i not in plain}
    for harm in dict.fromkeys(figures[i].mention.harm for i in plain):
        own = [i for i in plain if figures[i].mention.harm == harm]
        for at, first in enumerate(own):
            totals = {figures[i].low for i in own[max(0, at - _MOST) : at] if figures[i].sentence < figures[first].sentence}
            totals |= {figures[i].low for i in sums if 0 <= first - i <= _MOST and figures[i].mention.harm == harm and figures[i].sentence < figures[first].sentence}
            group = [first]
            for i in own[at + 1 : at + 4]:
                if figures[i].sentence - figures[group[-1]].sentence > 1 or figures[i].origin != figures[first].origin:
                    break
                group.append(i)
                if sum(figures[k].low for k in group) in totals:
                    made.append(list(group))
                    break
    return made
