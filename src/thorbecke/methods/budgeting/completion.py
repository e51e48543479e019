"""Raising the share step by step (Add1), until the budget would be passed."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from thorbecke.methods.budgeting.election import Election, Support, Utility, supports
from thorbecke.methods.budgeting.limits import Gate, Limits, Ties
from thorbecke.methods.budgeting.market import Market, field_of
from thorbecke.methods.budgeting.ranges import RangedMarket
from thorbecke.methods.budgeting.shares import Run, run
from thorbecke.methods.lots import Lots

FIRST = 64  # runs before the first reach is worked out: most cities need few
PATIENCE = 3  # tries without a jump before pauses begin
LONGEST = 32  # runs between two tries while there is nothing to jump over
FARTHEST = 10.0**15


@dataclass(frozen=True)
class Raising:
    """What a completion needs of the rules of Equal Shares."""

    utility: Utility
    raises: bool
    stop_when_exhaustive: bool
    step: int


@dataclass(frozen=True)
class Deciding:
    """The run that decided: at which share, after how many raises, and why it stopped there.

    ``why``: ``exhaustive`` (no project fits any more), ``over_budget`` (the next raise would pass the
    budget), ``all_bought``, or empty without a completion.
    """

    run: Run
    supports: tuple[Support, ...]
    share: Fraction
    raises: int
    why: str


def deciding_run(
    election: Election, rules: Limits, raising: Raising, lots: Lots | None, method: str
) -> Deciding:
    """Return the run that decides under these rules."""
    return _Runs(election, rules, raising, lots, method).decide()


class _Runs:
    def __init__(
        self, election: Election, rules: Limits, raising: Raising, lots: Lots | None, method: str
    ) -> None:
        self.election, self.rules, self.raising = election, rules, raising
        self.lots, self.method = lots, method
        self.supports = supports(election, raising.utility)
        self.field = field_of(election, raising.utility)
        self.base = Fraction(election.budget, max(election.voters, 1))  # nobody voted: no share

    def at(self, raises: int, *, ranged: bool = False) -> Run:
        """Return the run after this many raises; ``ranged``: with its reach."""
        gate = Gate(self.election, self.rules, None)
        ties = Ties(self.election, self.method, self.rules.ties, self.lots)
        market = (RangedMarket if ranged else Market)(self.field, self.share(raises))
        return run(market, gate, ties)

    def share(self, raises: int) -> Fraction:
        return self.base + raises * self.raising.step

    def decide(self) -> Deciding:
        raises, current = 0, self.at(0)
        if not self.raising.raises:
            return self._found(current, 0, "")
        pace = _Pace()
        while True:
            if self.raising.stop_when_exhaustive and self.exhaustive(current):
                return self._found(current, raises, "exhaustive")
            if self.nothing_left(current):
                return self._found(current, raises, "all_bought")
            raises += pace.same(current, self.raising.step)
            following = self.at(raises + 1, ranged=pace.ranged())
            if following.gate.spent > self.election.budget:
                return self._found(current, raises, "over_budget")
            raises, current = raises + 1, following

    def exhaustive(self, current: Run) -> bool:
        """True when no project that may still be chosen fits in what is left."""
        left = self.election.budget - current.gate.spent
        return not any(
            current.gate.open(place) and cost <= left
            for place, cost in enumerate(self.election.costs)
        )

    def nothing_left(self, current: Run) -> bool:
        """True when every project that anyone supports is bought or shut out."""
        return not any(
            support.total and current.gate.open(place)
            for place, support in enumerate(self.supports)
        )

    def _found(self, current: Run, raises: int, why: str) -> Deciding:
        if current.market.share != self.share(raises):
            current = self.at(raises)  # the same purchases, at the prices of this share
        return Deciding(current, self.supports, self.share(raises), raises, why)


class _Pace:
    """Whether to work out the reach of the next run: as long as that lets Add1 jump."""

    def __init__(self) -> None:
        self.wait, self.pause, self.misses = FIRST, 1, 0

    def ranged(self) -> bool:
        """True when the next run should tell its reach."""
        self.wait -= 1
        return self.wait < 0

    def same(self, current: Run, step: int) -> int:
        """Return how many raises after this run are known to give the same purchases."""
        if not isinstance(current.market, RangedMarket):
            return 0
        reach = min(current.market.reach, FARTHEST)
        jump = max(0, ceil(reach / step) - 1)
        self.misses = 0 if jump else self.misses + 1
        if self.misses <= PATIENCE:
            self.wait, self.pause = 0, 1
        else:
            self.wait = self.pause = min(2 * self.pause, LONGEST)
        return jump
