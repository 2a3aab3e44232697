"""Times that a report names and that date no harm: stamps, sites, limits, and what somebody had done before."""

from __future__ import annotations

import functools
import re

from tollbook.lang import load
from tollbook.model import TimeMention
from tollbook.text.sentences import Sentence
from tollbook.text.spans import latest

# "10:42 GMT — Toll rises": the hour at which a live page printed its line, not that of a deed.
_STAMPED = re.compile(r"(?m)^[ \t]{0,4}\d{1,2}[:.]\d\d\b")
_STAMP = re.compile(r"(?:\s?(?:GMT|UTC|BST|EST|EDT|CET|CEST|EET|EEST|a\.?m\.?|p\.?m\.?|local time)\b\.?)?[ \t]*(?:[-–—:|]|\n)", re.IGNORECASE)
# "Near the site of the 1998 bombing": the year is that of what the place is known for.
_SITE = re.compile(r"\b(?:site|scene) of (?:the |a )?$")
_UP_TO = re.compile(r"\b(?:as of|by)\s(?:the\s|early\s|late\s)?$", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:earlier|before|ago)$", re.IGNORECASE)
# "Who had married six days earlier": the verb, and a few words between it and the time.
_OF_HIM = re.compile(r"\bwho (?:had |has |was |were )?([a-z]{2,20})(?:\s[\w'’-]{1,20}){0,3}\s$")


@latest
def unstamped(times: tuple[TimeMention, ...], text: str) -> tuple[TimeMention, ...]:
    """The times that are not the hour at which a live page printed a line."""
    return tuple(t for t in times if not _stamps(text, t)) if _STAMPED.search(text) else times


@latest
def without_sites(times: tuple[TimeMention, ...], text: str) -> tuple[TimeMention, ...]:
    """The times that are not the year of what a place is known for."""
    return tuple(t for t in times if t.precision != "year" or not _SITE.search(text[max(0, t.start - 14) : t.start]))


def up_to(text: str, time: TimeMention) -> bool:
    """Is it until when somebody counted: "as of 14 May", "by the next day it had raised the toll"?

    Example:
        >>> from tollbook.extract.time import find_times
        >>> text = "By Monday nine had died."
        >>> up_to(text, find_times(text)[0])
        True
    """
    return _UP_TO.search(text[max(0, time.start - 12) : time.start]) is not None


def of_somebody(text: str, sentence: Sentence, time: TimeMention) -> bool:
    """Does it date what somebody harmed had done before: "a clerk who had married six days earlier"?"""
    if _BEFORE.search(time.text) is None:
        return False
    found = _OF_HIM.search(text[max(sentence.start, time.start - 90) : time.start])
    return found is not None and found[1] not in _harms()


@functools.cache
def _harms() -> frozenset[str]:
    return frozenset(load("time")["link"]["event"].split())


def _stamps(text: str, time: TimeMention) -> bool:
    line = text.rfind("\n", 0, time.start) + 1
    return time.type == "TIME" and not text[line : time.start].strip() and _STAMP.match(text, time.end) is not None
