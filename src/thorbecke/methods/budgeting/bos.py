"""Equal Shares with bounded overspending: supporters who are a little short may still buy a project.

For a part α of a project, let λ(α) be the level at which its supporters pay α · cost together, each at most
λ · worth and at most what they have. The project is taken at the part where ρ / α is lowest, with
ρ = λ / α the price per unit of worth of the whole project. It is bought in full: its supporters pay
ρ · worth, or all they have. What they lack is overspent, so a project must fit in the real budget.

Source: G. Papasotiropoulos, S. Z. Pishbin, O. Skibski, P. Skowron, T. Wąs, Method of Equal Shares with
Bounded Overspending, EC 2025, DOI 10.1145/3736252.3742637, arXiv 2409.15005.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

import numpy as np

from thorbecke.methods.budgeting import greedy
from thorbecke.methods.budgeting.election import (
    Election,
    Floats,
    Integers,
    Support,
    Utility,
    supports,
)
from thorbecke.methods.budgeting.limits import Gate, Limits, Ties, check_names
from thorbecke.methods.budgeting.market import BAND, DOWN, TINY, UNIT, UP
from thorbecke.methods.budgeting.outcome import Outcome, Round, outcome
from thorbecke.methods.facts import Fact, fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.registry import Method

NAME = "budgeting.bos"


@dataclass(frozen=True, kw_only=True)
class Rules(Limits):
    """``utility``: cost, cardinality or points. ``completion``: none or votes."""

    utility: str = "cost"
    completion: str = "none"

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.utility not in list(Utility):
            raise ValueError(f"utility: expected one of {', '.join(Utility)}")
        if self.completion not in {"none", "votes"}:
            raise ValueError("completion: expected none or votes")


@dataclass(frozen=True)
class Bid:
    """A project with its best ρ / α per unit of utility, as float, and the levels λ that may give it."""

    place: int
    rate: float
    levels: tuple[float, ...]


class Purses:
    """What every group has left; exact through the prices that were paid."""

    def __init__(
        self, supports: tuple[Support, ...], costs: tuple[int, ...], share: Fraction, groups: int
    ) -> None:
        self.supports, self.costs, self.share = supports, costs, share
        self.money: Floats = np.full(groups, float(share))
        self.error = UNIT * float(share)
        self.denominator, self.whole = share.denominator, share.numerator
        self.prices: list[int] = []
        self.paid: list[Integers] = []

    def bid(self, place: int) -> Bid | None:
        """Return the best offer of a project; None when its supporters have nothing left."""
        support = self.supports[place]
        money = self.money[support.who]
        alive = money > 0
        if not alive.any():
            return None
        worth = np.ones(len(money)) if support.worth is None else support.worth
        levels, sums = _curve(money[alive], support.weight[alive], worth[alive])
        cost = float(self.costs[place])
        short = sums < cost
        levels, sums = _with_full(levels, sums, cost, short)
        if self.error > BAND / 64 * float(levels[0]) or len(money) * UNIT > BAND / 64:
            return Bid(place, 0.0, tuple(levels.tolist()))
        rates = levels * (cost / sums) ** 2
        best = float(rates.min())
        return Bid(
            place, best / support.unit, tuple(levels[rates <= best * (1 + 2 * BAND)].tolist())
        )

    def exact(self, bid: Bid) -> tuple[Fraction, Fraction]:
        """Return the exact (ρ / α per unit of utility, ρ) of a project's best offer."""
        support, cost = self.supports[bid.place], self.costs[bid.place]
        alive = np.flatnonzero(self.money[support.who] > 0)
        money = [Fraction(item, self.denominator) for item in self.each(support.who[alive])]
        weight = support.weight[alive].astype(np.int64).tolist()
        worth = (
            [1] * len(alive)
            if support.worth is None
            else support.worth[alive].astype(np.int64).tolist()
        )
        purses: dict[tuple[Fraction, int], int] = {}
        for amount, times, unit in zip(money, weight, worth, strict=True):
            key = (amount / unit, unit)
            purses[key] = purses.get(key, 0) + times
        best = min(_offers(purses, cost, bid.levels))
        return best[0] / support.unit, best[1]

    def each(self, groups: Integers) -> list[int]:
        """Return the exact money of each group × denominator; equal histories are worked out once."""
        if not self.paid:
            return [self.whole] * len(groups)
        rows = np.stack([row[groups] for row in self.paid], axis=1)
        known: dict[bytes, int] = {}
        found = []
        for row in rows:
            key = row.tobytes()
            if key not in known:
                spent = sum(n * p for n, p in zip(row.tolist(), self.prices, strict=True) if n)
                known[key] = self.whole - spent
            found.append(known[key])
        return found

    def buy(self, place: int, price: Fraction) -> tuple[int, int]:
        """Let the supporters pay; returns (voters who paid, of whom in full)."""
        support = self.supports[place]
        worth = np.ones(len(support.who)) if support.worth is None else support.worth
        money = self.money[support.who]
        part = float(price) * worth
        left, full, had = money - part, money >= part, money > 0
        near = np.flatnonzero((np.abs(left) <= 4 * self.error + BAND * part) & had)
        for at, amount in zip(near.tolist(), self.each(support.who[near]), strict=True):
            rest = Fraction(amount, self.denominator) - price * int(worth[at])
            full[at] = rest >= 0
            left[at] = max(float(rest), TINY) if rest > 0 else 0.0
        self._note(price, support.who[full & had], worth[full & had].astype(np.int64))
        self.money[support.who] = np.where(full & had, left, 0.0)
        self.error += (float(price) * float(worth.max()) + 2 * float(self.share)) * UNIT
        return int(support.weight @ had), int(support.weight @ (full & had))

    def _note(self, price: Fraction, who: Integers, worth: Integers) -> None:
        factor = price.denominator // gcd(price.denominator, self.denominator)
        self.denominator *= factor
        self.whole *= factor
        self.prices = [item * factor for item in self.prices]
        self.prices.append(price.numerator * (self.denominator // price.denominator))
        row = np.zeros(len(self.money), np.int64)
        row[who] = worth
        self.paid.append(row)


def _curve(money: Floats, weight: Floats, worth: Floats) -> tuple[Floats, Floats]:
    """Return the levels at which someone runs out, ascending, and what all pay at each."""
    per_unit = money / worth
    order = np.argsort(per_unit)
    levels, amounts = per_unit[order], (weight * money)[order]
    units = (weight * worth)[order]
    above = units.sum() - np.cumsum(units)
    return levels, np.cumsum(amounts) + levels * above


def _with_full(
    levels: Floats, sums: Floats, cost: float, short: np.ndarray
) -> tuple[Floats, Floats]:
    """Keep the levels at which less than the cost is paid, and add the one at which it just is."""
    if short.all():
        return levels, sums
    first = int(np.argmin(short))
    low = (levels[first - 1], sums[first - 1]) if first else (0.0, 0.0)
    rise = (sums[first] - low[1]) / (levels[first] - low[0]) if levels[first] > low[0] else 1.0
    level = low[0] + (cost - low[1]) / rise
    return np.append(levels[:first], level), np.append(sums[:first], cost)


def _offers(
    purses: dict[tuple[Fraction, int], int], cost: int, near: tuple[float, ...]
) -> list[tuple[Fraction, Fraction]]:
    """Return the exact (ρ / α, ρ) at every level near one of those given."""
    rows = sorted((level, unit, times) for (level, unit), times in purses.items())
    units = sum(unit * times for _, unit, times in rows)
    given, offers = Fraction(0), []
    guesses = np.array(near)
    for level, unit, times in rows:
        if given + level * units >= cost:
            full = (cost - given) / units
            offers.append((full, full))
            return offers
        paid = given + level * units
        if np.abs(guesses - float(level)).min() <= 4 * BAND * float(level):
            offers.append((level * cost * cost / (paid * paid), level * cost / paid))
        given += level * unit * times
        units -= unit * times
    return offers


def count(election: Election, rules: Rules, lots: Lots | None = None) -> Outcome:
    """Return the outcome. O(rounds · approvals evaluated · log).

    Raises ``LotNeeded`` when equal projects must be told apart by lot and there are no lots.
    """
    check_names(election, rules)
    gate = Gate(election, rules, election.budget)
    ties = Ties(election, NAME, rules.ties, lots)
    share = Fraction(election.budget, election.voters)
    purses = Purses(
        supports(election, Utility(rules.utility)), election.costs, share, len(election.counts)
    )
    rounds = _run(election, purses, gate, ties)
    over = sum(item.cost for item in rounds) - share * election.voters
    if rules.completion == "votes":
        rounds += [greedy.voted(election, place) for place in greedy.fill(election, gate, ties)]
    figures = {"share": share, "over": max(over, Fraction(0))}
    return outcome(election, NAME, tuple(rounds), tuple(ties.met), tuple(gate.facts), figures)


def _run(election: Election, purses: Purses, gate: Gate, ties: Ties) -> list[Round]:
    waiting = [
        (0.0, place)
        for place, support in enumerate(purses.supports)
        if support.total and gate.open(place)
    ]
    rounds: list[Round] = []
    while True:
        first = gate.first()
        bid = _best(purses, waiting, gate, ties, first, len(rounds) + 1)
        if bid is None and first is not None:
            gate.give_up(len(rounds) + 1)
            continue
        if bid is None:
            return rounds
        paying, full = purses.buy(bid.place, purses.exact(bid)[1])
        gate.fund(bid.place)
        project = election.projects[bid.place]
        rounds.append(
            Round(project.id, project.cost, election.votes[bid.place], "overspending", paying, full)
        )


def _best(
    purses: Purses,
    waiting: list[tuple[float, int]],
    gate: Gate,
    ties: Ties,
    first: set[int] | None,
    round_: int,
) -> Bid | None:
    bids: list[Bid] = []
    later: list[tuple[float, int]] = []
    best = float("inf")
    while waiting and waiting[0][0] <= best:
        item = heapq.heappop(waiting)
        if not gate.open(item[1]):
            continue
        if first is not None and item[1] not in first:
            later.append(item)
            continue
        bid = purses.bid(item[1])
        if bid is not None:
            bids.append(bid)
            best = min(best, bid.rate * UP if bid.rate else best)
    chosen = _lowest(purses, bids, ties, round_) if bids else None
    for bid in bids:
        if bid is not chosen:
            later.append((bid.rate * DOWN, bid.place))
    for item in later:
        heapq.heappush(waiting, item)
    return chosen


def _lowest(purses: Purses, bids: list[Bid], ties: Ties, round_: int) -> Bid:
    """Return the bid with the lowest rate: by floats when it is clear, else exactly, then by ties."""
    known = [bid.rate for bid in bids if bid.rate]
    limit = min(known) * UP if known else float("inf")
    close = [bid for bid in bids if bid.rate <= limit]
    if len(close) == 1:
        return close[0]
    rates = {bid.place: purses.exact(bid)[0] for bid in close}
    best = min(rates.values())
    equal = [bid for bid in close if rates[bid.place] == best]
    if len(equal) == 1:
        return equal[0]
    place = ties.best("selection", round_, [bid.place for bid in equal])
    return next(bid for bid in equal if bid.place == place)


def explain(found: Outcome) -> tuple[Fact, ...]:
    """Return for each project how it was funded, or that it was not; then what else happened."""
    bought = [
        fact(
            "bought_with_overspending" if item.stage == "overspending" else "funded_by_votes",
            project=item.project,
            round=number,
            votes=item.votes,
            paying=item.paying,
            full=item.full,
        )
        for number, item in enumerate(found.rounds, start=1)
    ]
    rest = [
        fact("not_funded", project=name, votes=found.votes[name], left=found.left)
        for name in found.unfunded
    ]
    return (*bought, *rest, *found.steps)


METHOD = Method(NAME, 1, "budget", Rules, count, explain)
