"""Who can decide in a council: Banzhaf, Shapley–Shubik and minimal winning coalitions, exact.

Coalitions are counted with generating functions: the number of coalitions of each weight (and size) sits
in one large integer with a slot per weight, so that adding a member is one shift and one addition, and
leaving one out is the inverse. Sources: J. Banzhaf, Rutgers Law Review 19 (1965); L. Shapley, M. Shubik,
American Political Science Review 48 (1954), DOI 10.2307/1951053; counting: S. Brams, P. Affuso, Theory
and Decision 7 (1976). With n parties and S seats: O(n·S) for Banzhaf, O(n²·S)
for Shapley–Shubik; minimal coalitions O(their number · n).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import factorial


@dataclass(frozen=True)
class Power:
    """Indices in the order of the parties; each sums to 1 where anyone has power.

    ``swings``: coalitions in which a party decides. ``banzhaf``: its share of all swings.
    ``shapley``: the share of orders of joining in which it decides.
    """

    quota: int
    swings: tuple[int, ...]
    banzhaf: tuple[Fraction, ...]
    shapley: tuple[Fraction, ...]


def majority_of(seats: Sequence[int]) -> int:
    """The seats that decide: more than half."""
    return sum(seats) // 2 + 1


def power(seats: Sequence[int], quota: int | None = None) -> Power:
    """Return the power of each party. ``quota``: seats that win; default more than half.

    Raises ``ValueError`` for a negative weight or a quota that nobody or everybody reaches.
    """
    wins = _checked(seats, quota)
    swings, orders = _swings(seats, wins), _shapley(seats, wins)
    total = sum(swings)
    return Power(
        wins,
        tuple(swings),
        tuple(Fraction(found, total) for found in swings),
        tuple(orders),
    )


def _checked(seats: Sequence[int], quota: int | None) -> int:
    if any(weight < 0 for weight in seats):
        raise ValueError("expected weights of 0 or more")
    wins = majority_of(seats) if quota is None else quota
    if not 1 <= wins <= sum(seats):
        raise ValueError(f"expected a quota from 1 to {sum(seats)}, found {wins}")
    return wins


def _swings(seats: Sequence[int], wins: int) -> list[int]:
    """For each party the coalitions of others with a weight from quota − own weight to quota − 1."""
    slot = len(seats) + 1  # a count is at most 2^n
    whole = 1
    for weight in seats:
        whole += whole << slot * weight
    found: dict[int, int] = {}
    for weight in set(seats):
        others = _without(whole, weight, sum(seats), slot)
        found[weight] = _between(others, wins - weight, wins, slot) if weight else 0
    return [found[weight] for weight in seats]


def _without(whole: int, weight: int, total: int, slot: int) -> int:
    """The counts without one party: whole / (1 + x^weight), by the doubling of its series.

    1/(1 + y) = (1 − y)(1 + y²)(1 + y⁴)… ; terms past the total weight can't occur and are cut off.
    """
    if weight == 0:
        return whole // 2
    mask = (1 << slot * (total - weight + 1)) - 1
    rest = (whole - (whole << slot * weight)) & mask
    step = 2 * weight
    while step <= total:
        rest = (rest + (rest << slot * step)) & mask
        step *= 2
    return rest


def _between(counts: int, low: int, high: int, slot: int) -> int:
    """The sum of the slots from ``low`` up to, not including, ``high``.

    A number modulo 2^slot − 1 is the sum of its slots, as long as that sum is smaller than this.
    """
    low = max(low, 0)
    cut = (counts >> slot * low) & ((1 << slot * (high - low)) - 1)
    return cut % ((1 << slot) - 1)


def _shapley(seats: Sequence[int], wins: int) -> list[Fraction]:
    members = len(seats)
    slot = members + 1
    by_size = [1] + [0] * members  # for each number of members the counts by weight
    for weight in seats:
        for size in range(members, 0, -1):
            by_size[size] += by_size[size - 1] << slot * weight
    found = {weight: _pivots(by_size, weight, wins, slot) for weight in set(seats)}
    return [Fraction(found[weight], factorial(members)) for weight in seats]


def _pivots(by_size: list[int], weight: int, wins: int, slot: int) -> int:
    """The orders in which a party of this weight turns losing into winning."""
    members = len(by_size) - 1
    if weight == 0:
        return 0
    pivots, others = 0, 0
    for size in range(members):
        others = by_size[size] - (others << slot * weight)
        pivots += _between(others, wins - weight, wins, slot) * _orders(size, members)
    return pivots


@cache
def _orders(before: int, members: int) -> int:
    return factorial(before) * factorial(members - before - 1)


def minimal_coalitions(seats: Sequence[int], quota: int | None = None) -> Iterator[tuple[int, ...]]:
    """Yield the coalitions that win and lose without any one of their members, as places in ``seats``.

    Members come in the order of their weight, so a coalition is minimal exactly when it wins and loses
    without its last member. Raises ``ValueError`` as ``power`` does.
    """
    wins = _checked(seats, quota)
    order = sorted((i for i, weight in enumerate(seats) if weight), key=lambda i: (-seats[i], i))
    rest = [0] * (len(order) + 1)
    for place in range(len(order) - 1, -1, -1):
        rest[place] = rest[place + 1] + seats[order[place]]
    return _grow(seats, order, rest, 0, wins, ())


def _grow(
    seats: Sequence[int],
    order: list[int],
    rest: list[int],
    start: int,
    missing: int,
    chosen: tuple[int, ...],
) -> Iterator[tuple[int, ...]]:
    for place in range(start, len(order)):
        if rest[place] < missing:
            return
        one = order[place]
        if seats[one] >= missing:
            yield (*chosen, one)
        else:
            yield from _grow(seats, order, rest, place + 1, missing - seats[one], (*chosen, one))
