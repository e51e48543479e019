"""What groups say: the published formulas by hand, and what is picked from them."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from thorbecke.methods import registry
from thorbecke.methods.opinion import Rules, from_triples
from thorbecke.methods.opinion.count import counts_of, explain
from thorbecke.methods.opinion.statements import consensus, divisions, gac, interval, representative
from thorbecke.methods.opinion.statistics import Tally, one_share, standing, tally, two_shares

NAMES = ("a", "b", "c")


def counts(agree, disagree, seen):
    return Tally(*(np.array(rows, np.int64) for rows in (agree, disagree, seen)))


# Two groups of ten: all of the first agree with a, none of the second; b is shared; c was passed.
TWO = counts([[10, 9, 1], [0, 8, 1]], [[0, 1, 1], [10, 2, 1]], [[10, 10, 8], [10, 10, 8]])


def test_votes_are_counted_by_group():
    votes = from_triples(["p", "q", "r"], NAMES, [0, 0, 1, 2], [0, 1, 0, 0], [1, 0, -1, 1])
    found = tally(votes, np.array([0, 1, -1], np.int8), 2)
    assert found.agree.tolist() == [[1, 0, 0], [0, 0, 0]]
    assert found.disagree.tolist() == [[0, 0, 0], [1, 0, 0]]
    assert found.seen.tolist() == [[1, 1, 0], [1, 0, 0]]


def test_the_formulas_by_hand():
    side = standing(TWO.agree, TWO.seen)
    assert side.share[0, 0] == 11 / 12
    assert side.ratio[0, 0] == (11 / 12) / (1 / 12)
    assert side.test[0, 0] == 2 * 11**0.5 * (11 / 11 - 0.5)
    pooled = (11 + 1) / (11 + 11)
    spread = (pooled * (1 - pooled) * (1 / 11 + 1 / 11)) ** 0.5
    assert side.ratio_test[0, 0] == pytest.approx((11 / 11 - 1 / 11) / spread)


def test_a_share_that_can_not_differ_has_no_test():
    everyone = np.array([5])
    assert two_shares(everyone, everyone, everyone, everyone).tolist() == [0.0]
    assert one_share(np.array([0]), np.array([0])).tolist() == [1.0]


def test_what_tells_a_group_apart():
    first, second = representative(TWO, NAMES, Rules())
    assert [(one.statement, one.direction) for one in first] == [("a", "agree")]
    assert [(one.statement, one.direction) for one in second] == [("a", "disagree")]
    assert (first[0].said, first[0].seen, first[0].share) == (10, 10, 916_667)


def test_a_group_without_a_telling_statement_gets_the_nearest():
    same = counts([[5, 5], [5, 5]], [[5, 5], [5, 5]], [[10, 10], [10, 10]])
    assert [len(chosen) for chosen in representative(same, ("a", "b"), Rules())] == [1, 1]


def test_what_all_groups_share():
    found = consensus(TWO, NAMES, Rules())
    assert [(one.statement, one.direction, one.value) for one in found] == [
        ("b", "agree", Fraction(10, 12) * Fraction(9, 12))
    ]
    assert found[0].low < 1e6 * float(found[0].value) < found[0].high


def test_consensus_is_the_product_over_groups():
    assert gac(np.array([1, 0, 4]), np.array([1, 0, 4])) == Fraction(2, 3) * Fraction(
        1, 2
    ) * Fraction(5, 6)


def test_the_interval_covers_as_it_says():
    """True shares drawn as the formula assumes; the interval holds the true product in about 90 %."""
    rng = np.random.default_rng(1)
    share = rng.random((2, 20_000))
    seen = np.full(share.shape, 30)
    low, high = interval(rng.binomial(seen, share), seen)
    product = share.prod(axis=0)
    assert 0.87 < ((low <= product) & (product <= high)).mean() < 0.95


def test_what_divides():
    (one,) = divisions(TWO, NAMES, Rules())
    assert (one.statement, one.groups, one.apart) == ("a", (0, 1), 833_333)


def test_what_divides_one_group_is_half_and_half():
    whole = counts([[10, 5, 2]], [[0, 5, 2]], [[10, 10, 4]])
    found = divisions(whole, NAMES, Rules())
    assert [one.statement for one in found] == ["b", "a"]
    assert representative(whole, NAMES, Rules()) == ((),)


def test_the_explanation_names_what_the_map_shows(make):
    outcome = registry.find("opinion.map").count(make(5, people=120, statements=30), Rules())
    codes = [fact.code for fact in explain(outcome)]
    assert codes[:3] == ["groups", "stability", "axes"]
    assert "representative" in codes
    assert counts_of(outcome).seen.sum() == sum(map(sum, outcome.seen))
