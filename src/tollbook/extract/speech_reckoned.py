"""Speakers whom no verb of saying names: "by the ministry's count", "she went further: …", "the council has found …, it wrote"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tollbook.extract.speech_cues import Cue, cues
from tollbook.extract.speech_parts import FINITE, Found, child, subtree
from tollbook.extract.speech_source import role_of
from tollbook.text.parse import Parsed

# A quotation behind a colon is speech from so many words on; fewer are a title or a nickname.
_WORDS = 4


def reckoned(parsed: Parsed) -> Iterator[Found]:
    """ "By the ministry's count nine died", "nine died, on the reckoning of the union": whose figure it is.

    Args:
        parsed: The sentence.

    Yields:
        What stands before or behind such a phrase in its clause, as said by whoever counted.
    """
    doc = parsed.doc
    rule = Cue("en.speaker.according", says=True, hedge=False, denies=False)
    for noun in doc:
        if noun.lower_ not in cues().words["reckoning"] or noun.dep_ not in {"pobj", "pcomp", "amod", "compound", "npadvmod", "nmod"}:
            continue
        who = child(noun, "poss") or next((c for c in doc[max(0, noun.i - 3) : noun.i] if c.dep_ == "poss" and c.i + 2 == noun.i), None)
        if who is not None:
            first, last = who.left_edge.i - 1, noun.i
        else:
            of = next((c for c in noun.rights if c.lower_ == "of" and c.i == noun.i + 1), None)
            who = child(of, "pobj") if of is not None else None
            if who is None or doc[noun.i - 1].lower_ != "the":
                continue
            first, last = noun.i - 2, who.right_edge.i
        if first < 0 or doc[first].lower_ not in {"by", "on"} or (role_of(" ".join(t.text for t in who.subtree)) == "unknown" and who.pos_ != "PROPN"):
            continue
        content = set(range(last + 1, len(doc))) if first == 0 else _clause_before(doc, first)
        if len(content) > 2:
            yield Found((first, noun.i), who, tuple(sorted(content)), rule, "according")


def _clause_before(doc: Any, at: int) -> set[int]:
    """The words from the last semicolon or opening of a clause up to here."""
    start = next((i + 1 for i in range(at - 1, -1, -1) if doc[i].text in {";", ":"}), 0)
    return set(range(start, at))


def before_colon(parsed: Parsed) -> Iterator[Found]:
    """ "The prosecutor went further on Magik FM: "I have 115 bodies."": who does something before a colon says what is quoted behind it.

    Args:
        parsed: The sentence.

    Yields:
        One attribution, where the verb is none of saying, its subject is somebody who can speak, and the words behind the colon are a quotation.
    """
    doc = parsed.doc
    colon = next((t.i for t in doc[1:-_WORDS] if t.text == ":" and doc[t.i + 1].text == '"'), None)
    if colon is None:
        return
    verb = next((t for t in doc[:colon] if t.tag_ in FINITE and t.dep_ in {"ROOT", "ccomp"}), None)
    who = child(verb, "nsubj") if verb is not None else None
    if verb is None or who is None or (verb.lemma_.lower(), "quote") in cues().verbs or who.lower_ in cues().never:
        return
    speaks = who.pos_ == "PROPN" or role_of(" ".join(t.text for t in who.subtree)) != "unknown" or who.tag_ == "PRP"
    quoted = tuple(range(colon + 1, len(doc)))
    if speaks and len(quoted) > _WORDS:
        rule = Cue("en.speaker.say", says=True, hedge=False, denies=False)
        media = tuple(n for p in doc[verb.i + 1 : colon] if p.dep_ == "prep" and p.lower_ in {"on", "in", "to", "with"} for n in p.rights if n.dep_ == "pobj")
        yield Found((verb.i,), who, quoted, rule, "quote", media)


def own_subject(found: Found) -> Any | None:
    """ "The council has recovered nine bodies, it wrote": the body that the clause before is about, where "it" closes the sentence.

    Args:
        found: An attribution whose source may be a pronoun.

    Returns:
        The head of the body's phrase; `None` where the source is no "it", or the clause is of nobody who can speak.
    """
    source = found.source
    if source is None or source.lower_ != "it" or not found.content or found.content[-1] > found.cue[0]:
        return None
    doc = source.doc
    head = next((doc[i] for i in found.content if doc[i].dep_ in {"nsubj"} and doc[i].head.i in found.content), None)
    if head is None or head.tag_ in {"NNS", "NNPS", "PRP"} or doc[head.left_edge.i].i > found.content[0] + 1 or head.left_edge.like_num:
        return None
    words = " ".join(doc[i].text for i in sorted(subtree(head)))
    return head if role_of(words) in {"government", "military", "police", "ngo", "un", "monitor", "media", "rebel", "medical", "rescue", "party"} else None
