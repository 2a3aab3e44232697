"""Tolls that move: "the death toll rose to 61 from 58"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tollbook import lang
from tollbook.extract.harm import HarmMention
from tollbook.extract.mood import mood_of
from tollbook.extract.number import CountMention
from tollbook.extract.people import is_person_word
from tollbook.extract.toll import TollMention, replace_count, words_of
from tollbook.model import Count, Span
from tollbook.text.parse import Parsed

_SKIP = frozenset({"by"})
# "Had climbed past 80": more than 80.
_LEFT_BEHIND = frozenset({"past", "above", "beyond"})


def _words(parsed: Parsed, first: int, last: int) -> Count:
    span = parsed.span(first, last)
    return Count(text=span.text, start=span.start, end=span.end)


def put_at(parsed: Parsed, harms: tuple[HarmMention, ...], counts: tuple[CountMention, ...]) -> Iterator[TollMention]:
    """ "The ministry put the dead at 1,400": a figure that a verb of reckoning gives to a noun of harm."""
    doc = parsed.doc
    for harm in harms:
        token = doc[harm.token]
        verb = next((a for a in token.ancestors if a.lemma_.lower() in words_of("en.toll.put_at")), None)
        if harm.patient not in {"state", "toll", "count"} or verb is None or verb.i > harm.token:
            continue
        for count in counts:
            behind = doc[count.last + 1].lower_ if count.last + 1 < len(doc) else ""
            if harm.harm == "casualties" and behind in lang.words("clauses", "en.clause.fates_counted"):
                continue  # "put its losses at two dead": told by the words that follow
            if count.first > harm.last and doc[count.first - 1].lower_ == "at" and count.first - harm.last < 14:
                yield TollMention(
                    parsed=parsed,
                    harm=harm.harm,
                    rule="en.toll.put_at",
                    trigger=harm.token,
                    phrase=None,
                    count=count.as_count(parsed),
                    words=None,
                    first=verb.i,
                    last=count.last,
                    mood="asserted",
                    how="toll",
                )
                break


def figures_of_toll(parsed: Parsed, harm: HarmMention, counts: tuple[CountMention, ...]) -> Iterator[TollMention]:
    """ "The death toll rose to 61 from 58": a new total and the one it replaced."""
    doc = parsed.doc
    token = doc[harm.last]
    if _is_no_toll(doc, harm):
        return
    mood = "hedged" if _may_be(token) else mood_of(token)
    if mood == "hypothetical":
        return
    compares = None if _of_a_figure(doc, harm.last, counts) else _compares(token, harm, counts)
    if compares is not None:
        first, last, words = compares
        yield TollMention(
            parsed=parsed,
            harm=harm.harm,
            rule=harm.rule,
            trigger=harm.token,
            phrase=None,
            count=replace_count(_words(parsed, *words), None, None),
            words=None,
            first=first,
            last=last,
            mood=mood,
            how="toll",
            comparative=True,
        )
        return
    present, former = _given(doc, harm, counts)
    for group, is_former in ((former[:1], True), (present[:1], False)):
        for count in group:
            if _told_otherwise(doc, harm, count):
                return
            yield TollMention(
                parsed=parsed,
                harm=harm.harm,
                rule=harm.rule,
                trigger=harm.token,
                phrase=None,
                count=_beyond(doc[harm.token], count, count.as_count(parsed)),
                words=_whose(parsed, harm),
                first=min(harm.token, count.first),
                last=_end(doc, harm, count),
                mood=mood,
                how="toll",
                former=is_former,
            )


def _told_otherwise(doc: Any, harm: HarmMention, count: CountMention) -> bool:
    """ "A toll of one person wounded": the words behind the figure say what befell them, and are told as that."""
    behind = {t.lower_ for t in doc[count.last + 1 : count.last + 3]}
    told = behind & {"wounded", "injured", "hurt", "missing", "arrested", "captured", "homeless"}
    return harm.harm == "killed" and count.first > harm.last and bool(told) and not behind & {"dead", "killed", "and", ","}


def _beyond(noun: Any, count: CountMention, figure: Count) -> Count:
    """ "The toll has passed 300": more than 300."""
    verb = _moves(noun)
    beyond = noun.doc[count.first - 1].lower_ in _LEFT_BEHIND if count.first else False
    left_behind = beyond or (verb is not None and verb.lemma_ in lang.words("clauses", "en.clause.exceeds") and _moves_to(noun, count))
    if not left_behind or count.low is None or count.low != count.high:
        return figure
    return replace_count(figure, count.low + 1, None)


def _given(doc: Any, harm: HarmMention, counts: tuple[CountMention, ...]) -> tuple[list[CountMention], list[CountMention]]:
    """The figures that a toll is given, and those it is said to have had before."""
    present: list[CountMention] = []
    former: list[CountMention] = []
    led_to = [c for c in counts if _moves_to(doc[harm.token], c)]
    for count in counts:
        if count.first < harm.last or count.rule in {"en.number.single", "en.number.none"}:
            if (count.last == harm.token - 1 or _brought_to(doc, harm.token, count)) and count.rule not in {"en.number.single"}:
                present.append(count)
            continue
        before = doc[count.first - 1].lower_ if count.first else ""
        if led_to and count not in led_to and before != "from":
            continue  # "the toll of the raid on two villages has climbed to 41"
        if _far(doc, harm.last, count) and count not in led_to:
            if count.low is not None and _moves(doc[harm.token]) is not None:
                continue
            break
        if _is_no_figure(doc, harm, count, before):
            continue
        (former if before == "from" else present).append(count)
        if len(present) + len(former) == 2 or not _movement(doc, harm.last, count):
            break
    return present, former


def tabled(parsed: Parsed, harms: tuple[HarmMention, ...], counts: tuple[CountMention, ...]) -> Iterator[TollMention]:
    """ "Total dead: 10", "Injured: 74": a line of a table, whose figure stands behind a colon and ends it."""
    doc = parsed.doc
    for harm in harms:
        alone = all(t.lower_ in words_of("en.toll.tabled") or t.text in {"-", "*"} for t in _line_before(doc, harm.token))
        count = next((c for c in counts if c.first == harm.last + 2), None)
        ends = count is not None and (doc[count.last + 1 : count.last + 2].text.strip() in {"", ".", ";", ",", "("} or doc[count.last + 1].pos_ == "ADP" or doc[count.last + 2 : count.last + 3].text == ":")
        if not alone or count is None or doc[harm.last + 1].text != ":" or not ends:
            continue
        if (harm.patient in {"state", "count", "toll"} or doc[harm.token].lower_.endswith("ed")) and count.rule not in {"en.number.single", "en.number.none"}:
            yield TollMention(
                parsed=parsed,
                harm=harm.harm,
                rule="en.toll.tabled",
                trigger=harm.token,
                phrase=None,
                count=count.as_count(parsed),
                words=None,
                first=harm.token,
                last=count.last,
                mood="asserted",
                how="toll",
            )


def _line_before(doc: Any, token: int) -> list[Any]:
    """The words between the last colon, or the beginning of the sentence, and a word."""
    begun = next((i for i in range(token - 1, -1, -1) if doc[i].text in {":", ";", "\n"} or doc[i].is_space), -1)
    if begun >= 0 and doc[begun].text == ":" and doc[begun + 1].like_num:
        begun += 1  # "Deaths: 5 Injuries: 12"
    return [t for t in doc[begun + 1 : token] if not t.is_space]


def _is_no_figure(doc: Any, harm: HarmMention, count: CountMention, before: str) -> bool:
    """ "The number of dead in 12 villages", "since 2011": a number that counts something else."""
    number = doc[harm.token].lemma_ == "number"
    if number and before not in lang.words("clauses", "en.clause.to_a_value") and doc[count.first - 1].lemma_ not in lang.words("clauses", "en.clause.to_a_value"):
        return True
    if count.rule == "en.number.pair":
        return True  # "the toll from both attacks"
    owned = before in {"'s", "’s"}  # "the highest toll since the country's two gangs agreed"
    return owned or before in _SKIP or before in {"in", "on", "since", "than"} or _year_like(count)


def _end(doc: Any, harm: HarmMention, count: CountMention) -> int:
    """The last token of the words that give a figure."""
    if _brought_to(doc, harm.token, count):
        return harm.last
    return count.last + (count.last + 1 < len(doc) and doc[count.last + 1].lower_ in lang.words("clauses", "en.clause.toll_counts"))


def _brought_to(doc: Any, toll: int, count: CountMention) -> bool:
    """ "Bringing to nine the number of the dead": the figure stands before its noun."""
    before = doc[max(0, count.first - 2) : count.first]
    raised = len(before) == 2 and before[1].lower_ == "to" and before[0].lemma_.lower() in lang.words("clauses", "en.clause.brought_to")
    return raised and doc[count.last + 1 : toll].text.lower() in {"the", "the total", "the overall", "the official"}


def _is_no_toll(doc: Any, harm: HarmMention) -> bool:
    """ "A toll road", "took its toll": a toll of nobody."""
    alone = harm.token == harm.last and bool(harm.token) and doc[harm.last].lemma_.lower() == "toll"
    return alone and (doc[harm.token - 1].lower_ in lang.words("clauses", "en.clause.no_toll") or _takes_its_toll(doc[harm.token]))


def _takes_its_toll(token: Any) -> bool:
    """ "The siege took a heavy toll": nothing is counted."""
    own = token.nbor(-1).lower_ in lang.words("clauses", "en.clause.own_toll")
    return own and token.dep_ == "dobj" and token.head.lemma_ in lang.words("clauses", "en.clause.takes_its_toll")


def _of_a_figure(doc: Any, toll: int, counts: tuple[CountMention, ...]) -> bool:
    """ "A higher toll of 41": the number is given."""
    return toll + 1 < len(doc) and doc[toll + 1].lower_ == "of" and any(c.first == toll + 2 for c in counts)


def _moves(noun: Any) -> Any | None:
    """The verb that says where a figure stands: "the number of people killed when … has risen to 25"."""
    node = noun
    while node.dep_ in {"compound", "pobj", "prep"} and node.head != node:
        node = node.head
    verb = node.head
    # "that brought the toll of both raids to 62": somebody moves it
    rule = {"nsubj": "figure_moves", "nsubjpass": "figure_moves", "dobj": "brought_to"}.get(node.dep_)
    return verb if rule and verb.lemma_ in lang.words("clauses", f"en.clause.{rule}") else None


def _moves_to(noun: Any, count: CountMention) -> bool:
    """Is the number the one that the verb of a toll leads to, or its object?"""
    verb = _moves(noun)
    if verb is None or count.first < verb.i:
        return False
    token = noun.doc[count.last]
    while token.dep_ in {"nummod", "quantmod"}:
        token = token.head
    over = token.head if token.dep_ in {"pobj", "dobj", "attr"} else None
    if over is None or over == verb:
        return over is not None
    above = over.head.head if over.head.lower_ == "from" else over.head  # "rose from 20 to 41"
    return over.dep_ == "prep" and over.lower_ in {"to", "at", "from"} and above == verb


def _may_be(token: Any) -> bool:
    """ "The toll could be as high as 150" reckons with what has happened; "could rise to 150" with what may."""
    verb = token.head
    modal = any(c.dep_ == "aux" and c.lower_ in {"could", "may", "might"} for c in verb.children)
    return modal and token.dep_ == "nsubj" and verb.lemma_ in {"be", "stand"}


def _compares(token: Any, harm: HarmMention, counts: tuple[CountMention, ...]) -> tuple[int, int, tuple[int, int]] | None:
    """First and last token of a toll that is only compared with others, and the tokens of the words that compare."""
    higher = next((c for c in token.lefts if c.lower_ in words_of("en.toll.higher")), None)
    if higher is not None and token.dep_ != "compound":
        return higher.left_edge.i, harm.last, (higher.left_edge.i, harm.last)
    said = _said_higher(token, counts)
    if said is not None:
        return min(token.left_edge.i, harm.token), said.i, (said.left_edge.i, said.i)
    return None


def _said_higher(token: Any, counts: tuple[CountMention, ...]) -> Any | None:
    """ "The real toll was higher than that": the word that compares, where no number follows it."""
    verb = token.head
    if token.dep_ not in {"nsubj", "nsubjpass"} or verb.lemma_ not in {"be", "remain", "seem"}:
        return None
    word = next((c for c in verb.children if c.dep_ in {"acomp", "attr"} and c.lower_ in words_of("en.toll.higher")), None)
    if word is None or any(word.left_edge.i <= c.first <= word.i + 4 for c in counts):
        return None
    return word


def _whose(parsed: Parsed, harm: HarmMention) -> Span | None:
    """Of whom the figure is: "the number of Turkish soldiers killed", "the death toll among miners"."""
    token = parsed.doc[harm.token]
    for node in (token, parsed.doc[harm.last]):
        for prep in node.rights:
            if prep.dep_ == "prep" and prep.lower_ in {"of", "among"}:
                noun = next((g for g in prep.rights if g.dep_ == "pobj"), None)
                if noun is not None and is_person_word(noun.lemma_.lower()) and noun.lemma_.lower() not in lang.words("clauses", "en.clause.counted_as"):
                    left = [c.i for c in noun.lefts if c.dep_ in {"amod", "compound", "nmod"}]
                    return parsed.span(min([*left, noun.i]), noun.i)
    return None


def _year_like(count: CountMention) -> bool:
    return count.low is not None and 1900 <= count.low <= 2100 and count.low == count.high


def _movement(doc: Any, start: int, count: CountMention) -> bool:
    return any(t.lower_ in {"from", "to"} for t in doc[start : count.first + 4])


def _far(doc: Any, start: int, count: CountMention) -> bool:
    between = doc[start + 1 : count.first]
    return len(between) > 22 or any(
        t.text in ";:" or t.lower_ in {"after", "when", "as", "while", "but", "including"} for t in between
    )
