"""The parts of a sentence of speech in a dependency tree: who, which word, whose subject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tollbook.extract.speech_cues import Cue, cues

AUXILIARY = {"aux", "auxpass", "neg", "prt"}
FINITE = {"VBD", "VBZ", "VBP"}


@dataclass(frozen=True, slots=True)
class Found:
    """A word of saying with its parts, as tokens of one sentence.

    `source` is the head of the speaker's phrase, `None` where nobody is named;
    `content` holds what is said; `media` the heads of those it was told to;
    `origins` of those whom the speaker quotes. `hedge` is set where the
    construction itself keeps a distance ("it was reported that"). `loose`: the
    verb only hangs on another ("the man *criticising* the mayor left").
    """

    cue: tuple[int, ...]
    source: Any | None
    content: tuple[int, ...]
    rule: Cue
    frame: str
    media: tuple[Any, ...] = ()
    origins: tuple[Any, ...] = ()
    hedge: bool = False
    loose: bool = False


def subtree(token: Any) -> set[int]:
    """Numbers of the tokens below and including this one."""
    return {t.i for t in token.subtree}


_TELLS_MORE = {"relcl", "advcl", "acl"}


def bare(part: Any, *, judged: bool = False) -> set[int]:
    """A phrase without what only tells more about its words ("Cruz, *who had taken heat*").

    Args:
        part: The head of the phrase.
        judged: Whether it is wanted or judged, not told: then a second name goes, too ("backed the bill, *his first*").
            "Confirmed three deaths, *two men and a boy*" tells all of it.
    """
    held = subtree(part)
    cut = _TELLS_MORE | {"appos"} if judged else _TELLS_MORE
    for token in part.subtree:
        start = token.left_edge.i
        if token.dep_ in cut and token.i in held and token.i > part.i and start > part.i + 1 and token.doc[start - 1].text in {",", "-", "--", "–", "—"}:
            held -= set(range(start, token.right_edge.i + 1))
    return held


def child(token: Any, *deps: str) -> Any | None:
    """The first child that stands in one of the relations."""
    return next((c for c in token.children if c.dep_ in deps), None)


def subject(verb: Any) -> tuple[Any | None, bool]:
    """Who does what the verb says, and whether the verb is passive.

    A verb without a subject of its own has that of the verb it hangs on ("said
    two died, adding that …"); a participle behind a noun has the noun.
    """
    seen = 0
    own = verb
    passive = child(verb, "auxpass", "nsubjpass") is not None or (verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl"} and child(verb, "aux") is None)
    if passive:
        agent = child(verb, "agent")
        return (child(agent, "pobj") if agent is not None else None), True
    before = verb.nbor(-1) if verb.i else None
    if verb.tag_ == "VBG" and before is not None and before.pos_ == "NOUN" and before.lemma_.lower() in cues().words["bears words"] and child(verb, "nsubj", "aux") is None:
        return before, False  # "after a call *stating* that", "tweets *mocking* the mayor"
    while seen < 6:
        seen += 1
        found = child(own, "nsubj")
        if found is not None:
            # "The bomb, said the mayor, killed two": the parser gives the saying both for a subject
            behind = next((c for c in verb.rights if c.dep_ == "nsubj"), None) if own == verb and found.i < verb.i and verb.nbor(-1).text == "," else None
            return behind or found, False
        if own == verb and (near := _neighbour(verb)) is not None:
            return near, False
        held = child(own, "nsubjpass")
        if held is not None and own != verb and not (own.dep_ == "ccomp" and (own.head.lemma_.lower(), "clause") in cues().verbs):
            return held, False
        if own.dep_ == "acl":
            return (own.head if own.head.pos_ in {"NOUN", "PROPN", "PRON"} else None), False
        if own.dep_ == "relcl" or own.dep_ == "ROOT" or own.head.i == own.i:
            return None, False
        if own.dep_ in {"conj", "xcomp", "advcl", "ccomp", "dep"} and own.head.pos_ in {"VERB", "AUX"}:
            own = own.head
        elif own.dep_ in {"xcomp", "ccomp", "advcl"} and own.head.dep_ == "acomp" and own.head.head.pos_ in {"VERB", "AUX"}:
            own = own.head.head  # "he is *able to brag*"
        elif own.dep_ in {"pcomp"} and own.head.dep_ == "prep" and own.head.head.pos_ in {"VERB", "AUX"}:
            own = own.head.head
        elif own.dep_ == "pcomp" and own.head.dep_ == "prep" and own.head.head.pos_ == "NOUN":
            return child(own.head.head, "poss"), False  # "*his* habit of praising"
        else:
            return None, False
    return None, False


def _neighbour(verb: Any) -> Any | None:
    """The name right before a finite verb that the parser gave to something else ("At 1:15 pm Rafa News reported that")."""
    if verb.i == 0 or verb.tag_ not in FINITE or child(verb, "expl", "csubj") is not None or verb.dep_ in {"conj", "relcl"}:
        return None
    before = verb.nbor(-1)
    if before.tag_ in {"NNP", "NNPS"} and verb.head.i == verb.i and before.left_edge.i > 0 and before.left_edge.nbor(-1).text == '"':
        return before  # "…,” Fox notes."
    while before.i > 0 and before.dep_ in {"advmod", "aux"} and before.head.i == verb.i:
        before = before.nbor(-1)
    if before.tag_ in {"NNP", "NNPS"} and before.dep_ == "pobj" and before.head.head.i == verb.i and before.left_edge.i < before.i:
        return before
    return None


def cue_tokens(verb: Any) -> tuple[int, ...]:
    """The verb with its auxiliaries, negation and particle."""
    return tuple(sorted({verb.i, *(c.i for c in verb.children if c.dep_ in AUXILIARY)}))
