"""Assumptions about other votes: whole numbers, nothing lost, and refusals."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods_seats.elections import sized
from thorbecke.methods.seats import divisors, kieswet, scenario
from thorbecke.methods.seats.divisors import DivisorRules
from thorbecke.methods.seats.election import WrongElection, simple
from thorbecke.methods.seats.scenario import Young

BASE = simple("Dorp", 9, {"A": 500, "B": 300, "C": 200})
HALF = Fraction(1, 2)


@given(st.integers(0, 10_000), st.lists(st.integers(0, 50), min_size=1, max_size=9).filter(any))
def test_spreading_loses_nothing_and_rounds_by_at_most_one(total, weights):
    parts = scenario.spread(total, weights)
    assert sum(parts) == total
    whole = sum(weights)
    assert all(
        abs(part * whole - total * w) < whole for part, w in zip(parts, weights, strict=True)
    )


def test_turnout_shifts_only_the_lists_that_are_named():
    assert scenario.turnout(BASE, {"1": Fraction(9, 10), "3": Fraction(5, 4)}).votes == (
        450,
        300,
        250,
    )


def test_young_voters_who_vote_like_the_others_change_no_share():
    assert scenario.with_young(BASE, Young(200, HALF, {})).votes == (550, 330, 220)


def test_young_voters_with_a_choice_of_their_own():
    young = Young(200, HALF, {"2": Fraction(3), "3": Fraction(1)}, like_others=Fraction(0))
    assert scenario.with_young(BASE, young).votes == (500, 375, 225)
    mixed = replace(young, like_others=HALF)
    assert scenario.with_young(BASE, mixed).votes == (525, 300 + 15 + 38, 200 + 10 + 12)


def test_lists_that_merge_keep_the_part_that_follows():
    merged = scenario.merge_lists(BASE, ["2", "3"], "B+C", kept=Fraction(9, 10))
    assert [(item.name, item.votes) for item in merged.lists] == [("A", 500), ("B+C", 450)]


def test_a_list_that_splits():
    parts = {"A1": Fraction(3), "A2": Fraction(2)}
    found = scenario.split_list(BASE, "1", parts)
    assert [(item.id, item.name, item.votes) for item in found.lists][:2] == [
        ("1.1", "A1", 300),
        ("1.2", "A2", 200),
    ]
    assert sum(found.votes) == 1000


def test_the_room_of_a_list_stays_when_votes_change():
    assert scenario.turnout(sized(9, [50, 40], [2, 9]), {}).lists[0].size == 2


def test_municipalities_merge_or_federate():
    other = simple("Stad", 19, {"A": 1000, "D": 3010, "B-lokaal": 500})
    merged = scenario.merge_municipalities(
        [BASE, other], "Samen", 25, weights=[2000, 8000], same={"B-lokaal": "B"}
    )
    assert [(item.name, item.votes) for item in merged.lists] == [
        ("A", 1500),
        ("B", 800),
        ("C", 200),
        ("D", 3010),
    ]
    assert sum(kieswet.count(merged).seats) == 25
    federation = divisors.count(merged, DivisorRules(per_area=True))
    assert [(area.id, area.seats) for area in federation.areas] == [("Dorp", 5), ("Stad", 20)]


def test_another_size_drops_the_lots_of_the_old_size():
    assert scenario.resized(BASE, 11).seats == 11


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: scenario.turnout(BASE, {"9": HALF}), "no list '9'"),
        (lambda: scenario.merge_lists(BASE, ["1"], "X"), "two lists or more"),
        (lambda: scenario.split_list(BASE, "1", {"X": HALF}), "two parts or more"),
        (lambda: scenario.merge_municipalities([BASE], "X", 9), "two or more"),
        (lambda: scenario.spread(5, [0, 0]), "one above 0"),
        (lambda: Young(-1, HALF, {}), "0 or more electors"),
        (lambda: Young(10, HALF, {}, like_others=HALF), "give the lists"),
    ],
)
def test_assumptions_that_make_no_sense_are_refused(make, words):
    with pytest.raises(WrongElection, match=words):
        make()
