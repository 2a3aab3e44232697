"""Is a word of a sentence in capitals a name by itself, or by the word before it?"""

from __future__ import annotations

import re

from tollbook.extract.casing_lexicon import load_casing
from tollbook.extract.casing_words import DETERMINERS, NO_EDGE, TITLES, Capitals
from tollbook.extract.people import is_person_word
from tollbook.extract.place_lexicon import load_lexicon, words_of
from tollbook.text.dictionary import goes_on, is_noun_only, is_word, load_parser

INITIALS = re.compile(r"\b[A-Z]\.[A-Z]\.$")
_OPENING = frozenset("al el abu um umm bin ibn bab".split())
_BEFORE_ARTICLE = frozenset(
    "tal tel tell deir dayr jabal jebel ras burj ain ayn khan bayt beit wadi souq souk dar hay haret ber bir qasr".split()
)
_ARTICLES = frozenset("al el ad ar ash az ul".split())  # "AL-SHEIKH"
_SHORT_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
_MONTHS = frozenset("january february march april may june july august september october november december".split())
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_BEFORE_MONTH = frozenset("in since until till last next early late mid of by from during this".split())
# "He told us", "all of us": otherwise the country.
_BEFORE_PRONOUN = frozenset("of to for with among on at by from between".split())
_GIVES = frozenset("told tell tells let gave give gives helped asked taught convinced".split())
# "A U.S. CITIZEN": no initials of a person
_STATES = re.compile(r"\b(?:U\.[SKN]|D\.C|[AP]\.M)\.$")
_PREFIXES = (
    "anti",
    "counter",
    "pro",
    "non",
    "semi",
    "inter",
    "multi",
    "over",
    "under",
    "cold",
    "re",
    "un",
    "ex",
    "super",
)
_PREPOSITIONS = frozenset("between among of in on at with from by for and or to that which was is".split())
_GOES_ON = frozenset("spoke killed wounded died late early where province district state city county".split())


def is_abbreviation(words: Capitals, i: int) -> bool:
    """Does the word keep its capitals?"""
    word, old = words.bare[i], words.words[i].group()
    if word == "us":
        return not _is_pronoun(words, i)
    if len(word) == 1:
        # "U.S.", "J. SMITH"; "A" and "I" are words.
        return word == "i" or (word != "a" or words.text[words.words[i].end() : words.words[i].end() + 1] == ".")
    if is_short_title(words, i):
        return False
    if word in load_casing().abbreviations or i in words.short:
        return True
    consonants = not re.search(r"[aeiouy]", word)
    return consonants and len(word) <= 6 and word not in load_lexicon().titles and not is_word(word) and old.isupper()


def _is_pronoun(words: Capitals, i: int) -> bool:
    """ "TOLD US THAT", "NONE OF US WERE": no country; "BY US TROOPS" is one."""
    before, after = words.before(i), words.after(i)
    ends = not after or after in load_parser().Defaults.stop_words
    told = before not in {"the", "a", "in"} and goes_on(before) and before not in load_lexicon().locative
    return before in _GIVES or (ends and (before in _BEFORE_PRONOUN or (bool(before) and told)))


def is_short_title(words: Capitals, i: int) -> bool:
    """ "PFC. CORPUS", "ST. JOSEPH", "MARTIN JR.": a short form that belongs to the name beside it."""
    word, gap = words.bare[i], words.gap(i)
    if word in TITLES or word in {"st", "mt", "ft"}:
        # a sentence may have been cut behind the stop
        return (gap in {" ", ". "} and i + 1 in words.proper) or (gap == "." and word in TITLES)
    return word in {"jr", "sr", "st", "ave", "blvd", "rd"} and i - 1 in words.proper and words.gap(i - 1) in {" ", ", "}


def is_name(words: Capitals, i: int) -> bool:
    """Is it a name, as far as the lists and the word before can tell?"""
    lists, word = load_casing(), words.bare[i]
    if word in _SHORT_MONTHS and _is_month(words, i):
        return True
    if word in _MONTHS:
        return word not in {"may", "march"} or _is_month(words, i)
    if _joins(words, i):
        return True
    if word in _OPENING:
        return _before_name(words, i)
    if words.after(i) in _ARTICLES and words.gap(i) == " " and words.gap(i + 1) == "-" and word in _BEFORE_ARTICLE:
        return True  # "TAL AL-ZAATAR"
    if word in lists.words:
        return False
    if _follows_name(words, i, word):
        return True
    if word in lists.names:
        return True
    if word in lists.usually:
        return not _is_the_thing(words, i)
    if word in load_lexicon().given and not is_word(word):
        return True
    if word in {"da", "de", "do"} and i - 1 in words.proper and words.before(i):
        return _closes_name(words, i)
    if word in lists.either or is_word(word):
        return _is_town(words, i) or _is_again(words, i)
    if _is_formed(word):
        return False
    # "A RIDO BETWEEN": a word that no list has, with an article and nothing that it goes with
    return not (words.before(i) in {"a", "an"} and words.after(i) in _PREPOSITIONS)


def _is_formed(word: str) -> bool:
    """ "antigovernment", "coldbloodedly", "genocidal": no dictionary has them, but what they are formed of."""
    if word.endswith("ly"):
        return is_word(word[:-2]) or _is_formed(word[:-2])
    if word.endswith("al") and is_word(word[:-2] + "e"):
        return True
    return any(word.startswith(p) and len(word) - len(p) > 4 and is_word(word[len(p) :]) for p in _PREFIXES)


def _is_again(words: Capitals, i: int) -> bool:
    """ "MERINO ADDED", "[MERINO]": a surname that a given name told before, where somebody speaks."""
    if words.bare[i] not in words.surnames or words.before(i) in DETERMINERS:
        return False
    start, end = words.words[i].span()
    bracket = words.text[start - 1 : start] == "[" and words.text[end : end + 1] == "]"
    return bracket or words.after(i) in load_casing().says


def _joins(words: Capitals, i: int) -> bool:
    """ "BAB AL-SHEIKH": what a hyphen joins to the Arabic article is a name; what follows a title, where it is no common word."""
    if i == 0:
        return False
    before, gap = words.bare[i - 1], words.gap(i - 1)
    if gap == "-" and before in _ARTICLES:
        return True
    return (
        gap in {" ", ". "}
        and before in load_lexicon().titles | load_casing().honorifics
        and words.bare[i] in load_casing().uncommon
    )


def _is_the_thing(words: Capitals, i: int) -> bool:
    """ "IN THE BUSH,": behind an article, with nothing that it goes with, a word that is a name at other times."""
    after = words.after(i)
    return (
        words.before(i) in DETERMINERS
        and is_word(words.bare[i])
        and (not after or after in NO_EDGE or after in _PREPOSITIONS)
    )


def _is_month(words: Capitals, i: int) -> bool:
    before = words.text[max(0, words.words[i].start() - 4) : words.words[i].start()]
    after = words.text[words.words[i].end() : words.words[i].end() + 4]
    near = re.search(r"\d(?:ST|ND|RD|TH)?\s?(?:OF\s)?$", before) or re.match(r",?\s?\d", after)
    return bool(near) or (words.before(i) in _BEFORE_MONTH and words.after(i) not in {"be", "have", "not"})


def is_day_or_month(word: str) -> bool:
    """Is it the name of a day or of a month, in small letters?"""
    return word in _DAYS or word in _MONTHS or word in _SHORT_MONTHS


def _follows_name(words: Capitals, i: int, word: str) -> bool:
    """ "MR BANKS", "GEORGE BANKS", "J. BANKS": a word that may be a name, behind one that makes it one."""
    lists, lexicon = load_casing(), load_lexicon()
    if i == 0 or len(word) < 3 or word in lexicon.capitals or words.is_possessive(i - 1):
        return False
    gap, before = words.gap(i - 1), words.bare[i - 1]
    if gap.strip() not in {"", "."}:
        return False
    initials = _STATES.search(words.text[max(0, words.words[i - 1].start() - 4) : words.words[i - 1].end() + 1])
    # "J. BANKS", "J.R. TELLO"; "A U.S. CITIZEN"
    titled = before in TITLES or (len(before) == 1 and gap.startswith(".") and not (initials and is_word(word)))
    if titled:
        words.surnames.add(word)
        return True
    if i - 1 not in words.proper or gap not in {" ", "\n"}:
        return False
    if before in lexicon.given:
        return word in lists.either or not is_word(word) or (before in lists.given and is_surname(word))
    if before in lists.given:
        family = is_surname(word)
        if family:
            words.surnames.add(word)
        return family
    # "ANA TORRES MANTILLA": the second of two surnames, and the two of them again later
    full = words.before(i - 1) in lists.given and i - 2 in words.proper and _is_second(words, i)
    if full:
        words.families.add((before, word))
    return full or (before, word) in words.families


def is_surname(word: str) -> bool:
    """May this word be a family's name behind a given name: a noun alone, and none that tells who or what somebody is?"""
    return is_noun_only(word) and not is_person_word(word) and word not in load_lexicon().kinds


def _is_second(words: Capitals, i: int) -> bool:
    """May it be the second surname, and no word that goes on with the sentence: "LAST", "DEAD", "THE ANA TORRES COMMITTEE"?"""
    word = words.bare[i]
    known = words.gazetteer.knows(word.title()) or (
        not is_word(words.bare[i - 1]) and i > 2 and words.before(i - 2) not in NO_EDGE
    )
    return known and not goes_on(word) and not is_person_word(word) and word not in load_lexicon().kinds


def _before_name(words: Capitals, i: int) -> bool:
    """ "AL JAZEERA", "ABU BAKR"."""
    gap = words.gap(i) if i + 1 < len(words.words) else ""
    if words.after(i) in _ARTICLES and words.gap(i + 1) == "-":
        return True  # "BAB AL-SHEIKH"
    if gap == "-" and words.bare[i] in {"al", "el"}:
        return False
    return gap in {" ", "-"} and (i + 1 in words.proper or is_name(words, i + 1))


def _closes_name(words: Capitals, i: int) -> bool:
    """ "SOBANE DA": a particle behind which no name comes is the name's last word."""
    after = words.after(i)
    return bool(words.before(i)) and not (after and (i + 1 in words.proper or is_name(words, i + 1)))


def _is_town(words: Capitals, i: int) -> bool:
    """ "NEAR MOBILE,": a word that is a town's name, too, where only a place can stand."""
    lexicon, lists = load_lexicon(), load_casing()
    if words.before(i) not in lexicon.strong or words.bare[i] not in lists.towns:
        return False
    after = words.after(i)
    if after and is_word(after) and not (after in lexicon.capitals or after in words_of("says") or after in _GOES_ON):
        return False
    return words.gazetteer.knows(words.bare[i].title())
