"""Speakers who close a sentence, and whom the tree gave to something else.

In "Nine died in a raid on Thursday, the governor of Hatay, Rahmi Dogan, told
reporters" parsers take the governor for a word about Thursday, because there
are no quotation marks. The commas tell better than the tree who speaks.
"""

from __future__ import annotations

from typing import Any

from tollbook.extract.speech_cues import cues
from tollbook.extract.speech_parts import FINITE
from tollbook.extract.speech_source import role_of

_OPENS = frozenset(["DT", "PRP$", "NNP", "NNPS", "NN", "NNS", "JJ", "CD", "VBN"])
_CLAUSE = frozenset(["VBD", "VBZ", "VBP", "VB", "MD", "WP", "WDT", "WRB", "PRP", "CC", "VBG"])
_LONGEST = 14


def closing_speaker(verb: Any) -> tuple[Any | None, set[int]]:
    """Who says what stands before the last comma, where the tree does not know.

    Args:
        verb: A word of saying, finite and active.

    Returns:
        The head of the speaker's phrase and the tokens of what is said; `None`
        and nothing where the tree's own subject is to be believed.
    """
    doc = verb.doc
    if not (_finite(verb) or _reads_as_participle(verb)) or not _nothing_follows(verb):
        return None, set()
    at = verb.i
    while at > 0 and doc[at - 1].head.i == verb.i and doc[at - 1].dep_ in {"aux", "advmod"}:
        at -= 1
    comma = doc[at - 1].text == "," if at else False
    last = at - 2 if comma else at - 1
    first = _segment(doc, last)
    if first is None:
        return None, set()
    subjects = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < verb.i]
    before = [c for c in subjects if c.i < first]
    if subjects and not before:
        return (subjects[0], set(range(subjects[0].left_edge.i - 1))) if _told_apart(verb, subjects[0]) else (None, set())
    if comma and (longer := _segment(doc, first - 2)) is not None and _opens_apposition(doc, longer, first - 2):
        first = longer
    if comma and before and before[-1].i < first:
        return None, set()
    if not _speaks(doc, first, last) or not any(t.pos_ in {"VERB", "AUX"} for t in doc[: first - 1]):
        return None, set()
    head = next(t for t in doc[first : last + 1] if not first <= t.head.i <= last or t.head.i == t.i)
    return (head, set(range(first - 1))) if head.pos_ in {"NOUN", "PROPN"} else (None, set())


def _finite(verb: Any) -> bool:
    return verb.tag_ in FINITE and not any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)


def _reads_as_participle(verb: Any) -> bool:
    """ "…, an army source stated today.": the last verb, taken for a participle of its own subject."""
    head = verb.head
    return (
        verb.tag_ == "VBN" and verb.dep_ == "acl" and head.i == verb.i - 1 and head.dep_ == "appos"
        and all(c.dep_ in {"npadvmod", "punct", "advmod"} for c in verb.children)
    )  # fmt: skip


def _nothing_follows(verb: Any) -> bool:
    """Only a hearer, a time or a manner may stand behind the word of saying, or nothing."""
    rest = [t for t in verb.doc[verb.i + 1 :] if not t.is_punct]
    return not any(t.tag_ in FINITE and t.dep_ not in {"relcl", "advcl"} for t in rest) and not any(
        c.dep_ in {"ccomp"} and c.i > verb.i for c in verb.children
    )


def _segment(doc: Any, last: int) -> int | None:
    """The first token of the phrase that ends at `last` and begins behind a comma; `None` where it is no such phrase."""
    if last < 3 or doc[last].pos_ not in {"NOUN", "PROPN"}:
        return None
    first = last
    while first > 0 and doc[first - 1].text not in {",", '"', "--", "–", "—", ";", ":"}:
        first -= 1
        if last - first > _LONGEST or (doc[first].tag_ in _CLAUSE and not _joins(doc[first])):
            return None
    if first < 3 or doc[first - 1].text not in {",", '"'} or doc[first].tag_ not in _OPENS:
        return None
    return first


def _joins(token: Any) -> bool:
    """ "Residents and the relief team told X": an "and" within the phrase, not one that begins a clause."""
    return 0 < token.i < len(token.doc) - 1 and token.tag_ == "CC" and token.nbor(-1).pos_ in {"NOUN", "PROPN"} and token.nbor().tag_ in _OPENS


def _told_apart(verb: Any, subject: Any) -> bool:
    """ "Soldiers shot two in Balyun, after a clash, residents told the paper": a clause of its own, hung below what it tells."""
    first = subject.left_edge.i
    return (
        verb.dep_ == "advcl" and verb.head.i < first and first > 3 and verb.doc[first - 1].text == ","
        and all(t.dep_ in {"aux", "advmod"} for t in verb.doc[subject.right_edge.i + 1 : verb.i])
        and not any(c.dep_ in {"mark", "ccomp"} or (c.dep_ == "advmod" and c.tag_ == "WRB") for c in verb.children)
    )  # fmt: skip


def _opens_apposition(doc: Any, first: int, last: int) -> bool:
    """ "The governor of Hatay, Rahmi Dogan" and "Rahmi Dogan, the governor": a body or an office beside a name."""
    return role_of(" ".join(t.text for t in doc[first : last + 1])) not in {"unknown"} and doc[first].tag_ not in {"CD", "VBN"}


def _speaks(doc: Any, first: int, last: int) -> bool:
    """A known kind of speaker, or a name; not the last of several places ("in Rasht, Gilan")."""
    head = next((t for t in doc[first : last + 1] if not first <= t.head.i <= last), doc[last])
    if head.lower_ in cues().never:
        return False
    words = " ".join(t.text for t in doc[first : last + 1])
    return role_of(words) != "unknown" or (doc[last].tag_ == "NNP" and last > first)
