"""Which capitalised words are names of places.

Half of all names of places are names of people, papers, teams or common words
as well. So a name from the gazetteer counts only where its neighbours allow it:
a title or given name before it, or an organisation's noun behind it, rules it
out; "in", "the town of", ", Texas" rule it in; between the two, how many
people live there decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tollbook import lang
from tollbook.extract.place_lexicon import Lexicon, words_of
from tollbook.extract.place_tokens import Token
from tollbook.gazetteer.fold import fold
from tollbook.gazetteer.index import Entry, Gazetteer

LONGEST = 6


@dataclass(frozen=True, slots=True)
class Match:
    """A name with its candidates; `first` and `last` count tokens, both included.

    `hint` is the level that a noun of kind gives ("province of" a region),
    `cue` whether the words around say that it is a place. Without `entries` it
    is a place that the gazetteer does not hold.
    """

    text: str
    key: str
    start: int
    end: int
    first: int
    last: int
    entries: tuple[Entry, ...]
    hint: str | None = None
    cue: bool = False


_TELLS = re.compile(r"(?:^|[\n“”\"’',.]\s?)([A-Z][\w’'-]{2,24})\s(?:told|said|added|recalled)\b")
_APPOSED = re.compile(r",\s[A-Z][\w’'-]{1,24}\s([A-Z][\w’'-]{2,24}),\s(?:who|was|were|said|told|has|had)\b")
_LIES = re.compile(
    r"\s(?:is|lies|sits)\s(?:located\s|about\s|some\s|roughly\s)?"
    r"(?:(?:a|the)\s(?:[\w-]{1,16}\s)?(?:town|village|city|district|suburb|hamlet)\b|(?:[\w,.-]{1,12}\s){1,6}?(?:miles?|km|kms|kilomet(?:er|re)s?)\s)"
)


class Reader:
    """Names of places in one article's tokens; made for one article and dropped."""

    def __init__(self, text: str, tokens: Sequence[Token], gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self.text, self.tokens, self.gazetteer, self.lexicon = text, tokens, gazetteer, lexicon
        self.small = frozenset(t.lower for t in tokens if not t.cap)
        self.persons: set[str] = set()
        self.titled: set[str] = set()

    # ---- what stands where -------------------------------------------------------------------------------------

    def before(self, i: int) -> Token | None:
        """The word joined to token `i` on its left."""
        return self.tokens[i - 1] if i > 0 and self.tokens[i].joined else None

    def after(self, i: int) -> Token | None:
        """The word joined to token `i` on its right."""
        return self.tokens[i + 1] if i + 1 < len(self.tokens) and self.tokens[i + 1].joined else None

    def gap(self, i: int) -> str:
        """What lies between token `i` and the next, within the sentence."""
        if i + 1 >= len(self.tokens) or self.tokens[i + 1].opens:
            return "."
        return self.text[self.tokens[i].end : self.tokens[i + 1].start]

    def is_name(self, token: Token | None) -> bool:
        """Is the capital of this word that of a name?"""
        if token is None or not token.cap:
            return False
        if token.lower in self.lexicon.capitals:
            return False
        if token.loud or token.opens:
            return token.lower not in self.lexicon.common and token.lower not in self.small
        return True

    # ---- names -------------------------------------------------------------------------------------------------

    def names(self) -> list[Match]:
        """The longest known names, left to right, none overlapping."""
        found: list[Match] = []
        i = 0
        while i < len(self.tokens):
            match = self._longest(i) if self.tokens[i].cap else None
            if match is None:
                i += 1
                continue
            found.append(match)
            i = match.last + 1
        return found

    def _longest(self, i: int) -> Match | None:
        last = i
        while last + 1 < len(self.tokens) and last - i + 1 < LONGEST and self.tokens[last + 1].joined:
            following = self.tokens[last + 1]
            if not following.cap and following.lower not in words_of("connectors"):
                break
            last += 1
        for j in range(last, i - 1, -1):
            if not self.tokens[j].cap:
                continue
            match = self._known(i, j)
            if match is not None:
                return match
        return None

    def _known(self, i: int, j: int) -> Match | None:
        start, end = self.tokens[i].start, self.tokens[j].end
        words = self.text[start:end]
        if i == j:
            short = self.lexicon.abbreviations.get(words)
            if short is not None:
                return self._match(words, fold(short), i, j, cue=True)
            if i > 0 and words in self.lexicon.postal and self.gap(i - 1).strip() == "," and not self.tokens[i].loud:
                return self._match(words, self.lexicon.postal[words], i, j, cue=True)
            if len(words) < 3 or (len(words) <= 4 and words.isupper() and not self.tokens[i].loud):
                return None
            if self.tokens[i].lower in self.lexicon.capitals:
                return None
        return self._match(words, fold(words), i, j)

    def _match(self, words: str, key: str, i: int, j: int, *, cue: bool = False) -> Match | None:
        entries = self.gazetteer.lookup(key, words)
        if len(words) <= 3 and not words.isupper():
            # "Car" and "Sen" are no countries; "CAR" is.
            entries = tuple(e for e in entries if e.level != "country" or e.alternate == 0)
        if not entries or self.text[self.tokens[j].end : self.tokens[j].end + 1] == "$":
            return None
        return Match(words, key, self.tokens[i].start, self.tokens[j].end, i, j, entries, None, cue)

    # ---- judging -----------------------------------------------------------------------------------------------

    def note_persons(self, matches: Sequence[Match]) -> None:
        """Remember surnames: "Charles Lebanon spoke" makes a later bare "Lebanon" a person."""
        taken = {k for m in matches if m.last > m.first for k in range(m.first, m.last + 1)}
        for i, token in enumerate(self.tokens):
            previous = self.before(i)
            if i in taken or previous is None or not self.is_name(token) or not previous.cap or token.loud:
                continue
            plain = previous.lower.rstrip(".")
            if plain in self.lexicon.given or plain in self.lexicon.titles or (len(plain) == 1 and not previous.opens):
                self.persons |= {token.lower, fold(token.text)}
                self.titled.add(token.lower)
                if plain in self.lexicon.given:
                    self.persons.add(plain)
                continue
            unknown = self.is_name(previous) and not self.gazetteer.knows(previous.text)
            alone = not self.is_name(self.after(i)) and token.lower not in self.lexicon.after
            if (
                unknown
                and alone
                and previous.lower not in self.lexicon.directions
                and previous.lower not in self.lexicon.kinds
            ):
                self.persons.add(token.lower)

        self.persons |= {w.lower() for w in {*_TELLS.findall(self.text)} & {*_APPOSED.findall(self.text)}}

    def hint(self, match: Match) -> str | None:
        """The level that a noun of kind beside the name gives it."""
        following = self.after(match.last)
        if following is not None and following.lower in self.lexicon.kinds:
            if not (following.lower in lang.words("where_words", "en.where.small_kinds") and not following.cap):
                return self.lexicon.kinds[following.lower]
        previous = self.before(match.first)
        if previous is not None and previous.lower in self.lexicon.kinds:
            return self.lexicon.kinds[previous.lower] if not previous.cap or previous.opens else None
        k = match.first - 1
        if previous is not None and previous.lower == "the" and k > 0:
            k -= 1
            previous = self.tokens[k]
        if previous is not None and previous.lower == "of" and k > 0 and self.tokens[k].joined:
            return self.lexicon.kinds.get(self.tokens[k - 1].lower)
        return None

    def has_cue(self, match: Match) -> bool:
        """Do the words around say that this is a place?"""
        previous = self.before(match.first)
        k = match.first
        while previous is not None and (previous.lower in self.lexicon.directions or previous.lower == "the") and k > 1:
            k -= 1
            previous = self.before(k)
        if previous is not None and (not previous.cap or previous.opens or previous.loud):
            if previous.lower in self.lexicon.where or previous.lower in words_of("deed.verb"):
                return True
        if _LIES.match(self.text, match.end) or (previous is not None and previous.lower == "to" and k > 1 and self.tokens[k - 2].lower == "close"):
            return True
        if self.struck(k) or self.text[match.start - 1 : match.start] == "#":
            return True
        if previous is not None and previous.lower == "of" and k > 1 and self.tokens[k - 1].joined:
            part = self.tokens[k - 2]
            if part.lower in self.lexicon.directions or part.lower in words_of("parts"):
                return True
            if k < match.first and part.lower in self.lexicon.kinds:
                return True  # "the Balyun area of eastern Saraqeb"
            # "The hall of Saraqeb": a thing with a small letter that stands in a place.
            return not part.cap and part.lower in self.lexicon.sites
        return self.dateline(match)

    def struck(self, i: int) -> bool:
        """Is token `i` what a harm is done to: "the shelling of", "an assault on"?"""
        previous = self.before(i)
        if previous is None or i < 2 or previous.lower not in {"on", "of", "against"} or not self.tokens[i - 1].joined:
            return False
        return self.tokens[i - 2].lower in words_of("deed")

    def dateline(self, match: Match) -> bool:
        """Does an article or paragraph open with it: "BAGHDAD (Reuters) -"?"""
        token = self.tokens[match.first]
        if token.opens and self.text[match.end : match.end + 2] == ": ":
            return True
        if not (token.opens or match.first < 4) or not match.text.isupper() or (token.loud and match.first > 3):
            return False
        rest = self.text[match.end : match.end + 60]
        return any(mark in rest for mark in (" - ", " — ", "—", " – ", "--", "(", "]"))

    def refused(self, match: Match) -> bool:
        """Do the neighbours make it part of another kind of name?"""
        lexicon = self.lexicon
        previous, following = self.before(match.first), self.after(match.last)
        wide = match.entries[0].level in {"country", "area"} or match.text in lexicon.abbreviations
        kind = following is not None and following.lower in lexicon.kinds and following.lower not in lexicon.after
        alone = self.tokens[match.first].lower if match.first == match.last else ""
        if self._of_state(match) or alone in lexicon.directions or (alone in words_of("adjectives") and not match.cue):
            return True
        if previous is not None and previous.cap:
            plain = previous.lower.rstrip(".")
            if plain in words_of("medium"):
                return True
            if (
                not kind
                and not previous.loud
                and (plain in lexicon.titles or plain in lexicon.given)
                and not (wide and plain not in lexicon.given)
            ):
                return True
            if len(plain) == 1 and not wide:
                return True
            if self.is_name(previous) and not self._may_precede(previous, match):
                return True
        if previous is not None and previous.lower == "of" and match.first > 1:
            head = self.tokens[match.first - 2]
            if head.cap and not head.loud and head.lower in lexicon.before and self.tokens[match.first - 1].joined:
                return True
        if following is not None and (following.lower in words_of("illness") or self._goes_on(match)):
            return True
        if match.first == match.last and self.tokens[match.first].lower in lexicon.demonyms and not wide:
            return True
        if following is not None and following.lower in words_of("streets") and not wide:
            return True
        if following is not None and following.lower in words_of("kin") and not wide and not self.has_cue(match):
            return True
        if following is not None and following.cap and not following.loud:
            return self._claimed(match, following, wide=wide)
        return False

    def _goes_on(self, match: Match) -> bool:
        """ "Paz y Territorio", "the Barrio 18 gang": the name of a body begins like a place."""
        return match.first == match.last and lang.pattern("where_phrases", "en.where.body").match(self.text, match.end) is not None and not self.has_cue(match)

    def _of_state(self, match: Match) -> bool:
        """ "The Republic of Balyun" is no town called Republic, nor the Union of Teachers one called Union."""
        following = self.after(match.last)
        return match.key in lang.words("where_words", "en.where.of_state") and following is not None and following.lower == "of"

    def _may_precede(self, previous: Token, match: Match) -> bool:
        lexicon = self.lexicon
        if (
            previous.lower in lexicon.directions
            or previous.lower in lexicon.kinds
            or previous.lower in lexicon.demonyms
        ):
            return True
        if previous.text in lexicon.abbreviations:
            return True
        if previous.loud:
            return True
        return match.text in lexicon.abbreviations and previous.opens

    def _claimed(self, match: Match, following: Token, *, wide: bool) -> bool:
        """Is the name the beginning of a longer one, "Boston Globe", "Paris Hilton"?"""
        lexicon = self.lexicon
        if following.lower in words_of("camps"):
            return False
        if following.lower in lexicon.kinds or following.lower in lexicon.capitals:
            return False
        if match.text in lexicon.abbreviations:
            return following.lower in lang.words("where_words", "en.where.bodies_behind")
        if following.lower in lexicon.after or following.lower in lexicon.sites:
            return True
        if following.lower.rstrip(".") in lexicon.titles or following.lower in lexicon.demonyms:
            return False
        if wide and match.key not in lexicon.given:
            return False
        return self.is_name(following)

    def plausible(self, match: Match) -> bool:
        """Is a name without any cue big enough to be meant?"""
        single = match.first == match.last
        token = self.tokens[match.first]
        if single and match.key in self.lexicon.common and match.entries[0].level != "country":
            return False
        if single and match.key in self.persons:
            return False
        if single and match.key in self.lexicon.given:
            return any(
                e.level in {"country", "region"} or e.population > 250_000 for e in match.entries if e.alternate == 0
            )
        following = self.after(match.last)
        if (
            single
            and following is not None
            and following.lower in words_of("says")
            and match.entries[0].level == "town"
        ):
            return match.entries[0].capital
        if not single and all(w in words_of("bearings") for w in match.key.split()):
            return False
        least = 3_000 if not single else 60_000 if not (token.opens or token.loud) else 100_000
        for entry in match.entries:
            if entry.level in {"country", "area"}:
                return True
            if entry.level == "region" and entry.alternate < 2 and (entry.alternate == 0 or entry.population > 200_000):
                return True
            if entry.population >= least * (1 if entry.alternate == 0 else 4) and entry.alternate < 2:
                return True
        return False
