"""Voters with money who buy projects together: fast in floats, exact wherever floats can't decide.

The price of a project is the level q at which its supporters together pay its cost, each min(money, q)
(or q × worth where the worth differs). It is found by Newton's steps from a known lower bound; money
only falls, so an old price is a lower bound for the new one. ``docs/methods/equal-shares.md`` proves
that a float price is within ``BAND`` / 2 of the exact one whenever ``_sure`` says so; everything closer
than ``BAND`` is settled in rationals by ``ledger``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from scipy.sparse import csr_array

from thorbecke.methods.budgeting.election import Election, Floats, Support, Utility, supports
from thorbecke.methods.budgeting.ledger import Ledger, Purchase, water_level

UNIT = 2.0**-53  # half the distance of two floats near 1
BAND = 1e-6  # relative; floats closer than this decide nothing
UP, DOWN = 1 + BAND, 1 - BAND
TINY = float(np.finfo(np.float64).tiny)  # money that is not nothing
PAIRWISE = (
    64  # numpy adds in pairs, so a sum of fewer than 2⁴⁰ parts meets fewer roundings than this
)
STEPS = 200  # far more than Newton needs; past it a price is worked out exactly


@dataclass(frozen=True)
class Price:
    """A price as float with a bound on its error, and exact where that was needed.

    ``fresh``: all supporters pay in full.
    """

    level: float
    wrong: float
    exact: Fraction | None = None
    fresh: bool = False


class Field:
    """What stays the same in every run on the same ballots.

    ``units``: for each project the worth of all its supporters together. ``lowest``: its price when all
    can pay. ``matrix``: projects × groups, how many voters of the group support the project.
    """

    def __init__(self, supports: tuple[Support, ...], costs: tuple[int, ...], groups: int) -> None:
        self.supports, self.costs, self.groups = supports, costs, groups
        self.units = [
            float(item.total if item.worth is None else item.weight @ item.worth)
            for item in supports
        ]
        self.lowest = [
            cost / units if units else float("inf")
            for cost, units in zip(costs, self.units, strict=True)
        ]
        ends = np.cumsum([0, *(len(item.who) for item in supports)])
        self.most = int(np.diff(ends).max(initial=0))
        weight = np.concatenate([item.weight for item in supports])
        who = np.concatenate([item.who for item in supports])
        self.matrix = csr_array((weight, who, ends), shape=(len(supports), groups))
        self.totals = np.array([item.total for item in supports], np.float64)
        self.prices = np.array(costs, np.float64)


def field_of(election: Election, utility: Utility) -> Field:
    """Return the field of an election, made once for each utility. O(approvals)."""
    key = f"field {utility}"
    if key not in election.kept:
        election.kept[key] = Field(
            supports(election, utility), election.costs, len(election.counts)
        )
    found: Field = election.kept[key]
    return found


class Market:
    """The money of all voters, and the prices that follow from it."""

    def __init__(self, field: Field, share: Fraction) -> None:
        self.field, self.share = field, share
        self.supports, self.costs, self.units = field.supports, field.costs, field.units
        self.money: Floats = np.full(field.groups, float(share))
        self.error = UNIT * float(share)  # bound on the absolute error of any entry of ``money``
        self.error_then = self.error  # what it was when money was last worked out anew
        self.ledger = Ledger(share, field.groups)
        self.fresh_at = 0  # how many purchases there were when money was last worked out anew

    def short(self) -> np.ndarray:
        """Return for each project whether its supporters surely can't pay for it. O(approvals)."""
        field = self.field
        rounding = (field.most + 8) * UNIT * 2 * field.prices
        slack = field.totals * self.error + rounding
        short: np.ndarray = field.matrix @ self.money < field.prices - slack
        return short

    def price(self, place: int, low: float) -> Price | None:
        """Return the price of a project, given a lower bound; None when it can't be paid for."""
        support, cost = self.supports[place], self.costs[place]
        if support.total == 0:
            return None
        money = self.money.take(support.who)
        lowest = self.field.lowest[place]
        if low <= lowest and self._all_can(support, money, lowest):
            return Price(lowest, UNIT * lowest, None, True)
        level, strict, sure = self._newton(support, money, float(cost), max(low, lowest))
        if strict == 0:
            return self._short(place, money)
        if sure == strict:
            found = self._solve(place, money, level, sure)
            if found is None and self.error > BAND / 16 * level:
                self.tighten()
                found = self._solve(place, money, level, sure)
            if found is not None:
                return found
        return self._exactly(place, level, refresh=self.error > BAND / 16 * level)

    def _all_can(self, support: Support, money: Floats, level: float) -> bool:
        part = level if support.worth is None else level * support.worth
        return self.error <= BAND / 4 * level and bool((money > part * UP).all())

    def _newton(
        self, support: Support, money: Floats, cost: float, level: float
    ) -> tuple[float, float, float]:
        """Return the level, the units that pay in full, and those that surely do.

        Starts at or below the level, so every step goes up and the set of those who pay in full only
        shrinks; after as many steps as there are supporters nothing changes any more.
        """
        weight, worth = support.weight, support.worth
        scale = weight if worth is None else weight * worth
        last = -1.0
        for _ in range(STEPS):
            part = level if worth is None else level * worth
            if last >= 0 and float(scale @ (money > part * UP)) == last:
                return level, last, last
            units = float(scale @ (money > part))
            if units == last or units == 0:
                return level, units, float(scale @ (money > part * UP))
            paid = float(weight @ np.minimum(money, part))
            level += (cost - paid) / units
            last = units
        return level, 1.0, 0.0  # unequal: worked out exactly

    def _solve(self, place: int, money: Floats, level: float, units: float) -> Price | None:
        """Return (cost - money of the poor) / units, when a bound on its error is small enough.

        ``level``: what Newton found, to tell the poor. Those who have run out add neither money nor
        error, so both sums are only over voters who give their last money.
        """
        support, cost = self.supports[place], self.costs[place]
        part = level if support.worth is None else level * support.worth
        poor = np.flatnonzero((money > 0) & (money <= part * UP))
        weight, rest = support.weight.take(poor), money.take(poor)
        given = float((weight * rest).sum())
        wrong = 2 * float(weight.sum()) * self.error + PAIRWISE * UNIT * given
        found = (cost - given) / units
        bound = (wrong + 2 * UNIT * cost) / units + 2 * UNIT * found
        return Price(found, bound) if max(bound, self.error) <= BAND / 4 * found else None

    def _short(self, place: int, money: Floats) -> Price | None:
        """No supporter has more than the level: they can't pay, unless it is just enough."""
        support, cost = self.supports[place], float(self.costs[place])
        total = float(support.weight @ money)
        slack = support.total * self.error + (len(money) + 8) * UNIT * 2 * cost
        if total < cost - slack and slack < cost:
            return None
        per_unit = money if support.worth is None else money / support.worth
        return self._exactly(place, float(per_unit.max()))

    def _exactly(self, place: int, guess: float, *, refresh: bool = False) -> Price | None:
        """Return the exact price; ``refresh``: the floats may be too far off to start from."""
        if refresh:
            self.refresh()
        support = self.supports[place]
        money = self.money.take(support.who)
        band = 2 * BAND
        while True:
            slack = band * guess, 4 * self.error
            exact = water_level(self.ledger, support, self.costs[place], money, guess, slack)
            if exact is None or abs(float(exact) - guess) <= band * guess / 4:
                return None if exact is None else Price(float(exact), UNIT * float(exact), exact)
            band *= 8  # the guess was worse than thought: place more supporters exactly

    def exact(self, place: int, price: Price) -> Fraction:
        """Return the exact value of a price."""
        if price.exact is not None:
            return price.exact
        if price.fresh:
            return Fraction(self.costs[place], int(self.units[place]))
        found = self._exactly(place, price.level)
        assert found is not None
        assert found.exact is not None
        return found.exact

    def refresh(self) -> None:
        """Work out all money anew from exact prices: the error no longer grows from round to round."""
        ledger = self.ledger
        if self.fresh_at == len(ledger.purchases):
            return
        self.fresh_at = len(ledger.purchases)
        ledger.settle()
        money = np.full(len(self.money), float(self.share))
        for purchase, price in zip(ledger.purchases, ledger.prices, strict=True):
            paid, worth = float(Fraction(price, ledger.denominator)), purchase.rich_worth
            money[purchase.rich] -= paid if worth is None else paid * worth
        alive = self.money > 0
        self.money = np.where(alive, np.maximum(money, TINY), 0.0)
        self.error = self.error_then = 2 * (len(ledger.prices) + 2) * UNIT * float(self.share)

    def tighten(self) -> None:
        """Bound the error anew: of each group by the prices that this group paid, not by all prices.

        Lemma 4 of ``docs/methods/equal-shares.md``. O(rich and poor of the purchases since ``refresh``).
        """
        off = np.full(len(self.money), self.error_then)
        for purchase in self.ledger.purchases[self.fresh_at :]:
            level, worth = purchase.level, purchase.rich_worth
            poor = float(purchase.poor_weight @ off.take(purchase.poor))
            wrong = (2 * poor + (PAIRWISE + 2) * UNIT * purchase.cost) / purchase.units
            grown = wrong + 4 * UNIT * level
            off[purchase.rich] += UNIT * float(self.share) + (
                grown if worth is None else grown * worth
            )
        self.error = min(self.error, float(off.max(initial=0.0, where=self.money > 0)))

    def buy(self, place: int, price: Price) -> Purchase:
        """Let the supporters pay, and note the purchase."""
        support = self.supports[place]
        money = self.money.take(support.who)
        worth, level = support.worth, price.level
        part = level if worth is None else level * worth
        left = money - part
        rich = left > 0
        near = np.abs(left) <= 2 * BAND * part + 4 * self.error
        if near.any():
            near &= money > 0
            rich, left = self._place_near(place, price, near, rich, left)
        poor = (money > 0) & ~rich
        purchase = self._purchase(place, level, rich, poor)
        most = 1.0 if worth is None else float(worth.max())
        self.error += most * (price.wrong + 2 * UNIT * level) + UNIT * float(self.share)
        self.money[support.who] = np.maximum(left, 0.0)  # left is 0 for who has just enough
        self.ledger.add(purchase)
        return purchase

    def _place_near(
        self, place: int, price: Price, near: np.ndarray, rich: np.ndarray, left: Floats
    ) -> tuple[np.ndarray, Floats]:
        """Settle exactly who of those near the price has something left, and how much."""
        exact = self.exact(place, price)
        support, ledger = self.supports[place], self.ledger
        where = np.flatnonzero(near)
        money = ledger.each(support.who[where])
        rich, left = rich.copy(), left.copy()
        whole = exact * ledger.denominator
        for at, amount in zip(where.tolist(), money, strict=True):
            worth = 1 if support.worth is None else int(support.worth[at])
            rest = amount - whole * worth
            rich[at] = rest >= 0
            left[at] = max(float(rest / ledger.denominator), TINY) if rest > 0 else 0.0
        return rich, left

    def _purchase(self, place: int, level: float, rich: np.ndarray, poor: np.ndarray) -> Purchase:
        support = self.supports[place]
        weight = support.weight
        full = int(weight @ rich)
        units = full if support.worth is None else int((weight * support.worth) @ rich)
        return Purchase(
            place=place,
            cost=self.costs[place],
            level=level,
            support=support,
            in_full=rich,
            last_money=poor,
            units=units,
            voters_full=full,
            voters_poor=int(weight @ poor),
        )

    def chosen(self, place: int, others: Iterable[int]) -> None:
        """Hear which project was chosen and which could still have been; nothing to do here."""

    def behind(self, place: int) -> float:
        """Return the money that the supporters of a project have now."""
        support = self.supports[place]
        return float(support.weight @ self.money[support.who])
