"""Who speaks, as far as the words for a speaker tell.

"The governor of Hatay", "Governor Dogan" and "Turkish governor Rahmi Doğan" are
three descriptions of one man. Here a description is taken apart into what it
says (a name, an office, a body, a place, a side), and two are held against each
other: they can be one voice, they cannot, or nothing is known.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tollbook.extract.actor_table import Hit, find_names
from tollbook.extract.credit import is_agency, outlet_name
from tollbook.gazetteer.fold import fold
from tollbook.lang import load

_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|[^\W_]+(?:['’](?!s\b)[^\W_]+)*(?:['’]s\b)?")
_SEGMENT = re.compile(r"[,;()\u2013\u2014]|\s-\s")
_RELATIVE = re.compile(r",?\s(?:who|which|that|speaking|citing|quoted|quoting)\s.*$", re.DOTALL)
_BASED = re.compile(r"\b([A-Z][\w.]*(?: [A-Z][\w.]*)?)[- ‐‑]based\b")
# Bodies of which nobody says more than their kind, though the link's role names it.
_ROLE_BODY = {"police": "police", "military": "army"}
_TITLES = frozenset({"office", "minister", "rank", "mouthpiece", "unnamed"})
_BODY_ROLES = frozenset({"monitor", "ngo", "un", "party", "rebel", "media", "rescue"})


@dataclass(frozen=True, slots=True)
class Voice:
    """What the words for a speaker say of who speaks.

    `names` are the folded words of a person's name, `office` one held by one
    person, `body` the kind of body that speaks, `words` what tells it from
    others of its kind (its place, its name), `party` whose it is. `unnamed`: known to
    the carrier alone. `outlet` is set for an outlet's or agency's own voice.
    `acronym` is an abbreviation written, `initials` what the words abbreviate to.
    """

    text: str
    role: str = "unknown"
    names: frozenset[str] = frozenset()
    office: str | None = None
    body: str | None = None
    words: frozenset[str] = frozenset()
    party: str | None = None
    country: str | None = None
    unnamed: bool = False
    outlet: str | None = None
    acronym: str | None = None
    initials: str = ""
    known: str | None = None


@dataclass(frozen=True, slots=True)
class _Lexicon:
    kinds: Mapping[str, tuple[str, str]]
    topics: Mapping[str, str]
    deputy: frozenset[str]
    small: frozenset[str]
    places: frozenset[str]
    described: frozenset[str]
    phrases: re.Pattern[str]
    known: Mapping[str, str]
    based: Mapping[str, str]
    titles: frozenset[str]
    monitors: frozenset[str]
    roles: Mapping[tuple[str, str], tuple[str, str]]


@functools.cache
def _lexicon() -> _Lexicon:
    data = load("voices")
    rules = {r["id"].removeprefix("en.voice."): r for r in data["rule"]}
    kinds: dict[str, tuple[str, str]] = {}
    for kind in ("office", "body"):
        for name, words in rules[kind]["classes"].items():
            kinds.update(dict.fromkeys(words, (kind, name)))
    kinds.update({w: ("minister", w) for w in rules["minister"]["words"]})
    kinds.update({w: ("ministry", w) for w in rules["minister"]["ministries"]})
    for kind in ("rank", "mouthpiece", "government", "authorities", "monitor", "unnamed"):
        for word in rules[kind]["words"]:
            kinds.setdefault(word, (kind, kind))
    bodies = data["names"]["bodies"]
    return _Lexicon(
        kinds=kinds,
        topics={w: topic for topic, words in rules["minister"]["topics"].items() for w in words},
        deputy=frozenset(rules["deputy"]["words"]),
        small=frozenset(data["small"]["words"]),
        places=frozenset(data["small"]["places"]),
        described=frozenset(rules["monitor"]["described"]),
        phrases=re.compile("|".join(map(re.escape, rules["unnamed"]["phrases"])), re.IGNORECASE),
        known={_plain(n): row["name"] for row in bodies for n in (row["name"], *row["aliases"])},
        based={fold(place): row["name"] for row in bodies for place in row.get("based", ())},
        titles=frozenset(rules["body"]["titles"]),
        monitors=frozenset(row["name"] for row in bodies if row.get("monitor")),
        roles={(role, word): ("body", body) for role, words in data["roles"].items() for word, body in words.items()},
    )


def _plain(name: str) -> str:
    return re.sub(r"^the ", "", fold(name))


def _known(text: str) -> str | None:
    """The body of the table that is meant or named: "SOHR", "the head of the Syrian Observatory for Human Rights"."""
    plain = _plain(text)
    names = _lexicon().known
    within = (n for n in names if " " in n and f" {n} " in f" {plain} ")
    return names.get(plain) or names.get(max(within, key=len, default=""))


@dataclass(slots=True)
class _Draft:
    """What has been made out of a description so far."""

    names: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    found: dict[str, str] = field(default_factory=dict)
    topic: str | None = None
    alone: list[set[str]] = field(default_factory=list)
    weighty: set[str] = field(default_factory=set)


@functools.lru_cache(maxsize=65_536)
def voice_from(speaker: str, role: str = "unknown") -> Voice:
    """Take the words for a speaker apart.

    Args:
        speaker: As the text gives them.
        role: The role the reader gave the speaker.

    Example:
        >>> v = voice_from("Turkish governor Rahmi Doğan", "government")
        >>> v.office, sorted(v.names), v.party
        ('governor', ['dogan', 'rahmi'], 'Turkey')
    """
    lexicon = _lexicon()
    text = " ".join(speaker.split())[:400]
    known = _known(text)
    if role == "media" and known is None and (outlet := _outlet(text)) is not None:
        return Voice(text=text, role=role, outlet=outlet)
    based = _BASED.search(text)
    bare = _BASED.sub(" ", text)
    draft = _Draft()
    hits = find_names(bare)
    for start, end in _segments(_RELATIVE.sub("", bare)):
        _read(bare[start:end], [h for h in hits if start <= h.start < end], start, draft, role)
    party = next((h.party for h in hits), None)
    made = Voice(
        text=text,
        role=role,
        names=frozenset(draft.names),
        office=draft.found.get("office"),
        body=_body(draft, hits, role),
        words=frozenset(draft.words),
        party=(party.side or party.name) if party else None,
        country=party.country if party else None,
        unnamed="unnamed" in draft.found or bool(lexicon.phrases.search(text)),
        known=known,
        **_letters(bare),
    )
    return _settled(made, draft, lexicon.based.get(fold(based.group(1))) if based else None)


def _outlet(text: str) -> str | None:
    """The own name of a medium; `None` for "state media", "local press" or "a reporter"."""
    words = text.split()
    listed = next((w for w in words if is_agency(w)), None)
    capital = [i for i, w in enumerate(words) if w[0].isupper() and w.lower() not in ("the", "a", "an")]
    if not capital:
        return None
    return outlet_name(listed or " ".join(words[capital[0] :]))


def _segments(text: str) -> list[tuple[int, int]]:
    at, found = 0, []
    for mark in _SEGMENT.finditer(text):
        found.append((at, mark.start()))
        at = mark.end()
    return [*found, (at, len(text))]


def _letters(text: str) -> dict[str, Any]:
    raw = [w for w in _WORD.findall(text) if w[0].isupper()]
    short = [w for w in raw if len(w) > 2 and w.isupper() and w.isalpha()]
    return {"acronym": short[0] if len(short) == 1 else None, "initials": "".join(w[0] for w in raw if w.lower() != "the")}


def _read(segment: str, hits: list[Hit], offset: int, draft: _Draft, role: str) -> None:
    """One stretch between commas: words before a title are a place's, words after it a person's."""
    lexicon = _lexicon()
    taken = {i for h in hits for i in range(h.start - offset, h.end - offset)}
    tokens = [(m.group(), fold(re.sub(r"['’]s$", "", m.group())), m.start(), m.group().endswith(("'s", "’s"))) for m in _WORD.finditer(segment)]
    titled, place, capital, before, i = False, False, set[str](), set[str](), 0
    classed, ministry = False, any(lexicon.kinds.get(t[1], ("", ""))[0] in ("minister", "ministry", "mouthpiece") for t in tokens)
    while i < len(tokens):
        raw, word, at, owned = tokens[i]
        pair = f"{word} {tokens[i + 1][1]}" if i + 1 < len(tokens) else ""
        size, kind = (2, lexicon.kinds[pair]) if pair in lexicon.kinds else (1, lexicon.kinds.get(word))
        kind = lexicon.roles.get((role, word), kind)
        following = lexicon.kinds.get(tokens[i + 1][1]) if i + 1 < len(tokens) else None
        if word in lexicon.deputy and following is not None and following[0] in ("office", "minister"):
            draft.found["deputy"] = "deputy"
        elif kind is not None and not (owned and kind[0] == "office"):
            draft.found.setdefault(*kind)
            titled = kind[0] in _TITLES or word in lexicon.titles or (titled and not place)
            classed, place = True, False
            draft.weighty.add(word)
            i += size - 1
        elif ministry and word in lexicon.topics:
            draft.topic = draft.topic or lexicon.topics[word]
            classed = True
        elif word in lexicon.places:
            place = True
        elif at in taken or word in lexicon.small or not word:
            pass
        elif raw[0].isupper() and titled and not place and not owned:
            draft.names.add(word)
        elif raw[0].isupper():
            capital.add(word)
            before.add(word)
        else:
            draft.weighty.add(word)
        i += 1
    if classed:
        draft.words |= before
    elif capital or hits:
        # "Michael Jordan" is a person; "Jordan" is a state.
        named = {word for _, word, at, _ in tokens if at in taken} if capital and hits and not place and hits[-1].form == "country" else set()
        draft.alone.append(capital | named)


def _body(draft: _Draft, hits: tuple[Hit, ...], role: str) -> str | None:
    found = draft.found
    if draft.topic and ("minister" in found or "ministry" in found or "mouthpiece" in found):
        return f"{'deputy ' if 'deputy' in found and 'minister' not in found else ''}{draft.topic} ministry"
    if "body" in found:
        return found["body"]
    if "monitor" in found:
        return "monitor"
    if "office" in found or "unnamed" in found:
        return None
    if "government" in found:
        return "government"
    if hits and hits[0].form == "party":
        return "army" if hits[0].party.kind == "state forces" else "group"
    if "authorities" in found:
        return "government" if hits else "authorities"
    if hits and not draft.alone and not draft.names:
        return "government"
    if hits and hits[0].form in ("country", "stands_for") and not any(draft.alone) and not draft.names:
        return "government"
    return _ROLE_BODY.get(role)


def _settled(voice: Voice, draft: _Draft, based: str | None) -> Voice:
    """What a description without a title means: a person's name, or a body's; or nobody who is known."""
    alone = set().union(*draft.alone) if draft.alone else set()
    if voice.office is not None and "deputy" in draft.found:
        voice = replace(voice, office=f"deputy {voice.office}")
    if voice.known is None and voice.body == "monitor" and based is not None:
        voice = replace(voice, known=based)
    if voice.known in _lexicon().monitors:
        voice = replace(voice, body="monitor")
    if voice.body == "monitor":
        return replace(voice, words=frozenset((voice.words | alone) - _lexicon().described))
    if alone:
        titled = bool(_TITLES & draft.found.keys()) or voice.role not in _BODY_ROLES
        if voice.names:
            voice = replace(voice, words=voice.words | (alone - voice.names))
        elif titled:
            voice = replace(voice, names=frozenset(alone))
        else:
            voice = replace(voice, body=voice.body or "named", words=voice.words | alone)
    unnamed = voice.unnamed if not voice.names else bool(_lexicon().phrases.search(voice.text))
    if unnamed or not (voice.names or voice.office or voice.body or voice.known):
        return replace(voice, unnamed=True, body=None, words=voice.words | {w.removesuffix("s") for w in draft.weighty})
    return replace(voice, unnamed=False)
