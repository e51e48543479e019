"""Oracles: apportionment for the textbook methods, powerindex for the indices."""

from __future__ import annotations

import numpy as np
import pytest

from thorbecke.methods.seats import divisors, remainders
from thorbecke.methods.seats.divisors import DivisorRules
from thorbecke.methods.seats.election import simple
from thorbecke.methods.seats.power import power
from thorbecke.methods.seats.remainders import RemainderRules

peer = pytest.importorskip("apportionment.methods")
powerindex = pytest.importorskip("powerindex")

pytestmark = pytest.mark.peers

SAME = (
    ("dhondt", divisors, DivisorRules("dhondt")),
    ("saintelague", divisors, DivisorRules("sainte-lague")),
    ("modified_saintelague", divisors, DivisorRules("modified-sainte-lague")),
    ("adams", divisors, DivisorRules("adams")),
    ("largest_remainder", remainders, RemainderRules("hare")),
)


def samples(amount):
    random = np.random.Generator(np.random.PCG64(7))
    for _ in range(amount):
        lists, seats = int(random.integers(2, 12)), int(random.integers(12, 46))
        yield random.integers(1, 60_000, lists).tolist(), seats


@pytest.mark.parametrize(("name", "module", "rules"), SAME, ids=[row[0] for row in SAME])
def test_the_textbook_methods_agree_where_no_lot_is_needed(name, module, rules):
    compared = 0
    for votes, seats in samples(400):
        outcome = module.count(simple("x", seats, votes), rules)
        if outcome.open_lots:
            continue
        labels = [str(place) for place in range(len(votes))]
        theirs = peer.compute(name, votes, seats, parties=labels, verbose=False)
        assert list(outcome.seats) == list(theirs), (votes, seats)
        compared += 1
    assert compared > 350


def test_the_indices_agree_and_an_absolute_majority_is_no_trouble():
    random = np.random.Generator(np.random.PCG64(8))
    compared = 0
    for _ in range(150):
        seats = random.integers(1, 9, int(random.integers(3, 10))).tolist()
        if 2 * max(seats) > sum(seats):
            assert max(power(seats).shapley) == 1
            continue
        game = powerindex.Game(sum(seats) // 2 + 1, seats)
        game.calc_banzhaf()
        game.calc_shapley_shubik()
        found = power(seats)
        assert [float(x) for x in found.banzhaf] == pytest.approx(list(game.banzhaf))
        assert [float(x) for x in found.shapley] == pytest.approx(list(game.shapley_shubik))
        compared += 1
    assert compared > 100
