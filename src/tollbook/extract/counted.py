"""Nouns that count the harmed themselves: "31 deaths", "no casualties", "five bodies"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tollbook import lang
from tollbook.extract.enumerated import enumerated
from tollbook.extract.harm import HarmMention
from tollbook.extract.lists import beside_noun, is_single, joined, merge
from tollbook.extract.mood import Mood
from tollbook.extract.number import CountMention
from tollbook.extract.one_more import is_one_more
from tollbook.extract.people import is_person_word, sort_of
from tollbook.extract.phrase import Phrase, read_phrase
from tollbook.extract.toll import TollMention, make_mention
from tollbook.model import Harm
from tollbook.text.parse import Parsed

Token = Any  # a spaCy token


def counted_noun(
    parsed: Parsed, harm: HarmMention, counts: tuple[CountMention, ...], mood: Mood
) -> Iterator[TollMention]:
    """The toll that such a noun states, if it states one.

    Args:
        parsed: The sentence.
        harm: A harm of the kind `count`.
        counts: The number words of the sentence.
        mood: How the sentence puts it.
    """
    if harm.rule == "en.toll.killed.bodies":
        yield from _bodies(parsed, harm, counts, mood)
        return
    phrase = read_counted(parsed, harm.token, counts)
    if phrase is None or (phrase.high == 0 and (harm.harm == "captured" or _one_unharmed(parsed.doc[harm.token]))):
        return  # "no arrests have been made" counts nobody (annotation guide, ruling 17)
    of_deed = _victims_of(parsed.doc[harm.token]) if harm.rule == "en.toll.casualties.victims" else None
    yield replace(
        make_mention(parsed, harm, [phrase], "count", mood),
        harm=of_deed or harm.harm,
        comparative=bool(phrase.count and phrase.count.low is None),
        bare=phrase.count is None,
        part=phrase.count is not None and _of_those(parsed, phrase.count, harm.token),
    )


def _of_those(parsed: Parsed, count: CountMention, noun: int) -> bool:
    """ "Nine of the murders": some of those told of before."""
    between = [t.lower_ for t in parsed.doc[count.last + 1 : noun]]
    return len(between) == 2 and between[0] == "of" and between[1] in {"the", "these", "those"}


_DEEDS: dict[str, Harm] = {
    **dict.fromkeys(("abduction", "kidnapping", "kidnap", "arrest", "detention", "hostage-taking"), "captured"),
    **dict.fromkeys(("killing", "murder", "homicide", "execution", "assassination", "femicide"), "killed"),
    "disappearance": "missing",
    "displacement": "displaced",
}


def _victims_of(token: Token) -> Harm | None:
    """ "1,283 victims of abduction", "nine murder victims": the deed says what befell them."""
    deeds = [g for c in token.rights if c.lower_ == "of" for g in c.rights if g.dep_ == "pobj"]
    deeds += [c for c in token.lefts if c.dep_ == "compound"]
    return next((_DEEDS[d.lemma_.lower()] for d in deeds if d.lemma_.lower() in _DEEDS), None)


def _governed(token: Token, verbs: frozenset[str]) -> bool:
    node = token
    for _ in range(3):
        node = node.head
        if node.lemma_.lower() in verbs:
            return True
    return False


def _of_a_table(doc: Any, count: CountMention, index: int) -> bool:
    """ "Deaths: 5 Injuries: 12": the number before a word of harm is that of the one before it."""
    behind = doc[index + 1 : index + 2].text
    return behind == ":" and count.first > 1 and doc[count.first - 1].text == ":"


def read_counted(parsed: Parsed, index: int, counts: tuple[CountMention, ...]) -> Phrase | None:
    """The count of a noun that itself counts people: "31 deaths", "no casualties", "heavy casualties"."""
    token = parsed.doc[index]
    left = token.left_edge.i
    held = [
        c
        for c in counts
        if left <= c.first
        and c.last < index
        and all(
            t.pos_ in {"ADJ", "NOUN", "PROPN", "ADV", "CCONJ", "PUNCT", "VERB", "DET", "NUM"} or t.lower_ == "of"
            for t in parsed.doc[c.last + 1 : index]
        )
    ]
    number_of = [c for c in counts if c.last == index - 1]
    number_of += [c for c in counts if c.last == index - 2 and parsed.doc[index - 1].lower_ in {"of", '"'}]
    number_of += [c for c in counts if _of_those(parsed, c, index)]
    every = [c for c in held or number_of if not _of_a_table(parsed.doc, c, index)]
    count = every[-1] if every else None
    plural = token.tag_ in {"NNS", "NNPS"}
    without = any(t.lower_ == "without" for t in parsed.doc[max(0, index - 3) : index])
    if count is None and (without or (plural and (_of_none(token) or _not_caused(token)))):
        return Phrase(
            first=max(0, index - 1) if without else index,
            last=index,
            head=index,
            sort="person",
            words=None,
            count=None,
            low=0,
            high=0,
            plural=plural,
        )
    lemma = token.lemma_.lower()
    if (
        count is not None
        and count.rule == "en.number.single"
        and lemma not in lang.words("clauses", "en.clause.counted_dead")
    ):
        # "a murder" names a deed; whom it befell is told by its "of", if at all
        return None
    if count is not None and not plural and (count.word is not None or count.rule == "en.number.pair") and lemma in lang.words("clauses", "en.clause.deeds"):
        return None  # "a multiple homicide" is one deed, and says nothing of how many
    if lemma == "victim" and any(c.lower_ in {"the", "these", "those", "all", "other", "remaining"} for c in token.lefts):
        return None  # victims told of before
    if lemma == "victim" and (count is None or count.word is not None or count.rule == "en.number.single"):
        return None
    if count is None:
        if not (
            plural and lemma in lang.words("clauses", "en.clause.counted_harmed") and _governed(token, lang.words("clauses", "en.clause.brought_about"))
        ):
            return None
        if (token.dep_ == "pobj" and token.head.lower_ not in {"in", "of", "without", "to"}) or any(
            c.dep_ == "compound" for c in token.lefts
        ):
            return None
        if any(
            c.lower_ in {"the", "these", "those", "his", "her", "their", "more", "further", "any"} for c in token.lefts
        ):
            return None
        return Phrase(
            first=left, last=index, head=index, sort="person", words=None, count=None, low=2, high=None, plural=True
        )
    among = next((c for c in token.rights if c.dep_ == "prep" and c.lower_ in {"among", "of"}), None)
    words = None
    if among is not None and lemma not in {"injury"}:
        inner = next((g for g in among.rights if g.dep_ == "pobj"), None)
        if inner is not None and inner.lemma_.lower() not in _DEEDS and sort_of(parsed, inner.i, counts) == "person":
            words = parsed.span(inner.i, inner.i)
    if words is None and lemma in {"martyr", "victim"}:
        words = parsed.span(index, index)
    modifiers = [t for t in parsed.doc[count.last + 1 : index] if is_person_word(t.lemma_.lower())]
    if words is None and modifiers:
        words = parsed.span(modifiers[0].i, modifiers[-1].i)
    return Phrase(
        first=count.first,
        last=index,
        head=index,
        sort="person",
        words=words,
        count=count,
        low=count.low,
        high=count.high,
        plural=plural,
    )


def _one_unharmed(token: Token) -> bool:
    """ "Was taken into custody without injury": one person came to no harm, and nothing is said of anybody else."""
    verb = token.head.head
    if token.tag_ != "NN" or token.head.lower_ != "without":
        return False
    return any(c.dep_ in {"nsubj", "nsubjpass"} and c.tag_ in {"NN", "NNP", "PRP"} and c.lower_ not in {"they", "we"} for c in verb.children)


def _of_none(token: Token) -> bool:
    """ "No damage or injuries": the "no" is said of both; so is "nor did it cause any injuries or deaths"."""
    node = token
    while node.dep_ == "conj" and node.head != node:
        node = node.head
    if node == token:
        return False
    if any(c.lower_ in {"no", "neither"} for c in node.lefts):
        return True
    before = {t.lower_ for t in token.doc[token.sent.start : node.i]}
    return any(c.lower_ == "any" for c in node.lefts) and bool(before & {"not", "n't", "n’t", "nor", "never", "without"})


def _not_caused(token: Token) -> bool:
    """ "The bomb caused no injuries and no power cut", "did not cause injuries": the verb that would have brought them is denied."""
    verb = token.head
    plain = not any((c.dep_ in {"det", "poss"} and c.lower_ != "any") or c.lower_ in lang.words("clauses", "en.clause.further") for c in token.lefts)
    modal = any(c.dep_ == "aux" and c.lemma_ not in {"do", "have"} for c in verb.lefts)
    return token.dep_ == "dobj" and plain and not modal and verb.lemma_.lower() in lang.words("clauses", "en.clause.brought_about") and any(c.dep_ == "neg" for c in verb.lefts)


def _bodies(parsed: Parsed, harm: HarmMention, counts: tuple[CountMention, ...], mood: Mood) -> Iterator[TollMention]:
    """Bodies that were found are people who died; a "body" that says something is an institution."""
    token = parsed.doc[harm.token]
    plural = token.tag_ == "NNS"
    found = _governed(token, lang.words("clauses", "en.clause.found")) or token.head.lemma_.lower() in lang.words("clauses", "en.clause.found")
    whom = next(
        (g for c in token.rights if c.dep_ == "prep" and c.lower_ == "of" for g in c.rights if g.dep_ == "pobj"), None
    )
    if token.head.lemma_ == "count" and any(c.lower_ in {"twice", "double"} for c in token.head.children):
        return  # "some bodies had been counted twice": of figures, not of people
    own = read_counted(parsed, harm.token, counts)
    following = token.doc[token.i + 1 : token.i + 2]
    alone = token.dep_ not in {"compound", "nmod"} and not plural and whom is None and found and not any(t.pos_ in {"NOUN", "PROPN"} for t in following)
    if alone and own is not None and own.count is not None and own.low == own.high == 1 and (_of_the_dead(token) or is_one_more(token)):
        yield make_mention(parsed, harm, [own], "count", mood)  # "a charred body was found", "an eighth body": of somebody
        return
    if own is not None and own.count is not None and (plural and (found or whom is not None or _human(token, own))):
        yield make_mention(parsed, harm, [own], "count", mood)
        return
    owner = _poss(token)
    if whom is None and owner is not None and found:
        low: int = 2 if plural else 1
        held = Phrase(
            first=owner.left_edge.i,
            last=harm.token,
            head=owner.i,
            sort="name" if owner.pos_ == "PROPN" else "pronoun",
            words=None,
            count=None,
            low=low,
            high=None if plural else 1,
            plural=plural,
            named=owner.pos_ == "PROPN",
        )
        yield make_mention(parsed, harm, [held], "event", mood)
        return
    if whom is None or not (found or plural or token.dep_ in {"nsubj", "nsubjpass", "dobj"}):
        return
    phrase = read_phrase(parsed, whom.i, counts)
    if (
        phrase is None
        or phrase.sort not in {"person", "name", "number", "group", "unknown"}
        or (phrase.sort == "unknown" and not found)
    ):
        return
    beside = [*joined(whom, None, counts), *beside_noun(token)]
    listed = enumerated(parsed, whom.i, counts)
    others = [read_phrase(parsed, other.i, counts) for other in (listed if len(listed) > len(beside) else beside)]
    told = [p for p in others if p is not None and p.sort in {"person", "name", "number"} and (p.count is not None or is_single(p))]
    for n, group in enumerate(merge(parsed, [phrase, *told])):
        made = make_mention(parsed, harm, group, "event", mood)
        yield replace(made, first=group[0].first) if n else made


def _human(token: Token, own: Phrase) -> bool:
    """ "Six bodies wrapped in shrouds", "nine bodies, three of them policemen": not "three governing bodies"."""
    number = own.count is not None and own.count.word is None and (own.low or 0) > 1
    return number and token.dep_ in {"dobj", "pobj", "conj", "appos"} and _of_the_dead(token)


def _of_the_dead(token: Token) -> bool:
    return all(c.lower_ in lang.words("clauses", "en.clause.of_bodies") for c in token.lefts if c.dep_ in {"amod", "compound", "nmod"})


def _poss(token: Token) -> Token | None:
    return next((c for c in token.children if c.dep_ == "poss"), None)
