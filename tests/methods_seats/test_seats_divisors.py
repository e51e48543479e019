"""Divisors and remainders: examples from the literature, thresholds, areas, lists that run out."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from methods_seats.elections import SEED, in_areas, sized
from thorbecke.methods.seats import divisors, remainders
from thorbecke.methods.seats.divisors import DivisorRules
from thorbecke.methods.seats.election import Area, WrongElection, simple
from thorbecke.methods.seats.remainders import RemainderRules

# 100,000 votes, 10 seats: the example of many textbooks on largest remainders.
TEXTBOOK = [47_000, 16_000, 15_900, 12_000, 6_000, 3_100]


@pytest.mark.parametrize(
    ("name", "seats"),
    [
        ("dhondt", (5, 2, 2, 1, 0, 0)),
        ("sainte-lague", (4, 2, 2, 1, 1, 0)),
        ("modified-sainte-lague", (5, 2, 2, 1, 0, 0)),
        ("danish", (4, 2, 2, 1, 1, 0)),
        ("adams", (3, 2, 2, 1, 1, 1)),
        ("imperiali-divisor", (7, 1, 1, 1, 0, 0)),
    ],
)
def test_divisors_on_the_textbook_example(name, seats):
    outcome = divisors.count(simple("x", 10, TEXTBOOK), DivisorRules(name))
    assert outcome.seats == seats
    assert len(outcome.steps) == 10


@pytest.mark.parametrize(
    ("name", "seats", "quota"),
    [
        ("hare", (5, 2, 1, 1, 1, 0), Fraction(10_000)),
        ("droop", (5, 2, 2, 1, 0, 0), Fraction(9091)),
        ("hagenbach-bischoff", (5, 2, 2, 1, 0, 0), Fraction(100_000, 11)),
        ("imperiali", (5, 2, 2, 1, 0, 0), Fraction(25_000, 3)),
    ],
)
def test_remainders_on_the_textbook_example(name, seats, quota):
    outcome = remainders.count(simple("x", 10, TEXTBOOK), RemainderRules(name))
    assert (outcome.seats, outcome.quota) == (seats, quota)


def test_each_seat_of_dhondt_has_its_quotient_and_rivals():
    outcome = divisors.count(simple("x", 3, {"A": 600, "B": 350, "C": 100}))
    assert [(step.list, step.value) for step in outcome.steps] == [
        ("1", 600),
        ("2", 350),
        ("1", 300),
    ]
    assert [(r.list, r.value) for r in outcome.steps[2].rivals] == [("2", 175), ("3", 100)]


def test_adams_gives_first_seats_by_votes_and_only_then_quotients():
    assert divisors.count(simple("x", 2, [5, 9, 7]), DivisorRules("adams")).seats == (0, 1, 1)


def test_a_quota_that_gives_too_many_seats_takes_them_back_from_the_smallest_remainder():
    outcome = remainders.count(simple("x", 2, [60, 30, 29]), RemainderRules("imperiali"))
    assert sum(outcome.seats) == 2
    exact = remainders.count(simple("x", 2, [50, 25, 25]), RemainderRules("imperiali"))
    assert [lot.between for lot in exact.open_lots] == [("1", "2", "3")]
    assert exact.open_lots[0].step == "taken-back"
    drawn = remainders.count(simple("x", 2, [50, 25, 25]), RemainderRules("imperiali"), SEED)
    assert sum(drawn.seats) == 2


def test_a_tie_for_the_last_seat_is_an_open_lot():
    outcome = divisors.count(simple("x", 3, [200, 100]))
    assert outcome.open_lots == ()
    outcome = divisors.count(simple("x", 2, [200, 100]))
    assert [lot.between for lot in outcome.open_lots] == [("1", "2")]
    assert outcome.open_lots[0].value == 100
    assert outcome.seats == (1, 0)


def test_a_threshold_counts_exactly_at_its_share():
    votes = [900, 50, 50]
    five = DivisorRules("sainte-lague", threshold=Fraction(1, 20))
    more = DivisorRules("sainte-lague", threshold=Fraction(51, 1000))
    assert divisors.count(simple("x", 20, votes), five).seats == (18, 1, 1)
    assert divisors.count(simple("x", 20, votes), more).seats == (20, 0, 0)


def test_the_threshold_is_told_in_votes():
    rules = DivisorRules("sainte-lague", threshold=Fraction(51, 1000))
    outcome = divisors.count(simple("x", 20, [900, 50, 50]), rules)
    assert outcome.threshold == 51
    codes = [fact.code for fact in divisors.explain(outcome)]
    assert codes.count("below-threshold") == 2
    assert divisors.count(simple("x", 20, [900, 50, 50])).threshold is None


def test_a_threshold_in_quotas():
    votes = [900, 60, 40]  # 20 seats: the quota is 50
    rules = DivisorRules("adams", threshold_quota=Fraction(1))
    assert divisors.count(simple("x", 20, votes), rules).seats == (18, 2, 0)


def test_a_threshold_that_nobody_reaches_leaves_all_seats_empty():
    outcome = divisors.count(simple("x", 9, [1] * 10), DivisorRules(threshold=Fraction(1, 2)))
    assert outcome.unassigned == 9
    rest = remainders.count(simple("x", 9, [1] * 10), RemainderRules(threshold=Fraction(1, 2)))
    assert rest.unassigned == 9


def test_a_list_without_candidates_left_is_passed_over():
    outcome = divisors.count(sized(5, [500, 100], [2, 9]))
    assert outcome.seats == (2, 3)
    assert divisors.count(sized(5, [500, 100], [2, 1])).unassigned == 2
    assert remainders.count(sized(5, [500, 100], [2, 9])).seats == (2, 3)


def test_areas_with_given_seats_are_counted_by_themselves():
    election = in_areas(6, [[600, 300], [110, 490]], [3, 3])
    outcome = divisors.count(election, DivisorRules(per_area=True))
    assert [area.by_list for area in outcome.areas] == [(2, 1), (0, 3)]
    assert outcome.seats == (2, 4)
    assert {step.area for step in outcome.steps} == {"wijk 1", "wijk 2"}
    whole = divisors.count(election)
    assert whole.seats == (3, 3)
    rest = remainders.count(election, RemainderRules(per_area=True))
    assert [area.by_list for area in rest.areas] == [(2, 1), (1, 2)]


def test_areas_share_the_seats_by_weight():
    election = in_areas(10, [[50, 50], [10, 10]])
    weighed = replace(
        election,
        areas=tuple(
            replace(area, weight=weight)
            for area, weight in zip(election.areas, (300, 700), strict=True)
        ),
    )
    outcome = divisors.count(weighed, DivisorRules("sainte-lague", per_area=True), SEED)
    assert [area.seats for area in outcome.areas] == [3, 7]
    assert [step.area for step in outcome.steps if step.code == "area-seat"].count("wijk 2") == 7


def test_an_open_lot_in_an_area_is_named_with_the_area():
    outcome = divisors.count(in_areas(2, [[5, 5], [6, 2]], [1, 1]), DivisorRules(per_area=True))
    (lot,) = outcome.open_lots
    assert (lot.within, lot.between) == ("wijk 1", ("1", "2"))


@pytest.mark.parametrize(
    ("election", "words"),
    [
        (simple("x", 3, [1, 2]), "needs areas"),
        (in_areas(3, [[1, 2]], [2]), "2 seats together, the council 3"),
        (in_areas(3, [[1, 2], [2, 2]], [3, None]), "for every area, or for none"),
        (
            replace(in_areas(3, [[1, 2]], [3]), areas=(Area("x", (2, 2), 3),)),
            "2 votes in the areas, 1 in all",
        ),
    ],
)
def test_areas_that_do_not_fit_are_refused(election, words):
    with pytest.raises(WrongElection, match=words):
        divisors.count(election, DivisorRules(per_area=True))
    with pytest.raises(WrongElection, match=words):
        remainders.count(election, RemainderRules(per_area=True))
