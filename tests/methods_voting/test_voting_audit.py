"""BRAVO: the risk limit holds, the sizes are those of the literature, every decision is exact."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thorbecke.methods import facts
from thorbecke.methods.lots import Lots
from thorbecke.methods.voting import audit
from thorbecke.methods.voting.audit import Pair, Reported, Rules, WrongAudit

RISK = Fraction(1, 20)
LOTS = Lots(bytes(range(32)))


def of_share(percent, ballots=100_000):
    return Reported({"a": percent * ballots // 100, "b": (100 - percent) * ballots // 100}, ballots)


# Quantiles 25, 50, 75, 90 and 99 % at a risk of 10 % in table 1 of Lindeman, Stark and Yates (2012),
# found there by simulation, so the last ones differ by a few.
TABLE = {
    70: (12, 22, 38, 60, 131),
    65: (23, 38, 66, 108, 236),
    60: (49, 84, 149, 244, 538),
    58: (77, 131, 231, 381, 840),
    55: (193, 332, 587, 974, 2157),
}


@pytest.mark.parametrize(("percent", "sizes"), TABLE.items())
def test_sample_sizes_of_the_paper(percent, sizes):
    pair = Pair(percent, 100 - percent, Fraction(1, 10))
    for quantile, size in zip((25, 50, 75, 90, 99), sizes, strict=True):
        found = audit.quantile_of(pair, Fraction(quantile, 100), 5000)
        assert found == pytest.approx(size, rel=0.005)


@pytest.mark.parametrize(("percent", "median"), [(60, 113), (55, 466), (52, 2969)])
def test_medians_at_five_percent_are_near_the_measured_ones(percent, median):
    assert audit.sample_size(of_share(percent), Rules()) == pytest.approx(median, rel=0.05)


def test_the_median_at_seventy_percent_is_a_step():
    """The chance to be done jumps from 47 % at 27 draws to 51 % at 30: there is nothing between."""
    pair = Pair(70, 30, RISK)
    assert audit.quantile_of(pair, Fraction(47, 100), 100) == 27
    assert audit.quantile_of(pair, Fraction(48, 100), 100) == 30
    assert audit.sample_size(of_share(70), Rules()) == 30
    assert audit.sample_size(of_share(70), Rules(), Fraction(9, 10)) == 75


def boundary(pair, most):
    """The least draws for the winner that confirm, for each number of draws; most + 1 for never."""
    least = [pair.least(draws) for draws in range(1, most + 1)]
    return np.array([most + 1 if number is None else number for number in least])


@pytest.mark.parametrize("percent", [52, 55, 60, 70, 90])
def test_a_wrong_outcome_is_confirmed_in_at_most_five_of_a_hundred(percent):
    """10,000 audits where the reported winner has half of the votes: the worst wrong outcome."""
    most, rng = 1_500, np.random.Generator(np.random.PCG64(percent))
    least = boundary(Pair(percent, 100 - percent, RISK), most)
    confirmed = 0
    for _ in range(10):
        drawn = rng.random((1_000, most)) < 0.5
        confirmed += int((np.cumsum(drawn, axis=1) >= least).any(axis=1).sum())
    assert confirmed / 10_000 <= 0.05
    assert percent < 60 or confirmed > 0


def test_a_right_outcome_is_confirmed_at_the_median_half_of_the_time():
    rng = np.random.Generator(np.random.PCG64(1))
    least = boundary(Pair(60, 40, RISK), 117)
    drawn = rng.random((10_000, 117)) < 0.6
    done = (np.cumsum(drawn, axis=1) >= least).any(axis=1).mean()
    assert done == pytest.approx(0.5, abs=0.02)


@given(st.integers(2, 10**6), st.integers(1, 10**6), st.integers(0, 200), st.integers(0, 200))
def test_the_test_is_the_formula(won, lost, winner, loser):
    pair = Pair(won, lost, RISK)
    share = Fraction(won, won + lost)
    ratio = (2 * share) ** winner * (2 - 2 * share) ** loser
    assert pair.confirmed(winner, loser) == (won > lost and ratio >= 20)
    risk = pair.risk_millionths(winner, loser)
    assert risk == (1_000_000 if won <= lost else min(1_000_000, -(-1_000_000 // ratio)))


def test_the_edge_is_decided_in_whole_numbers():
    """With s = 3/4 and a risk of (2/3)^5 five draws reach the limit exactly, which floats can't tell."""
    pair = Pair(3, 1, Fraction(2, 3) ** 5)
    assert pair.confirmed(5, 0)
    assert not Pair(3, 1, Fraction(2, 3) ** 5 - Fraction(1, 10**30)).confirmed(5, 0)
    assert not pair.confirmed(4, 0)


def test_the_least_number_only_grows_with_the_draws():
    least = [found for n in range(1, 400) if (found := Pair(60, 40, RISK).least(n)) is not None]
    assert all(0 <= after - before <= 1 for before, after in pairwise(least))


def test_readings_one_by_one():
    reported = Reported({"park": 600, "school": 300, "plein": 60}, 1000)
    readings = ["park", None, "park", "school", "park", "plein", *["park"] * 60]
    outcome = audit.audit(reported, Rules(), readings)
    assert outcome.status == "confirmed"
    assert outcome.drawn < len(readings)
    assert {s.values["loser"] for s in outcome.steps if s.code == "pair_confirmed"} == {
        "school",
        "plein",
    }
    used = Counter(one for one in readings[: outcome.drawn] if one)
    assert outcome.readings == used
    assert max(outcome.risk_millionths.values()) <= 50_000
    short = audit.audit(reported, Rules(), readings[: outcome.drawn - 1])
    assert short.status == "continue"
    facts.to_data(audit.explain(outcome))


def test_a_wrong_report_ends_in_a_full_count():
    reported = Reported({"a": 60, "b": 40}, 100)
    outcome = audit.audit(reported, Rules(), ["b", "a"] * 100)
    assert (outcome.status, outcome.drawn) == ("full_count", 100)
    assert audit.audit(reported, Rules(most=7), ["b"] * 9).drawn == 7


def test_a_tie_is_counted_by_hand_and_a_loser_without_votes_who_gets_one_too():
    assert audit.audit(Reported({"a": 5, "b": 5}, 10), Rules(), ["a"]).status == "full_count"
    assert audit.sample_size(Reported({"a": 5, "b": 5}, 10), Rules()) is None
    assert audit.expected_size(Reported({"a": 5, "b": 5}, 10), Rules()) is None
    reported = Reported({"a": 50, "b": 0}, 50)
    assert audit.audit(reported, Rules(), ["a"] * 5).status == "confirmed"
    assert audit.audit(reported, Rules(), ["b", *["a"] * 49]).status == "full_count"


def test_more_winners_are_each_held_against_each_loser():
    reported = Reported({"a": 50, "b": 40, "c": 10, "d": 5}, 105, seats=2)
    assert reported.winners == ("a", "b")
    assert len(reported.pairs) == 4
    outcome = audit.audit(reported, Rules(), ["a", "b"] * 50)
    assert outcome.status == "confirmed"


def test_ballots_for_neither_make_the_sample_larger():
    half = Reported({"a": 30_000, "b": 20_000}, 100_000)
    full = audit.sample_size(of_share(60), Rules())
    assert audit.sample_size(half, Rules()) == 2 * full
    assert audit.sample_size(half, Rules(most=full)) is None
    assert audit.expected_size(of_share(60), Rules(Fraction(1, 10))) == 119


@pytest.mark.parametrize(
    ("votes", "ballots", "seats", "text"),
    [
        ({"a": 1}, 1, 1, "one winner and one loser"),
        ({"a": -1, "b": 1}, 1, 1, "0 or more"),
        ({"a": 3, "b": 1}, 2, 1, "more votes than"),
        ({"a": 3, "b": 1}, 4, 2, "one winner and one loser"),
    ],
)
def test_reports_that_can_not_be_are_refused(votes, ballots, seats, text):
    with pytest.raises(WrongAudit, match=text):
        Reported(votes, ballots, seats)


def test_rules_and_readings_that_can_not_be_are_refused():
    with pytest.raises(ValueError, match="risk_limit"):
        Rules(Fraction(1))
    with pytest.raises(ValueError, match="most"):
        Rules(most=0)
    with pytest.raises(WrongAudit, match="reading 2: no option 'c'"):
        audit.audit(of_share(60), Rules(), ["a", "c"])


BATCHES = [("W1", 100), ("leeg", 0), ("W2", 50)]


@settings(max_examples=30)
@given(st.integers(0, 40), st.integers(0, 40))
def test_draws_exist_and_drawing_on_goes_on(first, more):
    drawn = audit.draw(BATCHES, LOTS, "q|audit", first + more)
    sizes = dict(BATCHES)
    assert all(1 <= number <= sizes[batch] for batch, number in drawn)
    assert audit.draw(BATCHES, LOTS, "q|audit", more, skip=first) == drawn[first:]


def test_every_ballot_can_be_drawn_equally_often():
    drawn = Counter(audit.draw([("a", 2), ("b", 3)], LOTS, "q", 5_000))
    assert len(drawn) == 5
    assert all(abs(times - 1000) < 150 for times in drawn.values())


def test_drawing_from_nothing_is_refused():
    for batches in ([], [("a", 0)], [("a", -1), ("b", 5)]):
        with pytest.raises(WrongAudit, match="expected batches"):
            audit.draw(batches, LOTS, "q", 1)
