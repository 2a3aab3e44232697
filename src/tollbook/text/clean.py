"""A sentence as the parser needs it, with the way back to the article's offsets.

The parser was trained on clean, mixed-case newspaper prose. What comes in is
upper-case wire copy, Title Case Headlines, wrapped lines, datelines, asides
and typographic quotes.
"""

from __future__ import annotations

import functools
import re
from array import array
from collections.abc import Sequence

from tollbook import lang
from tollbook.text.dictionary import is_word, load_parser

_STRAIGHT = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "′": "'", "`": "'", "\u00a0": " "}
)
# An age or an acronym in brackets breaks the noun phrase it stands in for the parser: "Force (CRPF) personnel", "Singh (35) and".
_ASIDE = re.compile(
    r"\s?\((?:[A-Z][A-Za-z&.-]{1,9}|(?:aged? )?\d{1,3}(?: years? old)?|(?:also|aka|a\.k\.a\.|known|formerly|pictured|photo|left|right|cent[er]{2}|see) [^()]{2,80})\)(?=[\s,.;:)]|$)"
)
# Words put in by an editor, tags of wire copy, party initials: "[TEXT]", "[Israeli]", "[FMLN]".
_BRACKETED = re.compile(r"\s?\[[^\[\]]{1,90}\]")
# "KABUL, Afghanistan (Jan. 25, 2013) -", "SAN SALVADOR, 3 JAN 90 (AFP) --": the parser takes the place for the subject.
_DATELINE = re.compile(
    r"[A-Z][A-Z'’. /-]{2,40}(?:\s\([^()]{2,30}\))?(?:,\s[A-Z0-9][\w'’. ]{1,40}){0,3}(?:,?\s?\([^()]{2,50}\)){0,2}\s*(?:--|[–—_]|\s-\s)\s*(?:\[[^\[\]]{1,90}\]\s*)*(?:[A-Z][\w'’.-]{1,20}\s--\s)?"
)
# "SRINAGAR, Aug 5: Three soldiers", "QUETTA, May 5 (WNA) Four men", "Pattani — A bomb": a day, an agency or a dash tells that the place opens a report.
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATED_LINE = re.compile(
    rf"[A-Z][\w'’.-]{{1,20}}(?:[ /][A-Z][\w'’.-]{{1,20}}){{0,3}}(?:,\s(?:{_MONTHS}\s\d{{1,2}}|\d{{1,2}}\s{_MONTHS}))(?:,?\s(?:19|20)\d\d)?(?:\s?\([A-Z][\w /.-]{{1,30}}\))?\s?(?::\s|--\s|[–—-]\s|(?<=\))\s)"
    r"|[A-Z][A-Z'’.-]{2,20}(?:[ /][A-Z][A-Z'’.-]{1,20}){0,3}(?:,\s[A-Z][\w.]{1,20}(?:\s[A-Z][\w.]{1,15})?){0,2}\s\((?:[A-Z]{2,6}|Reuters|Xinhua)\)\s{1,3}(?=(?:[A-Z][a-z]|A\s|\d))"
    r"|[A-Z][A-Z'’.-]{1,20}(?:[ /][A-Z][A-Z'’.-]{1,20}){0,3}\s\([A-Z][\w /.-]{1,30}\):\s"
    r"|[A-Z][a-z'’-]{2,20}(?:\s[A-Z][a-z'’-]{2,20}){0,2}\s—\s(?=(?:A|An|At|The|[A-Z][a-z]+ed|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|More|Dozens|\d+)\b)"
)
# "18:42 Officials revise the number": the hour of an entry in a live page.
_HOUR = re.compile(r"(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s?[ap]\.?m\.?)?(?:\s(?:GMT|UTC|local))?\s?[-–—:]?\s(?=[A-Z“\"])")
# "Police: Boy, 17, shot to death": who speaks stands before the colon, and the parser takes him for whom it befell.
_TELLER = re.compile(
    r"(?:[A-Za-z][\w.'’-]{0,20}\s){0,3}(?:police|officials?|authorities|sheriff|coroner|army|military|ministry|governor|mayor|minister|observatory|monitor|hospital|"
    r"medics|doctors|witnesses|residents|sources?|reports?|prosecutors?|spokes(?:man|woman|person))\s?:\s{1,3}(?=[A-Za-z0-9“\"'])",
    re.IGNORECASE,
)
# "accused of killing -- on orders from above -- a judge": an aside between dashes that tells of no harm.
_DASHED = re.compile(
    r"\s(?:--|–|—)\s(?:on|in|at|by|with|from|under|aged|according)\b(?![^–—]*\b(?:which|whom|kill|dea[dt]|die|wound|injur|captur|kidnap))[^.;:–—]{3,80}?\s(?:--|–|—)(?=\s)",
    re.IGNORECASE,
)
# Names that are words of grammar or verbs to the parser, and as long a name that is none; what is quoted stays as published.
_NAMES = (
    (re.compile(r"\bWHO\b(?!\s[A-Z]{2})"), "UNO"),
    (re.compile(r"\bSayed\b"), "Saeed"),
    (re.compile(r"(?<=[a-z,]\s)Said(?=\s[A-Z])"), "Saad"),
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# "On Wednesday, 18 October 2023, at least nine people": the parser takes the date for the subject. Times are read from the text itself.
_TIME_WORD = (
    r"(?:on|at|in|during|around|before|after|shortly|by|the|early|late|hours?|morning|afternoon|evening|night|dawn|dusk|noon|midday|midnight|of|"
    r"about|approximately|local|time|am|pm|a\.m\.|p\.m\.|yesterday|today|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|"
    r"dec(?:ember|\.)?|\d{1,2}(?::\d\d|(?:st|nd|rd|th))?|(?:19|20)\d\d)"
)
_FRONTED = re.compile(
    rf"(?:On|At|In|During|Around|Before|After|Shortly|By|Early|Late)\b(?:,?\s{{1,3}}{_TIME_WORD}\b){{1,16}},\s+(?=\S)",
    re.IGNORECASE,
)
_DAY_OR_YEAR = re.compile(r"day\b|\b(?:19|20)\d\d\b|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)", re.IGNORECASE)
# "14 civilians, most of them children, were killed": so does this.
# What closes the sentence keeps its comma: "suffered wounds, most of them light, the army added".
_MOSTLY = re.compile(
    r",\s(?:most|many|some|all|half|the majority|a majority) of (?:them|whom)\b[^,.;:]{2,80}(?:(?=,\s(?:the|an?|his|her|its)\s)|,(?=\s))"
)
# "Four of the victims there were women": the parser reads "there were women".
_THERE = re.compile(
    r"^(?:\d[\d,]{0,9}|[A-Z][a-z]{2,9}(?:-[a-z]{3,5})?) of the (?:dead|[a-z]{3,14}s)(?P<there> there)(?= (?:were|are|was|is) (?!no\b|not\b|an?\b))"
)
# "Six dissidents, among them three minors, died", "eleven, a colonel among them, died": the parser lets the minors and the
# colonel alone die; with "including" it does not.
_AMONG_THEM = re.compile(r"(?<=,\s)among (?:them|whom)(?: (?:was|were|is|are))?(?=\s(?!and\b|or\b))")
_THEM_BEHIND = re.compile(r"(?<=,\s)(?P<who>(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,4})\s[^,.;:]{2,60}?) among (?:them|whom)(?=[,.;])")
# "Killed a 13-year-old last week": the parser takes the week for whom it befell.
_AGED = re.compile(r"\b\d{1,2}-year-old(?P<many>s)?(?=\s(?:last|early|late|yesterday|today|overnight|tonight|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b)")
_TITLE_BEFORE = re.compile(r"\b(?:MRS?|MS|DR|MSGR|FR|REV|GEN|COL|LT|CAPT|MAJ|SGT|PVT|CPL|HON|PROF|SR|SRA|DON|DONA)\.?\s$")


# Words that title case leaves small, beside the parser's words of grammar.
_SMALL = frozenset({"near", "amid", "since", "until", "outside", "inside", "despite", "past", "versus"})


def _capitals(words: Sequence[str]) -> str | None:
    """`upper` or `title` where a sentence is written in one of them throughout."""
    long = [w for w in words if len(w) > 3]
    if len(long) >= 2 and sum(w.isupper() for w in long) >= 0.7 * len(long):
        return "upper"
    if len(long) >= 3 and sum(w[0].isupper() for w in long) >= (0.8 if len(long) > 3 else 1.0) * len(long):
        # a headline's verbs have capitals, too: "Gunmen killed Jaime Pardo Leal in Bogota" is a sentence of names
        return "title" if all(w[0].isupper() or w in _SMALL or w in load_parser().Defaults.stop_words for w in long) else None
    return None


def recase(text: str, names: frozenset[str] = frozenset()) -> str:
    """Give upper-case copy and title-case headlines the case of running text.

    Words that a dictionary of English knows are lowered, all others get a
    capital; the length never changes.

    Args:
        text: One sentence.
        names: Words that the rest of the article writes with a capital only
            where a name would have one; they keep it.

    Example:
        >>> recase("GUERRILLAS KILLED A PEASANT NEAR TEJUTLA")
        'Guerrillas killed a peasant near Tejutla'
    """
    words = _WORD.findall(text)
    style = _capitals(words)
    if style is None:
        return text
    first = next((m.start() for m in _WORD.finditer(text)), 0)

    def put(m: re.Match[str]) -> str:
        word = m.group()
        if style == "title" and not word[0].isupper():
            return word
        if style == "title" and word.isupper() and len(word) > 1:
            return word
        lower = word.lower()
        if len(lower) != len(word):
            return word
        if style == "upper" and _TITLE_BEFORE.search(text[max(0, m.start() - 8) : m.start()]):
            return word[0] + lower[1:]
        if lower in names or not is_word(lower):
            return word[0] + lower[1:] if style == "upper" else word
        return word[0] + lower[1:] if m.start() == first else lower

    return _WORD.sub(put, text)


def clean(text: str, start: int = 0, names: frozenset[str] = frozenset()) -> tuple[str, Sequence[int]]:
    r"""Make a sentence fit for the parser, and map it back.

    White space runs become one space, typographic quotes plain ones, wire
    quotes (`` and '') double ones; datelines, a date in front, and ages and acronyms in brackets, are left out;
    case is restored by `recase`.

    Returns:
        The cleaned text, and for each of its characters the offset (counted
        from `start`) of the character it came from.

    Example:
        >>> clean("nine  \n“dead”", 10)[0]
        'nine "dead"'
    """
    kept: list[str] = []
    at: list[int] = []
    asides = {m.start(): m.end() for m in _ASIDE.finditer(text) if m.start() > 0}
    asides |= {m.start(): m.end() for m in _BRACKETED.finditer(text) if m.start() > 0}
    asides |= {m.start(): m.end() for m in _DASHED.finditer(text)}
    asides |= {m.start(): m.end() for m in _MOSTLY.finditer(text)}
    asides |= {m.start("there"): m.end("there") for m in _THERE.finditer(text)}
    dateline = _DATELINE.match(text) or _DATED_LINE.match(text) or _HOUR.match(text) or _TELLER.match(text)
    including = {m.start(): m.end() for m in _AMONG_THEM.finditer(text)} | {m.start(): m.start() for m in _THEM_BEHIND.finditer(text)}
    put = _left_out(text)
    put |= {m.end(): " people" if m["many"] else " person" for m in _AGED.finditer(text)}
    asides |= {m.end("who"): m.end() for m in _THEM_BEHIND.finditer(text)}
    i = dateline.end() if dateline and dateline.end() < len(text) else 0
    fronted = _FRONTED.match(text, i)
    if fronted and _DAY_OR_YEAR.search(fronted.group()):
        i = fronted.end()
    while i < len(text):
        if i in asides:
            i = asides[i]
            continue
        if (words := put.pop(i, None)) is not None:
            kept += words
            at += [start + i - 1] * len(words)
            continue
        if (end := including.pop(i, None)) is not None:
            kept += "including" if end > i else "including "
            at += [start + i] * 8 + [start + max(i, end - 1)] * (1 if end > i else 2)
            i = end
            continue
        char = text[i]
        if text[i : i + 2] in {"``", "''"}:
            kept.append('"')
            at.append(start + i)
            i += 2
            continue
        if char.isspace():
            if kept and kept[-1] != " " and not _wrapped(text, i, kept):
                kept.append(" ")
                at.append(start + i)
        elif char not in "\u00ad\u200b\u200c\u200d\ufeff":
            kept.append(char.translate(_STRAIGHT))
            at.append(start + i)
        i += 1
    cased = recase("".join(kept), names)
    for name, known in _NAMES:
        cased = name.sub(known, cased)
    return cased, _lean(at)


def _left_out(text: str) -> dict[int, str]:
    """ "A man police said was shot", "the three people troops arrested": without its "whom" the parser makes one noun of two.

    Returns:
        The words to put in, by the offset before which they stand.
    """
    put: dict[int, str] = {}
    for m in _without_whom(*(lang.words("clauses", "en.clause.without_whom", key) for key in ("words", "others", "before", "say", "do"))).finditer(text):
        put[m.end("whom")] = " who," if m["say"] else " that"
        if m["say"]:
            put[m.end()] = ","
    return put


@functools.cache
def _without_whom(*words: frozenset[str]) -> re.Pattern[str]:
    """The pattern of a clause whose "whom" is left out; it matches nothing where a list is empty."""
    if not all(words):
        return re.compile(r"(?!)")
    whom, others, before, say, do = ("|".join(sorted(w)) for w in words)
    return re.compile(
        rf"(?<![\w-])(?P<whom>{whom})\s(?:(?:{before})\s){{0,3}}(?:{others})\s"
        rf"(?:(?P<say>{say})(?=\s(?:was|were|is|are|had|has|have|died|may|might)\b)"
        rf"|(?:{do})(?=\s(?:(?:on|in|near|at|late|early|last|yesterday)\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)))"
    )


def _wrapped(text: str, i: int, kept: list[str]) -> bool:
    """Was a word broken behind its hyphen where the line ended: "Marxist-" and then "Leninist"?

    Nearer to the front it may be a place before a report ("Kabul- Two men"),
    and "two- and three-storey" breaks no word.
    """
    if len(kept) < 2 or kept[-1] != "-" or not kept[-2].isalpha() or (len(kept) < 30 and text[i] != "\n"):
        return False
    following = text[i : i + 12].split(maxsplit=1)
    return bool(following) and following[0][0].isalpha() and following[0].lower() not in {"and", "or", "to"}


def _lean(at: list[int]) -> Sequence[int]:
    """Most sentences lose nothing when they are cleaned, and a range takes no memory; of the rest four bytes a character."""
    whole = bool(at) and at[-1] - at[0] + 1 == len(at)
    return range(at[0], at[-1] + 1) if whole else array("I", at)
