"""The Kieswet, on real councils whose official seats are known, and on the corners of the law."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from methods_seats.elections import FIRST, SEED, sized, with_candidates
from thorbecke.methods.seats import kieswet
from thorbecke.methods.seats.election import DrawnLot, WrongElection, simple
from thorbecke.methods.seats.kieswet import KieswetRules

ROERMOND = simple(
    "GM0957 2026-03-18",
    33,
    {
        "LVR": 8268,
        "GL/PvdA": 4892,
        "DS": 2586,
        "VVD": 1852,
        "CDA": 1851,
        "D66": 1337,
        "Stadspartij": 1074,
        "PvdD": 617,
        "SP": 573,
    },
)
ENKHUIZEN = [1184, 1116, 832, 716, 658, 649, 606, 601, 485, 380, 326]
APELDOORN = [9507, 9069, 8983, 6951, 6154, 6034, 4764, 4268, 3457, 3260, 3192, 2971, 904, 304, 228]


def seats(size: int, votes: list[int], **rules) -> tuple[int, ...]:
    return kieswet.count(simple("x", size, votes), KieswetRules(**rules)).seats


def given(outcome) -> list[tuple[str, str, Fraction]]:
    return [(step.article, step.list, step.value) for step in outcome.steps]


def test_vlieland_2026_largest_remainders():
    outcome = kieswet.count(simple("Vlieland", 9, [239, 162, 162, 90]))
    assert outcome.seats == (4, 2, 2, 1)
    assert outcome.quota == Fraction(653, 9)
    assert [row.full for row in outcome.lists] == [3, 2, 2, 1]
    assert given(outcome) == [("P 8", "1", 239 - 3 * Fraction(653, 9))]
    assert outcome.lots == ()


def test_harlingen_2026_under_75_percent_of_the_quota_is_out():
    votes = [1744, 1343, 1029, 900, 655, 533, 448, 217]
    assert seats(17, votes) == (4, 4, 3, 2, 2, 1, 1, 0)
    without = seats(17, votes, remainder_threshold=Fraction(0))
    assert without == (4, 3, 3, 2, 2, 1, 1, 1)


def test_the_thresholds_and_who_stays_below_them_are_told():
    votes = [1744, 1343, 1029, 900, 655, 533, 448, 217]
    outcome = kieswet.count(simple("Harlingen", 17, votes))
    assert outcome.threshold == Fraction(3, 4) * Fraction(6869, 17)
    assert outcome.preference_threshold == Fraction(6869, 34)
    below = [fact for fact in kieswet.explain(outcome) if fact.code == "below-threshold"]
    assert [(fact.values["list"], fact.values["votes"]) for fact in below] == [("8", 217)]
    large = kieswet.count(ROERMOND)
    assert (large.threshold, large.preference_threshold) == (None, Fraction(23050, 132))
    assert kieswet.count(ROERMOND, KieswetRules(bill_36641=True)).threshold == large.quota


def test_exactly_75_percent_takes_part():
    # 400 votes, 4 seats: the quota is 100; 75 is 75 % and gets the third remainder before 25.
    assert seats(4, [125, 125, 75, 75]) == (1, 1, 1, 1)
    assert seats(4, [126, 126, 74, 74]) == (2, 2, 0, 0)


def test_reusel_de_mierden_2022_absolute_majority():
    outcome = kieswet.count(simple("Reusel-De Mierden", 15, [2571, 977, 567, 536, 453]))
    assert outcome.seats == (8, 3, 2, 1, 1)
    last = outcome.steps[-1]
    assert (last.article, last.code, last.list, last.taken_from) == (
        "P 9",
        "absolute-majority",
        "1",
        "4",
    )
    assert seats(15, [2571, 977, 567, 536, 453], absolute_majority=False) == (7, 3, 2, 2, 1)


def test_apeldoorn_2018_largest_averages_in_the_official_order():
    outcome = kieswet.count(simple("Apeldoorn", 39, APELDOORN))
    assert outcome.seats == (6, 5, 5, 4, 4, 3, 3, 2, 2, 2, 2, 1, 0, 0, 0)
    assert [step.list for step in outcome.steps] == ["4", "9", "10", "11", "7", "1", "5"]
    assert [step.value for step in outcome.steps] == [
        Fraction(text) for text in ("6951/4", "3457/2", "1630", "1596", "1588", "9507/6", "3077/2")
    ]
    assert all(step.article == "P 7" and step.lot is None for step in outcome.steps)


def test_roermond_2026_asks_the_lot_between_cda_and_pvdd_only():
    outcome = kieswet.count(ROERMOND)
    (lot,) = outcome.open_lots
    assert (lot.article, lot.between, lot.value) == ("P 7", ("5", "8"), 617)
    assert outcome.seats == (13, 7, 4, 3, 2, 2, 1, 0, 0)
    assert [step.list for step in outcome.steps] == ["1", "6", "3", "1", "4"]
    assert [step.value for step in outcome.steps] == [
        689,
        Fraction(1337, 2),
        Fraction(1293, 2),
        636,
    ] + [Fraction(1852, 3)]


def test_roermond_2026_gives_the_official_seats_with_the_lot_entered():
    drawn = DrawnLot("P 7", ("5", "8"), "8")
    outcome = kieswet.count(replace(ROERMOND, lots=(drawn,)))
    assert outcome.seats == (13, 7, 4, 3, 2, 2, 1, 1, 0)
    assert outcome.open_lots == ()
    assert outcome.steps[-1].lot.drawn == "8"
    other = kieswet.count(replace(ROERMOND, lots=(replace(drawn, drawn="5"),)))
    assert other.seats == (13, 7, 4, 3, 3, 2, 1, 0, 0)


def test_a_lot_for_others_is_not_used_and_reported():
    wrong = DrawnLot("P 7", ("4", "8"), "8")
    outcome = kieswet.count(replace(ROERMOND, lots=(wrong,)))
    assert outcome.unused == (wrong,)
    assert len(outcome.open_lots) == 1
    assert "lot-not-asked" in {fact.code for fact in kieswet.explain(outcome)}


def test_a_public_seed_draws_the_lot_and_repeats_it():
    first, second = kieswet.count(ROERMOND, lots=SEED), kieswet.count(ROERMOND, lots=SEED)
    assert first == second
    assert first.open_lots == ()
    assert sum(first.seats) == 33
    purpose = "GM0957 2026-03-18|seats.kieswet|P 7|1"
    assert first.lots[0].drawn == SEED.order(purpose, ("5", "8"))[0]


def test_a_drawn_lot_must_be_one_of_those_between_whom_it_was():
    with pytest.raises(WrongElection, match="is not one of"):
        DrawnLot("P 7", ("5", "8"), "7")


def test_enkhuizen_2022_exhausted_list_of_one_candidate():
    sizes = [12, 6, 10, 1, 11, 8, 13, 14, 6, 17, 11]
    outcome = kieswet.count(sized(17, ENKHUIZEN, sizes))
    assert outcome.seats == (3, 3, 2, 1, 2, 2, 1, 1, 1, 1, 0)
    leaves, comes = outcome.steps[-2:]
    assert (leaves.article, leaves.code, leaves.taken_from) == ("P 10", "exhausted", "4")
    assert (comes.article, comes.code, comes.list) == ("P 10", "largest-remainder", "6")
    assert comes.value == 649 - Fraction(7553, 17)


def test_all_lists_exhausted_leaves_a_seat_empty_and_says_so():
    outcome = kieswet.count(sized(20, [2000, 2000, 1600, 1600, 800], [4, 5, 4, 4, 2]))
    assert outcome.seats == (4, 5, 4, 4, 2)
    assert outcome.unassigned == 1
    assert "unassigned" in {fact.code for fact in kieswet.explain(outcome)}


def test_without_votes_nobody_gets_a_seat():
    outcome = kieswet.count(simple("x", 19, [0, 0]))
    assert outcome.seats == (0, 0)
    assert outcome.unassigned == 19


def test_bill_36641_asks_the_whole_quota_for_every_residual_seat():
    drawn = DrawnLot("P 7", ("5", "8"), "8")
    assert seats(33, list(ROERMOND.votes), bill_36641=True) == (13, 7, 4, 3, 3, 2, 1, 0, 0)
    assert kieswet.count(replace(ROERMOND, lots=(drawn,)), KieswetRules(bill_36641=True)).unused
    # Nobody has the quota of 20: the threshold lapses instead of leaving all seats empty.
    assert sum(seats(3, [12, 12, 11, 10, 8, 7], bill_36641=True)) == 3


def test_preference_votes_pass_over_the_order_of_the_list():
    # 19 seats, 1900 votes: the quota is 100, the threshold more than 25.
    votes = [[550, 25, 26, 300, 99], [900, 0]]
    outcome = kieswet.count(with_candidates(19, votes))
    first = outcome.nominations[0]
    assert first.preference == ("1", "4", "5", "3")
    assert first.order == ("2",)  # exactly 25 is not more than 25
    assert outcome.nominations[1].preference == ("1",)
    assert outcome.nominations[1].order == ("2",)
    assert first.ranking == (("1",), ("4",), ("5",), ("3",), ("2",))


def test_under_19_seats_the_preference_threshold_is_half_the_quota():
    votes = [[500, 50, 51, 259], [140]]  # 10 seats, quota 100
    first = kieswet.count(with_candidates(10, votes)).nominations[0]
    assert first.preference == ("1", "4", "3")


def test_equal_candidates_draw_only_for_too_few_seats():
    # Quota 100 for 19 seats; list 1 has 2 seats, candidates 2 and 3 both have 60.
    votes = [[80, 60, 60], [1700] + [0] * 20]
    outcome = kieswet.count(with_candidates(19, votes))
    (lot,) = outcome.open_lots
    assert (lot.article, lot.within, lot.between, lot.value) == ("P 15", "1", ("2", "3"), 60)
    assert [row.list for row in outcome.nominations] == ["2"]
    drawn = kieswet.count(with_candidates(19, votes), lots=FIRST).nominations[0]
    assert drawn.preference == ("1", "2")
    more = kieswet.count(with_candidates(19, [[180, 60, 60], [1600] + [0] * 20]))
    assert more.open_lots == ()
    assert more.nominations[0].preference == ("1", "2", "3")


def test_a_deceased_candidate_counts_for_the_list_and_gets_no_seat():
    votes = [[300, 100, 80], [20]]
    alive = kieswet.count(with_candidates(5, votes))
    gone = kieswet.count(with_candidates(5, votes, [(1, 1)]))
    assert alive.lists[0].votes == gone.lists[0].votes == 480
    assert gone.seats == (2, 1)  # two candidates are left
    assert gone.nominations[0].preference == ("2", "3")
    assert gone.unassigned == 2


def test_every_fact_of_a_count_is_told():
    codes = [fact.code for fact in kieswet.explain(kieswet.count(ROERMOND))]
    assert codes[0] == "quota"
    assert codes.count("full") == 9
    assert codes.count("largest-average") == 5
    assert "lot-open" in codes


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: simple("x", 0, [1]), "0 seats"),
        (lambda: simple("x", 9, []), "no list"),
        (lambda: simple("x", 9, [-1]), "-1 votes"),
        (lambda: sized(9, [10], [-1]), "size -1"),
        (lambda: KieswetRules(remainder_threshold=Fraction(3, 2)), "0 to 1"),
    ],
)
def test_what_can_not_be_counted_is_refused_with_a_reason(make, words):
    with pytest.raises(ValueError, match=words):
        make()
