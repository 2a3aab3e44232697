"""Where a roll of victims stands: before the verb of harm, behind it, and with "alongside" or "as was"."""

from __future__ import annotations

from typing import Any

from tollbook import lang
from tollbook.extract.lists import fared_otherwise
from tollbook.extract.number import CountMention
from tollbook.extract.phrase import Phrase
from tollbook.extract.roll import Entry, groups_of, is_roll, persons, read_roll
from tollbook.extract.same_person import offices, same_person
from tollbook.text.parse import Parsed

Token = Any  # a spaCy token

_FURTHEST = 150  # tokens before the verb


def rolled(
    parsed: Parsed, verb: int, last: int, how: str, phrases: list[Phrase], counts: tuple[CountMention, ...]
) -> list[Phrase] | None:
    """The groups of a roll that a word of harm is said of.

    Args:
        parsed: The sentence.
        verb: The word of harm.
        last: The end of its phrase ("shot dead").
        how: What led from it to the victims, see `patient.Patient`.
        phrases: The victims as the tree gives them.
        counts: The sentence's number words.

    Returns:
        One phrase a group; `None` where no roll stands there, or the tree has
        read no fewer people.
    """
    doc = parsed.doc
    head = phrases[0].head
    if head < verb:
        if how not in {"passive", "subject", "elliptical", "state", "order", "participle"}:
            return None
        entries = _before(parsed, verb, head, counts)
    elif how in {"object", "order"} and last <= phrases[0].first <= last + 1:  # "shot dead Ann Lee": to the parser Ann Lee is dead
        entries = _behind(parsed, last + 1, counts)
    elif how == "event" and phrases[0].named and phrases[0].first == last + 2:
        entries = _behind(parsed, last + 2, counts, of_a_noun=True)
    else:
        return None
    if _sums_up(doc, entries) or _named_behind(doc, entries):
        entries = entries[:-1]
    entries = [e for e in entries if e.named or e.count is not None or doc[e.head].dep_ != "conj" or not same_person(doc[e.head])]
    entries = [e for e in entries if not _of_the_place(doc, e)]
    if _by_two_offices(doc, entries) or _told_who(doc, entries):
        return None
    if len(entries) == 2 and entries[0].named and doc[entries[1].first : entries[1].first + 3].text.lower() == "one of the":
        entries = entries[:1]  # "the death of Omar Hadi, one of the commanders": who he was
    more = _with_them(parsed, last, counts) if head < verb else []
    if not entries and more and len(phrases) >= 1 and phrases[0].named and phrases[0].count is None:
        lead = phrases[0]
        entries = [Entry(first=lead.first, last=lead.last, head=lead.head, low=1, high=1, named=True)]
    if not entries:
        return None
    entries += more
    known = sum(p.low or 1 for p in phrases)
    if persons(entries) < max(2, known) or not (is_roll(entries) or _is_list(doc, entries, head > verb)):
        return None
    by_name = len(entries) == 1 and entries[0].named and entries[0].count is None and phrases[0].count is None
    if persons(entries) == known and len(phrases) == len(entries) and not (more or by_name):
        return None
    if any(t.dep_ == "ROOT" and t.pos_ == "VERB" and t.text.islower() for t in doc[entries[0].first : entries[0].last + 1]):
        return None
    return groups_of(parsed, entries)


def _by_two_offices(doc: Any, entries: list[Entry]) -> bool:
    """ "Journalist and rights activist Anna Petrova": one name behind two things that she is."""
    if len(entries) != 2 or entries[0].named or entries[0].own or entries[0].count is not None or not entries[1].named:
        return False
    first, second = entries
    articles = {t.lower_ for e in entries for t in doc[e.first : e.first + 1]} & {"a", "an", "another", "the", "one"}
    between = [t.lower_ for t in doc[first.last + 1 : second.first]]
    return not articles and between == ["and"] and any(t.text.islower() and t.lemma_.lower() in offices() for t in doc[second.first : second.last + 1])


def _of_the_place(doc: Any, entry: Entry) -> bool:
    """ "A surgeon in Velm, Ohio": the name behind the comma says where Velm is."""
    head = doc[entry.head]
    place = head.head
    name = all(t.pos_ == "PROPN" for t in doc[entry.first : entry.last + 1])
    return name and head.dep_ == "appos" and place.dep_ == "pobj" and place.pos_ == "PROPN" and place.head.lower_ in {"in", "at", "near", "from"}


def _told_who(doc: Any, entries: list[Entry]) -> bool:
    """ "Dr. Karim Haddad, a surgeon in Velm": who the one named is, and nobody else."""
    if len(entries) != 2 or not entries[0].named or entries[1].named or entries[1].own:
        return False
    first, second = entries
    between = [t.text for t in doc[first.last + 1 : second.first]]
    return between == [","] and doc[second.first].lower_ in {"a", "an"} and doc[second.head].dep_ == "appos"


def _sums_up(doc: Any, entries: list[Entry]) -> bool:
    """ "Omar Haddad and Karim Amin, two smugglers": as many as were named, and nobody else."""
    named, last = entries[:-1], entries[-1] if entries else None
    if last is None or len(named) < 2 or last.named or last.count is None or doc[last.first - 1].text != ",":
        return False
    return all(e.named and e.low == 1 for e in named) and (last.low, last.high) == (len(named), len(named))


def _named_behind(doc: Any, entries: list[Entry]) -> bool:
    """ "A husband and wife, Omar Serni, 38, and Huda Saleh, 30": two people, and their names."""
    if len(entries) != 3 or entries[0].named or not (entries[1].named and entries[2].named):
        return False
    one, two, _ = entries
    joined = [t.lower_ for t in doc[one.last + 1 : two.first]] == ["and"] and two.first == two.head
    return joined and (one.low, two.low) == (1, 1) and doc[two.head + 1].text in {",", ":", "-"}


def _behind(parsed: Parsed, start: int, counts: tuple[CountMention, ...], *, of_a_noun: bool = False) -> list[Entry]:
    """The roll behind a word of harm, without whoever the sentence goes on with: "killing three nuns, a cook and her aunt, a priest said".

    A noun has a verb behind its list: "the murders of Rosa Paz and Omar Lara shocked the town".
    """
    entries, reached = read_roll(parsed, start, counts)
    goes_on = reached < len(parsed.doc) and parsed.doc[reached].tag_ in {"VBD", "VBZ", "VBP", "MD", "NN", "NNS", "NNP"}
    if of_a_noun and entries and parsed.doc[entries[-1].first - 1].text != ",":
        return entries
    return entries[:-1] if goes_on else entries


def _is_list(doc: Any, entries: list[Entry], behind: bool) -> bool:
    """Behind the verb, a list that opens with a number needs no name: "killing six guards, a cook and her driver"."""
    if not behind or len(entries) < 2 or entries[0].count is None:
        return False
    # "killing two insurgents, the force said": a definite noun goes on with the sentence
    return all(e.count is not None or ((e.low, e.high) == (1, 1) and not e.named and doc[e.first].lower_ != "the") for e in entries)


def _before(parsed: Parsed, verb: int, head: int, counts: tuple[CountMention, ...]) -> list[Entry]:
    """The longest roll that ends right before the verb and its auxiliaries."""
    doc = parsed.doc
    end = verb
    while end > 0 and (doc[end - 1].lower_ in lang.words("clauses", "en.clause.verb_group") or doc[end - 1].pos_ == "ADV"):
        end -= 1
    outer = end  # "Nia Hines, 19, were": the comma behind an age is the entry's own
    while end > 0 and doc[end - 1].text in {",", "-", '"'}:
        end -= 1
    for start in range(max(0, end - _FURTHEST), end):
        if not _may_begin(doc, start):
            continue
        entries, reached = read_roll(parsed, start, counts, stop=outer)
        if entries and end <= reached <= outer and start <= head + 1:
            return entries
        if entries and end <= reached <= outer and not any(e.first <= head <= e.last for e in entries):
            told = doc[start - 1].text in {",", ":", "-", "–"}
            return entries if is_roll(entries) and told else []
    return []


def _may_begin(doc: Any, i: int) -> bool:
    if i == 0:
        return True
    before = doc[i - 1]
    if before.pos_ == "ADP" and before.lower_ not in {"that", "as", "after", "while"}:
        return False
    return before.text in {",", '"', ":", ";", "-", "–", ".", ")"} or before.pos_ in {"VERB", "SCONJ", "AUX", "CCONJ", "ADP"}


def _with_them(parsed: Parsed, last: int, counts: tuple[CountMention, ...]) -> list[Entry]:
    """ "Was killed alongside his wife Huda", "was injured, as were his aunt and two guards": those who share the harm."""
    doc = parsed.doc
    for i in range(last + 1, min(last + 30, len(doc) - 2)):
        two = f"{doc[i].lower_} {doc[i + 1].lower_}"
        start = None
        if two in {"as was", "as were", "as did"}:
            start = i + 2
        elif i <= last + 12 and (doc[i].lower_ == "alongside" or two in {"along with", "together with"}):
            start = i + (1 if doc[i].lower_ == "alongside" else 2)
        elif i == last + 1 and doc[i].lower_ == "with" and doc[i + 1].lower_ in {"his", "her", "their"}:
            start = i + 1
        if start is not None:
            entries, reached = read_roll(parsed, start, counts)
            if doc[reached : reached + 1].text.lower() in lang.words("clauses", "en.clause.fared_so"):
                return []  # "left the owner dead along with ten others wounded"
            return [] if any(fared_otherwise(doc[e.head]) for e in entries) else entries
        if doc[i].text in {";", "."}:
            break
    return []
