"""How far the share may rise before anything in a run of Equal Shares changes.

As long as the same voters are poor in each purchase and the same project is bought in each round, every
price and everybody's money are linear in the share. So each comparison of a run holds up to a share that
follows from its two sides and their slopes; the lowest of those bounds is the reach of the run. Add1 then
jumps over all shares below it: their outcome is known to be the same. ``docs/methods/equal-shares.md``
gives the argument.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import numpy as np

from thorbecke.methods.budgeting.election import Floats
from thorbecke.methods.budgeting.ledger import Purchase
from thorbecke.methods.budgeting.market import BAND, Field, Market, Price

SAFE = 1 - 1e-6  # the slopes are floats too: stay this far below every bound
FAINT = 1e-9  # slopes closer to zero than this are taken as this, on the unsafe side


class RangedMarket(Market):
    """A market that also keeps the slope of everything, and its reach.

    ``reach``: every share from the present one up to, not including, share + reach gives the same run.
    """

    def __init__(self, field: Field, share: Fraction) -> None:
        super().__init__(field, share)
        size = len(field.costs)
        self.slope: Floats = np.ones(field.groups)
        self.levels = np.array(field.lowest)
        self.rises: Floats = np.zeros(
            size
        )  # slope of the level of each project when last looked at
        self.unit = np.array([float(item.unit) for item in field.supports])
        self.reach = float("inf")

    def price(self, place: int, low: float) -> Price | None:
        found = super().price(place, low)
        support = self.supports[place]
        if found is None:
            if support.total:
                behind = float(support.weight @ self.money[support.who])
                speed = float(support.weight @ self.slope[support.who])
                self._hold(np.array([self.costs[place] - behind]), np.array([speed]))
            return None
        self._follow(place, found)
        return found

    def _follow(self, place: int, price: Price) -> None:
        """Note the slope of a price: a lower bound of the price at any higher share.

        At a share δ higher let everyone who is poor now give all they have, and the others the level
        minus δ · k, with k = (slopes of the poor) / (units of the others). That is at least what they
        would pay at that level, and adds up to the cost: so the new level is not below it.
        """
        support = self.supports[place]
        money, slope = self.money[support.who], self.slope[support.who]
        worth = 1.0 if support.worth is None else support.worth
        poor = (money < price.level * worth) & (money > 0)
        units = self.units[place] - float((support.weight * worth) @ (money < price.level * worth))
        if units <= 0:
            self.reach = 0.0
            return
        self.levels[place] = price.level
        self.rises[place] = -float(support.weight[poor] @ slope[poor]) / units

    def _members(self, place: int, price: Price) -> None:
        """Hold that the same supporters of what is bought pay in full."""
        support = self.supports[place]
        money, slope = self.money[support.who], self.slope[support.who]
        worth = 1.0 if support.worth is None else support.worth
        part = price.level * worth
        gap = money - part
        if (np.abs(gap) <= 2 * BAND * part + 4 * self.error)[money > 0].any():
            self.reach = 0.0
            return
        change = slope - self.rises[place] * worth
        self._hold(np.abs(gap), np.where(gap > 0, -change, change))

    def short(self) -> np.ndarray:
        found = super().short()
        behind, speed = self.field.matrix @ self.money, self.field.matrix @ self.slope
        self._hold((self.field.prices - behind)[found], speed[found])
        return found

    def chosen(self, place: int, others: Iterable[int]) -> None:
        """Hold that this project stays the best of all that may still be bought."""
        rest = np.array([item for item in others if item != place], np.int64)
        if len(rest) == 0:
            return
        rates, rises = self.levels / self.unit, self.rises / self.unit
        slack = rates[rest] - rates[place]
        speed = rises[place] - rises[rest]
        tied = slack <= 2 * BAND * rates[place]
        if tied.any():
            # Equal rates with slope exactly 0 (all pay in full) stay equal; others may part at once.
            if self.rises[place] != 0 or (self.rises[rest[tied]] != 0).any():
                self.reach = 0.0
            slack, speed = slack[~tied], speed[~tied]
        self._hold(slack, speed)

    def _hold(self, slack: Floats, speed: Floats) -> None:
        """Lower the reach so that no slack is used up; ``speed``: how fast it goes down."""
        fast = speed + FAINT * (1 + np.abs(speed))
        running = fast > 0
        if running.any():
            bound = float((slack[running] / fast[running]).min())
            self.reach = max(0.0, min(self.reach, bound * SAFE))

    def buy(self, place: int, price: Price) -> Purchase:
        support = self.supports[place]
        rise = self.rises[place]
        self._members(place, price)
        purchase = super().buy(place, price)
        worth = 1.0 if purchase.rich_worth is None else purchase.rich_worth
        before = self.slope[purchase.rich]
        self.slope[support.who] = 0.0
        self.slope[purchase.rich] = before - rise * worth
        if self.error > FAINT / 8 * float(self.share):
            self.refresh()
        return purchase

    def tighten(self) -> None:
        """The error also bounds the slopes, which no tighter look at the money makes better."""
        self.refresh()

    def refresh(self) -> None:
        """Work out money and slopes anew: the errors of both grow by the same factors."""
        super().refresh()
        ledger = self.ledger
        rises: list[Fraction] = []
        slope = np.ones(len(self.slope))
        poor = ledger.poor_units(ledger.purchases)
        for number, purchase in enumerate(ledger.purchases, start=1):
            given = Fraction(int(purchase.poor_weight.sum()))
            for units, rise in zip(poor, rises, strict=False):
                given -= int(units[number]) * rise
            rises.append(-given / purchase.units)
            worth = 1.0 if purchase.rich_worth is None else purchase.rich_worth
            slope[purchase.rich] -= worth * float(rises[-1])
        self.slope = np.where(self.money > 0, slope, 0.0)
