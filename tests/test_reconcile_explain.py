"""An incident over many articles: texts and claims of our own."""

from __future__ import annotations

import pytest

from tollbook.demo import reports
from tollbook.model import Article
from tollbook.pipeline import read_article as read
from tollbook.reconcile.codebook import load_codebook
from tollbook.reconcile.evidence import evidence_of
from tollbook.reconcile.explain import explain_incident

HOUSE = load_codebook("house")


@pytest.fixture(scope="module")
def night():
    return [(a, read(a)) for a in reports()]


OF_THAT_NIGHT = {"mirror-2": ("2",), "sport-1": ()}


def of_the_night(told):
    return {a.id: OF_THAT_NIGHT.get(a.id, [i.id for i in r.incidents if i.main]) for a, r in told}


@pytest.mark.parametrize(
    ("hour", "best"),
    [("2020-02-27T23:30+03:00", 9), ("2020-02-28T01:00+03:00", 22), ("2020-02-28T02:30+03:00", 29), ("2020-02-28T08:00+03:00", 33), ("2020-02-29", 33)],
)
def test_the_night_as_it_was_known_at_each_hour(night, hour, best):
    toll = explain_incident(evidence_of(night, incidents=of_the_night(night), known_at=hour), HOUSE).toll("killed")
    assert toll.toll.best == best
    governor = next(v for v in toll.voices if "Dogan" in v.name)
    assert (governor.low, governor.high) == (best, best)


def test_before_anybody_gave_a_number_none_is_shown(night):
    explanation = explain_incident(evidence_of(night, known_at="2020-02-27T22:00+03:00"), HOUSE)
    assert explanation.toll("killed") is None
    assert any(g.quote is not None and "given no figure" in g.quote.text for g in explanation.missing)


def test_undated_articles_are_not_known_at_an_hour():
    article = Article(id="a", text="Police said two men were shot dead.")
    assert explain_incident(evidence_of([(article, read(article))], known_at="2030-01-01"), HOUSE).tolls == ()
