"""Biproportional and mixed-member seats."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from methods_seats.elections import SEED, in_areas
from thorbecke.methods.seats import biproportional, mixed
from thorbecke.methods.seats.biproportional import BiproportionalRules
from thorbecke.methods.seats.election import Area, Election, PartyList, WrongElection, simple
from thorbecke.methods.seats.mixed import MixedRules
from thorbecke.methods.seats.scaling import Impossible, Scaling, settle


def holds(found: Scaling) -> None:
    """The certificate: sums as asked, and every cell is its scaled votes, rounded."""
    assert [sum(row) for row in found.seats] == found.rows
    assert [sum(column) for column in zip(*found.seats, strict=True)] == found.columns
    for r, row in enumerate(found.seats):
        for c, seats in enumerate(row):
            if not found.votes[r][c]:
                assert seats == 0
                continue
            assert found.value(r, c) <= found.up(seats)
            assert seats == 0 or found.value(r, c) >= found.up(seats - 1)


@st.composite
def problems(draw):
    rows, columns = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    cell = st.one_of(st.integers(1, 9), st.integers(1, 4000))
    votes = [[draw(cell) for _ in range(columns)] for _ in range(rows)]
    seats = draw(st.lists(st.integers(0, 9), min_size=rows, max_size=rows))
    total = sum(seats)
    cuts = sorted(draw(st.integers(0, total)) for _ in range(columns - 1))
    sums = [b - a for a, b in zip([0, *cuts], [*cuts, total], strict=True)]
    return votes, seats, sums, draw(st.sampled_from(biproportional.ROUNDINGS))


@settings(max_examples=60)
@given(problem=problems(), data=st.data())
def test_with_votes_everywhere_a_division_is_found_and_certified(problem, data):
    found = Scaling(*problem).solve()
    holds(found)
    names = [[f"{r}/{c}" for c in range(len(problem[2]))] for r in range(len(problem[1]))]
    settle(found, names, lambda tied: data.draw(st.sampled_from(tied)))
    holds(found)


@given(
    votes=st.lists(st.lists(st.integers(0, 3), min_size=3, max_size=3), min_size=2, max_size=3),
    data=st.data(),
)
def test_with_empty_cells_it_is_impossible_only_when_nothing_fits(votes, data):
    rows = data.draw(st.lists(st.integers(0, 3), min_size=len(votes), max_size=len(votes)))
    first = data.draw(st.integers(0, sum(rows)))
    second = data.draw(st.integers(0, sum(rows) - first))
    columns = [first, second, sum(rows) - first - second]
    cells = [range(max(rows) + 1 if row[c] else 1) for row in votes for c in range(3)]
    assume(len(cells) <= 6 or max(rows) <= 2)
    fits = any(
        [sum(x[i : i + 3]) for i in range(0, len(x), 3)] == rows
        and [sum(x[c::3]) for c in range(3)] == columns
        for x in product(*cells)
    )
    try:
        holds(Scaling(votes, rows, columns, "sainte-lague").solve())
        assert fits
    except Impossible:
        assert not fits


def test_the_worked_example_of_the_page():
    election = in_areas(6, [[50, 30, 20], [20, 60, 20], [10, 20, 70]], [2, 2, 2])
    outcome = biproportional.count(election)
    assert outcome.seats == (2, 2, 2)
    assert [area.by_list for area in outcome.areas] == [(1, 1, 0), (1, 1, 0), (0, 0, 2)]
    assert outcome.open_lots == ()


def test_a_full_tie_is_an_open_lot_between_the_cells():
    election = in_areas(2, [[5, 5], [5, 5]], [1, 1])
    (lot,) = biproportional.count(election).open_lots
    assert lot.between == ("wijk 1/1", "wijk 1/2", "wijk 2/1", "wijk 2/2")
    drawn = biproportional.count(election, lots=SEED)
    assert drawn.open_lots == ()
    assert drawn.seats == (1, 1)


def test_each_cell_carries_the_value_that_anyone_rounds_again():
    outcome = biproportional.count(in_areas(9, [[50, 30, 20], [20, 60, 20], [10, 20, 70]]))
    cells = [step for step in outcome.steps if step.code == "cell"]
    assert len(cells) == 9
    assert all(abs(step.value - step.seats) <= Fraction(1, 2) for step in cells)


def test_the_threshold_counts_over_all_areas():
    election = in_areas(9, [[50, 40, 10], [60, 30, 10], [40, 50, 10]])
    rules = BiproportionalRules(threshold=Fraction(1, 9))
    assert biproportional.count(election, rules).seats[2] == 0
    with pytest.raises(WrongElection, match="no list has votes and reaches"):
        biproportional.count(election, BiproportionalRules(threshold=Fraction(1)))


def test_an_area_whose_lists_have_no_seats_is_refused():
    election = in_areas(3, [[0, 0, 9], [500, 490, 0]], [1, 2])
    with pytest.raises(WrongElection, match="too few seats"):
        biproportional.count(election)


# --- mixed-member --------------------------------------------------------------------------------

LISTS = (PartyList("1", "A", 500), PartyList("2", "B", 300), PartyList("3", "C", 200))
RACES = tuple(Area(f"kern {n}", (50, 30, 20)) for n in range(1, 6)) + (Area("kern 6", (10, 60, 5)),)
MIXED = Election("x", 9, LISTS, RACES)


@pytest.mark.parametrize(
    ("link", "seats", "size"),
    [
        ("offset", (5, 2, 2), 9),
        ("keep", (5, 3, 2), 10),
        ("level", (5, 3, 2), 10),
        ("parallel", (6, 2, 1), 9),
    ],
)
def test_the_four_ways_to_link_direct_and_list_seats(link, seats, size):
    outcome = mixed.count(MIXED, MixedRules(link), SEED)
    assert (outcome.seats, outcome.size) == (seats, size)
    assert [row.full for row in outcome.lists] == [5, 1, 0]


def test_overhang_makes_the_council_grow_or_level():
    lists = (PartyList("1", "A", 300), PartyList("2", "B", 400), PartyList("3", "C", 300))
    election = Election("x", 8, lists, RACES)  # A wins 5 areas with 30 % of the list votes
    keep = mixed.count(election, MixedRules("keep"), SEED)
    assert keep.seats[0] == 5
    assert keep.size == sum(keep.seats) > 8
    level = mixed.count(election, MixedRules("level"), SEED)
    assert level.size > keep.size
    assert abs(Fraction(level.seats[0], level.size) - Fraction(3, 10)) < Fraction(1, 20)
    offset = mixed.count(election, MixedRules("offset"), SEED)
    assert (offset.size, offset.seats[0]) == (8, 5)


def test_a_list_below_the_threshold_keeps_its_direct_seats():
    lists = (PartyList("1", "A", 30), PartyList("2", "B", 600), PartyList("3", "C", 370))
    election = Election("x", 10, lists, RACES)
    outcome = mixed.count(election, MixedRules("keep", threshold=Fraction(1, 20)), SEED)
    assert outcome.seats == (5, 3, 2)
    assert outcome.size == 10


def test_an_equal_race_is_an_open_lot_in_that_area():
    election = Election("x", 9, LISTS, (Area("kern 1", (5, 5, 1)),))
    (lot,) = mixed.count(election).open_lots
    assert (lot.step, lot.within, lot.between) == ("direct", "kern 1", ("1", "2"))


@pytest.mark.parametrize(
    ("election", "words"),
    [
        (simple("x", 3, [1]), "0 areas for 3 seats"),
        (Election("x", 1, LISTS, RACES), "6 areas for 1 seats"),
        (Election("x", 3, LISTS, (Area("kern", (0, 0, 0)),)), "nobody voted"),
    ],
)
def test_mixed_elections_that_can_not_be_counted(election, words):
    with pytest.raises(WrongElection, match=words):
        mixed.count(election)
