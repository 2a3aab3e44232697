"""Where a harm happened: the place of a claim, and how exactly it is known.

A sentence names several places, and most are not where people died: the
speaker's province, the victims' nation, the hospital they were brought to. The
place of the harm stands after "in", "at" or "near", next to the claim, or was
told before. Of a nest ("Bonn Hanjan in the Rajpora area of Pulwama District")
the innermost is the place, and the rest says where that is.
"""

from __future__ import annotations

import bisect
import functools
from collections.abc import Sequence

import msgspec

from tollbook.extract import place_phrases as phrases
from tollbook.extract.place_lexicon import words_of
from tollbook.extract.place_sites import find_sites
from tollbook.model import PlaceMention, Where
from tollbook.text.sentences import Sentence

# How many characters nearer to the claim a place must stand to win over one that is a step more exact.
WORTH = 15
# A sentence that names more places than this is a list, and no list tells where a harm happened.
MOST = 100
Chain = tuple[PlaceMention, ...]
# UCDP's where_prec: 1 exact, 2 within 25 km of a named place, 3 second-order division, 4 first-order, 5 line or wide area, 6 country, 7 sea.
PRECISION = {"site": 1, "town": 1, "district": 3, "region": 4, "area": 5, "country": 6}


def as_where(text: str, mention: PlaceMention, mentions: Sequence[PlaceMention] = ()) -> Where:
    """A mention as the place of a claim, with its relation and its precision.

    The span widens to the noun that says what kind of place it is ("the
    province of Idlib", "Kurram district"); "20 km south of" is kept as the
    relation, because the coordinates are those of the place it is reckoned from.

    Args:
        text: The article's text.
        mention: One of its places.
        mentions: All of them, for "between X and Y".

    Returns:
        The place; `precision` is UCDP's where_prec, `None` where the gazetteer
        does not know the place.
    """
    start, end = mention.start, mention.end
    level = mention.level
    after = phrases.KIND_AFTER.match(text[end : end + 40])
    before = phrases.KINDS_BEFORE.search(text[max(0, start - 60) : start])
    if after and "\n" not in after[0]:
        end += after.end()
    elif before:
        start -= len(before[0])
    relation = _relation(text, start, end, mention, mentions)
    precision = PRECISION.get(level or "") if mention.lat is not None else None
    if precision is not None and mention.derived and level in {"site", "town"}:
        precision = 2
    if relation is not None and precision is not None and precision < 3:
        precision = 5 if "between" in relation.lower() else 2
    if level == "area" and mention.lat is not None and phrases.WATER.search(mention.name or ""):
        precision = 7
    return Where(
        text=text[start:end],
        start=start,
        end=end,
        name=mention.name or mention.text,
        level=level,
        path=mention.path,
        country=mention.country,
        geoname_id=mention.geoname_id,
        lat=mention.lat,
        lon=mention.lon,
        precision=precision,
        relation=relation,
        derived=mention.derived,
        candidates=mention.candidates,
    )


def _relation(text: str, start: int, end: int, mention: PlaceMention, mentions: Sequence[PlaceMention]) -> str | None:
    found = phrases.RELATION.search(text[max(0, start - 90) : start])
    if found is None:
        return None
    words = found[1]
    if phrases.BETWEEN.search(words + " "):
        other = next((m for m in mentions if m.start >= end and m.start - end < 30), None)
        if other is None:
            return None if words.lower() == "between" else words
        return f"{words} {text[mention.start : other.end]}"
    return words


def rank(mention: PlaceMention) -> float:
    """How exact a place is: 0 a village or quarter, 1 a building or road, 2 a town … 5 a country.

    A highway runs through many towns, and a police station names the ground
    that it is responsible for: both say less than a town beside them.
    """
    if mention.name is None and mention.candidates is None:
        if mention.level in {"region", "district"}:
            return 2.6
        words = mention.text.lower()
        if "highway" in words:
            return 2.2
        if "police station" in words:
            return 2.4
        if "block of" in words:
            return 0.0
        return 1.0 if mention.level == "site" or words.endswith(" road") else 0.0
    return {"site": 1.0, "town": 2.0, None: 2.0, "district": 3.0, "region": 4.0}.get(mention.level, 5.0)


def _exactness(text: str, mention: PlaceMention, *, alone: bool) -> float:
    """The rank, lowered for a mere landmark ("near X") and raised for the very spot ("at X").

    A name that only a preposition makes a place is trusted as the inner part of
    a nest, not where it stands alone: it may be a news agency or a metaphor.
    """
    if alone and mention.name is None and mention.level is None:
        return 1.9
    before = text[max(0, mention.start - 24) : mention.start]
    value = rank(mention)
    if mention.name is None and value < 2 and phrases.LANDMARK.search(before):
        return value + 0.6
    if mention.level == "site" and value == 1.0 and phrases.SPOT.search(before):
        return 0.1
    return value


def _is_locative(text: str, mention: PlaceMention) -> bool:
    before = text[max(0, mention.start - 90) : mention.start]
    if phrases.OFFICE.search(before):
        return False
    if mention.level == "country" and phrases.HEADS.match(text[mention.end : mention.end + 4]):
        return False
    found = phrases.LOCATIVE.search(" " + before)
    if found is None:
        return False
    words = found[0].split()
    away = (
        phrases.AWAY.search(before[: max(0, len(before) - len(found[0]) + 1)] + " ")
        if words and words[0] == "to"
        else None
    )
    if words and words[0] == "to" and (away or phrases.HOSPITAL.search(mention.text)):
        return False
    return not (words and words[0] in {"at", "in", "to", "from", "into"} and phrases.HOSPITAL.search(mention.text))


@functools.lru_cache(maxsize=8)
def _chains(
    text: str, sentences: tuple[Sentence, ...], mentions: tuple[PlaceMention, ...]
) -> tuple[tuple[Chain, ...], ...]:
    """For each sentence its nests of places that stand in a locative phrase."""
    found = []
    starts = [m.start for m in mentions]
    for sentence in sentences:
        first = bisect.bisect_left(starts, sentence.start)
        last = min(bisect.bisect_left(starts, sentence.end), first + MOST)
        held = mentions[first:last]
        sites = [s for s in find_sites(text, sentence, held)[:MOST] if not _is_known(s, held)]
        # "Jabalia camp" covers the town Jabalia; "Khan Yunis refugee camp" says more than its name does.
        inside = [m for m in held if not any(s.start <= m.start and m.end <= s.end for s in sites)]
        every = sorted([*inside, *(_placed(s, held) for s in sites)], key=lambda m: m.start)
        found.append(tuple(_nests(text, every)))
    return tuple(found)


def _is_known(site: PlaceMention, held: Sequence[PlaceMention]) -> bool:
    """ "The Idlib area" is Idlib, which the gazetteer knows; "the Idlib camp" is something in it."""
    name, _, noun = site.text.rpartition(" ")
    return noun.lower() in {"area", "areas", "region", "village", "villages"} and any(
        m.start == site.start and m.text == name and m.name is not None for m in held
    )


def _placed(site: PlaceMention, held: Sequence[PlaceMention]) -> PlaceMention:
    """A site with the place that is part of its name ("Jabalia camp" lies in Jabalia).

    Unless the other places of the sentence lie in other countries: quarters and
    roads are named after places far away.
    """
    if site.text.rsplit(maxsplit=1)[-1].lower() not in words_of("named_after"):
        return site
    part = next((m for m in held if site.start <= m.start and m.end <= site.end and m.lat is not None), None)
    others = {m.country for m in held if m is not part and m.country}
    return site if part is None or (others and part.country not in others) else within(site, part)


def _nests(text: str, mentions: Sequence[PlaceMention]) -> list[Chain]:
    chains: list[list[PlaceMention]] = []
    for m in mentions:
        if chains and m.start - chains[-1][-1].end <= 70 and phrases.LINK.match(text[chains[-1][-1].end : m.start]):
            chains[-1].append(m)
        elif _is_locative(text, m):
            chains.append([m])
    return [tuple(c) for c in chains]


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


def _innermost(text: str, chain: Chain) -> PlaceMention:
    best = min(chain, key=lambda m: (_exactness(text, m, alone=len(chain) == 1), m.start))
    around = [m for m in chain if m is not best and m.path]
    if best.path == () and around:
        return within(best, min(around, key=rank))
    return best


def link_where(
    start: int,
    end: int,
    sentences: Sequence[Sentence],
    mentions: Sequence[PlaceMention],
    text: str,
) -> PlaceMention | None:
    """The place of the harm that is told in [start, end).

    The innermost place of the nearest nest in the same sentence; where that is
    no more than a town, a more exact one within it from the sentences around;
    where there is none, the place told last before, or in the first sentences.

    Args:
        start: Offset of the claim's quote.
        end: Its end.
        sentences: All sentences of the article.
        mentions: All its places, from `find_places`.
        text: Its text.

    Returns:
        A mention (a site that is in no gazetteer has only its words, and the
        coordinates of the place around it, marked derived), or `None`.
    """
    held = tuple(sentences)
    chains = _chains(text, held, tuple(mentions))
    at = next((i for i, s in enumerate(held) if s.start <= start < s.end), None)
    if at is None:
        return None
    best = _best(text, held, chains, mentions, at, start, end)
    if best is None:
        return _fallback(held, mentions, at)
    if 2 <= rank(best) < 4 or (best.name is None and best.level is None):
        best = _refined(text, chains, at, best)
    return best if best.path else _settled(best, mentions)


def _best(
    text: str,
    sentences: Sequence[Sentence],
    chains: Sequence[Sequence[Chain]],
    mentions: Sequence[PlaceMention],
    at: int,
    start: int,
    end: int,
) -> PlaceMention | None:
    """The place of the claim's own sentence, else the nearest one told, a country last."""
    here = _nearest(text, chains[at], start, end)
    if here is not None:
        return _innermost(text, here)
    finer = _finer(text, chains, at)
    for n in _around(at, len(chains)):
        for chain in chains[n]:
            other = _innermost(text, chain)
            if rank(other) > 2 and finer:
                continue
            if rank(other) >= 5 and (named := _named(sentences[at], mentions)) is not None:
                return named
            return other
    return None


def _refined(text: str, chains: Sequence[Sequence[Chain]], at: int, best: PlaceMention) -> PlaceMention:
    """A site or quarter told in the sentences around that may lie in the town told here."""
    finer: list[tuple[float, int, PlaceMention]] = []
    for n in _around(at, len(chains)):
        for chain in chains[n]:
            other = _innermost(text, chain)
            exact = _exactness(text, other, alone=len(chain) == 1)
            if exact < 1.5 and other.text != best.text and _agrees(chain, best):
                finer.append((exact, len(finer), other))
    if not finer:
        return best
    chosen = min(finer, key=lambda f: f[:2])[2]
    return chosen if chosen.path else within(chosen, best)


def _finer(text: str, chains: Sequence[Sequence[Chain]], at: int) -> bool:
    return any(rank(_innermost(text, c)) <= 2 for n in _around(at, len(chains)) for c in chains[n])


def _nearest(text: str, chains: Sequence[Chain], start: int, end: int) -> Chain | None:
    def cost(chain: Chain) -> tuple[float, int]:
        first, last = chain[0].start, chain[-1].end
        far = 60 if phrases.MOVING.search(text[max(0, first - 24) : first]) else 0
        if first >= start and last <= end:
            return (far, first)
        away = first - end if first >= end else start - last + 20 if last <= start else 0
        least = min(rank(m) for m in chain)
        return (max(0, away) + far + WORTH * min(3, least) + (40 if least >= 5 and away > 25 else 0), first)

    return min(chains, key=cost, default=None)


def _around(at: int, count: int) -> list[int]:
    """The other sentences in the order in which a place is carried from them."""
    order = [at - 1, at + 1, at - 2, at + 2, at - 3, 0, 1, 2, 3, at + 3, at - 4, 4, 5, 6, 7]
    return list(dict.fromkeys(n for n in order if 0 <= n < count and n != at))


def _agrees(chain: Chain, best: PlaceMention) -> bool:
    """May the finer place of another sentence lie in the coarser one of this?"""
    known = [m for m in chain if m.path]
    if not known:
        return True
    tail = {p for m in known for p in m.path}
    return best.name is None or best.name in tail or any(m.name in best.path for m in known if m.level != "country")


def _settled(best: PlaceMention, mentions: Sequence[PlaceMention]) -> PlaceMention:
    """A site of which the nest says nothing more, put into the nearest known place around it."""
    known = [m for m in mentions if m.path and m.lat is not None and m.level in {"town", "district", "region"}]
    around = min(known, key=lambda m: abs(m.start - best.start), default=None)
    return best if around is None else within(best, around)


def _named(sentence: Sentence, mentions: Sequence[PlaceMention]) -> PlaceMention | None:
    """A place of the sentence finer than a country, though in no locative phrase: better than a country told elsewhere."""
    held = [m for m in mentions if sentence.start <= m.start < sentence.end and rank(m) < 5]
    return min(held, key=lambda m: (rank(m), m.start), default=None)


def _fallback(sentences: Sequence[Sentence], mentions: Sequence[PlaceMention], at: int) -> PlaceMention | None:
    """No locative phrase anywhere: a place of the same sentence, else the first finer than a country."""
    here = [m for m in mentions if sentences[at].start <= m.start < sentences[at].end]
    pool = here or [m for m in mentions if m.start < sentences[min(len(sentences) - 1, 3)].end]
    return min(pool, key=lambda m: (rank(m), m.start), default=None)
