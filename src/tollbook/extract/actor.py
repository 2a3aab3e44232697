"""Who takes part: the mentions of parties in a sentence, and whom they stand for.

A party is named by itself ("the PKK"), by a country's adjective ("Turkish
forces", "Syrian rebels"), by a capital or a palace ("Ankara", "the Kremlin"), or
only by what it does ("unidentified gunmen"). The words of a mention are kept as
they stand; what they resolve to is the table's, and `None` where it says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tollbook import lang
from tollbook.extract.actor_table import Hit, Party, cue_words, find_names
from tollbook.model import ActorMention
from tollbook.text.parse import Parsed

_INSIDE = frozenset(["det", "amod", "compound", "poss", "nmod", "nummod", "quantmod", "punct", "case", "advmod", "neg"])
# A capital is its government only where a government could stand: as doer or done to, not as a place ("in Ankara").
_DOING = frozenset(["nsubj", "nsubjpass", "dobj", "dative", "agent", "poss", "conj", "appos"])
_WITH = frozenset(["by", "with", "between", "against", "from", "to"])
_OPPOSED = {
    "rebel": "rebels", "insurgent": "insurgents", "opposition": "opposition", "separatist": "separatists", "guerrilla": "guerrillas",
    "militant": "militants", "jihadist": "jihadists", "settler": "settlers", "islamist": "Islamists", "resistance": "resistance",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a sentence, as tokens `first` to `last` (both included) and what the table says of it."""

    first: int
    last: int
    hit: Hit


def shouted(parsed: Parsed) -> bool:
    """Was the sentence published in capitals throughout?"""
    letters = [c for c in parsed.sentence.text if c.isalpha()]
    return len(letters) > 12 and sum(c.isupper() for c in letters) > 0.8 * len(letters)


def find_named(parsed: Parsed) -> tuple[Named, ...]:
    """The names of parties in a sentence, with their tokens."""
    found = []
    for hit in find_names(parsed.doc.text, shouted=shouted(parsed)):
        held = [t.i for t in parsed.doc if t.idx < hit.end and t.idx + len(t) > hit.start]
        if held:
            found.append(Named(held[0], held[-1], hit))
    return tuple(found)


def bounds(token: Any) -> tuple[int, int]:
    """First and last token of the noun phrase that ends in `token`, what follows it left out."""
    first = token.i
    while first > 0:
        before = token.doc[first - 1]
        top = before
        while (
            top.head != token
            and top.head != top
            and top.dep_ in _INSIDE | {"conj", "cc", "npadvmod", "pobj"}
            and top.i < token.i
        ):
            top = top.head
        if (
            top.head != token
            or top.dep_ not in _INSIDE
            or (before.text in {",", "(", '"', ":", ";", "-", "--"} and before.head == token)
        ):
            break
        first -= 1
    return first, token.i


def head_of(token: Any) -> Any:
    """The noun that a name qualifies, or the token itself: "forces" of "Turkish forces"."""
    while (
        token.head != token
        and token.head.i > token.i
        and token.dep_ in {"amod", "compound", "nmod", "poss", "nummod", "npadvmod"}
    ):
        token = token.head
    if token.dep_ == "conj" and token.head.dep_ in {"amod", "compound", "nmod"} and token.pos_ in {"ADJ", "PROPN"}:
        outer = head_of(token.head)
        return outer if outer.i > token.i else token
    return token


def mention(parsed: Parsed, first: int, last: int, party: Party | None, kind: str | None = None) -> ActorMention:
    """The tokens `first` to `last` as a mention of a party."""
    span = parsed.span(first, last)
    return ActorMention(
        text=span.text,
        start=span.start,
        end=span.end,
        actor=(party.side if party.kind == "state forces" else party.name) if party else None,
        country=party.country if party else None,
        kind=kind or (party.kind if party else None),
    )


def _opposed(noun: Any, first: int, state: Party, adjective: str) -> Party | None:
    for token in noun.doc[first : noun.i + 1]:
        if token.lower_ in cue_words("en.actor.opposed"):
            lemma = token.lower_.removesuffix("s")
            plural = _OPPOSED.get(lemma, token.lower_ if token.lower_.endswith(("s", "men")) else token.lower_ + "s")
            return Party(f"{adjective} {plural}", "rebel", state.country, f"{adjective} {plural}")
    return None


def _of_country(parsed: Parsed, named: Named) -> ActorMention | None:
    """ "Turkish forces" is Turkey, "Syrian rebel militias" are Syrian rebels, "a Turkish province" is no party."""
    token = parsed.doc[named.last]
    noun = head_of(token)
    if noun == token:
        return None
    word = noun.lower_
    alone = token.dep_ in {"amod", "compound", "nmod"} and any(
        c.dep_ == "conj" and c.i < noun.i for c in token.children
    )
    opposed = _opposed(
        noun, named.last + 1, named.hit.party, named.hit.party.name if named.hit.form == "country" else token.text
    )
    states = cue_words("en.actor.state")
    is_state = word in states or any(t.lower_ in states for t in parsed.doc[named.last + 1 : noun.i])
    if word in cue_words("en.actor.deed"):
        return mention(parsed, named.first, named.last, named.hit.party)
    if opposed is None and not is_state:
        return None
    first = named.first if token.dep_ == "conj" else bounds(noun)[0]
    if alone:
        return mention(parsed, named.first, named.last, opposed or named.hit.party)
    return mention(parsed, first, noun.i, opposed or named.hit.party)


def _is_force(word: str) -> bool:
    return any(
        word in cue_words(f"en.actor.{rule}") for rule in ("state", "opposed", "militant", "forces", "unidentified")
    )


def _of_party(parsed: Parsed, named: Named) -> ActorMention | None:
    """ "Taliban fighters", "members of the PKK", "the Taliban": one party."""
    token = parsed.doc[named.last]
    noun = head_of(token)
    if noun != token and _is_force(noun.lower_):
        return mention(parsed, bounds(noun)[0], noun.i, named.hit.party)
    first = named.first
    if noun == token and first > 0 and parsed.doc[first - 1].lower_ == "the":
        first -= 1
    return mention(parsed, first, named.last, named.hit.party)


def _for_country(parsed: Parsed, named: Named) -> ActorMention | None:
    """ "Ankara urged Moscow": a capital or a country that acts or is acted upon, not one where something is."""
    token = parsed.doc[named.last]
    noun = head_of(token)
    if noun != token:
        return _of_country(parsed, named)
    role = token.dep_
    while token.dep_ in {"conj", "appos"} and token.head != token:
        token = token.head
        role = token.dep_
    stands = role in _DOING or (role == "pobj" and (token.head.dep_ == "agent" or token.head.lower_ in _WITH))
    if not stands or (
        named.hit.form == "stands_for" and role == "pobj" and token.head.lower_ in {"to", "from", "between", "against"}
    ):
        return None
    if named.first > 0 and parsed.doc[named.first - 1].text == ",":
        # "in Kafr Nabl, Syria": the second name only says where the first one is.
        before = parsed.doc[named.first - 2] if named.first > 1 else None
        if before is not None and before.pos_ == "PROPN":
            return None
    following = parsed.doc[named.last + 1].text if named.last + 1 < len(parsed.doc) else ""
    if named.first <= 1 and following in {",", "(", ":", "-", "--", "–", "—"} and named.hit.form == "stands_for":
        # A dateline: "SAN SALVADOR, 21 Nov".
        return None
    first = named.first - 1 if named.first > 0 and parsed.doc[named.first - 1].lower_ == "the" else named.first
    return mention(parsed, first, named.last, named.hit.party)


def resolve(parsed: Parsed, named: Named) -> ActorMention | None:
    """The mention that a name stands in, `None` where it names no party there."""
    if named.hit.form == "party":
        return _of_party(parsed, named)
    if named.hit.form == "of":
        return _of_country(parsed, named)
    return _for_country(parsed, named)


def generic(parsed: Parsed, token: Any) -> ActorMention | None:
    """A mention that names nobody: "unidentified gunmen", "suspected militants", "government troops"."""
    first, last = bounds(token)
    words = [t.lower_ for t in parsed.doc[first : last + 1]]
    for rule, kind in (("unidentified", "unidentified"), ("militant", "militant"), ("forces", "state forces")):
        cues = cue_words(f"en.actor.{rule}")
        if words[-1] in cues or " ".join(words[-2:]) in cues:
            named = kind
            if rule == "forces" and any(w in cue_words("en.actor.militant") for w in words[:-1]):
                named = "militant"
            unknown = any(w in lang.words("persons", "en.person.unseen") for w in words)
            return mention(parsed, first, last, None, "unidentified" if unknown else named)
    if words[-1] in cue_words("en.actor.person") and any(
        w in lang.words("persons", "en.person.unseen_armed") for w in words
    ):
        return mention(parsed, first, last, None, "unidentified")
    return None


def find_actors(parsed: Parsed) -> tuple[ActorMention, ...]:
    """Find the parties that a sentence speaks of, in text order, none overlapping.

    Args:
        parsed: One sentence.

    Returns:
        The mentions. `actor` is `None` for those that name nobody; their `kind`
        says what is known ("unidentified", "militant", "state forces").

    Example:
        >>> from tollbook.text.parse import parse
        >>> from tollbook.text.sentences import split
        >>> [m.actor for m in find_actors(parse(split("Turkish forces shelled positions of the PKK."))[0])]
        ['Turkey', "Kurdistan Workers' Party"]
    """
    named = [m for n in find_named(parsed) if (m := resolve(parsed, n)) is not None]
    taken = [(m.start, m.end) for m in named]
    for token in parsed.doc:
        if token.pos_ not in {"NOUN", "PROPN"} or head_of(token) != token:
            continue
        found = generic(parsed, token)
        if found is not None and all(found.end <= s or found.start >= e for s, e in taken):
            named.append(found)
            taken.append((found.start, found.end))
    kept: list[ActorMention] = []
    for one in sorted(named, key=lambda m: (m.start, -m.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)
