"""Both ways of STV against ballot-by-ballot oracles, golden cases, and proportionality."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from methods_voting import voting_oracles as slow
from methods_voting.voting_cases import count, lot_of, orders, ranked
from thorbecke.methods.voting.profile import Kind, from_ballots

FOOD = ("orange", "pear", "chocolate", "strawberry", "sweets")
# The usual textbook case: 20 guests, 3 kinds of food.
GUESTS = (
    [("orange",)] * 4
    + [("pear", "orange")] * 2
    + [("chocolate", "strawberry")] * 8
    + [("chocolate", "sweets")] * 4
    + [("strawberry",)]
    + [("sweets",)]
)


def test_the_usual_case_with_food():
    outcome = count("stv-scottish", ranked(FOOD, GUESTS), lots=None, seats=3)
    assert set(outcome.winners) == {"chocolate", "strawberry", "orange"}
    steps = {step.code: step.values for step in outcome.steps}
    assert steps["quota"]["quota"] == 6
    assert steps["transfer"]["surplus"] == 6


def test_transfer_values_are_cut_to_five_decimals():
    # Quota 4; a has 7 votes, surplus 3: each paper goes on at 3/7 = 0.42857.
    ballots = [("a", "b")] * 4 + [("a", "c")] * 3 + [("b",)] * 1 + [("c",)] * 2
    outcome = count("stv-scottish", ranked("abc", ballots), lots=None, seats=2)
    last = [step.values for step in outcome.steps if step.code == "stage"][1]
    assert last["votes"]["b"] == 1 + 4 * Fraction(42857, 100_000)
    assert last["votes"]["c"] == 2 + 3 * Fraction(42857, 100_000)
    assert last["not_transferable"] == Fraction(1, 100_000)


@settings(max_examples=100)
@given(orders(most=30), st.integers(1, 4))
def test_scottish_paper_by_paper(case, seats):
    options, ballots = case
    if not any(ballots):
        return
    seats = min(seats, len(options))
    profile = ranked(options, ballots, question="q")
    outcome = count("stv-scottish", profile, seats=seats)
    oracle = slow.Scottish(options, ballots, seats, lot_of("stv-scottish", profile))
    assert set(outcome.winners) == set(oracle.run())
    stages = [step.values for step in outcome.steps if step.code == "stage"]
    assert len(stages) == len(oracle.history)
    for stage, votes in zip(stages, oracle.history, strict=True):
        for option, value in stage["votes"].items():
            assert value == Fraction(votes[option], 100_000)


@settings(max_examples=60)
@given(orders(most=20), st.integers(1, 4))
def test_meek_paper_by_paper(case, seats):
    options, ballots = case
    if not any(ballots):
        return
    seats = min(seats, len(options))
    profile = ranked(options, ballots, question="q")
    outcome = count("stv-meek", profile, seats=seats)
    assert set(outcome.winners) == slow.meek(options, ballots, seats, lot_of("stv-meek", profile))
    assert len(outcome.winners) == seats


@given(orders(most=20), st.integers(1, 4))
def test_a_solid_coalition_gets_the_seats_of_its_quotas(case, seats):
    """Droop proportionality: k quotas of voters behind the same options elect k of them."""
    options, ballots = case
    valid = [ballot for ballot in ballots if ballot]
    if not valid:
        return
    seats = min(seats, len(options))
    profile = ranked(options, valid)
    for method in ("stv-scottish", "stv-meek"):
        winners = set(count(method, profile, seats=seats).winners)
        for group, voters in slow.solid_coalitions(options, valid):
            # Truncation may cost a Scottish count a fraction of a vote; the quota has room for it.
            quota = len(valid) // (seats + 1) + 1
            if method == "stv-meek" or voters % quota * 100_000 > len(valid) * len(options):
                deserved = min(voters // quota, len(group))
                assert len(winners & group) >= deserved


def test_without_lots_a_tie_stays_open_and_the_path_to_it_is_told():
    profile = ranked("abc", [("a",), ("b",), ("c",)], question="q")
    for method in ("stv-scottish", "stv-meek"):
        outcome = count(method, profile, lots=None, seats=1)
        assert outcome.winners == ()
        assert outcome.open_ties[0].place == "elimination"
        assert outcome.open_ties[0].between == ("a", "b", "c")
        assert any(step.code == "stage" for step in outcome.steps)


def test_scottish_looks_back_to_the_latest_stage_that_differed():
    # e goes first and gives c its third vote; then b and c are equal, and c was behind.
    ballots = [("a",)] * 5 + [("b",)] * 3 + [("c",)] * 2 + [("e", "c")]
    outcome = count("stv-scottish", ranked("abce", ballots), lots=None, seats=1)
    assert outcome.winners == ("a",)
    gone = [step.values["option"] for step in outcome.steps if step.code == "eliminated"]
    assert gone == ["e", "c", "b"]
    assert outcome.ties[0].by == "earlier_rounds"


def test_who_is_left_fills_the_last_seats():
    outcome = count("stv-scottish", ranked("abc", [("a",)] * 9 + [("b",)]), lots=None, seats=3)
    assert outcome.winners == ("a", "b", "c")
    how = [step.values["how"] for step in outcome.steps if step.code == "elected"]
    assert how == ["quota", "last_seats", "last_seats"]


def test_no_ballots_elect_nobody():
    for ballots in ([], [()], [{"a": 1, "b": 1}]):
        rows = [b if isinstance(b, dict) else {} for b in ballots]
        profile = from_ballots(Kind.RANKING, "abc", rows)
        for method in ("stv-scottish", "stv-meek"):
            outcome = count(method, profile, lots=None, seats=2)
            assert (outcome.winners, outcome.open_ties) == ((), ())


def test_turnout_counts_for_stv_too():
    profile = ranked("abc", ["abc"] * 4, electorate=10)
    outcome = count("stv-meek", profile, seats=2, turnout=Fraction(1, 2))
    assert (outcome.winners, outcome.passed) == ((), False)
