"""Harm told of nobody in particular: what is done again and again, what a law allows, what somebody is against.

"They arrest people", "a government that massacres its people", "we do not hold
with kidnapping civilians", "a bill that allows the arrest of suspects": no
number, nobody named, and nothing that happened once. A claim states how many
people of some group were harmed (annotation guide, first sentence); these state
what kind of thing is done.
"""

from __future__ import annotations

import re
from typing import Any

from tollbook import lang
from tollbook.extract.toll import TollMention

Token = Any  # a spaCy token

# Any of these ties a harm to a day, and then something happened once.
_DATED = re.compile(
    r"\d|\b(?:today|yesterday|tonight|overnight|this (?:morning|afternoon|evening|week|month)|last (?:night|week|month|year)|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
# As verbs of harm these have one form for the present and the past.
_ONE_FORM = frozenset({"hit", "hurt", "cut", "beat"})


def is_general(mention: TollMention) -> bool:
    """Is the harm told as a kind of deed rather than as one that was done?

    Args:
        mention: The toll as its sentence states it.

    Returns:
        Whether it counts nobody: a bare plural as the object of a verb in the
        present, of a gerund under no verb in the past, or of a noun that a
        plan, a law or a kind of deed takes in.
    """
    token = mention.parsed.doc[mention.trigger]
    if _harms_a_body_of_people(mention, token):
        return True
    phrase = mention.phrase
    if phrase is None or phrase.count is not None or phrase.named or not phrase.plural or mention.part:
        return False
    if _one_of_a_kind_of_deed(token):
        return True
    if mention.how == "event":
        return _of_ones_own(mention, token)
    if token.lemma_ == "lose" and mention.how == "object":
        return _of_many_losers(token)
    own = not phrase.definite or mention.parsed.doc[phrase.head].lower_ in {"people", "population", "citizens"}
    return own and (_in_the_present(mention, token) or _of_a_gerund(token))


def _of_many_losers(verb: Token) -> bool:
    """ "Those mothers who have lost their sons": they are not counted, nor are those whom each of them lost."""
    who = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    losers = verb.head if verb.dep_ == "relcl" else who
    return losers is not None and losers.tag_ == "NNS" and not any(c.dep_ in {"nummod", "poss"} for c in losers.lefts)


def _in_the_present(mention: TollMention, token: Token) -> bool:
    """ "Terrorists kill farmers", "suspects are executed": in a whole sentence with no day; a headline tells news so."""
    text = mention.parsed.sentence.text.rstrip("\"'”’)] \n")
    if not text.endswith((".", "?", "!", ";")) or _DATED.search(text):
        return False
    aux = [c for c in token.lefts if c.dep_ in {"aux", "auxpass"}]
    if token.tag_ == "VBN":
        return [c.lower_ for c in aux] in (["are"], ["is"]) and token.dep_ not in {"acl", "amod"}
    if token.lemma_.lower() in _ONE_FORM or mention.how not in {"object", "subject"}:
        return False
    if token.tag_ in {"VBP", "VBZ"}:
        return not aux
    return token.tag_ == "VB" and mention.how == "object" and any(c.dep_ == "nsubj" and c.lower_ in {"they", "we", "you", "who", "that"} for c in token.lefts)


def _of_a_gerund(token: Token) -> bool:
    """ "We are against kidnapping civilians", "they go on killing farmers": no verb above it tells what was done."""
    node = token
    while node.dep_ == "conj" and node.head.tag_ == "VBG":
        node = node.head
    governed = node.dep_ in {"pcomp", "csubj", "csubjpass", "nsubj"} or (node.dep_ in {"xcomp", "dobj"} and node.head.pos_ == "VERB")
    if token.tag_ != "VBG" or not governed or any(c.dep_ == "aux" for c in node.lefts) or _DATED.search(token.doc.text):
        return False
    above = next((a for a in node.ancestors if a.tag_ in _FINITE or any(c.dep_ in {"aux", "auxpass"} for c in a.lefts)), None)
    if above is None:
        return False
    return above.tag_ != "VBD" and not any(c.dep_ in {"aux", "auxpass"} and c.lower_ in _PAST for c in above.lefts)


_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_PAST = frozenset({"has", "have", "had", "was", "were", "been", "'ve"})


def _one_of_a_kind_of_deed(token: Token) -> bool:
    """ "All kinds of executions of officials", "a plan that includes the murder of judges", "bills allow the arrest of people"."""
    if token.pos_ not in {"NOUN", "PROPN"}:
        return False
    if any(c.lower_ in lang.words("clauses", "en.clause.again_and_again") for n in (token, token.head if token.dep_ == "conj" else token) for c in n.lefts):
        return True
    kinds, takes = lang.words("clauses", "en.clause.kinds_of_deed"), lang.words("clauses", "en.clause.plans_take_in")
    node = token
    while node.dep_ == "conj" and node.head.pos_ == "NOUN":
        node = node.head
    above = node.head.head if node.dep_ == "pobj" else node.head
    if node.dep_ == "pobj" and node.head.lower_ in {"of", "for"} and above.lemma_.lower() in kinds:
        return True
    if node.dep_ != "dobj" or above.lemma_.lower() not in takes or above.tag_ not in {"VBP", "VBZ", "VB"}:
        return False
    subject = [c for c in above.lefts if c.dep_ == "nsubj"]
    subject += [above.head] if above.dep_ == "relcl" else []
    return any(s.lemma_.lower() in lang.words("clauses", "en.clause.plans") for s in subject)


def _of_ones_own(mention: TollMention, token: Token) -> bool:
    """ "Users help with the killing of my people": what goes on, in the present, and is told of a whole people."""
    phrase = mention.phrase
    if phrase is None or _DATED.search(mention.parsed.sentence.text):
        return False
    head = mention.parsed.doc[phrase.head]
    whole = head.lower_ in {"people", "population", "citizens"} and any(c.dep_ == "poss" for c in head.lefts)
    above = next((a for a in token.ancestors if a.pos_ in {"VERB", "AUX"}), None)
    return whole and above is not None and (above.tag_ in {"VBZ", "VBP"} or any(c.lower_ in {"is", "are"} for c in above.lefts))


def _harms_a_body_of_people(mention: TollMention, token: Token) -> bool:
    """ "A strike that hurts the population", "they are harming the army": what is harmed is a cause, and nobody's body."""
    phrase = mention.phrase
    if token.lemma_ not in {"hurt", "harm", "damage"} or token.tag_ not in {"VBG", "VBZ", "VBP", "VB"} or phrase is None or phrase.count is not None:
        return False
    return mention.how == "object" and phrase.definite and token.dep_ != "advcl"
