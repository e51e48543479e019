"""Equal shares and Phragmén against voter-by-voter oracles, and what they promise to groups."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from methods_voting import voting_oracles as slow
from methods_voting.voting_cases import approvals, approved, count, lot_of

METHODS = ("equal-shares", "phragmen")


@settings(max_examples=50)
@given(approvals(), st.integers(1, 4))
def test_phragmen_voter_by_voter(case, seats):
    options, ballots = case
    seats = min(seats, len(options))
    profile = approved(options, ballots, question="q")
    outcome = count("phragmen", profile, seats=seats)
    assert list(outcome.winners) == slow.phragmen(
        options, ballots, seats, lot_of("phragmen", profile)
    )


@settings(max_examples=50)
@given(approvals(), st.integers(1, 4))
def test_equal_shares_voter_by_voter(case, seats):
    options, ballots = case
    if not any(ballots):
        return
    seats = min(seats, len(options))
    profile = approved(options, ballots, question="q")
    outcome = count("equal-shares", profile, seats=seats, completion="none")
    expected = slow.equal_shares(options, ballots, seats, lot_of("equal-shares", profile))
    assert list(outcome.winners) == expected


@settings(max_examples=50)
@given(approvals(), st.integers(1, 4), st.sampled_from(["phragmen", "approvals"]))
def test_a_completed_choice_keeps_what_was_bought_and_fills_all_that_is_wanted(case, seats, rule):
    options, ballots = case
    seats = min(seats, len(options))
    profile = approved(options, ballots, question="q")
    bought = count("equal-shares", profile, seats=seats, completion="none").winners
    outcome = count("equal-shares", profile, seats=seats, completion=rule)
    assert outcome.winners[: len(bought)] == bought
    wanted = {option for ballot in ballots for option in ballot}
    assert len(outcome.winners) == min(seats, len(wanted))
    assert set(outcome.winners) <= wanted


@settings(max_examples=50)
@given(approvals(), st.integers(1, 4))
def test_equal_shares_gives_every_cohesive_group_a_satisfied_member(case, seats):
    """Extended justified representation (Aziz et al. 2017, DOI 10.1007/s00355-016-1019-3)."""
    options, ballots = case
    seats = min(seats, len(options))
    if not any(ballots):
        return
    winners = set(count("equal-shares", approved(options, ballots), seats=seats).winners)
    for group, fans in slow.justified_groups(options, ballots, seats):
        assert any(len(winners & ballot) >= len(group) for ballot in fans)


@settings(max_examples=50)
@given(approvals(), st.integers(1, 4))
def test_both_give_every_cohesive_group_its_seats_together(case, seats):
    """Proportional justified representation (Sánchez-Fernández et al. 2017, arXiv 1611.09928)."""
    options, ballots = case
    seats = min(seats, len(options))
    if not any(ballots):
        return
    for method in METHODS:
        winners = set(count(method, approved(options, ballots), seats=seats).winners)
        for group, fans in slow.justified_groups(options, ballots, seats):
            assert len(winners & set().union(*fans)) >= len(group)


@settings(max_examples=50)
@given(approvals(), st.integers(1, 4), st.randoms(use_true_random=False))
def test_anonymous_and_repeatable(case, seats, chance):
    options, ballots = case
    seats = min(seats, len(options))
    mixed = list(ballots)
    chance.shuffle(mixed)
    for method in METHODS:
        one = count(method, approved(options, ballots), seats=seats)
        assert one == count(method, approved(options, mixed), seats=seats)


def test_a_minority_of_a_third_gets_its_theme_of_three():
    ballots = [{"a", "b", "c"}] * 20 + [{"d"}] * 10
    assert set(count("approval", approved("abcd", ballots), seats=3).winners) == set("abc")
    for method in METHODS:
        assert "d" in count(method, approved("abcd", ballots), seats=3).winners


def test_prices_and_what_was_missed_are_told():
    ballots = [{"a"}] * 6 + [{"b"}] * 3 + [{"c"}]
    outcome = count("equal-shares", approved("abc", ballots), lots=None, seats=2)
    steps = {step.code: step.values for step in outcome.steps}
    assert steps["parts"]["each"] == Fraction(1, 5)
    assert steps["elected"]["price"] == Fraction(1, 6)
    missed = [s.values for s in outcome.steps if s.code == "missed"]
    assert [(m["option"], m["missing"]) for m in missed] == [
        ("b", Fraction(2, 5)),
        ("c", Fraction(4, 5)),
    ]
    assert steps["completed"]["option"] == "b"
    assert outcome.winners == ("a", "b")


@pytest.mark.parametrize("method", METHODS)
def test_without_lots_a_tie_is_open_with_lots_it_is_drawn(method):
    profile = approved("ab", [{"a"}, {"b"}], question="q")
    outcome = count(method, profile, lots=None)
    assert outcome.winners == ()
    assert outcome.open_ties[0].between == ("a", "b")
    assert len(count(method, profile).winners) == 1


@pytest.mark.parametrize("method", METHODS)
def test_what_nobody_wants_is_never_chosen(method):
    outcome = count(method, approved("abc", [{"a"}, {"a"}, set()]), lots=None, seats=3)
    assert outcome.winners == ("a",)
    assert any(step.code == "unfilled" for step in outcome.steps)
