"""Sentences to dependency trees, with the way back to the article's offsets.

Each sentence is parsed in a cleaned form (`tollbook.text.clean`), and an
offset map leads every token back to the characters as they were published.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tollbook.model import Span
from tollbook.text.clean import clean
from tollbook.text.dictionary import load_parser
from tollbook.text.numerals import as_published, as_usual
from tollbook.text.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence with its tree.

    `doc` is a spaCy `Doc` over the cleaned sentence, one tree without sentence
    breaks inside; `at[i]` is the article offset of the cleaned text's
    character `i`.
    """

    sentence: Sentence
    doc: Any
    at: Sequence[int]

    def offsets(self, first: int, last: int) -> tuple[int, int]:
        """Article offsets [start, end) of the tokens `first` to `last`, both included."""
        head, tail = self.doc[first], self.doc[self._whole(last)]
        return self.at[head.idx], self.at[tail.idx + len(tail) - 1] + 1

    def _whole(self, last: int) -> int:
        """The end of the hyphened word that a span would cut: "second-in-command" is tokens, and one word."""
        follows = [t.text for t in self.doc[last + 1 : last + 4]]
        if self.doc[last].text != "-" and follows[:2] not in (["-", "in"], ["-", "by"]):
            return last
        while last + 1 < len(self.doc) and not self.doc[last].whitespace_ and (self.doc[last + 1].is_alpha or self.doc[last + 1].text == "-"):
            last += 1
        return last

    def span(self, first: int, last: int) -> Span:
        """The published words of the tokens `first` to `last`, both included."""
        start, end = self.offsets(first, last)
        return Span(
            text=self.sentence.text[start - self.sentence.start : end - self.sentence.start], start=start, end=end
        )

    def tokens_in(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last token (included) that overlap the article offsets [start, end)."""
        held = [t.i for t in self.doc if self.at[t.idx] < end and self.at[t.idx + len(t) - 1] >= start]
        return (held[0], held[-1]) if held else None


def parse(sentences: Iterable[Sentence], *, names: frozenset[str] = frozenset(), batch_size: int = 16) -> list[Parsed]:
    """Parse sentences, each into one tree.

    Args:
        sentences: Those that passed the gate.
        names: Capitalised words of the article, see `recase`.
        batch_size: Sentences a batch; more than 32 costs memory and wins nothing.

    Returns:
        One `Parsed` a sentence, in the order given.
    """
    parser = load_parser()
    given = list(sentences)
    cleaned = [clean(s.text, s.start, names) for s in given]
    docs = []
    for text, _ in cleaned:
        doc = parser.make_doc(text)
        for token in doc[1:]:
            token.is_sent_start = False
        docs.append(doc)
    trees = parser.pipe([as_usual(doc) for doc in docs], batch_size=batch_size)
    parsed = (as_published(doc, tree) for doc, tree in zip(docs, trees, strict=True))
    return [Parsed(sentence, _shed(doc), at) for sentence, doc, (_, at) in zip(given, parsed, cleaned, strict=True)]


def _shed(doc: Any) -> Any:
    """Drop the vectors of a parsed sentence, which nobody reads: 400 bytes a token, half the memory of a long text."""
    doc.tensor = doc.tensor[:0].copy()
    return doc
