"""The single transferable vote as Scottish councils are elected: weighted inclusive Gregory, 5 decimals.

Source: The Scottish Local Government Elections Order 2011 (SSI 2011/399), schedule 1, rules 46 to 53:
https://www.legislation.gov.uk/ssi/2011/399/schedule/1. The comments name the rules.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from thorbecke.methods.facts import fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.registry import Method
from thorbecke.methods.voting.breaking import Breaker, highest_of, lowest_of
from thorbecke.methods.voting.finish import check_seats, explain, wanted
from thorbecke.methods.voting.outcome import Outcome
from thorbecke.methods.voting.papers import Integers, Papers
from thorbecke.methods.voting.profile import Profile
from thorbecke.methods.voting.stv import KINDS, Race, finished, waiting
from thorbecke.methods.voting.thresholds import Turnout
from thorbecke.methods.voting.ties import LotNeeded

ID = "voting.stv-scottish"
UNIT = 100_000  # rule 49(3): five decimal places, any remainder being ignored


@dataclass(frozen=True)
class Rules(Turnout):
    """``seats``: how many options are elected."""

    seats: int = 1


@dataclass
class _Count:
    race: Race
    papers: Papers
    breaker: Breaker
    quota: int
    votes: Integers
    surpluses: list[int]


def count(profile: Profile, rules: Rules, lots: Lots | None = None) -> Outcome:
    """Return the outcome of rankings. O(m·u) for each stage, at most 2·m stages.

    A ballot counts as far as its order is clear: it stops where two options share a place.
    Raises ``WrongBallots`` for approvals, or more seats than options.
    """
    wanted(profile, ID, *KINDS)
    check_seats(profile, rules.seats)
    papers = Papers(profile, UNIT)
    race = Race(profile, rules.seats, UNIT, list(range(len(profile.options))))
    votes = papers.votes()
    # Rule 47: valid ballots divided by seats + 1, any fraction disregarded, increased by one.
    quota = (int(votes.sum()) // UNIT // (rules.seats + 1) + 1) * UNIT
    running = _Count(race, papers, Breaker(profile, ID, lots, True), quota, votes, [])
    race.steps.append(fact("quota", quota=race.amount(quota), ballots=race.amount(votes.sum())))
    try:
        _run(running)
    except LotNeeded as needed:
        return waiting(ID, rules, race, needed)
    return finished(ID, rules, race, lots)


def _run(running: _Count) -> None:
    race = running.race
    while True:
        _stage(running)
        if not race.open_seats or not race.history[0].any():
            return
        if len(race.left) <= race.open_seats:  # rule 53
            race.elect(list(race.left), running.votes, "last_seats")
            return
        if running.surpluses:
            _transfer(running)
        else:
            _exclude(running)


def _stage(running: _Count) -> None:
    """Note the votes at the end of a stage; elect whoever has the quota (rule 48)."""
    race, votes = running.race, running.votes
    race.history.append(votes.copy())
    whole = int(running.papers.counts.sum()) * UNIT
    race.steps.append(
        fact(
            "stage",
            round=len(race.history),
            votes=race.named(votes),
            not_transferable=race.amount(whole - int(votes.sum())),
        )
    )
    reached = [option for option in race.left if votes[option] >= running.quota]
    race.elect(reached, votes, "quota")
    running.surpluses += [option for option in reached if votes[option] > running.quota]


def _transfer(running: _Count) -> None:
    """Transfer the largest surplus; of equal ones that of who was ahead before (rules 49 and 50)."""
    race, votes = running.race, running.votes
    tied = highest_of(votes, running.surpluses)
    place = len(race.history)
    option, tie = running.breaker.highest("surplus", place, tied, race.history[:-1])
    race.ties += [tie] if tie else []
    running.surpluses.remove(option)
    surplus, total = int(votes[option]) - running.quota, int(votes[option])
    race.steps.append(
        fact(
            "transfer",
            option=race.profile.options[option],
            round=place,
            surplus=race.amount(surplus),
            votes=race.amount(total),
        )
    )
    rows = running.papers.of(option)
    value = running.papers.value
    # Rule 49(3): surplus × value when received ÷ votes. In Python's integers, so nothing overflows.
    before, where = np.unique(value[rows], return_inverse=True)
    after = [one * surplus // total for one in before.tolist()]
    value[rows] = np.array(after, np.int64)[where] if after else value[rows]
    running.papers.move(rows, race.continuing)
    _recount(running)


def _exclude(running: _Count) -> None:
    """Exclude whoever has fewest votes; of equal ones who was behind before (rules 51 and 52)."""
    race, votes = running.race, running.votes
    tied = lowest_of(votes, race.left)
    option, tie = running.breaker.lowest("elimination", len(race.history), tied, race.history[:-1])
    race.ties += [tie] if tie else []
    race.eliminate(option, votes)
    running.papers.move(running.papers.of(option), race.continuing)
    _recount(running)


def _recount(running: _Count) -> None:
    """Count again what lies with each option; who passed a surplus on keeps the quota."""
    votes = running.papers.votes()
    waiting_ = set(running.surpluses)
    for option in running.race.elected:
        if option not in waiting_:
            votes[option] = running.quota
    running.votes = votes


METHOD = Method(ID, 1, "profile", Rules, count, explain)
