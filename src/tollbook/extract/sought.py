"""Those whom rescuers still look for: "crews are searching for four more people"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tollbook import lang
from tollbook.extract.number import CountMention
from tollbook.extract.phrase import read_phrase
from tollbook.extract.speech_source import role_of
from tollbook.extract.toll import TollMention, replace_count
from tollbook.text.parse import Parsed

Token = Any  # a spaCy token

RULE = "en.toll.sought"


def sought(parsed: Parsed, counts: Sequence[CountMention]) -> Iterator[TollMention]:
    """The missing whom a search is for: counted people, looked for by rescuers or under ruins, and not by the police for a deed.

    Args:
        parsed: The sentence.
        counts: Its number words.
    """
    for prep in parsed.doc if counts else ():
        verb = prep.head
        if prep.lower_ != "for" or verb.lemma_.lower() not in lang.words("parts", RULE) or verb.pos_ not in {"VERB", "NOUN"}:
            continue
        whom = next((c for c in prep.rights if c.dep_ == "pobj"), None)
        if whom is None or whom.lemma_.lower() in lang.words("parts", RULE, "wanted") or not (_under_ruins(verb) or _by_rescuers(verb)):
            continue
        phrase = read_phrase(parsed, whom.i, tuple(counts))
        if phrase is None or phrase.count is None or phrase.sort not in {"person", "number"} or phrase.low == 0 or phrase.count.rule == "en.number.single":
            continue
        count = replace_count(phrase.count.as_count(parsed), phrase.low, phrase.high)
        yield TollMention(
            parsed=parsed, harm="missing", rule=RULE, trigger=verb.i, phrase=phrase, count=count, words=phrase.words,
            first=verb.i, last=phrase.last, mood="asserted", how="object",
        )  # fmt: skip


def _under_ruins(verb: Token) -> bool:
    return any(t.lower_ in lang.words("parts", RULE, "ruins") for t in verb.doc[verb.i :])


def _by_rescuers(verb: Token) -> bool:
    node = verb
    while node.dep_ in {"xcomp", "conj"} and not any(c.dep_ == "nsubj" for c in node.lefts):
        node = node.head
    who = next((c for c in node.lefts if c.dep_ == "nsubj"), None)
    return who is not None and (role_of(" ".join(t.text for t in who.subtree)) == "rescue" or who.lemma_.lower() in lang.words("parts", RULE, "searchers"))
