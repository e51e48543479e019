"""Power indices against counting every coalition, and the measures on known figures."""

from __future__ import annotations

from fractions import Fraction
from math import factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thorbecke.methods.seats import measures
from thorbecke.methods.seats.power import majority_of, minimal_coalitions, power

WEIGHTS = st.lists(st.integers(0, 9), min_size=1, max_size=8).filter(any)


def by_hand(seats, wins):
    """Swings and Shapley–Shubik by going through all 2^n coalitions."""
    members = len(seats)
    swings, shapley = [0] * members, [Fraction(0)] * members
    for mask in range(1 << members):
        inside = [i for i in range(members) if mask >> i & 1]
        weight = sum(seats[i] for i in inside)
        size = len(inside)
        for i in set(range(members)) - set(inside):
            if weight < wins <= weight + seats[i]:
                swings[i] += 1
                orders = factorial(size) * factorial(members - size - 1)
                shapley[i] += Fraction(orders, factorial(members))
    return swings, shapley


@given(seats=WEIGHTS, data=st.data())
def test_the_indices_are_those_of_every_coalition(seats, data):
    wins = data.draw(st.integers(1, sum(seats)))
    swings, shapley = by_hand(seats, wins)
    found = power(seats, wins)
    assert list(found.swings) == swings
    assert list(found.shapley) == shapley
    assert sum(found.shapley) == sum(found.banzhaf) == 1


@given(seats=WEIGHTS, data=st.data())
def test_minimal_coalitions_are_all_of_them(seats, data):
    wins = data.draw(st.integers(1, sum(seats)))
    expected = set()
    for mask in range(1 << len(seats)):
        inside = [i for i in range(len(seats)) if mask >> i & 1]
        weight = sum(seats[i] for i in inside)
        if weight >= wins and all(weight - seats[i] < wins for i in inside):
            expected.add(tuple(inside))
    found = [tuple(sorted(one)) for one in minimal_coalitions(seats, wins)]
    assert len(found) == len(set(found))
    assert set(found) == expected


def test_four_parties_by_hand():
    found = power([4, 3, 2, 1])  # six of ten decide
    assert found.quota == 6
    assert found.swings == (5, 3, 3, 1)
    assert found.banzhaf == (Fraction(5, 12), Fraction(1, 4), Fraction(1, 4), Fraction(1, 12))
    assert found.shapley == (Fraction(5, 12), Fraction(1, 4), Fraction(1, 4), Fraction(1, 12))
    assert list(minimal_coalitions([4, 3, 2, 1])) == [(0, 1), (0, 2), (1, 2, 3)]


def test_an_absolute_majority_has_all_power():
    found = power([20, 3, 2, 1, 1, 1, 1])
    assert found.banzhaf == found.shapley == (1, 0, 0, 0, 0, 0, 0)
    assert list(minimal_coalitions([20, 3, 2, 1, 1, 1, 1])) == [(0,)]
    assert power([9]).shapley == (1,)


def test_half_of_the_seats_is_no_majority():
    assert majority_of([5, 5]) == 6
    assert power([5, 5]).banzhaf == (Fraction(1, 2), Fraction(1, 2))


@pytest.mark.parametrize(
    ("seats", "quota"), [([3, -1], None), ([3, 1], 5), ([3, 1], 0), ([0], None)]
)
def test_a_quota_or_weight_that_makes_no_sense_is_refused(seats, quota):
    with pytest.raises(ValueError, match="expected"):
        power(seats, quota)
    with pytest.raises(ValueError, match="expected"):
        list(minimal_coalitions(seats, quota))


def test_measures_by_hand():
    found = measures.measure([50, 30, 20], [6, 3, 1])
    assert found.gallagher_squared == Fraction(10**2 + 0 + 10**2, 2)
    assert found.gallagher == 10
    assert found.loosemore_hanby == 10
    assert found.parties_by_votes == Fraction(100**2, 50**2 + 30**2 + 20**2)
    assert found.parties_by_seats == Fraction(100, 46)
    assert (found.wasted, found.majority) == (0, 0)
    assert measures.measure([60, 30, 10], [5, 5, 0]).wasted == 10
    assert measures.measure([60, 30, 10], [5, 5, 0]).majority is None


@given(seats=WEIGHTS)
def test_exact_proportion_measures_zero(seats):
    found = measures.measure([7 * won for won in seats], seats)
    assert found.gallagher_squared == found.loosemore_hanby == 0


@pytest.mark.parametrize(("votes", "seats"), [([0], [1]), ([1], [0])])
def test_measures_need_votes_and_seats(votes, seats):
    with pytest.raises(ValueError, match="at least one"):
        measures.measure(votes, seats)
