"""Kieswet seats for many vote vectors at once: numpy finds them, doubtful rows are counted exactly.

Floating point never decides here. Votes times seats stay below 2^50 (checked), where float64 holds whole
numbers exactly and two different quotients a/b ≠ c/d, which differ by at least 1/(b·d), can't round to
one number; equal quotients always do. Rows with a tie for the last seat, P 9, P 10 or largest averages
after largest remainders are counted again by ``engine``. O(rows × lists × residual seats).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thorbecke.methods.lots import Lots
from thorbecke.methods.seats import engine
from thorbecke.methods.seats.kieswet import LAW, KieswetRules

Votes = NDArray[np.int64]
Floats = NDArray[np.float64]
_BOUND = 2**50
_CELLS = 16_384  # 128 kB of float64 in one block, so that its few arrays stay in the cache


class TooLarge(ValueError):
    """Figures for which float64 would not be exact; count these one by one."""


@dataclass(frozen=True)
class Batch:
    """``seats``: rows × lists. ``lot``: rows that need a lot. ``exact``: rows counted one by one.

    Without lots, the seats of a row that needs one are those certain before it, as in ``count``.
    """

    seats: NDArray[np.int16]
    lot: NDArray[np.bool_]
    exact: NDArray[np.bool_]


class _Waiting(Exception):
    """A row needs a lot and there is none."""


def seats_of(
    votes: Votes,
    size: int,
    rules: KieswetRules = LAW,
    room: tuple[int, ...] | None = None,
    lots: Lots | None = None,
    name: str = "",
) -> Batch:
    """Return the seats for each row of votes (rows × lists, whole numbers of 0 or more).

    ``room``: seats that each list can fill. ``lots`` settle ties, for the purpose "name|row|n". Raises
    ``TooLarge`` beyond the proved bound and ``ValueError`` for negative votes.
    """
    _check(votes, size)
    rows, lists = votes.shape
    seats = np.empty((rows, lists), np.int16)
    exact = np.empty(rows, np.bool_)
    height = max(1, _CELLS // max(lists, 1))
    for start in range(0, rows, height):
        part = slice(start, min(start + height, rows))
        block = np.ascontiguousarray(votes[part].T, np.float64)
        found, doubtful = _block(block, size, rules)
        seats[part] = found.T
        exact[part] = doubtful
    if room is not None:
        exact |= (seats > np.minimum(room, np.iinfo(np.int16).max)).any(axis=1)
    lot = np.zeros(rows, np.bool_)
    for row in np.flatnonzero(exact):
        seats[row], lot[row] = _exact(votes[row], size, rules, room, lots, f"{name}|{row}")
    return Batch(seats, lot, exact)


def _check(votes: Votes, size: int) -> None:
    if votes.size and int(votes.min()) < 0:
        raise ValueError("expected votes of 0 or more")
    most = int(votes.sum(axis=1).max(initial=0)) if votes.size else 0
    # Remainders are votes × seats; quotients differ by 1/(seats + lists)² or more.
    if most * (size + votes.shape[1] + 2) ** 2 >= _BOUND:
        raise TooLarge(f"{most} votes and {size} seats are too many for the fast count")


def _block(votes: Floats, size: int, rules: KieswetRules) -> tuple[Floats, NDArray[np.bool_]]:
    """Lists × rows. Returns the seats and which rows must be counted exactly."""
    total = votes.sum(axis=0)
    doubtful = total == 0
    total[doubtful] = 1
    full = np.floor(votes * size / total)
    left = size - full.sum(axis=0)
    left[doubtful] = 0
    taking = _taking_part(votes, full, rules)
    terms = rules.terms(size)
    if terms.small:
        need = terms.numerator * total
        able = (votes * (terms.denominator * size) >= need) & taking
        value = np.where(able, votes * size - full * total, -1.0)
        seats, unsure = _remainders(full, value, left)
    else:
        seats, unsure = _averages(np.where(taking, votes, 0.0), full, left)
    doubtful |= unsure
    if terms.majority:
        doubtful |= ((2 * votes > total) & (2 * seats <= size)).any(axis=0)
    return seats, doubtful


def _taking_part(votes: Floats, full: Floats, rules: KieswetRules) -> NDArray[np.bool_]:
    voted = votes > 0
    if not rules.bill_36641:
        return voted
    reached = full > 0
    return np.where(reached.any(axis=0), reached, voted)


def _averages(votes: Floats, full: Floats, left: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """P 7. All lists with the largest average get a seat at once, when there are enough for all."""
    seats = full.copy()
    unsure = np.zeros(left.shape, np.bool_)
    values = votes / (seats + 1)
    while (left > 0).any():
        winners = (values == values.max(axis=0)) & (left > 0)
        given = winners.sum(axis=0)
        tied = given > left
        unsure |= tied
        winners &= ~tied
        seats += winners
        left = np.where(tied, 0, left - given)
        values = votes / (seats + 1)
    return seats, unsure


def _remainders(full: Floats, values: Floats, left: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """P 8. ``values``: remainders times the seats, −1 for lists that don't take part."""
    seats = full.copy()
    unsure = np.zeros(left.shape, np.bool_)
    while (left > 0).any():
        best = values.max(axis=0)
        winners = (values == best) & (left > 0)
        given = winners.sum(axis=0)
        stop = ((given > left) | (best < 0)) & (left > 0)
        unsure |= stop
        winners &= ~stop
        seats += winners
        left = np.where(stop, 0, left - given)
        values[winners] = -1.0
    return seats, unsure


def _exact(
    votes: Any,
    size: int,
    rules: KieswetRules,
    room: tuple[int, ...] | None,
    lots: Lots | None,
    purpose: str,
) -> tuple[list[int], bool]:
    drawn = 0

    def choose(code: str, tied: tuple[int, ...], value: tuple[int, int]) -> int:
        nonlocal drawn
        drawn += 1
        if lots is None:
            raise _Waiting
        return lots.order(f"{purpose}|{drawn}", tied)[0]

    counts = [int(count) for count in votes]
    run = engine.Count(counts, size, room or [size] * len(counts), rules.terms(size), choose)
    try:
        run.run()
    except _Waiting:
        return run.seats, True
    return run.seats, drawn > 0
