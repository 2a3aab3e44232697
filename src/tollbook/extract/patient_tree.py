"""Steps on the tree that the search for the harmed has in common."""

from __future__ import annotations

from typing import Any

Token = Any  # a spaCy token


def children(token: Token, *deps: str) -> list[Token]:
    """The children of a token that hang on it in one of these ways."""
    return [c for c in token.children if c.dep_ in deps]


WHO = frozenset({"who", "whom", "which", "that", "whose"})


def antecedent(token: Token) -> Token:
    """What a relative pronoun stands for: the noun its clause hangs on."""
    node = token.head
    while node.dep_ in {"conj", "xcomp", "ccomp", "advcl"} and node.head is not node:
        node = node.head
    if node.dep_ not in {"relcl", "acl"}:
        return token
    over = counted_head(node.head)
    # "one of four cooks who were hit": a verb in the plural is said of the four
    many = any(c.lower_ in {"were", "are", "have"} for c in token.head.children)
    return node.head if over.lower_ == "one" and many and any(c.dep_ == "nummod" for c in node.head.children) else over


def counted_head(noun: Token) -> Token:
    """ "Seven members of the family who", "two of the suspects killed": the clause is said of those counted."""
    whom = next((g for c in noun.rights if c.lower_ == "of" for g in c.rights if g.dep_ == "pobj"), None)
    if noun.lemma_.lower() in {"death", "killing", "murder", "body"} and whom is not None:
        return whom  # "the deaths of four workers, abducted last month"
    prep = noun.head
    if noun.dep_ != "pobj" or prep.lower_ != "of":
        return noun
    over = prep.head
    counted = over.pos_ == "NUM" or over.tag_ == "CD" or any(c.dep_ == "nummod" for c in over.children)
    return over if counted and over.pos_ in {"NUM", "NOUN"} else noun


def resolve(token: Token) -> Token:
    """A relative pronoun is whom it stands for; any other word is itself."""
    if token.lower_ in WHO and token.tag_ in {"WP", "WDT", "IN"}:
        return antecedent(token)
    return token


def past_hyphen(subjects: list[Token]) -> Token:
    """ "His ex-wife was seized": the parser takes each piece of the word for a subject."""
    at = 0
    while at + 2 < len(subjects) and subjects[at + 1].text == "-" and subjects[at + 2].i == subjects[at].i + 2:
        at += 2
    return subjects[at]
