"""Words of harm, and whom in the sentence the harm befell.

A figure is only a toll when the sentence says that these people were harmed.
That is a question of grammar: "soldiers killed three villagers" and "three
soldiers killed by villagers" hold the same words. So the harmed are found on
the tree, by the kind of word that names the harm (a transitive verb, a state,
a noun that counts); the order of words decides only where the tree gives none.
"""

from __future__ import annotations

import functools
from typing import Any, cast

from tollbook import lang
from tollbook.extract.hit import hits_somebody
from tollbook.extract.taking import is_taking
from tollbook.model import Harm, Record
from tollbook.text.parse import Parsed


class HarmMention(Record, frozen=True, kw_only=True):
    """A word of harm: its rule, and the tokens it covers.

    `token` is the word itself, `last` the end of the phrase ("shot dead").
    `patient` is the rule's kind, see `lang/en/harm.toml`.
    """

    rule: str
    harm: Harm
    patient: str
    token: int
    last: int
    strict: bool = False


Token = Any  # a spaCy token: the library's own types say nothing of the attributes used here


@functools.cache
def _by_lemma() -> dict[str, tuple[dict[str, Any], ...]]:
    table: dict[str, list[dict[str, Any]]] = {}
    for rule in lang.load("harm")["rule"]:
        for lemma in rule.get("lemmas", ()):
            table.setdefault(lemma, []).append(rule)
    return {lemma: tuple(rules) for lemma, rules in table.items()}


@functools.cache
def _by_phrase() -> dict[str, tuple[tuple[str, dict[str, Any]], ...]]:
    table: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for rule in lang.load("harm")["rule"]:
        for first, second in rule.get("phrases", ()):
            table.setdefault(first, []).append((second, rule))
    return {first: tuple(rules) for first, rules in table.items()}


_VERBAL = ("VB", "VBD", "VBN", "VBG", "VBP", "VBZ")


def _lemmas(token: Token) -> tuple[str, ...]:
    """The lemma, and what it would be were the tagger wrong ("wounded" as an adjective)."""
    lower = token.lower_
    return (
        token.lemma_.lower(),
        lower,
        *(("shoot",) if lower == "shot" else ()),
        *((lower[:-1],) if lower.endswith("s") else ()),
    )


def _phrase_rule(token: Token) -> tuple[dict[str, Any], int] | None:
    """A two-word rule that starts here: its second word hangs on the first, or stands close by."""
    doc = token.doc
    # "7 shot dead": a headline's verb is taken for a noun
    headline = token.lower_ == "shot" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ in {"dead", "to"}
    first = "shoot" if headline else token.lemma_.lower()
    for second, rule in _by_phrase().get(first, ()):
        near = doc[token.i + 1 : token.i + 11]
        for other in near:
            if other.lemma_.lower() != second and other.lower_ != second:
                continue
            if token.lower_ == "numbers":
                continue
            if (token.lemma_ == "admit" and _owns_up(token)) or _says_no_harm(token, other, rule):
                continue
            if rule["patient"] == "subject" and other.lower_ in {"wounded", "injured"}:
                continue  # "received 20 wounded": who took them in, not who was hurt
            if (
                token.lemma_ == "number"
                and token.i
                and doc[token.i - 1].lower_
                in lang.words("clauses", "en.clause.number_unknown")
            ):
                continue
            between = doc[token.i + 1 : other.i]
            if rule["id"] == "en.toll.killed.particle" and second == "death" and doc[other.i - 1].lower_ != "to":
                continue  # "the shooting death of a boy", "put the death toll at nine": nobody was shot or put to it
            if rule.get("not_before_noun") and other.i + 1 < len(doc) and doc[other.i + 1].pos_ in {"NOUN", "PROPN"}:
                continue  # "on his way to commit a suicide bombing": the word only tells of what kind it was to be
            if rule.get("with_own") and not any(t.lower_ == "own" for t in between):
                continue
            tied = other.i == token.i + 1 or token in other.ancestors or _taken_for_what(token, other) or (token.lemma_ == "number" and _one_phrase(between))
            if tied and not any(t.text in ";:." or t.tag_ in {"VBD", "VBZ", "VBP"} or t.lower_ == "leaving" for t in between):
                return rule, max(other.i, token.i)
    return None


def _one_phrase(between: Any) -> bool:
    """ "The number of people still missing": the parser takes the word of harm for a verb of its own."""
    return len(between) > 1 and between[0].lower_ == "of" and all(t.pos_ in {"NOUN", "ADJ", "ADV", "PRON", "DET", "PROPN"} for t in between[1:])


def _taken_for_what(verb: Token, noun: Token) -> bool:
    """ "All three suffered wounds": the parser takes the verb for one more word of the noun, though it has a subject."""
    return verb.head == noun and verb.dep_ == "amod" and any(c.dep_ == "nsubj" for c in verb.lefts)


def _says_no_harm(verb: Token, other: Token, rule: dict[str, Any]) -> bool:
    """ "Was being held in the detention center on bond", "a house on Elm Drive in the village"."""
    if rule["patient"] == "subject" and any(c.lower_ == "no" for c in other.lefts):
        return True  # "survived, and no injuries were reported"
    if rule["id"] == "en.toll.captured.phrase" and other.i == verb.i + 2 and verb.nbor().text == "-":
        return True  # "a pick-up truck"
    if other.lemma_.lower() in {"center", "centre"} and rule["id"] == "en.toll.injured.treated":
        return not any(c.lower_ in rule["care"] for c in other.lefts)  # "taken to the detention center"
    if rule["harm"] == "displaced" and verb.tag_ in {"NNP", "NNPS"}:
        return True
    if rule["harm"] == "injured" and other.dep_ == "pobj" and other.head.lower_ == "without":
        return True  # "was taken into custody without injury", "escaped without injuries"
    if verb.lemma_ == "escape" and not (other.dep_ == "pobj" and other.head.lower_ == "with"):
        return True  # "escaped injury": who escaped with injuries has them
    if rule["id"] != "en.toll.captured.phrase" or verb.lemma_ != "hold":
        return False
    center = other.i + 1 < len(verb.doc) and verb.doc[other.i + 1].lower_ in lang.words("clauses", "en.clause.center")
    return center or any(t.lower_ in lang.words("clauses", "en.clause.charged") for t in verb.doc)  # held on a charge (annotation guide, rule 4)


def _owns_up(verb: Token) -> bool:
    """ "The colonel admitted nine dead and twelve wounded": he says so; a hospital takes them in."""
    who = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    taken = any(c.dep_ in {"dobj", "obj", "oprd"} for c in verb.rights)
    return who is not None and taken and who.lemma_.lower() not in lang.words("clauses", "en.clause.takes_in")


def _is_object_of(token: Token, verbs: list[str]) -> bool:
    """Does one of these verbs govern the noun: by the tree, or standing right before it and its article?

    Of a subject only its own verb counts: "officials claim that 14 lives were saved".
    """
    subject = token.dep_ in {"nsubj", "nsubjpass"}
    node = token
    for _ in range(1 if subject else 3):
        below, node = node, node.head
        if below != token and below.dep_ in {"ccomp", "nsubj", "nsubjpass"}:
            break
        if node.lemma_.lower() in verbs:
            return True
    before = [t.lemma_.lower() for t in token.doc[max(0, token.i - 2) : token.i]]
    return before[-1:] != [] and before[-1] in {"the", "a"} and before[0] in verbs


def _did_not(token: Token) -> bool:
    """ "Did not", "had not", without a "may" or "will"."""
    modal = any(c.dep_ == "aux" and c.lemma_ not in {"do", "have", "be"} for c in token.children)
    return not modal and any(c.dep_ == "neg" for c in token.children)


def doc_next(token: Token) -> str:
    """The word behind, in small letters; "" at the end.

    Example:
        >>> import spacy
        >>> doc_next(spacy.blank("en")("Five shot at")[1])
        'at'
    """
    return str(token.doc[token.i + 1].lower_) if token.i + 1 < len(token.doc) else ""


def _fits(token: Token, rule: dict[str, Any]) -> bool:
    kind = rule["patient"]
    if rule.get("negated") and not _did_not(token):
        return False  # "survived", "may not survive": nobody died
    if "objects" in rule and any(c.dep_ == "dobj" and c.lemma_.lower() not in rule["objects"] for c in token.children):
        return False  # "did not survive the vote"
    if token.lemma_ == "hurt" and _hurts_no_body(token):
        return False  # "the recession hurt millions"
    if "shots" in rule and not hits_somebody(token):
        return False  # "hit a house", "hit by a car"
    if rule["id"] == "en.toll.captured.taken" and not is_taking(token):
        return False  # "took pictures", "were taken to a shelter"
    if kind == "object" and token.lower_ in {"shot", "stabbed"} and token.i and token.nbor(-1).like_num:
        return token.head.lemma_ not in lang.words("clauses", "en.clause.shots") and doc_next(token) != "at"  # "1 dead, 5 shot": headlines leave the tagger no verb
    if kind == "object" and token.lower_ == "shot" and token.dep_ in {"ccomp", "oprd", "xcomp"} and token.head.lemma_ == "find":
        return True  # "found her sister shot": taken for a noun
    if kind in {"object", "subject"}:
        return token.tag_ in _VERBAL and token.dep_ != "compound"
    if kind == "state":
        return (
            token.tag_[:2] in {"JJ", "NN", "VB", "RB"} and token.tag_ not in {"VBD", "VBG"}
        ) or token.lower_ in {"missing", "unaccounted"}
    if "with_verbs" in rule and not _is_object_of(token, rule["with_verbs"]):
        return False  # "saved the lives of four"
    if kind in {"count", "event"}:
        return token.tag_ in {"NN", "NNS", "NNP", "NNPS"} or token.lower_ == "dead"
    return True


def _hurts_no_body(verb: Token) -> bool:
    """Is what hurts a matter of money or of law?"""
    node = verb
    while node.dep_ in {"conj", "xcomp"} and node.head.pos_ in {"VERB", "AUX"}:
        node = node.head
    own = [c for v in (verb, node) for c in v.children if c.dep_ == "nsubj"]
    said_of = verb.head if verb.dep_ == "relcl" else own[0] if own else None
    return said_of is not None and said_of.lemma_.lower() in lang.words("clauses", "en.clause.hurts_no_body")


def find_harms(parsed: Parsed) -> tuple[HarmMention, ...]:
    """Find the words of harm of a sentence, whether or not anybody was harmed.

    Args:
        parsed: The sentence with its tree.

    Returns:
        One mention a word and rule kind, in order. A noun that may count or
        name an event ("three murders", "the murder of three") gives both; the
        one that finds nobody yields nothing.
    """
    found: list[HarmMention] = []
    for token in parsed.doc:
        phrase = _phrase_rule(token)
        if phrase is not None:
            rule, last = phrase
            strict = bool(rule.get("strict")) or f"{token.lemma_} {parsed.doc[last].lower_}" in rule.get(
                "strict_phrases", ()
            )
            found.append(_mention(token.i, last, rule, strict=strict))
            continue
        seen: set[str] = set()
        for lemma in _lemmas(token):
            for rule in _by_lemma().get(lemma, ()):
                if rule["id"] not in seen and _fits(token, rule) and not _of_the_taken(token, rule):
                    seen.add(rule["id"])
                    found.append(_mention(token.i, token.i, rule, strict=bool(rule.get("strict"))))
    ends = {h.last for h in found if h.last != h.token}
    return tuple(h for h in found if h.token not in ends)


def _of_the_taken(token: Token, rule: dict[str, Any]) -> bool:
    """ "13 kidnapped victims": the word beside says what befell them, and is read as such."""
    return rule["id"] == "en.toll.casualties.victims" and any(
        c.dep_ in {"amod", "compound"} and c.lower_ in lang.words("clauses", "en.clause.harmed_already")
        for c in token.lefts
    )


def _mention(token: int, last: int, rule: dict[str, Any], *, strict: bool) -> HarmMention:
    return HarmMention(
        rule=rule["id"], harm=cast("Harm", rule["harm"]), patient=rule["patient"], token=token, last=last, strict=strict
    )
