"""Parts of a toll that an earlier sentence told: "nine of the victims were novices", "of those killed, 94 were men"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tollbook import lang
from tollbook.extract.listing import listed
from tollbook.extract.number import CountMention
from tollbook.extract.people import is_person_word
from tollbook.extract.share import find_shares
from tollbook.extract.toll import TollMention, words_of
from tollbook.model import Span
from tollbook.text.parse import Parsed

Token = Any  # a spaCy token

RULE = "en.toll.part.later"
# No sentence that a person wrote tells more parts, or is longer.
_MOST, _LONGEST = 20, 200


def parts_of_earlier(parsed: Parsed, before: Sequence[TollMention], counts: tuple[CountMention, ...]) -> list[TollMention]:
    """The parts that a sentence tells of the people counted before it, where it has no word of harm of its own.

    Args:
        parsed: The sentence.
        before: The tolls told so far, the sentence's own included.
        counts: The sentence's number words.

    Returns:
        A toll for each part, with the harm of the toll that it is part of; empty
        where no toll told before is large enough to hold it.
    """
    made: list[TollMention] = []
    if len(parsed.doc) > _LONGEST:
        return made
    held = {m.count.start for m in before if m.parsed is parsed}
    for count in counts[:_MOST]:
        if parsed.offsets(count.first, count.last)[0] in held or count.low is None or count.low == 0:
            continue
        if parsed.doc[count.first].lower_ in {"all", "both"}:
            continue  # "all 14 were civilians" says again who they were, not how many were harmed
        if any(share.start <= parsed.doc[count.first].idx < share.end for share in find_shares(parsed.doc.text)):
            continue  # "a third of them children" is no third one
        whole = _whole_of(parsed, count, before)
        if whole is not None:
            made += _told(parsed, whole, count, counts)
            held |= {m.count.start for m in made}
    return made


def _told(
    parsed: Parsed, whole: TollMention, count: CountMention, counts: tuple[CountMention, ...]
) -> list[TollMention]:
    """The part, and the rest of a list that it begins ("94 were men, 52 women, and five girls")."""
    doc = parsed.doc
    words, last = _predicate(parsed, count)
    if words is None and not _led(doc, count.first) and not _says_what_they_are(doc, count):
        return []
    own = replace(
        whole,
        parsed=parsed,
        rule=RULE,
        trigger=doc[count.first].i,
        phrase=None,
        count=count.as_count(parsed),
        words=words,
        first=count.first,
        last=last,
        mood="asserted",
        how="subset",
        part=True,
        additional=False,
        former=False,
        bare=False,
        comparative=False,
        transition=None,
    )
    start = last + 1
    while start < len(doc) and (doc[start].text == "," or doc[start].lower_ == "and"):
        start += 1
    rest = listed(parsed, own, start, counts, []) if start > last + 1 and any(c.first == start for c in counts) else []
    return [own, *(replace(m, rule=RULE) for m in rest)]


def _says_what_they_are(doc: Any, count: CountMention) -> bool:
    """ "Three of them are Turks", "two belonged to the same unit": not "released three of them"."""
    back = _back(doc, count.last + 1)
    verb = doc[count.head].head
    if back > 0 and doc[count.last + back].lower_ == "victims" and doc[count.head].dep_ in {"nsubj", "nsubjpass"}:
        return True  # "seventeen of the victims were identified": whatever is told of them, they are counted as victims
    return back > 0 and doc[count.head].dep_ in {"nsubj", "nsubjpass"} and verb.lemma_ in lang.words("clauses", "en.clause.hails_from")


def _back(doc: Any, i: int) -> int:
    """How many tokens from `i` point back to those counted before: "of them", "of the victims"; 0 for none."""
    if i >= len(doc) or doc[i].lower_ != "of":
        return 0
    for n, token in enumerate(doc[i + 1 : i + 4], start=2):
        if token.lower_ in words_of(RULE):
            following = doc[token.i + 1] if token.i + 1 < len(doc) else None
            alone = following is None or (following.pos_ not in {"NOUN", "ADJ", "PROPN", "NUM"} and following.text != '"')
            return n if alone or token.lower_ in {"them", "whom"} else 0
        if token.lower_ not in {"the", "these", "those"}:
            return 0
    return 0


def _led(doc: Any, i: int) -> bool:
    """Does the clause of this number begin with "of those killed", "of the dead"?"""
    return any(t.lower_ == "of" and t.i + 1 < i and (t.i == 0 or doc[t.i - 1].text in {",", ";", '"'}) and _led_by(doc, t.i, i) for t in doc[:i])


def _led_by(doc: Any, of: int, i: int) -> bool:
    """From this "of" to the number: whom it points back to, and nothing but a comma and parts already counted."""
    lead = doc[of + 1 : of + 4]
    return i - of < 8 and any(t.lower_ in words_of(RULE) or t.lower_ in _HARMED for t in lead) and doc[i - 1].text == ","


_HARMED = {"killed": "killed", "dead": "killed", "deaths": "killed", "deceased": "killed", "fatalities": "killed", "slain": "killed", "martyrs": "killed", "fallen": "killed", "wounded": "injured", "injured": "injured"}


def _predicate(parsed: Parsed, count: CountMention) -> tuple[Span | None, int]:
    """The people that a number is said to be: "nine of the victims were novice monks", "52 women"."""
    doc = parsed.doc
    i = count.last + 1
    if _included(doc, count):
        head = next((t for t in doc[i : i + 4] if is_person_word(t.lemma_.lower())), None)
        return (parsed.span(i, head.i), head.i) if head is not None else (None, count.last)
    i += _back(doc, i)
    if i < len(doc) and doc[i].lower_ in _HARMED:
        i += 1
    if i < len(doc) and doc[i].lemma_ == "be" and doc[i].tag_ != "VBG":
        head = next((c for c in doc[i].rights if c.dep_ == "attr"), None)
        if head is not None and is_person_word(head.lemma_.lower()):
            start = next((t.i for t in doc[i + 1 : head.i + 1] if t.lower_ not in lang.words("clauses", "en.clause.before_whom")), head.i)
            return parsed.span(max(start, i + 1), head.i), head.i
        return None, max(count.last, i - 1)
    if i < len(doc) and i > count.last + 1 and is_person_word(doc[i].lemma_.lower()):
        return parsed.span(i, i), i
    return None, i - 1


def _whole_of(parsed: Parsed, count: CountMention, before: Sequence[TollMention]) -> TollMention | None:
    """The toll that the words around a number point back to, if it can hold as many."""
    doc, low = parsed.doc, count.low or 0
    back, led = _back(doc, count.last + 1), _led(doc, count.first)
    near = doc[max(0, count.first - 8) : count.last + 6]
    harm = next((_HARMED[t.lower_] for t in near if t.lower_ in _HARMED), None) if led or back else None
    if not (back or led or _is_subject(doc, count) or _included(doc, count)):
        return None
    if harm is None and back and doc[count.last + back].lower_ == "victims":
        # victims, where some died and some lived, are sooner the dead
        before = sorted(before[-_MOST:], key=lambda m: m.harm in {"killed", "casualties"})
    for whole in reversed(before[-_MOST:]):
        if parsed.sentence.index - whole.parsed.sentence.index > 2:
            return None
        if whole.parsed is parsed and whole.first > count.first:
            continue
        if whole.part and not _is_subject(doc, count):
            continue
        if harm is not None and whole.harm != harm:
            continue
        most = whole.count.high if not whole.part else None
        if whole.harm == "displaced" or whole.count.low == 0 or whole.mood != "asserted":
            continue
        if whole.count.low is None or (most is not None and most < low) or whole.count.low < low:
            continue
        return whole
    return None


def _included(doc: Any, count: CountMention) -> bool:
    """ "These included 12 children": the pronoun is those counted before."""
    verb = doc[count.first - 1] if count.first else None
    if verb is None or verb.lemma_ != "include" or verb.tag_ not in {"VBD", "VBP"}:
        return False
    return any(c.dep_ == "nsubj" and c.lower_ in {"these", "those", "they"} for c in verb.lefts)


def _is_subject(doc: Any, count: CountMention) -> bool:
    """ "Three were civilians", told of a number alone: at the head of its clause, before a form of "be" and people."""
    following = doc[count.last + 1 : count.last + 3]
    if not following or following[0].lower_ not in {"were", "was", "are"}:
        return False
    head = next((c for c in following[0].rights if c.dep_ == "attr"), None)
    before = doc[count.first - 1] if count.first else None
    starts = before is None or before.text in {",", ";", ":", '"'} or before.lower_ in {"and", "while", "that"}
    return starts and head is not None and is_person_word(head.lemma_.lower())
