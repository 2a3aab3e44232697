"""Which tolls only speak again of one person whose harm the same voice has told: "after the murder of", "when he was shot".

A mention that gives no count and adds nothing is no claim (annotation guide,
rule 2). What is stated again with a count, with more words for who it was, or
by somebody else stays one: it may be another witness. What is only taken as
known is not stated by anybody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from tollbook import lang
from tollbook.extract.toll import TollMention

Token = Any  # a spaCy token

_WORD = re.compile(r"[^\W\d_]{2,}")
# How many earlier tolls are looked at: an archive sent as one text must not cost the square of its length.
_MOST = 40
_CONJUNCTIONS = frozenset("when after before since where because until once as while though although".split())


def told_again(mentions: Sequence[TollMention], voices: Sequence[str | None], text: str = "") -> frozenset[int]:
    """Find the tolls that add nothing to one told before.

    Args:
        mentions: The tolls of an article, in text order.
        voices: Who says each; `None` for the article itself.
        text: The article's text, in which a word for somebody may stand before.

    Returns:
        Their indexes: of one named or definite person, told before with the
        same harm by the same voice, or by any where it is only taken as known here.
    """
    found: set[int] = set()
    told: dict[str, list[tuple[str | None, TollMention]]] = {}
    for i, mention in enumerate(mentions):
        before = told.setdefault(mention.harm, [])
        # "After the murder of", "when he was shot": what is only taken as known is no second witness, whoever says so
        known = _is_presupposed(mention)
        heard = [m for voice, m in before[-_MOST:] if known or voice == voices[i]]
        if (_is_taken_as_known(mention) and any(_tells(m, mention) for m in heard)) or (known and (_names_told(mention, heard) or _the_only_one(mention, heard, text))):
            found.add(i)
        else:
            before.append((voices[i], mention))
    return frozenset(found)


def _is_presupposed(mention: TollMention) -> bool:
    """ "Since the murder of"; not "police confirmed the murder of", who are a witness of their own."""
    token = mention.parsed.doc[mention.trigger]
    told = token.dep_ in {"dobj", "nsubjpass"} and token.head.lemma_ in lang.words("clauses", "en.clause.tells_anew")
    if mention.mood == "denied" and token.dep_ == "ccomp" and any(c.dep_ == "nsubj" and c.lower_ not in {"he", "she", "they"} for c in token.lefts):
        return True  # "denied that the gang had killed Rivas": a denial of who did it
    return (mention.how == "event" and not told) or _is_subordinate(token)


def _is_taken_as_known(mention: TollMention) -> bool:
    phrase = mention.phrase
    one = mention.count.low == mention.count.high == 1 and mention.count.text is None
    return phrase is not None and one and (phrase.named or phrase.definite) and not (mention.part or mention.additional)


def _the_only_one(mention: TollMention, heard: Sequence[TollMention], text: str) -> bool:
    """ "The assassin who killed the union leader": he of whom alone the text has told that he was, by a word that it has used before."""
    phrase = mention.phrase
    if phrase is None or phrase.named or not _is_taken_as_known(mention) or not heard:
        return False
    doc = mention.parsed.doc
    head = doc[phrase.head]
    if any(c.dep_ in {"poss", "prep"} for c in head.children) or _YEAR.search(mention.parsed.sentence.text):
        return False
    ones = [m for m in heard if m.count.low == m.count.high == 1 and m.parsed is not mention.parsed]
    named = [{w.lower() for w in _WORD.findall(m.words.text)} for m in ones if m.words is not None and m.phrase is not None and m.phrase.named]
    same = bool(named) and len(ones) == len(heard) and bool(set.intersection(*named))
    return same and re.search(rf"\b{re.escape(head.text)}\b", text[: mention.quote.start], re.IGNORECASE) is not None


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _names_told(mention: TollMention, heard: Sequence[TollMention]) -> bool:
    """ "Since the murder of Omar Hadi and Ana Ruiz": a list of names, of each of whom it has been told."""
    phrase = mention.phrase
    if phrase is None or not phrase.named or mention.count.text is not None or (mention.count.low or 0) < 2 or mention.part:
        return False
    if mention.how != "event" or mention.rule == "en.toll.killed.bodies":
        return False
    doc = mention.parsed.doc
    names = [doc[phrase.head], *(t for t in doc[phrase.head + 1 : mention.last + 1] if t.dep_ == "conj" and t.tag_ in {"NNP", "NNPS"})]
    told = {w.lower() for m in heard if m.parsed is not mention.parsed for w in _WORD.findall(m.quote.text)}
    return len(names) == mention.count.low and all(n.lower_ in told for n in names)


def _is_subordinate(token: Token) -> bool:
    """Is the harm told in a clause that says of what, or of when, something else is said?"""
    node = token
    while node.dep_ in {"conj", "xcomp", "oprd"} and node.head != node:
        node = node.head
    if node.dep_ == "relcl":
        return True
    opened = any(c.dep_ in {"mark", "advmod"} and c.lower_ in _CONJUNCTIONS for c in node.lefts)
    return node.dep_ == "advcl" and opened


def _tells(earlier: TollMention, mention: TollMention) -> bool:
    """Has the earlier toll told the same harm of this person: by the name, or by the word for who it is?"""
    phrase = mention.phrase
    if phrase is None or earlier.count.low != 1 or earlier.parsed is mention.parsed:
        return False
    doc = mention.parsed.doc
    told = {w.lower() for w in _WORD.findall(earlier.quote.text if phrase.named else earlier.parsed.sentence.text)}
    if mention.how == "event" or _is_subordinate(doc[mention.trigger]):
        return doc[phrase.head].lower_ in told
    mine = {w.lower() for w in _WORD.findall(mention.words.text)} if mention.words is not None else set()
    return phrase.named and bool(mine) and mine <= told
