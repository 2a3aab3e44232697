"""Did it happen, as the sentence puts it: asserted, hedged, denied, or not at all.

"Could have killed", "threatened to kill" and "if anyone is killed" name a harm
that nobody says happened; "is believed to have killed" names one that somebody
does. The difference lies in a few words above the word of harm in the tree.
"""

from __future__ import annotations

import functools
from typing import Any, Literal

from tollbook import lang
from tollbook.extract.people import is_person_word

Mood = Literal["asserted", "hedged", "denied", "negated", "hypothetical"]
Token = Any  # a spaCy token


@functools.cache
def _words(section: str, key: str) -> frozenset[str]:
    source = lang.load("harm") if section == "hypothetical" else lang.load("context")
    return frozenset(source[section].get(key, ()))


def _aux(token: Token) -> list[Token]:
    return [c for c in token.children if c.dep_ in {"aux", "auxpass"}]


def _has_perfect(token: Token) -> bool:
    return any(c.lemma_ == "have" for c in _aux(token))


def _of_verb(token: Token) -> Mood | None:
    """The mood that a verb's own auxiliaries give it; `None` where they say nothing."""
    auxiliaries = [c.lower_ for c in _aux(token)]
    epistemic = _words("hypothetical", "epistemic")
    for word in auxiliaries:
        if word in epistemic and (_has_perfect(token) or word == "may"):
            return "hedged"
        if word == "would" and token.lemma_.lower() in _words("hypothetical", "told_later"):
            continue
        if word == "could" and token.lemma_.lower() in _words("hypothetical", "could_sense"):
            continue  # "I could count nine bodies": who could, did
        if word in _words("hypothetical", "modals") or word in epistemic:
            return "hypothetical"
    if _asks(token):
        return "hypothetical"
    if _nor(token):
        return "negated"
    if token.lemma_ in {"strangle", "choke", "suffocate"} and token.tag_ == "VBG" and any(c.lower_ in {"was", "were"} for c in token.lefts):
        return "hypothetical"  # "was strangling a guard when": not dead yet
    if any(c.lower_ in _words("hypothetical", "adverbs") and c.i == token.i - 1 for c in token.children):
        return "hypothetical"
    if any(c.dep_ == "neg" for c in token.children) and token.lemma_.lower() not in _words("hypothetical", "by_negation"):
        return "negated"
    if any(c.dep_ == "mark" and c.lower_ in _words("hypothetical", "conditions") for c in token.children):
        return "hypothetical"
    if any(c.dep_ == "advmod" and c.lower_ in _words("hedge", "adverbs") for c in token.children):
        return "hedged"
    return None


_TURNED = frozenset({"nor", "neither", "so", "not", "only", "never", "as", "than", "rarely", "seldom", "also"})


def _asks(verb: Token) -> bool:
    """ "Did you shoot him?": the order of a question, in a sentence that ends as one."""
    aux = next((c for c in verb.lefts if c.dep_ in {"aux", "auxpass"}), None)
    subject = next((c for c in verb.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if aux is None or subject is None or aux.i > subject.i or "?" not in {t.text for t in verb.doc[verb.i : verb.sent.end]}:
        return False
    return not any(t.lower_ in _TURNED for t in verb.doc[max(verb.sent.start, aux.i - 3) : aux.i])


def _nor(verb: Token) -> bool:
    """ "Nor are we holding anybody"; "have not met the gang or detained anyone": a denial that an "or" carries on."""
    aux = next((c for c in verb.lefts if c.dep_ in {"aux", "auxpass"}), None)
    if aux is not None and aux.i and verb.doc[aux.i - 1].lower_ in {"nor", "neither"}:
        return True
    own = any(c.dep_ in {"aux", "auxpass", "nsubj", "nsubjpass"} for c in verb.lefts)
    joined = verb.dep_ == "conj" and not own and any(c.dep_ == "cc" and c.lower_ in {"or", "nor"} for c in verb.head.rights)
    return joined and any(c.dep_ == "neg" for c in verb.head.lefts)


def _of_infinitive(token: Token) -> Mood | None:
    """ "Threatened to kill" did not; "is believed to have killed" did, it is believed."""
    if token.tag_ != "VB" or not any(c.lower_ == "to" for c in _aux(token)):
        return None
    head = token.head
    lemma = head.lemma_.lower()
    if lemma in lang.words("clauses", "en.clause.arrives") and token.lemma_ in lang.words("clauses", "en.clause.learns"):
        return None  # "came home to find her sister shot"
    if token.lemma_ == "do" and lemma in lang.words("clauses", "en.clause.to_do_with"):
        return None  # "had nothing to do with the murder of": it happened
    if lemma in _words("hypothetical", "means") and head.tag_ in {"VBD", "VBN"} and not any(c.lower_ == "to" for c in _aux(head)):
        return None  # "used a grenade to kill two guards": what it was used for was done
    if lemma in _words("hypothetical", "heads") and lemma not in {"expect"} and not _has_perfect(token):
        return "hypothetical"
    if (
        lemma in _words("hedge", "verbs")
        or lemma in _words("hedge", "passive_verbs")
        or lemma in _words("hedge", "raising")
    ):
        return "hedged"
    if lemma in _words("hypothetical", "happened_all_the_same") or _has_perfect(token):
        return None
    return "hypothetical"


def _hedge_above(token: Token, below: Token) -> Mood | None:
    """A verb or noun of belief that the harm hangs on."""
    lemma = token.lemma_.lower()
    clause = below.dep_ in {"ccomp", "xcomp", "oprd", "advcl", "pcomp", "acl", "prep", "acomp", "dobj", "pobj"}
    if not clause:
        return None
    if lemma in _words("denial", "verbs"):
        return _of_denial(below)
    if lemma == "call" and below.dep_ == "prep" and below.lower_ == "for":
        return "hypothetical"  # "called for the assassination of the general"
    if lemma in _words("hedge", "verbs") and token.tag_ in {"VBN", "VBD", "VBZ", "VBP", "VB", "VBG"}:
        return "hedged"
    passive = any(c.dep_ in {"auxpass", "nsubjpass"} for c in token.children) or token.dep_ in {"acl", "amod"}
    if lemma in _words("hedge", "passive_verbs") and passive and below.dep_ in {"xcomp", "oprd", "ccomp", "acomp"}:
        return "hedged"
    if token.pos_ == "NOUN" and below.dep_ in {"acl", "prep", "pobj", "ccomp"}:
        if lemma in _words("hedge", "accused_nouns"):
            return "hedged"
        if token.lower_ in _words("hedge", "plural_nouns") and any(c.lower_ == "that" for c in below.lefts):
            return "hedged"
    if (
        lemma in _words("hypothetical", "heads")
        and token.pos_ == "NOUN"
        and below.dep_ in {"acl", "prep", "pcomp", "pobj"}
    ):
        return "hypothetical"
    if lemma in _words("undone", "verbs") and below.dep_ in {"dobj", "pcomp", "prep", "pobj", "xcomp"}:
        return "hypothetical"
    return None


def _of_denial(below: Token) -> Mood | None:
    """ "Denied killing two" denies the harm; "denied any part in the killing of two" only who did it (ruling 13)."""
    if below.lemma_.lower() in _words("denial", "of_the_doer"):
        return None
    if below.dep_ == "prep" and below.lower_ == "as":
        return "denied"
    return "denied" if below.dep_ in {"ccomp", "xcomp", "dobj", "pcomp"} else None


_WORST: tuple[Mood, ...] = ("hypothetical", "negated", "denied", "hedged", "asserted")


def mood_of(token: Token) -> Mood:
    """How the sentence puts a harm.

    Walks up the tree from the word of harm, as far as what is said there is
    said of the harm: not out of a relative clause ("denied the strike in which
    nine died"), not past a verb of saying, not past "after".

    Args:
        token: The word of harm.

    Returns:
        `hypothetical` and `negated` where no harm is claimed at all; else the
        stance of the claim.
    """
    found: list[Mood] = []
    node = token
    for _ in range(12):
        found += _of_node(node, token)
        if _comes_of_it(node, token) or _added(node):
            break
        if node.dep_ == "relcl" or node.head == node or _of_known_people(node):
            break
        above = _hedge_above(node.head, node)
        if above:
            found.append(above)
        if node.dep_ == "ccomp" and _asks(node.head):
            found.append("hypothetical")  # "has it been reported that he was killed?"
        if _ends_here(node, token, above):
            break
        node = node.head
    return min([*found, *_of_neighbours(token)], key=_WORST.index, default="asserted")


def _added(noun: Token) -> bool:
    """ "Attacks meant to frighten judges, especially the murders of two of them": a case of it, that did happen."""
    return noun.dep_ in {"appos", "conj"} and any(c.lower_ in {"especially", "particularly", "notably"} for c in noun.lefts)


def _would_come_of(node: Token) -> bool:
    """ "Planned to bomb the mall, killing hundreds": what would come of it."""
    head = node.head
    planned = head.lemma_.lower() in _words("hypothetical", "never_done") and any(c.dep_ == "xcomp" and c.tag_ == "VB" for c in head.children)
    return planned and node.dep_ == "advcl" and node.tag_ == "VBG"


def _meant(node: Token) -> bool:
    """ "Aimed at capturing him", "wanted the man dead", "it is their duty to find, arrest and try them": meant, and not said to be done."""
    head = node.head
    if node.dep_ == "pcomp" and head.lower_ == "at" and head.head.lemma_ == "aim":
        return True
    if head.lemma_ == "want" and node.dep_ in {"ccomp", "oprd", "acomp", "xcomp"} and node.i > head.i and node.tag_ in {"JJ", "VBN"}:
        return True
    if node.dep_ == "dobj" and node.lemma_.lower() in lang.words("clauses", "en.clause.ordered_acts") and head.lemma_ in lang.words("clauses", "en.clause.orders"):
        return True  # "the ministry ordered the arrest of five men": no act of arrest is told (annotation guide, rule 6)
    duty = node.tag_ == "VB" and head.lemma_ == "be" and any(c.dep_ in {"attr", "nsubj"} and c.lemma_.lower() in _words("hypothetical", "duties") for c in head.children)
    return duty and any(c.lower_ == "to" for c in _aux(node))


def _unreported(node: Token) -> bool:
    """ "No reports of hostages being killed", "nor was there any word of deaths": nobody says that it happened."""
    if node.dep_ == "pobj":
        node = node.head
    if node.dep_ != "prep" or node.lower_ not in {"of", "that"} or node.head.lemma_.lower() not in _words("hedge", "word_of"):
        return False
    noun = node.head
    own = {c.lower_ for c in noun.lefts}
    return "no" in own or ("any" in own and bool({t.lower_ for t in noun.doc[max(0, noun.i - 12) : noun.i]} & _NOT))


_NOT = frozenset({"not", "n't", "nor", "never", "without", "neither"})


def _of_known_people(node: Token) -> bool:
    """ "To free the 20 persons held hostage", "would help the women wounded": said of people who are taken as known."""
    people = node.head
    # "to help the relatives of the minister murdered"; not "reports of the two men being killed"
    of_people = people.dep_ == "pobj" and people.head.lower_ == "of" and is_person_word(people.head.head.lemma_.lower())
    held = people.dep_ == "dobj" or of_people
    if node.dep_ != "acl" or node.tag_ != "VBN" or not held or not is_person_word(people.lemma_.lower()):
        return False
    return any(c.dep_ == "det" and c.lower_ in {"the", "those", "these"} for c in node.head.lefts)


def _of_node(node: Token, token: Token) -> list[Mood]:
    if _would_come_of(node) or _meant(node):
        return ["hypothetical"]
    if _unreported(node):
        return ["negated"]
    own = _of_verb(node) if node.pos_ in {"VERB", "AUX"} or node.tag_[:2] in {"VB", "JJ"} else None
    carried = node.lemma_ == "be" or (
        node.dep_ in {"ROOT", "conj"} and token.dep_ in {"acomp", "attr", "oprd", "xcomp"}
    )
    if own == "negated" and node.i != token.i and not carried:
        own = None
    if own is None and node.dep_ == "conj" and _is_condition(node.head):
        own = "hypothetical"  # "if they retaliate and soldiers are killed"
    return [m for m in (own, _of_infinitive(node)) if m]


def _comes_of_it(node: Token, token: Token) -> bool:
    """Does the harm come of a deed, whatever people who were hit by it were about to do, or who did it had tried before?

    "Hit a line of people waiting to get bread, killing six"; "tried to flee but
    was shot and killed": nobody waits to kill, and "was" follows no "to".
    """
    head = node.head
    if node == token and token.tag_ == "VBG" and token.dep_ == "advcl" and token.i and token.nbor(-1).text == ",":
        happened = any(c.dep_ == "advcl" and c.tag_ == "VBD" and head.i < c.i < node.i for c in head.children)
        heads = {a.lemma_.lower() for a in head.ancestors if a.i < head.i} if head.tag_ == "VB" else {"plan"}
        # "was trying to plant a bomb when it exploded, killing him"
        return (head.tag_ == "VB" and happened) or not heads & _words("hypothetical", "heads")
    finite = node.dep_ == "conj" and any(c.dep_ in {"aux", "auxpass"} and c.lower_ in {"was", "were"} for c in node.children)
    return finite and head.tag_ == "VB"


def _is_condition(token: Token) -> bool:
    return token.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in _words("hypothetical", "conditions") for c in token.children)


def _ends_here(node: Token, token: Token, above: Mood | None) -> bool:
    """Is what stands above this node no longer said of the harm?"""
    head = node.head
    if token.pos_ == "NOUN" and node.dep_ == "pobj" and head.head.pos_ == "NOUN" and not above:
        # "an investigation into the wounding of": what is said of the investigation is not said of the wounding
        through = _words("hypothetical", "heads") | _words("hedge", "accused_nouns")
        if head.head.lemma_.lower() not in through and head.lower_ not in _words("hedge", "through"):
            return True
    if token.pos_ == "NOUN" and node.dep_ == "pobj" and head.lower_ in _words("hedge", "about"):
        return True  # "a hearing will be held into the murders of": they happened
    if token.pos_ == "NOUN" and node.dep_ == "pobj" and head.lower_ == "for" and head.head.lemma_ in _words("hypothetical", "brought_to_justice"):
        return True  # "if they are brought to trial for the murder of two priests": it happened
    if token.pos_ == "NOUN" and node == token and node.dep_ == "dobj" and head.lemma_ in _words("hypothetical", "of_what_happened"):
        return True  # "to avenge the killing of": it happened
    if node.dep_ == "ccomp":
        # "an attempt to have the gunmen surrender": a bare infinitive, which goes on with the verb above it
        bare = node.tag_ == "VB" and head.lemma_ in {"have", "make", "let"} and not _aux(node)
        return not bare and head.lemma_ not in {"be", "leave", "see", "find"}
    if node.dep_ == "advcl":
        finite = any(c.dep_ in {"aux", "auxpass"} and c.lower_ in {"was", "were", "had"} for c in node.children)
        return finite or node.tag_ not in {"VBG", "VBN"}  # "when the last guard was shot, nobody would have"
    if node.dep_ in {"pcomp", "pobj"} and head.lower_ in _words("hedge", "not_beyond"):
        return True
    # "12 were reported killed and dozens injured": what has no auxiliary of its own shares the first one's
    return bool(
        node.dep_ == "conj"
        and node.pos_ == "VERB"
        and any(c.dep_ in {"nsubj", "nsubjpass"} for c in node.children)
        and (_aux(node) or node.tag_ != "VBN")
    )


def _of_neighbours(token: Token) -> list[Mood]:
    """What an adjective or the word before says: "would-be", "alleged", "feared dead"."""
    found: list[Mood] = []
    modifiers = [c for c in token.children if c.dep_ in {"amod", "advmod", "compound"}]
    if any(c.lower_ in _words("hypothetical", "adjectives") for c in modifiers):
        found.append("hypothetical")
    if any(c.lower_ in _words("hedge", "adjectives") and c.dep_ == "amod" for c in modifiers):
        found.append("hedged")
    if token.lemma_.lower() in {"death", "suicide"} and any(c.lower_ in _words("hypothetical", "figurative") for c in modifiers):
        found.append("hypothetical")
    before = _words("hedge", "adverbs") | _words("hedge", "just_before")
    if token.i and token.doc[token.i - 1].lower_ in before:
        found.append("hedged")
    return found
