"""Are these words people, which words name them, and how many are they?

"Killed the bill", "captured the town" and "three dead cows" have the grammar of
a toll. Whether a phrase can be a victim is decided here, from the word lists of
`lang/en/victims.toml` and `people.toml`, and what its words are: the count
apart, the description with its "of" and its name.
"""

from __future__ import annotations

import functools
import re
from typing import Any, Literal

from tollbook import lang
from tollbook.extract.actor_table import find_names
from tollbook.extract.casing_lexicon import is_given
from tollbook.extract.number import CountMention
from tollbook.gazetteer import Gazetteer, open_gazetteer
from tollbook.text.parse import Parsed

Sort = Literal["person", "name", "number", "pronoun", "nobody", "group", "thing", "place", "unknown"]
Token = Any  # a spaCy token

NOBODY = frozenset({"nobody", "none", "no-one"})
_SINGULAR_PRONOUNS = frozenset({"he", "she", "him", "her", "himself", "herself"})
PLURAL_PRONOUNS = frozenset(
    {"they", "them", "themselves", "those", "these", "we", "us", "others", "all", "most", "both", "each"}
)


@functools.cache
def _lists() -> dict[str, Any]:
    return lang.load("people")


@functools.cache
def person_words() -> frozenset[str]:
    """Words that are persons, in the singular and small letters."""
    words: set[str] = {*_lists()["kin"], *_lists()["others"]}
    for rule in lang.load("victims")["rule"]:
        words.update(w for w in rule.get("words", ()) if " " not in w)
    return frozenset(words)


@functools.cache
def _gazetteer() -> Gazetteer:
    return open_gazetteer()


@functools.lru_cache(maxsize=10_000)
def is_personal_name(name: str) -> bool:
    """Could this name of two words or more be a person's: is it neither a place nor a party, nor made of words for places?

    "Captured Rosa Linares" took a person, "captured Chasiv Yar" a town; the
    sentences are alike, and only a list of places can tell.

    Example:
        >>> is_personal_name("Rosa Linares"), is_personal_name("Chasiv Yar"), is_personal_name("Fort Benning")
        (True, False, False)
    """
    words = [w.lower() for w in name.split()]
    if any(w.rstrip("s") in _things() or w in _lists()["place_words"] for w in words):
        return False
    return not _gazetteer().knows(name) and not find_names(name)


@functools.cache
def _things() -> frozenset[str]:
    return frozenset(_lists()["things"])


def is_kin(lower: str) -> bool:
    """Is this common noun, in the singular, a word for a relative?

    Example:
        >>> is_kin("daughter"), is_kin("clerk")
        (True, False)
    """
    return lower in lang.load("people")["kin"]


def is_person_word(lower: str) -> bool:
    """Is this common noun, in the singular, a word for a person?

    Example:
        >>> is_person_word("shepherd"), is_person_word("helicopter")
        (True, False)
    """
    lists = _lists()
    lower = re.sub(r"^(?:ex|co|sub|vice|mid)-", "", lower)
    if lower in lang.words("clauses", "en.clause.measures"):
        return False
    if lower in person_words():
        return True
    if lower in _things() or lower in lists["not_agents"] or lower.removesuffix("s") in lists["not_agents"]:
        return False
    if lower.endswith(tuple(lists["person_endings"])) and len(lower) > 5:
        return True
    return len(lower) > 5 and lower.endswith(tuple(lists["agent_endings"]))


def _is_family_name(parsed: Parsed, index: int) -> bool:
    """ "23-year-old Marcus Hill", "Marcus Hill, 23,", "Mark Hill": a family name that is also a word for a thing."""
    doc = parsed.doc
    if index and doc[index - 1].tag_ == "NNP" and is_given(doc[index - 1].lower_) and doc[index].text[0].isupper():
        return not any(c.lower_ in {"the", "a", "an"} for c in doc[index].lefts)
    after = doc[index + 1 : index + 4]
    behind = len(after) > 1 and after[0].text == "," and after[1].text.isdigit() and int(after[1].text) < 110
    return behind or any(c.lower_ == "old" for c in doc[index].lefts)


def _of_what_it_is(parsed: Parsed, token: Token, counts: tuple[CountMention, ...]) -> Sort:
    inner = next((g for c in token.rights if c.lower_ == "of" for g in c.rights if g.dep_ == "pobj"), None)
    whose = "thing" if inner is None else sort_of(parsed, inner.i, counts)
    return "unknown" if whose in {"person", "name"} else "thing"


def sort_of(parsed: Parsed, index: int, counts: tuple[CountMention, ...]) -> Sort:
    """What kind of word heads a phrase.

    Args:
        parsed: The sentence.
        index: The token at the head of the phrase.
        counts: The sentence's number words.

    Returns:
        `person` for known words, `name` for proper nouns, `number` where the
        number words are the head ("22 were killed"), `group` for "family" and
        the like, `thing` for what is no person, `unknown` for other nouns.
    """
    token = parsed.doc[index]
    lower, lemma = token.lower_, token.lemma_.lower()
    if lower in {"second", "third"} and parsed.doc[index + 1 : index + 5].text.lower().replace(" ", "") == "-in-command":
        return "person"
    if lower in NOBODY or (lower == "one" and index and parsed.doc[index - 1].lower_ == "no"):
        return "nobody"
    if any(c.first <= index <= c.last for c in counts):
        return "number"
    if lower in {"more", "others"} or (lower in {"old", "olds"} and index > 1 and parsed.doc[index - 1].text == "-"):
        return "person"  # "two more", "a 16-year-old"
    if lower in _SINGULAR_PRONOUNS or lower in PLURAL_PRONOUNS:
        return "pronoun"
    if token.tag_ in {"PRP", "PRP$", "WP", "WDT", "DT", "EX", "IN"}:
        return "thing" if lower in {"it", "this", "that", "there", "which", "itself"} else "pronoun"
    if lemma in _lists()["groups"]:
        return "group"
    if lemma in lang.words("clauses", "en.clause.measures"):
        return _of_what_it_is(parsed, token, counts)
    if is_person_word(lemma) or is_person_word(lower) or is_person_word(lower.rstrip("s")):
        return "person"
    if lemma in _things() or lower in _things():
        return "name" if token.tag_ == "NNP" and _is_family_name(parsed, index) else "thing"
    if token.tag_ in {"NNP", "NNPS"}:
        return "name"
    if token.tag_ in {"NN", "NNS"}:
        return "thing" if lemma in _lists()["not_agents"] else "unknown"
    if token.tag_ in {"JJ", "VBN", "VBD", "CD", "JJR"}:
        return "unknown"
    return "thing"


def is_nationals(token: Token, count: CountMention | None) -> bool:
    """ "Four Filipinos remain in the hands of": a number of people of a nation, and no name."""
    counted = count is not None and count.rule != "en.number.single"
    return counted and token.tag_ == "NNPS" and any(h.form == "of" for h in find_names(token.text))
