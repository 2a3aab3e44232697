"""What a roll tells of a name behind it: ", an idol maker and a poet", ", rector of the university", ", one of the party's founders".

Whoever reads a roll word by word must know where the description of one ends
and the next one begins: "Omar Haddad, rector of the school and director of its
magazine, was killed" is one man.
"""

from __future__ import annotations

from typing import Any

from tollbook.extract.people import is_person_word


def told_behind(doc: Any, i: int) -> int:
    """The token after a description behind a name: ", an idol maker and a poet", ", a daughter of Jamil".

    Args:
        doc: The parsed sentence.
        i: The token behind the name.

    Returns:
        `i` itself where nothing is told of the name.
    """
    end = _told(doc, i)
    short = doc[end + 1] if i < end < len(doc) - 2 and doc[end].text == "," else None
    if short is not None and short.is_upper and short.is_alpha and 2 <= len(short) <= 6 and doc[short.i + 1].text == ",":
        return int(short.i) + 1  # "leader of the Movement of Workers, MOT, was": how the movement is called for short
    return end


def _told(doc: Any, i: int) -> int:
    if i + 2 >= len(doc) or doc[i].text != ",":
        return i
    if doc[i + 1 : i + 3].text.lower() == "one of" and doc[i + 3 : i + 4].text.lower() in {"the", "its", "our"}:
        return _one_of_many(doc, i)
    if doc[i + 1].lower_ not in {"a", "an", "the", "former", "who"}:
        return _post(doc, i)
    if doc[i + 1].lower_ in {"a", "an"} and doc[i + 2].text[0].isupper() and doc[i + 3 : i + 4].text in {",", ".", ";"}:
        return i + 3  # "Ann Lee, an American, and three guards"
    head: int | None = None
    last = i
    for t in doc[i + 1 : i + 24]:
        following = doc[t.i + 1] if t.lower_ == "and" and head is not None and t.i + 1 < len(doc) else None
        if following is not None and (following.lower_ in {"a", "an", "the"} or (following.tag_ in {"NN", "JJ"} and not following.text[0].isupper())):
            continue  # "a mosque imam and a member of the council"
        if following is not None and head is not None and following.dep_ == "conj" and following.head.i > head and not following.n_lefts:
            continue  # "an 8th grader at the School for Science and Technology"
        if following is not None and doc[t.i - 1].pos_ == "PROPN" and any(w.text in _BODIES for w in doc[t.i + 2 : t.i + 4]):
            continue  # "a guard of Construction and Housing Minister Bayan Daz"
        if t.text in {",", ";", ".", "(", '"'} or t.lower_ == "and" or t.pos_ in {"VERB", "AUX", "SCONJ"}:
            break
        last = int(t.i)
        head = last if t.pos_ in {"NOUN", "PROPN"} and is_person_word(t.lemma_.lower()) else head
    if head is None or doc[i + 1].lower_ == "who":
        return i
    ended: int = last + 1
    return ended if ended >= len(doc) or doc[ended].text in {",", ";", "."} or doc[ended].lower_ == "and" else head + 1


_BODIES = {"Minister", "Ministry", "Department", "Affairs", "Council", "Committee", "Commission", "Secretary", "Authority"}  # end a name with an "and"


def _one_of_many(doc: Any, i: int) -> int:
    """ ", one of the three founders of the league,": a name is told of, and nobody is added. "One of the guards and Omar" would be a list."""
    for t in doc[i + 4 : i + 28]:
        if t.text in {",", ";", "."} or t.tag_ in {"VBD", "VBZ", "VBP"}:
            return int(t.i)
        if t.lower_ == "and":
            return i
    return i


def _post(doc: Any, i: int) -> int:
    """The token after a post behind a name: ", spokesman for the union", ", rector of the university"; a name behind it would be its holder."""
    head = None
    for t in doc[i + 1 : i + 7]:
        if t.pos_ == "PROPN" and doc[t.i + 1 : t.i + 2].text in {"of", "for"} and is_person_word(t.lower_):
            head = int(t.i)  # ", Dean of Lomu College": a post written as a name
            break
        if t.pos_ not in {"NOUN", "ADJ"} and not (t.text == "-" and head is not None):
            break
        if t.tag_ == "NN" and is_person_word(t.lemma_.lower()):
            head = int(t.i)
    if head is not None and doc[head + 1 : head + 2].text == "and" and _second_post(doc, head + 2):
        head = next(int(t.i) for t in doc[head + 2 :] if t.tag_ == "NN" and doc[t.i + 1].tag_ != "NN")  # "party leader and candidate"
    if head is None or (head + 1 < len(doc) and doc[head + 1].lower_ not in {"of", "for", "in", "at", ",", ";", "."}):
        return i
    last = head
    if doc[head + 1 : head + 2].text in {"of", "for", "in", "at"}:
        for t in doc[head + 2 : head + 16]:
            if t.lower_ == "and" and _second_post(doc, t.i + 1):
                continue
            if t.text in {",", ";", ".", "(", '"'} or t.lower_ == "and" or t.pos_ in {"VERB", "AUX", "SCONJ"}:
                break
            last = int(t.i)
    return last + 1


def _second_post(doc: Any, i: int) -> bool:
    """ "Rector of the university and acting director of its magazine": an office without an article, and no name behind it."""
    while i + 1 < len(doc) and (doc[i].tag_ == "JJ" or (doc[i].tag_ == doc[i + 1].tag_ == "NN" and not doc[i].text[0].isupper())):
        i += 1
    if i + 1 >= len(doc) or doc[i].tag_ != "NN" or doc[i].text[0].isupper():
        return False
    return is_person_word(doc[i].lemma_.lower()) and doc[i + 1].pos_ != "PROPN"
