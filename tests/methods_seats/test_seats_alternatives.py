"""Every way in which an open lot can fall."""

from __future__ import annotations

import pytest

from methods_seats.elections import with_candidates
from thorbecke.methods.seats import kieswet
from thorbecke.methods.seats.alternatives import TooMany, alternatives
from thorbecke.methods.seats.election import simple


def test_roermond_2026_could_have_two_councils():
    votes = [8268, 4892, 2586, 1852, 1851, 1337, 1074, 617, 573]
    ways = alternatives(simple("Roermond", 33, votes), kieswet.count)
    assert [(lots[0].drawn, outcome.seats[4], outcome.seats[7]) for lots, outcome in ways] == [
        ("5", 3, 0),
        ("8", 2, 1),
    ]


def test_three_seats_for_five_equal_lists_fall_in_sixty_ways():
    election = simple("x", 23, [500, 140, 140, 140, 140, 140])
    ways = alternatives(election, kieswet.count)
    assert len(ways) == 5 * 4 * 3
    assert len({outcome.seats for _, outcome in ways}) == 10
    with pytest.raises(TooMany, match="more than 59"):
        alternatives(election, kieswet.count, limit=59)


def test_lots_between_candidates_are_followed_too():
    election = with_candidates(19, [[80, 60, 60], [1700] + [0] * 20])
    ways = alternatives(election, kieswet.count)
    assert [outcome.nominations[0].preference for _, outcome in ways] == [("1", "2"), ("1", "3")]


def test_without_a_lot_there_is_one_way():
    ((lots, outcome),) = alternatives(simple("x", 9, [239, 162, 162, 90]), kieswet.count)
    assert (lots, outcome.seats) == ((), (4, 2, 2, 1))
