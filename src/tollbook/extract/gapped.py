"""A second voice that gives its figure and leaves the rest unsaid: "the UN says 1,500 died, the government that 900 have".

Two sources that disagree are most often told in one breath, and the words that
both share only once. No parser hangs "the rebels at 40" on the verb before it;
the order of the words is plain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tollbook import lang
from tollbook.extract.number import CountMention, find_counts
from tollbook.extract.people import is_person_word
from tollbook.extract.speech_cues import Cue, cues
from tollbook.extract.speech_parts import Found
from tollbook.extract.speech_source import role_of
from tollbook.extract.toll import TollMention
from tollbook.text.parse import Parsed

RULE = "en.toll.gapped"
# No phrase that names a speaker so briefly is longer; a sentence with more figures is a table.
_LONGEST, _MOST = 7, 12
_OPENS = frozenset({",", ";", "and", "but", "while", "whereas", "though", "although"})
_BETWEEN = frozenset({"at", "that", "only", "just", "it", "them", "some", "about"})
_FIGURE = frozenset({"the", "death", "toll", "figure", "number", "total", "count", "it"})
_AUXILIARIES = frozenset({"have", "had", "were", "was", "did"})
# Who speaks in the plural without an article: "residents 15"; soldiers and rebels may be those counted.
_PLURAL_VOICES = frozenset({"medical", "government", "police", "witness", "ngo", "monitor", "un", "media", "party", "rescue"})


@dataclass(frozen=True, slots=True)
class Gapped:
    """A figure with its own speaker and without a word of harm.

    `first` to `last` are the tokens of all of it, `source` the head of the
    speaker's phrase, `cue` the tokens of the word of saying, none where that is
    left out, too; `opens` whether the sentence begins with it.
    """

    first: int
    last: int
    source: int
    cue: tuple[int, ...]
    count: CountMention
    opens: bool


def gapped(parsed: Parsed, counts: Sequence[CountMention]) -> Iterator[Gapped]:
    """Find the figures that a second voice gives with what the first one said left out.

    Args:
        parsed: The sentence.
        counts: Its number words.

    Yields:
        Each with its speaker. Whether a toll stands before it that it can be a
        figure of is for `gapped_tolls` to say.
    """
    doc = parsed.doc
    for count in counts[:_MOST]:
        if count.low is None or count.rule in {"en.number.single", "en.number.vague"}:
            continue
        last = _end(doc, count.last + 1)
        if last is None:
            continue
        at = _past_what_is_given(doc, count.first - 1)
        cue: tuple[int, ...] = (at,) if at > 0 and _tells(doc[at]) else ()
        at -= len(cue)
        found = _voice(doc, at, said=bool(cue))
        if found is not None:
            first, led = found
            cue = cue or tuple(range(led, first))
            yield Gapped(first=led, last=last, source=at, cue=cue, count=count, opens=led == 0)


def _past_what_is_given(doc: Any, at: int) -> int:
    """The token before "at", "that", "it at" and "the figure at", and before the comma of "; the rebels, 30"."""
    while at > 0 and doc[at].lower_ in _BETWEEN:
        at -= 1
    if at > 0 and doc[at].lower_ == "of" and doc[at - 1].lemma_ == "speak":
        return at - 1
    figure = at
    while figure > 0 and doc[figure].lower_ in _FIGURE:
        figure -= 1
    if figure < at and _tells(doc[figure]):
        return figure
    left_out = doc[at].text == "," and any(t.text == ";" for t in doc[max(0, at - _LONGEST) : at])
    return at - 1 if left_out and at > 0 else at


def _tells(token: Any) -> bool:
    lemma = token.lemma_.lower()
    return token.tag_ in {"VBD", "VBZ", "VBP"} and lemma in lang.words("parts", RULE)


def _end(doc: Any, i: int) -> int | None:
    """The last token of a clause that ends with the number, or right behind it ("seven were"); `None` where it goes on."""
    end = i - 1
    noun = i < len(doc) and is_person_word(doc[i].lemma_.lower()) and doc[i].tag_ == "NNS"
    if noun:
        i, end = i + 1, i
    if i < len(doc) and doc[i].lower_ in _AUXILIARIES:
        i, end = i + 1, i
    if i >= len(doc) or doc[i].text in {".", ";", ")", "!"} or doc[i].is_space:
        return end
    if noun:
        return None  # "said that 17 people, among them …, were hurt"
    joined = doc[i].lower_ in {"and", "but", "while"} and i + 1 < len(doc) and doc[i + 1].pos_ in {"DET", "PRON", "NOUN", "PROPN"}
    return end if joined or doc[i].text == "," else None


def _voice(doc: Any, last: int, *, said: bool) -> tuple[int, int] | None:
    """The first token of the speaker's phrase that ends here, and of the words that lead to it; `None` where nobody speaks."""
    first = last
    while first >= 0 and last - first < _LONGEST and _of_a_name(doc[first]):
        first -= 1
    first += 1
    if first > last or doc[last].pos_ not in {"NOUN", "PROPN"}:
        return None
    led = first
    if first > 1 and doc[first - 2 : first].text.lower() == "according to":
        led = first - 2
    before = doc[led - 1].lower_ if led else ""
    if (led and before not in _OPENS) or (not led and not said):
        return None
    role = role_of(doc[first : last + 1].text)
    if said or led < first:
        known = role != "unknown" or doc[last].pos_ == "PROPN"
    else:
        known = role != "unknown" and (doc[first].lower_ in {"the", "a", "an", "its"} or doc[last].pos_ == "PROPN" or role in _PLURAL_VOICES)
    return (first, led) if known else None


def _of_a_name(token: Any) -> bool:
    return token.pos_ in {"DET", "ADJ", "NOUN", "PROPN"} or token.lower_ in {"of", "'s", "’s"}


def gapped_voices(parsed: Parsed) -> Iterator[tuple[Found, tuple[int, int]]]:
    """The speakers of such figures, as attributions, with the first and last token of each.

    Args:
        parsed: The sentence; one without a word of saying before the figure gives none.
    """
    rule = Cue("en.speaker.gapped", says=True, hedge=False, denies=False)
    doc = parsed.doc
    for one in gapped(parsed, find_counts(parsed)) if any(_speaks(t) for t in doc) else ():
        # without a word of saying the one before is the cue: the verb that is left out
        verb = next((t.i for t in reversed(doc[: one.first]) if _speaks(t)), None)
        cue = one.cue or (() if verb is None else (verb,))
        if cue and (verb is not None or one.opens):
            held = tuple(i for i in range(one.source + 1, one.last + 1) if i not in cue)
            yield Found(cue, doc[one.source], held, rule, "gapped"), (one.first, one.last)


def _speaks(token: Any) -> bool:
    lemma = token.lemma_.lower()
    known = token.pos_ == "VERB" and any((rule := cues().verbs.get((lemma, frame))) is not None and rule.says for frame in ("clause", "put", "object"))
    return known or token.lower_ == "according"


def gapped_tolls(parsed: Parsed, before: Sequence[TollMention], counts: Sequence[CountMention]) -> list[TollMention]:
    """The tolls that such figures state: of the harm, and of those, that were told last before them.

    Args:
        parsed: The sentence.
        before: The tolls told so far, the sentence's own included.
        counts: The sentence's number words.

    Returns:
        A toll for each figure that no other rule has read; empty where no toll
        with a number stands before it, in its sentence or the one before.
    """
    held = {m.count.start for m in before if m.parsed is parsed}
    made: list[TollMention] = []
    spoken = any(_speaks(t) for t in parsed.doc)
    for one in gapped(parsed, counts) if before and spoken else ():
        if parsed.offsets(one.count.first, one.count.last)[0] in held:
            continue
        whole = _told_before(parsed, one, before)
        if whole is None or (one.count.low == 0 and not one.cue):
            continue
        same = whole.parsed is parsed
        told = replace(whole, parsed=parsed, rule=RULE, trigger=whole.trigger if same else one.count.head, words=whole.words if same else None)
        told = replace(told, count=one.count.as_count(parsed), first=one.count.first, last=one.last, phrase=None, mood="asserted", transition=None)
        made.append(replace(told, part=False, additional=False, former=False, bare=False, comparative=False))
    return made


def _told_before(parsed: Parsed, one: Gapped, before: Sequence[TollMention]) -> TollMention | None:
    last = next((m for m in reversed(before) if not m.part and (m.parsed is not parsed or m.last < one.first)), None)
    if last is None or last.count.low is None or last.mood not in {"asserted", "hedged"}:
        return None
    if last.parsed is parsed:
        return last if one.cue or any(_speaks(t) for t in parsed.doc[: one.first]) else None
    return last if one.opens and one.cue and parsed.sentence.index - last.parsed.sentence.index == 1 else None
