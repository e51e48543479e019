"""Lots: the vectors of the documentation, even chances, independence of purposes, and refusals."""

from __future__ import annotations

import json
import re
from collections import Counter
from math import sqrt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thorbecke.methods import lots
from thorbecke.methods.lots import Lots, WrongSeed

PAGE = Path(__file__).resolve().parents[2] / "docs" / "methods" / "lots.md"
VECTORS = json.loads(re.search(r"```json\n(.*?)```", PAGE.read_text(), re.S)[1])
seeds = st.binary(min_size=32, max_size=32)
OPENING = bytes(range(32))


@pytest.mark.parametrize("vector", VECTORS["openings"])
def test_commit_and_reveal_as_documented(vector):
    opening = bytes.fromhex(vector["opening"])
    assert lots.commitment(opening) == vector["commitment"]
    assert lots.seed_of_opening(opening, vector["commitment"]).hex() == vector["seed"]


@pytest.mark.parametrize("vector", VECTORS["numbers"])
def test_a_public_number_as_documented(vector):
    assert lots.seed_of_number(vector["drawn"]).hex() == vector["seed"]


@pytest.mark.parametrize("vector", VECTORS["draws"])
def test_draws_as_documented(vector):
    drawn = Lots(bytes.fromhex(vector["seed"]))
    assert list(drawn.numbers(vector["purpose"], vector["below"])) == vector["found"]


@pytest.mark.parametrize("vector", VECTORS["orders"])
def test_orders_as_documented(vector):
    drawn = Lots(bytes.fromhex(vector["seed"]))
    assert list(drawn.order(vector["purpose"], vector["items"])) == vector["found"]
    assert list(drawn.draw(vector["purpose"], vector["items"], 2)) == vector["first_two"]


@given(seeds, st.text(max_size=20), st.lists(st.integers(1, 10**30), max_size=20))
def test_numbers_stay_below_their_bounds_and_repeat(seed, purpose, bounds):
    found = Lots(seed).numbers(purpose, bounds)
    assert all(0 <= number < bound for number, bound in zip(found, bounds, strict=True))
    assert Lots(seed).numbers(purpose, bounds) == found


@given(seeds, st.lists(st.integers(), max_size=40), st.data())
def test_order_and_draw_keep_the_items(seed, items, data):
    assert sorted(Lots(seed).order("o", items)) == sorted(items)
    size = data.draw(st.integers(0, len(items)))
    drawn = Lots(seed).draw("d", list(enumerate(items)), size)
    assert len(set(drawn)) == size


def spread(counts: Counter, cells: int, total: int) -> float:
    """Return chi-square in standard deviations from what even chances give."""
    expected = total / cells
    chi = sum((counts[cell] - expected) ** 2 / expected for cell in range(cells))
    return (chi - (cells - 1)) / sqrt(2 * (cells - 1))


@pytest.mark.parametrize("bound", [3, 6, 7, 10, 100, 257])
def test_all_numbers_are_equally_likely(bound):
    found = Lots(OPENING).numbers("spread", [bound] * 40_000)
    assert abs(spread(Counter(found), bound, len(found))) < 5


def test_all_orders_are_equally_likely():
    found = Counter(Lots(OPENING).order(f"order {n}", "abcd") for n in range(24_000))
    assert len(found) == 24
    numbered = Counter(dict(enumerate(found.values())))
    assert abs(spread(numbered, 24, 24_000)) < 5


def test_two_purposes_are_two_draws():
    drawn = Lots(OPENING)
    assert drawn.numbers("one", [2**64] * 4) != drawn.numbers("two", [2**64] * 4)


def test_a_longer_draw_begins_as_the_shorter_one():
    drawn = Lots(OPENING)
    assert drawn.draw("d", range(100), 60)[:10] == drawn.draw("d", range(100), 10)


def test_another_opening_than_was_committed_is_refused():
    published = lots.commitment(OPENING)
    with pytest.raises(WrongSeed, match="does not match"):
        lots.seed_of_opening(OPENING[:-1] + b"\xff", published)


def test_the_commitment_is_not_the_seed():
    assert lots.commitment(OPENING) != lots.seed_of_opening(OPENING, lots.commitment(OPENING)).hex()


@pytest.mark.parametrize("opening", [b"", b"short", b"x" * 31])
def test_an_opening_that_could_be_guessed_is_refused(opening):
    with pytest.raises(WrongSeed, match="at least 32"):
        lots.commitment(opening)


@pytest.mark.parametrize("drawn", ["", "  ", "twaalf", "1 2 x", "٣", "1.5", "0x1f"])
def test_a_number_that_is_none_is_refused(drawn):
    with pytest.raises(WrongSeed, match="expected a number"):
        lots.seed_of_number(drawn)


def test_signs_between_numbers_do_not_count_but_digits_and_order_do():
    same = {lots.seed_of_number(text) for text in ("07 12 23", "07,12,23", " 07-12;  23 ")}
    assert len(same) == 1
    others = {lots.seed_of_number(text) for text in ("7 12 23", "12 07 23", "071223")}
    assert len(others | same) == 4


@pytest.mark.parametrize("seed", [b"", b"x" * 31, b"x" * 33])
def test_a_seed_of_another_length_is_refused(seed):
    with pytest.raises(WrongSeed, match="32 bytes"):
        Lots(seed)


def test_impossible_draws_are_refused():
    drawn = Lots(OPENING)
    with pytest.raises(ValueError, match="at least 1"):
        drawn.numbers("x", [5, 0])
    with pytest.raises(ValueError, match="can't draw 4 of 3"):
        drawn.draw("x", "abc", 4)
    with pytest.raises(ValueError, match="can't draw -1"):
        drawn.draw("x", "abc", -1)
