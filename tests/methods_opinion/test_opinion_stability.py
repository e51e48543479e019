"""Whether groups are real: on real conversations, on noise, on clear groups."""

from __future__ import annotations

import numpy as np
import pytest

from thorbecke.methods.opinion import Badge, Rules, Votes, draw_chart, judge
from thorbecke.methods.opinion.stability import rand_index

STABLE = {"taxes", "canadian", "biodiversity"}


@pytest.mark.parametrize(
    "name", ["london", "brexit", "taxes", "canadian", "biodiversity", "football"]
)
def test_the_badge_of_six_real_conversations(shared_votes, name):
    votes = shared_votes[name]
    found = judge(votes, draw_chart(votes, Rules()), Rules())
    assert found.badge == (Badge.STABLE if name in STABLE else Badge.NOT_STABLE)
    assert len(found.agreements) == 15


def noise(seed) -> Votes:
    """Statements differ in popularity, people do not differ."""
    rng = np.random.default_rng(seed)
    n, m = int(rng.integers(50, 300)), int(rng.integers(20, 80))
    seen = rng.random((n, m)) < rng.uniform(0.3, 1)
    yes = rng.random((n, m)) < rng.beta(2, 1, m)
    value = np.where(yes, 1, -1).astype(np.int8)
    starts = np.concatenate([[0], np.cumsum(seen.sum(axis=1))]).astype(np.int64)
    names = [tuple(map(str, range(size))) for size in (n, m)]
    return Votes(names[0], names[1], starts, np.nonzero(seen)[1].astype(np.int32), value[seen])


@pytest.mark.parametrize("seed", range(5))
def test_noise_has_no_groups(seed):
    votes = noise(seed)
    assert judge(votes, draw_chart(votes, Rules()), Rules()).badge == Badge.NO_GROUPS


@pytest.mark.slow
def test_noise_hardly_ever_has_groups():
    """The benchmark does this for 200 conversations; here for 20."""
    badges = [
        judge(votes, draw_chart(votes, Rules()), Rules()).badge
        for votes in map(noise, range(5, 25))
    ]
    assert badges.count(Badge.NO_GROUPS.value) >= 0.95 * len(badges)


def test_clear_groups_are_stable(make):
    votes = make(5, people=120, statements=40, strength=2.5)
    chart = draw_chart(votes, Rules())
    found = judge(votes, chart, Rules())
    assert (chart.k, found.badge) == (2, Badge.STABLE)
    assert rand_index(chart.labels, (chart.grouped % 2).astype(np.int8)) > 900_000


def test_the_rand_index_by_hand():
    """Two groups of three against one moved: pairs together in both 4, expected 3·6/15… = 2.8."""
    one, other = np.array([0, 0, 0, 1, 1, 1], np.int8), np.array([0, 0, 1, 1, 1, 1], np.int8)
    expected = 6 * 7 / 15
    assert rand_index(one, other) == round(1e6 * (4 - expected) / (6.5 - expected))
    assert rand_index(one, 1 - one) == 1_000_000
    assert rand_index(np.zeros(4, np.int8), np.zeros(4, np.int8)) == 1_000_000


def test_dropping_votes_uses_the_seed(make):
    votes = make(6, people=90, strength=0.8)
    chart = draw_chart(votes, Rules())
    one, two = (Rules(seed=seed, repeats=4, shuffles=2) for seed in (1, 2))
    assert judge(votes, chart, one) == judge(votes, chart, one)
    assert judge(votes, chart, one).agreements != judge(votes, chart, two).agreements


def test_many_people_are_tested_by_a_part(make):
    votes = make(7, people=200, statements=40, strength=2.5)
    found = judge(votes, draw_chart(votes, Rules()), Rules(tested=80))
    assert found.tested == 80
    assert found.badge == Badge.STABLE
