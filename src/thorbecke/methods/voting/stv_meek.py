"""The single transferable vote by Meek's method: every elected option keeps exactly the part that it
needs of each ballot, and the quota follows the votes that still count.

Source: I.D. Hill, B.A. Wichmann and D.R. Woodall, Algorithm 123, Single transferable vote by Meek's
method, The Computer Journal 30 (1987), DOI 10.1093/comjnl/30.3.277; in the fixed-point form of the
Reference Meek Rule (https://prfound.org/resources/reference/reference-meek-rule/): nine decimals, every
rounding prescribed. So each decision is one between whole numbers, the same on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from thorbecke.methods.facts import fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.registry import Method
from thorbecke.methods.voting.finish import check_seats, explain, wanted
from thorbecke.methods.voting.outcome import Outcome
from thorbecke.methods.voting.papers import Integers, orders
from thorbecke.methods.voting.profile import Profile, WrongBallots
from thorbecke.methods.voting.stv import KINDS, Race, finished, waiting
from thorbecke.methods.voting.thresholds import Turnout
from thorbecke.methods.voting.ties import LotNeeded, by_lot

ID = "voting.stv-meek"
UNIT = 10**9
OMEGA = 1_000  # 0.000001 of a vote: a smaller total surplus is not divided further
MOST_BALLOTS = 4 * 10**9  # so that every sum fits in 64 bits


@dataclass(frozen=True)
class Rules(Turnout):
    """``seats``: how many options are elected."""

    seats: int = 1


@dataclass
class _Count:
    race: Race
    order: Integers
    keep: list[int]
    lots: Lots | None
    votes: Integers
    quota: int = 0


def count(profile: Profile, rules: Rules, lots: Lots | None = None) -> Outcome:
    """Return the outcome of rankings. O(u·m) for each division of the ballots.

    A ballot counts as far as its order is clear: it stops where two options share a place. Options
    whose votes differ by no more than the surplus that is left are equal: a lot decides who goes.
    Raises ``WrongBallots`` for approvals, or more seats than options.
    """
    wanted(profile, ID, *KINDS)
    check_seats(profile, rules.seats)
    if profile.ballots > MOST_BALLOTS:
        raise WrongBallots(f"expected at most {MOST_BALLOTS} ballots")
    size = len(profile.options)
    race = Race(profile, rules.seats, UNIT, list(range(size)))
    order = orders(profile).astype(np.int64)
    running = _Count(race, order, [UNIT] * size, lots, np.zeros(size, np.int64))
    try:
        _run(running)
    except LotNeeded as needed:
        return waiting(ID, rules, race, needed)
    return finished(ID, rules, race, lots)


def _run(running: _Count) -> None:
    """Elect or defeat until the seats are filled, or no more are left than seats (step B.1)."""
    race = running.race
    if not (running.order >= 0).any():
        _divide(running)
        _note(running, 0)
        return
    while race.open_seats and len(race.left) > race.open_seats:
        surplus = _iterate(running)
        if surplus is not None:
            _defeat(running, surplus)
    if not race.history:
        _divide(running)
        _note(running, 0)
    if race.open_seats:
        race.elect(list(race.left), running.votes, "last_seats")


def _iterate(running: _Count) -> int | None:
    """Divide the ballots until somebody is elected (None) or the surplus is small enough (step B.2)."""
    race, before = running.race, None
    while True:
        _divide(running)
        votes = running.votes
        reached = [option for option in race.left if votes[option] >= running.quota]
        surplus = _surplus(running, [*race.elected, *reached])
        if reached:
            _note(running, surplus)
            race.elect(reached, votes, "quota")
            return None
        if surplus < OMEGA or (before is not None and surplus >= before):
            _note(running, surplus)
            return surplus
        before = surplus
        for option in race.elected:
            part = _up(running.keep[option] * running.quota, UNIT)
            running.keep[option] = _up(part * UNIT, int(votes[option]))


def _divide(running: _Count) -> None:
    """Give each option its part of every ballot, rounded up; set the quota (steps B.2.a and b)."""
    profile = running.race.profile
    keep = np.array([*running.keep, 0], np.int64)  # the last one is for -1, no more preferences
    votes = np.zeros(len(profile.options) + 1, np.int64)
    rows = np.arange(len(running.order))
    weight = np.full(len(rows), UNIT, np.int64)
    for step in range(running.order.shape[1]):
        here = running.order[rows, step]
        part = -(-weight * keep[here] // UNIT)
        np.add.at(votes, here, part * profile.counts[rows])
        weight = weight - part
        on = (weight > 0) & (here >= 0)
        rows, weight = rows[on], weight[on]
    running.votes = votes[:-1]
    running.quota = int(running.votes.sum()) // (running.race.seats + 1) + 1


def _surplus(running: _Count, elected: list[int]) -> int:
    """Return the total surplus of those elected, not less than 0 (step B.2.d)."""
    return max(sum(int(running.votes[option]) - running.quota for option in elected), 0)


def _defeat(running: _Count, surplus: int) -> None:
    """Defeat the lowest; who differs from it by no more than the surplus is equal (step B.3)."""
    race, votes = running.race, running.votes
    least = min(int(votes[option]) for option in race.left)
    tied = [option for option in race.left if votes[option] <= least + surplus]
    option = tied[0]
    if len(tied) > 1:
        names = [race.profile.options[one] for one in tied]
        tie = by_lot(race.profile, ID, "elimination", len(race.history), names, running.lots)
        race.ties.append(tie)
        option = race.profile.options.index(tie.order[-1])
    race.eliminate(option, votes)
    running.keep[option] = 0


def _note(running: _Count, surplus: int) -> None:
    race = running.race
    race.history.append(running.votes.copy())
    race.steps.append(
        fact(
            "stage",
            round=len(race.history),
            votes=race.named(running.votes),
            quota=race.amount(running.quota),
            surplus=race.amount(surplus),
            keep={
                race.profile.options[option]: race.amount(running.keep[option])
                for option in race.elected
            },
            not_transferable=race.amount(race.profile.ballots * UNIT - int(running.votes.sum())),
        )
    )


def _up(value: int, divisor: int) -> int:
    """Divide and round up."""
    return -(-value // divisor)


METHOD = Method(ID, 1, "profile", Rules, count, explain)
