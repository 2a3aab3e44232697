"""What must hold of any incident, whatever its claims: order, copies, withdrawal, and low, best, high in their order."""

from __future__ import annotations

import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_incident import evidence, said
from tollbook.reconcile import tables
from tollbook.reconcile.codebook import list_codebooks, load_codebook
from tollbook.reconcile.explain import explain_incident
from tollbook.reconcile.relations import relate_all
from tollbook.reconcile.toll import settled

ORIGINS = ("governor", "doctors", "army", "monitor", "paper")
counts = st.one_of(
    st.integers(0, 40).map(lambda n: (n, n, None)),
    st.integers(1, 40).map(lambda n: (n, None, None)),
    st.integers(2, 40).map(lambda n: (1, n, None)),
    st.tuples(st.integers(1, 20), st.integers(0, 20)).map(lambda t: (t[0], t[0] + t[1], None)),
    st.sampled_from([(24, None, "dozens"), (2, None, "several")]),
)
claims_of_one = st.tuples(
    counts, st.sampled_from(ORIGINS), st.sampled_from(["killed", "injured", "casualties"]), st.sampled_from(["people", "soldiers", "civilians", None]),
    st.sampled_from(["incident", "incident", "part", "background"]), st.sampled_from(["asserted", "hedged", "denied"]),
)  # fmt: skip
articles = st.lists(st.tuples(st.integers(1, 20), st.lists(claims_of_one, min_size=1, max_size=3)), min_size=1, max_size=5)
books = st.sampled_from(sorted(list_codebooks())).map(load_codebook)


def made(told, suffix="", later=0):
    return [
        said(f"{n}.{k}{suffix}", f"article {n}{suffix}", low, high, word=word, day=min(day + later, 28), origin=origin, harm=harm, who=who, scope=scope, stance=stance, place=k, by=origin)
        for n, (day, claims) in enumerate(told)
        for k, ((low, high, word), origin, harm, who, scope, stance) in enumerate(claims)
    ]


def figures(explanation):
    return [(t.toll.harm, t.toll.group, t.toll.low, t.toll.best, t.toll.high, t.toll.origins) for t in explanation.tolls]


@settings(deadline=None, max_examples=60)
@given(told=articles, book=books, seed=st.integers(0, 99))
def test_any_order_of_articles_and_claims_gives_the_same_explanation(told, book, seed):
    claims = made(told)
    shuffled = random.Random(seed).sample(claims, len(claims))
    assert msgspec.json.encode(explain_incident(evidence(*claims), book)) == msgspec.json.encode(explain_incident(evidence(*shuffled), book))


@settings(deadline=None, max_examples=120)
@given(told=articles, book=books, which=st.integers(0, 4), later=st.integers(0, 8))
def test_a_copy_changes_no_toll(told, book, which, later):
    claims = made(told)
    copied = f"article {which % len(told)}"
    copy = [(c, r) for c, r in made(told, " again", later) if r.article == f"{copied} again"]
    assert figures(explain_incident(evidence(*claims, *copy), book)) == figures(explain_incident(evidence(*claims), book))


@settings(deadline=None, max_examples=60)
@given(told=articles, book=books, which=st.integers(0, 9))
def test_what_is_withdrawn_and_put_back_leaves_no_trace(told, book, which):
    claims = made(told)
    before = explain_incident(evidence(*claims), book)
    gone = claims[which % len(claims)]
    explain_incident(evidence(*[c for c in claims if c is not gone]), book)
    assert explain_incident(evidence(*[c for c in claims if c is not gone], gone), book) == before


@settings(deadline=None, max_examples=120)
@given(told=articles, book=books)
def test_low_best_and_high_stand_in_that_order(told, book):
    for told_of in explain_incident(evidence(*made(told)), book).tolls:
        toll = told_of.toll
        known = [n for n in (toll.low, toll.best, toll.high) if n is not None]
        assert known == sorted(known), toll


@settings(deadline=None, max_examples=80)
@given(told=articles)
def test_the_cells_of_ucdp_add_up_to_best(told):
    tolls = {(t.toll.harm, t.toll.group): t.toll for t in explain_incident(evidence(*made(told)), load_codebook("ucdp")).tolls}
    for (harm, group), whole in tolls.items():
        cells = [tolls[harm, g] for g in ("civilian", "combatant", "unknown") if (harm, g) in tolls]
        if group == "all" and whole.best is not None and cells and all(c.best is not None for c in cells):
            assert sum(c.best or 0 for c in cells) == whole.best


@settings(deadline=None, max_examples=60)
@given(told=articles, book=books)
def test_every_claim_of_a_harm_is_accounted_for_by_a_rule_that_says_something(told, book):
    claims = made(told)
    explanation = explain_incident(evidence(*claims), book)
    for t in explanation.tolls:
        if t.toll.group == "all" and t.toll.derived is None:
            assert {u.claim for u in t.trace} == {c.id for c, _ in claims if c.harm == t.toll.harm}
            assert all(u.rule.says and u.rule.source for u in t.trace)


def test_the_cost_of_an_incident_of_a_thousand_claims_is_bounded(monkeypatch):
    claims = [said(f"c{n}", f"a{n}", 10 + n % 60, 10 + n % 60, origin=f"o{n}", day=1 + n % 20, by=f"witness {n}") for n in range(1000)]
    calls = []

    def counted(*given):
        calls.append(1)
        return settled(*given)

    monkeypatch.setattr(tables, "settled", counted)
    explanation = explain_incident(evidence(*claims), load_codebook("house"))
    told = explanation.toll("killed")
    assert told.toll.origins == 1000
    assert len(calls) < 1200
    pairs = relate_all([c for c, _ in claims], {c.id: r.origin for c, r in claims}, {c.id: r for c, r in claims})
    assert len(pairs) < 1000 + 24 * 24


@pytest.mark.parametrize("book", list_codebooks())
def test_nothing_known_is_nothing_shown(book):
    assert explain_incident(evidence(), load_codebook(book)).tolls == ()
