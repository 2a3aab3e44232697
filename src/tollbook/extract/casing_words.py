"""The words of one sentence in capitals, and which of them are held for names so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tollbook.extract.casing_lexicon import WORD, written_names
from tollbook.gazetteer.index import Gazetteer
from tollbook.text.sentences import Sentence

# "'S", "N'T", "'RE" belong to a word; "O'BRIEN" and "SANA'A" do not end so.
_ENDING = re.compile(r"(?:['’](?:S|T|RE|VE|LL|D|M)|N['’]T)$")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\s]*$")

NO_EDGE = frozenset(
    "the a an as in of and to on at by for from with or is was were are be it he she they his her".split()
)
DETERMINERS = frozenset(
    "the a an this that these those his her its their our my your no any some every each another one two three four five".split()
)
TITLES = frozenset(
    "mr mrs ms dr gen lt col maj capt sgt cpl pvt pfc prof rev fr msgr brig cmdr adm supt insp hon sra don dona".split()
)
# Of these the noun before is a name even where it is a word: "IN FLOOD STREET".
STREETS = frozenset("street avenue boulevard drive lane island".split())


@dataclass(slots=True)
class Capitals:
    """One sentence in capitals.

    Attributes:
        text: The whole article.
        sentence: The sentence, as given.
        gazetteer: Names of places.
        seen: How the rest of the article writes a word.
        families: Two names together, of which the first may come alone later: "PARDO LEAL".
        surnames: Surnames that a given name or a title told, which may come alone where somebody speaks.
        words: Its words, in order.
        lower: They in small letters.
        bare: Without "'S" and the like.
        parties: Of the names of states, peoples, forces and groups: how each word is written.
        proper: The words that are names, by their place in `words`.
        short: The abbreviations that the sentence explains.
    """

    text: str
    sentence: Sentence
    gazetteer: Gazetteer
    seen: dict[str, str]
    families: set[tuple[str, str]]
    surnames: set[str]
    words: list[re.Match[str]] = field(init=False)
    lower: list[str] = field(init=False)
    bare: list[str] = field(init=False)
    parties: dict[int, str] = field(init=False)
    proper: set[int] = field(init=False)
    short: set[int] = field(init=False)

    def __post_init__(self) -> None:
        """Cut the words, and find the names that are known as a whole."""
        self.words = list(WORD.finditer(self.text, self.sentence.start, self.sentence.end))
        self.lower = [m.group().lower() for m in self.words]
        self.bare = [_ENDING.sub("", m.group()).lower() for m in self.words]
        self.short = set()
        self.parties = self._known_parties()
        self.proper = {i for i, written in self.parties.items() if written[0].isupper()}

    def gap(self, i: int) -> str:
        """What stands between word `i` and the next, or behind the last."""
        end = self.words[i + 1].start() if i + 1 < len(self.words) else self.sentence.end
        return self.text[self.words[i].end() : end]

    def before(self, i: int) -> str:
        """The word before, where nothing but white space is between; else nothing."""
        return self.lower[i - 1] if i and self.gap(i - 1).strip() == "" else ""

    def after(self, i: int) -> str:
        """The word behind, where nothing but white space is between; else nothing."""
        return self.lower[i + 1] if i + 1 < len(self.words) and self.gap(i).strip() == "" else ""

    def is_possessive(self, i: int) -> bool:
        """Does "'S" end the word?"""
        return self.lower[i] != self.bare[i]

    def is_telling(self) -> bool:
        """Does it end as a sentence does? A headline drops its articles, and tells nothing by their absence."""
        return bool(_SENTENCE_END.search(self.sentence.text))

    def _known_parties(self) -> dict[int, str]:
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
