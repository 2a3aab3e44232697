"""Is a harm one of violence, as far as the words around tell?

"Nine died" is said of fevers, floods and football. What is told of a fire, a
wreck or an illness is no toll of violence, whatever police and victims stand in
the same report.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from tollbook import lang
from tollbook.extract.scope import lemmas, patterns
from tollbook.extract.toll import TollMention
from tollbook.text.sentences import Sentence


@functools.cache
def _stems(rule_id: str) -> re.Pattern[str]:
    rule = lang.rule("context", rule_id)
    said = [rf"(?<![a-z])(?:{'|'.join(re.escape(s) for s in rule['stems'])})", *(f"(?:{p})" for p in rule.get("patterns", ()))]
    return re.compile("|".join(said), re.IGNORECASE)


@functools.lru_cache(maxsize=2048)
def _tells(rule: str, text: str) -> bool:
    """Has a sentence a word of the rule? Asked once a sentence, though each of its claims and its neighbours' asks."""
    return bool(_stems(rule).search(text))


def is_violence(mention: TollMention, sentences: Sequence[Sentence]) -> bool:
    """Is this harm one of violence, as far as the words around tell?

    A word of accident or play in the sentence or the one before drops the
    claim, unless a word of violence stands beside it; so does one in the lead,
    where nothing near the claim is told of violence. Words that are said of
    either need one of violence nearby.

    Args:
        mention: The toll.
        sentences: All sentences of the article.

    Returns:
        Whether the toll may be one of violence.
    """
    index = mention.parsed.sentence.index
    own = mention.parsed.sentence.text
    before = sentences[index - 1].text if index else ""
    if patterns("fiction").search(own):
        return False
    token = mention.parsed.doc[mention.trigger]
    other = [_stems(rule) for rule in ("en.context.accident", "en.context.play")]
    plain = own.replace(token.text, " ").replace(token.text.upper(), " ")
    accident, play = "en.context.accident", "en.context.play"
    here, just_before = (_tells(accident, text) or _tells(play, text) for text in (own, before))
    for stems in other if here else ():
        plain = stems.sub(" ", plain)
    if token.lemma_.lower() in lang.words("clauses", "en.clause.with_a_weapon") and not _tells(play, own) and not _tells(play, before):
        return True
    if here and not _surely(plain):
        return bool(patterns("brought_down").search(own)) and _surely(before) and not just_before
    weak = token.lemma_.lower() in lemmas("weak") or token.lower_ in lemmas("weak")
    if just_before and not _surely(plain + other[0].sub(" ", before)):
        # "A bomber rammed the gate. The building collapsed. 15 died": what an attack brought down is no accident
        return bool(patterns("brought_down").search(before)) and index > 1 and _surely(sentences[index - 2].text)
    if (weak or token.lemma_.lower() in lemmas("of_accidents_too")) and _of_an_accident(plain, index, sentences):
        return False
    if not weak:
        return True
    near = " ".join(s.text for s in (*sentences[:3], *_around(index, sentences)) if s.index != index)
    return bool(_stems("en.context.violence").search(patterns("figurative").sub(" ", f"{plain} {near}")))


def _around(index: int, sentences: Sequence[Sentence]) -> Sequence[Sentence]:
    return sentences[max(0, index - 3) : index + 3]


def _of_an_accident(plain: str, index: int, sentences: Sequence[Sentence]) -> bool:
    """Does the report begin with an accident, or tell of one beside it, and of nothing else near the claim?"""
    accident = _stems("en.context.accident")
    if not any(_tells("en.context.accident", s.text) for s in (*sentences[:3], *sentences[max(0, index - 2) : index + 2])):
        return False
    near = " ".join(s.text for s in (*sentences[:3], *_around(index, sentences)) if s.index != index)
    return not _surely(f"{plain} {accident.sub(' ', near)}")


@functools.cache
def _sure() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:attack|bomb|blast|explo|gunm|gunfire|gunshot|shot|shoot|militan|insurg|rebel|guerril|terror|soldier|troop|airstrike|air strike|shell|mortar|rocket|missile|"
        r"grenade|guns?\b|handgun|firearm|pistol|rifle|revolver|bullet|clash|firefight|ambush|massacre|assassin|stab|behead|execut|kidnap|abduct|hostage|mine\b|landmine|sniper|murder)",
        re.IGNORECASE,
    )


def _surely(text: str) -> bool:
    return bool(_sure().search(text))
