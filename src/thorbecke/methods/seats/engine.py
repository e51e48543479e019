"""The arithmetic of Kieswet P 5–P 10 in integers: no fraction is rounded and no lot is hidden.

Kept apart from the words around it because Monte Carlo runs it on millions of rows. Sources: Kieswet
P 5–P 10 as followed by the Kiesraad at the council election of 18 March 2026, see
``docs/methods/kieswet-seats.md``. One count is O(seats left over × lists).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

AVERAGE, REMAINDER, ONE_EACH = "largest-average", "largest-remainder", "average-one-each"
MAJORITY, EXHAUSTED = "absolute-majority", "exhausted"

# (code of the step, tied lists, their value) -> the list drawn; raises when the lot is still open.
Choose = Callable[[str, tuple[int, ...], tuple[int, int]], int]


class Award(NamedTuple):
    """A seat given (or taken back): ``value`` and those of the rivals are numerator, denominator."""

    code: str
    after: str  # "" in the first division, EXHAUSTED when an exhausted list left the seat
    list: int
    value: tuple[int, int]
    rivals: tuple[tuple[int, int, int], ...]  # list, numerator, denominator
    tied: tuple[int, ...]  # the lot was between these; empty without a lot
    taken_from: int | None = None
    seats: int = 1


class Terms(NamedTuple):
    """What is the same for every council of a kind: the knobs of the law as integers."""

    small: bool  # fewer than 19 seats: largest remainders
    numerator: (
        int  # a list takes part in largest remainders from numerator/denominator of the quota
    )
    denominator: int
    quota_for_all: bool  # bill 36641: the whole quota for every residual seat
    majority: bool  # P 9 applies


@dataclass
class Count:
    """One count on its way. ``run`` fills ``seats`` and ``log``; it raises what ``choose`` raises."""

    votes: Sequence[int]
    size: int
    room: Sequence[int]
    terms: Terms
    choose: Choose
    seats: list[int] = field(default_factory=list)
    full: list[int] = field(default_factory=list)
    log: list[Award] = field(default_factory=list)
    unassigned: int = 0
    _remaindered: set[int] = field(default_factory=set)
    _averaged: set[int] = field(default_factory=set)

    def run(self) -> Count:
        """Divide all seats."""
        total = sum(self.votes)
        self.total = total
        self.full = [votes * self.size // total for votes in self.votes] if total else []
        self.full = self.full or [0] * len(self.votes)
        self.seats = list(self.full)
        self.taking_part = self._taking_part()
        if total == 0:
            self.unassigned = self.size
            return self
        self._divide(self.size - sum(self.full), range(len(self.votes)), "")
        if self.terms.majority:
            self._absolute_majority()
        self._exhausted_lists()
        return self

    def _taking_part(self) -> set[int]:
        """Lists that may get a residual seat at all: with votes, and under the bill with the quota."""
        voted = {i for i, votes in enumerate(self.votes) if votes}
        reached = {i for i in voted if self.full[i]}
        # Where no list has the quota the bill's threshold would leave every seat empty: it lapses.
        return reached if self.terms.quota_for_all and reached else voted

    def _divide(self, left: int, open_lists: Iterable[int], after: str) -> None:
        open_to = [i for i in open_lists if i in self.taking_part]
        if self.terms.small:
            left = self._by_remainders(left, open_to, after)
            left = self._by_averages_one_each(left, open_to, after)
        while left and open_to:
            self._award(AVERAGE, self._averages(open_to), left, after)
            left -= 1
            if after:
                open_to = [i for i in open_to if self.seats[i] < self.room[i]]
        self.unassigned += left

    def _by_remainders(self, left: int, open_to: list[int], after: str) -> int:
        """P 8: one seat each, from the largest remainder down, above the threshold."""
        need, unit = self.terms.numerator * self.total, self.terms.denominator * self.size
        able = [i for i in open_to if self.votes[i] * unit >= need]
        able = [i for i in able if i not in self._remaindered]
        while left and able:
            values = [
                (i, self.votes[i] * self.size - self.full[i] * self.total, self.size) for i in able
            ]
            winner = self._award(REMAINDER, values, left, after)
            self._remaindered.add(winner)
            able.remove(winner)
            left -= 1
        return left

    def _by_averages_one_each(self, left: int, open_to: list[int], after: str) -> int:
        """P 8: what is then left over, one seat each, by the largest average of all lists."""
        able = [i for i in open_to if i not in self._averaged and self._has_room(i, after)]
        while left and able:
            winner = self._award(ONE_EACH, self._averages(able), left, after)
            self._averaged.add(winner)
            able.remove(winner)
            left -= 1
        return left

    def _has_room(self, index: int, after: str) -> bool:
        return not after or self.seats[index] < self.room[index]

    def _averages(self, lists: Iterable[int]) -> list[tuple[int, int, int]]:
        return [(i, self.votes[i], self.seats[i] + 1) for i in lists]

    def _award(self, code: str, values: list[tuple[int, int, int]], left: int, after: str) -> int:
        """Give one seat to the largest value; by lot when more stand equal than seats are left."""
        best = _largest(values)
        tied = tuple(item[0] for item in best) if len(best) > left else ()
        winner = self.choose(code, tied, best[0][1:]) if tied else best[0][0]
        self.seats[winner] += 1
        rivals = tuple(item for item in values if item[0] != winner)
        self.log.append(Award(code, after, winner, best[0][1:], rivals, tied))
        return winner

    def _absolute_majority(self) -> None:
        """P 9: more than half of the votes, not more than half of the seats: one seat more."""
        for index, votes in enumerate(self.votes):
            if 2 * votes > self.total and 2 * self.seats[index] <= self.size and self.log:
                self._hand_over(index)

    def _hand_over(self, majority: int) -> None:
        last = self.log[-1]
        same = [
            award.list
            for award in self.log
            if award.code == last.code
            and _equal(award.value, last.value)
            and award.list != majority
        ]
        equal = tuple(sorted(set(same)))
        tied = equal if len(equal) > 1 else ()
        code = f"{MAJORITY}/{last.code}"
        loser = self.choose(code, tied, last.value) if tied else equal[0]
        self.seats[majority] += 1
        self.seats[loser] -= 1
        self._remaindered.discard(loser) if last.code == REMAINDER else self._averaged.discard(
            loser
        )
        self.log.append(Award(MAJORITY, "", majority, last.value, (), tied, loser))

    def _exhausted_lists(self) -> None:
        """P 10: seats that a list has no candidates for go to the others by the same steps."""
        while over := [i for i, seats in enumerate(self.seats) if seats > self.room[i]]:
            freed = 0
            for index in over:
                extra = self.seats[index] - self.room[index]
                self.seats[index] = self.room[index]
                freed += extra
                self.log.append(
                    Award(EXHAUSTED, EXHAUSTED, index, (0, 1), (), (), index, seats=extra)
                )
            able = [i for i, seats in enumerate(self.seats) if seats < self.room[i]]
            self._divide(freed, able, EXHAUSTED)


def _largest(values: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """All entries with the largest value; compared crosswise, so nothing is rounded."""
    best = [values[0]]
    for item in values[1:]:
        left, right = item[1] * best[0][2], best[0][1] * item[2]
        if left > right:
            best = [item]
        elif left == right:
            best.append(item)
    return best


def _equal(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] * other[1] == other[0] * one[1]
