"""Raising the share step by step (Add1), until the budget would be passed."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from thorbecke.methods.budgeting.election import Election, Support, Utility, supports
from thorbecke.methods.budgeting.limits import Gate, Limits, Ties
from thorbecke.methods.budgeting.market import Field
from thorbecke.methods.budgeting.shares import Run, run
from thorbecke.methods.lots import Lots


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
        self.field = Field(self.supports, election.costs, len(election.counts))
        self.base = Fraction(election.budget, election.voters)

    def at(self, raises: int) -> Run:
        """Return the run after this many raises."""
        gate = Gate(self.election, self.rules, None)
        ties = Ties(self.election, self.method, self.rules.ties, self.lots)
        return run(self.field, self.share(raises), gate, ties)

    def share(self, raises: int) -> Fraction:
        return self.base + raises * self.raising.step

    def decide(self) -> Deciding:
        raises, current = 0, self.at(0)
        if not self.raising.raises:
            return self._found(current, 0, "")
        while True:
            if self.raising.stop_when_exhaustive and self.exhaustive(current):
                return self._found(current, raises, "exhaustive")
            if self.nothing_left(current):
                return self._found(current, raises, "all_bought")
            following = self.at(raises + 1)
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
        return Deciding(current, self.supports, self.share(raises), raises, why)
