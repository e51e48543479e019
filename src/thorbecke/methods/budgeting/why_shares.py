"""What was missing under Equal Shares, for every project at once. O(rounds · approvals).

The run that decided is replayed round by round, with all unfunded projects side by side.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from thorbecke.methods.budgeting.completion import Deciding
from thorbecke.methods.budgeting.election import Election, Floats, Integers, Utility
from thorbecke.methods.budgeting.equal_shares import Rules
from thorbecke.methods.budgeting.ledger import Purchase
from thorbecke.methods.budgeting.outcome import Outcome
from thorbecke.methods.budgeting.why import Why, by_votes, lowest, missing_votes, reason

STEPS, TINY = 100, 1e-300
NEAR = 1e-6  # a figure this close to a whole number is worked out exactly


class Losers:
    """The supporters of all unfunded projects, one after the other."""

    def __init__(self, election: Election, found: Deciding, places: list[int]) -> None:
        supports = [found.supports[place] for place in places]
        sizes = np.array([len(item.who) for item in supports], np.int64)
        self.who: Integers = np.concatenate([item.who for item in supports])
        self.weight: Floats = np.concatenate([item.weight for item in supports])
        self.worth = (
            np.concatenate([item.worth for item in supports if item.worth is not None])
            if supports[0].worth is not None
            else None
        )
        self.owner = np.repeat(np.arange(len(places)), sizes)
        self.size = len(places)
        self.unit = np.array([float(item.unit) for item in supports])
        self.cost = np.array([float(election.costs[place]) for place in places])

    def paid(self, money: Floats, level: Floats) -> Floats:
        """Return for each project what its supporters pay together at its level."""
        given = np.minimum(money[self.who], self.parts(level)) * self.weight
        found: Floats = np.bincount(self.owner, given, self.size).astype(np.float64)
        return found

    def parts(self, level: Floats) -> Floats:
        """Return what each supporter pays at most when each project is at its level."""
        part: Floats = level[self.owner]
        return part if self.worth is None else part * self.worth

    def only(self, chosen: np.ndarray) -> Losers:
        """Return some of the projects, by their numbers."""
        new = np.full(self.size, -1)
        new[chosen] = np.arange(len(chosen))
        keep = new[self.owner] >= 0
        part = Losers.__new__(Losers)
        part.who, part.weight, part.owner = self.who[keep], self.weight[keep], new[self.owner[keep]]
        part.worth = None if self.worth is None else self.worth[keep]
        part.unit, part.cost, part.size = self.unit[chosen], self.cost[chosen], len(chosen)
        return part


class Replay:
    """The money of all groups at the start of each round of the deciding run."""

    def __init__(self, found: Deciding) -> None:
        self.found = found
        self.money: Floats = np.full(found.run.market.field.groups, float(found.share))

    def pay(self, purchase: Purchase) -> None:
        worth = 1.0 if purchase.rich_worth is None else purchase.rich_worth
        self.money[purchase.rich] = np.maximum(
            self.money[purchase.rich] - purchase.level * worth, 0.0
        )
        self.money[purchase.poor] = 0.0


def explain_shares(
    election: Election, rules: Rules, found: Outcome, run: Deciding
) -> tuple[Why, ...]:
    """Return the figures of every project, in the order of the list."""
    taken = {name: number for number, name in enumerate(found.funded, start=1)}
    bought = len(run.run.purchases)
    losers = [
        place for place, name in enumerate(election.ids) if taken.get(name, bought + 1) > bought
    ]
    missing = _Missing(election, run, losers, by_cost=rules.utility == Utility.COST)
    behind = missing.replay()
    prices = run.run.market.ledger.exact_prices()
    for number, purchase in enumerate(run.run.purchases):
        behind[purchase.place] = behind[purchase.place][: number + 1]
    at = {place: number for number, place in enumerate(losers)}
    return tuple(
        _why(election, rules, found, run, place, taken, behind[place], prices, missing, at)
        for place in range(len(election.projects))
    )


class _Missing:
    """The fewest supporters and the highest cost at which each unfunded project would be bought."""

    def __init__(
        self, election: Election, run: Deciding, places: list[int], *, by_cost: bool
    ) -> None:
        self.election, self.run, self.places = election, run, places
        self.losers = Losers(election, run, places) if places else None
        self.fewest = np.full(len(places), np.inf)
        self.highest = np.zeros(len(places))
        self.share = float(run.share)
        self.by_cost = by_cost

    def replay(self) -> list[list[int]]:
        """Go through the rounds; returns the money behind each project at the start of each."""
        market = self.run.run.market
        replay, columns = Replay(self.run), []
        units = [item.unit for item in self.run.supports]
        for number in range(len(self.run.run.purchases) + 1):
            columns.append(np.rint(market.field.matrix @ replay.money).astype(np.int64))
            if number == len(self.run.run.purchases):
                break
            purchase = self.run.run.purchases[number]
            if self.losers is not None and not self.run.run.gate.limits.floors:
                self._compete(self.losers, replay.money, purchase.level / units[purchase.place])
            replay.pay(purchase)
        if self.losers is not None:
            self._end(replay.money)
        return [list(row) for row in np.stack(columns, axis=1).tolist()]

    def _compete(self, losers: Losers, money: Floats, rate: float) -> None:
        """A project with a better rate than the winner of this round would have been bought."""
        level = rate * losers.unit
        paid = losers.paid(money, level)
        # At exactly the winner's rate there is a tie: one more makes it sure.
        each = np.minimum(self.share, level)
        self.fewest = np.minimum(
            self.fewest, np.floor((losers.cost - paid) / each * (1 + 1e-12) + NEAR) + 1
        )
        if not self.by_cost:
            self.highest = np.maximum(self.highest, np.ceil(paid - NEAR) - 1)
            return
        tried = np.floor(self.highest) + 1
        more = losers.paid(money, rate * tried) > tried * (1 + NEAR)
        if more.any():
            at = np.flatnonzero(more)
            self.highest[at] = self._highest(losers.only(at), money, rate, tried[at])

    def _highest(self, losers: Losers, money: Floats, rate: float, low: Floats) -> Floats:
        """Return the highest whole costs at which these projects beat the rate.

        What is paid at level rate · x is concave in x, so Newton's steps from all the money behind a
        project go down to the cost x that is just paid, and never below it.
        """
        cost = losers.paid(money, np.full(losers.size, np.inf))
        for _ in range(STEPS):
            part = losers.parts(rate * cost)
            mine = money[losers.who]
            paid = np.bincount(losers.owner, np.minimum(mine, part) * losers.weight, losers.size)
            units = losers.weight if losers.worth is None else losers.weight * losers.worth
            slope = rate * np.bincount(losers.owner, units * (mine > part), losers.size) - 1
            lower = np.where(slope < 0, cost + (paid - cost) / np.minimum(slope, -TINY) * -1, cost)
            if (lower >= cost * (1 - 1e-12)).all():
                break
            cost = np.minimum(lower, cost)
        # Just paid is a tie: stay a whole unit below, and below the real cost.
        found: Floats = np.minimum(np.ceil(cost - NEAR) - 1, losers.cost - 1)
        return np.maximum(found, low)

    def _end(self, money: Floats) -> None:
        """At the end a project is bought as soon as its supporters can pay for it."""
        market = self.run.run.market
        behind = (market.field.matrix @ money)[self.places]
        assert self.losers is not None
        needed = (self.losers.cost - behind) / self.share
        for number, place in enumerate(self.places):
            value, have = float(needed[number]), float(behind[number])
            near = abs(value - round(value)) < NEAR * max(1.0, abs(value))
            if near or abs(have - round(have)) < NEAR * max(1.0, have):
                exact = self._exactly(place)
                short = (self.election.costs[place] - exact) / self.run.share
                fewest, highest = -((-short).__floor__()), exact.__floor__()
            else:
                fewest, highest = int(np.ceil(value)), int(np.floor(have))
            self.fewest[number] = min(self.fewest[number], fewest)
            self.highest[number] = max(self.highest[number], highest)

    def _exactly(self, place: int) -> Fraction:
        """Return the exact money behind a project at the end."""
        market = self.run.run.market
        support, ledger = self.run.supports[place], market.ledger
        alive = market.money[support.who] > 0
        ledger.settle()
        return Fraction(ledger.money(support.who[alive], support.weight[alive]), ledger.denominator)


def _why(
    election: Election,
    rules: Rules,
    found: Outcome,
    run: Deciding,
    place: int,
    taken: dict[str, int],
    behind: list[int],
    prices: tuple[Fraction, ...],
    missing: _Missing,
    at: dict[int, int],
) -> Why:
    name, bought = election.ids[place], len(run.run.purchases)
    number = taken.get(name, 0)
    item = found.rounds[number - 1] if number else None
    supporters = cheaper = None
    why = ""
    if not number:
        supporters, cheaper, why = _lost(election, rules, found, run, place, missing, at[place])
    return Why(
        project=name,
        votes=election.votes[place],
        cost=election.costs[place],
        round=number,
        stage=item.stage if item else "",
        reason=why,
        price=prices[number - 1] if 0 < number <= bought else None,
        paying=item.paying if item else 0,
        full=item.full if item else 0,
        behind=tuple(behind),
        supporters=supporters,
        cheaper=cheaper,
        proved="run" if run.raises or run.why else "count",
    )


def _lost(
    election: Election,
    rules: Rules,
    found: Outcome,
    run: Deciding,
    place: int,
    missing: _Missing,
    number: int,
) -> tuple[int | None, int | None, str]:
    """Return (supporters, cheaper, reason) for an unfunded project."""
    gate = run.run.gate
    why = reason(election, gate.limits, gate, place, "money")
    if why in {"cap", "rival"}:
        return None, None, why
    votes = missing_votes(election, gate.limits, place)
    fewest = int(missing.fewest[number])
    highest = int(missing.highest[number])
    cheaper = election.costs[place] - highest if highest >= 1 else None
    if rules.completion in {"votes", "add1u"}:
        more, lower = by_votes(election, found, len(run.run.purchases), place)
        fewest = min(fewest, more) if more is not None else fewest
        cheaper = lowest([cheaper, lower])
    if why == "support":
        return max(fewest, votes), None, why
    return fewest, cheaper, why
