"""Whether words joined to a person by "and" or a comma are somebody else, or only say more of who it is.

"A writer and poet" is one, "a German, Hans Roth, and a Dane" two; to the parser
the poet, the name and the Dane are all joined alike.
"""

from __future__ import annotations

import functools
from typing import Any

from tollbook import lang
from tollbook.extract.number import number_value
from tollbook.extract.people import is_person_word

Token = Any  # a spaCy token

_MOST = 9  # more are seldom named in one breath
_ONE = frozenset({"a", "an", "another", "one", "his", "her", "their", "the"})


def names_of(first: Token) -> frozenset[int]:
    """The names between commas that are those of whoever was told of right before: "a German, Hans Roth, and a Dane", "two Danes, Ida and Jens Lund,".

    Args:
        first: The word that the tree joins the names to.

    Returns:
        The tokens that head them, at most as many as were told of.
    """
    found: list[int] = []
    many = _told(first)
    queue = [c for c in first.rights if c.dep_ in {"conj", "appos"}][:1] if many else []
    while queue and len(found) < many:
        child = queue.pop(0)
        before = _opens(child) - 1
        if not _is_bare_name(child) or (not found and any(t.text != "," for t in child.doc[first.i + 1 : before + 1])) or before <= first.i:
            break
        found.append(child.i)
        queue += [c for c in child.rights if c.dep_ == "conj"][:1]
    last = found[-1] if found else first.i
    behind = first.doc[last + 1].text if last + 1 < len(first.doc) else "."
    return frozenset(found) if len(found) == many and (many > 1 or behind in {",", ";", ".", ")"}) else frozenset()


def _told(first: Token) -> int:
    """How many people a noun with its article or number tells of, 0 where that cannot be seen."""
    if first.tag_ in {"NN", "NNP"}:
        return int(any(c.i < first.i and c.lower_ in _ONE for c in first.lefts))
    number = next((c for c in first.lefts if c.dep_ == "nummod"), None)
    return min(number_value(number.text) or 0, _MOST) if number is not None and number.text.isalnum() else 0


def _opens(name: Token) -> int:
    return int(name.left_edge.i)


def _is_bare_name(child: Token) -> bool:
    words = child.doc[_opens(child) : child.i + 1]
    plain = all(t.tag_ in {"NNP", "CD", "HYPH", "JJ"} or t.text == "-" for t in words)
    return child.tag_ == "NNP" and plain and any(t.is_alpha and t.text[0].isupper() for t in words)


def in_all(noun: Token) -> Token | None:
    """ "The attackers, six in all, were killed": the number that counts those told of right before.

    Args:
        noun: The head of the phrase.

    Returns:
        The number; `None` where none stands there so.
    """
    number = next((c for c in noun.rights if c.dep_ == "appos" and c.like_num), None)
    doc = noun.doc
    if number is None or doc[number.left_edge.i - 1].text not in {",", "(", "-", "–"}:
        return None
    behind = doc[number.i + 1 : number.i + 3].text.lower()
    return number if behind in {"in all", "in total", "all told"} or behind.startswith("altogether") else None


def counted_behind(child: Token) -> Token | None:
    """ "The rebels lost 25 men and the army six": the second who lost some, and the number of those whom it lost.

    Args:
        child: A noun that the tree joins to those counted before.
    """
    number = child.doc[child.i + 1] if child.i + 1 < len(child.doc) else None
    the = any(c.lower_ == "the" for c in child.lefts) and child.pos_ == "NOUN"
    own = number is not None and number.dep_ == "nummod" and number.head == child
    return number if own and the and child.doc[child.left_edge.i - 1].lower_ in {"and", ","} else None


def some_of_them(doc: Any, first: int, last: int) -> bool:
    """ ", three fatally," and ", two critically.": a number that tells of some of those before the comma, and of nobody else.

    Args:
        doc: The parsed sentence.
        first: The first token of the number.
        last: Its last.
    """
    word = doc[last + 1] if last + 1 < len(doc) else None
    if word is None or word.pos_ != "ADV" or word.lower_ not in lang.words("parts", "en.toll.part.of_them") or not first or doc[first - 1].text not in {",", "-", "–", "—"}:
        return False
    after = doc[word.i + 1].text.lower() if word.i + 1 < len(doc) else "."
    return after in {",", ".", ";", "and", "-", ")"}


def same_person(token: Token) -> bool:
    """Is it a second office of the person before it ("a writer and poet"), not somebody else?

    One article stands for both, and the second noun is an office that people
    hold beside another; or the verb behind is in the singular.
    """
    first = token.head
    if first.dep_ == "appos" and first.head.pos_ == "PROPN" and first.tag_ == token.tag_ == "NN" and not any(c.dep_ in {"det", "poss", "nummod"} for c in (*first.lefts, *token.lefts)):
        return is_person_word(first.lemma_.lower()) and is_person_word(token.lemma_.lower())  # "Omar Haddad, rector of a school and director of a magazine"
    if _named_behind(token, first) or _titles_of_one(first, token):
        return True
    alone = {first.tag_, token.tag_} <= {"NN", "NNP"} and token.text.islower() and not any(c.dep_ in {"det", "poss", "nummod"} or c.lower_ == "other" for c in token.lefts)
    if not alone or not any(c.lower_ in {"a", "an", "the"} for c in first.lefts) or not is_person_word(first.lower_):
        return False
    if any(c.lower_ in {"former", "retired"} for c in first.lefts):
        return True
    verb = first.head
    singular = first.dep_ == "nsubjpass" and any(c.dep_ == "auxpass" and c.lower_ in {"was", "is"} for c in verb.children)
    return singular or token.lemma_.lower() in offices()


def others_by_the_verb(first: Token, child: Token) -> bool:
    """ "The teacher, a nurse and a priest were abducted": of one teacher who is a nurse and a priest the verb would say "was".

    Args:
        first: The subject, as the tree has it.
        child: What the tree takes for another word for it.
    """
    alone = first.tag_ == "NN" and child.tag_ == "NN" and first.dep_ in {"nsubj", "nsubjpass"} and not any(c.dep_ == "conj" for c in first.rights)
    behind = next((c for c in child.rights if c.dep_ == "conj"), None)
    if not alone or behind is None or not all(is_person_word(t.lemma_.lower()) for t in (first, child, behind)):
        return False
    joined = behind.doc[behind.left_edge.i - 1].lower_ == "and" and behind.doc[behind.left_edge.i - 2].text != ","
    verb = first.head
    return joined and any(c.lower_ in {"were", "are", "have"} for c in (verb, *verb.lefts) if c.dep_ in {"aux", "auxpass"} or c == verb)


def _named_behind(name: Token, first: Token) -> bool:
    """ "Journalist and rights activist Anna Petrova": two things that one name is, where no article stands before either."""
    office = any(c.text.islower() and c.lemma_.lower() in offices() for c in name.lefts)
    following = name.doc[name.i + 1 : name.i + 2]
    if name.tag_ == "NN" and name.lemma_.lower() in offices() and [t.tag_ for t in following] == ["NNP"]:
        office, name = True, following[0]  # the parser hangs the name on the first of the two
    bare = first.tag_ == "NN" and first.text.islower() and is_person_word(first.lower_)
    apart = any(c.dep_ in {"poss", "nummod"} or c.lower_ in {"a", "an", "another"} for t in (first, name) for c in t.lefts)
    return name.tag_ == "NNP" and office and bare and not apart


def _titles_of_one(first: Token, second: Token) -> bool:
    """ "Former minister and president of the court Omar Haddad died": two offices without an article, and one name behind them."""
    bare = not any(c.dep_ in {"det", "poss", "nummod"} for c in (*first.lefts, *second.lefts))
    behind = second.right_edge.tag_ == "NNP" or any(c.dep_ == "appos" and c.tag_ == "NNP" and c.i > second.i for c in first.rights)
    if not bare or not first.tag_ == second.tag_ == "NN" or not behind:
        return False
    if not is_person_word(first.lemma_.lower()) or not is_person_word(second.lemma_.lower()) or first.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    return first.right_edge.i + 1 < len(first.doc) and not any(c.lower_ in {"were", "have", "are"} for c in first.head.lefts)


@functools.cache
def offices() -> frozenset[str]:
    """Words for what somebody is beside something else."""
    return frozenset(lang.load("people")["second_offices"])
