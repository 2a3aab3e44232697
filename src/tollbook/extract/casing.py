"""Texts in capitals, given the case of running text before anything reads them.

Wire copy of the 1980s, police logs and many headlines are in capitals
throughout. Names are told from words there by what is known of either: lists
of names and of words, the gazetteer, the table of parties, titles and given
names beside, and what the rest of the article writes small. The length never
changes, so every offset stays that of the article as given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tollbook.extract.casing_lexicon import WORD, load_casing, written_names
from tollbook.extract.people import is_person_word
from tollbook.extract.place_lexicon import load_lexicon, words_of
from tollbook.gazetteer.fold import fold
from tollbook.gazetteer.index import Gazetteer
from tollbook.text.parse import goes_on, is_noun_only, is_word
from tollbook.text.sentences import Sentence, split

_INITIALS = re.compile(r"\b[A-Z]\.[A-Z]\.$")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
# "'S", "N'T", "'RE" belong to a word; "O'BRIEN" and "SANA'A" do not end so.
_ENDING = re.compile(r"(?:['’](?:S|T|RE|VE|LL|D|M)|N['’]T)$")
_NO_EDGE = frozenset(
    "the a an as in of and to on at by for from with or is was were are be it he she they his her".split()
)
_OPENING = frozenset("al el abu umm bin ibn".split())
_SHORT_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
# "3RD", "11 P.M.", "20 KM": behind a figure.
_UNITS = frozenset("st nd rd th am pm km kms mm cm kg lb lbs mph a p m s ft hrs hr".split())
# Of these the noun before is a name even where it is a word: "IN FLOOD STREET".
_STREETS = frozenset("street avenue boulevard drive lane island".split())
# "SAN SALVADOR, 3 JAN 90 (AFP) --": stays as it is, so that all that reads it knows it for a dateline.
_DATELINE = re.compile(
    r"([A-Z][A-Z'’. -]{2,40}?)(?:\s\([^()]{2,30}\))?(?:,\s[A-Z0-9][\w'’. ]{1,40}){0,3}(?:,?\s?\([^()]{2,50}\)){0,2}\s*(?:--|[–—_]|\s-\s)\s*(?:\[[^\[\]]{1,90}\]\s*)*"
)
_MONTHS = frozenset("january february march april may june july august september october november december".split())
_BEFORE_MONTH = frozenset("in since until till last next early late mid of by from during this".split())
# "He told us", "all of us": otherwise the country.
_BEFORE_PRONOUN = frozenset("of to for with told tell let gave give helped asked among on at by from between".split())
_PARTICLES = frozenset(
    "al el bin ibn abu umm ad ash as an ed ez der van von de da la le las los san santa don dos".split()
)
_GOES_ON = frozenset("spoke killed wounded died late early where province district state city county".split())
_WIDEST = 4  # words of a name in the gazetteer that are looked up together


def _shouts(words: Iterable[str]) -> bool:
    """Are these words of one sentence all in capitals?"""
    long = [w for w in words if len(w) > 3]
    return len(long) >= 3 and sum(w.isupper() for w in long) >= 0.9 * len(long)


def _loud_sentences(text: str, sentences: Sequence[Sentence]) -> list[Sentence]:
    if len(text.upper()) != len(text) or len(text.lower()) != len(text):
        return []
    words = [w for w in _LETTERS.findall(text) if len(w) > 3]
    if len(words) >= 2 and sum(w.isupper() for w in words) >= 0.9 * len(words):
        return list(sentences)
    return [s for s in sentences if _shouts(_LETTERS.findall(s.text))]


def restore_case(text: str, gazetteer: Gazetteer, *, sentences: Sequence[Sentence] = ()) -> str:
    """The text with its sentences in capitals written as they would be in running text.

    Args:
        text: The article's text, as given.
        gazetteer: Names of places in several words, and those that are words.
        sentences: Its sentences, if already known.

    Returns:
        A text of the same length; the same object where no sentence is in
        capitals, so that a caller sees at no cost that nothing was done.

    Example:
        >>> from tollbook.gazetteer import open_gazetteer
        >>> restore_case("GUERRILLAS KILLED A PEASANT NEAR SAN SALVADOR, THE FMLN SAID.", open_gazetteer())
        'Guerrillas killed a peasant near San Salvador, the FMLN said.'
    """
    cut = sentences or split(text)
    loud = _loud_sentences(text, cut)
    if not loud:
        return text
    seen = _seen([s for s in cut if s not in loud])
    kept = list(text)
    families: set[tuple[str, str]] = set()
    for sentence in loud:
        for start, new in _Sentence(text, sentence, gazetteer, seen, families).rewritten():
            kept[start : start + len(new)] = new
    return "".join(kept)


def _seen(quiet: Sequence[Sentence]) -> dict[str, str]:
    """How the rest of the article writes a word: small if ever, else as it stands behind the first word."""
    found: dict[str, str] = {}
    for sentence in quiet:
        for n, word in enumerate(WORD.finditer(sentence.text)):
            written, lower = word.group(), word.group().lower()
            if written == lower or (n and lower not in found):
                found[lower] = written
    return found


class _Sentence:
    """The words of one sentence in capitals, and what becomes of them."""

    def __init__(self, text: str, sentence: Sentence, gazetteer: Gazetteer, seen: dict[str, str], families: set[tuple[str, str]]) -> None:
        self.text, self.sentence, self.gazetteer, self.seen = text, sentence, gazetteer, seen
        self.families = families  # two names together, of which the first may come alone later: "PARDO LEAL"
        self.words = list(WORD.finditer(text, sentence.start, sentence.end))
        self.lower = [m.group().lower() for m in self.words]
        self.bare = [_ENDING.sub("", m.group()).lower() for m in self.words]
        self.short: set[int] = set()
        self.parties = self._parties()
        self.proper = {i for i, written in self.parties.items() if written[0].isupper()}

    def rewritten(self) -> Iterator[tuple[int, str]]:
        """Yield (offset, new word) for each word that was in capitals."""
        self._places()
        for i in range(len(self.words)):
            if i not in self.proper and self._is_name(i):
                self.proper.add(i)
        self._ends_of_names()
        self._explained()
        self._titles()
        kept = self._dateline()
        for i, word in enumerate(self.words):
            old = word.group()
            if old.isupper() and word.start() >= kept:
                yield word.start(), self._put(i, old, first=self._opens(i, kept))

    def _explained(self) -> None:
        """ "THE NATIONAL PEOPLE'S FRONT (NPF)": the words that a bracket abbreviates are a name."""
        for i in range(2, len(self.words)):
            short, gap = self.lower[i], self.text[self.words[i - 1].end() : self.words[i].start()]
            if not 2 <= len(short) <= 6 or gap != " (" or not self.text.startswith(")", self.words[i].end()):
                continue
            k, left = i - 1, short
            while k >= 0 and left and self.lower[k][0] == left[-1]:
                left, k = left[:-1], k - 1
            if not left:
                self.proper.update(range(k + 1, i))
            self.short.add(i)

    def _titles(self) -> None:
        """ "PRESIDENT DUARTE", "SHEIKH OMAR": a title right before a name."""
        lexicon = load_lexicon()
        for i in range(len(self.words) - 2, -1, -1):
            if (
                self.bare[i] not in lexicon.titles - load_casing().kin
                or i + 1 not in self.proper
                or self.bare[i + 1] in lexicon.demonyms
            ):
                continue
            if self.text[self.words[i].end() : self.words[i + 1].start()] in {" ", ". "}:
                self.proper.add(i)

    def _dateline(self) -> int:
        """Where the sentence begins behind a dateline, if it has one that names a place."""
        start = self.sentence.start
        found = _DATELINE.match(self.text, start, self.sentence.end)
        if found is None or not (
            found.group().rstrip() != found.group(1) and self.gazetteer.knows(found.group(1).strip())
        ):
            return start
        return found.end()

    def _opens(self, i: int, start: int) -> bool:
        """Is it the first word of the sentence, with no figure before it?"""
        before = self.text[start : self.words[i].start()]
        if not re.search(r"\w", before):
            return not self._carries_on(i)
        # "IN THE DISTRICT.THE MAYOR": the space was lost, not so in "EXAMPLE.ORG".
        return bool(re.search(r"[A-Z]{4}\.$", before) and is_word(self.lower[i]) and self._after(i))

    def _carries_on(self, i: int) -> bool:
        """Does a line begin here in the midst of a sentence?"""
        before = self.text[max(0, self.sentence.start - 40) : self.words[i].start()].rstrip()
        if _INITIALS.search(before) and self.lower[i] not in _NO_EDGE:
            return True  # "A U.S. CITIZEN": the stop ends no sentence
        return self.lower[i] in load_casing().carries_on and before[-1:].isalnum()

    def _put(self, i: int, old: str, *, first: bool) -> str:
        before = self.text[max(0, self.words[i].start() - 6) : self.words[i].start()]
        if self.lower[i] in _UNITS and re.search(r"\d\s?(?:[AP]\.\s?)?$", before):
            return old.lower()
        if len(old) == 1 and re.search(r"\w-$", before):
            return old.lower()
        bare = self.bare[i]
        tail = len(old) - len(bare)
        if self._is_abbreviation(i):
            return old[: len(bare)] + old[len(bare) :].lower() if tail else old
        lower = old.lower()
        if i in self.parties and i in self.proper:
            return self.parties[i] + lower[len(self.parties[i]) :]
        written = self.seen.get(lower)
        if written is not None and len(written) == len(old) and not first:
            return written
        if not first and i not in self.proper:
            return lower
        # "O'BRIEN", but "SANA'A".
        marks = [k for k, c in enumerate(lower) if c in "'’"]
        if marks and marks[0] == 1 and not tail:
            return old[0] + lower[1] + old[2] + lower[3:] if len(old) > 2 else old
        return old[0] + lower[1:]

    # ---- what is known of a name ---------------------------------------------------------------------------------

    def _parties(self) -> dict[int, str]:
        """Words of the names of states, peoples, forces and groups, as those write them."""
        known: dict[int, str] = {}
        i = 0
        while i < len(self.words):
            for small, written in written_names().get(self.bare[i], ()):
                if tuple(self.bare[i : i + len(small)]) == small:
                    known |= dict(enumerate(written, i))
                    i += len(small) - 1
                    break
            i += 1
        return known

    def _places(self) -> None:
        """Names of places in several words: "SAN SALVADOR", "WEST BANK"."""
        i = 0
        while i < len(self.words):
            last = self._joined(i)
            for j in range(last, i, -1):
                if self._is_place(i, j):
                    self.proper |= {
                        k for k in range(i, j + 1) if self.lower[k] not in {"of", "the", "and", "de", "del"}
                    }
                    i = j
                    break
            i += 1

    def _joined(self, i: int) -> int:
        """The last word that only white space or a hyphen parts from word `i`, at most four on."""
        last = i
        while last + 1 < len(self.words) and last - i + 1 < _WIDEST:
            gap = self.text[self.words[last].end() : self.words[last + 1].start()]
            if gap not in {" ", "-", "\n"}:
                break
            last += 1
        return last

    def _is_place(self, i: int, j: int) -> bool:
        first, last = self.bare[i], self.bare[j]
        lexicon = load_lexicon()
        if first in _NO_EDGE or last in _NO_EDGE or last in words_of("kind.named") or last == "countryside":
            return False
        words = self.text[self.words[i].start() : self.words[j].start()] + self.words[j].group()[: len(self.bare[j])]
        entries = self.gazetteer.lookup(fold(words.title()), words.title())
        if not any(e.alternate < 2 for e in entries):
            return False
        plain = [w for w in self.bare[i : j + 1] if w not in _PARTICLES]
        if all(is_word(w) and w not in load_casing().names and w not in load_casing().usually for w in plain):
            # "WEST BANK", "SALT LAKE CITY"; not "MAIN ROAD", "OLD TOWN".
            large = any(e.population >= 10_000 or e.level in {"country", "area"} for e in entries if e.alternate < 2)
            if first == "new":
                return large and last in load_casing().names
            return large and first not in {"one", "two", "three", "four", "five"}
        return not (last in lexicon.kinds and last not in load_casing().names) or any(
            e.population >= 10_000 for e in entries
        )

    # ---- single words --------------------------------------------------------------------------------------------

    def _is_abbreviation(self, i: int) -> bool:
        word, old = self.bare[i], self.words[i].group()
        if word == "us":
            return self._before(i) not in _BEFORE_PRONOUN
        if len(word) == 1:
            # "U.S.", "J. SMITH"; "A" and "I" are words.
            return word == "i" or (word != "a" or self.text[self.words[i].end() : self.words[i].end() + 1] == ".")
        if word in load_casing().abbreviations or i in self.short:
            return True
        consonants = not re.search(r"[aeiouy]", word)
        return (
            consonants and len(word) <= 6 and word not in load_lexicon().titles and not is_word(word) and old.isupper()
        )

    def _before(self, i: int) -> str:
        return (
            self.lower[i - 1] if i and self.text[self.words[i - 1].end() : self.words[i].start()].strip() == "" else ""
        )

    def _after(self, i: int) -> str:
        k = i + 1
        near = k < len(self.words) and self.text[self.words[i].end() : self.words[k].start()].strip() == ""
        return self.lower[k] if near else ""

    def _is_name(self, i: int) -> bool:
        lists, word = load_casing(), self.bare[i]
        if word in _SHORT_MONTHS and self._is_month(i):
            return True
        if word in _MONTHS:
            return word not in {"may", "march"} or self._is_month(i)
        if word in lists.words:
            return False
        if self._follows_name(i, word):
            return True
        if word in lists.names or word in lists.usually:
            return True
        if word in load_lexicon().given and not is_word(word):
            return True
        if word in _OPENING:
            return self._before_name(i)
        if word in {"da", "de", "do"} and i - 1 in self.proper and self._before(i):
            return self._closes_name(i)
        return (word not in lists.either and not is_word(word)) or self._is_town(i)

    def _is_month(self, i: int) -> bool:
        before = self.text[max(0, self.words[i].start() - 4) : self.words[i].start()]
        after = self.text[self.words[i].end() : self.words[i].end() + 4]
        near = re.search(r"\d(?:ST|ND|RD|TH)?\s?(?:OF\s)?$", before) or re.match(r",?\s?\d", after)
        return bool(near) or (self._before(i) in _BEFORE_MONTH and self._after(i) not in {"be", "have", "not"})

    def _follows_name(self, i: int, word: str) -> bool:
        """ "MR BANKS", "GEORGE BANKS", "J. BANKS": a word that may be a name, behind one that makes it one."""
        lists, lexicon = load_casing(), load_lexicon()
        if i == 0 or len(word) < 3 or word in lexicon.capitals:
            return False
        gap = self.text[self.words[i - 1].end() : self.words[i].start()]
        before = self.bare[i - 1]
        if gap.strip() not in {"", "."}:
            return False
        initials = _INITIALS.search(self.text[max(0, self.words[i - 1].start() - 4) : self.words[i - 1].end() + 1])
        # "J. BANKS", "J.R. TELLO"; "A U.S. CITIZEN"
        titled = before in _SHORT_TITLES or (len(before) == 1 and gap.startswith(".") and not (initials and is_word(word)))
        if titled:
            return True
        if i - 1 not in self.proper or gap not in {" ", "\n"}:
            return False
        if before in lexicon.given:
            return word in lists.either or not is_word(word) or (before in lists.given and self._is_surname(word))
        if before in lists.given:
            return self._is_surname(word)
        # "ANA TORRES MANTILLA": the second of two surnames, and the two of them again later
        full = self._before(i - 1) in lists.given and i - 2 in self.proper and self._is_second(i)
        if full:
            self.families.add((before, word))
        return full or (before, word) in self.families

    def _is_surname(self, word: str) -> bool:
        """May this word be a family's name behind a given name: a noun alone, and none that tells who or what somebody is?"""
        return is_noun_only(word) and not is_person_word(word) and word not in load_lexicon().kinds

    def _is_second(self, i: int) -> bool:
        """May it be the second surname, and no word that goes on with the sentence: "LAST", "DEAD", "THE ANA TORRES COMMITTEE"?"""
        word = self.bare[i]
        known = self.gazetteer.knows(word.title()) or (not is_word(self.bare[i - 1]) and i > 2 and self._before(i - 2) not in _NO_EDGE)
        return known and not goes_on(word) and not is_person_word(word) and word not in load_lexicon().kinds

    def _before_name(self, i: int) -> bool:
        """ "AL JAZEERA", "ABU BAKR"."""
        k = i + 1
        gap = self.text[self.words[i].end() : self.words[k].start()] if k < len(self.words) else ""
        if gap == "-" and self.bare[i] in {"al", "el"}:
            return False
        return gap in {" ", "-"} and (k in self.proper or self._is_name(k))

    def _closes_name(self, i: int) -> bool:
        """ "SOBANE DA": a particle behind which no name comes is the name's last word."""
        after = self._after(i)
        return bool(self._before(i)) and not (after and (i + 1 in self.proper or self._is_name(i + 1)))

    def _is_town(self, i: int) -> bool:
        """ "NEAR MOBILE,": a word that is a town's name, too, where only a place can stand."""
        word = self.bare[i]
        if self._before(i) not in load_lexicon().strong or word not in load_casing().towns:
            return False
        after = self._after(i)
        if (
            after
            and is_word(after)
            and not (after in load_lexicon().capitals or after in words_of("says") or after in _GOES_ON)
        ):
            return False
        return self.gazetteer.knows(word.title())

    def _ends_of_names(self) -> None:
        """ "BARDO MUSEUM", "KELLER AVENUE": the noun of kind shares the capital of the name that it ends."""
        demonyms = load_lexicon().demonyms
        for i in range(1, len(self.words)):
            if self.bare[i] not in load_casing().ends_name or i in self.proper or self._before(i) == "":
                continue
            if self.bare[i] in _STREETS and i > 1 and self._before(i - 1) in {"in", "on", "of", "at", "near"}:
                self.proper |= {i - 1, i}
            elif i - 1 in self.proper and self.bare[i - 1] not in demonyms and self.lower[i - 1] == self.bare[i - 1]:
                self.proper.add(i)


_SHORT_TITLES = frozenset(
    "mr mrs ms dr gen lt col maj capt sgt cpl pvt prof rev fr msgr brig cmdr adm supt insp hon sr sra don dona".split()
)
