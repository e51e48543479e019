"""BRAVO: look at randomly drawn paper ballots until the reported outcome is confirmed, or count all.

If the reported outcome is wrong, the chance that the audit confirms it is at most the risk limit,
whatever is wrong and whenever one looks. Paper ballots are drawn with replacement from the batches; a
person reads each drawn ballot without seeing what was typed in.

Source: M. Lindeman, P.B. Stark and V.S. Yates, BRAVO: Ballot-polling Risk-limiting Audits to Verify
Outcomes, EVT/WOTE 2012. The test is Wald's sequential probability ratio test, DOI
10.1214/aoms/1177731118, once for each pair of a reported winner and a reported loser.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from thorbecke.methods.facts import Fact, fact
from thorbecke.methods.lots import Lots

MILLION = 1_000_000
# A sum of two products in float64 is off by less than 4 units in the last place of its largest part.
LOG_ERROR = 2**-48


class WrongAudit(ValueError):
    """A reported outcome or a reading that can't be audited; the text says why."""


@dataclass(frozen=True)
class Reported:
    """What was reported, for an outcome of most votes.

    ``votes``: of each option. ``seats``: how many options won. ``ballots``: all paper ballots, those
    for no option included. Raises ``WrongAudit`` when votes and ballots do not fit.
    """

    votes: Mapping[str, int]
    ballots: int
    seats: int = 1

    def __post_init__(self) -> None:
        if any(type(votes) is not int or votes < 0 for votes in self.votes.values()):
            raise WrongAudit("expected votes of 0 or more, whole numbers")
        if not 1 <= self.seats < len(self.votes):
            raise WrongAudit("expected at least one winner and one loser")
        if max(self.votes.values()) > self.ballots:
            raise WrongAudit("an option has more votes than there are ballots")

    @property
    def winners(self) -> tuple[str, ...]:
        """The reported winners, in the order of the options. Empty when the last seat is tied."""
        order = sorted(self.votes.values(), reverse=True)
        if order[self.seats - 1] == order[self.seats]:
            return ()
        return tuple(option for option, votes in self.votes.items() if votes > order[self.seats])

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Every pair of a reported winner and a reported loser."""
        won = self.winners
        lost = [option for option in self.votes if option not in won]
        return tuple((winner, loser) for winner in won for loser in lost)


@dataclass(frozen=True)
class Rules:
    """``risk_limit``: the largest chance to confirm a wrong outcome. ``most``: after so many draws all
    ballots are counted by hand; None for as many as there are ballots.
    """

    risk_limit: Fraction = Fraction(1, 20)
    most: int | None = None

    def __post_init__(self) -> None:
        if isinstance(self.risk_limit, float) or not 0 < self.risk_limit < 1:
            raise ValueError("risk_limit: expected an exact share between 0 and 1")
        if self.most is not None and self.most < 1:
            raise ValueError("most: expected at least 1")


@dataclass(frozen=True)
class Outcome:
    """Where an audit stands.

    ``status``: ``confirmed``, ``continue`` (draw more) or ``full_count``. ``drawn``: how many readings
    were used; what comes after the decision is not looked at. ``risk_millionths``: for each pair the
    measured risk in millionths, rounded up: the risk limit at which it would be confirmed now.
    """

    status: str
    drawn: int
    readings: Mapping[str, int]
    risk_millionths: Mapping[str, int]
    steps: tuple[Fact, ...]


@dataclass(frozen=True)
class Pair:
    """The test of one winner against one loser. All comparisons are exact.

    ``won``, ``lost``: the reported votes; ``risk``: the risk limit.
    """

    won: int
    lost: int
    risk: Fraction

    def confirmed(self, winner: int, loser: int) -> bool:
        """Return whether so many draws for winner and loser confirm the pair.

        That is (2s)^winner · (2 − 2s)^loser ≥ 1 / risk, with s = won / (won + lost). Logarithms decide
        where their error can't matter, else whole numbers.
        """
        if self.won <= self.lost or (self.lost == 0 and loser):
            return False
        total = self.won + self.lost
        up = winner * math.log(2 * self.won / total)
        down = loser * math.log(2 * self.lost / total) if loser else 0.0
        needed = -math.log(self.risk)
        error = (abs(up) + abs(down) + needed + winner + loser) * LOG_ERROR
        if abs(up + down - needed) > error:
            return up + down > needed
        return self._ratio(winner, loser) >= 1 / self.risk

    def _ratio(self, winner: int, loser: int) -> Fraction:
        total = self.won + self.lost
        return Fraction(2 * self.won, total) ** winner * Fraction(2 * self.lost, total) ** loser

    def risk_millionths(self, winner: int, loser: int) -> int:
        """Return the measured risk now, in millionths, rounded up, at most 1,000,000. Exact."""
        if self.won <= self.lost or (self.lost == 0 and loser):
            return MILLION
        ratio = self._ratio(winner, loser)
        return min(MILLION, -(-MILLION * ratio.denominator // ratio.numerator))

    def least(self, draws: int) -> int | None:
        """Return the least draws for the winner, of so many for either, that confirm; None: not even all.

        O(log draws).
        """
        if not self.confirmed(draws, 0):
            return None
        low, high = 0, draws
        while low < high:
            middle = (low + high) // 2
            if self.confirmed(middle, draws - middle):
                high = middle
            else:
                low = middle + 1
        return low


def audit(reported: Reported, rules: Rules, readings: Iterable[str | None]) -> Outcome:
    """Return where the audit stands after these readings, in the order in which they were drawn.

    ``readings``: the option on each drawn ballot, None for a blank or invalid one, and for a ballot that
    can't be found the reported loser that it harms most (the caller enters that). A ballot that was drawn
    twice is read twice. A pair once confirmed stays so. O(readings · pairs).
    Raises ``WrongAudit`` for an option that was not reported, with the number of the reading.
    """
    seen: Counter[str] = Counter(dict.fromkeys(reported.votes, 0))
    tests = {
        pair: Pair(reported.votes[pair[0]], reported.votes[pair[1]], rules.risk_limit)
        for pair in reported.pairs
    }
    left, steps = set(tests), []
    most = reported.ballots if rules.most is None else rules.most
    drawn, status = 0, "continue" if tests else "full_count"
    for drawn, reading in enumerate(readings if tests else (), start=1):
        if reading is not None and reading not in seen:
            raise WrongAudit(f"reading {drawn}: no option {reading!r} was reported")
        if reading is not None:
            seen[reading] += 1
        for pair in [pair for pair in tests if pair in left and reading == pair[0]]:
            if tests[pair].confirmed(seen[pair[0]], seen[pair[1]]):
                left.remove(pair)
                steps.append(fact("pair_confirmed", winner=pair[0], loser=pair[1], drawn=drawn))
        status = "confirmed" if not left else "full_count" if drawn >= most else "continue"
        if status != "continue":
            break
    risks = {
        f"{winner}>{loser}": test.risk_millionths(seen[winner], seen[loser])
        for (winner, loser), test in tests.items()
    }
    steps.append(fact(status, drawn=drawn, most=most))
    return Outcome(status, drawn, dict(seen), risks, tuple(steps))


def explain(outcome: Outcome) -> tuple[Fact, ...]:
    """Return what the audit found: the readings, the measured risks, the steps."""
    return (
        fact("readings", drawn=outcome.drawn, readings=outcome.readings),
        fact("risks", millionths=outcome.risk_millionths),
        *outcome.steps,
    )


def draw(
    batches: Sequence[tuple[str, int]], lots: Lots, purpose: str, size: int, skip: int = 0
) -> tuple[tuple[str, int], ...]:
    """Return drawn ballots as (batch, number in the batch from 1), with replacement, in drawn order.

    ``batches``: each batch with its number of ballots. ``skip``: how many were drawn before: the draws
    of one purpose are one row, so drawing on goes on where it stopped. O(skip + size).
    Raises ``WrongAudit`` when there are no ballots, or a batch has a negative number.
    """
    if any(number < 0 for _, number in batches) or sum(number for _, number in batches) < 1:
        raise WrongAudit("expected batches with ballots")
    ends = list(accumulate(number for _, number in batches))
    found = lots.numbers(purpose, [ends[-1]] * (skip + size))[skip:]
    return tuple(_ballot(batches, ends, number) for number in found)


def _ballot(
    batches: Sequence[tuple[str, int]], ends: Sequence[int], number: int
) -> tuple[str, int]:
    place = bisect_right(ends, number)
    return batches[place][0], number - (ends[place] - batches[place][1]) + 1


def sample_size(
    reported: Reported, rules: Rules, quantile: Fraction = Fraction(1, 2)
) -> int | None:
    """Return how many draws are enough in this part of all audits, if the report is right.

    None: a full count is the better way (a tie, or more draws than ``most``). For the closest pair of
    winner and loser; ballots for neither are drawn too and count in. An estimate for planning: it decides
    nothing.
    """
    pairs = reported.pairs
    if not pairs:
        return None
    winner, loser = min(
        ((reported.votes[one], reported.votes[other]) for one, other in pairs),
        key=lambda votes: (votes[0] - votes[1]) / math.sqrt(votes[0] + votes[1]),
    )
    most = reported.ballots if rules.most is None else rules.most
    pair = Pair(winner, loser, rules.risk_limit)
    said = Fraction(winner + loser, reported.ballots)
    draws = quantile_of(pair, quantile, math.ceil(most * min(said, Fraction(1))))
    if draws is None:
        return None
    needed = math.ceil(draws / said)
    return needed if needed <= most else None


def quantile_of(pair: Pair, quantile: Fraction, most: int) -> int | None:
    """Return the least number of draws for winner or loser after which this part of audits is done.

    The distribution of the stopping time is worked out exactly, step by step, when ballots are as
    reported; in float64, error far below one draw. None when it takes more than ``most``.
    O(draws · width), where the width grows as the square root of the draws.
    """
    share = pair.won / (pair.won + pair.lost)
    alive: npt.NDArray[np.float64] = np.ones(1)  # the chance of ``first + i`` draws for the winner
    first, stopped = 0, 0.0
    for draws in range(1, most + 1):
        grown = np.zeros(len(alive) + 1)
        grown[1:] = alive * share
        grown[:-1] += alive * (1 - share)
        stop = pair.least(draws)
        if stop is not None and stop - first < len(grown):
            stopped += float(grown[max(stop - first, 0) :].sum())
            grown = grown[: max(stop - first, 0)]
        if stopped >= quantile:
            return draws
        kept = np.flatnonzero(grown > 1e-18)
        if not len(kept):
            return None
        first, alive = first + int(kept[0]), grown[kept[0] : kept[-1] + 1]
    return None


def expected_size(reported: Reported, rules: Rules) -> int | None:
    """Return the average number of draws by the paper's formula (its section on sample size).

    (ln(1/risk) + z_w / 2) / (p_w·z_w + p_l·z_l), with z_w = ln(2s) and z_l = ln(2 − 2s), for the pair
    that needs most. None for a tie.
    """
    sizes = [_expected(reported, rules, pair) for pair in reported.pairs]
    return max(sizes) if sizes else None


def _expected(reported: Reported, rules: Rules, pair: tuple[str, str]) -> int:
    won, lost = (reported.votes[one] for one in pair)
    share = won / (won + lost)
    up = math.log(2 * share)
    down = math.log(2 - 2 * share) if lost else 0.0
    drift = (won * up + lost * down) / reported.ballots
    return math.ceil((-math.log(rules.risk_limit) + up / 2) / drift)
