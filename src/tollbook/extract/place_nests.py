"""Nests of places: "the market of Balyun, in the south of Idlib" is one place told by three names.

Which names of a sentence stand together, which of them is the innermost, and
whether the nest tells where the harm was done or only where somebody came from.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from tollbook import lang
from tollbook.extract import place_phrases as phrases
from tollbook.extract.people import is_person_word
from tollbook.extract.place_lexicon import words_of
from tollbook.extract.place_measured import beside
from tollbook.extract.place_sites import find_sites
from tollbook.model import PlaceMention
from tollbook.text.sentences import Sentence
from tollbook.text.spans import latest

# A sentence that names more places than this is a list, and no list tells where a harm happened.
MOST = 100
Chain = tuple[PlaceMention, ...]
# "The Balyun-Saraqeb road" runs through more than one place.
_WIDE = (" valley", " mountains", " coast", " peninsula", " desert")
# An unknown "Balyun region" may be a province or a few hamlets: less than a village beside it, more than a town.
_GROUND = (" region", " province", " governorate", " territory", " area", " areas")
_ROUTE = re.compile(r"^\S+[-–]\S+ (?:road|route)$", re.IGNORECASE)


def rank(mention: PlaceMention) -> float:
    """How exact a place is: 0 a village or quarter, 1 a building or road, 2 a town … 5 a country.

    A highway runs through many towns, and a police station names the ground
    that it is responsible for: both say less than a town beside them.
    """
    if mention.name is None and mention.candidates is None:
        if mention.level in {"region", "district"}:
            return 2.6
        words = mention.text.lower()
        if "highway" in words or _ROUTE.search(mention.text):
            return 2.2
        if words.endswith(_WIDE):
            return 2.5
        if words.endswith(_GROUND):
            return 0.7
        if "police station" in words:
            return 2.4
        if "block of" in words:
            return 0.0
        return 1.0 if mention.level == "site" or words.endswith(" road") else 0.0
    return {"site": 1.0, "town": 2.0, None: 2.0, "district": 3.0, "region": 4.0}.get(mention.level, 5.0)


def exactness(text: str, mention: PlaceMention, *, alone: bool) -> float:
    """The rank, lowered for a mere landmark ("near X") and raised for the very spot ("at X").

    A name that only a preposition makes a place is trusted as the inner part of
    a nest, not where it stands alone: it may be a news agency or a metaphor.
    """
    if alone and mention.name is None and mention.level is None:
        return 1.9
    before = text[max(0, mention.start - 24) : mention.start]
    value = rank(mention)
    if mention.level == "town" and phrases.PROVINCE_AFTER.match(text, mention.end):
        return 4.0  # called a province here, whatever the list calls it
    if mention.name is None and value < 2 and lang.pattern("place_phrases", "en.phrase.landmark").search(before):
        return value + 0.6
    if mention.level == "site" and value == 1.0 and phrases.SPOT.search(before):
        return 0.1
    return value


def is_locative(text: str, mention: PlaceMention) -> bool:
    """Does the place stand where a harm is done ("in", "at", "hit"), not where an office sits or the wounded are brought?"""
    before = text[max(0, mention.start - 90) : mention.start]
    if _is_seat(text, mention, before) or _is_care(before):
        return False
    if lang.pattern("place_phrases", "en.phrase.jail").search(mention.text) and lang.pattern("place_phrases", "en.phrase.custody").search(before):
        return False
    if mention.level == "country" and (
        phrases.HEADS.match(text[mention.end : mention.end + 4]) or phrases.WHOSE.match(text, mention.end)
    ):
        return False
    found = lang.pattern("place_phrases", "en.phrase.locative").search(" " + before)
    if found is None:
        return phrases.OUTER.search(before) is not None or any(p.match(text, mention.end) for p in (phrases.STRUCK, lang.pattern("place_phrases", "en.phrase.counts")))
    words = found[0].split()
    away = (
        lang.pattern("place_phrases", "en.phrase.away").search(before[: max(0, len(before) - len(found[0]) + 1)] + " ")
        if words and words[0] in {"to", "into"}
        else None
    )
    if words and words[0] in {"to", "into"} and (away or lang.pattern("place_phrases", "en.phrase.hospital").search(mention.text)):
        return False
    return not (words and words[0] in {"at", "in", "to", "from", "into"} and lang.pattern("place_phrases", "en.phrase.hospital").search(mention.text))


def _is_care(before: str) -> bool:
    """Is it only where the wounded lie or the driven-out sleep: "treated at the hospital in Balyun"?"""
    found = lang.pattern("place_phrases", "en.phrase.care").search(before)
    return found is not None and phrases.CARE_STRUCK.search(before[max(0, found.start() - 60) : found.start()]) is None


def _is_seat(text: str, mention: PlaceMention, before: str) -> bool:
    """Is it where an office sits that speaks: "the ministry in Idlib said"? Who is killed in an office is killed there."""
    if phrases.SEAT.search(before):
        return True
    if lang.pattern("place_phrases", "en.phrase.post").search(before) and (lang.pattern("place_phrases", "en.phrase.post_of").match(text, mention.end) or phrases.HOLDER.match(text, mention.end)):
        return True
    # the window may begin inside a sentence; only what opens one is its subject
    opening = phrases.TELLER.search(before if mention.start > len(before) else "\n" + before)
    if opening and phrases.SPEAKS.match(text, mention.end, mention.end + 120):
        return True
    if lang.pattern("place_phrases", "en.phrase.office").search(before) is None:
        return False
    return bool(
        phrases.SPEAKS.match(text, mention.end, mention.end + 120)
        or lang.pattern("place_phrases", "en.phrase.silent").match(text, mention.end)
        or phrases.QUOTED.search(before)
    )


def is_measure(text: str, chain: Sequence[PlaceMention]) -> bool:
    """Is it only what another place is reckoned from: "twenty miles south of Idlib"?"""
    if phrases.MEASURE.search(text[max(0, chain[0].start - 70) : chain[0].start]) is not None:
        return True
    # "25 miles to Mosul's south"
    return phrases.BEARING_AFTER.match(text, chain[0].end) is not None


@dataclass(frozen=True, slots=True)
class Nests:
    """The nests of every sentence of an article, and the countries that most of its places lie in."""

    chains: tuple[tuple[Chain, ...], ...]
    home: frozenset[str]


@latest
def nests_of(
    text: str, sentences: tuple[Sentence, ...], mentions: tuple[PlaceMention, ...], skip: frozenset[int] = frozenset()
) -> Nests:
    """For each sentence its nests of places that stand in a locative phrase; kept for the article's next claim.

    Sentences that begin at one of `skip` have none: they tell of other events.
    """
    found: list[tuple[Chain, ...]] = []
    home = home_of(mentions)
    starts = [m.start for m in mentions]
    for sentence in sentences:
        if sentence.start in skip:
            found.append(())
            continue
        first = bisect.bisect_left(starts, sentence.start)
        last = min(bisect.bisect_left(starts, sentence.end), first + MOST)
        held = mentions[first:last]
        sites = [s for s in find_sites(text, sentence, held)[:MOST] if not (_is_known(s, held) or phrases.SUBURB_OF.match(text, s.start, s.end + 12))]
        # "Jabalia camp" covers the town Jabalia; "Khan Yunis refugee camp" says more than its name does.
        inside = [m for m in held if not any(s.start <= m.start and m.end <= s.end for s in sites)]
        every = sorted([*inside, *(_placed(s, held, home) for s in sites)], key=lambda m: m.start)
        found.append(tuple(_nests(text, every)))
    return Nests(tuple(found), home)


def _is_known(site: PlaceMention, held: Sequence[PlaceMention]) -> bool:
    """ "The Idlib area" is Idlib, which the gazetteer knows; "the Idlib camp" is something in it."""
    name, _, noun = site.text.rpartition(" ")
    return noun.lower() in lang.words("where_words", "en.where.known_areas") and any(
        m.end == site.start + len(name) and m.name is not None and name.endswith(("'s " + m.text, "’s " + m.text, m.text))
        and (m.start == site.start or "s " + m.text in name)
        for m in held
    )


def home_of(mentions: Sequence[PlaceMention]) -> frozenset[str]:
    """The countries that most of an article's places lie in; a stray namesake abroad is outvoted."""
    often = Counter(m.country for m in mentions if m.country)
    most = max(often.values(), default=0)
    return frozenset(code for code, n in often.items() if n == most)


def _placed(site: PlaceMention, held: Sequence[PlaceMention], home: frozenset[str]) -> PlaceMention:
    """A site with the place that is part of its name ("Jabalia camp" lies in Jabalia).

    Unless the article and the other places of the sentence lie in other
    countries: quarters and roads are named after places far away.
    """
    part = next((m for m in held if site.start <= m.start and m.end <= site.end and m.lat is not None), None)
    if part is not None and part.level != "country" and site.text[part.end - site.start : part.end - site.start + 2] in {"'s", "’s"}:
        return within(site, part)
    if site.text.rsplit(maxsplit=1)[-1].lower() not in words_of("named_after"):
        return site
    others = {m.country for m in held if m is not part and m.country and m.country not in home}
    if part is not None and part.country in home:
        return within(site, part)
    return site if part is None or (others and part.country not in others) else within(site, part)


def _nests(text: str, mentions: Sequence[PlaceMention]) -> list[Chain]:
    chains: list[list[PlaceMention]] = []
    for m in mentions:
        if chains and m.start - chains[-1][-1].end <= 70 and _links(text, chains[-1], m):
            chains[-1].append(m)
        elif is_locative(text, m) or is_heading(text, m) or (chains and lang.pattern("place_phrases", "en.phrase.counted").match(text, m.end)) or lang.pattern("place_phrases", "en.phrase.lies_in").match(text, m.end):
            chains.append([m])
    return [tuple(c) for c in chains if not is_nationality(text, tuple(c))]


def is_heading(text: str, mention: PlaceMention) -> bool:
    """ "Sumy region: no casualties": a place that opens its line, before a colon, and holds for all of it."""
    line = text.rfind("\n", 0, mention.start) + 1
    return phrases.BULLET.fullmatch(text, line, mention.start) is not None and lang.pattern("place_phrases", "en.phrase.heading").match(text, mention.end) is not None


def _links(text: str, chain: Sequence[PlaceMention], outer: PlaceMention) -> bool:
    """Does the text put the chain into this place? Not "from Balyun in Idlib", where the man is from one and died in the other."""
    between = text[chain[-1].end : outer.start]
    if lang.pattern("place_phrases", "en.phrase.link").match(between) is None:
        return False
    return not (between.strip().startswith(("in ", "in", "at ")) and comes_from(text, chain[0]))


def comes_from(text: str, mention: PlaceMention) -> bool:
    """Is it where somebody or something came from: "a man from Balyun", "rockets from Gaza"?"""
    before = text[max(0, mention.start - 40) : mention.start]
    return phrases.ORIGIN.search(before) is not None


def is_nationality(text: str, chain: Chain) -> bool:
    """Does a country alone say of people whose they are: "two nurses from France"? A rocket from Syria is none."""
    if len(chain) > 1 or chain[0].level != "country" or not comes_from(text, chain[0]):
        return False
    before = text[max(0, chain[0].start - 40) : chain[0].start].split()
    noun = before[-2 if before[-1].lower() == "from" else -3].lower().strip(",") if len(before) > 2 else ""
    return is_person_word(noun) or is_person_word(noun.removesuffix("s"))


def is_aside(text: str, sentence: Sentence, chain: Chain) -> bool:
    """Does the place belong to what somebody else does, did or plans: "he is suspected of attacks in Kabul"?"""
    before = text[max(sentence.start, chain[0].start - 110) : chain[0].start]
    return comes_from(text, chain[0]) or lang.pattern("place_phrases", "en.phrase.aside").search(before) is not None or phrases.BOUND.search(before) is not None


def within(inner: PlaceMention, outer: PlaceMention) -> PlaceMention:
    """A place unknown to the gazetteer, with where it is taken from the place around it."""
    if inner.lat is not None or outer.path == ():
        return inner
    return msgspec.structs.replace(
        inner,
        country=outer.country,
        path=(*outer.path, inner.text),
        lat=outer.lat,
        lon=outer.lon,
        derived=outer.lat is not None,
    )


def put(text: str, inner: PlaceMention, outer: PlaceMention) -> PlaceMention:
    """A place of no list put into the one around it, or so far from it as the text says."""
    if inner.lat is not None or not is_measure(text, (outer,)):
        return within(inner, outer)
    return beside(text, inner, outer) or within(inner, outer)


def innermost(text: str, chain: Chain) -> PlaceMention:
    """The most exact place of a nest, put into the ones around it if the gazetteer lacks it."""
    pairs = list(itertools.pairwise(chain))
    owners = {a.start for a, b in pairs if _owns(text, a, b)}
    # "Balyun district in Idlib": a town that the district does not lie in is here the province of that name.
    outer = {b.start for a, b in pairs if b.level == "town" and b.name in a.path[:-1] and rank(a) > rank(b)}
    beyond = {b.start for a, b in pairs if _is_landmark(text, a, b)}
    held = [m for m in chain if m.start not in owners | outer | beyond] or list(chain)
    best = min(held, key=lambda m: (exactness(text, m, alone=len(chain) == 1), m.start))
    around = [m for m in chain if m is not best and m.path]
    if best.path == () and around:
        return through(text, chain, put(text, best, min(around, key=rank)))
    return best


def through(text: str, chain: Chain, inner: PlaceMention) -> PlaceMention:
    """A place of no list with the other of no list that the text puts it into: "the Zakri inn in Balyun, Idlib province"."""
    at = next((n for n, m in enumerate(chain) if m.start == inner.start), len(chain) - 1)
    between: list[str] = []
    for a, b in itertools.pairwise(chain[at:]):
        if b.path or phrases.BESIDE.search(text[a.end : b.start]) or is_measure(text, (b,)):
            break
        between.insert(0, b.text)
    if not between or not inner.path:
        return inner
    return msgspec.structs.replace(inner, path=(*inner.path[:-1], *between, inner.path[-1]))


def _owns(text: str, a: PlaceMention, b: PlaceMention) -> bool:
    """Does the second lie in the first: "Idlib's Balyun", "the Idlib suburb of Balyun"? "The Balyun district of Idlib" lies in the second."""
    between = text[a.end : b.start]
    if lang.pattern("place_phrases", "en.phrase.owns").fullmatch(between) is None:
        return False
    if lang.pattern("place_phrases", "en.phrase.part_of").fullmatch(between) is None:
        return True
    return bool(a.path) and (not b.path or a.name in b.path[:-1])


def _is_landmark(text: str, a: PlaceMention, b: PlaceMention) -> bool:
    """ "In Idlib, outside Aleppo": the second only tells where the first is."""
    if rank(a) >= 5 or not a.path or not b.path or a.name in b.path:
        return False
    return phrases.BESIDE.search(text[a.end : b.start]) is not None
