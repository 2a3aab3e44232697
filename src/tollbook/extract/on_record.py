"""Whom nobody takes, though the words say so: a camera's pictures, somebody's record, an arrest that is hoped for."""

from __future__ import annotations

from typing import Any

from tollbook import lang
from tollbook.extract.harm import HarmMention

Token = Any  # a spaCy token


def is_on_record(token: Token, harm: HarmMention) -> bool:
    """ "A dozen arrests and convictions", "information leading to the arrest of": what somebody's record holds, and what is hoped for."""
    if harm.rule not in {"en.toll.captured.count", "en.toll.captured.event"} or token.lemma_ != "arrest":
        return False
    words = {t.lemma_.lower() for t in token.doc}
    leads = token.dep_ == "pobj" and token.head.lower_ == "to" and token.head.head.lemma_ == "lead" and token.head.head.tag_ in {"VBG", "VBZ", "VB"}
    return leads or bool(words & lang.words("clauses", "en.clause.arrest_to_come"))


def is_recorded(verb: Token) -> bool:
    """ "Captured by a dashboard camera", "captured on video": a picture was taken, and nobody prisoner."""
    by = [g for c in verb.rights if c.dep_ in {"agent", "prep"} and c.lower_ in {"by", "on", "in", "from"} for g in c.rights]
    return any(g.lemma_.lower() in lang.words("harm", "en.toll.captured.object", "recorded_by") for g in by)
