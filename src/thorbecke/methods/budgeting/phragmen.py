"""Phragmén's sequential rule: everybody earns at the same pace; who support a project buy it as soon as
they have its cost together.

Source: M. Los, Z. Christoff, D. Grossi, Proportional Budget Allocations: Towards a Systematization,
IJCAI 2022, DOI 10.24963/ijcai.2022/57, after E. Phragmén (1894).
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

import numpy as np

from thorbecke.methods.budgeting import greedy
from thorbecke.methods.budgeting.election import Election, Support, Utility, supports
from thorbecke.methods.budgeting.limits import Gate, Limits, Ties, check_names
from thorbecke.methods.budgeting.market import BAND, DOWN, UNIT, UP
from thorbecke.methods.budgeting.outcome import Outcome, Round, outcome
from thorbecke.methods.facts import Fact, fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.registry import Method

NAME = "budgeting.phragmen"


@dataclass(frozen=True, kw_only=True)
class Rules(Limits):
    """``stop``: the first project whose turn it is and that does not fit ends the count (as in the
    literature); without it such a project is passed over. ``completion``: none or votes."""

    stop: bool = True
    completion: str = "none"

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.completion not in {"none", "votes"}:
            raise ValueError("completion: expected none or votes")


class Loads:
    """When each group last paid; everyone who pays together has paid as much from then on.

    The time at which supporters can pay is (cost + what they paid before) / their number, so times are
    fractions over one denominator and the float of each is as near as floats come.
    """

    def __init__(self, supports: tuple[Support, ...], costs: tuple[int, ...], groups: int) -> None:
        self.supports, self.costs = supports, costs
        self.loads = np.zeros(groups)
        self.last = np.zeros(groups, np.int64)  # 0: never, k: in purchase k
        self.denominator = 1
        self.times = [0]

    def time(self, place: int) -> float:
        """Return when the supporters of a project have its cost, within BAND / 4 for 2 million groups."""
        support = self.supports[place]
        paid = float(support.weight @ self.loads[support.who])
        return (self.costs[place] + paid) / support.total

    def sure(self) -> bool:
        """True when the rounding of any sum here is far below the band."""
        most = max((len(item.who) for item in self.supports), default=0)
        return (most + 8) * UNIT * 2 <= BAND / 4

    def exact(self, place: int) -> Fraction:
        """Return the exact time."""
        support = self.supports[place]
        counts = np.bincount(
            self.last[support.who], weights=support.weight, minlength=len(self.times)
        )
        paid = sum(int(n) * time for n, time in zip(counts.tolist(), self.times, strict=True) if n)
        whole = self.costs[place] * self.denominator + paid
        return Fraction(whole, support.total * self.denominator)

    def buy(self, place: int, time: Fraction) -> None:
        """Let the supporters pay: they have now paid as much as anyone could have earned."""
        factor = time.denominator // gcd(time.denominator, self.denominator)
        self.denominator *= factor
        self.times = [item * factor for item in self.times]
        self.times.append(time.numerator * (self.denominator // time.denominator))
        who = self.supports[place].who
        self.loads[who] = float(time)
        self.last[who] = len(self.times) - 1


def count(election: Election, rules: Rules, lots: Lots | None = None) -> Outcome:
    """Return the outcome. O(rounds · approvals evaluated); an old time is a lower bound for a new one.

    Raises ``LotNeeded`` when equal projects must be told apart by lot and there are no lots.
    """
    check_names(election, rules)
    gate = Gate(election, rules, None if rules.stop else election.budget)
    ties = Ties(election, NAME, rules.ties, lots)
    loads = Loads(supports(election, Utility.CARDINALITY), election.costs, len(election.counts))
    places, over = _run(election, loads, gate, ties, stop=rules.stop)
    rounds = [
        Round(
            election.ids[place],
            election.costs[place],
            election.votes[place],
            "phragmen",
            loads.supports[place].total,
            loads.supports[place].total,
        )
        for place in places
    ]
    gate.budget = election.budget
    if rules.completion == "votes":
        rounds += [greedy.voted(election, place) for place in greedy.fill(election, gate, ties)]
    steps = list(gate.facts)
    if over is not None:
        steps.append(fact("stopped_over_budget", project=election.ids[over]))
    return outcome(election, NAME, tuple(rounds), tuple(ties.met), tuple(steps), {})


def _run(
    election: Election, loads: Loads, gate: Gate, ties: Ties, *, stop: bool
) -> tuple[list[int], int | None]:
    """Return the projects in order, and the one that ended the count because it did not fit."""
    waiting = [
        (election.costs[place] / support.total * DOWN, place)
        for place, support in enumerate(loads.supports)
        if support.total and gate.open(place)
    ]
    heapq.heapify(waiting)
    funded: list[int] = []
    while True:
        first = gate.first()
        place = _next(loads, waiting, gate, ties, first, len(funded) + 1)
        if place is None and first is not None:
            gate.give_up(len(funded) + 1)
            continue
        if place is None:
            return funded, None
        if stop and gate.spent + election.costs[place] > election.budget:
            return funded, place
        loads.buy(place, loads.exact(place))
        gate.fund(place)
        funded.append(place)


def _next(
    loads: Loads,
    waiting: list[tuple[float, int]],
    gate: Gate,
    ties: Ties,
    first: set[int] | None,
    round_: int,
) -> int | None:
    found: list[tuple[float, int]] = []
    later: list[tuple[float, int]] = []
    best = float("inf")
    while waiting and waiting[0][0] <= best:
        item = heapq.heappop(waiting)
        place = item[1]
        if not gate.open(place):
            continue
        if first is not None and place not in first:
            later.append(item)
            continue
        time = loads.time(place)
        found.append((time, place))
        best = min(best, time * UP)
    chosen = _earliest(loads, found, ties, round_) if found else None
    for time, place in found:
        if place != chosen:
            later.append((time * DOWN, place))
    for item in later:
        heapq.heappush(waiting, item)
    return chosen


def _earliest(loads: Loads, found: list[tuple[float, int]], ties: Ties, round_: int) -> int:
    lowest = min(found)[0]
    close = [place for time, place in found if time <= lowest * UP or not loads.sure()]
    if len(close) == 1:
        return close[0]
    times = {place: loads.exact(place) for place in close}
    best = min(times.values())
    equal = [place for place in close if times[place] == best]
    return equal[0] if len(equal) == 1 else ties.best("selection", round_, equal)


def explain(found: Outcome) -> tuple[Fact, ...]:
    """Return for each project how it was funded, or that it was not; then what else happened."""
    bought = [
        fact(
            "bought_in_turn" if item.stage == "phragmen" else "funded_by_votes",
            project=item.project,
            round=number,
            votes=item.votes,
        )
        for number, item in enumerate(found.rounds, start=1)
    ]
    rest = [
        fact("not_funded", project=name, votes=found.votes[name], left=found.left)
        for name in found.unfunded
    ]
    return (*bought, *rest, *found.steps)


METHOD = Method(NAME, 1, "budget", Rules, count, explain)
