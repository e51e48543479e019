"""The exact side of a market: prices and money as rationals, worked out only where they are asked for.

A voter who has not run out of money paid the full price for everything they support that was bought.
So the exact money of such a voter is the share minus a sum of prices, and only the prices are rational:
p = (cost - n·share + sum of c_j·p_j) / r, with whole numbers n (poor voters), r (voters paying in full)
and c_j (poor voters who paid p_j before). All prices are held over one common denominator.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd

import numpy as np

from thorbecke.methods.budgeting.election import Floats, Integers, Support

NEVER = 2**31 - 1


@dataclass(frozen=True, eq=False)
class Purchase:
    """One purchase. Every supporter pays min(money, price × worth); worth is 1 where it is uniform.

    ``rich``: groups that paid in full, ``poor``: groups that gave all they had left (more than 0).
    ``units``: the worth of the rich, all voters together. ``voters_full``, ``voters_poor``: how many.
    """

    place: int
    cost: int
    level: float
    rich: Integers
    poor: Integers
    poor_weight: Floats
    rich_worth: Floats | None
    units: int
    voters_full: int
    voters_poor: int


class Ledger:
    """Exact prices of the purchases so far, and exact money of any group."""

    def __init__(self, share: Fraction, groups: int) -> None:
        self.share = share
        self.denominator = share.denominator
        self.shares = share.numerator  # the share × denominator
        self.prices: list[int] = []  # the prices × denominator
        self.purchases: list[Purchase] = []
        self.paid: list[
            np.ndarray
        ] = []  # for each purchase how many prices a group paid: 0, 1 or worth
        self.groups = groups

    def add(self, purchase: Purchase) -> None:
        """Note a purchase; its price is worked out when it is asked for."""
        self.purchases.append(purchase)

    def settle(self) -> None:
        """Work out the prices of all purchases."""
        for purchase in self.purchases[len(self.prices) :]:
            price = self.price(purchase.cost, purchase.poor, purchase.poor_weight, purchase.units)
            self._hold(price)
            worth = purchase.rich_worth
            row = np.zeros(self.groups, bool if worth is None else np.int64)
            row[purchase.rich] = True if worth is None else worth
            self.paid.append(row)

    def _hold(self, price: Fraction) -> None:
        factor = price.denominator // gcd(self.denominator, price.denominator)
        if factor > 1:
            self.denominator *= factor
            self.shares *= factor
            self.prices = [item * factor for item in self.prices]
        self.prices.append(price.numerator * (self.denominator // price.denominator))

    def price(self, cost: int, poor: Integers, weight: Floats, units: int) -> Fraction:
        """Return (cost - money of the poor) / units, at the state of the prices worked out so far."""
        missing = cost * self.denominator - self.money(poor, weight)
        return Fraction(missing, units * self.denominator)

    def money(self, groups: Integers, weight: Floats) -> int:
        """Return the exact money of these groups together × denominator. None of them has run out."""
        if len(groups) == 0:
            return 0
        total = int(weight.sum()) * self.shares
        for row, price in zip(self.paid, self.prices, strict=True):
            count = int(weight @ row[groups])
            if count:
                total -= count * price
        return total

    def each(self, groups: Integers) -> list[int]:
        """Return the exact money of each group × denominator; equal histories are worked out once."""
        if not self.paid:
            return [self.shares] * len(groups)
        rows = np.stack([row[groups] for row in self.paid], axis=1).astype(np.int64)
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
