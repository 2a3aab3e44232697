"""A figure with what the words around it say of its relation to others.

"Another six", "two of them", "the five men", "in all": a few words before and
after a figure tell whether it adds to the figures before it, divides them or
sums them up. They are read here, once a claim; the words themselves stand in
`lang/en/relation.toml`.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from tollbook.lang import load
from tollbook.model import TollClaim
from tollbook.reconcile.interval import Interval, widen
from tollbook.reconcile.origin import voice_of
from tollbook.text.sentences import Sentence

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ROUNDED = 0.1


@dataclass(frozen=True, slots=True)
class Seen:
    """A toll claim with what its words say of its relation to others."""

    claim: TollClaim
    interval: Interval
    voice: str
    sentence: int
    heads: frozenset[str]
    names: frozenset[str]
    anyone: bool
    more: bool
    of: bool
    all: bool
    definite: bool
    nameless: bool
    also: bool
    headline: bool
    kin: bool
    oneself: bool


@functools.cache
def _cues(name: str) -> tuple[re.Pattern[str], frozenset[str]]:
    words = next(r["words"] for r in load("relation")["rule"] if r["id"] == f"en.relation.{name}")
    longest = sorted(words, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)", re.IGNORECASE), frozenset(words)


def cue(name: str, text: str) -> bool:
    """Does the text hold a cue of the rule `en.relation.NAME`?

    Example:
        >>> cue("more", "another three")
        True
    """
    return bool(_cues(name)[0].search(text))


def _words(text: str | None) -> list[str]:
    return _WORD.findall(text or "")


def holding(at: int, sentences: Sequence[Sentence]) -> Sentence | None:
    """The sentence that holds an offset; `None` between sentences, or where none are given."""
    found = bisect_right(sentences, at, key=lambda s: s.start) - 1
    return sentences[found] if found >= 0 and at < sentences[found].end else None


def _host(claim: TollClaim, sentences: Sequence[Sentence]) -> Sentence | None:
    return holding(claim.count.start if claim.count.start is not None else claim.quote.start, sentences)


def _around(claim: TollClaim, host: Sentence | None) -> tuple[str, str, str]:
    """The words just before the figure, the figure with its victims, and the words just after."""
    text, start = (host.text, host.start) if host else (claim.quote.text, claim.quote.start)
    victims = claim.victims
    given = [(claim.count.start, claim.count.end), (victims.start, victims.end) if victims else (None, None)]
    spans = [(s, e) for s, e in given if s is not None and e is not None and start <= s < e <= start + len(text)]
    if not spans:
        return "", claim.quote.text[:60], ""
    first, last = min(s for s, _ in spans) - start, max(e for _, e in spans) - start
    if claim.count.end is not None and last - (claim.count.end - start) > 80:
        last = claim.count.end - start
    before = re.split(r"[,;:]", text[max(0, first - 40) : first])[-1]
    if not before.strip():
        before = text[max(0, first - 14) : first]
    return " ".join(before.split()[-3:]), text[first:last], " ".join(text[last : last + 40].split()[:4])


def _head_words(claim: TollClaim) -> frozenset[str]:
    text = claim.victims.text if claim.victims else None
    lower = [w.lower() for w in _words(text)]
    return frozenset(w.removesuffix("s") for w in lower if len(w) > 2)


_OF_WHAT = re.compile(r"\s(?:of|with|from|in|at|for)\s", re.IGNORECASE)


def core(seen: Seen) -> frozenset[str]:
    """The words for who somebody is, less those for whose he is: the associate of a commander is no commander.

    A word that says nothing of who they are ("members of the council") needs the rest.
    """
    text = seen.claim.victims.text if seen.claim.victims else None
    first = frozenset(w.lower().removesuffix("s") for w in _words(_OF_WHAT.split(text or "")[0]) if len(w) > 2)
    vague = {w.removesuffix("s") for w in _cues("anyone")[1]} | _cues("anyone")[1]
    return first if first - vague else seen.heads


def _names(claim: TollClaim) -> frozenset[str]:
    """The capitalised words of victims who are named, not described."""
    victims = claim.victims
    if victims is None or victims.text is None or claim.count.low is None or victims.text.isupper():
        return frozenset()
    counted = claim.count.text is not None
    words = _words(victims.text.split(",")[0])
    if words and words[-1].islower():
        return frozenset()  # "the Alder woman" is described, by a name that is not hers
    capital = [w for w in _words(victims.text) if w[0].isupper() and len(w) > 2]
    return frozenset() if counted or victims.nationality or victims.side else frozenset(w.lower() for w in capital)


# "Also killed in the strike were twelve guards": the order is turned round, and the word far from the figure.
_ALSO = re.compile(r"\W*also (?:killed|dead|slain|injured|wounded|hurt|captured|arrested|detained|kidnapped|abducted|missing)\b", re.IGNORECASE)
_BOUND = re.compile(r"\b(?:more|other|further) than\b|\bor more\b|\bmore or less\b", re.IGNORECASE)
# Who has lost a son mourns somebody of whom the report tells.
_LOST = re.compile(r"(?:lost|lose|loses|losing|(?:the )?loss of)\b", re.IGNORECASE)
_ARTICLES = frozenset({"a", "an", "the"})


_NTH = ("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
# "A third person has died": as many are dead, and the news is the last of them. Told in the past it is one of a row, of whatever fate.
_LATEST = re.compile(
    rf"(?:an?\s|the\s)?(?P<nth>{'|'.join(_NTH)}|[3-9](?:rd|th))\s(?:[a-z-]{{2,20}}\s){{1,4}}(?:has\s(?:now\s)?died|have\sdied|dies)\b", re.IGNORECASE
)


def _with_those_before(claim: TollClaim) -> TollClaim:
    """The death of a third person as the claim of three deaths that it is."""
    found = _LATEST.match(claim.quote.text) if claim.harm == "killed" and claim.count.low == claim.count.high == 1 else None
    if found is None:
        return claim
    nth = found["nth"].lower()
    number = int(nth[0]) if nth[0].isdigit() else _NTH.index(nth) + 3
    return msgspec.structs.replace(claim, count=msgspec.structs.replace(claim.count, low=number, high=number))


def see(claim: TollClaim, sentences: Sequence[Sentence] = ()) -> Seen:
    """Read a claim's own words for its relation to others."""
    given, claim = claim, _with_those_before(claim)
    host = _host(claim, sentences)
    before, inside, after = _around(claim, host)
    count = claim.count
    interval = Interval(low=count.low, high=count.high) if count.low is not None else Interval(low=0)
    heads = _head_words(claim)
    anyone = {w.removesuffix("s") for w in _cues("anyone")[1]} | _cues("anyone")[1]
    victims = claim.victims
    told_apart = victims is not None and (bool(victims.nationality) or victims.side is not None)
    lost = claim.harm == "killed" and _LOST.match(claim.quote.text) is not None
    near = _BOUND.sub("", f"{' '.join(before.split()[-2:])} {inside} {' '.join(after.split()[:1])}")
    return Seen(
        claim=claim,
        interval=widen(interval, _ROUNDED) if count.approx else interval,
        voice=voice_of(claim),
        sentence=host.index if host else -1 - claim.quote.start,
        heads=heads,
        names=_names(claim),
        anyone=not told_apart and heads <= anyone,
        more=cue("more", near) and count.high == given.count.high,
        also=cue("also", f"{near} {after}") or (host is not None and _ALSO.match(host.text) is not None),
        kin=_is_kin(before, inside) and not lost,
        oneself=bool({"himself", "herself", "themselves"} & {w.lower() for w in _words(claim.quote.text)}) and (victims is None or victims.text is None),
        of=cue("of", f"{inside} {after}") or cue("including", before),
        all=cue("all", f"{before} {inside}") or cue("all", " ".join(claim.quote.text.split()[:3])),
        definite=lost or _is_definite(claim, before, inside),
        headline=host is not None and host.kind == "headline",
        nameless=(victims is None or victims.text is None) and ((count.text or "a").lower() in _ARTICLES or claim.rule == "en.toll.multiple"),
    )


_POSSESSIVE = frozenset({"his", "her", "their", "its"})


def _is_kin(before: str, inside: str) -> bool:
    """Is it somebody's somebody ("his brother", "the mayor's driver"): another person than the one it is told by?"""
    words = [w.lower() for w in (*_words(before)[-1:], *_words(inside))]
    return bool(set(words[:2]) & _POSSESSIVE) or any(w.endswith(("'s", "’s")) for w in words[:-1])


_PRONOUNS = frozenset("him her them he she they it who whom both".split())


def _is_definite(claim: TollClaim, before: str, inside: str) -> bool:
    """Do the words point at people the text has spoken of: "the two men", "him"?"""
    words, left = [w.lower() for w in _words(inside)], [w.lower() for w in _words(before)]
    if claim.count.text is None and (claim.victims is None or claim.victims.text is None):
        return bool(set(_words(claim.quote.text.lower())) & _PRONOUNS)
    definite = _cues("definite")[1]
    # "the captured leader": a determiner may stand before the word of harm that qualifies the victims
    return bool(words[:1]) and (words[0] in definite or bool(set(left[-1:]) & definite) or (claim.count.text is None and left[-2:-1] == ["the"]))


# Classes of one kind exclude each other; those of two kinds do not (a student can be a child), and "civilians",
# "family" and "displaced" exclude nobody.
_KINDS = (
    frozenset({"children", "women", "elderly"}),
    frozenset({"gang", "militant", "military", "police"}),
    frozenset({"aid workers", "journalists", "medics", "officials", "prisoners", "religious", "rescue workers", "students", "workers"}),
)


def same_people(a: Seen, b: Seen) -> bool:
    """Can the words of two claims be about the same people?"""
    first, second = a.claim.victims, b.claim.victims
    if a.oneself != b.oneself and not _may_attack(b if a.oneself else a):
        return False
    if a.names and b.names and not a.names & b.names and a.interval.high == b.interval.high == 1:
        return False
    if first is None or second is None or a.anyone or b.anyone:
        return True
    if (a.definite and _is_anybody(a)) or (b.definite and _is_anybody(b)) or ((a.definite or b.definite) and noun(a) == noun(b)):
        return True
    if {first.role, second.role} == {"combatant", "civilian"}:
        return False
    if (a.definite or b.definite) and a.interval.high == b.interval.high == 1 and first.role == second.role == "combatant":
        return True
    if any((one := kind & set(first.classes)) and (two := kind & set(second.classes)) and not one & two for kind in _KINDS):
        return False
    if first.nationality and second.nationality and not set(first.nationality) & set(second.nationality):
        return False
    return first.side is None or second.side is None or first.side == second.side


def _may_attack(seen: Seen) -> bool:
    victims = seen.claim.victims
    return victims is None or victims.text is None or noun(seen) in {w.removesuffix("s") for w in _cues("attacker")[1]}


_AGE = re.compile(r"\b(\d{1,3}|[a-z]+)[- ]year[- ]olds?\b", re.IGNORECASE)
# "Ito Vane, 22, was": of one person alone, for in a list it may be anybody's.
_AGE_BEHIND = re.compile(r"[a-z],\s(\d{1,2}),", re.IGNORECASE)


def ages(claim: TollClaim) -> frozenset[str]:
    """The ages that the words for the victims give, in figures.

    Example:
        >>> from tollbook.model import Count, Span, Victims
        >>> boy = Victims(text="a 14-year-old boy", start=0, end=17)
        >>> ages(TollClaim(id="a", rule="r", reading_confidence=1.0, quote=Span(text="x", start=0, end=1), harm="killed", count=Count(), victims=boy))
        frozenset({'14'})
    """
    victims = claim.victims
    text = victims.text if victims is not None and victims.text else claim.quote.text
    found = frozenset(_in_figures(m.group(1).lower()) for m in _AGE.finditer(text))
    if found or claim.count.high != 1:
        return found
    behind = _AGE_BEHIND.findall(claim.quote.text)
    return frozenset(behind) if len(behind) == 1 else found


@functools.cache
def _in_figures(words: str) -> str:
    """ "Two" is 2, so that the two-year-old and the 2-year-old are one child."""
    units = load("numbers")["words"]["units"]
    return str(units.index(words)) if words in units else words


def is_attacker(claim: TollClaim) -> bool:
    """Does the claim count people who died by their own attack ("the bomber", "killing himself")?"""
    victims = claim.victims
    if victims is None or victims.text is None:
        return cue("oneself", claim.quote.text)
    words = _words(victims.text)
    return bool(words) and words[-1].lower() in _cues("own.attack")[1]


def noun(seen: Seen) -> str | None:
    """The last word of the victims' description, which is mostly its noun."""
    words = _words(seen.claim.victims.text if seen.claim.victims else None)
    return words[-1].lower().removesuffix("s") if words else None


def _is_anybody(seen: Seen) -> bool:
    """Does the noun say nothing of who they are ("the targeted individual")?"""
    return noun(seen) in {w.removesuffix("s") for w in _cues("anyone")[1]}


def narrower(a: Seen, b: Seen) -> bool:
    """Does `a` say more closely than `b` who the people are?"""
    if a.anyone or not same_people(a, b):
        return False
    if b.anyone:
        return True
    first, second = a.claim.victims, b.claim.victims
    if first is None or second is None:
        return first is not None
    return (_telling(first.classes), first.side is not None, bool(a.names)) > (_telling(second.classes), second.side is not None, bool(b.names))


def tells_apart(a: Seen, b: Seen) -> bool:
    """Do the words of `a` pick some of the people of `b`, by what they are and not only by whose they are?"""
    first, second = a.claim.victims, b.claim.victims
    return first is not None and _telling(first.classes) > (_telling(second.classes) if second is not None else 0)


def _telling(classes: tuple[str, ...]) -> int:
    """How many of the classes set people apart from others; "civilians" and "family" do not."""
    return sum(any(c in kind for kind in _KINDS) for c in classes)
