"""One sentence told in another construction, by its own parse, so that the claims should stay what they were."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tollbook.text.parse import Parsed, parse
from tollbook.text.sentences import Sentence, split

Token = Any  # a spaCy token
# "Four others": others than those whom the sentence names.
_LEANS = frozenset("other others another more rest both all".split())
TURNED = frozenset("killed wounded injured kidnapped abducted captured".split())


def to_passive(text: str) -> str | None:
    """The text with each "<who> killed <whom> …" turned into "<whom> were killed by <who> …"."""
    return _told_otherwise(text, _passive)


def split_sentence(text: str) -> str | None:
    """The text with each "…, and <a clause with its own subject>" made a sentence of its own."""
    return _told_otherwise(text, _two_sentences)


def _told_otherwise(text: str, tell: Callable[[str, Parsed], str | None]) -> str | None:
    new, shift = text, 0
    for parsed in parse(
        [s for s in split(text) if s.kind == "body" and re.search(r"[a-z]{3}.*\.$", s.text, re.DOTALL)]
    ):
        at: Sentence = parsed.sentence
        told = tell(text, parsed)
        if told is not None:
            new = new[: at.start + shift] + told + new[at.end + shift :]
            shift += len(told) - len(at.text)
    return None if new == text else new


def _passive(text: str, parsed: Parsed) -> str | None:
    """Only where subject, verb and object follow one another, so that nothing else moves."""
    root = next((t for t in parsed.doc if t.dep_ == "ROOT"), None)
    if (
        root is None
        or root.text not in TURNED
        or any(t.dep_ in {"aux", "auxpass", "neg", "prt", "conj"} for t in root.children)
    ):
        return None
    who = [t for t in root.children if t.dep_ == "nsubj"]
    whom = [t for t in root.children if t.dep_ == "dobj"]
    if len(who) != 1 or len(whom) != 1 or whom[0].tag_ in {"PRP", "PRP$"} or who[0].tag_ in {"PRP", "WP", "WDT"}:
        return None
    (a, b), (c, d) = ((t.left_edge.i, t.right_edge.i) for t in (who[0], whom[0]))
    if a != 0 or b + 1 != root.i or root.i + 1 != c:
        return None
    agent, patient = parsed.span(a, b).text, parsed.span(c, d)
    plural = whom[0].tag_ in {"NNS", "NNPS", "CD"} or any(t.dep_ == "conj" for t in whom[0].children)
    agent = agent if who[0].tag_ in {"NNP", "NNPS"} and a == who[0].i else agent[0].lower() + agent[1:]
    said = f"{patient.text[0].upper()}{patient.text[1:]} {'were' if plural else 'was'} {root.text} by {agent}"
    return said + text[patient.end : parsed.sentence.end]


def _two_sentences(text: str, parsed: Parsed) -> str | None:
    root = next((t for t in parsed.doc if t.dep_ == "ROOT"), None)
    if root is None or any(t.dep_ in {"ccomp", "parataxis"} for t in parsed.doc):
        # What is said in one sentence is said; made two, the second is no longer.
        return None
    if _has_frame(root):
        return None
    for verb in root.children:
        own = [
            t
            for t in verb.children
            if t.dep_ in {"nsubj", "nsubjpass"} and t.tag_ not in {"PRP", "WP", "WDT", "CD"} and t.lower_ not in _LEANS
        ]
        cc = [t for t in root.children if t.dep_ == "cc" and t.i < verb.i]
        finite = verb.tag_ in {"VBD", "VBZ", "VBP"} or any(t.dep_ in {"aux", "auxpass"} for t in verb.children)
        if (
            verb.dep_ != "conj"
            or not own
            or not cc
            or cc[-1].text != "and"
            or not finite
            or cc[-1].i + 1 != own[0].left_edge.i
        ):
            continue
        (end, _), (start, _) = parsed.offsets(cc[-1].i, cc[-1].i), parsed.offsets(cc[-1].i + 1, cc[-1].i + 1)
        first = text[parsed.sentence.start : end].rstrip().rstrip(",")
        return f"{first}. {text[start].upper()}{text[start + 1 : parsed.sentence.end]}"
    return None


def _has_frame(root: Token) -> bool:
    """ "Hours later, two were shot and a third was held": a time or place in front is said of both; of two sentences, of the first alone."""
    subject = next((t for t in root.lefts if t.dep_ in {"nsubj", "nsubjpass"}), None)
    return subject is not None and any(t.i < subject.left_edge.i and t.dep_ in {"advmod", "npadvmod", "prep", "advcl"} for t in root.lefts)
