"""The error carried beside the money in floats is a true bound, and a tight one (Lemmas 3 and 4)."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from methods_budgeting.budgets import drawn
from thorbecke.methods.budgeting import equal_shares
from thorbecke.methods.budgeting.election import Kind, Utility
from thorbecke.methods.budgeting.market import Market, field_of
from thorbecke.methods.lots import Lots

RULES = equal_shares.Rules(ties=("votes", "lot"))


def off(market: Market) -> list[Fraction]:
    """How far the float money of each group that has any is from the exact one."""
    alive = np.flatnonzero(market.money > 0)
    ledger = market.ledger
    ledger.settle()
    exact = [Fraction(amount, ledger.denominator) for amount in ledger.each(alive)]
    return [
        abs(Fraction(float(has)) - is_) for has, is_ in zip(market.money[alive], exact, strict=True)
    ]


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("seed", range(20))
def test_no_money_is_further_off_than_the_bound(kind, seed, monkeypatch):
    utility = Utility.COST if kind is Kind.APPROVAL else Utility.POINTS
    election = drawn(seed, kind)
    seen: list[tuple[Fraction, float, float]] = []
    before = Market.buy

    def buy(self, place, price):
        bought = before(self, place, price)
        coarse = self.error
        worst = max(off(self), default=Fraction(0))
        self.tighten()
        seen.append((worst, self.error, coarse))
        self.error = coarse
        return bought

    monkeypatch.setattr(Market, "buy", buy)
    rules = equal_shares.Rules(ties=RULES.ties, utility=str(utility))
    equal_shares.count(election, rules, Lots(bytes(32)))
    for worst, tight, coarse in seen:
        assert worst <= Fraction(tight)
        assert tight <= coarse


def test_who_paid_nothing_has_no_error_but_the_first():
    election = drawn(3, Kind.APPROVAL)
    market = Market(field_of(election, Utility.COST), Fraction(election.budget, election.voters))
    market.error = 1.0  # as after many rounds
    market.tighten()
    assert market.error == market.error_then < 1e-9
