"""A text four times as long takes about four times as long: no step looks at the whole article once a claim."""

from __future__ import annotations

import importlib.util
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.model import Article
from tollbook.pipeline import read_article
from tollbook.text.sentences import split
from tollbook.text.spans import Ranges, sentence_at

_FILE = Path(__file__).parent.parent / "bench" / "reports.py"


@pytest.fixture(scope="module")
def news() -> str:
    """Made-up reports in a row, of 160,000 characters."""
    spec = importlib.util.spec_from_file_location("bench_reports", _FILE)
    assert spec is not None
    assert spec.loader is not None
    reports = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reports)
    return "\n\n".join(reports.articles(70))[:160_000]


def _seconds(text: str) -> float:
    """Processor time, so that whatever else the machine does counts little."""
    began = time.process_time()
    reading = read_article(Article(id="a", text=text, published="2024-05-14"))
    assert reading.claims
    return time.process_time() - began


def test_time_grows_with_the_length(news: str) -> None:
    assert len(news) == 160_000
    _seconds(news[:4_000])
    short = min(_seconds(news[:40_000]) for _ in range(2))
    # quadratic work would be sixteen times as long; a busy machine has made four times look like six
    assert _seconds(news) <= 8 * short + 1


_SPANS = st.lists(st.tuples(st.integers(0, 90_000), st.integers(0, 60_000)).map(lambda p: (p[0], p[0] + p[1])), max_size=30)


@given(_SPANS, st.integers(0, 150_000), st.integers(0, 9_000))
def test_ranges_are_those_a_search_finds(spans: list[tuple[int, int]], start: int, size: int) -> None:
    end = start + size
    assert Ranges(spans).at(start, end) == [n for n, (s, e) in enumerate(spans) if s <= end and start <= e]


@given(st.integers(-1, 40))
def test_sentence_at_is_the_one_a_search_finds(offset: int) -> None:
    sentences = split("Rain fell.  Two men died.\n\nIt was late.")
    assert sentence_at(sentences, offset) == next((s for s in sentences if s.start <= offset < s.end), None)
