"""Places that no gazetteer holds, where the words around say that they are places."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from tollbook import lang
from tollbook.extract.actor_table import find_names
from tollbook.extract.place_lexicon import Lexicon, words_of
from tollbook.extract.place_spans import Match, Reader
from tollbook.extract.place_tokens import Token
from tollbook.model import PlaceMention
from tollbook.text.dictionary import is_word


def unknown_places(reader: Reader, taken: Sequence[Match]) -> list[PlaceMention]:
    """Capitalised names after "the village of", before "district", or after "in" at a clause's end.

    Args:
        reader: The article's tokens.
        taken: Names already accepted as places; they are not looked at again.

    Returns:
        Mentions with their words and, where a noun gives it, a level.
    """
    used = {k for m in taken for k in range(m.first, m.last + 1)}
    found = []
    for first, last in _runs(reader.tokens, used):
        told = _opens_report(reader, first, last) or _owned(reader, first, last, used) or _apposed(reader, first, last)
        level = (_level(reader, first, last) or "") if told else _level(reader, first, last)
        if level is None:
            continue
        start, end = reader.tokens[first].start, reader.tokens[last].end
        found.append(PlaceMention(text=reader.text[start:end], start=start, end=end, level=level or None))
    return found


def _opens_report(reader: Reader, first: int, last: int) -> bool:
    """ "BALYUN, Dec 29 (Gulf Wire) -", "#Balyun: two dead": a place stands there, known or not."""
    tokens, text = reader.tokens, reader.text
    if not tokens[first].opens or last - first > 1:
        return False
    start, end = tokens[first].start, tokens[last].end
    words = text[start:end]
    if any(t.lower in reader.lexicon.barred or t.lower in reader.lexicon.common for t in tokens[first : last + 1]):
        return False
    if text[start - 1 : start] == "#":
        return text[end : end + 1] == ":" and first == last and words[1:].islower()
    return words.isupper() and len(words) > 4 and _DATELINE.match(text, end) is not None


def _owned(reader: Reader, first: int, last: int, used: set[int]) -> bool:
    """ "In southern Thailand's Balyun": what a country or region has, where something lies in it."""
    k = first - 1
    if k < 1 or k not in used or _OWNER.fullmatch(reader.text, reader.tokens[k].end, reader.tokens[first].start) is None:
        return False
    words = [t.lower for t in reader.tokens[first : last + 1]]
    if words[0] in reader.lexicon.before or _is_no_place(reader.lexicon, reader.tokens[first : last + 1], words):
        return False
    while k > 0 and (k in used or reader.tokens[k].lower in reader.lexicon.directions):
        k -= 1
    return reader.tokens[k].lower in reader.lexicon.strong and last - first < 2 and _ends(reader, last) and not _is_party(reader, first, last)


def _apposed(reader: Reader, first: int, last: int) -> bool:
    """ "The mayor of Balyun, a town north of Idlib", "a guard from Balyun, south of Idlib": it is told where it lies."""
    previous = reader.before(first)
    if reader.tokens[first].opens and not reader.tokens[first].loud and lang.pattern("where_phrases", "en.where.is_town").match(reader.text, reader.tokens[last].end):
        return True
    if first == last and not reader.tokens[first].loud and _HAS.match(reader.text, reader.tokens[last].end) and not _is_no_place(reader.lexicon, reader.tokens[first : last + 1], [reader.tokens[first].lower]):
        return True
    if previous is None or previous.lower not in {"of", "from", "in", "at", "near"} or last - first > 2 or reader.tokens[first].loud:
        return False
    return lang.pattern("where_phrases", "en.where.lies_place_unknown").match(reader.text, reader.tokens[last].end) is not None


def _runs(tokens: Sequence[Token], used: set[int]) -> Iterator[tuple[int, int]]:
    i = 0
    while i < len(tokens):
        if not tokens[i].cap or i in used or tokens[i].lower in words_of("openers"):
            i += 1
            continue
        if tokens[i].loud:
            if _ends_headline(tokens, i):
                yield i, i
            i += 1
            continue
        if tokens[i].lower in words_of("adjectives") and _goes_on(tokens, used, i) == 1:
            i += 1  # "the Shiite Balyun district"
            continue
        j = i
        while (step := _goes_on(tokens, used, j)) > 0:
            j += step
        if j - i < 4:
            yield i, j
        i = j + 1


def _ends_headline(tokens: Sequence[Token], i: int) -> bool:
    """ "One Missing After Ambush In Balyun": where every word has a capital, only a last word that is none is a name."""
    last = i + 1 >= len(tokens) or tokens[i + 1].opens
    known = not tokens[i].joined or tokens[i - 1].lower not in {"in", "near"} or is_word(tokens[i].lower)
    return last and not known and not tokens[i].text.isupper()


def _goes_on(tokens: Sequence[Token], used: set[int], j: int) -> int:
    """How many tokens on the name's next capital stands: one, or two over "i" ("Sar i Pul"); 0 at its end."""
    for step in (1, 2):
        k = j + step
        if k >= len(tokens) or not tokens[k].joined:
            return 0
        if tokens[k].cap:
            return step if k not in used else 0
        if tokens[k].lower not in {"i", "e"}:
            return 0
    return 0


def _level(reader: Reader, first: int, last: int) -> str | None:
    """The level, "" where only a preposition speaks, `None` where nothing does."""
    lexicon, tokens = reader.lexicon, reader.tokens
    words = [t.lower for t in tokens[first : last + 1]]
    following, previous = reader.after(last), reader.before(first)
    if (following is not None and following.lower in words_of("streets")) or _is_shortened(reader, first, last):
        return None
    if _is_no_place(lexicon, tokens[first : last + 1], words):
        # "In Washer district": beside a noun of kind and behind "in" even a common word is a name.
        named = following is not None and not following.cap and following.lower in words_of("kind.named")
        cued = previous is not None and previous.lower in lexicon.strong and first == last and len(words[0]) > 3
        if not (named and cued and words[0] in lexicon.common) or words[0] in words_of("generic"):
            return None
    if following is not None and not following.cap and following.lower in words_of("kind.named"):
        return lexicon.kinds.get(following.lower, "area")
    if (
        len(words) > 1
        and words[-1] in words_of("kind.named")
        and words[-1] not in words_of("offices")
        and words[0] not in words_of("governing")
    ):
        return lexicon.kinds.get(words[-1], "area")
    return _after_preposition(reader, first, last, words)


def _is_shortened(reader: Reader, first: int, last: int) -> bool:
    """ "In Improvised Explosive Device (IED) blasts": what is shortened to its initials is a body or a thing."""
    end = reader.tokens[last].end
    found = _INITIALS.match(reader.text, end, end + 12)
    return last > first and found is not None and found[1] == "".join(t.text[0] for t in reader.tokens[first : last + 1])


def _is_no_place(lexicon: Lexicon, tokens: Sequence[Token], words: Sequence[str]) -> bool:
    if words[0] in lexicon.barred and not (len(words) == 2 and words[0] in words_of("forename") | _ARTICLES):
        return True
    if words[-1] in lexicon.after or words[-1] in lexicon.sites:
        return True
    if len(words) == 1 and (words[0] in lexicon.common or words[0] in lexicon.kinds):
        return True
    if (
        words[-1] in lexicon.demonyms
        or (len(words) > 1 and words[-2] in lexicon.demonyms)
        or words[-1] in words_of("adjectives")
    ):
        return True
    if _COMPOUND.search(tokens[-1].text) or (len(words) == 1 and words[0] in lexicon.directions):
        return True
    if len(tokens[0].text) < 3 and not (len(words) == 2 and words[0] in _ARTICLES):
        return True
    return any(len(t.text) < 2 or (t.text.isupper() and len(t.text) < 6) for t in tokens)


def _after_preposition(reader: Reader, first: int, last: int, words: Sequence[str]) -> str | None:
    lexicon, tokens = reader.lexicon, reader.tokens
    following, previous = reader.after(last), reader.before(first)
    if following is not None and following.lower in words_of("streets"):
        return None
    if first == last and words[0] in reader.persons and lang.pattern("where_phrases", "en.where.keeps").match(reader.text, tokens[last].end):
        return None
    if previous is None or (previous.cap and previous.lower not in words_of("openers")):
        return None
    if (
        previous.lower == "of"
        and first > 1
        and tokens[first - 1].joined
        and tokens[first - 2].lower in words_of("kind.named")
    ):
        if tokens[first - 2].cap and tokens[first - 2].lower in words_of("offices"):
            return None
        return lexicon.kinds.get(tokens[first - 2].lower, "area")
    if previous.lower in words_of("kind.named") and previous.lower in lang.words("where_words", "en.where.named_kinds"):
        return "town"
    if reader.struck(first) and len(words) <= 2 and not _is_party(reader, first, last):
        return ""
    if words[0] in words_of("forename") and previous.lower not in {"in", "near"}:
        return None
    person = words[-1] in reader.titled and words[0] not in words_of("forename")
    if len(words) > 3 or person or not _ends(reader, last):
        return None
    if previous.lower in lexicon.strong:
        return ""
    return "" if not _is_party(reader, first, last) and _is_told(reader, first, previous) else None


def _ends(reader: Reader, last: int) -> bool:
    """Is the name whole: does a mark or a word in small letters come behind it?"""
    following = reader.after(last)
    gap = reader.gap(last).strip()
    return gap[:1] in _STOPS if gap else following is not None and not following.cap


def _is_told(reader: Reader, first: int, previous: Token) -> bool:
    """Do the words before say that something lies, or falls, or is hit there?"""
    lexicon, tokens = reader.lexicon, reader.tokens
    if previous.lower in words_of("locative.over"):
        return True
    before = tokens[first - 2] if first > 1 and tokens[first - 1].joined else None
    if previous.lower == "of":
        # "The prison of Balyun", "the mayor of", "the west of"; the article of the age of the dead: "Orozco, 24, of Balyun".
        aged = _AGED.search(reader.text[max(0, tokens[first].start - 24) : tokens[first].start])
        whose = (
            before is not None
            and not before.cap
            and before.lower in words_of("parts.unknown") | lexicon.sites | lexicon.directions
        )
        return bool(aged) or whose
    if previous.lower in lexicon.directions:
        return before is not None and before.lower in lexicon.where
    if previous.lower == "on":
        return before is not None and before.lower in words_of("falls")
    return previous.lower in words_of("deed.struck") and _from_above(reader, first)


def _from_above(reader: Reader, first: int) -> bool:
    """ "Jets bombed Balyun", not "a bullet struck Okada": what hits it is such as hits a place."""
    sentence = reader.tokens[first].sentence
    near = itertools.takewhile(lambda t: t.sentence == sentence, reversed(reader.tokens[max(0, first - 8) : first]))
    return any(t.lower in words_of("arms.heavy") for t in near)


def _is_party(reader: Reader, first: int, last: int) -> bool:
    """ "An attack on Hezbollah": a party or a person of the article is hit, not a place."""
    words = reader.text[reader.tokens[first].start : reader.tokens[last].end]
    persons = reader.titled | reader.persons if first == last else reader.titled
    known = {t.lower for t in reader.tokens[first : last + 1]} & persons
    return bool(known or find_names(words)) or words.isupper()


_INITIALS = re.compile(r"\s?\(([A-Z]{2,6})s?\)")
# "The town of Al Balyun".
_ARTICLES = frozenset({"al", "el", "as", "ar", "az", "la", "um"})
# "Balyun's lower quarter": what only a town has.
_HAS = re.compile(r"['’]s\s(?:[a-z]{3,12}\s)?(?:quarters?|outskirts|suburbs?|neighbou?rhoods|residents|inhabitants|townspeople)\b")
_OWNER = re.compile(r"['’]s\s")
_STOPS = frozenset(",.;:()?!'’–—")
# "Orozco, 24, of Balyun".
_AGED = re.compile(r",\s(?:aged\s)?\d{1,3},\sof\s$")
# "BALYUN, 29 Dec (Gulf Wire) -".
_DATELINE = re.compile(r"(?:,\s[\w.]{1,12}(?:\s[\w.]{1,12}){0,3})?\s?(?:\([^()]{2,40}\)\s?)?(?:--|[–—]|-\s)")
# "Kashmir-related", "Ossetian-controlled".
_COMPOUND = re.compile(r"-[a-z]{3,}$")
