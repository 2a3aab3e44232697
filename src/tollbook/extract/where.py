"""Where a harm happened: the place of a claim, and how exactly it is known.

A sentence names several places, and most are not where people died: the
speaker's province, the victims' nation, the hospital they were brought to. The
place of the harm stands after "in", "at" or "near", next to the claim, or was
told before. Of a nest ("Balyun, in the south of Idlib") the innermost is the
place, and the rest says where that is.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from tollbook import lang
from tollbook.extract import place_phrases as phrases
from tollbook.extract.place_lexicon import words_of
from tollbook.extract.place_measured import explained
from tollbook.extract.place_nests import (
    MOST,
    Chain,
    comes_from,
    exactness,
    innermost,
    is_aside,
    is_heading,
    is_measure,
    nests_of,
    put,
    rank,
    through,
    within,
)
from tollbook.extract.where_named import named_anywhere, named_near, places_in, sentences_around
from tollbook.model import PlaceMention
from tollbook.text.sentences import Sentence

# How many characters nearer to the claim a place must stand to win over one that is a step more exact.
WORTH = 15


def link_where(
    start: int,
    end: int,
    sentences: Sequence[Sentence],
    mentions: Sequence[PlaceMention],
    text: str,
    *,
    carry: bool = True,
    skip: frozenset[int] = frozenset(),
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
        carry: Whether a sentence without a place takes that of the sentences
            around; not for a sum over many events.
        skip: Where the sentences begin that tell of other events alone, whose
            places are not this harm's.

    Returns:
        A mention (a site that is in no gazetteer has only its words, and the
        coordinates of the place around it, marked derived), or `None`.
    """
    held, mentions = tuple(sentences), tuple(mentions)
    nests = nests_of(text, held, mentions, skip)
    chains = nests.chains
    at = bisect.bisect_right(held, start, key=lambda s: s.start) - 1
    if at < 0 or start >= held[at].end:
        return None
    here = _nearest(text, held[at], chains[at], start, end)
    if not carry:
        return innermost(text, here) if here else _of_sum(text, held, chains, mentions, at)
    best = innermost(text, here) if here is not None and not _is_other(text, held[at], here) and not _of_the_measure(text, held[at], here, start) else None
    if best is None:
        best = _carried(text, held, chains, mentions, at)
        if here is not None and (best is None or rank(best) >= 4):
            best = innermost(text, here)
    if best is None or rank(best) >= 2:
        # A club or a street told beside the harm stands; a town or province may be another's.
        said = _located(text, held, chains, at)
        best = said if said is not None and (best is None or said.name not in best.path) else best
    if best is None:
        last = named_anywhere(text, held, mentions, at, start)
        return _told(text, last, chains, mentions, nests.home) if last is not None else None
    told = start <= best.start < end or (best.start >= held[at].start and lang.pattern("place_phrases", "en.phrase.whole").search(text[max(0, best.start - 24) : best.start]) is not None)
    if rank(best) >= 4 and not (told and rank(best) >= 5) and not (is_heading(text, best) and held[at].start <= best.start < held[at].end):
        best = _narrowed(text, held, chains, at, best)
    if not told and (rank(best) >= 5 or is_measure(text, (best,))) and best.country is not None:
        # "The mayor of Balyun was shot. Balyun is twenty miles south of Idlib."
        best = named_near(text, held, mentions, at, best.country) or best
    behind = len(chains[at]) > 1 and best.start >= end and lang.pattern("place_phrases", "en.phrase.right_behind").fullmatch(text, end, best.start) is not None
    nested = any(len(chain) > 1 and any(m.start == best.start for m in chain) for chain in chains[at])
    right_here = start <= best.start < end or (best.start >= end and lang.pattern("place_phrases", "en.phrase.right_behind").fullmatch(text, end, best.start) is not None)
    if 2 <= rank(best) < 4 or (best.name is None and best.level is None and not behind and not nested):
        best = _refined(text, held, chains, at, best, inside=right_here)
    return _told(text, best, chains, mentions, nests.home)


def _told(
    text: str, best: PlaceMention, chains: Sequence[Sequence[Chain]], mentions: Sequence[PlaceMention], home: frozenset[str]
) -> PlaceMention:
    """The place with what lies around it; the one that it only explains ("Balyun, a town south of Idlib") before itself."""
    inner = explained(text, best, mentions)
    if inner is not None:
        return inner if inner.path else put(text, inner, best)
    if best.path:
        return best
    after = next((m for m in mentions[bisect.bisect_right(mentions, best.start, key=lambda m: m.start) :][:1] if m.path), None)
    if after is not None and explained(text, after, mentions) is not None:
        return put(text, best, after)
    nest = next((c for some in chains for c in some if any(m.start == best.start for m in c)), ())
    return through(text, nest, _settled(text, best, mentions, home))


def _of_sum(
    text: str, sentences: Sequence[Sentence], chains: Sequence[Sequence[Chain]], mentions: Sequence[PlaceMention], at: int
) -> PlaceMention | None:
    """The place of a sum whose sentence has none that it stands in: "219 were killed in the State" is of the state told last.

    Else the country told before, else a place that the sentence itself names.
    """
    sentence = sentences[at]
    said = lang.pattern("place_phrases", "en.phrase.the_kind").search(text, sentence.start, sentence.end)
    if said is not None:
        levels = phrases.LEVELS[said[1].lower()]
        before = [m for m in mentions if m.start < said.start() and m.level in levels and not comes_from(text, m)]
        if before:
            return before[-1]
    lead = next((n for n in range(at) if chains[n]), 0)  # the first sentence that tells of any place
    around = (chain[-1] for n in (at - 1, at - 2, lead) if 0 <= n < at for chain in chains[n])
    country = next((m for m in around if m.level == "country"), None)
    if country is not None:
        return country
    own = [m for m in places_in(sentence, mentions) if lang.pattern("place_phrases", "en.phrase.office_of").match(text, m.end) is None and not comes_from(text, m) and rank(m) < 5]
    return own[0] if own else None


def _located(
    text: str, sentences: Sequence[Sentence], chains: Sequence[Sequence[Chain]], at: int
) -> PlaceMention | None:
    """The place of the next sentence where that one only tells where it was: "The attack took place in Balyun"."""
    if at + 1 >= len(sentences) or lang.pattern("place_phrases", "en.phrase.located").search(text[sentences[at + 1].start : sentences[at + 1].end]) is None:
        return None
    first = next(iter(chains[at + 1]), None)
    chosen = innermost(text, first) if first is not None else None
    return chosen if chosen is not None and rank(chosen) < 5 and not is_measure(text, first or ()) else None


def _carried(
    text: str,
    sentences: Sequence[Sentence],
    chains: Sequence[Sequence[Chain]],
    mentions: Sequence[PlaceMention],
    at: int,
) -> PlaceMention | None:
    """The nearest place told around: first what is told of this event, a country last."""
    finer = _finer(text, sentences, chains, at)
    late: PlaceMention | None = None
    # what a later paragraph but one tells of is another matter sooner than the lead is
    order = sentences_around(at, len(chains))
    order.sort(key=lambda n: n > at and (_elsewhere(sentences, chains, at, n) if n == at + 1 else sentences[n].paragraph != sentences[at].paragraph))
    for n in order:
        if n > at and lang.pattern("place_phrases", "en.phrase.measured_by").search(text, sentences[n].start, sentences[n].end):
            continue
        for chain in sorted(chains[n], key=lambda c: _breadth(text, c)):
            if lang.pattern("place_phrases", "en.phrase.measured_by").search(text, sentences[n].start, chain[0].start):
                continue
            other = innermost(text, chain)
            if rank(other) >= 5 or _is_other(text, sentences[n], chain):
                late = late or other
            elif rank(other) <= 2 or not finer:
                return other
    if late is not None and rank(late) >= 5:
        return named_near(text, sentences, mentions, at) or late
    return late


def _elsewhere(sentences: Sequence[Sentence], chains: Sequence[Sequence[Chain]], at: int, n: int) -> bool:
    """ "In Khost, a patrol …": another paragraph that begins with a place is of what happened there."""
    if not chains[n]:
        return False
    apart = sentences[n].paragraph != sentences[at].paragraph and chains[n][0][0].start - sentences[n].start <= 8
    return apart or lang.pattern("place_phrases", "en.phrase.meanwhile").search(sentences[n].text[:60]) is not None


def _breadth(text: str, chain: Chain) -> int:
    """0 for a place within a province or named nowhere, 1 for a province: "in X province … a gunfight in Y district"."""
    return int(3 < rank(innermost(text, chain)) < 5)


def _is_other(text: str, sentence: Sentence, chain: Chain) -> bool:
    """Is the only place of the sentence that of something else, or a mere measure of where another place is?"""
    return is_aside(text, sentence, chain) or is_measure(text, chain)


def _of_the_measure(text: str, sentence: Sentence, chain: Chain, start: int) -> bool:
    """ "Four officers were shot, the heaviest loss since a raid in Balyun": told of the other event, and the claim is not."""
    found = lang.pattern("place_phrases", "en.phrase.measured_by").search(text, sentence.start, chain[0].start)
    return found is not None and start < found.end()


def _stands_in(text: str, chain: Chain) -> bool:
    """ "In Balyun", not "of Balyun" or "took Balyun", of which something else may be told."""
    return lang.pattern("place_phrases", "en.phrase.spot_near").search(text[max(0, chain[0].start - 40) : chain[0].start]) is not None


def _narrowed(
    text: str, sentences: Sequence[Sentence], chains: Sequence[Sequence[Chain]], at: int, best: PlaceMention
) -> PlaceMention:
    """A town or district of the sentences beside that lies in the country or province told here."""
    for n in (at + 1, at - 1, at + 2):
        if not 0 <= n < len(chains):
            continue
        for chain in chains[n]:
            other = innermost(text, chain)
            if rank(other) > 3.5 or _is_other(text, sentences[n], chain) or not _stands_in(text, chain):
                continue
            if text[max(0, chain[0].start - 12) : chain[0].start].rstrip().lower().endswith("between"):
                continue  # "on the track between A and B": neither of them
            if other.path == () and len(chain) == 1:
                if n != at + 1 and sentences[at].start <= best.start < sentences[at].end:
                    continue  # a place nobody knows, told of something else before
                return within(other, best)
            if best.name in other.path[:-1]:
                return other
    return best


def _refined(
    text: str, sentences: Sequence[Sentence], chains: Sequence[Sequence[Chain]], at: int, best: PlaceMention, *, inside: bool = False
) -> PlaceMention:
    """A site or quarter told in the sentences around that may lie in the town told here; if `inside`, that is said to lie there."""
    finer: list[tuple[float, int, PlaceMention]] = []
    own = sentences[at].start <= best.start < sentences[at].end
    for n in sentences_around(at, len(chains)):
        if own and n > at and _elsewhere(sentences, chains, at, n):
            continue  # "At the Lyel camp, seven more died": of another place than the town told here
        for chain in chains[n]:
            other = innermost(text, chain)
            exact = exactness(text, other, alone=len(chain) == 1)
            if exact < 1.5 and other.text != best.text and _agrees(chain, best) and not (inside and _is_apart(chain, best)):
                finer.append((exact, len(finer), other))
    if not finer:
        return best
    chosen = min(finer, key=lambda f: f[:2])[2]
    return chosen if chosen.path else within(chosen, best)


def _is_apart(chain: Chain, best: PlaceMention) -> bool:
    """ "Nine died at Abu Zabad", right behind the figure: a market that lies elsewhere in the same province is no part of it."""
    known = [m for m in chain if m.path]
    return best.name is None or (bool(known) and best.name not in {p for m in known for p in m.path})


def _finer(text: str, sentences: Sequence[Sentence], chains: Sequence[Sequence[Chain]], at: int) -> bool:
    near = [n for n in sentences_around(at, len(chains)) if n <= at or (n == at + 1 and not _elsewhere(sentences, chains, at, n))]
    return any(rank(innermost(text, c)) <= 2 for n in near for c in chains[n])


def _nearest(text: str, sentence: Sentence, chains: Sequence[Chain], start: int, end: int) -> Chain | None:
    # "Killed 44 in Balyun and 179 others in nearby Saraqeb": the first place lies inside the quote or right before it.
    inner = any(sentence.start <= c[0].start and c[-1].end <= end for c in chains)

    def cost(chain: Chain) -> tuple[float, int]:
        first, last = chain[0].start, chain[-1].end
        far = 60 if phrases.MOVING.search(text[max(0, first - 24) : first]) else 0
        if far and not comes_from(text, chain[0]) and phrases.LAUNCH.search(text[max(sentence.start, first - 90) : first]):
            far = 0
        elif is_aside(text, sentence, chain):
            far = 130 if comes_from(text, chain[0]) else 80
        far += 120 * _of_the_measure(text, sentence, chain, start)
        if len(chains) > 1 and is_measure(text, chain):
            far += 120
        if first >= end and inner and lang.pattern("place_phrases", "en.phrase.right_behind").fullmatch(text, end, first):
            return (far - 1, first)
        if first >= start and last <= end:
            return (far, first)
        if is_heading(text, chain[0]):
            return (60, first)
        gap = text[end:first] if first >= end else text[last:start]
        far += 80 * (";" in gap)
        # "In Balyun four died, in Saraqeb two": what opens the clause holds for it.
        away = first - end if first >= end else start - last + 20 * (start - last > 2) if last <= start else 0
        least = min(rank(m) for m in chain)
        return (max(0, away) + far + WORTH * min(3, least) + (40 if least >= 5 and away > 25 else 0), first)

    best = min(chains, key=cost, default=None)
    if best is not None and rank(innermost(text, best)) >= 5:
        # "Shot at reporters in Iraq as they left a house in Balyun": the town says more than the country beside it.
        held = (c for c in chains if rank(innermost(text, c)) < 4 and best[0].country in {None, *(m.country or best[0].country for m in c)})
        return min((c for c in held if not _is_other(text, sentence, c)), key=cost, default=best)
    return best


def _agrees(chain: Chain, best: PlaceMention) -> bool:
    """May the finer place of another sentence lie in the coarser one of this?"""
    known = [m for m in chain if m.path]
    if not known:
        return True
    tail = {p for m in known for p in m.path}
    return best.name is None or best.name in tail or any(m.name in best.path for m in known if m.level != "country")


def _settled(text: str, best: PlaceMention, mentions: Sequence[PlaceMention], home: frozenset[str]) -> PlaceMention:
    """A site of which the nest says nothing more, put into the nearest known place around it.

    A village of no list stays a name where the article's places lie in several countries, none of which is its own more
    than another: the capital that a ministry speaks from is no place around it.
    """
    if best.level != "site" and len(home) > 1:
        return best
    at = bisect.bisect_left(mentions, best.start, key=lambda m: m.start)
    near = mentions[max(0, at - MOST) : at + MOST]
    known = [m for m in near if m.path and m.lat is not None and m.level in {"town", "district", "region"}]
    if best.text.rsplit(maxsplit=1)[-1].lower() in words_of("named_alike"):
        # "Saraqeb street" is called after a town, and lies in another; "Saraqeb's main street" does not
        inner = (m for m in known if best.start <= m.start < best.end)
        alike = {m.start for m in inner if text[m.end : m.end + 1] not in {"'", "’"} and not text[: m.start].endswith(("'s ", "’s "))}
        known = [m for m in known if m.start not in alike]
    # A stray namesake abroad is nearer than it should be: the country that most names lie in is the article's.
    known = [m for m in known if m.country in home] or known
    around = min(known, key=lambda m: abs(m.start - best.start), default=None)
    return best if around is None else put(text, best, around)
