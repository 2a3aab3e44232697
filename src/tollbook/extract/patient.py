"""Whom a word of harm befell: who was killed, who died, whose death it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tollbook.extract.harm import HarmMention
from tollbook.extract.number import CountMention
from tollbook.model import Record
from tollbook.text.parse import Parsed

Token = Any  # a spaCy token

_VERBAL = ("VB", "VBD", "VBN", "VBG", "VBP", "VBZ")


class Patient(Record, frozen=True, kw_only=True):
    """The head word of those harmed.

    `how` says what led to it: `object`, `passive`, `subject`, `participle`,
    `state`, `attribute`, `count`, `event`, `order` (the order of words alone)
    or `owner` ("his death").
    """

    token: int
    how: str


def _children(token: Token, *deps: str) -> list[Token]:
    return [c for c in token.children if c.dep_ in deps]


def _is_passive(token: Token) -> bool:
    return any(c.dep_ == "auxpass" or (c.dep_ == "aux" and c.lemma_ == "get") for c in token.children)


_WHO = frozenset({"who", "whom", "which", "that", "whose"})
_ACTIVE_LIGHT = frozenset(
    {
        "leave",
        "find",
        "see",
        "render",
        "keep",
        "bring",
        "get",
        "report",
        "make",
        "have",
        "list",
        "declare",
        "pronounce",
        "presume",
        "believe",
        "fear",
    }
)


def _antecedent(token: Token) -> Token:
    """What a relative pronoun stands for: the noun its clause hangs on."""
    node = token.head
    while node.dep_ in {"conj", "xcomp", "ccomp", "advcl"} and node.head is not node:
        node = node.head
    if node.dep_ not in {"relcl", "acl"}:
        return token
    over = _counted_head(node.head)
    # "one of four cooks who were hit": a verb in the plural is said of the four
    many = any(c.lower_ in {"were", "are", "have"} for c in token.head.children)
    return node.head if over.lower_ == "one" and many and any(c.dep_ == "nummod" for c in node.head.children) else over


def _counted_head(noun: Token) -> Token:
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


def _resolve(token: Token) -> Token:
    if token.lower_ in _WHO and token.tag_ in {"WP", "WDT", "IN"}:
        return _antecedent(token)
    return token


def _object_patients(token: Token) -> Iterator[tuple[Token, str]]:
    """The object of an active verb, the subject of a passive one, or the noun a participle stands with."""
    passive = _children(token, "nsubjpass")
    for clause in _children(token, "csubjpass"):
        # "Two guards patrolling the fence were shot": the parser takes the patrolling for the subject.
        passive += [c for c in clause.lefts if c.dep_ == "nsubj"]
    objects = _children(token, "dobj", "obj")
    if not passive:
        # "Also killed were two guards": the order is turned round.
        passive = [
            g
            for c in _children(token, "auxpass")
            if c.i > token.i
            for g in c.rights
            if g.dep_ in {"attr", "nsubj", "nsubjpass"}
        ]
    if passive:
        yield _resolve(passive[0]), "passive"
        return
    if objects and not _is_passive(token):
        yield _resolve(objects[0]), "object"
        return
    if token.dep_ == "relcl" and objects:
        yield _resolve(objects[0]), "object"
        return
    if token.dep_ == "amod":
        yield token.head, "attribute"
        return
    if token.dep_ == "acl" and token.tag_ in {"VBN", "VBD"}:
        yield _first_of_list(_counted_head(token.head)), "participle"


def _first_of_list(token: Token) -> Token:
    """ "Two children and two adults wounded": the participle hangs on the last, and is said of all."""
    node = token
    while node.dep_ == "conj" and node.head.pos_ in {"NOUN", "PROPN", "NUM"}:
        node = node.head
    shown = node.dep_ == "dobj" and node.head.lemma_ in {"show", "depict", "see", "leave", "find", "portray", "capture"}
    if node is not token and ((node.dep_ in {"dobj", "pobj"} and not shown) or not any(c.dep_ == "nummod" for c in node.children)):
        return token
    return node


def _shared_patients(token: Token) -> Iterator[tuple[Token, str]]:
    """Patients that the verb shares with one it is joined to, or hangs below."""
    head = token.head
    subject = _children(token, "nsubj")
    if token.dep_ == "conj" and not subject:
        later = _children(head, "dobj", "obj")
        if head.tag_ in _VERBAL:
            if token.tag_ in {"VBN", "VBD"} and (_is_passive(token) or not later):
                yield from _object_patients(head)
                return
            if later and not _is_passive(head) and token.tag_ == head.tag_ and _next_is_verb(token):
                yield later[0], "object"
                return
        elif head.pos_ in {"ADJ", "NOUN"}:
            yield from _state_patients(head)
            return
    joined = [c for c in _children(token, "conj") if c.tag_ in _VERBAL]
    if joined and not subject:
        for other in joined:
            theirs = _children(other, "dobj", "obj")
            if theirs and not _children(other, "nsubj", "nsubjpass"):
                yield theirs[0], "object"
                return
    if joined and subject and not _is_passive(token):
        for other in joined:
            theirs = _children(other, "dobj", "obj")
            if theirs and other.i - token.i <= 3:
                yield theirs[0], "object"
                return
    if (
        subject
        and token.tag_ in {"VBN", "VBD"}
        and not _children(token, "dobj", "obj")
        and subject[0].lower_ not in _WHO
        and (_is_passive(token) or not any(c.lemma_ == "have" for c in _children(token, "aux")))
    ):
        yield _resolve(subject[0]), "elliptical"
        return
    if token.dep_ in {"xcomp", "oprd", "acomp", "ccomp", "advcl"} and token.tag_ in {"VBN", "JJ", "VBD"}:
        yield from _below(token)


def _next_is_verb(token: Token) -> bool:
    return bool(token.i + 1 < len(token.doc))


def _below(token: Token) -> Iterator[tuple[Token, str]]:
    """Small clauses: "left three dead", "was found killed", "were reported missing"."""
    own = _children(token, "nsubj", "nsubjpass")
    if own:
        yield _resolve(own[0]), "state"
        return
    head = token.head
    for deps in (("nsubjpass",), ("dobj", "obj"), ("nsubj",)):
        held = _children(head, *deps)
        if held and (deps != ("nsubj",) or head.lemma_ not in _ACTIVE_LIGHT):
            yield _resolve(held[0]), "state"
            return


def _subject_patients(token: Token) -> Iterator[tuple[Token, str]]:
    """The subject of a verb like "die", or of the one it is joined to."""
    subjects = _children(token, "nsubj", "nsubjpass")
    if subjects:
        yield _resolve(subjects[0]), "subject"
        return
    if token.dep_ in {"acl", "relcl"}:
        yield token.head, "participle"
        return


def _shared_subjects(token: Token) -> Iterator[tuple[Token, str]]:
    """The subject of a verb that another verb of the sentence has: "were hit and died"."""
    if _children(token, "nsubj", "nsubjpass") or token.dep_ in {"acl", "relcl"}:
        return
    after = token.dep_ == "pcomp" and token.head.lower_ == "after"
    above = token.head.head if after else token.head
    if (token.dep_ in {"conj", "xcomp", "advcl", "ccomp"} or after) and above.tag_ in _VERBAL:
        node = above
        for _ in range(4):
            held = _children(node, "nsubjpass", "dobj") if node.lemma_ in _SHOWS | {"force", "leave", "see"} else []
            held = held or _children(node, "nsubj", "nsubjpass")
            if held:
                yield _resolve(held[0]), "subject"
                return
            if node.dep_ in {"acl", "relcl"}:
                yield node.head, "participle"
                return
            node = node.head


def _state_patients(token: Token) -> Iterator[tuple[Token, str]]:
    """Who is said to be in a state: "nine are dead", "left nine dead", "nine dead"."""
    own = _children(token, "nsubj", "nsubjpass")
    if own:
        yield _resolve(own[0]), "state"
        return
    if (
        _children(token, "nummod", "det", "quantmod")
        and token.pos_ in {"NOUN", "ADJ", "PROPN"}
        and token.dep_ != "amod"
    ):
        yield token, "count"
        return
    if token.dep_ == "amod":
        yield token.head, "attribute"
        return
    if token.dep_ in {"acl", "relcl"}:
        yield token.head, "participle"
        return
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.pos_ in {"NOUN", "NUM"}:
        yield token.head.head, "count"


def _shared_states(token: Token) -> Iterator[tuple[Token, str]]:
    """Who is in a state through a verb above: "left nine dead", "were found dead", "dead and wounded"."""
    if token.dep_ == "conj":
        if token.head.pos_ in {"ADJ", "VERB", "NOUN"} and token.head is not token:
            kind = _object_patients if token.head.tag_ in _VERBAL else _state_patients
            yield from kind(token.head)
        return
    if token.dep_ in {"acomp", "oprd", "attr", "xcomp", "ccomp", "advcl", "advmod", "dobj"}:
        yield from _below(token)


def _event_patients(token: Token) -> Iterator[tuple[Token, str]]:
    """Of whom: "the killing of", "injuries to", "his death", "the Minister's murder", "a man with gunshot wounds"."""
    bearer = _bearer(token)
    if bearer is not None:
        yield bearer, "participle"
    if bearer is not None or token.lemma_.lower() in {"wound", "burn"}:
        return  # "a wound to his upper body" names no victim
    for prep in _children(token, "prep"):
        if prep.lower_ in {"of", "to", "among"}:
            for noun in _children(prep, "pobj"):
                yield noun, "event"
                return
    for other in _children(token, "conj"):
        # "the disappearance and presumed killing of 43 students"
        if other.tag_ == "NN" and not _children(token, "prep", "poss"):
            yield from _event_patients(other)
            return
    for owner in _children(token, "poss"):
        yield owner, "owner"


_ARRIVES = frozenset("be remain lie arrive come stay admit find hospitalize hospitalise recover leave take rush transport airlift treat bring walk".split())


_CARE_OF = frozenset("hospital clinic care condition center in at to into".split())
_SHOWS = frozenset({"find", "show", "depict", "see", "discover", "locate"})


def _bearer(token: Token) -> Token | None:
    """Who has an injury: "a man with a gunshot wound", "three are in hospital with severe injuries"."""
    prep = token.head
    if token.lemma_.lower() not in {"wound", "injury", "burn"} or token.dep_ != "pobj" or prep.lower_ != "with":
        return None
    over = prep.head
    in_care = over.lemma_.lower() in {"hospital", "clinic", "care", "condition", "center"}
    while over.dep_ in {"pobj", "prep"} and over.lemma_.lower() in _CARE_OF and over.head is not over:
        over = over.head
    if over.pos_ in {"NOUN", "PROPN"} and prep.lower_ == "with":
        return _counted_head(over)
    if over.lemma_ not in _ARRIVES | _SHOWS or (over.lemma_ in {"be", "remain", "stay", "recover", "leave", "come", "walk"} and not in_care):
        return None  # "is out for three weeks with a knee injury"
    held = _children(over, "nsubjpass") or [c for c in _children(over, "dobj") if c.i < prep.i]
    held = held or (_children(over, "nsubj") if over.lemma_ not in _SHOWS else [])
    return _resolve(held[0]) if held else None


_ADVERBS = frozenset(
    "seriously critically severely badly fatally slightly lightly gravely mortally also reportedly allegedly confirmed feared "
    "presumed believed reported left been were was are is being have had has be either instantly immediately later and or others other".split()
)


_BETWEEN = frozenset(
    "also reportedly allegedly wounding wounded injured killed injuring killing maiming the other".split()
) | {'"'}


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
        "event": _event_patients,
    }
    verbal = token.tag_ in {"VBN", "VBD"} and not _is_passive(token)
    if harm.patient == "state" and verbal and any(c.first == harm.last + 1 for c in counts):
        return ()  # "injured four others" is a deed, and told as one
    shared: dict[str, Any] = {"object": _shared_patients, "subject": _shared_subjects, "state": _shared_states}
    found = [Patient(token=t.i, how=how) for t, how in own[harm.patient](token) if t.i != harm.token or how == "count"]
    if harm.patient in shared:
        near = list(_by_order(parsed, harm, counts))
        # "…, two women and a child, and injured four others": counted words right behind an active verb are its object
        behind = [p for p in near if p.token > harm.token]
        if behind and found and found[0].how in {"participle", "attribute"}:
            found = behind + found
        found += near
        found += [Patient(token=t.i, how=how) for t, how in shared[harm.patient](token) if t.i != harm.token]
    return tuple(dict.fromkeys(found))


def _by_order(parsed: Parsed, harm: HarmMention, counts: tuple[CountMention, ...]) -> Iterator[Patient]:
    """The counted words right before or right after the word of harm."""
    doc = parsed.doc
    i = harm.token - 1
    if _children(doc[harm.token], "dobj", "obj") and not _is_passive(doc[harm.token]):
        i = -1  # "two captured the headlines": who stands before an active verb did it
    while i >= 0 and doc[i].lower_ in _ADVERBS and doc[i].lower_ not in {"others", "other", "and", "or"}:
        i -= 1
    for count in counts:
        if count.first <= i and 0 <= i - count.last <= 5 and _one_phrase(doc, count.last, i):
            if doc[i].lower_ == "of":
                break
            head = doc[i].head.head if doc[i].dep_ == "pobj" and doc[i].head.lower_ == "of" else None
            counted = head is not None and count.first <= head.i <= count.last
            yield Patient(token=head.i if head is not None and counted else i, how="order")
            break
    if harm.patient == "object" and doc[harm.token].tag_ not in {"NN", "JJ"} and not _is_passive(doc[harm.token]):
        j = harm.last + 1
        while j < len(doc) and (
            doc[j].lower_ in _BETWEEN
            or (doc[j].lower_ in {"and", "or"} and j + 1 < len(doc) and doc[j + 1].lower_ in _BETWEEN)
        ):
            j += 1
        for count in counts:
            if count.first == j:
                yield Patient(token=_noun_after(doc, count), how="order")
                break


def _one_phrase(doc: Any, first: int, last: int) -> bool:
    """Are the words between a number and a noun all of one noun phrase?"""
    return all(
        t.pos_ in {"ADJ", "NOUN", "PROPN", "NUM"} or t.lower_ in {"of", "-", "the"} or t.tag_ in {"VBN", "VBG"}
        for t in doc[first + 1 : last + 1]
    )


def _noun_after(doc: Any, count: CountMention) -> int:
    i = count.last
    while i + 1 < len(doc) and (doc[i + 1].pos_ in {"ADJ", "NOUN", "PROPN"} or doc[i + 1].lower_ == "-"):
        i += 1
    return i
