"""The partition into incidents depends on nothing but the set of tellings, scores and decisions."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.group.cluster import cluster, components
from tollbook.group.incident_id import founder, incident_ids, mark
from tollbook.ledger import Telling


def telling(name: str, *, source: str | None = None, print_: str | None = None, reported: str = "2021-03-04T23:59:59.999999Z") -> Telling:
    return Telling(id=f"{name}#1", key=name, source=source or name, number="1", main=True, reported=reported, features={"print": print_ or name})


NAMES = "abcdefgh"
TELLINGS = [telling(n) for n in NAMES]
IDS = [t.id for t in TELLINGS]
PAIRS = [(a, b) for a in IDS for b in IDS if a < b]
SCORES = st.fixed_dictionaries({p: st.integers(-900, 900).map(lambda n: n / 100) for p in PAIRS})


def run(tellings, scores, **decisions):
    return cluster(tellings, scores, compare=lambda a, b: scores.get((min(a.id, b.id), max(a.id, b.id)), -4.0), **decisions)


@given(SCORES, st.permutations(range(len(TELLINGS))))
@settings(max_examples=60, deadline=None)
def test_any_order_gives_the_same_partition(scores, order):
    shuffled = dict(sorted(scores.items(), key=lambda item: hash(item[0]) % 97))
    assert run([TELLINGS[i] for i in order], shuffled) == run(TELLINGS, scores)


@given(SCORES)
@settings(max_examples=60, deadline=None)
def test_component_by_component_gives_the_same_as_all_at_once(scores):
    by_id = {t.id: t for t in TELLINGS}
    parts = [g for c in components(IDS, scores) for g in run([by_id[i] for i in c], scores)]
    assert sorted(parts) == sorted(run(TELLINGS, scores))


@given(SCORES, st.sampled_from(NAMES))
@settings(max_examples=60, deadline=None)
def test_a_copy_moves_nobody(scores, which):
    copy = telling("zz", print_=which)
    more = dict(scores)
    for a, b in PAIRS:
        for old, other in ((a, b), (b, a)):
            if old == f"{which}#1":
                more[other, copy.id] = scores[a, b]
    more[f"{which}#1", copy.id] = 8.0
    with_copy = run([*TELLINGS, copy], more)
    assert sorted(tuple(i for i in g if i != copy.id) for g in with_copy) == sorted(run(TELLINGS, scores))
    assert any({copy.id, f"{which}#1"} <= set(g) for g in with_copy)


@given(SCORES, st.sampled_from(NAMES))
@settings(max_examples=60, deadline=None)
def test_a_copy_in_other_words_moves_nobody(scores, which):
    """An edited copy scores otherwise than what it copies; it follows it all the same."""
    copy = telling("zz")
    more = dict(scores) | {(f"{which}#1", copy.id): 3.0} | {(i, copy.id): -1.5 for i in IDS if i != f"{which}#1"}
    with_copy = run([*TELLINGS, copy], more, copied=[(copy.id, f"{which}#1")])
    assert sorted(tuple(i for i in g if i != copy.id) for g in with_copy) == sorted(run(TELLINGS, scores))
    assert any({copy.id, f"{which}#1"} <= set(g) for g in with_copy)


def test_a_copy_of_another_pattern_is_no_copy():
    """Two stories of one pattern that speak for two incidents stay two, whatever they share."""
    assert run(TELLINGS[:2], {PAIRS[0]: -2.0}, copied=[PAIRS[0]]) == (("a#1",), ("b#1",))
    assert run(TELLINGS[:2], {PAIRS[0]: 2.0}, copied=[PAIRS[0]]) == (("a#1", "b#1"),)
    assert run(TELLINGS[:2], {PAIRS[0]: 2.0}, copied=[PAIRS[0]], different=[PAIRS[0]]) == (("a#1",), ("b#1",))


@given(SCORES, st.lists(st.sampled_from(PAIRS), max_size=3), st.lists(st.sampled_from(PAIRS), max_size=3))
@settings(max_examples=80, deadline=None)
def test_a_person_wins(scores, same, different):
    home = {i: g for g in run(TELLINGS, scores, same=same, different=different) for i in g}
    assert all(home[a] != home[b] for a, b in different)
    if not different:
        assert all(home[a] == home[b] for a, b in same)


@given(SCORES, st.sampled_from(PAIRS))
@settings(max_examples=40, deadline=None)
def test_merge_then_undo_is_identity(scores, pair):
    before = run(TELLINGS, scores)
    run(TELLINGS, scores, same=[pair])
    assert run(TELLINGS, scores, same=[]) == before


def test_a_chain_does_not_glue():
    chain = dict.fromkeys(PAIRS, -8.0)
    chain.update({(IDS[i], IDS[i + 1]): 2.0 for i in range(len(IDS) - 1)})
    assert max(map(len, run(TELLINGS, chain))) == 2
    assert len(components(IDS, chain)) == 1


def test_two_tellings_of_one_article_are_two_incidents_unless_a_person_says_same():
    one = msgspec.structs.replace(telling("x", source="x"), id="x#1")
    two = msgspec.structs.replace(telling("x", source="x", print_="y"), id="x#2", number="2", main=False)
    scores = {("x#1", "x#2"): 8.0}
    assert run([one, two], scores) == (("x#1",), ("x#2",))
    assert run([one, two], scores, same=[("x#2", "x#1")]) == (("x#1", "x#2"),)


# Four articles, two of which tell of a second incident beside their main one.
BESIDE = [telling(n) for n in "abcd"] + [msgspec.structs.replace(telling(n), id=f"{n}#2", number="2", main=False, features={"print": f"{n} 2"}) for n in "ab"]
BESIDE_PAIRS = [(a.id, b.id) for a in BESIDE for b in BESIDE if a.id < b.id]


@given(st.fixed_dictionaries({p: st.integers(-900, 900).map(lambda n: n / 100) for p in BESIDE_PAIRS}), st.permutations(range(len(BESIDE))))
@settings(max_examples=80, deadline=None)
def test_what_is_told_beside_leaves_order_and_batches_without_trace(scores, order):
    made = run(BESIDE, scores)
    assert run([BESIDE[i] for i in order], scores) == made
    by_id = {t.id: t for t in BESIDE}
    assert sorted(g for c in components(by_id, scores) for g in run([by_id[i] for i in c], scores)) == sorted(made)
    assert all(len({by_id[i].source for i in g}) == len(g) for g in made)


def test_a_main_telling_has_the_place_that_another_of_its_own_article_took():
    scores = {("a#1", "b#1"): 3.0, ("a#2", "b#1"): 4.0}
    assert run([BESIDE[0], BESIDE[1], BESIDE[4]], scores) == (("a#1", "b#1"), ("a#2",))
    # not where it agrees too little, and not against a person's word
    assert run([BESIDE[0], BESIDE[1], BESIDE[4]], scores | {("a#1", "b#1"): 0.8}) == (("a#1",), ("a#2", "b#1"))
    assert run([BESIDE[0], BESIDE[1], BESIDE[4]], scores, same=[("a#2", "b#1")]) == (("a#1",), ("a#2", "b#1"))


def test_what_gave_way_may_join_others_all_the_same():
    scores = {("a#1", "b#1"): 3.0, ("a#2", "b#1"): 4.0, ("a#2", "d#1"): 3.0, ("b#1", "d#1"): -6.0, ("a#1", "d#1"): -6.0}
    assert run([BESIDE[0], BESIDE[1], BESIDE[3], BESIDE[4]], scores) == (("a#1", "b#1"), ("a#2", "d#1"))


def test_different_parts_even_copies():
    copies = [telling("p", print_="w"), telling("q", print_="w")]
    assert run(copies, {("p#1", "q#1"): 8.0}) == (("p#1", "q#1"),)
    assert run(copies, {("p#1", "q#1"): 8.0}, different=[("q#1", "p#1")]) == (("p#1",), ("q#1",))


def test_ids_are_of_the_founder_and_last():
    early = telling("n", reported="2021-03-01T23:59:59.999999Z")
    assert founder([TELLINGS[0], early, TELLINGS[1]]) is early
    assert incident_ids([[TELLINGS[0], early], [TELLINGS[1]]]) == incident_ids([[TELLINGS[1]], [early, TELLINGS[0]]])
    assert incident_ids([[early]])[early.id] == mark(early.id)
    assert len({mark(f"{n}#1") for n in range(20000)}) == 20000


def test_equal_marks_are_told_apart(monkeypatch):
    from tollbook.group import incident_id

    monkeypatch.setattr(incident_id, "mark", lambda telling, length=7: "TB-" + "0" * (length - 1) + ("" if length == 7 else telling[0]))
    given_ids = incident_ids([[TELLINGS[0]], [TELLINGS[1]]])
    assert len(set(given_ids.values())) == 2


@pytest.mark.parametrize("hostile", ["'; DROP TABLE tellings;--", "\ud800", "a" * 5000, "<script>"])
def test_any_id_has_a_mark(hostile):
    assert mark(hostile).startswith("TB-")
    assert mark(hostile)[3:].isalnum()
