"""The gate: which sentences are worth a parse.

Most sentences of most articles say nothing of harm, and parsing is a hundred
times dearer than looking for word stems. One regular expression over the
sentence decides; what it lets pass is more than what will be claimed, and
nothing that could be claimed may fail it (measured in `docs/accuracy.md`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

from tollbook import lang
from tollbook.text.sentences import Sentence


def _stems(lemmas: Iterable[str]) -> Iterable[str]:
    for lemma in lemmas:
        yield lemma[:-1] if len(lemma) > 4 and lemma[-1] in "ey" else lemma


@functools.cache
def harm_pattern() -> re.Pattern[str]:
    """The stems of every word of harm in `lang/en/harm.toml`, as one expression."""
    data = lang.load("harm")
    lemmas = [lemma for rule in data["rule"] for lemma in rule.get("lemmas", ())]
    firsts = [first for rule in data["rule"] for first, _ in rule.get("phrases", ())]
    stems = sorted({*_stems(lemmas), *_stems(firsts), *data["irregular"]["forms"]}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, stems))})", re.IGNORECASE)


def keep(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences that hold a word of harm, in order.

    Example:
        >>> from tollbook.text.sentences import split
        >>> [s.text for s in keep(split("Rain fell. Two men were killed."))][-1:]
        ['Two men were killed.']
    """
    pattern = harm_pattern()
    return [s for s in sentences if pattern.search(s.text)]


_SHORT = 120


def tell_parts(sentences: Sequence[Sentence], kept: Iterable[int]) -> set[int]:
    """Sentences right behind kept ones that may tell of whom their tolls consist ("five of them were women").

    Args:
        sentences: All of the article.
        kept: The indices of those the gate let pass.

    Example:
        >>> from tollbook.text.sentences import split
        >>> sorted(tell_parts(split("Shells killed nine. Five of them were women. It rained."), {0}))
        [1]
    """
    harmful = set(kept)
    return {
        s.index
        for s in sentences
        if s.index not in harmful and harmful & {s.index - 1, s.index - 2} and (lang.pattern("gate_phrases", "en.gate.parts").search(s.text) or lang.pattern("gate_phrases", "en.gate.next").search(s.text) or (s.index - 1 in harmful and len(s.text) < _SHORT and lang.pattern("gate_phrases", "en.gate.voice").search(s.text)))
    }


def around(
    sentences: Sequence[Sentence], kept: Sequence[Sentence], *, before: int = 4, after: int = 2
) -> list[Sentence]:
    """The kept sentences, and those near them that may say who speaks.

    A figure is often given in the second or third sentence of somebody's
    speech, so the speech's beginning must be parsed, too.

    Args:
        sentences: All of the article.
        kept: Those the gate let pass.
        before: How many sentences back a speaker is looked for.
        after: How many ahead ("… , reports Dawn" closes an item).
    """
    chosen = {s.index for s in kept}
    for s in kept:
        for other in sentences[max(0, s.index - before) : s.index + after + 1]:
            if other.index not in chosen and lang.pattern("gate_phrases", "en.gate.speech").search(other.text):
                chosen.add(other.index)
    return [s for s in sentences if s.index in chosen]
