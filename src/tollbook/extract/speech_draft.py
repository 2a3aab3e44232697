"""From the parts of one sentence to spans of the article, and on along its quotation marks."""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tollbook import lang
from tollbook.extract.speech_cues import cues
from tollbook.extract.speech_parts import Found
from tollbook.extract.speech_reckoned import own_subject
from tollbook.extract.speech_source import Speaker, is_medium, media_links, role_of, speaker_at
from tollbook.model import Link
from tollbook.text.parse import Parsed

Range = tuple[int, int]
_TRIM = " \t\n,;:.-–—"
_NEAR = 60
_COLON = re.compile(r"(?:\s\w{1,12}){0,2}\s?:\s")
# Words before a quotation that is a title or a nickname, not speech: on "The Morning Show".
_TITLE = re.compile(r"\b(?:on|at|the|called|titled|entitled|headlined|named|dubbed|to|film|book|song|show|program|programme)\s+$", re.IGNORECASE)


@dataclass(slots=True)
class Draft:
    """An attribution in the making; becomes immutable when it is finished."""

    source: list[Range]
    cue: list[Range]
    content: list[Range]
    links: list[Link]
    rule: str
    says: bool
    hedge: bool
    denies: bool
    frame: str
    sentence: Range
    paragraph: int
    pronoun: str | None = None
    number: str = "one"
    loose: bool = False
    quoted: list[Range] = field(default_factory=list)


def runs(parsed: Parsed, tokens: Sequence[int], text: str) -> list[Range]:
    """Token numbers to ranges of the article, joined over punctuation, trimmed at both ends."""
    doc = parsed.doc
    groups: list[list[int]] = []
    for i in tokens:
        if doc[i].is_space:
            continue
        if groups and all(doc[k].is_punct or doc[k].is_space for k in range(groups[-1][-1] + 1, i)):
            groups[-1].append(i)
        elif not doc[i].is_punct or doc[i].text in {'"', "("}:
            groups.append([i])
    found = []
    for group in groups:
        start, end = trim(text, *parsed.offsets(group[0], group[-1]))
        if start < end and any(c.isalnum() for c in text[start:end]):
            found.append((start, end))
    return found


def trim(text: str, start: int, end: int) -> Range:
    """Take the commas, dashes and full stops off both ends."""
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    return start, end


def draft(parsed: Parsed, found: Found, text: str) -> Draft:
    """Put the parts of one attribution into the article's offsets."""
    doc = parsed.doc
    cue_words = " ".join(doc[i].text for i in found.cue if doc[i].dep_ not in {"aux", "auxpass"})
    speaker: Speaker | None = None
    speaking = own_subject(found) or found.source
    if speaking is not None and found.source is not None:
        inside = frozenset(found.content) | frozenset(found.cue)
        speaker = speaker_at(parsed, speaking, cue_words, inside - {speaking.i} if speaking is found.source else frozenset())
        speaker = _behind_heading(parsed, found, speaker, cue_words) or speaker
        speaker = _seated(parsed, found, speaker) if found.frame == "quoted" else speaker
    links = list(speaker.links) if speaker else []
    if found.frame == "shown" and found.source is not None and links and links[0].role == "unknown" and not links[0].named:
        links = []  # a picture that nobody is said to have taken or posted speaks for nobody
    for head in found.origins:
        links[:0] = [k for k in speaker_at(parsed, head, "citing").links if not any(k.start == m.start for m in links)]
    for head in found.media:
        if is_medium(head) or found.frame == "quoted" or _hears(head):
            links += [k for k in media_links(parsed, head, cue_words, frozenset(found.content)) if not any(k.start < m.end and m.start < k.end for m in links)]
    return Draft(
        source=[parsed.offsets(speaker.first, speaker.last)] if speaker else [],
        cue=[parsed.offsets(i, i) for i in found.cue],
        content=_to_the_end(parsed, found, runs(parsed, found.content, text), text),
        links=links,
        rule=found.rule.rule,
        says=found.rule.says,
        hedge=found.rule.hedge or found.hedge,
        denies=found.rule.denies,
        frame=found.frame,
        sentence=(parsed.sentence.start, parsed.sentence.end),
        paragraph=parsed.sentence.paragraph,
        pronoun=speaker.pronoun if speaker else None,
        loose=found.loose,
        number=_number(found.source) if found.source is not None else "one",
    )


def _behind_heading(parsed: Parsed, found: Found, speaker: Speaker, cue: str) -> Speaker | None:
    """ "Sumy region: Ivan Bondar reported …": who stands behind the colon speaks, not the heading before it."""
    doc, first, last = parsed.doc, speaker.last + 1, found.cue[0]
    if speaker.first > 0 or first >= last - 1 or doc[first].text != ":":
        return None
    segment = doc[first + 1 : last]
    head = next((t for t in segment if t.head.i <= first or t.head.i >= last), segment[0])
    return speaker_at(parsed, head, cue, frozenset(found.content)) if head.pos_ in {"NOUN", "PROPN"} else None


def _seated(parsed: Parsed, found: Found, speaker: Speaker) -> Speaker:
    """ "Quoted a doctor *at the Lyel hospital* as saying": to the parser the hospital goes with the quoting."""
    doc, verb = parsed.doc, found.cue[0]
    prep = next((c for c in doc[verb].rights if c.dep_ == "prep" and c.i == speaker.last + 1 and c.lower_ in {"at", "in", "from", "of", "with"}), None)
    if prep is None or not speaker.links or parsed.offsets(speaker.last, speaker.last)[1] != speaker.links[0].end:
        return speaker
    last = prep.right_edge.i
    own = speaker.links[0]
    span = parsed.span(next(i for i in range(speaker.last, -1, -1) if parsed.offsets(i, i)[0] == own.start), last)
    widened = Link(speaker=span.text, start=span.start, end=span.end, cue=own.cue, role=role_of(span.text), named=own.named)
    return Speaker(speaker.first, last, (widened, *speaker.links[1:]), speaker.pronoun)


def _hears(head: Any) -> bool:
    """ "Told a rights group": a body that passes on what it is told, though it has no name here."""
    if head.dep_ not in {"dobj", "dative"}:
        return False
    role = role_of(" ".join(t.text for t in head.subtree))
    return role in {"ngo", "monitor"} or (role == "unknown" and _is_outlet(head))


def _is_outlet(head: Any) -> bool:
    """ "Told *the Hill Wire*", "told *ANC*": a name with its article, or of capitals alone, and nobody's office, is that of an outlet."""
    words = [t for t in head.subtree if t.i <= head.i]
    if head.tag_ not in {"NNP", "NNPS"} or any(t.dep_ in {"relcl", "appos", "conj"} for t in head.children):
        return False
    if len(words) == 1:
        return head.text.isupper() and 3 <= len(head.text) <= 6 and not head.doc[max(0, head.i - 3) : head.i].text.isupper()
    return words[0].lower_ == "the" and len(words) > 2 and all(t.tag_ in {"NNP", "NNPS"} for t in words[1:])


def _to_the_end(parsed: Parsed, found: Found, content: list[Range], text: str) -> list[Range]:
    """What is said runs on over a colon: "gave the names of the dead: Omar, 44, …"."""
    if not content or not found.rule.says or found.cue[-1] > found.content[-1]:
        return content
    start, end = content[-1]
    last = parsed.sentence.end
    if _COLON.match(text, end, last) is None or '"' in parsed.doc.text:
        return content
    return [*content[:-1], trim(text, start, last)]


def _number(head: Any) -> str:
    """Would "he", "it" or "they" take up this speaker?"""
    if head.tag_ in {"NNS", "NNPS"} or any(c.dep_ == "conj" for c in head.children) or head.lower_ in cues().many:
        return "many"
    if head.lower_ in cues().bodies or head.text.startswith("@") or (head.text.isupper() and len(head.text) > 1):
        return "body"
    words = " ".join(t.text for t in head.subtree if t.i <= head.i)
    if role_of(words) in {"media", "ngo", "un", "monitor"} and head.lower_ not in lang.words("said", "en.said.own_voices"):
        return "body"
    return "one"


def meets(a: Range, b: Range) -> bool:
    """Have two ranges a character in common?"""
    return a[0] < b[1] and b[0] < a[1]


def merge(spans: list[Range], text: str) -> list[Range]:
    """Join ranges that meet or that nothing but white space parts."""
    joined: list[Range] = []
    for start, end in sorted(spans):
        if joined and (start <= joined[-1][1] or not text[joined[-1][1] : start].strip()):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


class Quotes:
    """The quotations of an article, to be asked which one stands where."""

    def __init__(self, spans: Sequence[Range]) -> None:
        self.spans = tuple(spans)
        self._ends = [e for _, e in spans]

    def meeting(self, start: int, end: int) -> list[Range]:
        """Quotations that share a character with [start, end)."""
        at = bisect.bisect_right(self._ends, start)
        found = []
        while at < len(self.spans) and self.spans[at][0] < end:
            found.append(self.spans[at])
            at += 1
        return found


def within(one: Draft, quotes: Quotes) -> bool:
    """Does the word of saying itself stand in somebody's quotation?"""
    cue = one.cue[0]
    return any(q[0] < cue[0] and cue[1] <= q[1] for q in quotes.meeting(*cue))


def widen(drafts: list[Draft], quotes: Quotes, text: str) -> None:
    """Let what is said run to the ends of the quotations it stands in."""
    together: dict[Range, list[Draft]] = defaultdict(list)
    for one in drafts:
        together[one.sentence].append(one)
    for one in drafts:
        if within(one, quotes):
            continue
        for span in list(one.content):
            for q in quotes.meeting(*span):
                if not any(meets(q, c) for c in one.cue) and not any(meets(q, s) for s in one.source):
                    one.quoted.append(q)
                    if not (span[0] <= q[0] and q[1] <= span[1]):
                        one.content.append(q)
        if one.frame == "quote" or (one.says and one.quoted and one.frame in {"clause", "inverted", "object"}):
            _beside(one, together[one.sentence], quotes, text)
        one.content = merge(one.content, text)


def _beside(one: Draft, drafts: list[Draft], quotes: Quotes, text: str) -> None:
    """Quotations in the same sentence that are nobody else's."""
    for q in quotes.meeting(*one.sentence):
        taken = any(d is not one and d.says and d.frame != "quote" and any(meets(q, c) for c in d.content) for d in drafts)
        if taken or q in one.quoted or any(meets(q, c) for c in one.cue + one.source):
            continue
        if len(text[q[0] : q[1]].split()) < 2 or _TITLE.search(text[max(0, q[0] - 20) : q[0]]):
            continue
        near = min(abs(q[0] - one.cue[-1][1]), abs(one.cue[0][0] - q[1]))
        if one.quoted or near <= _NEAR:
            one.quoted.append(q)
            one.content.append(q)


def _alone(quote: Range, text: str) -> bool:
    """Is the quotation a paragraph of its own?"""
    after = text[quote[1] : quote[1] + 3].lstrip(" ")
    return not after or after[0] == "\n"


def carry(drafts: list[Draft], quotes: Quotes, text: str) -> None:
    """Give a quotation that stands alone to whoever spoke last before it.

    Only a quotation that follows the speech directly, with nothing between, is
    carried: in the same paragraph, or in the next one if there the opening
    mark is repeated because the last was never closed.
    """
    owners: dict[Range, Draft] = {}
    for one in drafts:
        for q in one.quoted:
            owners.setdefault(q, one)
    speaking = [d for d in drafts if d.says and not within(d, quotes)]
    ends = {d.sentence[1]: d for d in speaking if d.quoted}
    starts = sorted(d.sentence for d in speaking)
    for i, q in enumerate(quotes.spans):
        if q in owners:
            continue
        before = len(text[max(0, q[0] - 200) : q[0]].rstrip()) + max(0, q[0] - 200)
        gap = text[before : q[0]]
        owner = ends.get(before)
        if i and quotes.spans[i - 1][1] == before and quotes.spans[i - 1] in owners:
            previous = quotes.spans[i - 1]
            closed = text[previous[1] - 1] in "”\"»'"
            owner = owners[previous] if "\n" not in gap or not closed or _alone(q, text) else None
        elif owner is not None and "\n" in gap and not _alone(q, text):
            owner = None
        near = starts[max(0, bisect.bisect_left(starts, q) - 8) : bisect.bisect_right(starts, (q[1], q[1]))]
        if owner is None or any(meets(other, q) for other in near if other != owner.sentence):
            continue
        owners[q] = owner
        owner.quoted.append(q)
        owner.content = merge([*owner.content, q], text)
