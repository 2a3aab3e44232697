"""The laws of intervals of persons, for any bounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.reconcile import interval as iv
from tollbook.reconcile.interval import Interval

numbers = st.integers(0, 60)


@st.composite
def intervals(draw):
    low = draw(numbers)
    high = draw(st.none() | st.integers(low, low + 40))
    return Interval(low=low, high=high)


@given(intervals(), intervals(), numbers)
def test_meet_holds_what_both_hold(a, b, n):
    met = iv.meet(a, b)
    assert (n in a and n in b) == (met is not None and n in met)


@given(intervals(), intervals(), intervals())
def test_meet_and_join_are_associative_and_commute(a, b, c):
    assert iv.join(a, b) == iv.join(b, a)
    assert iv.meet(a, b) == iv.meet(b, a)
    assert iv.join(iv.join(a, b), c) == iv.join(a, iv.join(b, c))
    left, right = iv.meet(a, b), iv.meet(b, c)
    assert (iv.meet(left, c) if left else None) == (iv.meet(a, right) if right else None)


@given(intervals(), intervals())
def test_join_holds_both_and_meet_lies_in_both(a, b):
    joined = iv.join(a, b)
    assert iv.holds(joined, a)
    assert iv.holds(joined, b)
    met = iv.meet(a, b)
    assert met is None or (iv.holds(a, met) and iv.holds(b, met))


@given(st.lists(intervals(), max_size=6), st.randoms())
def test_sums_and_joins_know_no_order(parts, chance):
    mixed = list(parts)
    chance.shuffle(mixed)
    assert iv.total(mixed) == iv.total(parts)
    assert iv.join_all(mixed) == iv.join_all(parts)


@given(intervals(), intervals(), intervals())
def test_addition_is_associative_commutes_and_leaves_nobody_out(a, b, c):
    assert iv.add(a, b) == iv.add(b, a)
    assert iv.add(iv.add(a, b), c) == iv.add(a, iv.add(b, c))
    assert iv.add(a, iv.NOTHING) == a


@given(intervals(), intervals(), numbers, numbers)
def test_sum_of_members_is_member_of_sum(a, b, n, m):
    if n in a and m in b:
        assert n + m in iv.add(a, b)


@given(intervals(), intervals(), numbers, numbers)
def test_the_rest_is_what_a_part_leaves(whole, part, n, m):
    left = iv.rest(whole, part)
    assert (left is None) == (not iv.can_be_part(part, whole))
    if n in whole and m in part and m <= n:
        assert left is not None
        assert n - m in left


@given(intervals(), st.floats(0, 0.5))
def test_widening_never_loses_a_number(a, share):
    assert iv.holds(iv.widen(a, share), a)


def test_an_interval_must_not_be_upside_down_or_below_nobody():
    for low, high in ((3, 2), (-1, None)):
        with pytest.raises(ValueError, match="not an interval"):
            Interval(low=low, high=high)


@pytest.mark.parametrize(
    ("outer", "inner", "held"), [((30, None), (33, 40), True), ((30, 40), (30, None), False), ((0, None), (0, 0), True)]
)
def test_holds(outer, inner, held):
    assert iv.holds(Interval(low=outer[0], high=outer[1]), Interval(low=inner[0], high=inner[1])) is held


def test_join_of_nothing_is_nothing():
    assert iv.join_all([]) is None
