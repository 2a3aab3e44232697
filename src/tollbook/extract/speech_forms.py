"""Speakers that the form of a text names: labels, headlines, signatures, credits.

Interviews, live pages and headlines say who speaks by a colon, a dash or the
place on the line; no tree helps there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from tollbook.extract.actor_table import find_names
from tollbook.extract.speech_cues import cues
from tollbook.extract.speech_draft import Draft, Quotes
from tollbook.extract.speech_quotes import solid
from tollbook.extract.speech_source import role_of
from tollbook.model import Link
from tollbook.text.parse import Parsed

_LABEL = re.compile(r"(?m)^[ \t\"“]*((?:[A-Z][\w.'’-]*)(?: [A-Z(][\w.'’()-]*){0,4}):[ \t]+(?=\S)")
_SIGNED = re.compile(r"[”\"’][ \t]*\n?[ \t]*(―|—|–|--)[ \t]*([A-Z][\w.'’-]*(?:[ \t]+(?:of[ \t]|de[ \t]|al[ \t])?[A-Z][\w.'’-]*){0,4})(?=[ \t]*(?:\n|$)|,)")
_CREDIT = re.compile(r",\s+(reports?|reported)\s+((?:[Tt]he\s+)?[A-Z][\w'’&-]*(?:\s+(?:of\s+|de\s+)?[A-Z][\w'’&-]*){0,4})\s*\.?$")
# One turn in a transcript may have several paragraphs, but is not longer than this.
_TURN = 4_000
_LINE = re.compile(r"\S[^\n]*")
_TAIL = re.compile(r"^(.{12,200}?)(?::|\s[-–—]{1,2})\s+([A-Za-z][\w.'’ -]{2,60})$")


def labels(text: str) -> Iterable[Draft]:
    """ "SMITH: We saw nothing." opens a paragraph of speech in interviews and transcripts."""
    found = tuple(m for m in _LABEL.finditer(text) if m.group(1).split()[0].lower() not in cues().words["no label"])
    turns = Counter(m.group(1) for m in found if m.group(1).isupper())
    for k, label in enumerate(found):
        after = found[k + 1] if k + 1 < len(found) else None
        end = text.find("\n", label.end())
        end = len(text.rstrip()) if end < 0 else end
        spans = [(label.end(), solid(text, label.end(), end))]
        if spans[0][1] - label.end() < 8:
            continue
        # In a transcript those who take the floor are in capitals, and take it again.
        if after is not None and turns[label.group(1)] and turns[after.group(1)] and max(turns[label.group(1)], turns[after.group(1)]) > 1:
            spans += _paragraphs(text, end, after.start())
        name = label.group(1)
        role = role_of(name)
        speaks = role not in {"unknown", "media"}
        link = Link(speaker=name, start=label.start(1), end=label.end(1), cue=":", role=role, named=True)
        yield Draft(
            source=[label.span(1)], cue=[(label.end(1), label.end(1) + 1)], content=spans, links=[link],
            rule="en.speaker.label", says=speaks, hedge=False, denies=False, frame="label",
            sentence=(label.start(1), spans[0][1]), paragraph=-1,
        )  # fmt: skip


def _paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The paragraphs until the next turn of a transcript, up to a stage direction: "(Applause.)"."""
    spans = []
    for line in _LINE.finditer(text, start, min(end, start + _TURN)):
        if line.group().lstrip('"“ ')[:1] in {"(", "["}:
            break
        spans.append(line.span())
    return spans


def signed(text: str, quotes: Quotes) -> Iterable[Draft]:
    """ "“We saw nothing.” ― Lena Fox": a quotation with a name below it."""
    for found in _SIGNED.finditer(text):
        held = quotes.meeting(found.start(), found.start() + 1)
        if not held:
            continue
        name, role = found.group(2), role_of(found.group(2))
        link = Link(speaker=name, start=found.start(2), end=found.end(2), cue=found.group(1), role=role, named=True)
        yield Draft(
            source=[found.span(2)], cue=[found.span(1)], content=[held[-1]], links=[link],
            rule="en.speaker.signed", says=True, hedge=False, denies=False, frame="signed",
            sentence=(held[-1][0], found.end()), paragraph=-1, quoted=[held[-1]],
        )  # fmt: skip


def endings(parsed: Sequence[Parsed], drafts: Sequence[Draft]) -> list[Draft]:
    """ "…, reports Dawn." where the tree missed it: long opening sentences of news digests are often parsed wrong."""
    known = {c: d for d in drafts for c in d.cue if d.content and d.frame != "quote"}
    made = []
    for one in parsed:
        found = _CREDIT.search(one.sentence.text[-90:])
        if found is None:
            continue
        at = one.sentence.end - len(one.sentence.text[-90:])
        cue = (at + found.start(1), at + found.end(1))
        span = (at + found.start(2), at + found.end(2))
        if found.start() == 0 or (cue in known and span in known[cue].source):
            continue
        link = Link(speaker=found.group(2), start=span[0], end=span[1], cue=found.group(1), role="media", named=True)
        made.append(Draft(
            source=[span], cue=[cue], content=[(one.sentence.start, at + found.start())], links=[link],
            rule="en.speaker.credit", says=True, hedge=False, denies=False, frame="credit",
            sentence=(one.sentence.start, one.sentence.end), paragraph=one.sentence.paragraph,
        ))  # fmt: skip
    return made


def headlines(parsed: Sequence[Parsed]) -> Iterable[Draft]:
    """ "22 dead: governor", "Nine killed - monitor": the speaker closes a headline."""
    for one in parsed:
        if one.sentence.kind != "headline" and one.sentence.index > 1:
            continue
        bare = one.sentence.text.rstrip(" .")
        found = _TAIL.match(bare)
        if found is None or role_of(found.group(2)) in {"unknown", "media"} or len(found.group(2).split()) > 5:
            continue
        at = one.sentence.start
        span = (at + found.start(2), at + found.end(2))
        link = Link(speaker=found.group(2), start=span[0], end=span[1], cue=":", role=role_of(found.group(2)), named=False)
        yield Draft(
            source=[span], cue=[(at + found.end(1), at + found.start(2))], content=[(at, at + found.end(1))], links=[link],
            rule="en.speaker.headline", says=True, hedge=False, denies=False, frame="headline",
            sentence=(at, one.sentence.end), paragraph=one.sentence.paragraph,
        )  # fmt: skip

_HEADING = re.compile(r"((?:\d{1,2}[:.]\d{2}[ \t]+(?:GMT|UTC|[A-Z]{3,4})?[ \t]*)?)([A-Za-z][\w.'’-]*(?: [\w.'’-]+){0,4}):[ \t]+(?=\S)")

# "KABUL: A bomb killed five" is a place; only what a state says of its own shows that it speaks.
_OURS = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)


def headings(parsed: Sequence[Parsed]) -> Iterable[Draft]:
    """ "Hatay governor: 22 dead", "18:20 Health ministry: …", "Moscow: our aircraft did not": the speaker opens the line."""
    for one in parsed:
        found = _HEADING.match(one.sentence.text)
        if found is None or not (found.group(1) or one.sentence.kind == "headline" or one.sentence.index == 0):
            continue
        name = found.group(2)
        role = role_of(name)
        ours = _OURS.search(one.sentence.text, found.end()) is not None
        state = ours and any(h.party.kind == "state" and (h.start, h.end) == (0, len(name)) for h in find_names(name))
        if not state and (role in {"unknown", "media"} or name.lower() in cues().words["no label"]):
            continue
        at = one.sentence.start
        span = (at + found.start(2), at + found.end(2))
        link = Link(speaker=name, start=span[0], end=span[1], cue=":", role="government" if state else role, named=state)
        yield Draft(
            source=[span], cue=[(span[1], span[1] + 1)], content=[(at + found.end(), one.sentence.end)], links=[link],
            rule="en.speaker.heading", says=True, hedge=False, denies=False, frame="heading",
            sentence=(at, one.sentence.end), paragraph=one.sentence.paragraph,
        )  # fmt: skip
