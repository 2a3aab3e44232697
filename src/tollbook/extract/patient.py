"""Whom a word of harm befell: who was killed, who died, whose death it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tollbook import lang
from tollbook.extract.harm import HarmMention
from tollbook.extract.hit import whose_body
from tollbook.extract.number import CountMention
from tollbook.extract.patient_noun import event_patients
from tollbook.extract.patient_order import Patient, by_order
from tollbook.extract.patient_tree import (
    WHO,
    behind_a_place,
    children,
    counted_head,
    found_so,
    headline_noun,
    is_passive,
    joined_to_object,
    not_beyond_and,
    past_a_clause,
    past_hyphen,
    resolve,
    right_before,
    short_of_was,
    subject_above,
    subject_before,
    titled,
    whom_they,
)
from tollbook.text.parse import Parsed

Token = Any  # a spaCy token

_VERBAL = ("VB", "VBD", "VBN", "VBG", "VBP", "VBZ")


def _object_patients(token: Token) -> Iterator[tuple[Token, str]]:
    """The object of an active verb, the subject of a passive one, or the noun a participle stands with."""
    following = token.doc[token.i + 1 : token.i + 4]
    if token.tag_ in {"VBN", "VBD"} and len(following) == 3 and following[0].lower_ in {"and", "or"} and following[1].lower_ in lang.words("clauses", "en.clause.states"):
        if following[2].tag_ == "NNS" and not children(token, "aux", "auxpass", "nsubj"):
            yield following[2], "attribute"  # "relatives of murdered and missing people": whoever stands before is not they
            return
    if token.tag_ == "NN" and token.i + 1 < len(token.doc) and (shot := children(token.nbor(), "dobj", "obj")):
        yield resolve(shot[0]), "object"  # "Men on a motorcycle shot dead a clerk": to the parser the men are dead, by a motorcycle shot
        return
    passive = children(token, "nsubjpass")
    for clause in children(token, "csubjpass"):
        # "Two guards patrolling the fence were shot": the parser takes the patrolling for the subject.
        passive += [c for c in clause.lefts if c.dep_ == "nsubj"]
    # "The 20 persons held hostage": what they were held as is no object
    objects = [c for c in children(token, "dobj", "obj") if c.lower_ not in lang.words("clauses", "en.clause.held_as") or list(c.lefts)]
    if not passive:
        # "Also killed were two guards": the order is turned round.
        passive = [
            g
            for c in children(token, "auxpass")
            if c.i > token.i
            for g in c.rights
            if g.dep_ in {"attr", "nsubj", "nsubjpass"}
        ]
    if not passive and is_passive(token):
        passive = behind_a_place(token) or past_a_clause(token) or subject_above(token) or joined_to_object(token)
    if passive:
        yield resolve(past_hyphen(passive)), "passive"
        return
    if token.tag_ in {"VBD", "VBN"} and (noun := headline_noun(token)) is not None:
        yield noun, "elliptical"
        return
    if objects and not is_passive(token):
        yield whose_body(objects[0]) or resolve(past_hyphen(objects)), "object"
        return
    if token.dep_ == "relcl" and objects:
        yield resolve(objects[0]), "object"
        return
    if token.dep_ == "amod":
        yield titled(token.head), "attribute"
        return
    if whom := whom_they(token):
        yield whom, "participle"
        return
    if token.dep_ == "acl" and token.tag_ in {"VBN", "VBD"}:
        yield _first_of_list(counted_head(token.head)), "participle"


def _first_of_list(token: Token) -> Token:
    """ "Two children and two adults wounded": the participle hangs on the last, and is said of all."""
    if token.pos_ == "NUM":
        return token  # "thirteen civilians and 57 wounded": only they
    node = token
    while node.dep_ == "conj" and node.head.pos_ in {"NOUN", "PROPN", "NUM"}:
        node = node.head
    shown = node.dep_ == "dobj" and node.head.lemma_ in lang.words("clauses", "en.clause.shown_so")
    if node != token and ((node.dep_ in {"dobj", "pobj"} and not shown) or not any(c.dep_ == "nummod" for c in node.children)):
        return token
    return node


def _shared_patients(token: Token) -> Iterator[tuple[Token, str]]:
    """Patients that the verb shares with one it is joined to, or hangs below."""
    head = token.head
    subject = children(token, "nsubj")
    if token.dep_ == "conj" and not subject and not children(token, "nsubjpass"):
        later = children(head, "dobj", "obj")
        if head.tag_ in _VERBAL:
            if token.tag_ in {"VBN", "VBD"} and (is_passive(token) or not later):
                yield from _of_the_verb_before(token, head)
                return
            if later and not is_passive(head) and token.tag_ == head.tag_ and token.i + 1 < len(token.doc):
                yield later[0], "object"
                return
        elif head.pos_ in {"ADJ", "NOUN"}:
            yield from _state_patients(head)
            return
    joined = [c for c in children(token, "conj") if c.tag_ in _VERBAL]
    if joined and not subject:
        for other in joined:
            theirs = children(other, "dobj", "obj")
            if theirs and not children(other, "nsubj", "nsubjpass"):
                yield theirs[0], "object"
                return
    if joined and subject and not is_passive(token):
        for other in joined:
            theirs = children(other, "dobj", "obj")
            if theirs and other.i - token.i <= 3:
                yield theirs[0], "object"
                return
    if (
        subject
        and token.tag_ in {"VBN", "VBD"}
        and not children(token, "dobj", "obj")
        and not (subject[0].lower_ in WHO or (token.dep_ == "relcl" and subject[0].pos_ == "PRON"))
        and (is_passive(token) or not any(c.lemma_ == "have" for c in children(token, "aux")))
    ):
        yield resolve(subject[0]), "elliptical"
        return
    if token.dep_ in {"xcomp", "oprd", "acomp", "ccomp", "advcl"} and (token.tag_ in {"VBN", "JJ", "VBD"} or _found_shot(token)) and not children(token, "dobj"):
        yield from _below(token)


def _found_shot(token: Token) -> bool:
    """ "Found her sister shot": the tagger takes it for a noun."""
    return bool(token.lower_ == "shot" and token.head.lemma_ == "find")


def _shared_objects(token: Token) -> Iterator[tuple[Token, str]]:
    """ "Killed two men and seized 650 kilograms of opium": a verb with an object of its own shares nobody's."""
    if is_passive(token) or token.tag_ == "VBN" or not children(token, "dobj", "obj"):
        yield from _shared_patients(token)


def _of_the_verb_before(token: Token, head: Token) -> Iterator[tuple[Token, str]]:
    """Whom a verb befell that is joined to another and has no subject: "three gunmen attacked a post and were killed"."""
    doers = _doers(head) if is_passive(token) and not children(token, "nsubj", "nsubjpass") else []
    found = [(resolve(t), "passive") for t in doers[:1]] or list(_object_patients(head))
    # "Hina ran but was caught and stabbed to death": the first verb alone has a subject
    above = children(head.head, "nsubj", "nsubjpass") if not found and head.dep_ == "conj" and is_passive(head) else []
    yield from found or [(resolve(t), "passive") for t in above[:1]]


def _doers(verb: Token) -> list[Token]:
    """The subject of an active verb, or of the active verbs that it is joined to: "came near, opened fire and were killed"."""
    node = verb
    while not (found := children(node, "nsubj")) and node.dep_ == "conj" and node.head.tag_ in _VERBAL and not is_passive(node):
        node = node.head
    return [] if is_passive(node) else found


def _below(token: Token) -> Iterator[tuple[Token, str]]:
    """Small clauses: "left three dead", "was found killed", "were reported missing"."""
    own = children(token, "nsubj", "nsubjpass")
    if own:
        yield resolve(own[0]), "state"
        return
    head = token.head
    if (token.dep_ == "advcl" and is_passive(token)) or (token.dep_ == "ccomp" and children(token, "mark")):
        return  # "killed 21, and dozens were hurt": a clause of its own
    if (noun := right_before(token)) is not None:
        yield counted_head(noun), "participle"
        return
    if head.dep_ == "acl" and head.head.dep_ == "dobj" and head.head.head.lemma_ == "leave":
        yield resolve(head.head), "state"  # "left two officers guarding the gate dead"
        return
    if head.lemma_ == "be" and head.dep_ == "xcomp" and head.head.dep_ == "acl" and not children(head, "nsubj"):
        yield head.head.head, "participle"  # "the 116 inmates known to be dead"
        return
    for deps in (("nsubjpass",), ("dobj", "obj"), ("nsubj",)):
        held = children(head, *deps)
        if held and (deps != ("nsubj",) or head.lemma_ not in lang.words("clauses", "en.clause.leaves_so") or short_of_was(head)):
            yield resolve(held[0]), "state"
            return
    if head.dep_ == "conj" and head.lemma_ in lang.words("clauses", "en.clause.pronounced") and head.tag_ in {"VBN", "VBD"}:
        # "was taken to a clinic but pronounced dead": the verb before has the subject
        yield from ((resolve(t), "state") for t in children(head.head, "nsubjpass", "nsubj")[:1])


def _subject_patients(token: Token) -> Iterator[tuple[Token, str]]:
    """The subject of a verb like "die", or of the one it is joined to."""
    subjects = children(token, "nsubj", "nsubjpass")
    if subjects:
        yield resolve(subjects[0]), "subject"
        return
    if token.dep_ in {"acl", "relcl"}:
        yield token.head, "participle"
        return


def _shared_subjects(token: Token) -> Iterator[tuple[Token, str]]:
    """The subject of a verb that another verb of the sentence has: "were hit and died"."""
    if children(token, "nsubj", "nsubjpass") or token.dep_ in {"acl", "relcl"}:
        return
    # "in a coma for two days before dying": but what comes before a surrender need not end in one
    after = token.dep_ == "pcomp" and (token.head.lower_ == "after" or (token.head.lower_ == "before" and token.lemma_ in {"die", "succumb"}))
    above = token.head.head if after else token.head
    if (token.dep_ in {"conj", "xcomp", "advcl", "ccomp"} or after) and above.tag_ in _VERBAL:
        node = above
        for _ in range(4):
            held = children(node, "nsubjpass", "dobj") if node.lemma_ in lang.words("clauses", "en.clause.shows") | lang.words("clauses", "en.clause.left_to") else []
            held = held or children(node, "nsubj", "nsubjpass")
            if held:
                yield resolve(held[0]), "subject"
                return
            if node.dep_ in {"acl", "relcl"}:
                yield node.head, "participle"
                return
            node = node.head


def _state_patients(token: Token) -> Iterator[tuple[Token, str]]:
    """Who is said to be in a state: "nine are dead", "left nine dead", "nine dead"."""
    own = children(token, "nsubj", "nsubjpass") or [g for c in children(token, "aux") for g in c.lefts if g.dep_ == "nsubj"]
    if own:
        yield resolve(own[0]), "state"
        return
    if (
        children(token, "nummod", "det", "quantmod")
        and token.pos_ in {"NOUN", "ADJ", "PROPN"}
        and token.dep_ != "amod"
    ):
        yield token, "count"
        return
    if token.lower_ == "dead" and token.dep_ == "advmod" and token.i and token.nbor(-1).dep_ == "dobj" and token.nbor(-1).head.lemma_ == "leave":
        yield token.nbor(-1), "state"  # "left the owner dead along with ten others"
        return
    if token.dep_ == "amod":
        yield found_so(token) or not_beyond_and(token), "attribute"
        return
    if token.dep_ in {"acl", "relcl"}:
        yield token.head, "participle"
        return
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.pos_ in {"NOUN", "NUM"}:
        yield token.head.head, "count"


def _shared_states(token: Token) -> Iterator[tuple[Token, str]]:
    """Who is in a state through a verb above: "left nine dead", "were found dead", "dead and wounded"."""
    if token.dep_ == "conj":
        if is_passive(token) and joined_to_object(token):
            return  # "killed 21, and dozens were hurt": not the 21
        if token.head.pos_ in {"ADJ", "VERB", "NOUN"} and token.head != token:
            kind = _object_patients if token.head.tag_ in _VERBAL else _state_patients
            yield from [(t, "state") for t in subject_before(token)] or kind(token.head)
        return
    if token.dep_ in {"acomp", "oprd", "attr", "xcomp", "ccomp", "advcl", "advmod", "dobj"}:
        yield from _below(token)
    if token.dep_ in {"pcomp", "pobj", "amod"} and token.head.lower_ == "as" and token.head.dep_ == "prep":
        # "listed 40 people as missing"
        for held in (children(token.head.head, "dobj") or children(token.head.head, "nsubjpass"))[:1]:
            yield resolve(held), "state"


def patients(parsed: Parsed, harm: HarmMention, counts: tuple[CountMention, ...]) -> tuple[Patient, ...]:
    """Find whom a harm befell.

    The tree is asked first; where it gives nobody, the number words next to the
    word of harm are taken ("12 dead, 20 wounded"), because headlines and lists
    are seldom parsed well.

    Args:
        parsed: The sentence.
        harm: The word of harm.
        counts: The number words of the sentence.

    Returns:
        Head words of those harmed, most likely first; empty where there are none.
    """
    token = parsed.doc[harm.token]
    if harm.patient == "count":
        return (Patient(token=token.i, how="count"),)
    own: dict[str, Any] = {
        "object": _object_patients,
        "subject": _subject_patients,
        "state": _state_patients,
        "event": event_patients,
    }
    verbal = token.tag_ in {"VBN", "VBD"} and not is_passive(token)
    if harm.patient == "state" and verbal and (any(c.first == harm.last + 1 for c in counts) or _is_deed(token, counts)):
        return ()  # "injured four others" is a deed, and told as one
    shared: dict[str, Any] = {"object": _shared_objects, "subject": _shared_subjects, "state": _shared_states}
    found = [Patient(token=t.i, how=how) for t, how in own[harm.patient](token) if t.i != harm.token or how == "count"]
    if harm.patient in shared:
        near = [_with_those_before(parsed, p) if harm.patient == "state" else p for p in by_order(parsed, harm, counts)]
        if found and found[0].how not in {"attribute", "count"} and _has_own_number(parsed, harm, found[0], counts):
            found = near + found  # "nine farmers killed and three wounded": the number beside the word is its own
        # "…, two women and a child, and injured four others": counted words right behind an active verb are its object
        behind = [p for p in near if p.token > harm.token]
        if behind and found and (found[0].how in {"participle", "attribute"} or (found[0].how == "object" and _beyond_a_verb(parsed, behind[0], found[0]))):
            found = behind + found
        found += near
        found += [Patient(token=t.i, how=how) for t, how in shared[harm.patient](token) if t.i != harm.token]
    return tuple(dict.fromkeys(found))


def _is_deed(verb: Token, counts: tuple[CountMention, ...]) -> bool:
    """ "Killed nine and injured others", "wounded from six to 14 others": a verb with an object of its own."""
    following = verb.nbor() if verb.i + 1 < len(verb.doc) else verb
    ranged = following.lower_ == "from" and any(c.first == following.i + 1 and c.low != c.high for c in counts)
    return verb.dep_ == "conj" and (ranged or any(c.i > verb.i for c in children(verb, "dobj", "obj")))


def _with_those_before(parsed: Parsed, near: Patient) -> Patient:
    """ "Leaving two officers and two clerks dead": the list begins before those who stand next to the word."""
    first = _first_of_list(parsed.doc[near.token])
    between = {t.lower_ for t in parsed.doc[first.i : near.token]}
    return near if between & lang.words("clauses", "en.clause.fates") else Patient(token=first.i, how=near.how)


def _beyond_a_verb(parsed: Parsed, near: Patient, far: Patient) -> bool:
    """ "Killed five and injured twelve": the parser gives the first verb the object of the second."""
    between = parsed.doc[near.token + 1 : far.token]
    return len(between) > 1 and between[0].lower_ == "and" and between[1].tag_ in {"VBN", "VBD"}


def _has_own_number(parsed: Parsed, harm: HarmMention, first: Patient, counts: tuple[CountMention, ...]) -> bool:
    """Does a number stand right before the word that is none of those whom the tree gives?"""
    token = parsed.doc[harm.token]
    beside = next((c for c in counts if c.last == harm.token - 1), None)
    if beside is None or token.tag_ != "VBN" or children(token, "aux", "auxpass"):
        return False
    number = parsed.doc[beside.head]
    held = [number, *number.ancestors]
    return number.dep_ == "conj" or not any(t.i == first.token for t in held)
