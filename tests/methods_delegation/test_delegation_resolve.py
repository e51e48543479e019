"""Who casts for whom: equal to the plain rule on thousands of graphs, and at the sizes that hurt."""

from __future__ import annotations

import numpy as np
import pytest

from methods_delegation import oracle
from thorbecke.methods.delegation import (
    Reason,
    breadth_first,
    cycles,
    reasons,
    resolve,
    resolve_capped,
)


def graph(rng, size, ranks):
    """A random electorate; few voters or many, so that all kinds of chains and cycles occur."""
    voted = rng.random(size) < rng.choice([0.02, 0.15, 0.5])
    near = rng.random() < 0.3  # delegates close by make long chains
    delegates = np.full((size, ranks), -1, np.int32)
    for voter in range(size):
        others = [v for v in range(size) if v != voter]
        if near:
            others = [v for v in others if abs(v - voter) <= 3]
        number = int(rng.integers(0, min(ranks, len(others)) + 1))
        picks = rng.choice(others, number, replace=False) if number else []
        places = np.sort(rng.choice(ranks, number, replace=False))
        delegates[voter, places] = picks
    return voted, delegates


def lists(delegates):
    return [row.tolist() for row in delegates]


def drawer(seed):
    """A lot that depends on the caster only, for ours and the oracle alike."""

    def draw(caster, level, voters):
        order = np.random.default_rng([seed, caster, level]).permutation(len(voters))
        drawn = [int(voters[place]) for place in order]
        return np.array(drawn, np.int32) if isinstance(voters, np.ndarray) else drawn

    return draw


def as_rows(found):
    rows = zip(
        found.caster.tolist(),
        found.via.tolist(),
        found.rank.tolist(),
        found.length.tolist(),
        strict=True,
    )
    return {voter: row for voter, row in enumerate(rows) if row[0] >= 0}


def compare(seeds, largest):
    for seed in seeds:
        rng = np.random.default_rng(seed)
        size, ranks = int(rng.integers(2, largest)), int(rng.integers(1, 5))
        voted, delegates = graph(rng, size, ranks)
        assert as_rows(resolve(voted, delegates)) == oracle.plain(
            voted.tolist(), lists(delegates)
        ), seed
        cap = int(rng.integers(1, 6))
        ours = as_rows(resolve_capped(voted, delegates, cap, drawer(seed)))
        assert ours == oracle.plain_capped(voted.tolist(), lists(delegates), cap, drawer(seed)), (
            seed
        )


def test_equal_to_the_plain_rule_on_random_graphs():
    compare(range(600), 25)


@pytest.mark.parametrize("thin", [0, 10**9])
def test_equal_when_every_way_of_walking_is_forced(monkeypatch, thin):
    """After one pass go on by trees, by wide levels, or voter by voter, however small the graph."""
    monkeypatch.setattr(breadth_first, "_SHARE", 0)
    monkeypatch.setattr(breadth_first, "_THIN", thin)
    compare(range(40_000, 40_200), 40)


@pytest.mark.slow
def test_equal_to_the_plain_rule_on_ten_thousand_random_graphs():
    compare(range(1000, 10_600), 25)
    compare(range(20_000, 20_400), 120)


def chain(length, ranks=1):
    """0 votes, everybody else names the one before; with more ranks, back-ups that lead astray."""
    delegates = np.full((length, ranks), -1, np.int32)
    delegates[1:, 0] = np.arange(length - 1)
    for rank in range(1, ranks):
        delegates[:-rank, rank] = np.arange(rank, length)
    voted = np.zeros(length, bool)
    voted[0] = True
    return voted, delegates


@pytest.mark.parametrize("ranks", [1, 3])
def test_a_chain_of_a_hundred_thousand(ranks):
    found = resolve(*chain(100_000, ranks))
    assert found.length.tolist() == list(range(100_000))
    assert found.weights()[0] == 100_000


def test_a_chain_of_a_hundred_thousand_that_ends_at_nobody():
    voted, delegates = chain(100_000)
    voted[0] = False
    found = resolve(voted, delegates)
    why, rounds = reasons(found, delegates)
    assert set(why[1:].tolist()) == {Reason.DEAD_END}
    assert why[0] == Reason.ABSENT
    assert rounds == ()


def test_a_cycle_of_a_hundred_thousand():
    voted, delegates = chain(100_000)
    voted[0], delegates[0, 0] = False, 99_999
    (cycle,) = cycles(voted, delegates)
    assert cycle[:3].tolist() == [0, 99_999, 99_998]
    assert len(cycle) == 100_000


def test_a_limit_stops_a_long_chain_halfway():
    voted, delegates = chain(100_000)
    found = resolve_capped(voted, delegates, 5_000, drawer(0))
    assert found.weights()[0] == 5_000
    why, _ = reasons(found, delegates, resolve(voted, delegates))
    assert np.count_nonzero(why == Reason.FULL) == 95_000


def test_narrow_wide_and_thin_levels_agree_on_a_large_graph():
    """A bush on a long stem: levels of many, of few, and of many again."""
    size = 60_000
    delegates = np.full((size, 2), -1, np.int32)
    delegates[1:3000, 0] = np.arange(2999)
    rng = np.random.default_rng(5)
    for start, end, low, high in [(3000, 20_000, 2900, 3000), (20_000, size, 0, size)]:
        delegates[start:end] = rng.integers(low, high, (end - start, 2))
    own = delegates == np.arange(size)[:, None]
    delegates[own | (np.arange(2) == 1) & (delegates == delegates[:, :1])] = -1
    voted = np.zeros(size, bool)
    voted[0] = True
    assert as_rows(resolve(voted, delegates)) == queue(voted, delegates)


def queue(voted, delegates):
    """Another plain breadth-first search, quick enough for large graphs."""
    namers: dict[int, list[tuple[int, int]]] = {}
    for voter, row in enumerate(delegates.tolist()):
        for rank, delegate in enumerate(row, start=1):
            namers.setdefault(delegate, []).append((rank, voter))
    found = {int(v): (int(v), -1, 0, 0) for v in np.flatnonzero(voted)}
    front, level = list(found), 0
    while front:
        level += 1
        best: dict[int, tuple[int, int]] = {}
        for via in front:
            for rank, voter in namers.get(via, ()):
                if voter not in found:
                    best[voter] = min(best.get(voter, (99, 0)), (rank, via))
        for voter, (rank, via) in best.items():
            found[voter] = (found[via][0], via, rank, level)
        front = list(best)
    return found


def test_the_cap_refuses_less_than_one():
    with pytest.raises(ValueError, match="at least 1"):
        resolve_capped(*chain(3), 0, drawer(0))


@pytest.mark.parametrize("wrong", [np.array([[5]]), np.array([[-2]]), np.zeros((2, 1), np.int32)])
def test_numbers_outside_the_roll_are_refused(wrong):
    with pytest.raises(ValueError, match="delegate"):
        resolve(np.array([False]), wrong.astype(np.int32))
