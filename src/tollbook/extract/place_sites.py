"""Named sites and small localities: streets, camps, clubs, blocks, neighbourhoods.

The most exact place of a killing is seldom in a gazetteer: "the al-Shawt camp",
"Stars Cabaret", "the 600 block of Elm Street". A name beside a noun of place is
enough to keep its words.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from tollbook import lang
from tollbook.extract.place_lexicon import Lexicon, load_lexicon, words_of
from tollbook.model import PlaceMention
from tollbook.text.sentences import Sentence

# "at", "an" and "as" are articles of a name only with a hyphen: not in "on April 3 at El Balyun prison".
_NAME = r"(?:(?:[Aa]l|[Ee]l|A[snrztd]|[Aa][rzd]|[Ee][snrztd]|[Aa]sh|[Dd]e|[Ll]a|[Ll]os|[Dd]el|[Bb]in)[-‐ ’']|a[snt][-‐])?[A-Z0-9À-ÖØ-Þ][\w’'‘.‐-]{0,24}"
# Typists who put two spaces behind a stop do so behind "St." and "E.", too.
_GAP = r"(?:(?<=\.)[ ]{2}|\s)"
_RUN = rf"{_NAME}(?:{_GAP}(?:(?:of|the|and|e|al|el|ul|de|la|del|&)\s)?{_NAME}){{0,4}}"
_BLOCK = re.compile(rf"\b(?:the\s)?(\d{{1,6}}\sblock\sof\s(?:[NSEW]\.?{_GAP}|North\s|South\s|East\s|West\s)?{_RUN})")
_MODIFIER = r"(?:refugee|residential|forest|detention|military|army|police|medical|shopping|housing|industrial|training|border|fish|vegetable|cattle|displacement|bus|train|railway|metro|apartment|night|motorcycle|tribal|coastal|mountain|fuel|oil|gas|power|grain|cargo|container|rail|aid|trauma|football|sports|funeral|wedding|primary|secondary|teaching|maternity|internment|transit)"
# A name is no longer one when it starts with these; they opened the sentence or are a title.
_NOT_FIRST = frozenset("the a an in at on near of and two three four five six he she they it his her this that".split())

# Whose a post with a capital is that is no paper.
_GUARDED = ("police", "army", "military", "border", "guard", "frontier", "command", "rangers", "trading", "check")


@functools.cache
def _pattern() -> re.Pattern[str]:
    lexicon = load_lexicon()
    nouns = sorted(lexicon.sites | words_of("localities"), key=len, reverse=True)
    either = "|".join(f"[{n[0].upper()}{n[0]}]{re.escape(n[1:])}" for n in nouns)
    return re.compile(rf"(?<![\w’'.-])({_RUN})\s(?:{_MODIFIER}\s|[A-Z]\w{{2,12}}\s)?({either})\b")


def find_sites(text: str, sentence: Sentence, taken: Sequence[PlaceMention] = ()) -> list[PlaceMention]:
    """The named sites of one sentence.

    Args:
        text: The article's text.
        sentence: Where to look.
        taken: Places already known in it; a site that covers one ("Jabalia
            camp") is still a site, one that equals one is not.

    Returns:
        Mentions of level `site`, or `area` for localities, in order, with their
        words and nothing else.
    """
    lexicon = load_lexicon()
    pattern = _pattern()
    found: list[PlaceMention] = []
    covered = {(m.start, m.end) for m in taken}
    found.extend(
        _site(match[1].rstrip("."), match.start(1), "site")
        for match in _BLOCK.finditer(text, sentence.start, sentence.end)
    )
    found.extend(_site(match[1], match.start(1), "site") for match in lang.pattern("where_phrases", "en.where.first").finditer(text, sentence.start, sentence.end) if (match.start(1), match.end(1)) not in covered)
    blocks = {k for m in found for k in range(m.start, m.end)}
    for match in pattern.finditer(text, sentence.start, sentence.end):
        start = _begin(text, match, lexicon)
        if start is None or any(a <= start and match.end() <= b for a, b in covered):
            continue
        words = text[start : match.end()].rstrip(".")
        if "\n\n" in words or start in blocks or text[start : match.start(2)].strip().isdigit():
            continue
        if match[2] == "Post" and text[start : match.end()] == f"{match[1]} Post" and not text[: match.start(2)].rstrip().lower().endswith(_GUARDED):
            continue  # "a Washington Post reporter": a paper
        noun = match[2].lower()
        if all(
            w in words_of("generic") or w in lexicon.after or w in lexicon.demonyms
            for w in text[start : match.start(2)].lower().split()
        ):
            continue
        found.append(_site(words, start, "area" if noun in words_of("localities") else "site"))
    return sorted(found, key=lambda m: m.start)


def _site(words: str, start: int, level: str) -> PlaceMention:
    return PlaceMention(text=words, start=start, end=start + len(words), level=level)


def _begin(text: str, match: re.Match[str], lexicon: Lexicon) -> int | None:
    """Where the name begins, past words that only open the sentence; `None` where no name is left."""
    start, stop = match.start(1), match.start(2)
    article = text[max(0, start - 5) : start].endswith(" the ")  # "the Police Lines mosque": all of it is the name
    while start < stop:
        word = re.match(r"\S+", text[start:stop])
        if word is None:
            return None
        plain = re.sub("['’]s$", "", word[0].lower().strip(".,"))
        titled = (plain in lexicon.titles and not article) or (plain in lexicon.capitals and plain not in words_of("forename"))
        if plain in _NOT_FIRST or (titled and not (article and start == match.start(1))):
            start += word.end()
            while start < stop and text[start].isspace():
                start += 1
            continue
        if plain in lexicon.demonyms and not text[start + word.end() : stop].strip():
            return None
        return start
    return None
