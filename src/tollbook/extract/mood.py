"""Did it happen, as the sentence puts it: asserted, hedged, denied, or not at all.

"Could have killed", "threatened to kill" and "if anyone is killed" name a harm
that nobody says happened; "is believed to have killed" names one that somebody
does. The difference lies in a few words above the word of harm in the tree.
"""

from __future__ import annotations

import functools
from typing import Any, Literal

from tollbook import lang

Mood = Literal["asserted", "hedged", "denied", "negated", "hypothetical"]
Token = Any  # a spaCy token


@functools.cache
def _words(section: str, key: str) -> frozenset[str]:
    source = lang.load("harm") if section == "hypothetical" else lang.load("context")
    return frozenset(source[section].get(key, ()))


def _aux(token: Token) -> list[Token]:
    return [c for c in token.children if c.dep_ in {"aux", "auxpass"}]


def _has_perfect(token: Token) -> bool:
    return any(c.lemma_ == "have" for c in _aux(token))


def _of_verb(token: Token) -> Mood | None:
    """The mood that a verb's own auxiliaries give it; `None` where they say nothing."""
    auxiliaries = [c.lower_ for c in _aux(token)]
    epistemic = _words("hypothetical", "epistemic")
    for word in auxiliaries:
        if word in epistemic and (_has_perfect(token) or word == "may"):
            return "hedged"
        if word in _words("hypothetical", "modals") or word in epistemic:
            return "hypothetical"
    if any(c.dep_ == "neg" for c in token.children):
        return "negated"
    if any(c.dep_ == "mark" and c.lower_ in _words("hypothetical", "conditions") for c in token.children):
        return "hypothetical"
    if any(c.dep_ == "advmod" and c.lower_ in _words("hedge", "adverbs") for c in token.children):
        return "hedged"
    return None


def _of_infinitive(token: Token) -> Mood | None:
    """ "Threatened to kill" did not; "is believed to have killed" did, it is believed."""
    if token.tag_ != "VB" or not any(c.lower_ == "to" for c in _aux(token)):
        return None
    head = token.head
    lemma = head.lemma_.lower()
    if lemma in _words("hypothetical", "heads") and lemma not in {"expect"} and not _has_perfect(token):
        return "hypothetical"
    if (
        lemma in _words("hedge", "verbs")
        or lemma in _words("hedge", "passive_verbs")
        or lemma in _words("hedge", "raising")
    ):
        return "hedged"
    if lemma in _words("hypothetical", "happened_all_the_same") or _has_perfect(token):
        return None
    return "hypothetical"


def _hedge_above(token: Token, below: Token) -> Mood | None:
    """A verb or noun of belief that the harm hangs on."""
    lemma = token.lemma_.lower()
    clause = below.dep_ in {"ccomp", "xcomp", "oprd", "advcl", "pcomp", "acl", "prep", "acomp", "dobj", "pobj"}
    if not clause:
        return None
    if lemma in _words("denial", "verbs") and below.dep_ in {"ccomp", "xcomp", "dobj", "pcomp"}:
        return "denied"
    if lemma in _words("hedge", "verbs") and token.tag_ in {"VBN", "VBD", "VBZ", "VBP", "VB", "VBG"}:
        return "hedged"
    passive = any(c.dep_ in {"auxpass", "nsubjpass"} for c in token.children) or token.dep_ in {"acl", "amod"}
    if lemma in _words("hedge", "passive_verbs") and passive and below.dep_ in {"xcomp", "oprd", "ccomp", "acomp"}:
        return "hedged"
    if lemma in _words("hedge", "accused_nouns") and below.dep_ in {"acl", "prep", "pobj", "ccomp"}:
        return "hedged"
    if (
        lemma in _words("hypothetical", "heads")
        and token.pos_ == "NOUN"
        and below.dep_ in {"acl", "prep", "pcomp", "pobj"}
    ):
        return "hypothetical"
    if lemma in {
        "threaten",
        "prevent",
        "avoid",
        "avert",
        "plot",
        "vow",
        "prohibit",
        "forbid",
        "ban",
        "consider",
        "warn",
    } and below.dep_ in {"dobj", "pcomp", "prep", "pobj", "xcomp"}:
        return "hypothetical"
    return None


_WORST: tuple[Mood, ...] = ("hypothetical", "negated", "denied", "hedged", "asserted")


def mood_of(token: Token) -> Mood:
    """How the sentence puts a harm.

    Args:
        token: The word of harm.

    Returns:
        `hypothetical` and `negated` where no harm is claimed at all; else the
        stance of the claim.
    """
    found: list[Mood] = []
    node = token
    for _ in range(12):
        own = _of_verb(node) if node.pos_ in {"VERB", "AUX"} or node.tag_[:2] in {"VB", "JJ"} else None
        if (
            own == "negated"
            and node.i != token.i
            and not (
                node.lemma_ == "be"
                or (node.dep_ in {"ROOT", "conj"} and token.dep_ in {"acomp", "attr", "oprd", "xcomp"})
            )
        ):
            own = None
        found += [m for m in (own, _of_infinitive(node)) if m]
        if node.dep_ in {"relcl"} or node.head is node:
            break
        above = _hedge_above(node.head, node)
        if above:
            found.append(above)
        if token.pos_ == "NOUN" and node.dep_ == "pobj" and node.head.head.pos_ == "NOUN" and not above:
            # "an investigation into the wounding of": what is said of the investigation is not said of the wounding
            if node.head.head.lemma_.lower() not in _words("hypothetical", "heads") | _words("hedge", "accused_nouns"):
                break
        if node.dep_ == "ccomp" and node.head.lemma_ not in {"be", "leave", "see", "find"}:
            break
        if node.dep_ == "advcl" and node.tag_ not in {"VBG", "VBN"}:
            found += (
                ["hypothetical"]
                if any(c.dep_ == "mark" and c.lower_ in _words("hypothetical", "conditions") for c in node.children)
                else []
            )
            break
        if (
            node.dep_ in {"conj"}
            and node.pos_ == "VERB"
            and any(c.dep_ in {"nsubj", "nsubjpass"} for c in node.children)
        ):
            break
        node = node.head
    if any(
        c.lower_ in _words("hypothetical", "adjectives") and c.dep_ in {"amod", "advmod", "compound"}
        for c in token.children
    ):
        found.append("hypothetical")
    if any(c.lower_ in _words("hedge", "adjectives") and c.dep_ == "amod" for c in token.children):
        found.append("hedged")
    if token.i and token.doc[token.i - 1].lower_ in _words("hedge", "adverbs") | {
        "feared",
        "presumed",
        "believed",
        "reported",
        "reportedly",
    }:
        found.append("hedged")
    return min(found, key=_WORST.index, default="asserted")
