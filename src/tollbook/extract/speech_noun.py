"""Words of saying that are no verbs: "according to", nouns, adjectives."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

from tollbook import lang
from tollbook.extract.speech_cues import Cue, cues
from tollbook.extract.speech_parts import Found, bare, child, cue_tokens, subject, subtree
from tollbook.text.parse import Parsed


def according(parsed: Parsed) -> Iterator[Found]:
    """ "According to X": X is the source, the clause around it what is said."""
    doc = parsed.doc
    rule = Cue("en.speaker.according", says=True, hedge=False, denies=False)
    for token in doc[:-1]:
        if token.lower_ != "according" or doc[token.i + 1].lower_ != "to":
            continue
        to = doc[token.i + 1]
        noun = next((c for t in (to, token) for c in t.children if c.dep_ == "pobj"), None)
        if noun is None:
            continue
        held = set(range(token.i, max(subtree(noun)) + 1))
        head = token.head
        content = subtree(head) - held if head.i != token.i else set(range(len(doc))) - held
        if len(content) < 3 or head.pos_ not in {"VERB", "AUX"}:
            content = set(range(len(doc))) - held
        if token.i == 0 and _whole(doc, max(held)):
            yield Found((token.i, to.i), noun, tuple(range(max(held) + 1, len(doc))), rule, "according")
            continue
        last = max(held) >= len(doc) - 2
        while head.head.i != head.i and (
            (head.dep_ in {"advcl", "acl", "relcl", "xcomp"} and token.i == 0)
            or (head.dep_ in {"conj", "advcl", "relcl"} and last and not _turns(head))
        ):
            head = head.head
            content = subtree(head) - held
        yield Found((token.i, to.i), noun, tuple(sorted(content)), rule, "according")


def _whole(doc: Any, end: int) -> bool:
    """Is all behind an opening "According to X, …" one sentence of X's: no semicolon, no "but"?"""
    return end + 1 < len(doc) and doc[end + 1].text == "," and not any(t.text == ";" or t.lower_ in {"but", "while", "whilst", "whereas", "however"} for t in doc[end + 1 :])


def _turns(verb: Any) -> bool:
    """Does "while" or "but" set this clause off from the one before, so that the speaker is of this one only?"""
    words = {c.lower_ for c in verb.children if c.dep_ in {"mark", "cc", "advmod"}} | {c.lower_ for c in verb.head.children if c.dep_ == "cc" and c.i < verb.i}
    return bool(words & {"while", "whilst", "but", "although", "though", "whereas", "however"})


def nouns(parsed: Parsed) -> Iterator[Found]:
    """ "The mayor's claim that nine died", "a Ministry list of 70 victims", "has plans to leave"."""
    table = cues().nouns
    for noun in parsed.doc:
        if noun.pos_ != "NOUN":
            continue
        lemma = noun.lemma_.lower()
        if lemma not in _listed_nouns():
            continue
        if (rule := table.get((lemma, "of"))) is not None and (listed := _listed(noun)) is not None:
            yield Found((noun.i,), listed[0], tuple(sorted(listed[1])), rule, "list")
            continue
        if (part := _is_that(noun)) and (rule := table.get((lemma, "clause"))) is not None:
            yield Found((noun.i, noun.head.i), _owner(noun), tuple(sorted(part)), rule, "noun", hedge=_owner(noun) is None)
            continue
        if (rule := table.get((lemma, "who"))) is not None:
            yield from _sides(noun, rule)
            continue
        for frame, part in parts(noun):
            if (rule := table.get((lemma, frame))) is not None:
                who, cue = _holder(noun)
                yield Found(cue, who, tuple(sorted(part)), rule, "noun", hedge=who is None)
                break


@functools.cache
def _listed_nouns() -> frozenset[str]:
    return frozenset(lemma for lemma, _ in cues().nouns)


def _is_that(noun: Any) -> set[int]:
    """ "Her fear *is that rain would come*": a noun of thinking before "is"."""
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.lemma_.lower() != "be":
        return set()
    part = child(verb, "ccomp")
    mark = child(part, "mark", "advmod") if part is not None and part.i > verb.i else None
    return subtree(part) if mark is not None and mark.lower_ in {"that", "whether", "how"} else set()


def _owner(noun: Any) -> Any | None:
    who = child(noun, "poss")
    if who is None:
        by = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in {"of", "from", "among"}), None)
        who = child(by, "pobj") if by is not None else None
    return who


def _sides(noun: Any, rule: Cue) -> Iterator[Found]:
    """ "She is a critic of the plan", "Ana Ruiz, a supporter of the dam": a person named by what he thinks."""
    of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    if of is None:
        return
    source = subject(noun.head)[0] if noun.dep_ == "attr" else noun.head if noun.dep_ == "appos" else None
    cue = (noun.i, of.i) if source is None or noun.dep_ == "attr" else tuple(range(noun.left_edge.i, of.i + 1))
    yield Found(cue, source, tuple(sorted(subtree(of) - {of.i})), rule, "noun")


def polled(parsed: Parsed) -> Iterator[Found]:
    """ "In one survey, most farmers chose rain", "by one estimate": a poll whose answer stands in the sentence around it."""
    doc = parsed.doc
    rule = Cue("en.speaker.poll", says=False, hedge=False, denies=False)
    for prep in doc:
        noun = child(prep, "pobj") if prep.dep_ == "prep" and prep.lower_ in {"in", "by"} else None
        if noun is None or noun.lemma_.lower() not in cues().words["polls"] or prep.head.pos_ not in {"VERB", "AUX"}:
            continue
        held = set(range(prep.left_edge.i, prep.right_edge.i + 1))
        opens, closes = min(held) == 0, max(held) >= len(doc) - 2
        if (opens or closes) and not any((t.lemma_.lower(), "clause") in cues().verbs for t in (prep.head,)):
            content = subtree(prep.head) - held
            yield Found((prep.i,), noun, tuple(sorted(content)), rule, "according")


def adjectives(parsed: Parsed) -> Iterator[Found]:
    """ "He is convinced that", "she was critical of": judgements in the form of an adjective."""
    table = cues().adjectives
    for word in parsed.doc:
        if word.dep_ != "acomp":
            continue
        for frame, part in parts(word):
            if (rule := table.get((word.lower_, frame))) is not None:
                source, _ = subject(word.head)
                yield Found((word.head.i, word.i), source, tuple(sorted(part)), rule, "adjective")
                break


def parts(word: Any) -> Iterator[tuple[str, set[int]]]:
    """What a noun or an adjective takes behind it, by construction."""
    for part in word.children:
        if part.i < word.i:
            continue
        if (part.dep_ in {"acl", "ccomp", "relcl"} and any(c.dep_ == "mark" and c.lower_ in {"that", "whether"} for c in part.children)) or part.dep_ in {"ccomp"}:
            yield "clause", subtree(part)
        elif part.dep_ in {"acl", "xcomp", "advcl"} and any(c.dep_ == "aux" and c.tag_ == "TO" for c in part.children):
            yield "to", subtree(part)
        elif part.dep_ == "prep":
            content = bare(part, judged=True) - {part.i}
            if content:
                yield "~" + part.lower_, content


def _holder(noun: Any) -> tuple[Any | None, tuple[int, ...]]:
    """Whose claim, plan or fear it is: the possessor, "by X", or who "made", "has", "voiced" it."""
    who = child(noun, "poss")
    if who is not None and who.tag_ == "PRP$" and (doer := _doer(noun)) is not None and doer.i < who.i:
        return doer, (noun.i,)  # "*The mayor* repeated his promise"
    if who is None:
        by = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in {"by", "from", "among"}), None)
        who = child(by, "pobj") if by is not None else None
    if who is None and noun.dep_ in {"dobj", "attr"} and noun.head.pos_ in {"VERB", "AUX"}:
        return subject(noun.head)[0], (*cue_tokens(noun.head), noun.i)
    if who is None and noun.dep_ == "pobj" and noun.head.dep_ == "prep" and (noun.head.head.lemma_.lower(), "clause") in cues().verbs:
        # "The army said in a statement that": the parser hangs what is said below the statement.
        verb = noun.head.head
        return subject(verb)[0], (*cue_tokens(verb), noun.i)
    return who or _before_noun(noun) or _doer(noun), (noun.i,)


def _before_noun(noun: Any) -> Any | None:
    """ "*European* reluctance to", "*Okada* claims that": a name or a people right before the noun."""
    for word in noun.children:
        if word.i < noun.i and word.text[:1].isupper() and word.i > 0:
            if word.dep_ == "amod" or (word.dep_ in {"compound", "nmod"} and word.tag_ in {"NNP", "NNPS"}):
                return word
    return None


def _doer(noun: Any) -> Any | None:
    """Who does what the sentence says with the noun: "*They* marched in support of", "*she* backed away from a suggestion"."""
    head = noun
    while head.dep_ == "conj":
        head = head.head
    if head.dep_ == "pobj" and head.head.dep_ == "prep":
        head = head.head
        while head.head.dep_ in {"advmod", "prep"} and head.head.pos_ in {"ADV", "ADP"}:
            head = head.head  # "backed *away from* a suggestion"
        if head.head.dep_ == "dobj":
            head = head.head
    elif head.dep_ not in {"dobj", "attr", "xcomp", "ccomp"}:
        return None
    return subject(head.head)[0] if head.head.pos_ in {"VERB", "AUX"} else None


def _listed(noun: Any) -> tuple[Any, set[int]] | None:
    """ "The Ministry of Health list of 70 victims": the body before the noun, and what the noun is of."""
    of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    who = next((c for c in noun.children if c.dep_ in {"poss", "compound", "nmod"} and c.tag_ in {"NNP", "NNPS", "NNS", "NN"}), None)
    # "a death toll of 41", "a body count of nine": neither deaths nor bodies keep a list
    if of is None or who is None or who.lemma_.lower() in lang.words("clauses", "en.clause.harm_nouns") | {"body", "dead", "victim"}:
        return None
    return who, {noun.i} | subtree(of)
