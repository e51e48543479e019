"""What each method promises whatever the votes, and a shown counterexample where it does not."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from methods_seats.elections import SEED
from thorbecke.methods.seats import divisors, kieswet, remainders
from thorbecke.methods.seats.dividing import DIVISORS, QUOTAS
from thorbecke.methods.seats.divisors import DivisorRules
from thorbecke.methods.seats.election import Election, simple
from thorbecke.methods.seats.kieswet import KieswetRules
from thorbecke.methods.seats.remainders import RemainderRules

VOTES = st.lists(st.integers(0, 5000), min_size=1, max_size=12).filter(any)
SEATS = st.integers(1, 45)
EVERY = (
    [(kieswet, KieswetRules()), (kieswet, KieswetRules(bill_36641=True))]
    + [(divisors, DivisorRules(name)) for name in DIVISORS]
    + [(remainders, RemainderRules(name)) for name in QUOTAS]
)
NAMES = ["kieswet", "kieswet-36641", *DIVISORS, *QUOTAS]


def settled(method, rules, election: Election) -> tuple[int, ...] | None:
    """The seats; None when a lot is needed, where a property of the rule alone says nothing."""
    outcome = method.count(election, rules)
    return None if outcome.open_lots else outcome.seats


@pytest.mark.parametrize(("method", "rules"), EVERY, ids=NAMES)
@settings(max_examples=40)
@given(votes=VOTES, size=SEATS)
def test_all_seats_are_given_and_the_steps_add_up_to_them(method, rules, votes, size):
    outcome = method.count(simple("x", size, votes), rules, SEED)
    assert sum(outcome.seats) + outcome.unassigned == size
    assert outcome.unassigned == 0
    moved = dict.fromkeys((row.id for row in outcome.lists), 0)
    for step in outcome.steps:
        if step.list:
            moved[step.list] += step.seats
        if step.taken_from:
            moved[step.taken_from] -= step.seats
    assert all(row.seats == row.full + moved[row.id] for row in outcome.lists)


@pytest.mark.parametrize(("method", "rules"), EVERY, ids=NAMES)
@settings(max_examples=40)
@given(votes=VOTES, size=SEATS, data=st.data())
def test_anonymity_the_place_on_the_ballot_does_not_matter(method, rules, votes, size, data):
    election = simple("x", size, votes)
    order = data.draw(st.permutations(range(len(votes))))
    moved = replace(election, lists=tuple(election.lists[place] for place in order))
    before, after = settled(method, rules, election), settled(method, rules, moved)
    assert (before is None) == (after is None)
    if before is not None:
        assert after == tuple(before[place] for place in order)


@pytest.mark.parametrize(("method", "rules"), EVERY, ids=NAMES)
@settings(max_examples=40)
@given(votes=VOTES, size=SEATS)
def test_more_votes_never_give_fewer_seats_than_another_list(method, rules, votes, size):
    seats = settled(method, rules, simple("x", size, votes))
    assume(seats is not None)
    for one, won in zip(votes, seats, strict=True):
        for other, lost in zip(votes, seats, strict=True):
            assert not (one > other and won < lost)


@pytest.mark.parametrize("name", DIVISORS)
@settings(max_examples=40)
@given(votes=VOTES, size=SEATS)
def test_house_monotonicity_of_divisor_methods(name, votes, size):
    rules = DivisorRules(name)
    small = settled(divisors, rules, simple("x", size, votes))
    large = settled(divisors, rules, simple("x", size + 1, votes))
    assume(small is not None and large is not None)
    assert all(a <= b for a, b in zip(small, large, strict=True))


@given(votes=VOTES, size=st.integers(19, 44))
def test_house_monotonicity_of_the_kieswet_from_19_seats(votes, size):
    rules = KieswetRules(absolute_majority=False)  # P 9 only works in councils of an even size
    small = settled(kieswet, rules, simple("x", size, votes))
    large = settled(kieswet, rules, simple("x", size + 1, votes))
    assume(small is not None and large is not None)
    assert all(a <= b for a, b in zip(small, large, strict=True))


def test_counterexample_one_seat_more_costs_a_small_list_a_seat():
    """The Alabama paradox: under largest remainders, and so under P 8."""
    votes = [202, 375, 320]
    for method, rules in ((kieswet, KieswetRules()), (remainders, RemainderRules("hare"))):
        assert settled(method, rules, simple("x", 15, votes)) == (4, 6, 5)
        assert settled(method, rules, simple("x", 16, votes)) == (3, 7, 6)


def test_counterexample_the_step_from_18_to_19_seats_changes_the_method():
    votes = [44, 61, 327, 293, 227]
    assert settled(kieswet, KieswetRules(), simple("x", 18, votes)) == (1, 1, 6, 6, 4)
    assert settled(kieswet, KieswetRules(), simple("x", 19, votes)) == (0, 1, 7, 6, 5)


def pairs_that_break(votes, grown, before, after):
    """Lists i, j where i grew faster than j, and yet i lost a seat and j gained one."""
    places = range(len(votes))
    return [
        (i, j)
        for i in places
        for j in places
        if grown[i] * votes[j] > grown[j] * votes[i]
        and after[i] < before[i]
        and after[j] > before[j]
    ]


@pytest.mark.parametrize("name", DIVISORS)
@settings(max_examples=40)
@given(data=st.data(), size=SEATS)
def test_population_monotonicity_of_divisor_methods(name, data, size):
    votes = data.draw(st.lists(st.integers(1, 5000), min_size=2, max_size=8))
    grown = [count + data.draw(st.integers(0, 800)) for count in votes]
    rules = DivisorRules(name)
    before = settled(divisors, rules, simple("x", size, votes))
    after = settled(divisors, rules, simple("x", size, grown))
    assume(before is not None and after is not None)
    assert pairs_that_break(votes, grown, before, after) == []


@given(data=st.data(), size=st.integers(19, 45).filter(lambda size: size % 2))
def test_population_monotonicity_of_the_kieswet_in_councils_of_odd_size_from_19(data, size):
    votes = data.draw(st.lists(st.integers(1, 5000), min_size=2, max_size=8))
    grown = [count + data.draw(st.integers(0, 800)) for count in votes]
    before = settled(kieswet, KieswetRules(), simple("x", size, votes))
    after = settled(kieswet, KieswetRules(), simple("x", size, grown))
    assume(before is not None and after is not None)
    assert pairs_that_break(votes, grown, before, after) == []


def test_counterexample_a_list_that_grows_faster_loses_a_seat_to_one_that_grows_slower():
    votes, grown = [317, 25, 262], [320, 25, 314]
    rules = RemainderRules("hare")
    before = settled(remainders, rules, simple("x", 13, votes))
    after = settled(remainders, rules, simple("x", 13, grown))
    assert (before, after) == ((7, 0, 6), (6, 1, 6))
    assert (0, 1) in pairs_that_break(votes, grown, before, after)
    votes, grown = [233, 396, 149], [244, 415, 178]
    before = settled(kieswet, KieswetRules(), simple("x", 6, votes))
    after = settled(kieswet, KieswetRules(), simple("x", 6, grown))
    assert (before, after) == ((1, 4, 1), (2, 3, 1))
    assert pairs_that_break(votes, grown, before, after) == [(1, 0)]


def outside_quota(votes, seats, size):
    """Lists with fewer seats than their quota rounded down, and with more than it rounded up."""
    ideal = [Fraction(count * size, sum(votes)) for count in votes]
    below = [i for i, (won, fair) in enumerate(zip(seats, ideal, strict=True)) if won < int(fair)]
    above = [
        i for i, (won, fair) in enumerate(zip(seats, ideal, strict=True)) if won > -(-fair // 1)
    ]
    return below, above


@settings(max_examples=80)
@given(votes=VOTES, size=SEATS)
def test_quota_bounds(votes, size):
    election = simple("x", size, votes)
    hare = remainders.count(election, RemainderRules("hare"), SEED).seats
    assert outside_quota(votes, hare, size) == ([], [])
    dhondt = divisors.count(election, DivisorRules("dhondt"), SEED).seats
    assert outside_quota(votes, dhondt, size)[0] == []
    adams = divisors.count(election, DivisorRules("adams"), SEED).seats
    assert outside_quota(votes, adams, size)[1] == [] or size < sum(map(bool, votes))


@settings(max_examples=80)
@given(votes=VOTES, size=SEATS.filter(lambda size: size % 2))
@example(votes=[2571, 977, 567, 536, 453], size=15)
def test_the_kieswet_never_gives_less_than_the_full_seats_but_for_p_9(votes, size):
    outcome = kieswet.count(simple("x", size, votes), KieswetRules(), SEED)
    taken = {step.taken_from for step in outcome.steps}
    assert all(row.residual >= 0 or row.id in taken for row in outcome.lists)
    top = max(votes)
    if 2 * top > sum(votes):
        assert 2 * outcome.seats[votes.index(top)] > size


@pytest.mark.parametrize(
    ("name", "size", "votes", "seats", "expected"),
    [
        ("dhondt", 16, [110, 60, 340, 96], (3, 1, 10, 2), ([], [2])),
        ("adams", 7, [200, 355, 211, 48], (2, 2, 2, 1), ([1], [])),
        ("danish", 13, [155, 86, 94, 392], (3, 2, 2, 6), ([3], [])),
    ],
)
def test_counterexample_divisor_methods_leave_the_quota(name, size, votes, seats, expected):
    found = settled(divisors, DivisorRules(name), simple("x", size, votes))
    assert found == seats
    assert outside_quota(votes, found, size) == expected


@settings(max_examples=80)
@given(votes=VOTES, size=st.integers(19, 45).filter(lambda size: size % 2))
def test_from_19_seats_the_kieswet_is_dhondt(votes, size):
    assert settled(kieswet, KieswetRules(), simple("x", size, votes)) == settled(
        divisors, DivisorRules("dhondt"), simple("x", size, votes)
    )
