"""Steps on the tree that the search for the harmed has in common."""

from __future__ import annotations

from typing import Any

from tollbook import lang
from tollbook.extract.people import is_person_word

Token = Any  # a spaCy token


def children(token: Token, *deps: str) -> list[Token]:
    """The children of a token that hang on it in one of these ways."""
    return [c for c in token.children if c.dep_ in deps]


WHO = frozenset({"who", "whom", "which", "that", "whose"})


def antecedent(token: Token) -> Token:
    """What a relative pronoun stands for: the noun its clause hangs on."""
    node = token.head
    while node.dep_ in {"conj", "xcomp", "ccomp", "advcl"} and node.head != node:
        node = node.head
    if node.dep_ not in {"relcl", "acl"}:
        return token
    if token.lower_ in {"who", "whom"} and (person := _whose_home(node.head)) is not None:
        return person
    single = any(c.lower_ in {"was", "is", "has"} for c in token.head.children)
    over = _counted_above(node.head, token.head) or _first_listed(node.head, token.head) or _members(node.head, token.head) or _described(counted_head(node.head, single=single))
    # "one of four cooks who were hit", "who perished": only a verb in the singular is said of the one
    return node.head if over.lower_ == "one" and not single and any(c.dep_ == "nummod" for c in node.head.children) else over


def _whose_home(town: Token) -> Token | None:
    """ "Omar Haddad, 42, of Balyun, who was hit": the parser lets the town be hit."""
    prep = town.head
    if town.tag_ != "NNP" or town.dep_ != "pobj" or prep.lower_ not in {"of", "from"} or prep.i < 2 or prep.nbor(-1).text != ",":
        return None
    over = prep.head.head if prep.head.pos_ == "NUM" else prep.head
    return over if over.tag_ == "NNP" else None


def _first_listed(noun: Token, verb: Token) -> Token | None:
    """ "Omar Haddad and Karim Amin, who were seized": a verb in the plural is said of both, not of the last alone."""
    if noun.tag_ != "NNP" or noun.dep_ != "conj" or not any(c.lower_ in {"were", "are", "have"} for c in verb.children):
        return None
    node = noun
    while node.dep_ == "conj" and node.head.tag_ == "NNP":
        node = node.head
    return node if node != noun else None


def _members(body: Token, verb: Token) -> Token | None:
    """ "The members of the army who have fallen": a verb in the plural is said of the members."""
    over = body.head.head
    of_a_body = body.dep_ == "pobj" and body.head.lower_ == "of" and body.tag_ in {"NN", "NNP"} and over.tag_ == "NNS"
    return over if of_a_body and is_person_word(over.lemma_.lower()) and any(c.lower_ in {"were", "are", "have"} for c in verb.children) else None


def _described(noun: Token) -> Token:
    """ "Omar Haddad, an officer who was seized": the officer is he who was named."""
    one = noun.tag_ == "NN" and noun.dep_ == "appos" and noun.head.tag_ == "NNP"
    plain = any(c.lower_ in {"a", "an", "the"} for c in noun.lefts) and noun.i > noun.head.i
    return noun.head if one and plain else noun


def _counted_above(noun: Token, verb: Token) -> Token | None:
    """ "Six nuns of the order of Saint Anne who were seized": a verb in the plural is said of the nuns, not of the saint."""
    if noun.tag_ not in {"NN", "NNP"} or not any(c.lower_ in {"were", "are", "have"} for c in verb.children):
        return None
    node = noun
    for _ in range(3):
        if node.dep_ != "pobj" or node.head.lower_ not in {"of", "from"}:
            return None
        node = node.head.head
        if node.tag_ == "NNS" and any(c.dep_ == "nummod" for c in node.children):
            return node
    return None


def counted_head(noun: Token, *, single: bool = False) -> Token:
    """ "Seven members of the family who", "two of the suspects killed": the clause is said of those counted."""
    whom = next((g for c in noun.rights if c.lower_ == "of" for g in c.rights if g.dep_ == "pobj"), None)
    if noun.lemma_.lower() in lang.words("clauses", "en.clause.death_of") and whom is not None:
        return whom  # "the deaths of four workers, abducted last month"
    prep = noun.head
    if noun.dep_ != "pobj" or prep.lower_ != "of" or (not single and any(c.dep_ == "nummod" for c in noun.lefts)):
        return noun  # "three of the four people arrested": four were
    over = prep.head
    # "the 1995 shooting of Omar Hadi, who": a year counts no shootings
    counted = over.pos_ == "NUM" or over.tag_ == "CD" or any(c.dep_ == "nummod" and not (c.is_digit and len(c) == 4) for c in over.children)
    return over if counted and over.pos_ in {"NUM", "NOUN"} else noun


def resolve(token: Token) -> Token:
    """A relative pronoun is whom it stands for; any other word is itself."""
    if token.lower_ in WHO and token.tag_ in {"WP", "WDT", "IN"}:
        return antecedent(token)
    return named_after(token) or _past_aside(token)


def named_after(token: Token) -> Token | None:
    """ "Arrested a senior Islamic Movement of Uzbekistan leader": the parser takes the leader for a part of the name before him."""
    inner = next((g for c in token.rights if c.lower_ == "of" for g in c.rights if g.dep_ == "pobj"), None)
    if inner is None or token.tag_ != "NNP" or inner.tag_ != "NN" or not is_person_word(inner.lemma_.lower()):
        return None
    named = any(c.dep_ == "compound" and c.tag_ == "NNP" for c in inner.lefts) and not any(c.dep_ == "det" for c in inner.lefts)
    return inner if named and any(c.dep_ == "det" for c in token.lefts) else None


def _past_aside(token: Token) -> Token:
    """ "104 people, eight of them police, had perished": the parser takes the police for those who perished."""
    doc, at = token.doc, token.i
    while at > 0 and doc[at - 1].dep_ in {"amod", "compound"}:
        at -= 1
    if at < 5 or doc[at - 1].lower_ not in {"them", "whom"} or doc[at - 2].lower_ != "of" or doc[token.i : token.i + 2].text[-1] != ",":
        return token
    comma = next((i for i in range(at - 3, at - 6, -1) if doc[i].text == ","), 0)
    return doc[comma - 1] if comma and doc[comma - 1].pos_ in {"NOUN", "PROPN"} else token


def short_of_was(verb: Token) -> bool:
    """ "Couple found dead in car": a headline leaves out the "was", and they found nobody."""
    auxiliary = any(c.dep_ in {"aux", "auxpass", "dobj", "obj"} for c in verb.children)
    return verb.lemma_ in lang.words("clauses", "en.clause.short_of_was") and verb.tag_ in {"VBD", "VBN"} and verb.dep_ == "ROOT" and not auxiliary


def whom_they(verb: Token) -> Token | None:
    """ "The 200 girls they seized", "the people he killed": whom a clause without a pronoun of its own is said of."""
    subject = next(iter(children(verb, "nsubj")), None)
    if verb.dep_ != "relcl" or subject is None or subject.left_edge.i != verb.head.i + 1 or subject.lower_ in WHO or any(c.dep_ in {"dobj", "obj", "auxpass"} for c in verb.children):
        return None
    # "the persons they kidnap": nobody in particular
    counted = verb.head.tag_ == "NN" or any(c.dep_ == "nummod" for c in verb.head.lefts)
    return counted_head(verb.head) if counted and verb.tag_ in {"VBD", "VBN"} else None


def headline_noun(verb: Token) -> Token | None:
    """ "Boy, 17, shot to death": a headline's noun that the parser hangs on the verb as a call."""
    if verb.dep_ != "ROOT" or any(c.dep_ in {"nsubj", "nsubjpass", "dobj", "obj", "auxpass"} for c in verb.children):
        return None
    return next((c for c in verb.lefts if c.dep_ in {"intj", "npadvmod", "dep", "meta"} and c.i == verb.sent.start and is_person_word(c.lemma_.lower())), None)


def found_so(state: Token) -> Token | None:
    """ "Found his wife, son and daughter dead": the parser hangs the state on the last of them."""
    node = state.head
    if node.i > state.i or node.dep_ not in {"conj", "appos"}:
        return None
    while node.dep_ in {"conj", "appos"}:
        node = node.head
    if lang.words("clauses", "en.clause.fates") & {t.lower_ for t in state.doc[node.i : state.i]}:
        return None  # "leaving five people injured and one person dead"
    return node if node.dep_ == "dobj" and node.head.lemma_ in {"find", "leave", "discover"} else None


def not_beyond_and(token: Token) -> Token:
    """ "One child dead and 32 others hurt": the parser hangs the dead on those who are told of next."""
    doc, head = token.doc, token.head
    before = doc[token.i - 1] if token.i else head
    beyond = head.i > token.i + 2 and doc[token.i + 1].lower_ == "and" and any(c.dep_ == "nummod" and c.i > token.i for c in head.lefts)
    return before if beyond and before.pos_ in {"NOUN", "PROPN"} else head


def right_before(verb: Token) -> Token | None:
    """ "Students gather at rally for player killed": in a headline the verb is said of the noun before it."""
    noun = verb.doc[verb.i - 1] if verb.i else verb
    bare = verb.dep_ == "ccomp" and verb.tag_ in {"VBD", "VBN"} and not any(c.dep_ in {"aux", "auxpass", "mark", "nsubj"} for c in verb.children)
    return noun if bare and noun.dep_ == "pobj" and noun.pos_ == "NOUN" and is_person_word(noun.lemma_.lower()) else None


def past_hyphen(subjects: list[Token]) -> Token:
    """ "His ex-wife was seized": the parser takes each piece of the word for a subject.

    "69 were hurt, one of them badly, and 11 were treated": nor is an aside without a verb of its own the subject.
    """
    at = 0
    if len(subjects) == 2 and (aside := subjects[0].doc[subjects[0].i + 1 : subjects[0].i + 3].text) and aside in {"of them", "of whom"}:
        between = subjects[0].doc[subjects[0].i + 3 : subjects[1].i]
        if any(t.text == "," for t in between) and all(t.pos_ in {"ADV", "ADJ", "PUNCT", "CCONJ"} for t in between if t.i < subjects[1].left_edge.i):
            return subjects[1]
    while at + 2 < len(subjects) and subjects[at + 1].text == "-" and subjects[at + 2].i == subjects[at].i + 2:
        at += 2
    return subjects[at]


def titled(noun: Token) -> Token:
    """ "The recently murdered candidate Omar Hadi": the parser takes what he was for a part of his name."""
    name = noun.head
    return name if noun.dep_ == "compound" and name.tag_ == "NNP" and noun.tag_ == "NN" and noun.i < name.i and is_person_word(noun.lemma_.lower()) else noun


def past_a_clause(verb: Token) -> list[Token]:
    """ "Omar and Ali Hadi, both of whom were clerks, were killed": the parser joins the verb to the clause in between."""
    aux = min((c.i for c in verb.lefts if c.dep_ in {"aux", "auxpass"}), default=0)
    clause = verb.head
    joined = verb.dep_ == "conj" and clause.dep_ == "relcl" and not any(c.dep_ == "cc" for c in clause.rights if c.i < verb.i)
    return [clause.head] if joined and aux and verb.doc[aux - 1].text == "," and clause.head.pos_ in {"NOUN", "PROPN"} else []


def behind_a_place(verb: Token) -> list[Token]:
    """ "In the district of Kadira, Omar Hadi was shot dead": the parser takes the name for one more of the places."""
    if children(verb, "nsubj"):
        return []
    places = [t for c in verb.lefts if c.dep_ == "prep" for t in c.subtree if t.dep_ == "pobj" and (t.pos_ == "PROPN" or c.lower_ == "according")]
    names = [t for p in places for t in children(p, "conj", "appos") if t.pos_ == "PROPN" and any(c.dep_ == "compound" for c in t.lefts)]
    found = [t for t in names if t.doc[t.left_edge.i - 1].text == ","]
    # "The home burnt to the ground and Omar Hadi, a clerk, was killed": nor is he ground
    aux = min((c.i for c in verb.lefts if c.dep_ in {"aux", "auxpass"}), default=verb.i)
    behind = [
        t for t in verb.doc[verb.sent.start : aux]
        if t.dep_ == "conj" and t.head.dep_ == "pobj" and aux - t.right_edge.i <= (2 if t.pos_ == "PROPN" else 1) and _may_begin(t)
    ]
    # "Between 80 and over 200 people were killed": the parser takes the people for the last word of a phrase
    counted = [t for c in verb.lefts if c.lower_ == "between" for t in c.rights if t.dep_ == "pobj" and t.tag_ == "NNS" and aux - t.right_edge.i == 1]
    # "Riots broke out after Omar Hadi, 43, was killed": nor is he when they did
    after = [t for t in verb.lefts if t.i < aux and t.dep_ == "prep"] or [c for c in verb.head.rights if verb.dep_ == "conj" and c.dep_ == "prep" and c.i < aux]
    named = [t for p in after[-1:] if p.lower_ in {"after", "before", "since"} for t in children(p, "pobj") if t.pos_ == "PROPN" and aux - t.right_edge.i <= 2]
    return (found or counted or behind or named)[:1]


def _may_begin(noun: Token) -> bool:
    """ "Was seized by officials and one person was detained": a name, or somebody told of for the first time, behind "and"."""
    before = noun.doc[noun.left_edge.i - 1].lower_ if noun.left_edge.i else ""
    listed = any(c.dep_ == "conj" for c in noun.rights) or noun.head.head.lower_ == "including"
    return noun.pos_ == "PROPN" or (before == "and" and not listed and any(c.dep_ in {"nummod", "det"} and c.lower_ not in {"the", "this", "that"} for c in noun.lefts))


def subject_above(verb: Token) -> list[Token]:
    """ "An officer is expected to survive after being shot": whom the verb above is said of."""
    being = any(c.dep_ == "auxpass" and c.lower_ in {"being", "been"} for c in verb.lefts)
    if verb.dep_ != "pcomp" or not being or verb.head.lower_ not in {"after", "despite", "since", "before", "from", "following"}:
        return []
    node = verb.head.head
    for _ in range(4):
        subjects = children(node, "nsubjpass", "nsubj")
        if subjects:
            return subjects[:1] if subjects[0].tag_ != "EX" else []
        if node.dep_ in {"acl", "relcl"} and node.head.pos_ in {"NOUN", "PROPN"}:
            return [node.head]
        if node.head == node or node.dep_ == "ccomp":
            break
        node = node.head
    return []


def told_next(child: Token, first: Token) -> bool:
    """ "Killed 21 people, and dozens were hurt": the parser joins the dozens to the people, though a verb of their own follows."""
    if first.dep_ not in {"dobj", "pobj"} or first.head.i > first.i:
        return False
    verb = next((t for t in child.doc[child.i + 1 :] if (t.pos_ in {"AUX", "VERB"} and t.dep_ != "prep") or t.text in {";", ":", "."}), None)
    if verb is None or verb.lower_ not in {"was", "were", "are", "have", "had"} or verb.dep_ not in {"aux", "auxpass", "cop"}:
        return False
    return not any(c.dep_ in {"nsubj", "nsubjpass", "mark"} for c in verb.head.children)


def joined_to_object(verb: Token) -> list[Token]:
    """Those whom the parser joined to the object of the verb before, see `told_next`."""
    aux = min((c.i for c in verb.lefts if c.dep_ == "auxpass"), default=0)
    for token in reversed(verb.doc[verb.sent.start : aux]):
        first = token
        while first.dep_ == "conj":
            first = first.head
        if first != token and token.pos_ in {"NOUN", "PROPN", "NUM"} and told_next(token, first):
            return [token]
    return []


def is_passive(token: Token) -> bool:
    """Has the verb an auxiliary of the passive: "were killed", "got hurt"?"""
    return any(c.dep_ == "auxpass" or (c.dep_ == "aux" and c.lemma_ == "get") for c in token.children)


def subject_before(token: Token) -> list[Token]:
    """ "Two guards were on leave and were wounded", "a guard shot the man and was wounded": the subject of the verb before."""
    if not is_passive(token) or is_passive(token.head) or children(token, "nsubj", "nsubjpass"):
        return []
    return [resolve(t) for t in children(token.head, "nsubj")[:1]]
