"""Names of several words in a sentence in capitals: towns, streets, sites, papers, people with their titles."""

from __future__ import annotations

from collections.abc import Iterator

from tollbook.extract.casing_lexicon import is_given, load_casing
from tollbook.extract.casing_single import is_day_or_month, is_surname
from tollbook.extract.casing_words import DETERMINERS, NO_EDGE, STREETS, TITLES, Capitals
from tollbook.extract.people import is_person_word
from tollbook.extract.place_lexicon import load_lexicon, words_of
from tollbook.gazetteer.fold import fold
from tollbook.text.dictionary import goes_on, is_noun_only, is_word

_PARTICLES = frozenset("al el bin ibn abu umm ad ash as an ed ez der van von de da la le las los san santa don dos".split())
_COMPASS = frozenset("north south east west central northern southern eastern western".split())
_SMALL = frozenset("of the and de del for in on to".split())
_WIDEST = 4  # words of a name in the gazetteer that are looked up together
_LARGE = 100_000
_AT = frozenset("in at near from to outside inside around of towards toward".split())


def find_places(words: Capitals) -> None:
    """Names of places in several words: "SAN SALVADOR", "WEST BANK"."""
    i = 0
    while i < len(words.words):
        for j in range(_joined(words, i), i, -1):
            if _is_place(words, i, j):
                words.proper |= {k for k in range(i, j + 1) if words.lower[k] not in {"of", "the", "and", "de", "del"}}
                i = j
                break
        i += 1


def _joined(words: Capitals, i: int) -> int:
    """The last word that only white space or a hyphen parts from word `i`, at most four on."""
    last = i
    while last + 1 < len(words.words) and last - i + 1 < _WIDEST and words.gap(last) in {" ", "-", "\n"}:
        last += 1
    return last


def _is_place(words: Capitals, i: int, j: int) -> bool:
    first, last = words.bare[i], words.bare[j]
    lexicon = load_lexicon()
    if first in NO_EDGE or last in NO_EDGE or (last in words_of("kind.named") and last != "city") or last == "countryside":
        return False
    plain = [w for w in words.bare[i : j + 1] if w not in _PARTICLES]
    if all(w in _COMPASS for w in plain):
        return False  # "NORTH-CENTRAL HONDURAS"
    named = words.text[words.words[i].start() : words.words[j].start()] + words.words[j].group()[: len(words.bare[j])]
    entries = words.gazetteer.lookup(fold(named.title()), named.title())
    if not any(e.alternate < 2 for e in entries):
        return False
    if last == "city":
        return i < j and any(e.alternate < 2 and e.population >= _LARGE for e in entries)  # "KANSAS CITY"; not "KABUL CITY"
    if all(is_word(w) and w not in load_casing().names and w not in load_casing().usually for w in plain):
        # "WEST BANK", "SALT LAKE CITY"; not "MAIN ROAD", "OLD TOWN".
        large = any(e.population >= 10_000 or e.level in {"country", "area"} for e in entries if e.alternate < 2)
        if first == "new":
            return large and last in load_casing().names
        return large and first not in {"one", "two", "three", "four", "five"}
    return not (last in lexicon.kinds and last not in load_casing().names) or any(e.population >= 10_000 for e in entries)


def find_runs(words: Capitals) -> None:
    """All names that need more than one word to be seen, in the order in which one helps the next."""
    _beside_names(words)
    _surnames(words)
    _streets(words)
    _houses(words)
    _agencies(words)
    _papers(words)
    _ends_of_names(words)
    _acronyms(words)
    _explained(words)
    _titles(words)


def _beside_names(words: Capitals) -> None:
    """ "AT TIN ZAOUATINE", "TAKHTA POL": a word of English that is one name with the strange word beside it."""
    for i, word in enumerate(words.bare):
        if i in words.proper or len(word) < 2:
            continue
        if (word not in NO_EDGE and _is_beside(words, i)) or _is_particle(words, i) or _is_of(words, i):
            words.proper.add(i)


def _is_beside(words: Capitals, i: int) -> bool:
    lists, word = load_casing(), words.bare[i]
    ahead = words.gap(i) in {" ", "-"} and not words.is_possessive(i) and _is_strange(words, i + 1)
    if word in lists.openers:
        kind = words.after(i + 1) if ahead else ""
        placed = kind in load_lexicon().kinds or kind in load_lexicon().sites
        return ahead and (placed or words.before(i) not in DETERMINERS)
    if is_person_word(word) or word in load_lexicon().kinds:
        return False
    if word in lists.uncommon:
        behind = (
            i > 0 and words.gap(i - 1) in {" ", "-"} and not words.is_possessive(i - 1) and _is_strange(words, i - 1)
        )
        return ahead or behind
    return ahead and words.before(i) in _AT and len(word) > 2 and is_thing(word)


def _is_particle(words: Capitals, i: int) -> bool:
    """ "CHO AI RONG", "KHOK PO DISTRICT", "AT IN AMENAS": two letters amid strange words, or behind another preposition."""
    word = words.bare[i]
    if len(word) != 2:
        return False
    ahead = words.gap(i) == " " and _is_strange(words, i + 1)
    if word in NO_EDGE or word in DETERMINERS or goes_on(word):
        return word == "in" and words.before(i) in {"at", "near", "from", "in", "to"} and ahead
    behind = i > 0 and words.gap(i - 1) == " " and not words.is_possessive(i - 1) and _is_strange(words, i - 1)
    return behind and (ahead or words.after(i) in words_of("kind.named"))


def _is_of(words: Capitals, i: int) -> bool:
    """ "THE TOWN OF TANK": what a town is called, where a gazetteer has it and it is no person and no bearing."""
    if i < 2 or words.before(i) != "of" or words.before(i - 1) not in words_of("kind.named"):
        return False
    word, after = words.bare[i], words.after(i)
    barred = word in NO_EDGE or word in DETERMINERS or word in load_lexicon().directions or is_person_word(word)
    goes = not after or goes_on(after) or after in NO_EDGE
    return not barred and goes and words.gazetteer.knows(word.title())


def _is_strange(words: Capitals, i: int) -> bool:
    """Is this a name that no dictionary has, and none of a people or a day?"""
    if not 0 <= i < len(words.words) or i not in words.proper or i in words.parties:
        return False
    word = words.bare[i]
    return not is_word(word) and word not in load_lexicon().demonyms and not is_day_or_month(word) and len(word) > 2


def is_thing(word: str) -> bool:
    """A noun that English does not use without an article, and that tells not who somebody is."""
    return is_noun_only(word) and not word.endswith("s") and not is_person_word(word) and word not in load_lexicon().kinds


def _surnames(words: Capitals) -> None:
    """ "CONSTABLE MAHINDER RAM AND", "SKINDER PALL, BHAGAT": a noun that ends a person's name."""
    titles = load_lexicon().titles | TITLES
    for i in range(1, len(words.words)):
        given = is_given(words.bare[i - 1]) and i - 1 in words.proper
        if (
            i in words.proper
            or not (given or _is_strange(words, i - 1))
            or words.gap(i - 1) != " "
            or words.is_possessive(i - 1)
        ):
            continue
        closed = words.gap(i).lstrip()[:1] in {",", ".", ";", ""} or words.after(i) in {"and", "who", "of", "was"}
        listed = i > 1 and words.gap(i - 2) in {", ", "; "} and words.gap(i)[:1] in {",", ";"}
        titled = i > 1 and words.bare[i - 2] in titles and words.gap(i - 2) in {" ", ". "}
        known = words.gazetteer.knows(words.bare[i - 1].title())
        if closed and (
            (titled and _is_family(words.bare[i])) or (listed and not known and _may_be_family(words.bare[i]))
        ):
            words.proper.add(i)


def _is_family(word: str) -> bool:
    return is_surname(word) or word in load_casing().either or word in load_casing().uncommon


def _may_be_family(word: str) -> bool:
    barred = is_person_word(word) or word in load_lexicon().kinds or word in NO_EDGE or word in load_casing().says
    return is_word(word) and len(word) > 2 and not barred and not word.endswith(("ed", "ing", "ly", "s"))


def _back(words: Capitals, i: int, most: int) -> Iterator[int]:
    """The words before word `i`, back to what cannot be part of a name."""
    for k in range(i - 1, max(-1, i - 1 - most), -1):
        if words.gap(k) not in {" ", ". "} or words.is_possessive(k):
            return
        yield k


def _streets(words: Capitals) -> None:
    """ "BLOCK OF WEST WALNUT STREET", "AT NORTH ROSE AVENUE": what stands between the preposition and the kind of street."""
    roads = load_casing().roads
    for i, word in enumerate(words.bare):
        if word == "block" and words.after(i) == "of":
            _after_block(words, i + 2)
        if word not in roads or i in words.proper:
            continue
        run: list[int] = []
        for k in _back(words, i, 3):
            if words.bare[k] in _BEFORE_STREET:
                break
            if words.bare[k] in NO_EDGE or words.bare[k] in DETERMINERS or words.bare[k] in _VAGUE:
                run = []
                break
            run.append(k)
        else:
            run = []
        compass = bool(run) and words.bare[run[-1]] in _COMPASS
        if run and (len(run) > compass) and (word not in _DOUBTFUL or compass):
            words.proper |= {*run, i}


_BEFORE_STREET = frozenset("of on at in near and to from along off between".split())
# "in nearby streets", "on busy roads"
_VAGUE = frozenset("nearby busy main same side back dirt narrow quiet residential public country city mountain high".split())
_DOUBTFUL = frozenset("drive place court way lane circle terrace square".split())


def _after_block(words: Capitals, start: int) -> None:
    """ "THE 400 BLOCK OF EAST 39TH PLACE": all up to the kind of street, and a point of the compass without one."""
    roads, run = load_casing().roads, []
    for k in range(start, min(start + 5, len(words.words))):
        if words.bare[k] in NO_EDGE or words.bare[k] in DETERMINERS:
            break
        run.append(k)
        if words.bare[k] in roads:
            words.proper |= {
                j for j in run if words.bare[j] not in {"th", "st", "nd", "rd"} or words.gap(j - 1)[-1:].isspace()
            }
            return
        if words.gap(k).strip(" .0123456789"):
            break
    if run and words.bare[run[0]] in _COMPASS:
        words.proper.add(run[0])


def _houses(words: Capitals) -> None:
    """ "AT STARS CABARET", "OUTSIDE CAMEO NIGHTCLUB": with no article, the words before the kind of house are its name."""
    houses = load_casing().houses
    if not words.is_telling():
        return
    for i, word in enumerate(words.bare):
        if word not in houses:
            continue
        run: list[int] = []
        before = ""
        for k in _back(words, i, 3):
            before = words.bare[k]
            if before in NO_EDGE | DETERMINERS | _AT | load_lexicon().locative or goes_on_only(before):
                break
            run.append(k)
        # "THE BARON HOTEL": with the article, a noun alone, or what hotels like to be called
        single = len(run) == 1 and (is_thing(words.bare[run[0]]) or words.bare[run[0]] in load_casing().grand)
        named = before in _AT - {"of"} or (single and (before == "the" or before in load_lexicon().locative))
        if run and named and not all(words.bare[k] in GENERIC for k in run):
            words.proper |= set(run)


# What houses and quarters are made of, or made for.
GENERIC = frozenset(
    "night strip gay beach luxury local nearby popular private public boarding primary secondary high middle elementary gas coffee "
    "police army military airport seaside city town tourist government station university hospital family fish pizza breakfast "
    "district border village slum class mountain port hilltop lakeside roadside resort capital market country farm".split()
)


def goes_on_only(word: str) -> bool:
    """Can the word be a verb or an adverb, and no noun?"""
    return goes_on(word) and word.endswith(("ed", "ing", "ly"))


def _papers(words: Capitals) -> None:
    """ "FRONTIER TIMES REPORTS", "TOLD RAQQA CALLS": a paper's name, where it is what speaks or is spoken to."""
    papers, says = load_casing().papers, load_casing().says
    for i, word in enumerate(words.bare):
        if word not in papers or i in words.proper or words.is_possessive(i):
            continue
        run: list[int] = []
        before = ""
        for k in _back(words, i, 3):
            before = words.bare[k]
            if before in NO_EDGE or before in DETERMINERS or before in says or goes_on_only(before):
                break
            run.append(k)
        told = (
            before in says
            or words.after(i) in says
            or (run and before == "to" and words.before(run[-1] - 1) == "according")
        )
        # "the local radio said", "a star said"
        common = before in DETERMINERS and (before != "the" or word in _BROADCASTERS) and not words.proper & set(run)
        if run and told and not common and not any(_cannot_name(words.bare[k]) for k in run):
            words.proper |= {*run, i}


_BROADCASTERS = frozenset("news agency wire radio tv television network press star daily express mail".split())


def _cannot_name(word: str) -> bool:
    return is_day_or_month(word) or is_given(word)


def _acronyms(words: Capitals) -> None:
    """ "THE WAR MONITOR SOHR SAID": a short strange word between what speaks and "said" is an abbreviation."""
    for i in range(1, len(words.words)):
        if (
            3 <= len(words.bare[i]) <= 4
            and words.after(i) in load_casing().says
            and words.before(i) in load_casing().bodies
        ):
            if (
                _is_strange(words, i)
                and not is_given(words.bare[i])
                and not words.gazetteer.knows(words.bare[i].title())
            ):
                words.short.add(i)


def _explained(words: Capitals) -> None:
    """ "THE NATIONAL PEOPLE'S FRONT (NPF)": the words that a bracket abbreviates are a name."""
    for i in range(2, len(words.words)):
        short = words.lower[i]
        if not 2 <= len(short) <= 6 or words.gap(i - 1) != " (" or not words.text.startswith(")", words.words[i].end()):
            continue
        words.short.add(i)
        if short in load_casing().things:
            continue  # "an improvised explosive device (IED)"
        k, left = i - 1, short
        while k >= 0 and left and words.lower[k][0] == left[-1]:
            left, k = left[:-1], k - 1
        if not left:
            words.proper.update(j for j in range(k + 1, i) if words.lower[j] not in _SMALL)


def _titles(words: Capitals) -> None:
    """ "PRESIDENT DUARTE", "SHEIKH OMAR": a title right before a name."""
    lexicon = load_lexicon()
    titles = (lexicon.titles | TITLES | load_casing().honorifics) - load_casing().kin
    for i in range(len(words.words) - 2, -1, -1):
        if (
            words.bare[i] not in titles
            or i + 1 not in words.proper
            or words.bare[i + 1] in lexicon.demonyms
            or (words.bare[i + 1] in TITLES and words.bare[i] not in TITLES)  # "police chief Lt. Col. Salim Abbas"
        ):
            continue
        if words.gap(i) in {" ", ". "}:
            words.proper.add(i)


def _ends_of_names(words: Capitals) -> None:
    """ "BARDO MUSEUM", "KELLER AVENUE": the noun of kind shares the capital of the name that it ends."""
    demonyms = load_lexicon().demonyms
    for i in range(1, len(words.words)):
        if words.bare[i] not in load_casing().ends_name or i in words.proper or words.before(i) == "":
            continue
        if words.bare[i] == "strip" and words.after(i) == "club":
            continue
        if _is_modified(words, i):
            if words.bare[i - 2] not in demonyms:
                words.proper |= {i - 1, i}
            continue
        named = words.before(i) not in NO_EDGE and words.before(i) not in DETERMINERS and words.before(i) not in _VAGUE
        if words.bare[i] in STREETS and i > 1 and named and words.before(i - 1) in {"in", "on", "of", "at", "near"}:
            words.proper |= {i - 1, i}
        elif i - 1 in words.proper and words.bare[i - 1] not in demonyms and not words.is_possessive(i - 1):
            words.proper.add(i)


def _is_modified(words: Capitals, i: int) -> bool:
    """ "BAGHDAD INTERNATIONAL AIRPORT", "RAM KRISHNA CARE HOSPITAL": one word between a name and what it is the name of."""
    word = words.before(i)
    if (
        i < 2
        or i - 1 in words.proper
        or i - 2 not in words.proper
        or words.gap(i - 2) != " "
        or words.is_possessive(i - 2)
    ):
        return False
    healing = words.bare[i] == "hospital" and _may_be_family(word) and not is_day_or_month(words.bare[i - 2])
    return word in _MODIFIERS or healing


_MODIFIERS = frozenset("international national central general university teaching military state regional city memorial medical".split())


def _agencies(words: Capitals) -> None:
    """ "IN MOHMAND AGENCY": a district of the Pakistani borderland, where it is a place that something is in."""
    for i in range(2, len(words.words)):
        if (
            words.bare[i] == "agency"
            and _is_strange(words, i - 1)
            and words.before(i - 1) in {"in", "of"}
            and words.before(i)
        ):
            words.proper.add(i)
