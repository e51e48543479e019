"""The exact side of a market: prices and money as rationals, worked out only where they are asked for.

A voter who has not run out of money paid the full price for everything they support that was bought.
So the exact money of such a voter is the share minus a sum of prices, and only the prices are rational:
p = (cost - n·share + sum of c_j·p_j) / r, with whole numbers n (poor voters), r (voters paying in full)
and c_j (poor voters who paid p_j before). All prices are held over one common denominator.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import gcd
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from thorbecke.methods.budgeting.election import Floats, Integers, Support

Flags: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Purchase:
    """One purchase. Every supporter pays min(money, price × worth); worth is 1 where it is uniform.

    ``in_full``, ``last_money``: which of the supporters paid in full, and which gave all they had left
    (more than 0). ``units``: the worth of those who paid in full, all voters together. ``voters_full``,
    ``voters_poor``: how many. The groups behind them are looked up when somebody asks.
    """

    place: int
    cost: int
    level: float
    support: Support
    in_full: Flags
    last_money: Flags
    units: int
    voters_full: int
    voters_poor: int

    @cached_property
    def full(self) -> Integers:
        """The places in the support of those who paid in full."""
        return np.flatnonzero(self.in_full)

    @cached_property
    def rich(self) -> Integers:
        """The groups that paid in full."""
        return self.support.who.take(self.full)

    def marked(self, marks: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], Floats]:
        """Return for each of the rich whose mark is not 0 that mark, and the worth to its voters together.

        ``marks``: one for each group.
        """
        found = marks.take(self.rich)
        at = np.flatnonzero(found != 0)
        place = self.full.take(at)
        units, worth = self.support.weight.take(place), self.support.worth
        return found.take(at), units if worth is None else units * worth.take(place)

    @cached_property
    def rich_worth(self) -> Floats | None:
        """What the project is worth to each of the rich; None where it is the same to all."""
        worth = self.support.worth
        return None if worth is None else worth[self.in_full]

    @cached_property
    def poor(self) -> Integers:
        """The groups that gave all they had left."""
        return self.support.who[self.last_money]

    @cached_property
    def poor_weight(self) -> Floats:
        """How many voters each of the poor holds."""
        return self.support.weight[self.last_money]


class Ledger:
    """Exact prices of the purchases so far, and exact money of any group."""

    def __init__(self, share: Fraction, groups: int) -> None:
        self.share = share
        self.denominator = share.denominator
        self.shares = share.numerator  # the share × denominator
        self.prices: list[int] = []  # the prices × denominator
        self.purchases: list[Purchase] = []
        self.groups = groups

    def add(self, purchase: Purchase) -> None:
        """Note a purchase; its price is worked out when it is asked for."""
        self.purchases.append(purchase)

    def settle(self) -> None:
        """Work out the prices of all purchases. O(rich and poor of all purchases + rounds²)."""
        fresh = self.purchases[len(self.prices) :]
        if not fresh:
            return
        poor = self.poor_units(fresh)
        for number, purchase in enumerate(fresh, start=1):
            had = int(purchase.poor_weight.sum()) * self.shares
            spent = sum(
                int(units[number]) * price for units, price in zip(poor, self.prices, strict=False)
            )
            missing = purchase.cost * self.denominator - had + spent
            self._hold(Fraction(missing, purchase.units * self.denominator))

    def poor_units(self, rounds: Sequence[Purchase]) -> list[list[float]]:
        """Return for each purchase how many times its price the poor of each round paid in full.

        ``rounds``: some of the last purchases, numbered from 1; place 0 is empty. Who gave
        their last money in a round paid in full for all they supported that was bought before, so one
        look at those who paid in full for a purchase tells it for all rounds at once.
        """
        # The narrower these numbers, the more of them fit in the cache.
        ended = np.zeros(self.groups, np.min_scalar_type(len(rounds)))
        for number, purchase in enumerate(rounds, start=1):
            ended[purchase.poor] = number
        return [
            np.bincount(*item.marked(ended), len(rounds) + 1).tolist() for item in self.purchases
        ]

    def _hold(self, price: Fraction) -> None:
        factor = price.denominator // gcd(self.denominator, price.denominator)
        if factor > 1:
            self.denominator *= factor
            self.shares *= factor
            self.prices = [item * factor for item in self.prices]
        self.prices.append(price.numerator * (self.denominator // price.denominator))

    def money(self, groups: Integers, weight: Floats) -> int:
        """Return the exact money of these groups together × denominator. None of them has run out."""
        if len(groups) == 0:
            return 0
        here = np.zeros(self.groups, bool)
        here[groups] = True
        total = int(weight.sum()) * self.shares
        for purchase, price in zip(self.purchases, self.prices, strict=True):
            units = int(purchase.marked(here)[1].sum())
            if units:
                total -= units * price
        return total

    def each(self, groups: Integers) -> list[int]:
        """Return the exact money of each group × denominator; equal histories are worked out once."""
        if not self.prices:
            return [self.shares] * len(groups)
        rows = np.stack([_paid(purchase, groups) for purchase in self.purchases], axis=1)
        known: dict[bytes, int] = {}
        found = []
        for row in rows:
            key = row.tobytes()
            if key not in known:
                known[key] = self.shares - sum(
                    count * price
                    for count, price in zip(row.tolist(), self.prices, strict=True)
                    if count
                )
            found.append(known[key])
        return found

    def exact_prices(self) -> tuple[Fraction, ...]:
        """Return the price of every purchase, in order."""
        self.settle()
        return tuple(Fraction(item, self.denominator) for item in self.prices)


def _paid(purchase: Purchase, groups: Integers) -> Integers:
    """Return how many times the price each group paid: 0 when not in full, else 1 or its worth."""
    rich, worth = purchase.rich, purchase.rich_worth
    if not len(rich):
        return np.zeros(len(groups), np.int64)
    at = np.minimum(np.searchsorted(rich, groups), len(rich) - 1)
    times: Integers = np.where(rich[at] == groups, 1 if worth is None else worth[at], 0)
    return times.astype(np.int64)


def water_level(
    ledger: Ledger,
    support: Support,
    cost: int,
    money: Floats,
    guess: float,
    slack: tuple[float, float],
) -> Fraction | None:
    """Return the exact price of a project, or None when its supporters can't pay for it.

    ``money``: of its supporters, as floats, 0 for who has run out. ``guess``: its price as a float;
    supporters whose money is within ``slack`` (for each unit of worth, and absolute) of their part are
    placed exactly.
    """
    ledger.settle()
    worth = support.worth
    part = guess if worth is None else guess * worth
    unit = 1.0 if worth is None else worth
    near = np.abs(money - part) <= slack[0] * unit + slack[1]
    near &= money > 0
    poor = (money < part) & (money > 0) & ~near
    rich = (money > part) & ~near
    units = _units(support, rich)
    fixed = ledger.money(support.who[poor], support.weight[poor])
    rest = _near_parts(ledger, support, near)
    return _fill(ledger.denominator, cost, fixed, units, rest)


def _units(support: Support, chosen: np.ndarray) -> int:
    if support.worth is None:
        return int(support.weight @ chosen)
    return int((support.weight * support.worth) @ chosen)


def _near_parts(
    ledger: Ledger, support: Support, near: np.ndarray
) -> list[tuple[Fraction, int, int]]:
    """The supporters near the level: (money per unit of worth, all their money, all their units)."""
    where = np.flatnonzero(near)
    money = ledger.each(support.who[where])
    weight = support.weight[where].astype(np.int64).tolist()
    worth = (
        [1] * len(where)
        if support.worth is None
        else support.worth[where].astype(np.int64).tolist()
    )
    joined: dict[tuple[int, int], list[int]] = {}
    for amount, times, unit in zip(money, weight, worth, strict=True):
        entry = joined.setdefault((amount, unit), [0, 0])
        entry[0] += amount * times
        entry[1] += unit * times
    return sorted(
        (Fraction(amount, unit), entry[0], entry[1]) for (amount, unit), entry in joined.items()
    )


def _fill(
    denominator: int, cost: int, fixed: int, units: int, rest: list[tuple[Fraction, int, int]]
) -> Fraction | None:
    """Return the level at which all pay the cost, with the near ones taken as rich as long as they are."""
    units += sum(unit for _, _, unit in rest)
    for per_unit, amount, unit in [*rest, (None, 0, 0)]:
        if units == 0:
            return None
        level = Fraction(cost * denominator - fixed, units)
        if per_unit is None or level <= per_unit:
            return level / denominator
        fixed += amount
        units -= unit
    return None
