"""The public names, and what importing them costs."""

from __future__ import annotations

import subprocess
import sys

import pytest

import tollbook
from tollbook import reading as reading_module
from tollbook.errors import TollbookError
from tollbook.model import Article, Failure, Reading


def test_every_public_name_is_there_and_listed():
    for name in tollbook.__all__:
        assert getattr(tollbook, name) is not None
        assert name in dir(tollbook)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        tollbook.nonsense  # noqa: B018 - the look-up is the test


def test_importing_loads_nothing_heavy():
    code = "import sys, tollbook; print(sorted(m for m in sys.modules if m.split('.')[0] in {'spacy','msgspec','rich','click','trafilatura'}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_help_loads_nothing_heavy():
    code = (
        "import sys\nfrom tollbook.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
        "print([m for m in sys.modules if m.split('.')[0] in {'spacy','rich','trafilatura','numpy','lxml'}])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")


def test_read_a_sentence():
    text = "At least 30 soldiers were killed on Thursday."
    found = tollbook.read(text, published="2020-02-28")
    (claim,) = [claim for claim in found.claims if isinstance(claim, tollbook.TollClaim)]
    assert (claim.count.low, claim.count.high) == (30, None)
    assert text[claim.quote.start : claim.quote.end] == claim.quote.text
    assert reading_module.UNDATED not in found.notes


def test_a_missing_date_is_noted():
    assert reading_module.UNDATED in tollbook.read("At least 30 soldiers were killed on Thursday.").notes


def test_a_wrong_date_is_an_error():
    with pytest.raises(TollbookError, match="not a publication date"):
        tollbook.read("Three died.", published="27/2/2020")


def _fragile(article, options=None):
    del options
    if "trip" in article.text:
        raise ZeroDivisionError("inside the reader")
    if "crash" in article.text:
        import os

        os._exit(9)
    return Reading(article=article.id)


@pytest.mark.parametrize("workers", [1, 2])
def test_one_bad_article_costs_no_other(monkeypatch, workers):
    monkeypatch.setattr("tollbook.pipeline.read_article", _fragile)
    articles = [Article(id=str(n), text="trip it" if n == 5 else "The soldiers were killed.") for n in range(30)]
    found = list(tollbook.read_many(articles, workers=workers))
    assert [one.article for one in found] == [str(n) for n in range(30)]
    (failure,) = [one for one in found if isinstance(one, Failure)]
    assert failure.article == "5"
    assert "ZeroDivisionError" in failure.error
    assert "inside the reader" not in failure.error


def test_a_dead_worker_costs_one_article(monkeypatch):
    monkeypatch.setattr("tollbook.pipeline.read_article", _fragile)
    articles = [Article(id=str(n), text="crash it" if n in {3, 7} else "The soldiers were killed.") for n in range(20)]
    found = list(tollbook.read_many(articles, workers=2))
    assert [one.article for one in found] == [str(n) for n in range(20)]
    assert {one.article for one in found if isinstance(one, Failure)} == {"3", "7"}


def test_read_many_is_lazy(monkeypatch):
    monkeypatch.setattr("tollbook.pipeline.read_article", _fragile)
    taken = []

    def endless():
        while True:
            taken.append(1)
            yield Article(id="a", text="The soldiers were killed.")

    stream = tollbook.read_many(endless())
    next(stream)
    assert len(taken) == 1


def test_a_text_too_long_for_one_article_is_refused_in_one_line():
    with pytest.raises(TollbookError, match="cut it into its articles"):
        tollbook.read("Two guards died in the raid. " * (reading_module.LONGEST // 20))
