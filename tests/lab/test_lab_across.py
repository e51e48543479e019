"""How often another system changes a council: the fast count against the exact one."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from thorbecke.methods.seats.dividing import DIVISORS
from thorbecke.methods.seats.election import simple
from thorbecke.web.lab import across as module
from thorbecke.web.lab import elections
from thorbecke.web.lab.across import across
from thorbecke.web.lab.systems import BASE, DIVISOR, REMAINDER, SYSTEMS, count


@pytest.mark.parametrize("key", [key for key in SYSTEMS if key != BASE])
def test_counting_all_known_councils_is_the_same_as_one_by_one(key):
    changed = 0
    for council in elections.known().values():
        outcome = count(council.election(), key)
        changed += not outcome.open_lots and outcome.seats != council.official
    assert across(key).changed == changed


@pytest.mark.parametrize("key", [key for key, one in SYSTEMS.items() if one.method == DIVISOR])
@pytest.mark.parametrize("threshold", [Fraction(0), Fraction(1, 20)])
def test_quotients_at_once_give_the_exact_seats(key, threshold):
    draws = np.random.Generator(np.random.PCG64(7))
    settled = 0
    for _ in range(200):
        votes = [int(v) for v in draws.integers(0, 300, size=int(draws.integers(2, 12)))]
        if not any(votes):
            continue
        election = simple("x", int(draws.integers(1, 46)), votes)
        found = module._divided(election, SYSTEMS[key].rules["divisor"], threshold)
        outcome = count(election, key, threshold)
        if found is not None:
            settled += 1
            assert not outcome.open_lots
            assert found == outcome.seats
    assert settled > 50


@pytest.mark.parametrize("key", [key for key, one in SYSTEMS.items() if one.method == REMAINDER])
@pytest.mark.parametrize("threshold", [Fraction(0), Fraction(1, 20)])
def test_remainders_at_once_give_the_exact_seats(key, threshold):
    draws = np.random.Generator(np.random.PCG64(8))
    settled = 0
    for _ in range(200):
        votes = [int(v) for v in draws.integers(0, 60, size=int(draws.integers(2, 12)))]
        if not any(votes):
            continue
        election = simple("x", int(draws.integers(1, 46)), votes)
        found = module._remained(election, SYSTEMS[key].rules["quota"], threshold)
        outcome = count(election, key, threshold)
        if found is not None:
            settled += 1
            assert not outcome.open_lots
            assert found == outcome.seats
    assert settled > 50


def test_a_tie_for_the_last_remainder_is_left_to_the_exact_count():
    assert module._remained(simple("x", 3, [10, 10]), "hare", Fraction(0)) is None


def test_a_tie_for_the_last_seat_is_left_to_the_exact_count():
    assert all(
        module._divided(simple("x", 3, [10, 10]), divisor, Fraction(0)) is None
        for divisor in DIVISORS
        if divisor != "imperiali-divisor"
    )
