"""A roll: people listed one after another by name, age and kin.

"44-year-old Raed Amin, his wife Huda, their two sons Karim (9) and Omar, and
his brother" is read as words in a row: after the second name a parser no longer
knows which noun hangs on which, and a page that links every name breaks the
lines between them, too.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from typing import Any

from tollbook import lang
from tollbook.extract.number import CountMention
from tollbook.extract.people import is_person_word
from tollbook.extract.phrase import Phrase
from tollbook.extract.roll_told import told_behind
from tollbook.model import Span
from tollbook.text.parse import Parsed

Token = Any  # a spaCy token

_PARTICLES = frozenset("al el bin ibn bint de del la las los da dos van von der den y abu umm".split())
_OWN = frozenset({"his", "her", "their", "its", "my", "our"})
_ARTICLES = frozenset({"a", "an", "the", "another", "one"})
_LONGEST = 160  # tokens: the longest roll of the annotated sets has 96


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a roll: tokens `first` to `last`, the noun or name that heads it, and how many they are.

    `named` where a name stands in it; `own` where it is told by kinship ("his
    wife"); `count` the number words, `None` where there are none; `apart` where
    the text sets it off from those before ("as well as").
    """

    first: int
    last: int
    head: int
    low: int
    high: int | None
    named: bool = False
    own: bool = False
    count: CountMention | None = None
    apart: bool = False


def _age(doc: Any, i: int) -> int:
    """The token after an age that stands before a name: "44-year-old", "aged 9"."""
    j = i
    if i + 1 < len(doc) and doc[i].lower_ == "aged" and doc[i + 1].like_num:
        return i + 2
    while j < len(doc) and j - i < 6 and (doc[j].lower_ in lang.words("clauses", "en.clause.ages") or doc[j].like_num):
        j += 1
        if doc[j - 1].lower_ == "old":
            return j
    return i


def _is_name(doc: Any, i: int) -> bool:
    token = doc[i]
    if not token.text[:1].isupper() or not token.text.replace("'", "").isalpha() or lang.pattern("toll_phrases", "en.told.no_names").fullmatch(token.text):
        return False
    if token.text == "May" and i > 0 and doc[i - 1].pos_ in {"ADP", "SCONJ", "ADJ", "NUM"}:
        return False  # "since May, 300 soldiers": the month, and no age
    return token.pos_ == "PROPN" or (i > 0 and token.pos_ not in {"VERB", "AUX", "ADP", "DET", "PRON", "NUM", "ADV"})


def _capital(parsed: Parsed, i: int) -> bool:
    """Is the word published with a capital? Where most words are, the parser was given it without."""
    return parsed.span(i, i).text[0].isupper()


def _name(parsed: Parsed, i: int) -> int:
    """The token after a name that begins at `i`; `i` where there is none."""
    doc = parsed.doc
    j = i
    while j < len(doc) and lang.pattern("toll_phrases", "en.told.title").match(doc[j].text):
        j += 1
    begun = j
    while j < len(doc):
        particle = doc[j].lower_ in _PARTICLES
        joined = particle or (doc[j].text in {"-", "'", "/", "."} and j > begun)
        n = j + 2 if particle and j + 1 < len(doc) and doc[j + 1].text == "-" else j + 1
        following = n < len(doc) and (_capital(parsed, n) or (doc[j].text == "-" and doc[n].lower_ in _PARTICLES))
        written = j > begun and doc[j].is_alpha and _capital(parsed, j) and not lang.pattern("toll_phrases", "en.told.no_names").fullmatch(doc[j].text)
        if _is_name(doc, j) or written or (joined and following and (j > begun or doc[j].lower_ in _PARTICLES)):
            j += 1
        elif j > begun and doc[j].text == '"' and j + 2 < len(doc) and any(t.text == '"' for t in doc[j + 1 : j + 6]):
            j = next(t.i for t in doc[j + 1 : j + 6] if t.text == '"') + 1
        elif j > begun and doc[j].lower_ == "r" and doc[j].text == "r":
            j += 1  # the last letter, left outside the link
        else:
            break
    return j if j > begun else i


def _bracket(doc: Any, i: int) -> int:
    """The token after what stands in brackets, and after an age between commas."""
    j = i
    if j < len(doc) and doc[j].text in {"(", "["}:
        end = next((int(t.i) for t in doc[j : j + 16] if t.text in {")", "]"}), None)
        j = j if end is None else end + 1
    if j + 1 < len(doc) and doc[j].text == "," and doc[j + 1].like_num and doc[j + 1].text.isdigit():
        after = doc[j + 2].text if j + 2 < len(doc) else "."
        if after in {",", ";", ".", "and", "was", "were"}:
            return j + 3 if after == "," and j + 3 < len(doc) and doc[j + 3].lower_ in {"was", "were"} else j + 2
    return j


def _alias(doc: Any, i: int) -> int:
    """The token after another name: ', alias "El Toro,"', ", also known as Chamale"."""
    j = i + 1 if i < len(doc) and doc[i].text == "," else i
    if j >= len(doc) or doc[j].lower_ not in lang.words("clauses", "en.clause.aliases"):
        return i
    near = doc[j : j + 12]
    quotes = [int(t.i) for t in near if t.text == '"']
    if len(quotes) > 1:
        return quotes[-1] + 1
    return next((int(t.i) for t in near if t.text in {",", ";", "."} or t.lower_ == "and"), i)


def _home(parsed: Parsed, i: int) -> int:
    """The token after where somebody is from: ", of Dayton", "of San Marcos, Texas"."""
    doc = parsed.doc
    j = i + 1 if i < len(doc) and doc[i].text == "," else i
    if j + 1 >= len(doc) or doc[j].lower_ not in {"of", "from"}:
        return i
    end = _name(parsed, j + 1)
    if end + 2 < len(doc) and end > j + 1 and doc[end].text == "," and doc[end + 1].text in _states():
        end += 2
    return end if end > j + 1 else i


@functools.cache
def _states() -> frozenset[str]:
    """One-word names of the states of the US and their short forms: what stands behind a town is no second person."""
    names = "Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia Hawaii Idaho Illinois Indiana Iowa Kansas Kentucky "
    names += "Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana Nebraska Nevada Ohio Oklahoma Oregon Pennsylvania "
    names += "Tennessee Texas Utah Vermont Virginia Washington Wisconsin Wyoming Ala. Ariz. Ark. Calif. Colo. Conn. Fla. Ga. Ill. Ind. Kan. Ky. La. Md. "
    return frozenset((names + "Mass. Mich. Minn. Miss. Mo. Mont. Neb. Nev. Okla. Ore. Pa. Tenn. Tex. Va. Wash. Wis.").split())


@dataclass(frozen=True, slots=True)
class _Lead:
    """What stands before the noun or the name of an entry: its end, its number words, "his", and "a" or "another"."""

    end: int
    count: CountMention | None = None
    own: bool = False
    one: bool = False


def _lead(parsed: Parsed, i: int, counts: tuple[CountMention, ...]) -> _Lead | None:
    doc = parsed.doc
    i = _age(doc, i)
    count = next((c for c in counts if c.first == i), None)
    own = one = False
    if i >= len(doc):
        return None
    if count is not None and count.low is not None and count.low > 1:
        i = count.last + 1
        if i + 1 < len(doc) and doc[i].lower_ == "of" and doc[i + 1].lower_ in _OWN | {"the"}:
            i += 2  # "two of his guards"
    elif doc[i : i + 2].text.lower() == "one of" and doc[i + 2 : i + 3].text.lower() in _OWN | {"the"}:
        one, i = True, i + 3
    elif doc[i].lower_ in _OWN:
        own, i = True, i + 1
        count = next((c for c in counts if c.first == i and (c.low or 0) > 1), None)
        i = i if count is None else count.last + 1
    elif doc[i].lower_ in _ARTICLES:
        one, i = doc[i].lower_ != "the", i + 1
    elif count is not None:
        return None
    i = _age(doc, i)
    owner = _name(parsed, i)
    if i < owner < len(doc) and doc[owner].tag_ == "POS":
        own, i = True, owner + 1  # "Mahmoud's father"
    return _Lead(end=_age(doc, i), count=count, own=own, one=one)


def _noun(parsed: Parsed, i: int, *, counted: bool) -> int | None:
    """The noun for a person that the words from `i` on lead to: "infant daughter", "district council driver"; of those `counted`, "a Dane", too."""
    doc, noun = parsed.doc, None
    j = i
    while j < len(doc) and j - i < 7 and (doc[j].pos_ in {"NOUN", "ADJ"} or doc[j].text == "-" or _is_name(doc, j)):
        if is_person_word(doc[j].lemma_.lower()) and not doc[j].text[0].isupper():
            noun = j
        elif noun is not None and doc[j].text[0].isupper():
            break
        j += 1
    if noun is not None and doc[noun].dep_ in {"amod", "compound"} and noun < doc[noun].head.i < j and doc[doc[noun].head.i].text.islower():
        noun = None if not is_person_word(doc[noun].head.lemma_.lower()) else noun  # "and the national outcry"
    end = _name(parsed, i) if noun is None and counted else i
    if end == i or doc[end : end + 1].text != ",":
        return noun
    name = _age(doc, end + 1)
    return end - 1 if _name(parsed, name) > name else noun  # "a Dane, Jens Holm", "two Danes, Jens Holm and Ida Lund"; of "a Dane, a nurse" the parser knows


def _entry(parsed: Parsed, first: int, counts: tuple[CountMention, ...]) -> Entry | None:
    """Read one entry that begins at a token."""
    doc = parsed.doc
    lead = _lead(parsed, first, counts)
    if lead is None:
        return None
    count, noun = lead.count, _noun(parsed, lead.end, counted=lead.one or lead.count is not None)
    if noun is not None and noun + 1 < len(doc) and doc[noun + 1].tag_ == "POS":
        return None  # "the death of Karim Hadi, sheriff's deputies said"
    i = lead.end if noun is None else noun + 1
    plural = noun is not None and doc[noun].tag_ == "NNS" and not lead.one
    at = i if noun is None else _bracket(doc, i)
    if noun is not None and not plural and at + 1 < len(doc) and doc[at].text in {",", ":", "-"}:
        beyond = _age(doc, at + 1)
        at = beyond if _name(parsed, beyond) > beyond else at  # "his wife, 39-year-old Lina", "the officer, Jamal Falij"
    at = _age(doc, at)
    single = count is not None and count.high == 1
    after = at if plural or not (count is None or single) else _name(parsed, at)
    named = after > at
    count = None if single and named else count
    if noun is None and (not named or count is not None or lead.own):
        return None
    last = (after if named else i) - 1
    end = _bracket(doc, after if named else i)
    end = told_behind(doc, _home(parsed, _alias(doc, end))) if named else end
    low, high = (count.low or 2, count.high) if count is not None else (2, None) if plural else (1, 1)
    return Entry(
        first=first,
        last=max(last, end - 1),
        head=last if noun is None else noun,
        low=low,
        high=high,
        named=named,
        own=lead.own,
        count=count,
    )


def read_roll(parsed: Parsed, start: int, counts: tuple[CountMention, ...], stop: int | None = None) -> tuple[list[Entry], int]:
    """Read a roll that begins at a token.

    Args:
        parsed: The sentence.
        start: The first token of its first entry.
        counts: The sentence's number words.
        stop: The token it must end before; `None` for the end of the sentence.

    Returns:
        Its entries, and the token after the last. A plural that its members'
        names follow ("their sons Karim and Omar") is told by their number.
    """
    doc = parsed.doc
    stop = len(doc) if stop is None else stop
    found: list[Entry] = []
    i = end = start
    apart = False
    room: int | None = 0  # how many more names belong to the group before; None for any number
    while i < stop and i - start < _LONGEST:
        entry = _entry(parsed, i, counts)
        if entry is None or entry.last >= stop:
            break
        alone = entry.named and not entry.own and entry.count is None
        if alone and room != 0 and not apart:
            _absorb(found, entry, open_end=room is None)
            room = None if room is None else room - 1
        else:
            found.append(replace(entry, apart=apart))
            group = not entry.named and entry.low > 1
            room = 0 if not group else None if entry.count is None else entry.high or entry.low
        end = entry.last + 1
        i, apart = _next(doc, end)
        if i == end and not (room != 0 and i < stop and (_is_name(doc, i) or _age(doc, i) > i)):
            break
    return found, end


def _absorb(found: list[Entry], name: Entry, *, open_end: bool) -> None:
    group = found[-1]
    if not open_end:
        found[-1] = replace(group, last=name.last, named=False)
        return
    known = group.high or 0
    found[-1] = replace(group, last=name.last, named=True, low=known + 1, high=known + 1)


def _next(doc: Any, i: int) -> tuple[int, bool]:
    """The token after what separates two entries, and whether it sets the next apart."""
    begun, apart = i, False
    while i < len(doc) and i - begun < 6:
        two = doc[i : i + 3].text.lower()
        if doc[i].text in {",", ";", ":", "-", "–", "&"} or doc[i].lower_ == "and":
            i += 1
        elif two.startswith("as well as"):
            i, apart = i + 3, True
        elif two.startswith(("along with", "together with")):
            i += 2
        elif doc[i].lower_ == "alongside" or (doc[i].lower_ == "with" and i > begun):
            i += 1
        else:
            break
    return i, apart


def persons(entries: list[Entry]) -> int:
    """The least number of people in a roll."""
    return sum(e.low for e in entries)


def is_roll(entries: list[Entry]) -> bool:
    """Two entries or more, one of them a name and most of them names or kin: not any list of nouns."""
    known = sum(e.named or e.own for e in entries)
    return any(e.named for e in entries) and 2 * known >= len(entries) and (len(entries) > 1 or entries[0].low > 1)


def groups_of(parsed: Parsed, entries: list[Entry]) -> list[Phrase]:
    """The phrases that a roll makes: names and kin told one by one together, groups with a number apart (rulings 9 and 10)."""
    runs: list[list[Entry]] = []
    for entry in entries:
        single = entry.count is None
        if runs and single and runs[-1][-1].count is None and not entry.apart:
            runs[-1].append(entry)
        else:
            runs.append([entry])
    return [_phrase(parsed, run) for run in runs]


def _phrase(parsed: Parsed, run: list[Entry]) -> Phrase:
    lead = run[0]
    first, last = lead.first, run[-1].last
    high = None if any(e.high is None for e in run) else sum(e.high or 0 for e in run)
    left = first if lead.count is None else lead.count.last + 1
    while left < last and parsed.doc[left].lower_ in _ARTICLES | _OWN | {"of"}:
        left += 1
    right = last
    while right > left and parsed.doc[right].text in {",", "(", ")", ".", "-"}:
        right -= 1
    words: Span = parsed.span(left, right if lead.count is None else max(left, lead.head))
    return Phrase(
        first=first if lead.count is None or lead.own else lead.count.first,
        last=right,
        head=lead.head,
        sort="name" if lead.named else "person",
        words=words,
        count=lead.count,
        low=sum(e.low for e in run),
        high=high,
        plural=len(run) > 1 or lead.low > 1,
        named=lead.named,
    )
