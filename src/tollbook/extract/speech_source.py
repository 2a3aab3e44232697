"""From a noun phrase to a speaker: its full words, its role, its medium."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from tollbook import lang
from tollbook.extract.patient_tree import children
from tollbook.extract.speech_cues import cues
from tollbook.model import Link
from tollbook.text.parse import Parsed

_CUT = {"relcl", "advcl", "parataxis"}
_LONGEST_CLAUSE = 8
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}$")
_LEADING = {"punct", "cc", "advmod", "mark", "prep", "preconj"}


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source as it stands: token range of the whole phrase, and its links.

    `links` run from the origin outwards: who spoke, then the medium that the
    phrase itself names ("the Facebook page of"). `pronoun` is the pronoun, in
    small letters, where the phrase is nothing else.
    """

    first: int
    last: int
    links: tuple[Link, ...]
    pronoun: str | None = None


def role_of(words: str) -> str:
    """What kind of speaker a phrase names, by its words; the first fitting role of the table.

    Example:
        >>> role_of("a doctor at the military hospital")
        'medical'
    """
    held = {w.strip(".,'’\"()").lower().replace("'s", "").replace("’s", "") for w in words.replace("/", " ").split()}
    for name, alone, phrases in cues().roles:
        if held & alone or (phrases is not None and phrases.search(words)):
            return name
    return "unknown"


def _phrase(doc: Any, head: Any, *, short: bool, stop: frozenset[int] = frozenset()) -> tuple[int, int]:
    """First and last token of the phrase of `head`; `short` leaves out what only tells more about it."""
    dropped: set[int] = set(stop)
    if short:
        for token in head.subtree:
            if token.i == head.i or token.i in dropped:
                continue
            clause = token.dep_ in _CUT or (token.dep_ == "acl" and token.tag_ in {"VBG", "VBN"} and token.left_edge.i > 0)
            if clause and token.i > head.i:
                edge, last = token.left_edge.i, token.right_edge.i
                comma = edge > 0 and doc[edge - 1].text in {",", "-", "--", "–", "—", "("}
                if comma or last - edge >= _LONGEST_CLAUSE:
                    dropped.update(range(edge, len(doc)))
    kept = [t.i for t in head.subtree if t.i not in dropped]
    first = last = head.i
    while first - 1 in kept:
        first -= 1
    while last + 1 in kept:
        last += 1
    while first < head.i and (doc[first].dep_ in _LEADING or doc[first].text in {"-", "--", "–", "—", '"'}) and doc[first].head.i == head.i:
        first += 1
    while last > head.i and (
        (doc[last].is_punct and doc[last].text not in {")", "]"}) or doc[last].lower_ in lang.words("calendar", "en.calendar.days_told") or doc[last].dep_ == "cc"
    ):
        last -= 1
    return first, last


def _named(doc: Any, head: Any, first: int, last: int) -> bool:
    if first == last and role_of(head.text) not in {"unknown", "media"} and not head.text.isupper():
        return False
    names = [t for t in doc[first : last + 1] if t.tag_ in {"NNP", "NNPS"} or t.text.startswith("@")]
    if first < last and any(t.i == head.i for t in names):
        return True
    own = {"conj", "compound", "flat", "nmod"}
    if any(t.dep_ == "appos" and role_of(t.text) == "unknown" for t in names):
        return True
    return any(t.i == head.i or (t.dep_ in own and t.head.i == head.i and role_of(t.text) == "unknown") for t in names)


def _link(parsed: Parsed, head: Any, first: int, last: int, cue: str | None) -> Link:
    span = parsed.span(first, last)
    text = " ".join(parsed.doc[i].text for i in range(first, last + 1))
    return Link(
        speaker=span.text,
        start=span.start,
        end=span.end,
        cue=cue,
        role=role_of(text),
        named=_named(parsed.doc, head, first, last),
    )


def is_medium(token: Any) -> bool:
    """Is this noun the name of somebody who passes on what others say?"""
    if token.lower_ in cues().platforms:
        return True
    names = [t for t in token.subtree if t.tag_ in {"NNP", "NNPS"} or t.text.startswith("@")]
    if not any(t.i == token.i or t.dep_ in {"compound", "appos", "poss"} for t in names):
        return False
    if any(t.lower_ in cues().platforms for t in token.subtree if t.i <= token.i):
        return True
    return role_of(" ".join(t.text for t in token.subtree if t.dep_ not in _CUT)) == "media"


def _behind(head: Any) -> tuple[Any | None, Any | None]:
    """Who stands behind a word for a statement, and who passed it on: "a post by X", "X's claim", "police figures obtained by Y"."""
    who = passed = None
    for token in head.children:
        if token.dep_ == "poss" and (head.lower_ in cues().statements or any(t.lower_ in cues().platforms for t in head.subtree)):
            who = token
        elif token.dep_ == "prep" and token.lower_ in {"by", "from"} and who is None:
            who = next((p for p in children(token, "pobj") if token.lower_ == "by" or not _is_thing(p)), None)
        elif token.dep_ == "acl" and token.lemma_.lower() in cues().words["passes on"]:
            agents = [p for a in children(token, "agent", "prep") if a.lower_ == "by" for p in children(a, "pobj")]
            passed = agents[0] if agents else passed
    if who is None:
        who = _owner_of_page(head)
    if who is None and head.lower_ not in cues().carriers:
        for token in head.children:
            if token.dep_ in {"compound", "nmod"} and role_of(token.text) not in {"unknown", "media"} and token.lower_ not in cues().statements:
                who = token
    if who is None and passed is None:
        verb = head.head
        if head.dep_ == "dobj" and verb.lemma_.lower() in cues().words["passes on"]:
            who = next(iter(children(verb, "nsubj")), None)
    if who is None:
        return passed, None
    return who, passed


def _passed_on(owner: Any) -> tuple[Any | None, set[int]]:
    """ "Figures from the ministry *seen by Efe*": who passed them on, where the parser has the ministry seen, and those words."""
    for part in children(owner, "acl"):
        if part.tag_ == "VBN" and part.lemma_.lower() in cues().words["passes on"]:
            agents = [p for a in children(part, "agent", "prep") if a.lower_ == "by" for p in children(a, "pobj")]
            if agents:
                return agents[0], {t.i for t in part.subtree}
    return None, set()


def _is_thing(noun: Any) -> bool:
    """ "A video from the scene": nobody who could speak."""
    return noun.tag_ in {"NN", "NNS"} and noun.text[0].islower() and role_of(" ".join(t.text for t in noun.subtree)) == "unknown"


def _owner_of_page(head: Any) -> Any | None:
    """ "A post on the Telegram channel of the governor": the governor."""
    pages = [p for prep in children(head, "prep") if prep.lower_ in {"on", "in"} for p in children(prep, "pobj")]
    held = [t for p in pages if p.lower_ in cues().carriers for t in p.children]
    owners = [t for t in held if t.dep_ == "poss"]
    owners += [o for t in held if t.dep_ == "prep" and t.lower_ == "of" for o in children(t, "pobj")]
    return owners[0] if owners else None


def speaker_at(parsed: Parsed, head: Any, cue: str | None, stop: frozenset[int] = frozenset()) -> Speaker:
    """Describe the speaker whose phrase has `head` as its main word.

    Args:
        parsed: The sentence.
        head: The token at the head of the phrase.
        cue: The word of saying, kept in the link.
        stop: Tokens that belong to no part of the phrase.
    """
    doc = parsed.doc
    first, last = _phrase(doc, head, short=False, stop=stop)
    if first == last and head.tag_ in {"PRP", "WP", "WDT"} and head.lower_ not in {"who", "which"}:
        return Speaker(first, last, (), head.lower_)
    if head.lower_ in {"who", "which", "that"} and head.head.dep_ == "relcl":
        inner = speaker_at(parsed, head.head.head, cue, stop | {t.i for t in head.head.subtree})
        return Speaker(first, last, inner.links)
    media, used = _inner_media(parsed, head, stop)
    origin = head
    if (head.lower_ in cues().statements or head.lower_ in cues().carriers) and not children(head, "conj"):
        who, passed = _behind(head)
        if who is not None and (who.i not in used or (_owner_of_page(head) or head).i == who.i):
            origin = who
            used -= {t.i for t in who.subtree}
        if passed is None and origin.i != head.i:
            passed, cut = _passed_on(origin)
            used |= cut
        if passed is not None and passed.i != origin.i:
            media.append(_link(parsed, passed, *_phrase(doc, passed, short=True), "by"))
    platforms = [m for m in _platforms(parsed, first, last, cue) if not any(m.start < k.end and k.start < m.end for k in media)]
    if origin.tag_ == "PRP$":
        return Speaker(first, last, tuple(platforms + media), origin.lower_)
    a, b = _own_words(doc, origin, *_phrase(doc, origin, short=True, stop=frozenset(used)))
    return Speaker(first, last, (_link(parsed, origin, a, b, cue), *platforms, *media))


def _own_words(doc: Any, origin: Any, first: int, last: int) -> tuple[int, int]:
    """The phrase without what is only about where it was said, and with what belongs to it beyond the tree."""
    while first < last and _CLOCK.match(doc[first].text):
        first += 1
    if first < last and doc[first].lower_ in {"source", "user"} and doc[first + 1].tag_ in {"NNP", "NNPS"}:
        first += 1
    elif last + 3 < len(doc) and doc[last + 1].text == "," and doc[last + 2].lower_ == "among" and doc[last + 3].lower_ in {"other", "others"}:
        last = last + 3 if doc[last + 3].lower_ == "others" else min(last + 4, len(doc) - 1)
    if doc[last].lower_ in cues().carriers:
        # "X's Facebook and Telegram accounts": X speaks, there.
        for i in range(first + 1, last):
            if doc[i].dep_ == "case" and any(doc[k].lower_ in cues().platforms for k in range(i, last)):
                last = i - 1
                break
    if any(t.text == "(" for t in doc[first : last + 1]) and not any(t.text == ")" for t in doc[first : last + 1]):
        last = next(t.i for t in doc[first : last + 1] if t.text == "(") - 1 if doc[first].text != "(" else last
    while origin.dep_ == "poss" and last > origin.i and doc[last].dep_ == "case":
        last -= 1
    return first, last


def _inner_media(parsed: Parsed, head: Any, stop: frozenset[int]) -> tuple[list[Link], set[int]]:
    """Media named within the phrase, and the tokens they take: "sources in Efe", "officials quoted by Dawn", "@x on Twitter"."""
    doc = parsed.doc
    media: list[Link] = []
    used = set(stop)
    for verb in [t for t in head.subtree if t.dep_ == "acl" and t.lemma_.lower() in cues().words["asked by"]]:
        for noun in [p for a in children(verb, "agent", "prep") if a.lower_ == "by" for p in children(a, "pobj")]:
            media.append(_link(parsed, noun, *_phrase(doc, noun, short=True, stop=stop), f"{verb.text} by"))
            used.update(t.i for t in verb.subtree)
    for prep in [t for t in head.subtree if t.dep_ == "prep" and t.i > head.i and t.lower_ in {"in", "on", "via"}]:
        if prep.lower_ == "in" and role_of(head.text) == "media":
            continue
        for noun in children(prep, "pobj"):
            if noun.i not in used and is_medium(noun):
                first, last = _platform_words(doc, *_phrase(doc, noun, short=True))
                media.append(_link(parsed, noun, first, last, prep.text))
                used.update(t.i for t in prep.subtree)
    return media, used


def media_links(parsed: Parsed, head: Any, cue: str | None, stop: frozenset[int]) -> tuple[Link, ...]:
    """The medium through which something was said: its name, or the platform in "a Facebook post"."""
    first, last = _platform_words(parsed.doc, *_phrase(parsed.doc, head, short=True, stop=stop))
    return (_link(parsed, head, first, last, cue),)


def _platform_words(doc: Any, first: int, last: int) -> tuple[int, int]:
    """Of "their Facebook page" only the platform; any other phrase as it is."""
    at = [i for i in range(first, last + 1) if doc[i].lower_ in cues().platforms]
    return (at[0], at[-1]) if at else (first, last)


def _platforms(parsed: Parsed, first: int, last: int, cue: str | None) -> list[Link]:
    """The platform in "Facebook user X", "X's Telegram page", "the Twitter account @x"."""
    doc = parsed.doc
    words = [doc[i].lower_ for i in range(first, last + 1)]
    if not any(w in cues().carriers or any(w.endswith("-" + c) for c in ("user", "users")) for w in words):
        return []
    at = [i for i in range(first, last + 1) if doc[i].lower_ in cues().platforms]
    if not at:
        return []
    end = at[0]
    for i in at[1:]:
        if all(doc[k].lower_ in {"and", "/", ","} for k in range(end + 1, i)):
            end = i
    span = parsed.span(at[0], end)
    return [Link(speaker=span.text, start=span.start, end=span.end, cue=cue, role="media", named=True)]
