"""How harm was done, as the sentence of a harm word says.

Several means may stand in one sentence, said of different harms. What is
linked to the harm word by grammar ("killed during an air attack", "a bomb
killed") wins over what merely stands near it; between those that are linked
equally, the more specific one wins.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tollbook import lang
from tollbook.lang import load
from tollbook.text.parse import Parsed


@dataclass(frozen=True, slots=True)
class Means:
    """A method said at the tokens `first` to `last` (both included)."""

    first: int
    last: int
    method: str
    specific: int


@functools.cache
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], str, int], ...]]:
    """Phrases by their first word, the longest first."""
    held: dict[str, list[tuple[tuple[str, ...], str, int]]] = {}
    for rule in load("methods")["rule"]:
        for phrase in rule["words"]:
            words = tuple(phrase.replace("-", " - ").split())
            held.setdefault(words[0], []).append((words, rule["method"], rule["specific"]))
    return {word: tuple(sorted(some, key=lambda p: -len(p[0]))) for word, some in held.items()}


def codes(method: str) -> tuple[str | None, str | None]:
    """The ACLED sub-event type and the PLOVER mode of a method, `None` where the scheme has none.

    Example:
        >>> codes("drone strike")
        ('Air/drone strike', 'drone')
    """
    for rule in load("methods")["rule"]:
        if rule["method"] == method:
            return rule.get("acled"), rule.get("plover")
    return None, None


def _forms(token: Any) -> tuple[str, ...]:
    lower = token.lower_
    return (lower, token.lemma_.lower(), lower.removesuffix("s"))


def find_means(parsed: Parsed) -> tuple[Means, ...]:
    """Every method that a sentence names, in text order, the longest phrase at each place."""
    doc = parsed.doc
    found: list[Means] = []
    i = 0
    while i < len(doc):
        best: Means | None = None
        for form in dict.fromkeys(_forms(doc[i])):
            for words, method, specific in _phrases().get(form, ()):
                last = i + len(words) - 1
                if last < len(doc) and all(words[k] in _forms(doc[i + k]) for k in range(1, len(words))):
                    longer = best is None or last > best.last
                    if longer and not _not_meant(doc, i, last):
                        best = Means(i, last, method, specific)
                    break
        if best is not None:
            found.append(best)
            i = best.last
        i += 1
    return tuple(found)


def _not_meant(doc: Any, first: int, last: int) -> bool:
    """A shot of a film, a hunger strike, battle-hardened soldiers, the Taliban's shadow government: no means of harm."""
    word = doc[first].lower_
    before = doc[first - 1].lower_ if first else ""
    after = doc[last + 1].lower_ if last + 1 < len(doc) else ""
    if word.startswith("strike") and (
        before in lang.words("clauses", "en.clause.strikes_of_work") or after == "action"
    ):
        return True
    if (
        word.startswith("mine")
        and (first == last)
        and (before in lang.words("clauses", "en.clause.pits") or doc[first].pos_ == "PRON")
    ):
        return True
    if word == "combat" and after == "aircraft":
        return False
    if (
        word in lang.words("clauses", "en.clause.verbs_only")
        and doc[first].pos_ == "PROPN"
    ):
        return True
    if word in lang.words("clauses", "en.clause.met") and doc[first].pos_ == "VERB":
        return True
    # "the bomb squad", "the artillery regiment", "drone footage": named for a weapon, not using it.
    return after in lang.words("clauses", "en.clause.named_for_a_weapon")


def _suffered_by(person: Any, harm: Any) -> bool:
    """ "Police killed a suicide bomber": the bomber is whom it was done to, not how."""
    if person.lower_ not in lang.words("clauses", "en.clause.armed_persons") or person.dep_ not in {"dobj", "nsubjpass", "nsubj"}:
        return False
    verb = person.head
    return (verb == harm or verb in harm.conjuncts) and (
        person.dep_ == "dobj" or any(c.dep_ == "auxpass" for c in verb.children) or harm.lower_ in {"died", "dies"}
    )


def _chain(token: Any) -> Iterator[Any]:
    for _ in range(8):
        yield token
        if token.head == token:
            return
        token = token.head


def _distance(parsed: Parsed, means: Means, trigger: int) -> tuple[int, int]:
    """How far a method is from the harm word: steps through the tree, then words."""
    doc = parsed.doc
    here = {t.i: n for n, t in enumerate(_chain(doc[trigger]))}
    apart = 0
    for steps, token in enumerate(_chain(doc[means.last])):
        if token.i in here:
            return steps + here[token.i] + apart, abs(means.first - trigger)
        if token.dep_ in {"conj", "advcl", "ccomp"} and any(c.dep_ in {"nsubj", "nsubjpass"} for c in token.children):
            # "nine died in a blast, while a judge was shot": a clause with a subject of its own tells of another harm.
            apart += 4
    return 20, abs(means.first - trigger)


def find_method(parsed: Parsed, trigger: int | None) -> str | None:
    """Name the method of the harm that a word tells of.

    Args:
        parsed: The sentence.
        trigger: The token index of the harm word; `None` asks for the sentence's most telling method.

    Returns:
        A method of `methods.toml`, or `None` where the sentence names none.

    Example:
        >>> from tollbook.text.parse import parse
        >>> from tollbook.text.sentences import split
        >>> find_method(parse(split("Nine soldiers were killed during an air attack."))[0], 3)
        'air strike'
    """
    means = tuple(
        m for m in find_means(parsed) if trigger is None or not _suffered_by(parsed.doc[m.last], parsed.doc[trigger])
    )
    if not means:
        return None
    if trigger is None:
        return max(means, key=lambda m: (m.specific, -m.first)).method
    own = next((m for m in means if m.first <= trigger <= m.last), None)
    ranked = sorted(means, key=lambda m: (_distance(parsed, m, trigger), m.first))
    near = [m for m in ranked if _distance(parsed, m, trigger)[0] <= 7]
    if own is not None:
        # "shot dead in an ambush" is a shooting; only a means named beside a bare "strike" or "raid" says more.
        better = [m for m in near if m.specific > own.specific]
        if own.method == "shooting" and parsed.doc[own.first].lemma_ == "fire" and better and better[0].specific >= 78:
            # "A missile was fired at": what was fired says more than that it was.
            return better[0].method
        return better[0].method if own.specific < 62 and better else own.method
    if not near:
        return ranked[0].method
    closest = _distance(parsed, near[0], trigger)[0]
    linked = [m for m in near if _distance(parsed, m, trigger)[0] <= closest + 1]
    return max(linked, key=lambda m: (m.specific, -abs(m.first - trigger))).method
